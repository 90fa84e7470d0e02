"""Fitting: the regression, the samples, and weights that find what they were fitted to."""

from __future__ import annotations

import numpy as np
import pytest

from generator.evaluation.known import Known
from generator.evaluation.train import (
    Sample,
    common_phrases,
    find_starts,
    fit,
    make_sample,
    regress,
    strip,
)
from generator.language.hearing import hear
from generator.model import Cue, Episode, Show, Transcript

SUBJECTS = ["soil seeds roots", "valve piston oil", "violin bow strings", "sail mast wind"]


def known_of(shift: int = 0, language: str = "en") -> Known:
    """Twenty minutes whose subject changes every four, each time after "let's talk"."""
    opening = {"en": "So let's talk about", "de": "Dann lass uns mal reden, und zwar:"}[language]
    cues = []
    for index in range(240):
        subject = SUBJECTS[(index // 48 + shift) % 4].split()
        text = f"We saw that {subject[index % 3]} and {subject[(index + 1) % 3]} need care."
        if index % 48 == 0:
            text = f"{opening} {subject[0]}."
        cues.append(Cue(text=text, start=index * 5.0, end=index * 5.0 + 5, speaker="Ana"))
    transcript = Transcript(cues=tuple(cues))
    return Known(
        episode=Episode(
            show=Show(slug="show", title="Show"),
            slug="talk",
            title="Talk",
            transcript=transcript,
            source="talk.vtt",
            language=language,
        ),
        utterances=hear(transcript, language),
        human=(240.0, 480.0, 720.0, 960.0),
        end=1200.0,
    )


def sample_of(shift: int = 0) -> Sample:
    """The same, ready to learn from."""
    return make_sample(known_of(shift))


def test_a_reader_s_subjects_are_learned_from() -> None:
    """Where a reader says where subjects begin, labels follow that, and scores still the list."""
    sample = make_sample(known_of(), [0.0, 300.0])
    assert sample.human == (240.0, 480.0, 720.0, 960.0)
    assert sample.labels[60] == pytest.approx(1.0, abs=1e-3)
    assert sample.labels[48] == 0


def test_phrases_are_of_the_language() -> None:
    """German recordings teach German phrases, and no English ones."""
    phrases = common_phrases([make_sample(known_of(shift, "de")) for shift in range(2)])
    assert "> lass uns" in phrases
    assert not any("that" in phrase for phrase in phrases)


def test_labels_fall_off_with_distance() -> None:
    """The utterance at a human start is a full example, the next one a part of one."""
    labels = sample_of().labels
    assert labels[48] == pytest.approx(1.0, abs=1e-3)
    assert 0 < labels[49] < 1
    assert labels[60] == 0


def test_stripped_samples_have_neither_speakers_nor_punctuation() -> None:
    """What auto-captions lack is taken away; times and chapters stay."""
    plain, bare = sample_of(), strip(sample_of())
    assert bare.human == plain.human
    assert {cue.speaker for cue in bare.transcript.cues} == {None}
    assert not any("." in cue.text for cue in bare.transcript.cues)
    assert bare.stripped
    assert not plain.stripped


def test_regress_recovers_the_odds_of_a_table() -> None:
    """Without a penalty one binary column gives the logarithm of its odds ratio."""
    column = np.repeat([0.0, 1.0], 100)
    labels = np.r_[np.repeat([0.0, 1.0], [80, 20]), np.repeat([0.0, 1.0], [50, 50])]
    coefficients = regress(
        [column[:, None].astype(np.float32)], [labels], [1.0], np.array([1e-9, 1e-9])
    )
    assert coefficients == pytest.approx([np.log(4), np.log(0.25)], abs=1e-3)


def test_phrases_are_common_and_without_a_subject() -> None:
    """Words of a subject are not learnt, turns of speech are."""
    phrases = common_phrases([sample_of(), sample_of(1)])
    assert "> let's talk" in phrases
    assert not any("violin" in phrase for phrase in phrases)


def test_fitted_weights_find_the_chapters_of_another_recording() -> None:
    """Fitted on three recordings, the weights find the same habit in a fourth."""
    weights = fit([sample_of(0), sample_of(1), sample_of(2)])
    starts = find_starts(sample_of(3), weights)
    for human in (240.0, 480.0, 720.0, 960.0):
        assert min(abs(start - human) for start in starts) <= 30
    assert len(starts) <= 8
