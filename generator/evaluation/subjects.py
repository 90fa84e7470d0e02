"""Found chapters against the tables of contents that careful readers wrote, beside uniform cuts.

Lists that come with recordings are made from other cuts and by other rules; what a reader notes as
a new subject is a better judge (`references/chapters/*.json`: `episode`, a slug, and `subjects`,
each with its `start` in seconds and the `text` that begins it).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ..language.clock import end_of
from ..language.hearing import hear
from ..model import Episode
from ..segmentation import outline
from .baselines import at_nearest, uniform
from .held_out import weights_for
from .matching import episodes_under, match, read_each
from .scores import OPENING, boundary_f1, matched_boundaries, mean_scores

OURS = "chapterwise"
_NEAR = 30.0
"""Seconds within which a found chapter starts where a subject does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """Where one reader says that the subjects of one recording begin."""

    episode: str
    """The slug."""
    starts: tuple[float, ...]
    """Seconds, ascending."""
    texts: tuple[str, ...]
    """The words that begin each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectScores:
    """How near found chapters come to a reader's subjects, of one recording or a mean."""

    f1_30: float
    """F1 of boundaries matched within 30 s."""
    precision: float
    """Share of found boundaries that are a reader's."""
    recall: float
    """Share of the reader's that are found."""
    found: float
    """Found boundaries."""
    subjects: float
    """The reader's."""


def read_subjects(folder: Path) -> tuple[Subjects, ...]:
    """All tables of contents in `folder`; raises `InputError` where one cannot be read."""
    return read_each(folder, "table of contents", _subjects)


def compare_with_subjects(
    folder: Path, contents: Sequence[Path], processes: int
) -> tuple[Mapping[str, SubjectScores], ...]:
    """By method the scores of each recording under `contents` whose subjects `folder` holds.

    Each is cut by weights that never saw it. Empty where there is none.
    """
    timed = (episode for episode in episodes_under(contents) if episode.transcript.timed)
    pairs = list(match(read_subjects(folder), timed, _held))
    with ProcessPoolExecutor(processes) as pool:
        return tuple(pool.map(_judge, pairs, chunksize=1))


def score_subjects(subjects: Sequence[float], found: Sequence[float]) -> SubjectScores:
    """The scores of chapter starts against a reader's, both in seconds, after the opening."""
    subjects = sorted(start for start in subjects if start >= OPENING)
    found = sorted(start for start in found if start >= OPENING)
    matched = matched_boundaries(subjects, found, _NEAR)
    return SubjectScores(
        f1_30=boundary_f1(subjects, found, _NEAR),
        precision=matched / len(found) if found else 1.0,
        recall=matched / len(subjects) if subjects else 1.0,
        found=float(len(found)),
        subjects=float(len(subjects)),
    )


def table(run: Sequence[Mapping[str, SubjectScores]]) -> Iterator[str]:
    """The report for the terminal: means over recordings."""
    names = ("F1@30", "precision", "recall", "found", "subjects")
    yield f"Chapters against readers' subjects, {len(run)} recordings"
    yield " " * 15 + "".join(f"{name:>13}" for name in names)
    for method in run[0] if run else ():
        mean = mean_scores(scores[method] for scores in run)
        cells = (getattr(mean, field.name) for field in fields(mean))
        yield f"  {method:<13}" + "".join(f"{cell:13.3f}" for cell in cells)


def _judge(pair: tuple[Subjects, Episode]) -> Mapping[str, SubjectScores]:
    subjects, episode = pair
    utterances = hear(episode.transcript, episode.language)
    weights = weights_for(episode.transcript)
    chapters = outline(episode, utterances, ignore_listed=True, weights=weights).chapters
    found = [chapter.start for chapter in chapters if chapter.start is not None]
    starts = [utterance.start or 0.0 for utterance in utterances]
    even = at_nearest(uniform(end_of(episode.transcript) or 0.0), starts)
    return {
        OURS: score_subjects(subjects.starts, found),
        "uniform": score_subjects(subjects.starts, even),
    }


def _held(subjects: Subjects, episode: Episode) -> int:
    """How many of the beginnings an episode holds."""
    said = " ".join(cue.text for cue in episode.transcript.cues)
    return sum(text in said for text in subjects.texts)


def _subjects(data: Any) -> Subjects:  # noqa: ANN401  # what the reader wrote, checked by use
    rows = sorted(
        (float(row["start"]), str(row["text"]))
        for row in data["subjects"]
        if row["start"] is not None
    )
    return Subjects(
        episode=data["episode"],
        starts=tuple(start for start, _ in rows),
        texts=tuple(text for _, text in rows),
    )
