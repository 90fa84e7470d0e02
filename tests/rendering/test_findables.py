"""What stands for an episode in lists, and what the search can narrow a chapter to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.combining import combine
from generator.model import Introduction
from generator.rendering.findables import groups
from tests.combining.readings import SHOW, reading_of
from tests.rendering.samples import SITE, archive_of, library


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


def test_an_introduction_stands_for_its_episode() -> None:
    """Where nobody wrote one a sentence does."""
    known = library()
    reading = known.readings[0]
    bare = replace(reading, episode=replace(reading.episode, introduction=None))
    words = Introduction(text="On ropes and their knots.", origin="notes")
    told = replace(reading, episode=replace(reading.episode, introduction=words))
    cards = [
        archive_of(replace(known, readings=(each, *known.readings[1:]))).quotes.card(each)
        for each in (bare, told)
    ]
    assert cards[0].point is not None
    assert cards[1].point is None


@pytest.mark.parametrize("notes", ["We talk of ropes.\n\nAnd of knots.", "And of knots."])
def test_an_introduction_from_the_notes_is_found_once(notes: str) -> None:
    """Whether the notes hold it or not."""
    reading = reading_of("Tides", "Ada: The tide turns at the pier tonight.", chapters=1)
    words = Introduction(text="We talk of ropes.", origin="notes")
    episode = replace(reading.episode, introduction=words, notes=notes)
    group, *_ = groups(combine((SHOW,), [replace(reading, episode=episode)]), SITE)
    whole, *_ = group.find()
    found = " ".join(place.text for place in whole.places)
    assert (found.count("We talk of ropes."), found.count("And of knots.")) == (1, 1)
