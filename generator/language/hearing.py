"""Cues into utterances: sentences as spoken, each with its words, its cues and its time.

One pass over a transcript: what comes later reads the tokens that are made here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from generator.language.languages import Language
from generator.language.sentences import is_punctuated, spoken_spans
from generator.language.tagging import classify
from generator.language.voices import Stretch, Voices
from generator.language.words import tokens_of
from generator.model import Cue, Transcript, Utterance


def hear(transcript: Transcript, language: str = "en") -> tuple[Utterance, ...]:
    """All utterances of `transcript`, which is in the language of that tag, in order.

    An utterance never spans two speakers. Every cue that has words lies in at least one utterance.
    Times are interpolated by characters within a cue; None throughout where there are none.
    """
    cues = transcript.cues
    known = Language.of(language)
    if not known.listed:
        known = known.after_hearing(
            [token.key for token in tokens_of(cue.text, known)] for cue in cues
        )
    voices = Voices(cues, known)
    punctuated = is_punctuated([cue.text for cue in cues])
    utterances: list[Utterance] = []
    for _, turn in groupby(range(len(cues)), key=lambda index: cues[index].speaker):
        spoken = [index for index in turn if cues[index].text.strip()]
        if spoken:
            utterances.extend(_split_turn(cues, spoken, known, voices, punctuated=punctuated))
    rows = classify([utterance.tokens for utterance in utterances], known)
    return tuple(
        utterance if row is utterance.tokens else replace(utterance, tokens=row)
        for utterance, row in zip(utterances, rows, strict=True)
    )


def _split_turn(
    cues: tuple[Cue, ...],
    turn: list[int],
    language: Language,
    voices: Voices,
    *,
    punctuated: bool,
) -> Iterator[Utterance]:
    """The utterances of one speaker's consecutive cues, given by their indices."""
    starts: list[int] = []
    pieces: list[str] = []
    length = 0
    for index in turn:
        starts.append(length)
        piece = " ".join(cues[index].text.split())
        pieces.append(piece)
        length += len(piece) + 1
    text = " ".join(pieces)
    for stretch in voices.stretches(text, cues[turn[0]].speaker):
        part = text[stretch.start : stretch.end]
        breaks = _breaks(cues, turn, starts, stretch)
        for begin, stop in spoken_spans(part, breaks, language, punctuated=punctuated):
            start, end = stretch.start + begin, stretch.start + stop
            first = bisect_right(starts, start) - 1
            last = bisect_right(starts, max(start, end - 1)) - 1
            said = text[start:end]
            yield Utterance(
                text=said,
                tokens=tokens_of(said, language),
                first_cue=turn[first],
                last_cue=turn[last],
                start=_time_at(cues[turn[first]], start - starts[first], len(pieces[first])),
                end=_time_at(cues[turn[last]], end - starts[last], len(pieces[last])),
                speaker=stretch.speaker,
            )


def _time_at(cue: Cue, offset: int, length: int) -> float | None:
    """The moment at which the character at `offset` of a cue's text is spoken."""
    if cue.start is None or cue.end is None:
        return cue.start
    return cue.start + (cue.end - cue.start) * (offset / length if length else 0.0)


def _breaks(
    cues: Sequence[Cue], turn: Sequence[int], starts: Sequence[int], stretch: Stretch
) -> dict[int, float]:
    """Where cues begin in a stretch, and how long the silence before them is, in seconds."""
    breaks: dict[int, float] = {}
    for place in range(bisect_right(starts, stretch.start), bisect_left(starts, stretch.end)):
        ended, begun = cues[turn[place - 1]].end, cues[turn[place]].start
        silence = begun - ended if begun is not None and ended is not None else 0.0
        breaks[starts[place] - stretch.start] = silence
    return breaks
