"""Learn where sentences end from punctuated transcripts, and cross-validate it.

    python -m generator.evaluation.train_endings PATH... [--write]

Takes case, punctuation and speakers away from every punctuated recording under the paths, prints
how well the sentences are found again by models that saw no recording of the same show, and with
`--write` learns from all recordings and replaces `generator/language/endings.json`.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..language.endings import (
    ENDINGS_FILE,
    LONGEST_PIECE,
    OTHER_OPENINGS,
    PLACES,
    Endings,
    bare,
    find_ends,
    keys_at,
    name_of,
    opening,
    telling_words,
)
from ..language.languages import Language
from ..language.sentences import is_punctuated, whole_spans
from ..language.words import word_count
from ..model import Transcript
from .train import LARGE, minimize, recordings_under

PENALTY = 1.0
"""Ridge penalty on each coefficient."""
OFTEN = 30
"""Words or pairs that stand at a place less often than this are not looked at there."""
SLIGHT = 0.2
"""Coefficients nearer to 0 are not kept."""
OFFSET = 0.5
"""Added to the log-odds: about as many ends are found as there are."""
OPENINGS = 150
"""Sentences from which on a way to open has its own row of lengths."""
LIKE_OTHERS = 300.0
"""As many sentences of any opening are mixed into each row."""
SMOOTHING = (1, 2, 3, 4, 5, 4, 3, 2, 1)
"""Weights by which lengths borrow from near ones."""

_DASH = re.compile(r"[—–]|--+|\.\.+")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A recording's words as automatic captions have them, and what was taken away."""

    show: str
    said: tuple[str, ...]
    """Lower-case words without punctuation."""
    ends: tuple[int, ...]
    """For each sentence, the index after its last word."""
    marked: frozenset[int]
    """The indices after words that any punctuation followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts over one or more recordings."""

    words: int
    found: int
    true: int
    right: int
    """Ends found that are true."""
    whole: int
    """Pieces found that are exactly a sentence."""
    marked: int
    """Ends found where there was any punctuation."""
    seconds: float

    def __add__(self, other: Score) -> Score:
        return Score(
            words=self.words + other.words,
            found=self.found + other.found,
            true=self.true + other.true,
            right=self.right + other.right,
            whole=self.whole + other.whole,
            marked=self.marked + other.marked,
            seconds=self.seconds + other.seconds,
        )


def load_texts(paths: Iterable[Path]) -> Iterator[Text]:
    """All punctuated recordings under `paths`."""
    for show, recording in recordings_under(paths):
        said = [cue.text for cue in recording.transcript.cues]
        if said and is_punctuated(said, sum(map(word_count, said))):
            yield make_text(show, recording.transcript)


def make_text(show: str, transcript: Transcript) -> Text:
    """Take case, punctuation and speakers away from `transcript`."""
    said: list[str] = []
    ends: list[int] = []
    marked: set[int] = set()
    for _, turn in groupby(transcript.cues, key=lambda cue: cue.speaker):
        text = " ".join(" ".join(cue.text.split()) for cue in turn)
        for begin, end in whole_spans(text, Language.of("en")):
            before = len(said)
            for token in _DASH.sub(" — ", text[begin:end]).split():
                word = bare(token)
                if word:
                    said.append(word)
                if said and not token[-1].isalnum():
                    marked.add(len(said))
            if len(said) > before:
                ends.append(len(said))
                marked.add(len(said))
    return Text(show=show, said=tuple(said), ends=tuple(ends), marked=frozenset(marked))


def fit(texts: Sequence[Text]) -> Endings:
    """What explains the sentence ends of `texts` best: a logistic regression, and lengths."""
    heard = [_labelled(text) for text in texts]
    numbers = {
        word: number
        for number, word in enumerate(sorted({word for words, _ in heard for word in words}), 1)
    }
    columns, names = _columns([words for words, _ in heard], numbers)
    labels = np.concatenate([label for _, label in heard])
    coefficients = _regress(columns, labels, len(names))
    terms: dict[str, dict[str, float]] = {name_of(places): {} for places in PLACES}
    for (place, key), coefficient in zip(names, coefficients[:-1], strict=True):
        if abs(coefficient) >= SLIGHT:
            terms[place][key] = round(float(coefficient), 2)
    return Endings(
        intercept=round(float(coefficients[-1]) + OFFSET, 2), terms=terms, lengths=_lengths(heard)
    )


