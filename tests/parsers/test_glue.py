"""Lines of a saved page that are glued together, and headings that stand among what is said."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.model import ListedChapter
from generator.parsers.listing.glue import cut_lines, unglue, vocabulary_of
from generator.parsers.listing.tokens import read_tokens

PAGE = "We saw the harbour and the mill. The Big code of a tide, and an old Gauge. AI is in here."


@pytest.mark.parametrize(
    ("text", "plain", "bold"),
    [
        ("We saw the harbourMill was old", 18, 18),  # two words, and no name of both
        ("We saw the HarbourThe mill was old", 18, 18),  # what follows opens a sentence
        ("We saw the HarbourMill was old", None, 18),  # may be a name
        ("We saw the BigGauge Old Mill", 14, 14),  # a title up to the end
        ("We saw BigCode here", None, 10),
        ("We saw BigCode", None, None),
        ("We saw the roundAI here", None, None),  # no word of the page
        ("We saw the millAI here", None, 15),
        ("We saw KrallThe mill was old", 12, 12),  # a rare name
        ("We saw KrallIn here it was", None, None),  # two letters tell less
        ("We saw (it)The mill was", 11, 11),
        ("We saw it.The mill was", 10, 10),
        ("We saw U.S.The mill was", 11, 11),
        ("We saw U.S.Mill was", None, None),
    ],
)
def test_what_was_two_lines_is_parted(text: str, plain: int | None, bold: int | None) -> None:
    """Where two words of the page make one that it has not; boldly also behind a capital."""
    vocabulary = vocabulary_of([PAGE])
    for boldly, place in ((False, plain), (True, bold)):
        parts = [text] if place is None else [text[:place], text[place:]]
        assert unglue(text, vocabulary, boldly=boldly) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It was old. Being right and early In 2018, we saw it", (12, 34)),
        ("Against the wind The mill was old", (17,)),
        ("It was old. We saw it when In 2018 it fell", ()),  # a verb: this is a sentence
        ("It was old. Readings from the Mill The wheel turned", ()),  # may be a title
        ("It was old. Being right, and In 2018 early", ()),
    ],
)
def test_a_heading_that_runs_into_a_sentence_is_parted(text: str, parts: tuple[int, ...]) -> None:
    """Where a few words without a verb or a mark stand before what only opens a sentence."""
    bounds = (0, *parts, len(text))
    expected = [text[begin:end].strip() for begin, end in pairwise(bounds)]
    assert unglue(text, vocabulary_of([PAGE]), boldly=False) == expected


def headings(words: str, behind: str = "[00:05]", *listed: tuple[str, float]) -> list[str]:
    """What is a heading of some words between a mark and what stands behind them."""
    chapters = [ListedChapter(title=title, start=start) for title, start in listed]
    text = f"[00:05] {words} {behind} And then we went on."
    return [each.heading.title for each in read_tokens(text, chapters) if each.heading]


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        *((each, True) for each in ("The Mill Wheel", "24 Wheels", "The Mill Wheel?")),
        *((f"The Mill Wheel{mark}", False) for mark in ".,;…!-"),
        *(
            (each, False)
            for each in ("the Mill Wheel", "The mill Wheel", "The Mill", "The Mill: Wheel")
        ),
        (" ".join(["Mill"] * 15), True),
        (" ".join(["Mill"] * 16), False),
    ],
)
def test_words_between_two_equal_marks_are_a_heading(words: str, heading: bool) -> None:
    """Where they are written as titles are: of 15 words, capitals, and no end of a sentence."""
    assert headings(words) == ([words] if heading else [])
    assert headings(words, "[00:06]") == []


@pytest.mark.parametrize(
    ("words", "title", "start", "heading"),
    [
        ("Mill wheels", "Old mill wheels of brass", 900.0, True),  # the same in other words
        ("Mill wheels and gears", "Old mill gauges", 900.0, False),
        ("Wheels", "Old mill gauges", 7.0, True),  # listed then
        ("Wheels", "Old mill gauges", 7.1, False),
    ],
)
def test_a_listed_chapter_may_be_headed_in_other_words(
    words: str, title: str, start: float, heading: bool
) -> None:
    """By most of its words, or at its moment."""
    assert bool(headings(words, "[00:05]", (title, start))) == heading


def test_a_line_with_a_range_is_listed_from_where_it_begins() -> None:
    """What begins a chapter is the first of two times."""
    lines = "0:00 - 1:20 The warp\n1:20 - 4:05 The weft\n4:05 - 9:30 The loom"
    [items] = cut_lines(lines)
    assert [item.time for item in items] == [0.0, 80.0, 245.0]
