"""What a model answered about a line that is taken down is forgotten, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path

from tests.model_servers import Oracle
from tests.summarizing.openai.conftest import FILES, TIDES, Build
from tests.summarizing.openai.test_keeping import stored

LINE = -2
"""A line of the last segment; all stay as they are without it."""
SIDECAR = "shows/slow/2026-03-02-tides.yaml"


def answers(content: Path) -> dict[str, str]:
    """The stored answers about the tides by key: which part each is about."""
    return {each["key"]: each["place"] for each in stored(content)["answers"]}


def test_answers_that_rest_on_it_go_and_are_asked_for_once(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """Those into whose prompt it came, in whatever words; all others stay and cost nothing."""
    build(oracle)
    content = tmp_path / "content"
    before = answers(content)
    line = TIDES.strip().splitlines()[LINE]
    files = {**FILES, SIDECAR: f"take_down:\n  - {json.dumps(line)}\n"}
    result = build(oracle, files)
    assert result.exit_code == 0, result.output
    after = answers(content)
    gone = {before[key] for key in before.keys() - after.keys()}
    assert "segment 3.2" in gone
    assert not gone & {"segment 1.1", "segment 1.2", "segment 2.1"}
    words = line.casefold()
    for path in (content / "summaries").rglob("*.json*"):
        assert words not in path.read_text().casefold()
    oracle.forget()
    build(oracle, {**files, "site.yaml": (content / "site.yaml").read_text() + "topics: 7\n"})
    assert oracle.bodies == []
    assert answers(content) == after


def test_without_a_model_stored_answers_forget_too(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """A later build that only quotes leaves none that rests on the line, in digests neither."""
    build(oracle)
    content = tmp_path / "content"
    before = answers(content)
    line = TIDES.strip().splitlines()[LINE]
    quoting = "backend: extractive\nchapter_minutes: 3.5\n"
    files = {**FILES, SIDECAR: f"take_down: [{json.dumps(line)}]\n", "site.yaml": quoting}
    result = build(oracle, files)
    assert result.exit_code == 0, result.output
    after = answers(content)
    assert after.items() < before.items()
    assert "episode" not in after.values()
    assert "segment 1.1" in after.values()
    digest = json.loads((content / "summaries/digests/2026-03.json").read_text())
    assert digest["answers"] == []
