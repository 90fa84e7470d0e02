"""Requests in batches: handed in together, looked for, collected once, and never lost."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from generator.config import Price
from generator.summarizing.openai import batching, submissions
from generator.summarizing.openai.batch_server import BatchError, State
from generator.summarizing.openai.batching import Arrival, Batches, PendingError
from generator.summarizing.openai.budget import Budget
from generator.summarizing.openai.client import (
    DeclinedError,
    GaveUpError,
    PostError,
    Reply,
    TooLongError,
)

Outcome = Arrival | BaseException | None
PRICES = {"m": Price(input=10, output=100)}


def state(status: str = "completed", *files: str, done: int = 0, reason: str = "") -> State:
    return State(status=status, done=done, files=files, reason=reason)


@dataclass
class Remote:
    """A provider in memory. What goes wrong with a kind of call is played in turn, then nothing."""

    address: str = "http://here/"
    faults: dict[str, list[BatchError | None]] = field(default_factory=dict)
    states: list[State] = field(default_factory=list)
    """How batches are when they are looked at, in turn; then all are completed."""
    answers: Callable[[str], PostError | None] = lambda key: None
    """What is wrong with the answer to a request; nothing answers one that is called "missing"."""
    files: list[list[str]] = field(default_factory=list)
    """The keys in each file."""
    batches: dict[str, str] = field(default_factory=dict)
    """By their file."""
    calls: list[str] = field(default_factory=list)

    def _call(self, kind: str) -> None:
        self.calls.append(kind)
        faults = self.faults.get(kind, [])
        if faults and (fault := faults.pop(0)):
            raise fault

    def line(self, key: str, *_: object) -> bytes:
        """A request of ten bytes."""
        return key.ljust(9).encode() + b"\n"

    async def upload(self, lines: bytes) -> str:
        """Keep a file."""
        self._call("upload")
        self.files.append([line.decode().strip() for line in lines.splitlines()])
        return f"file-{len(self.files) - 1}"

    async def create(self, file: str) -> str:
        """Make a batch."""
        self._call("create")
        self.batches[file] = f"batch-of-{file}"
        return self.batches[file]

    async def find(self, file: str) -> str:
        """Find a batch."""
        self._call("find")
        return self.batches.get(file, "")

    async def state(self, batch: str) -> State:
        """How far it is."""
        self._call("state")
        file = batch.removeprefix("batch-of-")
        return self.states.pop(0) if self.states else state("completed", file)

    async def fetch(self, file: str, wanted: Container[str]) -> dict[str, dict[str, Any]]:
        """The lines of a file of answers."""
        self._call("fetch")
        keys = self.files[int(file.removeprefix("file-"))]
        return {key: {"key": key} for key in keys if key in wanted and "missing" not in key}

    def read(self, line: Mapping[str, Any], model: str, *_: object) -> Reply:
        """The reply in a line."""
        if error := self.answers(line["key"]):
            raise error
        return Reply(
            model=model, text=line["key"], whole=True, prompt_tokens=1000, answer_tokens=100
        )


@dataclass
class Known:
    """The server for single calls."""

    proven: str = "m"
    trouble: str = ""
    forgotten: list[str] = field(default_factory=list)

    def limit(self, messages: Sequence[dict[str, str]], room: int) -> int:
        """The room, without any for thinking."""
        return room

    def forget_dialect(self, model: str) -> None:
        """Remember that it was forgotten."""
        self.forgotten.append(model)


@dataclass
class Build:
    """One build, and what it says."""

    folder: Path
    remote: Remote = field(default_factory=Remote)
    server: Known = field(default_factory=Known)
    budget: Budget = field(default_factory=lambda: Budget(PRICES, None))
    waits: bool = True
    submits: bool = True
    told: list[str] = field(default_factory=list)
    waiting: int = 0
    """Batches that are still out at its end."""

    def ask(self, *keys: str, forget: bool = True) -> list[Outcome]:
        """What comes of requests with these keys, asked at once."""

        async def run() -> list[Outcome]:
            batches = Batches(
                most_answer_tokens=100,
                server=self.server,  # type: ignore[arg-type]
                remote=self.remote,  # type: ignore[arg-type]
                budget=self.budget,
                summaries=self.folder,
                submits=self.submits,
                tell=self.told.append if self.waits else None,
            )

            async def reply(number: int, key: str) -> Arrival | None:
                messages = [{"role": "user", "content": "gears"}]
                return await batches.reply(f"place {number}", {"m": key}, messages, {})

            async with batches.working():
                came = await asyncio.wait_for(
                    asyncio.gather(
                        *(reply(number, key) for number, key in enumerate(keys)),
                        return_exceptions=True,
                    ),
                    20,
                )
            if forget:
                batches.forget_collected()
            self.waiting = len(batches.waiting)
            return came

        return asyncio.run(run())


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited between looks, without waiting."""
    found: list[float] = []
    really = asyncio.sleep

    async def sleep(seconds: float) -> None:
        if seconds > 0.02:
            found.append(seconds)
        await really(0)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    return found


