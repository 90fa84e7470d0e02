"""What CI does with a model's answers, in a repository made for the test."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.cli import ROOT


def git(folder: Path, *arguments: str) -> str:
    person = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    return subprocess.run(
        ["git", *person, *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A shallow clone as CI makes it, of a repository with one commit."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch", "main", "origin")
    git(tmp_path, "clone", "--quiet", "origin", "first")
    first = tmp_path / "first"
    git(first, "checkout", "--quiet", "-B", "main")
    (first / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/keep-answers", first / ".ci")
    git(first, "add", ".")
    git(first, "commit", "--quiet", "--message", "First")
    git(first, "push", "--quiet", "origin", "main")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{tmp_path}/origin", "ci")
    return tmp_path / "ci"


def keep(clone: Path) -> None:
    subprocess.run([clone / ".ci/keep-answers"], check=True, capture_output=True)


def test_new_answers_are_pushed_over_what_others_pushed(clone: Path, tmp_path: Path) -> None:
    """Once, and without losing a commit made in the meantime."""
    keep(clone)  # no summaries: nothing happens
    (clone / "content/summaries/slow").mkdir(parents=True)
    (clone / "content/summaries/slow/tides.json").write_text("{}")
    first = tmp_path / "first"
    (first / "other").write_text("")
    git(first, "add", ".")
    git(first, "commit", "--quiet", "--message", "Meanwhile")
    git(first, "push", "--quiet", "origin", "main")
    keep(clone)
    keep(clone)  # nothing is new
    origin = tmp_path / "origin"
    assert git(origin, "log", "--format=%s", "main").splitlines() == [
        "Summaries that the model wrote",
        "Meanwhile",
        "First",
    ]
    assert git(origin, "show", "--name-only", "--format=", "main") == (
        "content/summaries/slow/tides.json"
    )


def test_addresses_are_pushed_too(clone: Path, tmp_path: Path) -> None:
    """Without a model as well: the next build, elsewhere, gives pages the same addresses."""
    (clone / "content").mkdir()
    (clone / "content/addresses.json").write_text("{}")
    keep(clone)
    keep(clone)  # nothing is new
    log = git(tmp_path / "origin", "log", "--format=%s", "main").splitlines()
    assert log == ["Addresses that pages keep", "First"]


def test_calls_on_record_of_two_places_are_all_kept(clone: Path, tmp_path: Path) -> None:
    """What was spent elsewhere in the meantime counts for the month, too."""
    ledger = "content/summaries/calls.jsonl"
    first = tmp_path / "first"
    shutil.copy(ROOT / ".gitattributes", first)
    (first / ledger).parent.mkdir(parents=True)
    (first / ledger).write_text('{"call": 1}\n')
    git(first, "add", ".")
    git(first, "commit", "--quiet", "--message", "Ledger")
    git(first, "push", "--quiet", "origin", "main")
    git(clone, "pull", "--quiet")
    for folder, number in ((first, 2), (clone, 3)):
        with (folder / ledger).open("a") as file:
            file.write(f'{{"call": {number}}}\n')
    git(first, "commit", "--quiet", "--all", "--message", "By hand")
    git(first, "push", "--quiet", "origin", "main")
    keep(clone)
    kept = git(tmp_path / "origin", "show", f"main:{ledger}").splitlines()
    assert sorted(kept) == [f'{{"call": {number}}}' for number in (1, 2, 3)]
