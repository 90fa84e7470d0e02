"""Where sentences end in speech that nobody punctuated.

Whether one ends between two words is judged by the three words on either side, and whether a piece
is as long as sentences that open like it. Both were learned from punctuated transcripts by
`generator.evaluation.train_endings`. Subjects play no part: a word that not every conversation
holds counts only as one of its class.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..model import WordClass
from .languages import Language
from .lexicon import class_of

ENDINGS_FILE = Path(__file__).with_name("endings.json")
LONGEST_PIECE = 40
"""Words after which a piece ends, wherever that is."""
PLACES = ((-3,), (-2,), (-1,), (1,), (2,), (3,), (-3, -2), (-2, -1), (-1, 1), (1, 2), (2, 3))
"""The words that are looked at, alone and in pairs: -1 is the last before a gap, 1 the next."""
OTHER_OPENINGS = ""
"""The key of `Endings.lengths` for all openings that have no row of their own."""

_REACH = 3
"""The most words away that `PLACES` look."""
_UNLIKELY = -4.5
"""Log-odds below which an end is considered only where there is no better one near."""
_NEAR = LONGEST_PIECE // 2
_ENGLISH = Language.of("en")
_HESITATIONS = _ENGLISH.endings["hesitations"]
_FILLER_PAIRS = {("you", "know"), ("i", "mean")}
_JOINERS = _ENGLISH.endings["joiners"]
"""Words before the one that tells how a sentence opens."""
_MOST_JOINERS = 3
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")
_OWN_WORDS = _ENGLISH.function | _ENGLISH.vague | _ENGLISH.common
_Numbers = NDArray[np.int64]
_Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Endings:
    """What was learned; `generator.evaluation.train_endings` writes it."""

    intercept: float
    terms: Mapping[str, Mapping[str, float]]
    """For each of `PLACES`, by `name_of`, the log-odds that the words there add."""
    lengths: Mapping[str, Sequence[float]]
    """By how a sentence opens, what a length of 0, 1, ... `LONGEST_PIECE` words adds."""

    @cached_property
    def numbers(self) -> dict[str, int]:
        """A number from 1 for each word or class that has a weight; 0 is any other."""
        known = {word for weights in self.terms.values() for key in weights for word in key.split()}
        return {word: number for number, word in enumerate(sorted(known), 1)}

    @cached_property
    def tables(self) -> tuple[tuple[_Numbers, _Floats], ...]:
        """For each of `PLACES` the sorted keys of `keys_at` that have weights, and those."""
        tables = []
        for places in PLACES:
            rows = []
            for key, weight in self.terms.get(name_of(places), {}).items():
                number = 0
                for word in key.split():
                    number = number * self.base + self.numbers[word]
                rows.append((number, weight))
            rows.sort()
            # The last row matches nothing, so that a search never runs off the table.
            keys = np.array([*(key for key, _ in rows), np.iinfo(np.int64).max])
            tables.append((keys, np.array([*(weight for _, weight in rows), 0.0])))
        return tuple(tables)

    @property
    def base(self) -> int:
        """More than any of `numbers`."""
        return len(self.numbers) + 1


def name_of(places: tuple[int, ...]) -> str:
    """What an entry of `PLACES` is called in the file: "-1 +1"."""
    return " ".join(f"{place:+d}" for place in places)


@cache
def load_endings() -> Endings:
    """What comes with the program."""
    return Endings(**json.loads(ENDINGS_FILE.read_text(encoding="utf-8")))


def learned_spans(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges of unpunctuated English words that most probably are a sentence each.

    `text` has single spaces between its words; `spans` are its parts as far as its punctuation
    tells.
    """
    for begin, end in spans:
        said = text[begin:end].split()
        first = 0
        for last in find_ends(said):
            stop = begin + sum(map(len, said[first:last])) + last - first - 1
            yield begin, stop
            begin, first = stop + 1, last


def find_ends(said: Sequence[str], endings: Endings | None = None) -> list[int]:
    """Where the pieces of `said` end: for each the index after its last word, ascending.

    `said` has the words as they are written. Hesitations between two pieces go to the second.
    """
    if not said:
        return []
    endings = endings or load_endings()
    heard, positions = telling_words(said)
    if not heard:
        return [len(said)]
    ends = _decode(heard, judge(heard, endings), endings)
    return [*(positions[end - 1] + 1 for end in ends[:-1]), len(said)]


