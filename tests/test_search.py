"""The search index: the same bytes for the same pages, and a sentence when there is none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pagefind_bin
import pytest

from generator.cli import ROOT
from generator.errors import PublishError
from generator.findable import Findable, Place, Sort
from generator.search import index
from tests.conftest import Run, Tree
from tests.test_cli import TALK


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_builds_of_the_same_content_are_the_same_to_the_byte(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By one process or two, with nothing kept or all of it: every file, the index included."""
    sites = []
    for number, jobs in enumerate((1, 2, 2, 1)):
        monkeypatch.setattr("generator.cli.CACHE", tmp_path / f"cache{number % 3}")
        site = tmp_path / f"site{number}"
        build = ("build", "--content", ROOT / "content", "--output", site, "--jobs", jobs)
        assert run(*build).exit_code == 0
        sites.append(contents(site))
    assert "pagefind/choices.json" in sites[0]
    for other in sites[1:]:
        assert other.keys() == sites[0].keys()
        assert [name for name in other if other[name] != sites[0][name]] == []


def chapters(count: int = 30) -> Iterator[Findable]:
    """Chapters of three episodes, with who speaks in them."""
    for number in range(count):
        yield Findable(
            sort=Sort.EPISODE,
            page=f"quay/{'abc'[number * 3 // count]}/",
            id=f"chapter-{number}",
            title=f"Chapter {number}",
            places=(Place(text=f"the word{number} of the tide", id=f"t-00-{number:02}-00"),),
            facts={"show": "Quay", "date": f"2024-01-{number + 1:02}"},
            choices={"show": ("Quay",), "person": (f"Person {number % 3}",)},
        )


def test_index_is_made_of_what_is_found_and_of_nothing_else(tmp_path: Path) -> None:
    """Twice the same bytes; one fragment for each, in the folder of its page, by its number."""
    for folder in ("one", "two"):
        index(tmp_path / folder, chapters(), "en-GB")
    files = contents(tmp_path / "one" / "pagefind")
    assert files == contents(tmp_path / "two" / "pagefind")
    fragments = [name.split("/") for name in files if name.startswith("fragment/")]
    assert len({folder for _, folder, _ in fragments}) == 3
    assert all(folder.startswith("e") for _, folder, _ in fragments)
    numbers = sorted(int(name.removesuffix(".pf_fragment"), 36) for *_, name in fragments)
    assert numbers == list(range(30))
    assert json.loads(files["choices.json"]) == {
        "person": {f"Person {n}": " ".join([str(n)] + ["3"] * 9) for n in range(3)},
        "show": {"Quay": "0+t"},
    }
    assert not any(name.endswith((".css", ".pf_filter")) or "ui" in name for name in files)


def test_a_new_episode_leaves_the_names_of_all_others(tmp_path: Path) -> None:
    """What stands behind the last chapter renames none: readers keep what they have loaded."""
    new = replace(next(chapters()), page="quay/d/")
    index(tmp_path / "before", chapters(), "en")
    index(tmp_path / "after", [*chapters(), new], "en")
    before, after = (
        {name for name in contents(tmp_path / folder) if "fragment" in name}
        for folder in ("before", "after")
    )
    assert len(after - before) == 1
    assert not before - after


def test_words_are_kept_for_those_who_misspell_them(tmp_path: Path) -> None:
    """Those of names, and those that stand in several places, as they are written most often."""
    named = replace(next(chapters()), title="LangChain on a Kettle")
    said = [
        replace(named, id=text[:3], places=(Place(text=text),), choices={})
        for text in ("a Marrow and quince,", "the marrow; once.", "marrow, quince", "日本語")
    ]
    index(tmp_path, said, "en")
    words = (tmp_path / "pagefind" / "words.txt").read_text().split("\n")
    assert words == ["Kettle 3", "LangChain 3", "marrow 2", "quince 2", ""]


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("kill -9 $$", "Pagefind failed: ended by SIGKILL"),
        ("head -c 9 >/dev/null; kill -9 $$", "Pagefind failed: ended by SIGKILL"),
        ("printf 'kaputt: \\377\\n\\n' >&2; exit 3", "Pagefind failed: kaputt: \ufffd"),
        ("exit 3", "Pagefind failed: exit code 3, no message"),
        ("printf '\\377,'; cat >/dev/null", "Pagefind failed: its answer makes no sense"),
        ("printf 'e30=,'; cat >/dev/null", "Pagefind failed: its answer makes no sense"),
        (None, "Pagefind cannot be run"),
    ],
)
def test_pagefind_that_fails_costs_a_sentence(
    tree: Tree,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    script: str | None,
    message: str,
) -> None:
    """Killed, broken or missing, it is named with its last words, and the old site stands."""
    program = tmp_path / "pagefind"
    if script is not None:
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: program)
    monkeypatch.setenv("LC_ALL", "C")
    content = tree({"tides.txt": TALK})
    result = run("build", "--content", content, "--output", tmp_path / "site")
    assert result.exit_code == 1
    assert message in result.stderr
    assert not (tmp_path / "site").exists()


def test_index_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A full or closed disk is an error, never an index with half of its files."""
    (tmp_path / "pagefind").write_text("in the way")
    with pytest.raises(OSError, match="pagefind"):
        index(tmp_path, chapters(), "en")


def test_page_that_is_refused_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Pagefind answers with an error reaches the person who builds."""
    refusal = "eyJwYXlsb2FkIjp7InR5cGUiOiJFcnJvciIsIm1lc3NhZ2UiOiJubyJ9fQ=="
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\nprintf '{refusal},'; cat >/dev/null\n")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: program)
    with pytest.raises(PublishError, match="Pagefind failed: no"):
        index(tmp_path, chapters(), "en")
