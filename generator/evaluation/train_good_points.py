"""Learn which key points readers of a page find good, from their verdicts, and cross-validate it.

    python -m generator.evaluation.train_good_points PATH... [--write]

Fits `summarizing.good_points` to the verdicts in `verdicts.json` on sentences that were seen with
the titles of their page and chapter. Recordings that references are of are left out, so that what
those score was learned elsewhere. Prints, for weights that never saw a show, how many of the key
points are good that would be chosen of those judged. With `--write` learns from all and replaces
`generator/summarizing/good_points.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from ..language.hearing import hear
from ..model import Episode
from ..numbers import Floats
from ..segmentation import outline
from ..summarizing.extractive import GOOD, weigh_points
from ..summarizing.good_points import GOOD_POINTS_FILE, WORTH, GoodPoints
from .held_out import fingerprint
from .held_out_judgements import judgements_for
from .matching import episodes_under
from .verdicts import Judged, area, learn, mark, read_verdicts, show_by_show

PENALTY = 300.0
"""Ridge penalty on each coefficient."""
SLIGHT = 0.001
"""Weights nearer to 0 are not kept."""
SHARE = 8 / 22
"""How many of the sentences that were judged of a recording would be its key points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """Sentences that were judged, one a row."""

    evidence: dict[str, Floats]
    """What is known of each, by name."""
    good: Floats
    """0 or 1."""
    shows: tuple[str, ...]
    recordings: tuple[str, ...]
    """Fingerprints."""

    def of(self, chosen: Sequence[int]) -> Verdicts:
        """Those at the places `chosen`."""
        return Verdicts(
            evidence={name: column[chosen] for name, column in self.evidence.items()},
            good=self.good[chosen],
            shows=tuple(self.shows[index] for index in chosen),
            recordings=tuple(self.recordings[index] for index in chosen),
        )


def gather(paths: Iterable[Path]) -> Verdicts:
    """The sentences that were judged and are found under `paths`."""
    verdicts = {key: each for key, each in read_verdicts().items() if each.titled}
    rows = []
    for episode in episodes_under(paths):
        key = fingerprint(episode.transcript)
        judged = verdicts.pop(key, None)
        if judged is not None and judgements_for(episode.transcript) is None:
            rows += [(judged.show, key, *each) for each in _judged(episode, judged)]
    shows, recordings, evidence, letters = zip(*rows, strict=True)
    return Verdicts(
        evidence={name: np.array([row[name] for row in evidence]) for name in evidence[0]},
        good=np.array([letter == "G" for letter in letters], dtype=float),
        shows=shows,
        recordings=recordings,
    )


def _judged(episode: Episode, judged: Judged) -> Iterator[tuple[dict[str, float], str]]:
    """What is known of each sentence that was judged, and what its reader found."""
    utterances = hear(episode.transcript, episode.language)
    points, evidence = weigh_points(episode, utterances, outline(episode, utterances))
    for index, one in enumerate(points):
        letter = judged.titled.get(mark(utterances[one.place].text))
        if letter is not None:
            yield {name: float(column[index]) for name, column in evidence.items()}, letter


def fit(verdicts: Verdicts) -> GoodPoints:
    """What tells best which sentences were found good."""
    rows = np.column_stack(list(verdicts.evidence.values()))
    terms, intercept = learn(rows, verdicts.good, PENALTY)
    return GoodPoints(
        intercept=round(intercept, 4),
        terms={
            name: (round(mean, 4), round(deviation, 4), round(weight, 4))
            for name, (mean, deviation, weight) in zip(verdicts.evidence, terms, strict=True)
            if abs(weight) > SLIGHT
        },
    )


def cross_validate(verdicts: Verdicts) -> Floats:
    """The log-odds of each sentence, by weights that saw nothing of its show."""
    sums = np.zeros(len(verdicts.good))
    for own, others in show_by_show(verdicts.shows):
        sums[own] = fit(verdicts.of(others.tolist())).weigh(verdicts.of(own.tolist()).evidence)
    return sums


def chosen(verdicts: Verdicts, order: Floats) -> list[int]:
    """The first of each recording by `order`, as many as would be key points."""
    found: list[int] = []
    for recording in dict.fromkeys(verdicts.recordings):
        own = np.flatnonzero([each == recording for each in verdicts.recordings])
        found += own[np.argsort(-order[own], kind="stable")][: round(SHARE * len(own))].tolist()
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path, help="folders of transcripts")
    parser.add_argument("--write", action="store_true", help="replace what the program knows")
    options = parser.parse_args(arguments)
    verdicts = gather(options.paths)
    print(f"{len(verdicts.good)} sentences, {verdicts.good.mean():.0%} good")
    learned, worth = cross_validate(verdicts), verdicts.evidence[WORTH]
    for name, order in (("by worth", worth), ("show left out", worth + GOOD * learned)):
        good = verdicts.good[chosen(verdicts, order)].mean()
        print(f"{name:14} told apart {area(order, verdicts.good):.3f}, good if chosen {good:.0%}")
    if options.write:
        GOOD_POINTS_FILE.write_text(as_json(fit(verdicts)), encoding="utf-8")
    return 0


def as_json(learned: GoodPoints) -> str:
    """The file's text: one line for each column, so that changes can be read."""
    kept = asdict(learned)
    lines = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in kept["terms"].items())
    return f'{{"intercept": {learned.intercept},\n "terms": {{\n{lines}\n }}}}\n'


if __name__ == "__main__":
    sys.exit(main())
