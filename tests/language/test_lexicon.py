"""English word classes, as lists and endings tell them of a word taken alone."""

from __future__ import annotations

import pytest

from generator.language.lexicon import class_of


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("DETERMINER", "the"),
        ("JOINT", "and of"),
        ("OTHER", "don't they're keepers' sadly wisely"),
        ("NOUN", "hive bee's king wing thing weed reed july supply fable cable menus tax"),
        ("VERB", "carries carried stops stopped teaches"),
        ("GERUND", "sewing going"),
        ("PARTICIPLE", "melted played"),
        ("ADJECTIVE", "usable famous joyous useful logical ugly early"),
    ],
)
def test_endings_tell_a_class_but_of_short_words(kind: str, words: str) -> None:
    """A king is no gerund, a reed no participle, a fable not able to do anything."""
    assert {word: class_of(word).name for word in words.split()} == dict.fromkeys(
        words.split(), kind
    )
