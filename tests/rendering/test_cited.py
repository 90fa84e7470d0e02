"""Which words of a transcript a page marks as those that a sentence cites."""

from __future__ import annotations

import re

import pytest

from generator.rendering.cited import cited, letters

SAID = "Well, the gauge, um, is a float in a pipe. It never sleeps! 潮位計は眠らない。"


def marked(sentence: str, *, quoted: bool) -> list[str]:
    """The stretches of `SAID` that are cited, without what is neither letter nor digit."""
    whole = letters(SAID)
    return [whole[start:end] for start, end in cited(sentence, SAID, quoted=quoted)]


@pytest.mark.parametrize(
    ("sentence", "quoted", "stretches"),
    [
        ("The gauge, um, is a float in a pipe.", True, ["thegaugeumisafloatinapipe"]),
        ("The gauge is a float.", True, ["thegauge", "isafloat"]),
        ("潮位計は眠らない", True, ["潮位計は眠らない"]),
        ("Sleeps: never a gauge in this harbour.", False, ["gauge", "neversleeps"]),
        ("Nothing of it.", False, []),
    ],
)
def test_cited_words(sentence: str, quoted: bool, stretches: list[str]) -> None:
    """A quotation is found whole or in its pieces; of a written sentence its longer words."""
    assert marked(sentence, quoted=quoted) == stretches


def test_places_count_letters_and_digits_alone() -> None:
    """Capitals that become two characters in lower case, marks and spaces shift nothing."""
    said = "İstanbul – 1453! Grüße, Straße."
    [(start, end)] = cited("grüße straße", said, quoted=True)
    assert re.sub(r"[\W_]", "", said.lower())[start:end] == "grüßestraße"
