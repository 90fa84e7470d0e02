"""`python -m tests.bench`: this program and others on the pages of one archive, in turn.

Each builds from nothing, with nothing changed and with one thing changed: here a word of a
transcript, and in the others, which get the pages as this program writes them in Markdown, a word
of a page. Printed are the medians of what a run takes on the wall and of the processors.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

from generator import __version__

from .archives import write_archive
from .peers import Peer, found, timed, version_of

CASES = ("from nothing", "nothing changed", "one changed")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--content", type=Path, help="an archive; else one is made up")
    parser.add_argument("--episodes", type=int, default=500, help="of the one that is made up")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--search", action="store_true", help="index ours too")
    parser.add_argument("--folder", type=Path, default=Path(".cache/bench"))
    parser.add_argument("--json", type=Path, help="keep the figures here")
    return parser.parse_args()


class Ours:
    """Chapterwise on a copy of the archive."""

    name = "Chapterwise"

    def __init__(self, folder: Path, content: Path | None, episodes: int, seed: int) -> None:
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        if content:
            shutil.copytree(content, folder / "content")
        else:
            write_archive(folder / "content", episodes, seed=seed)
        self._edited = max(
            (path for path in (folder / "content").rglob("*") if path.suffix in (".vtt", ".txt")),
            key=lambda path: (path.stat().st_size < 200_000, path.as_posix()),
        )

    def build(self, *options: str) -> tuple[float, float]:
        """Build; return seconds on the wall and of the processors."""
        place = self.folder.resolve()
        command = (sys.executable, "-m", "tests.bench.ours", str(place / "cache"), "build", "-q")
        folders = ("--content", str(place / "content"), "--output", str(place / "site"))
        return timed((*command, *folders, *options), Path.cwd())

    def clean(self) -> None:
        """Forget all builds."""
        for name in ("site", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def edit(self, number: int) -> None:
        """Change a word of a transcript."""
        text = self._edited.read_text(encoding="utf-8")
        place = text.index(" the ", len(text) // 2)
        self._edited.write_text(
            f"{text[:place]} the {number} {text[place + 5 :]}", encoding="utf-8"
        )

    def pages(self) -> dict[str, str]:
        """Its pages in Markdown, by their paths."""
        site = self.folder / "site"
        return {
            path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(site.rglob("index.md"))
        }


def _cases(
    build: Callable[[], tuple[float, float]],
    clean: Callable[[], None],
    edit: Callable[[], None],
) -> dict[str, tuple[float, float]]:
    clean()
    first = build()
    again = build()
    edit()
    return dict(zip(CASES, (first, again, build()), strict=True))


def main() -> None:
    """Compare, and print."""
    asked = _arguments()
    ours = Ours(asked.folder / "ours", asked.content, asked.episodes, asked.seed)
    options = () if asked.search else ("--no-search",)
    ours.build(*options)
    pages = ours.pages()
    peers = found()
    for peer in peers:
        folder = asked.folder / peer.name
        shutil.rmtree(folder, ignore_errors=True)
        peer.set_up(folder, pages)
    times: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for run in range(asked.runs):
        build, edit = partial(ours.build, *options), partial(ours.edit, run)
        taken = {ours.name: _cases(build, ours.clean, edit)}
        for peer in peers:
            taken[peer.name] = _run_peer(peer, asked.folder / peer.name, run, len(pages))
        for name, cases in taken.items():
            for case, seconds in cases.items():
                times[name, case].append(seconds)
    report = _report(times, {each.name: version_of(each) for each in peers}, len(pages))
    if asked.json:
        asked.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _run_peer(peer: Peer, folder: Path, run: int, pages: int) -> dict[str, tuple[float, float]]:
    sources = [path for path in folder.rglob("*.md") if peer.output not in path.parts]
    edited = sources[len(sources) // 2]

    def edit() -> None:
        edited.write_text(f"{edited.read_text(encoding='utf-8')}\nEdited {run}.\n", "utf-8")

    cases = _cases(lambda: peer.build(folder), lambda: peer.clean(folder), edit)
    written = len([*(folder / peer.output).rglob("*.html")])
    if written < pages:
        raise RuntimeError(f"{peer.name} wrote {written} of {pages} pages")
    return cases


def _report(
    times: dict[tuple[str, str], list[tuple[float, float]]], versions: dict[str, str], pages: int
) -> dict[str, object]:
    """Print the medians, and return all of it."""
    medians = {
        each: tuple(statistics.median(column) for column in zip(*taken, strict=True))
        for each, taken in times.items()
    }
    print(f"{pages} pages; medians of seconds of the processors (on the wall)")
    print(f"{'':14}" + "".join(f"{case:>22}" for case in CASES))
    for name in dict.fromkeys(name for name, _ in times):
        cells = (medians[name, case] for case in CASES)
        print(f"{name:14}" + "".join(f"{cpu:>13.2f} ({wall:6.2f})" for wall, cpu in cells))
    return {
        "pages": pages,
        "machine": {"processors": os.cpu_count(), "system": platform.platform()},
        "versions": {
            "Chapterwise": __version__,
            "Python": platform.python_version(),
            **versions,
        },
        "seconds": {
            name: {
                case: [{"wall": wall, "cpu": cpu} for wall, cpu in times[name, case]]
                for case in CASES
            }
            for name in dict.fromkeys(name for name, _ in times)
        },
    }


if __name__ == "__main__":
    main()
