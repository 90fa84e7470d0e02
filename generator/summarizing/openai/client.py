"""The model's server: the one place that talks to it, and all that servers do differently.

`Server.post` makes one POST and either returns a reply or says how it failed. It knows which of
several models is up, how long each wants to be left alone, how many calls the server bears at once,
and which dialect of the protocol each model's server speaks. Seen in the wild: servers that honour
`response_format` with a JSON schema, that ignore it, that reject it with 400, that fail on it with
500 for ever, that take `{"type": "json_object", "schema": ...}` instead; that know `max_tokens` or
only `max_completion_tokens`; that refuse a `temperature`, a `seed`, or any other parameter; models
that think before they answer, in the same room, until nothing of it is left for the answer.

A model whose ways are not known is asked alone at first: what one call teaches, others need not pay
for.

The SDK's own retries are off: each would be a POST that nobody counts, and its time limit is per
read, so a body that drips would never end.
"""

from __future__ import annotations

import asyncio
import difflib
import json
import os
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import openai

from ...config import ModelSettings
from ...errors import ConfigError
from . import contexts, dialects, tokens
from .answers import thoughts_end
from .complaints import Complaint, read_complaint
from .dialects import FORMATS, Dialect, Dialects

CONNECT_SECONDS = 10.0
LARGEST_BODY = 4 * 1024 * 1024
"""Bytes of an answer; more is not read as one."""
FAILURES_TO_GIVE_UP = 6
"""Failed calls in a row after which a model is left alone for the rest of the build."""
FIRST_REST, LONGEST_REST = 0.5, 20.0
"""Seconds a model is left alone after a failure: the first time, and at most."""

FIRST_THINKING, MOST_THINKING = 4096, 32_768
"""Tokens of room for a model that thinks: at first, and at most, four times as much each time."""
LIST_SECONDS = 5.0
"""Most to wait for the names of a server's models."""


class PostError(Exception):
    """A POST that brought no answer. It may be tried again."""

    def __init__(
        self,
        reason: str,
        *,
        model: str = "",
        perhaps_billed: bool = False,
        reply: Reply | None = None,
        is_guess: bool = False,
    ) -> None:
        super().__init__(reason)
        self.model = model
        """Which was asked, where it matters."""
        self.perhaps_billed = perhaps_billed
        """Whether the server may have worked for it all the same."""
        self.reply = reply
        """What came all the same, and is billed."""
        self.is_guess = is_guess
        """Whether it may have been how the server was asked, and the next will be otherwise."""


class LearnedError(PostError):
    """How the server wants to be asked is known now. To be asked again; it was no try."""


class TooLongError(PostError):
    """The prompt does not fit. To be split, not repeated."""


class GaveUpError(PostError):
    """No model will answer this request in time. Not to be tried again in this build."""


class DeclinedError(PostError):
    """The model or a filter will not answer this prompt. Not to be tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back."""

    model: str
    """The one that was asked, as the settings name it."""
    text: str
    whole: bool
    """Whether the answer ended by itself and not by a limit."""
    thinks: bool = False
    """Whether the model thought before it."""
    prompt_tokens: int
    answer_tokens: int
    cached_tokens: int = 0
    """Of the prompt's, those that the provider had kept from an earlier one."""


class Poster(Protocol):
    """What takes a request to a model: a server, or in a test anything."""

    def passing(self) -> AbstractAsyncContextManager[None]:
        """Wait for a place among the requests that may be under way, and hold it."""

    def limit(self, messages: Sequence[dict[str, str]], room: int) -> int:
        """Most tokens that will be billed for an answer for which there is so much room."""

    async def post(
        self,
        messages: Sequence[dict[str, str]],
        schema: dict[str, Any],
        deadline: float,
        room: int = 0,
    ) -> Reply:
        """One POST, to whichever model is up. `deadline` is a moment of the loop's clock.

        `room` is the most tokens of the answer itself, without what a model thinks before it; 0: as
        the settings say. Raises `PostError` or one of its kinds, and `ConfigError` where the server
        has none of the models.
        """


@dataclass(slots=True)
class _Health:
    """What is known of one model."""

    dialect: Dialect = field(default_factory=Dialect)
    proven: bool = False
    """Whether it has answered in this dialect in this build."""
    remembered: Dialect | None = None
    """In which it answered in an earlier one."""
    resting_until: float = 0.0
    failures: int = 0
    """In a row."""
    lost: str = ""
    """Why it will not be asked again in this build."""
    unknown: bool = False
    """Whether that is because the server has no such model."""
    trouble: str = ""
    """Why the last call that failed did."""


