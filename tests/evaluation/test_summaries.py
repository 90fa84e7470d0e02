from __future__ import annotations

import pytest

from generator.evaluation.scores import mean_scores
from generator.evaluation.summaries import (
    faithful_share,
    score_writing,
    title_recall,
)
from generator.language.sentences import split_utterances
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
    utterances = split_utterances(episode.transcript)
    scores = score_writing(episode, utterances, outline, Extractive())
    assert scores.faithful == 1.0
    assert 0.2 < scores.recall <= 1.0
    assert 0.0 < scores.title_rouge <= 1.0
    assert mean_scores([scores, scores]) == scores


def test_human_titles_do_not_leak() -> None:
    """What is written does not depend on the titles it is compared with."""
    episode = episode_of(BEES)
    utterances = split_utterances(episode.transcript)
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
