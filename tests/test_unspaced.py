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
    ("html", "apart"),
    [
        ("<p>tide</p>", "<p>tide</p>"),
        ("日本", " 日 本 "),
        ("x日<b>本</b>語", "x 日 <b> 本 </b> 語 "),
        ('<i title="日本">か\u3099</i>', '<i title="日本"> か\u3099 </i>'),
        ("<a data-pagefind-filter>日本</a>日", "<a data-pagefind-filter>日本</a> 日 "),
    ],
)
def test_each_character_is_a_word_of_the_index(html: str, apart: str) -> None:
    """With the marks above it; tags and what is a choice in the search stay as they are."""
    assert set_apart(html) == apart
