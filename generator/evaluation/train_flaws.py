"""Learn how sentences read that are printed alone, from readers' verdicts, and cross-validate it.

    python -m generator.evaluation.train_flaws PATH... [--write]

Fits `summarizing.flaws` to `verdicts.json`: 2,700 sentences of 81 English recordings of 14 shows,
as pages print them or would have, each judged by a reader who saw it alone and then where it was
said. Prints, for weights that never saw a show, how well they tell what that show's readers found
broken or leaning. With `--write` learns from all and replaces `generator/summarizing/flaws.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..language.hearing import hear
from ..language.languages import Language
from ..model import Episode
from ..numbers import Floats
from ..summarizing.clauses import words_of
from ..summarizing.flaws import FLAWS_FILE, Weights, traits
from ..summarizing.judgement import FARTHEST
from ..summarizing.printing import Press
from .held_out import fingerprint
from .matching import episodes_under
from .verdicts import Judged, area, learn, mark, read_verdicts, show_by_show

FLAWED = frozenset("FLM")
"""The verdicts that are learned: fragment, leans, misleads. The others are good, small talk and
not worth printing (G, S, W)."""
PENALTY = 100.0
"""Ridge penalty on each coefficient."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Sentences that were judged, one a row."""

    names: tuple[str, ...]
    """Of the traits, one a column."""
    rows: Floats
    flawed: Floats
    """0 or 1."""
    shows: tuple[str, ...]


def gather(paths: Iterable[Path]) -> Examples:
    """The sentences that were judged and are found under `paths`."""
    verdicts = read_verdicts()
    found = []
    for episode in episodes_under(paths):
        judged = verdicts.pop(fingerprint(episode.transcript), None)
        if judged is not None:
            found += [(judged.show, *each) for each in _judged(episode, judged)]
    shows, rows, letters = zip(*found, strict=True)
    return Examples(
        names=tuple(rows[0]),
        rows=np.array([list(row.values()) for row in rows], dtype=float),
        flawed=np.array([letter in FLAWED for letter in letters], dtype=float),
        shows=shows,
    )


def _judged(episode: Episode, judged: Judged) -> Iterator[tuple[dict[str, float], str]]:
    """The traits of each sentence as it is printed, and what its reader found."""
    language = Language.of(episode.language)
    utterances = hear(episode.transcript, episode.language)
    press = Press(utterances, language)
    marks = {mark(each.text): place for place, each in enumerate(utterances)}
    letters = {marks[key]: letter for key, letter in judged.verdicts.items() if key in marks}
    texts = dict(zip(letters, press.print_all(list(letters)), strict=True))
    printed = {place: text for place, text in texts.items() if text}
    for place, said in zip(printed, words_of(list(printed.values()), language), strict=True):
        yield traits(said, language), letters[place]


def fit(examples: Examples, chosen: Sequence[int] | None = None) -> Weights:
    """What tells best which sentences were found broken or leaning, of those `chosen` or of all."""
    index = np.array(range(len(examples.flawed)) if chosen is None else chosen, dtype=int)
    terms, _ = learn(examples.rows[index], examples.flawed[index], PENALTY)
    return {
        name: (round(mean, 4), round(deviation, 4), round(weight, 4))
        for name, (mean, deviation, weight) in zip(examples.names, terms, strict=True)
    }


def weigh(weights: Weights, rows: Floats) -> Floats:
    """The log-odds of each row."""
    means, deviations, gains = np.array(list(weights.values())).T
    sums: Floats = np.clip((rows - means) / deviations, -FARTHEST, FARTHEST) @ gains
    return sums


def cross_validate(examples: Examples) -> Floats:
    """The log-odds of each example, by weights that saw nothing of its show."""
    sums = np.zeros(len(examples.flawed))
    for own, others in show_by_show(examples.shows):
        sums[own] = weigh(fit(examples, others.tolist()), examples.rows[own])
    return sums


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path, help="folders of transcripts")
    parser.add_argument("--write", action="store_true", help="replace what the program knows")
    options = parser.parse_args(arguments)
    examples = gather(options.paths)
    print(f"{len(examples.flawed)} sentences, {examples.flawed.mean():.0%} broken or leaning")
    print(f"told apart, show left out: {area(cross_validate(examples), examples.flawed):.3f}")
    if options.write:
        FLAWS_FILE.write_text(as_json(fit(examples)), encoding="utf-8")
    return 0


def as_json(weights: Weights) -> str:
    """The file's text: one line for each trait, so that changes can be read."""
    lines = (f" {json.dumps(name)}: {json.dumps(each)}" for name, each in weights.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    sys.exit(main())
