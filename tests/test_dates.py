"""Names of months are kept, not looked up."""

from __future__ import annotations

import json

from generator.dates import MONTHS, months_named


def test_names_of_months_are_those_of_cldr() -> None:
    """In the same order, by which of two that fit is told; `months_named()` has those to write."""
    assert [*json.loads(MONTHS.read_bytes()).items()] == [*months_named().items()]