class Server:
    """An OpenAI-compatible server."""

    def __init__(self, settings: ModelSettings, summaries: Path) -> None:
        self._settings = settings
        self._summaries = summaries
        self._key = os.environ.get("OPENAI_API_KEY", "")
        if not self._key and not (settings.base_url or os.environ.get("OPENAI_BASE_URL")):
            raise ConfigError(
                "the openai backend needs a key",
                remedy="set OPENAI_API_KEY, or openai.base_url in site.yaml for a server without",
            )
        base_url, query = split_address(settings.base_url or os.environ.get("OPENAI_BASE_URL", ""))
        self._client = openai.AsyncOpenAI(
            api_key=self._key or "none",  # the SDK insists on one
            base_url=base_url or None,
            default_query=query,
            # Azure takes a key of its own under this name alone, where the address names a version
            default_headers={"api-key": self._key} if "api-version" in query else None,
            max_retries=0,
            timeout=openai.Timeout(settings.deadline, connect=CONNECT_SECONDS),
        )
        self._dialects = Dialects(summaries / dialects.NAME, str(self._client.base_url))
        self._health = {
            model: _Health(dialect=known or Dialect(), remembered=known)
            for model in settings.order
            for known in [self._dialects.get(model)]
        }
        self._gate = Gate(settings.concurrency, alone=not self.proven)

    @cached_property
    def _context(self) -> int:
        """Tokens of prompt and answer: known when the first request is made."""
        return contexts.settled_context(self._settings, self._summaries, str(self._client.base_url))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()

    @property
    def client(self) -> openai.AsyncOpenAI:
        """The SDK's client, for what is no call to a model."""
        return self._client

    @property
    def proven(self) -> str:
        """The first model that is not given up, if its dialect is known; else nothing."""
        for name, health in self._health.items():
            if not health.lost:
                return name if health.proven or health.remembered else ""
        return ""

    @property
    def lessons(self) -> tuple[str, ...]:
        """What was learned in this build of how models want to be asked."""
        return tuple(
            f"{name}: {health.dialect.told()}"
            for name, health in self._health.items()
            if health.proven and health.dialect != (health.remembered or Dialect())
        )

    @property
    def unknown(self) -> tuple[str, ...]:
        """The models that the server does not have, though it has others of the settings."""
        return tuple(name for name, health in self._health.items() if health.unknown)

    @property
    def trouble(self) -> str:
        """Why the last call that failed did."""
        return next((each.trouble for each in self._health.values() if each.trouble), "")

    def passing(self) -> AbstractAsyncContextManager[None]:
        """See `Poster.passing`."""
        return self._gate.passing()

    def limit(self, messages: Sequence[dict[str, str]], room: int) -> int:
        """See `Poster.limit`."""
        return max(
            self._limit(health.dialect, messages, room)
            for health in self._health.values()
            if not health.lost or health is next(iter(self._health.values()))
        )

    async def post(
        self,
        messages: Sequence[dict[str, str]],
        schema: dict[str, Any],
        deadline: float,
        room: int = 0,
    ) -> Reply:
        """See `Poster.post`."""
        model = await self._choose(deadline)
        health = self._health[model]
        dialect = health.dialect
        limit = self._limit(dialect, messages, room)
        try:
            async with asyncio.timeout_at(deadline):
                raw = await self._client.chat.completions.with_raw_response.create(
                    **self._body(model, messages, schema, dialect, limit),
                    extra_body=self._extra(dialect),
                    timeout=openai.Timeout(max(0.1, deadline - _now()), connect=CONNECT_SECONDS),
                )
            if len(raw.content) > LARGEST_BODY:
                raise ValueError("the body is far too long")
            record = json.loads(raw.content)
            wrong = _error_in(record)
            if wrong:
                complaint = read_complaint(wrong[0], wrong[1], raw.headers)
                raise await self._judge(complaint, model, dialect, limit)
            reply = self.read(record, model, messages)
        except openai.APIStatusError as error:
            complaint = read_complaint(
                error.status_code, error.body or error.message, error.response.headers
            )
            raise await self._judge(complaint, model, dialect, limit) from None
        except TimeoutError:
            self._rest(health, "no answer in time")
            raise GaveUpError("no answer in time", perhaps_billed=True) from None
        except (openai.OpenAIError, ValueError, RecursionError) as error:
            reason = self.scrub(str(error)) or type(error).__name__
            if isinstance(error, openai.APIConnectionError):
                reason = f"no connection to {self._client.base_url}: {reason}"
            self._rest(health, reason)
            raise PostError(reason, perhaps_billed=True) from None
        health.failures = 0
        if not reply.whole:
            self._make_room(health, dialect, reply, limit, room)  # raises where it is of use
        health.dialect, health.proven = dialect, True
        self._dialects.keep(model, dialect)
        self._gate.widen()
        return reply

    def read(self, record: object, model: str, messages: Sequence[dict[str, str]]) -> Reply:
        """The reply in a response. Raises `ValueError` or `PostError` where it is none."""
        reply = _read(record, model, messages)
        if self._key and len(self._key) >= 8 and self._key in reply.text:
            raise PostError("the answer held the key")
        return reply

    def forget_dialect(self, model: str) -> None:
        """Something was refused that was asked in the dialect remembered: forget it."""
        self._health[model].remembered, self._health[model].proven = None, False
        self._dialects.keep(model, None)

    def body(
        self, model: str, messages: Sequence[dict[str, str]], schema: dict[str, Any], room: int = 0
    ) -> dict[str, Any]:
        """A request as the model's server wants it, as far as that is known."""
        dialect = self._health[model].dialect
        limit = self._limit(dialect, messages, room)
        return self._body(model, messages, schema, dialect, limit) | self._extra(dialect)

    def scrub(self, text: str) -> str:
        """`text` on one line, shortened, and without the key."""
        text = text.replace(self._key, "[key]") if self._key else text
        return " ".join(re.sub(r"\bsk-[\w-]{8,}", "[key]", text).split())[:300]

    def _body(
        self,
        model: str,
        messages: Sequence[dict[str, str]],
        schema: dict[str, Any],
        dialect: Dialect,
        limit: int,
    ) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": model,
            "messages": list(messages),
            dialect.limit_name: limit,
        }
        if self._settings.temperature is not None and "temperature" not in dialect.without:
            body["temperature"] = self._settings.temperature
        match dialect.format:
            case "json_schema":
                shape = {"name": "answer", "strict": True, "schema": schema}
                body["response_format"] = {"type": "json_schema", "json_schema": shape}
            case "json_object":
                body["response_format"] = {"type": "json_object", "schema": schema}
        return body

    def _extra(self, dialect: Dialect) -> dict[str, Any]:
        extra = self._settings.extra
        return {name: value for name, value in extra.items() if name not in dialect.without}

    def _limit(self, dialect: Dialect, messages: Sequence[dict[str, str]], room: int) -> int:
        """Most tokens to ask for: room for thinking and answer, as far as the context has it."""
        room = room or self._settings.answer_tokens
        free = self._context - tokens.bound_of(messages)
        wanted = room + self._thinking(dialect)
        limit = max(min(wanted, free), min(room, self._settings.answer_tokens))
        return limit if dialect.most is None else min(limit, dialect.most)

    def _thinking(self, dialect: Dialect) -> int:
        """Room for thinking: what the settings say, or what the model was found to need."""
        if self._settings.thinking_tokens is not None:
            return self._settings.thinking_tokens
        effort = self._settings.extra.get("reasoning_effort")
        asked = effort not in {None, "none"} and "reasoning_effort" not in dialect.without
        # only models that think insist on the newer name:
        # https://platform.openai.com/docs/guides/reasoning
        thinks = asked or dialect.limit_name == "max_completion_tokens"
        return max(dialect.thinking, FIRST_THINKING if thinks else 0)

    def _make_room(
        self, health: _Health, dialect: Dialect, reply: Reply, limit: int, room: int
    ) -> None:
        """Learn from an answer that was cut off that the model needs room to think.

        Returns where that does not help, and more room for the answer may. Raises `LearnedError`
        where it does, and `TooLongError` where there is no more room beside the prompt.
        """
        room = room or self._settings.answer_tokens
        thinking = self._thinking(dialect)
        if limit < room + thinking:
            raise TooLongError("there is no room for so long an answer", reply=reply)
        if not reply.thinks or self._settings.thinking_tokens is not None:
            return
        if health.dialect == dialect and limit == room + thinking and thinking < MOST_THINKING:
            more = min(max(FIRST_THINKING, 4 * thinking), MOST_THINKING)
            health.dialect = dialect.model_copy(update={"thinking": more})
        if health.dialect != dialect:
            raise LearnedError("it thought until no room was left for an answer", reply=reply)

    async def _choose(self, deadline: float) -> str:
        """The first model that is up, after as much waiting as the deadline allows."""
        while True:
            able = {name: health for name, health in self._health.items() if not health.lost}
            if not able:
                raise GaveUpError(next(iter(self._health.values())).lost)
            now = _now()
            for name, health in able.items():
                if health.resting_until <= now:
                    return name
            earliest = min(health.resting_until for health in able.values())
            if earliest >= deadline:
                raise GaveUpError("every model wants to be left alone for longer than the deadline")
            await asyncio.sleep(earliest - now)

    async def _judge(
        self, complaint: Complaint, model: str, dialect: Dialect, limit: int
    ) -> PostError:
        """What an error means for the request, and for those that follow.

        Raises `ConfigError` where the server has none of the models.
        """
        health = self._health[model]
        status = complaint.status
        reason = health.trouble = f"HTTP {status}: {self.scrub(complaint.message)}"
        if complaint.is_too_long:
            return TooLongError(reason)
        if complaint.is_filtered:
            return DeclinedError(reason, model=model)
        if complaint.is_about_the_account:
            health.lost = reason
            return PostError(reason)
        if status == 429:
            self._gate.narrow()
            self._rest(health, reason, complaint.wait, is_failure=health.resting_until <= _now())
            return PostError(reason)
        if complaint.is_about_the_model(model):
            health.lost, health.unknown = reason, True
            if all(each.unknown for each in self._health.values()):
                raise await self._no_model(model, reason)
            return PostError(reason)
        if status == 404:
            health.lost = f"{reason} (is openai.base_url right? Most end in /v1)"
            return PostError(health.lost)
        if status in {400, 415, 422, 500, 501}:
            learned = self._learn(health, dialect, complaint, limit)
            if learned and status < 500:  # it was refused before any work was done
                return LearnedError(reason)
            if learned:
                return PostError(reason, is_guess=True)
        declined = status < 500 and status not in {408, 409}
        if not health.proven:  # no format helped, so the format was not the reason
            health.dialect = dialect.model_copy(update={"format": FORMATS[0]})
        if not declined or not health.proven:
            self._rest(health, reason, 0.0 if declined else complaint.wait)
        return DeclinedError(reason) if declined else PostError(reason)

    def _learn(self, health: _Health, dialect: Dialect, complaint: Complaint, limit: int) -> bool:
        """Change the dialect if the failure may be due to it; whether it was changed.

        A format that has once worked is not given up unless it is named; and what another request
        changed in the meantime is not changed twice.
        """
        if health.dialect != dialect:
            return True
        change: dict[str, object] = {}
        sent = [*self._extra(dialect), "temperature"]
        refused = tuple(each for each in complaint.names(sent) if each not in dialect.without)
        names_format = dialect.format != FORMATS[-1] and complaint.names(["response_format"])
        below = complaint.limit_below(limit)
        if refused:
            change["without"] = (*dialect.without, *refused)
        elif complaint.names_limit and (below is None or "max_completion_tokens" in complaint.text):
            if dialect.limit_name == "max_tokens":
                change["limit_name"] = "max_completion_tokens"
        elif below is not None:
            change["most"] = below
        if names_format or not (change or health.proven or dialect.format == FORMATS[-1]):
            change["format"] = FORMATS[FORMATS.index(dialect.format) + 1]
        health.dialect = dialect.model_copy(update=change)
        return bool(change)

    async def _no_model(self, model: str, reason: str) -> ConfigError:
        """The error that tells which name is wrong, and which are like it."""
        try:
            async with asyncio.timeout(LIST_SECONDS):
                known = [each.id for each in (await self._client.models.list()).data]
        except Exception:  # whatever is in the way of a hint
            known = []
        near = difflib.get_close_matches(model, known, n=3, cutoff=0.5)
        near += [name for name in known if model in name and name not in near][:3]
        return ConfigError(
            f"openai.model: there is no {model!r} at {self._client.base_url}; it says {reason}",
            path="site.yaml",
            remedy=f"did you mean {' or '.join(map(repr, near))}?"
            if near
            else "set openai.model to a name that the server knows",
        )

    def _rest(
        self,
        health: _Health,
        reason: str,
        seconds: float | None = None,
        *,
        is_failure: bool = True,
    ) -> None:
        """Leave a model alone for a while, or for good if it keeps failing."""
        health.failures += is_failure or not health.failures
        health.trouble = reason
        if health.failures >= FAILURES_TO_GIVE_UP:
            health.lost = f"{health.failures} calls in a row failed, the last with: {reason}"
        if seconds is None:
            seconds = min(FIRST_REST * 2 ** (health.failures - 1), LONGEST_REST)
        health.resting_until = max(health.resting_until, _now() + seconds)


