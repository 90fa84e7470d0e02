"""Topics: what the archive says of each, and the list of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from ...model import EpisodeId, Library, Quotation, Topic
from ..cards import make_card, topic_chip
from ..concordance import Line
from ..feeds import make_entry, make_feed
from ..kind import Archive, Kind
from ..paths import episode_path, topic_path
from ..plots import draw
from ..quotes import Quotes, describe
from ..site import Site
from ..views import Card, Chip, Entry, Feed, Link, Page, Plot, Quote
from ..words import Words

MOST_LINES = 2000
"""Of a topic's page. Years that would make it longer get pages of their own, save the newest."""
SPEAKERS_NAMED = 8
"""How many of those who speak of it a topic's page names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsPage(Page):
    """All topics."""

    template = "topics"
    topics: tuple[Chip, ...]
    """By title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeOn:
    """What one episode says of a topic."""

    card: Card
    count: int
    """Mentions."""
    quotes: tuple[Quote, ...]
    """The best of it."""
    lines: tuple[Line, ...]
    """Every other place that names it, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOn:
    """What was said of a topic in one year."""

    label: str
    """"2023"; "" for what has no date."""
    count: int
    """Mentions."""
    episodes: tuple[EpisodeOn, ...]
    """Newest first."""

    @property
    def length(self) -> int:
        """Lines that it takes on a page."""
        return sum(len(each.lines) + len(each.quotes) for each in self.episodes)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage(Page):
    """What the archive says of one topic: all of it, save for years with a page of their own."""

    template = "topic"
    followed = True
    topic: Link | None = None
    """Of a year's page: the topic's own."""
    names: tuple[str, ...]
    """Its other spellings."""
    count: int
    """Mentions."""
    episodes: int
    """How many episodes name it."""
    definition: Quote | None
    quotes: tuple[Quote, ...] = ()
    """What to begin with."""
    plot: Plot
    people: tuple[Chip, ...]
    """Who speaks of it most; `path` is "" for those without a page."""
    years: tuple[YearOn, ...]
    """Newest first."""
    elsewhere: tuple[Chip, ...] = ()
    """Older years, each on a page of its own."""

    @property
    def speakers(self) -> tuple[tuple[str, int], ...]:
        """Whose words stand on the page, and in how many lines, most first."""
        heard = Counter(
            name
            for year in self.years
            for episode in year.episodes
            for name in (
                *(quote.point.speaker for quote in episode.quotes),
                *(line.speaker for line in episode.lines),
            )
            if name
        )
        return tuple(sorted(heard.items(), key=lambda each: (-each[1], each[0].casefold())))


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicYearPage(TopicPage):
    """One year of a topic that is spoken of too much for a single page."""

    followed = False


def _present(archive: Archive) -> Iterator[Page]:
    library = archive.library
    if library.topics:
        yield TopicsPage(
            path="topics/",
            title=archive.words.say("topics"),
            topics=by_title(map(topic_chip, library.topics)),
        )
    for topic in library.topics:
        yield from _present_one(topic, archive)


def by_title(chips: Iterable[Chip]) -> tuple[Chip, ...]:
    """Chips in the order of their titles."""
    return tuple(sorted(chips, key=lambda chip: chip.title.casefold()))


def _present_one(topic: Topic, archive: Archive) -> Iterator[TopicPage]:
    """The page of a topic, and those of years that it has no room for."""
    quotes = archive.quotes
    counts = {episode_path(m.reading.episode): len(m.cues) for m in topic.mentions}
    definition = quotes.of((topic.definition,))[0] if topic.definition else None
    years = _years(topic, quotes)
    lengths = accumulate(year.length for year in years)
    here = max(1, sum(1 for length in lengths if length <= MOST_LINES))
    path = topic_path(topic)
    own = [f"{path}{year.label or 'undated'}/" for year in years]
    labels = [year.label or archive.words.say("undated") for year in years]
    page = TopicPage(
        path=path,
        title=topic.title,
        description=_description(definition, counts, archive.words),
        names=tuple(name for name in topic.names[1:5] if name.lower() != topic.title.lower()),
        count=sum(counts.values()),
        episodes=len(counts),
        definition=definition,
        quotes=quotes.of(topic.best),
        plot=draw((m.reading.episode.date, len(m.cues)) for m in topic.mentions),
        people=tuple(
            Chip(title=name, path=archive.people.get(name, ""), count=count)
            for name, count in topic.people[:SPEAKERS_NAMED]
        ),
        years=years[:here],
        elsewhere=tuple(
            Chip(title=label, path=place, count=year.count)
            for year, label, place in zip(years[here:], labels[here:], own[here:], strict=True)
        ),
    )
    yield page
    for year, label, place in zip(years[here:], labels[here:], own[here:], strict=True):
        yield TopicYearPage(
            path=place,
            title=archive.words.say("of_show", show=topic.title, span=label),
            topic=Link(title=topic.title, path=path),
            names=(),
            count=year.count,
            episodes=len(year.episodes),
            definition=None,
            plot=Plot(bars=(), by_year=False, width=0),
            people=(),
            years=(year,),
        )


def _years(topic: Topic, quotes: Quotes) -> tuple[YearOn, ...]:
    """All that is said of a topic, by year, newest first; what has no date comes last."""
    quoted: dict[str, list[Quote]] = {}
    for quote in quotes.of(topic.quotations):
        quoted.setdefault(quote.card.path, []).append(quote)
    years: dict[str, list[EpisodeOn]] = {}
    for mention in topic.mentions:
        card = make_card(mention.reading)
        years.setdefault(str(card.date.year) if card.date else "", []).append(
            EpisodeOn(
                card=card,
                count=len(mention.cues),
                quotes=tuple(quoted.get(card.path, ())),
                lines=quotes.lines(topic, mention),
            )
        )
    return tuple(
        YearOn(label=label, count=sum(each.count for each in episodes), episodes=tuple(episodes))
        for label, episodes in years.items()
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
    said: defaultdict[EpisodeId, list[Quotation]] = defaultdict(list)
    for each in topic.quotations:
        said[each.reading.id].append(each)
    for mention in topic.mentions:
        if mention.reading.id in said:
            path = f"{episode_path(mention.reading.episode)}#topic-{topic.slug}"
            yield make_entry(site, mention.reading, quotes.of(said[mention.reading.id]), path)


TOPICS = Kind(names=("topics",), present=_present, links=_links, quotations=_quoted, feeds=_feeds)
