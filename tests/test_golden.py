"""A whole small site, file by file, against what is expected.

`pytest tests/test_golden.py --refresh-golden` accepts a change that is meant; read the difference.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.record import NAME
from tests.conftest import Run

HERE = Path(__file__).parent / "golden"


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != NAME and "static" not in path.parts
    }


def build(run: Run, output: Path, *options: str) -> dict[str, bytes]:
    result = run(
        "build", "--content", HERE / "content", "--output", output, "--no-search", *options
    )
    assert result.exit_code == 0, result.output
    return files_of(output)


def test_golden_site(run: Run, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Every page, Markdown twin and data file is what it was, to the byte."""
    built = build(run, tmp_path / "site")
    if request.config.getoption("--refresh-golden"):
        shutil.rmtree(HERE / "site", ignore_errors=True)
        shutil.copytree(
            tmp_path / "site", HERE / "site", ignore=shutil.ignore_patterns(NAME, "static")
        )
    expected = files_of(HERE / "site")
    assert sorted(built) == sorted(expected)
    assert [name for name in built if built[name] != expected[name]] == []


def test_same_bytes_without_the_store_and_with_more_processes(run: Run, tmp_path: Path) -> None:
    """A build from scratch in three processes gives what a build from stored work gives."""
    first = build(run, tmp_path / "one", "--jobs", "3")
    assert build(run, tmp_path / "two", "--jobs", "1") == first


def test_headings_in_markdown_are_headings() -> None:
    """Nothing that a template means as a mark is escaped as though somebody had said it."""
    pages = [path.read_text() for path in (HERE / "site").rglob("*.md")]
    assert pages
    assert not [line for page in pages for line in page.splitlines() if line.startswith("\\#")]
