"""Numbers that measure something: with what they count, never bare."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..language.everyday import is_everyday
from ..language.languages import Language
from ..model import Token, WordClass

_REACH = 4
"""Words behind a number among which stands what it counts."""
_NAMING = frozenset({WordClass.NOUN, WordClass.GERUND, WordClass.NAME})
_BETWEEN = frozenset(
    {WordClass.ADJECTIVE, WordClass.PARTICIPLE, WordClass.DETERMINER, WordClass.JOINT}
)
"""What may stand between a number and what it counts: "5 % of the old"."""
_FIGURES_OF_SPEECH = re.compile(r"(?:99(?:[.,]9+)?|100|101|110)\s?(?:%|percent)")
_CURRENCIES = "$€£"
"""What stands before a number that is paid."""
_TORN = re.compile(r"0\d")
"""What begins a number that a space has torn apart: "1, 000"."""


def figure_in(text: str, tokens: Sequence[Token], language: Language) -> str:
    """A number of a sentence with what it counts, as said: "2.7 billion parameters"; else "".

    `tokens` are the words of the sentence. What is only supposed measures nothing.
    """
    supposing = [token.start for token in tokens if token.key in language.endings["supposing"]]
    for match in _measures(language).finditer(text):
        if _FIGURES_OF_SPEECH.match(match.group()) or _TORN.match(match.group()):
            continue
        if supposing and supposing[0] < match.start():
            break
        if match["unit"]:
            if match["unit"].casefold() in language.endings["multiples"]:
                continue
            more = [t for t in tokens if t.start == match.end() + 1 and language.edge]
            counted = more and more[0].kind is WordClass.NOUN and not more[0].empty
            return text[match.start() : more[0].end if counted else match.end()]
        if not language.edge:  # what is counted comes first
            start = _start_of_counted(match, tokens)
            if start is not None:
                return text[start : match.end()]
            continue
        behind = [token for token in tokens if token.start >= match.end()]
        end = _end_of_counted(behind, language, paid=match.group()[0] in _CURRENCIES)
        if end:
            return text[match.start() : end]
    return ""


def _start_of_counted(match: re.Match[str], tokens: Sequence[Token]) -> int | None:
    """Where the noun begins that stands before a number, a particle between them."""
    before = [token for token in tokens if token.end <= match.start()]
    counted = (t.start for t in reversed(before[-2:]) if t.kind in _NAMING and not t.closes)
    return next(counted, None)


def _end_of_counted(behind: Sequence[Token], language: Language, *, paid: bool) -> int:
    """Where the phrase ends that names what a number counts, or is `paid` for; 0 without one."""
    shares = language.endings["shares"]
    for index, token in enumerate(behind[:_REACH]):
        if token.key[0].isdigit():
            break  # "350 million top 10,000 websites": another number, and what that one counts
        if token.kind in _NAMING and not token.empty:
            last = index
            while last + 1 < len(behind) and _goes_on(behind[last], behind[last + 1]):
                last += 1
            counts = behind[last].key not in language.endings["multiples"]
            # "7B quality 3B model": of what the second one counts.
            goes_on = behind[last + 1 : last + 2] if not behind[last].closes else ()
            counts = counts and not any(token.key[0].isdigit() for token in goes_on)
            end = behind[last].end if paid else _explained(behind, index, last, language)
            return end if counts else 0
        if token.closes or token.kind not in _BETWEEN:
            break
        if token.kind is WordClass.JOINT and shares and token.key not in shares:
            break
    return 0


def _explained(behind: Sequence[Token], index: int, last: int, language: Language) -> int:
    """Where what is counted ends, with what says of what it is where it needs that; 0 without.

    "80% of the performance" of what? "80% of the performance of a mill".
    """
    pointed = any(each.key in language.titles["definite"] for each in behind[:index])
    if not pointed or not is_everyday(behind[last].text, language):
        return behind[last].end
    after = behind[last + 1 : last + 1 + _REACH] if not behind[last].closes else ()
    if not after or after[0].kind is not WordClass.JOINT:
        return 0
    return next((each.end for each in after if each.kind in _NAMING), 0)


def _goes_on(token: Token, behind: Token) -> bool:
    """Whether a phrase that names something goes on behind one of its words."""
    names = behind.kind in _NAMING and behind.kind is not WordClass.GERUND
    return names and not token.closes and not behind.empty and not behind.key[0].isdigit()


@cache
def _measures(language: Language) -> re.Pattern[str]:
    """Money, shares, multiples and large numbers, with a unit where one follows."""
    scale, percent, unit = (
        f"(?i:{language.rows_of(name)})" for name in ("scale", "percent", "unit")
    )
    word = r"\w" if language.edge else "A-Za-z0-9"  # without spaces a letter stands before each
    return re.compile(
        rf"(?<![{word}.,$-])(?:[{_CURRENCIES}]\d[\d,.]*\d?(?:\s?(?:{scale}|[kKMB])\b)?"
        rf"|\d[\d,.]*(?:\s?(?:{scale}|{percent}|%)|[MBKx]\b)|\d[\d,.]*(?=\s?{unit}))"
        rf"(?:\s?(?P<unit>{unit}))?" + (r"(?![\w-])" if language.edge else "")
    )
