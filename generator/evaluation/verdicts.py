"""What readers found of single sentences, and what is learned of that.

`verdicts.json` has by recording a letter for each sentence that was judged: good, fragment, leans,
small talk, not worth printing, misleads. `train_flaws` and `train_good_points` learn from it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from ..numbers import Floats
from ..summarizing.judgement import FARTHEST
from .train import regress

VERDICTS_FILE = Path(__file__).with_name("verdicts.json")


class Judged(BaseModel):
    """What a reader found of a recording."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    show: str
    verdicts: dict[str, str] = {}
    """The letter of each sentence, by the `mark` of what was said."""
    titled: dict[str, str] = {}
    """The same of sentences seen as pages show key points: with the titles of page and chapter."""


def read_verdicts() -> dict[str, Judged]:
    """What readers found, by the fingerprint of each transcript."""
    kept = json.loads(VERDICTS_FILE.read_bytes())
    return {key: Judged.model_validate(each) for key, each in kept.items()}


def mark(said: str) -> str:
    """What tells one sentence of a recording from another: a hash of its words."""
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def learn(
    rows: Floats, labels: Floats, penalty: float
) -> tuple[list[tuple[float, float, float]], float]:
    """A logistic regression of `labels`, 0 or 1, on rows of evidence, and its intercept.

    Of each column its mean, its standard deviation, and what one of those adds to the log-odds;
    `penalty` is that of a ridge on each of these.
    """
    means, deviations = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    evidence = np.clip((rows - means) / deviations, -FARTHEST, FARTHEST)
    penalties = np.r_[np.full(rows.shape[1], penalty), 0.0]
    *weights, intercept = regress([evidence.astype(np.float32)], [labels], [1.0], penalties)
    columns = zip(means.tolist(), deviations.tolist(), map(float, weights), strict=True)
    return list(columns), float(intercept)


def show_by_show(shows: Sequence[str]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """For each show the places of its sentences among `shows`, and those of all others."""
    names = np.array(shows)
    for show in sorted(set(shows)):
        yield np.flatnonzero(names == show), np.flatnonzero(names != show)


def area(sums: Floats, labels: Floats) -> float:
    """The share of pairs of one with and one without the label that `sums` puts in order (AUC)."""
    order = np.argsort(sums, kind="stable")
    ranks = np.empty(len(sums))
    ranks[order] = np.arange(1, len(sums) + 1)
    with_label = labels.sum()
    pairs = with_label * (len(labels) - with_label)
    return float((ranks[labels > 0].sum() - with_label * (with_label + 1) / 2) / max(1.0, pairs))
