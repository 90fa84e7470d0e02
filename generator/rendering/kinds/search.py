"""The search, which runs in the reader's browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from ...language.languages import Language
from ...model import Library
from ..kind import Archive, Kind
from ..views import DataFile, Page

MOST_NAMES = 6
"""Names of one thing that are looked for together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """The search, which runs in the reader's browser."""

    template = "search"
    listed = False


def _present(archive: Archive) -> Iterator[SearchPage]:
    """The page, and what `search.js` knows of the archive before it asks the index.

    `alike` are names that are one, each of which finds what the others find; `empty` are words that
    say nothing of a subject, in the languages of the archive, `tongues`.
    """
    languages = {reading.episode.language for reading in archive.library.readings}
    empty = {word for tag in languages for word in Language.of(tag).function if word.isalpha()}
    known = {
        "alike": list(_alike(archive.library)),
        "empty": sorted(empty),
        "tongues": sorted({tag.lower().split("-")[0] for tag in languages}),
    }
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    yield SearchPage(
        path="search/",
        title=archive.words.say("search"),
        files=(DataFile(name="names.json", text=text),),
    )


def _alike(library: Library) -> Iterator[tuple[str, ...]]:
    """Names that are one: as people say, and of each topic that has several."""
    known: set[str] = set()
    for names in (*library.synonyms, *((each.title, *each.names) for each in library.topics)):
        new = {letters: name for name in names if (letters := _letters(name)) not in known}
        if len(new) > 1:
            known.update(new)
            yield tuple(new.values())[:MOST_NAMES]


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


SEARCH = Kind(names=("search",), present=_present)
