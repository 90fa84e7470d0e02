"""The cut that would agree best with people, where it is uncertain how they would cut.

The likeliest cut is not the one that agrees best on average. So what a boundary is worth has two
more terms, from the chances of all cuts: that people have a boundary near, and that they put what
is said half a chapter before into another chapter than what is said after, which is what Pk counts
(`generator.evaluation.scores`). Choosing by expected agreement is minimum Bayes risk: Bickel and
Doksum (1977); Goel and Byrne (2000), Minimum Bayes-Risk Automatic Speech Recognition.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generator.segmentation.decoding import Floats, Integers, Lattice

_NEAR = 30.0
"""Seconds: a boundary this near to people's agrees with it."""
_NEAR_WORTH = 1.5
"""What a boundary is worth that is surely near one of people's, in the units of a log density."""
_NEAR_USUAL = 0.35
"""The chance of being near at which a boundary is neither better nor worse for it."""
_APART_WORTH = 6.0
"""What it is worth to tell apart all pairs of a chapter that people tell apart."""


def cut_to_agree(
    lattice: Lattice,
    gains: Sequence[float],
    evidence: Sequence[float],
    units: Sequence[int],
    unit_count: int,
) -> list[int]:
    """Indices of the candidates to cut at, in order.

    `gains` is what a cut at each candidate is worth, in the units of a log density; `evidence` says
    the same of that very place alone, up to a constant; `units` are the numbers of the utterances
    that begin at the candidates, of `unit_count` altogether. The number of chapters to expect is
    that of the likeliest cut.
    """
    likeliest = lattice.best(lattice.lengths_worth, gains)
    count = len(likeliest)
    window = max(1, round(unit_count / (count + 1) / 2))
    if not count or window >= unit_count:
        return likeliest
    edges = np.array([0, *units, unit_count], dtype=np.int64)
    chances = lattice.chances(evidence, count)
    near = _chance_near(lattice, chances)
    # Pairs are numbered by their first unit; a boundary tells apart those that start up to a
    # window before it, and not before the boundary that precedes it.
    apart = 1 - 2 * _chance_together(lattice, chances, edges, window)
    sums = np.r_[0.0, np.cumsum(apart), np.full(window, apart.sum())]
    ends, starts = edges[lattice.part_ends], edges[lattice.part_starts]
    told_apart = sums[ends] - sums[np.maximum(ends - window, starts)]
    told_apart[lattice.part_ends == len(lattice.points) - 1] = 0.0
    return lattice.best(
        lattice.lengths_worth + _APART_WORTH * count / unit_count * told_apart,
        np.array(gains) + _NEAR_WORTH * (near - _NEAR_USUAL),
    )


def _chance_near(lattice: Lattice, chances: Floats) -> Floats:
    """The chance that a boundary lies within `_NEAR` seconds of each candidate."""
    points = lattice.points[1:-1]
    sums = np.r_[0.0, np.cumsum(np.bincount(lattice.part_ends, chances)[1:-1])]
    first = np.searchsorted(points, points - _NEAR)
    end = np.searchsorted(points, points + _NEAR, side="right")
    return np.asarray(np.minimum(sums[end] - sums[first], 1.0))


def _chance_together(lattice: Lattice, chances: Floats, edges: Integers, window: int) -> Floats:
    """The chance that each unit and the one `window` later are in one chapter.

    `edges` are the first units after each point. They are together if some part holds both.
    """
    pairs = int(edges[-1]) - window
    together = np.zeros(pairs)
    after = np.searchsorted(edges, np.arange(pairs), side="right") - 1
    for point, starts, place in lattice.parts_by_end:
        first, end = int(edges[starts.start]), int(edges[point]) - window
        if end > first:
            sums = np.cumsum(chances[place])
            reached = np.minimum(after[first:end] - starts.start, len(sums) - 1)
            together[first:end] += sums[reached]
    return together
