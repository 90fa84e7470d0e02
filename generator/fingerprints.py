"""What a value is, as a short text: two values have the same fingerprint if they are the same."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Set
from dataclasses import fields
from functools import cache
from operator import attrgetter

from .model import Transcript


def fingerprint(*values: object) -> str:
    """A SHA-256 over all that frozen values hold: dataclasses, tuples, mappings, texts, numbers.

    It is the same in every process. Raises `TypeError` for whatever else a value holds, for
    nothing may be left out of it.
    """
    return hashlib.sha256(_ENCODER.encode(values).encode("ascii")).hexdigest()


def _parts(value: object) -> object:
    """What a value is made of, in terms of JSON."""
    if isinstance(value, dt.date):  # and its times
        return [type(value).__name__, value.isoformat()]
    if isinstance(value, Mapping):
        return [[key, each] for key, each in value.items()]
    if isinstance(value, Set):
        return sorted(value)
    if isinstance(value, Transcript):
        return [Transcript.__name__, value.digest]
    name, held = _fields_of(type(value))  # type: ignore[arg-type]  # a class can be hashed
    return [name, held(value)]


@cache
def _fields_of(kind: type[object]) -> tuple[str, Callable[[object], object]]:
    """The name of a dataclass, and what has all of its fields of one value."""
    names = [each.name for each in fields(kind)]  # type: ignore[arg-type]  # raises where it is none
    return f"{kind.__module__}.{kind.__qualname__}", attrgetter(*names) if names else lambda _: ()


_ENCODER = json.JSONEncoder(default=_parts, check_circular=False)
