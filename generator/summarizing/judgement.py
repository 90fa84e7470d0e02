"""What each sentence is worth printing, learned from what careful readers chose to print.

A conditional logit over the evidence of `evidence.py`: readers take the best sentences of a
chapter, so what is learned is which of its sentences is taken (McFadden, 1974). Beside it a
logistic regression of what they say must not stand alone. Both once from all evidence, and once
from what is known of any language. `generator.evaluation.train_judgement` writes the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from ..numbers import Floats

JUDGEMENT_FILE = Path(__file__).with_name("judgement.json")
FARTHEST = 3.0
"""Standard deviations from its mean beyond which a number says no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How readers judge sentences: two sums of evidence."""

    terms: Mapping[str, tuple[float, float, float, float]]
    """By column of `evidence.measure`: its mean, its standard deviation, and what one of those is
    worth and puts in doubt."""
    intercept: float
    """The log-odds that a usual sentence is printed."""

    def weigh(self, columns: Mapping[str, Floats]) -> tuple[Floats, Floats]:
        """What each utterance is worth, and how doubtful it is that it may stand alone.

        The first are log-odds that a reader would print it; the second log-odds that one would not
        see it printed alone, beside those of a usual sentence.
        """
        worth, doubt = np.zeros((2, len(next(iter(columns.values())))))
        for name, (mean, deviation, gain, risk) in self.terms.items():
            evidence = np.clip((columns[name] - mean) / deviation, -FARTHEST, FARTHEST)
            worth += gain * evidence
            doubt += risk * evidence
        return self.intercept + worth, doubt


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
