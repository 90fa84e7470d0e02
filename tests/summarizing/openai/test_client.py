"""What the client makes of a server's answers: waits, limits, and who is asked again."""

from __future__ import annotations

import asyncio
import email.utils
import json
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from generator.config import ModelSettings
from generator.summarizing.openai import client
from generator.summarizing.openai.client import (
    DeclinedError,
    Gate,
    GaveUpError,
    LearnedError,
    PostError,
    Reply,
    Server,
    TooLongError,
)
from generator.summarizing.openai.complaints import is_too_long, retry_after
from tests.model_servers import Fault, Handler, Oracle, completion, serving
from tests.summarizing.openai.conftest import KEY

MESSAGES = [{"role": "system", "content": "Sum up."}, {"role": "user", "content": "Gears turn."}]


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def says(code: int, body: object) -> Fault:
    """A response with this body."""
    return lambda handler: handler.reply(code, body)


def answers(code: int, message: str = "no", **headers: str) -> Fault:
    """An error response."""
    return lambda handler: handler.reply(code, {"error": {"message": message}}, **headers)


def post_all(
    tmp_path: Path, faults: Sequence[Fault | None], times: int, **settings: object
) -> tuple[list[Reply | PostError], list[float]]:
    """Post so often to a server that plays these faults in turn; what came, and when it was asked.

    The last fault goes on for ever.
    """
    moments: list[float] = []

    def script(number: int, body: dict[str, Any]) -> Fault | None:
        moments.append(time.monotonic())
        return faults[min(number, len(faults) - 1)]

    async def run(url: str) -> list[Reply | PostError]:
        chosen = ModelSettings.model_validate({"model": "m", "base_url": url, **settings})
        server = Server(chosen, tmp_path)
        came: list[Reply | PostError] = []
        for _ in range(times):
            deadline = asyncio.get_running_loop().time() + 20
            try:
                came.append(await server.post(MESSAGES, {"type": "object"}, deadline, 1024))
            except PostError as error:
                came.append(error)
        await server.close()
        return came

    with serving(Oracle(script=script, answer=lambda body: "{}")) as oracle:
        return asyncio.run(run(oracle.url)), moments


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("0", None),
        ("-1", None),
        ("NaN", None),
        ("inf", None),
        ("0.5", 0.5),
        ("20", 20.0),
        ("3600", 3600.0),
        (email.utils.formatdate(0, usegmt=True), None),
    ],
)
def test_a_server_says_how_long_to_wait(value: str | None, seconds: float | None) -> None:
    """In seconds above 0; anything else says nothing."""
    assert retry_after(value) == seconds


def test_a_server_says_until_when_to_wait() -> None:
    """A date in the future is as many seconds from now."""
    seconds = retry_after(email.utils.formatdate(time.time() + 100, usegmt=True))
    assert seconds
    assert 95 < seconds <= 100


@pytest.mark.parametrize("code", [429, 503])
def test_a_model_is_left_alone_as_long_as_it_asks(code: int, tmp_path: Path) -> None:
    """Not a moment less, whatever the call before took."""
    fault = answers(code, Retry_After="0.4")
    came, moments = post_all(tmp_path, [fault, fault, None], 3)
    assert [isinstance(each, Reply) for each in came] == [False, False, True]
    assert all(after - before >= 0.4 for before, after in pairwise(moments))


def test_rests_grow_and_end_in_giving_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rest is twice the last, up to the longest; after six failures nobody asks again."""
    monkeypatch.setattr(client, "FIRST_REST", 0.04)
    monkeypatch.setattr(client, "LONGEST_REST", 0.2)
    came, moments = post_all(tmp_path, [answers(503)], 8)
    assert len(moments) == 6
    gaps = [after - before for before, after in pairwise(moments)]
    for gap, least in zip(gaps, (0.04, 0.08, 0.16, 0.2, 0.2), strict=True):
        assert least <= gap < least + 10
    assert [isinstance(each, GaveUpError) for each in came] == [False] * 6 + [True] * 2
    assert str(came[-1]).startswith("6 calls in a row failed, the last with: HTTP 503")


def test_an_answer_forgives_all_failures_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only failures in a row count, and the first rest is short again."""
    monkeypatch.setattr(client, "FIRST_REST", 0.01)
    five = [answers(503)] * 5
    came, moments = post_all(tmp_path, [*five, None, *five, None], 12)
    assert [isinstance(each, Reply) for each in came] == ([False] * 5 + [True]) * 2
    assert len(moments) == 12


