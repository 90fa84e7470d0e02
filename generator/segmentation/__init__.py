"""Transcripts into chapters and segments: the outline of an episode.

Chapters that people listed win: each is found where its subject begins, which need not be its
listed time. Where nobody listed any, they are found from the evidence at each gap between cues.
Segments, the leaves, are found inside each chapter from the same evidence.
All boundaries lie at the starts of cues.

What has to be known of an episode besides its utterances is asked here, once: where each cue lies
in time, and what the words of listed titles are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..language.clock import Axis
from ..language.languages import Language
from ..language.words import stems_by_text
from ..model import Chapter, Episode, ListedChapter, Origin, Outline, Utterance
from .marks import Mark, build_chapters, place_listed
from .weights import Weights

if TYPE_CHECKING:  # these bring numpy: only when it is needed
    from .beginnings import Weights as ListedWeights
    from .beginnings import Wordings

__all__ = ["outline"]


def outline(
    episode: Episode,
    utterances: tuple[Utterance, ...],
    *,
    ignore_listed: bool = False,
    target_length: float = 210.0,
    weights: Weights | None = None,
    listed_weights: ListedWeights | None = None,
) -> Outline:
    """The chapters and segments of `episode`; `utterances` are its transcript's, in order.

    The chapters partition the cues, and the segments of a chapter partition the chapter, in cues
    and in time. Listed chapters keep their exact start, wherever they begin; `ignore_listed` finds
    chapters even so.
    `target_length` is the median length of a found chapter in seconds; where the transcript has no
    times, lengths are estimated from words, and every start and end is None. `weights` and
    `listed_weights` are those that come with the program, unless an evaluation brings some that
    never saw this episode.
    """
    if ignore_listed:
        episode = replace(episode, chapters=())
    if not episode.transcript.cues:
        return Outline(chapters=_list_without_transcript(episode.chapters, episode.duration))
    language = Language.of(episode.language)
    return _draw(
        episode,
        utterances,
        axis=Axis.of(episode.transcript, utterances),
        wordings=stems_by_text((chapter.title for chapter in episode.chapters), language),
        target_length=target_length,
        weights=weights,
        listed_weights=listed_weights,
    )


def _draw(
    episode: Episode,
    utterances: tuple[Utterance, ...],
    *,
    axis: Axis,
    wordings: Wordings,
    target_length: float,
    weights: Weights | None,
    listed_weights: ListedWeights | None,
) -> Outline:
    """The outline of an episode with a transcript, which keeps the chapters that are listed."""
    from .evidence import weigh_gaps  # brings numpy: only when it is needed

    gaps = weigh_gaps(axis, utterances, weights, Language.of(episode.language))
    if not episode.chapters:
        marks = [Mark(first_cue=cue) for cue in gaps.find_chapters(target_length)]
    else:
        from .beginnings import begin_listed

        beginnings = begin_listed(episode, utterances, gaps, wordings, listed_weights)
        marks = place_listed(episode, beginnings, gaps.positions)
    end = gaps.positions[-1] if episode.transcript.timed else None
    return Outline(chapters=build_chapters(episode, utterances, marks, gaps.find_segments, end))


def _list_without_transcript(
    listed: Sequence[ListedChapter], duration: float | None
) -> tuple[Chapter, ...]:
    """Chapters from their list alone, without segments."""
    ends = [chapter.start for chapter in listed[1:]] + [duration]
    return tuple(
        Chapter(
            title=chapter.title,
            origin=Origin.SOURCE,
            start=chapter.start,
            end=None if chapter.start is None or end is None else max(chapter.start, end),
            segments=(),
        )
        for chapter, end in zip(listed, ends, strict=False)
    )
