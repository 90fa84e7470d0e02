"""Cue phrases: words that carry no subject but tell that one begins or ends.

"Let's talk about", "you mentioned", "one last thing": which of them count, and how much, is learnt.
Grosz and Sidner (1986), Attention, Intentions, and the Structure of Discourse.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from math import fsum

BEFORE, AFTER = 20, 25
"""Words on either side of a gap that are looked at."""


def phrases_around(
    tokens: Sequence[Sequence[str]], known: Container[str] | None = None
) -> Iterator[set[str]]:
    """For each utterance the words and pairs of words around the gap before it.

    They are marked `<` before the gap, `>` after it, and `^` where the utterance begins with them.
    Only those that are `known`, if that is told.
    """
    flat = [word for line in tokens for word in line]
    pairs = [f"{left} {right}" for left, right in pairwise(flat)]
    marked = {mark: [_marked(mark, each, known) for each in (flat, pairs)] for mark in "<>"}
    for start, line in zip(accumulate(map(len, tokens), initial=0), tokens, strict=False):
        first = max(0, start - BEFORE)
        words, joined = marked["<"]
        phrases = {*words[first:start], *joined[first : max(first, start - 1)]}
        words, joined = marked[">"]
        phrases.update(words[start : start + AFTER], joined[start : start + AFTER - 1])
        phrases.discard("")
        opening = (f"^ {' '.join(line[:count])}" for count in (1, 2) if len(line) >= count)
        phrases.update(phrase for phrase in opening if known is None or phrase in known)
        yield phrases


def _marked(mark: str, phrases: Sequence[str], known: Container[str] | None) -> list[str]:
    """Each of `phrases` with a mark; nothing instead of what is not known."""
    found = {phrase: f"{mark} {phrase}" for phrase in phrases}
    if known is not None:
        found = {phrase: one if one in known else "" for phrase, one in found.items()}
    return [found[phrase] for phrase in phrases]


def weigh_phrases(tokens: Sequence[Sequence[str]], weights: Mapping[str, float]) -> list[float]:
    """The sum of the weights of the phrases around the gap before each utterance.

    Summed exactly, so that the order of a set does not matter.
    """
    return [
        fsum(weights[phrase] for phrase in phrases) for phrases in phrases_around(tokens, weights)
    ]
