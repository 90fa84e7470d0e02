"""A sweep over talks made up by number: what their chapters could be called, and are."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import islice

from generator.language.hearing import hear
from generator.segmentation.titling import Candidates, KeyWords, title_chapters
from generator.segmentation.titling.ranking import load_ranking
from tests.conftest import Expect
from tests.conversations import episode_of
from tests.test_sweeps import gist, row

NAMES = {
    "en": "oak barrel|last mile delivery|Tidewheel|BLE|mesh|good thing|gate of the harbour|Ada"
    "|New York|thing|honey bees and wax|very old brass tide gauge|pump|Open Source|way of life"
    "|year",
    "de": "laufendes Projekt|Gezeitenrad|Pumpe|Haus am Meer|KI-generierte Bilder|Effekte|Schulden"
    "|neuen Daten|Open Source|Wachs der Bienen|Jahr|Sache|großen Netzen|Berliner Mauer",
    "nl": "getijdenrad|oude meter|zee|klok|haven van Marken|jaar|honing en was|Open Source|ding",
}
FRAMES = {
    "en": "The {a} needs the {b}.|Why does the {a} fail?|{a} beats {b} in winter.|How to mend {a}"
    "|We call it the {a} of {b}.|So {a}, {b} and so on are here.|I think that {a} makes {b} warm."
    "|What is the {a} for?|Building a {a} for the {b} took years.|Nothing was here at all.|Yes."
    "|The {a} the {a} again.|We mended the {a} with a {c}.|Nobody sails.|And then, {a}.|A {c} {a}.",
    "de": "Das {a} braucht {b}.|Warum fehlt uns das {a}?|Wir arbeiten mit dem {a} an {b}."
    "|Der {a} von {b} ist alt.|Ja.|Es geht um die {a} und das {c}.|Was ist {a}?|Wir bauen {a}."
    "|In den {a} gibt es {b}, die wir kennen.|und dann das {a}|Wir sehen {c} hinter dem Haus.",
    "nl": "De {a} heeft {b} en {c} nodig.|Waarom is de {a} kapot?|{c} {b} en {c}."
    "|Het is de {a}, {c}."
    "|Ja.|{c} {a}|Wij zagen {c} {c} achter het huis.|Dat is {a} van {b}."
    "|Wij maken {a} {b} {c} {a} {b}.",
}
RARE = [one + two + "ra" for one in ("ku", "mo", "ve", "ta", "si") for two in ("lo", "ne", "pi")]


def talk(number: int, tag: str) -> tuple[str, int]:
    """Lines of one or two voices in which a few names come back, and how many chapters."""
    choose = random.Random(number)
    frames = FRAMES[tag].split("|")
    names = choose.sample(NAMES[tag].split("|"), choose.choice((3, 5, 9)))
    lines = []
    for _ in range(choose.choice((9, 24, 40, 60, 90))):
        likely = names[: choose.randrange(1, len(names) + 1)]
        a, b = choose.choice(likely), choose.choice(names)
        said = choose.choice(frames).format(a=a, b=b, c=choose.choice(RARE).title())
        lines.append(f"{choose.choice(('Ada', 'Bram'))}: {said}")
    if number % 7 == 3:
        lines = [line.lower() for line in lines]
    if number % 5 == 0:
        lines[-1] = "Ada: Now the lightning round."
    return "\n".join(lines), choose.choice((1, 2, 3, 4, 5))


def test_chapters_are_called_as_before(expect: Expect) -> None:
    """The title of each chapter, what else it could be called, best first, and all that it could.

    Names come back as often as it takes to be a subject, or once less; in one chapter or in all.
    """
    found = []
    ranking = load_ranking()
    for number in range(60):
        tag = ("en", "en", "de", "en", "nl")[number % 5]
        said, count = talk(number, tag)
        title = ("Keeping time", "On the Tidewheel, with Ada Moss", "Open Source")[number % 3]
        episode = replace(episode_of(said, title), language=tag)
        utterances = hear(episode.transcript, tag)
        size = max(1, len(utterances) // count)
        starts = [*range(0, len(utterances), size)][:count]
        spans = list(zip(starts, [*starts[1:], len(utterances)], strict=True))
        found.append(row(number, tag, *title_chapters(episode, utterances, spans)))
        candidates = Candidates.of(episode, utterances, spans)
        sources = candidates or KeyWords(episode, utterances, spans)
        for place in range(len(spans)):
            ranked = list(islice(sources.ranked(place, ranking), 80))
            found.append(
                row("   ", gist(sorted(ranked))[:4], gist(ranked[:9])[:3], " | ".join(ranked[:4]))
            )
    expect("sweeps/made_up/titled.txt", "\n".join(found) + "\n")
