"""What a server says when it does not answer, in the words of many servers.

An error's status tells little: a model that is not there is a 404 at OpenAI, vLLM and Ollama, and a
400 at Mistral, OpenRouter and LiteLLM; a rate limit and an empty account are both a 429; a wrong
key is a 400 at Gemini. So the words are read: those that the servers' documentation and their
users' reports show, which stand in the tests (tests/dialect_servers.py) with where they are from.
"""

from __future__ import annotations

import email.utils
import math
import re
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

_TOO_LONG = re.compile(
    r"context_length_exceeded|exceed_context_size|context (?:length|size|window|limit)"
    r"|too many tokens|(?:prompt|input|request) (?:is )?too (?:long|large)"
    r"|exceeds the maximum number of tokens",
    re.IGNORECASE,
)
_UNKNOWN_MODEL = re.compile(
    r"model_not_found|DeploymentNotFound|\binvalid_model\b|not a valid model"
    r"|invalid model (?:name|identifier|id\b)|no endpoints found for\b|unexpected model name"
    r"|model not exist|not a chat model|no models loaded|^message: model: \S+$"
    r"|model [`'\"]?\S+ does(?: not|n't) exist",
    re.IGNORECASE | re.MULTILINE,
)
_NOT_THERE = re.compile(
    r"not found|n[o']t exist|not available|invalid model|unknown model", re.IGNORECASE
)
"""Said of a model where its name stands beside."""
_WRONG_KEY = re.compile(
    r"api.?key.?(?:invalid|not valid)|(?:invalid|incorrect).api.?key|credit balance is too low"
    r"|no_db_connection",  # what LiteLLM's proxy says of a wrong key where it has no database
    re.IGNORECASE,
)
_FILTERED = re.compile(
    r"content_filter|content_policy|content management policy|ResponsibleAIPolicyViolation"
    r"|data_inspection_failed|flagged_input|requires moderation",
    re.IGNORECASE,
)
_SPENT = re.compile(r"insufficient_quota|PerDay|\blimit: 0\b")
"""A quota that no wait of a build refills. Gemini names those of a day by `quotaId`."""
_BILLING = re.compile(r"billing|out of credits", re.IGNORECASE)
_RATE = re.compile(r"RESOURCE_EXHAUSTED|rate[- ]limit", re.IGNORECASE)
_DURATION = r"((?:\d+(?:\.\d+)?\s?(?:hours?|minutes?|seconds?|ms|h|m|s)\s?)+)"
_WAIT = re.compile(
    rf"(?:retryDelay\W+|(?:retry|try again) (?:in|after) ){_DURATION}", re.IGNORECASE
)
_PART = re.compile(r"(\d+(?:\.\d+)?)\s?(ms|h|m|s)", re.IGNORECASE)
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_LIMIT = re.compile(r"\bmax_(?:completion_|output_|new_)?tokens\b", re.IGNORECASE)
_CEILING = re.compile(r"too large|at most|maximum|exceed|less than|range|>", re.IGNORECASE)
_UNHEARD = frozenset({"input", "url", "request_id", "links"})
"""Keys of an error under which no complaint stands: `input` echoes the request."""
_SHORTEST_LIMIT = 16
"""A number below it is no limit of an answer, but part of a model's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """An error that a server answered with."""

    status: int
    message: str
    """For people."""
    text: str
    """All that it says, as lines of `key: value`."""
    wait: float | None
    """Seconds that it asks to be left alone; None where it does not say."""

    @property
    def is_too_long(self) -> bool:
        """Whether the prompt does not fit."""
        return is_too_long(self.status, self.text)

    @property
    def is_filtered(self) -> bool:
        """Whether a filter will not let this prompt through."""
        return self.status in {400, 403, 422} and bool(_FILTERED.search(self.text))

    @property
    def is_about_the_account(self) -> bool:
        """Whether key or account let nothing through, now or later in a build."""
        if self.status == 429:
            spent = _SPENT.search(self.text)
            rate = self.wait is not None or _RATE.search(self.text)
            return bool(spent or (_BILLING.search(self.text) and not rate))
        return self.status in {401, 402, 403} or (
            self.status == 400 and bool(_WRONG_KEY.search(self.text))
        )

    def is_about_the_model(self, model: str) -> bool:
        """Whether the server has no model of that name."""
        if self.status not in {400, 403, 404, 422}:
            return False
        if _UNKNOWN_MODEL.search(self.text):
            return True
        name = re.compile(rf"(?<![\w-]){re.escape(model)}(?![\w-])")
        lines = filter(name.search, self.text.splitlines())
        return any("model" in line.lower() and _NOT_THERE.search(line) for line in lines)

    def names(self, parameters: Collection[str]) -> tuple[str, ...]:
        """Those of the parameters of a request that it complains of, in their order.

        What is wrong stands in the first sentence of a line, if anything does: those after it tell
        what to do, or what else there is.
        """
        first = "\n".join(line.split(". ")[0] for line in self.text.splitlines())
        for text in (first, self.text):
            named = [each for each in parameters if re.search(rf"\b{re.escape(each)}\b", text)]
            if named:
                return tuple(named)
        return ()

    @property
    def names_limit(self) -> bool:
        """Whether it complains of how the most tokens of an answer are asked for."""
        return bool(_LIMIT.search(self.text))

    def limit_below(self, asked: int) -> int | None:
        """The most tokens of an answer that it allows, where that is less than was asked for."""
        if not self.names_limit or not _CEILING.search(self.text):
            return None
        numbers = map(int, re.findall(r"(?<![\w.-])\d{2,9}(?![\w.-]*\w)", self.text))
        below = [number for number in numbers if _SHORTEST_LIMIT <= number < asked]
        # one less, as some name the first that is too many
        return max(below) - 1 if below else None


def read_complaint(status: int, body: object, headers: Mapping[str, str]) -> Complaint:
    """What an error says; `body` is its JSON, or its text."""
    text = "\n".join(f"{key}: {value}" for key, value in _said(body, "message"))
    return Complaint(
        status=status,
        message=_message(body) or text or "no reason given",
        text=text,
        wait=_wait(headers, text),
    )


def is_too_long(status: int, text: str) -> bool:
    """Whether an error says that the prompt does not fit, in any server's words."""
    if status == 429:  # never within the limit of tokens a minute, however long one waits
        return "request too large" in text.lower()
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


