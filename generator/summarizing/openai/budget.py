"""The money: what calls cost, what may be spent, and what is kept for calls under way."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from ...config import Price

BATCH_SHARE = 0.5
"""What a call in a batch costs, as a share of what it costs at once.

https://platform.openai.com/docs/guides/batch
"""


_SMALLEST = 1e-9
"""Less than this is no money: sums of what calls cost are not exact."""


class Budget:
    """What may be spent, what is, and what is set aside for calls under way.

    `most` is for this build, `most_month` for a calendar month in which `spent_month` was spent by
    earlier builds. A build that lasts into another month stays within what was left of the first.
    """

    def __init__(
        self,
        prices: Mapping[str, Price],
        most: float | None,
        most_month: float | None = None,
        spent_month: float = 0.0,
    ) -> None:
        self._prices = prices
        self._most = most
        self.most_month = most_month
        self.spent_month = spent_month
        self.reached = ""
        """The limit that a call was refused by: "max_cost" or "max_cost_month"."""
        self._reserved = 0.0
        self._under_way = 0
        self.spent = 0.0
        self.spent_before = 0.0
        """What was collected now, but asked for, under its own limit, by an earlier build."""
        self.exhausted = False
        """Whether a call was refused because it could have cost too much."""
        self._settled = asyncio.Event()

    def cost(
        self, model: str, prompt_tokens: int, answer_tokens: int, cached_tokens: int = 0
    ) -> float:
        """What a call costs: 0 where the price is not known.

        `cached_tokens` are those of the prompt that the provider had kept from an earlier one.
        """
        price = self._prices.get(model)
        if price is None:
            return 0.0
        whole = price.input * prompt_tokens + price.output * answer_tokens
        return whole / 1_000_000 - self.saved(model, cached_tokens)

    def saved(self, model: str, cached_tokens: int) -> float:
        """What a call costs less because the provider had kept so much of its prompt."""
        price = self._prices.get(model)
        if price is None or price.cached is None:
            return 0.0
        return (price.input - price.cached) * cached_tokens / 1_000_000

    def try_reserve(self, amount: float) -> bool:
        """Keep an amount for a call if that is not too much now; whether it was kept."""
        total = self.spent + self._reserved + amount - _SMALLEST
        if self._most is not None and total > self._most:
            self.reached = "max_cost"
            return False
        if self.most_month is not None and self.spent_month + total > self.most_month:
            self.reached = "max_cost_month"
            return False
        self._reserved += amount
        self._under_way += 1
        return True

    async def reserve(self, amount: float) -> bool:
        """Keep an amount for a call; False where that is too much.

        Calls under way mostly cost less than what is kept for them, so this waits for them first.
        """
        while not self.try_reserve(amount):
            if self.exhausted or not self._under_way:
                self.exhausted = True
                return False
            self._settled.clear()
            await self._settled.wait()
        return True

    def settle(self, reserved: float, cost: float) -> None:
        """A call is over, and this is what it cost."""
        self._under_way -= 1
        self._reserved = self._reserved - reserved if self._under_way else 0.0
        self.spent += cost
        self._settled.set()
