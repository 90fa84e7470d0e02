"""Cues into utterances: sentences as spoken, each with its words, its cues and its time.

One pass over a transcript: what comes later reads the tokens that are made here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import replace

from ..model import Cue, Token, Transcript, Utterance, loses_words
from .advertising import advertising
from .capitals import as_written
from .languages import Language
from .sentences import cut_at, is_finished, is_punctuated, spoken_spans
from .tagging import classify
from .voices import Stretch, Turn, gaps_in, in_voices, silences
from .words import tokens_of, word_count


def hear(transcript: Transcript, language: str = "en") -> tuple[Utterance, ...]:
    """All utterances of `transcript`, which is in the language of that tag, in order.

    An utterance never spans two speakers. Every cue that has words lies in at least one utterance.
    Times are interpolated by characters within a cue; None throughout where there are none.
    """
    known = Language.of(language)
    cues = _as_written(transcript.cues, known)
    count = sum(word_count(cue.text) for cue in cues)
    if not known.listed:
        rows = [[token.key for token in tokens_of(cue.text, known)] for cue in cues]
        known = known.after_hearing(rows)
    stretches = in_voices(cues, known)
    breaks = [silences(cues, stretch) for stretch in stretches]
    punctuated = is_punctuated([cue.text for cue in cues], count)
    texts = [stretch.text for stretch in stretches]
    spans = spoken_spans(texts, breaks, known, punctuated=punctuated)
    lost = {sound.before_cue for sound in transcript.sounds if loses_words(sound.label)}
    places, torn = [], []
    for stretch, text, own in zip(stretches, texts, spans, strict=True):
        gaps = gaps_in(stretch, lost) if lost else frozenset[int]()
        for begin, end in cut_at(own, gaps):
            places.append((stretch, stretch.start + begin, stretch.start + end))
            torn.append(_is_torn(text, begin, end, gaps, punctuated=punctuated))
    said = [stretch.turn.text[start:end] for stretch, start, end in places]
    lengths = [word_count(text) for text in said]
    heard = classify([tokens_of(text, known) for text in said], known)
    utterances = [
        _utterance(cues, *place, row, length, left)
        for place, row, length, left in zip(places, heard, lengths, torn, strict=True)
    ]
    return tuple(
        replace(utterance, advertises=True) if sells else utterance
        for utterance, sells in zip(utterances, advertising(utterances, known), strict=True)
    )


def _as_written(cues: Sequence[Cue], language: Language) -> Sequence[Cue]:
    """`cues` with capitals where people write them."""
    texts = [cue.text for cue in cues]
    written = as_written(texts, language)
    if written is texts:
        return cues
    return [replace(cue, text=text) for cue, text in zip(cues, written, strict=True)]


def _utterance(
    cues: Sequence[Cue],
    stretch: Stretch,
    start: int,
    end: int,
    tokens: tuple[Token, ...],
    words: int,
    torn: bool,
) -> Utterance:
    """What is said from `start` to `end` of a turn, with the cues and the times of that."""
    turn = stretch.turn
    first = bisect_right(turn.starts, start) - 1
    last = bisect_right(turn.starts, max(start, end - 1)) - 1
    return Utterance(
        text=turn.text[start:end],
        tokens=tokens,
        words=words,
        torn=torn,
        first_cue=turn.cues[first],
        last_cue=turn.cues[last],
        start=_time_at(turn, first, start, cues),
        end=_time_at(turn, last, end, cues),
        speaker=stretch.speaker,
    )


def _is_torn(text: str, begin: int, end: int, gaps: Container[int], *, punctuated: bool) -> bool:
    """Whether a sentence breaks off, or begins in its middle, where words were not understood."""
    if end + 1 in gaps and not is_finished(text[begin:end]):
        return True
    return begin in gaps and (text[begin].islower() or not punctuated)


def _time_at(turn: Turn, piece: int, place: int, cues: Sequence[Cue]) -> float | None:
    """The moment at which the character at `place` of a turn is spoken, in that cue of it."""
    cue = cues[turn.cues[piece]]
    if cue.start is None or cue.end is None:
        return cue.start
    following = turn.starts[piece + 1] if piece + 1 < len(turn.starts) else len(turn.text) + 1
    length = following - turn.starts[piece] - 1
    share = (place - turn.starts[piece]) / length if length else 0.0
    return cue.start + (cue.end - cue.start) * share
