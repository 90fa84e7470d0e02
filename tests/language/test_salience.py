from __future__ import annotations

import math

import pytest

from generator.language.hearing import hear
from generator.language.salience import Salience
from generator.language.stems import stem
from generator.model import Cue, Transcript
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


def odds(said: str, word: str, *, title: str = "Ada", before: int = 0, stretch: int = 0) -> float:
    """The log-odds of a word of what is said behind so many other words, over a stretch."""
    lines = [f"Lorem {'lorem ' * 9}." for _ in range(before // 10)] + said.split("|")
    cues = tuple(Cue(text=line) for line in lines)
    utterances = hear(Transcript(cues=cues))
    chance = Salience.of(title, utterances).weigh(0, stretch or len(utterances))[stem(word)]
    return math.log(chance / (1 - chance))


@pytest.mark.parametrize(
    ("said", "word", "other", "more"),
    [
        ("Valve pumps.", "valve", "Valve lamps.", 0.0),
        ("GPT4 pumps.", "gpt4", "Gptx pumps.", 0.8),  # capitals and digits
        ("GPTX pumps.", "gptx", "Gptx pumps.", 0.8),
        ("Valve pumps?", "valve", "Valve pumps.", 0.43),  # asked
        ("Valvebromk pump.", "valvebromk", "Valvebrom pump.", 0.06),  # the tenth letter
        ("Valvebromkt pump.", "valvebromkt", "Valvebromk pump.", 0.0),  # and one more
    ],
)
def test_what_tells_that_a_word_is_the_subject(
    said: str, word: str, other: str, more: float
) -> None:
    """Capitals, questions and length weigh as they were fitted."""
    first = next(iter(other.split())).strip(".?")
    assert odds(said, word) - odds(other, first) == pytest.approx(more, abs=0.005)


def test_a_word_of_the_title_weighs_more() -> None:
    """By 1.06; one that is said outside the stretch too, by .27 for its logarithm."""
    assert odds("Valve pumps.", "valve", title="The valve") - odds("Valve pumps.", "valve") == (
        pytest.approx(1.06)
    )
    twice = odds("Valve pumps.|Valve lamps.", "valve", stretch=1)
    assert twice - odds("Valve pumps.|Brass lamps.", "valve", stretch=1) == pytest.approx(
        0.27 * math.log(2)
    )


def test_a_question_counts_where_the_stretch_opens() -> None:
    """In its first sixty content words; there an early word weighs more, too."""
    early, late = (
        odds("Valve pumps?", "valve", before=n) - odds("Valve pumps.", "valve", before=n)
        for n in (50, 60)
    )
    assert [early, late] == pytest.approx([0.43, 0.0])
    assert odds("Valve pumps.", "valve", before=10) < odds("Valve pumps.", "valve") - 0.3
