"""A run as a table for the terminal, and as a page with a picture of every episode's chapters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import fmean

from pydantic import TypeAdapter, ValidationError

from ..errors import InputError
from ..rendering.html import environment
from .intervals import Interval, difference, interval
from .run import OURS, Judged

_RUN = TypeAdapter(tuple[Judged, ...])
_ALL = "all shows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One column of the report."""

    name: str
    of: Callable[[Judged], float]


_CHAPTER_COLUMNS = (
    ("F1@30", "f1_30"),
    ("F1@10", "f1_10"),
    ("Pk", "pk"),
    ("WD", "window_diff"),
    ("tIoU-F1", "tiou_f1"),
    ("found", "found"),
    ("human", "human"),
)
WRITING = (
    Score(name="title ROUGE-1", of=lambda one: one.writing.title_rouge),
    Score(name="extract recall", of=lambda one: one.writing.recall),
    Score(name="lead's recall", of=lambda one: one.summary.extract_recall["lead"]),
    Score(name="random's recall", of=lambda one: one.summary.extract_recall["random"]),
    Score(name="faithful", of=lambda one: one.writing.faithful),
    Score(name="coverage", of=lambda one: one.writing.coverage),
    Score(name="titles touched", of=lambda one: one.summary.touched),
    Score(name="redundancy", of=lambda one: one.summary.redundancy),
    Score(name="minutes to read", of=lambda one: one.summary.reading_minutes),
    Score(name="s an hour", of=lambda one: one.seconds / one.hours),
)
"""What is measured of titles and summaries, and of the time that all takes."""


def chapter_scores(method: str) -> tuple[Score, ...]:
    """The columns of one method's chapters."""
    return tuple(
        Score(name=name, of=lambda one, field=field: getattr(one.chapters[method], field))  # type: ignore[misc]  # a lambda's default
        for name, field in _CHAPTER_COLUMNS
    )


def table(run: Sequence[Judged]) -> Iterator[str]:
    """The report for the terminal, line by line."""
    seen = sum(one.held_out for one in run)
    yield f"{len(run)} episodes; the program learned from {seen} of them, scored without that"
    for show, judged in _by_show(run):
        yield f"{show}: {len(judged)} episodes, {sum(one.hours for one in judged):.1f} h"
        yield "  " + " " * 25 + "".join(f"{name:>9}" for name, _ in _CHAPTER_COLUMNS)
        for method in judged[0].chapters:
            means = [
                interval([score.of(one) for one in judged]) for score in chapter_scores(method)
            ]
            cells = "".join(f"{mean.mean:9.3f}" for mean in means[:-2])
            counts = "".join(f"{mean.mean:9.1f}" for mean in means[-2:])
            yield f"  {method:<25}{cells}{counts}  F1@30 {_range(means[0])}"
    yield ""
    yield f"Titles and summaries{'':>8}" + "".join(f"{score.name:>17}" for score in WRITING)
    for show, judged in _by_show(run):
        cells = "".join(f"{fmean(score.of(one) for one in judged):17.3f}" for score in WRITING)
        yield f"  {show[:26]:<26}{cells}"
    yield from _introductions(run)


def comparison(run: Sequence[Judged], before: Sequence[Judged]) -> Iterator[str]:
    """What changed since an earlier run, on the episodes that both hold."""
    earlier = {(one.show, one.slug): one for one in before}
    pairs = [(one, earlier[one.show, one.slug]) for one in run if (one.show, one.slug) in earlier]
    yield f"Against the earlier run, {len(pairs)} episodes in both (ours less theirs, 95 %):"
    for score in (*chapter_scores(OURS), *WRITING) if pairs else ():
        change = difference(
            [score.of(one) for one, _ in pairs], [score.of(other) for _, other in pairs]
        )
        verdict = "differs" if change.decided else "undecided"
        yield f"  {score.name:<17}{change.mean:+8.3f}  {_range(change)}  {verdict}"


def write_run(path: Path, run: Sequence[Judged]) -> None:
    """Keep a run as JSON."""
    path.write_bytes(_RUN.dump_json(tuple(run), indent=1) + b"\n")


def read_run(path: Path) -> tuple[Judged, ...]:
    """A run that was kept; raises `InputError` where the file is none."""
    try:
        return _RUN.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        reason = str(error).splitlines()[0]
        raise InputError(
            f"is no evaluation run: {reason}", path=str(path), remedy="write one with --json"
        ) from None


def page(run: Sequence[Judged], templates: Path) -> str:
    """The report as one HTML page: the tables, and each episode's chapters on a time line."""
    return (
        environment([templates])
        .get_template("evaluation.html")
        .render(
            tables=list(table(run)),
            episodes=[
                {
                    "title": one.title,
                    "show": one.show,
                    "f1": one.chapters[OURS].f1_30,
                    "human": _shares(one.human, one),
                    "found": _shares(one.found, one),
                }
                for one in run
            ],
        )
    )


def _shares(starts: Iterable[float], one: Judged) -> list[float]:
    """Per cent of the recording at which chapters start."""
    return [round(100 * start / (one.hours * 3600), 3) for start in starts]


def _by_show(run: Sequence[Judged]) -> Iterator[tuple[str, Sequence[Judged]]]:
    """The run by show, and then as a whole where there are several shows."""
    shows = [(show, list(members)) for show, members in groupby(sorted(run, key=_show), key=_show)]
    yield from shows
    if len(shows) > 1:
        yield _ALL, run


def _show(one: Judged) -> str:
    return one.show


def _introductions(run: Sequence[Judged]) -> Iterator[str]:
    """ROUGE of the episode's summary and its rivals against what people wrote."""
    introduced = [one.summary.rouge for one in run if one.summary.rouge]
    if not introduced:
        return
    yield ""
    yield f"Summary against the human introduction, {len(introduced)} episodes   ROUGE-1  -2  -L"
    for method in introduced[0]:
        means = [fmean(scores[method][place] for scores in introduced) for place in range(3)]
        yield f"  {method:<26}" + "".join(f"{mean:8.3f}" for mean in means)


def _range(mean: Interval) -> str:
    return f"[{mean.low:.3f}, {mean.high:.3f}]"
