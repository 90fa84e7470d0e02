"""Visitors see the old site or the new one, and never anything between."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import publishing
from generator.errors import PublishError
from generator.publishing import write_files

OLD = [("index.html", b"old"), ("gone.html", b"old")]
NEW = [("index.html", b"new"), ("show/index.html", b"new")]


def publish(output: Path, files: list[tuple[str, bytes]]) -> None:
    with publishing.publishing(output) as folder:
        write_files(folder, files)


def listing(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
def test_new_site_replaces_the_old_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    """After publishing, nothing of the old site is left, whatever the system can rename."""
    if not exchange:
        monkeypatch.setattr(publishing, "_rename_exchange", lambda *paths: False)
    publish(tmp_path / "site", OLD)
    publish(tmp_path / "site", NEW)
    assert listing(tmp_path / "site") == dict(NEW)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["site"]


def test_failure_leaves_the_old_site(tmp_path: Path) -> None:
    """A build that raises changes nothing that visitors see."""
    publish(tmp_path / "site", OLD)
    with pytest.raises(RuntimeError), publishing.publishing(tmp_path / "site") as folder:
        write_files(folder, NEW)
        raise RuntimeError
    assert listing(tmp_path / "site") == dict(OLD)


def test_recovers_from_death_between_two_renames(tmp_path: Path) -> None:
    """A site that was moved aside by a build that died is put back by the next one."""
    publish(tmp_path / "site", OLD)
    (tmp_path / "site").rename(tmp_path / ".site.old")
    with pytest.raises(RuntimeError), publishing.publishing(tmp_path / "site"):
        raise RuntimeError
    assert listing(tmp_path / "site") == dict(OLD)


def test_unwritable_place_is_one_message(tmp_path: Path) -> None:
    """A file where a folder should be is named, with a remedy, not shown as a traceback."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PublishError, match="file"):
        publish(tmp_path / "file" / "site", NEW)