def test_the_limits_of_waiting() -> None:
    """Half a second at first, twenty at most, six failures, ten seconds for a connection."""
    assert (client.FIRST_REST, client.LONGEST_REST) == (0.5, 20.0)
    assert (client.FAILURES_TO_GIVE_UP, client.CONNECT_SECONDS) == (6, 10.0)
    assert client.LARGEST_BODY == 4 * 2**20


@pytest.mark.parametrize(
    ("code", "message", "kind", "asked"),
    [
        (401, "no", PostError, 1),  # nobody asks it again
        (402, "no", PostError, 1),
        (403, "no", PostError, 1),
        (404, "no", PostError, 1),
        (429, "insufficient_quota", PostError, 1),
        (429, "Check your billing details", PostError, 1),
        (429, "slow down", PostError, 2),
        (400, "context length exceeded", TooLongError, 2),
        (413, "too many tokens", TooLongError, 2),
        (422, "prompt is too long", TooLongError, 2),
        (500, "exceed_context_size", TooLongError, 2),
        (405, "no", DeclinedError, 2),
        (418, "no", DeclinedError, 2),
        (408, "no", PostError, 2),
        (409, "no", PostError, 2),
        (500, "no", PostError, 2),
        (502, "no", PostError, 2),
        (599, "no", PostError, 2),
    ],
)
def test_what_an_error_means(
    code: int, message: str, kind: type[PostError], asked: int, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """For the request: cut, declined or asked again; for those that follow: whether it is asked."""
    monkeypatch.setattr(client, "FIRST_REST", 0.01)
    came, moments = post_all(tmp_path, [answers(code, message)], 2)
    assert type(came[0]) is kind
    assert len(moments) == asked
    assert not isinstance(came[0], Reply)
    assert not came[0].perhaps_billed


@pytest.mark.parametrize("code", [404, 429, 503])
def test_too_long_is_said_by_few_codes(code: int) -> None:
    """Elsewhere the words are about something else."""
    assert not is_too_long(code, "too many tokens")
    assert not is_too_long(400, "too many cooks")


def test_a_body_of_any_length_that_is_allowed_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the last byte; one more is no answer, though it may have been paid for."""
    size = len(json.dumps(completion("{}", model="m")).encode())
    for limit, good in ((size, True), (size - 1, False)):
        monkeypatch.setattr(client, "LARGEST_BODY", limit)
        [came], _ = post_all(tmp_path, [None], 1)
        assert isinstance(came, Reply) == good
        assert good or (isinstance(came, PostError) and came.perhaps_billed)


def server_of(tmp_path: Path, key: str = KEY, **settings: object) -> Server:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_API_KEY", key)
        chosen = {"model": "m", "base_url": "http://127.0.0.1:9/v1", **settings}
        return Server(ModelSettings.model_validate(chosen), tmp_path)


@pytest.mark.parametrize(("key", "refused"), [("k" * 8, True), ("k" * 7, False)])
def test_no_answer_holds_the_key(key: str, refused: bool, tmp_path: Path) -> None:
    """Unless it is so short that it may stand in any word."""
    server = server_of(tmp_path, key)
    record = completion(f"a {key} b")
    if refused:
        with pytest.raises(PostError, match="held the key"):
            server.read(record, "m", MESSAGES)
    else:
        assert server.read(record, "m", MESSAGES).text == f"a {key} b"


def test_messages_are_short_and_hold_no_key(tmp_path: Path) -> None:
    """300 characters on one line, without our key and without what looks like one."""
    server = server_of(tmp_path)
    assert server.scrub(f"a\n {KEY} b sk-12345678 c sk-1234567") == "a [key] b [key] c sk-1234567"
    assert server_of(tmp_path, "").scrub("a b") == "a b"
    assert len(server.scrub("x" * 301)) == len(server.scrub("x" * 300)) == 300


def test_a_request_says_what_the_settings_do(tmp_path: Path) -> None:
    """The most tokens of an answer, and how freely it is written, 0 included."""
    body = server_of(tmp_path, answer_tokens=777).body("m", MESSAGES, {"type": "object"}, 777)
    assert (body["model"], body["max_tokens"], body["temperature"]) == ("m", 777, 0.0)
    assert body["messages"] == MESSAGES
    shape = {"name": "answer", "strict": True, "schema": {"type": "object"}}
    assert body["response_format"] == {"type": "json_schema", "json_schema": shape}
    assert len(body) == 5
    assert "temperature" not in server_of(tmp_path, temperature=None).body("m", MESSAGES, {}, 777)


@pytest.mark.parametrize(
    ("usage", "counts"),
    [
        ({"prompt_tokens": 7, "completion_tokens": 1}, (7, 1)),
        ({"prompt_tokens": 0, "completion_tokens": -1}, (8, 2)),
        ({"prompt_tokens": "7"}, (8, 2)),
        (None, (8, 2)),
    ],
)
def test_tokens_are_the_servers_or_our_own(
    usage: object, counts: tuple[int, int], tmp_path: Path
) -> None:
    """What it bills, above 0; else at most as many as the texts can have."""
    record = {**completion("gears"), "usage": usage}
    reply = server_of(tmp_path).read(record, "m", MESSAGES)
    assert (reply.prompt_tokens, reply.answer_tokens) == counts


@pytest.mark.parametrize(("finish", "whole"), [("stop", True), ("length", False), ("tool", True)])
def test_an_answer_that_a_limit_ended_is_not_whole(
    finish: str, whole: bool, tmp_path: Path
) -> None:
    """Whatever else ended it."""
    reply = server_of(tmp_path).read(completion("gears", finish=finish), "m", MESSAGES)
    assert reply.whole == whole


async def passing(gate: Gate) -> int:
    """How many calls pass a gate at once."""
    inside = 0
    leave = asyncio.Event()

    async def call() -> None:
        nonlocal inside
        async with gate.passing():
            inside += 1
            await leave.wait()

    calls = [asyncio.create_task(call()) for _ in range(12)]
    for _ in range(40):
        await asyncio.sleep(0)
    most = inside
    leave.set()
    await asyncio.gather(*calls)
    return most


@pytest.mark.parametrize(("changes", "calls"), [("", 1), ("w", 8), ("n", 1), ("nw", 2), ("ww", 8)])
def test_a_model_that_is_not_known_is_asked_alone(changes: str, calls: int) -> None:
    """Until the first answer; after "too many requests" it becomes more but slowly."""

    async def run() -> int:
        gate = Gate(8, alone=True)
        act: dict[str, Callable[[], None]] = {"n": gate.narrow, "w": gate.widen}
        for change in changes:
            act[change]()
        return await passing(gate)

    assert asyncio.run(run()) == calls


@pytest.mark.parametrize(
    ("most", "changes", "calls"),
    [
        (8, "", 8),
        (8, "n", 4),
        (8, "nn", 2),
        (8, "nnn", 1),
        (8, "nnnnn", 1),
        (3, "n", 1),
        (8, "nnnw", 2),
        (8, "nnw", 2),
        (8, "nnww", 2),
        (8, "nnwww", 3),
        (3, "wwwwwwww", 3),
        (1, "nw", 1),
    ],
)
def test_fewer_calls_after_too_many_and_slowly_more(most: int, changes: str, calls: int) -> None:
    """Half as many, one at least; one more after as many answers, and never more than allowed."""

    async def run() -> int:
        gate = Gate(most)
        act: dict[str, Callable[[], None]] = {"n": gate.narrow, "w": gate.widen}
        for change in changes:
            act[change]()
        return await passing(gate)

    assert asyncio.run(run()) == calls


@pytest.mark.parametrize(
    ("refusal", "finish", "reason"),
    [("no", "stop", "refused"), (None, "content_filter", "filtered")],
)
def test_what_is_refused_is_not_asked_again(
    refusal: str | None, finish: str, reason: str, tmp_path: Path
) -> None:
    """Whether the model says so or a filter; the message tells which model it was."""
    record = completion("gears", finish=finish)
    record["choices"][0]["message"]["refusal"] = refusal
    with pytest.raises(DeclinedError, match=reason) as caught:
        server_of(tmp_path).read(record, "m", MESSAGES)
    assert caught.value.model == "m"


@pytest.mark.parametrize("wait", [30.0, 3600.0])
def test_nobody_waits_longer_than_the_deadline(wait: float, tmp_path: Path) -> None:
    """What asks to be left alone for longer is given up at once; the next model is asked then."""
    fault = answers(429, Retry_After=str(wait))
    began = time.monotonic()
    came: list[PostError | Reply] = []

    async def run(url: str, models: list[str]) -> None:
        chosen = ModelSettings.model_validate({"models": models, "base_url": url})
        server = Server(chosen, tmp_path)
        for _ in range(2):
            try:
                deadline = asyncio.get_running_loop().time() + 20
                came.append(await server.post(MESSAGES, {"type": "object"}, deadline, 1024))
            except PostError as error:
                came.append(error)
        await server.close()

    def script(number: int, body: dict[str, Any]) -> Fault | None:
        return fault if body["model"] == "a" else None

    with serving(Oracle(script=script, answer=lambda body: "{}")) as oracle:
        asyncio.run(run(oracle.url, ["a"]))
        asyncio.run(run(oracle.url, ["a", "b"]))
    assert [type(each) for each in came] == [PostError, GaveUpError, PostError, Reply]
    assert time.monotonic() - began < 20


Asked = tuple[str, str, bool]
"""How a post asked: the kind of its `response_format`, its limit's name, with a temperature."""
SCHEMA: Asked = ("json_schema", "max_tokens", True)
OBJECT: Asked = ("json_object", "max_tokens", True)
PLAIN: Asked = ("none", "max_tokens", True)


def how(body: dict[str, Any]) -> Asked:
    """How a post asked."""
    limit = next(name for name in body if name.startswith("max_"))
    return body.get("response_format", {}).get("type", "none"), limit, "temperature" in body


def speak(oracle: Oracle, folder: Path, rounds: Sequence[Sequence[str]]) -> list[str]:
    """Post to these models, those of a round at once; the kinds of what came."""

    async def run() -> list[str]:
        servers = {
            model: Server(ModelSettings(model=model, base_url=oracle.url), folder / model)
            for models in rounds
            for model in models
        }

        async def post(model: str) -> str:
            deadline = asyncio.get_running_loop().time() + 20
            try:
                await servers[model].post(MESSAGES, {"type": "object"}, deadline, 1024)
            except PostError as error:
                return type(error).__name__
            return "Reply"

        came = [kind for at in rounds for kind in await asyncio.gather(*map(post, at))]
        for server in servers.values():
            await server.close()
        return came

    return asyncio.run(run())


def asked(tmp_path: Path, faults: Sequence[Fault | None]) -> tuple[list[str], list[Asked]]:
    """Post once for each fault, which the server plays in turn; what came, and how it was asked."""
    with serving(Oracle(script=lambda number, _: faults[number])) as oracle:
        oracle.answer = lambda body: "{}"
        came = speak(oracle, tmp_path, [["m"]] * len(faults))
    return came, [how(body) for body in oracle.bodies]


@pytest.fixture
def _restless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "FIRST_REST", 0.01)


