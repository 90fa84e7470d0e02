"""The search index: the same bytes for the same pages, and a sentence when there is none."""

from __future__ import annotations

import gzip
from pathlib import Path

import cbor2
import pagefind_bin
import pytest

from generator.cli import ROOT
from generator.errors import PublishError
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
    assert any(name.startswith("pagefind/filter/") for name in sites[0])
    for other in sites[1:]:
        assert other.keys() == sites[0].keys()
        assert [name for name in other if other[name] != sites[0][name]] == []


def pages() -> dict[str, str]:
    """Pages in three languages with filters and orders, by name."""
    return {
        f"{'abc'[number % 3]}/{number}.html": f"""<html lang="{("en", "de", "cy")[number % 3]}">
            <title>Page {number}</title><body data-pagefind-body>
            <p data-pagefind-filter="person">Person {number % 11}</p>
            <p data-pagefind-filter="show">Show {number % 5}</p>
            <p data-pagefind-sort="date">2024-01-{number:02}</p>
            <p data-pagefind-sort="length">{number % 7}</p> word{number}</body></html>"""
        for number in range(30)
    }


def test_order_of_writing_does_not_matter(tmp_path: Path) -> None:
    """Pages, filters, orders and languages are in the order of their names, however they came."""
    indexes = []
    for folder, names in (("one", list(pages())), ("two", list(reversed(pages())))):
        for name in names:
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages()[name])
        index(tmp_path / folder)
        indexes.append(contents(tmp_path / folder / "pagefind"))
    assert indexes[0] == indexes[1]
    persons = [
        cbor2.loads(gzip.decompress(body)[12:])
        for name, body in indexes[0].items()
        if name.startswith("filter/en")
    ]
    assert sorted(name for name, _ in persons) == ["person", "show"]
    assert all(values == sorted(values) for _, values in persons)


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
    (tmp_path / "page.html").write_text(pages()["a/0.html"])
    (tmp_path / "pagefind").write_text("in the way")
    with pytest.raises(OSError, match="pagefind"):
        index(tmp_path)


def test_page_that_is_refused_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Pagefind answers with an error reaches the person who builds."""
    refusal = "eyJwYXlsb2FkIjp7InR5cGUiOiJFcnJvciIsIm1lc3NhZ2UiOiJubyJ9fQ=="
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\nprintf '{refusal},'; cat >/dev/null\n")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: program)
    with pytest.raises(PublishError, match="Pagefind failed: no"):
        index(tmp_path)
