"""How good titles and summaries are, measured against the titles people gave.

Human boundaries are given, so that only the words are judged. A human title never reaches what is
measured: chapters are summarized under no title. Scores are of one episode; report the mean.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from ..language.stems import stem
from ..language.words import content_stems, words
from ..model import Episode, Origin, Outline, Reading, Utterance, all_sentences
from ..segmentation.titling import title_chapters
from ..summarizing.extractive import Extractive
from ..summarizing.verification import (
    cited_text,
    faults,
    is_verbatim,
)
from .rouge import rouge_n

EXTRACT_WORDS = 45
"""Words of a chapter's summary that count towards its recall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingScores:
    """Titles and summaries of one episode, or a mean over several."""

    title_rouge: float
    """ROUGE-1 F of found titles against human ones, mean over chapters."""
    title_words: float
    """Words of a found title."""
    recall: float
    """Share of a human title's content words that the chapter's summary holds."""
    summary_words: float
    """Words of a chapter's summary, at most `EXTRACT_WORDS`."""
    faithful: float
    """Share of sentences made only of words of the cues they cite, with nothing at fault."""
    coverage: float
    """Share of segments that some sentence cites."""


def score_writing(
    episode: Episode, utterances: tuple[Utterance, ...], outline: Outline, backend: Extractive
) -> WritingScores:
    """Score what is written for `episode` under `outline`, whose titles and bounds are human.

    Raises `ValueError` where the outline has no chapter with speech in it.
    """
    chapters = [chapter for chapter in outline.chapters if chapter.segments]
    human = [chapter.title for chapter in chapters]
    spans = spans_of(utterances, outline)
    found = title_chapters(episode, utterances, spans)
    untitled = Outline(
        chapters=tuple(replace(chapter, title="", origin=Origin.GENERATED) for chapter in chapters)
    )
    reading = backend.summarize(episode, utterances, untitled)
    extracts = [
        " ".join(" ".join(sentence.text for sentence in part.sentences).split()[:EXTRACT_WORDS])
        for part in reading.summary.parts
    ]
    return WritingScores(
        title_rouge=fmean(
            rouge_n(ours, theirs, 1) for ours, theirs in zip(found, human, strict=True)
        ),
        title_words=fmean(len(title.split()) for title in found),
        recall=fmean(map(title_recall, extracts, human)),
        summary_words=fmean(len(extract.split()) for extract in extracts),
        faithful=faithful_share(reading),
        coverage=reading.coverage,
    )


def spans_of(utterances: Sequence[Utterance], outline: Outline) -> list[tuple[int, int]]:
    """The utterances of each chapter that has speech, as ranges `first <= i < end`."""
    first_cues = [utterance.first_cue for utterance in utterances]
    return [
        (
            bisect_left(first_cues, chapter.segments[0].first_cue),
            bisect_left(first_cues, chapter.segments[-1].last_cue + 1),
        )
        for chapter in outline.chapters
        if chapter.segments
    ]


def title_recall(extract: str, title: str) -> float:
    """Share of the content words of `title` in `extract`, by stem, 0 to 1.

    A title of nothing but stop words is compared as a whole.
    """
    asked = set(content_stems(title)) or {stem(word) for word in words(title)}
    if not asked:
        return 0.0
    return len(asked & {stem(word) for word in words(extract)}) / len(asked)


def faithful_share(reading: Reading) -> float:
    """Share of a reading's sentences that hold only what their cues say, 0 to 1; 1 of none."""
    transcript = reading.episode.transcript
    sentences = list(all_sentences(reading.summary))
    if not sentences:
        return 1.0
    return fmean(
        not faults(sentence, transcript)
        and is_verbatim(sentence.text, cited_text(sentence.sources, transcript))
        for sentence in sentences
    )
