"""The content-addressed store of finished work.

A value is stored under a key made of everything that it depends on: the input, the settings and the
modules that make it. A changed input has another key, so nothing is ever invalidated, only unused;
what is long, and quickly made again of what is kept, may be dropped then. No path of this machine
is in a key or a value, so copies of the program and of the content may share one store, at the same
time too.
The store is a help, never a duty: what cannot be read is a miss, what cannot be written is left.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from .files import UNFINISHED, write_whole
from .program import program_hash

_T = TypeVar("_T")
_M = TypeVar("_M")

_FORSAKEN_SECONDS = 24 * 3600
"""An unfinished entry older than this was left by a process that died; a day, as clocks differ."""
PHRASES = "phrases"
"""Where phrases of transcripts are kept, apart from other finished work."""
TEMPLATES = "templates"
"""Where compiled templates are kept, which name the files that they were compiled from."""


class Cache:
    """JSON files in one folder, each named by its key and guarded by a checksum over key and value.

    An entry that was damaged, or copied to another key, does not match its checksum: it is a miss.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.stored: set[str] = set()
        """The keys of what was stored through this one."""

    def get(self, kind: TypeAdapter[_T], key: str, make: Callable[[], _M]) -> _T | _M:
        """The stored value of that kind, or else what `make` returns, which is then stored.

        None is not stored, and errors that `make` raises pass through.
        """
        stored = self.find(kind, key)
        if stored is not None:
            return stored
        value = make()
        if value is not None:
            # What JSON cannot hold, such as half of a surrogate pair, is made again each time.
            with suppress(PydanticSerializationError):
                self.store(key, kind.dump_json(value))  # type: ignore[arg-type]  # `make` keeps to it
        return value

    def load(self, key: str) -> bytes | None:
        """The bytes of an entry; None where it is missing, or not what was stored."""
        try:
            with open(self._path(key), "rb") as file:  # noqa: PTH123
                checksum, _, body = file.read().partition(b"\n")
        except OSError:
            return None
        return body if checksum == _checksum(key, body) else None

    def has(self, key: str) -> bool:
        """Whether there is an entry, be it damaged."""
        return os.path.isfile(self._path(key))  # noqa: PTH113

    def store(self, key: str, body: bytes) -> None:
        """Store bytes, or leave it where that cannot be done."""
        with suppress(OSError):
            self._store(key, body)
            self.stored.add(key)

    def drop(self, key: str) -> None:
        """Delete an entry that will not be asked for, or leave it where that cannot be done."""
        with suppress(OSError):
            os.unlink(self._path(key))  # noqa: PTH108

    def _path(self, key: str) -> str:
        """Where an entry is: as text, for there are several of each episode."""
        return f"{self._folder}/{key[:2]}/{key}"

    def find(self, kind: TypeAdapter[_T], key: str) -> _T | None:
        """The value of an entry; None where it is missing, not what was stored, or another kind."""
        body = self.load(key)
        try:
            return None if body is None else kind.validate_json(body)
        except ValidationError:
            return None

    def _store(self, key: str, body: bytes) -> None:
        """Write an entry in one step, so that no reader ever sees half of it. Raises `OSError`."""
        unfinished = self._folder / UNFINISHED
        if unfinished.is_dir():
            _remove_forsaken(unfinished)
        write_whole(Path(self._path(key)), _checksum(key, body) + b"\n" + body, by=unfinished)


def key_of(*parts: str | bytes, by: str = "") -> str:
    """A key for work that depends on `parts` and on this program's own source.

    `by` is the module that does it: of the program only what stands behind that counts.
    """
    hashed = hashlib.sha256(program_hash(by).encode())
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hashed.update(len(data).to_bytes(8))
        hashed.update(data)
    return hashed.hexdigest()


def _checksum(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\n" + body).hexdigest().encode()


def _remove_forsaken(unfinished: Path) -> None:
    """Delete what processes that died left half-written."""
    for path in unfinished.iterdir():
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _FORSAKEN_SECONDS:
                path.unlink()
