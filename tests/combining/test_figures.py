"""Numbers with what they count, in each way of writing them."""

from __future__ import annotations

import pytest

from generator.combining.figures import figure_in
from generator.language.languages import Language
from generator.language.tagging import classify
from generator.language.words import tokens_of


def figure(text: str, tag: str = "en") -> str:
    language = Language.of(tag)
    (tokens,) = classify([tokens_of(text, language)], language)
    return figure_in(text, tokens, language)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We sold 300 tokens to the harbour.", "300 tokens"),
        ("We sold 2.7 billion parameters to them.", "2.7 billion parameters"),
        ("We have 300 million users there.", "300 million users"),
        ("They ring 300 times a day.", ""),
        ("They lost 99.9% of the harvest.", ""),
        ("They lost 98% of the harvest.", "98% of the harvest"),
        ("They lost 110 percent of the harvest.", ""),
        ("They lost 111 percent of the harvest.", "111 percent of the harvest"),
        ("They lost 1, 05% of the harvest.", ""),
        ("They lost 5% of old brass gears there.", "5% of old brass gears"),
        ("They lost 5% of the old harvest.", "5% of the old harvest"),
        ("They lost 5% of really the harvest.", ""),
        ("They lost 80% of the performance.", ""),  # of what?
        ("They lost 80% of the performance of brass.", "80% of the performance of brass"),
        ("They lost 5% with the harvest.", ""),
        ("They paid $3M for brass.", "$3M for brass"),
        ("They paid £3M for brass.", "£3M for brass"),
        ("They paid €3M for brass.", "€3M for brass"),
        ("They paid 3M for brass.", "3M for brass"),
        ("They paid 3 for brass.", ""),
        ("They read 350 million top 10,000 pages.", ""),  # what the second number counts
        ("They have 30% brass 20% gears.", "20% gears"),
        ("The lamp, model-300 people say, is old.", ""),
        ("We counted 40% gulls, lamps and ferries.", "40% gulls"),
        ("It cost $45 and, if it had failed, $90 of brass.", ""),
        ("It cost $45 of brass if it failed.", "$45 of brass"),
    ],
)
def test_a_number_is_told_with_what_it_counts(text: str, found: str) -> None:
    """Up to the end of its phrase, and not where nobody measured it."""
    assert figure(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("この港は毎年三百人ではなく300人を雇います。", "300人"),
        ("去年この島では利用者が300万人になりました。", "300万人"),
        ("収穫の20パーセントが失われました。", "収穫の20パーセント"),
        ("さらに20パーセントになりました。", ""),
    ],
)
def test_what_is_counted_may_come_first(text: str, found: str) -> None:
    """In Japanese the noun stands before the number, a particle between them."""
    assert figure(text, "ja") == found
