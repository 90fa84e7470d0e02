"""Sweeps over names and spellings made up by number: each is set right, asked about, or left."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from itertools import product

from generator.correcting import apart, correct, find
from generator.correcting.dictionary import dictionary
from generator.correcting.given import Given
from generator.correcting.mishearing import Names
from generator.correcting.spellings import Listener, Spellings
from generator.correcting.suggestions import Proposal, suggest
from generator.model import Episode, Show
from tests.combining.readings import reading_of
from tests.conftest import Expect
from tests.test_sweeps import gist, row

NAMES = (
    *("Marrowgate", "Kuyper", "Quilv", "HarbourLab", "MQTP", "RLHF", "Anselm Oster", "Lantern"),
    *("Night & Glass", "LanternMill", "Kuyper3", "Oster Mill", "numpy", "Kuyper.de", "Ann Vosk"),
    *("TXIDs", "Quillian Forge", "C++", "vLLM", "Brass Lantern", "SeaSide", "gC++"),
)
HEARD = (
    *("Marogate", "Marlogate", "Margate", "Marrow Gate", "marrow gate", "Marrowgates", "Mary Gate"),
    *("Kuiper", "Kiper", "Kuifer", "KUIPER", "Cooper", "Kuiper 3", "Quilf", "Quif", "Qil", "Quill"),
    *("Harbour Lab", "harbour lab", "Harbor Lap", "Harber Lab", "M Q T P", "m q t p", "MQ TP"),
    *("MQTT", "R L HF", "R LHF", "Anselm Oser", "Anselm Ostar", "Ansel Oster", "anselm oser"),
    *("Lanterm", "Lantern Mill", "Lanternmill", "Nite and Glass", "Night and Gloss", "nite & glas"),
    *("Kuip3r", "Kuiper.de", "Oser Mill", "Oster Mil", "num pie", "nampy", "An Vosk", "Anne Vosk"),
    *(
        "T X IDs",
        "mar rowgate",
        "har bourlab",
        "Mar Rowgate",
        "Seasyde",
        "Sea Side",
        "sea side",
        "g C++",
        "TX IDs",
        "Quilian Forge",
        "Quillion Forge",
        "C plus",
        "V LLM",
        "vLM",
        "Bras Lantern",
    ),
)
KNOWN: tuple[tuple[bool, int, int, int, int], ...] = (
    *((True, 0, 0, 0, 1), (True, 1, 0, 0, 1), (True, 3, 0, 0, 2), (False, 8, 0, 0, 2)),
    *((False, 9, 2, 3, 3), (False, 2, 2, 3, 1), (True, 3, 1, 1, 4), (False, 30, 3, 4, 3)),
)
"""Whether people wrote a name, how often it is said, by how many others and how often by each, and
how often the spelling is."""


def test_spellings_are_held_against_names_as_before(expect: Expect) -> None:
    """Each spelling and each name: "." for nothing, "?" for a question, "!" where it is sure."""
    words, found = dictionary(), []
    for heard in HEARD:
        told = []
        for listed, said, others, elsewhere, times in KNOWN:
            spoken = dict.fromkeys(NAMES, said) if said else {}
            own = {heard: times} if heard != heard.lower() else {}
            here = Spellings(
                listed=dict.fromkeys(NAMES, 1) if listed else {},
                said={**spoken, **own},
                suspects={heard: tuple(range(times))},
            )
            rest = [Spellings(said=dict.fromkeys(NAMES, elsewhere)) for _ in range(others)]
            judged = list(Names([here, *rest], words).judge(here))
            told.append("".join(f"{each.meant}{'?!'[each.sure]}" for each in judged) or ".")
        found.append(row(f"{heard}:", *told))
    for name, heard in product(NAMES, HEARD):
        here = Spellings(listed={name: 1}, said={name: 1}, suspects={heard: (0,)})
        beside = Spellings(listed={name: 1})
        mine = {each.meant: each for each in Names([here], words).judge(here)}
        other = replace(here, listed={}, said={name: 8})
        far = {each.meant: each for each in Names([other, beside], words).judge(other)}
        if mine or far:
            found.append(row(name, "/", heard, *("?!"[each.sure] for each in mine.values())))
            found[-1] += row(" /", *(f"{'?!'[e.sure]}{sum(e.likeness):.2f}" for e in far.values()))
    expect("sweeps/made_up/misheard.txt", "\n".join(found) + "\n")


FRAMES = (
    *("We saw {a} there, and {b} too.", "{a} was there.", "I asked {a}'s friends about {b}."),
    *("And then {a} {b} came in the fog.", 'The {a} of {b}, or "{a}", is old.', "It was {a}"),
    *("So {a}? {b}! That is 42 of {a}.", "an {a}-like lamp for the {b} & co", "{b}."),
)
SHOWS = (Show(slug="pier", title="Pier Talks", hosts=("Anselm Oster",)), Show(slug="q", title="Q"))
GIVEN = (
    Given(),
    Given(everywhere={"Kuiper": "Cuyper", "Marogate": None, "saw": "sow"}),
    Given(
        everywhere={"Margate": "Marrowgate", "the Kuiper": "them"},
        by_show={"pier": {"Kuiper": "Keeper", "was there": "were there", "Margate": None}},
    ),
)


def episodes(number: int) -> list[Episode]:
    """Some recordings that hold some names, rightly and wrongly."""
    choose = random.Random(number)
    names, heard = choose.sample(NAMES, 3), choose.sample(HEARD, 4)
    made = []
    for count in range(choose.choice((1, 2, 3, 4))):
        pool = [*names * choose.choice((1, 3)), *heard]
        lines = [
            choose.choice(FRAMES).format(a=choose.choice(pool), b=choose.choice(pool))
            for _ in range(choose.choice((3, 8, 14)))
        ]
        talk = "\n".join(f"Ada: {each}" for each in lines)
        title = choose.choice((f"On {names[0]}", "Fog and rope", names[1]))
        one = reading_of(f"{title} {count}", talk, show=SHOWS[choose.random() < 0.4]).episode
        notes = choose.choice(("", f"With {names[2]}, see https://{names[0]}.example/", names[0]))
        tags = choose.choice(((), (names[1],)))
        day = dt.date(2026, 3, 1 + count)
        made.append(replace(one, notes=notes, tags=tags, date=day))
    if number % 5 == 4:
        made[0] = replace(made[0], language="de")
    return made


def test_archives_are_corrected_as_before(expect: Expect) -> None:
    """What is set right and where, what is asked, what people said, and what a model proposed."""
    found = []
    for number in range(60):
        made, given = episodes(number), GIVEN[number % 3]
        spelled = Listener(dictionary()).gather(made)
        told = [
            (sorted(s.listed.items()), sorted(s.said.items()), sorted(s.suspects.items()))
            for s in spelled
        ]
        sure = [[each.heard for each in apart(those)] for those in find(made)]
        found.append(row(number, gist(told)[:4], sure))
        for each in correct(made, given):
            fixed = [f"{c.cue}:{c.heard}>{c.meant}" for c in each.corrections]
            found.append(row("   ", each.slug, gist(fixed)[:4], *fixed)[:160])
        proposed = {
            each.id: [
                Proposal(heard=heard, meant="Zebra", by=by) for heard in HEARD[number % 7 :: 7]
            ]
            for each, by in zip(made, ("m", "n", "m", "n"), strict=False)
        }
        for applied in (False, True):
            lines = list(suggest(made, given, proposed, applied=applied))
            found += [f"    {'=' if applied else '-'} {each}" for each in lines[:5]]
            found.append(row("   ", len(lines), gist(lines)[:4]))
    expect("sweeps/made_up/corrected.txt", "\n".join(found) + "\n")
