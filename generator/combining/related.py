"""Which episodes are like which: those that share the phrases that few others hold."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from ..model import EpisodeId, Reading, Relative
from .terms import Terms

MOST_RELATIVES = 4
TERMS_OF_AN_EPISODE = 40
"""The heaviest phrases by which an episode is compared."""
TERMS_SHOWN = 4
_FEWEST_SHARED = 2
_TOO_COMMON = 0.5
"""Share of the episodes from which on a phrase makes none alike."""
_MOST_HOLDERS = 100
"""Episodes beyond which it makes none alike either: were there no such number, an archive of ten
times as many episodes would be compared in a hundred times as many pairs."""


def find_relatives(
    readings: Sequence[Reading], terms: Terms, titles: Mapping[str, str]
) -> dict[EpisodeId, tuple[Relative, ...]]:
    """For each episode the ones most like it, by the cosine of their heaviest phrases.

    `titles` say how a phrase is shown, and which may be: only phrases in it are compared.
    """
    holders: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    spread = {key: len(terms.holders.get(key, ())) for key in titles}
    most = min(max(3, _TOO_COMMON * len(readings)), _MOST_HOLDERS)
    vectors: list[dict[str, float]] = []
    for index, places in enumerate(terms.places):
        weights = {
            key: (1 + math.log(len(found))) * math.log(len(readings) / spread[key])
            for key, found in places.items()
            if key in titles and 1 < spread[key] <= most
        }
        heavy = heapq.nlargest(TERMS_OF_AN_EPISODE, weights.items(), key=lambda e: (e[1], e[0]))
        norm = math.sqrt(sum(weight**2 for _, weight in heavy)) or 1.0
        vectors.append({key: weight / norm for key, weight in heavy})
        for key, weight in vectors[-1].items():
            holders[key].append((index, weight))
    return {
        reading.id: _closest(index, vectors, holders, readings, titles)
        for index, reading in enumerate(readings)
    }


def _closest(
    own: int,
    vectors: Sequence[Mapping[str, float]],
    holders: Mapping[str, list[tuple[int, float]]],
    readings: Sequence[Reading],
    titles: Mapping[str, str],
) -> tuple[Relative, ...]:
    scores: defaultdict[int, float] = defaultdict(float)
    shared: defaultdict[int, int] = defaultdict(int)
    for key, weight in vectors[own].items():
        for index, other in holders[key]:
            scores[index] += weight * other
            shared[index] += 1
    near = [index for index, count in shared.items() if count >= _FEWEST_SHARED and index != own]
    best = heapq.nsmallest(MOST_RELATIVES, near, key=lambda index: (-scores[index], index))
    return tuple(
        Relative(
            reading=readings[index],
            terms=tuple(_heaviest(vectors[own], vectors[index], titles)),
        )
        for index in best
    )


def _heaviest(
    one: Mapping[str, float], other: Mapping[str, float], titles: Mapping[str, str]
) -> Iterator[str]:
    """How the phrases are shown that make two episodes alike, the one that does so most first.

    None that is part of another: where both speak of "San Francisco" they do of "San".
    """
    shared = ((weight * other[key], key) for key, weight in one.items() if key in other)
    ranked = [titles[key] for _, key in sorted(shared, reverse=True)]
    worded = [frozenset(title.lower().split()) for title in ranked]
    whole = (
        title
        for title, words in zip(ranked, worded, strict=True)
        if not any(words < more for more in worded)
    )
    yield from islice(whole, TERMS_SHOWN)
