from __future__ import annotations

import re

import pytest

from generator.language.everyday import is_everyday
from generator.language.languages import Language, Row, shipped

WHOLE = ("de", "en", "es", "fr", "ja")
"""Languages with patterns and wording of their own; the others have function words alone."""


def rows(tag: str) -> list[tuple[str, Row]]:
    language = Language.of(tag)
    return [(name, row) for name, each in language.rows.items() for row in each]


@pytest.mark.parametrize("tag", shipped())
def test_each_row_finds_its_example(tag: str) -> None:
    """A pattern is proved by the words that stand beside it."""
    for name, row in rows(tag):
        assert row.example, f"{tag}: {name}: {row.pattern} has no example"
        assert re.search(row.pattern, row.example, re.IGNORECASE), f"{tag}: {name}: {row.pattern}"


@pytest.mark.parametrize("tag", shipped())
def test_each_language_has_its_empty_words(tag: str) -> None:
    """A language without function words would be taken for an unknown one."""
    assert len(Language.of(tag).function) >= 100


@pytest.mark.parametrize("tag", WHOLE)
def test_a_whole_language_has_what_english_has(tag: str) -> None:
    """Adding a language takes all of its patterns and words."""
    english, language = Language.of("en"), Language.of(tag)
    wanted = {"housekeeping", "leaning", "unfinished", "dissent", "defining", "greeting", "roles"}
    assert wanted <= set(language.rows)
    assert set(language.wording) == set(english.wording)
    assert len(language.vague) >= 150
    assert language.fillers
    assert language.everyday


def test_a_region_counts_for_nothing() -> None:
    """Words are those of the language, wherever it is spoken."""
    assert Language.of("de-AT") is Language.of("de")


def test_an_unknown_language_learns_its_empty_words() -> None:
    """The commonest words of a recording are empty where no list says so."""
    said = [["kai", "to", f"word{number}"] for number in range(200)]
    language = Language.of("xx").after_hearing(said)
    assert {"kai", "to"} <= language.function
    assert not Language.of("xx").listed
    assert Language.of("de").after_hearing(said) is Language.of("de")


@pytest.mark.parametrize(
    ("stretches", "held", "empty"),
    [(20, 9, False), (20, 10, True), (4, 2, False), (4, 3, True), (40, 20, True)],
)
def test_what_an_unknown_language_says_all_over_is_empty(
    stretches: int, held: int, empty: bool
) -> None:
    """In half of a recording's stretches, three at the least, though others are commoner."""
    said = [["evenly"] if number < held else [] for number in range(stretches)]
    said[0] += [f"common{number}" for number in range(60)] * 30
    assert ("evenly" in Language.of("xx").after_hearing(said).function) == empty


def test_short_words_of_an_unknown_language_are_empty() -> None:
    """Of three letters, where words are longer than that; not where they are not."""
    said = [["once", "our", *[f"common{number}" for number in range(60)] * 2]]
    assert "our" in Language.of("xx").after_hearing(said).function
    assert "once" not in Language.of("xx").after_hearing(said).function
    glyphs = [["ab", *[f"{chr(97 + n // 26)}{chr(97 + n % 26)}x" for n in range(60)] * 2]]
    assert "ab" not in Language.of("xx").after_hearing(glyphs).function


@pytest.mark.parametrize(
    ("word", "everyday"),
    [
        *(("night", True), ("Night", True), ("gauge", False), ("night-day", True)),
        *(("night-tide", False), ("tide-gauge", False), ("week-end", True)),
    ],
)
def test_a_compound_is_everyday_where_all_of_it_is(word: str, everyday: bool) -> None:
    """Or where it is a word that is, written apart."""
    assert is_everyday(word, Language.of("en")) == everyday
