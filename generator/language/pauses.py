"""Where sentences end in speech that nobody punctuated, told by pauses and by how sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from .languages import Language
from .words import word_count

_SHORT, _USUAL, _LONG = 6, 16, 34
"""Words of a piece of unpunctuated speech: hardly fewer, about as many, hardly more."""
_PAUSES = ((1.2, 3.0), (0.6, 1.8), (0.25, 0.8))
"""Seconds of silence, and what they speak for the end of a sentence."""
_ENDING = 2.2
"""The same for words in which sentences of the language end."""
_CLAUSE = 0.3
"""The same for words in which a clause ends that another may follow."""
_FURTHEST = 60
"""Words beyond which no piece is tried."""


def paused_spans(
    text: str, spans: Iterable[tuple[int, int]], breaks: Mapping[int, float], language: Language
) -> Iterator[tuple[int, int]]:
    """Ranges of unpunctuated words that probably are a sentence each, by dynamic programming.

    They end at pauses, where a cue does, and after words in which sentences of the language end.
    `spans` are the parts of `text` as far as its punctuation tells; `breaks` are the starts of cues
    in it, with the silence before each in seconds.
    """
    for first, last in spans:
        worth = _ends_by_place(text, first, last, breaks, language)
        if word_count(text[first:last]) <= _LONG:
            yield first, last
            continue
        places = [first, *sorted(worth), last]
        lengths = [0]
        for before, after in pairwise(places):
            lengths.append(lengths[-1] + max(1, word_count(text[before:after].strip())))
        best, came_from = [0.0], [0]
        for index in range(1, len(places)):
            choices = [
                (best[origin] + _length_worth(lengths[index] - lengths[origin]), origin)
                for origin in range(index - 1, -1, -1)
                if origin == index - 1 or lengths[index] - lengths[origin] <= _FURTHEST
            ]
            top, origin = max(choices)
            best.append(top + worth.get(places[index], 0.0))
            came_from.append(origin)
        chosen = [len(places) - 1]
        while came_from[chosen[-1]]:
            chosen.append(came_from[chosen[-1]])
        ends = [places[index] for index in reversed(chosen)]
        for begin, end in zip([first, *ends], ends, strict=False):
            said = text[begin:end]
            yield begin + len(said) - len(said.lstrip()), begin + len(said.rstrip())


def _ends_by_place(
    text: str, first: int, last: int, breaks: Mapping[int, float], language: Language
) -> dict[int, float]:
    """Places where a sentence may end, and what speaks for it."""
    worth: dict[int, float] = {}
    for match in re.finditer(r"(?<=[\s、，,]) *(?=\S)", text[first:last]):
        worth[first + match.end()] = -1.5
    for place, silence in breaks.items():
        if first < place < last:
            worth[place] = next((gain for least, gain in _PAUSES if silence >= least), 0.0)
    for name, gain in (("clause_end", _CLAUSE), ("sentence_end", _ENDING)):
        for match in language.pattern(name, "(?:{})").finditer(text, first, last):
            place = match.end()
            while place < last and text[place] in " 、，,":
                place += 1
            if first < place < last:
                worth[place] = max(worth.get(place, 0.0), 0.0) + gain
    return worth


def _length_worth(length: int) -> float:
    """What a piece of so many words is worth."""
    if length < _SHORT:
        return -1.0 * (_SHORT - length)
    if length > _LONG:
        return -0.5 * (length - _LONG) - 1.0
    return -(((length - _USUAL) / 12) ** 2)
