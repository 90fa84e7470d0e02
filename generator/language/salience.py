"""What a stretch of speech is about: how much each of its content words weighs.

The weight of a word is the probability that a person's chapter title for the stretch holds it. It
was fitted by logistic regression on chapters that people titled in two shows of different fields;
`generator/evaluation/README.md` has the figures.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.language.words import COMMON_WORDS, content_stem, content_stems, stem, tokens
from generator.model import Utterance

_OPENING = 60
"""Content words over which the weight of an early mention falls to 37 %."""
_LONGEST_COUNTED = 10
"""Letters from which a longer word says no more."""

_MOST_CONTENT = 0.6
"""Share of content words above which speech is not English; in English it is about .3."""
_SHORTEST_FOREIGN = 5
"""Letters of a stem that is taken for a content word in other languages."""
_FEW_UTTERANCES = 60
"""Below this many utterances a word may come up this often over ten."""

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

COMMON_STEMS = frozenset(stem(word) for word in COMMON_WORDS)
"""Stems that seldom name a subject."""


@dataclass(frozen=True, slots=True)
class Speech:
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
    english: bool
    """Whether English stop words make up the share of speech that they do in English."""

    @classmethod
    def of(cls, title: str, utterances: Sequence[Utterance]) -> Speech:
        """Count the words of `utterances`, from an episode of that title."""
        rows: list[list[str]] = []
        acronyms: set[str] = set()
        said = 0
        for utterance in utterances:
            row: list[str] = []
            for token in tokens(utterance.text):
                said += 1
                root = content_stem(token)
                if root:
                    row.append(root)
                    if token[-1].isupper() or token[-1].isdigit():
                        acronyms.add(root)
            rows.append(row)
        english = sum(map(len, rows)) <= _MOST_CONTENT * said
        if not english:
            rows = _without_common(rows)
        return cls(
            stems=tuple(map(tuple, rows)),
            questions=tuple(utterance.text.endswith("?") for utterance in utterances),
            totals=Counter(root for row in rows for root in row),
            acronyms=frozenset(acronyms),
            headline=frozenset(content_stems(title)),
            english=english,
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
                + _COMMON * (root in COMMON_STEMS)
                + _ASKED * (root in asked)
                + _FAMILIAR * math.log(self.totals[root])
            )
            weights[root] = 1.0 / (1.0 + math.exp(-evidence))
        return weights


def _without_common(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """`rows` of a language without a list of stop words, less what is short or in every tenth."""
    spread = Counter(root for row in rows for root in set(row))
    most = max(_FEW_UTTERANCES, len(rows)) / 10
    return [
        [root for root in row if len(root) >= _SHORTEST_FOREIGN and spread[root] <= most]
        for row in rows
    ]


def weigh_together(parts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The weight of each stem in a whole: what runs through its parts weighs most.

    The sum is damped, so that a word of every part does not outweigh all others.
    """
    sums: defaultdict[str, float] = defaultdict(float)
    for weights in parts:
        for root, weight in weights.items():
            sums[root] += weight
    return {root: math.sqrt(total) for root, total in sums.items()}
