"""The default backend: the most telling sentences of the transcript itself.

Nothing is written, only chosen and cleaned, so each sentence is made of words that stand in the
cues it cites. Sentences rise through the hierarchy: those chosen for a segment compete for its
chapter, those chosen for the chapters compete for the episode.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.language.salience import Salience, weigh_together
from generator.language.words import content_stems
from generator.model import (
    Chapter,
    Episode,
    Origin,
    Outline,
    Reading,
    Sentence,
    Source,
    Summary,
    Utterance,
)
from generator.summarizing.candidates import Candidate, find_announcement, find_candidates
from generator.summarizing.selection import select
from generator.summarizing.verification import coverage

SEGMENT_WORDS, SEGMENT_SENTENCES = 50, 2
CHAPTER_WORDS, CHAPTER_SENTENCES = 46, 3
EPISODE_WORDS, EPISODE_SENTENCES = 150, 6
TITLED = 0.5
"""What a word weighs that a person put into the chapter's title."""
POSITION_BONUS = 0.3
"""What opens a chapter counts this much more than what ends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractive:
    """Summaries by selection. Needs no settings, no network and no model."""

    name: str = "extractive"

    def summarize(
        self, episode: Episode, utterances: tuple[Utterance, ...], outline: Outline
    ) -> Reading:
        """Choose sentences for every level of `outline`; see `Backend.summarize`."""
        summary = _Editor(episode, utterances).summarize(outline)
        return Reading(
            episode=episode,
            outline=outline,
            summary=summary,
            backend=self.name,
            coverage=coverage(summary, outline),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Summarized:
    """A chapter's summary, and what the whole is summarized from."""

    summary: Summary
    weights: Mapping[str, float]
    """What the chapter is about."""
    chosen: Sequence[Candidate]
    """What was chosen for it."""


class _Editor:
    """One episode's utterances, with what is computed of them once."""

    def __init__(self, episode: Episode, utterances: tuple[Utterance, ...]) -> None:
        self._utterances = utterances
        self._first_cues = [utterance.first_cue for utterance in utterances]
        self._salience = Salience.of(episode.title, utterances, episode.language)
        self._candidates = find_candidates(utterances, self._salience)
        self._places = [candidate.first for candidate in self._candidates]

    def summarize(self, outline: Outline) -> Summary:
        """Summarize the whole, with a part for each chapter."""
        chapters = [self._summarize_chapter(chapter) for chapter in outline.chapters]
        return Summary(
            sentences=self._sentences(self._key_points(chapters)),
            parts=tuple(chapter.summary for chapter in chapters),
        )

    def _key_points(self, chapters: Sequence[_Summarized]) -> list[Candidate]:
        """Choose for the whole: as much from each of a few equal runs of chapters."""
        weights = weigh_together(chapter.weights for chapter in chapters)
        count = min(EPISODE_SENTENCES, max(3, len(chapters) // 2))
        runs = min(count, len(chapters))
        points: list[Candidate] = []
        for run in range(runs):
            first, end = (len(chapters) * step // runs for step in (run, run + 1))
            pool = [point for chapter in chapters[first:end] for point in chapter.chosen]
            share = math.ceil(count / runs)
            points = select(pool, weights, count=share, budget=EPISODE_WORDS, chosen=points)
        return points

    def _summarize_chapter(self, chapter: Chapter) -> _Summarized:
        """Choose for a chapter and each of its segments."""
        if not chapter.segments:
            return _Summarized(summary=Summary(), weights={}, chosen=[])
        span = self._span(chapter.segments[0].first_cue, chapter.segments[-1].last_cue)
        weights = self._salience.weigh(span.start, span.stop)
        if chapter.origin is not Origin.GENERATED:
            weights |= dict.fromkeys(content_stems(chapter.title, self._salience.language), TITLED)
        parts: list[Summary] = []
        for segment in chapter.segments:
            inside = self._within(self._span(segment.first_cue, segment.last_cue))
            chosen = self._select(inside, weights, SEGMENT_SENTENCES, SEGMENT_WORDS)
            parts.append(Summary(sentences=self._sentences(chosen)))
        announced = find_announcement(self._utterances, self._salience, span)
        best = self._select(
            self._within(span),
            weights,
            CHAPTER_SENTENCES,
            CHAPTER_WORDS,
            chosen=[announced] if announced else [],
        )
        summary = Summary(sentences=self._sentences(best), parts=tuple(parts))
        return _Summarized(
            summary=summary, weights=weights, chosen=[one for one in best if one is not announced]
        )

    def _select(
        self,
        candidates: Sequence[Candidate],
        weights: Mapping[str, float],
        count: int,
        budget: int,
        chosen: Sequence[Candidate] = (),
    ) -> list[Candidate]:
        return select(
            candidates,
            weights,
            count=count,
            budget=budget,
            position_bonus=POSITION_BONUS,
            chosen=chosen,
        )

    def _span(self, first_cue: int, last_cue: int) -> range:
        """Indices of the utterances that begin in the cues from `first_cue` to `last_cue`."""
        return range(
            bisect_left(self._first_cues, first_cue), bisect_left(self._first_cues, last_cue + 1)
        )

    def _within(self, span: range) -> list[Candidate]:
        """The candidates that lie wholly in a range of utterances."""
        first = bisect_left(self._places, span.start)
        last = bisect_left(self._places, span.stop)
        return [
            candidate for candidate in self._candidates[first:last] if candidate.last < span.stop
        ]

    def _sentences(self, candidates: Sequence[Candidate]) -> tuple[Sentence, ...]:
        return tuple(self._sentence(candidate) for candidate in candidates)

    def _sentence(self, candidate: Candidate) -> Sentence:
        """A candidate as published, with the cues it was said in."""
        first, last = (self._utterances[candidate.first], self._utterances[candidate.last])
        source = Source(
            first_cue=first.first_cue, last_cue=last.last_cue, start=first.start, end=last.end
        )
        speaker = first.speaker if first.speaker == last.speaker else None
        return Sentence(text=candidate.text, sources=(source,), speaker=speaker)
