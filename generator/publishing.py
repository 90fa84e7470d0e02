"""A finished folder becomes the site in one step: visitors see the old site or the new one.

The site is written beside the old one and the two change places by a single rename
(`renameat2` with `RENAME_EXCHANGE`, Linux 3.15 and later; elsewhere by two renames, the second of
which the next build makes up for if it is lost).
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import PublishError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def publishing(output: Path) -> Iterator[Path]:
    """Yield an empty folder; when the block ends well, it stands at `output`.

    When the block raises, `output` is as it was. A second build of the same output waits for
    the first. Raises `PublishError` where the disk, permissions or another program are in the way.
    """
    staging = output.with_name(f".{output.name}.new")
    retired = output.with_name(f".{output.name}.old")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with _lock(output.with_name(f".{output.name}.lock")):
            _recover(output, retired)
            _remove(staging)
            staging.mkdir()
            try:
                yield staging
                _exchange(staging, output, retired)
            finally:
                _remove(staging)
                _remove(retired)
    except OSError as error:
        place = str(error.filename or output)
        raise PublishError(
            f"cannot be written: {error.strerror or error}",
            path=place,
            remedy="free space or change permissions; the old site still stands",
        ) from None


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write (relative path, content) pairs under `folder`; return how many are HTML pages."""
    pages = 0
    made: set[Path] = set()
    for name, content in files:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content)
        pages += name.endswith(".html")
    return pages


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold the lock at `path`; the system releases it if this process dies."""
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _recover(output: Path, retired: Path) -> None:
    """Put the old site back if a build died between two renames."""
    if retired.exists() and not output.exists():
        retired.rename(output)


def _exchange(staging: Path, output: Path, retired: Path) -> None:
    """Put `staging` at `output`, and the old site, if any, at `staging` or `retired`."""
    if not output.exists():
        staging.rename(output)
    elif not _rename_exchange(staging, output):
        output.rename(retired)
        staging.rename(output)


def _rename_exchange(first: Path, second: Path) -> bool:
    """Let two paths change places in one step; False where the system cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    result = rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE)
    return bool(result == 0)


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder, ignore_errors=True)
