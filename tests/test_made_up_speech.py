"""Sweeps over speech made up by number: each is cleaned, counted and parted as it was.

A row that changes names the texts: `python -m tests.made_up_speech slips en 17` prints one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pytest

from generator.language.cleaning import clean
from generator.language.languages import Language
from generator.language.quantities import quantities
from generator.language.questions import plain_question, short_question
from generator.language.sentences import sentence_spans
from tests.conftest import Expect
from tests.made_up_speech import MADE, THINGS, long
from tests.test_sweeps import gist

TOGETHER = 25
"""Texts of a row."""


def cleaned(text: str, language: Language) -> object:
    """What is quoted of it, with gaps marked and without, and what it asks."""
    plain = clean(text, language)
    asked = (plain_question(plain), short_question(text, language))
    return (plain, clean(text, language, marks_gaps=True), asked)


def parted(text: str, language: Language) -> object:
    """Its sentences."""
    return sentence_spans(text, language)


READ: dict[str, Callable[..., object]] = {
    "slips": cleaned,
    "sums": quantities,
    "ends": parted,
}


def rows(name: str, texts: Sequence[str], read: Callable[[str], object]) -> list[str]:
    """What comes of texts, many to a line."""
    told = [gist(read(text))[:4] for text in texts]
    return [
        f"{name} {first} {' '.join(told[first : first + TOGETHER])}"
        for first in range(0, len(told), TOGETHER)
    ]


@pytest.mark.parametrize("kind", MADE)
def test_speech_is_read_as_before(expect: Expect, kind: str) -> None:
    """Thousands of sentences of little but the words that are looked at, in four languages."""
    found = []
    for tag in THINGS:
        language = Language.of(tag)
        texts = [MADE[kind](tag, number) for number in range(2000 if tag == "en" else 400)]
        found += rows(tag, texts, partial(READ[kind], language=language))
    if kind == "ends":
        lengthy = [long(number) for number in range(150)]
        found += rows("long", lengthy, partial(parted, language=Language.of("en")))
    expect(f"sweeps/made_up/{kind}.txt", "\n".join(found) + "\n")
