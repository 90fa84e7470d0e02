"""The fitted numbers that weigh the evidence; `generator.evaluation.train` writes them.

One file for each language whose chapters were learned from. The others take the English ones, but
for the cue phrases, which are words of English.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

FITTED = Path(__file__).with_name("fitted")
"""The folder of the languages' files."""
_OFFSET_ELSEWHERE = -1.0
"""The offset where no cue phrases are known: with fewer signs the chances are flatter, and as many
places as in English would be cut without them."""

_LETTERS_ELSEWHERE = 5
"""Forms and compounds of one word begin alike, and need no stemmer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic regression, and how its probabilities become gains."""

    intercept: float
    evidence: Mapping[str, float]
    """The coefficient of each column of `features.measure`."""
    phrases: Mapping[str, float]
    """The coefficient of each cue phrase of `cue_phrases.phrases_around`."""
    reach: float
    """Seconds over which the probability of a boundary is spread: people differ by as much."""
    offset: float
    """What is added to every gain: more of it, more chapters."""
    length: float = 1.0
    """How long chapters are as a multiple of what is wanted."""
    letters: int | None = None
    """The letters at the beginning of words by which they are compared; None for their stems."""
    telling: bool = False
    """Whether words that say something are also compared by themselves."""
    own: float = 0.0
    """How much the evidence at the very place counts, beside what is near it."""
    rarer: float = 0.1
    """By what share of the logarithm of its hours a boundary is worth less in a long recording."""


def file_of(language: str) -> Path:
    """Where the weights of a language are, whether or not there are any; `language` is its tag."""
    return FITTED / f"{language}.json"


@cache
def load_weights(language: str = "en") -> Weights:
    """The weights that come with the program for a language, by its primary tag."""
    path = file_of(language)
    if path.is_file():
        return Weights(**json.loads(path.read_text(encoding="utf-8")))
    return replace(
        load_weights(), phrases={}, offset=_OFFSET_ELSEWHERE, length=1.0, letters=_LETTERS_ELSEWHERE
    )
