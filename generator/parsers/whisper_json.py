"""The JSON of openai-whisper, faster-whisper and WhisperX.

`segments[{start, end, text, speaker?, words?}]` beside `text` and `language`, or the bare list.
What they call a segment is a cue here. Some tools write the times as strings.
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

NAME = "Whisper JSON"


def recognizes(text: str) -> bool:
    """Whether it is JSON with segments that have a `start` and a `text`."""
    if not looks_like_json(text) or '"start"' not in text or '"text"' not in text:
        return False
    return '"segments"' in text or text.lstrip().startswith("[")


def parse(text: str) -> Document:
    """Read it. Raises `InputError` where it is malformed or a time is absurd."""
    value = load_json(text)
    return document_of(_passages(value), language=language_in(value))


def _passages(value: object) -> Iterator[Passage]:
    for where, segment in segments_of(value, "segments"):
        words = _words(segment)
        yield Passage(
            text=text_in(segment, "text", where),
            start=_first_time(seconds_in(segment, "start", where), words, "start", where),
            end=_first_time(seconds_in(segment, "end", where), words[::-1], "end", where),
            speaker=name_in(segment, "speaker")
            or next((name for word in words if (name := name_in(word, "speaker"))), None),
        )


def _words(segment: Mapping[str, object]) -> list[Mapping[str, object]]:
    words = segment.get("words")
    return [word for word in words if isinstance(word, dict)] if isinstance(words, list) else []


def _first_time(
    stated: float | None, words: list[Mapping[str, object]], key: str, where: str
) -> float | None:
    """The segment's own time, else that of its nearest word that was aligned."""
    if stated is not None:
        return stated
    times = (seconds_in(word, key, where) for word in words)
    return next((time for time in times if time is not None), None)
