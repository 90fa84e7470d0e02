"""Intervals around means, against what the theory of means gives."""

from __future__ import annotations

import pytest

from generator.evaluation.intervals import Interval, difference, interval


def test_an_interval_holds_the_mean_in_95_of_100_cases() -> None:
    """1.96 deviations of the mean to either side, and the same for the same values."""
    values = [float(value) for value in range(100)]
    found = interval(values)
    assert found.mean == 49.5
    assert found.low == pytest.approx(49.5 - 1.96 * 2.887, abs=0.5)
    assert found.high == pytest.approx(49.5 + 1.96 * 2.887, abs=0.5)
    assert found == interval(values)
    assert (found.low, found.high) == (44.12, 55.1)  # the 51st and the 1950th of 2000 draws
    assert interval([7.0]) == Interval(mean=7.0, low=7.0, high=7.0)


def test_nothing_has_no_mean() -> None:
    """No values are refused."""
    with pytest.raises(ValueError, match="no values"):
        interval([])


@pytest.mark.parametrize(
    ("low", "high", "decided"),
    [(0.1, 0.3, True), (0.0, 0.3, False), (-0.1, 0.1, False), (-0.3, 0.0, False), (-2, -1, True)],
)
def test_a_difference_is_decided_where_nought_lies_outside(
    low: float, high: float, decided: bool
) -> None:
    """An interval that reaches 0 decides nothing."""
    assert Interval(mean=0.0, low=low, high=high).decided == decided


def test_a_difference_is_ours_less_theirs() -> None:
    """Episode by episode, and only where both have as many."""
    assert difference([3.0, 5.0], [1.0, 3.0]) == Interval(mean=2.0, low=2.0, high=2.0)
    with pytest.raises(ValueError, match="shorter"):
        difference([3.0, 5.0], [1.0])