@pytest.mark.usefixtures("_restless")
@pytest.mark.parametrize("code", [400, 415, 422, 500, 501])
def test_formats_are_tried_in_turn(code: int, tmp_path: Path) -> None:
    """A schema, an object with a schema, and no format at all; what is answered stays.

    A request that was refused before any work was done cost no try.
    """
    came, how = asked(tmp_path, [answers(code), answers(code), None, None])
    kind = "LearnedError" if code < 500 else "PostError"
    assert came == [kind, kind, "Reply", "Reply"]
    assert how == [SCHEMA, OBJECT, PLAIN, PLAIN]


@pytest.mark.usefixtures("_restless")
@pytest.mark.parametrize("code", [408, 409, 413, 429, 502, 503])
def test_other_errors_say_nothing_of_the_format(code: int, tmp_path: Path) -> None:
    """The same is asked again."""
    assert asked(tmp_path, [answers(code), None])[1] == [SCHEMA, SCHEMA]


@pytest.mark.usefixtures("_restless")
def test_where_no_format_helps_it_was_not_the_format(tmp_path: Path) -> None:
    """A prompt that is refused in all of them is declined; a server that fails is asked anew."""
    refused = [answers(400)] * 3
    assert asked(tmp_path / "a", refused) == (
        ["LearnedError", "LearnedError", "DeclinedError"],
        [SCHEMA, OBJECT, PLAIN],
    )
    assert asked(tmp_path / "c", [*refused, None])[1][-1] == SCHEMA
    came, how = asked(tmp_path / "b", [*[answers(500)] * 3, None])
    assert how == [SCHEMA, OBJECT, PLAIN, SCHEMA]
    assert came[-1] == "Reply"


