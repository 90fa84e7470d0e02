"""Files of the site that stands, taken over into the next one where they would be made again.

They are linked, not copied: a file has the same bytes and the same time of change as before.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .record import hash_file

Stamp = tuple[int, int]
"""A file's size in bytes and its time of change in nanoseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What may stay of the site that stands."""

    place: Path = Path()
    """Where it stands."""
    pieces: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Files by the key of all that they were made of."""
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    """Of the files that are as they were published."""
    hashes: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 of these."""
    taken: set[str] = field(default_factory=set)
    """Those that were taken over as the very same files, by path."""

    def take_over(self, key: str, folder: Path) -> tuple[str, ...] | None:
        """The files that were made of the same things, in `folder` by now; None where any lacks."""
        paths = tuple(self.pieces.get(key, ()))
        if not paths or not all(path in self.stamps for path in paths):
            return None
        for count, path in enumerate(paths, 1):
            if not self._take(path, folder):
                for each in paths[:count]:  # none may stay: to write it would change the old site
                    (folder / each).unlink(missing_ok=True)
                self.taken.difference_update(paths)
                return None
        return paths

    def leave(self, folder: Path, inside: str) -> None:
        """Delete what was taken over into a folder within `folder`, and all else there."""
        shutil.rmtree(folder / inside, ignore_errors=True)
        self.taken.difference_update([p for p in self.taken if p.startswith(f"{inside}/")])

    def hash_of(self, folder: Path, path: str) -> str:
        """The SHA-256 of a file in `folder`; one that was taken over need not be read for it."""
        return self.hashes[path] if path in self.taken else hash_file(folder / path)

    def stamp_of(self, folder: Path, path: str) -> Stamp:
        """That of a file in `folder`, as it was when it was taken over where it was."""
        return self.stamps[path] if path in self.taken else stamp_of(f"{folder}/{path}")

    # Every file of every site comes by here, so that paths are texts.

    def _take(self, path: str, folder: Path) -> bool:
        """Give one file a second name in `folder`; whether it is the very one that is known."""
        try:
            old, new = f"{self.place}/{path}", f"{folder}/{path}"
            try:
                link(old, new)
            except FileNotFoundError:  # it is the first in its folder
                Path(new).parent.mkdir(parents=True, exist_ok=True)
                link(old, new)
            # another build may have published since, and then a link is of its file
            facts = os.lstat(new)
            if facts.st_nlink > 1:  # no copy
                self.taken.add(path)
            return _stamp(facts) == self.stamps[path]
        except OSError:
            return False


def link(old: str | Path, new: str | Path) -> None:
    """Give a file a second name, or make a copy where the file system has no second names.

    Raises `FileExistsError` where something stands there already, and `FileNotFoundError` where
    either is nowhere.
    """
    try:
        os.link(old, new, follow_symlinks=False)
    except (FileExistsError, FileNotFoundError):
        raise
    except (OSError, NotImplementedError):  # or the system cannot name a link itself
        if os.path.lexists(new) or not (Path(old).is_file() or Path(old).is_symlink()):
            raise
        shutil.copy2(old, new, follow_symlinks=False)


def stamp_of(path: str | Path) -> Stamp:
    """The size and the time of change of a file. Raises `OSError` where there is none."""
    return _stamp(os.stat(path))  # noqa: PTH116  # a `Path` takes longer than the look


def _stamp(facts: os.stat_result) -> Stamp:
    return facts.st_size, facts.st_mtime_ns
