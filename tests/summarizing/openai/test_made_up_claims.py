"""Sweeps over claims made up in rows and columns: each is believed, or not, as it was.

A row is what is said, a column what is claimed of it: "." where nothing is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from generator.language.languages import Language
from generator.summarizing.openai.ground import Ground
from generator.summarizing.openai.passages import CitableLine
from generator.summarizing.openai.said_names import silent, unnamed
from generator.summarizing.openai.said_numbers import wrong_figures, wrong_numbers, wrong_units
from generator.summarizing.openai.said_order import misordered
from generator.summarizing.openai.said_things import untold
from generator.summarizing.openai.strength import (
    Quantifier,
    denied,
    overstated,
    quantifiers,
    reversed_,
    surer,
)
from tests.conftest import Expect
from tests.test_sweeps import gist, row

Check = Callable[[str, Sequence[CitableLine], Ground], Iterator[str]]
ENGLISH = Language.of("en")
BEFORE = (
    *("Ada Voss: I keep the harbour, and my crews paint sails.", "Bram Oster: You do."),
    *("Ada Voss: The old pier stands in the fog.", "Bram Oster: The bell hangs there."),
)
BEHIND = (
    *("Ada Voss: The lamp burns oil.", "Bram Oster: My rope is wet.", "Ada Voss: So it goes."),
    *("Bram Oster: The tower is of brick.", "Ada Voss: Gulls nest on it."),
)


def line(said: str) -> CitableLine:
    """A line such as "Ines: We measure tides."."""
    who, _, text = said.partition(": ")
    return CitableLine(text=text, sources=(), speaker=who)


def told(check: Check, said: Sequence[str], claims: Sequence[str]) -> str:
    """A letter for each claim about some lines in the middle of a recording: its first fault's."""
    lines = [line(each) for each in (*BEFORE, *(f"Ada Voss: {each}" for each in said), *BEHIND)]
    ground = Ground(lines, "en", ["Harbour Talk", "Carla Ruiz keeps the MQTP log"])
    cited = lines[len(BEFORE) : len(BEFORE) + len(said)]
    faults = [list(check(claim, cited, ground)) for claim in claims]
    return "".join(gist(each)[0] if each else "." for each in faults)


def sweep(check: Check, said: Sequence[str], claims: Sequence[str]) -> Iterator[str]:
    """A row for each thing said, with all claims of it."""
    for each in said:
        yield row(told(check, each.split("|"), claims), each)


def cased(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]


SHARES = (
    *("all {}", "every {}", "each {}", "any {}", "both {}", "no {}", "none of the {}", "most {}"),
    *("many {}", "lots of {}", "some {}", "several {}", "a few {}", "few {}", "hardly any {}"),
    *("only one of the {}", "half of the {}", "a third of the {}", "the {}", "not all {}"),
    *("one of the {}", "40 {}", "all but two {}", "everybody, and no {}", "neither of the {}"),
    *("just the {}", "almost all {}", "two thirds of the {}", "one {}", "whatever {}"),
)
"""Of how many of them something is told."""
OFTEN = (
    *("always", "never", "usually", "often", "sometimes", "rarely", "mostly", "fully", "partly"),
    *("", "each time", "whenever it rains", "not always", "just", "hardly ever", "automatically"),
)
"""How often, or how far."""
AROUND_A_SHARE = (
    *("{} boats leak", "the {} of boats", "we saw {}.", "not {} boats leak", "almost {} boats"),
    *("at {} Boats we sail", "a {}-boat fleet", "it isn't old in {} boats", "{} is kept"),
    *("a tenth of {} boats", "{} 300 boats", "boats {} sail", "Boats, {} wet boats", "{}"),
    *("what matters {} is it", "{} urgent is this", "{} people", "nobody leaves {}", "{}, boats"),
)


def known(each: Quantifier) -> tuple[object, ...]:
    """All that is known of a quantifier, in an order."""
    flags = (each.free, each.manner, each.opens, each.floats)
    return each.share.name, each.text, sorted(each.heads), each.first, flags


