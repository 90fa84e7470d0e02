"""Who says how much of an episode."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from ..model import Cue, Episode
from ..unspaced import count_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Someone named in an episode, and how much of it they said."""

    name: str
    seconds: float | None
    """None where the transcript has no times."""
    words: int
    """As labelled in the transcript: 0 for a person it never names."""


def measure_speakers(episode: Episode) -> tuple[Speaker, ...]:
    """The speakers of an episode, in its own order of names."""
    seconds = dict.fromkeys(episode.speakers, 0.0)
    words = dict.fromkeys(episode.speakers, 0)
    timed = episode.transcript.timed
    for cue, end in with_ends(episode):
        if cue.speaker is None:
            continue
        words[cue.speaker] = words.get(cue.speaker, 0) + count_words(cue.text)
        spoken = max(0.0, end - (cue.start or 0.0)) if timed else 0.0
        seconds[cue.speaker] = seconds.get(cue.speaker, 0.0) + spoken
    return tuple(
        Speaker(name=name, seconds=round(seconds[name], 3) if timed else None, words=words[name])
        for name in words
    )


def with_ends(episode: Episode) -> Iterator[tuple[Cue, float]]:
    """Each cue with its end; where none is written, the next cue's start or the recording's end."""
    cues = episode.transcript.cues
    for cue, following in zip_longest(cues, cues[1:]):
        end = cue.end
        if end is None:
            end = following.start if following else episode.duration
        yield cue, end if end is not None else (cue.start or 0.0)
