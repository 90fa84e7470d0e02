"""What the template of an episode's page sees."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .ids import extra_id
from .paragraphs import Run
from .views import Card, Link, LinkCard, Mark, Page, Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph of the transcript."""

    id: str
    mark: Mark | None
    """None where the paragraph continues a cue."""
    speaker: str | None
    """None where it is the speaker of the paragraph before."""
    known_as: str
    """Who that is, where the transcript calls them by less; else ""."""
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
    """How long its text lasts."""
    words: int
    """How much is said in it."""
    watch: str | None
    """URL that plays the recording from here, where there is one."""
    points: tuple[Point, ...]
    best: int
    """Which of `points` stands for the chapter where only one is shown."""
    told: bool = False
    """Whether that one is shown where all chapters are told in three minutes."""
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How much of the page a reader may choose to see."""

    name: str
    """"points", "chapters", "summary" or "all"."""
    minutes: int
    """How long that takes to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A sentence, and what it is said of."""

    name: str
    """A term, a tool, a heading; "" where it is said of the whole."""
    point: Point
    series: str = ""
    """What the list is called that it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A part of the page behind its chapters."""

    kind: str
    """One of `EXTRAS`."""
    remarks: tuple[Remark, ...]

    @property
    def id(self) -> str:
        """Of its heading."""
        return extra_id(self.kind)


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
    """Who is asked for it, such as "example.org"; "" where it stands beside the page."""
    origin: str
    """The same as browsers write it, such as "https://example.org"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """An episode like this one."""

    card: Card
    terms: tuple[str, ...]
    """What both speak of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodePage(Page):
    """One episode: at a glance, by chapters, and word for word."""

    template = "episode"
    embedded = True
    show: Link
    language: str
    date: dt.date | None
    seconds: float | None
    """How long the recording lasts."""
    words: int
    """How much is said in it."""
    minutes: int
    """How long its summaries take to read."""
    depths: tuple[Depth, ...]
    """What there is to choose from, from the least to all; empty where there is no choice."""
    voices: tuple[Voice, ...]
    introduction: str
    """In the words of its people; "" where they wrote none."""
    lead: tuple[Point, ...]
    """A paragraph that says what it comes to; empty where no model wrote one."""
    points: tuple[Point, ...]
    sections: tuple[Section, ...]
    extras: tuple[Extra, ...]
    """What there is beyond the chapters, in order."""
    timeline: Timeline
    card: LinkCard
    """What a link to it shows elsewhere."""
    origin: str
    """Where the chapters come from: "source", "generated", "edited" or "" for several."""
    quoted: bool
    """Whether the summaries are the transcript's own sentences."""
    backend: str
    """What wrote the summaries: "extractive" or the model's name."""
    checks: frozenset[str]
    """What every sentence of the summaries that a model wrote was checked by, and passed."""
    edited: bool
    """Whether a person pinned, reworded or dropped any of them in a sidecar."""
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

    @property
    def pictured(self) -> LinkCard:
        """Its card."""
        return self.card

    @property
    def changed(self) -> dt.date | None:
        """The day of the recording."""
        return self.date
