"""Chapters that people listed outside a transcript: beside it, in its metadata, in a feed.

00:00 Opening                          a block such as stands under a video
00:01:59.000 The first question        mp4chaps
{"chapters": [{"startTime": 119, "title": "The first question"}]}      Podcasting 2.0
<psc:chapter start="00:01:59.000" title="The first question"/>         Podlove simple chapters
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..decoding import load_json, unescape
from ..errors import InputError
from ..model import ListedChapter
from ..timestamps import format_clock, parse_clock
from .speech import checked_time, fold
from .turns import each_line, read_markdown

_CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,6})?"
_TIME_FIRST = re.compile(rf"[\[(]?({_CLOCK})[\])]?\s*[-–—:|>]*\s*(\S.*)")
_TIME_LAST = re.compile(rf"(\S.{{0,300}}?)\s*[-–—:|]*\s*[\[(]?({_CLOCK})[\])]?")
_NUMBER = re.compile(rf"^\d{{1,3}}[.)]\s+(?=[\[(]?{_CLOCK})")
_RANGE_END = re.compile(rf"^(?:-->|[-–—])?\s*[\[(]?{_CLOCK}[\])]?\s*[-–—:|]*\s*")
_SIMPLE_CHAPTER = re.compile(r"<(?:psc:)?chapter\b([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(start|title)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


def parse_chapter_file(text: str) -> tuple[ListedChapter, ...]:
    """The chapters in the text of a chapter file, whichever of the forms above it has.

    Raises `InputError` where it holds none or cannot be read.
    """
    return _ordered(_from_text(text))


def _from_text(text: str) -> tuple[ListedChapter, ...]:
    stripped = text.lstrip()
    if stripped.startswith(("{", "[{")):
        chapters = tuple(_from_json(load_json(stripped)))
    elif _SIMPLE_CHAPTER.search(text):
        chapters = tuple(_from_simple_chapters(text))
    else:
        chapters = tuple(_from_lines(text))
    if not chapters:
        raise InputError(
            "lists no chapters", remedy="write one on each line, such as `01:59 The first question`"
        )
    return chapters


def parse_chapter_lines(text: str) -> tuple[ListedChapter, ...]:
    """The chapters among the lines of a description: each a time and a title, in order of time.

    Other lines are passed over.
    """
    return _ordered(_from_lines(text))


def chapters_from(value: object) -> tuple[ListedChapter, ...]:
    """The chapters under a metadata key: a list of `{start, title}`, a mapping, or lines.

    A mapping is of time to title or of title to time. Raises `ValueError` where it is none.
    """
    try:
        return _ordered(_from_value(value))
    except InputError as error:
        raise ValueError(str(error)) from None


def clashes_in(value: object) -> tuple[str, ...]:
    """The titles that are given to a moment which has one already, each as `4:10 Title`.

    `value` is what `chapters_from` takes, or the text of a chapter file.
    """
    try:
        chapters = tuple(_from_value(value))
    except InputError:
        return ()
    met: set[float] = set()
    clashes: list[str] = []
    for chapter in chapters:
        if chapter.start in met:
            clashes.append(f"{format_clock(chapter.start or 0.0)} {chapter.title}")
        if chapter.start is not None:
            met.add(chapter.start)
    return tuple(clashes)


def _from_value(value: object) -> Iterator[ListedChapter]:
    if isinstance(value, str):
        yield from _from_text(value)
    elif isinstance(value, dict):
        if isinstance(value.get("chapters"), list):
            yield from _from_value(value["chapters"])
            return
        for key, item in value.items():
            yield _from_pair(key, item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield _from_item(item)
    elif value is not None:
        raise InputError("chapters are a list of {start, title}, or lines such as `01:59 Title`")


def _from_item(item: object) -> ListedChapter:
    """A chapter from one entry of a list, in any of the shapes people write."""
    if isinstance(item, ListedChapter):
        return item
    if isinstance(item, str):
        found = tuple(_from_lines(item))
        if len(found) == 1:
            return found[0]
    if isinstance(item, dict):
        start = next((item[key] for key in _START_KEYS if item.get(key) is not None), None)
        title = next((item[key] for key in _TITLE_KEYS if item.get(key)), None)
        if start is None and title is None and len(item) == 1:
            return _from_pair(*next(iter(item.items())))
        return _chapter(start, title)
    if isinstance(item, (list, tuple)) and len(item) == 2:
        return _from_pair(item[0], item[1])
    raise InputError(f"{_shown(item)} is not a chapter; write {{start: 01:59, title: ...}}")


_START_KEYS = ("start", "startTime", "start_time", "time")
_TITLE_KEYS = ("title", "name")


def _from_pair(one: object, other: object) -> ListedChapter:
    """A chapter from a time and a title, in either order."""
    if _seconds(one) is None and _seconds(other) is not None:
        return _chapter(other, one)
    return _chapter(one, other)


def _chapter(start: object, title: object) -> ListedChapter:
    seconds = _seconds(start)
    if seconds is None:
        raise InputError(f"{_shown(start)} is not a time; write 01:59 or a number of seconds")
    name = fold(str(title)) if isinstance(title, (str, int, float)) else ""
    if not name:
        raise InputError(f"the chapter at {_shown(start)} has no title")
    return ListedChapter(title=name, start=checked_time(seconds))


def _from_json(value: object) -> Iterator[ListedChapter]:
    """Podcasting 2.0 chapters; those that only change the picture (`toc: false`) are left out."""
    listed = value.get("chapters") if isinstance(value, dict) else value
    if not isinstance(listed, list):
        raise InputError("has no list of `chapters`")
    for item in listed:
        if isinstance(item, dict) and (item.get("toc") is False or not item.get("title")):
            continue
        yield _from_item(item)


def _from_simple_chapters(text: str) -> Iterator[ListedChapter]:
    for tag in _SIMPLE_CHAPTER.finditer(text):
        attributes = {
            match[1].lower(): unescape(match[2] or match[3] or "")
            for match in _ATTRIBUTE.finditer(tag[1])
        }
        if attributes.get("title", "").strip():
            yield _chapter(attributes.get("start"), attributes["title"])


def _from_lines(text: str) -> Iterator[ListedChapter]:
    for raw in each_line(text):
        if ":" not in raw:
            continue
        line = _NUMBER.sub("", read_markdown(raw[:500]).strip(" \t•·-*|"))
        match = _TIME_FIRST.fullmatch(line)
        if match:
            clock, title = match[1], _RANGE_END.sub("", match[2])
        elif match := _TIME_LAST.fullmatch(line):
            title, clock = match[1], match[2]
        else:
            continue
        seconds = parse_clock(clock)
        if seconds is not None and fold(title):
            yield ListedChapter(title=fold(title), start=checked_time(seconds))


def _seconds(value: object) -> float | None:
    """Seconds for a number, a numeric string or a clock time."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value) if -1e6 < value < 1e9 else None
    if not isinstance(value, str):
        return None
    if re.fullmatch(r"\s*\d{1,7}(?:\.\d{1,6})?\s*", value):
        return float(value)
    return parse_clock(value)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _ordered(chapters: Iterable[ListedChapter]) -> tuple[ListedChapter, ...]:
    """By start; of several at one moment the first."""
    by_start: dict[float | None, ListedChapter] = {}
    for chapter in chapters:
        by_start.setdefault(chapter.start, chapter)
    return tuple(sorted(by_start.values(), key=lambda chapter: chapter.start or 0.0))
