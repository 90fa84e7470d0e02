"""The many habits in which people and tools write who speaks and when, spelled in one.

`spell_out` rewrites a text line by line, so that what `turns` reads is always `[1:02:03] Ann: ...`:

    Ann   0 minutes 3 seconds         12'34" Ann: Hello        00:00:04:12 - 00:00:09:01
    **Ann** Hello                     ### Ann (0:03)           | 0:03 | Ann | Hello |
    <ann> Hello                       [ANN] Hello              Q. Hello
    14/03/2026, 10:04 - Ann: Hello    Ann: Hello [0:03]        ANN (alone on its line)

No tool is known by name. A kind of mark counts where it stands throughout a file: it comes again,
or opens most paragraphs, and names come again after it. Times of day are no positions: they are
counted from the first, and left out where a chat went on at no pace of speech. Tables, code, marks
of templates and what tools say of themselves are no speech, and leave empty lines.

Each module here spells one kind of mark; `marks` is what they share.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import lru_cache

from .adorned import spell_adorned, spell_alone, spell_questions
from .chats import spell_chat
from .clutter import (
    GOES_ON,
    is_boilerplate,
    without_code,
    without_comments,
    without_numbers,
    without_running_heads,
)
from .labels import find_abbreviations, find_labels
from .marks import FEWEST, LOOKED_AT
from .tables import read_tables
from .times import count_from_first, spell_ends, spell_times, take_day, without_lengths

_CHEVRONS = re.compile(r"^(\s*[\[(]?\d{1,3}:\d{2}[\d:.,]{0,8}[\])]?)?\s*>{2,}\s*(?=[^\W\d_])")
"""How captioners mark that somebody else speaks: `0:12 >> Ines: Hello`."""
_INSIDE = re.compile(
    r"(?<=[.?!,…\"'’”])\s+[\[(]\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]\s+(?=\S)"
)
"""A time between what somebody says, as services put one now and then."""
_DEFINED = re.compile(r"^\s*(?:[-*+]\s+)?\*?([^\W\d_][^:*\n]{0,40}?)\*?\s*::\s+(?=\S)")
"""A term with what it means, as AsciiDoc and Org mode have it: `*Ines*:: Hello`."""
_CALLOUT = re.compile(r"^\s*>\s*\[!\w{1,20}\][+-]?\s*")
"""How a note opens a box: `> [!quote] Ines (0:03)`."""
_FULL_WIDTH = re.compile(r"^\s*([^\s：:]{1,24})：\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """A text in the one habit that `turns` reads, line for line."""

    body: str
    names: frozenset[str]
    """Who is marked as speaking, in lower case."""
    called: dict[str, str] = field(default_factory=dict)
    """Whole names, by the abbreviation that a list of those present gives."""
    date: dt.date | None = None
    """The day of a chat, or one that stands above what is said."""
    link: str | None = None
    """Where the line of that day leads."""


@lru_cache(maxsize=1)  # who recognizes a text asks for this, and then who reads it
def spell_out(body: str) -> Spelled:
    """`body`, with every mark that is a habit of it spelled as `[1:02:03] Ann: ...`.

    What is not a habit stays as it stands, and so does the number of lines.
    """
    lines = without_comments(body).split("\n")
    called = find_abbreviations(lines)
    without_numbers(lines)
    without_running_heads(lines)
    names: set[str] = set()
    read_tables(lines, names)
    without_code(lines)
    for index, line in enumerate(lines):
        if is_boilerplate(line):
            lines[index] = ""
    for index, line in enumerate(lines):
        if "[!" in line[:20]:
            lines[index] = _CALLOUT.sub("", line)
    goes_on = [index for index, line in enumerate(lines) if GOES_ON.match(line)]
    for index in goes_on if len(goes_on) >= FEWEST else ():
        lines[index] = GOES_ON.sub("", lines[index])
    for index, line in enumerate(lines):
        if ">>" in line[:LOOKED_AT]:
            lines[index] = _CHEVRONS.sub(lambda match: f"{match[1] or ''} ".lstrip(), line)
    inside = [index for index, line in enumerate(lines) if _INSIDE.search(line)]
    for index in inside if len(inside) >= FEWEST else ():
        lines[index] = _INSIDE.sub(" ", lines[index])
    defined = [index for index, line in enumerate(lines) if "::" in line and _DEFINED.match(line)]
    for index in defined if len(defined) >= FEWEST else ():
        lines[index] = _DEFINED.sub(r"\1: ", lines[index])
    day = take_day(lines)
    date = day.date if day else spell_chat(lines, names)
    spell_times(lines)
    without_lengths(lines)
    for index, line in enumerate(lines):
        if "：" in line[:30]:
            lines[index] = _FULL_WIDTH.sub(r"\1: ", line)
    spell_adorned(lines, names)
    spell_questions(lines, names)
    spell_alone(lines, names)
    spell_ends(lines)
    body = "\n".join(lines)
    names |= find_labels(body, lines, called, names)
    return Spelled(
        body=body,
        names=frozenset(name.lower() for name in names),
        called=called,
        date=date,
        link=day.link if day else None,
    )


__all__ = ["Spelled", "count_from_first", "spell_out"]