@pytest.mark.usefixtures("_restless")
@pytest.mark.parametrize(("code", "kind"), [(400, "DeclinedError"), (500, "PostError")])
def test_a_format_that_has_worked_is_not_given_up(code: int, kind: str, tmp_path: Path) -> None:
    """It was the prompt, or a bad moment."""
    came, how = asked(tmp_path, [answers(400), None, answers(code), None])
    assert came == ["LearnedError", "Reply", kind, "Reply"]
    assert how == [SCHEMA, OBJECT, OBJECT, OBJECT]


@pytest.mark.parametrize(
    ("message", "then"),
    [
        ("Unsupported value: 'temperature'", ("json_schema", "max_tokens", False)),
        ("Unknown: MAX_TOKENS", ("json_schema", "max_completion_tokens", True)),
        ("Use 'max_completion_tokens'", ("json_schema", "max_completion_tokens", True)),
        ("Unknown parameter", OBJECT),
    ],
)
def test_what_a_server_names_is_left_out(message: str, then: Asked, tmp_path: Path) -> None:
    """Nothing else changes; what is named again when it is gone is about something else."""
    fault = answers(400, message)
    assert asked(tmp_path / "a", [fault, None])[1] == [SCHEMA, then]
    assert asked(tmp_path / "b", [None, fault, None])[1] == [
        *(SCHEMA, SCHEMA),
        SCHEMA if then == OBJECT else then,
    ]
    again = [fault, fault, None]
    formats = ["json_schema", then[0], "none" if then == OBJECT else "json_object"]
    assert [each[0] for each in asked(tmp_path / "c", again)[1]] == formats


