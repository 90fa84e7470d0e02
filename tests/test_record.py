"""The record of a site: what it names, what is none, and what it tells of changed files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.record import NAME, notes_of_changes, read_record, walk, write_record

FILES = ("index.html", "a/b/c.txt", "a/d.txt", "e/f.txt")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A recorded site, with something of a person's beside its files."""
    for name in (*FILES, ".unfinished"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "link").symlink_to("e")
    write_record(tmp_path, without=".unfinished")
    (tmp_path / "mine.txt").write_text("mine")
    return tmp_path


def test_a_record_names_every_file_that_was_written(site: Path) -> None:
    """With the folders that hold them; not itself, nor what is marked as unfinished, nor links."""
    record = read_record(site)
    assert record
    assert sorted(record.files) == sorted(FILES)
    assert record.folders == {"a", "a/b", "e"}
    assert list(json.loads((site / NAME).read_text())["files"]) == sorted(FILES)


def test_a_folder_stands_before_what_it_holds(site: Path) -> None:
    """By name, and links are named and not followed."""
    assert [path for path, _ in walk(site)] == [
        *(NAME, ".unfinished", "a", "a/b", "a/b/c.txt", "a/d.txt"),
        *("e", "e/f.txt", "index.html", "link", "mine.txt"),
    ]


@pytest.mark.parametrize(("changed", "more"), [(0, False), (1, False), (3, False), (4, True)])
def test_changed_files_are_named(changed: int, more: bool, site: Path) -> None:
    """Three of them, and that there are more; one that is gone, or not ours, is none."""
    for name in FILES[:changed]:
        (site / name).write_text("changed")
    (site / "mine.txt").write_text("changed")
    notes = notes_of_changes(site)
    assert bool(notes) == bool(changed)
    if notes:
        assert f"changed {changed} of the site's own files: " in notes[0]
        named = (
            notes[0].partition("files: ")[2].partition(" (")[0].removesuffix(", ...").split(", ")
        )
        assert named == sorted(FILES[:changed])[:3]
        assert (", ..." in notes[0]) == more
    for name in FILES:
        (site / name).unlink()
    assert notes_of_changes(site) == ()


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ('{"made_by": "chapterwise", "files": {}}', True),
        ('{"made_by": "chapterwise", "files": {"a/b.html": "0", "...": "0"}}', True),
        *(
            (json.dumps({"made_by": "chapterwise", "files": {name: "0"}}), False)
            for name in ("../a", "a/../b", "/a", "a//b", "a/", ".", "a/./b", "", "a\0b")
        ),
        ('{"made_by": "chapterwise", "files": {"a": 0}}', False),
        ('{"made_by": "chapterwise", "files": 7}', False),
        ('{"made_by": "chapterwise"}', False),
        ('{"made_by": "another", "files": {}}', False),
        ("[]", False),
        ("{", False),
        ("[" * 100_000, False),
    ],
)
def test_a_record_names_only_what_lies_inside(text: str, ours: bool, tmp_path: Path) -> None:
    """Any other is none of ours, whoever wrote it."""
    (tmp_path / NAME).write_text(text)
    assert (read_record(tmp_path) is not None) == ours


def test_a_record_of_the_first_version_names_what_it_published(tmp_path: Path) -> None:
    """Without their hashes, so that nothing is said of changes; a newer record wins."""
    former = {"digest": "0", "outputs": {"index.html": 3}}
    (tmp_path / "index.html").write_text("new")
    (tmp_path / ".build.json").write_text(json.dumps(former))
    record = read_record(tmp_path)
    assert record
    assert sorted(record.files) == [".build.json", "index.html"]
    assert notes_of_changes(tmp_path) == ()
    (tmp_path / ".build.json").write_text(json.dumps(former | {"digest": 5}))
    assert read_record(tmp_path) is None
    (tmp_path / NAME).write_text("{")
    (tmp_path / ".build.json").write_text(json.dumps(former))
    assert read_record(tmp_path) is None
