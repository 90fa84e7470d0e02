"""Which sentences may stand in a summary, as they would be printed, and how well they read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from generator.language.cleaning import clean
from generator.language.hearing import tells_classes
from generator.language.languages import Language
from generator.language.phrases import is_clause
from generator.language.questions import answered_question
from generator.language.salience import Salience
from generator.language.sentences import QUESTION_MARKS
from generator.language.words import tokens_of, word_count, words
from generator.model import Token, Utterance, WordClass

SHORTEST, LONGEST = 5, 45
"""Words of a sentence that is fit to print."""
LONGEST_TOGETHER = 48
"""Words of two sentences that are printed together."""
COMFORTABLE = 14
"""Words below which a sentence is too slight to be the first choice."""
_LONGEST_TEXT = 600
"""Characters beyond which an utterance is no sentence, whatever it is."""
_LEAST_CONTENT = 2
"""Different content words without which a sentence says nothing."""
NEIGHBOUR = 0.9
"""The fitness of two sentences that only stand together, beside one that stands alone."""
_ANSWERED_WITHIN = 3
"""Utterances after a question that may be its answer."""
_BETWEEN = 3
"""Utterances before a sentence, empty ones passed over, that may hold what it leans on."""
_HEAD = 140
"""Characters in which a sentence shows its subject and verb."""
_RECENT = 16
"""Sentences whose judgement is remembered, as the next may lean on them."""
_FRAGMENT = 0.2
"""The fitness of words without a subject and its verb."""
LAST_RESORT = 0.2
"""The fitness of a sentence that leans on one that is not there, beside one that stands alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something said that may stand in a summary."""

    first: int
    """Index of its first utterance."""
    last: int
    """Index of its last utterance."""
    text: str
    """As it would be printed."""
    length: int
    """Words of `text`."""
    stems: frozenset[str]
    """Its content words."""
    fitness: float
    """How well it reads alone, above 0 and about 1."""

    def overlaps(self, other: Candidate) -> bool:
        """Whether both hold the same utterance."""
        return self.first <= other.last and other.first <= self.last


def find_candidates(utterances: Sequence[Utterance], salience: Salience) -> list[Candidate]:
    """Everything in `utterances` that is fit to print, in order; `salience` holds their words.

    A sentence that leans on the one before it stands together with it, and an answer may stand
    with its question.
    """
    return list(_Finder(utterances, salience).candidates())


def find_announcement(
    utterances: Sequence[Utterance], salience: Salience, span: range
) -> Candidate | None:
    """What says near the start of `span` which part of a conversation begins, if anything does.

    It says nothing of any subject, but without it nobody can read the answers of a lightning round.
    """
    announces = salience.language.pattern("announcement")
    for index in span[:_OPENING]:
        text = utterances[index].text
        if len(text) <= _LONGEST_ANNOUNCEMENT and announces.search(text):
            said = clean(text, salience.language)
            if not said.endswith(QUESTION_MARKS) and announces.search(said):
                return Candidate(
                    first=index,
                    last=index,
                    text=said,
                    length=word_count(said),
                    stems=frozenset(salience.stems[index]),
                    fitness=1.0,
                )
    return None


def leans(text: str, language: Language) -> bool:
    """Whether a sentence cannot be understood without the one before it."""
    if not any(map(str.isalpha, text)):
        return True
    leaning, standing = _leaning(language), language.pattern("standing", "(?:{})")
    return bool(leaning.match(text)) and not standing.match(text)


@cache
def _leaning(language: Language) -> re.Pattern[str]:
    """What matches the opening of a sentence that leans on the one before."""
    opening = r"(?:(?:before),?\s)*(?:{})".replace("before", language.rows_of("before_leaning"))
    return language.pattern("leaning", opening + language.edge)


@dataclass(frozen=True, slots=True)
class _Said:
    """An utterance as it would be printed."""

    index: int
    text: str
    stems: frozenset[str]


class _Finder:
    """Judges what is said in one recording."""

    def __init__(self, utterances: Sequence[Utterance], salience: Salience) -> None:
        self._utterances = utterances
        self._language = language = salience.language
        self._common = salience.common
        self._stems = [frozenset(row) for row in salience.stems]
        self._unfinished = language.pattern("unfinished", language.edge + r"(?:{})[.!。]$")
        self._housekeeping = language.pattern("housekeeping")
        self._flaws = [
            (re.compile(row.pattern), factor) for factor, row in language.factors.get("flaws", ())
        ]
        self._tells_verbs = language.tag != "en" and tells_classes(language)
        capitals = sum(utterance.text[:1].isupper() for utterance in utterances)
        self._cased = 2 * capitals > len(utterances)
        self._tidy = lru_cache(_RECENT)(self._clean)
        self._shows_clause = lru_cache(_RECENT)(self._is_clause)
        self._fitness = lru_cache(_RECENT)(self._judge_alone)

    def candidates(self) -> Iterator[Candidate]:
        """All of them, in order."""
        question: _Said | None = None
        stems = self._stems
        for index, utterance in enumerate(self._utterances):
            asks = utterance.text.endswith(QUESTION_MARKS)
            if len(utterance.text) > _LONGEST_TEXT or (
                len(stems[index]) < _LEAST_CONTENT and not asks
            ):
                continue  # most of what is said: not worth cleaning
            said = _Said(index, self._tidy(utterance.text), stems[index])
            if said.text.endswith(QUESTION_MARKS):
                asked = answered_question(said.text)
                telling = len(stems[index] - self._common) >= _LEAST_CONTENT
                question = _Said(index, asked, stems[index]) if asked and telling else None
                continue
            if len(said.stems) < _LEAST_CONTENT:
                continue
            leaning = leans(said.text, self._language) or self._points_back(said)
            found = self._lean(said) if leaning else self._judge(said.text, said)
            if found:
                yield found
            if question and index - question.index > _ANSWERED_WITHIN:
                question = None
            if question and self._answers(said, question, leaning=leaning):
                answer = self._judge(f"{question.text} {said.text}", question, said)
                if answer:
                    yield replace(answer, fitness=self._fitness(said.text))

    def _clean(self, text: str) -> str:
        return clean(text, self._language)

    def _answers(self, said: _Said, question: _Said, *, leaning: bool) -> bool:
        """Whether `said` may be printed after `question` as its answer."""
        if said.stems & question.stems or _DEFINES.match(said.text):
            return True
        asker = self._utterances[question.index].speaker
        speaker = self._utterances[said.index].speaker
        if asker == speaker:
            return asker is None and said.index == question.index + 1
        return not leaning or said.index == question.index + 1

    def _lean(self, said: _Said) -> Candidate | None:
        """Make a candidate of a sentence with the one it leans on, or as a last resort without."""
        utterances = self._utterances
        before = said.index - 1
        while before > max(0, said.index - _BETWEEN) and not self._stems[before]:
            before -= 1  # "Yeah."
        if (
            before >= 0
            and utterances[before].speaker == utterances[said.index].speaker
            and len(utterances[before].text) <= _LONGEST_TEXT
        ):
            support = _Said(before, self._tidy(utterances[before].text), self._stems[before])
            if self._supports(support.text):
                both = self._judge(f"{support.text} {said.text}", support, said)
                if both:
                    return replace(both, fitness=both.fitness * NEIGHBOUR)
        alone = self._judge(said.text, said)
        return replace(alone, fitness=alone.fitness * LAST_RESORT) if alone else None

    def _supports(self, text: str) -> bool:
        """Whether another sentence may lean on this one."""
        return (
            not text.endswith(QUESTION_MARKS)
            and not leans(text, self._language)
            and self._shows_clause(text)
        )

    def _judge(self, text: str, *parts: _Said) -> Candidate | None:
        """Make a candidate of `text`, put together of `parts`, unless it must not stand."""
        length = word_count(text)
        longest = LONGEST if len(parts) == 1 else LONGEST_TOGETHER
        if not SHORTEST <= length <= longest or text.endswith(QUESTION_MARKS):
            return None
        if self._unfinished.search(text, max(0, len(text) - _ENDING)) or _ODD.search(text):
            return None
        if self._housekeeping.search(text.lower()):
            return None
        whole = not self._tells_verbs or (
            any(self._has_verb(part.index) for part in parts) and not self._is_torn_off(parts[0])
        )
        return Candidate(
            first=parts[0].index,
            last=parts[-1].index,
            text=text,
            length=length,
            stems=frozenset().union(*(part.stems for part in parts)),
            fitness=self._fitness(text) * (1.0 if whole else _FRAGMENT),
        )

    def _has_verb(self, index: int) -> bool:
        return any(token.kind is WordClass.VERB for token in self._utterances[index].tokens)

    def _opening(self, said: _Said) -> tuple[Token, ...]:
        """The first two words of a sentence as printed, as they were heard."""
        opening = next(iter(words(said.text)), "")
        tokens = self._utterances[said.index].tokens
        place = next((n for n, token in enumerate(tokens) if token.key == opening), len(tokens))
        return tokens[place : place + 2]

    def _is_torn_off(self, said: _Said) -> bool:
        """Whether a sentence begins as none does that is whole: the end of one before it."""
        if self._cased and self._utterances[said.index].text[:1].islower():
            return True
        opening = self._opening(said)
        if len(opening) < 2 or not self._language.verb_second:
            return False
        first, second = opening
        declined = first.kind is WordClass.ADJECTIVE and first.key.endswith("en")
        return first.kind is WordClass.VERB or (declined and second.kind is WordClass.NOUN)

    def _points_back(self, said: _Said) -> bool:
        """Whether a sentence opens with an article that stands for what was named before."""
        opening = self._opening(said) if self._tells_verbs else ()
        return (
            len(opening) == 2
            and opening[0].key in self._language.classes["determiners"]
            and opening[1].kind is WordClass.VERB
        )

    def _is_clause(self, text: str) -> bool:
        """Whether a sentence shows its subject and verb, where the language lets one tell."""
        if self._language.tag != "en":
            return True
        return is_clause(tokens_of(text[:_HEAD], self._language))

    def _judge_alone(self, text: str) -> float:
        """How well `text` reads alone: 1 for a plain statement, less for each flaw."""
        length = word_count(text)
        fitness = min(1.0, 0.4 + 0.6 * length / COMFORTABLE)
        if not self._shows_clause(text):
            fitness *= _FRAGMENT
        weak = self._language.weak
        for word in words(text) if weak else ():
            fitness *= weak.get(word, 1.0)
        lower = text.lower()
        for pattern, factor in self._flaws:
            fitness *= factor ** len(pattern.findall(lower))
        if _DEFINITION.match(text) and not text.startswith(("I ", "You ", "We ", "There ")):
            fitness *= 1.2
        if _SEAM.search(text):
            fitness *= _BROKEN_OFF
        crowding = sum(map(text.count, _COMMAS)) / length
        return fitness * (0.8 if crowding > _CROWDED else 1.0)


_OPENING, _LONGEST_ANNOUNCEMENT = 6, 120
"""Utterances of a chapter in which its part is announced, and characters of such a sentence."""
_DEFINES = re.compile(r"(?:It|They|That)(?:['’]s|['’]re| is| are| was| were)\b")
"""An answer that leans on its question alone."""
_DEFINITION = re.compile(
    r"^(?:The )?[A-Z]\w+(?: [\w-]+){0,3} (?:is|are|was|were|means)"
    r" (?:an?|the|basically|essentially)\b"
)
"""A sentence that says what something is: worth more to a newcomer than any other."""
_COMMAS = ",、，"
_CROWDED = 0.16
"""Commas a word from which speech was broken off and begun again too often."""

_ENDING = 24
"""Characters in which a sentence shows that it was never finished."""
_ODD = re.compile(r"\.\.\.|…|--|\[|\]|[Hh]ttps?:|\A[A-Za-z][\w ]{0,20}: ")
"""Signs of what was broken off, or is not speech."""

_SEAM = re.compile(r"[a-z][.?] [a-z]")
"""Where a machine heard the end of a sentence that goes on."""
_BROKEN_OFF = 0.5
"""The fitness that such a place leaves."""