def score(text: Text, endings: Endings) -> Score:
    """How well `endings` finds the sentences of `text` again."""
    began = time.process_time()
    found = find_ends(text.said, endings)
    seconds = time.process_time() - began
    return compare(text, found, seconds)


def compare(text: Text, found: Sequence[int], seconds: float = 0.0) -> Score:
    """Count what is right in the ends `found`."""
    return Score(
        words=len(text.said),
        found=len(found),
        true=len(text.ends),
        right=len(set(text.ends) & set(found)),
        whole=len(set(pairwise((0, *text.ends))) & set(pairwise((0, *found)))),
        marked=len(text.marked & set(found)),
        seconds=seconds,
    )


def cross_validate(texts: Sequence[Text]) -> Iterator[tuple[str, Score]]:
    """The scores by show, each by what was learned without it, then of all.

    Small shows share three models, none of which saw any show that it is scored on.
    """
    sizes = Counter(text.show for text in texts)
    small = sorted(show for show, size in sizes.items() if size < LARGE)
    groups: dict[str, list[str]] = {}
    for show in sorted(sizes):
        fold = f"small shows {small.index(show) % 3 + 1}" if show in small else show
        groups.setdefault(fold, []).append(show)
    total: Score | None = None
    for fold, shows in groups.items():
        endings = fit([text for text in texts if text.show not in shows])
        scores = [score(text, endings) for text in texts if text.show in shows]
        together = sum(scores[1:], scores[0])
        yield fold, together
        total = total + together if total else together
    if total:
        yield "all", total


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path, help="folders or files of transcripts")
    parser.add_argument("--write", action="store_true", help="replace what the program knows")
    options = parser.parse_args(arguments)
    texts = list(load_texts(options.paths))
    print(f"{len(texts)} recordings, {sum(len(text.said) for text in texts):,} words")
    for name, result in cross_validate(texts):
        print(row(name, result), flush=True)
    if options.write:
        ENDINGS_FILE.write_text(as_json(fit(texts)), encoding="utf-8")
    return 0


def row(name: str, result: Score) -> str:
    """One line of the table."""
    precision, recall = result.right / result.found, result.right / result.true
    return (
        f"{name[:24]:24} F1 {2 * precision * recall / (precision + recall or 1):.3f} "
        f"P {precision:.3f} R {recall:.3f} "
        f"whole {result.whole / result.found:.3f} at a mark {result.marked / result.found:.3f} "
        f"words {result.words / result.found:.1f} of {result.words / result.true:.1f} "
        f"s/9,500 words {result.seconds / result.words * 9500:.3f}"
    )


def as_json(endings: Endings) -> str:
    """The file's text: one line for each place and each opening, so that changes can be read."""
    fields = asdict(endings)
    parts = [f' "intercept": {json.dumps(fields.pop("intercept"))}']
    for name, table in fields.items():
        lines = [f"  {json.dumps(key)}: {json.dumps(table[key])}" for key in table]
        parts.append(f' "{name}": {{\n' + ",\n".join(lines) + "\n }")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _labelled(text: Text) -> tuple[list[str], Floats]:
    """The words of `text` that are heard, and whether a sentence ends after each."""
    heard, positions = telling_words(text.said)
    labels = np.zeros(len(heard))
    # An end among words that are not heard belongs to the last one heard before it.
    after = np.searchsorted(positions, text.ends) - 1
    labels[after[after >= 0]] = 1.0
    return heard, labels


