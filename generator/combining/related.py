"""Which episodes are like which: those that share the phrases that few others hold."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

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
        reading.id: _closest(index, vectors[index], holders, readings, titles)
        for index, reading in enumerate(readings)
    }


def _closest(
    own: int,
    vector: Mapping[str, float],
    holders: Mapping[str, list[tuple[int, float]]],
    readings: Sequence[Reading],
    titles: Mapping[str, str],
) -> tuple[Relative, ...]:
    scores: defaultdict[int, float] = defaultdict(float)
    shared: defaultdict[int, list[tuple[float, str]]] = defaultdict(list)
    for key, weight in vector.items():
        for index, other in holders[key]:
            if index != own:
                scores[index] += weight * other
                shared[index].append((weight * other, key))
    near = [index for index in scores if len(shared[index]) >= _FEWEST_SHARED]
    best = heapq.nsmallest(MOST_RELATIVES, near, key=lambda index: (-scores[index], index))
    return tuple(
        Relative(
            reading=readings[index],
            terms=tuple(titles[key] for _, key in heapq.nlargest(TERMS_SHOWN, shared[index])),
        )
        for index in best
    )
