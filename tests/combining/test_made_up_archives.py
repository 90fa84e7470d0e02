"""Sweeps over archives made up by number: what runs through each of them is as it was.

`python -m tests.combining.test_made_up_archives 3` prints what a row is made of.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum

from generator.combining import Scope, combine
from generator.model import Library, Period, Reading, Show
from tests import archive
from tests.combining.readings import reading_of
from tests.conftest import Expect
from tests.test_sweeps import gist, row

ARCHIVES = 24
PEOPLE = (archive.ADA, archive.BRAM, archive.CARLA, archive.DORA, "Ada", "Speaker 2")
THINGS = ("tide gauge", "fog horn", "MQTP", "net loft", "Quill", "salt marsh", "brass gears")
FRAMES = (
    "{a} is a tool that keepers of the harbour love.",
    "{a} is a pipe that writes down how high the sea stands by night and in the fog.",
    "A {a} is an instrument that tells a pilot in which hour the harbour is deep enough for ships.",
    "In 1911 a {a} cost $4,500, and today it costs {n} % of that.",
    "We built {n} of them before the {a} worked for more than a week.",
    "I disagree, because a {a} never froze in {n} winters of ours.",
    "No, I don't think that the {a} is worth the money that the town spends on it.",
    "Yes, that is right, and the {a} by the {b} is the best one that we have.",
    "What did you learn from the {a} when the storm came?",
    "How does a {a} know what the {b} does?",
    "I believe that every town should have a {a} and nobody should own it.",
    "The {b} came first, then the {a}, and then {n} years without either.",
    "People think that a {a} is old, but most of the {b} is older than that.",
    "One day the {b} fell into the sea, and my father pulled the {a} out with a rope.",
    "The trouble with the {a} is that nobody ever repairs the {b} before the winter.",
    "I am sure that {n} people will remember the {a} in a hundred years.",
    "Thank you so much for coming, it was great to have you here.",
)
DAYS = (0, 1, 6, 7, 8, 30, 31, 59, 89, 120, 200, 364, 366)
"""After how many days an episode follows the one before."""


def readings(number: int) -> Iterator[Reading]:
    """The episodes of an archive: two shows, few people, few things said in many ways."""
    choose = random.Random(number)
    shows = (
        Show(slug="quay", title="Quay Talks", hosts=choose.choice(((), (archive.ADA,)))),
        Show(slug="pier", title="Pier"),
    )
    things = choose.sample(THINGS, 3)
    day = dt.date(2024, 11, 20) + dt.timedelta(days=choose.randrange(60))
    for count in range(choose.choice((1, 2, 3, 4, 6, 8))):
        host, *guests = choose.sample(PEOPLE, choose.choice((2, 2, 3)))
        lines = []
        for _ in range(choose.choice((5, 9, 14, 20))):
            a, b = choose.sample(things, 2)
            text = choose.choice(FRAMES).format(a=a, b=b, n=choose.choice((3, 7, 12, 40)))
            who = host if text.endswith("?") else choose.choice((*guests, *guests, host))
            lines.append(f"{who}: {text[:1].upper()}{text[1:]}")
        day += dt.timedelta(days=choose.choice(DAYS))
        made = reading_of(
            f"On {things[count % 3]} {count // 2}",
            "\n".join(lines),
            date=day if choose.random() < 0.85 else None,
            summary=tuple(sorted(choose.sample(range(len(lines)), choose.choice((0, 2, 4))))),
            show=shows[choose.random() < 0.3],
            chapters=choose.choice((1, 2, 4)),
        )
        number_of = count + 1 if choose.random() < 0.5 else None
        yield replace(made, episode=replace(made.episode, number=number_of))


def library(number: int) -> Library:
    """What runs through it, with other settings for every second and third."""
    held = list(readings(number))
    scope = Scope(
        digests=tuple(Period) if number % 2 else (Period.MONTH, Period.YEAR, Period.SHOW),
        by_show=number % 4 == 3,
        most_topics=(60, 2, 5)[number % 3],
        topics={"Tide gauge": ["fog horn"], "Quill": None} if number % 3 == 2 else {},
        people={archive.BRAM: ["Bram", "Speaker 2"]} if number % 3 == 1 else {},
    )
    return combine(
        {each.episode.show.slug: each.episode.show for each in held}.values(), held, scope
    )


def plain(value: object) -> object:
    """A value without the recordings in it, of which the identity is enough."""
    if isinstance(value, Reading):
        return str(value.id)
    if isinstance(value, Enum):
        return value.name
    if is_dataclass(value):
        return [plain(getattr(value, each.name)) for each in fields(value)]
    return [plain(each) for each in value] if isinstance(value, tuple | list) else value


def brief(value: object) -> str:
    """The gist of such a value, in four characters."""
    return gist(plain(value))[:4]


def told(found: Library) -> Iterator[str]:
    """Each topic, digest, person and relative of an archive in a row."""
    for topic in found.topics:
        counts = [len(each.cues) for each in topic.mentions]
        explained = topic.definition and topic.definition.sentence.text[:60]
        yield row(topic.slug, topic.names, counts, repr(explained), brief(topic))
    for digest in found.digests:
        parts = (digest.highlights, digest.themes, digest.exchanges, digest.terms, digest.numbers)
        yield row(digest.slug, [len(each) for each in parts], brief(digest))
    for person in (*found.people, *found.guests):
        yield row(person.name, person.host, brief(person))
    for key, relatives in found.relatives.items():
        yield row(key, "like", [each.reading.episode.slug for each in relatives], brief(relatives))
    yield row([each.episode.slug for each in found.readings], gist(found.names)[:4])


def test_made_up_archives_speak_of_the_same_as_before(expect: Expect) -> None:
    """Topics and what explains them, digests of all lengths, people, and what is alike."""
    found = []
    for number in range(ARCHIVES):
        found += [f"{number}", *(f"  {line}" for line in told(library(number)))]
    expect("sweeps/made_up/archives.txt", "\n".join(found) + "\n")


if __name__ == "__main__":
    for each in readings(int(sys.argv[1])):
        print(each.episode.show.slug, each.episode.date, each.episode.title)
        for cue in each.episode.transcript.cues:
            print(f"  {cue.speaker}: {cue.text}")
