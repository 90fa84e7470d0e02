"""Sweeps over what is made up by number: each is read, and told of, as it was.

A row that changes names the text: `python -m tests.made_up spoken 17` prints it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from generator.errors import InputError
from generator.parsers import parse
from generator.parsers.habits import spell_out
from tests.conftest import Expect
from tests.made_up import CLOCKS, FORMS, MADE
from tests.test_sweeps import WORDS, gist

HOW_MANY = {
    "spoken": 400,
    "tree": 200,
    "service": 260,
    "edge": 330,
    "stamp": 420,
    "table": 160,
    "captions": 420,
    "page": 120,
    "debate": 200,
    "listing": 200,
    "glued": 100,
}


def heard(text: str) -> str:
    """Who says how much in a transcript, and what tells it from another; or why none is read."""
    try:
        document = parse(text)
    except InputError as error:
        return f"refused: {str(error)[:40]} {gist(str(error))}"
    if document is None:
        return "-"
    told = []
    for recording in document.recordings:
        cues = recording.transcript.cues
        who = sorted({(cue.speaker or "-")[:9] for cue in cues})
        told.append(f"{len(cues)} {'/'.join(who)[:30]}")
    known = gist(replace(document, format=""))
    return f"{(document.format or '')[:7]}: {', '.join(told)[:60]} {known}"


@pytest.mark.parametrize("kind", MADE)
def test_what_is_made_up_is_read_as_before(expect: Expect, kind: str) -> None:
    """Each kind of text, with its marks, lengths, names and noise mixed by number."""
    texts = [(number, MADE[kind](number)) for number in range(HOW_MANY[kind])]
    found = [f"{number} {heard(text)}" for number, text in texts]
    if kind in (
        "spoken",
        "edge",
        "stamp",
    ):  # how marks are spelled shows where they are too few as well
        for number, text in texts[::2]:
            spelled = spell_out(text)
            found[number] += f" {gist((spelled.body, sorted(spelled.names), spelled.date))}"
    expect(f"sweeps/made_up/{kind}.txt", "\n".join(found) + "\n")


def repeated(form: str, turns: int, others: int, names: int) -> str:
    """A text of so many turns in one form by so many people, and so many paragraphs besides."""
    said = "I think we set the {} by the pier, and the {} too."
    lines = [
        form.replace("{n}", ("Ines Falk", "Tom")[turn % names])
        .replace("{t}", CLOCKS[2](9.0 * turn))
        .replace("{d}", "12/03/2026")
        .replace("{s}", said.format(WORDS[turn % 12], WORDS[turn % 5]))
        .replace("↵", "\n")
        for turn in range(turns)
    ]
    lines += [
        f"The {WORDS[n % 12]} was seen from the {WORDS[n % 7]} at noon." for n in range(others)
    ]
    return "\n\n".join(lines)


def test_marks_are_a_habit_from_as_many_on_as_before(expect: Expect) -> None:
    """Each form two to five times, alone and among as many paragraphs as just let it be one."""
    found = []
    for form, names in product(FORMS, (1, 2)):
        told = []
        for turns in (2, 3, 4, 5):
            for others in (0, turns, turns + 1, 3 * turns, 3 * turns + 1):
                text = repeated(form, turns, others, names)
                spelled = spell_out(text)
                same = spelled.body == text and not spelled.names
                told.append("-" if same else gist((spelled.body, sorted(spelled.names)))[:3])
        found.append(f"{form} {names}: {' '.join(told)}")
    expect("sweeps/made_up/habits.txt", "\n".join(found) + "\n")
