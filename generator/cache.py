"""The content-addressed store of finished work.

A value is stored under a key made of everything that it depends on: the input, the settings and
the program itself. A changed input has another key, so nothing is ever invalidated, only unused.
The store is a help, never a duty: what cannot be read is a miss, what cannot be written is left.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

_T = TypeVar("_T")
_M = TypeVar("_M")


class Cache:
    """JSON files in one folder, each named by its key and guarded by a checksum."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, kind: TypeAdapter[_T], key: str, make: Callable[[], _M]) -> _T | _M:
        """The stored value of that kind, or else what `make` returns, which is then stored.

        None is not stored, and errors that `make` raises pass through.
        """
        path = self._folder / key[:2] / key
        stored = _load(path, kind)
        if stored is not None:
            return stored
        value = make()
        if value is not None:
            _store(path, kind.dump_json(value))  # type: ignore[arg-type]  # `make` keeps to the kind
        return value


def key_of(*parts: str | bytes) -> str:
    """A key for work that depends on `parts` and on this program's own source."""
    digest = hashlib.sha256(program_digest().encode())
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8))
        digest.update(data)
    return digest.hexdigest()


@cache
def program_digest() -> str:
    """A hash of every module and data file of this package."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix in {".py", ".json"}:
            digest.update(str(path.relative_to(package)).encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _load(path: Path, kind: TypeAdapter[_T]) -> _T | None:
    """The value in a stored file; None where it is missing, damaged or of another shape."""
    try:
        checksum, _, body = path.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != checksum:
            return None
        return kind.validate_json(body)
    except (OSError, ValidationError):
        return None


def _store(path: Path, body: bytes) -> None:
    """Write a stored file in one step, so that no reader ever sees half of it."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
