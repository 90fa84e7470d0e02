"""Folders that one process holds at a time.

Where the system can lock a folder itself (all but Windows) nothing is left beside what people
commit, and the lock holds between machines that share the disk. On Windows a file under the user's
own temporary files stands for the folder.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

Release = Callable[[], None]
"""Lets go of a folder; so does the system, when this process dies."""


def hold(folder: Path, *, wait: bool) -> Release | None:
    """Hold a folder.

    None where there is none, another process holds it, or has put another folder in its place.
    Where the file system knows no locks it is taken as held.
    """
    return _hold_stand_in(folder, wait) if fcntl is None else _hold_itself(folder, wait)


def _hold_itself(folder: Path, wait: bool) -> Release | None:
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        held = True
    except OSError as error:
        held = not isinstance(error, BlockingIOError)
    if held and _is_same(handle, folder):
        return partial(_let_go, handle)
    os.close(handle)
    return None


def _let_go(handle: int) -> None:
    with suppress(OSError):  # of itself that comes when no process has it open: others may, by now
        fcntl.flock(handle, fcntl.LOCK_UN)
    os.close(handle)


def _is_same(handle: int, folder: Path) -> bool:
    """Whether an open folder still stands at this path."""
    try:
        return os.path.samestat(os.fstat(handle), folder.stat())
    except FileNotFoundError:
        return False


def _hold_stand_in(folder: Path, wait: bool) -> Release | None:
    """Hold a file that stands for the folder, whatever is put in the folder's place."""
    from filelock import FileLock, Timeout  # here, as other systems never need it

    if not folder.is_dir():
        return None
    place = os.path.normcase(folder.resolve())  # as Windows compares names
    name = hashlib.sha256(os.fsencode(place)).hexdigest()
    lock = FileLock(Path(tempfile.gettempdir()) / f"chapterwise-{name[:32]}.lock")
    try:
        lock.acquire(timeout=-1 if wait else 0)
    except Timeout:
        return None
    except OSError:
        return lambda: None
    if not folder.is_dir():
        lock.release()
        return None

    def release() -> None:
        with suppress(OSError):
            lock.release()

    return release
