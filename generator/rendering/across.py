"""Pages that speak across episodes: digests, topics, people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from generator.model import Digest, Library, Period, Person, Quotation, Topic
from generator.rendering.cards import make_card, total_seconds
from generator.rendering.episodes import episode_path, model_name, shorten
from generator.rendering.plots import draw
from generator.rendering.quotes import Quotes
from generator.rendering.views import (
    ChapterView,
    Chip,
    DigestPage,
    DigestsPage,
    Issue,
    Link,
    Mark,
    NumberView,
    Page,
    PeoplePage,
    PersonPage,
    ThemeView,
    TopicPage,
    TopicsPage,
)
from generator.rendering.words import Words

ISSUE_POINTS = 2
"""How many key points of each episode a digest gives."""
FEW_EPISODES = 12
"""A digest of more episodes lists them without their points."""
TOPICS_NAMED = 5
"""How many of its topics the list of digests gives for each."""
SPEAKERS_NAMED = 8

_T = TypeVar("_T")


def digest_path(digest: Digest) -> str:
    """Where a digest's page stands."""
    return f"digests/{digest.slug}/"


def topic_path(topic: Topic) -> str:
    """Where a topic's page stands."""
    return f"topics/{topic.slug}/"


def person_path(person: Person) -> str:
    """Where a person's page stands."""
    return f"people/{person.slug}/"


def digest_title(digest: Digest, words: Words) -> str:
    """What a digest is of, in the language of the site."""
    if digest.period is Period.SHOW:
        return digest.title
    show, _, _ = digest.title.rpartition(": ")  # those of one show begin with its title
    start = digest.start
    if digest.period is Period.MONTH:
        span = words.month(start)
    elif digest.period is Period.QUARTER:
        quarter = (start.month + 2) // 3
        span = words.say("quarter_form", ordinal=quarter, quarter=quarter, year=start.year)
    elif digest.period is Period.WEEK:
        year, week, _ = start.isocalendar()
        span = words.say("week_form", week=week, year=year)
    else:
        span = words.say("year_form", year=start.year)
    return words.say("of_show", show=show, span=span) if show else span


def present_across(library: Library, words: Words, quotes: Quotes) -> Iterator[Page]:
    """The pages of digests, topics and people, and the lists of them."""
    people = {person.name: person_path(person) for person in library.people}
    if library.digests:
        yield _present_digests(library.digests, words)
    for _, series in groupby(library.digests, key=_series_of):
        for digest, newer, older in with_neighbours(tuple(series)):
            yield _present_digest(digest, newer, older, words, quotes)
    if library.topics:
        yield TopicsPage(
            path="topics/",
            title=words.say("topics"),
            topics=by_title(map(topic_chip, library.topics)),
        )
    for topic in library.topics:
        yield _present_topic(topic, people, quotes)
    if library.people:
        yield PeoplePage(
            path="people/",
            title=words.say("people"),
            people=tuple(map(person_chip, library.people)),
        )
    for person in library.people:
        yield _present_person(person, quotes)


def topic_chip(topic: Topic) -> Chip:
    """A topic with the number of its episodes."""
    return Chip(title=topic.title, path=topic_path(topic), count=len(topic.mentions))


def person_chip(person: Person) -> Chip:
    """A person with the number of their episodes."""
    return Chip(title=person.name, path=person_path(person), count=len(person.appearances))


def by_title(chips: Iterable[Chip]) -> tuple[Chip, ...]:
    """Chips in the order of their titles."""
    return tuple(sorted(chips, key=lambda chip: chip.title.casefold()))


def with_neighbours(items: Sequence[_T]) -> Iterator[tuple[_T, _T | None, _T | None]]:
    """Each item, newest first, with the newer and the older one beside it."""
    yield from zip(items, (None, *items[:-1]), (*items[1:], None), strict=False)