class Gate:
    """How many calls may be under way: fewer after "too many requests", slowly more after answers.

    Additive increase, multiplicative decrease, as in TCP (https://www.rfc-editor.org/rfc/rfc5681).
    With `alone` it is one until there is a first answer, and then as many as may be.
    """

    def __init__(self, most: int, *, alone: bool = False) -> None:
        self._most = most
        self._alone = alone
        self._limit = 1.0 if alone else float(most)
        self._under_way = 0
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        """Wait for a place, and hold it."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._under_way < int(self._limit))
            self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            async with self._changed:
                self._changed.notify_all()

    def narrow(self) -> None:
        """Halve the number of calls."""
        self._limit = max(1.0, self._limit / 2)
        self._alone = False

    def widen(self) -> None:
        """Allow one call more after as many answers as calls are allowed."""
        self._limit = min(float(self._most), self._limit + 1 / self._limit)
        if self._alone:
            self._limit, self._alone = float(self._most), False


def split_address(url: str) -> tuple[str, dict[str, str]]:
    """A server's address, and what is asked of it with each request: Azure's `?api-version=`."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query="")), dict(parse_qsl(parts.query))


def _error_in(record: object) -> tuple[int, object] | None:
    """Status and error in a body of status 200, as OpenRouter sends them; None without a status.

    https://openrouter.ai/docs/api/reference/errors-and-debugging
    """
    choices = record.get("choices") if isinstance(record, dict) else None
    holders = [record, *(choices if isinstance(choices, list) else [])]
    for holder in holders:
        error = holder.get("error") if isinstance(holder, dict) else None
        status = error.get("code") if isinstance(error, dict) else None
        if isinstance(status, int) and 400 <= status < 600:
            return status, error
    return None


