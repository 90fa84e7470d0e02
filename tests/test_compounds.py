"""Tests of words that are written as one and as two."""

from __future__ import annotations

import pytest

from generator import compounds
from generator.compounds import Compounds, apart_in

EMPTY = frozenset({"any", "the", "up"})


def test_what_stands_both_ways_is_noted() -> None:
    """A word that falls apart elsewhere, whatever its capitals; not over the end of a clause."""
    texts = ["Midjourney draws. I like the Mid Journey look", "a dataset, our data. Set the table"]
    assert apart_in(texts, EMPTY) == ("mid journey",)


def test_small_words_are_no_parts() -> None:
    """As "any way" is not "anyway"; and what is short is two words by chance."""
    texts = ["anyway, any way; a setup that we set up; a tie is at ie"]
    assert apart_in(texts, EMPTY) == ()


def test_the_commonest_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that most recordings have, by the alphabet."""
    monkeypatch.setattr(compounds, "MOST_COMPOUNDS", 2)
    counts, other = Compounds(), Compounds()
    counts.add(["open ai", "red pajama"])
    other.add(["open ai", "mid journey"])
    other.add(["mid journey"])
    counts.join(other)
    assert counts.commonest() == ["mid journey", "open ai"]
