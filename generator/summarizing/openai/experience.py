"""What calls usually take, for saying beforehand what they will cost.

A request says how many tokens its answer is expected to take; how much of that a model does use is
learned by kind from its calls on record. A new kind of request needs a line in `TYPICAL_ANSWER`, or
says itself what it expects, and is counted from then on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .ledger import Call
from .prompts import Kind

TYPICAL_ANSWER = {
    Kind.SEGMENT: 110,
    Kind.CHAPTER: 150,
    Kind.OUTLINE: 300,
    Kind.EPISODE: 900,
    Kind.DIGEST: 1100,
    Kind.CONTENTS: 500,
    Kind.CHAPTERS: 5000,
    Kind.PAGE: 3500,
    Kind.CHECK: 1500,
}
"""Tokens."""
TOKENS_A_SENTENCE, TOKENS_A_TITLE, TOKENS_AROUND = 40, 20, 8
"""What a sentence of an answer takes with its lines, a chapter's title, and the braces around."""
RECAP_TOKENS = 1000
"""The most that an episode's key points take with its lead, quotations, terms and figures."""
TYPICAL_SHARE = 0.03
"""How many posts more than calls a model needs, as a share of the calls."""
FEWEST_CALLS = 5
"""Fewer say nothing of how often is asked again."""


class Experience:
    """What the calls of one model on record took."""

    def __init__(self, calls: Iterable[Call], model: str) -> None:
        self._took: defaultdict[str, float] = defaultdict(float)
        self._expected: defaultdict[str, float] = defaultdict(float)
        self._calls = self._posts = 0
        for call in calls:
            if call.model == model and call.posts and call.result in _ANSWERED:
                kind = call.place.partition(" ")[0]
                if call.expected:
                    self._took[kind] += call.answer_tokens / call.posts
                    self._expected[kind] += call.expected
                self._calls += 1
                self._posts += call.posts

    def answer_tokens(self, kind: Kind, expected: int) -> int:
        """Tokens that an answer will take of which so many are expected."""
        took, before = self._took[kind.value], self._expected[kind.value]
        return round(expected * took / before) if before else expected

    @property
    def asked_again(self) -> float:
        """How many posts more than calls it takes, as a share of the calls."""
        if self._calls < FEWEST_CALLS:
            return TYPICAL_SHARE
        return (self._posts - self._calls) / self._calls


_ANSWERED = frozenset({"verified", "repaired", "reduced", "failed"})
