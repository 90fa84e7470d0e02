"""Where a found chapter begins: with the question that opens it, at the start of a sentence."""

from __future__ import annotations

from itertools import pairwise

from generator.language.hearing import hear
from generator.model import Cue, Transcript
from generator.segmentation.evidence import weigh_gaps

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
    gaps = weigh_gaps(transcript, utterances)
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
    gaps = weigh_gaps(transcript, utterances)
    whole = {
        utterance.first_cue
        for before, utterance in pairwise(utterances)
        if before.last_cue < utterance.first_cue
    }
    assert whole
    assert set(gaps.cues) - whole
    assert {gaps.cues[opening] for opening in gaps.openings} <= whole
