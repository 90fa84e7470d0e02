"""What a build will cost is known before, and what a refresh would write anew."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from generator.summarizing.openai import ledger, tokens
from generator.summarizing.openai.experience import TYPICAL_ANSWER, Experience
from generator.summarizing.openai.ledger import Call
from generator.summarizing.openai.prompts import Kind
from tests.conftest import Run
from tests.model_servers import Fault, Oracle, completion, faithful, serving
from tests.summarizing.openai.conftest import BEES, FILES, TIDES, Build, captions
from tests.summarizing.openai.test_building import records
from tests.summarizing.openai.test_keeping import store, stored

MORE = {
    **FILES,
    "shows/long/2026-05-01-long.vtt": captions("".join(
        f"\n{line.rstrip('.')} on pier {number}." for number in (3, 5, 8, 13, 21)
        for line in (TIDES + BEES).strip().splitlines()
    ), 17),
}  # fmt: skip
PRICES = "{oracle: {input: 0.25, output: 2}}"
CONTEXTS = pytest.mark.parametrize("context", [8192, 60_000], ids=["by level", "whole in view"])


def counted(number: int, body: dict[str, Any]) -> Fault:
    """A good answer, billed by the tokens that it and its prompt have."""
    count, _ = tokens.counter()
    text = faithful(body)
    usage = {
        "prompt_tokens": sum(count(each["content"]) + 4 for each in body["messages"]),
        "completion_tokens": count(text),
    }
    return lambda handler: handler.reply(200, {**completion(text), "usage": usage})


def total(output: str) -> float:
    """The cost of all that is planned."""
    row = next(line for line in output.splitlines() if line.endswith("  in all"))
    return float(row.split()[5])


@CONTEXTS
@pytest.mark.parametrize("known", [False, True], ids=["at first", "with experience"])
def test_plan_lands_near_what_is_spent(
    known: bool, context: int, build: Build, tmp_path: Path, run: Run
) -> None:
    """Within 15 % of the bill of a server that counts, once it has answered for one show.

    Before that, it is what real answers take, and this server's are shorter.
    """
    path = tmp_path / "content/summaries/calls.jsonl"
    with serving(Oracle(script=counted)) as server:
        before = 0.0
        if known:
            build(server, FILES, prices=PRICES, context=context)
            before = sum(call.cost for call in ledger.read(path))
        build(server, MORE, max_cost=0.0, prices=PRICES, context=context)
        planned = total(run("plan", "--content", tmp_path / "content").output)
        result = build(server, MORE, prices=PRICES, context=context)
        assert result.exit_code == 0, result.output
    spent = sum(call.cost for call in ledger.read(path)) - before
    if known:
        assert planned == pytest.approx(spent, rel=0.15)
    else:
        assert spent <= planned <= 2.5 * spent


def test_without_prices_the_line_to_add_is_told(
    build: Build, oracle: Oracle, tmp_path: Path, run: Run
) -> None:
    """With the model's name in it; taken over into site.yaml, it is understood."""
    build(oracle, max_cost=0.0, prices=PRICES)
    path = tmp_path / "content/site.yaml"
    path.write_text(re.sub(r"  (prices|max_cost): .*\n", "", path.read_text()))
    told = run("plan", "--content", tmp_path / "content").output
    line = next(each for each in told.splitlines() if "add to site.yaml" in each)
    added = line.partition("under openai:  ")[2].partition("  (")[0]
    path.write_text(path.read_text() + f"  {added}\n")
    told = run("plan", "--content", tmp_path / "content").output
    assert "add to site.yaml" not in told
    assert total(told) > 0


CORRECTED = "The office at Hollin had brass gears for its tides."


