"""What the habits share: how a mark is written, where paragraphs and speech are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ...timestamps import format_clock
from ..turns import read_markdown, time_alone

FEWEST = 3
"""Marks of one kind that make a habit."""

LOOKED_AT = 240
"""Characters of a line that may hold a mark."""

DIGIT = re.compile(r"\d")

TITLED = re.compile(
    r"\s*(?:[QA](?![^\W\d_])|(?:The|THE|Rt|RT|Mr|MR|Mrs|MRS|Ms|MS|Miss|MISS|Dr|DR|Hon|HON|Sir|Senator"
    r"|Chair(?:man|woman)?)\b)"
)
"""How lines begin that name somebody by an office or a title."""

ROW = re.compile(r"\s*\|.*\|\s*")

ENDS_SENTENCE = tuple(".!?…。！？")

ADDRESS = re.compile(r"<?https?://[^\s<>]+>?")


def paragraphs_of(lines: Iterable[str]) -> int:
    """How many paragraphs there are: between blank lines, or lines where none is blank."""
    count = full = blank = 0
    before = ""
    for line in lines:
        if line.strip():
            full += 1
            count += not before.strip()
        else:
            blank += 1
        before = line
    return count if blank * 4 >= full else full


def mark_of(name: str, text: str = "", start: float | None = None) -> str:
    """A line that opens a turn, as `turns` reads it: `[0:01:02] Ann: Hello`."""
    clock = f"[{clock_of(start)}] " if start is not None else ""
    return f"{clock}{name}: {text}".rstrip() if name else f"{clock}{text}".rstrip()


def clock_of(seconds: float) -> str:
    """Seconds as `0:01:02.5`."""
    fraction = f"{seconds % 1:.3f}"[1:].rstrip("0").rstrip(".")
    return format_clock(int(seconds), hours=True) + fraction


def next_speaks(lines: Sequence[str], index: int) -> bool:
    """Whether a line of some words follows, after blank ones and times at most."""
    for line in lines[index + 1 : index + 4]:
        plain = line.strip()
        if plain and time_alone(read_markdown(plain)) is None:
            return not plain.startswith("#") and (
                plain.count(" ") >= 1 or plain[-1] in ".!?…。！？" or not plain.isascii()
            )
    return False


def said_below(lines: Sequence[str], index: int) -> str:
    """The first line of speech under a mark."""
    for line in lines[index + 1 : index + 4]:
        if line.strip() and time_alone(line.strip()) is None:
            return line.strip()
    return ""


def counted_up(counts: Mapping[str, int]) -> list[str]:
    """Labels that count: `Tweet 1` to `Tweet 7`, each of which comes once."""
    series: dict[str, list[str]] = {}
    for name, count in counts.items():
        if count == 1 and DIGIT.search(name):
            series.setdefault(re.sub(r"\d+", "", name), []).append(name)
    return [name for those in series.values() if len(those) > FEWEST for name in those]
