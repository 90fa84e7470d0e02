"""Which lines a part of a recording has, and which a sentence rests on."""

from __future__ import annotations

import pytest

from generator.model import Sentence, Source, Utterance
from generator.summarizing.openai.passages import (
    CitableLine,
    Group,
    LinesByCue,
    length,
    merge_sources,
    spread,
)
from generator.summarizing.openai.tokens import bound


def said(text: str, first: int, last: int, start: float | None, end: float | None) -> Utterance:
    return Utterance(
        text=text, first_cue=first, last_cue=last, start=start, end=end, speaker=" Ann  Lee"
    )


LINES = LinesByCue(
    [
        said("one  and\ntwo", 0, 0, 0.0, 4.0),
        said("three", 0, 1, 4.0, 9.0),
        said("four", 1, 1, 9.0, 10.0),
        said("five", 2, 4, 10.0, 20.0),
        said("six", 5, 5, 20.0, 25.0),
    ]
)


@pytest.mark.parametrize(
    ("first", "last", "lines"),
    [
        (0, 0, ["one and two", "three"]),
        (1, 1, ["four"]),
        (0, 1, ["one and two", "three", "four"]),
        (2, 4, ["five"]),
        (3, 4, []),
        (3, 5, ["six"]),
        (0, 9, ["one and two", "three", "four", "five", "six"]),
    ],
)
def test_a_line_is_of_the_part_in_which_it_begins(first: int, last: int, lines: list[str]) -> None:
    """Of one alone, so that nothing is summed up twice; on one line, with who says it."""
    assert [line.text for line in LINES.within(first, last)] == lines
    assert all(line.shown == f"Ann Lee: {line.text}" for line in LINES.all)


@pytest.mark.parametrize(
    ("sources", "lines"),
    [
        ([(0, 0, 0.0, 4.0)], ["one and two"]),
        ([(0, 1, 0.0, 9.0)], ["one and two", "three"]),
        ([(0, 1, 0.0, 8.9)], ["one and two"]),
        ([(0, 1, 0.1, 10.0)], ["three", "four"]),
        ([(0, 1, None, None)], ["one and two", "three", "four"]),
        ([(0, 0, None, None)], ["one and two"]),
        ([(2, 3, 10.0, 20.0)], []),
        ([(5, 5, 20.0, 25.0), (0, 0, 0.0, 4.0)], ["six", "one and two"]),
    ],
)
def test_a_sentence_rests_on_the_lines_within_its_sources(
    sources: list[tuple[int, int, float | None, float | None]], lines: list[str]
) -> None:
    """From the first cue and moment to the last; without times by cues alone."""
    cited = tuple(Source(first_cue=a, last_cue=b, start=s, end=e) for a, b, s, e in sources)
    assert [line.text for line in LINES.cited_by(Sentence(text="", sources=cited))] == lines


@pytest.mark.parametrize(
    ("spans", "merged"),
    [
        ([(0, 0, 0.0, 4.0), (0, 1, 4.0, 9.0)], [(0, 1, 0.0, 9.0)]),
        ([(0, 3, 0.0, 9.0), (1, 2, 4.0, 8.0)], [(0, 3, 0.0, 9.0)]),
        ([(2, 2, 8.0, 9.0), (2, 2, 7.0, 8.0)], [(2, 2, 7.0, 9.0)]),
        ([(2, 2, 7.0, 9.0), (2, 2, 8.0, 8.5)], [(2, 2, 7.0, 9.0)]),
        ([(0, 0, None, None), (1, 1, None, None)], [(0, 1, None, None)]),
        ([(0, 0, 0.0, 1.0), (2, 2, 2.0, 3.0)], [(0, 0, 0.0, 1.0), (2, 2, 2.0, 3.0)]),
        ([], []),
    ],
)
def test_sources_are_few(
    spans: list[tuple[int, int, float | None, float | None]],
    merged: list[tuple[int, int, float | None, float | None]],
) -> None:
    """What touches or overlaps becomes one, from where the first begins to where the last ends."""
    lines = [
        CitableLine(text="", sources=(Source(first_cue=a, last_cue=b, start=s, end=e),))
        for a, b, s, e in spans
    ]
    found = [(s.first_cue, s.last_cue, s.start, s.end) for s in merge_sources(lines)]
    assert found == merged


def test_a_group_is_as_long_as_all_that_is_shown_of_it() -> None:
    """Heading, gist and lines with their speakers, and six tokens around each."""
    line = CitableLine(text="Gears turn.", sources=(), speaker="Ann")
    group = Group(heading="Brass", gist=("It turns.", "Yes."), lines=(line, line))
    texts = ["Brass", "It turns.", "Yes.", "Ann: Gears turn.", "Ann: Gears turn."]
    assert length(group) == sum(bound(text) + 6 for text in texts)
    assert line.shown == "Ann: Gears turn."
    assert CitableLine(text="Gears turn.", sources=()).shown == "Gears turn."


@pytest.mark.parametrize(
    ("first", "room", "kept"),
    [
        ((), 100, [0, 1, 2, 3, 4, 5, 6, 7]),
        ((), 40, [1, 3, 5, 7]),
        ((0,), 40, [0, 3, 5, 7]),
        ((0, 1), 20, [0, 1]),
        ((3,), 5, []),
    ],
)
def test_what_is_kept_is_spread_evenly(first: tuple[int, ...], room: int, kept: list[int]) -> None:
    """What must be kept comes first, and each that follows is far from those before it."""
    assert spread([10] * 8, first, room) == kept


def test_more_is_kept_of_what_says_more() -> None:
    """A row of lines does not come down to those between which it says something."""
    assert spread([3, 3, 3, 40] * 6, (), 120) == [7, 15, 19]
