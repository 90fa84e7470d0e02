"""A finished folder becomes the site in one step: visitors see the old site or the new one.

The site is written into a side folder beside the old one, and the two change places by a single
rename (`renameat2` with `RENAME_EXCHANGE`, Linux 3.15 and later; elsewhere by two renames, the
second of which the next build makes up for if it is lost).

Whoever waits for one page is shown it sooner: single files change places with those of the site
that stands, each by a rename of its own, and are entered into its record (`replace_files`).

Only what this program made is ever replaced or deleted. A folder becomes the site where there is
none, where it is empty, or where it carries our record (`generator.record`). What the record does
not list, such as a `CNAME` or a `.git`, is somebody else's: before the exchange it is linked into
the new site (the same file under a second name), and after it only that second name goes.
"""

from __future__ import annotations

import ctypes
import errno
import filecmp
import hashlib
import os
import re
import secrets
import shutil
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from .errors import ConfigError, PublishError
from .keeping import Kept, link
from .locking import hold
from .record import NAME, Record, hash_file, read_record, save_record, walk, write_record

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNFINISHED = ".unfinished"
"""Stands in a side folder while it is written: all in there is ours."""
_NAMED = 3
"""How many of somebody else's files a refusal names."""


def check_output(output: Path, inputs: Iterable[tuple[str, Path]]) -> None:
    """Raise `ConfigError` unless a site may be written to `output`.

    `inputs` are folders that the program reads, and what each is called: none may lie in the
    output, nor the output in one of them.
    """
    try:
        place = output.resolve()
        for name, folder in inputs:
            _refuse_overlap(output, place, name, folder.resolve())
        _refuse_current(output, place)
        _refuse_foreign(output, place)
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is a link to itself"
        raise ConfigError(
            f"the site cannot be written here: {reason}",
            path=str(output),
            remedy="choose another folder with --output",
        ) from None


@contextmanager
def publishing(
    output: Path, kept: Kept | None = None, stands: Callable[[], None] = lambda: None
) -> Iterator[Path]:
    """Yield an empty folder; when the block ends well, it stands at `output`, with its record.

    Files that are `kept` there from the old site are not read for the record. `stands` is called
    once the new site stands, before the old one is cleared away.
    When the block raises, `output` is as it was. Of several builds at once each publishes a whole
    site, and the last one stays. Raises `ConfigError` where `output` has become somebody else's,
    and `PublishError` where the disk, permissions or another program are in the way.
    """
    with _faults_told(output, "free space or change permissions; the old site still stands"):
        place = output.resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        _settle(place)
        try:
            with _new_side(place) as side:
                yield side
                write_record(side, without=_UNFINISHED, hash_of=(kept or Kept()).hash_of)
                with _holding_site(place):
                    _refuse_foreign(output, place)
                    _carry_over(place, side)
                    (side / _UNFINISHED).unlink()
                    _exchange(side, place)
            stands()
        finally:
            _settle(place)


@contextmanager
def _faults_told(output: Path, remedy: str) -> Iterator[None]:
    """Raise a `PublishError` where the disk, permissions or another program are in the way."""
    try:
        yield
    except OSError as error:
        raise PublishError(
            f"cannot be written: {error.strerror or error}",
            path=str(error.filename or output),
            remedy=remedy,
        ) from None


class Replaced(NamedTuple):
    """What became of a site in which some files were replaced."""

    before: str
    """The SHA-256 of the record that it had."""
    record: Record
    """The one that it has."""


def replace_files(output: Path, files: Files) -> Replaced | None:
    """Put files into the site that stands, each in one step, where they differ from what is there.

    None, and nothing is done, where there is no site of ours, or where somebody changed one of
    these files or put something of their own there: a whole build will say so. Raises
    `PublishError` where the disk, permissions or another program are in the way.
    """
    with _faults_told(output, "free space or change permissions"):
        place = output.resolve()
        _settle(place)
        try:
            with _new_side(place) as side:
                made = {path: hash_file(side / path) for path in write_files(side, files)}
                with _holding_site(place):
                    record = read_record(place)
                    if not record or not all(_is_ours(place, path, record) for path in made):
                        return None
                    before = hash_file(place / NAME)
                    changed = [path for path in made if made[path] != record.files.get(path)]
                    for path in changed:
                        (place / path).parent.mkdir(parents=True, exist_ok=True)
                        (side / path).replace(place / path)
                    now = Record(files={**record.files, **made})
                    save_record(side, now)
                    (side / NAME).replace(place / NAME)
            return Replaced(before, now)
        finally:
            _settle(place)


def _is_ours(place: Path, path: str, record: Record) -> bool:
    """Whether a file at `place` is as it was published, or there is room for it in our folders."""
    file = place / path
    nearest = next(each for each in file.parents if os.path.lexists(each))
    if file.parent.resolve() != file.parent or not nearest.is_dir():
        return False
    if path not in record.files:
        return not os.path.lexists(file)
    return file.is_file() and not file.is_symlink() and hash_file(file) == record.files[path]


