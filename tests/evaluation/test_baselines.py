"""The baselines do what their names say."""

from __future__ import annotations

from generator.evaluation.baselines import at_nearest, random_starts, texttiling, uniform
from generator.model import Utterance


def test_uniform_cuts_at_equal_distances() -> None:
    """A cut every length, none at either end."""
    assert uniform(600.0, 200.0) == [200.0, 400.0]


def test_at_nearest_moves_each_start_once() -> None:
    """Starts move to the nearest candidate; two that meet become one."""
    assert at_nearest([100.0, 110.0, 300.0], [90.0, 310.0]) == [90.0, 310.0]


def test_random_starts_are_fixed_by_their_seed() -> None:
    """The same seed draws the same candidates, as many as uniform would."""
    candidates = [float(second) for second in range(0, 2000, 7)]
    first = random_starts(candidates, 2000.0)
    assert first == random_starts(candidates, 2000.0)
    assert first != random_starts(candidates, 2000.0, seed=1)
    assert len(first) == len(uniform(2000.0))
    assert set(first) <= set(candidates)


def test_texttiling_finds_a_change_of_subject() -> None:
    """Two subjects with different words are parted near the change."""
    lines = ["garden soil seeds roots water"] * 40 + ["engine piston valve throttle gears"] * 40
    utterances = [
        Utterance(text=line, first_cue=n, last_cue=n, start=None, end=None, speaker=None)
        for n, line in enumerate(lines)
    ]
    found = texttiling(utterances, width=20, block=5)
    assert any(abs(start - 40) <= 4 for start in found)
    assert len(found) <= 3


def test_texttiling_of_next_to_nothing_finds_nothing() -> None:
    """A single utterance has no boundary."""
    lone = Utterance(text="hello", first_cue=0, last_cue=0, start=None, end=None, speaker=None)
    assert texttiling([lone]) == []
