"""The words of a part of a recording, however they are cut into lines.

Stored answers are found by them: the same words in other lines are the same words, so an answer
stays paid for when sentences are told apart in another way. Each stored sentence remembers where
the words of its lines stand, as `offset+count:hash`, and is given its lines again by that.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate, groupby
from typing import Protocol

from .passages import CitableLine

_WORD = re.compile(r"\w+")
_PLACE = re.compile(r"(\d+)\+(\d+):([0-9a-f]+)")
OPENING_WORDS = 12
"""By so many words a place where something begins is found again."""


class Placing(Protocol):
    """What knows where words stand: a part of a recording, or several recordings."""

    def places(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """Where the words of some lines stand, in the order of the lines; they count from 1."""

    def lines_at(self, places: Sequence[str]) -> tuple[int, ...]:
        """The lines that hold the words that stood there, in the order of the places.

        None where some are gone.
        """


class Spoken:
    """All that is spoken in a part."""

    def __init__(self, lines: Sequence[CitableLine]) -> None:
        self._lines = lines
        self._windows: dict[int, dict[str, list[int]]] = {}

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words alone, in small letters, as they were heard: without names set right."""
        return tuple(word for words in self._by_line for word in words)

    @property
    def length(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    @property
    def text(self) -> str:
        """All lines as a model is shown them."""
        return " ".join(line.shown for line in self._lines)

    @cached_property
    def hash(self) -> str:
        """Of the words."""
        return _hash(self.words)

    def told(self, *, corrected: bool) -> str:
        """Hash of the words and of who says them; with the names set right that a model is shown.

        A speaker is told where another one begins, as lines of one speaker may be cut anywhere.
        """
        said: list[str] = []
        speaker: str | None = None
        for line, words in zip(self._lines, self._by_line, strict=True):
            if line.speaker != speaker:
                speaker = line.speaker
                said.append(f"{speaker}:")
            said += _words(line.text) if corrected else words
        return _hash(said)

    def places(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """See `Placing.places`."""
        runs = groupby(enumerate(numbers), key=lambda each: each[1] - each[0])
        spans = [[number for _, number in run] for _, run in runs]
        return tuple(self._place(self._starts[s[0] - 1], self._starts[s[-1]]) for s in spans)

    def opening(self, number: int) -> tuple[str, ...]:
        """Where a line begins."""
        start = self._starts[number - 1]
        return (self._place(start, min(start + OPENING_WORDS, len(self.words))),)

    def lines_at(self, places: Sequence[str]) -> tuple[int, ...]:
        """See `Placing.lines_at`."""
        found: list[int] = []
        for place in places:
            match = _PLACE.fullmatch(place)
            begin = self._find(*match.groups()) if match else None
            if match is None or begin is None:
                return ()
            first = bisect_right(self._starts, begin, hi=len(self._by_line)) - 1
            last = bisect_left(self._starts, begin + max(1, int(match[2])))
            found += range(first + 1, min(last, len(self._by_line)) + 1)
        return tuple(found)

    def _find(self, offset: str, count: str, check: str) -> int | None:
        """Where the words begin: where they stood, else the nearest place that says the same."""
        stood, length = int(offset), int(count)
        if _hash(self.words[stood : stood + length]) == check and stood <= len(self.words):
            return stood
        if length not in self._windows:
            windows = self._windows[length] = defaultdict(list)
            for begin in range(len(self.words) - length + 1 if length else 0):
                windows[_hash(self.words[begin : begin + length])].append(begin)
        begins = self._windows[length].get(check, [])
        return min(begins, key=lambda begin: abs(begin - stood), default=None)

    def _place(self, first: int, end: int) -> str:
        return f"{first}+{end - first}:{_hash(self.words[first:end])}"

    @cached_property
    def _by_line(self) -> list[list[str]]:
        return [_words(line.said or line.text) for line in self._lines]

    @cached_property
    def _starts(self) -> list[int]:
        """At which word each line begins, and behind the last one the end."""
        starts = [0]
        for words in self._by_line:
            starts.append(starts[-1] + len(words))
        return starts


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _hash(words: Sequence[str]) -> str:
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:12]


class SpokenInSeveral:
    """All that is spoken in several recordings, by name; their lines are counted through."""

    def __init__(self, recordings: Mapping[str, Spoken]) -> None:
        self._recordings = recordings
        lengths = [spoken.length for spoken in recordings.values()]
        self._firsts = dict(zip(recordings, accumulate(lengths, initial=0), strict=False))

    def number(self, name: str, number: int) -> int:
        """The number among all lines of a line of one recording; both are counted from 1."""
        return self._firsts[name] + number

    def line(self, number: int) -> tuple[str, int]:
        """The recording of a line, and its number there."""
        names = list(self._firsts)
        at = bisect_left(list(self._firsts.values()), number) - 1
        return names[at], number - self._firsts[names[at]]

    def places(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """See `Placing.places`."""
        return tuple(
            f"{name} {place}"
            for name, lines in groupby(map(self.line, sorted(numbers)), key=lambda line: line[0])
            for place in self._recordings[name].places([number for _, number in lines])
        )

    def lines_at(self, places: Sequence[str]) -> tuple[int, ...]:
        """See `Placing.lines_at`."""
        found: list[int] = []
        for each in places:
            name, _, place = each.rpartition(" ")
            spoken = self._recordings.get(name)
            lines = spoken.lines_at([place]) if spoken else ()
            if not lines:
                return ()
            found += [self.number(name, line) for line in lines]
        return tuple(found)
