"""The model's server: the one place that talks to it, and all that servers do differently.

`Server.post` makes one POST and either returns a reply or says how it failed. It knows which of
several models is up, how long each wants to be left alone, how many calls the server bears at once,
and which dialect of the protocol each model's server speaks. Seen in the wild: servers that honour
`response_format` with a JSON schema, that ignore it, that reject it with 400, that fail on it with
500 for ever, that take `{"type": "json_object", "schema": ...}` instead; that know `max_tokens` or
only `max_completion_tokens`; that refuse a `temperature`.

The SDK's own retries are off: each would be a POST that nobody counts, and its time limit is per
read, so a body that drips would never end.
"""

from __future__ import annotations

import asyncio
import email.utils
import json
import math
import os
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import openai

from generator.config import ModelSettings
from generator.errors import ConfigError
from generator.summarizing.openai import dialects, tokens
from generator.summarizing.openai.dialects import Dialect, Dialects, Format

CONNECT_SECONDS = 10.0
LARGEST_BODY = 4 * 1024 * 1024
"""Bytes of an answer; more is not read as one."""
FAILURES_TO_GIVE_UP = 6
"""Failed calls in a row after which a model is left alone for the rest of the build."""
FIRST_REST, LONGEST_REST = 0.5, 20.0
"""Seconds a model is left alone after a failure: the first time, and at most."""

_TOO_LONG = re.compile(
    r"context_length_exceeded|exceed_context_size|context (?:length|size|window)|too many tokens"
    r"|(?:prompt|input|request) (?:is )?too (?:long|large)",
    re.IGNORECASE,
)
_NO_SUCH_PARAMETER = re.compile(r"max_tokens|max_completion_tokens|temperature", re.IGNORECASE)


class PostError(Exception):
    """A POST that brought no answer. It may be tried again."""

    def __init__(self, reason: str, *, model: str = "", perhaps_billed: bool = False) -> None:
        super().__init__(reason)
        self.model = model
        """Which was asked, where it matters."""
        self.perhaps_billed = perhaps_billed
        """Whether the server may have worked for it all the same."""


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
    prompt_tokens: int
    answer_tokens: int


class Poster(Protocol):
    """What takes a request to a model: a server, or in a test anything."""

    def passing(self) -> AbstractAsyncContextManager[None]:
        """Wait for a place among the requests that may be under way, and hold it."""

    async def post(
        self,
        messages: Sequence[dict[str, str]],
        schema: dict[str, Any],
        deadline: float,
        room: int = 0,
    ) -> Reply:
        """One POST, to whichever model is up. `deadline` is a moment of the loop's clock.

        `room` is the most tokens of an answer; 0: as the settings say.

        Raises `PostError` or one of its kinds.
        """


_FORMATS: tuple[Format, ...] = ("json_schema", "json_object", "none")
"""In the order in which they are tried."""


@dataclass(slots=True)
class _Health:
    """What is known of one model."""

    dialect: Dialect = field(default_factory=Dialect)
    proven: bool = False
    """Whether it has answered in this dialect in this build."""
    remembered: bool = False
    """Whether it has in an earlier one."""
    resting_until: float = 0.0
    failures: int = 0
    """In a row."""
    lost: str = ""
    """Why it will not be asked again in this build."""
    trouble: str = ""
    """Why the last call that failed did."""


