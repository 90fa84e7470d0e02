"""Which words of a talk are phrases, and which single nouns may be subjects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from generator.combining.terms import (
    Lexer,
    headline_words,
    initials,
    is_acronym,
    key_of,
    spoken_in,
)
from generator.language.languages import Language
from generator.language.tagging import classify
from generator.language.words import tokens_of
from generator.model import Cue, Transcript
from tests.rendering.samples import UNTIMED, read_in_one

ENGLISH = Language.of("en")


def headlines(titles: Sequence[str], told: Sequence[str]) -> frozenset[str]:
    """The nouns that titles and what is told of as many episodes make subjects."""
    rows = [[*classify([tokens_of(each, ENGLISH)], ENGLISH)] for each in (*titles, *told)]
    words = [Lexer().subject_words(each, ENGLISH) for each in rows]
    return headline_words(words[: len(titles)], words[len(titles) :])


@pytest.mark.parametrize(
    ("titles", "told", "found"),
    [
        (("The gauge", "It is"), ("", ""), False),
        (("The gauge", "A gauge"), ("", ""), True),
        (("It is",) * 2, ("The gauge is.",) * 2, False),
        (("It is",) * 3, ("The gauge is.",) * 3, True),
    ],
)
def test_a_noun_stands_in_two_titles_or_in_what_three_episodes_tell(
    titles: Sequence[str], told: Sequence[str], found: bool
) -> None:
    """To be a subject alone."""
    assert (key_of("gauge") in headlines(titles, told)) == found


def phrases(text: str, tag: str = "en", headline: Sequence[str] = ()) -> list[tuple[str, bool]]:
    """The phrases of a text, and whether each is written as a name."""
    lexer = Lexer(frozenset(map(key_of, headline)))
    return [(hit.form, hit.proper) for hit in lexer.hits(text, Language.of(tag))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We saw Hollin there.", [("Hollin", True)]),
        ("Hollin was there.", []),  # a capital that any word has there
        ("OpenAI was there.", [("OpenAI", True)]),  # within a word it tells
        ("Look. Hollin was there, with Marrow.", [("Marrow", True)]),
        ("We use Night & Glass now.", [("Night & Glass", True)]),
        ("We saw 42 there.", []),
        ("We saw GPT-4 there.", [("GPT-4", True)]),
        ("We saw a fine-tuning there.", [("fine-tuning", False)]),
        ("We saw the brass, pipe there.", []),  # no phrase goes across a comma
        ("We saw the gauge there.", []),
        (
            "We saw the tide gauge ledger book there.",
            [
                ("tide gauge", False),
                ("gauge ledger", False),
                ("tide gauge ledger", False),
                ("ledger book", False),
                ("gauge ledger book", False),  # three words are the most
            ],
        ),
    ],
)
def test_what_is_a_phrase(text: str, found: list[tuple[str, bool]]) -> None:
    """A name, a compound, or what is written as one; a single noun only where headlines say so."""
    assert phrases(text) == found


def test_a_noun_of_the_headlines_is_one() -> None:
    """Alone, and in each of its forms."""
    assert phrases("We saw the gauges there.", headline=["gauge"]) == [("gauges", False)]


@pytest.mark.parametrize(("text", "found"), [("EU", ["EU"]), ("Ei", []), ("Tor", ["Tor"])])
def test_short_words_of_other_languages_are_none(text: str, found: list[str]) -> None:
    """Of two letters, save for those in capitals."""
    assert [form for form, _ in phrases(f"Wir sahen {text}.", "de")] == found


@pytest.mark.parametrize(
    ("form", "acronym"),
    [
        *((each, True) for each in ("GPU", "LLMs", "H2O", "ABCDEF", "AI")),
        *((each, False) for each in ("A", "ABCDEFG", "Gpu", "GpU", "2HO", "LLMsx")),
    ],
)
def test_an_acronym_has_two_to_six_capitals(form: str, acronym: bool) -> None:
    """And an s, where there are several."""
    assert is_acronym(form) == acronym


def test_initials_are_those_of_all_words() -> None:
    """Hyphens part words, too."""
    assert initials("Large language-models of") == "llmo"


@pytest.mark.parametrize(
    ("others", "named"), [("", False), ("and then we spoke of it at length", True)]
)
def test_capitals_tell_no_names_where_all_is_shouted(others: str, named: bool) -> None:
    """Captions in capitals throughout hold words, where among others capitals mark a name."""
    text = f"THE ROOM WAS FULL OF PEOPLE WHO SPOKE OF A TRAFFIC LIGHT {others}"
    cues = tuple(Cue(text=text) for _ in range(10))
    said = spoken_in(read_in_one(replace(UNTIMED, transcript=Transcript(cues=cues))), ENGLISH)
    assert any(said.proper) is named
    assert ("traffic light" in said.forms) is not named
