r"""Captions of older players, and transcripts of those who study speech.

    *INE:	Welcome back . 3000_11200              CHAT, in milliseconds, names above
    0:00:03.00 0:00:11.20 D Welcome                JACOsub
    00:00:03:Welcome                               TMPlayer and VPlayer, a start only
    3 8.2                                          MPsub: a pause, a length, the text below
    <time begin="0:03"/><clear/>Welcome            RealText
    0.5 4.2 "Welcome"                              Praat's short TextGrid

Each yields what is said as it stands; `subtitles` tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .captions import clock_seconds
from .speech import Passage, fold
from .turns import each_line

_PARTICIPANTS = re.compile(r"^@Participants:\s+(.*(?:\n\t.*)*)", re.MULTILINE)
_SAID = re.compile(
    r"^\*(?P<who>\w{1,8}):\s+(?P<text>[^\n]*?(?:\n\t[^\n]*?)*?)"
    r"(?:[\s•]*(?P<start>\d{1,9})_(?P<end>\d{1,9})[ \t•]*)?$",
    re.MULTILINE,
)
_CODES = (
    (re.compile(r"\[[^\[\]\n]*\]|&[=~+][^\s]+|\(\.{1,3}\)|\(\d*\.\d*\)|\b(?:xxx|yyy|www)\b"), ""),
    (re.compile(r"&-|[<>‹›↗↘→↑↓⌈⌉⌊⌋°∆∇]|@\w+(?::\w+)*|(?<=\w)[()]|[()](?=\w)"), ""),
    (re.compile(r"\+(?:\.\.\.|/\.|//\.|\.\.\?)"), "…"),
    (re.compile(r"\+[\"<,+^]|(?<=\s)[‡„](?=\s)"), ""),
    (re.compile(r"(?<=\w)_(?=\w)"), " "),
    (re.compile(r"\s+([.,?!…])"), r"\1"),
)
"""What CHAT notes of how something is said, <https://talkbank.org/manuals/CHAT.html>."""


def _chat(text: str) -> Iterator[Passage]:
    names: dict[str, str] = {}
    if listed := _PARTICIPANTS.search(text):
        for person in listed[1].replace("\n\t", " ").split(","):
            code, *rest = person.split()
            names[code] = (rest[0] if len(rest) > 1 else code).replace("_", " ")
    for match in _SAID.finditer(text):
        said = match["text"].replace("\n\t", " ")
        for pattern, instead in _CODES:
            said = pattern.sub(instead, said)
        yield Passage(
            text=fold(said),
            start=int(match["start"]) / 1000 if match["start"] else None,
            end=int(match["end"]) / 1000 if match["end"] else None,
            speaker=names.get(match["who"], match["who"]),
        )


_JACO = re.compile(
    r"[ \t]*(\d{1,2}:\d\d:\d\d\.\d\d)\s+(\d{1,2}:\d\d:\d\d\.\d\d)\s+(?:[A-Z]{1,8}\s+)?(\S.*)"
)


def _jacosub(text: str) -> Iterator[Passage]:
    for number, line in enumerate(each_line(text), start=1):
        if match := _JACO.fullmatch(line.rstrip()):
            yield Passage(
                text=re.sub(r"\\[A-Za-z]|\{[^{}]*\}", " ", match[3]),
                start=clock_seconds(match[1], number),
                end=clock_seconds(match[2], number),
                line=number,
            )


_PLAYER = re.compile(r"[ \t]*(\d{1,2}:\d\d:\d\d)[:=](?![ \t\d])(.*)")


def _player(text: str) -> Iterator[Passage]:
    for number, line in enumerate(each_line(text), start=1):
        if (match := _PLAYER.fullmatch(line)) and match[2].strip():
            start = clock_seconds(match[1], number)
            yield Passage(text=match[2].replace("|", "\n"), start=start, line=number)


_PAUSE = re.compile(r"[ \t]*(-?\d{1,6}(?:\.\d+)?)\s+(\d{1,6}(?:\.\d+)?)[ \t]*")