def test_what_two_calls_find_at_once_is_changed_once(tmp_path: Path) -> None:
    """Both are refused in one format; what is tried next is the next, not the next but one."""
    both = threading.Barrier(2)

    def refuse(handler: Handler) -> None:
        both.wait(10)
        handler.reply(400, {"error": {"message": "no"}})

    with serving(Oracle(script=lambda number, _: refuse if number < 2 else None)) as oracle:
        oracle.answer = lambda body: "{}"
        came = speak(oracle, tmp_path, [["m", "m"], ["m"]])
    assert came == ["LearnedError", "LearnedError", "Reply"]
    assert [how(body) for body in oracle.bodies] == [SCHEMA, SCHEMA, OBJECT]


def test_calls_that_find_a_limit_at_once_are_one_failure(tmp_path: Path) -> None:
    """A model is not given up because many calls were under way when it had had enough."""
    all_at_once = threading.Barrier(8)

    def refuse(handler: Handler) -> None:
        all_at_once.wait(10)
        handler.reply(429, {"error": {"message": "Please retry in 0.1s."}})

    with serving(Oracle(script=lambda number, _: refuse if number < 8 else None)) as oracle:
        oracle.answer = lambda body: "{}"
        came = speak(oracle, tmp_path, [["m"] * 8, ["m"]])
    assert came == ["PostError"] * 8 + ["Reply"]


def test_the_next_build_speaks_as_the_last_did(tmp_path: Path) -> None:
    """To each model of each server as it last answered; if it then refuses, all ways are open."""

    def script(number: int, body: dict[str, Any]) -> Fault | None:
        return answers(400) if body["model"] == "a" and how(body) == refused else None

    with serving(Oracle(script=script, answer=lambda body: "{}")) as oracle:
        refused = SCHEMA
        speak(oracle, tmp_path, [["a"], ["a"], ["b"]])
        oracle.forget()
        speak(oracle, tmp_path, [["b"], ["a"]])
        assert [how(body) for body in oracle.bodies] == [SCHEMA, OBJECT]
        refused = OBJECT
        oracle.forget()
        speak(oracle, tmp_path, [["a"], ["a"]])
        assert [how(body) for body in oracle.bodies] == [OBJECT, PLAIN]
    with serving(Oracle(answer=lambda body: "{}")) as other:
        speak(other, tmp_path, [["a"]])
        assert how(other.bodies[0]) == SCHEMA


