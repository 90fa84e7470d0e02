"""Cues into utterances: sentences as spoken, each with its words, its cues and its time.

One pass over a transcript: what comes later reads the tokens that are made here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.language.languages import Language
from generator.language.sentences import is_punctuated, spoken_spans
from generator.language.tagging import classify
from generator.language.voices import Stretch, in_voices
from generator.language.words import tokens_of, word_count
from generator.model import Cue, Token, Transcript, Utterance


@dataclass(frozen=True, slots=True)
class _Turn:
    """The consecutive cues of one speaker that have words."""

    cues: Sequence[int]
    """Their indices."""
    starts: Sequence[int]
    """Where each begins in `text`."""
    text: str
    """All of them, with single spaces between words."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an utterance stands: in which stretch of which turn, and from where to where there."""

    turn: _Turn
    stretch: Stretch
    begin: int
    stop: int

    @property
    def text(self) -> str:
        """What is said there."""
        offset = self.stretch.start
        return self.turn.text[offset + self.begin : offset + self.stop]


def hear(transcript: Transcript, language: str = "en") -> tuple[Utterance, ...]:
    """All utterances of `transcript`, which is in the language of that tag, in order.

    An utterance never spans two speakers. Every cue that has words lies in at least one utterance.
    Times are interpolated by characters within a cue; None throughout where there are none.
    """
    cues = transcript.cues
    turns = list(_turns(cues))
    known = Language.of(language)
    if not known.listed:
        known = known.after_hearing(
            [token.key for token in tokens_of(cue.text, known)] for cue in cues
        )
    voices = in_voices([(turn.text, cues[turn.cues[0]].speaker) for turn in turns], cues, known)
    stretches = [
        (turn, stretch) for turn, own in zip(turns, voices, strict=True) for stretch in own
    ]
    parts = [turn.text[stretch.start : stretch.end] for turn, stretch in stretches]
    breaks = [_breaks(cues, turn, stretch) for turn, stretch in stretches]
    punctuated = is_punctuated([cue.text for cue in cues])
    spans = spoken_spans(parts, breaks, known, punctuated=punctuated)
    places = [
        _Place(*stretch, begin, stop)
        for stretch, own in zip(stretches, spans, strict=True)
        for begin, stop in own
    ]
    said = [tokens_of(place.text, known) for place in places]
    rows = classify(said, known)
    return tuple(_utterance(place, row, cues) for place, row in zip(places, rows, strict=True))


def _turns(cues: Sequence[Cue]) -> Iterator[_Turn]:
    for _, turn in groupby(range(len(cues)), key=lambda index: cues[index].speaker):
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
        yield _Turn(spoken, starts, " ".join(pieces))


def _breaks(cues: Sequence[Cue], turn: _Turn, stretch: Stretch) -> dict[int, float]:
    """Where cues begin in a stretch, and how long the silence before them is, in seconds."""
    breaks: dict[int, float] = {}
    first, end = bisect_right(turn.starts, stretch.start), bisect_left(turn.starts, stretch.end)
    for place in range(first, end):
        ended, begun = cues[turn.cues[place - 1]].end, cues[turn.cues[place]].start
        silence = begun - ended if begun is not None and ended is not None else 0.0
        breaks[turn.starts[place] - stretch.start] = silence
    return breaks


def _utterance(place: _Place, tokens: tuple[Token, ...], cues: Sequence[Cue]) -> Utterance:
    """What is said at a place, with the cues and the times that it is said in."""
    turn, offset = place.turn, place.stretch.start
    start, end = offset + place.begin, offset + place.stop
    first = bisect_right(turn.starts, start) - 1
    last = bisect_right(turn.starts, max(start, end - 1)) - 1
    return Utterance(
        text=place.text,
        tokens=tokens,
        words=word_count(place.text),
        first_cue=turn.cues[first],
        last_cue=turn.cues[last],
        start=_time_at(turn, first, start, cues),
        end=_time_at(turn, last, end, cues),
        speaker=place.stretch.speaker,
    )


def _time_at(turn: _Turn, piece: int, place: int, cues: Sequence[Cue]) -> float | None:
    """The moment at which the character at `place` of a turn is spoken, in that cue of it."""
    cue = cues[turn.cues[piece]]
    if cue.start is None or cue.end is None:
        return cue.start
    following = turn.starts[piece + 1] if piece + 1 < len(turn.starts) else len(turn.text) + 1
    length = following - turn.starts[piece] - 1
    share = (place - turn.starts[piece]) / length if length else 0.0
    return cue.start + (cue.end - cue.start) * share
