"""The best cut of a recording into parts, by dynamic programming."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


_LONGEST = 6.0
"""Medians; longer parts are not tried unless there is no candidate between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthPrior:
    """How long parts are: log-normal, with a hard floor."""

    median: float
    """Seconds."""
    spread: float
    """Standard deviation of the logarithm of the length."""
    shortest: float
    """Seconds; no part is shorter while the whole is at least twice as long."""

    def log_density(self, lengths: NDArray[np.float64]) -> NDArray[np.float64]:
        """The logarithm of the density, up to a constant; minus infinity under the floor."""
        safe = np.maximum(lengths, 1e-3)
        deviations = (np.log(safe) - np.log(self.median)) / self.spread
        density = -0.5 * deviations**2 - np.log(safe / self.median)
        return np.where(lengths < self.shortest, -np.inf, density)


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
    cut at each is worth, in the units of a log density. No part is longer than `_LONGEST` medians
    where a candidate allows it. Nothing is cut where no cut leaves parts long enough.
    """
    points = np.array([start, *positions, end], dtype=np.float64)
    worth = np.array([0.0, *gains, 0.0], dtype=np.float64)
    longest = prior.median * _LONGEST
    best = np.full(len(points), -np.inf)
    best[0] = 0.0
    previous = np.zeros(len(points), dtype=np.int64)
    for index in range(1, len(points)):
        first = int(np.searchsorted(points[:index], points[index] - longest))
        last = int(np.searchsorted(points[:index], points[index] - prior.shortest, side="right"))
        first = max(0, min(first, last - 1))
        if not np.isfinite(best[first:last]).any():
            first = 0
        if last <= first:
            continue
        totals = best[first:last] + prior.log_density(points[index] - points[first:last])
        choice = int(np.argmax(totals))
        previous[index] = first + choice
        best[index] = totals[choice] + worth[index]
    if best[-1] == -np.inf:
        return []
    path: list[int] = []
    index = int(previous[-1])
    while index > 0:
        path.append(index - 1)
        index = int(previous[index])
    return path[::-1]
