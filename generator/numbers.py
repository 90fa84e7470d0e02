"""Columns of numbers, as what is learned looks at them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_ALIKE = 1e-9
"""The deviation up to which numbers do not differ."""


def standardize(values: Floats) -> Floats:
    """`values` with mean 0 and deviation 1; all 0 where they do not differ."""
    deviation = values.std()
    return np.asarray((values - values.mean()) / (deviation if deviation > _ALIKE else 1.0))
