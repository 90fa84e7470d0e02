"""Transcript formats, found by content and never by extension alone.

A parser is one module that offers `NAME`, `recognizes(text)` and `parse(text)`, and one line in
`PARSERS`. The order matters only where a looser format would also accept a stricter one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from ..errors import InputError
from ..model import Document
from . import (
    listing,
    plain_text,
    podcast_json,
    speaker_text,
    subrip,
    timed_yaml,
    webvtt,
    whisper_cpp_json,
    whisper_json,
    whisper_text,
)


class Parser(Protocol):
    """The shape of a parser module."""

    NAME: str
    """What the format is called in messages and in the README."""

    def recognizes(self, text: str) -> bool:
        """Whether `text`, as `decoding.decode` gives it, is in this format."""

    def parse(self, text: str) -> Document:
        """Read it. Raise `InputError` with a line and a remedy where it is broken."""


PARSERS: tuple[Parser, ...] = (
    webvtt,
    podcast_json,
    whisper_cpp_json,
    whisper_json,
    timed_yaml,
    listing,
    whisper_text,
    subrip,
    speaker_text,
    plain_text,  # last: it has no mark of its own
)


def parse(text: str) -> Document | None:
    """Read `text` in the first format that recognizes it; None where none does.

    Raises `InputError` where the format is known but the content is broken.
    """
    for parser in PARSERS:
        if parser.recognizes(text):
            return replace(parser.parse(text), format=parser.NAME)
    return None


__all__ = ["PARSERS", "InputError", "Parser", "parse"]