def _read(record: object, model: str, messages: Sequence[dict[str, str]]) -> Reply:
    """The reply in a body of status 200. Raises `ValueError` where it is none."""
    choices = record.get("choices") if isinstance(record, dict) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(message, dict) or not isinstance(choice, dict):
        raise ValueError("the body holds no answer")
    finish = choice.get("finish_reason")
    if message.get("refusal") or finish == "content_filter":
        raise DeclinedError("filtered" if finish == "content_filter" else "refused", model=model)
    text = _text(message.get("content"))
    if text is None and finish == "length":
        text = ""  # all the room went into thinking
    if text is None:
        raise ValueError("the answer is no text")
    usage = record.get("usage") if isinstance(record, dict) else None
    answer = text[thoughts_end(text) :]
    return Reply(
        model=model,
        text=answer,
        whole=finish != "length",
        thinks=not answer.strip() or len(answer) < len(text) or _has_thoughts(message, usage),
        prompt_tokens=_count(usage, "prompt_tokens", "".join(m["content"] for m in messages)),
        cached_tokens=_cached(usage),
        answer_tokens=_count(usage, "completion_tokens", text),
    )


def _text(content: object) -> str | None:
    """The text of an answer; None where it is none.

    Mistral's is a list of chunks where the model thinks:
    https://docs.mistral.ai/capabilities/reasoning
    """
    if isinstance(content, list):
        chunks = [each for each in content if isinstance(each, dict) and each.get("type") == "text"]
        return "".join(str(each.get("text") or "") for each in chunks)
    return content if isinstance(content, str) else None


