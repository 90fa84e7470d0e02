"""The record of every call: one line of JSON each, and no key, header or address in it.

What a calendar month has cost is the sum of its lines, so that a limit for the month holds from
build to build, wherever they run, as long as this file goes with them. Where there is such a limit,
a line with what a call may cost at most is written before each is sent: of a build that was killed
that counts as spent, as it may have been.

This is the one place that reads the calendar. No page depends on it: the record is beside the site,
and the same answers make the same bytes in any month. The clock is the machine's, in UTC; what a
build is told of the time (`SOURCE_DATE_EPOCH`) would let a limit be passed by.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

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
    expected: int = 0
    """Tokens that an answer was expected to take, once."""
    run: str = ""
    """The build that made it, where calls are noted before they are sent."""


RESULTS = ("verified", "repaired", "reduced", "failed", "declined", "split", "unanswered")
"""At once; after being asked again; less some sentences that stayed wrong; wrong to the end; the
model would not; too long and cut; no usable answer from any server."""


def now() -> str:
    """The time, in UTC, ISO 8601."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def append(path: Path, call: Call) -> None:
    """Add a call to the ledger, in one write, so that lines never mix."""
    _add(path, {name: value for name, value in asdict(call).items() if name != "run" or value})


def announce(path: Path, name: str, most: float, run: str = "") -> None:
    """Note that a call is about to be sent that costs so much at most; without `run`, by a batch.

    `name` is "<file>, <place>". The next line of that place and build says what it did cost.
    """
    _add(path, {"at": now(), "for": name, "most": most, "run": run})


def spent_in(path: Path, month: str) -> float:
    """What the calls of a month ("2026-03") cost, with those of which nobody knows the end."""
    known = 0.0
    open_ends: defaultdict[tuple[str, str], float] = defaultdict(float)
    for record in _records(path):
        try:
            run, counts = record.get("run", ""), str(record["at"]).startswith(month)
            if "most" in record:
                open_ends[record["for"], run] += float(record["most"]) if counts else 0.0
            else:
                known += float(record["cost"]) if counts else 0.0
                name = f"{record['file']}, {record['place']}"
                open_ends.pop((name, run), None)
                if record.get("batch"):
                    open_ends.pop((name, ""), None)
        except (KeyError, TypeError, ValueError):  # damaged
            continue
    return known + sum(open_ends.values())


def _add(path: Path, record: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(record, ensure_ascii=False) + "\n"
    as_it_is = getattr(os, "O_BINARY", 0)  # else Windows writes line ends of its own
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | as_it_is, 0o644)
    try:
        os.write(handle, line.encode("utf-8", "replace"))
    finally:
        os.close(handle)


def read(path: Path) -> Iterator[Call]:
    """The calls on record, oldest first. Lines that a crash or an edit damaged are passed over."""
    names = {field.name for field in fields(Call)}
    for line in _records(path):
        with suppress(TypeError):
            record = {name: value for name, value in line.items() if name in names}
            yield Call(**record | {"faults": tuple(record.get("faults", ()))})


def _records(path: Path) -> Iterator[dict[str, Any]]:
    """The lines that are whole, oldest first."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for line in text.splitlines():
        with suppress(ValueError, RecursionError):
            record = json.loads(line)
            if isinstance(record, dict):
                yield record
