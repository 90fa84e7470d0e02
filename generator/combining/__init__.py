"""All episodes into a library: their order, and what speaks across them.

readings --identify--> who is who --survey--> what is spoken of --gather_topics--> topics
   topics + readings --gather_claims--> what is worth lifting out
   claims --make_digests--> digests, --gather_people--> people
   phrases --find_relatives--> related episodes
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..addresses import Addresses
from ..model import Library, Period, Reading, Show
from .claims import gather_claims
from .digests import make_digests
from .people import identify
from .recall import Memory, Recalled
from .related import find_relatives
from .telling import Tell, Telling, telling_of
from .terms import Hearing, Lexer, Spoken, spoken_in
from .topics import gather_topics, survey, titles_of_terms
from .voices import gather_people

__all__ = [
    "Lexer",
    "Memory",
    "Recalled",
    "Scope",
    "Spoken",
    "Telling",
    "combine",
    "spoken_in",
    "telling_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What to look for across episodes."""

    digests: tuple[Period, ...] = (Period.MONTH, Period.YEAR, Period.SHOW)
    by_show: bool = False
    """Whether digests of a time are made for each show on its own."""
    most_topics: int = 60
    """How many topics to find at the most, besides those that are given."""
    topics: Mapping[str, Sequence[str] | None] = field(default_factory=dict)
    """Given topics: synonyms by name; None for one that shall have no page."""
    people: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Given people: other names by name."""


def combine(
    shows: Iterable[Show],
    readings: Iterable[Reading],
    scope: Scope | None = None,
    addresses: Addresses | None = None,
    heard: Hearing = spoken_in,
    memory: Memory | None = None,
    tell: Tell = telling_of,
) -> Library:
    """Put everything in the order in which it is shown and find what runs through it.

    `addresses` know where topics and people stand already, and learn where they all do; `heard`
    says what phrases a transcript holds, `tell` what is published of it, and either may remember
    it; `memory` has what else was found in transcripts before, and learns what is found now.
    """
    scope, addresses, memory = scope or Scope(), addresses or Addresses(), memory or Memory()
    shows = tuple(shows)
    ordered = in_order(readings)
    cast = identify(ordered, scope.people)
    found = survey(ordered, cast, scope.topics, scope.most_topics, heard, memory, tell)
    topics = gather_topics(found, cast, addresses)
    claims = gather_claims(found, cast)
    digests = make_digests(shows, found, topics, cast, claims, scope.digests, by_show=scope.by_show)
    people = gather_people(ordered, cast, topics, claims, addresses, memory)
    return Library(
        shows=shows,
        readings=tuple(ordered),
        digests=tuple(digests),
        topics=topics,
        people=people.regulars,
        guests=people.guests,
        names={reading.id: names for reading, names in zip(ordered, cast.names, strict=True)},
        relatives=find_relatives(ordered, found.terms, titles_of_terms(found, cast)),
        synonyms=tuple((name, *others) for name, others in scope.topics.items() if others),
    )


def in_order(readings: Iterable[Reading]) -> list[Reading]:
    """The newest first, then those without a date: by number, the highest first, or as they come.

    Those of one day stand by title.
    """
    listed = list(readings)
    dated = [reading for reading in listed if reading.episode.date]
    dated.sort(key=lambda reading: reading.episode.title.casefold())
    dated.sort(key=lambda reading: reading.episode.date or dt.date.min, reverse=True)
    undated = [reading for reading in listed if not reading.episode.date]
    undated.sort(key=lambda reading: -(reading.episode.number or -1))
    return [*dated, *undated]
