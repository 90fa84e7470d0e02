"""Money is kept for calls under way, so that no build spends more than it may."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from generator.config import Price
from generator.summarizing.openai import ledger
from generator.summarizing.openai.budget import BATCH_SHARE, Budget
from generator.summarizing.openai.ledger import Call

PRICES = {"m": Price(input=2, output=10)}


def test_a_call_costs_what_its_tokens_do() -> None:
    """Prices are for a million; a model without a price costs nothing, and a batch half."""
    budget = Budget(PRICES, None)
    assert budget.cost("m", 1_000_000, 0) == 2
    assert budget.cost("m", 500_000, 100_000) == 2
    assert budget.cost("n", 1_000_000, 1) == 0
    assert BATCH_SHARE == 0.5


def test_what_is_kept_for_others_is_not_there() -> None:
    """What is spent and what is kept count together; to the last penny, and not one beyond."""
    budget = Budget(PRICES, 1.0)
    assert budget.try_reserve(0.5)
    assert not budget.try_reserve(0.625)
    assert budget.try_reserve(0.25)
    budget.settle(0.5, 0.125)  # cheaper than thought; the other one is still under way
    assert (budget.spent, budget.exhausted) == (0.125, False)
    assert not budget.try_reserve(0.75)
    assert budget.try_reserve(0.625)
    budget.settle(0.25, 0.0)
    budget.settle(0.625, 0.5)
    assert budget.spent == 0.625
    assert budget.try_reserve(0.375)
    assert not budget.try_reserve(0.001)


def test_without_a_limit_everything_is_kept() -> None:
    """Whatever it comes to."""
    budget = Budget(PRICES, None)
    assert budget.try_reserve(1e9)
    assert budget.try_reserve(1e9)


@pytest.mark.parametrize(("cost", "kept"), [(0.25, True), (0.5, False)])
def test_a_call_waits_for_those_under_way(cost: float, kept: bool) -> None:
    """They mostly cost less than is kept for them; only then is it known whether it is enough."""

    async def wait() -> tuple[bool, bool]:
        budget = Budget(PRICES, 1.0)
        assert await budget.reserve(0.75)
        waiting = asyncio.create_task(budget.reserve(0.75))
        await asyncio.sleep(0)
        assert not waiting.done()
        budget.settle(0.75, cost)
        return await asyncio.wait_for(waiting, 5), budget.exhausted

    assert asyncio.run(wait()) == (kept, not kept)


def test_what_can_never_be_paid_is_refused_at_once() -> None:
    """With nothing under way there is nothing to wait for, and nobody else need wait either."""

    async def ask() -> None:
        budget = Budget(PRICES, 1.0)
        assert not await asyncio.wait_for(budget.reserve(1.25), 5)
        assert budget.exhausted
        assert budget.try_reserve(0.5)
        assert not await asyncio.wait_for(budget.reserve(0.75), 5)

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("spent_month", "amount", "reached"),
    [
        (0.0, 1.0, ""),
        (0.0, 1.0001, "max_cost"),
        (2.0, 1.0, ""),  # to the last penny
        (2.0001, 1.0, "max_cost_month"),
        (3.0, 0.0, ""),
        (3.0, 0.0001, "max_cost_month"),
        (9.0, 0.0001, "max_cost_month"),
    ],
)
def test_a_month_has_a_limit_of_its_own(spent_month: float, amount: float, reached: str) -> None:
    """At its edge and beside it, and which limit a call was refused by is known."""
    budget = Budget(PRICES, 1.0, 3.0, spent_month)
    assert budget.try_reserve(amount) == (not reached)
    assert budget.reached == reached


def test_sums_that_are_not_exact_are_no_money() -> None:
    """Ten calls at 0.1 fit into 1, though their sum is not quite that."""
    budget = Budget(PRICES, 1.0, 1.0)
    for _ in range(10):
        assert budget.try_reserve(0.1)
        budget.settle(0.1, 0.1)
    assert not budget.try_reserve(0.0001)


def test_what_is_under_way_counts_for_the_month() -> None:
    """What is set aside for calls without an end yet is not there for others."""
    budget = Budget(PRICES, None, 1.0, 0.25)
    assert budget.try_reserve(0.5)
    assert not budget.try_reserve(0.375)
    budget.settle(0.5, 0.25)
    assert budget.try_reserve(0.375)


def call(at: str, cost: float, run: str = "", batch: str = "") -> Call:
    """A line of the ledger."""
    return Call(
        at=at, file="a/b", place="segment 1.1", key="k", prompt="p", model="m", posts=1,
        prompt_tokens=1, answer_tokens=1, cost=cost, seconds=1.0, result="verified", run=run,
        batch=batch,
    )  # fmt: skip


def test_a_month_is_what_its_lines_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By their date in UTC; damaged lines and other months are no part of it."""
    path = tmp_path / "calls.jsonl"
    assert ledger.spent_in(path, "2026-03") == 0
    for at in ("2026-02-28T23:59:59", "2026-03-01T00:00:00", "2026-03-31T23:59:59", "2026-04-01"):
        ledger.append(path, call(at, 0.25))
    with path.open("a") as file:
        file.write('{"at": "2026-03-02", "cost": "much"}\n{"at": \n[]\n{"cost": 5}\n')
    assert ledger.spent_in(path, "2026-03") == 0.5
    assert len(list(ledger.read(path))) == 4


def test_a_call_without_an_end_may_have_cost_all_it_could(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a build that was killed; what another build then paid for the same is another call."""
    monkeypatch.setattr(ledger, "now", lambda: "2026-03-31T23:59:59+00:00")
    path, place = tmp_path / "calls.jsonl", "a/b, segment 1.1"
    ledger.announce(path, place, 0.5, "killed")
    assert ledger.spent_in(path, "2026-03") == 0.5
    ledger.announce(path, place, 0.5, "second")
    assert ledger.spent_in(path, "2026-03") == 1.0
    ledger.append(path, call("2026-03-31", 0.125, run="second"))
    assert ledger.spent_in(path, "2026-03") == 0.625
    ledger.announce(path, place, 0.25)  # by a batch, which is collected in the next month
    assert ledger.spent_in(path, "2026-03") == 0.875
    ledger.append(path, call("2026-04-01", 0.125, batch="b", run="third"))
    assert (ledger.spent_in(path, "2026-03"), ledger.spent_in(path, "2026-04")) == (0.625, 0.125)
    assert len(list(ledger.read(path))) == 2
