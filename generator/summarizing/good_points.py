"""How likely a sentence is a good key point: what readers of its page said of some like it.

Readers judged 3,300 sentences that could have been key points, each as its page shows it:
under the title of the recording, before that of its chapter. A logistic regression of what is
known of a sentence (`evidence.py`), and of what it is worth by those who picked sentences, says
how likely they found it good. `generator.evaluation.train_good_points` writes the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from ..numbers import Floats
from .judgement import FARTHEST

GOOD_POINTS_FILE = Path(__file__).with_name("good_points.json")
WORTH = "worth"
"""The name of the evidence that is what a candidate is worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodPoints:
    """What was learned of those readers."""

    intercept: float
    terms: Mapping[str, tuple[float, float, float]]
    """By column of `evidence.measure`, and `WORTH`: its mean, its standard deviation, and what one
    of those adds to the log-odds."""

    def weigh(self, evidence: Mapping[str, Floats]) -> Floats:
        """The log-odds that a reader finds each sentence good, as a key point."""
        total = np.full(len(evidence[WORTH]), self.intercept)
        for name, (mean, deviation, gain) in self.terms.items():
            total += gain * np.clip((evidence[name] - mean) / deviation, -FARTHEST, FARTHEST)
        return total


@cache
def load_good_points() -> GoodPoints:
    """What comes with the program."""
    text = GOOD_POINTS_FILE.read_text(encoding="utf-8")
    return TypeAdapter(GoodPoints).validate_json(text)