def test_shares_are_told_and_held_against_what_is_said_as_before(expect: Expect) -> None:
    """Each word for how much in each place of a sentence; each share against each other."""
    found = []
    lists = ("all", "none", "any", "most", "many", "some", "few", "manner", "floating", "no_share")
    for phrase in sorted({each for name in lists for each in ENGLISH.claims[name]}):
        spoken = phrase.replace("_", " ")
        texts = [cased(frame.format(spoken)) for frame in AROUND_A_SHARE]
        texts += [frame.format(cased(spoken)) for frame in AROUND_A_SHARE[1:8:4]]
        held = [
            "".join(gist(known(each))[0] for each in quantifiers(text, ENGLISH)) for text in texts
        ]
        found.append(row(spoken, *(each or "-" for each in held)))
    for noun, verb in (("boats", "leak"), ("crews", "leak"), ("people", "sleep")):
        claims = [f"{cased(each.format(noun))} {verb}." for each in SHARES]
        said = [f"{cased(each.format('boats'))} leak in winter." for each in SHARES]
        found += [f"# {noun}", *sweep(overstated, said, claims)]
    claims = [f"The boats {each} leak." for each in OFTEN]
    claims += [f"Everything {each} leaks." for each in OFTEN[:4]]
    claims += ["The entire boat leaks.", "Every week it leaks.", "The boats each leak."]
    claims += ["Only boats leak.", "Boats alone leak.", "Nobody leaks.", "Most leak."]
    claims += ["They sail at Generally Intelligent.", "It leaks. Generally Boats sail."]
    claims += ["No old boats leak.", "Most wet boats leak.", "All old crews leak."]
    said = [f"The boats {each} leak." for each in OFTEN]
    said += [f"{cased(each.format('boats'))} leak." for each in SHARES[:12]]
    said += ["A week of it.|All of it.", "Only boats leak.", "It leaks.|Some leak.", "Just one."]
    said += [
        "Some old boats leak, no wet boats do.",
        "Most crews leak.",
        "No boats, most old boats.",
    ]
    said += ["Most boats of all crews leak.", "All wet crews sail.", "Most old sails leak."]
    found += ["# how often", *sweep(overstated, said, claims)]
    expect("sweeps/made_up/shares.txt", "\n".join(found) + "\n")


SAID = (
    *("The boat leaks.", "The boat doesn't leak.", "The boat can't leak, and the crew sleeps."),
    *("Does the boat leak?", "Nobody says that the boat leaks.", "The boat leaks, or not."),
    *("If it leaks, the boat sinks.", "The boat may leak.", "I think the boat will leak."),
    *("The boat surely leaks.", "Perhaps the crew sleeps.", "The crew lacks a boat."),
    *("The boat is faster than the crew.", "The crew is slower than the boat."),
    *("The boat is slower than the crew.", "The boat is not faster than the crew."),
    *("The boat is faster than 40 knots.", "More boats leak than crews.", "Less rope than sail."),
    *("The boat never leaks; it stops.", "To leak is not what the boat wants.", "It is early."),
    *(
        "The boat is slower than ten knots.",
        "The boat is slower than ropes.|It is faster than sails.",
    ),
    *("The crew could maybe guarantee it.", "The boat leaks.|It does not.", "The boat is late."),
    "The crew doesn't know whether boats leak.",
)


def test_denials_comparisons_and_doubts_are_held_against_what_is_said_as_before(
    expect: Expect,
) -> None:
    """Each sentence claimed of each other, and some surer than any."""
    claims = [*SAID, "The boat will leak.", "The boat definitely leaks, if it rains."]
    claims += ["Less than the boat leaks.", "The boat won't leak.", "The crew will sleep."]
    found = []
    for check in (denied, reversed_, surer):
        found += [f"# {check.__name__}", *sweep(check, SAID, claims)]
    expect("sweeps/made_up/doubted.txt", "\n".join(found) + "\n")


ORDERS = (
    *("We painted the hull before we mended the sail.", "We mended the sail after the hull paint."),
    *("We painted the hull, then we mended the sail.", "First we painted the hull and then sail."),
    *("After we mended the sail, we painted the hull.", "Before the sail we painted the hull."),
    *("We painted the hull.|Then we mended the sail.", "We mended the sail.|We painted the hull."),
    *("We started with the hull, and the sail followed.", "The hull went from wood to canvas."),
    *("From the sail to the hull we painted.", "The hull came first, the sail last."),
    *("The sail came first.", "We mended the sail one after another.", "The first sail was torn."),
    *("We went after the sail, and the hull later.", "We paint the hull, after which it dries."),
    *("We did not start with the hull.", "In the end we mended the sail, before that the hull."),
    *("We mended the sail at first; the hull was finally painted.", "At first it was the hull."),
    *("We counted 40 ropes before 12 masts.", "We counted 12 masts, then 40 ropes."),
    *("After the talk that we gave we painted it.", "After the hull, which was red, the sail."),
    *(
        "Going before the sail came the hull.",
        "GO before the sail, hull.",
        "Ran after the hull, sail.",
    ),
    *(
        "Before the hull, and so on, is the sail.",
        "After a year there, the sail was torn by hulls.",
    ),
    *("After the sail, we are at the hull.", "Before the hull, all of it, we mended the sail."),
    *(
        "Before we paint the hull we mend the sail.",
        "After what we painted on the hull the sail is.",
    ),
    "The hull was painted last, not first, because the sail, which was torn, was mended.",
)


