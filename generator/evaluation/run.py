"""One evaluation: every known episode, by every method, scored."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean

from ..language.words import content_stems
from ..model import Reading, Sentence
from ..segmentation import outline
from ..summarizing.extractive import Extractive
from .baselines import at_nearest, random_starts, texttiling, uniform
from .held_out import weights_for
from .held_out_judgements import judgements_for
from .known import Known, known_episodes, without_sentences
from .rouge import rouge_l, rouge_n
from .scores import ChapterScores, score_chapters
from .summaries import (
    EXTRACT_WORDS,
    WritingScores,
    score_writing,
    spans_of,
    title_recall,
)

OURS = "chapterwise"
WORDS_A_MINUTE = 230
"""How fast people read silently (Brysbaert, 2019)."""
_SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryScores:
    """The episode's summary against what people wrote of it, beside lead and random sentences."""

    touched: float
    """Share of human chapter titles of which the summary holds a content word."""
    rouge: dict[str, tuple[float, float, float]]
    """ROUGE-1, -2 and -L against the human introduction, by method; empty where there is none."""
    extract_recall: dict[str, float]
    """Recall of human title words in an extract of each chapter, by method."""
    redundancy: float
    """Mean over sentences of the largest share of their words that one before them holds."""
    reading_minutes: float
    """To read the episode's and its chapters' summaries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One episode's scores."""

    show: str
    slug: str
    title: str
    hours: float
    """Of speech."""
    seconds: float
    """It took to segment, title and summarize, on one core."""
    held_out: bool
    """Whether the program's weights saw it, so that others stood in that did not."""
    human: tuple[float, ...]
    """Chapter starts, seconds."""
    found: tuple[float, ...]
    chapters: dict[str, ChapterScores]
    """By method."""
    writing: WritingScores
    """At human boundaries."""
    summary: SummaryScores


def judge_all(folders: Sequence[Path], processes: int) -> tuple[Judged, ...]:
    """Every known episode under `folders`, judged by `processes` processes, in order."""
    known = list(known_episodes(folders))
    with ProcessPoolExecutor(processes) as pool:
        return tuple(pool.map(judge, known, chunksize=1))


def judge(known: Known) -> Judged:
    """Score all methods on one episode."""
    episode, utterances = known.episode, known.utterances
    backend = Extractive(judgements=judgements_for(episode.transcript))
    weights = weights_for(episode.transcript)
    began = time.process_time()
    found = outline(episode, utterances, ignore_listed=True, weights=weights)
    reading = backend.summarize(episode, utterances, found)
    took = time.process_time() - began
    human = outline(episode, utterances)
    return Judged(
        show=episode.show.title,
        slug=episode.slug,
        title=episode.title,
        hours=known.end / 3600,
        seconds=took,
        held_out=weights is not None,
        human=known.human,
        found=_starts(chapter.start for chapter in found.chapters),
        chapters=dict(_score_methods(known, _starts(chapter.start for chapter in found.chapters))),
        writing=score_writing(episode, utterances, human, backend),
        summary=_score_summary(known, reading),
    )


def _score_methods(known: Known, found: Sequence[float]) -> Iterator[tuple[str, ChapterScores]]:
    """Ours and the baselines on one episode."""
    starts = [utterance.start or 0.0 for utterance in known.utterances]
    turns = _turn_starts(known)
    bare = without_sentences(known)
    bare_found = outline(
        bare.episode,
        bare.utterances,
        ignore_listed=True,
        weights=weights_for(known.episode.transcript),
    )
    tiles = [starts[index] for index in texttiling(known.utterances)]

    def score(candidate: Sequence[float]) -> ChapterScores:
        return score_chapters(known.human, candidate, starts, known.end)

    yield OURS, score(found)
    yield f"{OURS}, words alone", score(_starts(c.start for c in bare_found.chapters))
    yield "uniform", score(at_nearest(uniform(known.end), turns))
    yield "random", score(random_starts(turns, known.end))
    yield "TextTiling", score(tiles)


def _turn_starts(known: Known) -> list[float]:
    """Where speakers change; where they do not, where utterances start."""
    utterances = known.utterances
    turns = [
        utterance.start or 0.0
        for before, utterance in pairwise(utterances)
        if utterance.speaker != before.speaker
    ]
    return turns if len(turns) >= 20 else [utterance.start or 0.0 for utterance in utterances]


def _starts(starts: Iterable[float | None]) -> tuple[float, ...]:
    return tuple(start for start in starts if start is not None)


def _score_summary(known: Known, reading: Reading) -> SummaryScores:
    """The summaries that readers of this episode see, against what people wrote."""
    text = _text(reading.summary.sentences)
    titles = [chapter.title for chapter in known.episode.chapters]
    held = set(content_stems(text))
    sentences = [s.text for s in reading.summary.sentences]
    sentences += [s.text for part in reading.summary.parts for s in part.sentences]
    spoken = [utterance.text for utterance in known.utterances]
    length = len(text.split())
    rivals = {
        OURS: text,
        "lead": _cut(spoken, length),
        "random": _cut(_shuffled(spoken), length),
    }
    introduction = _introduction(known.episode.notes)
    return SummaryScores(
        touched=fmean(bool(set(content_stems(title)) & held) for title in titles),
        rouge={
            name: (
                rouge_n(rival, introduction, 1),
                rouge_n(rival, introduction, 2),
                rouge_l(rival, introduction),
            )
            for name, rival in rivals.items()
            if introduction
        },
        extract_recall=dict(_extract_recall(known)),
        redundancy=_redundancy(sentences),
        reading_minutes=sum(len(sentence.split()) for sentence in sentences) / WORDS_A_MINUTE,
    )


def _extract_recall(known: Known) -> Iterator[tuple[str, float]]:
    """What extracts of a chapter's first and of random sentences recall of its human title."""
    human = outline(known.episode, known.utterances)
    spans = spans_of(known.utterances, human)
    titles = [chapter.title for chapter in human.chapters if chapter.segments]
    for name, order in (("lead", list[str]), ("random", _shuffled)):
        pick: Callable[[list[str]], list[str]] = order
        yield (
            name,
            fmean(
                title_recall(
                    _cut(pick([u.text for u in known.utterances[first:end]]), EXTRACT_WORDS), title
                )
                for (first, end), title in zip(spans, titles, strict=True)
            ),
        )


def _introduction(notes: str) -> str:
    """The paragraphs of the notes before the first list or heading: what people say it is about."""
    paragraphs: list[str] = []
    for block in notes.split("\n\n"):
        if block.startswith(("#", "*", "-")):
            break
        paragraphs.append(block)
    text = " ".join(paragraphs)
    return text if len(text.split()) >= 40 else ""


def _redundancy(sentences: Sequence[str]) -> float:
    """Mean share of a sentence's content words that one sentence before it already holds."""
    stems = [set(content_stems(sentence)) for sentence in sentences]
    shares = [
        max((len(own & before) / len(own) for before in stems[:index]), default=0.0)
        for index, own in enumerate(stems)
        if own
    ]
    return fmean(shares) if shares else 0.0


def _text(sentences: Iterable[Sentence]) -> str:
    return " ".join(sentence.text for sentence in sentences)


def _cut(sentences: Iterable[str], length: int) -> str:
    return " ".join(" ".join(sentences).split()[:length])


def _shuffled(sentences: list[str]) -> list[str]:
    return random.Random(_SEED).sample(sentences, len(sentences))
