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

from generator.segmentation.cutting import Floats, Integers, Lattice

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
    likeliest = lattice.best(gains)
    count = len(likeliest)
    window = max(1, round(unit_count / (count + 1) / 2))
    if not count or window >= unit_count:
        return likeliest
    edges = np.array([0, *units, unit_count], dtype=np.int64)
    cut_at, together = _chances(lattice, evidence, count, edges, window)
    near = _chance_near(lattice, cut_at)
    # Pairs are numbered by their first unit; a boundary tells apart those that start up to a
    # window before it, and not before the boundary that precedes it.
    apart = 1 - 2 * together
    sums = np.r_[0.0, np.cumsum(apart), np.full(window, apart.sum())]
    worth = _APART_WORTH * count / unit_count

    def worth_of_telling_apart(starts: Integers, ends: Integers) -> Floats:
        told_apart = sums[edges[ends]] - sums[np.maximum(edges[ends] - window, edges[starts])]
        told_apart[ends == len(lattice.points) - 1] = 0.0
        return np.asarray(worth * told_apart)

    return lattice.best(
        np.array(gains) + _NEAR_WORTH * (near - _NEAR_USUAL), worth_of_telling_apart
    )


def _chances(
    lattice: Lattice, evidence: Sequence[float], count: int, edges: Integers, window: int
) -> tuple[Floats, Floats]:
    """The chance of a cut at each candidate, and that a chapter holds each unit and a later one.

    The later one is `window` units on; `edges` are the first units after each point. A chapter
    holds two units if some part does.
    """
    pairs = int(edges[-1]) - window
    cut_at = np.zeros(len(lattice.points))
    together = np.zeros(pairs)
    after = np.searchsorted(edges, np.arange(pairs), side="right") - 1
    for point, starts, chances in lattice.chances(evidence, count):
        sums = np.cumsum(chances)
        cut_at[point] = sums[-1]
        first, end = int(edges[starts.start]), int(edges[point]) - window
        if end > first:
            reached = np.minimum(after[first:end] - starts.start, len(sums) - 1)
            together[first:end] += sums[reached]
    return cut_at[1:-1], together


def _chance_near(lattice: Lattice, cut_at: Floats) -> Floats:
    """The chance that a boundary lies within `_NEAR` seconds of each candidate."""
    points = lattice.points[1:-1]
    sums = np.r_[0.0, np.cumsum(cut_at)]
    first = np.searchsorted(points, points - _NEAR)
    end = np.searchsorted(points, points + _NEAR, side="right")
    return np.asarray(np.minimum(sums[end] - sums[first], 1.0))
