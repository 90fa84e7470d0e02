"""Chapter scores on cases small enough to count by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.evaluation.scores import (
    boundary_f1,
    half_mean_length,
    mean_scores,
    pk,
    score_chapters,
    tiou_f1,
    window_diff,
)

UNITS = [float(second) for second in range(0, 1000, 10)]
"""A hundred utterances of ten seconds."""

boundaries = st.lists(st.sampled_from(UNITS[7:]), unique=True, max_size=12).map(sorted)


def test_perfect_agreement_scores_best() -> None:
    """The human chapters themselves get the best value of each score."""
    scores = score_chapters([0.0, 200.0, 500.0], [0.0, 200.0, 500.0], UNITS, 1000.0)
    assert (scores.f1_30, scores.f1_10, scores.tiou_f1) == (1.0, 1.0, 1.0)
    assert (scores.pk, scores.window_diff) == (0.0, 0.0)
    assert (scores.human, scores.found) == (2.0, 2.0)


def test_boundaries_need_not_be_in_order() -> None:
    """Of people or of the program."""
    ordered = score_chapters([200.0, 500.0], [230.0, 800.0], UNITS, 1000.0)
    assert score_chapters([500.0, 200.0], [800.0, 230.0], UNITS, 1000.0) == ordered


def test_boundaries_in_the_opening_do_not_count() -> None:
    """Starts before 60 s are dropped on both sides."""
    scores = score_chapters([0.0, 59.0, 300.0], [0.0, 30.0, 300.0], UNITS, 1000.0)
    assert (scores.human, scores.found, scores.f1_30) == (1.0, 1.0, 1.0)


def test_boundaries_match_one_to_one() -> None:
    """Two found boundaries near one human boundary match once."""
    assert boundary_f1([100.0], [90.0, 110.0], 30.0) == pytest.approx(2 / 3)
    assert boundary_f1([100.0, 120.0], [110.0], 30.0) == pytest.approx(2 / 3)


def test_matching_is_the_largest_possible() -> None:
    """A boundary that could match two partners leaves the other to its neighbour."""
    assert boundary_f1([100.0, 150.0], [75.0, 125.0], 30.0) == 1.0


def test_tolerance_includes_its_limit() -> None:
    """Exactly 30 s apart matches; a little more does not."""
    assert boundary_f1([100.0], [130.0], 30.0) == 1.0
    assert boundary_f1([100.0], [130.1], 30.0) == 0.0


def test_f1_without_boundaries() -> None:
    """Nothing to find and nothing found is right; one side alone is wrong."""
    assert boundary_f1([], [], 30.0) == 1.0
    assert boundary_f1([100.0], [], 30.0) == 0.0


def test_pk_counts_windows_by_hand() -> None:
    """Ten units, a boundary at 5, none found, windows of 2: 2 of 8 windows are wrong."""
    assert pk([5], [], 10, 2) == pytest.approx(2 / 8)


def test_window_diff_sees_a_doubled_boundary_that_pk_forgives() -> None:
    """Two boundaries where there is one cost WindowDiff, not Pk, in windows that hold both."""
    assert pk([5], [4, 5], 10, 3) < window_diff([5], [4, 5], 10, 3)
    assert window_diff([5], [4, 5], 10, 3) == pytest.approx(3 / 7)
    assert pk([5], [4, 5], 10, 3) == pytest.approx(1 / 7)


def test_window_is_half_the_mean_human_chapter() -> None:
    """A hundred units with four boundaries: chapters of 20, windows of 10."""
    assert half_mean_length(100, 4) == 10


def test_tiou_f1_averages_over_thresholds() -> None:
    """Overlaps of .8 and .75 reach seven and six of the ten thresholds."""
    # Human 0-500-1000, found 0-400-1000: 400/500 = .8 and 500/600 = .83.
    assert tiou_f1([500.0], [400.0], 1000.0) == pytest.approx(7 / 10)


def test_missing_one_chapter_costs_precision_and_recall_of_overlap() -> None:
    """One found chapter for two human ones of the same length matches once, at .5 alone."""
    assert tiou_f1([500.0], [], 1000.0) == pytest.approx((2 / 3) / 10)


def test_a_mean_over_nothing_is_refused() -> None:
    """Scores of no episode have no mean."""
    with pytest.raises(ValueError, match="no scores"):
        mean_scores([])


@given(boundaries, boundaries)
def test_scores_stay_between_zero_and_one(human: list[float], found: list[float]) -> None:
    """Every score is a share, and the boundary scores treat both sides alike."""
    scores = score_chapters(human, found, UNITS, 1000.0)
    values = [scores.f1_30, scores.f1_10, scores.pk, scores.window_diff, scores.tiou_f1]
    assert all(0.0 <= value <= 1.0 for value in values)
    assert boundary_f1(human, found, 30.0) == boundary_f1(found, human, 30.0)
    assert scores.f1_10 <= scores.f1_30
    assert scores.pk <= scores.window_diff


@pytest.mark.parametrize(("start", "counts"), [(59.9, 0), (60.0, 1)])
def test_the_opening_lasts_a_minute(start: float, counts: int) -> None:
    """A boundary at 60 s counts, on both sides."""
    scores = score_chapters([start], [start], UNITS, 1000.0)
    assert (scores.human, scores.found) == (counts, counts)


def test_scores_by_hand() -> None:
    """A hundred utterances; people cut at 200 and 500 s, the program at 230 and 800 s."""
    scores = score_chapters([200.0, 500.0], [230.0, 800.0], UNITS, 1000.0)
    assert (scores.f1_30, scores.f1_10) == (0.5, 0.0)
    # Windows of half a mean chapter, 17 of 100 units: 83 of them. People's units 20 and 50, the
    # program's 23 and 80. Units 3-5 and 20-22 see one cut of the two, as do 33-49 and 63-79.
    assert scores.pk == pytest.approx((3 + 3 + 17 + 17) / 83)
    assert scores.window_diff == scores.pk


@pytest.mark.parametrize(
    ("units", "boundaries", "window"), [(100, 0, 50), (10, 1, 2), (7, 1, 2), (1, 0, 1), (3, 9, 1)]
)
def test_windows_are_at_least_one_unit(units: int, boundaries: int, window: int) -> None:
    """Half of the mean chapter, to the nearest unit."""
    assert half_mean_length(units, boundaries) == window


def test_a_boundary_belongs_to_the_nearest_utterance() -> None:
    """Of two as near the later one; and never to the first, which opens the recording."""
    near = score_chapters([304.0], [300.0], UNITS, 1000.0)
    assert near.pk == 0.0
    half = score_chapters([305.0], [310.0], UNITS, 1000.0)
    assert half.pk == 0.0
    first = score_chapters([100.0], [], [0.0, 500.0, 600.0], 700.0)
    assert first.pk == 0.0  # it is nearest to where the recording begins
    late = score_chapters([2000.0], [990.0], UNITS, 2000.0)
    assert late.pk == 0.0
    assert pk([1], [], 3, 1) == 0.5
    assert window_diff([], [1, 2], 3, 2) == 1.0
    assert pk([], [], 1, 1) == 0.0


def test_chapters_overlap_from_a_half_on() -> None:
    """Half of two together is the least that counts; less counts for nothing."""
    assert tiou_f1([], [500.0], 1000.0) == pytest.approx((2 / 3) / 10)
    assert tiou_f1([500.0], [499.0], 1000.0) == 1.0
    # Human 0-100-1000, found 0-51-1000: 51/100 and 900/949.
    assert tiou_f1([100.0], [51.0], 1000.0) == pytest.approx((1 + 8 * 0.5 + 0.0) / 10)
