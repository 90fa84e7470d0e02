"""Money is kept for calls under way, so that no build spends more than it may."""

from __future__ import annotations

import asyncio

import pytest

from generator.config import Price
from generator.summarizing.openai.budget import BATCH_SHARE, Budget

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
