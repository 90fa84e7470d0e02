"""Who answers whom: two people on one question.

Within an episode somebody says in so many words that they see it otherwise, or likewise, and what
they answer was said by another just before. Across episodes nobody hears the other: there, two
claims of different people are set side by side that share a subject and the rare words of it.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations, islice

from ..language.cleaning import clean
from ..language.hearing import hear
from ..language.languages import Language
from ..language.sentences import QUESTION_MARKS
from ..language.words import word_count
from ..model import (
    Exchange,
    Quotation,
    Reading,
    Sentence,
    Source,
    Stance,
    Utterance,
)
from .claims import Claim, rarity
from .quoting import MOST_WORDS, quotation, signed
from .recall import Recalled, once
from .standing import leans

FEWEST_WORDS = 9
"""Of an answer: whoever disagrees says with what."""
_FEWEST_STATED = 6
"""Of what is answered."""
_BEFORE, _AFTER = 12, 3
"""Cues around an answer in which stands what it answers."""
_BACK = 8
"""Utterances before an answer that may be what it answers."""
_TRIED = 3
"""Places of an episode that are looked at."""
_IN_COMMON = {Stance.AGAINST: 1, Stance.WITH: 2}
"""Content words that an answer shares with what it answers: whoever agrees may only be polite."""
_LEAST = -0.3
"""Log-odds under which a claim is not set beside another."""
_ALIKE = 0.38
"""Cosine of the rare words of two claims from which on they are of one question."""
_COMPARED = 40
"""Claims on a subject that are compared with each other, the best first."""
_SHARED = 4
"""Content words that they share at the least: more than the three of one phrase."""


def answers_within(
    reading: Reading, names: Mapping[str, str], recalled: Recalled
) -> Iterator[Exchange]:
    """Where somebody answers another in an episode and says how they stand to it.

    `recalled` is what was found in it before.
    """
    language = Language.of(reading.episode.language)
    stances = {Stance.AGAINST: language.pattern("dissent"), Stance.WITH: language.pattern("assent")}
    for stance, pattern in stances.items():
        places = partial(_places, reading, pattern)
        for cue in once(recalled.places, stance.value, places):
            find = partial(_answer_at, reading, cue, stance, language)
            found = once(recalled.answers, f"{stance.value} {cue}", find)
            if found:
                statement, answer = found
                yield Exchange(
                    stance=stance,
                    statement=_quote(reading, statement, names),
                    answer=_quote(reading, answer, names),
                )
                break


def _places(reading: Reading, pattern: re.Pattern[str]) -> tuple[int, ...]:
    """The first cues that hold what matches."""
    cues = enumerate(reading.episode.transcript.cues)
    return tuple(islice((index for index, cue in cues if pattern.search(cue.text)), _TRIED))


def _answer_at(
    reading: Reading, cue: int, stance: Stance, language: Language
) -> tuple[Sentence, Sentence] | None:
    """The answer that stands in a cue, and what it answers; None where either is not to be told."""
    first = max(0, cue - _BEFORE)
    window = reading.episode.transcript.between(first, cue + _AFTER + 1)
    pattern = language.pattern("dissent" if stance is Stance.AGAINST else "assent")
    said = hear(window, reading.episode.language)
    for index, utterance in enumerate(said):
        if not utterance.first_cue <= cue - first <= utterance.last_cue:
            continue
        text = clean(utterance.text, language)
        if not FEWEST_WORDS <= word_count(text) <= MOST_WORDS or text.endswith(QUESTION_MARKS):
            continue
        if utterance.torn or not pattern.search(text) or leans(text, language):
            continue
        answer = _sentence(utterance, text, first)
        roots = _roots(utterance)
        stated: tuple[tuple[int, int], Sentence] | None = None
        for place, before in enumerate(said[max(0, index - _BACK) : index]):
            if before.torn or before.speaker == utterance.speaker or not utterance.speaker:
                continue
            words = clean(before.text, language)
            fit = _FEWEST_STATED <= word_count(words) <= MOST_WORDS and not leans(words, language)
            shared = len(roots & _roots(before))
            if fit and shared >= _IN_COMMON[stance] and not words.endswith(QUESTION_MARKS):
                rank = (shared, place)
                if stated is None or rank > stated[0]:
                    stated = rank, _sentence(before, words, first)
        return (stated[1], answer) if stated else None
    return None


def answers_across(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Claims of different people in different episodes on one question, the nearest first.

    Those come first of which one turns round what the other says.
    """
    weights = rarity(claims)
    by_topic: defaultdict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        for topic in claim.topics if claim.alone and claim.weight >= _LEAST else ():
            by_topic[topic].append(claim)
    rated: dict[tuple[int, int], tuple[float, Claim, Claim]] = {}
    for members in by_topic.values():
        best = sorted(members, key=lambda claim: claim.order)[:_COMPARED]
        for one, other in combinations(best, 2):
            if one.reading.id == other.reading.id or not _are_two_people(one, other):
                continue
            shared = one.stems & other.stems
            if len(shared) < _SHARED:
                continue
            likeness = _weight(shared, weights) / math.sqrt(
                _weight(one.stems, weights) * _weight(other.stems, weights)
            )
            if likeness >= _ALIKE:
                turned = _turns(one) != _turns(other)
                rated[id(one), id(other)] = (likeness + 0.2 * turned, one, other)
    ranked = sorted(rated.values(), key=lambda each: (-each[0], each[1].order, each[2].order))
    for _, one, other in ranked:
        yield one, other


def _are_two_people(one: Claim, other: Claim) -> bool:
    first, second = one.quotation.sentence.speaker, other.quotation.sentence.speaker
    return bool(first and second and first != second)


def _turns(claim: Claim) -> bool:
    """Whether a claim says that something is not so."""
    language = Language.of(claim.reading.episode.language)
    return bool(language.pattern("negation").search(claim.quotation.sentence.text))


def _weight(stems: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights[stem] ** 2 for stem in sorted(stems))


def _roots(utterance: Utterance) -> set[str]:
    return {token.root for token in utterance.tokens if token.root}


def _sentence(utterance: Utterance, text: str, first: int) -> Sentence:
    source = Source(
        first_cue=utterance.first_cue + first,
        last_cue=utterance.last_cue + first,
        start=utterance.start,
        end=utterance.end,
    )
    return Sentence(text=text, sources=(source,), speaker=utterance.speaker)


def _quote(reading: Reading, sentence: Sentence, names: Mapping[str, str]) -> Quotation:
    return signed(quotation(reading, sentence), names.get(sentence.speaker or ""))
