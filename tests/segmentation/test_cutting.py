"""The best cut, against all cuts of small recordings."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.segmentation.cutting import Lattice, LengthPrior, cut

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


def cuts_of(positions: list[float]) -> list[tuple[int, ...]]:
    """Every choice of candidates that leaves no part shorter than the floor."""
    return [
        chosen
        for count in range(len(positions) + 1)
        for chosen in combinations(range(len(positions)), count)
        if np.isfinite(worth(chosen, positions, [0.0] * len(positions)))
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from([float(p) for p in range(30, 380, 10)]), st.floats(-2, 2)),
        min_size=3,
        max_size=7,
        unique_by=lambda pair: pair[0],
    ).map(sorted)
)
def test_chances_are_those_of_all_cuts(candidates: list[tuple[float, float]]) -> None:
    """The chance of each part is its share among all cuts, weighed to expect some number."""
    positions = [position for position, _ in candidates]
    gains = [gain for _, gain in candidates]
    lattice = Lattice(positions, start=0.0, end=400.0, prior=PRIOR)
    chances = {
        (start, end): chance
        for end, starts, each in lattice.chances(gains, 0.7)
        for start, chance in enumerate(each.tolist(), starts.start)
    }
    found = sum(chance for (_, end), chance in chances.items() if end < len(positions) + 1)
    assert found == pytest.approx(0.7, rel=0.05)

    def shares(offset: float) -> dict[tuple[int, ...], float]:
        raised = [gain + offset for gain in gains]
        weights = {c: float(np.exp(worth(c, positions, raised))) for c in cuts_of(positions)}
        return {c: weight / sum(weights.values()) for c, weight in weights.items()}

    low, high = -40.0, 40.0
    for _ in range(60):  # the offset at which all cuts together expect as many
        offset = (low + high) / 2
        expected = sum(len(c) * share for c, share in shares(offset).items())
        low, high = (offset, high) if expected < found else (low, offset)
    counted: dict[tuple[int, int], float] = {}
    for chosen, share in shares(offset).items():
        edges = [0, *(index + 1 for index in chosen), len(positions) + 1]
        for part in pairwise(edges):
            counted[part] = counted.get(part, 0.0) + share
    for part, chance in chances.items():
        assert chance == pytest.approx(counted.get(part, 0.0), abs=1e-6)