@pytest.fixture
def build(tmp_path: Path, pauses: list[float]) -> Build:
    """A build that waits for its batches."""
    return Build(tmp_path)


def texts(came: Sequence[Outcome]) -> list[str]:
    """What was answered, or what else came."""
    return [
        (each.reply.text if isinstance(each.reply, Reply) else type(each.reply).__name__)
        if isinstance(each, Arrival)
        else type(each).__name__
        for each in came
    ]


def test_everything_goes_in_one_batch(build: Build) -> None:
    """At half the price; when it is stored, nothing is left on record."""
    came = build.ask("a", "b", "c")
    assert texts(came) == ["a", "b", "c"]
    assert build.remote.files == [["a", "b", "c"]]
    assert build.remote.calls == ["upload", "create", "state", "fetch"]
    cost = 0.5 * (10 * 1000 + 100 * 100) / 1_000_000
    assert came[0] == Arrival(
        reply=build.remote.read({"key": "a"}, "m"), posts=1, batch="batch-of-file-0", cost=cost
    )
    assert build.budget.spent == pytest.approx(3 * cost)
    assert build.budget.spent_before == 0.0
    assert not (build.folder / submissions.NAME).exists()


def test_a_request_for_two_places_is_paid_once(build: Build) -> None:
    """Both have its answer."""
    one, other, third = build.ask("a", "a", "b")
    assert build.remote.files == [["a", "b"]]
    assert isinstance(one, Arrival)
    assert isinstance(other, Arrival)
    assert isinstance(third, Arrival)
    assert one.reply == other.reply
    assert (one.cost, other.cost) == (third.cost, 0.0)


