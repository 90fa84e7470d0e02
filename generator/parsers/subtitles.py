r"""Subtitles other than WebVTT, SubRip and TTML: ASS, SBV, SubViewer, SAMI, LRC and more.

    Dialogue: 0,0:00:01.00,0:00:04.00,Default,Ines,0,0,0,,Welcome      ASS, with a name
    0:00:01.000,0:00:04.000                                            SBV, text on the next lines
    [00:01.00]Welcome                                                  LRC, a start only
    {25}{100}Welcome                                                   MicroDVD, in frames
    [10][40]Welcome                                                    MPL2, in tenths of a second
    00:00:01:00 , 00:00:04:00 , Welcome                                Spruce and Avid, with frames
    xmin = 1 xmax = 4 text = "Welcome"                                 Praat's TextGrid

pysubs2 reads all but SBV, LRC, TextGrid and those with frames; `older_subtitles` has more.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace

from ..errors import InputError
from ..model import Document
from .captions import clock_seconds, document_of, passages_of
from .older_subtitles import OLDER
from .speech import MOST_CAPTIONS, Passage, check_count, fold
from .turns import each_line

NAME = "subtitles (ASS, SBV, SAMI, LRC, MicroDVD, MPL2, TextGrid, CHAT, Spruce, Avid)"

_SBV_TIMES = re.compile(r"\s*(\d{1,2}:\d\d:\d\d\.\d{2,3})\s*,\s*(\d{1,2}:\d\d:\d\d\.\d{2,3})\s*")
_LRC_TAG = re.compile(r"\[([a-z#]{2,8}):([^\]\n]*)\]\s*", re.IGNORECASE)
_LRC_TIME = re.compile(r"\[(\d{1,3}:\d\d(?:[.:]\d{1,3})?)\]")
_LRC_WORD = re.compile(r"<\d{1,3}:\d\d(?:[.:]\d{1,3})?>")
_FRAME_RATE = 25.0
"""Where MicroDVD does not say how many frames a second has."""


def _sbv(text: str) -> Iterator[Passage]:
    """SBV: a line of two times, and the text under it up to the next."""
    opening: Passage | None = None
    held: list[str] = []
    for number, line in enumerate(each_line(text), start=1):
        match = _SBV_TIMES.fullmatch(line)
        if match:
            if opening:
                yield replace(opening, text="\n".join(held).replace("[br]", "\n"))
            start, end = (clock_seconds(match[place], number) for place in (1, 2))
            opening, held = Passage(text="", start=start, end=end, line=number), []
        elif opening:
            held.append(line)
    if opening:
        yield replace(opening, text="\n".join(held).replace("[br]", "\n"))


def _lrc(text: str) -> Iterator[Passage]:
    """LRC: a start before each line, several before one that comes again."""
    shift = 0.0
    for number, line in enumerate(each_line(text), start=1):
        tag = _LRC_TAG.fullmatch(line.strip())
        if tag and tag[1].lower() == "offset" and re.fullmatch(r"\s*[-+]?\d{1,7}\s*", tag[2]):
            shift = int(tag[2]) / 1000
        starts = list(_LRC_TIME.finditer(line))
        said = _LRC_WORD.sub("", _LRC_TIME.sub("", line)).strip()
        for start in starts:
            minutes, seconds = re.split(":", start[1].replace(".", ":"), maxsplit=1)
            whole, _, part = seconds.partition(":")
            time = int(minutes) * 60 + int(whole) + float(f"0.{part or 0}") - shift
            yield Passage(text=said, start=max(0.0, round(time, 3)), line=number)


def _by_library(name: str) -> Callable[[str], Iterator[Passage]]:
    """What pysubs2 reads as the format of this name."""

    def captions(text: str) -> Iterator[Passage]:
        from pysubs2 import SSAFile  # here, as few builds need it and it is slow to import
        from pysubs2.exceptions import Pysubs2Error

        try:
            stated = re.match(r"\s*\{1\}\{1\}[\d.]+\s*\n", text)
            rate = {"fps": _FRAME_RATE} if name == "microdvd" and not stated else {}
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                read = SSAFile.from_string(text, format_=name, **rate)
        except (Pysubs2Error, ValueError, ArithmeticError, LookupError, TypeError) as error:
            reason = str(error).split("\n")[0][:80] or type(error).__name__
            raise InputError(
                f"subtitles that cannot be read: {reason}", remedy="export them again"
            ) from None
        for event in read.events:
            if not event.is_comment and not event.is_drawing:
                yield Passage(
                    text=event.plaintext,
                    start=event.start / 1000,
                    end=event.end / 1000,
                    speaker=fold(event.name) or None,
                )

    return captions


def _text_grid(text: str) -> Iterator[Passage]:
    """Praat's: tiers, each of one voice, of intervals with a start, an end and a text."""
    name = ""
    tiers = text.count("IntervalTier")
    for match in _GRID.finditer(text):
        if match["name"] is not None:
            name = fold(match["name"])
        elif match["text"].strip():
            yield Passage(
                text=match["text"].replace('""', '"'),
                start=float(match["start"]),
                end=float(match["end"]),
                speaker=name if tiers > 1 else None,
            )


