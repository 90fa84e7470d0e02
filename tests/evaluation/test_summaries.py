from __future__ import annotations

import pytest

from generator.evaluation.intervals import Interval, difference, interval
from generator.evaluation.rouge import rouge_l, rouge_n
from generator.evaluation.scores import mean_scores
from generator.evaluation.summaries import (
    faithful_share,
    score_writing,
    title_recall,
)
from generator.language.hearing import hear
from generator.summarizing.extractive import Extractive
from tests.conversations import BEES, BEES_STARTS, episode_of, outline_of

TITLES = ("Introduction", "Why colonies swarm", "Varroa mites and oxalic acid", "Farewell")


def test_recall_counts_content_words_by_stem() -> None:
    """Inflections match, stop words do not count, and an empty extract recalls nothing."""
    assert title_recall("The colony swarmed.", "Why colonies swarm") == 1.0
    assert title_recall("The colony is full.", "Why colonies swarm") == 0.5
    assert title_recall("", "Why colonies swarm") == 0.0
    assert title_recall("What is it", "What is it?") == 1.0


def test_an_episode_is_scored() -> None:
    """The scores of a small episode are in range, and everything published is faithful."""
    episode = episode_of(BEES)
    outline = outline_of(episode, BEES_STARTS, TITLES)
    utterances = hear(episode.transcript, episode.language)
    scores = score_writing(episode, utterances, outline, Extractive())
    assert scores.faithful == 1.0
    assert 0.2 < scores.recall <= 1.0
    assert 0.0 < scores.title_rouge <= 1.0
    assert mean_scores([scores, scores]) == scores


def test_human_titles_do_not_leak() -> None:
    """What is written does not depend on the titles it is compared with."""
    episode = episode_of(BEES)
    utterances = hear(episode.transcript, episode.language)
    backend = Extractive()
    one, other = (
        score_writing(episode, utterances, outline_of(episode, BEES_STARTS, titles), backend)
        for titles in (TITLES, tuple(reversed(TITLES)))
    )
    assert one.summary_words == other.summary_words
    assert one.title_words == other.title_words


def test_nothing_published_is_nothing_unfaithful() -> None:
    """A reading without sentences counts as faithful."""
    episode = episode_of("Ada: Hm.")
    reading = Extractive().summarize(episode, (), outline_of(episode, (0,)))
    assert faithful_share(reading) == 1.0


def test_no_scores_have_no_mean() -> None:
    """The mean of nothing is an error, not a number."""
    with pytest.raises(ValueError, match="no scores"):
        mean_scores([])


def test_rouge_by_hand() -> None:
    """Words, pairs and runs that two texts share, as F."""
    assert rouge_n("the old tide gauge", "the tide gauge froze", 1) == pytest.approx(6 / 8)
    assert rouge_n("the old tide gauge", "the tide gauge froze", 2) == pytest.approx(2 / 6)
    assert rouge_l("the old tide gauge", "gauge the tide froze") == pytest.approx(4 / 8)
    assert rouge_n("tide tide", "tide", 1) == pytest.approx(2 / 3)
    assert (rouge_n("tide", "", 1), rouge_l("", "tide"), rouge_n("a", "a", 2)) == (0.0, 0.0, 0.0)


def test_intervals_hold_their_mean() -> None:
    """Ninety-five of a hundred draws lie within; without spread there is no width."""
    steady = interval([2.0] * 5)
    assert (steady.mean, steady.low, steady.high) == (2.0, 2.0, 2.0)
    spread = interval([0.0, 1.0] * 50)
    assert spread.mean == 0.5
    assert spread.low == pytest.approx(0.4, abs=0.02)
    assert spread.high == pytest.approx(0.6, abs=0.02)
    with pytest.raises(ValueError, match="no values"):
        interval([])


@pytest.mark.parametrize(
    ("low", "high", "decided"),
    [(0.1, 1.0, True), (0.0, 1.0, False), (-1.0, 0.0, False), (-1.0, -0.1, True)],
)
def test_a_difference_is_decided_where_zero_lies_outside(
    low: float, high: float, decided: bool
) -> None:
    """At the edge it is not."""
    assert Interval(mean=0.0, low=low, high=high).decided == decided
    assert difference([3.0, 2.0], [1.0, 2.0]).mean == 1.0
