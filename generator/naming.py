"""Names that must differ: ids in a page, parts of addresses."""

from __future__ import annotations

from collections.abc import Iterable


class UniqueNames:
    """Hands out names, each once: `tides`, `tides-2`, `tides-3`, ..."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}
        """By name: the first number that may still be free, so that n alike take no n² trials."""

    def take(self, base: str) -> str:
        """`base`, or with the lowest number that makes it differ from all that were taken."""
        name = base
        if name in self._taken:
            number = self._next.get(base, 2)
            while (name := f"{base}-{number}") in self._taken:
                number += 1
            self._next[base] = number + 1
        self._taken.add(name)
        return name
