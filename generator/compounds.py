"""Words that are written as one and as two: "dataset" and "data set", "Midjourney", "mid journey".

Who writes down what is said hears such words now so, now so, often within one recording; who looks
for them writes one. A search for two words finds the one by putting them together, but cannot know
where one falls apart. So what a recording has both ways is noted here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

MOST_COMPOUNDS = 150
"""What a search loads at first: 1 KB compressed."""
SHORTEST = 6
"""Letters of a whole word; of shorter ones many are two others by chance."""
_SHORTEST_PART = 2
_RUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")


def apart_in(texts: Iterable[str], empty: Set[str]) -> tuple[str, ...]:
    """What stands in these texts as two words and as one, as two: "data set", sorted.

    Words of `empty` are no part of another: "any way" is not "anyway".
    """
    words: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for text in texts:
        for run in _RUN.findall(text.lower()):
            row = run.split()
            words.update(row)
            pairs.update(pairwise(row))
    return tuple(
        sorted(
            f"{first} {second}"
            for first, second in pairs
            if first + second in words
            and len(first + second) >= SHORTEST
            and min(len(first), len(second)) >= _SHORTEST_PART
            and not {first, second} & empty
        )
    )


@dataclass(frozen=True, slots=True)
class Compounds:
    """Counts the recordings that have a word both ways."""

    apart: dict[str, int] = field(default_factory=dict)

    def add(self, apart: Iterable[str]) -> None:
        """Count those of one recording."""
        self._count(dict.fromkeys(apart, 1))

    def join(self, other: Compounds) -> None:
        """Count what another counted."""
        self._count(other.apart)

    def _count(self, counts: Mapping[str, int]) -> None:
        for words, count in counts.items():
            self.apart[words] = self.apart.get(words, 0) + count

    def commonest(self) -> Sequence[str]:
        """Those of most recordings, in the order of the alphabet, which packs best."""
        often = sorted(self.apart, key=lambda words: (-self.apart[words], words))
        return sorted(often[:MOST_COMPOUNDS])
