"""A new archive: made once, never over anything, and built as it is."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path

import pytest
import yaml

from generator import starting
from tests.conftest import Run

ORIGIN = "https://github.com/someone/chapterwise.git"


def test_a_new_archive_is_built_as_it_is(run: Run, tmp_path: Path) -> None:
    """Its sample becomes a show; what to do next is said."""
    made = run("init", tmp_path / "my-archive")
    assert made.exit_code == 0, made.output
    for command in ("serve", "add", "check"):
        assert f" {command} " in made.stdout
    archive = tmp_path / "my-archive"
    result = run(
        "build", "--content", archive / "content", "--output", archive / "site", "--no-search"
    )
    assert result.exit_code == 0, result.output
    assert (archive / "site/slow-machines/lamp-room/index.html").is_file()
    assert "<title>My archive" in (archive / "site/index.html").read_text(encoding="utf-8")
    assert run("init", tmp_path / "my-BBC-shows").exit_code == 0
    written = (tmp_path / "my-BBC-shows/content/site.yaml").read_text(encoding="utf-8")
    assert '"My BBC shows"' in written


def test_nothing_is_written_over(run: Run, tmp_path: Path) -> None:
    """A second time, and over a person's file, it is refused, and nothing else is written."""
    archive = tmp_path / "archive"
    run("init", archive)
    (archive / "content/site.yaml").write_text("title: Mine\n")
    again = run("init", archive)
    assert again.exit_code == 2
    assert "content/site.yaml" in again.stderr
    assert (archive / "content/site.yaml").read_text() == "title: Mine\n"
    (tmp_path / "other/.github/workflows").mkdir(parents=True)
    (tmp_path / "other/.github/workflows/publish.yml").write_text("mine")
    assert run("init", tmp_path / "other").exit_code == 2
    assert not (tmp_path / "other/content").exists()


def test_own_transcripts_get_no_sample(run: Run, tmp_path: Path) -> None:
    """Where there is content already, only what is missing is added."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/tides.txt").write_text("mine")
    (tmp_path / ".gitignore").write_text("mine")
    assert run("init", tmp_path).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "content").iterdir()) == [
        "site.yaml",
        "tides.txt",
    ]
    assert (tmp_path / ".gitignore").read_text() == "mine"


@pytest.mark.parametrize(
    ("direct", "urls", "action"),
    [
        ({"url": ORIGIN, "vcs_info": {"commit_id": "f00d"}}, (), "someone/chapterwise@f00d"),
        ({"url": "file:///tmp/chapterwise.whl"}, (), None),
        (None, ("Repository, https://github.com/some/one",), "some/one@v0.1.0"),
        (None, (), None),
    ],
    ids=["from a commit", "from a file", "from an index", "unknown"],
)
def test_the_workflow_uses_what_was_installed(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    direct: dict[str, object] | None,
    urls: tuple[str, ...],
    action: str | None,
) -> None:
    """The very commit, where the installation knows it; else a line to complete, and it says so."""
    info = tmp_path / "chapterwise-0.1.0.dist-info"
    info.mkdir()
    lines = ["Metadata-Version: 2.1", "Name: chapterwise", "Version: 0.1.0"]
    (info / "METADATA").write_text("\n".join([*lines, *(f"Project-URL: {url}" for url in urls)]))
    if direct:
        (info / "direct_url.json").write_text(json.dumps(direct))
    monkeypatch.setattr(metadata, "distribution", lambda _: metadata.PathDistribution(info))
    monkeypatch.setattr(starting, "IS_CLONE", False)
    made = run("init", tmp_path / "archive")
    workflow = yaml.safe_load((tmp_path / "archive" / starting.WORKFLOW).read_text())
    used = workflow["jobs"]["publish"]["steps"][1]["uses"]
    repository, _, version = (action or f"{starting.UNKNOWN}@main").partition("@")
    assert used == f"{repository}/.github/actions/build@{version}"
    assert (starting.UNKNOWN in made.stdout) == (action is None)


def test_a_missing_content_folder_says_how_to_begin(run: Run, tmp_path: Path) -> None:
    """Whoever builds in an empty folder is told of `init`."""
    result = run("build", "--content", tmp_path / "content")
    assert result.exit_code == 2
    assert "init my-archive" in result.stderr
