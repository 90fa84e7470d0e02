"""A list of objects, each with a time and words, checked as it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..errors import InputError
from ..timestamps import parse_clock
from .speech import checked_time

_NUMBER = re.compile(r"\s*-?\d{1,9}(?:\.\d{1,12})?\s*")


def segments_of(value: object, key: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The objects in the list under `key`, each with the words that name it in messages.

    Raises `InputError` where there is no such list, or something else stands in it.
    """
    listed = value.get(key) if isinstance(value, dict) else value
    if not isinstance(listed, list):
        raise InputError(f"has no list of {key!r}", remedy="export the transcript again")
    for number, segment in enumerate(listed, start=1):
        if not isinstance(segment, dict):
            raise InputError(f"entry {number} of {key!r} is not an object")
        yield f"entry {number} of {key!r}", segment


def text_in(segment: Mapping[str, object], key: str, where: str) -> str:
    """The words under `key`; none where it is missing. Raises `InputError` for another type."""
    text = segment.get(key)
    if text is None:
        return ""
    if not isinstance(text, str):
        raise InputError(f"{where} has {_kind(text)} for {key!r}", remedy="make it a string")
    return text


def name_in(segment: Mapping[str, object], key: str) -> str | None:
    """The speaker under `key`: a name, or a number that a service gave."""
    name = segment.get(key)
    if isinstance(name, str):
        return name.strip() or None
    return f"Speaker {name}" if isinstance(name, int) and not isinstance(name, bool) else None


def seconds_in(segment: Mapping[str, object], key: str, where: str) -> float | None:
    """Seconds under `key`: a number, or a string such as "61.5" or "00:01:01.5".

    None where it is missing. Raises `InputError` for anything else, or a time no recording
    reaches.
    """
    value = segment.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        number = float(value) if _NUMBER.fullmatch(value) else parse_clock(value)
    else:
        number = value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    if number is None:
        raise InputError(f"{where} has no time for {key!r}", remedy="make it a number of seconds")
    try:
        return checked_time(number)
    except InputError as error:
        raise InputError(f"{where} has {error.reason}", remedy=error.remedy) from None


def _kind(value: object) -> str:
    return {"dict": "an object", "list": "a list", "bool": "true or false"}.get(
        type(value).__name__, "a number"
    )
