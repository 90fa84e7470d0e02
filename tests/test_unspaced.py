"""Words of scripts without spaces: counted, and set apart for the index."""

from __future__ import annotations

import pytest

from generator.unspaced import count_words, set_apart


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("a tide gauge", 3),
        ("été à Sète", 3),
        ("日", 1),
        ("日本", 1),
        ("日本語", 2),
        ("日本 abc 日", 3),
        ("abc日本語です", 4),
    ],
)
def test_two_characters_are_about_a_word(text: str, words: int) -> None:
    """Begun ones count, and what stands between them is counted by its spaces."""
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("tide", "tide"),
        ("日本", " 日 本 "),
        ("x日 tide", "x 日  tide"),
        ("か\u3099", " か\u3099 "),
    ],
)
def test_each_character_is_a_word_of_the_index(text: str, apart: str) -> None:
    """With the marks above it; all else stays as it is."""
    assert set_apart(text) == apart
