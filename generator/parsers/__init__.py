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
    json_trees,
    listing,
    plain_text,
    rich_text,
    speaker_text,
    subrip,
    subtitles,
    tables,
    timed_yaml,
    web_page,
    webvtt,
    whisper_text,
    xml_trees,
)
from .recalling import Recall, anew


class Parser(Protocol):
    """The shape of a parser module."""

    NAME: str
    """What the format is called in messages and in the README."""

    def recognizes(self, text: str) -> bool:
        """Whether `text`, as `decoding.decode` gives it, may be in this format."""

    def parse(self, text: str) -> Document | None:
        """Read it; None where a closer look tells that it is not in this format after all.

        Raise `InputError` with a line and a remedy where it is broken.
        """


PARSERS: tuple[Parser, ...] = (
    webvtt,
    json_trees,
    web_page,
    xml_trees,
    subtitles,
    timed_yaml,
    listing,
    whisper_text,
    subrip,
    tables,
    rich_text,
    speaker_text,
    plain_text,  # last: it has no mark of its own
)


def parse(text: str, recall: Recall = anew) -> Document | None:
    """Read `text` in the first format that recognizes it; None where none does.

    What a file with many recordings holds of one may be recalled.

    Raises `InputError` where the format is known but the content is broken.
    """
    for parser in PARSERS:
        if not parser.recognizes(text):
            continue
        document = listing.parse(text, recall) if parser is listing else parser.parse(text)
        if document:
            return document if document.format else replace(document, format=parser.NAME)
    return None


__all__ = ["PARSERS", "InputError", "Parser", "parse"]
