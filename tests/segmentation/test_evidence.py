"""The evidence for boundaries: each kind sees what it is made to see."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from generator.language.clock import Axis, utterance_positions
from generator.language.hearing import hear
from generator.model import Cue, Transcript
from generator.segmentation import features
from generator.segmentation.cue_phrases import phrases_around, weigh_phrases
from generator.segmentation.evidence import estimate, spread_chances, weigh_gaps
from generator.segmentation.features import Speech, listen, measure
from generator.segmentation.weights import Weights, load_weights


def speech_of(cues: list[Cue], letters: int | None = None, *, telling: bool = False) -> Speech:
    """The speech of timed cues."""
    utterances = hear(Transcript(cues=tuple(cues)))
    end = float(cues[-1].end or 0)
    positions = utterance_positions(utterances)
    return listen(utterances, positions, end, letters=letters, telling=telling)


def interview() -> list[Cue]:
    """Ten minutes in which a host asks each two minutes and a guest answers on a new subject."""
    subjects = ["soil seeds roots", "valve piston oil", "violin bow strings", "sail mast wind"]
    cues = []
    for index in range(120):
        subject = subjects[index // 24 % 4].split()
        asks = index % 24 == 0
        text = f"We saw that {subject[index % 3]} and {subject[(index + 1) % 3]} need care."
        if asks:
            text = f"So let's talk about {subject[0]}, how do you see that?"
        speaker = "Host" if asks else "Guest"
        if index % 6 == 5:
            speaker, text = "Host", "Right."
        cues.append(Cue(text=text, start=index * 5.0, end=index * 5.0 + 5, speaker=speaker))
    return cues


def test_words_and_voices_point_at_the_change() -> None:
    """At a question that opens a subject, the evidence is stronger than at most other places."""
    evidence = measure(speech_of(interview()))
    for name in ("words 45", "lesser depth 90", "classes 60", "host comes"):
        values = evidence[name]
        assert values[48] > np.quantile(values, 0.85), name


def test_evidence_without_speakers_has_no_voices() -> None:
    """Where nobody is named, the columns of turns and voices are missing."""
    cues = [Cue(text=cue.text, start=cue.start, end=cue.end) for cue in interview()]
    evidence = measure(speech_of(cues))
    assert "turn" not in evidence
    assert "host" not in evidence
    assert evidence["no turns"].all()


@pytest.mark.parametrize(("turns", "told"), [(19, False), (20, True)])
def test_voices_tell_from_twenty_turns_on(turns: int, told: bool) -> None:
    """With fewer, who speaks says nothing of where chapters begin."""
    cues = [
        Cue(text="We saw it.", start=n * 5.0, end=n * 5.0 + 5, speaker="AB"[n % 2])
        for n in range(turns + 1)
    ]
    evidence = measure(speech_of(cues))
    assert ("turn" in evidence) == told
    assert ("no turns" in evidence) != told


def test_every_column_is_finite_and_as_long_as_the_speech() -> None:
    """No value is missing, also for words that never repeat and cues without words."""
    odd = [Cue(text=f"w{n}" if n % 3 else "...", start=n * 1.0, end=n + 1.0) for n in range(40)]
    for cues in (interview(), odd, [Cue(text="one", start=0.0, end=1.0)] * 3):
        speech = speech_of(cues)
        for name, values in measure(speech).items():
            assert len(values) == len(speech.tokens), name
            assert np.isfinite(values).all(), name


def test_forms_and_compounds_of_a_word_hold_speech_together() -> None:
    """Words that begin with the same five letters are one where letters are compared."""

    def cohesion(ending: str) -> dict[str, list[float]]:
        """The evidence of words, where every other `Segel` has that ending."""
        cues = [
            replace(cue, text=cue.text.replace("sail", ("Segel" + ending, "Segel")[number % 2]))
            for number, cue in enumerate(interview())
        ]
        found = measure(speech_of(cues, load_weights("de").letters))
        return {name: list(found[name]) for name in found if name.startswith(("words", "chains"))}

    assert cohesion("tuch") == cohesion("s") == cohesion("")


def test_words_that_say_something_are_compared_by_themselves() -> None:
    """Whatever small words stand between them, and only where that is asked for."""

    def told(small: str) -> dict[str, list[float]]:
        cues = [replace(cue, text=cue.text.replace("that", small)) for cue in interview()]
        found = measure(speech_of(cues, telling=True))
        return {name: list(found[name]) for name in found if name.startswith("telling words")}

    assert len(told("that")) == len(features.WINDOWS)
    assert told("that") == told("how")
    assert not any(name.startswith("telling") for name in measure(speech_of(interview())))


def test_of_a_long_recording_the_commonest_words_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As many as there is room for: those that are said less often tell nothing more."""
    names = ("seeds", "pistons", "violins", "masts", "lamps")
    cues = [
        Cue(text=f"{' '.join([names[n // 10]] * (7 - n // 10))}.", start=n * 5.0, end=n * 5.0 + 5)
        for n in range(50)
    ]
    speech = speech_of(cues)
    monkeypatch.setattr(features, "_FEWEST_COLUMNS", 1)
    monkeypatch.setattr(features, "_CELLS", 2 * len(speech.tokens))

    def compared(said: int) -> dict[str, list[float]]:
        """The evidence where only the first few of the words are said more than once."""
        roots = [
            row if number < 10 * said else [f"{word}{number}.{n}" for n, word in enumerate(row)]
            for number, row in enumerate(speech.roots)
        ]
        found = measure(replace(speech, roots=roots))
        return {name: list(found[name]) for name in found if name.startswith(("words", "classes"))}

    two = compared(5)
    assert two == compared(2) != compared(1)
    monkeypatch.setattr(features, "_FEWEST_COLUMNS", 3)
    assert compared(5) == compared(3) != two


