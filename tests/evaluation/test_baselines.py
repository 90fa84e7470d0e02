"""The baselines do what their names say."""

from __future__ import annotations

import pytest

from generator.evaluation.baselines import at_nearest, random_starts, texttiling, uniform
from generator.model import Utterance


def test_uniform_cuts_at_equal_distances() -> None:
    """A cut every length, none at either end."""
    assert uniform(600.0, 200.0) == [200.0, 400.0]
    assert uniform(600.1, 200.0) == [200.0, 400.0, 600.0]
    assert uniform(200.0, 200.0) == []
    assert uniform(500.0) == [210.0, 420.0]


def test_at_nearest_moves_each_start_once() -> None:
    """Starts move to the nearest candidate; two that meet become one."""
    assert at_nearest([100.0, 110.0, 300.0], [90.0, 310.0]) == [90.0, 310.0]
    assert at_nearest([300.0, 100.0, 105.0], [90.0, 310.0, 500.0]) == [90.0, 310.0]
    assert at_nearest([100.0], []) == [100.0]


def test_random_starts_are_fixed_by_their_seed() -> None:
    """The same seed draws the same candidates, as many as uniform would."""
    candidates = [float(second) for second in range(0, 2000, 7)]
    first = random_starts(candidates, 2000.0)
    assert first == random_starts(candidates, 2000.0)
    assert first != random_starts(candidates, 2000.0, seed=1)
    assert len(first) == len(uniform(2000.0))
    assert set(first) <= set(candidates)
    assert first == sorted(set(first))
    assert random_starts(candidates[:3], 2000.0) == candidates[:3]


GARDEN = "garden soil seeds roots water"
ENGINE = "engine piston valve throttle gears"
PAINT = "brush paint canvas frame easel"


def said(*lines: str) -> list[Utterance]:
    """Each line as an utterance."""
    return [
        Utterance(text=line, first_cue=n, last_cue=n, start=None, end=None, speaker=None)
        for n, line in enumerate(lines)
    ]


@pytest.mark.parametrize(
    ("lines", "starts"),
    [
        ([GARDEN] * 40 + [ENGINE] * 40, [40]),
        ([GARDEN] * 40 + [ENGINE] * 40 + [GARDEN] * 40, [40, 80]),
        ([GARDEN] * 4 + [ENGINE] * 40, [4]),
        ([GARDEN] * 40 + [ENGINE] * 8 + [PAINT] * 40, [40, 48]),
        ([GARDEN] * 80, []),
        ([GARDEN, ENGINE] * 40, []),
    ],
)
def test_texttiling_finds_a_change_of_subject(lines: list[str], starts: list[int]) -> None:
    """Subjects with different words are parted where they change, and nowhere else."""
    assert texttiling(said(*lines), width=20, block=5) == starts


def test_texttiling_passes_over_short_words() -> None:
    """Words of up to three letters belong to no subject."""
    lines = [f"{GARDEN} and the of"] * 40 + [f"{ENGINE} for its sea"] * 40
    other = [f"{GARDEN} for its sea"] * 40 + [f"{GARDEN} and the of"] * 40
    assert texttiling(said(*lines), width=32, block=5) == [40]
    assert texttiling(said(*other), width=32, block=5) == []


def test_texttiling_of_next_to_nothing_finds_nothing() -> None:
    """A single utterance has no boundary."""
    assert texttiling(said("hello")) == []
    assert texttiling([]) == []
