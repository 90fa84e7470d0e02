"""Where each listed chapter begins in the speech: lists are often late, early or out of order.

Each utterance near the listed time is a candidate. What speaks for it: the words of the chapter's
title after it and not before it, the next title's words close behind, the evidence for a boundary,
a question, a new speaker; and how far it lies from the listed time. How far lists stray differs
from list to list, so that a recording's own habit is weighed first, by how well its titles fit
what is said at the listed times. A chain over the chapters in the order of the list (forward and
backward sums, as in hidden Markov models: Rabiner, 1989) then prefers chapters in that order, not
two in one place, and neighbours that stray alike; a chapter may still stand elsewhere. What is
taken is the neighbourhood with most of the probability, and in it the best candidate.

The weights are a conditional logit, fitted by `generator.evaluation.train_beginnings`.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from ..language.sentences import QUESTION_MARKS
from ..model import Episode, ListedChapter, Utterance
from ..numbers import Floats, distinct
from .evidence import Gaps

BEGINNINGS_FILE = Path(__file__).with_name("beginnings.json")
EVIDENCE = (
    "title in 15 s",
    "title in 100 s",
    "title often",
    "title before, 45 s",
    "title before, 150 s",
    "words of title",
    "next title in 35 s",
    "boundary",
    "new speaker",
    "few words",
    "question",
    "question with title",
)
"""What is weighed at each candidate, in the order of `Candidates.evidence`."""
HABITS = (
    (3.0, 3.0, 0.006),
    (12.0, 10.0, 0.015),
    (30.0, 12.0, 0.024),
    (45.0, 45.0, 0.045),
    (110.0, 20.0, 0.06),
    (130.0, 90.0, 0.12),
)
"""How lists stray: seconds by which chapters usually begin before and after the listed time, and
the share of those that begin anywhere."""
FARTHEST = 2700.0
"""Seconds from the listed time at which a chapter is still looked for."""
_UNSAID = 20.0
"""The same of a chapter of whose title no word is said."""
OPENS = 1.0
"""Seconds; what is listed before begins where the recording does."""
_BLOCK = 60.0
"""Seconds of the stretches by which words are told to be rare."""
_SHORTEST_ALIKE, _ENDING = 5, 4
"""Letters of a word that may begin another, and letters that the other may have more."""
_LEAST_WEIGHT = 3.0
"""A title of which less is ever said is weighed as though so much were."""
_FEW_WORDS = 4
_QUESTION_WITHIN = 4
"""Utterances in which a question with words of the title may come."""
_CAUTION = 0.25
"""How much each chapter says of the habit of its list, as neighbours stray alike."""
_TRIED = 100
"""Candidates of each chapter that the chain weighs."""
_OUT_OF_ORDER, _IN_ONE_PLACE = 2.0, 3.0
"""Log-odds that two neighbours lose which change places, or begin within `_ONE_PLACE` seconds."""
_ONE_PLACE = 12.0
_STRAYS_APART = 0.6
"""Log-odds that neighbours lose for each minute by which one strays more than the other..."""
_MOST_APART = 3.0
"""...up to so many minutes."""
_FAR, _SURE = 180.0, 0.5
"""Seconds from the listed time from which on a neighbourhood must have so much probability."""
_NEIGHBOURHOOD = 20.0
"""Seconds around a candidate whose probability counts as its own."""

Wordings = Mapping[str, Sequence[str]]
"""The stems of the words of each title that say something of its subject, by title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the evidence says, and how lists usually stray."""

    evidence: Mapping[str, float]
    """Log-odds by the names of `EVIDENCE`."""
    habits: Sequence[float]
    """The share of lists of each of `HABITS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The utterances at which one listed chapter may begin."""

    listed: float
    """Seconds."""
    cues: Sequence[int]
    """The cue that each begins."""
    positions: Floats
    """Seconds, ascending."""
    evidence: Floats
    """A row for each candidate, a column for each of `EVIDENCE`; without columns where only one
    is possible."""
    before: Floats
    """The log-probability of each by its distance alone: a row for each of `HABITS`."""


@cache
def load_beginnings() -> Weights:
    """The weights that come with the program."""
    return Weights(**json.loads(BEGINNINGS_FILE.read_text(encoding="utf-8")))


def begin_listed(
    episode: Episode,
    utterances: Sequence[Utterance],
    gaps: Gaps,
    wordings: Wordings,
    weights: Weights | None = None,
) -> list[int | None]:
    """The cue with which each listed chapter begins, in their order; None where nothing tells."""
    cues = _known_cues(episode, gaps.positions)
    if not episode.transcript.timed:
        return cues
    placed = {
        index: replace(chapter, first_cue=cue)
        for index, (chapter, cue) in enumerate(zip(episode.chapters, cues, strict=True))
        if chapter.start is not None or cue is not None
    }
    found = find_beginnings(tuple(placed.values()), utterances, gaps, wordings, weights)
    for index, cue in zip(placed, found, strict=True):
        cues[index] = cue
    return cues


def _known_cues(episode: Episode, positions: Sequence[float]) -> list[int | None]:
    """The cue of each chapter that is a heading in the transcript; None of the others.

    In a transcript without times a listed time is taken as a share of the duration; `positions`
    are the seconds of all cues and of the end.
    """
    last = len(positions) - 2

    def cue_of(chapter: ListedChapter) -> int | None:
        if chapter.first_cue is not None:
            return min(max(chapter.first_cue, 0), last)
        if chapter.start is None or episode.transcript.timed:
            return None
        share = chapter.start / episode.duration if episode.duration else 0.0
        return min(bisect_left(positions, share * positions[-1]), last)

    return [cue_of(chapter) for chapter in episode.chapters]


def find_beginnings(
    listed: Sequence[ListedChapter],
    utterances: Sequence[Utterance],
    gaps: Gaps,
    wordings: Wordings,
    weights: Weights | None = None,
) -> list[int]:
    """The cue with which each of `listed` begins, in their order.

    Each has a time or a cue of its own, and so has each utterance a time. A chapter whose cue is
    known, or that opens the recording, stays.
    """
    weights = weights or load_beginnings()
    order = sorted(range(len(listed)), key=lambda index: _time(listed[index], gaps))
    candidates = weigh_candidates([listed[index] for index in order], utterances, gaps, wordings)
    found = choose(candidates, weights)
    cues = [0] * len(listed)
    for index, cue in zip(order, found, strict=True):
        cues[index] = cue
    return cues


def choose(candidates: Sequence[Candidates], weights: Weights) -> list[int]:
    """The cue at which each chapter begins; `candidates` are in the order of the list."""
    coefficients = np.array([weights.evidence[name] for name in EVIDENCE])
    scores = [_score(each, coefficients) for each in candidates]
    habits = _habits(candidates, scores, np.log(np.array(weights.habits)))
    tried: list[Candidates] = []
    values: list[Floats] = []
    for each, score in zip(candidates, scores, strict=True):
        value = score + _log_sum(each.before + habits[:, None], 0)
        kept = np.sort(np.argsort(-value, kind="stable")[:_TRIED])
        tried.append(
            Candidates(
                listed=each.listed,
                cues=[each.cues[index] for index in kept],
                positions=each.positions[kept],
                evidence=each.evidence,
                before=each.before[:, kept],
            )
        )
        values.append(value[kept])
    return [
        each.cues[_best(each, chance)]
        for each, chance in zip(tried, _marginals(tried, values), strict=True)
    ]


def weigh_candidates(
    listed: Sequence[ListedChapter],
    utterances: Sequence[Utterance],
    gaps: Gaps,
    wordings: Wordings,
) -> list[Candidates]:
    """The candidates of each of `listed`, which are in order of time."""
    speech = _Speech(utterances, gaps)
    titles = _weigh_titles([wordings[chapter.title] for chapter in listed], speech)
    found: list[Candidates] = []
    for index, chapter in enumerate(listed):
        time = _time(chapter, gaps)
        if chapter.first_cue is not None or time < OPENS or not len(speech.positions):
            cue = _cue_at(time, gaps) if chapter.first_cue is None else chapter.first_cue
            found.append(
                Candidates(
                    listed=time,
                    cues=[cue],
                    positions=np.array([gaps.positions[cue]]),
                    evidence=np.zeros((1, 0)),
                    before=np.zeros((len(HABITS), 1)),
                )
            )
            continue
        farthest = FARTHEST if titles[index] else _UNSAID
        first, end = np.searchsorted(speech.positions, (time - farthest, time + farthest))
        if first == end:  # nobody speaks there
            first = min(int(first), len(speech.positions) - 1)
            end = first + 1
        following = titles[index + 1] if index + 1 < len(titles) else []
        positions = speech.positions[first:end]
        found.append(
            Candidates(
                listed=time,
                cues=gaps.cues[first:end],
                positions=positions,
                evidence=speech.measure(slice(first, end), titles[index], following),
                before=_log_priors(positions - time, gaps.positions[-1]),
            )
        )
    return found


def _time(chapter: ListedChapter, gaps: Gaps) -> float:
    """Seconds at which a chapter is listed, else at which its cue begins."""
    if chapter.start is not None or chapter.first_cue is None:
        return chapter.start or 0.0
    return gaps.positions[chapter.first_cue]


def _cue_at(time: float, gaps: Gaps) -> int:
    """The cue that begins at that time or next, where there are no utterances to choose from."""
    return 0 if time < OPENS else min(bisect_left(gaps.positions, time), len(gaps.positions) - 2)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a title, where it is said."""

    weight: float
    """The rarer, the more."""
    moments: Floats
    """Seconds at which utterances with it begin, ascending."""
    asked: Floats
    """Numbers of the questions with it, ascending."""


class _Speech:
    """The utterances as numbers."""

    def __init__(self, utterances: Sequence[Utterance], gaps: Gaps) -> None:
        self.starts = np.array([utterance.start or 0.0 for utterance in utterances])
        self.units = np.array(gaps.units, dtype=np.int64)
        self.positions = self.starts[self.units] if len(self.units) else self.starts[:0]
        self.end = gaps.positions[-1]
        self.said: defaultdict[str, list[int]] = defaultdict(list)
        for number, utterance in enumerate(utterances):
            for root in {token.root for token in utterance.tokens if token.root}:
                self.said[root].append(number)
        self.vocabulary = sorted(self.said)
        self.questions = np.array(
            [utterance.text.endswith(QUESTION_MARKS) for utterance in utterances], dtype=bool
        )
        self._boundary = np.array(gaps.evidence)
        self._new_speaker = np.array(
            [utterances[unit].speaker != utterances[unit - 1].speaker for unit in gaps.units]
        )
        self._few_words = np.array(
            [len(utterances[unit].tokens) < _FEW_WORDS for unit in gaps.units]
        )
        following = np.r_[self.questions[1:], False]
        self._question = (self.questions | following)[self.units]

    def measure(self, part: slice, title: Sequence[_Word], following: Sequence[_Word]) -> Floats:
        """The evidence at the candidates in `part` for the chapter of a title."""
        positions, units = self.positions[part], self.units[part]
        total = max(sum(word.weight for word in title), _LEAST_WEIGHT)
        soon, later, often, before, long_before, words, asks = np.zeros((7, len(positions)))
        for word in title:
            soon += word.weight * (_said(word, positions, 0, 15) > 0)
            later += word.weight * (_said(word, positions, 0, 100) > 0)
            often += word.weight * np.log1p(_said(word, positions, 0, 120))
            before += word.weight * (_said(word, positions, -45, 0) > 0)
            long_before += word.weight * np.log1p(_said(word, positions, -150, 0))
            words += _said(word, positions, 0, 35) > 0
            first, end = np.searchsorted(word.asked, (units, units + _QUESTION_WITHIN))
            asks += word.weight * (end > first)
        next_total = max(sum(word.weight for word in following), _LEAST_WEIGHT)
        next_soon = np.zeros(len(positions))
        for word in following:
            next_soon += word.weight * (_said(word, positions, 0, 35) > 0)
        often /= total
        return np.column_stack(
            [
                soon / total,
                later / total,
                (often - often.mean()) / (often.std() + 0.1),
                before / total,
                long_before / total,
                np.minimum(words, 3),
                next_soon / next_total,
                self._boundary[part],
                self._new_speaker[part],
                self._few_words[part],
                self._question[part],
                asks / total,
            ]
        ).astype(np.float32)  # there may be many

    def alike(self, stem: str) -> set[int]:
        """Numbers of the utterances with a word that `stem` begins, or that begins it."""
        found = set(self.said.get(stem, ()))
        if len(stem) < _SHORTEST_ALIKE:
            return found
        for shorter in range(max(_SHORTEST_ALIKE, len(stem) - _ENDING), len(stem)):
            found.update(self.said.get(stem[:shorter], ()))
        for longer in self.vocabulary[bisect_left(self.vocabulary, stem) :]:
            if not longer.startswith(stem):
                break
            if len(longer) <= len(stem) + _ENDING:
                found.update(self.said[longer])
        return found


def _said(word: _Word, positions: Floats, since: float, until: float) -> Floats:
    """How often a word is said between so many seconds after each of `positions`."""
    first = np.searchsorted(word.moments, positions + (since - 1e-6))
    end = np.searchsorted(word.moments, positions + (until - 1e-6))
    return np.asarray(end - first, dtype=np.float64)


def _weigh_titles(titles: Sequence[Sequence[str]], speech: _Speech) -> list[list[_Word]]:
    """The words of each title that are said; what many titles have says less of each."""
    parts = [list(dict.fromkeys(_parts(title))) for title in titles]
    shared = Counter(part for each in parts for part in each)
    blocks = max(1.0, speech.end // _BLOCK)
    said: dict[str, _Word] = {}
    for part in shared:
        numbers = np.array(sorted(speech.alike(part)), dtype=np.int64)
        if not len(numbers):
            continue
        moments = speech.starts[numbers]
        spread = len(distinct(moments // _BLOCK))
        said[part] = _Word(
            math.log(1 + blocks / spread) / (0.5 + 0.5 * shared[part]),
            moments,
            numbers[speech.questions[numbers]].astype(np.float64),
        )
    return [[said[part] for part in each if part in said] for each in parts]


def _parts(title: Sequence[str]) -> Iterator[str]:
    """The content words of a title, and what words with hyphens are made of."""
    for stem in title:
        yield stem
        yield from (part for part in re.split(r"[-/&.']", stem) if 3 <= len(part) < len(stem))


def _log_priors(strays: Floats, length: float) -> Floats:
    """The log-probability of each distance from the listed time: a row for each of `HABITS`."""
    rows = []
    for early, late, anywhere in HABITS:
        near = np.exp(np.where(strays < 0, strays / early, -strays / late)) / (early + late)
        rows.append(np.log((1 - anywhere) * near + anywhere / max(length, 1.0)))
    priors = np.array(rows)
    return np.asarray(priors - _log_sum(priors, 1)[:, None])


def _score(candidates: Candidates, coefficients: Floats) -> Floats:
    if not candidates.evidence.shape[1]:
        return np.zeros(len(candidates.positions))
    return np.asarray(candidates.evidence @ coefficients)


def _habits(candidates: Sequence[Candidates], scores: Sequence[Floats], shares: Floats) -> Floats:
    """The log-probability of each habit, given what speaks for the candidates."""
    total = shares.copy()
    for each, score in zip(candidates, scores, strict=True):
        if len(score) > 1:
            relative = score - _log_sum(score, 0) + math.log(len(score))
            total += _CAUTION * _log_sum(each.before + relative, 1)
    return np.asarray(total - _log_sum(total, 0))


def _marginals(candidates: Sequence[Candidates], values: Sequence[Floats]) -> Iterator[Floats]:
    """The log-odds of each candidate, all others considered."""
    links = [_link(*pair) for pair in pairwise(candidates)]
    forward = [values[0]] if len(values) else []
    for link, value in zip(links, values[1:], strict=True):
        forward.append(value + _log_sum(forward[-1][:, None] + link, 0))
    backward = [np.zeros(len(values[-1]))] if len(values) else []
    for link, value in zip(reversed(links), reversed(values[1:]), strict=True):
        backward.append(_log_sum(link + (value + backward[-1])[None, :], 1))
    for before, after in zip(forward, reversed(backward), strict=True):
        yield before + after


def _link(one: Candidates, other: Candidates) -> Floats:
    """What two neighbours of the list lose by where they stand."""
    apart = other.positions[None, :] - one.positions[:, None]
    strays = np.abs(apart - (other.listed - one.listed)) / 60
    order = np.where(apart < -1.0, _OUT_OF_ORDER, np.where(apart < _ONE_PLACE, _IN_ONE_PLACE, 0.0))
    return np.asarray(-order - _STRAYS_APART * np.minimum(strays, _MOST_APART))


def _best(candidates: Candidates, values: Floats) -> int:
    """The likeliest candidate of the likeliest neighbourhood; one far off must be likely."""
    positions = candidates.positions
    chances = np.exp(values - values.max())
    chances /= chances.sum()
    near = np.abs(positions[None, :] - positions[:, None]) <= _NEIGHBOURHOOD
    mass = near @ chances
    far = np.abs(positions - candidates.listed) > _FAR
    if not far.all():
        mass[far & (mass < _SURE)] = 0.0
    centre = int(mass.argmax())
    return int(np.where(near[centre] & (far == far[centre]), chances, -1.0).argmax())


def _log_sum(values: Floats, axis: int) -> Floats:
    """The logarithm of the sum of exponentials."""
    top = values.max(axis=axis, keepdims=True)
    return np.asarray(
        (np.log(np.exp(values - top).sum(axis=axis, keepdims=True)) + top).squeeze(axis)
    )
