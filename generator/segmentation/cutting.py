"""The best cut of a recording into parts, by dynamic programming, and how likely each cut is.

A cut is worth the sum of what its boundaries and the lengths of its parts are worth. Taken as the
logarithm of a likelihood, the same sum gives the chance of each part among all cuts, by a forward
and a backward pass: a semi-Markov model after Sarawagi and Cohen (2004).

The likeliest cut is not the one that agrees best on average. So, of chapters, what a boundary is
worth has two more terms, from the chances of all cuts: that people have a boundary near, and that
they put what is said half a chapter before into another chapter than what is said after, which is
what Pk counts (`generator.evaluation.scores`). Choosing by expected agreement is minimum Bayes
risk: Bickel and Doksum (1977); Goel and Byrne (2000), Minimum Bayes-Risk Automatic Speech
Recognition.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..numbers import Floats, Integers

_LONGEST = 6.0
"""Medians; longer parts are not tried unless there is no candidate between."""
_CLOSE = 0.02
"""Share by which an expected number of cuts may miss the wanted one."""
_TRIALS = 12
"""How many offsets are tried to come as close."""
_SMALL = 1e-100
"""Likelihoods under this, and over its inverse, are scaled."""
_PARTS = 100_000
"""Parts of which all is known at one time."""
_BLOCKS_KEPT = 10
"""Blocks of so many parts of which the densities are kept: a recording of three hours."""
MOST_CLOSE = 1000
"""Candidates within the length of the longest part; conversation has half as many."""
STRETCHES = 500
"""Where there are more, it is cut into so many stretches, and the best candidate of each tried."""
_NEAR = 30.0
"""Seconds: a boundary this near to people's agrees with it."""
_NEAR_WORTH = 1.5
"""What a boundary is worth that is surely near one of people's, in the units of a log density."""
_NEAR_USUAL = 0.35
"""The chance of being near at which a boundary is neither better nor worse for it."""
_APART_WORTH = 6.0
"""What it is worth to tell apart all pairs of a chapter that people tell apart."""


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
    where a candidate allows it. There are hundreds of parts to a point, so none is kept for long:
    they are gone through a block of points at a time.
    """

    def __init__(
        self, positions: Sequence[float], *, start: float, end: float, prior: LengthPrior
    ) -> None:
        self.points: Floats = np.array([start, *positions, end], dtype=np.float64)
        self._prior = prior
        count = len(self.points)
        longest = prior.median * _LONGEST
        lasts = np.searchsorted(self.points, self.points - prior.shortest, side="right")
        self._lasts = np.minimum(lasts, np.arange(count))
        firsts = np.searchsorted(self.points, self.points - longest)
        self._firsts = np.clip(firsts, 0, np.maximum(self._lasts - 1, 0))
        reached = [0]  # how many of the points before each are reached
        for point, (first, last) in enumerate(
            zip(self._firsts.tolist(), self._lasts.tolist(), strict=True)
        ):
            within = reached[last] > reached[first]
            if point and not within:
                self._firsts[point] = 0
                within = reached[last] > 0
            reached.append(reached[-1] + (within or not point))
        self.possible = reached[-1] > reached[-2]
        """Whether the floor leaves any way from the start to the end."""
        self._blocks = list(self._cut_into_blocks())
        self._kept: dict[int, Floats] = {}
        self._parts_kept: dict[int, Sequence[tuple[int, slice, slice]]] = {}

    def best(
        self,
        candidates: Sequence[float] | Floats,
        more: Callable[[Integers, Integers], Floats] | None = None,
    ) -> list[int]:
        """The candidates to cut at, in order, for the greatest sum of what all is worth.

        `candidates` is what a cut at each candidate is worth; `more` what parts are, beyond what
        their lengths are, given the points at which each starts and ends. Nothing is cut where no
        cut leaves parts long enough.
        """
        worth = np.array([0.0, *candidates, 0.0], dtype=np.float64)
        best = np.full(len(worth), -np.inf)
        best[0] = 0.0
        previous = np.zeros(len(worth), dtype=np.int64)
        for block in range(len(self._blocks)):
            parts = self._lengths_worth(block)
            if more:
                parts = parts + more(*self._edges_of(block))
            for point, starts, place in self._parts_by_end(block):
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

    def chances(
        self, candidates: Sequence[float] | Floats, expected: float
    ) -> Iterator[tuple[int, slice, Floats]]:
        """The chance of each part, if cuts are as likely as they are worth.

        From the last point at which parts end to the first: the point, the points where its parts
        start, and their chances. `candidates` is what a cut at each candidate is worth, up to the
        same constant for all: it is chosen so that the expected number of cuts is `expected`. The
        lattice must be `possible`.
        """
        worth = np.array([0.0, *candidates, 0.0], dtype=np.float64)
        offset, low, high = -2.5, -np.inf, np.inf
        for _ in range(_TRIALS):
            ways, count = self._forward(worth + offset)
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
        for block in reversed(range(len(self._blocks))):
            densities = self._densities(block)
            for point, starts, place in reversed(self._parts_by_end(block)):
                shares, _ = ways.into(point, starts, densities[place])
                shares *= arriving[point]
                arriving[starts] += shares
                yield point, starts, shares

    def _forward(self, worth: Floats) -> tuple[_Ways, float]:
        """The ways that lead to each point, and the cuts to expect.

        `worth` is what each point is worth.
        """
        factors = np.exp(worth).tolist()
        ways = _Ways(len(worth))
        cuts = np.zeros(len(worth))
        for block in range(len(self._blocks)):
            densities = self._densities(block)
            for point, starts, place in self._parts_by_end(block):
                shares, total = ways.into(point, starts, densities[place])
                if total:
                    cuts[point] = shares @ cuts[starts] + 1
                    ways.add(point, total * factors[point])
        return ways, float(cuts[-1]) - 1

    def _cut_into_blocks(self) -> Iterator[tuple[int, int]]:
        """Ranges of points that `_PARTS` parts or fewer end at, or a single point with more."""
        ends = np.cumsum(self._lasts - self._firsts)
        first, before = 0, 0
        while first < len(ends):
            end = max(first + 1, int(np.searchsorted(ends, before + _PARTS, side="right")))
            yield first, end
            first, before = end, int(ends[end - 1])

    def _edges_of(self, block: int) -> tuple[Integers, Integers]:
        """The points at which each part of a block starts, and those at which it ends."""
        first, end = self._blocks[block]
        firsts, sizes = self._firsts[first:end], (self._lasts - self._firsts)[first:end]
        ends = np.repeat(np.arange(first, end), sizes)
        offsets = np.cumsum(sizes) - sizes
        return np.arange(len(ends)) - (offsets - firsts)[ends - first], ends

    def _parts_by_end(self, block: int) -> Sequence[tuple[int, slice, slice]]:
        """Each point at which parts end, where they start, and their place in the block."""
        parts = self._parts_kept.get(block)
        if parts is None:
            first, end = self._blocks[block]
            firsts, lasts = self._firsts[first:end], self._lasts[first:end]
            ends = np.cumsum(lasts - firsts)
            bounds = zip(firsts.tolist(), lasts.tolist(), ends.tolist(), strict=True)
            parts = [
                (point, slice(low, high), slice(stop - (high - low), stop))
                for point, (low, high, stop) in enumerate(bounds, first)
                if high > low
            ]
            if block < _BLOCKS_KEPT:
                self._parts_kept[block] = parts
        return parts

    def _lengths_worth(self, block: int) -> Floats:
        """What the length of each part of a block is worth, in the units of a log density."""
        starts, ends = self._edges_of(block)
        return self._prior.log_density(self.points[ends] - self.points[starts])

    def _densities(self, block: int) -> Floats:
        """The density of each part of a block: of the first, kept, as it is asked for again."""
        densities = self._kept.get(block)
        if densities is None:
            densities = np.exp(self._lengths_worth(block))
            if block < _BLOCKS_KEPT:
                self._kept[block] = densities
        return densities


class _Ways:
    """How likely the cuts that lead to each point are together, up to one factor for all.

    In a long recording that leaves what a float can hold: each has an exponent of its own.
    """

    def __init__(self, count: int) -> None:
        self._values = np.zeros(count)
        self._values[0] = 1.0
        self._exponents = [0]
        self._since = [0]
        """For each point the first of those up to it that share its exponent."""

    def add(self, point: int, likelihood: float) -> None:
        """Note how likely the next point is that any way leads to."""
        skipped = point - len(self._exponents)
        exponent, since = self._exponents[-1], self._since[-1]
        self._exponents.extend([exponent] * skipped)
        self._since.extend([since] * skipped)
        if not _SMALL < likelihood < 1 / _SMALL:
            likelihood, shift = math.frexp(likelihood)
            exponent, since = exponent + shift, point
        self._values[point] = likelihood
        self._exponents.append(exponent)
        self._since.append(since)

    def into(self, point: int, starts: slice, densities: Floats) -> tuple[Floats, float]:
        """The share of each of the parts that end at `point` in the ways there, and their sum."""
        values = self._values[starts]
        before = min(point, len(self._exponents)) - 1
        if starts.start < self._since[before]:
            exponents = np.array(self._exponents[starts], dtype=np.int64)
            values = np.ldexp(values, exponents - self._exponents[before])
        shares = values * densities
        total = float(shares.sum())
        if total:
            shares /= total
        return shares, total


def worth_trying(
    positions: Sequence[float], gains: Sequence[float], prior: LengthPrior
) -> Sequence[int]:
    """Indices of the candidates to try, in order: all of them, however long the recording.

    Only where more than `MOST_CLOSE` lie within the length of the longest part, the best of each
    short stretch is: the parts to weigh are as many as pairs of candidates so near each other.
    """
    longest = prior.median * _LONGEST
    places = np.array(positions, dtype=np.float64)
    within = np.searchsorted(places, places + longest) - np.arange(len(places))
    if not len(places) or within.max() <= MOST_CLOSE:
        return range(len(places))
    stretches = ((places - places[0]) // (longest / STRETCHES)).astype(np.int64)
    order = np.lexsort((-np.array(gains), stretches))
    best = order[np.r_[True, np.diff(stretches[order]) > 0]]
    return best.tolist()  # type: ignore[no-any-return]  # numpy does not say of what


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
    tried = worth_trying(positions, gains, prior)
    lattice = Lattice([positions[each] for each in tried], start=start, end=end, prior=prior)
    return [tried[each] for each in lattice.best([gains[each] for each in tried])]


def cut_to_agree(
    positions: Sequence[float],
    gains: Sequence[float],
    *,
    start: float,
    end: float,
    prior: LengthPrior,
    evidence: Sequence[float],
    units: Sequence[int],
    unit_count: int,
) -> list[int]:
    """Indices of the candidates to cut at, in order, so as to agree best with people.

    As `cut`, and: `evidence` is what a cut at each very place is worth, up to a constant, without
    what is near it; `units` are the numbers of the utterances that begin at the candidates, of
    `unit_count` altogether. The number of chapters to expect is that of the likeliest cut.
    """
    tried = worth_trying(positions, gains, prior)
    lattice = Lattice([positions[each] for each in tried], start=start, end=end, prior=prior)
    chosen = _agreeing(
        lattice,
        [gains[each] for each in tried],
        [evidence[each] for each in tried],
        [units[each] for each in tried],
        unit_count,
    )
    return [tried[each] for each in chosen]


def _agreeing(
    lattice: Lattice,
    gains: Sequence[float],
    evidence: Sequence[float],
    units: Sequence[int],
    unit_count: int,
) -> list[int]:
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
