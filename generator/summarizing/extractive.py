"""The default backend: the sentences of the transcript that a careful reader would print.

Nothing is written, only chosen and cleaned, so each sentence is made of words that stand in the
cues it cites. What a sentence is worth was learned from readers (`judgement.py`); every sentence
of a segment, a chapter and the whole is weighed, not only what rose from below.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from ..language.languages import Language
from ..language.salience import Salience
from ..language.words import content_stems
from ..model import (
    Episode,
    Origin,
    Outline,
    Reading,
    Segment,
    Sentence,
    Summary,
    Utterance,
)
from ..numbers import Floats, standardize
from .evidence import Place, measure
from .good_points import WORTH, load_good_points
from .judgement import FARTHEST, Judgements, load_judgements
from .picked import find_picked, find_previewed
from .printing import LEANING, Press, counts_on, source_of
from .refusals import broken, idle, is_idle, sells
from .selection import Candidate, select
from .verification import coverage

CHAPTER_WORDS = (0, 150, 350, 700, 1200, 1800, 2600)
"""Words said in a chapter from which on it has one sentence more."""
SEGMENT_SENTENCES = 1
MOST_POINTS, FEWEST_POINTS = 8, 3
WORDS_A_POINT = 500
"""Words of a recording for each of its key points."""
WORTH_POINT, WORTH_CHAPTER, WORTH_SEGMENT = -3.5, -3.1, -4.6
"""Log-odds from which on a sentence may stand for the whole, a chapter, a segment."""
WORTH_A_CHAPTER = -2.9
"""Log-odds of the best sentence below which a chapter is small talk and has none."""
DOUBT = 0.35
"""What the log-odds that a sentence must not stand alone count against it, unless it stands for
its chapter: there, what readers take tells more."""
FLAWED = 1.0
"""What the log-odds that a reader finds it broken or leaning count against a key point: around a
sentence of a chapter stand its title and what was said beside it, around a key point nothing."""
USUAL_BEST = -1.6
"""Log-odds that one sentence in twenty of an English recording reaches. What is known of any
language was learned from English: where fewer reach it, the language is why, not what was said."""
CROWDED = 0.3
"""Log-odds that a key point loses for each one of its chapter that was chosen before."""
CENTRAL = 0.3
"""Log-odds that a key point wins for each standard deviation by which more of what it is about runs
through the chapters, and by which it stands in a longer turn: what the whole comes to is said at
length, and returned to."""
GOOD = 0.5
"""What the log-odds that readers of its page find it good count for a key point."""
GOOD_ENOUGH, SPARED = -0.6, 4
"""Log-odds of that below which no sentence is a key point, but for so many of each recording."""
PREVIEWED = 2.0
"""Log-odds that a key point wins which its makers play before the recording begins."""
_TRIED = 6
"""Candidates that are made for each sentence wanted, as some cannot be printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractive:
    """Summaries by selection. Needs no settings, no network and no model."""

    name: str = "extractive"
    judgements: Judgements | None = None
    """What an evaluation brings that never saw this episode, instead of the program's own."""

    def summarize(
        self, episode: Episode, utterances: tuple[Utterance, ...], outline: Outline
    ) -> Reading:
        """Choose sentences for every level of `outline`; see `Backend.summarize`."""
        if utterances:
            judgements = self.judgements or load_judgements()
            summary = _Editor(episode, utterances, outline, judgements).summarize()
        else:
            summary = Summary(parts=tuple(Summary() for _ in outline.chapters))
        return Reading(
            episode=episode,
            outline=outline,
            summary=summary,
            backend=self.name,
            coverage=coverage(summary, outline),
        )


