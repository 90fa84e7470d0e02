"""Names of months are kept, not looked up."""

from __future__ import annotations

import json

from babel import Locale

from generator.dates import MONTHS, months_named, names_of_months


def test_names_of_months_are_those_of_cldr() -> None:
    """In the same order, by which of two that fit is told; `months_named()` has those to write."""
    assert [*json.loads(MONTHS.read_bytes()).items()] == [*months_named().items()]


def test_months_of_one_language_are_not_called_as_in_another() -> None:
    """Whatever was asked for before: what languages inherit is not written to."""
    asked = ("ja", "de", "he", "fr", "cs", "en")
    names = [names_of_months(Locale.parse(one))["stand-alone"]["wide"][10] for one in asked]
    assert names == ["10月", "Oktober", "אוקטובר", "octobre", "říjen", "October"]
