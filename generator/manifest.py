"""What a site was built from, remembered in the cache, so that an unchanged build only notices.

It is remembered by where the site stands, and holds for the very site whose record it names. A file
whose size and time of change are as they were is not read again; one that was only touched is
hashed. Nothing of it is published: it names every source.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from . import __version__
from .files import UNFINISHED, Entry, walk, write_whole
from .job import Job, Outcome
from .keeping import Kept, stamp_of
from .publishing import Replaced
from .record import NAME, hash_file, read_record

FOLDER = "builds"
"""Under the cache: what is remembered, one file a site."""

_SHA = re.compile(r"[0-9a-f]{64}")
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

    def hashes(self, root: str) -> Mapping[str, str]:
        """The SHA-256 of each file under one of the roots that can be read, by its path there."""
        place = f"{root}/"
        return {
            path.removeprefix(place): stamp[2]
            for path, stamp in self.files.items()
            if path.startswith(place) and _SHA.fullmatch(stamp[2])
        }

    @property
    def hash(self) -> str:
        """A hash of all of it, without sizes and times."""
        content = {path: stamp[2] for path, stamp in self.files.items()}
        return hashlib.sha256(
            json.dumps([__version__, dict(self.options), content], sort_keys=True).encode()
        ).hexdigest()


NOTHING = Inputs(options={}, files={})
"""What is known before anything was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is remembered of a site."""

    inputs: str
    """The hash of its inputs."""
    files: Mapping[str, _Stamp]
    """The inputs' files."""
    record: str
    """The SHA-256 of the record that the site carries."""
    outputs: Mapping[str, tuple[int, int]]
    """Every file of the site, with its size in bytes and its time of change in nanoseconds."""
    outcome: Outcome
    """What the build reported, to be reported again."""
    pieces: Mapping[str, Sequence[str]]
    """The files of the site by the key of all that they were made of."""


def read(job: Job) -> Manifest | None:
    """What is remembered of the job's site; None where that is nothing, or cannot be understood."""
    place = _place(job)
    try:
        facts = place.stat()
    except OSError:
        return None
    stamp = facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns
    return _read_once(place, str(job.output.resolve()), stamp)


