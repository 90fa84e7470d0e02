"""A built site for assistants, by the Model Context Protocol: read-only, over standard input.

It answers from the `episode.json` of each page, so what an assistant is told is what readers see,
and every answer carries the address of the page and the moment that it comes from.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

from .errors import ConfigError, InputError
from .timestamps import format_clock, parse_clock

_WORD = re.compile(r"[^\W_]+")
_K, _B = 1.2, 0.75
"""Okapi BM25's usual constants (Robertson and Zaragoza, 2009)."""
_AROUND = 2
"""Lines shown before and after the one that is asked for."""
_MOST = 50
"""Answers to one search."""

Record = Mapping[str, Any]
"""What `episode.json` holds."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A chapter, as the search sees it."""

    address: str
    number: int
    words: Counter[str]


class BuiltSite:
    """The episodes of a site that was built."""

    def __init__(self, folder: Path, base_url: str = "") -> None:
        self._base = base_url.rstrip("/") + "/" if base_url else ""
        self._episodes: dict[str, Record] = {}
        for path in sorted(folder.glob("*/*/episode.json")):
            try:
                self._episodes[path.parent.relative_to(folder).as_posix()] = json.loads(
                    path.read_bytes()
                )
            except (OSError, ValueError):  # it is being replaced, or is somebody else's
                continue
        if not self._episodes:
            raise ConfigError(
                "there is no site here", path=str(folder), remedy="build one, or name it: --site"
            )

    def search(
        self, query: str, show: str = "", speaker: str = "", limit: int = 10
    ) -> list[dict[str, Any]]:
        """The chapters that say most of a query, each with the line that says it best.

        `show` is a show's folder; `speaker` is part of a name.
        """
        wanted = list(dict.fromkeys(_words(query)))
        scored = sorted(
            (
                (-score, part.address, part.number)
                for part in self._parts
                if not show or part.address.partition("/")[0] == show
                if (score := self._score(part, wanted)) > 0
            ),
        )
        found = []
        for _, address, number in scored:
            record = self._episodes[address]
            cues = [
                cue
                for cue in _cues_of(record, number)
                if not speaker or speaker.casefold() in (cue["speaker"] or "").casefold()
            ]
            if not cues:
                continue
            best = max(cues, key=lambda cue: len(set(wanted) & set(_words(cue["text"]))))
            found.append(self._quoted(address, record, best, chapter=number))
            if len(found) >= min(max(limit, 1), _MOST):
                break
        return found

    def episode(self, address: str) -> dict[str, Any]:
        """What an episode is: its summary with sources, its chapters, who speaks.

        `address` is that of its page, or show/episode. Raises `InputError` where there is none.
        """
        key, record = self._find(address)
        return {
            "address": self._page(key),
            "show": record["show"],
            "title": record["title"],
            "date": record["date"],
            "duration": record["duration"],
            "speakers": [each["name"] for each in record["speakers"]],
            "introduction": (record.get("introduction") or {}).get("text"),
            "summary": [self._sentence(key, each) for each in record["summary"]],
            "chapters": [
                {
                    "number": number,
                    "title": chapter["title"],
                    "address": self._page(key, chapter["start"]),
                }
                for number, chapter in enumerate(record["chapters"], 1)
            ],
        }

    def chapter(self, address: str, number: int) -> dict[str, Any]:
        """One chapter, counted from 1: its summary, and all that is said in it.

        Raises `InputError` where there is none.
        """
        key, record = self._find(address)
        if not 1 <= number <= len(record["chapters"]):
            raise InputError(
                f"has {len(record['chapters'])} chapters, and no chapter {number}", path=key
            )
        chapter = record["chapters"][number - 1]
        return {
            "address": self._page(key, chapter["start"]),
            "episode": record["title"],
            "title": chapter["title"],
            "summary": [self._sentence(key, each) for each in chapter["summary"]],
            "lines": [_line(cue) for cue in _cues_of(record, number)],
        }

    def quote(self, address: str, at: str) -> dict[str, Any]:
        """What is said at a moment, such as 12:40 or 1:02:10, word for word, with what is around.

        Raises `InputError` where there is no such moment.
        """
        key, record = self._find(address)
        seconds = parse_clock(at) if ":" in at else _number(at)
        if seconds is None:
            raise InputError(f"{at!r} is no moment", path=key, remedy="write it as 12:40")
        cues = record["cues"]
        timed = [n for n, cue in enumerate(cues) if cue["start"] is not None]
        if not timed:
            raise InputError("has no times; ask for a chapter", path=key)
        place = max((n for n in timed if cues[n]["start"] <= seconds), default=timed[0])
        around = cues[max(0, place - _AROUND) : place + _AROUND + 1]
        return {
            **self._quoted(key, record, cues[place]),
            "around": [_line(cue) for cue in around],
        }

    @cached_property
    def _parts(self) -> list[_Part]:
        return [
            _Part(address, number, Counter(_searched(record, number)))
            for address, record in self._episodes.items()
            for number in range(1, len(record["chapters"]) + 1)
        ]

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        """By word: how few chapters hold it."""
        held: Counter[str] = Counter(word for part in self._parts for word in part.words)
        count = len(self._parts)
        return {word: math.log(1 + (count - n + 0.5) / (n + 0.5)) for word, n in held.items()}

    @cached_property
    def _usual(self) -> float:
        """Words of a chapter."""
        return sum(part.words.total() for part in self._parts) / max(1, len(self._parts))

    def _score(self, part: _Part, wanted: Sequence[str]) -> float:
        norm = _K * (1 - _B + _B * part.words.total() / max(1.0, self._usual))
        return sum(
            self._rarity[word] * part.words[word] * (_K + 1) / (part.words[word] + norm)
            for word in wanted
            if part.words[word]
        )

    def _find(self, address: str) -> tuple[str, Record]:
        key = "/".join(
            re.sub(r"[?#].*", "", address).removesuffix("index.html").strip("/").split("/")[-2:]
        )
        if key not in self._episodes:
            raise InputError("no episode stands at this address", path=address)
        return key, self._episodes[key]

    def _page(self, key: str, seconds: float | None = None) -> str:
        """The address of a page at a moment; from the root of the site where nobody knows more."""
        moment = "" if seconds is None else f"#t={int(seconds)}"
        return f"{self._base}{key}/{moment}"

    def _quoted(
        self, key: str, record: Record, cue: Record, chapter: int | None = None
    ) -> dict[str, Any]:
        found = {
            "address": self._page(key, cue["start"]),
            "episode": record["title"],
            "show": record["show"],
            "date": record["date"],
            **_line(cue),
        }
        return found if chapter is None else {**found, "chapter": chapter}

    def _sentence(self, key: str, sentence: Record) -> dict[str, Any]:
        starts = [source["start"] for source in sentence["sources"]]
        return {
            "text": sentence["text"],
            "addresses": [self._page(key, start) for start in starts],
        }


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _cues_of(record: Record, number: int) -> Sequence[Record]:
    """The lines of a chapter, counted from 1."""
    chapters, cues = record["chapters"], record["cues"]
    begins = chapters[number - 1].get("begins")
    if begins is None:
        if len(chapters) == 1:
            return list(cues)
        cited = [
            (source["first_cue"], source["last_cue"])
            for segment in chapters[number - 1]["segments"]
            for sentence in segment["summary"]
            for source in sentence["sources"]
        ]
        first, last = (
            min((one for one, _ in cited), default=0),
            max((n for _, n in cited), default=-1),
        )
        return list(cues[first : last + 1])
    ends = chapters[number].get("begins") if number < len(chapters) else None
    return [
        cue
        for cue in cues
        if cue["start"] is not None and cue["start"] >= (begins if number > 1 else 0.0)
        if ends is None or cue["start"] < ends
    ]


