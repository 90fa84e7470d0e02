"""Learn what makes a title from titles that people gave, and cross-validate it.

    python -m generator.evaluation.train_titles REFERENCES PATH... [--write]

Fits `segmentation.titling.ranking` to the titles that readers gave to the chapters of recordings
under the paths, and to listed ones, prints how much of both rankings choose that saw no recording
of the same field, and with `--write` learns from all and replaces
`generator/segmentation/titling/weights.json`.

ROUGE-1 of the titles chosen: readers' .154 (Bitcoin, 114) and .119 (others, 300), listed .173 and
.156.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np

from ..language.hearing import hear
from ..language.words import content_stems
from ..model import Episode, Origin
from ..numbers import Floats
from ..segmentation import outline
from ..segmentation.titling import Candidates
from ..segmentation.titling.evidence import Row, measure_pieces, measure_words
from ..segmentation.titling.pieces import Headed, Piece
from ..segmentation.titling.ranking import FARTHEST, WEIGHTS_FILE, Ranking, Terms
from .matching import episodes_under
from .references import Reference, matched, read_references, title_rouge
from .summaries import spans_of
from .train import minimize
from .train_judgement import FIELD_WORD, OFTEN

READER, LISTED = 0.75, 0.25
"""What the titles of a reader and of a list count where a chapter has both."""
ONLY_LISTED = 0.3
"""What a chapter counts of which there is only a listed title."""
NEAR = 30.0
"""Seconds within which a chapter is a reader's."""
WORD_PENALTY, PIECE_PENALTY = 5.0, 300.0
"""Ridge penalties on coefficients."""
PIECES = 60.0
"""What the pieces of one chapter count together."""
FEWEST = 3
"""Listed chapters of a recording that is learned from."""


@dataclass(slots=True, kw_only=True)
class Chapter:
    """A chapter to which people gave a title."""

    candidates: Candidates
    number: int
    field: bool
    """Whether its recording is of the field of `FIELD_WORD`."""
    reader: str | None
    listed: str | None
    roots: list[str]
    words: list[Row]

    @property
    def weight(self) -> float:
        """How much it counts."""
        return 1.0 if self.reader else ONLY_LISTED

    def worth(self, title: str) -> float:
        """How much `title` shares with those that people gave."""
        return self._mix([title_rouge(title, each) for each in self._titles])

    def held(self, root: str) -> float:
        """How far people's titles hold a stem, 0 to 1."""
        return self._mix([float(root in set(content_stems(each))) for each in self._titles])

    @property
    def _titles(self) -> list[str]:
        return [each for each in (self.reader, self.listed) if each]

    @staticmethod
    def _mix(values: Sequence[float]) -> float:
        return READER * values[0] + LISTED * values[1] if len(values) > 1 else values[0]


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn, say how well, and write if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("references", type=Path)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    chapters = list(load_chapters(given.references, given.paths))
    for field in (False, True):
        ranking = fit([chapter for chapter in chapters if chapter.field is not field])
        own = [chapter for chapter in chapters if chapter.field is field]
        print(f"field {field}: " + _scores(own, ranking))
    if given.write:
        WEIGHTS_FILE.write_text(as_json(fit(chapters)), encoding="utf-8")
    return 0


def load_chapters(folder: Path, paths: Iterable[Path]) -> Iterator[Chapter]:
    """Chapters of English recordings under `paths` to which people gave titles."""
    episodes = list(episodes_under(paths))
    references = {
        id(episode): reference for reference, episode in matched(read_references(folder), episodes)
    }
    for episode in episodes:
        reference = references.get(id(episode))
        if episode.language.startswith("en") and (reference or len(episode.chapters) >= FEWEST):
            yield from _chapters_of(episode, reference)


def _chapters_of(episode: Episode, reference: Reference | None) -> Iterator[Chapter]:
    utterances = hear(episode.transcript, episode.language)
    if not utterances:
        return
    drawn = outline(episode, utterances)
    spoken = [chapter for chapter in drawn.chapters if chapter.segments]
    spans = spans_of(utterances, drawn)
    candidates = Candidates.of(episode, utterances, spans)
    assert candidates is not None  # of English all is known
    said = sum(FIELD_WORD in utterance.text.lower() for utterance in utterances)
    readers: dict[int, str] = {}
    for chapter in reference.chapters if reference else ():
        if chapter.start is None or chapter.kind != "content":
            continue
        gaps = [abs((each.start or 0.0) - chapter.start) for each in spoken]
        nearest = gaps.index(min(gaps))
        if gaps[nearest] <= NEAR:
            readers[nearest] = chapter.title
    for number, own in enumerate(spoken):
        listed = own.title if own.origin is Origin.SOURCE else None
        if number in readers or listed:
            roots, rows = measure_words(candidates.recording, number)
            yield Chapter(
                candidates=candidates,
                number=number,
                field=said > OFTEN * len(utterances),
                reader=readers.get(number),
                listed=listed,
                roots=roots,
                words=rows,
            )


