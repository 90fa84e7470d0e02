"""The fitted numbers that weigh the evidence; `generator.evaluation.train` writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WEIGHTS_FILE = Path(__file__).with_name("weights.json")


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


@cache
def load_weights() -> Weights:
    """The weights that come with the program."""
    return Weights(**json.loads(WEIGHTS_FILE.read_text(encoding="utf-8")))
