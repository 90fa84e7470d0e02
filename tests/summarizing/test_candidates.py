from __future__ import annotations

import pytest

from generator.language.hearing import hear
from generator.language.languages import Language
from generator.language.salience import Salience
from generator.model import Cue, Transcript
from generator.summarizing.candidates import Candidate, find_candidates, leans
from generator.summarizing.selection import POOR
from tests.conversations import BEES, episode_of


def candidates(*lines: str) -> list[Candidate]:
    """Candidates among lines of one speaker."""
    return candidates_of(Transcript(cues=tuple(Cue(text=line, speaker="Bram") for line in lines)))


def candidates_of(transcript: Transcript, tag: str = "en") -> list[Candidate]:
    """Candidates in a transcript."""
    utterances = hear(transcript, tag)
    return find_candidates(utterances, Salience.of("", utterances, tag))


@pytest.mark.parametrize(
    "line",
    [
        "Please subscribe to the hedgerow newsletter and leave a review of our beekeeping show.",
        "Welcome to Hedgerow Hour, the show about bees and orchards and everything around them.",
        "This hour is sponsored by Millbrook Farm and its famous wildflower honey shop.",
        "That's a great question about the swarming of bees in early spring weather.",
        "Let's talk about mites and the treatments that beekeepers use against them.",
        "How do the beekeepers in Millbrook protect their hives in a cold winter?",
        "Hives, orchards, honey.",
        "It works.",
        "https://example.org/hives lists every orchard that keeps hives in Millbrook.",
    ],
)
def test_what_must_not_be_printed(line: str) -> None:
    """Greetings, sponsors, housekeeping, bare questions, fragments and links are no summary."""
    assert candidates(line) == []


def test_a_plain_statement_stands_alone() -> None:
    """A statement with a subject and a verb is fit to print, cleaned."""
    (only,) = candidates(
        "So, um, varroa mites breed in the capped brood of the colony from early spring on."
    )
    assert only.text == "Varroa mites breed in the capped brood of the colony from early spring on."
    assert only.fitness == pytest.approx(1.0)


def test_a_leaning_sentence_brings_the_one_before() -> None:
    """What cannot be understood alone stands together with what it leans on."""
    both = candidates(
        "Oxalic acid kills the mites on adult bees.",
        "It does not reach the mites in the capped brood.",
    )[-1]
    assert both.text.startswith("Oxalic acid kills")
    assert both.text.endswith("capped brood.")
    assert (both.first, both.last) == (0, 1)


def test_a_leaning_sentence_alone_is_a_last_resort() -> None:
    """Without the sentence before, it is kept below what may be chosen freely."""
    (only,) = candidates("They breed in the capped brood of the colony in summer.")
    assert only.fitness < POOR


def test_a_question_goes_with_its_answer() -> None:
    """A question that needs nothing before it may stand with what was answered."""
    texts = [candidate.text for candidate in candidates_of(episode_of(BEES).transcript)]
    assert any(
        text.startswith("Why do colonies swarm in spring? A colony swarms because")
        for text in texts
    )


@pytest.mark.parametrize(
    "text",
    [
        "That is why we inspect hives.",
        "He keeps bees.",
        "This makes the queen leave.",
        "Actually, it depends on the weather.",
        "Because it is old, the hive swarms.",
        "Because of the cold.",
        "Whether or not the queen is old.",
        "Which is a problem in spring.",
    ],
)
def test_leaning_openings(text: str) -> None:
    """Pronouns and connectives at the start send the reader back."""
    assert leans(text, Language.of("en"))


@pytest.mark.parametrize(
    "text",
    [
        "This treatment kills mites.",
        "There are forty hives.",
        "Another risk is the wasp.",
        "Because the queen is old, the hive swarms.",
        "It is hard to keep bees warm.",
        "It turns out that wasps sleep.",
        "Even if the winter is mild, the colony eats its honey.",
        "Then you close the lid.",
    ],
)
def test_openings_that_stand(text: str) -> None:
    """A pointer with its noun, "there are" and an "it" for what follows need nothing before."""
    assert not leans(text, Language.of("en"))


def test_a_sentence_in_another_script_stands_alone() -> None:
    """Without a Latin letter a sentence leans on nothing."""
    lines = [
        "Noa: המגדלור עומד על צוק מעל הים כבר מאה וחמישים שנה, והעדשה שלו שוקלת יותר מטונה.",
        "Noa: כל פריזמה יושבת במסגרת מתכת, והזכוכית אינה נוגעת במתכת בשום מקום.",
    ]
    found = candidates_of(episode_of("\n".join(lines)).transcript, "he")
    assert [candidate.fitness >= POOR for candidate in found] == [True, True]
