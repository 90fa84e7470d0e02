"""What a kind of page is: all that the rest of the program needs to know of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..model import Library, Quotation, Reading, Show
from .paths import person_path
from .quotes import Quotes
from .site import Site
from .views import Feed, Link, Page
from .words import Words


@dataclass(frozen=True, kw_only=True)
class Archive:
    """What pages are made from."""

    library: Library
    site: Site
    words: Words
    quotes: Quotes
    """All that the pages quote, each with its place."""

    @cached_property
    def _by_show(self) -> Mapping[str, Sequence[Reading]]:
        found: dict[str, list[Reading]] = {}
        for reading in self.library.readings:
            found.setdefault(reading.episode.show.slug, []).append(reading)
        return found

    @cached_property
    def people(self) -> Mapping[str, str]:
        """Where the page of everybody stands who has one, by name."""
        return {person.name: person_path(person) for person in self.library.speakers}

    def of_show(self, show: Show) -> Sequence[Reading]:
        """The readings of one show, in the library's order."""
        return self._by_show.get(show.slug, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page of which is known what goes into it; to make it costs more than to know that."""

    path: str
    """Its folder from the root of the site."""
    changed: dt.date | None
    """The day that the sitemap gives it."""
    made_of: tuple[object, ...]
    """All that it depends on besides the settings and words of the site, as frozen values."""
    make: Callable[[Site, Words], Page]


def _nothing(_: object) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of page; `kinds.KINDS` has all of them."""

    present: Callable[[Archive], Iterable[Page]]
    """Its pages; each is made when it is asked for, and not kept."""
    drafts: Callable[[Archive], Iterable[Draft]] | None = None
    """The same pages not made yet, where that spares work."""
    names: tuple[str, ...] = ()
    """What it needs at the root of the site; no show and no free page stands there."""
    links: Callable[[Archive], Iterable[Link]] = _nothing
    """Its entries in the navigation."""
    quotations: Callable[[Library], Iterable[Quotation]] = _nothing
    """The sentences that its pages lift out of their episodes."""
    feeds: Callable[[Archive], Iterable[Feed]] = _nothing
    """What readers of feeds may follow, each in the folder of a page."""
