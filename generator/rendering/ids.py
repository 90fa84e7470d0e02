"""Ids within a page: each once, and none that the templates give to parts of a page themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from slugify import slugify

from ..naming import UniqueNames

LONGEST_ID = 60
"""Characters of a heading's id."""
PAGE_IDS = frozenset({"content", "contents", "finder", "notes", "q", "words"})
"""Every id that a template gives or that a script looks for."""
EXTRAS = (
    "argument",
    "figures",
    "quotations",
    "exchanges",
    "decisions",
    "actions",
    "terms",
    "mentions",
)
"""The parts of an episode's page behind its chapters, as `ShowNotes` names them, in order."""


def extra_id(kind: str) -> str:
    """The id of the heading of one of `EXTRAS`."""
    return f"notes-{kind}"


_NO_CHAPTER = PAGE_IDS | {"about", "chapters", "key-points", "notes", "top", *map(extra_id, EXTRAS)}
"""Ids that no chapter has: an address such as `#notes` never means one."""
_PARAGRAPH_ID = re.compile(r"[tp]-\d")


def chapter_ids(titles: Iterable[str]) -> Iterator[str]:
    """An id for each chapter, made from its title, and unlike those of paragraphs."""
    names = UniqueNames()
    for title in titles:
        base = _slug(title, "chapter")
        name = f"chapter-{base}" if _is_no_chapter(base) else base
        name = names.take(name)
        yield names.take(f"chapter-{base}") if _is_no_chapter(name) else name


def heading_ids(titles: Iterable[str]) -> Iterator[str]:
    """An id for each heading of a page that people wrote, made from its text."""
    names = UniqueNames(PAGE_IDS)
    for title in titles:
        yield names.take(_slug(title, "section"))


def _slug(title: str, otherwise: str) -> str:
    return slugify(title, max_length=LONGEST_ID, word_boundary=True) or otherwise


def _is_no_chapter(name: str) -> bool:
    return name in _NO_CHAPTER or bool(_PARAGRAPH_ID.match(name))
