"""Episodes and their shows as lists name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from generator.model import Reading
from generator.rendering.episodes import episode_path, shorten, show_path
from generator.rendering.prose import plain_text
from generator.rendering.views import Card, Link, Year


def make_card(reading: Reading) -> Card:
    """An episode as lists show it."""
    episode = reading.episode
    sentences = reading.summary.sentences
    return Card(
        title=episode.title,
        path=episode_path(episode),
        show=Link(title=episode.show.title, path=show_path(episode.show)),
        date=episode.date,
        seconds=episode.duration,
        gist=sentences[reading.summary.best].text
        if sentences
        else shorten(plain_text(episode.notes)),
        chapters=len(reading.outline.chapters),
    )


def make_cards(readings: Iterable[Reading]) -> tuple[Card, ...]:
    """Episodes as lists show them, in their order."""
    return tuple(make_card(reading) for reading in readings)


def by_year(readings: Sequence[Reading]) -> tuple[Year, ...]:
    """Readings, newest first, by the year of their date."""
    return tuple(
        Year(label=label, cards=make_cards(group)) for label, group in groupby(readings, _year_of)
    )


def total_seconds(readings: Iterable[Reading]) -> float:
    """How long all recordings last together."""
    return sum(reading.episode.duration or 0.0 for reading in readings)


def _year_of(reading: Reading) -> str:
    """The year, such as "2023", or "" where there is no date."""
    date = reading.episode.date
    return str(date.year) if date else ""