def test_what_comes_first_is_held_against_what_is_said_as_before(expect: Expect) -> None:
    """Each order told in each way against each other."""
    found = list(sweep(misordered, ORDERS, [each.replace("|", " ") for each in ORDERS]))
    expect("sweeps/made_up/orders.txt", "\n".join(found) + "\n")


NUMBERS = (
    *(
        "40 boats",
        "about 40 boats",
        "more than 40 boats",
        "at most 40 boats",
        "41 boats",
        "4 boats",
    ),
    *("40 crews", "40 km", "40 miles", "64 km", "an hour", "60 minutes", "two hours", "1.5 hours"),
    *("1984", "in 1984", "around 84", "the 1980s", "boat 84", "version 4", "half of the boats"),
    *("50% of boats", "19 out of 20 boats", "95% of boats", "twice as many", "20 and 40 boats"),
    *(
        "hundreds of boats",
        "300 boats",
        "1 boat",
        "the first boat",
        "1/40 of it",
        "$40",
        "40 euros",
    ),
    *("$2 million", "2 million", "$2 trillion, up from 1.2", "1.2 trillion", "12 to 14 boats"),
    *(
        "the four boats",
        "67% of boats",
        "two thirds of boats",
        "several months",
        "a year",
        "monthly",
    ),
    *("40 cents", "4 kinds of boats", "per boat", "9 dozen", "108 boats", "next year", "24 hours"),
    *("a day", "-5 degrees", "39.9 boats", "44 boats", "50 to 50", "4,000 boats", "4000 people"),
)


def test_numbers_are_held_against_what_is_said_as_before(expect: Expect) -> None:
    """Each number claimed of each other, with its unit, its bound and what it counts."""
    said = [f"We had {each} there." for each in NUMBERS]
    said += ["We had 40|boats and 12 crews.", "From 70 to 140 boats.", "Half a boat, 9 of 10."]
    found = []
    for check in (wrong_numbers, wrong_units):
        found += [f"# {check.__name__}", *sweep(check, said, [*said[: len(NUMBERS)]])]
    said = [f"We kept it there, {each}." for each in UNITS]
    found += ["# units", *sweep(wrong_units, said, said)]
    said = [f"We had {each} of them." for each in ("1 or 40", "a one, 3 and 9", "about some 40")]
    said += ["More than anything that we ever had on it are 40 boats.", "It is over: 40 boats."]
    said += [
        "At least some of the 40 boats.",
        "Under the pier there are 40 boats.",
        "Over 40 boats.",
    ]
    found += ["# bounds", *sweep(wrong_numbers, said, said)]
    german = [f"Es waren {each}." for each in ("40 Boote", "41 Boote", "3,5 km", "MQTP 5", "zwei")]
    for each in said[::4]:
        lines = [line(f"Ada Voss: {each}")]
        ground, written = Ground(lines, "en"), Language.of("de")
        faults = [list(wrong_figures(text, lines, ground, written)) for text in german]
        found.append(row("".join("x" if each else "." for each in faults), each))
    expect("sweeps/made_up/numbers.txt", "\n".join(found) + "\n")


UNITS = (
    *(
        "petabytes of it",
        "terabytes of it",
        "two terabytes",
        "for about an hour",
        "for about a day",
    ),
    *(
        "per hour",
        "per day",
        "each year",
        "$5 a month",
        "$5 a week",
        "40 boats a day",
        "12 hours a day",
    ),
    *("next month", "next year", "within minutes", "within hours", "weekly", "daily", "every week"),
    *(
        "several months",
        "several years",
        "a few days",
        "days",
        "metres",
        "kilometres",
        "many miles",
    ),
    *(
        "workdays",
        "an hour in 24 hours",
        "24 hours",
        "half an hour",
        "a second",
        "euros",
        "dollars",
    ),
)


