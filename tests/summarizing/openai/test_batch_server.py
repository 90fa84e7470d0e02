"""The endpoints for batches: what is read of their answers, and what their refusals mean."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from generator.config import ModelSettings
from generator.summarizing.openai import batch_server
from generator.summarizing.openai.batch_server import BatchError, BatchServer, State
from generator.summarizing.openai.client import DeclinedError, PostError, Server, TooLongError
from tests.batch_servers import BatchOracle
from tests.model_servers import Fault, completion, serving
from tests.summarizing.openai.conftest import KEY
from tests.summarizing.openai.test_faults import body, status

T = TypeVar("T")
MESSAGES = [{"role": "user", "content": "Gears turn."}]


@pytest.fixture
def oracle(monkeypatch: pytest.MonkeyPatch) -> Iterator[BatchOracle]:
    """A server that takes batches."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with serving(BatchOracle()) as server:
        assert isinstance(server, BatchOracle)
        yield server


def ask(
    oracle: BatchOracle, work: Callable[[BatchServer], Awaitable[T]], folder: Path = Path("none")
) -> T:
    """What comes of some work with the server."""

    async def run() -> T:
        settings = ModelSettings(model="m", base_url=oracle.url)
        server = Server(settings, folder)
        try:
            return await work(BatchServer(server, settings))
        finally:
            await server.close()

    return asyncio.run(run())


def test_requests_go_up_and_answers_come_down(oracle: BatchOracle) -> None:
    """By way of a file, a batch made of it and found again, and the file of its answers."""

    async def work(server: BatchServer) -> tuple[State, dict[str, dict[str, Any]], str]:
        lines = b"".join(server.line(key, "m", PROMPT, {"type": "object"}) for key in "ab")
        await server.upload(b"")
        file = await server.upload(lines)
        assert await server.find(file) == ""
        batch = await server.create(file)
        assert await server.find(file) == batch
        state = await server.state(batch)
        answers = await server.fetch(state.files[0], {"a"})
        reply = server.read(answers["a"], "m", PROMPT)
        return state, answers, reply.text

    state, answers, text = ask(oracle, work)
    assert (state.status, state.is_over, len(state.files)) == ("completed", True, 1)
    assert list(answers) == ["a"]
    assert json.loads(text)["sentences"][0]["lines"] == [1]
    request = oracle.batches["batch-0"].requests[0]
    assert (request["method"], request["url"]) == ("POST", "/v1/chat/completions")
    assert request["body"]["response_format"]["type"] == "json_schema"


PROMPT = [
    {"role": "system", "content": "Sum up."},
    {"role": "user", "content": "Write 1 sentence.\n1 | The gears turn."},
]


@pytest.mark.parametrize(
    ("code", "final", "unknown"),
    [
        *((code, True, False) for code in (400, 401, 403, 410, 422, 499)),
        *((code, False, False) for code in (408, 409, 425, 429, 500, 502, 503)),
        *((code, True, True) for code in (404, 405, 501)),
    ],
)
def test_what_a_refusal_means(code: int, final: bool, unknown: bool, oracle: BatchOracle) -> None:
    """Whether it would be refused again, and whether the server knows what was asked for."""
    oracle.faults["GET /batches/ID"] = [status(code)]
    with pytest.raises(BatchError, match=f"HTTP {code}") as caught:
        ask(oracle, lambda server: server.state("batch-0"))
    assert (caught.value.final, caught.value.unknown) == (final, unknown)


@pytest.mark.parametrize(
    ("message", "final"), [("Cannot find file file-0", False), ("no such model", True)]
)
def test_a_file_may_not_be_known_at_once(message: str, final: bool, oracle: BatchOracle) -> None:
    """Then it is worth asking again."""
    oracle.faults["POST /batches"] = [status(400, {"error": {"message": message}})]
    with pytest.raises(BatchError) as caught:
        ask(oracle, lambda server: server.create("file-0"))
    assert (caught.value.final, caught.value.unknown) == (final, False)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ([], "no object"),
        ({}, "names no id"),
        ({"id": ""}, "names no id"),
        ({"id": 5}, "names no id"),
        (b"nonsense", "Expecting value"),
    ],
)
def test_an_answer_without_an_id_is_none(record: object, reason: str, oracle: BatchOracle) -> None:
    """Which may be otherwise when it is asked for again."""
    oracle.faults["POST /batches"] = [body(record)]
    with pytest.raises(BatchError, match=reason) as caught:
        ask(oracle, lambda server: server.create("file-0"))
    assert (caught.value.final, caught.value.unknown) == (False, False)


