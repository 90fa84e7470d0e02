"""Who is measured: this program on a copy of an archive, and others on the pages it writes of it.

Here one thing changed is a word of a transcript, another one each time; in the others, which get
the pages as this program writes them in Markdown, a word of a page.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from .measuring import Cost, environment, run
from .peers import Peer

NOTHING, ADDED, CHANGED, UNCHANGED = CASES = (
    *("from nothing", "one added"),
    *("one changed", "nothing changed"),
)
"""In the order in which they are measured: each finds what the one before left."""
_STRIDE = 61
"""Files between one that is changed and the next: not always the same, nor neighbours."""
_SUFFIXES = {".vtt", ".srt", ".txt", ".md"}
_LEAST = 500
"""Bytes of a transcript: what is shorter may be a licence, or notes."""
_BETWEEN = re.compile(r"(?<=[^\W\dA-Z_]) (?=[^\W\dA-Z_])")
"""Between two words of a sentence, in a transcript of any format."""
_STAGE = re.compile(r"^(\w+) .*?([\d.]+) s of a processor$", re.MULTILINE)


class Side(Protocol):
    """A program with something to build."""

    name: str

    def measure(self, case: str, number: int) -> Cost:
        """Make it be the case, the `number`-th time, and build."""


class Ours:
    """Chapterwise, search included, on a copy of an archive."""

    name = "Chapterwise"

    def __init__(
        self, folder: Path, fill: Callable[[Path], None], options: tuple[str, ...]
    ) -> None:
        """`fill` puts the archive into a folder that is not there yet."""
        shutil.rmtree(folder, ignore_errors=True)
        self.content, self.site, self._cache, self._apart = (
            folder.resolve() / name for name in ("content", "site", "cache", "apart")
        )
        fill(self.content)
        self._options = options
        self._transcripts = sorted(
            path
            for path in self.content.rglob("*")
            if path.suffix in _SUFFIXES and path.stat().st_size >= _LEAST
        )
        if len(self._transcripts) < 2:
            raise ValueError(f"{self.content} has no two transcripts: one is added to the others")
        self._last = self._transcripts[-1]
        """Is added to all others, as somebody would put it there."""

    def command(self, name: str, *options: str) -> tuple[str, ...]:
        """A command of the program with this archive."""
        folders = ("--content", str(self.content), "--output", str(self.site))
        return (sys.executable, "-m", "generator", name, *folders, *self._options, *options)

    @property
    def variables(self) -> Mapping[str, str]:
        """The environment of its commands."""
        return environment(CHAPTERWISE_CACHE=str(self._cache))

    def measure(self, case: str, number: int) -> Cost:
        """Build; raises `RuntimeError` where nothing was published."""
        if case == NOTHING:
            for path in (self.site, self._cache):
                shutil.rmtree(path, ignore_errors=True)
            self._move(self._last.parent, self._apart)
        elif case == ADDED:
            self._move(self._apart, self._last.parent)
        elif case == CHANGED:
            self.edit(number)
        return run(self.command("build", "--profile"), Path.cwd(), self.variables, failed=2)

    def _move(self, source: Path, target: Path) -> None:
        """Move the last transcript, with what is told of it beside it."""
        target.mkdir(exist_ok=True)
        for path in sorted(source.glob(f"{self._last.stem}.*")):
            path.rename(target / path.name)

    def edit(self, number: int) -> None:
        """Put a word into a transcript."""
        path = self._transcripts[number * _STRIDE % len(self._transcripts)]
        text = path.read_text(encoding="utf-8")
        place = _BETWEEN.search(text, len(text) // 2)
        if not place:
            raise ValueError(f"{path} has no words in its second half")
        path.write_text(f"{text[: place.start()]} {number}{text[place.start() :]}", "utf-8")

    def pages(self) -> dict[str, str]:
        """Its pages in Markdown, by their paths."""
        return {
            path.relative_to(self.site).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(self.site.rglob("index.md"))
        }


def stages(cost: Cost) -> dict[str, float]:
    """Seconds of the processors that each stage of a build took, as the program tells them."""
    return {name: float(seconds) for name, seconds in _STAGE.findall(cost.said)}


class Other:
    """Another program on the same pages."""

    def __init__(self, peer: Peer, folder: Path, pages: Mapping[str, str]) -> None:
        self.name = peer.name
        self._peer = peer
        self._folder = folder
        self._count = len(pages)
        shutil.rmtree(folder, ignore_errors=True)
        peer.set_up(folder, pages)
        self._sources = sorted(folder.rglob("*.md"))

    def measure(self, case: str, number: int) -> Cost:
        """Build; raises `RuntimeError` where pages are missing."""
        middle = self._sources[len(self._sources) // 2]
        if case == NOTHING:
            for name in (self._peer.output, *self._peer.leavings):
                shutil.rmtree(self._folder / name, ignore_errors=True)
        elif case == ADDED:
            added = middle.parent.with_name(f"{middle.parent.name}-{number}") / middle.name
            added.parent.mkdir()
            shutil.copyfile(middle, added)
        elif case == CHANGED:
            edited = self._sources[number * _STRIDE % len(self._sources)]
            edited.write_text(f"{edited.read_text('utf-8')}\nEdited {number}.\n", "utf-8")
        cost = run(self._peer.command, self._folder, environment(), failed=1)
        written = len([*(self._folder / self._peer.output).rglob("*.html")])
        if written < self._count:
            raise RuntimeError(f"{self.name} wrote {written} of {self._count} pages")
        return cost
