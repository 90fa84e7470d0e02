"""What templates of several kinds of pages see: frozen views. Each kind adds its own.

Views hold plain values (strings, numbers, seconds, dates) and paths from the root of the site.
Their wording and looks are the templates' business.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from .artwork import Artwork


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCard:
    """What the card of a page says."""

    show: str
    title: str
    text: str
    """A key point, with its marks of quotation and whose it is."""
    facts: str
    """How long it lasts, how many chapters it has, whose site it is on."""
    blocks: tuple[tuple[int, int], ...] = ()
    """The chapters to scale: where each begins and how long it is, in thousandths."""


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
    said: str = ""
    """What was said there, where a sentence has it in other words or without some of them."""
    cited: str = ""
    """Which words of these paragraphs a sentence cites: "0-31 40-52", in letters and digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, with its place."""

    text: str
    speaker: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One sentence of a summary, with the places it rests on."""

    text: str
    """Without quotation marks around it, also where it is quoted."""
    speaker: str | None
    """Who said it; None where nobody knows, or where it is prose and only one person speaks."""
    marks: tuple[Mark, ...]
    quoted: bool = False
    """Whether these are a speaker's own words, to stand in quotation marks."""
    label: str = ""
    """How it differs from those around it: "quoted" or "edited"."""
    asked: Asked | None = None
    """What it answers."""
    chapter: Link | None = None
    """The chapter in which it was said, whose path ends in the id of its heading; None where that
    tells nothing more."""
    checks: tuple[str, ...] = ()
    """What a model's sentence was checked by, and passed: "words", "reading"."""


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Card:
    """An episode as lists show it."""

    title: str
    short: str
    """Its title, where a line has little room."""
    path: str
    show: Link
    date: dt.date | None
    seconds: float | None
    """How long the recording lasts."""
    point: Point | None = None
    """The one sentence that stands for all of it, where a list shows it."""
    gist: str = ""
    """What its people say of it, else the beginning of its notes; for where there is no `point`."""
    chapters: int
    introduced: bool = False
    """Whether `gist` is in the words of its people."""
    language: str = ""
    """BCP 47 tag of what is said in it; "" where nobody knows."""
    artwork: Artwork | None = None
    """Its own, else its show's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The episodes of one year."""

    label: str
    """"2023"; "" for those without a date."""
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Quote:
    """A sentence lifted out of its episode."""

    point: Point
    card: Card
    others: tuple[Quote, ...] = ()
    """Where it stands in the other episodes that it rests on."""

    @property
    def places(self) -> tuple[Quote, ...]:
        """One for each episode that it rests on."""
        return (self, *self.others)


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
class DataFile:
    """A file beside a page."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has."""

    template: ClassVar[str]
    """Its name under `templates/` and `templates/markdown/`, without the suffix."""
    file: ClassVar[str] = "index.html"
    """Its name in its folder; only what is called so has a Markdown twin."""
    listed: ClassVar[bool] = True
    """Whether the sitemap names it."""
    embedded: ClassVar[bool] = False
    """Whether a small page stands beside it, for others to show within theirs."""
    followed: ClassVar[bool] = False
    """Whether a feed of its own stands beside it."""

    path: str
    """Its folder from the root of the site: "" for the home page, else ending in a slash."""
    title: str
    description: str = ""
    """Plain text, one or two sentences."""
    linked_data: Mapping[str, object] | None = None
    """What search engines read of it."""
    files: tuple[DataFile, ...] = ()
    """What stands beside it for programs."""

    @property
    def pictured(self) -> LinkCard | None:
        """What a link to it shows elsewhere, where it has a picture of its own."""
        return None

    @property
    def changed(self) -> dt.date | None:
        """The day that the sitemap gives it."""
        return None

    @property
    def sent(self) -> dt.date | None:
        """The day of the message to send that stands beside it; None where there is none."""
        return None

    @property
    def root(self) -> str:
        """The relative address of the root of the site."""
        return "../" * self.path.count("/") or "./"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page."""

    title: str
    """The site's."""
    description: str
    language: str
    static: Mapping[str, str]
    """The path of each static file by its name under `templates/static/`."""
    direction: str
    """"ltr" or "rtl"."""
    fed: bool
    """Whether there are feeds: they need the address of the site."""
    links: tuple[Link, ...]
    """The navigation, save for the search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """The recording that an entry of a feed is of."""

    url: str
    type: str
    """Its media type; "" where nobody knows."""
    bytes: int | None
    seconds: float | None


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
    points: tuple[str | Quote, ...]
    """What it says: an episode's introduction and key points, else the beginning of its notes; of
    a digest, a topic or a person what is quoted there."""
    enclosure: Enclosure | None = None
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