class Written(NamedTuple):
    """What was put into the folder of a site."""

    pages: int
    """How many HTML pages there are."""
    pieces: Mapping[str, Sequence[str]]
    """The paths of all files by the key of what they are made of."""


Files = Iterable[tuple[str, bytes]]
"""Relative paths and contents."""


_T = TypeVar("_T")


def write_pieces(
    folder: Path,
    pieces: Iterable[tuple[str, _T]],
    kept: Kept,
    make: Callable[[Iterable[_T]], Iterable[Files]],
) -> Written:
    """Put files under `folder`: those that are kept under their key, and what `make` has of others.

    That is given what they are made from, and has the files of each, in the same order.
    """
    written: dict[str, tuple[str, ...]] = {}
    new: deque[str] = deque()

    def missing() -> Iterator[_T]:
        for key, made_from in pieces:
            taken = kept.take_over(key, folder)
            written[key] = taken or ()
            if not taken:
                new.append(key)
                yield made_from

    for files in make(missing()):
        written[new.popleft()] = write_files(folder, files)
    pages = sum(path.endswith(".html") for paths in written.values() for path in paths)
    return Written(pages, written)


def write_files(folder: Path, files: Files) -> tuple[str, ...]:
    """Write files under `folder`; return their paths."""
    paths = []
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:  # never into a file that stands in the old site too
            file.write(content)
        paths.append(name)
    return tuple(paths)


def copy_files(folder: Path, files: Iterable[tuple[str, Path]]) -> None:
    """Copy files, given by where they go under `folder`, without reading them whole."""
    for name, source in files:
        shutil.copyfile(source, folder / name)


def _refuse_overlap(output: Path, place: Path, name: str, folder: Path) -> None:
    """Refuse an output in, around or at a folder that the program reads."""
    remedy = "choose another folder with --output"
    if place == folder or _lies_in(folder, place):
        raise ConfigError(f"{name} would be replaced by the site", path=str(output), remedy=remedy)
    if _lies_in(place, folder):
        raise ConfigError(
            f"the site would be read again as part of {name}", path=str(output), remedy=remedy
        )


def _lies_in(path: Path, folder: Path) -> bool:
    """Whether `path` is somewhere under `folder`, however either is spelled."""
    if not folder.exists():
        return path.is_relative_to(folder)
    return any(parent.exists() and parent.samefile(folder) for parent in (path, *path.parents))


def _refuse_current(output: Path, place: Path) -> None:
    """Refuse to replace the folder that the user stands in: the shell would be left in the old."""
    here = Path.cwd()
    if place == here or place in here.parents:
        raise ConfigError(
            "is the folder you are in, or one above it",
            path=str(output),
            remedy="name a folder of its own for the site, such as --output site",
        )


def _refuse_foreign(output: Path, place: Path) -> None:
    """Refuse a folder that holds anything, but not our record."""
    if not place.exists():
        return
    if not place.is_dir():
        raise ConfigError(
            "is a file", path=str(output), remedy="choose another folder with --output"
        )
    if os.path.ismount(place):  # the path's own method fails on Windows before Python 3.12
        raise ConfigError(
            "is a mount, which cannot be replaced in one step",
            path=str(output),
            remedy="name a folder inside it with --output",
        )
    if not os.access(place, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))
    held = sorted(entry.name for entry in place.iterdir())
    if held and read_record(place) is None:
        named = ", ".join(f"{name!a}" for name in held[:_NAMED])
        more = f" and {len(held) - _NAMED} more" if len(held) > _NAMED else ""
        raise ConfigError(
            f"is no site of this program: it holds {named}{more}, which would be lost",
            path=str(output),
            remedy="choose a new or empty folder with --output, or empty this one yourself",
        )


def _side_name(place: Path) -> str:
    """What the names of all side folders of `place` begin with."""
    own = hashlib.sha256(os.fsencode(place.name)).hexdigest()[:12]
    return f".chapterwise-{own}-"


def _side_of(place: Path, kind: str) -> Path:
    """A new name for a side folder of `place`, short whatever the site's own name is."""
    return place.with_name(f"{_side_name(place)}{secrets.token_hex(8)}.{kind}")


def _sides(place: Path) -> list[Path]:
    """The side folders of `place` that builds left there, old sites first."""
    pattern = re.compile(re.escape(_side_name(place)) + r"[0-9a-f]{16}\.(?:new|old)")
    try:
        names = [side.name for side in place.parent.iterdir() if pattern.fullmatch(side.name)]
    except PermissionError:  # a folder that may be entered but not listed
        return []
    return [place.with_name(name) for name in sorted(names, key=lambda n: (n[-3:] != "old", n))]


@contextmanager
def _new_side(place: Path) -> Iterator[Path]:
    """A new side folder of `place`, marked as unfinished, and held while the block runs."""
    release = None
    while release is None:  # another build may take it for one that was left
        side = _side_of(place, "new")
        side.mkdir()
        release = hold(side, wait=False)
    try:
        (side / _UNFINISHED).touch()
        yield side
    finally:
        release()


