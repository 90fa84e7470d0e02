"""Episodes whose chapters people listed: what everything is measured against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..language.hearing import hear
from ..model import Cue, Episode, Transcript, Utterance
from .matching import episodes_under
from .scores import OPENING

FEWEST = 3
"""An episode with fewer human boundaries says too little to be judged by."""
PIECE_WORDS = 12
"""Words of a cue in a transcript that has lost its sentences."""

_MARK = re.compile(r"[^\w\s'’-]|(?<!\w)['’-]|['’-](?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One episode, and where people say that its chapters start."""

    episode: Episode
    utterances: tuple[Utterance, ...]
    human: tuple[float, ...]
    """Seconds, ascending; those before `OPENING` are left out, as the scores do."""
    end: float
    """Seconds at which the last cue ends."""


def known_episodes(folders: Iterable[Path]) -> Iterator[Known]:
    """Every timed episode under `folders` with at least `FEWEST` human boundaries."""
    for episode in episodes_under(folders):
        known = _known(episode)
        if known is not None:
            yield known


def without_sentences(known: Known) -> Known:
    """The same episode as automatic captions would give it: no speakers, case or punctuation."""
    cues = tuple(_bare_cues(known.episode.transcript.cues))
    episode = replace(known.episode, transcript=Transcript(cues=cues), speakers=())
    return replace(known, episode=episode, utterances=hear(episode.transcript, episode.language))


def _known(episode: Episode) -> Known | None:
    """The episode with its human chapters; None where there are too few, or no times."""
    transcript = episode.transcript
    if not transcript.timed:
        return None
    starts = sorted(
        start
        for chapter in episode.chapters
        if (start := _start(chapter.start, chapter.first_cue, transcript)) is not None
        and start >= OPENING
    )
    if len(starts) < FEWEST:
        return None
    utterances = hear(transcript, episode.language)
    end = max(cue.end or 0.0 for cue in transcript.cues)
    return Known(episode=episode, utterances=utterances, human=tuple(starts), end=end)


def _start(start: float | None, first_cue: int | None, transcript: Transcript) -> float | None:
    return transcript.cues[first_cue].start if start is None and first_cue is not None else start


def _bare_cues(cues: tuple[Cue, ...]) -> Iterator[Cue]:
    """Pieces of `PIECE_WORDS` words that run on over sentences and speakers, with their times."""
    words: list[tuple[str, float, float]] = []
    for cue in cues:
        bare = _MARK.sub(" ", cue.text).lower().split()
        start = cue.start or 0.0
        step = ((cue.end or start) - start) / max(1, len(bare))
        words.extend(
            (word, start + i * step, start + (i + 1) * step) for i, word in enumerate(bare)
        )
    for first in range(0, len(words), PIECE_WORDS):
        piece = words[first : first + PIECE_WORDS]
        yield Cue(text=" ".join(word for word, _, _ in piece), start=piece[0][1], end=piece[-1][2])
