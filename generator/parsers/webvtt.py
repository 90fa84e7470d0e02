"""WebVTT, <https://www.w3.org/TR/webvtt1/>, as players and speech-to-text services write it.

A `<v Name>` voice is the speaker; `NOTE`, `STYLE` and `REGION` blocks and cue settings are passed
over. Rolling captions such as YouTube's are read so that each word stands once, and cues of one
word each are joined into phrases.
"""

from __future__ import annotations

import re

from ..errors import InputError
from ..model import Document
from .captions import document_of, passages_of, well_formed, with_voices
from .speech import Passage

NAME = "WebVTT"

_HEADER_LANGUAGE = re.compile(r"Language:\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})")
_BLANK_IN_CUE = re.compile(r"\n\n(?!0\n\d\d:\d\d:[\d.]{6} -->|(?:NOTE|STYLE|REGION)(?:\s|\Z))")
"""A blank line before what is no block of its own, but goes on with the one above."""


def recognizes(text: str) -> bool:
    """Whether `text` begins with the word that every WebVTT file begins with."""
    return text.lstrip().startswith("WEBVTT")


def parse(text: str) -> Document:
    """Read it. Raises `InputError` where a time is malformed or absurd, or there is no cue."""
    from webvtt import WebVTT  # here, as few builds need it and it is slow to import

    if not recognizes(text):
        raise InputError("does not begin with WEBVTT", line=1, remedy="export the captions again")
    blocks = well_formed(with_voices(text), misread=("-->",)).lstrip()
    read = WebVTT.from_string(_BLANK_IN_CUE.sub("\n", blocks))
    captions = (
        Passage(
            text=caption.raw_text,
            start=caption.start_time.in_milliseconds() / 1000,
            end=caption.end_time.in_milliseconds() / 1000,
        )
        for caption in read.captions
    )
    languages = filter(None, map(_HEADER_LANGUAGE.fullmatch, read.metadata))
    return document_of(passages_of(captions), language=next((m[1] for m in languages), None))
