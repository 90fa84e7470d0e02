"""How good a title a piece would be, as learned from titles that people gave.

Two sums of evidence: how probably a title holds a word (logistic regression), and from that and
more how much of a person's title a piece would share (ridge regression on ROUGE-1).
`generator.evaluation.train_titles` writes the file.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

WEIGHTS_FILE = Path(__file__).with_name("weights.json")
FARTHEST = 4.0
"""Standard deviations from its mean beyond which a number says no more."""

Row = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A sum of evidence."""

    terms: Mapping[str, tuple[float, float, float]]
    """By the name of a number: its mean, its standard deviation, and what one of those is worth."""
    intercept: float

    def weigh(self, rows: Sequence[Row]) -> list[float]:
        """The sum for each row."""
        import numpy as np

        if not rows:
            return []
        means, deviations, weights = np.array(list(self.terms.values())).T
        table = np.array([[row.get(name, 0.0) for name in self.terms] for row in rows])
        evidence = np.clip((table - means) / deviations, -FARTHEST, FARTHEST)
        sums: list[float] = (evidence @ weights + self.intercept).tolist()
        return sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What was learned of titles."""

    words: Terms
    """The log-odds that a title holds a word."""
    pieces: Terms
    """The share of a person's title that a piece would hold, less a constant."""

    def chances(self, roots: Sequence[str], rows: Sequence[Row]) -> dict[str, float]:
        """How probably a title holds each stem, 0 to 1."""
        sums = self.words.weigh(rows)
        return {
            root: 1.0 / (1.0 + math.exp(-total)) for root, total in zip(roots, sums, strict=True)
        }


_RANKING = TypeAdapter(Ranking)


def read_ranking(text: str) -> Ranking:
    """What `generator.evaluation.train_titles` wrote."""
    return _RANKING.validate_json(text)


@cache
def load_ranking() -> Ranking:
    """What comes with the program."""
    return read_ranking(WEIGHTS_FILE.read_text(encoding="utf-8"))
