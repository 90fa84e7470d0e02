"""Choosing sentences that are worth most and do not say the same twice.

Maximal marginal relevance (Carbonell and Goldstein, "The Use of MMR", SIGIR 1998): one after the
other, each by its worth less what it repeats of those taken before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

REPETITION = 1.0
"""Log-odds that a sentence loses of whose content words all were said by another."""
PICKED = 100.0
"""Log-odds that a sentence gains in the choice which people quote in the notes."""
SAID_BEFORE = 0.7
"""Share of the content words of the shorter of two sentences that make one repeat the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something said that may stand in a summary."""

    place: int
    """Index of its utterance."""
    text: str
    """As it would be printed."""
    stems: frozenset[str]
    """Its content words."""
    worth: float
    """Log-odds that a reader would print it."""
    picked: bool = False
    """Whether people quote it in the notes: theirs come first."""

    @property
    def rank(self) -> float:
        """What it is worth in the choice, in log-odds."""
        return self.worth + PICKED * self.picked


def select(
    candidates: Iterable[Candidate],
    *,
    count: int,
    least: float,
    crowding: Callable[[Candidate, Sequence[Candidate]], float] = lambda one, chosen: 0.0,
    given: Sequence[Candidate] = (),
) -> list[Candidate]:
    """At most `count` of `candidates` that are worth `least` or more, the best first.

    `crowding` is what one loses beside those that were chosen before; those `given` are chosen
    already, and stand first.
    """
    chosen = list(given)
    pool = [
        candidate
        for candidate in candidates
        if candidate.rank >= least and not any(_repeats(candidate, each) for each in chosen)
    ]
    while pool and len(chosen) < count:
        gains = [
            (one.rank - REPETITION * _repeated(one, chosen) - crowding(one, chosen), -one.place)
            for one in pool
        ]
        best = max(gains)
        if best[0] < least:
            break
        taken = pool[gains.index(best)]
        chosen.append(taken)
        pool = [one for one in pool if not _repeats(one, taken)]
    return chosen


def _repeated(one: Candidate, chosen: Sequence[Candidate]) -> float:
    """The share of the content words of `one` that one of `chosen` holds, 0 to 1."""
    fewest = max(1, len(one.stems))
    return max((len(one.stems & other.stems) / fewest for other in chosen), default=0.0)


def _repeats(one: Candidate, other: Candidate) -> bool:
    """Whether one is the other, or says little that the other does not."""
    fewest = max(2, min(len(one.stems), len(other.stems)))
    return one.place == other.place or len(one.stems & other.stems) >= SAID_BEFORE * fewest
