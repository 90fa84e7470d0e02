"""Numbers over time, ready to be drawn: one bar for each month, or for each year of many."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from .views import Bar, Plot

PLOT_HEIGHT = 60
BAR_WIDTH = 10
MOST_MONTHS = 36
"""From more on, a bar is a year."""


def draw(counts: Iterable[tuple[dt.date | None, int]]) -> Plot:
    """The sum of each month's counts; no bars where all fall into one."""
    dated = [(date, count) for date, count in counts if date]
    months: Counter[dt.date] = Counter()
    for date, count in dated:
        months[date.replace(day=1)] += count
    if len(months) < 2:
        return Plot(bars=(), by_year=False, width=0)
    first, last = min(months), max(months)
    by_year = (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS
    sums: Counter[dt.date] = Counter()
    for date, count in months.items():
        sums[date.replace(month=1) if by_year else date] += count
    spans = [first.replace(month=1) if by_year else first]
    while spans[-1] < max(sums):
        spans.append(_after(spans[-1], by_year=by_year))
    most = max(sums.values()) or 1
    return Plot(
        bars=tuple(
            Bar(
                start=span,
                offset=index * BAR_WIDTH,
                height=-(-PLOT_HEIGHT * sums[span] // most),  # what is not zero is seen
                count=sums[span],
            )
            for index, span in enumerate(spans)
        ),
        by_year=by_year,
        width=len(spans) * BAR_WIDTH,
    )


def _after(span: dt.date, *, by_year: bool) -> dt.date:
    if by_year or span.month == 12:
        return dt.date(span.year + 1, 1, 1)
    return span.replace(month=span.month + 1)
