"""The cut that promises to agree best with people."""

from __future__ import annotations

from generator.segmentation.cutting import LengthPrior, cut_to_agree

PRIOR = LengthPrior(median=200.0, spread=0.8, shortest=50.0)
POSITIONS = [float(second) for second in range(10, 1200, 10)]


def found(gains: dict[int, float], evidence: dict[int, float]) -> list[float]:
    """The cuts of twenty minutes in which an utterance begins every ten seconds."""
    chosen = cut_to_agree(
        POSITIONS,
        [gains.get(int(position), -3.0) for position in POSITIONS],
        start=0.0,
        end=1200.0,
        prior=PRIOR,
        evidence=[evidence.get(int(position), -3.0) for position in POSITIONS],
        units=range(1, len(POSITIONS) + 1),
        unit_count=len(POSITIONS) + 1,
    )
    return [POSITIONS[index] for index in chosen]


def test_what_is_plain_is_cut_there() -> None:
    """Where gains and evidence point at the same places and at no others, these are the cuts."""
    plain = {300: 6.0, 700: 6.0, 1000: 6.0}
    assert found(plain, plain) == [300.0, 700.0, 1000.0]


def test_a_place_among_likely_ones_beats_a_lone_one() -> None:
    """Of two places as good by themselves, the one that other likely places surround is cut."""
    gains = {300: 4.0, 340: 4.0, 800: 4.0}
    alike = {300: 1.0, 340: 1.0, 800: 4.0}
    assert found(gains, alike | {270: 1.0, 280: 1.0, 290: 1.0}) == [300.0, 800.0]
    assert found(gains, alike | {350: 1.0, 360: 1.0, 370: 1.0}) == [340.0, 800.0]


def test_nothing_worth_cutting_is_left_whole() -> None:
    """Where no cut is likely, none is made; and none where parts would be too short."""
    assert found({}, {}) == []
    short = cut_to_agree(
        [40.0],
        [50.0],
        start=0.0,
        end=80.0,
        prior=PRIOR,
        evidence=[50.0],
        units=[1],
        unit_count=2,
    )
    assert short == []
