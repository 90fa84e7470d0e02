"""What a value is, as a short text: two values have the same fingerprint if they are the same."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Set
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from .model import Transcript
from .once import once_each


def fingerprint(*values: object) -> str:
    """A SHA-256 over all that frozen values hold: dataclasses, tuples, mappings, texts, numbers.

    It is the same in every process. Raises `TypeError` for whatever else a value holds, for
    nothing may be left out of it.
    """
    return hashlib.sha256(_ENCODER.encode(values).encode("ascii")).hexdigest()


def _parts(value: object) -> object:
    """What a value is made of, in terms of JSON."""
    return _taker_of(type(value))(value)  # type: ignore[arg-type]  # a class can be hashed


@cache
def _taker_of(kind: type[object]) -> Callable[[Any], object]:
    """What takes values of a kind apart: whole archives come by, too many to ask each."""
    if issubclass(kind, dt.date):  # and its times
        return lambda value: [kind.__name__, value.isoformat()]
    if issubclass(kind, Mapping):
        return lambda value: [[key, each] for key, each in value.items()]
    if issubclass(kind, Set):
        return sorted
    if issubclass(kind, Transcript):
        return lambda value: [Transcript.__name__, value.digest]
    name, held = _fields_of(kind)
    if hasattr(kind, "__weakref__"):  # several pages, feeds and the search are made of such a value
        return once_each(lambda value: fingerprint(name, held(value)))
    return lambda value: [name, held(value)]


def _fields_of(kind: type[object]) -> tuple[str, Callable[[object], object]]:
    """The name of a dataclass, and what has all of its fields of one value."""
    held = fields(kind)  # type: ignore[arg-type]  # raises where it is none
    names = [each.name for each in held if each.compare]  # what is not follows from others
    return f"{kind.__module__}.{kind.__qualname__}", attrgetter(*names) if names else lambda _: ()


_ENCODER = json.JSONEncoder(default=_parts, check_circular=False)
