"""Learn which sentences readers would print from references, and cross-validate it.

    python -m generator.evaluation.train_judgement REFERENCES PATH... [--write]

Fits `summarizing.judgement` to the references of the recordings under the paths, prints how near
pages come to them by judgements that saw no recording of the same show, or of the same field, and
with `--write` learns from all and replaces `generator/summarizing/judgement.json`, and
`generator/evaluation/held_out_judgements.json` with those that never saw a show.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from statistics import fmean

import numpy as np

from ..language.hearing import hear
from ..model import Episode, Outline, Utterance
from ..numbers import Floats
from ..segmentation import outline
from ..summarizing.evidence import ENGLISH
from ..summarizing.extractive import Extractive, gather_evidence
from ..summarizing.judgement import (
    FARTHEST,
    JUDGEMENT_FILE,
    Judgement,
    Judgements,
)
from . import held_out_judgements
from .choosers import CHOOSERS
from .held_out import fingerprint
from .matching import episodes_under
from .references import (
    Line,
    ReaderScores,
    Reference,
    is_same,
    matched,
    read_references,
    score_reading,
)
from .summaries import spans_of
from .train import minimize

PENALTY = 150.0
"""Ridge penalty on each coefficient."""
SLIGHT = 0.001
"""Weights nearer to 0 are not kept."""
PICKS = (1.0, 0.8, 0.7)
"""What the first, second and third pick of a chapter count."""
QUOTE, SUPPORT = 0.6, 0.3
"""What a line counts that could stand for a key point, or supports one, in its chapter."""
SMALL_FOLDS = 4
"""Parts into which the shows of few recordings are put."""
LARGE = 10
"""Recordings from which on a show is a part of its own."""
FIELD_WORD, OFTEN = "bitcoin", 0.005
"""A recording of which this share of utterances says this word is of that field."""

Folds = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A recording that somebody read."""

    reference: Reference
    episode: Episode
    utterances: tuple[Utterance, ...]
    outline: Outline
    columns: dict[str, Floats]
    chapters: tuple[tuple[int, int], ...]
    """Ranges of utterances."""
    worth: Floats
    """How much readers would have each utterance stand for its chapter, 0 to 1."""
    picked: Floats
    """Whether it was picked at all, 0 or 1."""
    avoided: Floats
    """Whether it must not stand alone, 0 or 1."""


def load_samples(folder: Path, paths: Iterable[Path]) -> list[Sample]:
    """The references in `folder` with the recordings that they are of, found under `paths`."""
    pairs = matched(read_references(folder), episodes_under(paths))
    return [make_sample(*pair) for pair in pairs]


def make_sample(reference: Reference, episode: Episode) -> Sample:
    """An episode, and what its reader took from it."""
    utterances = hear(episode.transcript, episode.language)
    chapters = outline(episode, utterances)
    worth, picked, avoided = np.zeros((3, len(utterances)))

    def mark(labels: Floats, lines: Sequence[Line], value: float) -> None:
        for line in lines:
            place = _place(line, utterances)
            if place is not None:
                labels[place] = max(labels[place], value)

    for chapter in reference.chapters:
        for line, value in zip(chapter.picks, PICKS, strict=False):
            mark(worth, [line], value)
        mark(picked, chapter.picks, 1.0)
        mark(avoided, chapter.avoid, 1.0)
    for each in reference.points:
        mark(worth, each.quote, QUOTE)
        mark(worth, each.support, SUPPORT)
    return Sample(
        reference=reference,
        episode=episode,
        utterances=utterances,
        outline=chapters,
        columns=gather_evidence(episode, utterances, chapters).columns,
        chapters=tuple(spans_of(utterances, chapters)),
        worth=worth,
        picked=picked,
        avoided=avoided,
    )


def fit(samples: Sequence[Sample]) -> Judgements:
    """What explains best which lines the readers of `samples` took."""
    names = list(samples[0].columns)
    plain = [name for name in names if name not in ENGLISH]
    return Judgements(english=_fit(samples, names), other=_fit(samples, plain))


