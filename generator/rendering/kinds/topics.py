"""Topics: what the archive says of each, and the list of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...model import Library, Quotation, Topic
from ..cards import topic_chip
from ..feeds import make_entry, make_feed
from ..kind import Archive, Kind
from ..paths import episode_path, person_path, topic_path
from ..plots import draw
from ..quotes import Quotes, describe
from ..site import Site
from ..views import Chip, Entry, Feed, Issue, Link, Page, Plot, Quote
from ..words import Words

SPEAKERS_NAMED = 8
"""How many of those who speak of it a topic's page names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsPage(Page):
    """All topics."""

    template = "topics"
    topics: tuple[Chip, ...]
    """By title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage(Page):
    """What the archive says of one topic."""

    template = "topic"
    followed = True
    names: tuple[str, ...]
    """Its other spellings."""
    count: int
    """Mentions."""
    definition: Quote | None
    plot: Plot
    people: tuple[Chip, ...]
    """Who speaks of it most; `path` is "" for those without a page."""
    issues: tuple[Issue, ...]
    """Episodes that say something of it, newest first."""
    others: tuple[Chip, ...]
    """Episodes that only name it."""


def _present(archive: Archive) -> Iterator[Page]:
    library = archive.library
    people = {person.name: person_path(person) for person in library.speakers}
    if library.topics:
        yield TopicsPage(
            path="topics/",
            title=archive.words.say("topics"),
            topics=by_title(map(topic_chip, library.topics)),
        )
    for topic in library.topics:
        yield _present_one(topic, people, archive)


def by_title(chips: Iterable[Chip]) -> tuple[Chip, ...]:
    """Chips in the order of their titles."""
    return tuple(sorted(chips, key=lambda chip: chip.title.casefold()))


def _present_one(topic: Topic, people: Mapping[str, str], archive: Archive) -> TopicPage:
    quotes = archive.quotes
    counts = {episode_path(m.reading.episode): len(m.cues) for m in topic.mentions}
    issues = quotes.by_episode(topic.quotations, counts)
    quoted = {issue.card.path for issue in issues}
    definition = quotes.of((topic.definition,))[0] if topic.definition else None
    return TopicPage(
        path=topic_path(topic),
        title=topic.title,
        description=_description(definition, counts, archive.words),
        names=tuple(name for name in topic.names[1:5] if name.lower() != topic.title.lower()),
        count=sum(counts.values()),
        definition=definition,
        plot=draw((m.reading.episode.date, len(m.cues)) for m in topic.mentions),
        people=tuple(
            Chip(title=name, path=people.get(name, ""), count=count)
            for name, count in topic.people[:SPEAKERS_NAMED]
        ),
        issues=issues,
        others=tuple(
            Chip(
                title=m.reading.episode.title,
                path=path,
                count=counts[path],
                language=m.reading.episode.language,
            )
            for m in topic.mentions
            if (path := episode_path(m.reading.episode)) not in quoted
        ),
    )


def _description(definition: Quote | None, counts: Mapping[str, int], words: Words) -> str:
    """Who says what it is; else how much is said of it."""
    if definition:
        return describe(definition.point, definition.card.language)
    much = words.say("mentions", n=sum(counts.values())), words.say("episodes", n=len(counts))
    return words.listed(much)


def _quoted(library: Library) -> Iterator[Quotation]:
    for topic in library.topics:
        yield from topic.quotations
        if topic.definition:
            yield topic.definition


def _links(archive: Archive) -> Iterator[Link]:
    if archive.library.topics:
        yield Link(title=archive.words.say("topics"), path="topics/")


def _feeds(archive: Archive) -> Iterator[Feed]:
    site = archive.site
    for topic in archive.library.topics:
        title = f"{topic.title} · {site.title}"
        yield make_feed(site, topic_path(topic), title, _mentions(site, topic, archive.quotes))


def _mentions(site: Site, topic: Topic, quotes: Quotes) -> Iterator[Entry | None]:
    """What each episode says of a topic, newest first."""
    for mention in topic.mentions:
        said = quotes.of(each for each in topic.quotations if each.reading is mention.reading)
        if said:
            path = f"{episode_path(mention.reading.episode)}#topic-{topic.slug}"
            yield make_entry(site, mention.reading, said, path)


TOPICS = Kind(names=("topics",), present=_present, links=_links, quoted=_quoted, feeds=_feeds)
