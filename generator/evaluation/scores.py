"""How well found chapters agree with people's: the measures of the field, exactly defined.

Boundaries are chapter starts in seconds. Those before `OPENING` are dropped on both sides, because
where a recording begins is no discovery. The units of Pk and WindowDiff are utterances.
Every score is of one episode; report the mean over episodes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

OPENING = 60.0
"""Seconds; boundaries before it do not count."""
THRESHOLDS = tuple(percent / 100 for percent in range(50, 100, 5))
"""Overlaps at which chapters count as the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterScores:
    """The agreement of found chapters with human ones, of one episode or a mean over several."""

    f1_30: float
    """F1 of boundaries matched within 30 s; more is better."""
    f1_10: float
    """F1 of boundaries matched within 10 s; more is better."""
    pk: float
    """Share of windows judged wrongly by Pk; less is better."""
    window_diff: float
    """Share of windows in which the number of boundaries differs; less is better."""
    tiou_f1: float
    """F1 of chapters by overlap in time, mean over `THRESHOLDS`; more is better."""
    human: float
    """Human boundaries."""
    found: float
    """Found boundaries."""


def score_chapters(
    human: Sequence[float], found: Sequence[float], units: Sequence[float], end: float
) -> ChapterScores:
    """All scores of the chapter starts `found` against `human`.

    `units` are the starts of the utterances, ascending; `end` is where the last one ends; all in
    seconds.
    """
    human = sorted(start for start in human if start >= OPENING)
    found = sorted(start for start in found if start >= OPENING)
    human_units = _unit_boundaries(human, units)
    found_units = _unit_boundaries(found, units)
    window = half_mean_length(len(units), len(human_units))
    return ChapterScores(
        f1_30=boundary_f1(human, found, 30.0),
        f1_10=boundary_f1(human, found, 10.0),
        pk=pk(human_units, found_units, len(units), window),
        window_diff=window_diff(human_units, found_units, len(units), window),
        tiou_f1=tiou_f1(human, found, end),
        human=float(len(human)),
        found=float(len(found)),
    )


_Scores = TypeVar("_Scores", bound="DataclassInstance")


def mean_scores(scores: Iterable[_Scores]) -> _Scores:
    """The mean of each score of one kind; raises `ValueError` where there are none."""
    rows = list(scores)
    if not rows:
        raise ValueError("no scores to average")
    kind = type(rows[0])
    return kind(
        **{field.name: fmean(getattr(row, field.name) for row in rows) for field in fields(kind)}
    )


def boundary_f1(human: Sequence[float], found: Sequence[float], tolerance: float) -> float:
    """F1 of boundaries, matched one to one within `tolerance` seconds, both ascending.

    1 where neither side has any.
    """
    return _f1(matched_boundaries(human, found, tolerance), len(human), len(found))


def matched_boundaries(human: Sequence[float], found: Sequence[float], tolerance: float) -> int:
    """How many boundaries match one to one within `tolerance` seconds, both ascending.

    Taking the earliest partner that is near enough gives the largest possible matching, because
    all tolerances are equal.
    """
    matched = position = 0
    for start in human:
        while position < len(found) and found[position] < start - tolerance:
            position += 1
        if position < len(found) and found[position] <= start + tolerance:
            matched += 1
            position += 1
    return matched


def pk(human: Sequence[int], found: Sequence[int], unit_count: int, window: int) -> float:
    """Share of pairs of units `window` apart that one side puts into one chapter, the other not.

    Boundaries are indices of the first units of chapters, ascending. Beeferman, Berger and
    Lafferty (1999), Statistical Models for Text Segmentation.
    """
    counts = _windowed(human, found, unit_count, window)
    return _share((a == 0) != (b == 0) for a, b in counts)


def window_diff(human: Sequence[int], found: Sequence[int], unit_count: int, window: int) -> float:
    """Share of windows in which the two sides have different numbers of boundaries.

    Pevzner and Hearst (2002), A Critique and Improvement of an Evaluation Metric for Text
    Segmentation.
    """
    counts = _windowed(human, found, unit_count, window)
    return _share(a != b for a, b in counts)


def half_mean_length(unit_count: int, boundary_count: int) -> int:
    """Half the mean length of a human chapter, in units; at least 1."""
    return max(1, round(unit_count / (boundary_count + 1) / 2))


def tiou_f1(human: Sequence[float], found: Sequence[float], end: float) -> float:
    """F1 of chapters whose intersection over union in time reaches a threshold; mean over all.

    The measure of VidChapters-7M (Yang et al., 2023) and Chapter-Llama (Ventura et al., 2025).
    """
    human_spans = _spans(human, end)
    found_spans = _spans(found, end)
    overlaps = sorted(
        (
            (overlap, i, j)
            for i, span in enumerate(human_spans)
            for j, other in enumerate(found_spans)
            if (overlap := _overlap(span, other)) >= THRESHOLDS[0]
        ),
        reverse=True,
    )
    return fmean(
        _f1(_matches(overlaps, threshold), len(human_spans), len(found_spans))
        for threshold in THRESHOLDS
    )


def _matches(overlaps: Sequence[tuple[float, int, int]], threshold: float) -> int:
    """How many spans match one to one at `threshold`, the best overlaps first."""
    used_human: set[int] = set()
    used_found: set[int] = set()
    for overlap, i, j in overlaps:
        if overlap >= threshold and i not in used_human and j not in used_found:
            used_human.add(i)
            used_found.add(j)
    return len(used_human)


def _overlap(span: tuple[float, float], other: tuple[float, float]) -> float:
    """Intersection over union of two spans."""
    intersection = min(span[1], other[1]) - max(span[0], other[0])
    if intersection <= 0:
        return 0.0
    return intersection / (max(span[1], other[1]) - min(span[0], other[0]))


def _spans(starts: Sequence[float], end: float) -> list[tuple[float, float]]:
    """Chapters from 0 to `end`, cut at `starts`."""
    edges = [0.0, *starts, max([end, *starts])]
    return list(pairwise(edges))


def _unit_boundaries(starts: Sequence[float], units: Sequence[float]) -> list[int]:
    """The unit that starts nearest to each boundary, ascending, each once, never the first."""
    indices = set()
    for start in starts:
        after = bisect_left(units, start)
        before = after - 1
        nearer = after == len(units) or (
            before >= 0 and start - units[before] < units[after] - start
        )
        indices.add(before if nearer else after)
    return sorted(indices - {0})


def _windowed(
    human: Sequence[int], found: Sequence[int], unit_count: int, window: int
) -> list[tuple[int, int]]:
    """For each pair of units `window` apart, the boundaries between them on either side."""
    return [
        (_count(human, first, first + window), _count(found, first, first + window))
        for first in range(unit_count - window)
    ]


def _count(boundaries: Sequence[int], first: int, last: int) -> int:
    """How many boundaries lie after unit `first` and not after unit `last`."""
    return bisect_left(boundaries, last + 1) - bisect_left(boundaries, first + 1)


def _f1(matched: int, human: int, found: int) -> float:
    """The harmonic mean of precision and recall; 1 where both sides are empty."""
    return 2 * matched / (human + found) if human + found else 1.0


def _share(judgements: Iterable[bool]) -> float:
    """The share of true values; 0 where there are none."""
    values = list(judgements)
    return sum(values) / len(values) if values else 0.0