def test_which_model_is_known_and_not_given_up(tmp_path: Path) -> None:
    """The first that is up, once it has answered, in this build or one before."""

    async def run(url: str) -> list[str]:
        chosen = {"models": ["a", "b"], "base_url": url}
        seen: list[str] = []
        for _ in range(2):
            server = Server(ModelSettings.model_validate(chosen), tmp_path)
            for _ in range(3):
                seen.append(server.proven)
                deadline = asyncio.get_running_loop().time() + 20
                with suppress(PostError):
                    await server.post(MESSAGES, {}, deadline, 1024)
            server.forget_dialect("b")
            seen.append(server.proven)
            await server.close()
        return seen

    def script(number: int, body: dict[str, Any]) -> Fault | None:
        return answers(404) if body["model"] == "a" and number else None

    with serving(Oracle(script=script, answer=lambda body: "{}")) as oracle:
        assert asyncio.run(run(oracle.url)) == ["", "a", "", "", "a", "", "b", ""]


TOO_MANY = "max_tokens is too large: 1024. This model supports at most 600 completion tokens."


@pytest.mark.usefixtures("_restless")
@pytest.mark.parametrize(
    ("body", "left_out"),
    [
        ({"error": {"message": "Unrecognized request argument supplied: seed"}}, {"seed"}),
        ([{"error": {"message": 'Unknown name "seed": Cannot find field.'}}], {"seed"}),
        (
            {"detail": [{"loc": ["body", "seed"], "msg": "Extra inputs are not permitted"}]},
            {"seed"},
        ),
        ({"error": "unknown fields: seed, temperature"}, {"seed", "temperature"}),
        ({"detail": [{"msg": "no", "input": {"seed": 7}}]}, set()),
    ],
)
def test_any_parameter_that_is_named_is_left_out(
    body: object, left_out: set[str], tmp_path: Path
) -> None:
    """In the words of OpenAI, Gemini, Mistral and others, all at once; never where it is echoed."""
    fault = says(422, body)
    extra = {"seed": 7, "service_tier": "flex"}
    with serving(Oracle(script=lambda number, _: fault if not number else None)) as oracle:
        oracle.answer = lambda body: "{}"
        came, _ = post_to(oracle, tmp_path, 2, extra=extra)
    assert [type(each) for each in came] == [LearnedError, Reply]
    first, second = oracle.bodies
    assert {"seed", "service_tier", "temperature"} <= set(first)
    assert set(first) - set(second) == left_out
    assert first["seed"] == 7


def post_to(
    oracle: Oracle, folder: Path, times: int, room: int = 1024, **settings: object
) -> tuple[list[Reply | PostError], tuple[str, ...]]:
    """Post so often; what came, and what was learned."""

    async def run() -> tuple[list[Reply | PostError], tuple[str, ...]]:
        chosen = ModelSettings.model_validate({"model": "m", "base_url": oracle.url, **settings})
        server = Server(chosen, folder)
        came: list[Reply | PostError] = []
        for _ in range(times):
            deadline = asyncio.get_running_loop().time() + 20
            try:
                came.append(await server.post(MESSAGES, {"type": "object"}, deadline, room))
            except PostError as error:
                came.append(error)
        await server.close()
        return came, server.lessons

    return asyncio.run(run())


def test_a_limit_of_answers_is_kept_to(tmp_path: Path) -> None:
    """What a server says is too much is asked for no more, by the same name."""
    with serving(Oracle(script=lambda number, _: None if number else answers(400, TOO_MANY))) as to:
        to.answer = lambda body: "{}"
        came, lessons = post_to(to, tmp_path, 2)
    assert [type(each) for each in came] == [LearnedError, Reply]
    assert [body["max_tokens"] for body in to.bodies] == [1024, 599]
    assert lessons == ("m: answers of at most 599 tokens",)


def thinking(needed: int) -> Callable[[int, dict[str, Any]], Fault]:
    """A model that thinks so long before it answers."""

    def answer(number: int, body: dict[str, Any]) -> Fault:
        limit = body.get("max_tokens") or body["max_completion_tokens"]
        record = completion(
            "{}" if limit > needed else None, finish="stop" if limit > needed else "length"
        )
        record["usage"] |= {"completion_tokens": min(limit, needed)}
        return says(200, record)

    return answer


