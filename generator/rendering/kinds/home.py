"""The home page: all shows, newest episodes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass

from ...model import EpisodeId, Library, Quotation, Reading, Show
from ..artwork import Artwork, artwork
from ..cards import (
    by_year,
    person_chip,
    topic_chip,
    total_seconds,
)
from ..feeds import episode_entry, in_feed, key_points, make_feed
from ..kind import Archive, Kind
from ..paths import show_path
from ..prose import shorten
from ..views import Card, Chip, Feed, Link, Page, Year
from .digests import digest_link

HOME_EPISODES = 24
"""The most episodes of one show that the home page lists; the show's page has them all."""
LATEST_EPISODES = 3
"""How many episodes the home page puts first."""
HOME_DIGESTS = 6
HOME_TOPICS = 24
HOME_PEOPLE = 12
"""How many of each the home page names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A show as the home page lists it."""

    show: Link
    artwork: Artwork | None
    count: int
    """All of its episodes."""
    seconds: float
    """All of its recordings together."""
    years: tuple[Year, ...]
    """Newest first; no more than `HOME_EPISODES` episodes in all."""
    more: bool
    """Whether the show has episodes that are not listed here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """All shows, newest episodes first."""

    template = "home"
    count: int
    seconds: float
    latest: tuple[Card, ...]
    """The newest episodes of all shows; empty where there is one show, which has them first."""
    shelves: tuple[Shelf, ...]
    digests: tuple[Link, ...]
    topics: tuple[Chip, ...]
    """The most spoken of, those of most episodes first."""
    people: tuple[Chip, ...]
    """Those in most episodes."""


def _present(archive: Archive) -> Iterator[HomePage]:
    library, site = archive.library, archive.site
    several = len(library.shows) > 1
    card = archive.quotes.card
    latest = library.readings[:LATEST_EPISODES] if several else ()
    above = {reading.id for reading in latest}
    shelves = [_shelve(show, archive.of_show(show), above, card) for show in library.shows]
    topics = map(topic_chip, library.topics[:HOME_TOPICS])
    busiest = sorted(library.people, key=lambda person: -len(person.appearances))
    yield HomePage(
        path="",
        title=site.title,
        description=site.description
        or shorten(" · ".join(topic.title for topic in library.topics[:HOME_TOPICS]) or site.title),
        count=len(library.readings),
        seconds=total_seconds(library.readings),
        latest=tuple(map(card, latest)),
        shelves=tuple(shelf for shelf in shelves if shelf.count),
        digests=tuple(digest_link(each, archive.words) for each in library.digests[:HOME_DIGESTS]),
        topics=tuple(sorted(topics, key=lambda chip: (-chip.count, chip.title.casefold()))),
        people=tuple(map(person_chip, busiest[:HOME_PEOPLE])),
    )


def _shelve(
    show: Show,
    readings: Sequence[Reading],
    above: Set[EpisodeId],
    card: Callable[[Reading], Card],
) -> Shelf:
    """A show with its newest episodes, save those that stand above all shelves."""
    rest = [reading for reading in readings if reading.id not in above]
    return Shelf(
        show=Link(title=show.title, path=show_path(show)),
        artwork=artwork(show.artwork),
        count=len(readings),
        seconds=total_seconds(readings),
        years=by_year(rest[:HOME_EPISODES], card),
        more=len(readings) > len(rest[:HOME_EPISODES]),
    )


def _feed(archive: Archive) -> Iterator[Feed]:
    site = archive.site
    yield make_feed(
        site,
        "",
        site.title,
        (episode_entry(site, each, archive.quotes) for each in in_feed(archive.library.readings)),
    )


def _quoted(library: Library) -> Iterator[Quotation]:
    for reading in in_feed(library.readings):
        yield from key_points(reading)


HOME = Kind(present=_present, quotations=_quoted, feeds=_feed)
