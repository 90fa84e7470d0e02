"""What is told of everybody who speaks: who they are, what they claim, and where.

Those who make a show are told apart from its guests: everybody knows who they are, and nobody
introduces them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import attrgetter

from ..addresses import Addresses
from ..model import Appearance, Person, Reading, Topic
from .claims import Claim, pick
from .introductions import Opening, role_in_notes, role_in_title
from .people import Cast, fold
from .recall import Memory, words_said

MOST_QUOTED = 3
"""Sentences of each episode that a person's page quotes."""
MOST_TOPICS = 12
GUEST_WORDS = 600
"""Words that somebody says in the one episode that they are in, to be told of at all."""
GUEST_QUOTED = 6
"""Sentences that are quoted of such a one."""
_LEAST_OF_GUESTS, _LEAST_OF_HOSTS = -2.0, 0.0
"""Log-odds under which a claim of somebody is not quoted: most of what hosts say leads to what
others answer."""
_FEWEST_TO_HOST, _HOSTS_FROM = 4, 0.5
"""Episodes of a show from which on whoever is in half of them makes it."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """Everybody who has something to say."""

    regulars: tuple[Person, ...]
    """Those in more than one episode, by name."""
    guests: tuple[Person, ...]
    """Those who say much in the one that they are in, by name."""


def gather_people(
    readings: Sequence[Reading],
    cast: Cast,
    topics: Iterable[Topic],
    claims: Sequence[Sequence[Claim]],
    addresses: Addresses,
    memory: Memory,
) -> Gathering:
    """Everyone in more than one episode, and those who say much in one.

    `claims` are what is worth lifting out of each reading, `memory` what was found in it before.
    """
    seen: defaultdict[str, list[Appearance]] = defaultdict(list)
    said: defaultdict[str, list[Sequence[Claim]]] = defaultdict(list)
    for reading, names, told in zip(readings, cast.names, claims, strict=True):
        words = words_said(reading, memory.of(reading))
        own: defaultdict[str, list[str]] = defaultdict(list)
        for spelled, name in names.items():
            own[name].append(spelled)
        for name, each in own.items():
            seen[name].append(
                Appearance(
                    reading=reading, names=tuple(each), words=sum(words.get(one, 0) for one in each)
                )
            )
        by_speaker: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in told:
            by_speaker[claim.quotation.sentence.speaker or ""].append(claim)
        for name in own:
            said[name].append(by_speaker[name])
    spoken_of: defaultdict[str, list[tuple[Topic, int]]] = defaultdict(list)
    for topic in topics:
        for name, count in topic.people:
            spoken_of[name].append((topic, count))
    hosts = _hosts(seen, readings)
    openings = {reading.id: Opening(reading, memory.of(reading)) for reading in readings}

    def person(name: str, slug: str, most: int) -> Person:
        appearances = seen[name]
        introduced = None
        if name not in hosts:
            found = (openings[e.reading.id].introduction(name, e.names) for e in appearances)
            introduced = next(filter(None, found), None)
        roles = chain.from_iterable(
            (find(each.reading, name) for each in appearances)
            for find in (role_in_notes, role_in_title)
        )
        fit = attrgetter("standing")
        least = _LEAST_OF_HOSTS if name in hosts else _LEAST_OF_GUESTS
        chosen = [
            [c for c in pick(claims, most, each=most, gain=fit) if c.weight + c.standing >= least]
            for claims in said[name]
        ]
        return Person(
            slug=slug,
            name=name,
            names=cast.spellings[name],
            appearances=tuple(appearances),
            quotations=tuple(
                claim.quotation
                for claims in chosen
                for claim in sorted(
                    claims, key=lambda claim: claim.quotation.sentence.sources[0].first_cue
                )
            ),
            topics=tuple(sorted(spoken_of[name], key=lambda each: -each[1])[:MOST_TOPICS]),
            role=next(filter(None, roles), ""),
            introduction=introduced,
            host=name in hosts,
        )

    by_name = sorted(seen, key=str.casefold)
    recurring = [name for name in by_name if len(seen[name]) > 1]
    once = [name for name in by_name if len(seen[name]) == 1 and seen[name][0].words >= GUEST_WORDS]
    slugs = addresses.assign_titles("people", [*recurring, *once], "person")
    count = len(recurring)
    return Gathering(
        regulars=tuple(map(person, recurring, slugs[:count], repeat(MOST_QUOTED))),
        guests=tuple(map(person, once, slugs[count:], repeat(GUEST_QUOTED))),
    )


def _hosts(seen: Mapping[str, Sequence[Appearance]], readings: Sequence[Reading]) -> frozenset[str]:
    """Those who make a show: it names them, or they speak in half of its episodes or more."""
    named = {fold(host) for reading in readings for host in reading.episode.show.hosts}
    told_apart = Counter(
        appearance.reading.id.show
        for appearance in {
            each.reading.id: each for appearances in seen.values() for each in appearances
        }.values()
    )
    hosts = {name for name in seen if fold(name) in named}
    for name, appearances in seen.items():
        for show, count in Counter(each.reading.id.show for each in appearances).items():
            if told_apart[show] >= _FEWEST_TO_HOST and count >= _HOSTS_FROM * told_apart[show]:
                hosts.add(name)
    return frozenset(hosts)
