"""Simple segmenters to compare with: anything worth using is clearly better than these."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from math import sqrt
from statistics import fmean, pstdev

from ..language.words import words
from ..model import Utterance


def uniform(end: float, length: float = 210.0) -> list[float]:
    """A chapter start every `length` seconds of a recording that ends at `end` seconds."""
    return [length * index for index in range(1, int(end / length) + 1) if length * index < end]


def at_nearest(starts: Sequence[float], candidates: Sequence[float]) -> list[float]:
    """`starts`, each moved to the nearest of `candidates`, each used once; seconds."""
    if not candidates:
        return list(starts)
    return sorted({min(candidates, key=lambda c: abs(c - start)) for start in starts})


def random_starts(
    candidates: Sequence[float], end: float, length: float = 210.0, seed: int = 0
) -> list[float]:
    """As many of `candidates` as `uniform` would give, drawn by a generator with a fixed seed."""
    count = min(len(uniform(end, length)), len(candidates))
    return sorted(random.Random(seed).sample(list(candidates), count))


def texttiling(utterances: Sequence[Utterance], width: int = 60, block: int = 10) -> list[int]:
    """First utterances of chapters by lexical depth.

    `width` is the length of a pseudo-sentence in words, `block` the number of those compared on
    either side. A boundary stands where the depth of a valley exceeds the mean depth less half its
    deviation. Hearst (1997), TextTiling: Segmenting Text into Multi-paragraph Subtopic Passages.
    """
    tokens = [(word, index) for index, u in enumerate(utterances) for word in words(u.text)]
    pieces = [tokens[start : start + width] for start in range(0, len(tokens), width)]
    counts = [Counter(word for word, _ in piece if len(word) > 3) for piece in pieces]
    similarities = [
        _cosine(
            sum(counts[max(0, gap - block) : gap], Counter()),
            sum(counts[gap : gap + block], Counter()),
        )
        for gap in range(1, len(pieces))
    ]
    depths = [_depth(similarities, gap) for gap in range(len(similarities))]
    if not depths:
        return []
    cutoff = fmean(depths) - pstdev(depths) / 2
    return sorted(
        {
            pieces[gap + 1][0][1]
            for gap, depth in enumerate(depths)
            if depth > cutoff and depth > 0 and depth == max(depths[max(0, gap - 1) : gap + 2])
        }
        - {0}
    )


def _depth(similarities: Sequence[float], gap: int) -> float:
    """How far the similarity at `gap` lies under the peaks on both sides."""
    left = gap
    while left > 0 and similarities[left - 1] >= similarities[left]:
        left -= 1
    right = gap
    while right + 1 < len(similarities) and similarities[right + 1] >= similarities[right]:
        right += 1
    return similarities[left] + similarities[right] - 2 * similarities[gap]


def _cosine(left: Counter[str], right: Counter[str]) -> float:
    """The cosine of two bags of words."""
    product = sum(count * right[word] for word, count in left.items())
    norms = sqrt(sum(c * c for c in left.values()) * sum(c * c for c in right.values()))
    return product / norms if norms else 0.0
