"""ROUGE: how many words, pairs and runs of words two texts share (Lin, 2004, W04-1013)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ..language.words import words


def rouge_n(found: str, human: str, size: int) -> float:
    """F of the runs of `size` words, 1 or 2, that two texts share; lower case, not stemmed."""
    ours, theirs = _runs(words(found), size), _runs(words(human), size)
    return _f(float((ours & theirs).total()), ours.total(), theirs.total())


def rouge_l(found: str, human: str) -> float:
    """F of the longest common subsequence of words."""
    ours, theirs = words(found), words(human)
    row = [0] * (len(theirs) + 1)
    for word in ours:
        diagonal = 0
        for column, other in enumerate(theirs, start=1):
            above = row[column]
            row[column] = diagonal + 1 if word == other else max(above, row[column - 1])
            diagonal = above
    return _f(float(row[-1]), len(ours), len(theirs))


def _runs(tokens: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    return Counter(pairwise(tokens) if size == 2 else ((token,) for token in tokens))


def _f(shared: float, ours: int, theirs: int) -> float:
    return 2 * shared / (ours + theirs) if ours and theirs else 0.0
