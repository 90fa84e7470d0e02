"""Where chapters start, as listed or as found, and the chapters built from it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..model import Chapter, Episode, Origin, Segment, Utterance
from .titling import title_chapters

INTRODUCTION = "Introduction"
"""Title of what precedes the first listed chapter."""
_LONGEST_PRELUDE = 5.0
"""Seconds of speech before the first listed chapter that may still count as part of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The start of one chapter."""

    first_cue: int
    start: float | None = None
    """Seconds, where it is listed; else it is that of its first cue."""
    title: str | None = None
    """None where it is still to be written."""
    origin: Origin = Origin.GENERATED


def place_listed(
    episode: Episode,
    beginnings: Sequence[int | None],
    positions: Sequence[float],
) -> list[Mark]:
    """A mark for each listed chapter that has a place in the transcript, in order.

    `beginnings` are the cues at which they begin, `positions` the seconds of all cues. Each chapter
    gets at least one cue while there are enough. What is said before the first one becomes a
    chapter of its own.
    """
    wanted = sorted(
        (
            (cue, chapter)
            for cue, chapter in zip(beginnings, episode.chapters, strict=True)
            if cue is not None
        ),
        key=lambda pair: pair[0],
    )
    cue_count = len(episode.transcript.cues)
    timed = episode.transcript.timed
    marks: list[Mark] = []
    for index, (cue, chapter) in enumerate(wanted[:cue_count]):
        earliest = marks[-1].first_cue + 1 if marks else 0
        latest = cue_count - (min(len(wanted), cue_count) - index)
        marks.append(
            Mark(
                first_cue=min(max(cue, earliest), latest),
                start=chapter.start if timed else None,
                title=chapter.title,
                origin=Origin.SOURCE,
            )
        )
    return _with_prelude(marks, positions)


def build_chapters(
    episode: Episode,
    utterances: Sequence[Utterance],
    marks: Sequence[Mark],
    find_segments: Callable[[int, int], Sequence[int]],
    end: float | None,
) -> tuple[Chapter, ...]:
    """Chapters that start at `marks` and partition the cues; titles are written where missing.

    `find_segments(first, end)` gives the first cues of the segments of the cues `first <= i < end`;
    the recording ends at `end` seconds, where that is known.
    """
    cues = episode.transcript.cues
    first_cues = [mark.first_cue for mark in marks] + [len(cues)]
    begins = _ascending([*(cues[mark.first_cue].start for mark in marks), end])
    shown = [
        mark.start if mark.start is not None else begin
        for mark, begin in zip(marks, begins, strict=False)
    ]
    ends = _ends(shown, begins[-1])
    segments = [
        _build_segments(
            episode,
            find_segments(mark.first_cue, first_cues[index + 1]),
            first_cues[index + 1],
            begins[index],
            begins[index + 1],
        )
        for index, mark in enumerate(marks)
    ]
    titles = _titles(episode, utterances, marks)
    return tuple(
        Chapter(
            title=titles[index],
            origin=mark.origin,
            start=shown[index],
            end=ends[index],
            begins=begins[index],
            segments=segments[index],
        )
        for index, mark in enumerate(marks)
    )


def _ends(starts: Sequence[float | None], end: float | None) -> list[float | None]:
    """When what starts at each of `starts` ends: when the next in time starts, the last at `end`.

    All None where any is.
    """
    known = [start for start in starts if start is not None]
    if end is None or len(known) < len(starts):
        return [None] * len(starts)
    order = sorted(range(len(known)), key=known.__getitem__)
    ends: list[float | None] = [None] * len(known)
    for index, following in zip(order, [*order[1:], None], strict=True):
        ends[index] = max(known[index], end) if following is None else known[following]
    return ends


def _build_segments(
    episode: Episode,
    first_cues: Sequence[int],
    end_cue: int,
    start: float | None,
    end: float | None,
) -> tuple[Segment, ...]:
    """Segments that begin at `first_cues` and fill a chapter from `start` to `end`."""
    cues = episode.transcript.cues
    inner = [cues[cue].start for cue in first_cues[1:]]
    if start is not None and end is not None:
        inner = [None if time is None else min(max(time, start), end) for time in inner]
    starts = _ascending([start, *inner, end])
    ends = [*first_cues[1:], end_cue]
    return tuple(
        Segment(
            first_cue=first,
            last_cue=ends[index] - 1,
            start=starts[index],
            end=starts[index + 1],
        )
        for index, first in enumerate(first_cues)
    )


def _with_prelude(marks: list[Mark], positions: Sequence[float]) -> list[Mark]:
    """`marks`, so that the first one starts at the first cue."""
    if not marks:
        return [Mark(first_cue=0)]
    first = marks[0]
    if first.first_cue == 0:
        return marks
    if positions[first.first_cue] - positions[0] > _LONGEST_PRELUDE:
        return [Mark(first_cue=0, title=INTRODUCTION), *marks]
    return [replace(first, first_cue=0), *marks[1:]]


def _titles(episode: Episode, utterances: Sequence[Utterance], marks: Sequence[Mark]) -> list[str]:
    """The title of what begins at each mark."""
    missing = [index for index, mark in enumerate(marks) if mark.title is None]
    if not missing:
        return [mark.title or "" for mark in marks]
    first_cues = [utterance.first_cue for utterance in utterances]
    bounds = [bisect_left(first_cues, mark.first_cue) for mark in marks] + [len(utterances)]
    spans = [(bounds[index], bounds[index + 1]) for index in missing]
    found = dict(zip(missing, title_chapters(episode, tuple(utterances), spans), strict=True))
    return [found.get(index, mark.title or "") for index, mark in enumerate(marks)]


def _ascending(times: Sequence[float | None]) -> list[float | None]:
    """`times`, each at least the one before; all None where any is."""
    ascending: list[float | None] = []
    latest = float("-inf")
    for time in times:
        if time is None:
            return [None] * len(times)
        latest = max(latest, time)
        ascending.append(latest)
    return ascending
