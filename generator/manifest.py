"""What a site was built from, kept inside the site, so that an unchanged build only notices.

The manifest moves with the site it describes: the two can never disagree. A file whose size and
time of change are as they were is not read again; one that was only touched is hashed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator import __version__
from generator.files import Entry, walk
from generator.job import Job, Outcome

NAME = ".build.json"
"""The manifest's name within the site."""

_Stamp = tuple[int, int, str]
"""A file's size in bytes, its time of change in nanoseconds, and the SHA-256 of its content.

Of what cannot be read, 0, 0 and why: once it can be, the stamp is another.
"""


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
        f"{name}/{entry.path.relative_to(root)}": entry
        for name, root in roots.items()
        for entry in _entries_under(root)
    }
    return Inputs(
        options={
            "backend": job.backend or "",
            "base_url": job.base_url or "",
            "search": str(job.search),
        },
        files={name: _stamp(files[name], known.get(name)) for name in sorted(files)},
    )


def retake(inputs: Inputs, job: Job, folder: str) -> Inputs:
    """`inputs` with a fresh look at one folder of the content, which the build itself wrote."""
    prefix = f"content/{folder}/"
    files = {name: stamp for name, stamp in inputs.files.items() if not name.startswith(prefix)}
    for entry in _entries_under(job.content / folder):
        name = f"content/{entry.path.relative_to(job.content)}"
        files[name] = _stamp(entry, inputs.files.get(name))
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
    outputs = {
        str(entry.path.relative_to(folder)): entry.path.stat().st_size
        for entry in _entries_under(folder)
    }
    record = {
        "digest": inputs.digest,
        "outcome": asdict(outcome),
        "files": dict(inputs.files),
        "outputs": dict(sorted(outputs.items())),
    }
    (folder / NAME).write_text(json.dumps(record, ensure_ascii=True), encoding="utf-8")


def _outcome(record: Mapping[str, Any]) -> Outcome:
    return Outcome(**{name: _as_tuples(value) for name, value in record.items()})


def _as_tuples(value: object) -> Any:  # noqa: ANN401 - whatever an outcome holds
    """`value` as it was before JSON made lists of its tuples."""
    return tuple(map(_as_tuples, value)) if isinstance(value, list) else value


def _entries_under(root: Path) -> Iterator[Entry]:
    """What lies under `root`, without what is hidden and compiled Python."""
    for entry in walk(root, root):
        if "__pycache__" not in entry.path.parts:
            yield entry


def _stamp(entry: Entry, known: _Stamp | None) -> _Stamp:
    if entry.fault:
        return 0, 0, entry.fault
    try:
        facts = entry.path.stat()
        same = known and known[:2] == (facts.st_size, facts.st_mtime_ns)
        if known and same and os.access(entry.path, os.R_OK):
            return known
        with entry.path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        return 0, 0, error.strerror or "cannot be read"
    return facts.st_size, facts.st_mtime_ns, digest