def _wait(headers: Mapping[str, str], text: str) -> float | None:
    """The header's word, else that of the message or of Google's `RetryInfo`.

    https://cloud.google.com/apis/design/errors#error_payloads
    """
    seconds = retry_after(headers.get("retry-after"))
    if seconds is not None:
        return seconds
    found = _WAIT.search(text)
    if not found:
        return None
    parts = _PART.findall(found[1])
    return sum(float(number) * _UNITS[unit.lower()] for number, unit in parts) or None


def _said(value: object, key: str, depth: int = 0) -> Iterator[tuple[str, object]]:
    """All plain values in an error, with the key that each stands under."""
    if depth > 12 or key in _UNHEARD:
        return
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _said(each, str(name), depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _said(each, key, depth + 1)
    elif value is not None:
        yield key, value


def _message(body: object) -> str:
    """The sentence in an error that is meant for people."""
    if isinstance(body, list):
        return next(filter(None, map(_message, body)), "")
    if not isinstance(body, dict):
        return str(body or "")
    told = body.get("msg")
    if isinstance(told, str):  # as FastAPI and pydantic say it
        place = body.get("loc")
        return f"{told}: {'.'.join(map(str, place))}" if isinstance(place, list) else told
    for name in ("message", "error", "detail"):
        told = _message(body.get(name))
        if told:
            return told
    return ""
