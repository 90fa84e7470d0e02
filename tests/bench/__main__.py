"""`python -m tests.bench`: what builds, edits and searches cost, beside Hugo on the same pages.

Of an archive and of one that is made up: from nothing with search, one episode added, a word
changed, nothing changed, the page that an editor waits for and the first query in a browser. Hugo
gets the pages as this program writes them in Markdown and has nothing to search with. Programs
take turns; printed are medians, and kept is every run. Whatever begins from nothing is done once.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

from generator import __version__

from .archives import write_archive
from .measuring import Cost
from .peers import Peer, found, version_of
from .rows import HUGO, ROWS, Measured, Row, cpu, table
from .sides import ADDED, CASES, CHANGED, NOTHING, UNCHANGED, Other, Ours, Side, stages
from .using import first_queries, queries, reloads

_EPISODES = re.compile(r"(\d+) episodes, ")
_BESIDE = {"changed", "unchanged", "render", "first", "added"}
"""The rows that Hugo stands in."""


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--content", type=Path, help="an archive")
    parser.add_argument("--episodes", type=int, default=500, help="of one that is made up; 0: none")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=[*ROWS], help="only these")
    parser.add_argument("--others", type=int, default=1, help="runs of those that are not Hugo")
    parser.add_argument("--jobs", type=int, help="processes that may work at once")
    parser.add_argument("--folder", type=Path, default=Path(".cache/bench"))
    parser.add_argument("--json", type=Path, help="keep the figures here")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> None:
    """Measure, and print."""
    asked = _arguments(words)
    peers = [each for each in found() if _BESIDE & {*asked.rows}]
    versions = {"Pagefind": version("pagefind-bin")} | {
        each.name: version_of(each) for each in peers
    }
    report: dict[str, object] = {
        "machine": {"processors": os.cpu_count(), "system": platform.platform()},
        "versions": {
            Ours.name: __version__,
            "Python": platform.python_version(),
            "Pagefind": version("pagefind-bin"),
            **versions,
        },
    }
    archives = []
    for measured in _archives(asked, peers):
        rows = [row for name in ROWS if name in asked.rows for row in ROWS[name](measured)]
        for line in _lines(measured, rows):
            print(line, flush=True)
        archives.append(_as_json(measured, rows))
        if asked.json:
            report["archives"] = archives
            asked.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _archives(asked: argparse.Namespace, peers: Sequence[Peer]) -> Iterator[Measured]:
    """What is measured on each archive."""
    if asked.content:
        ours = _ours(asked, "given", partial(_copy, asked.content))
        hugo = [each for each in peers if each.name == HUGO]
        yield _use(asked, ours, _build(asked, asked.content.name, ours, hugo))
    if asked.episodes:
        smaller = None
        if "growth" in asked.rows:
            tenth = max(2, asked.episodes // 10)
            smaller = _build(asked, "made up", _made_up(asked, "smaller", tenth))
        ours = _made_up(asked, "made-up", asked.episodes)
        measured = _use(asked, ours, _build(asked, "made up", ours, peers))
        yield replace(measured, smaller=smaller)


def _made_up(asked: argparse.Namespace, name: str, episodes: int) -> Ours:
    return _ours(asked, name, partial(write_archive, episodes=episodes, seed=asked.seed))


def _ours(asked: argparse.Namespace, name: str, fill: Callable[[Path], None]) -> Ours:
    return Ours(asked.folder / name, fill, ("--jobs", str(asked.jobs)) if asked.jobs else ())


def _copy(source: Path, target: Path) -> None:
    """Copy files, but not that they must not be written."""
    for path in sorted(source.rglob("*")):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def _build(
    asked: argparse.Namespace, archive: str, ours: Ours, peers: Sequence[Peer] = ()
) -> Measured:
    """Build an archive in each case, by all programs in turn."""
    costs: defaultdict[tuple[str, str], list[Cost]] = defaultdict(list)

    def take(side: Side, *cases: str, number: int = 0) -> None:
        for case in cases:
            costs[side.name, case].append(side.measure(case, number))

    take(ours, NOTHING, ADDED)
    built = _EPISODES.search(costs[ours.name, ADDED][0].said)
    written = ours.pages()
    others = [Other(each, asked.folder / each.name, written) for each in peers]
    for number in range(asked.runs):
        take(ours, CHANGED, UNCHANGED, number=number)
        for other in others:
            if other.name == HUGO:
                take(other, *CASES, number=number)
            elif number < asked.others:
                take(other, NOTHING, CHANGED, UNCHANGED, number=number)
    return Measured(archive, int(built[1]) if built else 0, len(written), costs)


def _use(asked: argparse.Namespace, ours: Ours, measured: Measured) -> Measured:
    """Edit and search what was built, as far as that was asked for."""
    if "reload" in asked.rows:
        measured = replace(measured, reloads=reloads(ours, asked.runs))
    if "query" in asked.rows:
        measured = replace(measured, queries=first_queries(ours.site, queries(ours.site)))
    return measured


def _lines(measured: Measured, rows: Sequence[Row]) -> Iterator[str]:
    """The table of an archive, and what the others took."""
    yield f"{measured.archive}: {measured.episodes} episodes, {measured.pages} pages; medians"
    yield from table(("", Ours.name, HUGO, "ratio"), *(row.cells for row in rows))
    yield ""
    others = {name: None for name, _ in measured.costs if name not in (Ours.name, HUGO)}
    if others:
        cases = (NOTHING, CHANGED, UNCHANGED)
        cells = [[f"{cpu(measured, name, case):.2f}" for case in cases] for name in others]
        head = ("seconds of CPU", *cases)
        yield from table(head, *((name, *row) for name, row in zip(others, cells, strict=True)))
        yield ""


def _as_json(measured: Measured, rows: Sequence[Row]) -> dict[str, object]:
    """All that was measured on an archive, each run."""
    return {
        "archive": measured.archive,
        "episodes": measured.episodes,
        "pages": measured.pages,
        "rows": [asdict(row) for row in rows],
        "costs": _costs(measured),
        "costs of a tenth": _costs(measured.smaller) if measured.smaller else [],
        "queries": [asdict(query) for query in measured.queries],
    }


def _costs(measured: Measured) -> list[dict[str, object]]:
    """Those of each run."""
    return [
        {"program": name, "case": case, **cost.as_json(), "stages": stages(cost)}
        for (name, case), costs in measured.costs.items()
        for cost in costs
    ]


if __name__ == "__main__":
    main()
