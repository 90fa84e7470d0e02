from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.languages import Language
from generator.language.stems import stem
from generator.language.words import content_stems, join, tokens_of, word_count, words

ENGLISH = Language.of("en")


def test_words_keep_inner_marks() -> None:
    """Apostrophes, hyphens and dots inside a word belong to it; quotes around it do not."""
    assert words("“Don’t re-use U.S. hives,” she said") == [
        "don't", "re-use", "u.s", "hives", "she", "said",
    ]  # fmt: skip


def test_tokens_keep_their_case() -> None:
    """Tokens are the words as written."""
    assert [token.text for token in tokens_of("The BBC visits", ENGLISH)] == [
        "The",
        "BBC",
        "visits",
    ]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("sugar Dr. Pepper.", ["", "", "."]),
        ("models, e.g. Llama", [",", ".", ""]),
        ("It is done. Pepper", ["", "", ".", ""]),
    ],
)
def test_a_shortened_title_is_one_name_with_what_follows(text: str, marks: list[str]) -> None:
    """The full stop of "Dr." ends no phrase; that of a sentence or of "e.g." does."""
    assert [token.marks for token in tokens_of(text, Language.of("en"))] == marks


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
    assert ENGLISH.is_empty("they're")
    assert ENGLISH.is_empty("doesn't")
    assert not ENGLISH.is_empty("queen's")


def test_content_stems_leave_the_subject() -> None:
    """What remains of a sentence is what it is about."""
    assert content_stems("So I think the colonies are, like, swarming in 2019") == [
        stem("colonies"),
        stem("swarming"),
    ]


@pytest.mark.parametrize(
    ("tag", "text", "said"),
    [
        ("hi", "कुंडलिनी का विषय है।", ["कुंडलिनी", "का", "विषय", "है"]),
        ("fr", "L'art d'aujourd'hui", ["L'", "art", "d'", "aujourd'hui"]),
        ("zh", "人工智能的时代", ["人工智能", "的", "时代"]),
        ("ja", "転職する会社", ["転職", "する", "会社"]),
        ("ja", "見たNHKの番組", ["見", "た", "NHK", "の", "番組"]),
        ("en", "C++ at Hedge & Sons", ["C++", "at", "Hedge", "&", "Sons"]),
    ],
)
def test_words_of_any_script_are_whole(tag: str, text: str, said: list[str]) -> None:
    """Vowel signs stay in their word, elided articles and words without spaces stand apart."""
    found = tokens_of(text, Language.of(tag))
    assert [token.text for token in found] == said
    assert all(text[token.start : token.end] == token.text for token in found)


def test_endings_and_particles_say_nothing() -> None:
    """Only what names something has a root."""
    found = tokens_of("シニアエンジニアの転職について", Language.of("ja"))
    assert [token.root for token in found if token.root] == ["シニアエンジニア", "転職"]


def test_characters_count_as_half_a_word() -> None:
    """The length of a text without spaces is that of its characters."""
    assert word_count("one two three") == 3
    assert 4 <= word_count("今日は良い天気です") <= 6


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (("l'", "abeille", "noire"), "l'abeille noire"),
        (("dell’", "ape"), "dell’ape"),
        (("蜜", "蜂"), "蜜蜂"),
        (("蜜蜂", "AI"), "蜜蜂 AI"),
        (("bees",), "bees"),
    ],
)
def test_words_are_joined_as_they_are_written(parts: tuple[str, ...], line: str) -> None:
    """Nothing stands behind what is elided, and nothing between characters."""
    assert join(parts) == line
