"""Who speaks: turns, and voices inside a turn, by labels and marks that transcripts leave in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..model import Cue
from .languages import Language

_VOICE = re.compile(r"\s*>{2,3}\s*")
"""What captions write where another person begins to speak."""
_LABEL = re.compile(
    r"(?:^|(?<=[.!?…。\"”)-] ))"
    r"\[?([^\W\d_][\w.'’-]*(?: (?:[A-ZÀ-Þ#\d][\w.'’-]*|#?\d+)){0,3})\]?:\s+"
)
"""What may be a speaker's name before what they say."""
_RECURS = 3
"""How often a full name must open a sentence so before it is taken for a speaker's."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The consecutive cues of one speaker that have words."""

    cues: Sequence[int]
    """Their indices."""
    starts: Sequence[int]
    """Where each begins in `text`."""
    text: str
    """All of them, with single spaces between words."""
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a turn in one voice."""

    turn: Turn
    start: int
    end: int
    """Where it begins and ends in the text of the turn."""
    speaker: str | None

    @property
    def text(self) -> str:
        """What is said."""
        return self.turn.text[self.start : self.end]


def in_voices(cues: Sequence[Cue], language: Language) -> list[Stretch]:
    """All that is said, each part in one voice, in order."""
    voices = _Voices(cues, language)
    return [stretch for turn in _turns(cues) for stretch in voices.stretches(turn)]


def silences(cues: Sequence[Cue], stretch: Stretch) -> dict[int, float]:
    """Where cues begin in a stretch, and how long the silence before them is, in seconds."""
    turn = stretch.turn
    found: dict[int, float] = {}
    first, end = bisect_right(turn.starts, stretch.start), bisect_left(turn.starts, stretch.end)
    for place in range(first, end):
        ended, begun = cues[turn.cues[place - 1]].end, cues[turn.cues[place]].start
        silence = begun - ended if begun is not None and ended is not None else 0.0
        found[turn.starts[place] - stretch.start] = silence
    return found


def gaps_in(stretch: Stretch, lost: Container[int]) -> frozenset[int]:
    """Where a stretch goes on after missing words; `lost` are the cues before which some are."""
    turn = stretch.turn
    first, end = bisect_left(turn.starts, stretch.start), bisect_right(turn.starts, stretch.end + 1)
    places = {turn.starts[place] for place in range(first, end) if turn.cues[place] in lost}
    if end == len(turn.cues) and turn.cues[-1] + 1 in lost:
        places.add(len(turn.text) + 1)
    return frozenset(place - stretch.start for place in places)


def _turns(cues: Sequence[Cue]) -> Iterator[Turn]:
    for speaker, turn in groupby(range(len(cues)), key=lambda index: cues[index].speaker):
        spoken = [index for index in turn if cues[index].text.strip()]
        if not spoken:
            continue
        starts: list[int] = []
        pieces: list[str] = []
        length = 0
        for index in spoken:
            starts.append(length)
            pieces.append(" ".join(cues[index].text.split()))
            length += len(pieces[-1]) + 1
        yield Turn(spoken, starts, " ".join(pieces), speaker)


class _Voices:
    """Tells where another person begins to speak inside a turn."""

    def __init__(self, cues: Sequence[Cue], language: Language) -> None:
        self._names = {name.casefold(): name for name in {cue.speaker for cue in cues} if name}
        firsts = Counter(name.split()[0] for name in self._names)
        for key, name in list(self._names.items()):
            if firsts[key.split()[0]] == 1:
                self._names.setdefault(key.split()[0], name)
        self._roles = language.pattern("roles", r"(?:{})(?:\s*#?\d+|\s+[a-z])?\Z")
        labels = Counter(
            match[1] for cue in cues if ": " in cue.text for match in _LABEL.finditer(cue.text)
        )
        for label, count in labels.items():
            if count >= _RECURS and " " in label:
                self._names.setdefault(label.casefold(), label)

    def stretches(self, turn: Turn) -> Iterator[Stretch]:
        """The parts of a turn, each in one voice, without what marks them."""
        text = turn.text
        begin, voice = 0, turn.speaker
        for start, end, name in self._marks(text):
            if text[begin:start].strip():
                yield Stretch(turn, begin, len(text[:start].rstrip()), voice)
                voice = name
            begin, voice = end, name or voice
        if text[begin:].strip():
            yield Stretch(turn, begin, len(text), voice)

    def _marks(self, text: str) -> list[tuple[int, int, str | None]]:
        marks: list[tuple[int, int, str | None]] = []
        if ">>" in text:
            marks += [(*match.span(), None) for match in _VOICE.finditer(text)]
        if ": " in text:
            for match in _LABEL.finditer(text):
                name = self._names.get(match[1].casefold())
                if name or self._roles.match(match[1]):
                    marks.append((*match.span(), name or match[1]))
        return sorted(marks)
