"""Times, parsed and formatted in one place. All values are float seconds."""

from __future__ import annotations

import re

CLOCK = (
    r"(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]?\d)"
    r"(?:[.,](?P<fraction>\d{1,6}))?"
)
"""A time of day on a recording's clock: `1:02:03`, `62:03`, `00:04.000`, `00:00:01,5`."""

_CLOCK = re.compile(CLOCK)


def parse_clock(text: str) -> float | None:
    """Seconds for `[hours:]minutes:seconds[.fraction]`, or None if `text` is not such a time."""
    match = _CLOCK.fullmatch(text.strip())
    return seconds_of(match) if match else None


def seconds_of(match: re.Match[str]) -> float:
    """Seconds for a match of a pattern that embeds `CLOCK`."""
    whole = int(match["hours"] or 0) * 3600 + int(match["minutes"]) * 60 + int(match["seconds"])
    return whole + float(f"0.{match['fraction'] or 0}")


def format_clock(seconds: float, *, hours: bool | None = None) -> str:
    """`1:02:03`, or `2:03` under an hour; `hours=True` always shows them, `False` never.

    Fractions are cut, not rounded, so that a link never lands after the moment.
    """
    whole = int(seconds)
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    if hours is False or (hours is None and not hour):
        return f"{minutes}:{second:02}"
    return f"{hour}:{minute:02}:{second:02}"


def format_vtt(seconds: float) -> str:
    """`01:02:03.456`, WebVTT's form, rounded to the millisecond."""
    milliseconds = round(seconds * 1000)
    whole, millisecond = divmod(milliseconds, 1000)
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}.{millisecond:03}"


def format_length(seconds: float) -> str:
    """A length in words: `51 min`, `1 h 9 min`, `40 s`."""
    if round(seconds) < 60:
        return f"{round(seconds)} s"
    hour, minute = divmod(round(seconds / 60), 60)
    if not hour:
        return f"{minute} min"
    return f"{hour} h {minute} min" if minute else f"{hour} h"
