"""What is asked and what was asked, as the terminal shows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.summarizing import Pair, Plan, PlannedCall
from generator.summarizing.openai import ledger
from generator.summarizing.openai.ledger import Call
from generator.summarizing.openai.reports import plan_table, trace_tree, write_pairs


def planned(file: str, prompt: int, answer: int, cost: float) -> PlannedCall:
    return PlannedCall(
        file=file, place="segment 1.1", prompt_tokens=prompt, answer_tokens=answer, cost=cost
    )


def test_a_plan_is_added_up_by_file_and_in_all() -> None:
    """Calls, stored answers, answers in batches, tokens and cost; files in order of their names."""
    plan = Plan(
        calls=(
            planned("b/two", 1000, 100, 0.25),
            planned("a/one", 2000, 200, 0.5),
            planned("b/two", 4000, 400, 1.0),
        ),
        stored={"c/three": 7, "b/two": 2},
        submitted={"d/four": 3},
    )
    head, *rows, note = plan_table(plan)
    assert head.split() == [
        *("calls", "stored", "batched", "prompt", "answer", "cost", "episode", "or", "digest")
    ]
    assert [row.split() for row in rows] == [
        ["1", "0", "0", "2,000", "200", "0.5000", "a/one"],
        ["2", "2", "0", "5,000", "500", "1.2500", "b/two"],
        ["0", "7", "0", "0", "0", "0.0000", "c/three"],
        ["0", "0", "3", "0", "0", "0.0000", "d/four"],
        ["3", "9", "3", "7,000", "700", "1.7500", "in", "all"],
    ]
    assert "at most twice more" in note
    assert "half of what single calls cost" in [*plan_table(Plan(by_batch=True))][-1]


def call(file: str, place: str, at: int, result: str = "verified", **more: object) -> Call:
    figures = {"posts": 1, "prompt_tokens": 100, "answer_tokens": 20, "cost": 0.25, "seconds": 2.04}
    return Call(
        **{"file": file, "place": place, "at": f"2026-01-01T00:00:0{at}Z", "result": result,
           "key": "k", "prompt": "p", "model": "m", **figures, **more}  # type: ignore[arg-type]
    )  # fmt: skip


def test_calls_are_told_by_file_with_the_worst_first(tmp_path: Path) -> None:
    """Files by how many calls went wrong, then by name; in each what went wrong, then by time."""
    for each in (
        call("s/calm", "segment 1.1", 1),
        call("s/bad", "segment 1.2", 3),
        call("s/bad", "segment 1.1", 2),
        call("s/bad", "chapter 1", 4, "repaired", posts=2, faults=("it is empty", "it is long")),
        call("s/airy", "segment 1.1", 5, batch="batch_7", seconds=0.0),
        call("s/worst", "a", 6, "failed"),
        call("s/worst", "b", 7, "declined"),
        call("s/split", "a", 8, "split"),
    ):
        ledger.append(tmp_path / "summaries/calls.jsonl", each)
    lines = list(trace_tree(tmp_path))
    assert [line.split()[0] for line in lines if line.startswith("s/")] == [
        *("s/worst", "s/bad", "s/airy", "s/calm", "s/split")
    ]
    bad = lines.index("s/bad  (2 verified, 1 repaired; 360 tokens, 0.7500 spent)")
    figures = "100 + 20 tokens, 0.25000, 2.0 s  m"
    assert lines[bad + 1 : bad + 6] == [
        f"  {'chapter 1':<20} {'repaired':<11}2 posts, {figures}",
        "    - it is empty",
        "    - it is long",
        f"  {'segment 1.1':<20} {'verified':<11}1 post, {figures}",
        f"  {'segment 1.2':<20} {'verified':<11}1 post, {figures}",
    ]
    assert any("1 post by batch_7, 100 + 20 tokens, 0.25000, 0.0 s" in line for line in lines)
    assert lines[-1] == (
        "In all: 4 verified, 1 repaired, 1 failed, 1 declined, 1 split; 960 tokens, 2.0000 spent"
    )


@pytest.mark.parametrize(
    ("result", "faulty"),
    [
        *((name, True) for name in ("repaired", "reduced", "failed", "declined", "unanswered")),
        *((name, False) for name in ("verified", "split")),
    ],
)
def test_what_went_wrong_comes_first(result: str, faulty: bool, tmp_path: Path) -> None:
    """Whatever was asked again, left out or not answered; to be cut is nothing wrong."""
    ledger.append(tmp_path / "summaries/calls.jsonl", call("s/a", "early", 1))
    ledger.append(tmp_path / "summaries/calls.jsonl", call("s/a", "late", 2, result))
    assert ("late" in list(trace_tree(tmp_path))[1]) == faulty


def test_calls_of_one_episode_alone(tmp_path: Path) -> None:
    """Those whose file holds the words asked for; a damaged line is passed over."""
    path = tmp_path / "summaries/calls.jsonl"
    assert list(trace_tree(tmp_path)) == ["No calls are on record."]
    for file in ("s/tides", "s/bees"):
        ledger.append(path, call(file, "segment 1.1", 1))
        with path.open("a") as handle:
            handle.write('{"file": "s/tides", "at": 5\n[1]\n{"file": "s/tides"}\n')
    assert [line.split()[0] for line in trace_tree(tmp_path, "tide")] == [
        "s/tides",
        "segment",
        "In",
    ]
    assert list(trace_tree(tmp_path, "fog")) == ["No calls are on record."]
    assert list(trace_tree(tmp_path))[-1].startswith("In all: 2 verified")


def test_pairs_of_one_episode_alone(tmp_path: Path) -> None:
    """What is exported is counted, and of the episode that was asked for."""
    pairs = tuple(
        Pair(file=file, messages=[{"role": "user", "content": "é"}], answer={"sentences": []})
        for file in ("s/tides", "s/bees")
    )
    path = tmp_path / "pairs.jsonl"
    assert write_pairs(path, Plan(pairs=pairs), "bees") == 1
    assert write_pairs(path, Plan(pairs=pairs)) == 2
    messages = [*pairs[0].messages, {"role": "assistant", "content": '{"sentences": []}'}]
    assert [json.loads(line) for line in path.read_text().splitlines()] == [
        {"messages": messages}
    ] * 2
    assert "é" in path.read_text()
