"""What speed is measured on."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench import sides
from tests.bench.archives import write_archive
from tests.bench.measuring import Cost
from tests.bench.using import Query
from tests.conftest import Run


def listing(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_made_up_archive_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    """Of any size, and another one for another seed."""
    for name, episodes, seed in (("a", 3, 1), ("b", 3, 1), ("c", 3, 2), ("d", 4, 1)):
        write_archive(tmp_path / name, episodes, seed=seed)
    one, same, other, larger = (listing(tmp_path / name) for name in "abcd")
    assert one == same != other
    assert one.items() < larger.items()


def test_each_row_of_the_table_is_measured(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a table and as JSON, where no other program is installed."""

    def built(command: tuple[str, ...], *_: object, **__: object) -> Cost:
        result = run(*command[command.index("build") :])
        assert result.exit_code == 0, result.output
        return Cost(wall=2.0, cpu=1.0, memory=100.0, said=result.output)

    monkeypatch.setattr(sides, "run", built)
    monkeypatch.setattr(bench, "found", list)
    monkeypatch.setattr(bench, "reloads", lambda ours, count: [3.0] * count)
    monkeypatch.setattr(
        bench, "first_queries", lambda site, asked: [Query(each, 1.0, {"a": 9}) for each in asked]
    )
    monkeypatch.setattr(bench, "write_archive", partial(write_archive, lines=6))
    kept = tmp_path / "bench.json"
    asked = ("--episodes", "3", "--runs", "1", "--jobs", "1")
    bench.main([*asked, "--folder", str(tmp_path), "--json", str(kept)])
    table = capsys.readouterr().out
    (archive,) = json.loads(kept.read_text())["archives"]
    assert archive["episodes"] == 3
    assert archive["costs"][0]["stages"].keys() >= {"load", "render", "index"}
    assert len(archive["rows"]) == 15
    assert all(
        row["ours"] and f"| {row['name']}, {row['unit']} " in table for row in archive["rows"]
    )
