"""The JSON of whisper.cpp: `transcription[{timestamps, offsets, text}]`, `result.language`.

`offsets` are milliseconds; `timestamps` say the same as `00:00:04,320`. Texts bring their own
leading spaces, which tell where a word goes on in the next entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..decoding import load_json
from ..model import Document
from .captions import document_of
from .json_segments import (
    language_in,
    looks_like_json,
    name_in,
    seconds_in,
    segments_of,
    text_in,
)
from .speech import Passage

NAME = "whisper.cpp JSON"


def recognizes(text: str) -> bool:
    """Whether it is JSON with a transcription that has time stamps or offsets."""
    return (
        looks_like_json(text)
        and '"transcription"' in text
        and ('"offsets"' in text or '"timestamps"' in text)
    )


def parse(text: str) -> Document:
    """Read it. Raises `InputError` where it is malformed or a time is absurd."""
    value = load_json(text)
    language = language_in(value.get("result")) if isinstance(value, dict) else None
    return document_of(_passages(value), language=language)


def _passages(value: object) -> Iterator[Passage]:
    for where, segment in segments_of(value, "transcription"):
        yield Passage(
            text=text_in(segment, "text", where),
            start=_time(segment, "from", where),
            end=_time(segment, "to", where),
            speaker=name_in(segment, "speaker"),
        )


def _time(segment: Mapping[str, object], key: str, where: str) -> float | None:
    """Seconds, from the offset in milliseconds if there is one."""
    offsets, stamps = segment.get("offsets"), segment.get("timestamps")
    if isinstance(offsets, dict) and isinstance(offset := offsets.get(key), (int, float)):
        return seconds_in({key: min(offset, 1e12) / 1000}, key, where)
    return seconds_in(stamps, key, where) if isinstance(stamps, dict) else None