def fit(chapters: Sequence[Chapter]) -> Ranking:
    """What these chapters teach."""
    names = sorted(chapters[0].words[0])
    held = np.array([each.held(root) for each in chapters for root in each.roots])
    counts = np.array([each.weight for each in chapters for _ in each.roots])
    words = _logistic([row for each in chapters for row in each.words], names, held, counts)
    flat = Terms(terms={"hits": (0.0, 1.0, 1.0)}, intercept=0.0)
    first = _fit_pieces(chapters, Ranking(words=words, pieces=flat), headed=False)
    ranking = Ranking(words=words, pieces=first)
    return Ranking(words=words, pieces=_fit_pieces(chapters, ranking, headed=True))


def _fit_pieces(chapters: Sequence[Chapter], ranking: Ranking, *, headed: bool) -> Terms:
    rows: list[Row] = []
    worth: list[float] = []
    counts: list[float] = []
    for chapter in chapters:
        weights = ranking.chances(chapter.roots, chapter.words)
        candidates = chapter.candidates
        spoken = candidates.pieces(chapter.number, weights)
        if not spoken:
            continue
        pieces: list[Piece | Headed] = list(spoken)
        own = measure_pieces(pieces, candidates.recording, chapter.number, weights)
        if headed:
            more = candidates.headed(spoken, ranking.pieces.weigh(own))
            own += measure_pieces(more, candidates.recording, chapter.number, weights)
            pieces += more
        rows += own
        worth += [chapter.worth(candidates.written(piece)) for piece in pieces]
        counts += [chapter.weight * PIECES / len(pieces)] * len(pieces)
    names = sorted({name for row in rows for name in row})
    return _ridge(rows, names, np.array(worth), np.array(counts))


def _standard(rows: Sequence[Row], names: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    means, deviations = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-3)
    return np.clip((table - means) / deviations, -FARTHEST, FARTHEST), means, deviations


def _logistic(rows: Sequence[Row], names: Sequence[str], held: Floats, counts: Floats) -> Terms:
    evidence, means, deviations = _standard(rows, names)
    table = np.column_stack([evidence, np.ones(len(evidence))])

    def loss_and_gradient(at: Floats) -> tuple[float, Floats]:
        sums = table @ at
        ridge = np.append(at[:-1], 0.0)
        loss = (counts * (np.logaddexp(0, sums) - held * sums)).sum()
        error = counts * (1 / (1 + np.exp(-sums)) - held)
        return (
            float(loss + WORD_PENALTY * (ridge**2).sum()),
            table.T @ error + 2 * WORD_PENALTY * ridge,
        )

    return _terms(names, means, deviations, minimize(loss_and_gradient, np.zeros(table.shape[1])))


def _ridge(rows: Sequence[Row], names: Sequence[str], worth: Floats, counts: Floats) -> Terms:
    evidence, means, deviations = _standard(rows, names)
    table = np.column_stack([evidence, np.ones(len(evidence))])
    penalty = PIECE_PENALTY * np.eye(table.shape[1])
    penalty[-1, -1] = 0.0
    squares = (table * counts[:, None]).T @ table + penalty
    weights = np.asarray(np.linalg.solve(squares, table.T @ (counts * worth)), dtype=np.float64)
    return _terms(names, means, deviations, weights)


def _terms(names: Sequence[str], means: Floats, deviations: Floats, weights: Floats) -> Terms:
    columns = zip(names, means.tolist(), deviations.tolist(), weights.tolist(), strict=False)
    return Terms(
        terms={
            name: (round(mean, 5), round(deviation, 5), round(weight, 5))
            for name, mean, deviation, weight in columns
        },
        intercept=round(float(weights[-1]), 5),
    )


def _scores(chapters: Sequence[Chapter], ranking: Ranking) -> str:
    chosen = [(each, next(each.candidates.ranked(each.number, ranking), "")) for each in chapters]
    cells = []
    for name in ("reader", "listed"):
        scores = [
            title_rouge(title, getattr(each, name)) for each, title in chosen if getattr(each, name)
        ]
        cells.append(f"{name} {fmean(scores):.3f} of {len(scores)}" if scores else "")
    return ", ".join(cells)


def as_json(ranking: Ranking) -> str:
    """The file's text: one line for each number, so that changes can be read."""
    parts = []
    for name in ("words", "pieces"):
        learned: Terms = getattr(ranking, name)
        body = ",\n".join(
            f"   {json.dumps(key)}: {json.dumps(value)}" for key, value in learned.terms.items()
        )
        parts.append(
            f' "{name}": {{\n  "intercept": {learned.intercept},\n  "terms": {{\n{body}\n  }}\n }}'
        )
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    sys.exit(main())
