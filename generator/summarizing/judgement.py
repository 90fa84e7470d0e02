"""What each sentence is worth printing, learned from what careful readers chose to print.

A conditional logit over the evidence of `evidence.py`: readers take the best sentences of a
chapter, so what is learned is which of its sentences is taken (McFadden, 1974); once from all
evidence, and once from what is known of any language. `generator.evaluation.train_judgement`
writes the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from generator.numbers import Floats

JUDGEMENT_FILE = Path(__file__).with_name("judgement.json")
FARTHEST = 3.0
"""Standard deviations from its mean beyond which a number says no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How readers judge sentences: a sum of evidence."""

    terms: Mapping[str, tuple[float, float, float]]
    """By column of `evidence.measure`: its mean, its standard deviation, and what one of those is
    worth."""
    intercept: float
    slope: float
    """They make log-odds of the sum."""

    def weigh(self, columns: Mapping[str, Floats]) -> Floats:
        """The log-odds that a reader would print each utterance."""
        total = np.zeros(len(next(iter(columns.values()))))
        for name, (mean, deviation, weight) in self.terms.items():
            total += weight * np.clip((columns[name] - mean) / deviation, -FARTHEST, FARTHEST)
        return self.intercept + self.slope * total


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """What was learned."""

    english: Judgement
    other: Judgement
    """For languages whose words are not known."""


_JUDGEMENTS = TypeAdapter(Judgements)


def read_judgements(text: str) -> Judgements:
    """What `as_json` wrote."""
    return _JUDGEMENTS.validate_json(text)


@cache
def load_judgements() -> Judgements:
    """What comes with the program."""
    return read_judgements(JUDGEMENT_FILE.read_text(encoding="utf-8"))
