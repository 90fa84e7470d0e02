"""The one way to files under content/: regular ones, that lie within it, under printable names.

A pipe is never opened, for nobody may ever write to it; and a link may lead anywhere, so what it
leads to must lie in the same content. Whoever reads asks `read_regular`; whoever looks for files
asks `walk`, which names what it cannot use instead of passing over it.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import InputError

_JOINERS = "\u200c\u200d"
"""Invisible, and part of how names are spelled in several scripts."""
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's categories of characters that act on a line instead of standing in it."""
UNFINISHED = "unfinished"
"""How the names of files end that are being written; in the cache, the folder where they stand."""
LINKED_FOLDER = "is a link to a folder, and folders are read only where they stand"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that lies in a folder."""

    path: Path
    fault: str = ""
    """Why it cannot be read; empty for a regular file, whose bytes are not looked at yet."""
    folder: bool = False
    """Whether it is a folder that could not be looked into."""


def walk(folder: Path, root: Path, *, deep: bool = True) -> Iterator[Entry]:
    """Everything but folders under `folder`, by path, without what is hidden.

    `root` is the folder that links may not leave. Folders stand in the walk where they cannot be
    opened, or are links: those are not followed, so that no file is met twice and no walk is
    endless. With `deep` false, only what lies in `folder` itself.
    """
    real_root = os.path.realpath(root)
    if not exists(folder):
        return
    if _is_outside(folder, real_root):
        yield Entry(folder, "is a link to a folder outside of the content", folder=True)
        return
    yield from _walk(folder, real_root, deep)


def fault_of(path: Path, root: Path) -> str:
    """Why there is nothing at `path` to be read, or it may not be; empty for a regular file."""
    return _fault_of(path, os.path.realpath(root))


def read_regular(path: Path, root: Path) -> bytes:
    """The bytes of a regular file within `root`.

    Raises `InputError` where there is none, or it cannot be read.
    """
    fault = fault_of(path, root)
    if fault:
        raise InputError(fault, remedy=remedy_for(fault))
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(_unreadable(error), remedy="change its permissions") from None


def write_whole(path: Path, body: bytes, *, by: Path | None = None, durable: bool = False) -> None:
    """Write a file in one step: whoever reads it, and whenever, finds the old or the new one.

    Until then it stands under a hidden name of its own in the folder `by`, or else beside `path`.
    With `durable` it outlives a loss of power. Raises `OSError` where it cannot be written; then
    `path` is as it was.
    """
    folder = by or path.parent
    for each in (folder, path.parent):
        each.mkdir(parents=True, exist_ok=True)
    # The name is drawn, not the process's number: another machine may have the same.
    temporary = folder / f".{secrets.token_hex(16)}.{UNFINISHED}"
    try:
        with temporary.open("xb") as file:
            file.write(body)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def files_in(folder: Path, root: Path) -> Iterator[tuple[Path, bytes]]:
    """The regular files that lie in `folder` and can be read, by name, with their bytes."""
    for entry in walk(folder, root, deep=False):
        if not entry.fault and not locked(entry.path):
            yield entry.path, entry.path.read_bytes()


def locked(path: Path) -> str:
    """Why a regular file may not be read by this user; empty where it may."""
    return "" if os.access(path, os.R_OK) else "cannot be read: permission denied"


def remedy_for(fault: str) -> str:
    """What to do about a fault of this module."""
    if "link" in fault:
        return "put there what it leads to"
    return "change its permissions" if "cannot be" in fault else "put a file there, or remove it"


def exists(path: Path) -> bool:
    """Whether anything at all has this name, be it a link that leads nowhere."""
    return os.path.lexists(path)


def relative_name(path: Path, root: Path) -> str:
    """How messages call `path`, on one printable line: relative to `root`, with slashes.

    A file under content/ is known by this name, which is the same on every system.
    """
    try:
        return printable(path.relative_to(root).as_posix())
    except ValueError:
        return printable(str(path))


def printable(text: str) -> str:
    r"""`text` as one line that forges nothing: `\n`, `\u202e`, and `\xe9` for a broken byte."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def name_of(name: str) -> str:
    """The name of a file as text that may stand on a page.

    A name that is not UTF-8 is taken for Western European, as old disks and archives have it.
    """
    try:
        text = os.fsencode(name).decode()
    except UnicodeDecodeError:
        text = os.fsencode(name).decode("cp1252", errors="ignore")
    spaced = "".join(" " if character in "\t\n\r\f\v" else character for character in text)
    return "".join(
        character
        for character in spaced
        if character in _JOINERS or unicodedata.category(character) not in _UNPRINTABLE
    )


def _shown(character: str) -> str:
    if character in _JOINERS or unicodedata.category(character) not in _UNPRINTABLE:
        return character
    if "\udc80" <= character <= "\udcff":  # how Python keeps a byte that is not UTF-8
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


def _walk(folder: Path, real_root: str, deep: bool) -> Iterator[Entry]:
    waiting: list[Path | Entry] = [folder]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Entry):
            yield each
        elif deep or each == folder:
            waiting.extend(reversed(list(_look_into(each, real_root))))


def _look_into(folder: Path, real_root: str) -> Iterator[Path | Entry]:
    """What lies in a folder, by name: an entry, or the path of another folder."""
    try:
        with os.scandir(folder) as listing:
            found = sorted(listing, key=lambda each: each.name)
    except OSError as error:
        yield Entry(folder, _unreadable(error), folder=True)
        return
    for each in found:
        path = folder / each.name
        if each.name.startswith("."):
            continue
        if each.is_dir(follow_symlinks=False):
            yield path
        elif each.is_file(follow_symlinks=False):
            yield Entry(path)
        else:
            fault = _fault_of(path, real_root)
            yield Entry(path, fault, folder="link to a folder" in fault)


def _fault_of(path: Path, real_root: str) -> str:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "is a link that leads in a circle"
        if error.errno == errno.ENOENT and path.is_symlink():
            return "is a link that leads nowhere"
        return _unreadable(error)
    if _is_outside(path, real_root):
        kind = "folder" if stat.S_ISDIR(mode) else "file"
        return f"is a link to a {kind} outside of the content"
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISDIR(mode):
        return LINKED_FOLDER if path.is_symlink() else "is a folder, not a file"
    kinds = {stat.S_IFIFO: "pipe", stat.S_IFSOCK: "socket"}
    return f"is a {kinds.get(stat.S_IFMT(mode), 'device')}, not a file"


def _is_outside(path: Path, real_root: str) -> bool:
    real = os.path.realpath(path)
    return real != real_root and not real.startswith(os.path.join(real_root, ""))  # noqa: PTH118


def _unreadable(error: OSError) -> str:
    return f"cannot be read: {(error.strerror or str(error)).lower()}"
