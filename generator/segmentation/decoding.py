"""The best cut of a recording into parts, by dynamic programming, and how likely each cut is.

A cut is worth the sum of what its boundaries and the lengths of its parts are worth. Taken as the
logarithm of a likelihood, the same sum gives the chance of each part among all cuts, by a forward
and a backward pass: a semi-Markov model after Sarawagi and Cohen (2004).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_LONGEST = 6.0
"""Medians; longer parts are not tried unless there is no candidate between."""
_CLOSE = 0.02
"""Share by which an expected number of cuts may miss the wanted one."""
_TRIALS = 12
"""How many offsets are tried to come as close."""
_SMALL = 1e-100
"""Likelihoods under this, and over its inverse, are scaled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthPrior:
    """How long parts are: log-normal, with a hard floor."""

    median: float
    """Seconds."""
    spread: float
    """Standard deviation of the logarithm of the length."""
    shortest: float
    """Seconds; no part is shorter while the whole is at least twice as long."""

    def log_density(self, lengths: Floats) -> Floats:
        """The logarithm of the density, up to a constant; minus infinity under the floor."""
        safe = np.maximum(lengths, 1e-3)
        deviations = (np.log(safe) - np.log(self.median)) / self.spread
        density = -0.5 * deviations**2 - np.log(safe / self.median)
        return np.where(lengths < self.shortest, -np.inf, density)


class Lattice:
    """All parts into which a recording may be cut, and what the length of each is worth.

    Points are the start, the candidates, and the end. No part is longer than `_LONGEST` medians
    where a candidate allows it. Values that belong to parts stand in one array, ordered by the
    point at which the part ends.
    """

    def __init__(
        self, positions: Sequence[float], *, start: float, end: float, prior: LengthPrior
    ) -> None:
        self.points: Floats = np.array([start, *positions, end], dtype=np.float64)
        count = len(self.points)
        longest = prior.median * _LONGEST
        lasts = np.searchsorted(self.points, self.points - prior.shortest, side="right")
        self._lasts = np.minimum(lasts, np.arange(count))
        firsts = np.searchsorted(self.points, self.points - longest)
        self._firsts = np.clip(firsts, 0, np.maximum(self._lasts - 1, 0))
        reached = np.zeros(count, dtype=np.bool_)
        reached[0] = True
        for point, (first, last) in enumerate(
            zip(self._firsts.tolist(), self._lasts.tolist(), strict=True)
        ):
            if point and not reached[first:last].any():
                self._firsts[point] = 0
                reached[point] = reached[:last].any()
            else:
                reached[point] = True
        self.possible = bool(reached[-1])
        """Whether the floor leaves any way from the start to the end."""
        self.lengths_worth: Floats = prior.log_density(
            self.points[self.part_ends] - self.points[self.part_starts]
        )
        """What the length of each part is worth, in the units of a log density."""

    @cached_property
    def part_ends(self) -> Integers:
        """The point at which each part ends."""
        return np.repeat(np.arange(len(self.points)), self._lasts - self._firsts)

    @cached_property
    def part_starts(self) -> Integers:
        """The point at which each part starts."""
        return np.arange(len(self.part_ends)) - (self._offsets - self._firsts)[self.part_ends]

    @cached_property
    def _offsets(self) -> Integers:
        """Where the parts that end at each point begin in an array of all parts."""
        sizes = self._lasts - self._firsts
        return np.asarray(np.cumsum(sizes) - sizes)

    @cached_property
    def parts_by_end(self) -> Sequence[tuple[int, slice, slice]]:
        """Each point at which parts end, the points where they start, and their place in arrays."""
        bounds = zip(
            self._firsts.tolist(), self._lasts.tolist(), self._offsets.tolist(), strict=True
        )
        return [
            (point, slice(first, last), slice(offset, offset + last - first))
            for point, (first, last, offset) in enumerate(bounds)
            if last > first
        ]

    @cached_property
    def _densities(self) -> Floats:
        return np.exp(self.lengths_worth)

    def best(self, parts: Floats, candidates: Sequence[float] | Floats) -> list[int]:
        """The candidates to cut at, in order, for the greatest sum of what all is worth.

        `parts` is what each part is worth, `candidates` what a cut at each candidate is. Nothing
        is cut where no cut leaves parts long enough.
        """
        worth = np.array([0.0, *candidates, 0.0], dtype=np.float64)
        best = np.full(len(worth), -np.inf)
        best[0] = 0.0
        previous = np.zeros(len(worth), dtype=np.int64)
        for point, starts, place in self.parts_by_end:
            totals = best[starts] + parts[place]
            choice = int(totals.argmax())
            previous[point] = starts.start + choice
            best[point] = totals[choice] + worth[point]
        path: list[int] = []
        if self.possible:
            point = int(previous[-1])
            while point > 0:
                path.append(point - 1)
                point = int(previous[point])
        return path[::-1]

    def chances(self, candidates: Sequence[float] | Floats, expected: float) -> Floats:
        """The chance of each part, if cuts are as likely as they are worth.

        `candidates` is what a cut at each candidate is worth, up to the same constant for all: it
        is chosen so that the expected number of cuts is `expected`. The lattice must be `possible`.
        """
        worth = np.array([0.0, *candidates, 0.0], dtype=np.float64)
        offset, low, high = -2.5, -np.inf, np.inf
        for _ in range(_TRIALS):
            chances, count = self._forward(worth + offset)
            if abs(count - expected) <= _CLOSE * expected:
                break
            if count > expected:
                high = offset
            else:
                low = offset
            # The logarithm of the count is almost linear in the offset, with a slope under 1.
            offset += 1.5 * float(np.log(expected / max(count, 1e-3)))
            if not low < offset < high:
                offset = (low + high) / 2
        arriving = np.zeros(len(worth))
        arriving[-1] = 1.0
        for point, starts, place in reversed(self.parts_by_end):
            chances[place] *= arriving[point]
            arriving[starts] += chances[place]
        return chances

    def _forward(self, worth: Floats) -> tuple[Floats, float]:
        """For each part the chance that it is the one that led to its end, and the cuts to expect.

        `worth` is what each point is worth.
        """
        factors = np.exp(worth).tolist()
        likelihood = np.zeros(len(worth))
        likelihood[0] = 1.0
        cuts = np.zeros(len(worth))
        chances = np.zeros(len(self.lengths_worth))
        for point, starts, place in self.parts_by_end:
            ways = likelihood[starts] * self._densities[place]
            total = float(ways.sum())
            if not total:
                continue
            ways /= total
            chances[place] = ways
            cuts[point] = ways @ cuts[starts] + 1
            likelihood[point] = total * factors[point]
            if not _SMALL < likelihood[point] < 1 / _SMALL:  # only proportions matter
                likelihood[: point + 1] /= likelihood[point]
        return chances, float(cuts[-1]) - 1


def cut(
    positions: Sequence[float],
    gains: Sequence[float],
    *,
    start: float,
    end: float,
    prior: LengthPrior,
) -> list[int]:
    """Indices of the candidates to cut at, in order, for the greatest sum of gains and densities.

    `positions` are the candidates' seconds, ascending, between `start` and `end`; `gains` is what a
    cut at each is worth, in the units of a log density.
    """
    lattice = Lattice(positions, start=start, end=end, prior=prior)
    return lattice.best(lattice.lengths_worth, gains)
