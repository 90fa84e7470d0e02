"""Digests: a month, a year or a show, what was said across its episodes; and the list of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from ...model import Digest, Library, Period, Quotation, Reading, Section, Topic
from ..cards import make_card, topic_chip, total_seconds, with_neighbours
from ..feeds import make_feed, permanent_id
from ..ids import chapter_ids
from ..kind import Archive, Kind
from ..paths import digest_path, topic_path
from ..places import chapter_link
from ..prose import opening_of, shorten
from ..quotes import Quotes
from ..summaries import model_name
from ..views import (
    Card,
    Chip,
    Entry,
    Feed,
    Link,
    Mark,
    Page,
    Quote,
)
from ..words import Words

TOPICS_NAMED = 5
"""How many of its topics the list of digests gives for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeView:
    """A topic that came up: who said what about it."""

    id: str
    """On the page."""
    title: str
    path: str
    beside: Link | None
    """Another topic that most of it speaks of too."""
    count: int
    new: bool
    """Whether the digest before did not speak of it."""
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """What a model gathers under a heading."""

    heading: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeView:
    """Two people on one question."""

    stance: str
    """"against", "with" or "beside"."""
    statement: Quote
    answer: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A term that is explained, or a number that measures something."""

    text: str
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterView:
    """A chapter that a digest recommends."""

    link: Link
    card: Card
    mark: Mark
    seconds: float
    reason: Quote | None
    """Why, where a model says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPage(Page):
    """A month, a year or a show: what was said across its episodes."""

    template = "digest"
    period: str
    """"week", "month", "quarter", "year" or "show"."""
    date: dt.date
    """Of its newest episode."""
    seconds: float
    about: str
    """Of a show: what it says of itself, as Markdown."""
    quotes: tuple[Quote, ...]
    """What it came to."""
    backend: str
    """The model that wrote them; "" where they are quoted."""
    sections: tuple[SectionView, ...]
    """What was claimed, where a model ordered it: then the themes are only named."""
    differences: tuple[SectionView, ...]
    themes: tuple[ThemeView, ...]
    exchanges: tuple[ExchangeView, ...]
    fresh: tuple[Chip, ...]
    """What nobody spoke of before."""
    terms: tuple[NoteView, ...]
    numbers: tuple[NoteView, ...]
    names: tuple[Chip, ...]
    people: tuple[Chip, ...]
    moments: tuple[Quote, ...]
    """The best of each stretch of a longer time."""
    chapters: tuple[ChapterView, ...]
    cards: tuple[Card, ...]
    """Its episodes, each as its people present it in a sentence or two."""
    newer: Link | None
    older: Link | None

    @property
    def sent(self) -> dt.date | None:
        """The day of its newest episode."""
        return self.date


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestsPage(Page):
    """All digests."""

    template = "digests"
    followed = True
    groups: tuple[tuple[str, tuple[tuple[Link, tuple[Chip, ...], int], ...]], ...]
    """By period, its name first: each digest, its topics, and how many episodes it has."""


def digest_link(digest: Digest, words: Words) -> Link:
    """A digest by its title."""
    return Link(title=digest_title(digest, words), path=digest_path(digest))


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


def _present(archive: Archive) -> Iterator[Page]:
    digests = archive.library.digests
    if digests:
        yield _present_list(digests, archive.words)
    for _, series in groupby(digests, key=_series_of):
        for digest, newer, older in with_neighbours(tuple(series)):
            yield _present_one(digest, newer, older, archive)


def _series_of(digest: Digest) -> tuple[str, str]:
    """What a digest has neighbours in: its kind, and its show where it is of one."""
    return digest.period.value, digest.slug.rpartition("/")[0]


def _present_list(digests: Sequence[Digest], words: Words) -> DigestsPage:
    groups = []
    for period, members in groupby(digests, key=lambda digest: digest.period):
        entries = tuple(
            (
                digest_link(digest, words),
                tuple(topic_chip(theme.topic) for theme in digest.themes[:TOPICS_NAMED]),
                len(digest.readings),
            )
            for digest in members
        )
        groups.append((period.value, entries))
    return DigestsPage(path="digests/", title=words.say("digests"), groups=tuple(groups))


