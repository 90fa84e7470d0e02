"""People: each across the archive, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.model import Library, Person, Quotation
from generator.rendering.cards import make_card, person_chip
from generator.rendering.kind import Archive, Kind
from generator.rendering.paths import episode_path, person_path, topic_path
from generator.rendering.plots import draw
from generator.rendering.prose import shorten
from generator.rendering.quotes import Quotes
from generator.rendering.views import Chip, Issue, Link, Page, Plot


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage(Page):
    """Everybody who speaks more than once."""

    template = "people"
    people: tuple[Chip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage(Page):
    """One person across the archive."""

    template = "person"
    names: tuple[str, ...]
    """Their other spellings."""
    words: int
    """How much they say in all."""
    topics: tuple[Chip, ...]
    plot: Plot
    """The words they say, over time."""
    issues: tuple[Issue, ...]
    """Newest first."""


def _present(archive: Archive) -> Iterator[Page]:
    people = archive.library.people
    if people:
        yield PeoplePage(
            path="people/",
            title=archive.words.say("people"),
            people=tuple(map(person_chip, people)),
        )
    for person in people:
        yield _present_one(person, archive.quotes)


def _present_one(person: Person, quotes: Quotes) -> PersonPage:
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
        description=shorten(" ".join(p.text for issue in issues for p in issue.points)),
        names=tuple(n for n in person.names[1:] if n.casefold() != person.name.casefold()),
        words=sum(counts.values()),
        topics=tuple(
            Chip(title=topic.title, path=topic_path(topic), count=count)
            for topic, count in person.topics
        ),
        plot=draw((each.reading.episode.date, each.words) for each in person.appearances),
        issues=issues,
    )


def _quoted(library: Library) -> Iterator[Quotation]:
    for person in library.people:
        yield from person.quotations


def _links(archive: Archive) -> Iterator[Link]:
    if archive.library.people:
        yield Link(title=archive.words.say("people"), path="people/")


PEOPLE = Kind(names=("people",), present=_present, links=_links, quoted=_quoted)