def _mpsub(text: str) -> Iterator[Passage]:
    rate = re.search(r"^FORMAT=(\d{2}(?:\.\d+)?)\s*$", text, re.MULTILINE)
    unit = 1 / float(rate[1]) if rate else 1.0
    ended = start = 0.0
    held: list[str] = []
    timed = False
    for line in [*each_line(text), "0 0"]:
        if not (match := _PAUSE.fullmatch(line)):
            held.append(line)
            continue
        if timed:
            yield Passage(text="\n".join(held), start=round(start, 3), end=round(ended, 3))
        start = ended + float(match[1]) * unit
        ended = start + float(match[2]) * unit
        held, timed = [], True


_REAL_TIME = re.compile(
    r"<time\s+begin\s*=\s*[\"']?(?P<start>[\d:.]+)[\"']?"
    r"(?:\s+end\s*=\s*[\"']?(?P<end>[\d:.]+)[\"']?)?\s*/?>(?P<text>(?:(?!<time\b)[\s\S])*)",
    re.IGNORECASE,
)


def _realtext(text: str) -> Iterator[Passage]:
    for match in _REAL_TIME.finditer(text):
        said = re.sub(r"<br\s*/?>", "\n", match["text"], flags=re.IGNORECASE)
        yield Passage(
            text=re.sub(r"<[^<>]*>", " ", said),
            start=_clock(match["start"]),
            end=_clock(match["end"]) if match["end"] else None,
        )


def _clock(text: str) -> float:
    """Seconds for up to four numbers: `12.5`, `0:03.0`, `0:00:03.0`, `0:0:0:3`."""
    days, hours, minutes, seconds = (["0", "0", "0", *text.strip(":").split(":")])[-4:]
    return int(days or 0) * 86400 + int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds)


_TOKEN = re.compile(r'"((?:[^"]|"")*)"|(-?\d[\d.eE+-]*)')


def _short_grid(text: str) -> Iterator[Passage]:
    tokens = list(_TOKEN.finditer(text))
    kinds = [at for at, token in enumerate(tokens) if token[1] == "IntervalTier"]
    for at in kinds:
        name, count = tokens[at + 1][1] or "", int(float(tokens[at + 4][2] or 0))
        for first in range(at + 5, min(at + 5 + 3 * count, len(tokens) - 2), 3):
            start, end, said = tokens[first : first + 3]
            if start[2] and end[2] and (said[1] or "").strip():
                yield Passage(
                    text=said[1].replace('""', '"'),
                    start=float(start[2]),
                    end=float(end[2]),
                    speaker=fold(name) if len(kinds) > 1 else None,
                )


_LINES_ABOVE = r"(?:[#\w][^\n]*\n|[ \t]*\n){0,20}?"

OLDER: tuple[tuple[re.Pattern[str], Callable[[str], Iterator[Passage]]], ...] = (
    (re.compile(r"\s*@(?:UTF8|Begin|Font|PID)\b[\s\S]{0,4000}?^\*\w{1,8}:\s", re.M), _chat),
    (re.compile(r'\s*File type = "ooTextFile"\s+Object class = "TextGrid"\s+-?\d'), _short_grid),
    (re.compile(r'\s*"ooTextFile"\s+"TextGrid"'), _short_grid),
    (re.compile(rf"{_LINES_ABOVE}(?:{_JACO.pattern}\n\s*){{2}}"), _jacosub),
    (re.compile(rf"\s*(?:{_PLAYER.pattern}\n\s*){{2}}"), _player),
    (re.compile(r"(?:[A-Z]+=[^\n]*\n|[ \t]*\n|#[^\n]*\n){0,20}FORMAT=(?:TIME|\d\d)"), _mpsub),
    (re.compile(r"\s*<window\b[^<>]*>[\s\S]{0,4000}?<time\s+begin", re.IGNORECASE), _realtext),
)
"""How each begins, and what reads it."""
