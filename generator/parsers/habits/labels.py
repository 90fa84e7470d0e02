"""Who opens turns by a label, `Ann:`, and for whom abbreviations stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ...language.words import word_count
from ..names import is_name, is_role
from ..turns import count_labels, read_markdown
from .marks import ADDRESS, ENDS_SENTENCE, FEWEST, LOOKED_AT, ROW, TITLED, counted_up, paragraphs_of

_LONGEST_NAME = 5
"""Words after a label that may be one name, with an abbreviation."""

_ABOVE = 400
"""Lines among which those present are listed."""
_LONGEST = 8000
_COLUMN = re.compile(r"(?:abbrev|initials|acronym|short)\w*(?: name)?", re.IGNORECASE)
"""What stands above a column of abbreviations."""
_SHORT = re.compile(r"[A-Z][A-Z0-9]{1,4}")
_FEWEST_PEOPLE = 3
_RULE = re.compile(r"[\s|:=-]*")
_ABBREVIATED = re.compile(
    r"((?:[^\W\d_][\w.'’-]*\s+){1,4}[^\W\d_][\w.'’-]*)\s*\(([A-Z][A-Z0-9]{1,4})\)"
)


def find_abbreviations(lines: Sequence[str]) -> dict[str, str]:
    """Whole names by abbreviation, as a list or a table of those present gives them."""
    found: dict[str, str] = {}
    titled = False
    for line in lines[:_ABOVE]:
        if ROW.fullmatch(line):
            cells = [read_markdown(cell).strip() for cell in line.strip().strip("|").split("|")]
            titled = titled or any(map(_COLUMN.fullmatch, cells))
            for name, short in pairwise(cells):
                if not _SHORT.fullmatch(short) or not (titled or name[:1] == short[0]):
                    continue
                if is_name(name, strict=False) and not name.isupper():
                    found.setdefault(short, " ".join(name.split()))
            continue
        titled = False
        if line.count("(") > 0 and len(line) < _LONGEST:
            for short, name in _in_brackets(line):
                if _abbreviates(short, name):
                    found.setdefault(short, name)
    return {short: name for short, name in found.items() if name.upper() != short}


def _in_brackets(line: str) -> Iterator[tuple[str, str]]:
    """`Ines Falk (IF)`: abbreviations with the names before them."""
    for match in _ABBREVIATED.finditer(read_markdown(line)):
        yield match[2], " ".join(match[1].split())


def read_people(text: str) -> dict[str, str]:
    """Whole names by abbreviation, where a text is a list of them and little else.

    What stands for two of them is left out.
    """
    lines = [line for line in text.split("\n") if line.strip() and not _RULE.fullmatch(line)]
    found: dict[str, str] = {}
    several: set[str] = set()
    rows = 0
    for line in lines:
        called = dict(_in_brackets(line)) or find_abbreviations([line])
        rows += len(called) == 1
        several |= {short for short, name in called.items() if found.get(short, name) != name}
        found.update(called)
    if rows < _FEWEST_PEOPLE or rows < 0.8 * len(lines):
        return {}
    return {short: name for short, name in found.items() if short not in several}


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of `short` stand in `name` in this order, the first at its start."""
    letters = iter(name.upper())
    return name[:1].upper() == short[0] and all(letter in letters for letter in short)


def find_labels(
    body: str, lines: Sequence[str], called: dict[str, str], marked: set[str]
) -> set[str]:
    """Who opens turns by a label, `Ann:` alone or with speech after it.

    Labels that come once are believed where they look like those that come again.
    """
    labels = count_labels(body)
    counts = {
        name: count for name, count in (labels.alone + labels.inline).items() if not is_role(name)
    }
    once_in_lower = [name for name, count in counts.items() if count == 1 and name.islower()]
    for name in (*_before_names(lines, counts), *counted_up(counts), *once_in_lower):
        counts.pop(name, None)
    again = {name: count for name, count in counts.items() if count > 1 or name in marked}
    turns = sum(counts.values())
    paragraphs = paragraphs_of(lines)
    repeated = sum(again.values())
    spoken = sum(map(word_count, lines))
    if not counts or all(name.islower() for name in counts):
        return set()
    if spoken < 4 * turns:
        return set()
    habit = len(again) >= 2 and repeated >= 4 and repeated * 4 >= paragraphs
    many = len(again) >= 4 and repeated >= 12 and repeated * 16 >= paragraphs
    whole = [name for name in again if " " in name and labels.alone[name] > 1]
    alone = sum(labels.alone[name] for name in whole)  # of such lines few are enough
    many = many or (len(whole) >= 2 and alone >= 4 and alone * 32 >= paragraphs)
    once = len(counts) >= 3 and turns >= 4 and turns * 2 >= paragraphs and spoken >= 6 * turns
    titled = {name for name in counts if name.isupper() and TITLED.match(name)}
    if len(titled) >= FEWEST and sum(counts[name] for name in titled) > FEWEST:
        again |= {name: counts[name] for name in titled}  # as debates are printed
        many = True
    if habit or many or (once and again):
        shapes = Counter(map(_shape, again))
        return {name for name in counts if name in again or _is_alike(name, shapes, called)}
    first = next((line for line in lines if line.strip() and line[:1] != "#"), "")
    opening = count_labels(first)
    only = [name for name in (opening.alone + opening.inline) if " " in name and name in counts]
    if only and len(again) <= 1 and spoken >= 40 and turns <= 2 + repeated:
        return set(only)  # one person, named once
    return set()


def _before_names(lines: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    """Those of the labels after which names or addresses stand, and no speech: `Chair: Ann Lee`."""
    found: Counter[str] = Counter()
    for line in lines:
        if ":" not in line[:LOOKED_AT] or line.rstrip()[-1:] in ENDS_SENTENCE:
            continue
        name, colon, said = read_markdown(line[:LOOKED_AT]).strip(" *-").partition(":")
        said = said.strip(" *")
        if colon and name.strip() in counts and ADDRESS.fullmatch(said):
            found[name.strip()] += 1
            continue
        if not colon or name.strip() not in counts or not said or said[-1] in ENDS_SENTENCE:
            continue
        people = re.split(r",\s*|\s+(?:and|&)\s+", said)
        if all(is_name(each.split(" (")[0] or "-", strict=True) for each in people) and (
            len(people) > 1 or said.count(" ") < _LONGEST_NAME
        ):
            found[name.strip()] += 1
    return [name for name, count in found.items() if count >= 0.6 * counts[name]]


def _is_alike(name: str, shapes: Counter[tuple[bool, bool]], called: Mapping[str, str]) -> bool:
    """Whether a label that comes once looks like those that come again, by their shapes."""
    if name in called or not shapes:
        return True
    several, shouted = _shape(name)
    return shapes[several, shouted] >= 0.3 * shapes.total() or (
        several and (not shouted or shapes[True, True] + shapes[False, True] > 0)
    )


def _shape(name: str) -> tuple[bool, bool]:
    """Whether a name has several words, and whether it is in capitals."""
    return " " in name, name.isupper() and len(name) > 1
