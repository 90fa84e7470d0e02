"""Podcasting 2.0 JSON transcripts: `segments[{speaker, startTime, endTime, body}]`.

<https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md>.
What it calls a segment is a cue here; segments of one word each are joined into phrases.
"""

from __future__ import annotations

from collections.abc import Iterator

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

NAME = "Podcasting 2.0 JSON"


def recognizes(text: str) -> bool:
    """Whether it is JSON with segments that have a `startTime` and a `body`."""
    return (
        looks_like_json(text)
        and '"segments"' in text
        and '"startTime"' in text
        and '"body"' in text
    )


def parse(text: str) -> Document:
    """Read it. Raises `InputError` where it is malformed or a time is absurd."""
    value = load_json(text)
    return document_of(_passages(value), language=language_in(value))


def _passages(value: object) -> Iterator[Passage]:
    for where, segment in segments_of(value, "segments"):
        yield Passage(
            text=text_in(segment, "body", where),
            start=seconds_in(segment, "startTime", where),
            end=seconds_in(segment, "endTime", where),
            speaker=name_in(segment, "speaker"),
        )
