"""Speech made up by number, of the words that are heeded in it: slips, sums, ends of sentences.

`python -m tests.made_up_speech slips en 17` prints the text that a row of a sweep is about.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from generator.language.languages import Language

Choose = random.Random
THINGS = {
    "en": "bees hive swarm queen feed comb count Ada Millbrook honey larvae iPhone breed frames",
    "de": "Bienen Stock fliegen Königin zählen Ada Honig Waben Imker füttern Millbrook",
    "fr": "abeilles ruche essaim reine compter Ada miel cadres nourrir Millbrook",
    "es": "abejas colmena enjambre reina contar Ada miel cuadros cría Millbrook",
}
"""Words that nothing is known of, in each language that slips and numbers are known of."""
HEEDED = """you_know i_mean sort_of kind_of like right okay kinda because so not that it I we they
a the is to what if about by and or of mm 5 3 - >> ... um uh then this she don't it's th- a- 40"""
"""What cleaning English asks for by name."""


@cache
def _lists(tag: str) -> tuple[tuple[str, ...], ...]:
    """The words of each list by which speech is cleaned."""
    return tuple(tuple(sorted(words)) for _, words in sorted(Language.of(tag).cleaning.items()))


def slips(tag: str, number: int) -> str:
    """What somebody said with fillers, slips, repeats and new beginnings."""
    choose = Choose(number)
    things = THINGS[tag].split()
    lists = [words for words in _lists(tag) if words]
    heeded: Sequence[str] = HEEDED.split() if tag == "en" else choose.choice(lists)
    said: list[str] = []
    if choose.random() < 0.1:
        said.append(choose.choice(lists[-1]).capitalize())
    for _ in range(choose.choice((2, 4, 6, 9, 13))):
        many = choose.choice((1, 1, 2, 3, 4, 5, 6))
        if said and choose.random() < 0.12:
            said += said[-many:]
        kind = choose.random()
        words = heeded if kind < 0.3 else choose.choice(lists) if kind < 0.65 else things
        said += choose.choice(words).split("_")
        if choose.random() < 0.25:
            mark = choose.choice((",", ",", ",", ",", ".", "?", "...", "…", "-", " —", "!", '"'))
            said[-1] += mark
        if choose.random() < 0.06:
            said[-1] = choose.choice((said[-1].capitalize(), f"“{said[-1]}", f"({said[-1]}"))
    return " ".join(said) + choose.choice(("", "", ".", "?", ","))


FIGURES = """1,400 3.5 1/8 10:30 GPT-4 2017-18 1984 20_17 7 12 5% 34_B 1e6 1.500 1.500,5 2,5 100 80s
1980s 3rd 20°C 4th 1_500 24.0.1 15 30 999 1000 0 21 2.5_billion 6kg 90% 40_mm M2 50¢ 10^6"""
BETWEEN = (
    """to or and a of an per than the times point half and_a_half x about power 10 - , . ; ("""
)


@cache
def _of_numbers(tag: str) -> tuple[tuple[str, ...], ...]:
    """The words of numbers and of what they measure."""
    known = Language.of(tag)
    tables: Sequence[Mapping[str, object]] = (
        *(known.numbers, known.scales, known.ordinals, known.fractions, known.multiples),
        *(known.units, known.numbers, known.units),
    )
    lists = [known.claims[name] for name in ("one", "joins", "adds", "several", "point", "plurals")]
    lists.append(known.endings["shares"])
    return tuple(tuple(sorted(each)) for each in (*tables, *lists) if each)


def sums(tag: str, number: int) -> str:
    """Figures and words for numbers, with what they measure, in whatever order."""
    choose = Choose(number)
    said: list[str] = []
    for _ in range(choose.choice((2, 3, 4, 5, 7))):
        kind = choose.random()
        if kind < 0.3:
            words: Sequence[str] = FIGURES.split()
        elif kind < 0.75:
            words = choose.choice(_of_numbers(tag))
        elif kind < 0.88:
            words = BETWEEN.split()
        else:
            words = ("hives", "bees", "boats", "metre", "years")
        said += choose.choice(words).split("_")
        if choose.random() < 0.08:
            said[-1] = choose.choice(("$", "€", "minus ", "-")) + said[-1]
        if choose.random() < 0.08:
            said[-1] += choose.choice((",", ".", "s", ";", "%", "-" + said[-1]))
    return choose.choice((" ", " ", " ", "-")).join(said)


@cache
def _of_ends(tag: str) -> tuple[tuple[str, ...], ...]:
    """Abbreviations, titles, and words that sentences seldom end in."""
    known = Language.of(tag)
    lists = [words for _, words in sorted(known.sentences.items())]
    lists += [known.cleaning["dangling_ends"], known.cleaning["ends_clause"], known.function]
    return tuple(tuple(sorted(each)) for each in lists if each)


def ends(tag: str, number: int) -> str:
    """Words with stops behind them that end a sentence, and stops that do not."""
    choose = Choose(number)
    said: list[str] = []
    for _ in range(choose.choice((3, 6, 9, 14))):
        kind = choose.random()
        if kind < 0.4:
            words: Sequence[str] = choose.choice(_of_ends(tag))
        elif kind < 0.6:
            words = (
                "A",
                "3",
                "12",
                "123",
                "J.R.",
                "U.S.",
                "z.B",
                "x",
                "No",
                "abc",
                "abcde",
                "[Um,",
            )
        else:
            words = THINGS[tag].split()
        word = choose.choice(words)
        if choose.random() < 0.4:
            word = word.capitalize()
        if choose.random() < 0.45:
            word += choose.choice(
                (".", ".", ".", "?", "!", "…", '."', ".)", "。", "...", "]", "?’")
            )
        if choose.random() < 0.06:
            word = choose.choice('"(“«[¿') + word
        said.append(word)
    return " ".join(said)


LONG = (59, 60, 61, 119, 120, 121)


def long(number: int) -> str:
    """A sentence that is just too long or just not, with a comma here or there."""
    choose = Choose(number)
    count = LONG[number % len(LONG)]
    words = [choose.choice(THINGS["en"].split()) for _ in range(count)]
    for at in (29, 30, 31, 32, 45, 59, 60):
        if at < count and choose.random() < 0.3:
            words[at] += choose.choice(",;,:")
    return " ".join(words) + "."


MADE: dict[str, Callable[[str, int], str]] = {"slips": slips, "sums": sums, "ends": ends}
"""What can be made up, by its name."""


if __name__ == "__main__":
    sys.stdout.write(MADE[sys.argv[1]](sys.argv[2], int(sys.argv[3])))
