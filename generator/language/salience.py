"""What a stretch of speech is about: how much each of its content words weighs.

The weight of a word is the probability that a person's chapter title for the stretch holds it. It
was fitted by logistic regression on chapters that people titled in two shows of different fields;
`generator/evaluation/README.md` has the figures.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Utterance
from .languages import Language
from .sentences import QUESTION_MARKS
from .words import content_stems, stems_of

_OPENING = 60
"""Content words over which the weight of an early mention falls to 37 %."""
_LONGEST_COUNTED = 10
"""Letters from which a longer word says no more."""

_BIAS = -6.8
_SHARE = 0.78
_EARLY = 1.07
_FIRST = 2.37
_LENGTH = 0.6
_ACRONYM = 0.8
_HEADLINE = 1.06
_COMMON = -0.48
_ASKED = 0.43
_FAMILIAR = 0.27


@dataclass(frozen=True, slots=True)
class Salience:
    """An episode's content words, counted once for all its chapters."""

    stems: tuple[tuple[str, ...], ...]
    """Content stems of each utterance, in order, with repeats."""
    questions: tuple[bool, ...]
    """Whether each utterance asks."""
    totals: Counter[str]
    """How often each stem is said in the whole."""
    acronyms: frozenset[str]
    """Stems that are written in capitals or with digits."""
    headline: frozenset[str]
    """Content stems of the episode's title."""
    language: Language
    """What is spoken."""
    common: frozenset[str]
    """Stems that seldom name a subject."""
    slight: frozenset[str]
    """Those, and the stems of words of every day."""

    @classmethod
    def of(cls, title: str, utterances: Sequence[Utterance], tag: str = "en") -> Salience:
        """Count the words of `utterances`, from an episode of that title, in that language."""
        language = Language.of(tag)
        said = [token for utterance in utterances for token in utterance.tokens if token.root]
        rows = tuple(
            tuple(token.root for token in utterance.tokens if token.root)
            for utterance in utterances
        )
        return cls(
            stems=rows,
            questions=tuple(utterance.text.endswith(QUESTION_MARKS) for utterance in utterances),
            totals=Counter(root for row in rows for root in row),
            acronyms=frozenset(
                token.root for token in said if token.text[-1].isupper() or token.text[-1].isdigit()
            ),
            headline=frozenset(content_stems(title, language)),
            language=language,
            common=stems_of(language.common, language.tag),
            slight=stems_of(language.common | language.everyday, language.tag),
        )

    def weigh(self, first: int, end: int) -> dict[str, float]:
        """The weight, 0 to 1, of each stem said in utterances `first` to `end` (excluded)."""
        counts: dict[str, int] = {}
        early: dict[str, float] = {}
        nearness: dict[str, float] = {}
        asked: set[str] = set()
        position = 0
        for index in range(first, end):
            asks = self.questions[index] and position < _OPENING
            for root in self.stems[index]:
                near = math.exp(-position / _OPENING)
                if root not in counts:
                    counts[root] = 0
                    early[root] = 0.0
                    nearness[root] = near
                counts[root] += 1
                early[root] += near
                if asks:
                    asked.add(root)
                position += 1
        scale = 1.0 / math.sqrt(position) if position else 0.0
        weights: dict[str, float] = {}
        for root, count in counts.items():
            evidence = (
                _BIAS
                + _SHARE * count * scale
                + _EARLY * early[root] / (1.0 + 0.3 * early[root])
                + _FIRST * nearness[root]
                + _LENGTH * min(len(root), _LONGEST_COUNTED) / _LONGEST_COUNTED
                + _ACRONYM * (root in self.acronyms)
                + _HEADLINE * (root in self.headline)
                + _COMMON * (root in self.common)
                + _ASKED * (root in asked)
                + _FAMILIAR * math.log(self.totals[root])
            )
            weights[root] = 1.0 / (1.0 + math.exp(-evidence))
        return weights
