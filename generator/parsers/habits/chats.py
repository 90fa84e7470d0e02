"""Messages that a time of day stands beside: of messengers, logs, and calls written down."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from ...dates import find_date
from ..names import is_role
from ..turns import NAME
from .marks import DIGIT, FEWEST, mark_of, paragraphs_of

_PACE = 0.25
"""Words a second; what is slower was not said in one go."""

_OMITTED = re.compile(
    r"[<\[(‎]*(?:media|image|video|audio|sticker|gif|document|attachment)\s+omitted[>\])]*"
    r"|.*\bend-to-end encrypted\b.*|this message was deleted\.?",
    re.IGNORECASE,
)

_DAY = (
    r"(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|today|yesterday"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*)"
)

_OF_DAY = r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?Z?[  ]?(?P<half>[AaPp]\.?[Mm]\b\.?)?"

_SENT = r"(?P<sent>(?:From|Von|De|Da|Van|Od|Från|Fra|От|来自|自|開始):?\s+)?"
_SENT_TO = r"(?P<to>\s+(?:to|an|à|a|para|aan|do|till|til|кому|发送至|到|終了)\s+[^:]{1,60})?"
"""`From Ines to Everyone:`, as Zoom writes it in the language of whoever saves a chat."""

_SAID_AT = (
    re.compile(
        rf"[‎]?[\[<]?(?:{_DAY}(?:T|,?\s+)(?:at\s+)?)?{_OF_DAY}[\]>]?\s*[-–—|]?\s*{_SENT}"
        rf"(?:<\s?[@+%~& ]?(?P<nick>[^<>\n]{{1,32}})>|[~]?{NAME}{_SENT_TO}\s*:)"
        r"\s*(?P<text>.*)"
    ),
    re.compile(rf"\[{_DAY},?\s+{_OF_DAY}\]\s+{NAME}(?P<text>)"),  # the text on the next lines
    re.compile(
        rf"{NAME}\s*[-–—|,]?\s*[\[(]?(?:{_DAY},?\s+(?:at\s+)?)?{_OF_DAY}[\])]?\s*(?P<text>):?"
    ),
)

_RELAYED = re.compile(rf"\s*{NAME}:\s+")
"""How a machine that writes down a call names who said it: `<Transcriber> Ines_Falk: Hello`."""

_STAMPED = re.compile(
    rf"[‎]?\[?(?:{_DAY}(?:T|,?\s+))?{_OF_DAY}\]?\s*(?:-!-|\*{{1,3}}|-->|<--|[-–—]|=)\s"
    rf"|[\[<]{_OF_DAY.replace('clock', 'at').replace('half', 'part')}[\]>]\s[^:\n]{{1,60}}"
    r"\b(?:joined|left)(?: the (?:\w+))?\.?$"
)

_HALF_ALONE = re.compile(rf"[\[(]?{_OF_DAY}[\])]?")


def spell_chat(lines: list[str], names: set[str]) -> dt.date | None:
    """Spell messages that a time of day stands beside; the day of the first."""
    found = [(index, match) for index, line in enumerate(lines) if (match := _said_at(line))]
    if len(found) < FEWEST or len(found) < 0.2 * paragraphs_of(lines):
        found = []
    speakers = {_name_in(match) for _, match in found}
    if len(speakers) == len(found):
        found = []
    alone = [
        (index, match)
        for index, line in enumerate(lines)
        if (match := _HALF_ALONE.fullmatch(line.strip())) and match["half"]
    ]
    marks = sorted([*found, *alone], key=lambda each: each[0])
    if len(marks) < FEWEST or len(marks) < 0.05 * paragraphs_of(lines):
        return None
    moments = list(
        _moments([match for _, match in marks], _order_of_dates(match for _, match in marks))
    )
    words = sum(line.count(" ") + 1 for line in lines if line.strip())
    span = moments[-1] - moments[0]
    timed = span > 0 and words >= _PACE * span and moments == sorted(moments)
    for (index, match), moment in zip(marks, moments, strict=True):
        name = _name_in(match)
        text = match.groupdict().get("text") or ""
        if match.groupdict().get("nick") and is_role(match["nick"]):
            text = _RELAYED.sub("", text)
        names.update({name} - {""})
        lines[index] = mark_of(name, text.strip(" :"), moment - moments[0] if timed else None)
        if _OMITTED.fullmatch(text.strip()):
            lines[index] = ""
    known = {index for index, _ in marks}
    opened: dt.date | None = None
    for index, line in enumerate(lines):
        if index in known or not found:
            continue
        if line.startswith("--- "):  # as IRC's clients mark days
            day = find_date(line)
            opened = opened or (day.date if day else None)
            lines[index] = ""
        elif _STAMPED.match(line) or _is_of_machine(line):
            lines[index] = ""
    return _day_of(marks) or opened


def _is_of_machine(line: str) -> bool:
    """Whether a line of a chat is of a machine that keeps its minutes."""
    match = _SAID_AT[0].fullmatch(line[:4000].strip()) if ":" in line[:60] else None
    return bool(match and match["nick"] and is_role(match["nick"]))


def _said_at(line: str) -> re.Match[str] | None:
    """A line that says at what time of day somebody wrote something."""
    if ":" not in line[:60] or not DIGIT.search(line, 0, 60):
        return None
    for pattern in _SAID_AT:
        match = pattern.fullmatch(line[:4000].strip() if len(line) < 4000 else line.strip())
        if match:
            parts = match.groupdict()
            told = parts["date"] or parts["half"] or parts.get("sent") or parts.get("nick")
            if told and (not is_role(_name_in(match)) or _RELAYED.match(match["text"])):
                return match
    return None


def _name_in(match: re.Match[str]) -> str:
    """Who wrote a message; who said it, where a role relays what somebody said."""
    parts = match.groupdict()
    if parts.get("nick") and is_role(parts["nick"]) and (told := _RELAYED.match(match["text"])):
        return told["name"].strip()
    return (parts.get("nick") or parts.get("name") or "").strip(" ~-–—|,")


def _day_of(marks: Sequence[tuple[int, re.Match[str]]]) -> dt.date | None:
    order = _order_of_dates(match for _, match in marks)
    for _, match in marks:
        text = match.groupdict().get("date")
        if text and (day := _read_day(text, order)):
            return day
    return None


def _order_of_dates(matches: Iterable[re.Match[str]]) -> str:
    """`dm` or `md`: the day first, unless a second number is no month."""
    for match in matches:
        numbers = re.findall(r"\d+", match.groupdict().get("date") or "")
        if len(numbers) == 3 and len(numbers[0]) < 3 and int(numbers[1]) > 12:
            return "md"
    return "dm"


def _read_day(text: str, order: str) -> dt.date | None:
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    if len(numbers) != 3:
        return None
    year, month, day = numbers if numbers[0] > 31 else (numbers[2], numbers[1], numbers[0])
    if order == "md" and numbers[0] <= 31:
        month, day = day, month
    try:
        return dt.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _moments(matches: Sequence[re.Match[str]], order: str) -> Iterator[float]:
    """Seconds of each, from one midnight on; past midnight where the times run back by far."""
    day = 0.0
    before = 0.0
    date: dt.date | None = None
    for match in matches:
        parts = match.groupdict()
        seconds = _of_day(match["clock"], parts.get("half"))
        if parts.get("date") and (found := _read_day(match["date"], order)):
            day += (found - date).days * 86400.0 if date else 0.0
            date = found
        elif day + seconds < before - 12 * 3600:
            day += 86400.0
        before = day + seconds
        yield before


def _of_day(clock: str, half: str | None) -> float:
    numbers = [int(each) for each in clock.split(":")]
    hours, minutes, seconds = (*numbers, 0)[:3]
    if half:
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    return hours * 3600.0 + minutes * 60 + seconds
