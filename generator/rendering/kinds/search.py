"""The search, which runs in the reader's browser."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...language.languages import Language
from ...model import Library
from ..kind import Archive, Kind
from ..views import DataFile, Page

MOST_NAMES = 6
"""Names of one thing that are looked for together."""
FEWEST = 3
"""A smaller number is said too often to be looked for by itself."""
A_THOUSAND = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """The search, which runs in the reader's browser."""

    template = "search"
    listed = False


def _present(archive: Archive) -> Iterator[SearchPage]:
    """The page, and what `search.js` knows of the archive before it asks the index.

    `alike` are names that are one, each of which finds what the others find; `empty` are words that
    say nothing of a subject, in the languages of the archive, `tongues`; `numbers` and `scales` are
    words by what they stand for ("twenty", "million"), `shares` those for "%".
    """
    languages = {reading.episode.language for reading in archive.library.readings}
    empty = {word for tag in languages for word in Language.of(tag).function if word.isalpha()}
    known = {
        "alike": list(_alike(archive.library)),
        "empty": sorted(empty),
        "tongues": sorted({tag.lower().split("-")[0] for tag in languages}),
        **_numbers([Language.of(tag) for tag in sorted(languages)]),
    }
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    yield SearchPage(
        path="search/",
        title=archive.words.say("search"),
        description=archive.words.say("search_label"),
        files=(DataFile(name="names.json", text=text),),
    )


def _numbers(languages: Sequence[Language]) -> dict[str, object]:
    """Words for what is written in figures as well."""
    numbers = {word: value for each in languages for word, value in each.numbers.items()}
    scales = {word: value for each in languages for word, value in each.scales.items()}
    shares = {
        word for each in languages for word, unit in each.units.items() if unit.dimension == "share"
    }
    return {
        "numbers": {word: int(n) for word, n in sorted(numbers.items()) if n >= FEWEST},
        "scales": {word: int(n) for word, n in sorted(scales.items()) if n >= A_THOUSAND},
        "shares": sorted(filter(str.isalpha, shares)),
    }


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
