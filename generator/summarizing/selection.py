"""Choosing sentences that together say most in few words.

Weighted coverage of content words is monotone and submodular (Lin and Bilmes, "A Class of
Submodular Functions for Document Summarization", ACL 2011, https://aclanthology.org/P11-1052/):
what is covered already counts for nothing, which is all the novelty the choice needs. Taking the
greatest gain first fills a budget badly, so a few of the best partial choices are kept at each step
(a beam search).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.summarizing.candidates import Candidate

POOR = 0.3
"""Of the candidates below this fitness one is taken, where there is nothing else."""
_BEAM = 6
"""Partial choices that are carried on."""
_SAID_BEFORE = 0.7
"""Share of the content words of the shorter of two sentences that make one repeat the other."""
_CONSIDERED = 50
"""Candidates that are tried, those with the most worth alone."""


class _Choice(NamedTuple):
    """Some candidates, and what they are worth together."""

    worth: float
    members: tuple[int, ...]
    """Their indices, ascending."""
    covered: frozenset[str]
    length: int
    """Words."""


def select(
    candidates: Sequence[Candidate],
    weights: Mapping[str, float],
    *,
    count: int,
    budget: int,
    position_bonus: float = 0.0,
    chosen: Sequence[Candidate] = (),
) -> list[Candidate]:
    """Add at most `count` of `candidates` to `chosen`, in the order of speech.

    `weights` says how much each stem is worth. All together have at most `budget` words, unless the
    first alone exceeds it. The first of `candidates` counts `1 + position_bonus` times as much as
    the last.
    """
    presentable = [candidate for candidate in candidates if candidate.fitness >= POOR]
    if not presentable:
        count = min(count, 1)
    pool = [
        candidate
        for candidate in presentable or candidates
        if not any(_repeats(candidate, other) for other in chosen)
    ]
    factors = [
        candidate.fitness * (1.0 + position_bonus * (1.0 - index / len(pool)))
        for index, candidate in enumerate(pool)
    ]
    # Summed in sorted order, so that the last bit never depends on the order of a set.
    words = [
        [(stem, weights[stem]) for stem in sorted(candidate.stems) if stem in weights]
        for candidate in pool
    ]
    alone = [
        factor * sum(weight for _, weight in row)
        for factor, row in zip(factors, words, strict=True)
    ]
    considered = sorted(range(len(pool)), key=lambda index: (-alone[index], index))[:_CONSIDERED]
    start = _Choice(
        0.0,
        (),
        frozenset(stem for candidate in chosen for stem in candidate.stems),
        sum(candidate.length for candidate in chosen),
    )
    best, beam = start, [start]
    for _ in range(count):
        longer: dict[tuple[int, ...], _Choice] = {}
        for choice in beam:
            for index in considered:
                candidate = pool[index]
                length = choice.length + candidate.length
                if (choice.length and length > budget) or any(
                    _repeats(candidate, pool[member]) for member in choice.members
                ):
                    continue
                fresh = [weight for stem, weight in words[index] if stem not in choice.covered]
                worth = choice.worth + factors[index] * sum(fresh)
                members = tuple(sorted((*choice.members, index)))
                if worth > choice.worth and (
                    members not in longer or longer[members].worth < worth
                ):
                    longer[members] = _Choice(
                        worth, members, choice.covered | candidate.stems, length
                    )
        beam = sorted(longer.values(), key=lambda choice: (-choice.worth, choice.members))[:_BEAM]
        if not beam:
            break
        if beam[0].worth > best.worth:
            best = beam[0]
    return sorted(
        [*chosen, *(pool[index] for index in best.members)], key=lambda candidate: candidate.first
    )


def _repeats(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates share an utterance, or one says little that the other does not."""
    if one.overlaps(other):
        return True
    fewest = min(len(one.stems), len(other.stems))
    return len(one.stems & other.stems) >= _SAID_BEFORE * max(fewest, 2)
