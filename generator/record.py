"""The record that a published site carries: which files this program wrote there, and their hashes.

It is what tells a site of ours from anybody else's folder, and in a site of ours what we wrote from
what a person put beside it. It names nothing but the published files themselves.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType

NAME = ".chapterwise.json"
"""The record's name at the root of a site."""
_MADE_BY = "chapterwise"
_FORMER = ".build.json"
"""The record of sites that version 0.1.0 first built: names and sizes of what it published."""
_UNKNOWN = ""
"""The hash of a file that was published when none was recorded."""
_NOT_INSIDE = re.compile(r"(?:^|/)\.{0,2}(?:/|\Z)|\0")
"""In a path: a part that is nothing or names no more than a folder; what no name holds."""
_NAMED = 3
"""How many files a note names."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What was published in one folder."""

    files: dict[str, str]
    """SHA-256 of each file by its path in the site, with slashes; not of the record itself."""

    @cached_property
    def folders(self) -> frozenset[str]:
        """The folders that hold these files."""
        return frozenset(
            path[:place]
            for path in self.files
            for place, character in enumerate(path)
            if character == "/"
        )


def read_record(folder: Path) -> Record | None:
    """The record in `folder`; None where there is none that this program can have written."""
    try:
        facts = os.lstat(folder / NAME)
    except OSError:
        return _read_record(folder)
    stamp = facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns
    return _read_once(folder, stamp)


@lru_cache(maxsize=2)
def _read_once(folder: Path, _: tuple[int, ...]) -> Record | None:
    """One build asks for the same record time and again; it is as long as the site is large."""
    return _read_record(folder)


def _read_record(folder: Path) -> Record | None:
    try:
        files = _recorded(folder)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    valid = all(_is_inside(name) and isinstance(value, str) for name, value in files.items())
    return Record(files=files) if valid else None


def _recorded(folder: Path) -> dict[str, str]:
    """The files that a record names. Raises `ValueError` or what reading does if it is not ours."""
    path = folder / NAME
    if os.path.lexists(path):
        data = json.loads(path.read_bytes())
        if path.is_symlink() or data["made_by"] != _MADE_BY:
            raise ValueError
        return dict(data["files"])
    path = folder / _FORMER
    data = json.loads(path.read_bytes())
    if path.is_symlink() or not isinstance(data["digest"], str):
        raise ValueError
    return dict.fromkeys((_FORMER, *dict(data["outputs"])), _UNKNOWN)


def write_record(
    folder: Path, without: str, hash_of: Callable[[Path, str], str] = lambda a, b: hash_file(a / b)
) -> None:
    """Record every file that stands in `folder`, but the one of that name.

    `hash_of` may know the hash of a path in a folder without reading it.
    """
    files = {
        path: hash_of(folder, path)
        for path, entry in walk(folder)
        if path != without and entry.is_file()
    }
    save_record(folder, Record(files=files))


def save_record(folder: Path, published: Record) -> None:
    """Write a record into `folder`."""
    record = {"made_by": _MADE_BY, "files": dict(sorted(published.files.items()))}
    lines = json.dumps(record, separators=(",\n", ": "))  # to indent it takes ten times as long
    (folder / NAME).write_text(f"{lines}\n", encoding="ascii")


def notes_of_changes(
    folder: Path, known: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, ...]:
    """What to say of published files in `folder` that somebody changed before they are replaced.

    Those whose hash is `known` need not be read.
    """
    record = read_record(folder)
    changed = [
        name
        for name, published in (record.files.items() if record else ())
        if published not in (_UNKNOWN, known.get(name))
        and (folder / name).is_file()
        and hash_file(folder / name) != published
    ]
    if not changed:
        return ()
    named = ", ".join(changed[:_NAMED]) + (", ..." if len(changed) > _NAMED else "")
    return (
        f"Written anew, as somebody had changed {len(changed)} of the site's own files: {named}"
        " (what shall last goes into content/, such as content/templates/)",
    )


def hash_file(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def walk(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything under `folder` by its path there, a folder before what it holds.

    Links are named and never followed. Raises `OSError` where a folder cannot be read.
    """
    waiting = _held(folder, "")
    while waiting:
        path, entry = waiting.pop()
        yield path, entry
        if entry.is_dir(follow_symlinks=False):
            waiting += _held(entry.path, f"{path}/")


def _held(folder: str | Path, inside: str) -> list[tuple[str, os.DirEntry[str]]]:
    """What a folder holds, the last one first."""
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=attrgetter("name"), reverse=True)
    return [(f"{inside}{entry.name}", entry) for entry in listed]


def _is_inside(path: object) -> bool:
    """Whether a path of a record can only name something inside the site."""
    return isinstance(path, str) and not _NOT_INSIDE.search(path)