@pytest.mark.parametrize(
    ("limit", "most", "files"),
    [
        ("MOST_REQUESTS", 3, [["a", "b", "c"]]),
        ("MOST_REQUESTS", 2, [["a", "b"], ["c"]]),
        ("MOST_BYTES", 30, [["a", "b", "c"]]),
        ("MOST_BYTES", 29, [["a", "b"], ["c"]]),
        ("MOST_BYTES", 5, [["a"], ["b"], ["c"]]),
    ],
)
def test_a_file_holds_what_it_may(
    limit: str, most: int, files: list[list[str]], build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many requests and bytes, and the rest goes into another."""
    monkeypatch.setattr(batching, limit, most)
    assert texts(build.ask("a", "b", "c")) == ["a", "b", "c"]
    assert build.remote.files == files


def test_the_limits_of_a_file_are_the_providers() -> None:
    """50,000 requests and 200 MB; looks begin at five seconds and end at a minute apart."""
    assert (batching.MOST_REQUESTS, batching.MOST_BYTES) == (50_000, 200_000_000)
    assert (batching.FIRST_PAUSE, batching.LONGEST_PAUSE) == (5.0, 60.0)


def test_looks_are_further_and_further_apart(build: Build, pauses: list[float]) -> None:
    """Half as long again each time, a minute at the most; and each says how far it is."""
    build.remote.states = [state("in_progress", done=n) for n in range(8)]
    assert texts(build.ask("a", "b")) == ["a", "b"]
    assert pauses == [pytest.approx(min(5 * 1.5**n, 60)) for n in range(9)]
    assert build.told[3] == "batch batch-of-file-0: in_progress, 3 of 2 answered"
    assert len(build.told) == 8


@pytest.mark.parametrize(
    ("ended", "kind", "reason", "posts"),
    [
        (state("failed", reason="too much"), GaveUpError, "failed: too much", 1),
        (state("cancelled"), GaveUpError, "was cancelled", 1),
        (state("expired"), PostError, "came back without an answer", 3),
        (state("completed"), PostError, "came back without an answer", 3),
    ],
)
def test_what_a_batch_does_not_bring(
    ended: State, kind: type[PostError], reason: str, posts: int, build: Build
) -> None:
    """What failed as a whole is told; else it goes into another batch, three in all."""
    build.remote.states = [ended] * 5
    (came,) = build.ask("a")
    assert isinstance(came, Arrival)
    assert type(came.reply) is kind
    assert reason in str(came.reply)
    assert came.posts == posts == len(build.remote.files)
    assert build.budget.spent == 0.0


def test_what_comes_at_the_second_time_counts(build: Build) -> None:
    """The others of its batch are not asked again."""
    build.remote.states = [state("expired", "file-0")]
    wrong = [PostError("oops"), None]
    build.remote.answers = lambda key: wrong.pop(0) if key == "a" else None
    one, other = build.ask("a", "b")
    assert texts([one, other]) == ["a", "b"]
    assert isinstance(one, Arrival)
    assert isinstance(other, Arrival)
    assert (one.posts, other.posts) == (2, 1)
    assert build.remote.files == [["a", "b"], ["a"]]


@pytest.mark.parametrize(
    ("error", "forgotten"),
    [
        (TooLongError("too long"), []),
        (DeclinedError("refused", model="m"), []),
        (DeclinedError("HTTP 400"), ["m"]),
    ],
)
def test_what_will_not_be_answered_is_not_asked_again(
    error: PostError, forgotten: list[str], build: Build
) -> None:
    """Where the server refused it, the way in which it was asked is forgotten."""
    build.remote.answers = lambda key: error
    (came,) = build.ask("a")
    assert isinstance(came, Arrival)
    assert came.reply is error
    assert came.posts == 1
    assert build.server.forgotten == forgotten


@pytest.mark.parametrize(("failures", "pending"), [(20, False), (21, True)])
def test_looks_may_fail(failures: int, pending: bool, build: Build) -> None:
    """Twenty in a row; then the batch is left to the next build."""
    build.remote.faults["state"] = [BatchError("HTTP 503")] * failures
    came = build.ask("a")
    assert texts(came) == (["PendingError"] if pending else ["a"])
    assert build.waiting == pending
    if pending:
        build.remote.faults.clear()
        assert texts(build.ask("a")) == ["a"]
        assert len(build.remote.files) == 1


def test_a_look_that_succeeds_forgives_those_before(build: Build) -> None:
    """Only failures in a row count."""
    fault = BatchError("HTTP 503")
    build.remote.faults["state"] = [*[fault] * 20, None, *[fault] * 20]
    build.remote.states = [state("in_progress")]
    assert texts(build.ask("a")) == ["a"]


@pytest.mark.parametrize("unknown", [True, False])
def test_a_batch_that_cannot_be_had_is_told(unknown: bool, build: Build) -> None:
    """With the remedy where the server does not know it; it is not paid for again unasked."""
    build.remote.faults["state"] = [BatchError("HTTP 404: no", final=True, unknown=unknown)]
    (came,) = build.ask("a")
    assert isinstance(came, Arrival)
    assert isinstance(came.reply, GaveUpError)
    assert str(came.reply).startswith("the batch batch-of-file-0 cannot be had: HTTP 404: no")
    assert ("batches.json" in str(came.reply)) == unknown
    assert build.waiting == 1


def test_what_is_not_waited_for_is_collected_later(build: Build) -> None:
    """By a build that submits nothing more, for what earlier ones asked; each is paid once."""
    build.waits = False
    assert texts(build.ask("a", "b", forget=False)) == ["PendingError"] * 2
    (record,) = submissions.read(build.folder)
    assert (record.file, record.batch, record.model) == ("file-0", "batch-of-file-0", "m")
    assert record.requests == {"a": "place 0", "b": "place 1"}
    build.submits = False
    build.budget = Budget(PRICES, None)
    assert texts(build.ask("a", "b", "c")) == ["a", "b", "NoneType"]
    assert build.remote.files == [["a", "b"]]
    assert build.budget.spent == 0.0
    assert build.budget.spent_before == pytest.approx(0.02)
    assert submissions.read(build.folder) == ()


def test_a_batch_under_way_is_looked_at_once_by_a_build_that_does_not_wait(build: Build) -> None:
    """And what is asked for besides goes into another."""
    build.waits = False
    build.ask("a")
    build.remote.states = [state("in_progress")]
    build.remote.calls.clear()
    assert texts(build.ask("a", "b")) == ["PendingError"] * 2
    assert build.remote.calls.count("state") == 1
    assert build.remote.files == [["a"], ["b"]]
    assert build.waiting == 2


def test_batches_of_another_server_stay_on_record(build: Build) -> None:
    """Nothing is asked of this one about them."""
    build.waits = False
    build.ask("a")
    (first,) = submissions.read(build.folder)
    build.remote = Remote(address="http://there/")
    build.waits = True
    assert texts(build.ask("a")) == ["a"]
    assert build.remote.files == [["a"]]
    assert submissions.read(build.folder) == (first,)


def test_a_first_call_is_made_where_the_servers_ways_are_not_known(build: Build) -> None:
    """One alone; if it fails, nothing is handed in, and the reason is told."""
    build.server = Known(proven="", trouble="HTTP 401")
    first, *others = build.ask("a", "b", "c")
    assert first is None
    assert texts(others) == ["GaveUpError"] * 2
    assert all(isinstance(each, Arrival) and "HTTP 401" in str(each.reply) for each in others)
    assert build.remote.calls == []


@pytest.mark.parametrize(
    ("waits", "share", "came", "exhausted"),
    [
        (False, 2.0, ["PendingError", "PendingError"], False),
        (False, 1.99, ["PendingError", "PendingError"], True),
        (True, 2.0, ["a", "b"], False),
        (True, 1.99, ["a", "b"], False),  # the first cost less than was kept for it
        (True, 0.99, ["PendingError", "PendingError"], True),
    ],
)
def test_no_more_is_handed_in_than_can_be_paid(
    waits: bool, share: float, came: list[str], exhausted: bool, build: Build
) -> None:
    """What is too dear waits for what is under way, if anything is and is waited for."""
    most = 0.5 * (10 * 6 + 100 * 100) / 1_000_000
    build.budget = Budget(PRICES, most * share)
    build.waits = waits
    build.remote.read = lambda line, model, *_: Reply(  # type: ignore[method-assign]
        model=model, text=line["key"], whole=True, prompt_tokens=6, answer_tokens=1
    )
    assert texts(build.ask("a", "b")) == came
    assert build.budget.exhausted == exhausted
    together = share == 2.0
    assert build.remote.files == (
        [] if share < 1 else [["a", "b"]] if together else [["a"], ["b"]][: 1 + waits]
    )


FAULT = BatchError("HTTP 503")
REFUSED = BatchError("HTTP 404: no", final=True, unknown=True)
BAD = BatchError("HTTP 400: no", final=True)


@pytest.mark.parametrize(
    ("faults", "calls", "came"),
    [
        ({"upload": [FAULT, FAULT]}, ["upload"] * 3 + ["create"], "a"),
        ({"upload": [FAULT] * 3}, ["upload"] * 3, "GaveUpError"),
        ({"upload": [REFUSED]}, ["upload"], "GaveUpError"),
        ({"create": [FAULT]}, ["upload", "create", "find", "create"], "a"),
        ({"create": [FAULT] * 2}, ["upload", *["create", "find"] * 2, "create"], "a"),
        ({"create": [FAULT] * 3}, ["upload", *["create", "find"] * 3, "create"], "a"),
        ({"create": [BAD]}, ["upload", "create"], "GaveUpError"),
        ({"create": [FAULT], "find": [FAULT]}, ["upload", "create", *["find"] * 2, "create"], "a"),
    ],
)
def test_a_passing_fault_is_tried_again(
    faults: dict[str, list[BatchError | None]], calls: list[str], came: str, build: Build
) -> None:
    """Three times; before a batch is asked for again, it is looked whether there is one."""
    build.remote.faults = {kind: [*each] for kind, each in faults.items()}
    found = build.ask("a")
    assert texts(found) == [came]
    assert build.remote.calls[: len(calls)] == calls
    if came == "GaveUpError":
        assert isinstance(found[0], Arrival)
        assert str(found[0].reply).startswith("no batch could be made: HTTP")
        assert ("has no Batch API" in str(found[0].reply)) == (REFUSED in faults.get("upload", []))
        assert build.remote.calls == calls
        assert submissions.read(build.folder) == ()


def test_a_batch_that_was_made_unheard_is_found(build: Build) -> None:
    """The server made it, and the answer was lost: it is not made twice, now or later."""
    build.remote.faults = {"create": [FAULT]}
    build.remote.batches["file-0"] = "batch-of-file-0"
    assert texts(build.ask("a")) == ["a"]
    assert build.remote.calls[:3] == ["upload", "create", "find"]
    assert build.remote.calls.count("create") == 1
    record = {"batch": "", "file": "file-0", "server": "http://here/", "model": "m",
              "submitted": "", "requests": {"a": "place"}}  # fmt: skip
    (build.folder / submissions.NAME).write_text(json.dumps([record]))
    build.remote.calls.clear()
    assert texts(build.ask("a")) == ["a"]
    assert build.remote.calls == ["find", "state", "fetch"]


def test_pending_is_no_failure() -> None:
    """It is to come."""
    assert not issubclass(PendingError, PostError)
