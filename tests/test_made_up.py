"""Sweeps over what is made up by number: each is read, and told of, as it was.

A row that changes names the text: `python -m tests.made_up spoken 17` prints it.
"""

from __future__ import annotations

import pytest

from generator.errors import InputError
from generator.parsers import parse
from generator.parsers.habits import spell_out
from tests.conftest import Expect
from tests.made_up import MADE
from tests.test_sweeps import gist

HOW_MANY = {
    "spoken": 520,
    "tree": 300,
    "table": 160,
    "captions": 360,
    "page": 150,
    "debate": 150,
    "listing": 150,
    "glued": 60,
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
    return f"{(document.format or '')[:7]}: {', '.join(told)[:60]} {gist(document)}"


@pytest.mark.parametrize("kind", MADE)
def test_what_is_made_up_is_read_as_before(expect: Expect, kind: str) -> None:
    """Each kind of text, with its marks, lengths, names and noise mixed by number."""
    texts = [(number, MADE[kind](number)) for number in range(HOW_MANY[kind])]
    found = [f"{number} {heard(text)}" for number, text in texts]
    if kind == "spoken":  # how marks are spelled shows where too few of them stand for a transcript
        for number, text in texts[::2]:
            spelled = spell_out(text)
            found[number] += f" {gist((spelled.body, sorted(spelled.names), spelled.date))}"
    expect(f"sweeps/made_up/{kind}.txt", "\n".join(found) + "\n")
