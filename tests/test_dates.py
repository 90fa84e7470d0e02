"""Names of months are kept, not looked up; folders tell a day."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from babel import Locale

from generator.dates import MONTHS, months_named, names_of_months
from generator.file_names import day_in_path


def test_names_of_months_are_those_of_cldr() -> None:
    """In the same order, by which of two that fit is told; `months_named()` has those to write."""
    assert [*json.loads(MONTHS.read_bytes()).items()] == [*months_named().items()]


def test_months_of_one_language_are_not_called_as_in_another() -> None:
    """Whatever was asked for before: what languages inherit is not written to."""
    asked = ("ja", "de", "he", "fr", "cs", "en")
    names = [names_of_months(Locale.parse(one))["stand-alone"]["wide"][10] for one in asked]
    assert names == ["10月", "Oktober", "אוקטובר", "octobre", "říjen", "October"]


@pytest.mark.parametrize(
    ("parts", "stem", "told"),
    [
        (("2026", "03", "14"), "talk", True),
        (("talks", "2026", "03", "14"), "talk", True),
        (("2026", "03"), "talk", False),
        (("2026", "03"), "14-talk", True),
        (("2026-03",), "14-talk", True),
    ],
)
def test_folders_tell_a_day(parts: tuple[str, ...], stem: str, told: bool) -> None:
    """A year, a month and a day, the last of which may open the name."""
    assert day_in_path(parts, stem) == (dt.date(2026, 3, 14) if told else None)
