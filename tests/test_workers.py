"""Several processes at work on one site."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator import manifest
from generator.cli import TEMPLATES
from generator.errors import ConfigError, PublishError
from generator.job import Job, Silence
from generator.pipeline import build
from generator.record import NAME
from generator.rendering.html import Compiled
from generator.workers import on_this_machine
from tests.bench.archives import write_archive

EPISODES = 18
"""More than what one process parses sooner, and with more pages than it renders sooner."""


class Helped(Silence):
    """Hears only in which stages other processes worked."""

    def __init__(self) -> None:
        self.stages: set[str] = set()
        self._now = ""

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Callable[[], None]]:
        """Another stage."""
        self._now = name
        yield lambda: None

    def helped(self, seconds: float) -> None:
        """Another process worked."""
        self.stages.add(self._now)


def files_of(site: Path) -> dict[str, bytes]:
    """All that a site consists of."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name != NAME
    }


def test_processes_change_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What two processes parse, summarize, render and index is what one does."""
    write_archive(tmp_path / "content", EPISODES, lines=4)
    sites, helped = [], []
    monkeypatch.setattr(Compiled, "_held", {})  # of other tests
    for processes in (2, 1):
        job = Job(
            content=tmp_path / "content",
            output=tmp_path / f"site{processes}",
            templates=TEMPLATES,
            cache=tmp_path / f"cache{processes}",
            processes=processes,
        )
        progress = Helped()
        build(job, manifest.take(job, {}), progress)
        helped.append(progress.stages)
        sites.append(files_of(job.output))
    assert any((tmp_path / "cache2/templates").iterdir())  # the next build need not compile them
    assert helped == [{"load", "summarize", "render", "index"}, set()]
    assert sites[0] == sites[1]


def end(_: int) -> None:
    """End as the system ends a process that takes too much memory."""
    os._exit(9)


def refuse(number: int) -> int:
    """Say no to one of them."""
    if number == 5:
        raise ConfigError("no", path="five.html", line=5, remedy="take six")
    return number


def test_a_process_that_is_gone_is_named() -> None:
    """A build whose helpers are ended says so, and how to go on."""
    with on_this_machine(2) as workers, pytest.raises(PublishError, match="--jobs 1"):
        list(workers.map(end, range(4), worth=2))


def test_what_goes_wrong_elsewhere_goes_wrong_here() -> None:
    """The results before it come in order; then the error as it was raised, file and line in it."""
    made = []
    with (
        on_this_machine(2) as workers,
        pytest.raises(ConfigError, match=r"five.html:5: no \(take six\)"),
    ):
        for each in workers.map(refuse, range(99), worth=2):
            made.append(each)
    assert made == [0, 1, 2, 3, 4]
