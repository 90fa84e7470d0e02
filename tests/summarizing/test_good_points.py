from __future__ import annotations

import numpy as np
import pytest

from generator.summarizing.good_points import WORTH, GoodPoints, load_good_points
from generator.summarizing.judgement import load_judgements


def test_evidence_adds_up_as_far_as_it_is_believed() -> None:
    """Each column counts by its standard deviations, three at the most."""
    learned = GoodPoints(intercept=-1.0, terms={"words": (10.0, 2.0, 0.5), WORTH: (0.0, 1.0, 2.0)})
    evidence = {"words": np.array([10.0, 14.0, 30.0]), WORTH: np.array([0.0, -1.0, 0.25])}
    assert learned.weigh(evidence).tolist() == pytest.approx([-1.0, -2.0, 1.0])


def test_all_that_was_learned_is_known_of_sentences() -> None:
    """Each column that counts is one that judgements know, or what a sentence is worth."""
    known = set(load_judgements().english.terms) | {WORTH}
    assert len(set(load_good_points().terms) - known) < 20
