"""The layout of a podcast page saved as text: what stands above the list, and its entries.

Line by line: the show's title, its categories, its hosts, its description, `Total N episodes`,
the pager; then for each entry its title, the title again, its notes (usually one very long line)
and a *stamp*: duration and date glued together, as in `01:07:2103/11/2023`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from ...errors import InputError
from ...timestamps import parse_clock

LONGEST_STAMP = 40
"""Characters; a longer line is no stamp."""
SHORTEST_DESCRIPTION = 60
"""Characters; a shorter line of the header is a category or a name."""
FEWEST_CLOSINGS = 3
"""So many entries must end alike before the end counts as the page's and not the entry's."""
SHORTEST_CLOSING = 12
"""Characters."""
LONGEST_CLOSING = 400
"""Characters."""

_GLANCE = 1000
"""Characters of a line that tell whether it repeats the one before."""

_STAMP = re.compile(
    r"(?P<clock>(?:\d{1,3}:)?\d{1,3}:[0-5]\d)?\s*"
    r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})"
)
_TOTAL = re.compile(r"total\W+[\d.,]+\s+episodes?", re.IGNORECASE)
_PAGER = re.compile(r"(?:\d+|go to|next|previous|[‹›«»<>.…]+)", re.IGNORECASE)
_SUBTITLE = re.compile(r"\s+[—–|-]\s+")
_AND = re.compile(r"\s+(?:\+|&|and)\s+|\s*,\s*(?:and\s+)?")
_CATEGORIES = frozenset(
    """
    arts|business|comedy|education|fiction|government|health & fitness|history|kids & family
    |leisure|music|news|religion & spirituality|science|society & culture|sports|technology
    |true crime|tv & film
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""The top level of Apple's podcast categories, which directories share:
https://podcasters.apple.com/support/1691-apple-podcasts-categories"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One episode of the page, its notes not read yet."""

    title: str
    body: str
    """Notes and transcript as they stand, without the closing that all entries share."""
    date: dt.date | None
    duration: float | None
    """Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, its entries in its own order."""

    entries: tuple[Entry, ...]
    show: str | None
    description: str
    """Plain paragraphs."""
    hosts: tuple[str, ...]


def is_page(text: str) -> bool:
    """Whether some entry of `text` is whole: a title, the title again, then a stamp."""
    before = ""
    titled = False
    begin = 0
    while begin <= len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        line = text[begin : min(end, begin + _GLANCE)].strip()
        begin = end + 1
        if not line:
            continue
        if titled and _stamp(line):
            return True
        titled = titled or line == before
        before = line
    return False


def read_page(text: str) -> Page:
    """The page in `text`. Raises `InputError` for an entry without a title."""
    lines = [
        (number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip()
    ]
    stamps = [index for index, (_, line) in enumerate(lines) if _ends_entry(lines, index, line)]
    header_end = _first_title(lines[: stamps[0]]) if stamps else None
    if header_end is None:
        raise InputError(
            "no entry of this page has a title above its notes",
            remedy="save the page as text again, each title on a line of its own",
        )
    show, description, hosts = _read_header([line for _, line in lines[:header_end]])
    begin = header_end
    drafts: list[Entry] = []
    for stamp in stamps:
        if begin == stamp:
            raise InputError(
                "a duration and a date without a title above them",
                line=lines[stamp][0],
                remedy="delete the line or add the episode's title above it",
            )
        drafts.append(_read_entry([line for _, line in lines[begin : stamp + 1]]))
        begin = stamp + 1
    return Page(
        entries=tuple(_without_closing(drafts)), show=show, description=description, hosts=hosts
    )


def _stamp(line: str) -> re.Match[str] | None:
    return _STAMP.fullmatch(line) if len(line) <= LONGEST_STAMP else None


def _ends_entry(lines: list[tuple[int, str]], index: int, line: str) -> bool:
    """Whether a line is a stamp. A bare date is one only where an entry begins after it."""
    match = _stamp(line)
    if not match:
        return False
    if match["clock"] or index + 1 == len(lines):
        return True
    return index + 2 < len(lines) and lines[index + 1][1] == lines[index + 2][1]


def _first_title(lines: list[tuple[int, str]]) -> int | None:
    """Index of the first doubled line below `Total N episodes`, else of the last one at all."""
    doubled = [index for index in range(len(lines) - 1) if lines[index][1] == lines[index + 1][1]]
    total = next((index for index, (_, line) in enumerate(lines) if _TOTAL.fullmatch(line)), None)
    if total is None:
        return doubled[-1] if doubled else None
    return next((index for index in doubled if index > total), None)


def _read_entry(lines: list[str]) -> Entry:
    """One entry from its lines, the stamp last."""
    title, *notes, stamp = lines
    if notes[:1] == [title]:
        notes = notes[1:]
    match = _STAMP.fullmatch(stamp)
    return Entry(
        title=" ".join(title.split()),
        body="\n".join(notes),
        date=_date(match) if match else None,
        duration=parse_clock(match["clock"]) if match and match["clock"] else None,
    )


def _date(match: re.Match[str]) -> dt.date | None:
    """The day first; the month first where that alone gives a date."""
    for month, day in (("month", "day"), ("day", "month")):
        try:
            return dt.date(int(match["year"]), int(match[month]), int(match[day]))
        except ValueError:
            continue
    return None


def _read_header(lines: list[str]) -> tuple[str | None, str, tuple[str, ...]]:
    """The show's title, its description and its hosts."""
    for index, line in enumerate(lines):
        if _TOTAL.fullmatch(line):
            lines = lines[:index]
            break
    lines = [line for line in lines if not _PAGER.fullmatch(line)]
    if not lines:
        return None, "", ()
    title, *subtitle = _SUBTITLE.split(" ".join(lines[0].split()), maxsplit=1)
    short: list[str] = []
    paragraphs = list(subtitle)
    for line in lines[1:]:
        if len(paragraphs) == len(subtitle) and len(line) < SHORTEST_DESCRIPTION:
            short.append(line)
        else:
            paragraphs.append(" ".join(line.split()))
    named = short[-1] if short and short[-1].lower() not in _CATEGORIES else ""
    hosts = tuple(name for name in _AND.split(named) if name)
    return title, "\n\n".join(paragraphs), hosts


def _without_closing(entries: list[Entry]) -> list[Entry]:
    """`entries` without the words with which more than half of them end."""
    closing = _closing([entry.body for entry in entries])
    if not closing:
        return entries
    return [
        Entry(
            title=entry.title,
            body=entry.body.removesuffix(closing).rstrip(),
            date=entry.date,
            duration=entry.duration,
        )
        for entry in entries
    ]


def _closing(bodies: list[str]) -> str:
    """The longest end that more than half of `bodies` share, from the start of a sentence on."""
    need = max(FEWEST_CLOSINGS, len(bodies) // 2 + 1)
    tails = sorted(body[-LONGEST_CLOSING:][::-1] for body in bodies)
    shared = ""
    for first, last in zip(tails, tails[need - 1 :], strict=False):
        length = _common_length(first, last)
        if length > len(shared):
            shared = first[:length]
    shared = shared[::-1]
    opening = re.search(r"(?:^|(?<=\s))[^\W\d_a-z]", shared)
    closing = shared[opening.start() :] if opening else ""
    return closing if len(closing) >= SHORTEST_CLOSING else ""


def _common_length(one: str, other: str) -> int:
    """How many characters `one` and `other` share from the start."""
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length
