"""An invented archive of any size: the same for the same seed."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from generator.timestamps import format_vtt

_FIRST = (
    *("Ada", "Bram", "Carla", "Dora", "Emil", "Fenna", "Gita", "Hugo"),
    *("Ines", "Jonas", "Kaya", "Lev", "Mina", "Noor", "Otto", "Pia"),
)
_LAST = (
    *("Voss", "Oster", "Ruiz", "Lind", "Falk", "Arden", "Moro", "Hale"),
    *("Quist", "Bell", "Stone", "Marsh", "Reed", "Hart", "Wood"),
)
_THINGS = (
    *("tide gauge", "sea wall", "oyster reef", "storm surge", "salt marsh", "night train"),
    *("seed bank", "brass gear", "paper map", "ferry line", "wind farm", "stone bridge"),
    *("bell tower", "harbour pilot", "post office", "water mill", "glass house", "bread oven"),
    *("tram depot", "lamp room", "canal lock", "rope walk", "clock shop", "bee hive"),
)
_WORDS = (
    *("winter", "summer", "village", "council", "keeper", "repair", "measure", "letter"),
    *("engine", "valve", "timber", "copper", "machine", "number", "market", "weather"),
    *("morning", "river", "cellar", "garden", "ladder", "window", "signal", "record"),
    *("visitor", "question", "answer", "promise", "budget", "season", "journey", "island"),
)
_FRAMES = (
    "The {thing} kept the {a} from the {b} for {n} years, and nobody wrote it down.",
    "A {thing} is a device that turns a {a} into a {b} without any {c}.",
    "I disagree, because the {thing} never survived a {a} in this {b}.",
    "We paid {n} euros for the {thing}, which was less than the {a} and the {b} together.",
    "What would the {a} do without a {thing} in the {b}?",
    "When the {a} failed, the {thing} was the only {b} that still had a {c}.",
    "People forget that the {thing} needs a {a} every {b} and a {c} once a year.",
    "And then the {a} came back to the {b}, you know, and asked for the {thing}.",
    "Yes, I think so too.",
    "That was in {n}, long before the {a}.",
)


def write_archive(folder: Path, episodes: int, *, seed: int = 1, lines: int = 40) -> None:
    """Write `episodes` transcripts of `lines` cues each, in shows of about a hundred."""
    chance = random.Random(seed)
    people = [f"{first} {last}" for first in _FIRST for last in _LAST]
    chance.shuffle(people)
    day = dt.date(2015, 1, 5)
    for number in range(episodes):
        show = f"show-{number // 100}"
        host, guest = people[number // 100], people[10 + number * 7 % 180]
        things = chance.sample(_THINGS, 3)
        cues = []
        for line in range(lines):
            frame = _FRAMES[chance.randrange(len(_FRAMES))]
            a, b, c = chance.sample(_WORDS, 3)
            text = frame.format(
                thing=things[line * 3 // lines], a=a, b=b, c=c, n=chance.randrange(2, 2000)
            )
            speaker = host if line % 4 == 0 else guest
            start, end = format_vtt(9 * line), format_vtt(9 * line + 8.5)
            cues.append(f"{start} --> {end}\n<v {speaker}>{text}\n")
        path = (
            folder
            / "shows"
            / show
            / f"{day + dt.timedelta(days=5 * number % 30_000)}-{number:05}.vtt"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("WEBVTT\n\n" + "\n".join(cues), encoding="utf-8")
        title = f"On the {things[0]} and the {things[1]}, number {number}"
        path.with_suffix(".yaml").write_text(f"title: {title}\n", encoding="utf-8")
    (folder / "site.yaml").write_text("title: Bench\nbase_url: https://example.org/\n")