def _searched(record: Record, number: int) -> Iterator[str]:
    yield from _words(record["title"])
    yield from _words(record["chapters"][number - 1]["title"])
    for cue in _cues_of(record, number):
        yield from _words(cue["text"])


def _line(cue: Record) -> dict[str, Any]:
    at = None if cue["start"] is None else format_clock(cue["start"])
    return {"at": at, "speaker": cue["speaker"], "text": cue["text"]}


def _said(tool: Callable[..., Any], fault: type[Exception]) -> Callable[..., Any]:
    """A tool that says what is wrong with a question in the protocol's own way."""

    @wraps(tool)
    def answer(*args: object, **options: object) -> Any:  # noqa: ANN401 - whatever it answers
        try:
            return tool(*args, **options)
        except InputError as error:
            raise fault(str(error)) from None

    return answer


def run_server(site: BuiltSite) -> None:
    """Answer over standard input until it ends. Raises `ConfigError` without the SDK."""
    try:
        from mcp.server import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
        from mcp.types import ToolAnnotations
    except ImportError:
        raise ConfigError(
            "the SDK of the Model Context Protocol is not installed",
            remedy='install it: pip install "chapterwise[mcp]"',
        ) from None
    server = MCPServer(
        "chapterwise",
        instructions="What was said in an archive of recordings. Quote only what an answer holds, "
        "and give the address that stands beside it.",
    )
    looks = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    tools: tuple[Callable[..., Any], ...] = (site.search, site.episode, site.chapter, site.quote)
    for tool in tools:
        server.add_tool(_said(tool, ToolError), annotations=looks)
    server.run("stdio")
