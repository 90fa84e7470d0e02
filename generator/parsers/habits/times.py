"""Times in primes, with frames, in words, in seconds, and at the ends of lines."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice, pairwise
from statistics import median
from typing import NamedTuple

from ...dates import find_date
from ...timestamps import parse_clock
from ..names import is_name
from ..turns import CLOCK, NAME, read_markdown, time_alone, timed_mark
from .marks import ADDRESS, DIGIT, FEWEST, LOOKED_AT, clock_of

_LINES_ABOVE = 40
"""Lines at the top of which some say what the file is."""

_DATED_ABOVE = 6
"""Lines with text among which a day stands under a label."""

_LABELLED = re.compile(rf"{NAME}\s*:\s*(?P<rest>\S.*)")

_LENGTH = re.compile(rf"{NAME}\s*:\s*{CLOCK}")

_NEAR_CLOCK = re.compile(r"\d:\d")

_FASTEST = 5.0
"""Words a second; nobody speaks faster for long."""

_MOST_FRAMES = 29
"""The highest number of a frame in what most cameras record."""

_LONG = 60.0
"""Seconds; the only time of a text that is later is no beginning."""

_LATE = 3 * 3600.0
"""Seconds; a first mark after that is a time of day."""

_ANNOUNCED = re.compile(rf"(?P<words>[^\W\d_][^\d:]{{2,30}}?)\s*:?\s+{CLOCK}")

_PRIMES = re.compile(r"(?<!\d)(?:(\d{1,2})\s?[h°]\s?)?(\d{1,3})['’′]\s?(\d{2})(?:[\"”″]|''|’’)")

_FRAMES = re.compile(r"(?<![\d:;])(\d{1,2}[:;]\d{2}[:;]\d{2})[:;](\d{2})(?![\d:;])")

_HOURS = r"Stunden?|heures?|horas?|or[ae]|uur|uren|timm[ea]r?|時間|小时|小時"
_MINUTES = r"Minuten?|minutos?|minut[oi]|minuut|minuten|minuter?|分钟?|分鐘"
_SECONDS_NAMED = r"Sekunden?|secondes?|segundos?|second[oi]|seconden?|sekunder?|秒"
_AND = r"(?:(?:und|et|y|e|en|och|and)\s)?"

IN_WORDS = re.compile(
    rf"(?P<open>[\[(]?)(?=\d)(?:(?P<h>\d{{1,2}})\s?(?:h(?:ours?|rs?)?|{_HOURS})\.?,?\s?{_AND})?"
    rf"(?:(?P<m>\d{{1,3}})\s?(?:m(?:in(?:ute)?s?)?|{_MINUTES})\.?,?\s?{_AND})?"
    rf"(?:(?P<s>\d{{1,2}})\s?(?:s(?:ec(?:ond)?s?)?|{_SECONDS_NAMED})\.?)?[\])]?(?![^\W_])"
)

_F4 = re.compile(r"#(\d{1,2}:\d{2}:\d{2})-(\d)#")
"""A time as programs for interviews end their paragraphs with, `#00:01:02-3#`: tenths last."""

_SECONDS = re.compile(
    r"[\[(]\s*(\d{1,6}(?:\.\d{1,3})?)\s?s?\s*(?:(?:-->|[-–—,]|to)\s*\d{1,6}(?:\.\d{1,3})?\s?s?\s*)?[\])]"
    r"(?!:\s*(?:<?https?:|\.{0,2}/)|\[)"  # a reference of Markdown
)

_NEAR_PRIME = re.compile(r"\d['’′]")

_NEAR_BRACKET = re.compile(r"[\[(]\s*\d")

_NEAR_UNIT = re.compile(r"\d\s?(?:[hmsSM時小分秒u]|or[ae]|tim)")
"""What is near such times, and quick to look for."""

_LINKED = re.compile(rf"\[?\[{CLOCK}\]\(<?https?://[^\s()<>]+>?\)\]?$")
"""A time at the end of a line that leads to its moment, `[[1:02](https://...)]`."""
_ITEM = re.compile(r"[-*+•]\s+")

_AT_END = re.compile(
    rf"(?P<said>\S.*?\S)\s*(?:[\[(]{CLOCK}[\])]|(?<=[.!?…])\s{CLOCK.replace('time', 'bare')})[.\s]*"
)


class Day(NamedTuple):
    """When a recording was made, as a line above it says."""

    date: dt.date
    link: str | None
    """Where the line leads."""


def spell_times(lines: list[str]) -> None:
    """Spell times in primes, with frames, in words or in seconds as `h:mm:ss`."""
    for index, line in enumerate(lines):
        if "#" in line[1:]:
            lines[index] = _F4.sub(r"[\1.\2]", line)
    _spell_announced(lines)
    near = [
        index
        for index, line in enumerate(lines)
        if DIGIT.search(line, 0, LOOKED_AT) and not line.startswith("#")
    ]
    framed = [index for index in near if _may_count_frames(lines[index])]
    _spell_days(lines, framed)
    frames = [int(found[2]) for index in framed for found in _FRAMES.finditer(_head(lines[index]))]
    rate = next((rate for rate in (25, 30) if max(frames, default=0) < rate), 60)
    _rewrite(
        lines, framed, _FRAMES, _FRAMES, lambda found: clock_of(_smpte(found, rate)), _anywhere
    )
    _rewrite(lines, near, _PRIMES, _NEAR_PRIME, lambda found: clock_of(_primes(found)), _opens)
    _rewrite(
        lines,
        near,
        _SECONDS,
        _NEAR_BRACKET,
        lambda found: f"[{clock_of(float(found[1]))}]",
        _opens,
    )
    _rewrite(
        lines,
        near,
        IN_WORDS,
        _NEAR_UNIT,
        lambda found: f"[{clock_of(in_words(found))}]",
        _is_mark,
    )


def _spell_announced(lines: list[str]) -> None:
    """Spell times that the same words stand before, `Starting point is 00:01:02`, without them."""
    found = [
        (index, match)
        for index, line in enumerate(lines)
        if DIGIT.search(line, 0, LOOKED_AT) and (match := _ANNOUNCED.fullmatch(line.strip()))
    ]
    said = Counter(match["words"] for _, match in found)
    for index, match in found:
        if said[match["words"]] >= FEWEST and not is_name(match["words"], strict=True):
            lines[index] = f"[{match['time']}]"


def _may_count_frames(line: str) -> bool:
    """Whether a line has as many colons as a time of four numbers."""
    return line.count(":", 0, LOOKED_AT) > 2 or line.count(";", 0, LOOKED_AT) > 0


def _spell_days(lines: list[str], near: Sequence[int]) -> None:
    """Spell times of four numbers whose first counts days, as of flights that took some.

    Read as frames they would be too fast for speech, and would need 60 of them in a second.
    """
    found = [match for index in near for match in _FRAMES.finditer(_head(lines[index]))]
    if len(found) < FEWEST or max(int(match[2]) for match in found) <= _MOST_FRAMES:
        return
    clocks = [parse_clock(match[1].replace(";", ":")) or 0.0 for match in found]
    words = sum(line.count(" ") for line in lines)
    if words <= _FASTEST * (max(clocks) - min(clocks)):
        return

    def spelled(match: re.Match[str]) -> str:
        days, hours, minutes = map(int, re.split("[:;]", match[1]))
        return clock_of(days * 86400.0 + hours * 3600 + minutes * 60 + int(match[2]))

    for index in near:
        lines[index] = _FRAMES.sub(spelled, lines[index].replace("[-", "[", 1))


def without_lengths(lines: list[str]) -> None:
    """Empty lines at the top that give a length, `Duration: 1:02:03`, and open no turn.

    Times ascend: one that is later than those below it is no position, nor is one alone.
    """
    found = [
        (index, start)
        for index in range(min(len(lines), _LINES_ABOVE))
        if (match := _LENGTH.fullmatch(read_markdown(lines[index]).strip()))
        and (start := parse_clock(match["time"])) is not None
    ]
    for index, length in found:
        below = (read_markdown(line).strip() for line in lines[index + 1 :])
        times = (timed_mark(line) for line in below if _NEAR_CLOCK.search(line, 0, 60))
        later = [mark[1] for mark in islice(filter(None, times), FEWEST) if mark[1] is not None]
        alone = not later and len(found) == 1 and length >= _LONG
        if alone or (len(later) == FEWEST and max(later) < length):
            lines[index] = ""


def take_day(lines: list[str]) -> Day | None:
    """The day that a line at the top gives under a label that never comes again; it is emptied.

    So `**Night Shift:** [March 14, 2026](https://...)` names a show, and nobody who speaks.
    """
    above = [index for index, line in enumerate(lines[:_LINES_ABOVE]) if line.strip()]
    for index in above[:_DATED_ABOVE]:
        match = _LABELLED.fullmatch(read_markdown(lines[index]).strip())
        found = find_date(match["rest"]) if match else None
        if match is None or found is None or (found.begin, found.end) != (0, len(match["rest"])):
            continue
        label = re.compile(rf"\W*{re.escape(match['name'])}\W*:")
        if sum(bool(label.match(line)) for line in lines) == 1:
            address = ADDRESS.search(lines[index])
            lines[index] = ""
            return Day(found.date, address[0].strip("<>)") if address else None)
    return None


def _head(line: str) -> str:
    return line[:LOOKED_AT]


def _anywhere(match: re.Match[str]) -> bool:
    return True


def _opens(match: re.Match[str]) -> bool:
    """Whether a time opens its line, or follows a name that does."""
    before = match.string[: match.start()].strip(" -–—|([:*")
    return not before or is_name(before, strict=True)


def _is_mark(match: re.Match[str]) -> bool:
    """Whether a time in words stands alone, after a name, or in brackets at the start."""
    if not (match["m"] or match["s"]) or not _opens(match):
        return False
    rest = match.string[match.end() :]
    alone = not rest.strip(" )]:*") or rest.lstrip(" )]*").startswith(":")
    return alone or bool(match["open"] and not match.string[: match.start()].strip())


def _smpte(match: re.Match[str], rate: int) -> float:
    return (parse_clock(match[1].replace(";", ":")) or 0.0) + min(int(match[2]), rate - 1) / rate


def _primes(match: re.Match[str]) -> float:
    return int(match[1] or 0) * 3600.0 + int(match[2]) * 60 + int(match[3])


def in_words(match: re.Match[str]) -> float:
    """Seconds for what `IN_WORDS` found."""
    hours, minutes, seconds = (int(match[part] or 0) for part in "hms")
    return hours * 3600.0 + minutes * 60 + seconds


def _rewrite(
    lines: list[str],
    near: Sequence[int],
    pattern: re.Pattern[str],
    hint: re.Pattern[str],
    spell: Callable[[re.Match[str]], str],
    fits: Callable[[re.Match[str]], bool],
) -> None:
    """Spell what `pattern` finds, and `fits` its place, in the first part of the lines `near`.

    Only where that is a habit. `hint` finds the lines that are worth a look.
    """
    found: list[tuple[int, re.Match[str]]] = []
    for index in near:
        if not hint.search(lines[index], 0, LOOKED_AT):
            continue
        for match in pattern.finditer(_head(lines[index])):
            if match[0].strip() and fits(match):
                found.append((index, match))
                if fits is not _anywhere:
                    break
    if len(found) < FEWEST or (pattern is _SECONDS and _counts([match for _, match in found])):
        return
    for index, match in reversed(found):
        lines[index] = lines[index][: match.start()] + spell(match) + lines[index][match.end() :]


def _counts(found: Sequence[re.Match[str]]) -> bool:
    """Whether numbers in brackets count points, (1), (2), (3), and say no seconds."""
    if not all(match[1].isdecimal() for match in found):
        return False
    steps = [int(after[1]) - int(before[1]) for before, after in pairwise(found)]
    return sum(step in (0, 1) or step < 0 for step in steps) >= 0.8 * len(steps)


def spell_ends(lines: list[str]) -> None:
    """Bring times that stand at the ends of lines to where the line was begun."""
    found: list[tuple[int, str, float]] = []
    headed = 0
    for index, line in enumerate(lines):
        if len(line) > 20_000 or not line.strip():
            continue
        plain = line.strip()
        if "](" in plain:
            plain = _LINKED.sub(r"[\g<time>]", plain)
        if time_alone(plain.split(" ", 1)[0].rstrip(":")) is not None:
            headed += 1
            continue
        match = _AT_END.fullmatch(plain)
        if match and match["said"].count(" ") >= 2:
            start = parse_clock(match["time"] or match["bare"])
            if start is not None:
                found.append((index, match["said"], start))
    lines_of_speech = sum(1 for line in lines if line.count(" ") >= 3)
    if len(found) < FEWEST or len(found) < 0.4 * lines_of_speech or headed > len(found):
        return
    starts = [start for _, _, start in found]
    if starts != sorted(starts):
        return
    words = [said.count(" ") + 1 for _, said, _ in found]
    steps = [after - before for before, after in pairwise(starts)]
    pace = sum(steps) / max(1, sum(words[1:]))
    begun = sum(abs(step - pace * count) for step, count in zip(steps, words, strict=False))
    ended = sum(abs(step - pace * count) for step, count in zip(steps, words[1:], strict=False))
    if ended < begun and starts[0] > 0.4 * pace * words[0]:
        starts = [0.0, *starts[:-1]]
    for (index, said, _), start in zip(found, starts, strict=True):
        lines[index] = f"[{clock_of(start)}] {_ITEM.sub('', said, count=1)}"


def count_from_first(starts: Sequence[float | None]) -> list[float | None]:
    """Positions for times of day: counted from the first, where that one is late in a recording."""
    known = [start for start in starts if start is not None]
    if not known or known[0] < _LATE or median(known) < known[0]:
        return list(starts)
    return [None if start is None else max(0.0, start - known[0]) for start in starts]
