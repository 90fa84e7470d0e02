"""Who speaks inside a turn: labels and marks that transcripts leave in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.language.languages import Language
from generator.model import Cue

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
class Stretch:
    """A part of a turn's text in one voice."""

    start: int
    end: int
    speaker: str | None


def in_voices(
    turns: Iterable[tuple[str, str | None]], cues: Sequence[Cue], language: Language
) -> list[list[Stretch]]:
    """The parts of each turn, each in one voice; a turn has a text and the speaker of its cues.

    `cues` is the whole transcript: what is a name, it tells.
    """
    voices = _Voices(cues, language)
    return [list(voices.stretches(text, speaker)) for text, speaker in turns]


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

    def stretches(self, text: str, speaker: str | None) -> Iterator[Stretch]:
        """The parts of the text of a turn, each in one voice, without what marks them."""
        begin, voice = 0, speaker
        for start, end, name in self._marks(text):
            if text[begin:start].strip():
                yield Stretch(begin, len(text[:start].rstrip()), voice)
                voice = name
            begin, voice = end, name or voice
        if text[begin:].strip():
            yield Stretch(begin, len(text), voice)

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
