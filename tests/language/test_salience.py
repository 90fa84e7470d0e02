from __future__ import annotations

from generator.language.hearing import hear
from generator.language.salience import Salience, weigh_together
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


def test_what_runs_through_the_parts_weighs_most_in_the_whole() -> None:
    """The sum over the parts is damped but keeps its order."""
    whole = weigh_together([{"bee": 0.5, "mite": 0.6}, {"bee": 0.5}])
    assert whole["bee"] > whole["mite"]
    assert whole["bee"] < 2 * whole["mite"]