SPOKEN_NAMES = (
    *("Marrow Gate", "Marrowgate", "Marrow", "Merrowgate", "marrow gate", "MG", "M G T", "GPT-4"),
    *("G P T four", "LLMs", "an LLM", "EIP 4844", "four eight four four", "Guido van Rossum"),
    *("Guido", "Weights & Biases", "weights and biases", "Kuyper", "Kuiper", "the States"),
    *("538", "Ada", "Brahm", "Ada Foss", "Y C", "an American", "America", "NPM-like things"),
)
CLAIMED_NAMES = (
    *("Marrow Gate", "Marrowgate", "Merrow Gate", "GPT-4", "GPT-5", "LLM", "LLMs", "EIP-4844"),
    *("EIP-4845", "Guido van Rossum", "Rossum", "Weights & Biases", "Kuiper", "Kuyper", "Cooper"),
    *("the United States", "FiveThirtyEight", "Y Combinator", "American", "NPM-Things", "MQTP"),
    *("Carla Ruiz", "Karla Ruiz", "Bram Oster", "Adda Voss", "Marrow", "Large Language Models"),
    *("iPhone", "O'Neil", "US", "Harbour Talk", "Rust", "Marrow-Gate"),
)
SPEAKING = (
    *(
        "Ada says that the {n} is wet.",
        "Bram Oster says that the {n} is wet.",
        "Bram's {n} is wet.",
    ),
    *("Bram's view is that the {n} is wet.", "Ada and Bram keep the {n}.", "The {n} is Bram's."),
    *("Bram keeps the {n}.", "In the fog Bram finds the {n}.", "Carla keeps the {n}."),
)


def test_names_are_held_against_what_is_said_as_before(expect: Expect) -> None:
    """Each spelling against each other, in the middle and at the head; who speaks, and to whom."""
    said = [f"We came upon {each} in the fog." for each in SPOKEN_NAMES]
    claims = [f"They met {each} there." for each in CLAIMED_NAMES]
    claims += [f"{each} was there." for each in CLAIMED_NAMES[::4]]
    found = list(sweep(unnamed, said, claims))
    ways = ("I keep the {n}.", "You keep the {n}.", "We saw Bram keep the {n}.", "The {n} is wet.")
    nouns = ("pier", "bell")
    said = [each.format(n=noun) for each, noun in product(ways, nouns)]
    claims = [each.format(n=noun) for each, noun in product(SPEAKING, nouns)]
    found += ["# who speaks", *sweep(silent, said, claims)]
    expect("sweeps/made_up/named.txt", "\n".join(found) + "\n")


TOLD = (
    *("We keep a log of the tides in the hut.", "The algo counts 40 waves.", "The wave is high."),
    *("We sail because the wind turned.", "The pull request is late, so we wait."),
    "They sail at night.|It was a film about a whale.",
)
ADDED = (
    *(
        "",
        ", in a rented flat",
        ", in a cabin",
        " with a lawyer",
        " over the winter",
        " by two men",
    ),
    *(", who had won a prize", ", a trend that has slowed", " because the volcano erupted"),
    *(" because the wind turned", " due to a PR", " because of 40 waves", " because of 12 waves"),
    *(", a volcano", " at a movie", ", which erupted over the jungle", " for a tide collection"),
    *(
        " in an unexpected way",
        ", a 40-year habit",
        ", one whale and its film",
        ", two volcanoes here",
    ),
    *(
        " because of a refrigerator",
        " (as pilots and volcanoes do)",
        " from a gull",
        " on a new lamp",
    ),
)


def test_what_is_added_to_what_is_said_is_told_as_before(expect: Expect) -> None:
    """Things, reasons, people and places behind each line, and behind lines of something else."""
    others = ["The logarithm grew.", "Nothing.", "It is 40.", "It is 12.", "Gulls and bricks."]
    others += ["Gulls fly.", "The algorithm counts.", "Sailing was hard.", "The tower-like thing."]
    found: list[str] = []
    for each in TOLD:
        same = each.split("|")[0].rstrip(".")
        claims = [f"{same}{added}." for added in ADDED]
        found += sweep(untold, [each], [*claims, *others, *(f"{end[:-1]}s." for end in TOLD)])
    expect("sweeps/made_up/brought_in.txt", "\n".join(found) + "\n")
