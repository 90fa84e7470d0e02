"""People: each across the archive, and the list of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...model import EpisodeId, Library, Person, Quotation
from ..cards import make_card, person_chip
from ..feeds import make_entry, make_feed
from ..ids import chapter_ids
from ..kind import Archive, Kind
from ..paths import episode_path, person_path, topic_path
from ..plots import draw
from ..quotes import Quotes, describe
from ..site import Site
from ..views import Card, Chip, Entry, Feed, Issue, Link, Page, Plot, Quote
from ..words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestView:
    """Somebody who is heard in one episode alone."""

    id: str
    """On the page."""
    name: str
    path: str
    role: str
    introduction: Quote | None
    card: Card
    """Of the episode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage(Page):
    """Everybody who speaks more than once, and who has much to say in one episode."""

    template = "people"
    people: tuple[Chip, ...]
    guests: tuple[GuestView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage(Page):
    """One person across the archive."""

    template = "person"
    followed = True
    names: tuple[str, ...]
    """Their other spellings."""
    role: str
    """What they are, as the notes say."""
    introduction: Quote | None
    """Who they are, as is said where they are introduced."""
    host: bool
    words: int
    """How much they say in all."""
    topics: tuple[Chip, ...]
    plot: Plot
    """The words they say, over time."""
    issues: tuple[Issue, ...]
    """Newest first."""


def _present(archive: Archive) -> Iterator[Page]:
    people, guests = archive.library.people, archive.library.guests
    if people or guests:
        ids = chapter_ids(guest.name for guest in guests)
        yield PeoplePage(
            path="people/",
            title=archive.words.say("people"),
            people=tuple(map(person_chip, people)),
            guests=tuple(
                GuestView(
                    id=id_,
                    name=guest.name,
                    path=person_path(guest),
                    role=guest.role,
                    introduction=_introduction(guest, archive.quotes),
                    card=make_card(guest.appearances[0].reading),
                )
                for guest, id_ in zip(guests, ids, strict=True)
            ),
        )
    for person in archive.library.speakers:
        yield _present_one(person, archive.quotes, archive.words)


def _introduction(person: Person, quotes: Quotes) -> Quote | None:
    return quotes.of((person.introduction,))[0] if person.introduction else None


def _present_one(person: Person, quotes: Quotes, words: Words) -> PersonPage:
    counts = {episode_path(each.reading.episode): each.words for each in person.appearances}
    quoted = {
        issue.card.path: tuple(replace(point, speaker=None) for point in issue.points)
        for issue in quotes.by_episode(person.quotations, counts)
    }
    issues = tuple(
        Issue(
            card=make_card(each.reading),
            points=quoted.get(episode_path(each.reading.episode), ()),
            count=each.words,
        )
        for each in person.appearances
    )
    return PersonPage(
        path=person_path(person),
        title=person.name,
        description=_description(person, quotes, words),
        names=tuple(n for n in person.names[1:] if n.casefold() != person.name.casefold()),
        role=person.role,
        introduction=_introduction(person, quotes),
        host=person.host,
        words=sum(counts.values()),
        topics=tuple(
            Chip(title=topic.title, path=topic_path(topic), count=count)
            for topic, count in person.topics
        ),
        plot=draw((each.reading.episode.date, each.words) for each in person.appearances),
        issues=issues,
    )


def _description(person: Person, quotes: Quotes, words: Words) -> str:
    """Who they are, as the notes or another person say; else how much they are heard."""
    introduction = _introduction(person, quotes)
    if introduction and not person.role:
        return describe(introduction.point, introduction.card.language)
    if person.role:
        return person.role
    heard = [words.say("episodes", n=len(person.appearances))]
    if said := sum(each.words for each in person.appearances):
        heard.append(words.say("words_count", n=said))
    return words.listed(heard)


def _quoted(library: Library) -> Iterator[Quotation]:
    for person in library.speakers:
        yield from person.quotations
        if person.introduction:
            yield person.introduction


def _links(archive: Archive) -> Iterator[Link]:
    if archive.library.speakers:
        yield Link(title=archive.words.say("people"), path="people/")


def _feeds(archive: Archive) -> Iterator[Feed]:
    site = archive.site
    for person in archive.library.speakers:
        title = f"{person.name} · {site.title}"
        yield make_feed(site, person_path(person), title, _heard(site, person, archive.quotes))


def _heard(site: Site, person: Person, quotes: Quotes) -> Iterator[Entry | None]:
    """What they say in each episode, newest first."""
    said: defaultdict[EpisodeId, list[Quotation]] = defaultdict(list)
    for quotation in person.quotations:
        said[quotation.reading.id].append(quotation)
    for each in person.appearances:
        path = f"{episode_path(each.reading.episode)}#person-{person.slug}"
        yield make_entry(site, each.reading, quotes.of(said[each.reading.id]), path)


PEOPLE = Kind(names=("people",), present=_present, links=_links, quotations=_quoted, feeds=_feeds)