def telling_words(said: Sequence[str]) -> tuple[list[str], list[int]]:
    """The words of `said` that tell something, as `word_or_class` has them, and their indices.

    Hesitations, repeated words, "you know" and "I mean" say nothing of where sentences end, and
    hide the words that do. A repeated word has the index of its last repeat.
    """
    keys = [bare(word) for word in said]
    heard: list[str] = []
    positions: list[int] = []
    before = ""
    index = 0
    while index < len(keys):
        key = keys[index]
        if tuple(keys[index : index + 2]) in _FILLER_PAIRS:
            index += 2
            continue
        if key and key not in _HESITATIONS:
            if key == before:
                positions[-1] = index
            else:
                heard.append(word_or_class(key))
                positions.append(index)
                before = key
        index += 1
    return heard, positions


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> str:
    """A written word in lower case, without the punctuation around it."""
    return _EDGES.sub("", word.lower().replace("’", "'"))


@lru_cache(maxsize=1 << 14)
def word_or_class(word: str) -> str:
    """`word` itself where it belongs to no subject, else its class in angle brackets."""
    if word in _OWN_WORDS:
        return word
    stem, apostrophe, suffix = word.partition("'")
    if apostrophe and (suffix != "s" or stem in _ENGLISH.function or stem == "let"):
        return word
    if word[0].isdigit():
        return "<number>"
    kind = class_of(word)
    name = "adverb" if kind is WordClass.OTHER else kind.name.lower()
    if kind in {WordClass.NOUN, WordClass.VERB} and word.endswith("s") and not word.endswith("ss"):
        name += "-s"
    elif kind is WordClass.VERB and word.endswith("ed"):
        name += "-ed"
    return f"<{name}>"


def opening(heard: Sequence[str], begin: int) -> str:
    """The word by which a sentence from `begin` on is known to open."""
    last = min(begin + _MOST_JOINERS, len(heard) - 1)
    while begin < last and heard[begin] in _JOINERS:
        begin += 1
    return heard[begin]


def keys_at(heard: Sequence[str], numbers: Mapping[str, int]) -> Iterator[_Numbers]:
    """For each of `PLACES`, a number for the words there around the gap after each word."""
    count, base = len(heard), len(numbers) + 1
    padded = np.zeros(count + 2 * _REACH, np.int64)
    padded[_REACH : _REACH + count] = [numbers.get(word, 0) for word in heard]
    for places in PLACES:
        keys = np.zeros(count, np.int64)
        for place in places:
            first = _REACH + place + (place < 0)
            keys = keys * base + padded[first : first + count]
        yield keys


def judge(heard: Sequence[str], endings: Endings) -> _Floats:
    """The log-odds that a sentence ends after each word of `heard`."""
    odds = np.full(len(heard), endings.intercept)
    for keys, (known, weights) in zip(keys_at(heard, endings.numbers), endings.tables, strict=True):
        found = np.searchsorted(known, keys)
        odds += np.where(known[found] == keys, weights[found], 0.0)
    return odds


def _decode(heard: Sequence[str], odds: _Floats, endings: Endings) -> list[int]:
    """The ends of the pieces that together are likeliest, by dynamic programming."""
    other = endings.lengths[OTHER_OPENINGS]
    ends = _possible_ends(odds)
    starts = [0, *ends[:-1]]
    lengths = [endings.lengths.get(opening(heard, start), other) for start in starts]
    gains = odds.tolist()
    gains[-1] = 0.0  # the speech ends there, whatever its words
    best = [0.0]
    came_from = [0]
    first = 0
    for end in ends:
        while end - starts[first] > LONGEST_PIECE:
            first += 1
        top, origin = max(
            (best[index] + lengths[index][end - starts[index]], index)
            for index in range(first, len(best))
        )
        best.append(top + gains[end - 1])
        came_from.append(origin)
    chosen = []
    index = len(ends)
    while index:
        chosen.append(ends[index - 1])
        index = came_from[index]
    return chosen[::-1]


def _possible_ends(odds: _Floats) -> list[int]:
    """Ends that are worth considering, never more than `LONGEST_PIECE` words apart."""
    possible = odds > _UNLIKELY
    for begin in range(0, len(odds), _NEAR):
        possible[begin + int(np.argmax(odds[begin : begin + _NEAR]))] = True
    possible[-1] = True
    return (np.flatnonzero(possible) + 1).tolist()
