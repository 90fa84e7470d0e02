"""Sentences that stand alone: a claim that can be read without what was said around it.

Judged by shape, and strictly: what leans on the sentence before, points at something that is not
in it, tells what somebody did or breaks off may be worth printing where its chapter explains it,
but it leads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..language.languages import Language
from ..language.words import word_count
from ..model import Token, WordClass

FEWEST_WORDS, MOST_WORDS = 8, 36
"""Of a claim that is read in one go."""
_MOST_PADDED = 1
"""Words that only fill it."""
_GAP = "[…]"
_NAMING = frozenset({WordClass.NOUN, WordClass.GERUND, WordClass.NAME})
_NAMED = _NAMING | {WordClass.ADJECTIVE, WordClass.DETERMINER, WordClass.JOINT}
"""Of what a phrase consists that names something."""


def leans(text: str, language: Language) -> bool:
    """Whether a sentence opens with what leans on another, or is but a noun and what it does."""
    leaning, standing = _openings(language)
    return bool(leaning.match(text) and not standing.match(text))


@cache
def _openings(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a sentence opens with that leans on another, or only looks as if it did."""
    leaning = f"(?:{language.rows_of('leaning')}|{language.rows_of('fragment')}){language.edge}"
    return (
        re.compile(leaning, re.IGNORECASE),
        re.compile(language.rows_of("standing"), re.IGNORECASE),
    )


def stands_alone(text: str, tokens: Sequence[Token], language: Language) -> bool:
    """Whether a sentence, of these words, is a claim that can be read on its own."""
    if not FEWEST_WORDS <= word_count(text) <= MOST_WORDS or not is_whole(text, tokens, language):
        return False
    if any(language.pattern(name).search(text) for name in ("telling", "personal")):
        return False
    return len(language.pattern("padding").findall(text)) <= _MOST_PADDED


def is_whole(text: str, tokens: Sequence[Token], language: Language) -> bool:
    """Whether a sentence holds all that it speaks of, and neither breaks off nor begins anew.

    It may tell what somebody did, or be long, and so be no claim that leads.
    """
    if _GAP in text or not tokens or leans(text, language):
        return False
    if any(language.pattern(name).search(text) for name in ("pointing", "addressing")):
        return False
    if language.opening("torn").search(text) or _lacks_verb(tokens, language):
        return False
    if _continues(text, language):
        return False
    if _refers_back(tokens, language) and not _openings(language)[1].match(text):
        return False
    return _begins(tokens, language) and tokens[-1].key not in language.cleaning["stranded"]


def _continues(text: str, language: Language) -> bool:
    """Whether a sentence opens as a further step or point of something, or begins twice."""
    joiners = "|".join(sorted(language.endings["joiners"])) or "(?!)"
    frame = rf"(?:(?:{joiners}|i think),?\s+)*(?:{{}})"
    return bool(language.pattern("continuing", frame).match(text))


def _lacks_verb(tokens: Sequence[Token], language: Language) -> bool:
    """Whether a sentence names something and goes on without telling anything of it.

    "The institute's definition but we have no better one."
    """
    turns = set(language.cleaning["connectives"]) - set(language.cleaning["lists"])
    for index, token in enumerate(tokens):
        if token.kind not in _NAMED:
            return index > 0 and token.key in turns
    return True


def _begins(tokens: Sequence[Token], language: Language) -> bool:
    """Whether a sentence opens as a statement does."""
    first = 0
    joiners = language.endings["joiners"]
    while first < len(tokens) - 1 and (
        tokens[first].key in joiners
        or (tokens[first].key.endswith("ly") and tokens[first].kind is WordClass.OTHER)
    ):
        first += 1
    opening = tokens[first]
    if opening.text[:1].islower() and not first:
        return False  # its beginning is missing
    if language.tag == "en" and opening.kind is WordClass.VERB:
        return False  # an order, or what lost its subject
    if language.tag == "en" and opening.kind in _NAMING and opening.closes:
        return False  # "Tool, being able to see": a word, and what was begun anew
    # "When it rains", and nothing that follows from it.
    waits = opening.key in language.cleaning["conditions"]
    return not waits or any(token.marks for token in tokens[:-1])


def _refers_back(tokens: Sequence[Token], language: Language) -> bool:
    """Whether a pronoun of a third person comes before anything that it may stand for."""
    for token in tokens:
        if token.kind in _NAMING and not token.empty:
            return False
        if token.key in language.endings["third_persons"]:
            return True
    return False
