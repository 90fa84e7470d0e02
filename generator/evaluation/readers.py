"""Pages against what careful readers took from the same recordings, beside simple choosers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields
from pathlib import Path
from statistics import fmean

from ..errors import InputError
from ..language.hearing import hear
from ..model import Episode
from ..segmentation import outline
from ..summarizing.extractive import Extractive
from . import beginnings
from .beginnings import BeginningReference, BeginningScores, score_beginnings
from .choosers import CHOOSERS
from .held_out import weights_for
from .held_out_beginnings import beginnings_for
from .held_out_judgements import judgements_for
from .matching import CHAPTERS, episodes_under
from .references import (
    ReaderScores,
    Reference,
    matched,
    read_references,
    score_reading,
)

OURS = "chapterwise"


def compare_with_readers(
    folder: Path, contents: Sequence[Path], processes: int
) -> tuple[Mapping[str, ReaderScores], ...]:
    """By method the scores of each recording under `contents` of which `folder` has a reference.

    Each is judged by what never saw its show. Raises `InputError` where there is none.
    """
    pairs = list(matched(read_references(folder), episodes_under(contents)))
    if not pairs:
        raise InputError("holds no reference of a recording given", path=str(folder))
    with ProcessPoolExecutor(processes) as pool:
        return tuple(pool.map(_judge, pairs, chunksize=1))


def compare_beginnings(
    folder: Path, contents: Sequence[Path], processes: int
) -> tuple[BeginningScores, ...]:
    """The scores of each recording under `contents` of which `folder`/chapters has a reference.

    Each is judged by what never saw it. Empty where there is no such folder.
    """
    if not (folder / CHAPTERS).is_dir():
        return ()
    references = beginnings.read_references(folder / CHAPTERS)
    pairs = list(beginnings.matched(references, episodes_under(contents)))
    with ProcessPoolExecutor(processes) as pool:
        return tuple(pool.map(_judge_beginnings, pairs, chunksize=1))


def table_of_beginnings(run: Sequence[BeginningScores]) -> Iterator[str]:
    """The report for the terminal: means over recordings; nothing where there is none."""
    if not run:
        return
    near = f"within {beginnings.NEAR:g} s"
    yield f"Listed chapters that begin where readers say, {near}, {len(run)} recordings"
    yield " " * 15 + f"{'all':>13}{'certain':>13}"
    for name, every, certain in (
        (OURS, "found", "found_certain"),
        ("as listed", "listed", "listed_certain"),
    ):
        cells = (_mean(getattr(scores, field) for scores in run) for field in (every, certain))
        yield f"  {name:<13}" + "".join(f"{cell:13.3f}" for cell in cells)


def table(run: Sequence[Mapping[str, ReaderScores]]) -> Iterator[str]:
    """The report for the terminal: means over recordings."""
    names = [field.name for field in fields(ReaderScores)]
    yield f"Sentences against readers', {len(run)} recordings"
    yield " " * 15 + "".join(f"{name:>13}" for name in names)
    for method in run[0]:
        cells = (_mean(getattr(scores[method], name) for scores in run) for name in names)
        yield f"  {method:<13}" + "".join(f"{cell:13.3f}" for cell in cells)


def _judge(pair: tuple[Reference, Episode]) -> Mapping[str, ReaderScores]:
    reference, episode = pair
    utterances = hear(episode.transcript, episode.language)
    chapters = outline(episode, utterances)
    backend = Extractive(judgements=judgements_for(episode.transcript))
    readings = {OURS: backend.summarize(episode, utterances, chapters)}
    for name, choose in CHOOSERS.items():
        readings[name] = choose(episode, utterances, chapters)
    return {name: score_reading(reference, reading) for name, reading in readings.items()}


def _judge_beginnings(pair: tuple[BeginningReference, Episode]) -> BeginningScores:
    reference, episode = pair
    found = outline(
        episode,
        hear(episode.transcript, episode.language),
        weights=weights_for(episode.transcript),
        listed_weights=beginnings_for(episode.transcript),
    )
    return score_beginnings(reference, found)


def _mean(values: Iterable[float]) -> float:
    known = [value for value in values if value == value]
    return fmean(known) if known else 0.0
