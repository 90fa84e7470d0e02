"""Texts that are a little other than one that is there, as people, editors and programs make them.

Lines go, come twice, change places or run together; numbers move to their limits; marks are lost.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from generator.decoding import decode
from tests.made_up import NOISE

Choose = random.Random
NUMBERS = ("0", "1", "2", "9", "10", "24", "59", "60", "61", "99", "100", "999", "3600", "2026")
_NUMBER = re.compile(r"\d+")
_MARK = re.compile(r"[^\w\s]")


def _other_number(line: str, choose: Choose) -> str:
    """One number of it is another."""
    found = list(_NUMBER.finditer(line))
    if not found:
        return line
    at = choose.choice(found)
    return line[: at.start()] + choose.choice(NUMBERS) + line[at.end() :]


def _less_a_mark(line: str, choose: Choose) -> str:
    """One mark of it is gone, or stands twice."""
    found = list(_MARK.finditer(line))
    if not found:
        return line
    at = choose.choice(found)
    return line[: at.start()] + at[0] * choose.choice((0, 0, 2)) + line[at.end() :]


def _words(line: str, choose: Choose) -> str:
    """A word of it goes, comes twice, or changes places with the next."""
    parts = re.split(r"(\s+)", line)
    at = choose.randrange(0, len(parts), 2)
    way = choose.randrange(3)
    if way == 0:
        return "".join([*parts[:at], *parts[at + 2 :]])
    if way == 1 or at + 2 >= len(parts):
        return "".join([*parts[: at + 1], " ", *parts[at:]])
    return "".join([*parts[:at], parts[at + 2], parts[at + 1], parts[at], *parts[at + 3 :]])


ON_A_LINE: tuple[Callable[[str, Choose], str], ...] = (
    _other_number,
    _other_number,
    _less_a_mark,
    _less_a_mark,
    _words,
    _words,
    lambda line, choose: line[: choose.randrange(len(line) + 1)],
    lambda line, choose: line[choose.randrange(len(line) + 1) :],
    lambda line, choose: choose.choice((line.upper, line.lower, line.title, line.strip))(),
    lambda line, choose: choose.choice(("", " ", "\t", "- ", "> ", "(", "?")) + line,
    lambda line, choose: line + choose.choice((" ", ":", "?", " (x)", " 0:10", " [Music]", ".")),
)
ON_LINES: tuple[Callable[[list[str], int, Choose], list[str]], ...] = (
    lambda lines, at, _: lines[:at] + lines[at + 1 :],
    lambda lines, at, _: lines[: at + 1] + lines[at:],
    lambda lines, at, _: lines[:at] + lines[at : at + 2][::-1] + lines[at + 2 :],
    lambda lines, at, _: [*lines[:at], "", *lines[at:]],
    lambda lines, at, _: [*lines[:at], " ".join(lines[at : at + 2]), *lines[at + 2 :]],
    lambda lines, at, _: lines[: at + 1],
    lambda lines, at, _: lines[at:],
    lambda lines, at, choose: [*lines[:at], choose.choice(NOISE), *lines[at:]],
    lambda lines, at, choose: lines[: at + 1] + lines[choose.randrange(len(lines)) :],
)


def altered(text: str, number: int) -> str:
    """`text` with one to four things other than they were; which, by the number."""
    choose = Choose(number)
    lines = text.split("\n")
    for _ in range(choose.choice((1, 1, 2, 4))):
        at = choose.randrange(len(lines))
        if choose.random() < 0.6:
            lines[at] = choose.choice(ON_A_LINE)(lines[at], choose)
        else:
            lines = choose.choice(ON_LINES)(lines, at, choose) or [""]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Print one text."""
    path, number = arguments
    sys.stdout.write(altered(decode(Path(path).read_bytes()), int(number)))


if __name__ == "__main__":
    main(sys.argv[1:])
