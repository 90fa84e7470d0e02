from __future__ import annotations

from generator.language.hearing import hear
from generator.language.salience import Salience
from generator.language.stems import stem
from tests.conversations import BEES, BEES_STARTS, episode_of

EPISODE = episode_of(BEES)
SPEECH = Salience.of(EPISODE.title, hear(EPISODE.transcript))


def test_a_chapter_weighs_its_own_words_most() -> None:
    """The words that a chapter opens with and comes back to weigh more than passing ones."""
    weights = SPEECH.weigh(*BEES_STARTS[2:4])
    assert weights[stem("mites")] > weights[stem("board")]
    assert weights[stem("varroa")] > weights[stem("wings")]


def test_weights_are_probabilities() -> None:
    """Weights lie between 0 and 1, and only words that were said have one."""
    weights = SPEECH.weigh(*BEES_STARTS[1:3])
    assert all(0.0 < weight < 1.0 for weight in weights.values())
    assert stem("varroa") not in weights


def test_an_empty_stretch_weighs_nothing() -> None:
    """No speech, no weights."""
    assert SPEECH.weigh(3, 3) == {}
