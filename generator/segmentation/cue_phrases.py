"""Cue phrases: words that carry no subject but tell that one begins or ends.

"Let's talk about", "you mentioned", "one last thing": which of them count, and how much, is learnt.
Grosz and Sidner (1986), Attention, Intentions, and the Structure of Discourse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from math import fsum

BEFORE, AFTER = 20, 25
"""Words on either side of a gap that are looked at."""


def phrases_around(tokens: Sequence[Sequence[str]]) -> Iterator[set[str]]:
    """For each utterance the words and pairs of words around the gap before it.

    They are marked `<` before the gap, `>` after it, and `^` where the utterance begins with them.
    """
    flat = [word for line in tokens for word in line]
    for start, line in zip(accumulate(map(len, tokens), initial=0), tokens, strict=False):
        before, after = flat[max(0, start - BEFORE) : start], flat[start : start + AFTER]
        phrases = {f"< {word}" for word in before}
        phrases.update(f"> {word}" for word in after)
        phrases.update(f"< {left} {right}" for left, right in pairwise(before))
        phrases.update(f"> {left} {right}" for left, right in pairwise(after))
        phrases.update(f"^ {' '.join(line[:count])}" for count in (1, 2) if len(line) >= count)
        yield phrases


def weigh_phrases(tokens: Sequence[Sequence[str]], weights: Mapping[str, float]) -> list[float]:
    """The sum of the weights of the phrases around the gap before each utterance.

    Summed exactly, so that the order of a set does not matter.
    """
    return [
        fsum(weights[phrase] for phrase in phrases if phrase in weights)
        for phrases in phrases_around(tokens)
    ]