def _has_thoughts(message: dict[str, Any], usage: object) -> bool:
    """Whether the server says that a model thought, in one of the ways there are."""
    details = usage.get("completion_tokens_details") if isinstance(usage, dict) else None
    counted = details.get("reasoning_tokens") if isinstance(details, dict) else None
    return bool(
        counted
        or message.get("reasoning_content")
        or message.get("reasoning")
        or isinstance(message.get("content"), list)
    )


def _count(usage: object, name: str, text: str) -> int:
    """A figure of the server's bill, or our own bound where it has none."""
    value = usage.get(name) if isinstance(usage, dict) else None
    return value if isinstance(value, int) and value > 0 else tokens.bound(text)


def _cached(usage: object) -> int:
    """Tokens of the prompt that came from the provider's cache; 0 where it does not say.

    https://platform.openai.com/docs/guides/prompt-caching and, for the second name,
    https://api-docs.deepseek.com/guides/kv_cache
    """
    if not isinstance(usage, dict):
        return 0
    details = usage.get("prompt_tokens_details")
    value = details.get("cached_tokens") if isinstance(details, dict) else None
    value = usage.get("prompt_cache_hit_tokens") if value is None else value
    whole = usage.get("prompt_tokens")
    if not (isinstance(value, int) and isinstance(whole, int)):
        return 0
    return max(0, min(value, whole))


def _now() -> float:
    return asyncio.get_running_loop().time()
