"""Episodes, shows, topics and people as lists name them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from ..model import Person, Quotation, Reading, Topic
from ..once import once_each
from .artwork import artwork
from .paths import episode_path, person_path, show_path, topic_path
from .prose import lead_of, plain_text, shorten
from .short_titles import short_title
from .views import Card, Chip, Link, Year

_T = TypeVar("_T")


@once_each
def make_card(reading: Reading) -> Card:
    """An episode as lists show it, without the sentence that stands for it: see `Quotes.card`."""
    episode = reading.episode
    return Card(
        title=episode.title,
        short=short_title(episode.title, episode.show.title, episode.speakers),
        path=episode_path(episode),
        show=Link(title=episode.show.title, path=show_path(episode.show)),
        date=episode.date,
        seconds=episode.duration,
        gist=_gist(reading),
        introduced=episode.introduction is not None,
        chapters=len(reading.outline.chapters),
        language=episode.language,
        artwork=artwork(episode.artwork or episode.show.artwork),
    )


def lead(reading: Reading) -> Quotation | None:
    """The one sentence that stands for an episode.

    That is the first of the paragraph that leads it, else its best key point, else its best
    chapter's.
    """
    summary = reading.summary
    for sentence in reading.notes.lead[:1]:
        return Quotation(sentence=sentence, reading=reading, chapter=0)
    for chapter, part in ((0, summary), *enumerate(summary.parts)):
        if part.sentences:
            best = part.sentences[part.best]
            return Quotation(sentence=best, reading=reading, chapter=chapter)
    return None


def _gist(reading: Reading) -> str:
    """What its people say of it, else the beginning of its notes."""
    episode = reading.episode
    if episode.introduction:
        return lead_of(episode.introduction.text)
    return shorten(plain_text(episode.notes))


def by_year(readings: Sequence[Reading], card: Callable[[Reading], Card]) -> tuple[Year, ...]:
    """Readings, newest first, by the year of their date, each as a card."""
    return tuple(
        Year(label=label, cards=tuple(map(card, group)))
        for label, group in groupby(readings, _year_of)
    )


def total_seconds(readings: Iterable[Reading]) -> float:
    """How long all recordings last together."""
    return sum(reading.episode.duration or 0.0 for reading in readings)


def topic_chip(topic: Topic) -> Chip:
    """A topic with the number of its episodes."""
    return Chip(title=topic.title, path=topic_path(topic), count=len(topic.mentions))


def person_chip(person: Person) -> Chip:
    """A person with the number of their episodes."""
    return Chip(title=person.name, path=person_path(person), count=len(person.appearances))


def with_neighbours(items: Sequence[_T]) -> Iterator[tuple[_T, _T | None, _T | None]]:
    """Each item, newest first, with the newer and the older one beside it."""
    yield from zip(items, (None, *items[:-1]), (*items[1:], None), strict=False)


def _year_of(reading: Reading) -> str:
    """The year, such as "2023", or "" where there is no date."""
    date = reading.episode.date
    return str(date.year) if date else ""
