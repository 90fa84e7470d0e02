"""A build whose work is done on a Dask cluster."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator import manifest
from generator.cli import TEMPLATES
from generator.errors import ConfigError
from generator.job import Job
from generator.pipeline import build
from tests.bench.archives import write_archive
from tests.conftest import Run
from tests.test_workers import Helped, files_of

pytestmark = pytest.mark.torture


@contextmanager
def cluster(workers: int, threads: int = 1) -> Iterator[Any]:
    """A cluster of processes on this machine."""
    from distributed import LocalCluster

    held: Any = LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=workers, threads_per_worker=threads, processes=True, dashboard_address=None
    )
    with held:
        yield held


def job_of(folder: Path, name: str, scheduler: str = "") -> Job:
    """A build of the archive in a folder, on a cluster if one is named."""
    settings = "title: Bench\nbase_url: https://example.org/\n"
    if scheduler:
        settings += f"executor: dask\nscheduler: {scheduler}\n"
    (folder / "content/site.yaml").write_text(settings, encoding="utf-8")
    return Job(
        content=folder / "content",
        output=folder / name,
        templates=TEMPLATES,
        cache=folder / f"cache-{name}",
    )


class Killing(Helped):
    """Kills a worker when the first results of a stage are there."""

    def __init__(self, stage: str, process: int) -> None:
        super().__init__()
        self._stage = stage
        self._process = process
        self.killed = False

    def helped(self, seconds: float) -> None:
        """Another process worked."""
        super().helped(seconds)
        if self._stage in self.stages and not self.killed:
            os.kill(self._process, signal.SIGKILL)
            self.killed = True


@pytest.mark.parametrize("stage", ["summarize", "render"])
def test_a_cluster_changes_no_byte(tmp_path: Path, stage: str) -> None:
    """Not even where one of its workers is killed on the way."""
    write_archive(tmp_path / "content", 40, lines=8)
    here = job_of(tmp_path, "here")
    build(here, manifest.take(here, {}), Helped())
    with cluster(3) as workers:
        progress = Killing(stage, next(iter(workers.workers.values())).pid)
        there = job_of(tmp_path, "there", workers.scheduler_address)
        build(there, manifest.take(there, {}), progress)
    assert progress.killed
    assert progress.stages == {"load", "summarize", "render", "index"}
    assert files_of(there.output) == files_of(here.output)


def test_a_cluster_of_no_use_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No scheduler, no workers, several threads, another program: each with its remedy."""

    def refused(scheduler: str) -> str:
        job = job_of(tmp_path, "site", scheduler)
        with pytest.raises(ConfigError) as caught:
            build(job, manifest.take(job, {}), Helped())
        assert not job.output.exists()
        return str(caught.value)

    write_archive(tmp_path / "content", 5, lines=4)
    monkeypatch.setattr("generator.cluster._PATIENCE", 3)
    assert "`dask scheduler`" in refused("tcp://127.0.0.1:9")
    assert "`dask scheduler`" in refused("nowhere://127.0.0.1:9")
    with cluster(0) as workers:
        assert "has no workers" in refused(workers.scheduler_address)
    with cluster(1, threads=2) as workers:
        assert "--nthreads 1" in refused(workers.scheduler_address)
    with cluster(1) as workers:
        monkeypatch.setattr("generator.cluster.program_hash", lambda: "another")
        assert "another version" in refused(workers.scheduler_address)


def test_without_its_package(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for a cluster and has not installed what it needs is told what to install."""
    write_archive(tmp_path / "content", 5, lines=4)
    job = job_of(tmp_path, "site", "tcp://127.0.0.1:9")
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run("build", "--content", job.content, "--output", job.output)
    assert result.exit_code == 2
    assert 'pip install "chapterwise[dask]"' in result.output
