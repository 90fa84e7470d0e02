"""Columns of numbers, as what is learned looks at them."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
_N = TypeVar("_N", np.float64, np.int64)

_ALIKE = 1e-9
"""The deviation up to which numbers do not differ."""


def distinct(values: NDArray[_N]) -> NDArray[_N]:
    """All that stands in `values`, each once and in order.

    What `np.unique` finds, which loads all of `numpy.ma` to do so: 10 ms.
    """
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def standardize(values: Floats) -> Floats:
    """`values` with mean 0 and deviation 1; all 0 where they do not differ."""
    deviation = values.std()
    return np.asarray((values - values.mean()) / (deviation if deviation > _ALIKE else 1.0))