@CONTEXTS
def test_a_refresh_says_what_it_writes_anew(
    context: int, build: Build, oracle: Oracle, tmp_path: Path, run: Run
) -> None:
    """First what stands and what it costs, then what is new; only of that episode and upwards."""
    settings: dict[str, Any] = {"context": context, "prices": PRICES}
    build(oracle, **settings)
    content = tmp_path / "content"
    record = stored(content)
    kind = "segment" if context == 8192 else "contents"
    answer = next(each for each in record["answers"] if each["kind"] == kind)
    if kind == "segment":
        answer["sentences"][0]["text"] = CORRECTED
    else:
        answer["chapters"].pop()
    store(content, record)
    oracle.forget()
    build(oracle, **settings)
    assert oracle.bodies == []
    told = run("plan", "--content", content, "--refresh", "tides").output
    assert oracle.bodies == []
    assert "To be written anew, by" in told
    assert "slow/tides, " in told
    assert "slow/bees, " not in told
    result = refresh(run, tmp_path, "slow/tides")
    assert result.exit_code == 0, result.output
    planned = re.findall(r"To be written anew, by (\d+) calls", result.output)
    assert planned == re.findall(r"To be written anew, by (\d+) calls", told)
    assert 1 <= len(oracle.bodies) <= int(planned[0]) + 1
    if kind == "segment":
        assert CORRECTED in str([body["messages"] for body in oracle.bodies])
        first = next(each for each in records(tmp_path / "site") if each["slug"] == "tides")
        assert first["chapters"][0]["segments"][0]["summary"][0]["text"] == CORRECTED
    oracle.forget()
    result = refresh(run, tmp_path, "tides")
    assert "Nothing to refresh" in result.output
    assert oracle.bodies == []


def refresh(run: Run, folder: Path, episode: str) -> Result:
    return run(
        *("build", "--content", folder / "content", "--output", folder / "site"),
        *("--no-search", "-j", "1", "--refresh", episode),
    )


def test_an_episode_to_refresh_must_be_there(build: Build, oracle: Oracle, tmp_path: Path) -> None:
    """A name that is nearly right is told, and nothing is asked."""
    build(oracle)
    oracle.forget()
    with pytest.MonkeyPatch.context():
        from click.testing import CliRunner

        from generator.cli import main

        content, output = str(tmp_path / "content"), str(tmp_path / "site")
        result = CliRunner().invoke(
            main, ["build", "--content", content, "--output", output, "--refresh", "slow/tide"]
        )
    assert result.exit_code == 2
    assert "did you mean 'slow/tides'?" in result.output
    assert oracle.bodies == []


def test_experience_is_what_a_models_answers_took() -> None:
    """By kind and for the model that is asked; before there is any, what a request expects."""

    def call(place: str, took: int, model: str = "m", posts: int = 1) -> Call:
        return Call(
            at="", file="a/b", place=place, key="k", prompt="p", model=model, posts=posts,
            prompt_tokens=1, answer_tokens=took, cost=0.5, seconds=1.0, result="verified",
            expected=100,
        )  # fmt: skip

    calls = [call("segment 1.1", 50), call("segment 1.2", 140, posts=2), call("page", 150)]
    assert Experience(calls, "m").answer_tokens(Kind.SEGMENT, 200) == 120
    assert Experience(calls, "m").answer_tokens(Kind.PAGE, 200) == 300
    assert Experience(calls, "m").answer_tokens(Kind.CHAPTER, 200) == 200
    assert Experience(calls, "other").answer_tokens(Kind.PAGE, 200) == 200
    assert Experience(calls, "m").asked_again == 0.03
    assert Experience(calls * 2, "m").asked_again == 2 / 6
    assert set(TYPICAL_ANSWER) == set(Kind)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("12 | Ines: Right, so we inspect every hive once a week between April and August.", 20),
        ("Each gear stood for one pull of the moon or of the sun, until 1964.", 19),
        ('{"sentences": [{"text": "Gears told the tides of Hollin.", "lines": [1, 12]}]}', 27),
        ("Das Hafenamt berechnete jede Flut mit Zahnrädern aus Messing, und die", 20),
        ("Le gardien huilait les engrenages chaque lundi avant le petit déjeuner, et", 17),
        ("港の事務所は一九六四年まで真鍮の歯車で潮を計算した。", 26),
    ],
)
def test_an_estimate_is_near_what_tiktoken_counts(text: str, count: int) -> None:
    """Counted once by o200k_base; the estimate needs no table."""
    assert tokens.estimate(text) == pytest.approx(count, rel=0.2)
