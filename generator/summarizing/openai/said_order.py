"""What comes first in a claim: whether its lines have it the other way round."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...language.languages import Language
from ...language.quantities import quantities
from ...language.words import tokens_of, words
from .ground import Ground, without_notes
from .passages import CitableLine

_CLEARLY = 0.7
"""Share of pairs of words in the other order from which on the order is another."""
_FAMILY = 6
"""Letters that all words of a family share."""


class Step(NamedTuple):
    """Two things of which one comes before the other, by the stems of their words."""

    earlier: frozenset[str]
    later: frozenset[str]


def misordered(text: str, cited: Sequence[CitableLine], ground: Ground) -> Iterator[str]:
    """What `text` puts in another order than its lines, in words for the model.

    The lines' own words for an order count most; without them people tell things in theirs.
    """
    language = ground.language
    steps = list(_steps(text, language))
    if not steps:
        return
    lines = [without_notes(line.text) for line in ground.in_order(cited)]
    told = [step for line in lines for step in _steps(line, language, _TOLD)]
    rows = [_roots(line, language) for line in lines]
    spread = Counter(root for row in rows for root in set(row))
    spoken = [root for row in rows for root in row if spread[root] == 1]
    for step in steps:
        earlier, later = step.earlier - step.later, step.later - step.earlier
        agreed = _agreement(Step(earlier, later), told)
        if agreed == 0 and _is_reversed(earlier, later, spoken):
            agreed = -1
        if agreed < 0:
            yield "the lines it lists have it in another order"
            return


def _agreement(own: Step, told: Sequence[Step]) -> int:
    """1 where something was told in the order of a step, else -1 where in the other, else 0."""
    for one, sign in ((own, 1), (Step(own.later, own.earlier), -1)):
        if any(
            one.earlier & step.earlier - step.later and one.later & step.later - step.earlier
            for step in told
        ):
            return sign
    return 0


def _is_reversed(earlier: frozenset[str], later: frozenset[str], spoken: Sequence[str]) -> bool:
    """Whether all that should come later is spoken of before what should come earlier."""
    first = [place for place, root in enumerate(spoken) if root in earlier]
    second = [place for place, root in enumerate(spoken) if root in later]
    behind = sum(one > other for one in first for other in second)
    return behind > _CLEARLY * len(first) * len(second)


def _has_word(roots: frozenset[str]) -> bool:
    """Whether some of these are no numbers."""
    return any(not root[0].isdigit() for root in roots)


def _roots(text: str, language: Language) -> list[str]:
    """The beginnings of the words of a text that say something, and its numbers, in order."""
    found = [
        (token.start, token.stem[:_FAMILY])
        for token in tokens_of(text, language)
        if token.key not in language.function
        and token.key not in language.numbers
        and len(token.stem) > 1
    ]
    found += [(each.start, f"{each.value:g}") for each in quantities(text, language)]
    return [root for _, root in sorted(found)]


_TOLD = ("before", "after")
"""Kinds of words that tell of an order by themselves, whatever the order of the telling."""


def _steps(
    text: str, language: Language, kinds: Sequence[str] = (*_TOLD, "then", "first")
) -> Iterator[Step]:
    """What a text says to come before what."""
    for kind in kinds:
        for phrase in language.claims[kind]:
            pattern = rf"(?<![\w'-]){re.escape(phrase.replace('_', ' '))}(?![\w'-])"
            for match in re.finditer(pattern, text, re.IGNORECASE):
                left, right = text[: match.start()], text[match.end() :]
                before = re.search(r"([\w'’]+)\s*$", left)
                if kind == "first" and before and _owns(before[1], language):
                    continue  # "the first one", "her first products"
                if before and before[1].lower() in language.claims["phrasal"]:
                    continue  # "going after big game"
                pair = _sides(kind, left, right, language)
                if pair:
                    step = Step(*(frozenset(_roots(each, language)) for each in pair))
                    if kind == "then" or all(map(_has_word, step)):
                        yield step


def _owns(word: str, language: Language) -> bool:
    """Whether a word makes one of what follows: "the", "whose", "Hollin's"."""
    return word.lower() in language.classes["determiners"] or bool(_POSSESSIVE.search(word))


def _sides(kind: str, left: str, right: str, language: Language) -> tuple[str, str] | None:
    """What is earlier and what is later of the texts on both sides of a word for an order."""
    subject = language.clauses["takes_up"]
    opens = all(word in language.function for word in words(_CLAUSE.split(left)[-1]))
    if kind in ("before", "after"):
        if opens:
            inner, _, outer = right.partition(",")
            subjects = [m for m in re.finditer(r"\s[\w']+", right) if m[0].strip() in subject]
            if not outer and len(subjects) > 1:  # "before we open it we count"
                inner, outer = right[: subjects[-1].start()], right[subjects[-1].start() :]
            if not outer:
                return None
            pair = (outer, inner)
        else:
            pair = (_SENTENCE.split(left)[-1], _CLAUSE.split(right)[0])
        return pair if kind == "before" else pair[::-1]
    if kind == "then":
        if _ENDS.match(right):  # "and numbered every piece afterwards"
            clauses = [each for each in _JOINT.split(left) if re.search(r"\w{3}", each)]
            return (" ".join(clauses[:-1]), clauses[-1]) if len(clauses) > 1 else None
        return left, _CLAUSE.split(right)[0]
    clauses = [each for each in _JOINT.split(left + right) if re.search(r"\w{3}", each)]
    return (clauses[0], clauses[1]) if len(clauses) > 1 else None


_POSSESSIVE = re.compile(r"['’]s?$")
_CLAUSE = re.compile(r"[,;:.!?]")
_SENTENCE = re.compile(r"[;.!?]")
_JOINT = re.compile(r",|;|\band\b|\bund\b|\bet\b|\by\b")
_ENDS = re.compile(r"\s*(?:[,.;!?]|$)")