def _series_of(digest: Digest) -> tuple[str, str]:
    """What a digest has neighbours in: its kind, and its show where it is of one."""
    return digest.period.value, digest.slug.rpartition("/")[0]


def _present_digests(digests: Sequence[Digest], words: Words) -> DigestsPage:
    groups = []
    for period, members in groupby(digests, key=lambda digest: digest.period):
        entries = tuple(
            (
                Link(title=digest_title(digest, words), path=digest_path(digest)),
                tuple(topic_chip(theme.topic) for theme in digest.themes[:TOPICS_NAMED]),
                len(digest.readings),
            )
            for digest in members
        )
        groups.append((period.value, entries))
    return DigestsPage(path="digests/", title=words.say("digests"), groups=tuple(groups))


def _present_digest(
    digest: Digest, newer: Digest | None, older: Digest | None, words: Words, quotes: Quotes
) -> DigestPage:
    quoted = {each.sentence.text for each in digest.highlights}
    quoted |= {each.sentence.text for theme in digest.themes for each in theme.quotations}
    described = [theme.topic.title for theme in digest.themes] or [
        reading.episode.title for reading in digest.readings
    ]
    return DigestPage(
        path=digest_path(digest),
        title=digest_title(digest, words),
        description=shorten(" · ".join(described)),
        period=digest.period.value,
        date=digest.end,
        seconds=total_seconds(digest.readings),
        backend="" if digest.backend == "extractive" else model_name(digest.backend),
        themes=tuple(
            ThemeView(
                title=theme.topic.title,
                path=topic_path(theme.topic),
                count=theme.count,
                new=theme.new,
                quotes=quotes.of(theme.quotations),
            )
            for theme in digest.themes
        ),
        names=tuple(
            Chip(title=topic.title, path=topic_path(topic), count=count)
            for topic, count in digest.names
        ),
        numbers=tuple(
            NumberView(text=each.text, quotes=quotes.of(each.quotations)) for each in digest.numbers
        ),
        disputes=quotes.of(digest.disputes),
        chapters=tuple(
            ChapterView(
                link=quotes.chapter(reading, index),
                card=make_card(reading),
                mark=Mark(seconds=reading.outline.chapters[index].start),
                seconds=(reading.outline.chapters[index].end or 0.0)
                - (reading.outline.chapters[index].start or 0.0),
            )
            for reading, index in digest.chapters
        ),
        quotes=quotes.of(digest.highlights),
        issues=tuple(_issues(digest, quoted, quotes)),
        newer=_link(newer, words),
        older=_link(older, words),
    )


def _issues(digest: Digest, quoted: set[str], quotes: Quotes) -> Iterator[Issue]:
    """Each episode with the key points that the digest does not quote already."""
    few = len(digest.readings) <= FEW_EPISODES
    for reading in digest.readings:
        rest = (
            [each for each in reading.summary.sentences if each.text not in quoted] if few else []
        )
        places = quotes.of(
            Quotation(sentence=each, reading=reading, chapter=0) for each in rest[:ISSUE_POINTS]
        )
        yield Issue(card=make_card(reading), points=tuple(each.point for each in places))


def _link(digest: Digest | None, words: Words) -> Link | None:
    return Link(title=digest_title(digest, words), path=digest_path(digest)) if digest else None


def _present_topic(topic: Topic, people: Mapping[str, str], quotes: Quotes) -> TopicPage:
    counts = {episode_path(m.reading.episode): len(m.cues) for m in topic.mentions}
    issues = quotes.by_episode(topic.quotations, counts)
    quoted = {issue.card.path for issue in issues}
    definition = quotes.of((topic.definition,))[0] if topic.definition else None
    first = definition.point.text if definition else ""
    return TopicPage(
        path=topic_path(topic),
        title=topic.title,
        description=shorten(first or " ".join(p.text for issue in issues for p in issue.points)),
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


def _present_person(person: Person, quotes: Quotes) -> PersonPage:
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