def by_show(samples: Sequence[Sample]) -> Folds:
    """Each large show by itself, the small ones in a few parts."""
    shows: dict[str, list[int]] = {}
    for index, sample in enumerate(samples):
        shows.setdefault(_show(sample.episode), []).append(index)
    folds: dict[str, list[int]] = {}
    small = sorted(show for show, members in shows.items() if len(members) < LARGE)
    for show, members in sorted(shows.items()):
        name = f"small shows {small.index(show) % SMALL_FOLDS + 1}" if show in small else show
        folds.setdefault(name, []).extend(members)
    return folds


def by_field(samples: Sequence[Sample]) -> Folds:
    """The recordings that speak of one field, and the others."""
    folds: dict[str, list[int]] = {"of the field": [], "of others": []}
    for index, sample in enumerate(samples):
        said = sum(FIELD_WORD in utterance.text.lower() for utterance in sample.utterances)
        often = said > OFTEN * len(sample.utterances)
        folds["of the field" if often else "of others"].append(index)
    return folds


def hold_out(samples: Sequence[Sample], folds: Folds) -> dict[str, Judgements]:
    """For each part what was learned without it."""
    return {
        fold: fit([sample for index, sample in enumerate(samples) if index not in members])
        for fold, members in folds.items()
    }


def cross_validate(samples: Sequence[Sample], folds: Folds) -> list[ReaderScores]:
    """The scores of all samples, each by a judgement that saw nothing of its part."""
    held = hold_out(samples, folds)
    scores: dict[int, ReaderScores] = {}
    for fold, members in folds.items():
        backend = Extractive(judgements=held[fold])
        for index in members:
            scores[index] = _score(samples[index], backend)
    return [scores[index] for index in sorted(scores)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("references", type=Path, help="a folder of references")
    parser.add_argument("paths", nargs="+", type=Path, help="folders of transcripts")
    parser.add_argument("--write", action="store_true", help="replace what the program knows")
    options = parser.parse_args(arguments)
    samples = load_samples(options.references, options.paths)
    print(f"{len(samples)} recordings, {sum(s.picked.sum() for s in samples):.0f} picks")
    for name, chooser in CHOOSERS.items():
        rows = [
            score_reading(s.reference, chooser(s.episode, s.utterances, s.outline)) for s in samples
        ]
        print(row(name, rows), flush=True)
    print(row("ours, field left out", cross_validate(samples, by_field(samples))), flush=True)
    print(row("ours, show left out", cross_validate(samples, by_show(samples))), flush=True)
    if options.write:
        JUDGEMENT_FILE.write_text(as_json(fit(samples)), encoding="utf-8")
        folds = by_show(samples)
        held_out_judgements.write(
            hold_out(samples, folds),
            {
                fingerprint(samples[index].episode.transcript): fold
                for fold, members in folds.items()
                for index in members
            },
        )
    return 0


def row(name: str, scores: Sequence[ReaderScores]) -> str:
    """One line of the table: means over recordings."""
    cells = []
    for field in fields(ReaderScores):
        known = [value for s in scores if (value := getattr(s, field.name)) == value]
        cells.append(f"{field.name} {fmean(known) if known else 0.0:.3f}")
    return f"{name:22} " + "  ".join(cells)


def as_json(judgements: Judgements) -> str:
    """The file's text: one line for each column, so that changes can be read."""
    parts = []
    for name, fields_of in asdict(judgements).items():
        terms = fields_of.pop("terms")
        head = "".join(f"  {json.dumps(key)}: {fields_of[key]},\n" for key in fields_of)
        body = ",\n".join(f"   {json.dumps(key)}: {json.dumps(terms[key])}" for key in terms)
        parts.append(f' "{name}": {{\n{head}  "terms": {{\n{body}\n  }}\n }}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _show(episode: Episode) -> str:
    """The folder of a recording, where shows lie in folders, else what it says."""
    return Path(episode.source).parent.name or episode.show.slug


def _score(sample: Sample, backend: Extractive) -> ReaderScores:
    reading = backend.summarize(sample.episode, sample.utterances, sample.outline)
    return score_reading(sample.reference, reading)


def _place(line: Line, utterances: Sequence[Utterance]) -> int | None:
    """The utterance that a reader's line is: of those that are like it the likest in length."""
    alike = [index for index, each in enumerate(utterances) if is_same(each.text, each.start, line)]
    length = len(line.text)
    return min(alike, key=lambda i: abs(len(utterances[i].text) - length), default=None)


def _fit(samples: Sequence[Sample], names: Sequence[str]) -> Judgement:
    """The weights by which the lines that readers took would be taken from each chapter.

    Beside them those by which a line would be one of which they said that it must not stand alone.
    """
    rows = np.vstack([np.column_stack([s.columns[name] for name in names]) for s in samples])
    means, deviations = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    evidence = np.clip((rows - means) / deviations, -FARTHEST, FARTHEST)
    starts: list[int] = []
    offset = 0
    for sample in samples:
        starts += [offset + first for first, end in sample.chapters if end > first]
        offset += len(sample.utterances)
    worth = np.concatenate([sample.worth for sample in samples])
    gains = minimize(_choice(evidence, starts, worth), np.zeros(len(names)), steps=60)
    picked = np.concatenate([sample.picked for sample in samples])
    intercept, slope = _calibrate(evidence @ gains, picked)
    avoided = np.concatenate([sample.avoided for sample in samples])
    risks = np.zeros(len(names))
    if avoided.any():
        risks = minimize(_refusal(evidence, avoided), risks, steps=60)
    columns = zip(
        names,
        means.tolist(),
        deviations.tolist(),
        (slope * gains).tolist(),
        risks.tolist(),
        strict=True,
    )
    return Judgement(
        terms={
            name: (round(mean, 4), round(deviation, 4), round(gain, 4), round(risk, 4))
            for name, mean, deviation, gain, risk in columns
            if max(abs(gain), abs(risk)) > SLIGHT
        },
        intercept=round(intercept, 4),
    )


def _choice(
    evidence: Floats, starts: Sequence[int], labels: Floats
) -> Callable[[Floats], tuple[float, Floats]]:
    """The loss of a conditional logit, and its gradient; groups begin at `starts`."""
    lengths = np.diff([*starts, len(labels)])
    totals = np.repeat(np.add.reduceat(labels, starts), lengths)

    def loss_and_gradient(weights: Floats) -> tuple[float, Floats]:
        sums = evidence @ weights
        top = np.repeat(np.maximum.reduceat(sums, starts), lengths)
        odds = np.exp(sums - top)
        whole = np.repeat(np.add.reduceat(odds, starts), lengths)
        loss = -(labels * (sums - top - np.log(whole))).sum()
        error = totals * odds / whole - labels
        return (
            float(loss + PENALTY / 2 * (weights**2).sum()),
            evidence.T @ error + PENALTY * weights,
        )

    return loss_and_gradient


def _refusal(evidence: Floats, avoided: Floats) -> Callable[[Floats], tuple[float, Floats]]:
    """The loss of a logistic regression, and its gradient."""
    centred = evidence - evidence.mean(axis=0)
    usual = math.log(avoided.mean() / (1 - avoided.mean()))

    def loss_and_gradient(weights: Floats) -> tuple[float, Floats]:
        odds = usual + centred @ weights
        error = 1 / (1 + np.exp(-odds)) - avoided
        loss = float((np.logaddexp(0, odds) - avoided * odds).sum())
        return loss + PENALTY / 2 * float((weights**2).sum()), (
            centred.T @ error + PENALTY * weights
        )

    return loss_and_gradient


def _calibrate(total: Floats, wanted: Floats) -> tuple[float, float]:
    """Intercept and slope that make log-odds of `total` (Platt, 1999)."""

    def loss_and_gradient(at: Floats) -> tuple[float, Floats]:
        odds = at[0] + at[1] * total
        error = 1 / (1 + np.exp(-odds)) - wanted
        loss = float((np.logaddexp(0, odds) - wanted * odds).sum())
        return loss, np.array([error.sum(), error @ total])

    intercept, slope = minimize(loss_and_gradient, np.array([-3.0, 1.0]))
    return float(intercept), float(slope)


if __name__ == "__main__":
    sys.exit(main())
