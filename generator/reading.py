"""One episode from transcript to quoted summaries: all that is worked out of it alone.

It is heard, what was heard is outlined, and what was outlined is quoted.
"""

from __future__ import annotations

from .corrections import titled_rightly
from .language.hearing import hear
from .model import Episode, Reading, Utterance
from .segmentation import outline
from .summarizing.extractive import Extractive


def read(episode: Episode, minutes: float, *, ignore_listed: bool = False) -> Reading:
    """Its reading, in chapters of about so many minutes, which a backend may better.

    With `ignore_listed`, chapters are found even where people listed some.
    """
    return _read(episode, hear(episode.transcript, episode.language), minutes, ignore_listed)


def _read(
    episode: Episode, utterances: tuple[Utterance, ...], minutes: float, ignore_listed: bool
) -> Reading:
    chapters = outline(episode, utterances, ignore_listed=ignore_listed, target_length=minutes * 60)
    return Extractive().summarize(episode, utterances, titled_rightly(episode, chapters))