def _places_of(
    utterances: Sequence[Utterance], outline: Outline, salience: Salience
) -> tuple[list[Place], list[Place]]:
    """The chapters that hold speech, and all segments, as ranges of utterances."""
    first_cues = [utterance.first_cue for utterance in utterances]

    def span(first: Segment, last: Segment) -> tuple[int, int]:
        return (
            bisect_left(first_cues, first.first_cue),
            bisect_left(first_cues, last.last_cue + 1),
        )

    chapters, segments = [], []
    for chapter in outline.chapters:
        if not chapter.segments:
            continue
        first, end = span(chapter.segments[0], chapter.segments[-1])
        chapters.append(
            Place(
                first,
                end,
                frozenset(content_stems(chapter.title, salience.language)),
                salience.weigh(first, end),
            )
        )
        segments += [Place(*span(segment, segment)) for segment in chapter.segments]
    return chapters, segments


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of the utterances of an episode."""

    salience: Salience
    chapters: list[Place]
    """Those that hold speech."""
    segments: list[Place]
    columns: dict[str, Floats]
    """What `evidence.measure` says of each utterance."""


def gather_evidence(
    episode: Episode, utterances: Sequence[Utterance], outline: Outline
) -> Evidence:
    """What is known of each utterance of an episode."""
    salience = Salience.of(episode.title, utterances, episode.language)
    chapters, segments = _places_of(utterances, outline, salience)
    columns = measure(utterances, salience.stems, salience.headline, chapters, segments)
    return Evidence(salience=salience, chapters=chapters, segments=segments, columns=columns)


def _standardized(column: Floats) -> Floats:
    """A column in standard deviations from its mean, none beyond what is believed."""
    return np.clip(standardize(column), -FARTHEST, FARTHEST)


def weigh_points(
    episode: Episode, utterances: tuple[Utterance, ...], outline: Outline
) -> tuple[list[Candidate], dict[str, Floats]]:
    """All that could be a key point of an episode, and what is known of each, by name."""
    editor = _Editor(episode, utterances, outline, load_judgements())
    points = list(editor.points(len(utterances)))
    return points, editor.evidence_of(points)


class _Editor:
    """One episode's utterances, with what is computed of them once."""

    def __init__(
        self,
        episode: Episode,
        utterances: tuple[Utterance, ...],
        outline: Outline,
        judgements: Judgements,
    ) -> None:
        self._utterances = utterances
        self._outline = outline
        self._notes = episode.notes
        evidence = gather_evidence(episode, utterances, outline)
        self._columns = evidence.columns
        self._salience = evidence.salience
        self._chapters, self._segments = evidence.chapters, evidence.segments
        if self._salience.language.tag == "en":
            self._worth, doubt = judgements.english.weigh(evidence.columns)
        else:
            worth, doubt = judgements.other.weigh(evidence.columns)
            self._worth = worth + max(0.0, USUAL_BEST - float(np.quantile(worth, 0.95)))
        self._safe_worth = self._worth - DOUBT * doubt
        self._worth_of_all = self._worth + CENTRAL * (
            _standardized(evidence.columns["spread"])
            + _standardized(np.log1p(evidence.columns["words of turn"]))
        )
        self._worth_of_all[find_previewed(utterances)] += PREVIEWED
        self._words = np.concatenate([[0.0], np.cumsum(evidence.columns["words"])])
        self._press = Press(utterances, self._salience.language)
        self._refused = self._refusals(self._salience.language)

    def summarize(self) -> Summary:
        """Summarize the whole, with a part for each chapter."""
        self._press.print_all(  # what will be tried anyway, at once: that is far faster
            [
                index
                for place in self._segments
                for index in islice(self._allowed(place, self._worth), _TRIED)
            ]
        )
        chapters, segments = iter(self._chapters), iter(self._segments)
        parts = []
        for chapter in self._outline.chapters:
            leaves = tuple(self._segment(next(segments)) for _ in chapter.segments)
            parts.append(self._chapter(next(chapters), leaves) if leaves else Summary())
        sentences, best = self._key_points()
        return Summary(sentences=sentences, parts=tuple(parts), best=best)

    def _refusals(self, language: Language) -> list[bool]:
        """Whether each utterance is not to be printed whatever it is worth."""
        refused = [
            either or other
            for either, other in zip(
                broken(self._utterances, language), idle(self._utterances, language), strict=True
            )
        ]
        spoken = [chapter for chapter in self._outline.chapters if chapter.segments]
        for chapter, place in zip(spoken, self._chapters, strict=True):
            listed = chapter.origin is Origin.SOURCE and is_idle(chapter.title, language)
            if listed or sells(chapter.title, language):
                refused[place.first : place.end] = [True] * (place.end - place.first)
        return refused

    def _key_points(self) -> tuple[tuple[Sentence, ...], int]:
        """Choose for the whole, spread over its chapters."""
        chapter_of = np.zeros(len(self._utterances), dtype=int)
        for number, place in enumerate(self._chapters):
            chapter_of[place.first : place.end] = number

        def crowding(one: Candidate, chosen: Sequence[Candidate]) -> float:
            own = int(chapter_of[one.place])
            return CROWDED * sum(int(chapter_of[each.place]) == own for each in chosen)

        count = int(min(MOST_POINTS, max(FEWEST_POINTS, self._words[-1] // WORDS_A_POINT + 1)))
        picked = list(self._picked())
        places = {one.place for one in picked}
        count = min(MOST_POINTS, max(count, len(picked) + 1))
        others = [one for one in self.points(count) if self._leads(one, places)]
        pool, good = [*picked, *others], self._goodness(others)
        pool = [replace(one, worth=one.worth + GOOD * good.get(one.place, 0.0)) for one in pool]
        chosen = select(pool, count=count, least=WORTH_POINT, crowding=crowding)
        return self._in_order(
            [
                one
                for number, one in enumerate(chosen)
                if number < SPARED or good.get(one.place, 0.0) >= 0
            ]
        )

    def points(self, count: int) -> Iterator[Candidate]:
        """What could be among `count` key points, beside what people picked."""
        everything = Place(0, len(self._utterances))
        return self._candidates(everything, count, self._worth_of_all, FLAWED)

    def evidence_of(self, points: Sequence[Candidate]) -> dict[str, Floats]:
        """What is known of each of `points`, by name."""
        places = [one.place for one in points]
        return {name: column[places] for name, column in self._columns.items()} | {
            WORTH: np.array([one.worth for one in points])
        }

    def _goodness(self, points: Sequence[Candidate]) -> dict[int, float]:
        """By how much each of `points` is likelier good than what is good enough, by place.

        In log-odds; nothing but of English is known.
        """
        if self._salience.language.tag != "en":
            return {}
        weighed = load_good_points().weigh(self.evidence_of(points)) - GOOD_ENOUGH
        return dict(zip((one.place for one in points), weighed.tolist(), strict=True))

    def _leads(self, one: Candidate, picked: Container[int]) -> bool:
        """Whether it may be a key point: none is "the second thing", where no first one stands."""
        return one.place not in picked and not counts_on(one.text, self._salience.language)

    def _picked(self) -> Iterator[Candidate]:
        """The best sentence of each quotation that people picked for the notes."""
        for places in find_picked(self._notes, self._utterances):
            order = sorted(places, key=lambda index: -self._worth_of_all[index])
            printed = [(index, text) for index in order if (text := self._press.print(index))]
            longest = max(places, key=lambda index: len(self._utterances[index].text))
            index, text = printed[0] if printed else (longest, self._utterances[longest].text)
            yield Candidate(
                place=index,
                text=text,
                stems=frozenset(self._salience.stems[index]),
                worth=float(self._worth_of_all[index]),
                picked=True,
            )

    def _chapter(self, place: Place, parts: tuple[Summary, ...]) -> Summary:
        """Choose for a chapter, the more the longer it is."""
        length = self._words[place.end] - self._words[place.first]
        count = sum(length >= words for words in CHAPTER_WORDS)
        first = select(self._candidates(place, 1, self._worth), count=1, least=WORTH_A_CHAPTER)
        if not first:
            return Summary(parts=parts)
        others = self._candidates(place, count, self._safe_worth)
        chosen = select(others, count=count, least=WORTH_CHAPTER, given=first)
        sentences, best = self._in_order(chosen)
        return Summary(sentences=sentences, parts=parts, best=best)

    def _segment(self, place: Place) -> Summary:
        pool = self._candidates(place, SEGMENT_SENTENCES, self._worth)
        chosen = select(pool, count=SEGMENT_SENTENCES, least=WORTH_SEGMENT)
        return Summary(sentences=self._in_order(chosen)[0])

    def _candidates(
        self, place: Place, count: int, worth: Floats, flawed: float = 0.0
    ) -> Iterator[Candidate]:
        """What can be printed of the utterances in `place` that are worth most.

        `flawed` is what the log-odds that one reads badly alone count against it.
        """
        left = _TRIED * count
        allowed = self._allowed(place, worth)
        while left and (tried := list(islice(allowed, left))):
            for index, text in zip(tried, self._press.print_all(tried), strict=True):
                if text:
                    left -= 1
                    reads_badly = flawed * self._press.flawed(text) if flawed else 0.0
                    yield Candidate(
                        place=index,
                        text=text,
                        stems=frozenset(self._salience.stems[index]),
                        worth=float(worth[index]) - self._press.flaws(index, text) - reads_badly,
                    )

    def _allowed(self, place: Place, worth: Floats) -> Iterator[int]:
        """The utterances in `place` that may be printed, what is worth most first."""
        order = place.first + np.argsort(-worth[place.first : place.end], kind="stable")
        return (index for index in order.tolist() if not self._refused[index])

    def _in_order(self, chosen: Sequence[Candidate]) -> tuple[tuple[Sentence, ...], int]:
        """What was chosen, as it was said, and where the first choice stands in it."""
        ordered = sorted(chosen, key=lambda candidate: candidate.place)
        best = ordered.index(chosen[0]) if chosen else 0
        return tuple(map(self._sentence, ordered)), best

    def _sentence(self, candidate: Candidate) -> Sentence:
        """A candidate as published, with the cues it was said in.

        What it is worth is told for a sentence that stands alone, as others quote it.
        """
        place, text = candidate.place, candidate.text
        alone = (
            self._press.flaws(place, text)
            + FLAWED * self._press.flawed(text)
            + LEANING * counts_on(text, self._salience.language)
        )
        said = self._utterances[place]
        return Sentence(
            text=text,
            sources=(source_of(said),),
            speaker=said.speaker,
            question=self._press.question(place),
            worth=round(float(self._worth[place]) - alone, 3),
            picked=candidate.picked,
        )