@lru_cache(maxsize=1)
def _read_once(place: Path, output: str, _: tuple[int, ...]) -> Manifest | None:
    """One build asks for it time and again; it is as long as the site is large."""
    try:
        record = json.loads(place.read_bytes())
        if record["output"] != output:
            return None
        return Manifest(
            inputs=record["inputs"],
            files={path: (size, time, sha) for path, (size, time, sha) in record["files"].items()},
            record=record["record"],
            outputs={path: (size, time) for path, (size, time) in record["outputs"].items()},
            outcome=_outcome(record["outcome"]),
            pieces={
                key: tuple(map(str, paths)) for key, paths in record["pieces"].items() if paths
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def take(job: Job, known: Mapping[str, _Stamp]) -> Inputs:
    """Look at everything the site of `job` depends on: its options, content, templates, program.

    `known` are stamps taken earlier; a file that still fits its stamp is not read.
    """
    roots = {"content": job.content, "templates": job.templates, "program": Path(__file__).parent}
    files = {
        "/".join((name, *entry.path.parts[len(root.parts) :])): entry
        for name, root in roots.items()
        for entry in _entries_under(root)
    }
    return Inputs(
        options={
            "backend": job.backend or "",
            "base_url": job.base_url or "",
            "search": "later" if job.index_later else str(job.search),
        },
        files={name: _stamp(files[name], known.get(name)) for name in sorted(files)},
    )


def retake(inputs: Inputs, job: Job, own: str) -> Inputs:
    """`inputs` with a fresh look at a file or folder of the content that the build itself wrote."""
    place = job.content / own
    prefix = f"content/{own}/"
    files = {n: stamp for n, stamp in inputs.files.items() if not f"{n}/".startswith(prefix)}
    for entry in [Entry(place)] if place.is_file() else _entries_under(place):
        name = f"content/{entry.path.relative_to(job.content).as_posix()}"
        files[name] = _stamp(entry, inputs.files.get(name))
    return Inputs(options=inputs.options, files=dict(sorted(files.items())))


def built_from(job: Job) -> Inputs | None:
    """What the site that stands was built from, with what the build wrote under content/ itself.

    None where it is not remembered.
    """
    before = _of_site(job)
    return Inputs(options={}, files=before.files) if before else None


def _of_site(job: Job) -> Manifest | None:
    """What is remembered of the very site that stands."""
    before = read(job)
    try:
        return before if before and hash_file(job.output / NAME) == before.record else None
    except OSError:
        return None


def stands(job: Job, before: Manifest, inputs: Inputs) -> bool:
    """Whether the job's site is just what `inputs` would give, every file in its place."""
    if before.inputs != inputs.hash:
        return False
    try:
        if hash_file(job.output / NAME) != before.record:
            return False
        stamps = {path: stamp_of(f"{job.output}/{path}") for path in before.outputs}
    except OSError:
        return False
    moved = [path for path, stamp in before.outputs.items() if stamps[path] != stamp]
    record = read_record(job.output) if moved else None
    return not moved or (
        record is not None
        and all(hash_file(job.output / path) == record.files.get(path) for path in moved)
    )


def kept(job: Job) -> Kept:
    """What may stay of the job's site: the files that are as they were published."""
    before, site = _of_site(job), read_record(job.output)
    if not before or not site:
        return Kept()
    hashes, stamps = {}, {}
    for path, known in before.outputs.items():
        published, place = site.files.get(path), f"{job.output}/{path}"
        with suppress(OSError):
            facts = os.lstat(place)
            if published and not stat.S_ISLNK(facts.st_mode):
                now = facts.st_size, facts.st_mtime_ns
                if now == known or hash_file(Path(place)) == published:
                    hashes[path], stamps[path] = published, now
    return Kept(place=job.output, pieces=before.pieces, stamps=stamps, hashes=hashes)


def write(
    job: Job,
    inputs: Inputs,
    outcome: Outcome,
    pieces: Mapping[str, Sequence[str]] = MappingProxyType({}),
    standing: Kept | None = None,
) -> None:
    """Remember what the job's site, which stands there now, was built from.

    `standing` knows what was taken over into it, which need not be looked at again.
    Where the cache cannot be written nothing is remembered, and the next build builds.
    """
    site = read_record(job.output)
    if site is None:
        return
    taken = standing or Kept()
    with suppress(OSError):
        known = Manifest(
            inputs=inputs.hash,
            files=inputs.files,
            record=hash_file(job.output / NAME),
            outputs={path: taken.stamp_of(job.output, path) for path in site.files},
            outcome=outcome,
            pieces=pieces,
        )
        _write(job, known)


def _write(job: Job, known: Manifest) -> None:
    """Remember this of the job's site. Raises `OSError`."""
    record = {
        **{each.name: getattr(known, each.name) for each in fields(known)},
        "output": str(job.output.resolve()),
        "outcome": asdict(known.outcome),
        "files": dict(known.files),
        "pieces": {key: list(paths) for key, paths in known.pieces.items()},
    }
    write_whole(_place(job), json.dumps(record).encode(), by=job.cache / UNFINISHED)


def replaced(job: Job, by: Replaced, pieces: Mapping[str, Sequence[str]]) -> None:
    """Remember that single files of the job's site were replaced: it is what no inputs give.

    `pieces` are the new files by the key of what they were made of.
    """
    known = read(job)
    if not known or known.record != by.before:
        return
    new = {path for paths in pieces.values() for path in paths}
    with suppress(OSError):
        stamps = {path: stamp_of(f"{job.output}/{path}") for path in new}
        others = {key: paths for key, paths in known.pieces.items() if new.isdisjoint(paths)}
        after = replace(
            known,
            inputs="",
            record=hash_file(job.output / NAME),
            outputs={**known.outputs, **stamps},
            pieces={**others, **pieces},
        )
        _write(job, after)


def _place(job: Job) -> Path:
    """Where the job's site is remembered."""
    name = hashlib.sha256(os.fsencode(job.output.resolve())).hexdigest()
    return job.cache / FOLDER / f"{name}.json"


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
        content = hash_file(entry.path)
    except OSError as error:
        return 0, 0, error.strerror or "cannot be read"
    return facts.st_size, facts.st_mtime_ns, content
