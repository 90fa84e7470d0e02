"""Files spoilt by seed, many in one build: they cost only themselves."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import Run
from tests.mutants import DANGEROUS, GOOD, seconds, write_mutant, write_wrong_settings

AT_ONCE = 50
"""Mutants in one build."""
SETTINGS_AT_ONCE = 5
"""Builds with wrong settings in one test."""
Write = Callable[[Path, int, Path], None]


class Bench:
    """Builds with mutants beside the good transcript, and what is wrong with them."""

    def __init__(self, run: Run, folder: Path) -> None:
        self._run = run
        self._folder = folder
        _, self._alone = self._build((), write_mutant)

    def fault(self, seeds: Sequence[int], write: Write, codes: frozenset[int]) -> str:
        """What is wrong with a build of these mutants; empty where all is as it should be."""
        try:
            with seconds(240):
                result, files = self._build(seeds, write)
        except TimeoutError as error:
            return str(error)
        if result.exception and not isinstance(result.exception, SystemExit):
            return repr(result.exception)
        if result.exit_code not in codes:
            return f"exit code {result.exit_code}: {result.output[-2000:]}"
        if result.exit_code == 2:
            return "" if not files else "settings are wrong, and a site was written"
        if any(DANGEROUS.search(line) for line in result.output.split("\n")):
            return "a dangerous character in the messages"
        changed = [
            name
            for name, data in self._alone.items()
            if files.get(name) != data and (write is write_mutant or name not in files)
        ]  # settings, where they hold at all, may change what is there
        return f"{changed} differ from what they are alone" if changed else self._danger()

    def _build(self, seeds: Sequence[int], write: Write) -> tuple[Result, dict[str, bytes]]:
        """Build; return the result and the good episode's data files."""
        shutil.rmtree(self._folder, ignore_errors=True)
        content, outside = self._folder / "content", self._folder / "outside"
        good = content / "shows/good/good.vtt"
        good.parent.mkdir(parents=True)
        outside.mkdir()
        good.write_text(GOOD)
        for seed in seeds:
            write(content, seed, outside)
        site = self._folder / "site"
        result = self._run(
            "build", "--content", content, "--output", site, "--no-search", "--jobs", 1
        )
        page = site / "good/good"
        names = ("episode.json", "chapters.json", "chapters.txt", "transcript.vtt")
        files = {name: (page / name).read_bytes() for name in names if (page / name).is_file()}
        return result, files

    def _danger(self) -> str:
        """A file of the site with a character that misleads or breaks, or from outside."""
        for path in sorted((self._folder / "site").rglob("*")):
            if path.suffix not in {".html", ".md", ".json", ".xml", ".txt", ".vtt"}:
                continue
            text = path.read_bytes().decode()
            if found := DANGEROUS.search(text):
                return f"{found[0]!r} in {path.name}: {text[max(0, found.start() - 80) :][:160]!r}"
            if "xyzzy" in text:
                return f"what lies outside of the content is in {path}"
        return ""

    def culprits(self, seeds: Sequence[int], write: Write, codes: frozenset[int]) -> list[str]:
        """The seeds that spoil a build, each with how, found by halving."""
        fault = self.fault(seeds, write, codes)
        if not fault:
            return []
        if len(seeds) == 1:
            return [f"seed {seeds[0]}: {fault}"]
        middle = len(seeds) // 2
        found = [
            culprit
            for half in (seeds[:middle], seeds[middle:])
            for culprit in self.culprits(half, write, codes)
        ]
        return found or [f"seeds {seeds[0]} to {seeds[-1]} together: {fault}"]


@pytest.fixture
def bench(run: Run, tmp_path: Path) -> Bench:
    """A place to build in."""
    return Bench(run, tmp_path / "bench")


INPUTS = frozenset({0, 1})
SETTINGS = frozenset({0, 1, 2})
NUMBERS = [
    pytest.param(number, marks=[pytest.mark.torture] if number else []) for number in range(21)
]


@pytest.mark.parametrize("number", NUMBERS)
def test_mutants_cost_only_themselves(bench: Bench, number: int) -> None:
    """Fifty spoilt files of all kinds: no traceback, and the good episode is as it is alone."""
    seeds = range(number * AT_ONCE, (number + 1) * AT_ONCE)
    assert bench.culprits(seeds, write_mutant, INPUTS) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_wrong_settings_are_messages(bench: Bench, number: int) -> None:
    """Spoilt settings are refused in words, with nothing written, or do no harm."""
    for seed in range(number * SETTINGS_AT_ONCE, (number + 1) * SETTINGS_AT_ONCE):
        assert bench.culprits([seed], write_wrong_settings, SETTINGS) == []