@pytest.mark.parametrize(
    ("needed", "limits"), [(500, [1024]), (3000, [1024, 5120]), (9000, [1024, 5120, 17_408])]
)
def test_room_for_thinking_grows_until_there_is_an_answer(
    needed: int, limits: list[int], tmp_path: Path
) -> None:
    """Beside the room of the answer; what was thought in vain is billed, and is no try."""
    with serving(Oracle(script=thinking(needed))) as oracle:
        came, _ = post_to(oracle, tmp_path, len(limits), context=64_000)
        post_to(oracle, tmp_path, 1, context=64_000)  # the next build knows
    assert [type(each) for each in came] == [LearnedError] * (len(limits) - 1) + [Reply]
    assert [body["max_tokens"] for body in oracle.bodies] == [*limits, limits[-1]]
    for error in came[:-1]:
        assert isinstance(error, PostError)
        assert error.reply
        assert error.reply.answer_tokens >= 500


def test_room_that_is_set_is_not_changed(tmp_path: Path) -> None:
    """`thinking_tokens` stands beside the answer's; nothing is learned where it is not enough."""
    with serving(Oracle(script=thinking(9000))) as oracle:
        came, lessons = post_to(oracle, tmp_path, 2, context=64_000, thinking_tokens=2000)
    assert [body["max_tokens"] for body in oracle.bodies] == [3024, 3024]
    assert [each.whole for each in came if isinstance(each, Reply)] == [False, False]
    assert lessons == ()


def test_an_effort_that_is_asked_for_has_room_from_the_start(tmp_path: Path) -> None:
    """A model that is told how hard to think will think; told not to, it will not."""
    for effort, limit in (("low", 5120), ("none", 1024)):
        with serving(Oracle(answer=lambda body: "{}")) as oracle:
            post_to(oracle, tmp_path, 1, extra={"reasoning_effort": effort})
        assert [body["max_tokens"] for body in oracle.bodies] == [limit]


def test_where_the_context_has_no_more_room_the_prompt_is_cut(tmp_path: Path) -> None:
    """More room for thinking is not asked for where there is none: a shorter prompt has it."""
    with serving(Oracle(script=thinking(9000))) as oracle:
        came, _ = post_to(oracle, tmp_path, 2, context=4096)
    assert [type(each) for each in came] == [LearnedError, TooLongError]
    assert 3000 < oracle.bodies[1]["max_tokens"] < 4096


@pytest.mark.parametrize(
    "content",
    [
        "<think>A draft: {}</think>{}",
        "A draft: {1}\n</think>\n\n{}",
        "[THINK]so[/THINK]{}",
        [
            {"type": "thinking", "thinking": [{"type": "text", "text": "x"}]},
            {"type": "text", "text": "{}"},
        ],
    ],
)
def test_thoughts_are_no_part_of_an_answer(content: object, tmp_path: Path) -> None:
    """Whether they stand in tags, of which the first may be missing, or in chunks."""
    reply = server_of(tmp_path).read(completion(content), "m", MESSAGES)
    assert reply.text.strip() == "{}"
    assert reply.thinks


def test_thoughts_beside_an_answer_are_passed_over(tmp_path: Path) -> None:
    """Under either name that servers have for them."""
    for name in ("reasoning", "reasoning_content"):
        record = completion("{}")
        record["choices"][0]["message"][name] = "hmm"
        reply = server_of(tmp_path).read(record, "m", MESSAGES)
        assert (reply.text, reply.thinks) == ("{}", True)


def test_what_an_address_asks_goes_with_each_request(tmp_path: Path) -> None:
    """Azure's version stays a query, and its key has a header of its own there."""
    for query, key in (("?api-version=preview", KEY), ("?region=north", None), ("", None)):
        client = server_of(tmp_path, base_url=f"http://127.0.0.1:9/v1{query}").client
        assert str(client.base_url) == "http://127.0.0.1:9/v1/"
        assert (
            "&".join(f"{name}={value}" for name, value in client.default_query.items()) == query[1:]
        )
        assert client.default_headers.get("api-key") == key


def test_a_body_that_is_an_error_is_one(tmp_path: Path) -> None:
    """With status 200, as a whole or in the place of an answer, it means what its code means."""
    spent = {"error": {"code": 402, "message": "Insufficient credits"}}
    for record in (spent, {"choices": [spent]}):
        came, moments = post_all(tmp_path, [says(200, record)], 2)
        assert [type(each) for each in came] == [PostError, GaveUpError]
        assert len(moments) == 1
        assert "Insufficient credits" in str(came[0])


