from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from generator.cli import ROOT
from generator.evaluation.train_judgement import (
    Sample,
    as_json,
    by_field,
    cross_validate,
    fit,
    load_samples,
)
from generator.summarizing.evidence import ENGLISH
from generator.summarizing.judgement import read_judgements

REFERENCES = Path(__file__).parent / "references"


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    return load_samples(REFERENCES, [ROOT / "content"])


def test_picks_are_found_again(samples: list[Sample]) -> None:
    """Every line that a reader picked is an utterance of its recording."""
    for sample in samples:
        lines = {line.text for chapter in sample.reference.chapters for line in chapter.picks}
        marked = {
            utterance.text
            for utterance, picked in zip(sample.utterances, sample.picked, strict=True)
            if picked
        }
        assert marked == lines


def test_what_was_learned_prefers_what_was_picked(samples: list[Sample]) -> None:
    """A fit to three recordings thinks more of their picks than of the rest; the file keeps it."""
    judgements = fit(samples)
    for sample in samples:
        worth, _ = judgements.english.weigh(sample.columns)
        assert worth[sample.picked > 0].mean() > worth[sample.picked == 0].mean() + 1.0
    assert read_judgements(as_json(judgements)) == judgements


def test_what_must_not_stand_alone_is_in_doubt(samples: list[Sample]) -> None:
    """Lines to avoid are more doubtful than those that were picked, and than the rest."""
    english = fit(samples).english
    doubt = np.concatenate([english.weigh(sample.columns)[1] for sample in samples])
    picked = np.concatenate([sample.picked for sample in samples]) > 0
    avoided = np.concatenate([sample.avoided for sample in samples]) > 0
    assert doubt[avoided].mean() > doubt[picked].mean() + 0.1
    assert doubt[avoided].mean() > doubt[~avoided].mean() + 0.1


def test_other_languages_are_judged_without_english(samples: list[Sample]) -> None:
    """What is known of English alone has no say elsewhere."""
    assert not ENGLISH & fit(samples).other.terms.keys()


def test_nothing_judges_what_it_saw(samples: list[Sample]) -> None:
    """Cross-validation scores every recording once, by what was learned from the others."""
    folds = {"one": [0], "others": [1, 2]}
    assert len(cross_validate(samples, folds)) == 3
    assert sorted(index for members in by_field(samples).values() for index in members) == [0, 1, 2]
