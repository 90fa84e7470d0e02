"""Lines as they were spoken: a turn for each, and no item of a list.

Turns that follow one another within a line stand each on one of its own:
`Ines: Who drew the tides? Tom: A machine did.` becomes two, and so does what debates print as
`MR. SPEAKER.- Order. HON. I. FALK.- Sir, I rise.`
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from itertools import pairwise

from .habits.marks import ENDS_SENTENCE
from .names import is_name, is_role
from .turns import each_line

_FEWEST = 3
"""Labels within lines that make a habit."""
_LONG = 160
"""Characters of a line in which somebody else may begin to speak."""
_ITEM = re.compile(r"\s*[-*+•]\s+(?=\S)")
_MANY_ITEMS = 20
_RUN_ON, _ENDING = 0.15, 0.05
"""Shares of items that go on in the next one, and in which a sentence ends: notes have neither."""
_ENDS_INSIDE = re.compile(r"[.?!]\s+\S")
_TITLE = r"(?:MR|MRS|MS|MISS|DR|HON|SIR|SENATOR|THE)"
_SHOUTED = re.compile(
    rf"(?<![^\s.!?…)\]”\"’>])(?P<name>{_TITLE}\.?(?:\s+[A-Z][A-Z.'’-]*){{1,4}}?)\s?\.\s?[-–—]{{1,2}}\s*(?=\S)"
)
"""`HON. I. FALK.-`: no sentence has that in it."""
_LABEL = re.compile(
    r"(?:^|(?<=[.!?…)\]”\"’>—-]\s))(?P<name>[^\W\d_a-z][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){0,3}):\s+(?=\S)"
)


def part_lines(body: str) -> str:
    """`body` with a line for each turn where several stand in one, and that is its habit."""
    if all(len(line) < _LONG for line in each_line(body)):
        return body
    for pattern in (_SHOUTED, _LABEL):
        inside: Counter[str] = Counter()
        opening: Counter[str] = Counter()
        for line in each_line(body):
            for match in pattern.finditer(line):
                if _is_label(match["name"]):
                    (inside if match.start() else opening)[match["name"]] += 1
        known = {name for name in inside | opening if inside[name] + opening[name] > 1}
        shouted = pattern is _SHOUTED
        if sum(inside[name] for name in known) < _FEWEST or (len(known) < 2 and not shouted):
            continue
        opened = partial(_opened, known=known, shouted=shouted)
        return "\n".join(pattern.sub(opened, line) for line in each_line(body))
    return body


def without_items(body: str) -> str:
    """`body` without the marks of a list whose items are lines of speech: sentences run across."""
    lines = body.split("\n")
    items = [index for index, line in enumerate(lines) if _ITEM.match(line)]
    if len(items) < _MANY_ITEMS or 10 * len(items) < 9 * sum(map(bool, map(str.strip, lines))):
        return body
    texts = [_ITEM.sub("", lines[index]).rstrip() for index in items]
    run_on = sum(
        not one.endswith(ENDS_SENTENCE) and two[:1].islower() for one, two in pairwise(texts)
    )
    ends_inside = sum(map(bool, map(_ENDS_INSIDE.search, texts)))
    if run_on < _RUN_ON * len(items) or ends_inside < _ENDING * len(items):
        return body
    for index, text in zip(items, texts, strict=True):
        lines[index] = text
    return "\n".join(lines)


def _is_label(name: str) -> bool:
    return is_name(name, strict=True) and not is_role(name)


def _opened(match: re.Match[str], *, known: set[str], shouted: bool) -> str:
    """A label at the start of a line of its own, where it is one."""
    name = match["name"]
    if not (shouted or name in known) or not _is_label(name):
        return match[0]
    above = "\n\n" if match.start() else ""
    return f"{above}{name}: "
