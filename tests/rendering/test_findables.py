"""What the search can narrow a chapter to."""

from __future__ import annotations

import pytest

from generator.combining import combine
from generator.rendering.findables import groups
from tests.combining.readings import SHOW, reading_of
from tests.rendering.samples import SITE


@pytest.mark.parametrize(("words", "speaks"), [(9, False), (10, True)])
def test_who_says_ten_words_speaks_in_a_chapter(words: int, speaks: bool) -> None:
    """Whoever says less is not among its speakers."""
    said = " ".join(["tide"] * words)
    reading = reading_of("Tides", f"Ada: {said}.\nBram: {said} {said}.", chapters=1)
    found = [
        person
        for group in groups(combine((SHOW,), [reading]), SITE)
        for each in group.find()
        if each.id  # a chapter
        for person in each.choices.get("person", ())
    ]
    assert ("Ada" in found) == speaks
    assert "Bram" in found
