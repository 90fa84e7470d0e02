"""Learn where listed chapters begin from readers who looked, each recording held out in turn.

    python -m generator.evaluation.train_beginnings REFERENCES PATH... [--write]

REFERENCES holds files with `episode` and `listed` chapters (`title`, `listed`, `begins`,
`certain`). Prints the share of chapters that are found within `NEAR` seconds by weights that
never saw their recording, beside the listed times; with `--write` learns from all and replaces
`generator/segmentation/beginnings.json` and `generator/evaluation/held_out_beginnings.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from ..language.clock import Axis
from ..language.hearing import hear
from ..language.languages import Language
from ..language.words import stems_by_text
from ..model import Episode
from ..numbers import Floats
from ..segmentation.beginnings import (
    BEGINNINGS_FILE,
    EVIDENCE,
    HABITS,
    Candidates,
    Weights,
    choose,
    weigh_candidates,
)
from ..segmentation.evidence import weigh_gaps
from . import held_out_beginnings
from .beginnings import (
    NEAR,
    BeginningReference,
    begins_near,
    matched,
    read_references,
)
from .held_out import fingerprint, weights_for
from .matching import episodes_under

TRUE_WITHIN = 10.0
"""Seconds around the true beginning that count as it."""
DOUBTFUL = 0.5
"""What a chapter counts of which the reader was not certain."""
PENALTY = 3.0
"""Ridge penalty on each weight of evidence."""
TRUST = 1.7
"""By how much what speaks for a candidate counts more than it was fitted to: the distances of
one list differ more than one habit says."""
STEPS, STEP = 150, 0.1
"""Of Adam (Kingma and Ba, 2015)."""
FEWEST_OF_A_HABIT = 0.05
"""What is added to the share of each habit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One recording's chapters, as the reader and the program see them."""

    episode: Episode
    reference: BeginningReference
    candidates: Sequence[Candidates]
    """In the order of the reference's chapters."""


def main() -> int:
    """Read, fit, report and, if asked to, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("references", type=Path)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    references = read_references(options.references)
    samples = [sample_of(*pair) for pair in matched(references, episodes_under(options.paths))]
    models: dict[str, Weights] = {}
    hits: list[tuple[bool, bool, bool]] = []
    for sample in samples:
        weights = fit([other for other in samples if other is not sample])
        models[fingerprint(sample.episode.transcript)] = weights
        found = [
            sample.episode.transcript.cues[cue].start or 0.0
            for cue in choose(sample.candidates, weights)
        ]
        own = [
            (begins_near(chapter, start), begins_near(chapter, chapter.listed), chapter.certain)
            for chapter, start in zip(sample.reference.chapters, found, strict=True)
            if chapter.begins is not None
        ]
        hits += own
        right, listed = sum(ours for ours, _, _ in own), sum(theirs for _, theirs, _ in own)
        print(f"{sample.episode.slug[:60]:<62}{right:4} of {len(own):2}, as listed {listed:2}")
    for name, rows in (("all", hits), ("certain", [row for row in hits if row[2]])):
        ours, theirs = (sum(row[place] for row in rows) / len(rows) for place in (0, 1))
        print(f"{name:<8} {len(rows):4} within {NEAR:g} s: {ours:.3f}, as listed {theirs:.3f}")
    if options.write:
        final = json.dumps(asdict(fit(samples)), indent=1)
        BEGINNINGS_FILE.write_text(final + "\n", encoding="utf-8")
        held_out_beginnings.write(models)
    return 0


def fit(samples: Sequence[Sample]) -> Weights:
    """The weights of evidence, each list weighed by its own habit, and how common habits are."""
    rows: list[tuple[Floats, Floats, Floats, float]] = []
    habits = []
    for sample in samples:
        habit = _true_habit(sample)
        if habit is None:
            continue
        habits.append(habit)
        for chapter, each in zip(sample.reference.chapters, sample.candidates, strict=True):
            if chapter.begins is None or len(each.positions) < 2:
                continue
            away = np.abs(each.positions - chapter.begins)
            true = away <= max(TRUE_WITHIN, away.min())
            before = np.log(np.exp(each.before).T @ habit + 1e-12)
            count = 1.0 if chapter.certain else DOUBTFUL
            rows.append((each.evidence, before, true.astype(np.float64), count))
    shares = np.mean(habits, axis=0) + FEWEST_OF_A_HABIT
    weights = TRUST * _climb(rows)
    return Weights(
        evidence={
            name: round(float(weight), 3) for name, weight in zip(EVIDENCE, weights, strict=True)
        },
        habits=[round(float(share), 3) for share in shares / shares.sum()],
    )


def sample_of(reference: BeginningReference, episode: Episode) -> Sample:
    """One recording, made ready; its own boundaries are weighed by what never saw it."""
    language = Language.of(episode.language)
    utterances = hear(episode.transcript, episode.language)
    axis = Axis.of(episode.transcript, utterances)
    gaps = weigh_gaps(axis, utterances, weights_for(episode.transcript), language)
    listed = [chapter.of(episode) for chapter in reference.chapters]
    wordings = stems_by_text((chapter.title for chapter in listed), language)
    candidates = weigh_candidates(listed, utterances, gaps, wordings)
    return Sample(episode=episode, reference=reference, candidates=candidates)


def _true_habit(sample: Sample) -> Floats | None:
    """The probability of each habit, given where chapters truly begin."""
    total = np.zeros(len(HABITS))
    known = False
    for chapter, each in zip(sample.reference.chapters, sample.candidates, strict=True):
        if chapter.begins is not None and len(each.positions) > 1:
            total += each.before[:, np.abs(each.positions - chapter.begins).argmin()]
            known = True
    chances = np.exp(total - total.max())
    return np.asarray(chances / chances.sum()) if known else None


def _climb(rows: Sequence[tuple[Floats, Floats, Floats, float]]) -> Floats:
    """The weights under which the true candidates are likeliest."""
    weights, mean, square = np.zeros((3, len(EVIDENCE)))
    for step in range(1, STEPS + 1):
        slope = -PENALTY * weights
        for evidence, before, true, count in rows:
            scores = evidence @ weights + before
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            wanted = chances * true + 1e-30 * true
            slope = slope + count * (evidence.T @ (wanted / wanted.sum() - chances))
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        rate = STEP / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
        weights = weights + rate * mean / (1 - 0.9**step)
    return np.asarray(weights)


if __name__ == "__main__":
    sys.exit(main())