_GRID = re.compile(
    r"name = \"(?P<name>[^\"\n]{0,200})\""
    r"|xmin = (?P<start>\d{1,9}(?:\.\d{1,20})?)\s+xmax = (?P<end>\d{1,9}(?:\.\d{1,20})?)"
    r"\s+text = \"(?P<text>(?:[^\"]|\"\"){0,20000})\""
)

_FRAMED_LINE = re.compile(
    r"\s*(?:\d{1,5}\s+)?(\d\d:\d\d:\d\d)[:;](\d\d)\s*[,\s]\s*(\d\d:\d\d:\d\d)[:;](\d\d)"
    r"(?:\s*[,\s]\s*(\S.*))?\s*"
)
_STYLE = re.compile(r"\^[BIU]|<end subtitles>", re.IGNORECASE)


def _framed(text: str) -> Iterator[Passage]:
    """Captions of editing suites: two times that count frames, the text after or under them."""
    lines = list(each_line(text))
    marks = [_FRAMED_LINE.fullmatch(line) for line in lines]
    frames = (int(frame) for mark in marks if mark for frame in (mark[2], mark[4]))
    latest = max(frames, default=0)
    rate = 25 if latest < 25 else 30 if latest < 30 else 60
    opening: Passage | None = None
    held: list[str] = []
    for number, (line, mark) in enumerate(zip(lines, marks, strict=True), start=1):
        if mark:
            if opening:
                yield replace(opening, text="\n".join(held))
            start = clock_seconds(mark[1], number) + int(mark[2]) / rate
            end = clock_seconds(mark[3], number) + int(mark[4]) / rate
            opening = Passage(text="", start=round(start, 3), end=round(end, 3), line=number)
            held = [_STYLE.sub("", mark[5] or "").replace("|", "\n")]
        elif opening and not line.startswith(("$", "//")):
            held.append(_STYLE.sub("", line))
    if opening:
        yield replace(opening, text="\n".join(held))


def _lrc_lines(mark: str) -> str:
    """Two lines of LRC, with this mark before the fraction of a second."""
    return rf"(?:\[\d{{1,3}}:\d\d{mark}\d{{1,3}}\])+[^\n]*\n\s*\[\d{{1,3}}:\d\d{mark}\d"


_NO_SECONDS = r"\[\d{1,3}:\d\d:(?:[6-9]\d|\d{3})\]"
"""What tells hundredths behind a colon from seconds behind minutes."""

_DIALECTS: tuple[tuple[re.Pattern[str], Callable[[str], Iterator[Passage]]], ...] = (
    *OLDER,
    (re.compile(r"\s*\[Script Info\]", re.IGNORECASE), _by_library("ass")),
    (re.compile(r'\s*File type = "ooTextFile"\s+Object class = "TextGrid"'), _text_grid),
    (re.compile(r"\s*<SAMI[\s>]", re.IGNORECASE), _by_library("sami")),
    (re.compile(r"\s*\{\d+\}\{\d+\}.+\n\s*\{\d+\}\{\d+\}"), _by_library("microdvd")),
    (re.compile(r"\s*\[\d+\]\[\d+\].+\n\s*\[\d+\]\[\d+\]"), _by_library("mpl2")),
    (
        re.compile(r"(?:[$@<][^\n]*\n|//[^\n]*\n|[ \t]*\n){0,40}" + _FRAMED_LINE.pattern + r"\n"),
        _framed,
    ),
    (re.compile(r"(?:\s*\[INFORMATION\][\s\S]{0,2000}?)?\s*" + _SBV_TIMES.pattern + r"\n"), _sbv),
    (re.compile(rf"\s*(?:{_LRC_TAG.pattern})*{_lrc_lines('[.]')}", re.IGNORECASE), _lrc),
    (re.compile(rf"\s*(?:{_LRC_TAG.pattern})+{_lrc_lines(':')}", re.IGNORECASE), _lrc),
    (re.compile(rf"(?=\s*{_lrc_lines(':')})[\s\S]{{0,9000}}?{_NO_SECONDS}"), _lrc),
)
"""How each begins, and what reads it."""


def recognizes(text: str) -> bool:
    """Whether `text` begins as one of them."""
    return any(pattern.match(text) for pattern, _ in _DIALECTS)


def parse(text: str) -> Document:
    """Read it. Raises `InputError` where it cannot be read, or a time is absurd."""
    for pattern, captions in _DIALECTS:
        if pattern.match(text):
            return document_of(passages_of(_counted(captions(text))))
    raise InputError("is not subtitles of a known kind", remedy="export them as WebVTT")


def _counted(captions: Iterator[Passage]) -> list[Passage]:
    listed: list[Passage] = []
    for caption in captions:
        listed.append(caption)
        check_count(len(listed), caption.line, captions, MOST_CAPTIONS)
    return listed
