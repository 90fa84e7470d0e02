"""What a site was built from, kept inside the site, so that an unchanged build only notices.

The manifest moves with the site it describes: the two can never disagree. A file whose size and
time of change are as they were is not read again; one that was only touched is hashed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator import __version__
from generator.job import Job, Outcome

NAME = ".build.json"
"""The manifest's name within the site."""

_Stamp = tuple[int, int, str]
"""A file's size in bytes, its time of change in nanoseconds, and the SHA-256 of its content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything a site depends on."""

    options: Mapping[str, str]
    """What the command line asked for."""
    files: Mapping[str, _Stamp]
    """Content, templates and program, by path."""

    @property
    def digest(self) -> str:
        """A hash of all of it, without sizes and times."""
        content = {path: stamp[2] for path, stamp in self.files.items()}
        return hashlib.sha256(
            json.dumps([__version__, dict(self.options), content], sort_keys=True).encode()
        ).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What stands in a built site's manifest."""

    digest: str
    files: Mapping[str, _Stamp]
    outputs: Mapping[str, int]
    """Every file of the site, with its size in bytes."""
    outcome: Outcome
    """What the build reported, to be reported again."""


def read(output: Path) -> Manifest | None:
    """The manifest of the site at `output`; None where there is none that can be understood."""
    try:
        record = json.loads((output / NAME).read_bytes())
        return Manifest(
            digest=record["digest"],
            files={path: (size, time, sha) for path, (size, time, sha) in record["files"].items()},
            outputs=record["outputs"],
            outcome=_outcome(record["outcome"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def take(job: Job, known: Mapping[str, _Stamp]) -> Inputs:
    """Look at everything the site of `job` depends on: its options, content, templates, program.

    `known` are stamps taken earlier; a file that still fits its stamp is not read.
    """
    roots = {"content": job.content, "templates": job.templates, "program": Path(__file__).parent}
    files = {
        f"{name}/{path.relative_to(root)}": path
        for name, root in roots.items()
        for path in _files_under(root)
    }
    return Inputs(
        options={
            "backend": job.backend or "",
            "base_url": job.base_url or "",
            "search": str(job.search),
        },
        files={name: _stamp(path, known.get(name)) for name, path in sorted(files.items())},
    )


def retake(inputs: Inputs, job: Job, own: str) -> Inputs:
    """`inputs` with a fresh look at a file or folder of the content that the build itself wrote."""
    place = job.content / own
    prefix = f"content/{own}/"
    files = {n: stamp for n, stamp in inputs.files.items() if not f"{n}/".startswith(prefix)}
    for path in [place] if place.is_file() else _files_under(place):
        name = f"content/{path.relative_to(job.content)}"
        files[name] = _stamp(path, inputs.files.get(name))
    return Inputs(options=inputs.options, files=dict(sorted(files.items())))


def stands(output: Path, before: Manifest | None, inputs: Inputs) -> bool:
    """Whether the site at `output` is just what `inputs` would give, every file in its place."""
    if before is None or before.digest != inputs.digest:
        return False
    try:
        return all((output / name).stat().st_size == size for name, size in before.outputs.items())
    except OSError:
        return False


def write(folder: Path, inputs: Inputs, outcome: Outcome) -> None:
    """Write the manifest of the site in `folder`, after everything else is there."""
    outputs = {str(path.relative_to(folder)): path.stat().st_size for path in _files_under(folder)}
    record = {
        "digest": inputs.digest,
        "outcome": asdict(outcome),
        "files": dict(inputs.files),
        "outputs": dict(sorted(outputs.items())),
    }
    (folder / NAME).write_text(json.dumps(record, ensure_ascii=True), encoding="utf-8")


def _outcome(record: Mapping[str, Any]) -> Outcome:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in record.items()
    }
    return Outcome(**values)


def _files_under(root: Path) -> Iterator[Path]:
    """Regular files under `root`, without hidden ones and compiled Python."""
    for path in root.rglob("*"):
        parts = path.relative_to(root).parts
        if path.is_file() and not any(p.startswith(".") or p == "__pycache__" for p in parts):
            yield path


def _stamp(path: Path, known: _Stamp | None) -> _Stamp:
    facts = path.stat()
    if known and known[:2] == (facts.st_size, facts.st_mtime_ns):
        return known
    with path.open("rb") as handle:
        return facts.st_size, facts.st_mtime_ns, hashlib.file_digest(handle, "sha256").hexdigest()
