"""Where a found chapter begins: with the question that opens it, at the start of a sentence."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from generator.language.clock import Axis
from generator.language.hearing import hear
from generator.model import Cue, Transcript
from generator.segmentation.evidence import gains_of, weigh_gaps
from generator.segmentation.weights import load_weights

SUBJECTS = [
    "soil seeds roots garden",
    "valve piston oil engine",
    "violin bow strings tune",
    "sail mast wind harbour",
    "flour yeast oven bread",
]
MINUTES = 4


def conversation() -> Transcript:
    """Twenty minutes; each four begin with a question of the host and another word of theirs."""
    lines: list[tuple[str, str]] = []
    for subject in SUBJECTS:
        words = subject.split()
        block = [("Host", f"Could we talk about {words[0]} for a moment?"), ("Host", "Tell me.")]
        while len(block) < MINUTES * 12:
            one, two = words[len(block) % 4], words[(len(block) + 1) % 4]
            block.append(("Guest", f"We saw that {one} and {two} and {one} need a lot of care."))
        lines += block
    return Transcript(
        cues=tuple(
            Cue(text=text, start=5.0 * n, end=5.0 * n + 5.0, speaker=speaker)
            for n, (speaker, text) in enumerate(lines)
        )
    )


def test_a_chapter_begins_with_the_question_that_opens_it() -> None:
    """What is found right behind a question opens before it."""
    transcript = conversation()
    utterances = hear(transcript)
    gaps = weigh_gaps(Axis.of(transcript, utterances), utterances)
    openings = {gaps.cues[gap]: gaps.cues[opening] for gap, opening in enumerate(gaps.openings)}
    assert openings[49] == 48
    assert openings[48] == 48
    assert openings[60] == 60
    assert 49 not in gaps.find_chapters(210.0)


def test_a_chapter_does_not_begin_in_mid_sentence() -> None:
    """A gap whose cue begins with the end of a sentence gives way to a whole one nearby."""
    texts = (
        "We saw a garden.",
        "We saw that roots need",
        "care of seeds in the soil. Then we saw",
        "that the seeds grow.",
    )
    cues = [
        Cue(text=texts[n % 4], start=3.0 * n, end=3.0 * n + 3.0, speaker="Ana") for n in range(200)
    ]
    transcript = Transcript(cues=tuple(cues))
    utterances = hear(transcript)
    gaps = weigh_gaps(Axis.of(transcript, utterances), utterances)
    whole = {
        utterance.first_cue
        for before, utterance in pairwise(utterances)
        if before.last_cue < utterance.first_cue
    }
    assert whole
    assert set(gaps.cues) - whole
    assert {gaps.cues[opening] for opening in gaps.openings} <= whole


def openings(texts: list[str], step: float) -> dict[int, int]:
    """By the cue of each gap the cue at which a chapter opens that is found there."""
    cues = tuple(
        Cue(text=text, start=step * n, end=step * n + step, speaker="Ana")
        for n, text in enumerate(texts)
    )
    transcript = Transcript(cues=cues)
    gaps = weigh_gaps(Axis.of(transcript, hear(transcript)), hear(transcript))
    return {gaps.cues[gap]: gaps.cues[opening] for gap, opening in enumerate(gaps.openings)}


@pytest.mark.parametrize(
    ("step", "behind", "with_it"),
    [
        (3.9, 2, True),
        (4.1, 2, False),  # more than eight seconds
        (7.9, 1, True),
        (8.1, 1, False),
        (2.0, 3, False),  # the third sentence is no part of what was asked
    ],
)
def test_a_question_belongs_to_what_opens_right_behind_it(
    step: float, behind: int, with_it: bool
) -> None:
    """Two sentences and eight seconds before it at the most."""
    texts = [f"We saw garden number {n}." for n in range(30)]
    texts[10] = "How do you see that garden?"
    assert openings(texts, step)[10 + behind] == (10 if with_it else 10 + behind)


def test_of_two_questions_the_first_opens() -> None:
    """What is asked twice in a row is asked from the first on."""
    texts = [f"We saw garden number {n}." for n in range(30)]
    texts[10:12] = ["How do you see that garden?", "What of the gate?"]
    found = openings(texts, 3.0)
    assert (found[12], found[11], found[13]) == (10, 10, 11)


@pytest.mark.parametrize(("step", "moved"), [(7.5, True), (7.6, False)])
def test_a_whole_sentence_opens_a_chapter_where_one_is_near(step: float, moved: bool) -> None:
    """Within six seconds of the gap behind the end of another: here four fifths of a step."""
    texts = [f"We saw garden number {n}." for n in range(30)]
    texts[10:12] = ["We saw roots that need", "care. Then we saw the garden."]
    found = openings(texts, step)
    assert found[11] == (12 if moved else 11)
    assert found[12] == 12


@pytest.mark.parametrize(("seconds", "found"), [(14.9, False), (15.0, True)])
def test_a_chapter_begins_behind_a_long_silence(seconds: float, found: bool) -> None:
    """Where nobody speaks for fifteen seconds there is music, a spot or a break."""
    texts = [f"We saw garden number {n}." for n in range(600)]
    cues = tuple(
        Cue(text=text, start=start, end=start + 3.0, speaker="Ana")
        for n, text in enumerate(texts)
        for start in [3.0 * n + (seconds if n >= 300 else 0.0)]
    )
    transcript = Transcript(cues=cues)
    utterances = hear(transcript)
    gaps = weigh_gaps(Axis.of(transcript, utterances), utterances)
    assert (300 in gaps.find_chapters(210.0)) is found


def test_a_long_recording_has_fewer_chapters_an_hour() -> None:
    """As many fewer as its language's weights say; one of an hour has no fewer."""
    cues = conversation().cues
    minutes = 20

    def found(times: int, rarer: float) -> int:
        """Chapters of the conversation, said so many times one after the other."""
        later = [
            replace(cue, start=(cue.start or 0) + n * 60 * minutes, end=None)
            for n in range(times)
            for cue in cues
        ]
        transcript = Transcript(cues=tuple(later))
        utterances = hear(transcript)
        weights = replace(load_weights(), rarer=rarer)
        gaps = weigh_gaps(Axis.of(transcript, utterances), utterances, weights)
        return len(gaps.find_chapters(210.0))

    assert found(3, 0.0) == found(3, 3.0)
    assert found(6, 0.0) > found(6, 3.0)


def test_the_very_place_counts_beside_what_is_near() -> None:
    """Of two places near each other, the more telling one is worth more where that counts."""
    chances = np.array([0.0, 0.01, 0.3, 0.05, 0.01])
    positions = np.arange(5.0) * 10
    weights = replace(load_weights(), own=0.0)
    near = gains_of(chances, positions, [2, 3], weights)
    both = gains_of(chances, positions, [2, 3], replace(weights, own=0.5))
    assert both[0] - both[1] > near[0] - near[1]
