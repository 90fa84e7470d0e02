"""The best cut, against all cuts of small recordings."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.segmentation import cutting
from generator.segmentation.cutting import Lattice, LengthPrior, cut, worth_trying

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

    worths = {each: worth(each, positions, gains) for each in cuts_of(positions)}

    def shares(offset: float) -> dict[tuple[int, ...], float]:
        weights = {c: float(np.exp(each + offset * len(c))) for c, each in worths.items()}
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


def test_parts_are_gone_through_in_blocks_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many are known at one time, and how many are kept, changes neither cuts nor chances."""
    positions = [float(second) for second in range(20, 900, 7)]
    gains = [float(np.sin(position)) for position in positions]

    def found() -> tuple[list[int], dict[int, list[float]]]:
        lattice = Lattice(positions, start=0.0, end=900.0, prior=PRIOR)
        chances = {point: list(each) for point, _, each in lattice.chances(gains, 5.0)}
        return lattice.best(gains), chances

    best, chances = found()
    for parts, kept in ((1, 0), (50, 2), (333, 1)):
        monkeypatch.setattr(cutting, "_PARTS", parts)
        monkeypatch.setattr(cutting, "_BLOCKS_KEPT", kept)
        again, others = found()
        assert again == best
        assert others.keys() == chances.keys()
        assert all(others[point] == pytest.approx(chances[point]) for point in chances)


@pytest.mark.parametrize("gain", [-10.0, 0.0, 10.0])
def test_chances_stay_chances_in_a_long_recording(gain: float) -> None:
    """However likely a cut is by itself: one ends at the end, and as many as asked for in all."""
    positions = [float(second) for second in range(30, 36_000, 60)]
    lattice = Lattice(positions, start=0.0, end=36_000.0, prior=PRIOR)
    ends = {
        point: float(chances.sum())
        for point, _, chances in lattice.chances([gain] * len(positions), 250.0)
    }
    assert ends.pop(len(positions) + 1) == pytest.approx(1.0)
    assert max(ends.values()) <= 1.0 + 1e-9
    assert sum(ends.values()) == pytest.approx(250.0, rel=0.02)


def test_a_part_of_six_medians_is_tried_and_no_longer_one() -> None:
    """Where a candidate lies between; cuts that are worth less than nothing are made for it."""
    for length, cuts in ((600.0, []), (600.1, [0])):
        found = cut([300.0], [-99.0], start=0.0, end=length, prior=PRIOR)
        assert found == cuts


@pytest.mark.parametrize(("close", "tried"), [(1000, 1000), (1001, 500)])
def test_all_candidates_are_tried_where_not_too_many_are_close(close: int, tried: int) -> None:
    """Of more than a thousand within the longest part the best of each short stretch is."""
    prior = LengthPrior(median=100.0, spread=0.8, shortest=25.0)
    step = 600.0 / close
    positions = [step * (n + 0.5) for n in range(close)]
    gains = [float(n % 7) for n in range(close)]
    found = worth_trying(positions, gains, prior)
    assert len(found) == tried
    if tried < close:
        stretch = [int((positions[n] - positions[0]) // 1.2) for n in range(close)]
        for each in found:
            rivals = [n for n in range(close) if stretch[n] == stretch[each]]
            assert gains[each] == max(gains[n] for n in rivals)