def _columns(
    rows: Sequence[Sequence[str]], numbers: dict[str, int]
) -> tuple[NDArray[np.int32], list[tuple[str, str]]]:
    """For each gap and place which coefficient applies, and what those are: place and words.

    What is too rare to have a coefficient gets the number after the last.
    """
    base = len(numbers) + 1
    words = {number: word for word, number in numbers.items()}
    by_place = zip(*(keys_at(row, numbers) for row in rows), strict=True)
    names: list[tuple[str, str]] = []
    columns: list[NDArray[np.int64]] = []
    for places, parts in zip(PLACES, by_place, strict=True):
        keys, inverse, counts = np.unique(
            np.concatenate(parts), return_inverse=True, return_counts=True
        )
        known = keys > 0 if len(places) == 1 else (keys >= base) & (keys % base > 0)
        kept = (counts >= OFTEN) & known
        number = np.where(kept, np.cumsum(kept) - 1 + len(names), -1)
        for key in keys[kept].tolist():
            parts_of = [words[key]] if len(places) == 1 else [words[n] for n in divmod(key, base)]
            names.append((name_of(places), " ".join(parts_of)))
        columns.append(number[inverse])
    matrix = np.stack(columns, axis=1)
    matrix[matrix < 0] = len(names)
    return matrix.astype(np.int32), names


def _regress(columns: NDArray[np.int32], labels: Floats, count: int) -> Floats:
    """Coefficients of a logistic regression on `count` indicators, the intercept last."""
    start = np.zeros(count + 1)
    start[-1] = math.log(labels.mean() / (1 - labels.mean()))

    def loss_and_gradient(at: Floats) -> tuple[float, Floats]:
        each = np.append(at[:-1], 0.0)
        odds = np.full(len(labels), at[-1])
        for column in columns.T:
            odds += each[column]
        error = 1 / (1 + np.exp(-odds)) - labels
        gradient = np.zeros(count + 1)
        for column in columns.T:
            gradient += np.bincount(column, weights=error, minlength=count + 1)
        gradient[:-1] += PENALTY * at[:-1]
        gradient[-1] = error.sum()
        loss = float((np.logaddexp(0, odds) - labels * odds).sum())
        return loss + PENALTY / 2 * float((at[:-1] ** 2).sum()), gradient

    return minimize(loss_and_gradient, start, steps=60)


def _lengths(heard: Sequence[tuple[list[str], Floats]]) -> dict[str, list[float]]:
    """By opening, how much likelier each length is than if every word were as likely the last."""
    counts: dict[str, Floats] = {}
    sentences = 0.0
    for words, labels in heard:
        ends = (np.flatnonzero(labels) + 1).tolist()
        for begin, end in pairwise([0, *ends]):
            sentences += 1
            if end - begin <= LONGEST_PIECE:
                row = counts.setdefault(opening(words, begin), np.zeros(LONGEST_PIECE + 1))
                row[end - begin] += 1
    rate = sentences / sum(len(words) for words, _ in heard)
    chance = rate * (1 - rate) ** np.arange(-1, LONGEST_PIECE)
    everything = _smooth(np.asarray(sum(counts.values())))
    everything = np.maximum(everything, 0.5) / everything.sum()

    def gains(shares: Floats) -> list[float]:
        return [round(float(gain), 2) for gain in np.log(shares / chance)]

    rows = {OTHER_OPENINGS: gains(everything)}
    for word, row in sorted(counts.items()):
        if row.sum() >= OPENINGS:
            mixed = (_smooth(row) + LIKE_OTHERS * everything) / (row.sum() + LIKE_OTHERS)
            rows[word] = gains(mixed)
    return rows


def _smooth(counts: Floats) -> Floats:
    """`counts` blurred a little, less where sentences are so short that each word matters."""
    weights = np.array(SMOOTHING) / sum(SMOOTHING)
    smooth = np.convolve(counts, weights, "same")
    smooth[:6] = (smooth[:6] + 2 * counts[:6]) / 3
    return smooth


if __name__ == "__main__":
    sys.exit(main())
