"""What was found in single transcripts, remembered by what they say.

To combine an archive is to ask its transcripts many small questions, most of them the same in every
build: which sentence stands around a cue, where a term may be explained, who answers whom. An
answer depends on the transcript and its language alone, so that it is found once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from typing import TypeVar

from ..language.words import word_count
from ..model import Reading, Sentence

_K = TypeVar("_K")
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class Recalled:
    """The answers of one transcript, by what was asked."""

    around: dict[int, tuple[Sentence, ...]] = field(default_factory=dict)
    """Sentences fit to be quoted that a cue has part of, by its index."""
    defined: dict[str, str] = field(default_factory=dict)
    """The term that a sentence defines; "" for none."""
    places: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Indices of cues that may hold something, by its name."""
    answers: dict[str, tuple[Sentence, Sentence] | None] = field(default_factory=dict)
    """What is answered and the answer, by stance and cue."""
    openings: dict[int, tuple[Sentence, ...]] = field(default_factory=dict)
    """What the first cues say, by how many they are."""
    introductions: dict[str, Sentence | None] = field(default_factory=dict)
    """What introduces somebody, by who they are and who else speaks."""
    naming: dict[str, Sentence | None] = field(default_factory=dict)
    """What names a topic, by its phrases and where they are said."""
    turns: dict[int, str] = field(default_factory=dict)
    """Who speaks from a cue on, until another does; "" for nobody known."""
    literal: dict[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    """What matches a pattern, each with the index of its cue."""
    words: dict[str, int] = field(default_factory=dict)
    """How many words each speaker says; under "" those of nobody known."""


class Memory:
    """The answers of all transcripts of an archive."""

    def __init__(self, recall: Callable[[Reading], Recalled] = lambda _: Recalled()) -> None:
        """`recall` has what an earlier build found; its result is filled in."""
        self._recall = recall
        self._held: dict[int, tuple[Reading, Recalled, int]] = {}

    def of(self, reading: Reading) -> Recalled:
        """The answers of one transcript."""
        held = self._held.get(id(reading))
        if held is None:
            recalled = self._recall(reading)
            held = self._held[id(reading)] = reading, recalled, _count(recalled)
        return held[1]

    def learned(self) -> Iterator[tuple[Reading, Recalled]]:
        """The transcripts of which more is known than before."""
        for reading, recalled, before in self._held.values():
            if _count(recalled) > before:
                yield reading, recalled


def once(answers: dict[_K, _V], asked: _K, find: Callable[[], _V]) -> _V:
    """The answer to what is asked, found where it is not known."""
    if asked not in answers:
        answers[asked] = find()
    return answers[asked]


def _count(recalled: Recalled) -> int:
    return sum(len(getattr(recalled, each.name)) for each in fields(recalled))


def speakers_of(reading: Reading, recalled: Recalled, cues: Iterable[int]) -> Iterator[str]:
    """Who speaks in each of some cues of an episode; "" for nobody known."""
    if not recalled.turns:
        last = None
        for index, each in enumerate(reading.episode.transcript.cues):
            if (each.speaker or "") != last:
                last = recalled.turns[index] = each.speaker or ""
    starts = list(recalled.turns)
    for cue in cues:
        yield recalled.turns[starts[bisect_right(starts, cue) - 1]]


def words_said(reading: Reading, recalled: Recalled) -> dict[str, int]:
    """How many words each speaker of an episode says; under "" those of nobody known."""
    if not recalled.words:
        for cue in reading.episode.transcript.cues:
            said = recalled.words.get(cue.speaker or "", 0)
            recalled.words[cue.speaker or ""] = said + word_count(cue.text)
    return recalled.words
