"""Sweeps over how recordings are shown, cut and quoted: with any room, each part as it was."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest

from generator.model import Reading, Sentence, Source, Summary
from generator.summarizing.openai import tokens
from generator.summarizing.openai.digests import _Recording
from generator.summarizing.openai.passages import CitableLine, Group, length, slices, spread
from generator.summarizing.openai.quoting import Recording
from generator.summarizing.openai.store import Statement
from generator.summarizing.openai.tasks import Part
from generator.summarizing.openai.whole import _add, _fuller, _groups, _part_of
from tests.combining.readings import reading_of
from tests.conftest import Expect
from tests.test_sweeps import row

SAID = (
    *("The gauge is old.", "It weighs 40 kilos, they say.", "Who reads it?", "Nobody reads it."),
    *(
        "It took 3 hours.",
        "We paid $45 for brass and for the rope of it.",
        "So it goes in the fog.",
    ),
    *("About 12 metres of rope hang there.", "The pier is red.", "Hundreds of boats.", "It rains."),
)


def told(number: int) -> Reading:
    """A recording of which sentences are quoted in an order that is not that of the talk."""
    choose = random.Random(number)
    count = (1, 2, 6, 11, 22)[number % 5]
    talk = "\n".join(f"Ada: {SAID[n % len(SAID)]}" for n in range(count))
    made = reading_of("Fog", talk, chapters=min(count, 1 + number % 3))
    cues = made.episode.transcript.cues

    def said(place: int) -> Sentence:
        cue = cues[place]
        source = Source(first_cue=place, last_cue=place, start=cue.start, end=cue.end)
        return Sentence(text=cue.text, sources=(source,))

    chosen = [said(choose.randrange(count)) for _ in range(choose.choice((0, 1, 3, 5)))]
    parts = tuple(Summary(sentences=(said(n % count), said(0)), best=n % 2) for n in (7, 3))
    summary = Summary(sentences=tuple(chosen), parts=parts[: number % 3])
    episode = replace(made.episode, language=("en", "de")[number % 7 == 6])
    return replace(made, episode=episode, summary=summary)


def test_recordings_are_shown_within_any_room_as_before(expect: Expect) -> None:
    """From no room to room for all: what sentences rest on, then what measures, then the rest."""
    found = []
    for number in range(15):
        reading = told(number)
        recording = _Recording(reading)
        before = None
        head = [reading.episode.title, *(each.text for each in reading.summary.sentences)]
        least = sum(map(tokens.bound, head))
        for room in range(least, least + 400):
            shown = recording.shown(number, room)
            places = [[recording.number(line) for line in lines] for _, lines in shown.chapters]
            if places != before:  # where one line more has room
                found.append(row(number, room - least, places))
                before = places
    expect("sweeps/made_up/shown_lines.txt", "\n".join(found) + "\n")


QUOTED = (
    *("The gauge is old", "The fog the gauge of the fog", "It rains", "fog gauge of", "old"),
    *("It weighs kilos", "It weighs they say", "The gauge brass rope of it", "Nobody reads"),
    *("the fog and the gauge of fog", "in the fog it rains"),
)
CITED: tuple[list[int], ...] = (
    *([], [1], [2], [4], [6], [9], [26], [1, 12], [12, 1], [3, 9], [26, 20], [5, 5]),
)


def test_quotations_are_found_near_and_far_as_before(expect: Expect) -> None:
    """With words left out, within and beyond the lines cited, of words that are said twice."""
    texts = [SAID[n * 7 % len(SAID)] for n in range(26)]
    texts[3] = "The fog, the fog and the gauge of the fog."
    recording = Recording(texts)
    found = []
    for quotation, cited in product(QUOTED, CITED):
        found.append(row(quotation, cited, recording.find(quotation, cited)))
    expect("sweeps/made_up/quoted_lines.txt", "\n".join(found) + "\n")


def test_speech_is_cut_and_spread_as_before(expect: Expect) -> None:
    """Lines and groups of many lengths, with room for all, for all but one token, and for less."""
    found = []
    for number in range(60):
        choose = random.Random(number)
        groups = []
        for _ in range(choose.choice((1, 2, 3, 5))):
            size = choose.choice((0, 1, 2, 3, 7))
            texts = ["word " * choose.choice((1, 4, 9, 20)) for _ in range(size)]
            lines = tuple(CitableLine(text=text, sources=()) for text in texts)
            groups.append(Group(heading=choose.choice(("", "Fog")), lines=lines))
        sizes = list(map(length, groups))
        whole = sum(sizes)
        for room in (whole, whole - 1, max(sizes), max(sizes) - 1, whole // 2, whole // 3, 12):
            cut = [[len(group.lines) for group in part] for part in slices(groups, max(1, room))]
            found.append(row(number, room, cut, spread(sizes, [0, number % len(sizes)], room)))
    expect("sweeps/made_up/cut.txt", "\n".join(found) + "\n")


def test_chapters_are_asked_about_in_groups_as_before(expect: Expect) -> None:
    """Of about equal length, as few as answers allow; and which part a statement is of."""
    found = []
    for number in range(40):
        choose = random.Random(number)
        chapters: list[list[Part]] = []
        first = 1
        for place in range(choose.choice((1, 2, 5, 12))):
            labels = [f"{place}", *(f"{place}.{n}" for n in range(choose.choice((0, 2, 4))))]
            lines = range(first, first + 10)
            most = choose.choice((1, 4, 9, 20))
            chapters.append([Part(label=each, lines=lines, sentences=most) for each in labels])
            first += 10
        groups = [[each.label for each in group] for group in _groups(chapters)]
        found.append(row(number, groups))
        parts = [part for each in chapters for part in each]
        for label in ("0", "1", "1.1", "9"):
            spoken = tuple(choose.sample(range(1, first + 5), 3))
            said = Statement(text="x", lines=spoken, spoken=spoken, part=label)
            part = _part_of(said, parts)
            found.append(row("   ", label, spoken, part and part.label))
    expect("sweeps/made_up/groups.txt", "\n".join(found) + "\n")


def of(part: str, *texts: str) -> list[Statement]:
    """Statements of a part."""
    return [Statement(text=text, lines=(1,), spoken=(1,), part=part) for text in texts]


@pytest.mark.parametrize(
    ("held", "new", "left"),
    [
        ("", "ab", "ab"),
        ("ab", "", "ab"),
        ("ab", "c", "ab"),  # more is held
        ("ab", "cd", "cd"),  # as much is new
        ("ab", "cde", "cde"),
    ],
)
def test_of_two_answers_the_fuller_is_held_part_by_part(held: str, new: str, left: str) -> None:
    """What is new where it is no less; other parts are let alone."""
    first = [*of("points", *held), *of("terms", "x")]
    found = _fuller(first, of("points", *new))
    assert "".join(each.text for each in found if each.part == "points") == left
    assert [each.text for each in found if each.part == "terms"] == ["x"]
    assert first == found


def test_words_stand_once_in_each_part() -> None:
    """The same words of another part, and others of the same, are added; lines once and sorted."""
    held = of("points", "It rains.")
    _add(held, "points", " It  rains. ", [3])
    assert len(held) == 1
    _add(held, "terms", "It rains.", [3, 1, 3])
    _add(held, "points", "It snows.", [3, 1, 3], ordered=True)
    assert [(each.part, each.text, each.lines) for each in held[1:]] == [
        ("terms", "It rains.", (1, 3)),
        ("points", "It snows.", (3, 1, 3)),
    ]
