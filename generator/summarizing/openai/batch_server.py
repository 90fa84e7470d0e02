"""A provider's Batch API: files go up, batches are made of them, files come down.

https://platform.openai.com/docs/api-reference/batch
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import openai

from ...config import ModelSettings
from .client import (
    LARGEST_BODY,
    DeclinedError,
    PostError,
    Reply,
    Server,
    TooLongError,
)
from .complaints import is_too_long

TRANSFER_SECONDS = 3600.0
"""Most for a file on its way up or down."""
_PATH: Literal["/v1/chat/completions"] = "/v1/chat/completions"
_OVER = frozenset({"completed", "failed", "expired", "cancelled"})
_PASSING = frozenset({408, 409, 425, 429})
"""Statuses below 500 that say nothing about the request."""


class BatchError(Exception):
    """The server did not do what it was asked to."""

    def __init__(self, reason: str, *, final: bool = False, unknown: bool = False) -> None:
        super().__init__(reason)
        self.final = final
        """Whether it surely did not, and would not if it were asked again."""
        self.unknown = unknown
        """Whether it does not know what it was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a batch is."""

    status: str
    done: int
    files: tuple[str, ...]
    """Ids of what can be fetched: answers first, then errors."""
    reason: str
    """Why it failed."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.status in _OVER


class _Raw(Protocol):
    """A response of the SDK that was not read yet."""

    @property
    def content(self) -> bytes: ...


