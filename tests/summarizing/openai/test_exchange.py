"""One request to its end: how often it is asked, what comes of it, what it costs, what is kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from generator.config import ModelSettings
from generator.summarizing import Pair, PlannedCall
from generator.summarizing.openai import ledger, tokens
from generator.summarizing.openai.answers import Claims
from generator.summarizing.openai.batching import Arrival, PendingError
from generator.summarizing.openai.client import (
    DeclinedError,
    GaveUpError,
    LearnedError,
    PostError,
    Reply,
    TooLongError,
)
from generator.summarizing.openai.ledger import Call
from generator.summarizing.openai.prompts import Kind, Prompt
from generator.summarizing.openai.requester import Account, Request, Requester, Verdict
from generator.summarizing.openai.store import Answer, Statement

GOOD, HALF, BAD, SHORT = "good", "half", "bad", "short"
PRICES = {"a": {"input": 10, "output": 40}, "b": {"input": 1, "output": 2}}
PROMPT = Prompt(system="Sum up.", user="1 | Gears turn.", lines=())


def check(claims: Claims) -> Verdict:
    """A sentence stands if it does not say "bad"."""
    texts = [claim.text for claim in claims.sentences]
    return Verdict(
        statements=tuple(Statement(text=text) for text in texts if "bad" not in text),
        faults=tuple(f"{text} is wrong" for text in texts if "bad" in text),
    )


REQUEST = Request(
    kind=Kind.SEGMENT, file="s/e", place="segment 1.1", prompt=PROMPT, speech="said",
    shape=Claims, check=check,
)  # fmt: skip
ANSWERS = {
    GOOD: '{"sentences": [{"text": "one", "lines": [1]}, {"text": "two", "lines": [1]}]}',
    HALF: '{"sentences": [{"text": "one", "lines": [1]}, {"text": "bad", "lines": [1]}]}',
    SHORT: '{"sentences": [{"text": "one", "lines": [1]}]}',
    BAD: '{"sentences": [{"text": "bad", "lines": [1]}]}',
}


@dataclass
class Script:
    """Plays replies and errors in turn."""

    turns: list[str | PostError]
    asked: list[Sequence[dict[str, str]]] = field(default_factory=list)
    rooms: list[int] = field(default_factory=list)
    whole: bool = True

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        """Everybody at once."""
        yield

    def limit(self, messages: Sequence[dict[str, str]], room: int) -> int:
        """The room, without any for thinking."""
        return room

    async def post(
        self,
        messages: Sequence[dict[str, str]],
        schema: dict[str, Any],
        deadline: float,
        room: int = 0,
    ) -> Reply:
        """The next turn."""
        self.asked.append(messages)
        self.rooms.append(room)
        turn = self.turns.pop(0)
        if isinstance(turn, PostError):
            raise turn
        text = ANSWERS.get(turn, turn)
        return Reply(model="b", text=text, whole=self.whole, prompt_tokens=1000, answer_tokens=100)


def ask(
    script: Script | None, folder: Path, *, batches: Arriving | None = None, **settings: object
) -> tuple[Answer | Exception | None, Requester]:
    """What comes of the request."""
    chosen = {"models": ["a", "b"], "prices": PRICES, **settings}
    requester = Requester(
        ModelSettings.model_validate(chosen), dict.fromkeys(Kind, ""), folder, script,
        batches,  # type: ignore[arg-type]
    )  # fmt: skip

    async def run() -> Answer | Exception | None:
        try:
            return await requester.ask(REQUEST, requester.store(REQUEST.file))
        except (PostError, PendingError) as error:
            return error

    return asyncio.run(run()), requester


def billed(times: int) -> PostError:
    """An error after which the server may have worked."""
    return PostError(f"reset {times}", perhaps_billed=True)


ENDS = [
    ([GOOD], "verified", 1, ["one", "two"]),
    ([SHORT], "verified", 1, ["one"]),
    ([BAD, GOOD], "repaired", 2, ["one", "two"]),
    (["nonsense", GOOD], "repaired", 2, ["one", "two"]),
    ([PostError("HTTP 503"), GOOD], "repaired", 2, ["one", "two"]),
    ([HALF, BAD, BAD], "reduced", 3, ["one"]),
    ([HALF, BAD, SHORT], "repaired", 3, ["one"]),
    ([HALF, PostError("HTTP 503"), PostError("HTTP 503")], "reduced", 3, ["one"]),
    ([HALF, TooLongError("too long")], "reduced", 2, ["one"]),
    ([HALF, DeclinedError("no", model="b")], "reduced", 2, ["one"]),
    ([HALF, GaveUpError("no time")], "reduced", 1, ["one"]),
    ([BAD, BAD, BAD], "failed", 3, []),
    ([DeclinedError("no", model="b")], "declined", 1, []),
    ([DeclinedError("no")], "unanswered", 1, None),
    ([PostError("x"), PostError("y"), PostError("z")], "unanswered", 3, None),
    ([GaveUpError("no time")], "unanswered", 0, None),
    ([GaveUpError("no time", perhaps_billed=True)], "unanswered", 1, None),
]


@pytest.mark.parametrize(("turns", "result", "posts", "texts"), ENDS)
def test_a_request_comes_to_an_end(
    turns: list[str | PostError], result: str, posts: int, texts: list[str] | None, tmp_path: Path
) -> None:
    """Asked three times at the most; the best of what came is kept, and found by the next build."""
    script = Script(list(turns))
    answer, requester = ask(script, tmp_path)
    assert script.turns == []
    assert isinstance(answer, Answer) == (texts is not None)
    if isinstance(answer, Answer):
        assert [each.text for each in answer.statements] == texts
        assert answer.model == "b"
        if texts:
            again, later = ask(Script([]), tmp_path)
            assert again == answer
            assert (later.account.reused, later.account.asked) == (1, 0)
    (call,) = ledger.read(tmp_path / "calls.jsonl")
    assert (call.result, call.posts) == (result, posts)
    assert (call.file, call.place) == ("s/e", "segment 1.1")
    assert call.model == ("b" if texts is not None else "")
    account = requester.account
    assert (account.asked, account.posts) == (1, posts)
    assert account.repaired == (result in {"repaired", "reduced"})
    assert account.replaced == (result in {"failed", "declined"})
    assert account.unanswered == (result == "unanswered")
    replies = sum(isinstance(turn, str) for turn in turns)
    assert (account.prompt_tokens, account.answer_tokens) == (1000 * replies, 100 * replies)
    if not any(isinstance(turn, PostError) and turn.perhaps_billed for turn in turns):
        assert call.cost == pytest.approx(replies * 0.0012)


@pytest.mark.parametrize(
    ("turns", "note"),
    [([BAD, BAD, BAD], "failed the checks"), ([DeclinedError("no", model="b")], "declined")],
)
def test_a_failure_is_not_remembered_as_an_answer(
    turns: list[str | PostError], note: str, tmp_path: Path
) -> None:
    """Three builds ask for it, a fourth leaves it; a good answer to any of them is the last."""
    for build in (1, 2, 3):
        answer, _ = ask(Script(list(turns)), tmp_path)
        assert isinstance(answer, Answer)
        assert (answer.note, answer.tries) == (note, build)
    answer, requester = ask(Script([]), tmp_path)
    assert isinstance(answer, Answer)
    assert (requester.account.left, requester.account.asked) == (1, 0)
    other = tmp_path / "other"
    ask(Script(list(turns)), other)
    for script in (Script([GOOD]), Script([])):
        answer, _ = ask(script, other)
        assert isinstance(answer, Answer)
        assert [each.text for each in answer.statements] == ["one", "two"]


@dataclass
class Arriving:
    """Batches that bring this."""

    arrival: Arrival | None

    async def reply(self, *_: object) -> Arrival | None:
        """What has come."""
        return self.arrival

    def calling(self) -> AbstractContextManager[None]:
        """Nothing is counted."""
        return nullcontext()


BATCHED = Reply(model="b", text=ANSWERS[GOOD], whole=True, prompt_tokens=1000, answer_tokens=100)


@pytest.mark.parametrize(
    ("came", "turns", "result", "posts", "texts"),
    [
        (BATCHED, [], "verified", 2, ["one", "two"]),
        (replace(BATCHED, text=ANSWERS[BAD]), [GOOD], "repaired", 3, ["one", "two"]),
        (replace(BATCHED, text=ANSWERS[HALF]), [BAD], "reduced", 3, ["one"]),
        (PostError("expired"), [], "unanswered", 2, None),
        (TooLongError("too long"), [], "split", 2, None),
        (DeclinedError("no", model="b"), [], "declined", 2, []),
        (DeclinedError("HTTP 400"), [], "unanswered", 2, None),
        (GaveUpError("it failed"), [], "unanswered", 2, None),
        (None, [GOOD], "verified", 1, ["one", "two"]),
    ],
)
def test_what_came_by_a_batch_is_an_answer_like_any(
    came: Reply | PostError | None,
    turns: list[str | PostError],
    result: str,
    posts: int,
    texts: list[str] | None,
    tmp_path: Path,
) -> None:
    """Its posts and its price count; what is wrong with it is asked again by single calls."""
    arrival = Arrival(reply=came, posts=2, batch="b-7", cost=0.5) if came else None
    script = Script(list(turns))
    answer, requester = ask(script, tmp_path, batches=Arriving(arrival))
    assert script.turns == []
    assert isinstance(answer, Answer) == (texts is not None)
    if isinstance(answer, Answer):
        assert [each.text for each in answer.statements] == texts
    assert isinstance(answer, PendingError) == isinstance(came, GaveUpError)
    (call,) = ledger.read(tmp_path / "calls.jsonl")
    assert (call.result, call.posts, call.batch) == (result, posts, "b-7" if came else "")
    assert call.cost == pytest.approx((0.5 if came else 0.0) + 0.0012 * len(turns))
    if isinstance(came, PostError):
        assert call.faults == (str(came),)
    replies = len(turns) + isinstance(came, Reply)
    assert requester.account.prompt_tokens == 1000 * replies


def test_what_is_too_long_is_never_asked_again(tmp_path: Path) -> None:
    """It is on record, and told so that it is cut."""
    answer, _ = ask(Script([TooLongError("too long")]), tmp_path)
    assert isinstance(answer, TooLongError)
    assert next(ledger.read(tmp_path / "calls.jsonl")).result == "split"
    again, requester = ask(Script([]), tmp_path)
    assert isinstance(again, TooLongError)
    assert requester.account.reused == 1


def test_what_was_wrong_is_told(tmp_path: Path) -> None:
    """With the answer, after the same prompt."""
    script = Script([BAD, GOOD])
    ask(script, tmp_path / "a")
    first, second = script.asked
    assert second[: len(first)] == first
    assert [each["role"] for each in second[len(first) :]] == ["assistant", "user"]
    assert second[-2]["content"] == ANSWERS[BAD]
    assert "- bad is wrong\n" in second[-1]["content"]


CUT = ANSWERS[GOOD][:40]


def test_what_was_cut_off_is_asked_again_with_more_room(tmp_path: Path) -> None:
    """The same prompt, with twice the room each time; nobody is told to write less."""
    script = Script([CUT, CUT, CUT], whole=False)
    answer, _ = ask(script, tmp_path)
    assert isinstance(answer, Answer)
    assert answer.statements == ()
    assert script.asked == [list(PROMPT.messages)] * 3
    assert script.rooms == [1024, 2048, 4096]


def test_an_answer_that_is_whole_is_taken_whatever_ended_it(tmp_path: Path) -> None:
    """A model that rambles after its answer is not asked again; one cut off after a draft is."""
    script = Script([f"{ANSWERS[GOOD]} And now I shall"], whole=False)
    answer, _ = ask(script, tmp_path / "a")
    assert isinstance(answer, Answer)
    assert [each.text for each in answer.statements] == ["one", "two"]
    script = Script([f"{ANSWERS[SHORT]} Better: {CUT}"] * 3, whole=False)
    ask(script, tmp_path / "b")
    assert len(script.asked) == 3


def test_what_is_learned_costs_no_try_and_is_billed(tmp_path: Path) -> None:
    """Three tries are left after any lesson, and no server can go on teaching for ever."""
    thought = Reply(model="b", text="", whole=False, prompt_tokens=1000, answer_tokens=100)
    lesson = LearnedError("it thought until no room was left", reply=thought)
    answer, requester = ask(Script([lesson, LearnedError("no seed"), BAD, BAD, GOOD]), tmp_path)
    assert isinstance(answer, Answer)
    (call,) = ledger.read(tmp_path / "calls.jsonl")
    assert (call.result, call.posts, call.lessons) == ("repaired", 3, 2)
    assert requester.account.answer_tokens == 400
    assert call.cost == pytest.approx(4 * 0.0012)
    endless = Script([LearnedError("no")] * 20)
    assert ask(endless, tmp_path / "b")[0] is None
    assert len(endless.asked) == 11


def test_a_lesson_that_was_billed_is_on_record(tmp_path: Path) -> None:
    """Even where the money is at its end with it, and nothing more is asked."""
    thought = Reply(model="b", text="", whole=False, prompt_tokens=1000, answer_tokens=100)
    script = Script([LearnedError("it thought", reply=thought)])
    _, free = ask(Script([GOOD]), tmp_path / "free")
    most = free.most_cost(sum(map(len_of, PROMPT.messages)), 1024)
    ask(script, tmp_path / "b", max_cost=most)
    (call,) = ledger.read(tmp_path / "b/calls.jsonl")
    assert (call.posts, call.lessons, call.answer_tokens) == (0, 1, 100)
    assert call.cost == pytest.approx(0.0012)


def test_a_guess_that_was_right_costs_no_try(tmp_path: Path) -> None:
    """A server that fails on two formats has three tries left once it answers in the third."""
    guess = PostError("HTTP 500", is_guess=True)
    script = Script([guess, guess, BAD, BAD, GOOD])
    answer, _ = ask(script, tmp_path / "a")
    assert isinstance(answer, Answer)
    assert script.turns == []
    script = Script([guess] * 4)
    ask(script, tmp_path / "b")
    assert len(script.asked) == 3


def test_a_prompt_whose_answers_have_no_room_is_cut(tmp_path: Path) -> None:
    """Not given up, where nothing that came could be published."""
    answer, _ = ask(Script([CUT, TooLongError("no room")], whole=False), tmp_path)
    assert isinstance(answer, TooLongError)


@pytest.mark.parametrize(
    ("turns", "spent"),
    [
        ([GOOD], 0.0012),
        ([billed(1), GOOD], None),
        ([PostError("refused"), GOOD], 0.0012),
        ([BAD, GOOD], 0.0024),
    ],
)
def test_what_may_have_been_billed_counts(
    turns: list[str | PostError], spent: float | None, tmp_path: Path
) -> None:
    """As much as the dearest model could ask for, where the server may have worked for nothing."""
    _, requester = ask(Script(list(turns)), tmp_path)
    if spent is None:
        length = sum(len_of(message) for message in PROMPT.messages)
        spent = 0.0012 + requester.most_cost(length, 1024)
        assert requester.most_cost(1000, 100) == 0.014  # the dearer of the two
    assert requester.budget.spent == pytest.approx(spent)
    assert requester.account.posts == len(turns)


def len_of(message: dict[str, str]) -> int:
    return tokens.bound(message["content"]) + 4


@pytest.mark.parametrize(("share", "asked"), [(1.0, True), (0.999, False)])
def test_no_call_is_made_that_could_cost_too_much(
    share: float, asked: bool, tmp_path: Path
) -> None:
    """What it costs at most, by the dearest model, may just be spent."""
    _, free = ask(Script([GOOD]), tmp_path / "free")
    most = free.most_cost(sum(map(len_of, PROMPT.messages)), 1024)
    script = Script([GOOD])
    answer, requester = ask(script, tmp_path / "kept", max_cost=most * share)
    assert isinstance(answer, Answer) == asked == bool(script.asked)
    assert requester.budget.exhausted != asked
    assert (tmp_path / "kept/calls.jsonl").exists() == asked


def test_planning_counts_and_asks_nothing(tmp_path: Path) -> None:
    """What would be asked, at the first model's price, half of it by batches; or what is stored."""
    _, requester = ask(None, tmp_path)
    (call,) = requester.account.planned
    count = call.prompt_tokens
    cost = (10 * count + 40 * 110) / 1_000_000
    assert call == PlannedCall(
        file="s/e", place="segment 1.1", prompt_tokens=count, answer_tokens=110, cost=cost
    )
    _, batched = ask(None, tmp_path, batch=True)
    assert batched.account.planned[0].cost == cost / 2
    assert not (tmp_path / "calls.jsonl").exists()
    ask(Script([GOOD]), tmp_path)
    _, requester = ask(None, tmp_path)
    assert requester.account.planned == []
    assert dict(requester.account.stored) == {"s/e": 1}
    sentences: list[dict[str, object]] = [
        {"text": "one", "lines": []},
        {"text": "two", "lines": []},
    ]
    assert requester.account.pairs == [
        Pair(file="s/e", messages=PROMPT.messages, answer={"sentences": sentences})
    ]


def test_reasons_are_told_once(tmp_path: Path) -> None:
    """The last of each request that went unanswered."""
    requester = Requester(ModelSettings(model="m"), {}, tmp_path, None)
    for faults in (("x", "y"), ("y",), (), ("z",)):
        requester.record(
            Call(at="", file="", place="", key="", prompt="", model="", posts=1, prompt_tokens=3,
                 answer_tokens=2, cost=0, seconds=0, result="unanswered", faults=faults)
        )  # fmt: skip
    expected = Account(
        asked=4, posts=4, prompt_tokens=12, answer_tokens=8, unanswered=4, reasons=["y", "z"]
    )
    assert requester.account == expected