@contextmanager
def _holding_site(place: Path) -> Iterator[None]:
    """Hold the folder at `place`, which is made where there is none, while the block runs."""
    release = None
    while release is None:  # another build may have published since
        place.mkdir(exist_ok=True)
        release = hold(place, wait=True)
    try:
        yield
    finally:
        release()


def _settle(place: Path) -> None:
    """Finish with every side folder of `place`: put back, take up or delete what it holds."""
    for side in _sides(place):
        with suppress(OSError):  # what cannot be settled now waits for the next build
            release = hold(side, wait=False)
            if release is None:
                continue
            try:
                _settle_one(side, place)
            finally:
                release()


def _settle_one(side: Path, place: Path) -> None:
    """Finish with one side folder, which no build is at work on."""
    if (side / _UNFINISHED).exists():
        shutil.rmtree(side)  # all of it is ours, or has its first name elsewhere
    elif place.exists():
        _retire(side, place)
    elif read_record(side):
        side.rename(place)  # a build died between two renames


def _carry_over(place: Path, side: Path) -> None:
    """Give what is not ours at `place` a second name in `side`.

    Raises `ConfigError` where it stands in the way of a page or cannot be moved.
    """
    record = read_record(place) or Record(files={})
    for path, entry in walk(place):
        folder = entry.is_dir(follow_symlinks=False)
        if folder:
            _refuse_immovable(entry, place)
        if path in (record.folders if folder else record.files) or path == NAME:
            continue
        old, new = place / path, side / path
        try:
            new.parent.mkdir(parents=True, exist_ok=True)
            if folder:
                new.mkdir(exist_ok=True)
                _make_like(old, new)
            else:
                link(old, new)
        except (FileExistsError, NotADirectoryError):
            raise ConfigError(
                f"{path!a} is not this program's, and stands where a page shall stand",
                path=str(place),
                remedy="move it out of the site",
            ) from None
    _make_like(place, side)


def _refuse_immovable(folder: os.DirEntry[str], place: Path) -> None:
    """Refuse to carry a folder that is a mount, or whose files are not ours to move."""
    if os.stat(folder.path).st_dev != os.stat(place).st_dev:  # noqa: PTH116
        name = os.path.relpath(folder.path, place)
        raise ConfigError(
            f"{name!a} is a mount, which cannot go into the new site",
            path=str(place),
            remedy="unmount it, or choose another folder with --output",
        )
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def _make_like(folder: Path, copy: Path) -> None:
    """Give `copy` the mode and, where we may, the owner of `folder`."""
    facts = folder.stat()
    with suppress(OSError):
        if hasattr(os, "chown"):  # not on Windows
            os.chown(copy, facts.st_uid, facts.st_gid)
    shutil.copymode(folder, copy)


def _retire(side: Path, place: Path) -> None:
    """Delete our files in an old site; what is not ours and not at `place` yet goes there.

    A folder without our record is not touched, unless it is empty.
    """
    record = read_record(side)
    if record is None:
        side.rmdir()
        return
    for path, entry in reversed(list(walk(side))):
        folder = entry.is_dir(follow_symlinks=False)
        with suppress(OSError):
            if path in record.files and not folder:
                os.unlink(entry.path)  # noqa: PTH108  # a `Path` takes longer than that
            elif path in record.folders and folder:
                os.rmdir(entry.path)  # noqa: PTH106
            elif folder:
                _retire_folder(side / path, place / path)
            elif path != NAME:
                _retire_file(side / path, place / path)
    if {entry.name for entry in os.scandir(side)} <= {NAME}:
        (side / NAME).unlink(missing_ok=True)
        side.rmdir()


def _retire_folder(old: Path, new: Path) -> None:
    """Let a folder that is not ours stand in the new site alone, if it is empty by now."""
    if not os.path.lexists(new):
        new.mkdir(parents=True)
        _make_like(old, new)
    if new.is_dir() and not new.is_symlink():
        old.rmdir()


def _retire_file(old: Path, new: Path) -> None:
    """Let a file that is not ours stand in the new site alone."""
    if not os.path.lexists(new):
        new.parent.mkdir(parents=True, exist_ok=True)
        old.rename(new)
    elif os.path.samestat(old.lstat(), new.lstat()):
        old.unlink()
    elif _is_copy(old, new):
        old.replace(new)  # the copy gives way to the file itself


def _is_copy(old: Path, new: Path) -> bool:
    """Whether two files, or two links, hold the same."""
    if old.is_symlink() or new.is_symlink():
        return old.is_symlink() and new.is_symlink() and old.readlink() == new.readlink()
    return filecmp.cmp(old, new, shallow=False)


def _exchange(side: Path, place: Path) -> None:
    """Put `side` at `place`; what stood there stands in a side folder then."""
    if not _rename_exchange(side, place):
        place.rename(_side_of(place, "old"))
        side.rename(place)


def _rename_exchange(first: Path, second: Path) -> bool:
    """Let two paths change places in one step; False where the system cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    result = rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE)
    return bool(result == 0)