def listed(*files: str, more: bool = False) -> Fault:
    """A page of the list of batches; each is called after its file."""
    data = [{"id": f"of-{file}", "input_file_id": file} for file in files]
    return body({"data": data, "has_more": more})


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ([listed("x", "f")], "of-f"),
        ([listed("x", more=True), listed("f", "f")], "of-f"),
        ([listed("x"), listed("f")], ""),  # there are no more
        ([listed(more=True), listed("f")], ""),
        ([listed("x", more=True), listed("x", more=True), listed("f")], ""),  # it goes in a circle
        ([listed("x", more=True), listed("y", more=True), listed("f")], "of-f"),
    ],
)
def test_a_batch_is_looked_for_on_every_page(
    pages: list[Fault], found: str, oracle: BatchOracle
) -> None:
    """As long as there are more, and others than before."""
    oracle.faults["GET /batches"] = [*pages]
    assert ask(oracle, lambda server: server.find("f")) == found


@pytest.mark.parametrize(
    ("name", "over"),
    [
        *((name, True) for name in ("completed", "failed", "expired", "cancelled")),
        *((name, False) for name in ("validating", "in_progress", "finalizing", "cancelling")),
    ],
)
def test_a_batch_is_over_when_nothing_more_will_come(
    name: str, over: bool, oracle: BatchOracle
) -> None:
    """It has come to its end, or is not worked at any more."""
    oracle.faults["GET /batches/ID"] = [body({"status": name})]
    state = ask(oracle, lambda server: server.state("batch-0"))
    assert (state.status, state.is_over, state.done) == (name, over, 0)
    assert (state.files, state.reason) == ((), "no reason given")


def test_a_batch_tells_how_far_it_is(oracle: BatchOracle) -> None:
    """How many are done, answers before errors, and the first reason, on one line."""
    record = {
        "status": "failed",
        "request_counts": {"total": 9, "completed": 7, "failed": 2},
        "output_file_id": "file-1",
        "error_file_id": "file-2",
        "errors": {"data": [{"message": "first\nof all"}, {"message": "second"}]},
    }
    oracle.faults["GET /batches/ID"] = [body(record), body({**record, "output_file_id": None})]

    async def work(server: BatchServer) -> list[State]:
        return [await server.state("batch-0") for _ in range(2)]

    one, other = ask(oracle, work)
    assert (one.done, one.files, one.reason) == (7, ("file-1", "file-2"), "first of all")
    assert other.files == ("file-2",)


def test_the_first_line_of_a_request_counts(
    oracle: BatchOracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is no line of a request, or longer than an answer may be, is passed over."""
    lines = [
        {"custom_id": "a", "n": 1},
        {"custom_id": "a", "n": 2},
        {"custom_id": "b", "long": "x" * 200_000},
        {"custom_id": "c"},
        {"custom_id": 4},
        [1],
        {"custom_id": "d", "long": "x" * 60_000},
        {"custom_id": "e"},
    ]
    data = b"{\n\n\xff\n" + b"\n".join(json.dumps(line).encode() for line in lines)
    monkeypatch.setattr(batch_server, "LARGEST_BODY", 100_000)
    name = oracle.keep(data)
    found = ask(oracle, lambda server: server.fetch(name, set("abde")))
    assert sorted(found) == ["a", "d", "e"]
    assert found["a"]["n"] == 1


@pytest.mark.parametrize(
    ("line", "kind", "reason"),
    [
        ({"response": {"status_code": 200, "body": {"choices": []}}}, PostError, "no answer"),
        ({"response": {"status_code": 500, "body": {"error": {"message": "oops"}}}}, PostError,
         "HTTP 500: oops"),
        ({"response": {"status_code": 400, "body": {"error": {"message": "bad"}}}}, DeclinedError,
         "HTTP 400: bad"),
        ({"response": {"status_code": 499, "body": {"error": "bad"}}}, DeclinedError, "HTTP 499"),
        *(({"response": {"status_code": code, "body": {}}}, PostError, f"HTTP {code}")
          for code in (399, 408, 409, 425, 429, 500)),
        ({"response": {"status_code": 400, "body": {"error": {"code": "context_length_exceeded"}}}},
         TooLongError, "HTTP 400"),
        ({"response": None, "error": {"message": "too late"}}, PostError, "^too late$"),
        ({"response": {"status_code": 422, "body": {"error": {"message": "of the body"}}},
          "error": {"message": "of the line"}}, DeclinedError, "HTTP 422: of the line"),
        ({"response": 7, "error": [None]}, PostError, "None"),
    ],
)  # fmt: skip
def test_a_line_without_an_answer_says_why(
    line: dict[str, Any], kind: type[PostError], reason: str, oracle: BatchOracle
) -> None:
    """It is cut, declined or handed in again, as a single call would be."""

    async def work(server: BatchServer) -> None:
        with pytest.raises(PostError, match=reason) as caught:
            server.read(line, "m", MESSAGES)
        assert type(caught.value) is kind

    ask(oracle, work)


def test_a_line_with_an_answer_is_a_reply(oracle: BatchOracle) -> None:
    """With its words and what it cost."""
    line = {"response": {"status_code": 200, "body": completion("gears")}}

    async def work(server: BatchServer) -> tuple[str, int, int]:
        reply = server.read(line, "m", MESSAGES)
        return reply.text, reply.prompt_tokens, reply.answer_tokens

    assert ask(oracle, work) == ("gears", 100, 20)
