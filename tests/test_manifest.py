"""An unchanged site is noticed; a changed one is not mistaken for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import manifest
from generator.job import Job, Outcome

OUTCOME = Outcome(
    episodes=1,
    speech=9.0,
    pages=2,
    left_alone=(("b.pdf", "is a PDF"),),
    problems=("a: broken",),
)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A job whose content is one file and whose site has been built."""
    for name in ("content", "templates", "site"):
        (tmp_path / name).mkdir()
    (tmp_path / "content/a.txt").write_text("before")
    (tmp_path / "site/index.html").write_text("built")
    built = Job(
        content=tmp_path / "content",
        output=tmp_path / "site",
        templates=tmp_path / "templates",
        cache=tmp_path / "cache",
    )
    manifest.write(built.output, manifest.take(built, {}), OUTCOME)
    return built


def stands(job: Job) -> bool:
    before = manifest.read(job.output)
    assert before is not None
    return manifest.stands(job.output, before, manifest.take(job, before.files))


def test_unchanged(job: Job) -> None:
    """Nothing changed: the site stands and its outcome is known."""
    assert stands(job)
    before = manifest.read(job.output)
    assert before is not None
    assert before.outcome == OUTCOME


def test_touched_file_is_unchanged(job: Job) -> None:
    """A new time of change with the same bytes, as after a checkout, changes nothing."""
    os.utime(job.content / "a.txt", (1, 1))
    assert stands(job)


@pytest.mark.parametrize(
    "change",
    [
        lambda job: (job.content / "a.txt").write_text("after!"),
        lambda job: (job.content / "b.txt").write_text("new"),
        lambda job: (job.content / "a.txt").unlink(),
        lambda job: (job.templates / "x.html").write_text("new"),
        lambda job: (job.output / "index.html").unlink(),
        lambda job: (job.output / "index.html").write_text("edited by hand"),
    ],
    ids=["edited", "added", "deleted", "template", "output gone", "output edited"],
)
def test_changed(job: Job, change: Callable[[Job], object]) -> None:
    """Every change to what goes in or comes out is noticed."""
    change(job)
    assert not stands(job)


def test_what_cannot_be_read_is_stamped_with_the_reason(job: Job) -> None:
    """A pipe or a link out of the content stops no build, and is noticed when it becomes a file."""
    pipe, link = job.content / "pipe.vtt", job.content / "link.vtt"
    os.mkfifo(pipe)
    link.symlink_to("/etc/passwd")
    manifest.write(job.output, manifest.take(job, {}), OUTCOME)
    assert stands(job)
    for path in (pipe, link):
        path.unlink()
        path.write_text("")
        assert not stands(job)
        manifest.write(job.output, manifest.take(job, {}), OUTCOME)


def test_damaged_manifest_is_no_manifest(job: Job) -> None:
    """A manifest that cannot be read means building again, not failing."""
    (job.output / manifest.NAME).write_text('{"digest": 1')
    assert manifest.read(job.output) is None
