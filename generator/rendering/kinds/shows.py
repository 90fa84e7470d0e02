"""One show with all its episodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...model import Digest, Library, Period, Quotation, Reading, Show
from ..artwork import Artwork, artwork
from ..cards import by_year, lead, total_seconds
from ..feeds import episode_entry, in_feed, key_points, make_feed
from ..kind import Archive, Kind
from ..paths import person_path, show_path
from ..prose import plain_text, shorten
from ..site import safe_url
from ..views import Feed, Link, Page, Year
from .digests import digest_link


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPage(Page):
    """One show with all its episodes."""

    template = "show"
    followed = True
    count: int
    seconds: float
    markdown: str
    """What the show says of itself."""
    hosts: tuple[Link, ...]
    """`path` is "" for those without a page."""
    artwork: Artwork | None
    link: str | None
    licence: str | None
    years: tuple[Year, ...]
    digest: Link | None
    """Its own digest, where there is one."""


def _present(archive: Archive) -> Iterator[ShowPage]:
    own = {each.slug: each for each in archive.library.digests if each.period is Period.SHOW}
    people = {
        name.casefold(): person_path(person)
        for person in archive.library.speakers
        for name in (person.name, *person.names)
    }
    for show in archive.library.shows:
        digest = own.get(f"shows/{show.slug}")
        yield _present_one(show, archive.of_show(show), digest, people, archive)


def _present_one(
    show: Show,
    readings: Sequence[Reading],
    digest: Digest | None,
    people: Mapping[str, str],
    archive: Archive,
) -> ShowPage:
    return ShowPage(
        path=show_path(show),
        title=show.title,
        description=shorten(plain_text(show.description)),
        count=len(readings),
        seconds=total_seconds(readings),
        markdown=show.description,
        hosts=tuple(Link(title=host, path=people.get(host.casefold(), "")) for host in show.hosts),
        artwork=artwork(show.artwork),
        link=safe_url(show.link),
        licence=show.licence,
        years=by_year(readings, archive.quotes.card),
        digest=digest_link(digest, archive.words) if digest else None,
    )


def _quoted(library: Library) -> Iterator[Quotation]:
    """What stands for each episode, wherever a list or a feed shows one sentence of it."""
    yield from filter(None, map(lead, library.readings))
    of_show: dict[str, list[Reading]] = {}
    for reading in library.readings:
        of_show.setdefault(reading.episode.show.slug, []).append(reading)
    for readings in of_show.values():
        for reading in in_feed(readings):
            yield from key_points(reading)


def _feeds(archive: Archive) -> Iterator[Feed]:
    site = archive.site
    for show in archive.library.shows:
        listed = in_feed(archive.of_show(show))
        entries = (episode_entry(site, each, archive.quotes) for each in listed)
        yield make_feed(site, show_path(show), f"{show.title} · {site.title}", entries)


SHOWS = Kind(present=_present, quotations=_quoted, feeds=_feeds)
