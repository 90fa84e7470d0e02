"""Days, found in whatever shape people and tools write them: in names, headings, lines of text.

2026-03-14   2026_03_14   20260314-   GMT20260314-   14.03.2026   14/03/2026   3/14/2026
March 14, 2026   14th of March 2026   2026-Mar.-14   14. März 2026   2026年3月14日
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # imported only where a month is named: it takes 50 ms
    from babel import Locale
    from babel.localedata import LocaleDataDict

EARLIEST = 1860
"""The year; nobody was recorded before."""
LATEST = 2100
MONTHS = Path(__file__).parent / "language/data/months.json"
_NAMED_IN = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "cs")
"""Languages whose names of months are known."""


class Found(NamedTuple):
    """A day that stands in a text."""

    date: dt.date
    begin: int
    end: int
    """Where it stands, in characters."""


def find_date(text: str) -> Found | None:
    """The first day in `text` that is written out, year, month and day.

    Of `3/4/2026` the first number is the day, unless only the other reading is a day.
    """
    found = sorted(_found(text), key=lambda each: (each.begin, each.begin - each.end))
    return found[0] if found else None


def parse_date(text: str) -> dt.date | None:
    """The day that `text` is, or begins with, such as `2026-03-14T10:00:00Z`."""
    found = find_date(text[:60])
    return found.date if found else None


def is_period(name: str) -> bool:
    """Whether a name of a folder is a time and nothing else: `2026`, `2026-03`, `03`, `March`."""
    plain = name.strip().lower()
    if re.fullmatch(r"\d{1,4}|(?:19|20)\d\d[-_.](?:\d{1,2}|q[1-4])(?:[-_.]\d{1,2})?", plain):
        return True
    return plain in _months()


def _found(text: str) -> Iterator[Found]:
    if sum(character.isdigit() for character in text) < 3:
        return
    for pattern in _patterns():
        for match in pattern.finditer(text):
            parts = match.groupdict()
            date = _date_of(parts)
            if date:
                yield Found(date, match.start(), match.end())


def _date_of(parts: dict[str, str | None]) -> dt.date | None:
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        year += 2000 if year < 70 else 1900
    named = parts.get("named")
    first = _months().get(_folded(named)) if named else int(parts["month"] or 0)
    second = int(parts["day"] or 0)
    for month, day in ((first, second), (second, first)):
        try:
            date = dt.date(year, month or 0, day or 0)
        except ValueError:
            if named:
                return None
            continue
        return date if EARLIEST <= year < LATEST else None
    return None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    year = r"(?P<year>(?:18|19|20)\d\d)"
    month = r"(?P<month>\d{1,2})"
    day = r"(?P<day>\d{1,2})"
    names = "|".join(sorted(_months(), key=len, reverse=True))
    named = rf"(?P<named>{names})\b\.?"
    ordinal = r"(?:st|nd|rd|th|er|º|ª|\.)?"
    joint = r"(?:\s*[-_,./ ]\s*|\s+(?:of|de|del|di)\s+)"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"(?<!\d){year}(?P<mark>[-_./]){month}(?P=mark){day}(?!\d)",
            rf"(?<!\d){year} (?P<month>\d\d) (?P<day>\d\d)(?!\d)",
            r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
            r"(?=[-_. T]|\b|$)(?!\d)",
            rf"{year}\s*年\s*{month}\s*月\s*{day}\s*日",
            rf"(?<!\d){day}(?P<mark>[-_./]){month}(?P=mark){year}(?!\d)",
            rf"(?<![\d.]){day}{ordinal}{joint}{named}{joint}?{year}(?!\d)",
            rf"(?<![^\W_]){named}{joint}?{day}{ordinal}{joint}{year}(?!\d)",
            rf"(?<![^\W_]){named}\s+{day}\s+\d\d:\d\d(?::\d\d)?\s+(?:[A-Z]{{3,4}}\s+)?{year}(?!\d)",
            rf"(?<!\d){year}{joint}{named}{joint}?{day}(?!\d)",
            rf"(?<![\d./:]){day}(?P<mark>[./]){month}(?P=mark)(?P<year>\d\d)(?![\d./:])",
        )
    )


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """The number of each month by its names, whole and short, in lower case."""
    known: dict[str, int] = json.loads(MONTHS.read_bytes())
    return known


def names_of_its_month(date: dt.date) -> tuple[str, ...]:
    """What the month of a day is called, in small letters, in every language that is known."""
    return tuple(name for name, number in _months().items() if number == date.month)


def names_of_months(locale: Locale) -> LocaleDataDict:
    """What CLDR calls months in a language, by context, width and number.

    `Locale.months` is the same, but Babel up to 2.18 writes what it finds for one language into
    what all others inherit (https://github.com/python-babel/babel/issues/1234): it gets a copy.
    """
    from babel.localedata import LocaleDataDict, load

    own = LocaleDataDict({"months": deepcopy(load(str(locale))["months"])})
    names: LocaleDataDict = own["months"]
    return names


def months_named() -> dict[str, int]:
    """What CLDR has of these names, which takes long to load: it is kept in `MONTHS`."""
    from babel import Locale

    known: dict[str, int] = {"sept": 9}
    for language in _NAMED_IN:
        names = names_of_months(Locale.parse(language))
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in names[context][width].items():
                    plain = name.lower().rstrip(".")
                    if len(plain) > 2 and not plain.isdigit():
                        known.setdefault(plain, number)
                        known.setdefault(_folded(plain), number)
    return known


def _folded(name: str | None) -> str:
    """In lower case, without accents."""
    plain = unicodedata.normalize("NFKD", (name or "").lower().rstrip("."))
    return "".join(each for each in plain if not unicodedata.combining(each))
