"""The best cut, against all cuts of small recordings."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.segmentation.decoding import LengthPrior, cut

PRIOR = LengthPrior(median=100.0, spread=0.8, shortest=25.0)


def worth(chosen: tuple[int, ...], positions: list[float], gains: list[float]) -> float:
    """What a cut is worth, counted directly."""
    edges = [0.0, *(positions[index] for index in chosen), 400.0]
    lengths = np.diff(np.array(edges))
    return float(PRIOR.log_density(lengths).sum()) + sum(gains[index] for index in chosen)


@given(
    st.lists(
        st.tuples(st.sampled_from([float(p) for p in range(10, 400, 10)]), st.floats(-3, 3)),
        max_size=8,
        unique_by=lambda pair: pair[0],
    ).map(sorted)
)
def test_cut_is_the_best_of_all(candidates: list[tuple[float, float]]) -> None:
    """No other choice of candidates is worth more."""
    positions = [position for position, _ in candidates]
    gains = [gain for _, gain in candidates]
    found = cut(positions, gains, start=0.0, end=400.0, prior=PRIOR)
    best = max(
        worth(chosen, positions, gains)
        for count in range(len(candidates) + 1)
        for chosen in combinations(range(len(candidates)), count)
    )
    assert worth(tuple(found), positions, gains) == pytest.approx(best)


def test_no_part_is_shorter_than_the_floor() -> None:
    """Tempting candidates closer together than the floor are not both taken."""
    positions = [float(second) for second in range(5, 400, 5)]
    found = cut(positions, [9.0] * len(positions), start=0.0, end=400.0, prior=PRIOR)
    edges = [0.0, *(positions[index] for index in found), 400.0]
    assert np.diff(np.array(edges)).min() >= PRIOR.shortest


def test_what_is_too_short_is_not_cut() -> None:
    """A recording under twice the floor stays whole."""
    assert cut([20.0], [50.0], start=0.0, end=40.0, prior=PRIOR) == []


def test_a_long_silence_does_not_stop_the_cutting() -> None:
    """Parts longer than any that is tried are allowed where no candidate lies between."""
    positions = [100.0, 110.0, 5000.0, 5100.0]
    found = cut(positions, [1.0, 5.0, 5.0, 5.0], start=0.0, end=5200.0, prior=PRIOR)
    assert found == [1, 2, 3]
