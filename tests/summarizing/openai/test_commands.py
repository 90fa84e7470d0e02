"""What a build would cost, what it did cost, and which model is worth it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.summarizing.openai import ledger, tokens
from tests.conftest import Run
from tests.model_servers import Fault, Oracle
from tests.summarizing.openai.conftest import FILES, KEY, Build
from tests.summarizing.openai.test_building import records, sentences
from tests.summarizing.openai.test_faults import status

PRICES = "{oracle: {input: 10, output: 40}, other: {input: 1, output: 4}}"


def test_plan_tells_what_a_build_would_ask(
    build: Build, oracle: Oracle, tmp_path: Path, run: Run
) -> None:
    """Before: every call, by episode, with its price; after: all stored. It asks nothing itself."""
    build(oracle, max_cost=0.0, prices=PRICES)
    assert oracle.bodies == []
    before = run("plan", "--content", tmp_path / "content").output
    assert oracle.bodies == []
    calls, stored, *_ = before.splitlines()[-2].split()
    assert (int(calls) > 10, stored) == (True, "0")
    assert "slow/tides" in before
    build(oracle, prices=PRICES)
    assert abs(len(oracle.bodies) - int(calls)) <= 2  # a model's outline may have other chapters
    after = run("plan", "--content", tmp_path / "content").output
    assert after.splitlines()[-2].split()[:2] == ["0", str(len(oracle.bodies))]


def test_what_was_answered_before_the_money_ended_is_published(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """The rest is quoted and labelled, with the reason, and the next build goes on from there."""
    each = (10 * 100 + 40 * 20) / 1_000_000  # what the oracle bills for a call
    most = 0.07
    result = build(oracle, max_cost=most, prices=PRICES, concurrency=8)
    assert result.exit_code == 1
    assert "as the money is at its end" in result.output
    assert f"of max_cost {most}" in result.output
    assert "python -m generator plan" in result.output
    bought = len(oracle.bodies)
    assert 3 <= bought < 17
    assert bought * each <= most
    site = {found["slug"]: found for found in records(tmp_path / "site")}
    assert len(site) == len(FILES)
    assert "openai:oracle" in {found["backend"] for found in site.values()}
    published = [each for found in site.values() for each in sentences(found)]
    assert all(each["sources"] for each in published)
    partly = [found for found in site.values() if found["backend"] == "openai:oracle"]
    assert any(each.get("backend") == "extractive" for found in partly for each in sentences(found))
    result = build(oracle, max_cost=1, prices=PRICES)
    assert result.exit_code == 0, result.output
    assert f"{bought} reused" in result.output
    assert len(oracle.prompts) == len(set(oracle.prompts))


def test_max_cost_month_holds_from_build_to_build(
    build: Build, oracle: Oracle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What builds of a month spend together stays within it; the next month begins at nothing."""
    each = (10 * 100 + 40 * 20) / 1_000_000
    monkeypatch.setattr(ledger, "now", lambda: "2026-03-31T23:59:59+00:00")
    for _ in range(3):
        result = build(oracle, max_cost_month=0.07, prices=PRICES)
        assert result.exit_code == 1
        assert "of max_cost_month 0.07 (raise openai.max_cost_month" in result.output
    spent = len(oracle.bodies)
    assert 3 <= spent * each / 0.0018 <= 0.07 / 0.0018
    monkeypatch.setattr(ledger, "now", lambda: "2026-04-01T00:00:00+00:00")
    result = build(oracle, max_cost_month=1, prices=PRICES)
    assert result.exit_code == 0, result.output
    assert len(oracle.prompts) == len(set(oracle.prompts)) > spent


def test_max_cost_needs_prices(build: Build, oracle: Oracle) -> None:
    """Without a price nothing could be promised."""
    result = build(oracle, max_cost=1)
    assert result.exit_code == 2
    assert "max_cost needs the price of 'oracle'" in result.output


