"""How a sentence reads that is printed alone: whether it is whole, and leans on nothing.

Readers judged some 2,700 sentences as pages would print them; nine in ten of those that were no
good were broken, or leaned on what had been said before. What tells those apart is how a sentence
is made, and a logistic regression of a few such traits says how likely it is one of them.
`generator.evaluation.train_flaws` writes the file. Only known of English: elsewhere the classes of
words are not told as finely.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from pydantic import TypeAdapter

from ..language.languages import Language, word_set
from ..language.tagging import WordTag
from .clauses import Words, points_nowhere, stands_for_nothing
from .judgement import FARTHEST

FLAWS_FILE = Path(__file__).with_name("flaws.json")
COMFORTABLE = 35
"""Words beyond which a sentence is the harder to read the longer it is."""

_NOUNS = frozenset({WordTag.NOUN, WordTag.PROPN})
_BEFORE_NOUNS = frozenset({WordTag.ADJ, WordTag.NUM, WordTag.ADV})
_EXPLAINING = frozenset({WordTag.ADP, WordTag.PRON, WordTag.SCONJ, WordTag.PART})
"""Classes of words that go on to say which thing a noun stands for."""
_NOUN_WITHIN = 4
"""Words behind an article among which its noun is looked for."""
_AGAIN_WITHIN = 3
"""Words behind one among which it is said again by those who search for words."""
_LIGHT = word_set("like just so")
_SINGLING = word_set("such both each another other")
"""Words that single out one of what was named before, beside those that point at it."""

Weights = Mapping[str, tuple[float, float, float]]
"""By trait: its mean, its standard deviation, and what one of those adds to the log-odds."""


def traits(said: Words, language: Language) -> dict[str, float]:
    """What tells how a sentence reads, printed alone; each a number of its own unit."""
    keys = [word.key for word in said]
    count = len(said)
    tags = [word.tag for word in said]
    threes = list(zip(keys, keys[1:], keys[2:], strict=False))
    before, after = _pronouns(said, language)
    pointed, bare = _determined(said, language)
    return {
        "pronouns before a noun": before,
        "pronouns behind one": after,
        "nouns pointed at": pointed,
        "nouns with the article alone": bare,
        "nouns a word": sum(tag in _NOUNS for tag in tags) / count,
        "names": tags.count(WordTag.PROPN),
        "light words": sum(key in _LIGHT for key in keys),
        "auxiliaries": tags.count(WordTag.AUX),
        "noise": tags.count(WordTag.X) + tags.count(WordTag.INTJ),
        "words too many": max(0, count - COMFORTABLE),
        "longest stretch": _longest_stretch(said),
        "pauses a word": sum(word.pauses for word in said) / count,
        "words again": sum(
            key in keys[place + 1 : place + 1 + _AGAIN_WITHIN] for place, key in enumerate(keys)
        ),
        "threes again": len(threes) - len(set(threes)),
        "stands for nothing": stands_for_nothing(said, language),
        "points nowhere": points_nowhere(said, language),
    }


def flawed(said: Words, language: Language) -> float:
    """The log-odds that a reader finds a sentence broken or leaning, beside those of a usual one.

    0 where the classes of its words are not known.
    """
    if not said:
        return 0.0
    found = traits(said, language)
    return sum(
        weight * max(-FARTHEST, min(FARTHEST, (found[name] - mean) / deviation))
        for name, (mean, deviation, weight) in _load().items()
    )


def _pronouns(said: Words, language: Language) -> tuple[int, int]:
    """How many stand for something before the first noun, and behind it."""
    points, stands = language.clauses["points"], language.clauses["stands_for"]
    before = after = 0
    named = False
    for word in said:
        named = named or word.tag in _NOUNS
        bare = word.key.partition("'")[0]
        alone = word.tag is not WordTag.DET and (bare in points or bare == "there")
        if word.key in stands or alone:
            after += named
            before += not named
    return before, after


def _determined(said: Words, language: Language) -> tuple[int, int]:
    """How many nouns are pointed at or singled out, and how many have "the" and nothing behind."""
    singling = language.clauses["points"] | _SINGLING
    pointed = bare = 0
    for place, word in enumerate(said):
        if word.key != "the" and word.key not in singling:
            continue
        at = place + 1
        while at < min(len(said), place + _NOUN_WITHIN) and said[at].tag in _BEFORE_NOUNS:
            at += 1
        if at >= len(said) or said[at].tag is not WordTag.NOUN:
            continue
        if word.key != "the":
            pointed += 1
        else:
            bare += not _is_explained(said, at)
    return pointed, bare


def _is_explained(said: Words, place: int) -> bool:
    """Whether the noun at `place`, or the one that it belongs to, is followed by what tells it."""
    for word, behind in pairwise(said[place:]):
        if word.pauses:
            return False
        if behind.tag is not WordTag.NOUN:
            return behind.tag in _EXPLAINING
    return False


def _longest_stretch(said: Words) -> int:
    """The most words that follow each other without a pause."""
    longest = length = 0
    for word in said:
        length += 1
        longest = max(longest, length)
        length = 0 if word.pauses else length
    return longest


@cache
def _load() -> Weights:
    return TypeAdapter(dict[str, tuple[float, float, float]]).validate_json(FLAWS_FILE.read_bytes())
