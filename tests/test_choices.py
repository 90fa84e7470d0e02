"""How the search packs which pages have a value: numbers as runs, in base 36."""

from __future__ import annotations

import pytest

from generator.search import _runs


@pytest.mark.parametrize(
    ("numbers", "packed"),
    [
        ([], ""),
        ([0], "0"),
        ([0, 1], "0+1"),
        ([3, 8], "3 5"),  # each counted from the one before
        ([3, 4, 5, 6, 7], "3+4"),
        ([3, 4, 8, 9, 10, 12], "3+1 4+2 2"),
        ([9, 10], "9+1"),
        ([10], "a"),
        ([35], "z"),
        ([36], "10"),
        ([37, 1337], "11 104"),
        ([*range(2, 39)], "2+10"),
    ],
)
def test_numbers_are_packed_in_runs(numbers: list[int], packed: str) -> None:
    """A run by its first number and how many follow it."""
    assert _runs(numbers) == packed
