"""How sure a mean is: bootstrapped intervals, and the paired comparison of two runs.

Efron and Tibshirani (1993), An Introduction to the Bootstrap. Episodes are the units that are
drawn; the generator's seed is fixed, so the same scores give the same interval.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

DRAWS = 2000
_SEED = 20240229


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean and the 95 % interval around it."""

    mean: float
    low: float
    high: float

    @property
    def decided(self) -> bool:
        """Whether 0 lies outside: for a difference, whether one side is better."""
        return self.low > 0 or self.high < 0


def interval(values: Sequence[float]) -> Interval:
    """The mean of `values` with its 95 % interval; raises `ValueError` where there are none."""
    if not values:
        raise ValueError("no values to average")
    generator = random.Random(_SEED)
    count = len(values)
    means = sorted(fmean(generator.choices(values, k=count)) for _ in range(DRAWS))
    return Interval(
        mean=fmean(values),
        low=means[int(DRAWS * 0.025)],
        high=means[int(DRAWS * 0.975) - 1],
    )


def difference(ours: Sequence[float], theirs: Sequence[float]) -> Interval:
    """The mean difference of two runs on the same episodes, `ours` less `theirs`."""
    return interval([a - b for a, b in zip(ours, theirs, strict=True)])
