"""The record of every call: one line of JSON each, and no key, header or address in it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

NAME = "calls.jsonl"
"""Under content/summaries/."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, with all that it took."""

    at: str
    """UTC, ISO 8601."""
    file: str
    """Whose summaries: "<show>/<episode>" or "digests/<digest>"."""
    place: str
    """Which part: "segment 2.1"."""
    key: str
    """Where its answer is stored."""
    prompt: str
    """Hash of the fixed part of the prompt."""
    model: str
    """Which answered; empty where none did."""
    posts: int
    """How often the server was asked for it."""
    prompt_tokens: int
    answer_tokens: int
    cost: float
    """In the currency of the prices; 0 where none is set."""
    seconds: float
    result: str
    """One of `RESULTS`."""
    batch: str = ""
    """The id of the batch that brought the first answer; empty where it was asked for at once."""
    lessons: int = 0
    """Posts beside these that only taught how the server wants to be asked."""
    cached_tokens: int = 0
    """Of the prompt's, those that the provider had kept from an earlier one."""
    saved: float = 0.0
    """What it cost less for that."""
    faults: tuple[str, ...] = ()
    """What was wrong on the way, each once."""


RESULTS = ("verified", "repaired", "reduced", "failed", "declined", "split", "unanswered")
"""At once; after being asked again; less some sentences that stayed wrong; wrong to the end; the
model would not; too long and cut; no usable answer from any server."""


def append(path: Path, call: Call) -> None:
    """Add a call to the ledger, in one write, so that lines never mix."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(asdict(call), ensure_ascii=False) + "\n"
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(handle, line.encode("utf-8", "replace"))
    finally:
        os.close(handle)


def read(path: Path) -> Iterator[Call]:
    """The calls on record, oldest first. Lines that a crash or an edit damaged are passed over."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    names = {field.name for field in fields(Call)}
    for line in text.splitlines():
        with suppress(ValueError, TypeError, AttributeError):
            record = {name: value for name, value in json.loads(line).items() if name in names}
            yield Call(**record | {"faults": tuple(record.get("faults", ()))})
