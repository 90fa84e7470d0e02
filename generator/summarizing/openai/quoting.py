"""Where in a recording words were said: so that a quotation is one, and cites its own lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from ...language.words import words

DENSEST_GAPS = 0.6
"""Share of the words said in a stretch that a quotation of it must have."""
LONGEST_QUOTATION = 90
"""Words."""
NEARBY = 2
"""Lines around those cited in which a quotation is looked for."""


class Recording:
    """The words of a recording, by line; lines are numbered from 1."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._rows = [words(line) for line in lines]
        self._text = " "
        self._starts: list[int] = []
        for row in self._rows:
            self._starts.append(len(self._text))
            self._text += "".join(f"{word} " for word in row)

    def find(self, text: str, cited: Sequence[int]) -> tuple[int, ...]:
        """The numbers of the lines in which `text` was said; none where it was not.

        Word for word anywhere, or near the lines cited with little left out.
        """
        wanted = words(text)
        if not wanted:
            return ()
        return self._exactly(wanted, cited) or self._nearly(wanted, cited)

    def _exactly(self, wanted: Sequence[str], cited: Sequence[int]) -> tuple[int, ...]:
        sought = f" {' '.join(wanted)} "
        found: list[tuple[int, ...]] = []
        place = self._text.find(sought)
        while place >= 0:
            first = bisect_right(self._starts, place + 1)
            last = bisect_right(self._starts, place + len(sought) - 2)
            found.append(tuple(range(first, last + 1)))
            place = self._text.find(sought, place + 1)
        near = cited[0] if cited else 1
        return min(found, key=lambda lines: abs(lines[0] - near), default=())

    def _nearly(self, wanted: Sequence[str], cited: Sequence[int]) -> tuple[int, ...]:
        if not cited:
            return ()
        first = max(1, min(cited) - NEARBY)
        last = min(len(self._rows), min(max(cited), min(cited) + 8) + NEARBY)
        said = [
            (word, number) for number in range(first, last + 1) for word in self._rows[number - 1]
        ]
        best: tuple[int, int] | None = None
        for begin, (word, _) in enumerate(said):
            if word != wanted[0]:
                continue
            place = begin
            for each in wanted[1:]:
                place = next(
                    (n for n in range(place + 1, len(said)) if said[n][0] == each), len(said)
                )
                if place == len(said):
                    break
            if place < len(said) and (best is None or place - begin < best[1] - best[0]):
                best = begin, place
        if best is None or len(wanted) < DENSEST_GAPS * (best[1] - best[0] + 1):
            return ()
        return tuple(range(said[best[0]][1], said[best[1]][1] + 1))
