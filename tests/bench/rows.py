"""The rows of the table: each is a small function of what was measured on one archive."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from .measuring import Cost
from .sides import ADDED, CHANGED, NOTHING, UNCHANGED, Ours, stages
from .using import Query

HUGO = "Hugo"


@dataclass(frozen=True)
class Measured:
    """What was measured on one archive."""

    archive: str
    episodes: int
    pages: int
    """As many as Hugo builds: those that are Markdown too."""
    costs: Mapping[tuple[str, str], Sequence[Cost]]
    """Those of each run, by program and case."""
    reloads: Sequence[float] = ()
    queries: Sequence[Query] = ()
    smaller: Measured | None = None
    """The same on an archive of a tenth of the size."""

    def of(self, name: str, case: str) -> Sequence[Cost]:
        """The costs of a program in a case; none where it was not run."""
        return self.costs.get((name, case), ())


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the table: what was measured in each run, here and by Hugo."""

    name: str
    unit: str
    ours: Sequence[float]
    hugo: Sequence[float] = ()

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """Its name, both medians, and ours in Hugo's."""
        ours = statistics.median(self.ours)
        if not self.hugo:
            return f"{self.name}, {self.unit}", _number(ours), "", ""
        hugo = statistics.median(self.hugo)
        ratio = f"{ours / hugo:.2f}" if hugo else ""
        return f"{self.name}, {self.unit}", _number(ours), _number(hugo), ratio


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def _seconds(measured: Measured, case: str) -> Iterator[Row]:
    ours, hugo = measured.of(Ours.name, case), measured.of(HUGO, case)
    for unit in ("cpu", "wall"):
        yield Row(
            name=case,
            unit="s of CPU" if unit == "cpu" else "s",
            ours=[getattr(each, unit) for each in ours],
            hugo=[getattr(each, unit) for each in hugo],
        )


def _first(measured: Measured) -> Iterator[Row]:
    yield from _seconds(measured, NOTHING)
    ours, hugo = (
        [cost.memory for cost in measured.of(name, NOTHING) if cost.memory is not None]
        for name in (Ours.name, HUGO)
    )
    if ours:
        yield Row(name=f"{NOTHING}, all processes at the most", unit="MB", ours=ours, hugo=hugo)


def _render(measured: Measured) -> Iterator[Row]:
    yield Row(
        name=f"{NOTHING}, only rendering",
        unit="s of CPU",
        ours=[stages(cost)["render"] for cost in measured.of(Ours.name, NOTHING)],
        hugo=[cost.cpu for cost in measured.of(HUGO, NOTHING)],
    )


def _reload(measured: Measured) -> Iterator[Row]:
    if measured.reloads:
        yield Row(name="serve, from an edit to the reload", unit="s", ours=measured.reloads)


def _query(measured: Measured) -> Iterator[Row]:
    if measured.queries:
        fetched = [sum(each.sizes.values()) / 1000 for each in measured.queries]
        yield Row(name="first query, until results stand", unit="KB", ours=fetched)
        seconds = [each.seconds for each in measured.queries]
        yield Row(name="first query, until results stand", unit="s", ours=seconds)


def _growth(measured: Measured) -> Iterator[Row]:
    if small := measured.smaller:
        nothing, changed = (
            cpu(measured, Ours.name, case) / cpu(small, Ours.name, case)
            for case in (NOTHING, CHANGED)
        )
        times = measured.episodes / small.episodes
        beside = f"beside {small.episodes} episodes, times the CPU"
        yield Row(name=NOTHING, unit=f"an episode, {beside}", ours=[nothing / times])
        yield Row(name=CHANGED, unit=beside, ours=[changed])


def cpu(measured: Measured, name: str, case: str) -> float:
    """The median of the seconds of the processors that a program takes in a case."""
    return statistics.median(cost.cpu for cost in measured.of(name, case))


ROWS: Mapping[str, Callable[[Measured], Iterator[Row]]] = {
    "changed": partial(_seconds, case=CHANGED),
    "unchanged": partial(_seconds, case=UNCHANGED),
    "render": _render,
    "reload": _reload,
    "first": _first,
    "added": partial(_seconds, case=ADDED),
    "growth": _growth,
    "query": _query,
}
"""By the names that they are asked for by, in the order in which they are printed."""


def table(*lines: Sequence[str]) -> Iterator[str]:
    """Lines of a table in Markdown, the first of which is its head."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = ("-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:]))
    for name, *numbers in (lines[0], rule, *lines[1:]):
        cells = (each.rjust(width) for each, width in zip(numbers, widths[1:], strict=True))
        yield f"| {' | '.join((name.ljust(widths[0]), *cells))} |"
