from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.words import content_stems, is_stop_word, stem, tokens, words


def test_words_keep_inner_marks() -> None:
    """Apostrophes, hyphens and dots inside a word belong to it; quotes around it do not."""
    assert words("“Don’t re-use U.S. hives,” she said") == [
        "don't", "re-use", "u.s", "hives", "she", "said",
    ]  # fmt: skip


def test_tokens_keep_their_case() -> None:
    """Tokens are the words as written."""
    assert tokens("The BBC visits") == ["The", "BBC", "visits"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hive", "hives"),
        ("colony", "colonies"),
        ("running", "runs"),
        ("split", "splitting"),
        ("study", "studied"),
        ("queen", "queen's"),
        ("release", "released"),
    ],
)
def test_stem_folds_endings(one: str, other: str) -> None:
    """Forms of one word share a stem."""
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["bus", "glass", "this", "ai", "gpt4", "ring"])
def test_stem_leaves_short_and_irregular_words_apart(word: str) -> None:
    """Words that only look inflected keep enough of themselves to differ from others."""
    assert stem(word) in word
    assert len(stem(word)) >= min(len(word), 2)


@given(st.from_regex(r"[a-z]{1,14}", fullmatch=True))
def test_stem_is_never_empty(word: str) -> None:
    """Whatever the word, something of its beginning is left."""
    assert word.startswith(stem(word)[:1])
    assert stem(word)


def test_contractions_are_stop_words() -> None:
    """A contraction of stop words says as little as its parts."""
    assert is_stop_word("they're")
    assert is_stop_word("doesn't")
    assert not is_stop_word("queen's")


def test_content_stems_leave_the_subject() -> None:
    """What remains of a sentence is what it is about."""
    assert content_stems("So I think the colonies are, like, swarming in 2019") == [
        stem("colonies"),
        stem("swarming"),
    ]