@pytest.mark.parametrize(
    ("usage", "cached"),
    [
        ({"prompt_tokens": 100, "prompt_tokens_details": {"cached_tokens": 80}}, 80),
        ({"prompt_tokens": 100, "prompt_tokens_details": {"cached_tokens": 101}}, 100),
        ({"prompt_tokens": 100, "prompt_tokens_details": {"cached_tokens": -1}}, 0),
        ({"prompt_tokens": 100, "prompt_tokens_details": {"cached_tokens": "80"}}, 0),
        ({"prompt_tokens": 100, "prompt_cache_hit_tokens": 50}, 50),
        ({"prompt_tokens": 100, "prompt_tokens_details": None, "prompt_cache_hit_tokens": 50}, 50),
        (
            {
                "prompt_tokens": 100,
                "prompt_tokens_details": {"cached_tokens": 0},
                "prompt_cache_hit_tokens": 50,
            },
            0,
        ),
        ({"prompt_tokens_details": {"cached_tokens": 80}}, 0),
        ({"prompt_tokens": 100}, 0),
        (None, 0),
    ],
)
def test_what_came_from_a_cache_is_told_under_either_name(usage: object, cached: int) -> None:
    """The first where there are two; no more than the prompt has, and nothing that is no number."""
    assert client._cached(usage) == cached


@pytest.mark.parametrize(
    ("record", "status"),
    [
        ({"error": {"code": 400}}, 400),
        ({"error": {"code": 599}}, 599),
        ({"error": {"code": 399}}, None),
        ({"error": {"code": 600}}, None),
        ({"error": {"code": "429"}}, None),
        ({"error": "no"}, None),
        ({"choices": [{}, {"error": {"code": 502}}]}, 502),
        ({"error": {"code": 429}, "choices": [{"error": {"code": 502}}]}, 429),
        ({"choices": None}, None),
        ([], None),
    ],
)
def test_an_error_in_a_body_has_the_code_of_one(record: object, status: int | None) -> None:
    """From 400 to 599, of the whole or of any answer in it."""
    found = client._error_in(record)
    assert (found and found[0]) == status


THINKS = {"usage": {"completion_tokens_details": {"reasoning_tokens": 5}}}


@pytest.mark.parametrize(
    ("message", "others", "text", "thinks"),
    [
        ({"content": "So."}, {}, "So.", False),
        ({"content": "So."}, THINKS, "So.", True),
        ({"content": "So."}, {"usage": {"completion_tokens_details": None}}, "So.", False),
        ({"content": "So.", "reasoning_content": "Hm."}, {}, "So.", True),
        ({"content": "So.", "reasoning": "Hm."}, {}, "So.", True),
        ({"content": "<think>Hm.</think>So."}, {}, "So.", True),
        ({"content": " "}, {}, " ", True),
        ({"content": [{"type": "thinking", "text": "Hm."}, {"type": "text", "text": "So."}, 7]},
         {}, "So.", True),
        ({"content": [{"type": "text", "text": "So."}, {"type": "text"}]}, {}, "So.", True),
    ],
)  # fmt: skip
def test_an_answer_is_read_and_whether_it_was_thought_about(
    message: dict[str, Any], others: dict[str, Any], text: str, thinks: bool
) -> None:
    """In each of the ways in which servers tell it."""
    record = {"choices": [{"message": message, "finish_reason": "stop"}], **others}
    reply = client._read(record, "m", MESSAGES)
    assert (reply.text, reply.thinks, reply.whole) == (text, thinks, True)


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ({"message": {"content": "No.", "refusal": "No."}}, "refused"),
        ({"message": {"content": "No."}, "finish_reason": "content_filter"}, "filtered"),
        ({"message": {"content": None}, "finish_reason": "stop"}, "the answer is no text"),
        ({"message": None}, "the body holds no answer"),
        (None, "the body holds no answer"),
        ({"message": {"content": None}, "finish_reason": "length"}, ""),
    ],
)
def test_what_is_no_answer_is_told(choice: object, told: str) -> None:
    """Nothing at all is one where a limit ended it: then all the room went into thinking."""
    body = {"choices": [choice]}
    if told:
        with pytest.raises((DeclinedError, ValueError), match=f"^{told}$"):
            client._read(body, "m", MESSAGES)
    else:
        reply = client._read(body, "m", MESSAGES)
        assert (reply.text, reply.whole, reply.thinks) == ("", False, True)
