"""When words are spoken: marks at places in the text, made into a time for every place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..speech import Passage, in_order_of_text

WORDS_PER_SECOND = 2.7
"""An ordinary pace, where the marks tell none."""
FASTEST = 6.0
"""Words in a second; marks that ask for more are wrong."""
ROUNDING = 2.0
"""Seconds by which a mark in whole seconds, set by ear, may be early or late."""
LATE_FIRST_MARK = 120.0
"""Seconds; the speech before an earlier first mark begins at 0."""
FARTHEST = 3.0
"""Marks later than so many stated durations are wrong."""
STEADIER = 0.6
"""A shifted reading of the marks must be so much steadier to be believed."""
FEWEST_TO_SHIFT = 4
"""Marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A moment that the transcript states."""

    word: int
    """How many words stand before it."""
    time: float
    """Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The time at any word, by the anchors around it."""

    words: tuple[int, ...]
    """Ascending; the first is 0, the last the number of words."""
    times: tuple[float, ...]
    """Seconds, ascending, one for each of `words`."""

    def start(self, word: int) -> float:
        """When the word with this index begins."""
        after = bisect_right(self.words, word)
        return self._between(max(0, after - 1), min(after, len(self.words) - 1), word)

    def end(self, word: int) -> float:
        """When the words before this index have ended."""
        after = bisect_left(self.words, word)
        return self._between(max(0, after - 1), min(after, len(self.words) - 1), word)

    def _between(self, left: int, right: int, word: int) -> float:
        span = self.words[right] - self.words[left]
        if word <= self.words[left] or span == 0:
            return self.times[left] if word <= self.words[left] else self.times[right]
        share = min(1.0, (word - self.words[left]) / span)
        return self.times[left] + (self.times[right] - self.times[left]) * share


def set_clock(
    marks: Sequence[Anchor],
    hints: Sequence[Anchor],
    turns: Sequence[int],
    word_count: int,
    duration: float | None,
) -> Clock | None:
    """A clock by `marks`, in the order of the text; None where they state fewer than two moments.

    `hints` are moments stated elsewhere (in the list of chapters): each counts where it fits
    between the marks around it. `turns` are the words with which utterances begin; a mark that
    closes an utterance may give the time at which it began. `duration` is in seconds.
    """
    latest = FARTHEST * duration if duration else float("inf")
    marks = [mark for mark in marks if mark.time <= latest]
    ascending = _shifted(_ascending(marks), turns)
    if len({anchor.time for anchor in ascending}) < 2:
        return None
    believed = _with_hints(_speakable(ascending), [*marks, *hints])
    pace = _pace(believed)
    first, last = believed[0], believed[-1]
    words = [anchor.word for anchor in believed]
    times = [anchor.time for anchor in believed]
    if first.word > 0:
        words.insert(0, 0)
        times.insert(0, max(0.0, first.time - first.word / pace))
    if last.word < word_count:
        limit = max(duration or last.time + word_count / pace, last.time)
        words.append(word_count)
        times.append(min(limit, last.time + (word_count - last.word) / pace))
    return Clock(words=tuple(words), times=tuple(times))


def _ascending(marks: Sequence[Anchor]) -> list[Anchor]:
    """The marks that do not run against most others."""
    ordered = in_order_of_text([Passage(text="", start=mark.time) for mark in marks])
    return [mark for mark, passage in zip(marks, ordered, strict=True) if passage.start is not None]


def _speakable(marks: Sequence[Anchor]) -> list[Anchor]:
    """`marks` without those that come too soon after the one before."""
    early = marks[0].time <= LATE_FIRST_MARK
    kept = [Anchor(word=0, time=0.0)] if early and marks[0].word > 0 else []
    for mark in marks:
        if not kept or _is_speakable(kept[-1], mark):
            kept.append(mark)
    return kept


def _is_speakable(before: Anchor, after: Anchor) -> bool:
    """Whether the words between two marks can be spoken in the time between them."""
    return after.word - before.word <= FASTEST * (after.time - before.time + ROUNDING)


def _shifted(marks: list[Anchor], turns: Sequence[int]) -> list[Anchor]:
    """`marks` as they stand, or each moved to the beginning of the utterance that it closes.

    Whichever gives the steadier pace of speech, and only where the first mark says 0 although
    words stand before it.
    """
    if len(marks) < FEWEST_TO_SHIFT or marks[0].word == 0 or marks[0].time > ROUNDING:
        return marks
    moved = [
        Anchor(
            word=turns[max(0, bisect_left(turns, mark.word) - 1)] if turns else 0, time=mark.time
        )
        for mark in marks
    ]
    return moved if _unsteadiness(moved) < STEADIER * _unsteadiness(marks) else marks


def _unsteadiness(marks: list[Anchor]) -> float:
    """Seconds by which the marks depart from a steady pace, over all of them."""
    pace = _pace(marks)
    return sum(
        abs((after.time - before.time) - (after.word - before.word) / pace)
        for before, after in pairwise(marks)
    )


def _pace(marks: list[Anchor]) -> float:
    """Words in a second, from the first mark to the last."""
    words = marks[-1].word - marks[0].word
    seconds = marks[-1].time - marks[0].time
    return words / seconds if words and seconds > 0 else WORDS_PER_SECOND


def _with_hints(marks: list[Anchor], hints: Sequence[Anchor]) -> list[Anchor]:
    """`marks` and those of `hints` that fit between them, where no mark stands."""
    fitting = list(marks)
    for hint in hints:
        place = bisect_right(fitting, hint.word, key=lambda anchor: anchor.word)
        before = fitting[place - 1] if place else Anchor(word=0, time=0.0)
        after = fitting[place] if place < len(fitting) else None
        if place and before.word == hint.word:
            continue
        if before.time > hint.time or not _is_speakable(before, hint):
            continue
        if after and (after.time < hint.time or not _is_speakable(hint, after)):
            continue
        fitting.insert(place, hint)
    return fitting
