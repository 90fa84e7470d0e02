"""An unchanged site is noticed; a changed one is not mistaken for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator import manifest
from generator.job import Job, Outcome
from generator.keeping import Kept
from generator.publishing import replace_files
from generator.record import NAME, hash_file, write_record

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
    write_record(built.output, without="")
    manifest.write(built, manifest.take(built, {}), OUTCOME)
    return built


def stands(job: Job) -> bool:
    before = manifest.read(job)
    assert before is not None
    return manifest.stands(job, before, manifest.take(job, before.files))


def test_unchanged(job: Job) -> None:
    """Nothing changed: the site stands and its outcome is known."""
    assert stands(job)
    before = manifest.read(job)
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


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"backend": "openai"}, False),
        ({"base_url": "https://example.org/"}, False),
        ({"search": False}, False),
        ({"processes": 8}, True),
        ({"wait": True}, True),
    ],
)
def test_what_was_asked_for_counts(job: Job, change: dict[str, object], same: bool) -> None:
    """Where it makes another site."""
    assert stands(replace(job, **change)) == same  # type: ignore[arg-type]


def test_a_file_is_read_again_where_its_size_or_time_is_another(job: Job) -> None:
    """Both as they were mean that it is as it was."""
    path = job.content / "a.txt"
    facts = path.stat()
    path.write_text("behind")
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert stands(job)
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns + 1))
    assert not stands(job)


def test_what_is_hidden_or_compiled_is_no_input(job: Job) -> None:
    """In none of the folders."""
    for name in (".git/HEAD", "__pycache__/a.pyc", "deep/__pycache__/a.pyc", ".a.swp"):
        for folder in (job.content, job.templates):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("x")
    assert stands(job)


def test_what_a_build_writes_is_looked_at_again(job: Job) -> None:
    """A file or a folder of the content, what is new, changed or gone in it, and nothing else."""
    for name in ("summaries/s/a.json", "summaries/s/b.json", "summaries.txt"):
        (job.content / name).parent.mkdir(parents=True, exist_ok=True)
        (job.content / name).write_text("before")
    before = manifest.take(job, {})
    for name in ("summaries/s/a.json", "summaries/t/c.json", "summaries.txt", "addresses.json"):
        (job.content / name).parent.mkdir(parents=True, exist_ok=True)
        (job.content / name).write_text("after!")
    (job.content / "summaries/s/b.json").unlink()
    (job.content / "a.txt").write_text("after!")
    after = manifest.take(job, {})

    def changed(inputs: manifest.Inputs) -> set[str]:
        names = before.files.keys() | inputs.files.keys()
        return {name for name in names if before.files.get(name) != inputs.files.get(name)}

    folder = manifest.retake(before, job, "summaries")
    assert changed(folder) == {
        *("content/summaries/s/a.json", "content/summaries/s/b.json"),
        "content/summaries/t/c.json",
    }
    assert changed(manifest.retake(before, job, "addresses.json")) == {"content/addresses.json"}
    assert changed(manifest.retake(before, job, "none")) == set()
    assert changed(after) == changed(folder) | {
        *("content/addresses.json", "content/a.txt", "content/summaries.txt")
    }


def test_touched_page_is_unchanged(job: Job) -> None:
    """A copied or touched page with the bytes that were published changes nothing."""
    os.utime(job.output / "index.html", (1, 1))
    assert stands(job)


def test_edit_of_the_same_length_is_noticed(job: Job) -> None:
    """A page changed by hand is noticed even where its size is what it was."""
    (job.output / "index.html").write_text("burnt")
    assert not stands(job)


def test_another_site_in_its_place_is_noticed(job: Job) -> None:
    """What is remembered holds for the very site that it was remembered of."""
    (job.output / NAME).write_text('{"made_by": "chapterwise", "files": {}}')
    assert not stands(job)


@pytest.mark.parametrize("text", ['{"inputs": 1', "[]", '{"output": "elsewhere"}', ""])
def test_damaged_memory_is_none(job: Job, text: str) -> None:
    """A memory that cannot be read, or is of another site, means building again, not failing."""
    (path,) = (job.cache / manifest.FOLDER).iterdir()
    path.write_text(text)
    assert manifest.read(job) is None


PIECES = {"one": ("a.html", "b.html"), "two": ("c.html",), "three": ("d.html", "e.html")}


@pytest.fixture
def pages(job: Job) -> Job:
    """The job with a site of several pages, remembered with what they were made of."""
    for name in (name for paths in PIECES.values() for name in paths):
        (job.output / name).write_text(name)
    (job.output / NAME).unlink()
    write_record(job.output, without="")
    manifest.write(job, manifest.take(job, {}), OUTCOME, PIECES)
    return job


def test_what_is_as_it_was_published_may_stay(pages: Job) -> None:
    """Touched or not; not what somebody changed, deleted or put a link to in its place."""
    (pages.output / "b.html").write_text("B.html")
    os.utime(pages.output / "c.html", (5, 5))
    (pages.output / "d.html").unlink()
    (pages.output / "e.html").rename(pages.content / "e.html")
    (pages.output / "e.html").symlink_to(pages.content / "e.html")
    kept = manifest.kept(pages)
    assert kept.hashes.keys() == kept.stamps.keys() == {"index.html", "a.html", "c.html"}
    assert kept.stamps["c.html"] == (6, 5_000_000_000)
    assert kept.hashes["c.html"] == hash_file(pages.output / "c.html")
    assert (kept.place, kept.pieces) == (pages.output, PIECES)
    (pages.output / NAME).write_text('{"made_by": "chapterwise", "files": {}}')
    assert manifest.kept(pages) == Kept()
    assert manifest.built_from(pages) is None


def test_a_site_of_which_pages_were_replaced_is_what_no_inputs_give(pages: Job) -> None:
    """It is remembered all the same, so that the rest may stay, for the very site it was."""
    inputs = manifest.take(pages, {})
    by = replace_files(pages.output, [("c.html", b"new"), ("d.html", b"newer")])
    assert by
    manifest.replaced(pages, by._replace(before="another's"), {"four": ("c.html",)})
    assert manifest.built_from(pages) is None  # nothing was remembered of it
    manifest.replaced(pages, by, {"four": ("c.html", "d.html")})
    known = manifest.read(pages)
    assert known
    assert not manifest.stands(pages, known, inputs)
    assert manifest.built_from(pages) == manifest.Inputs(options={}, files=inputs.files)
    kept = manifest.kept(pages)
    assert kept.pieces == {"one": ("a.html", "b.html"), "four": ("c.html", "d.html")}
    assert kept.hashes["d.html"] == hash_file(pages.output / "d.html")
    assert known.outcome == OUTCOME


def test_only_files_that_can_be_read_have_hashes(job: Job) -> None:
    """By their paths in their folder; one that could not be read has a reason instead."""
    sha = "0" * 64
    inputs = manifest.Inputs(
        options={},
        files={
            "content/a.txt": (1, 1, sha),
            "content/b.txt": (0, 0, "is a pipe"),
            "contents/c.txt": (1, 1, sha),
            "templates/content/d.txt": (1, 1, sha),
        },
    )
    assert inputs.hashes("content") == {"a.txt": sha}


def test_what_cannot_be_read_is_stamped_with_the_reason(job: Job) -> None:
    """A pipe or a link out of the content stops no build, and is noticed when it becomes a file."""
    pipe, link = job.content / "pipe.vtt", job.content / "link.vtt"
    os.mkfifo(pipe)
    link.symlink_to("/etc/passwd")
    manifest.write(job, manifest.take(job, {}), OUTCOME)
    assert stands(job)
    for path in (pipe, link):
        path.unlink()
        path.write_text("")
        assert not stands(job)
        manifest.write(job, manifest.take(job, {}), OUTCOME)
