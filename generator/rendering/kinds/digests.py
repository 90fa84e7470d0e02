"""Digests: a month, a year or a show, what was said across its episodes; and the list of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.corrections import noted
from generator.model import Digest, Library, Period, Quotation, Reading
from generator.rendering.cards import make_card, topic_chip, total_seconds, with_neighbours
from generator.rendering.feeds import make_feed, permanent_id
from generator.rendering.ids import chapter_ids
from generator.rendering.kind import Archive, Kind
from generator.rendering.paths import digest_path, topic_path
from generator.rendering.prose import shorten
from generator.rendering.quotes import Quotes, chapter_link
from generator.rendering.site import Site
from generator.rendering.summaries import model_name
from generator.rendering.views import (
    Card,
    Chip,
    Entry,
    Feed,
    Issue,
    Link,
    Mark,
    Page,
    Quote,
)
from generator.rendering.words import Words

ISSUE_POINTS = 2
"""How many key points of each episode a digest gives."""
FEW_EPISODES = 12
"""A digest of more episodes lists them without their points."""
TOPICS_NAMED = 5
"""How many of its topics the list of digests gives for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeView:
    """A topic that came up: who said what about it."""

    title: str
    path: str
    count: int
    new: bool
    """Whether the digest before did not speak of it."""
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberView:
    """A number that recurs, and where."""

    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterView:
    """A chapter that a digest recommends."""

    link: Link
    card: Card
    mark: Mark
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPage(Page):
    """A month, a year or a show: what was said across its episodes."""

    template = "digest"
    period: str
    """"week", "month", "quarter", "year" or "show"."""
    date: dt.date
    """Of its newest episode."""
    seconds: float
    themes: tuple[ThemeView, ...]
    names: tuple[Chip, ...]
    numbers: tuple[NumberView, ...]
    disputes: tuple[Quote, ...]
    chapters: tuple[ChapterView, ...]
    quotes: tuple[Quote, ...]
    backend: str
    """The model that wrote the highlights; "" where they are quoted."""
    issues: tuple[Issue, ...]
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
            yield _present_one(digest, newer, older, archive.words, archive.quotes)


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
                link=_chapter(reading, index),
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


def _chapter(reading: Reading, index: int) -> Link:
    ids = tuple(chapter_ids(chapter.title for chapter in reading.outline.chapters))
    return chapter_link(reading, index, ids)


def _link(digest: Digest | None, words: Words) -> Link | None:
    return digest_link(digest, words) if digest else None


def _quoted(library: Library) -> Iterator[Quotation]:
    for digest in library.digests:
        yield from digest.highlights
        yield from digest.disputes
        for theme in digest.themes:
            yield from theme.quotations
        for number in digest.numbers:
            yield from number.quotations
        for reading in digest.readings:
            for sentence in reading.summary.sentences:
                yield Quotation(sentence=sentence, reading=reading, chapter=0)


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
            (_entry(site, each, words) for each in newest_first),
        )


def _entry(site: Site, digest: Digest, words: Words) -> Entry | None:
    if not any(reading.episode.date for reading in digest.readings):
        return None
    path = digest_path(digest)
    said = [
        f"{theme.topic.title}: {noted(quotation.sentence, quotation.reading.episode)}"
        for theme in digest.themes
        for quotation in theme.quotations[:1]
    ]
    return Entry(
        title=digest_title(digest, words),
        author=site.title,
        date=digest.end,
        id=permanent_id(site, path),
        url=site.absolute(path) or path,
        points=tuple(
            said or [noted(each.sentence, each.reading.episode) for each in digest.highlights]
        ),
    )


DIGESTS = Kind(
    names=("digests", "shows"),  # digests of shows stand in a folder beside those of each show
    present=_present,
    links=_links,
    quoted=_quoted,
    feeds=_feed,
)