class Server:
    """An OpenAI-compatible server."""

    def __init__(self, settings: ModelSettings, summaries: Path) -> None:
        self._settings = settings
        self._key = os.environ.get("OPENAI_API_KEY", "")
        if not self._key and not (settings.base_url or os.environ.get("OPENAI_BASE_URL")):
            raise ConfigError(
                "the openai backend needs a key",
                remedy="set OPENAI_API_KEY, or openai.base_url in site.yaml for a server without",
            )
        self._client = openai.AsyncOpenAI(
            api_key=self._key or "none",  # the SDK insists on one
            base_url=settings.base_url or None,
            max_retries=0,
            timeout=openai.Timeout(settings.deadline, connect=CONNECT_SECONDS),
        )
        self._dialects = Dialects(summaries / dialects.NAME, str(self._client.base_url))
        self._health = {
            model: _Health(dialect=known or Dialect(), remembered=known is not None)
            for model in settings.order
            for known in [self._dialects.get(model)]
        }
        self._gate = Gate(settings.concurrency)

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
    def trouble(self) -> str:
        """Why the last call that failed did."""
        return next((each.trouble for each in self._health.values() if each.trouble), "")

    def passing(self) -> AbstractAsyncContextManager[None]:
        """See `Poster.passing`."""
        return self._gate.passing()

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
        try:
            async with asyncio.timeout_at(deadline):
                raw = await self._client.chat.completions.with_raw_response.create(
                    **self._body(model, messages, schema, dialect, room),
                    timeout=openai.Timeout(max(0.1, deadline - _now()), connect=CONNECT_SECONDS),
                )
            if len(raw.content) > LARGEST_BODY:
                raise ValueError("the body is far too long")
            reply = self.read(json.loads(raw.content), model, messages)
        except openai.APIStatusError as error:
            raise self._judge(error, model, dialect) from None
        except TimeoutError:
            self._rest(health, "no answer in time")
            raise GaveUpError("no answer in time", perhaps_billed=True) from None
        except (openai.OpenAIError, ValueError, RecursionError) as error:
            reason = self.scrub(str(error)) or type(error).__name__
            self._rest(health, reason)
            raise PostError(reason, perhaps_billed=True) from None
        health.failures = 0
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
        self._health[model].remembered = self._health[model].proven = False
        self._dialects.keep(model, None)

    def body(
        self, model: str, messages: Sequence[dict[str, str]], schema: dict[str, Any], room: int = 0
    ) -> dict[str, Any]:
        """A request as the model's server wants it, as far as that is known."""
        return self._body(model, messages, schema, self._health[model].dialect, room)

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
        room: int,
    ) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": model,
            "messages": list(messages),
            dialect.limit_name: room or self._settings.answer_tokens,
        }
        if dialect.with_temperature and self._settings.temperature is not None:
            body["temperature"] = self._settings.temperature
        match dialect.format:
            case "json_schema":
                shape = {"name": "answer", "strict": True, "schema": schema}
                body["response_format"] = {"type": "json_schema", "json_schema": shape}
            case "json_object":
                body["response_format"] = {"type": "json_object", "schema": schema}
        return body

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

    def _judge(self, error: openai.APIStatusError, model: str, dialect: Dialect) -> PostError:
        """What an error status means for the request, and for those that follow."""
        health = self._health[model]
        status = error.status_code
        text = f"{error.message} {json.dumps(error.body, default=str)}"
        reason = health.trouble = f"HTTP {status}: {self.scrub(error.message)}"
        if is_too_long(status, text):
            return TooLongError(reason)
        if status == 429:
            if "insufficient_quota" in text or "billing" in text.lower():
                health.lost = reason
            else:
                self._gate.narrow()
                self._rest(health, reason, retry_after(error.response.headers.get("retry-after")))
            return PostError(reason)
        if status in {401, 402, 403, 404}:
            health.lost = reason
            return PostError(reason)
        if status in {400, 415, 422, 500, 501} and self._speak_otherwise(health, dialect, text):
            return PostError(reason)
        if status < 500 and status != 408 and status != 409:
            return DeclinedError(reason)
        if not health.proven:  # no format helped, so the format was not the reason
            health.dialect = dialect.model_copy(update={"format": _FORMATS[0]})
        self._rest(health, reason, retry_after(error.response.headers.get("retry-after")))
        return PostError(reason)

    def _speak_otherwise(self, health: _Health, dialect: Dialect, text: str) -> bool:
        """Change the dialect if the failure may be due to it; whether it was changed.

        A format that has once worked is not given up again; and what another request changed in
        the meantime is not changed twice.
        """
        if health.dialect != dialect:
            return True
        named = _NO_SUCH_PARAMETER.search(text)
        change: dict[str, object] = {}
        if named and named[0].lower() == "temperature" and dialect.with_temperature:
            change = {"with_temperature": False}
        elif named and "max" in named[0].lower() and dialect.limit_name == "max_tokens":
            change = {"limit_name": "max_completion_tokens"}
        elif not health.proven and dialect.format != _FORMATS[-1]:
            change = {"format": _FORMATS[_FORMATS.index(dialect.format) + 1]}
        health.dialect = dialect.model_copy(update=change)
        return bool(change)

    def _rest(self, health: _Health, reason: str, seconds: float | None = None) -> None:
        """Leave a model alone for a while, or for good if it keeps failing."""
        health.failures += 1
        health.trouble = reason
        if health.failures >= FAILURES_TO_GIVE_UP:
            health.lost = f"{health.failures} calls in a row failed, the last with: {reason}"
        if seconds is None:
            seconds = min(FIRST_REST * 2 ** (health.failures - 1), LONGEST_REST)
        health.resting_until = max(health.resting_until, _now() + seconds)


class Gate:
    """How many calls may be under way: fewer after "too many requests", slowly more after answers.

    Additive increase, multiplicative decrease, as in TCP (https://www.rfc-editor.org/rfc/rfc5681).
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._limit = float(most)
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

    def widen(self) -> None:
        """Allow one call more after as many answers as calls are allowed."""
        self._limit = min(float(self._most), self._limit + 1 / self._limit)


def is_too_long(status: int, text: str) -> bool:
    """Whether an error says that the prompt does not fit, in any server's words."""
    return status in {400, 413, 422, 500} and bool(_TOO_LONG.search(text))


def retry_after(value: str | None) -> float | None:
    """Seconds that a `Retry-After` header asks for; None where it says nothing sensible.

    Seconds or an HTTP date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
    """
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            moment = email.utils.parsedate_to_datetime(value).timestamp()
        except (ValueError, OverflowError):
            return None
        seconds = moment - time.time()
    return seconds if math.isfinite(seconds) and seconds > 0 else None


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
    text = message.get("content")
    if not isinstance(text, str):
        raise ValueError("the answer is no text")
    usage = record.get("usage") if isinstance(record, dict) else None
    return Reply(
        model=model,
        text=text,
        whole=finish != "length",
        prompt_tokens=_count(usage, "prompt_tokens", "".join(m["content"] for m in messages)),
        answer_tokens=_count(usage, "completion_tokens", text),
    )


def _count(usage: object, name: str, text: str) -> int:
    """A figure of the server's bill, or our own bound where it has none."""
    value = usage.get(name) if isinstance(usage, dict) else None
    return value if isinstance(value, int) and value > 0 else tokens.bound(text)


def _now() -> float:
    return asyncio.get_running_loop().time()