def _present_one(
    digest: Digest, newer: Digest | None, older: Digest | None, archive: Archive
) -> DigestPage:
    words, quotes = archive.words, archive.quotes
    pages = archive.people
    described = [theme.topic.title for theme in digest.themes] or [
        reading.episode.title for reading in digest.readings
    ]
    of_show = digest.period is Period.SHOW and digest.readings
    return DigestPage(
        path=digest_path(digest),
        title=digest_title(digest, words),
        description=shorten(" · ".join(described)),
        period=digest.period.value,
        date=digest.end,
        seconds=total_seconds(digest.readings),
        about=digest.readings[0].episode.show.description if of_show else "",
        quotes=quotes.of(digest.highlights),
        backend="" if digest.backend == "extractive" else model_name(digest.backend),
        sections=_sections(digest.sections, quotes),
        differences=_sections(digest.differences, quotes),
        themes=tuple(
            ThemeView(
                id=f"topic-{theme.topic.slug}",
                title=theme.topic.title,
                path=topic_path(theme.topic),
                beside=_topic_link(theme.beside) if theme.beside else None,
                count=theme.count,
                new=theme.new,
                quotes=quotes.of(theme.quotations),
            )
            for theme in digest.themes
        ),
        exchanges=tuple(
            ExchangeView(
                stance=each.stance.value,
                statement=quotes.of((each.statement,))[0],
                answer=quotes.of((each.answer,))[0],
            )
            for each in digest.exchanges
        ),
        fresh=tuple(_chip(topic, count) for topic, count in digest.fresh),
        terms=tuple(
            NoteView(text=each.term, quote=quotes.of((each.quotation,))[0]) for each in digest.terms
        ),
        numbers=tuple(
            NoteView(text=each.text, quote=quotes.of((each.quotation,))[0])
            for each in digest.numbers
        ),
        names=tuple(_chip(topic, count) for topic, count in digest.names),
        people=tuple(
            Chip(title=name, path=pages.get(name, ""), count=count) for name, count in digest.people
        ),
        moments=quotes.of(digest.moments),
        chapters=tuple(
            ChapterView(
                link=_chapter(reading, index),
                card=make_card(reading),
                mark=Mark(seconds=reading.outline.chapters[index].start),
                seconds=(reading.outline.chapters[index].end or 0.0)
                - (reading.outline.chapters[index].start or 0.0),
                reason=reason,
            )
            for (reading, index), reason in zip_longest(digest.chapters, quotes.of(digest.reasons))
        ),
        cards=tuple(map(_presented, digest.readings)),
        newer=_link(newer, words),
        older=_link(older, words),
    )


def _sections(sections: Sequence[Section], quotes: Quotes) -> tuple[SectionView, ...]:
    return tuple(
        SectionView(heading=each.heading, quotes=quotes.of(each.quotations)) for each in sections
    )


def _presented(reading: Reading) -> Card:
    introduction = reading.episode.introduction
    text = opening_of(introduction.text) if introduction else ""
    return replace(make_card(reading), gist=text, introduced=bool(text))


def _topic_link(topic: Topic) -> Link:
    return Link(title=topic.title, path=topic_path(topic))


def _chip(topic: Topic, count: int) -> Chip:
    return Chip(title=topic.title, path=topic_path(topic), count=count)


def _chapter(reading: Reading, index: int) -> Link:
    ids = tuple(chapter_ids(chapter.title for chapter in reading.outline.chapters))
    return chapter_link(reading, index, ids)


def _link(digest: Digest | None, words: Words) -> Link | None:
    return digest_link(digest, words) if digest else None


def _quoted(library: Library) -> Iterator[Quotation]:
    for digest in library.digests:
        yield from digest.quoted()


def _links(archive: Archive) -> Iterator[Link]:
    if archive.library.digests:
        yield Link(title=archive.words.say("digests"), path="digests/")


def _feed(archive: Archive) -> Iterator[Feed]:
    site, words = archive.site, archive.words
    if archive.library.digests:
        newest_first = sorted(archive.library.digests, key=lambda digest: digest.end, reverse=True)
        yield make_feed(
            site,
            "digests/",
            f"{words.say('digests')} · {site.title}",
            (_entry(archive, each) for each in newest_first),
        )


def _entry(archive: Archive, digest: Digest) -> Entry | None:
    site, quotes = archive.site, archive.quotes
    if not any(reading.episode.date for reading in digest.readings):
        return None
    path = digest_path(digest)
    points: list[str | Quote] = [*quotes.of(digest.highlights)]
    for section in digest.sections:
        points += [section.heading, *quotes.of(section.quotations[:1])]
    for theme in digest.themes:
        if theme.quotations:
            points += [theme.topic.title, *quotes.of(theme.quotations[:1])]
    return Entry(
        title=digest_title(digest, archive.words),
        author=site.title,
        date=digest.end,
        id=permanent_id(site, path),
        url=site.absolute(path) or path,
        points=tuple(points),
    )


DIGESTS = Kind(
    names=("digests", "shows"),  # digests of shows stand in a folder beside those of each show
    present=_present,
    links=_links,
    quotations=_quoted,
    feeds=_feed,
)
