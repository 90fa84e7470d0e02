r"""SubRip (.srt): numbered blocks, a time range with a comma, text with a few HTML tags.

Real files have numbers missing or repeated, points for commas, no blank line between cues,
`<i>` and `{\an8}` tags; a WebVTT file that lost its first line is read too.
"""

from __future__ import annotations

from itertools import islice

from ..model import Document
from .captions import document_of, is_timing, passages_of, well_formed, with_voices
from .speech import Passage
from .turns import each_line

NAME = "SubRip"

_LINES_LOOKED_AT = 200


def recognizes(text: str) -> bool:
    """Whether time ranges stand alone on lines, at least one in eight."""
    lines = [line for line in islice(each_line(text), _LINES_LOOKED_AT) if line.strip()]
    timings = sum(1 for line in lines if is_timing(line))
    return timings > 0 and timings * 8 >= len(lines)


def parse(text: str) -> Document:
    """Read it. Raises `InputError` where a time is malformed or absurd."""
    from pysubs2 import SSAFile  # here, as few builds need it and it is slow to import

    # pysubs2 takes any line with two times for a time range, and writes line ends as \N itself; it
    # takes a number that ends a cue for that of the next, so the last needs one too
    numbered = well_formed(with_voices(text), misread=(":", r"\N")) + "\n\n0"
    captions = (
        Passage(
            text=event.text.replace(r"\N", "\n"),
            start=event.start / 1000,
            end=event.end / 1000,
        )
        for event in SSAFile.from_string(numbered, format_="srt", keep_html_tags=True)
    )
    return document_of(passages_of(captions))
