"""What is worked out of a frozen value, once for as long as somebody holds that value.

Values are known by themselves, not by what they hold, which would have to be looked through each
time; nothing is kept of those that are gone, however long a process lasts.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

_T = TypeVar("_T")
_R = TypeVar("_R")


def once_each(make: Callable[[_T], _R]) -> Callable[[_T], _R]:
    """`make`, called once for each value; what it returns may not hold the value.

    Raises `TypeError` where values have no room for weak references.
    """
    known: dict[int, tuple[weakref.ref[_T], _R]] = {}

    @wraps(make)
    def ask(value: _T) -> _R:
        place = id(value)
        if place not in known:  # it is taken out before another value can have the same place
            known[place] = weakref.ref(value, lambda _: known.pop(place, None)), make(value)
        return known[place][1]

    return ask
