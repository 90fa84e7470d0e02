"""Where each cue lies on one axis of seconds, whether or not the transcript has times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from ..model import Transcript, Utterance
from .words import word_count

WORDS_PER_SECOND = 2.8
"""The speed of conversation, by which words stand in for missing times."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Where all of a recording lies in seconds, whether or not its transcript has times."""

    cues: Sequence[float]
    """See `cue_positions`."""
    utterances: Sequence[float]
    """See `utterance_positions`."""

    @classmethod
    def of(cls, transcript: Transcript, utterances: Sequence[Utterance]) -> Axis:
        """That of a transcript, whose utterances they are."""
        return cls(cue_positions(transcript), utterance_positions(utterances))


def cue_positions(transcript: Transcript) -> list[float]:
    """The start of each cue and, last, the end of the final one: seconds, ascending.

    One more value than there are cues. Estimated from words where the transcript has no times.
    """
    cues = transcript.cues
    if transcript.timed:
        positions = [cue.start or 0.0 for cue in cues]
        return [*positions, max(end_of(transcript) or 0.0, positions[-1])]
    return list(accumulate((word_count(cue.text) / WORDS_PER_SECOND for cue in cues), initial=0.0))


def utterance_positions(utterances: Sequence[Utterance]) -> list[float]:
    """The start of each utterance in seconds, estimated from words where there are no times."""
    if utterances and utterances[0].start is not None:
        return [utterance.start or 0.0 for utterance in utterances]
    lengths = (utterance.words / WORDS_PER_SECOND for utterance in utterances)
    return list(accumulate(lengths, initial=0.0))[:-1]


def end_of(transcript: Transcript) -> float | None:
    """When the last cue ends, in seconds; None where the transcript has no times."""
    if not transcript.timed:
        return None
    return max(cue.end if cue.end is not None else cue.start or 0.0 for cue in transcript.cues)