def test_trace_shows_failures_first(build: Build, oracle: Oracle, tmp_path: Path, run: Run) -> None:
    """The tree names every call, with what was wrong on the way at the top."""

    def script(number: int, body: dict[str, object]) -> Fault | None:
        bees = "Series" in str(body) and "queen" in str(body)
        return status(503) if bees else None

    oracle.script = script
    build(oracle, deadline=1)
    lines = run("trace", "--content", tmp_path / "content").output.splitlines()
    assert lines[0].startswith("slow/bees")
    assert "unanswered" in lines[1]
    assert "HTTP 503" in lines[2]
    assert lines[-1].startswith("In all: ")
    only = run("trace", "--content", tmp_path / "content", "clocks").output
    assert "slow/clocks" in only
    assert "slow/bees" not in only
    assert KEY not in only


def test_export_teaches_what_was_verified(
    build: Build, oracle: Oracle, tmp_path: Path, run: Run
) -> None:
    """Each pair is a prompt as it was asked and an answer that passed, in the chat format."""
    build(oracle)
    target = tmp_path / "pairs.jsonl"
    run("trace", "--content", tmp_path / "content", "--export", target)
    pairs = [json.loads(line)["messages"] for line in target.read_text().splitlines()]
    assert len(pairs) == len(oracle.bodies)
    asked = [body["messages"] for body in oracle.bodies]
    for pair in pairs:
        assert [message["role"] for message in pair] == ["system", "user", "assistant"]
        assert pair[:2] in asked
        answer = json.loads(pair[2]["content"])
        assert answer.get("sentences") or answer.get("chapters") or answer.get("lead")


def test_compare_puts_two_side_by_side(
    build: Build, oracle: Oracle, tmp_path: Path, run: Run
) -> None:
    """Both models' words and scores on one page; what one has answered is not asked again."""
    build(oracle, prices=PRICES)
    oracle.forget()
    page = tmp_path / "comparison.html"
    result = run("compare", "oracle", "other", "--content", tmp_path / "content", "--html", page)
    assert result.exit_code == 0, result.output
    assert {body["model"] for body in oracle.bodies} == {"other"}
    for row in ("coverage of segments", "share of quoted sentences", "cost on record"):
        assert row in result.output
        assert row in page.read_text()
    assert page.read_text().count("<h2>") == len(FILES)
    oracle.forget()
    run("compare", "oracle", "extractive", "--content", tmp_path / "content", "--html", page)
    assert oracle.bodies == []


def test_compare_takes_other_prompts(
    build: Build, oracle: Oracle, tmp_path: Path, run: Run
) -> None:
    """MODEL@FOLDER asks with the prompts of a folder."""
    from generator.cli import TEMPLATES

    build(oracle)
    prompts = tmp_path / "prompts"
    prompts.mkdir()
    for path in (TEMPLATES / "prompts").iterdir():
        (prompts / path.name).write_text(path.read_text())
    (prompts / "chapter.md").write_text("Say what the chapter comes to, in one breath.")
    oracle.forget()
    arguments = ("oracle", f"oracle@{prompts}", "--content", tmp_path / "content")
    result = run("compare", *arguments, "--html", tmp_path / "page.html")
    assert result.exit_code == 0, result.output
    systems = {body["messages"][0]["content"] for body in oracle.bodies}
    assert systems
    assert all("in one breath" in system for system in systems)


@pytest.mark.parametrize("table", [None, b"corrupt"])
def test_tokens_without_tiktokens_table(
    table: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With no table, or a damaged one, nothing is fetched, nothing is deleted, and it is said."""
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    path = tmp_path / "fb374d419588a4632f3f557e76b4b70aebbca790"
    if table:
        path.write_bytes(table)
    count, name = tokens.counter()
    assert name == "estimated"
    assert count("The tides of 1964.") == 6
    assert path.exists() == bool(table)


def test_a_wrong_setting_is_named(build: Build, oracle: Oracle) -> None:
    """A misspelled key inside `openai:` names the right one."""
    result = build(oracle, modle="x")
    assert result.exit_code == 2
    assert "did you mean 'model'?" in result.output
