"""Captions of broadcasters, SCC and EBU STL, as SubRip: ttconv reads them, and times are counted.

A tape begins at 1:00:00 or 10:00:00; of EBU STL the file itself says at what time, of SCC the hour
in which the first caption comes.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .errors import InputError
from .timestamps import format_vtt

if TYPE_CHECKING:
    from ttconv.model import ContentDocument, ContentElement

_SCC = b"Scenarist_SCC V1.0"
_STL = re.compile(rb"\d{3}STL\d\d\.\d\d")
_NOT_DROPPED = re.compile(rb"^\d\d:\d\d:\d\d:\d\d\t", re.MULTILINE)
"""A time code that counts 30 frames a second where there are 29.97, and drops none."""
_SLOWER = 1.001
"""What an hour of it takes, in hours."""
_INTO_TAPE = 180.0
"""Seconds after a full hour in which a tape begins to speak."""
_MARGIN = 10.0
"""Seconds before it in which it may begin as well."""


def text_of(data: bytes) -> str | None:
    """The captions in `data` as SubRip; None where it is of neither kind.

    Raises `InputError` where they are broken.
    """
    scc = data.lstrip(b"\xef\xbb\xbf \r\n").startswith(_SCC)
    if not scc and not _STL.match(data):
        return None
    from ttconv.scc.reader import to_model as read_scc  # here, as few builds need it
    from ttconv.stl.config import STLReaderConfiguration
    from ttconv.stl.reader import to_model as read_stl

    logging.getLogger("ttconv").setLevel(logging.CRITICAL)  # what it guesses is nobody's business
    try:
        document = (
            read_scc(data.decode("ascii", "ignore").lstrip())
            if scc
            else read_stl(io.BytesIO(data), STLReaderConfiguration(program_start_tc="TCP"))
        )
        captions = list(_captions(document))
    except Exception:  # whatever a broken file does to it
        raise InputError(
            "captions that cannot be read", remedy="export them as SubRip or WebVTT"
        ) from None
    base = _hour_of_tape(captions[0][0]) if captions else 0.0
    if scc and _NOT_DROPPED.search(data):
        base *= _SLOWER
    return "\n".join(
        f"{number}\n{_clock(start - base)} --> {_clock(end - base)}\n{text}\n"
        for number, (start, end, text) in enumerate(captions, start=1)
    )


def _clock(seconds: float) -> str:
    return format_vtt(max(0.0, seconds))


def _captions(document: ContentDocument) -> Iterator[tuple[float, float, str]]:
    """Start, end and words of each caption."""
    body = document.get_body()
    for division in body or ():
        for paragraph in division:
            begin, end = paragraph.get_begin(), paragraph.get_end()
            lines = (line.strip() for line in "".join(_words(paragraph)).split("\n"))
            text = "\n".join(filter(None, lines))
            if text and begin is not None:
                start = max(0.0, float(begin))
                yield start, max(start, float(end if end is not None else begin)), text


def _words(element: ContentElement) -> Iterator[str]:
    """What stands in a caption, with a line for each break."""
    from ttconv.model import Br, Text

    for inner in element.dfs_iterator():
        if isinstance(inner, Text):
            yield inner.get_text() or ""
        elif isinstance(inner, Br):
            yield "\n"


def _hour_of_tape(first: float) -> float:
    """The full hour with which a tape starts whose first caption comes then."""
    hour = round(first / 3600) * 3600.0
    return hour if hour and hour - _MARGIN <= first < hour + _INTO_TAPE else 0.0