@pytest.mark.parametrize("tag", ["en", "de"])
def test_stored_weights_name_columns_that_exist(tag: str) -> None:
    """Each stored coefficient belongs to a column that is measured."""
    weights = load_weights(tag)
    known = set(measure(speech_of(interview(), telling=weights.telling)))
    bare = [Cue(text=cue.text, start=cue.start, end=cue.end) for cue in interview()]
    known |= set(measure(speech_of(bare)))
    assert set(weights.evidence) >= known - {"no turns"}
    assert set(weights.evidence) <= known


def test_estimate_finds_the_questions_that_open_a_subject() -> None:
    """Around the subjects' starts the chances are higher than elsewhere."""
    speech, weights = speech_of(interview()), load_weights()
    phrases = weigh_phrases(speech.tokens, weights.phrases)
    chances = estimate(measure(speech).items(), phrases, weights)
    openings = [chances[index] for index in (24, 48, 72, 96)]
    assert min(openings) > np.quantile(chances, 0.9)


def test_phrases_are_marked_by_their_side() -> None:
    """What stands before, after and at the start of an utterance is told apart."""
    first, second = phrases_around([["thanks", "all"], ["next", "up"]])
    assert {"> thanks", "> all next", "^ thanks all"} <= first
    assert not any(phrase.startswith("<") for phrase in first)
    assert {"< thanks", "< thanks all", "> next", "> next up", "^ next"} <= second


def test_phrases_weigh_once_each() -> None:
    """A phrase that is repeated near the gap counts once."""
    tokens = [["so"], ["next", "next", "next"]]
    assert weigh_phrases(tokens, {"> next": 2.0, "< so": 0.5}) == [2.0, 2.5]


def test_chances_are_spread_over_a_triangle() -> None:
    """Half the reach away, half the chance counts; beyond the reach none."""
    positions = np.array([0.0, 20.0, 40.0, 90.0])
    spread = spread_chances(np.array([0.0, 0.0, 1.0, 0.0]), positions, 40.0)
    assert spread.tolist() == pytest.approx([0.0, 0.5, 1.0, 0.0])


def test_gaps_lie_only_at_the_starts_of_cues() -> None:
    """A second sentence within a cue is no gap."""
    cues = tuple(
        Cue(text="It rains today. We stay in.", start=n * 4.0, end=n * 4.0 + 4) for n in range(9)
    )
    transcript = Transcript(cues=cues)
    gaps = weigh_gaps(Axis.of(transcript, hear(transcript)), hear(transcript))
    assert list(gaps.cues) == list(range(1, 9))


def test_more_offset_gives_more_chapters() -> None:
    """The offset of the weights moves the number of chapters."""
    transcript = Transcript(cues=tuple(interview()))
    utterances = hear(transcript)
    stored = load_weights()

    def count(offset: float) -> int:
        weights = Weights(
            intercept=stored.intercept,
            evidence=stored.evidence,
            phrases=stored.phrases,
            reach=stored.reach,
            offset=offset,
        )
        return len(
            weigh_gaps(Axis.of(transcript, utterances), utterances, weights).find_chapters(120.0)
        )

    assert count(-4.0) < count(1.0)
