"""What Whisper, whisper.cpp, faster-whisper and WhisperX print while they work.

    [00:00:04.000 --> 00:00:06.320]   We're super excited to have you here.
    [4.00s -> 6.32s]  We're super excited to have you here.
    Transcript: [4.0 --> 6.32]  We're super excited to have you here.

Hours may be missing. Lines that no time opens go on with the cue before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from ..model import Document
from .captions import clock_seconds, document_of
from .speech import Passage
from .turns import each_line

NAME = "Whisper console text"

_LINES_LOOKED_AT = 200
_CUE = re.compile(r"\s*(?:Transcript:\s*)?\[\s*(-?[\d:.,]+)s?\s*--?>\s*(-?[\d:.,]+)s?\s*\]\s*(.*)")
_SECONDS = re.compile(r"\d{1,7}(?:\.\d{1,6})?")
_NOISE = re.compile(
    r"(?:whisper_|main:|system_info|ggml_|output_|log_mel|Detect(?:ed|ing) language|"
    r">>\s?Performing )"
)
"""What the programs say of themselves around the transcript."""


def recognizes(text: str) -> bool:
    """Whether a third of the first lines are cues, or all but continued ones."""
    lines = [line for line in islice(each_line(text), _LINES_LOOKED_AT) if line.strip()]
    cues = sum(1 for line in lines if _CUE.match(line))
    return cues > 0 and cues * 3 >= len(lines)


def parse(text: str) -> Document:
    """Read it. Raises `InputError` where a time is malformed or absurd."""
    return document_of(_passages(text))


def _passages(text: str) -> Iterator[Passage]:
    opening: Passage | None = None
    held: list[str] = []
    for number, line in enumerate(each_line(text), start=1):
        match = _CUE.match(line)
        if match:
            if opening:
                yield replace(opening, text="\n".join(held))
            start, end = _seconds(match[1], number), _seconds(match[2], number)
            opening = Passage(text="", start=start, end=end, line=number)
            held = [match[3]]
        elif opening and not _NOISE.match(line):
            held.append(line)
    if opening:
        yield replace(opening, text="\n".join(held))


def _seconds(text: str, line: int) -> float:
    return float(text) if _SECONDS.fullmatch(text) else clock_seconds(text, line)