class BatchServer:
    """The same server as for single calls, by its other endpoints."""

    def __init__(self, server: Server, settings: ModelSettings) -> None:
        self._server = server
        self._client = server.client
        self._seconds = settings.deadline

    @property
    def address(self) -> str:
        """Where it is."""
        return str(self._client.base_url)

    def line(
        self,
        key: str,
        model: str,
        messages: Sequence[dict[str, str]],
        schema: dict[str, Any],
        room: int = 0,
    ) -> bytes:
        """A request as a line of a file; `room` is the most tokens of its answer."""
        body = self._server.body(model, messages, schema, room)
        record = {"custom_id": key, "method": "POST", "url": _PATH, "body": body}
        return json.dumps(record).encode() + b"\n"

    async def upload(self, lines: bytes) -> str:
        """Upload requests; return the file's id. Raises `BatchError`."""
        record = await self._ask(
            self._client.files.with_raw_response.create(
                file=("requests.jsonl", lines), purpose="batch", timeout=TRANSFER_SECONDS
            ),
            TRANSFER_SECONDS,
        )
        return _id_of(record)

    async def create(self, file: str) -> str:
        """Make a batch of an uploaded file; return its id. Raises `BatchError`."""
        try:
            record = await self._ask(
                self._client.batches.with_raw_response.create(
                    input_file_id=file, endpoint=_PATH, completion_window="24h"
                )
            )
        except BatchError as error:
            # A file just uploaded may not be known yet to the part of a server that makes batches.
            final = error.final and "cannot find file" not in str(error).lower()
            raise BatchError(str(error), final=final, unknown=error.unknown) from None
        return _id_of(record)

    async def find(self, file: str) -> str:
        """The id of the batch that was made of a file; empty if none was. Raises `BatchError`."""
        after: str | openai.Omit = openai.omit
        while True:
            page = await self._ask(
                self._client.batches.with_raw_response.list(after=after, limit=100)
            )
            batches = page.get("data")
            if not isinstance(batches, list):
                raise BatchError("the list of batches holds none")
            for batch in batches:
                if isinstance(batch, dict) and batch.get("input_file_id") == file:
                    return _id_of(batch)
            if not batches or not page.get("has_more") or not isinstance(batches[-1], dict):
                return ""
            if after == (after := _id_of(batches[-1])):
                return ""

    async def state(self, batch: str) -> State:
        """How far a batch is. Raises `BatchError`."""
        record = await self._ask(self._client.batches.with_raw_response.retrieve(batch))
        counts = record.get("request_counts")
        done = counts.get("completed") if isinstance(counts, dict) else 0
        names = (record.get("output_file_id"), record.get("error_file_id"))
        errors = record.get("errors")
        data = errors.get("data") if isinstance(errors, dict) else None
        messages = [str(each.get("message")) for each in data or () if isinstance(each, dict)] or [
            "no reason given"
        ]
        return State(
            status=str(record.get("status")),
            done=done if isinstance(done, int) else 0,
            files=tuple(name for name in names if isinstance(name, str) and name),
            reason=self._server.scrub(messages[0]),
        )

    async def fetch(self, file: str, wanted: Container[str]) -> dict[str, dict[str, Any]]:
        """The first line of a file for each `custom_id` that is wanted. Raises `BatchError`."""
        found: dict[str, dict[str, Any]] = {}
        try:
            async with (
                asyncio.timeout(TRANSFER_SECONDS),
                self._client.files.with_streaming_response.content(file) as response,
            ):
                async for line in _lines(response.iter_bytes()):
                    try:
                        record = json.loads(line)
                    except (ValueError, RecursionError):
                        continue
                    key = record.get("custom_id") if isinstance(record, dict) else None
                    if isinstance(key, str) and key in wanted:
                        found.setdefault(key, record)
        except (openai.OpenAIError, TimeoutError) as error:
            raise self._judge(error) from None
        except Exception as error:  # the SDK lets its transport's errors through while streaming
            raise BatchError(self._server.scrub(str(error)) or type(error).__name__) from None
        return found

    def read(
        self, line: Mapping[str, Any], model: str, messages: Sequence[dict[str, str]]
    ) -> Reply:
        """The reply in a line. Raises `PostError` or one of its kinds where there is none."""
        response = line.get("response")
        response = response if isinstance(response, dict) else {}
        status, body = response.get("status_code"), response.get("body")
        if status == 200:
            try:
                return self._server.read(body, model, messages)
            except ValueError as wrong:
                raise PostError(str(wrong)) from None
        error = line.get("error") or (body.get("error") if isinstance(body, dict) else None)
        told = error.get("message") if isinstance(error, dict) else error
        number = status if isinstance(status, int) else 0
        reason = self._server.scrub(f"HTTP {number}: {told}" if number else str(told))
        if is_too_long(number, json.dumps([error, body], default=str)):
            raise TooLongError(reason)
        if 400 <= number < 500 and number not in _PASSING:
            raise DeclinedError(reason)
        raise PostError(reason)

    async def _ask(self, call: Awaitable[_Raw], seconds: float = 0.0) -> dict[str, Any]:
        """The object in the response to a call."""
        try:
            async with asyncio.timeout(seconds or self._seconds):
                raw = await call
            record = json.loads(raw.content)
        except (openai.OpenAIError, TimeoutError, ValueError, RecursionError) as error:
            raise self._judge(error) from None
        if not isinstance(record, dict):
            raise BatchError("the response is no object")
        return record

    def _judge(self, error: Exception) -> BatchError:
        if isinstance(error, TimeoutError | openai.APITimeoutError):
            return BatchError("no answer in time")
        if not isinstance(error, openai.APIStatusError):
            return BatchError(self._server.scrub(str(error)) or type(error).__name__)
        status = error.status_code
        reason = f"HTTP {status}: {self._server.scrub(error.message)}"
        unknown = status in {404, 405, 501}
        final = unknown or (400 <= status < 500 and status not in _PASSING)
        return BatchError(reason, final=final, unknown=unknown)


def _id_of(record: Mapping[str, Any]) -> str:
    value = record.get("id")
    if not isinstance(value, str) or not value:
        raise BatchError("the response names no id")
    return value


async def _lines(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Lines from pieces; what is too long to be an answer is passed over."""
    rest = b""
    skipping = False
    async for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            if not skipping:
                yield line
            skipping = False
        if len(rest) > LARGEST_BODY:
            rest, skipping = b"", True
    if not skipping:
        yield rest
