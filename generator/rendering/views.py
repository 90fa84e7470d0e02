"""Exactly what templates see: frozen views, one kind for each kind of page.

Views hold plain values (strings, numbers, seconds, dates) and paths from the root of the site.
Their wording and looks are the templates' business.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.rendering.paragraphs import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page of this site, by name."""

    title: str
    path: str
    """From the root of the site, without a leading slash: "show/episode/"."""
    language: str = ""
    """BCP 47 tag of its title; "" where that is the site's, or nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in a recording, as a reader is told it: a time, or how far in it is."""

    seconds: float | None = None
    share: int | None = None
    """Per cent of the words before it, to the nearest five, where there are no times."""
    id: str = ""
    """The paragraph that holds it; "" where there is no transcript."""
    last_id: str = ""
    """The paragraph where it ends; the same as `id` more often than not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One sentence of a summary, with the places it rests on."""

    text: str
    speaker: str | None
    """Who said it; None where only one person speaks or nobody knows."""
    marks: tuple[Mark, ...]
    label: str = ""
    """How it differs from those around it: "quoted" or "edited"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An episode as lists show it."""

    title: str
    path: str
    show: Link
    date: dt.date | None
    seconds: float | None
    """How long the recording lasts."""
    gist: str
    """The first sentence of its summary, else the beginning of its notes."""
    chapters: int
    language: str = ""
    """BCP 47 tag of what is said in it; "" where nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The episodes of one year."""

    label: str
    """"2023"; "" for those without a date."""
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A show as the home page lists it."""

    show: Link
    count: int
    """All of its episodes."""
    seconds: float
    """All of its recordings together."""
    years: tuple[Year, ...]
    """Newest first; no more than `HOME_EPISODES` episodes in all."""
    more: bool
    """Whether the show has episodes that are not listed here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph of the transcript."""

    id: str
    mark: Mark | None
    """None where the paragraph continues a cue."""
    speaker: str | None
    """None where it is the speaker of the paragraph before."""
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A segment: what it says in short, and in full."""

    mark: Mark
    points: tuple[Point, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A chapter."""

    id: str
    """Of its heading: made from its title, and unique on its page."""
    title: str
    origin: str
    """"source", "generated" or "edited"."""
    mark: Mark
    seconds: float | None
    """How long it lasts."""
    words: int
    """How much is said in it."""
    watch: str | None
    """URL that plays the recording from here, where there is one."""
    points: tuple[Point, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A chapter on the timeline, in thousandths of the whole."""

    id: str
    title: str
    offset: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A stretch of the timeline in which one person says most, in thousandths of the whole."""

    hue: int
    """The speaker's colour, 0 to 6; 6 is that of all who have none of their own."""
    offset: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """An episode drawn to scale."""

    blocks: tuple[Block, ...]
    """The chapters; empty where they cannot be drawn."""
    turns: tuple[Turn, ...]
    """Who speaks; empty where fewer than two people are told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A speaker, with the share of what was said."""

    name: str
    """As the archive knows them."""
    path: str
    """Of their page; "" where they have none."""
    hue: int
    """Their colour, 0 to 6."""
    share: int | None
    """Per cent of all words with a speaker; None where the transcript does not tell."""
    seconds: float | None
    """How long they speak; None where nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """How the recording is played on its page."""

    kind: str
    """"audio" or "video" for a file, "frame" for another site's player."""
    src: str
    """The file, or the page to put into the frame."""
    host: str
    """Who is asked for it, such as "example.org"."""
    origin: str
    """The same as browsers write it, such as "https://example.org"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """An episode like this one."""

    card: Card
    terms: tuple[str, ...]
    """What both speak of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence lifted out of its episode."""

    point: Point
    card: Card
    chapter: Link
    """The chapter's title; its path ends in the heading's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An episode with what a page quotes of it."""

    card: Card
    points: tuple[Point, ...]
    count: int = 0
    """How often it names what the page is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A page of this site, with how much there is behind it."""

    title: str
    path: str
    count: int
    language: str = ""
    """BCP 47 tag of its title; "" where that is the site's, or nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A month or a year of a plot, in the plot's own units."""

    start: dt.date
    """Its first day."""
    offset: int
    height: int
    """0 to `PLOT_HEIGHT`."""
    count: int
    """Mentions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Mentions over time."""

    bars: tuple[Bar, ...]
    """Oldest first, without a gap; empty where there is nothing to compare."""
    by_year: bool
    width: int


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
class Page:
    """What every page has."""

    template: ClassVar[str]
    """Its name under `templates/` and `templates/markdown/`, without the suffix."""

    path: str
    """Its folder from the root of the site: "" for the home page, else ending in a slash."""
    title: str
    description: str = ""
    """Plain text, one or two sentences."""

    @property
    def root(self) -> str:
        """The relative address of the root of the site."""
        return "../" * self.path.count("/") or "./"


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
    """The most spoken of."""
    people: tuple[Chip, ...]
    """Those in most episodes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPage(Page):
    """One show with all its episodes."""

    template = "show"
    count: int
    seconds: float
    markdown: str
    """What the show says of itself."""
    hosts: tuple[str, ...]
    link: str | None
    licence: str | None
    years: tuple[Year, ...]
    digest: Link | None
    """Its own digest, where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodePage(Page):
    """One episode: at a glance, by chapters, and word for word."""

    template = "episode"
    show: Link
    language: str
    date: dt.date | None
    seconds: float | None
    """How long the recording lasts."""
    words: int
    """How much is said in it."""
    minutes: int
    """How long its summaries take to read."""
    voices: tuple[Voice, ...]
    points: tuple[Point, ...]
    sections: tuple[Section, ...]
    timeline: Timeline
    origin: str
    """Where the chapters come from: "source", "generated", "edited" or "" for several."""
    quoted: bool
    """Whether the summaries are the transcript's own sentences."""
    backend: str
    """What wrote the summaries: "extractive" or the model's name."""
    outdated_edits: int
    """Summaries that a person edited and that no longer fit the transcript."""
    notes: str
    """Markdown."""
    tags: tuple[str, ...]
    media: str | None
    video: str | None
    link: str | None
    player: Player | None
    watch: str | None
    """Where the recording plays, with `SECONDS` where the moment goes."""
    direction: str
    """"ltr" or "rtl", of what is said."""
    topics: tuple[Link, ...]
    """What it speaks of most."""
    related: tuple[Relation, ...]
    newer: Link | None
    older: Link | None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestsPage(Page):
    """All digests."""

    template = "digests"
    groups: tuple[tuple[str, tuple[tuple[Link, tuple[Chip, ...], int], ...]], ...]
    """By period, its name first: each digest, its topics, and how many episodes it has."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """The search, which runs in the reader's browser."""

    template = "search"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(Page):
    """What a server shows for an address that does not exist, whatever its folder."""

    template = "not_found"
    base_path: str
    """The server's path of the site: this page alone cannot know where it stands."""

    @property
    def root(self) -> str:
        """The absolute path of the root of the site."""
        return self.base_path


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage(Page):
    """A page that a person wrote."""

    template = "page"
    markdown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page."""

    title: str
    """The site's."""
    description: str
    language: str
    static: Mapping[str, str]
    """The path of each static file by its name under `templates/static/`."""
    shows: tuple[Link, ...]
    digests: bool
    """Whether there are any."""
    topics: bool
    people: bool
    direction: str
    """"ltr" or "rtl"."""
    pages: tuple[Link, ...]
    """Those that people wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An episode or a digest in a feed."""

    title: str
    author: str
    """The show, or the site."""
    date: dt.date
    id: str
    """An IRI that never changes."""
    url: str
    points: tuple[str, ...]
    """Its key points, else the beginning of its notes."""
    language: str = ""
    """BCP 47 tag of an episode; "" for a digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What readers of feeds fetch again and again."""

    folder: str
    """From the root of the site: "" or ending in a slash. The page it follows stands there."""
    title: str
    id: str
    """An IRI that never changes."""
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A page in the sitemap."""

    url: str
    date: dt.date | None
