from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.language.languages import Language
from generator.language.phrases import find_phrases
from generator.language.words import tokens_of
from generator.model import Token

ENGLISH = Language.of("en")


def tokenize(text: str) -> tuple[Token, ...]:
    return tokens_of(text, ENGLISH)


def phrases(text: str) -> set[str]:
    return {" ".join(phrase.words) for phrase in find_phrases(tokenize(text), ENGLISH)}


def test_noun_phrases_are_found() -> None:
    """Adjectives and nouns form phrases, and prepositions join them."""
    found = phrases("We treat the capped brood with oxalic acid in winter.")
    assert {"capped brood", "oxalic acid", "capped brood with oxalic acid"} <= found
    assert not any("treat" in phrase.split() for phrase in found)


def test_a_gerund_takes_its_object() -> None:
    """An activity is named with what it is done to."""
    assert "building a nest box" in phrases("They talk about building a nest box from pine.")


def test_an_ampersand_stays_in_its_name() -> None:
    """A firm keeps its whole name, and no phrase ends in the ampersand."""
    found = phrases("The wax goes to Hedge & Sons every autumn.")
    assert "Hedge & Sons" in found
    assert not any(phrase.endswith("&") for phrase in found)


def test_commas_separate_phrases() -> None:
    """No phrase crosses a comma."""
    assert not any("honey wax" in phrase for phrase in phrases("They sell honey, wax and candles."))


def test_a_noun_used_as_a_verb_is_none() -> None:
    """After a pronoun, or before an article, a word that could be either is a verb."""
    assert "split" not in phrases("We split the colony.")


@given(st.text(max_size=120))
def test_any_text_survives(text: str) -> None:
    """No input breaks the finder, and phrases are runs of the text's tokens."""
    tokens = tokenize(text)
    spoken = [token.text for token in tokens]
    for phrase in find_phrases(tokens, ENGLISH):
        assert list(phrase.words) == spoken[phrase.start : phrase.start + len(phrase.words)]
