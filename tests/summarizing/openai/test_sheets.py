"""What stands of an answer about a whole recording: on the limits, and one beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from generator.cli import TEMPLATES
from generator.config import ModelSettings
from generator.language.hearing import hear
from generator.model import Episode, Origin, Outline, Transcript
from generator.summarizing.extractive import Extractive
from generator.summarizing.openai import whole
from generator.summarizing.openai.answers import Sheet
from generator.summarizing.openai.prompts import Kind, load_prompts
from generator.summarizing.openai.requester import Requester, Verdict
from generator.summarizing.openai.store import Answer, Statement
from generator.summarizing.openai.tasks import Part, View
from generator.summarizing.openai.whole import WholeAuthor
from tests.conversations import BEES, BEES_STARTS, episode_of, outline_of

EPISODE = episode_of(BEES)
SAID = {number: cue.text for number, cue in enumerate(EPISODE.transcript.cues, start=1)}
"""By the number of the line."""
WRONG = {"text": "Zanzibar has 900 kettles.", "lines": [9]}
PHRASES = [
    " ".join(SAID[line].split()[first:end])
    for line in (5, 9, 10, 12, 13, 16, 17, 18, 19, 20)
    for first, end in pairwise(range(0, len(SAID[line].split()) + 1, 3))
]
"""Pieces of what Bram says, with the line of each in `LINES`."""
LINES = [
    line
    for line in (5, 9, 10, 12, 13, 16, 17, 18, 19, 20)
    for _ in pairwise(range(0, len(SAID[line].split()) + 1, 3))
]


def author_of(folder: Path, episode: Episode = EPISODE, *, listed: bool = False) -> WholeAuthor:
    """Who writes about a recording in four chapters, which are called after their numbers."""
    starts = BEES_STARTS if episode.transcript.cues[0].text == SAID[1] else (0,)
    found = outline_of(episode, starts, tuple(f"Part {n}" for n in range(1, len(starts) + 1)))
    origin = Origin.SOURCE if listed else Origin.GENERATED
    chapters = tuple(replace(chapter, origin=origin) for chapter in found.chapters)
    heard = hear(episode.transcript, episode.language)
    reading = Extractive().summarize(episode, heard, Outline(chapters=chapters))
    settings = ModelSettings.model_validate({"model": "m", "context": 64_000})
    prompts = load_prompts(TEMPLATES / "prompts")
    return WholeAuthor(reading, Requester(settings, prompts, folder, None, context=64_000))


def view_of(author: WholeAuthor, numbers: range = range(1, 24), minutes: float = 20) -> View:
    """What is in view, as if it lasted so long."""
    view = author._view(author._reading.outline, numbers)
    return replace(view, seconds=60 * minutes)


def stands(number: int, line: int | None = None) -> dict[str, Any]:
    """A sentence that was said so."""
    return {"text": SAID[number], "lines": [number if line is None else line]}


def phrases(count: int, **named: str) -> list[dict[str, Any]]:
    """So many that were said, each another."""
    pairs = zip(PHRASES, LINES, strict=True)
    return [{"text": text, "lines": [line], **named} for text, line in list(pairs)[:count]]


def page(author: WholeAuthor, view: View, **lists: object) -> Verdict:
    """What stands of a page, and what is wrong with it."""
    return author._check_page(view, [], Sheet.model_validate(lists))


def of(verdict: Verdict, part: str) -> list[Statement]:
    """What stands in a part."""
    return [each for each in verdict.statements if each.part == part]


@pytest.mark.parametrize(
    ("minutes", "lead", "points", "enough"),
    [
        (2, 2, 2, True), (2, 2, 1, False), (2, 1, 3, False), (2, 0, 3, False), (2, 5, 2, True),
        (8, 2, 4, True), (8, 2, 3, False),
        (20, 2, 5, True), (20, 2, 4, False), (60, 2, 5, True), (60, 2, 4, False),
    ],
)  # fmt: skip
def test_a_page_is_enough_with_two_sentences_of_lead_and_most_points(
    minutes: float, lead: int, points: int, enough: bool, tmp_path: Path
) -> None:
    """All but one of the points that its length asks for, and five of many."""
    author = author_of(tmp_path)
    said = phrases(lead + points)
    verdict = page(author, view_of(author, minutes=minutes), lead=said[:lead], points=said[lead:])
    assert verdict.enough is enough
    assert len(verdict.faults) == (not enough)
    assert len(of(verdict, "lead")) == lead


def test_a_lead_begins_with_its_first_sentence(tmp_path: Path) -> None:
    """Without it the others are no lead, however many; with it, one of them may be missing."""
    author = author_of(tmp_path)
    said = phrases(9)
    for lead, enough in (
        ([WRONG, *said[:3]], False),
        ([*said[:2], WRONG], True),
        ([{**said[0], "text": f" {said[0]['text']}  "}, said[1]], True),
    ):
        assert page(author, view_of(author), lead=lead, points=said[4:]).enough is enough


def test_of_each_list_so_much_is_taken(tmp_path: Path) -> None:
    """The first of it, whatever a model adds."""
    author = author_of(tmp_path)
    said = phrases(40)
    named = phrases(40, name="Swarming")
    questions = phrases(40, question="Why do colonies swarm?")
    verdict = page(
        author,
        view_of(author),
        **dict.fromkeys(("lead", "points", "quotations", "decisions", "actions"), said),
        **dict.fromkeys(("argument", "figures", "terms", "mentions"), named),
        exchanges=[{**each, "asked": 8} for each in questions],
        misheard=[
            {"heard": "Millbrook", "meant": f"Millbruck{chr(97 + n)}", "lines": [6]}
            for n in range(40)
        ],
    )
    assert Counter(each.part for each in verdict.statements) == {
        "lead": 5, "points": 8, "argument": 16, "figures": 30, "quotations": 8, "terms": 10,
        "mentions": 24, "exchanges": 6, "decisions": 12, "actions": 12, "misheard": 12,
    }  # fmt: skip
    assert [each.text for each in of(verdict, "points")] == PHRASES[:8]


def test_a_sentence_stands_once_in_a_list_with_its_lines_in_order(tmp_path: Path) -> None:
    """It may stand in another list too; an answer's lines begin with the one that asks."""
    author = author_of(tmp_path)
    twice = [{"text": SAID[9], "lines": [10, 9, 10]}, {"text": f" {SAID[9]} ", "lines": [9]}]
    asked = {"question": "Why do they?", "asked": 8, "text": SAID[9], "lines": [10, 9, 9]}
    verdict = page(author, view_of(author), points=twice, decisions=twice[1:], exchanges=[asked])
    assert [(each.part, each.lines) for each in verdict.statements] == [
        ("points", (9, 10)), ("decisions", (9,)), ("exchanges", (8, 9, 10)),
    ]  # fmt: skip
    assert all(each.spoken == each.lines for each in verdict.statements)


@pytest.mark.parametrize(
    ("text", "lines", "numbers"),
    [
        (SAID[9], [9], (9,)),
        ("it's a pleasure", [3, 4], (3,)),
        ("at the market in Millbrook every autumn", [5], (6,)),
        ("it's a pleasure. Great question", [3, 4], None),
        ("They rarely lose a swarm", [13], None),
        ("", [13], None),
    ],
    ids=["a line", "a part", "another line", "two people", "other words", "nothing"],
)
def test_a_quotation_was_said_so_by_one_person(
    text: str, lines: list[int], numbers: tuple[int, ...] | None, tmp_path: Path
) -> None:
    """Its lines are those that hold it, whatever it lists."""
    author = author_of(tmp_path)
    verdict = page(author, view_of(author), quotations=[{"text": text, "lines": lines}])
    assert [each.lines for each in of(verdict, "quotations")] == ([numbers] if numbers else [])


@pytest.mark.parametrize(
    ("heard", "meant", "lines", "is_heard"),
    [
        ("Bram", "Braam", [2], True),
        ("Bram", "Braam", [1, 2], True),
        ("Bram", "Braam", [3], False),
        ("Bram", "bram", [2], False),
        ("Bram", "", [2], False),
        ("", "Braam", [2], False),
        ("Bram", "Braam of the old mill", [2], True),
        ("Bram", "Braam of the very old mill", [2], False),
        ("Bram", "Braam", [24], False),
        ("Bram", "Braam", [], False),
    ],
)
def test_a_name_was_misheard_where_it_stands(
    heard: str, meant: str, lines: list[int], is_heard: bool, tmp_path: Path
) -> None:
    """In one of the lines that are listed, as another name of five words at most."""
    author = author_of(tmp_path)
    misheard = [{"heard": heard, "meant": meant, "lines": lines}]
    assert bool(of(page(author, view_of(author), misheard=misheard), "misheard")) is is_heard


ASKING = """
Bram: I keep bees.
Ada: In May there were 71 hives.
Ada: In June there were 62 hives.
Ada: In July there were 53 hives.
Ada: They stood in a row.
Ada: What became of them?
Bram: All of the hives were sold to a farm.
"""


@pytest.mark.parametrize(
    ("number", "asked", "stands"),
    [(53, 6, True), (62, 6, True), (71, 6, False), (71, 5, True), (53, 3, False), (62, 3, True),
     (53, 1, False), (53, 8, False)],
)  # fmt: skip
def test_a_question_may_be_four_lines_of_one_person(
    number: int, asked: int, stands: bool, tmp_path: Path
) -> None:
    """What stands in them may stand in the answer; what is older, or somebody else's, may not."""
    author = author_of(tmp_path, episode_of(ASKING))
    view = view_of(author, range(1, 8))
    answer = f"All of the {number} hives were sold to a farm."
    question = {"question": "What became of them?", "asked": asked, "text": answer, "lines": [7]}
    assert bool(of(page(author, view, exchanges=[question]), "exchanges")) is stands


def test_a_name_and_a_series_are_of_the_recording(tmp_path: Path) -> None:
    """A name that nobody said costs the sentence; a series that nobody said, only the series."""
    author = author_of(tmp_path)
    steps = [
        {"name": name, "text": PHRASES[n], "lines": [LINES[n]], "series": series}
        for n, (name, series) in enumerate(
            [("Swarming.", " Of  bees "), ("Mites:", "In Zanzibar"), ("In Zanzibar", ""), ("", "")]
        )
    ]
    told = page(author, view_of(author), argument=steps, terms=steps)
    assert [(each.name, each.series) for each in of(told, "argument")] == [
        ("Swarming", "Of bees"), ("Mites", "")
    ]  # fmt: skip
    assert [(each.name, each.series) for each in of(told, "terms")] == [
        ("Swarming", ""), ("Mites", "")
    ]  # fmt: skip


def test_only_lines_in_view_can_be_cited(tmp_path: Path) -> None:
    """Of a stretch, its first and its last line; not those beside them."""
    author = author_of(tmp_path)
    view = view_of(author, range(9, 13))
    said = [{"text": SAID[n], "lines": [n]} for n in (8, 9, 12, 13)]
    verdict = page(author, view, points=said)
    assert [each.lines for each in of(verdict, "points")] == [(9,), (12,)]
    assert sum("does not exist" in fault for fault in verdict.faults) == 2


def test_of_several_answers_the_fuller_list_stands(tmp_path: Path) -> None:
    """List by list, the later of equals; the first is not forgotten when the third comes."""
    author = author_of(tmp_path)
    held: list[Statement] = []
    view = view_of(author)
    answers = [
        {"points": phrases(3), "actions": phrases(1)},
        {"points": phrases(2), "actions": phrases(4)[3:], "decisions": phrases(1)},
        {"points": phrases(9)[6:]},
    ]
    for number, (points, actions) in enumerate(
        [([0, 1, 2], [0]), ([0, 1, 2], [3]), ([6, 7, 8], [3])]
    ):
        verdict = author._check_page(view, held, Sheet.model_validate(answers[number]))
        assert [PHRASES.index(each.text) for each in of(verdict, "points")] == points
        assert [PHRASES.index(each.text) for each in of(verdict, "actions")] == actions
    assert of(verdict, "decisions")


def contents(author: WholeAuthor, chapters: Sequence[tuple[int, str]], stretch: range) -> Verdict:
    """What stands of chapters that a model found."""
    sheet = Sheet.model_validate(
        {"chapters": [{"first_line": line, "title": title} for line, title in chapters]}
    )
    spans = (author._span(chapter) for chapter in author._reading.outline.chapters)
    found = {span[0]: f"Part {n}" for n, span in enumerate(spans, start=1) if span[0] in stretch}
    return author._check_contents(sheet, view_of(author, stretch), found)


@pytest.mark.parametrize(
    ("starts", "kept"),
    [
        ([1], [1]), ([1, 9], [1, 9]), ([3, 9], [1, 9]), ([1, 23], [1, 23]),
        ([], []), ([3, 9, 5], []), ([1, 9, 9], []), ([1, 24], []), ([0, 9], []), ([24], []),
        ([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7]), ([1, 2, 3, 4, 5, 6, 7, 8], []),
    ],
)  # fmt: skip
def test_chapters_rise_from_the_first_line_in_view(
    starts: list[int], kept: list[int], tmp_path: Path
) -> None:
    """To the last at most, and there are half as many more as were found, and one, at most."""
    verdict = contents(author_of(tmp_path), [(n, "Bees") for n in starts], range(1, 24))
    assert [each.lines for each in verdict.statements] == [(n,) for n in kept]
    assert bool(verdict.faults) is (not kept)
    assert verdict.enough is bool(kept)


@pytest.mark.parametrize(
    ("titles", "kept", "enough"),
    [
        (["Bees.", "Mites"], ["Bees", "Mites"], True),
        (["Bees", "Bees of Zanzibar", "Mites", "Brood"], ["Bees", "Mites", "Brood"], True),
        (["Bees", "Bees of Zanzibar", "Mites"], ["Bees", "Mites"], False),
        (
            ["Bees of Zanzibar", "Mites", "Brood", "Queens"],
            ["Part 2", "Mites", "Brood", "Queens"],
            True,
        ),
        (["Bees of Zanzibar", "Bees of Zanzibar"], [], False),
    ],
)
def test_a_title_is_of_its_chapter(
    titles: list[str], kept: list[str], enough: bool, tmp_path: Path
) -> None:
    """Where it is not, its chapter joins the one before; the first has the title it was found by.

    One of four may be so; of titles that are all wrong nothing is taken.
    """
    verdict = contents(
        author_of(tmp_path), [(7 + 4 * n, each) for n, each in enumerate(titles)], range(7, 24)
    )
    assert [each.text for each in verdict.statements] == kept
    assert verdict.enough is enough
    assert all(each.said for each in verdict.statements)


def lasting(seconds: float | None) -> Episode:
    """The interview with lines of so many seconds."""
    cues = tuple(
        replace(
            cue,
            start=None if seconds is None else 2 + n * seconds,
            end=None if seconds is None else 2 + (n + 1) * seconds,
        )
        for n, cue in enumerate(EPISODE.transcript.cues)
    )
    return replace(EPISODE, transcript=Transcript(cues=cues))


@pytest.mark.parametrize(
    ("seconds", "lines", "cut"),
    [
        (10, [1, 9, 17], [[0, 3, 6], [8, 10, 14], [16, 20]]),
        (9.9, [1, 9, 17], [[0, 3], [8], [16, 20]]),
        (None, [1, 9, 17], [[0, 3, 6], [8, 10, 14], [16, 20]]),
        (10, [3, 12], [[0, 3, 6], [11, 14, 17, 20]]),
        (10, [1, 8, 19, 22], [[0, 3], [7, 10, 14], [18], [21]]),
    ],
)
def test_passages_begin_where_they_were_found_unless_a_chapter_begins_there(
    seconds: float | None, lines: list[int], cut: list[list[int]], tmp_path: Path
) -> None:
    """Twenty seconds and two lines apart; the first and the last chapter reach to the ends."""
    author = author_of(tmp_path, lasting(seconds))
    chapters = author._cut({line: (f"From {line}", Origin.EDITED) for line in reversed(lines)})
    assert [[each.first_cue for each in chapter.segments] for chapter in chapters] == cut
    passages = [each for chapter in chapters for each in chapter.segments]
    assert passages[-1].last_cue == 22
    assert all(one.last_cue + 1 == other.first_cue for one, other in pairwise(passages))
    assert all(one.end == other.start for one, other in pairwise(passages))
    assert [each.title for each in chapters] == [f"From {line}" for line in lines]
    assert {each.origin for each in chapters} == {Origin.EDITED}
    assert all(one.end == other.start == other.begins for one, other in pairwise(chapters))
    if seconds:
        assert (chapters[0].start, chapters[-1].end) == (2, 2 + 23 * seconds)
        assert chapters[1].start == 2 + cut[1][0] * seconds


def parts(author: WholeAuthor, group: Sequence[Part], told: Sequence[tuple[str, Any]]) -> Verdict:
    """What stands of what chapters and passages come to."""
    sheet = {"parts": [{"part": part, "sentences": said} for part, said in told]}
    return author._check_parts(view_of(author), group, [], {}, Sheet.model_validate(sheet))


TEN = [Part(label=str(n), lines=range(2 * n + 1, 2 * n + 3), sentences=2) for n in range(1, 11)]
"""Chapters of two lines, from line 3."""


@pytest.mark.parametrize(("told", "enough"), [(10, True), (9, True), (8, False)])
def test_nine_of_ten_chapters_are_enough(told: int, enough: bool, tmp_path: Path) -> None:
    """Of fewer, those that are missing are asked for again."""
    said = [(part.label, [stands(part.lines[1])]) for part in TEN[:told]]
    verdict = parts(author_of(tmp_path), TEN, said)
    assert verdict.enough is enough
    assert len(verdict.faults) == 10 - told


@pytest.mark.parametrize(
    ("said", "kept", "enough"),
    [
        (["1", "1.1", "1.2"], ["1", "1.1", "1.2"], True),
        (["1", "1.2"], ["1", "1.2"], True),
        (["1"], ["1"], False),
        (["1.1", "1.2"], ["1", "1.2"], True),
        ([], [], False),
        (["1", "1", "1.1", "1.2"], ["1", "1.1", "1.2"], True),
        (["1", "2", "1.1", "1.2"], ["1", "1.1", "1.2"], True),
        (["Chapter 1", "Passage 1.1", " 1.2 "], ["1", "1.1", "1.2"], True),
    ],
)
def test_two_thirds_of_chapters_and_passages_are_enough(
    said: list[str], kept: list[str], enough: bool, tmp_path: Path
) -> None:
    """Each is told once, by its name; a passage speaks for a chapter that is not told."""
    group = [
        Part(label="1", lines=range(9, 13), sentences=2),
        Part(label="1.1", lines=range(9, 11)),
        Part(label="1.2", lines=range(11, 13)),
    ]
    lines = {"1": 12, "1.1": 9, "1.2": 11, "2": 12}
    told = [
        (label, [stands(lines[label.lower().strip("chapters ").strip("pasge ")])]) for label in said
    ]
    verdict = parts(author_of(tmp_path), group, told)
    assert [each.part for each in verdict.statements] == kept
    assert verdict.enough is enough


def test_a_part_cites_a_line_of_its_own_and_has_no_more_sentences_than_asked(
    tmp_path: Path,
) -> None:
    """Lines beside it may stand with one of its own; the first and the last are its own."""
    group = [Part(label="1", lines=range(9, 13), sentences=3)]
    said = [
        {"text": SAID[9], "lines": [9, 14]},
        {"text": SAID[14], "lines": [14]},
        {"text": SAID[12], "lines": [12]},
        {"text": SAID[10], "lines": [10]},
    ]
    verdict = parts(author_of(tmp_path), group, [("1", said)])
    assert [each.lines for each in verdict.statements] == [(9, 14), (12,)]
    assert len(verdict.faults) == 1
    assert "lines 9 to 12" in verdict.faults[0]


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ([83, 83], [2]), ([84, 84], [1, 1]), ([83, 83, 83], [2, 1]), ([10, 160, 10], [2, 1]),
        ([1], [1]), ([200], [1]), ([20] * 20, [7, 7, 6]),
    ],
)  # fmt: skip
def test_chapters_are_asked_for_in_as_few_requests_as_answers_allow(
    sizes: list[int], groups: list[int]
) -> None:
    """Of eight thousand tokens each, about; nothing is left out, and their order stays."""
    chapters = [
        [Part(label=str(n), lines=range(n, n + 1), sentences=size)]
        for n, size in enumerate(sizes, start=1)
    ]
    found = whole._groups(chapters)
    assert [len(group) for group in found] == groups
    assert [part for group in found for part in group] == [part for [part] in chapters]


@pytest.mark.parametrize(
    ("part", "spoken", "label"),
    [
        ("1", (9, 10), "1"), ("1", (10, 13), "1"), ("1", (13, 14), "2"), ("1", (20,), None),
        ("9", (13, 9, 10), "1"), ("9", (9, 13), "1"), ("1.1", (11,), "1.2"), ("2.1", (13,), None),
    ],
)  # fmt: skip
def test_a_stored_sentence_is_about_the_part_that_has_its_lines(
    part: str, spoken: tuple[int, ...], label: str | None
) -> None:
    """That which it says, if it has one; else the one that has most; passages stay passages."""
    group = [
        Part(label="1", lines=range(9, 13)),
        Part(label="1.1", lines=range(9, 11)),
        Part(label="1.2", lines=range(11, 13)),
        Part(label="2", lines=range(13, 15)),
    ]
    found = whole._part_of(Statement(text="It.", part=part, spoken=spoken), group)
    assert (found and found.label) == label


def test_a_recording_is_put_in_view_in_as_few_stretches_as_fit(tmp_path: Path) -> None:
    """Cut between its chapters; none where one of them does not fit."""
    author = author_of(tmp_path)
    spans = [range(1, 7), range(7, 15), range(15, 21), range(21, 24)]
    sizes = [author._length(span) for span in spans]
    assert author._stretches(sum(sizes)) == [range(1, 24)]
    assert author._stretches(sum(sizes) - 1) == [range(1, 15), range(15, 24)]
    assert author._stretches(max(sizes) - 1) == []
    assert author._stretches(max(sizes)) != []
    assert [each.lines for each in author._chapter_parts(author._reading.outline)] == spans


@pytest.mark.parametrize(
    ("given", "lost", "left"),
    [
        ("1 1.1 1.2", None, "1 1.1 1.2"), ("1.1 1.2", None, "1=1.1 1.2"),
        ("1.1 1.2", [12], "1=1.2 1.1"), ("1 1.1 1.2", [12], "1=1.2 1 1.1"),
        ("1 1.1 1.2", [20], "1 1.1 1.2"), ("1.1 1.2", [20], "1=1.1 1.2"),
        ("10.1", None, "10.1"), ("10 10.1 1.2", None, "1=1.2 10 10.1"), ("1", [12], "1"),
    ],
)  # fmt: skip
def test_a_chapter_without_its_first_sentence_has_one_of_its_passages(
    given: str, lost: list[int] | None, left: str
) -> None:
    """The one that rests on the same lines; beside others of the chapter, only such a one."""
    lines = {"1.1": (9,), "1.2": (11, 12), "10.1": (12,)}
    statements = [
        Statement(text=part, part=part, lines=lines.get(part, (9,))) for part in given.split()
    ]
    found = whole._with_claim("1", statements, lost)
    assert " ".join(
        each.part if each.part == each.text else f"{each.part}={each.text}" for each in found
    ) == left  # fmt: skip


@pytest.mark.parametrize(
    ("spoken", "cues"), [((8, 9, 10), [(8, 9)]), ((8, 9, 12), [(8, 8), (11, 11)]), ((8,), [(7, 7)])]
)
def test_an_answer_rests_on_its_lines_and_its_question_on_the_first(
    spoken: tuple[int, ...], cues: list[tuple[int, int]], tmp_path: Path
) -> None:
    """Where there is no other, on that one too; who asks is told."""
    statement = Statement(text="It is.", name="Why?", part="exchanges", spoken=spoken)
    answer = author_of(tmp_path)._exchange(statement)
    assert [(each.first_cue, each.last_cue) for each in answer.sources] == cues
    assert answer.question
    assert (answer.question.text, answer.question.speaker) == ("Why?", "Ada")
    assert [each.first_cue for each in answer.question.sources] == [7]


@pytest.mark.parametrize(
    ("heard", "meant", "is_alike"),
    [("Millbruck", "Millbrook", True), ("Zanzibar", "Millbrook", False)],
)
def test_a_name_is_proposed_where_it_sounds_like_what_was_heard(
    heard: str, meant: str, is_alike: bool
) -> None:
    """And only of what the model says was misheard; without a page nothing is."""
    statements = [Statement(text=meant, name=heard, part=part) for part in ("misheard", "terms")]
    page = Answer(
        key="k", speech="s", kind=Kind.PAGE, place="page", model="m", statements=(statements[0],)
    )
    assert whole._proposed(page) == ({heard: meant} if is_alike else {})
    assert whole._proposed(replace(page, statements=(statements[1],))) == {}
    assert whole._proposed(None) == {}


def test_edited_titles_are_marked_and_counted_from_their_stretch(tmp_path: Path) -> None:
    """A stored title knows its line among those that it was asked about."""
    statements = (
        Statement(text="Bees", spoken=(1,)), Statement(text="Mites", spoken=(5,), edited=True)
    )  # fmt: skip
    answer = Answer(
        key="k", speech="s", kind=Kind.CONTENTS, place="p", model="m", statements=statements
    )
    assert author_of(tmp_path)._titles(answer, 7) == {
        7: ("Bees", Origin.GENERATED), 11: ("Mites", Origin.EDITED)
    }  # fmt: skip


def test_chapters_are_told_with_their_passages_where_there_are_several(tmp_path: Path) -> None:
    """By number; the last chapter is one passage, which has no name of its own."""
    author = author_of(tmp_path)
    groups = list(author._parts(author._reading.outline))
    assert [[part.label for part in group] for group in groups] == [
        ["1", "1.1", "1.2"], ["2", "2.1", "2.2"], ["3", "3.1", "3.2"], ["4"]
    ]  # fmt: skip
    assert [(part.lines[0], part.lines[-1]) for part in groups[1]] == [(7, 14), (7, 10), (11, 14)]


def test_of_a_long_recording_lines_of_each_chapter_are_in_view(tmp_path: Path) -> None:
    """All where there is room; else what summaries rest on first, and its title and summary."""
    author = author_of(tmp_path)
    outline = author._reading.outline
    told = {"2": [author._written(Statement(text="Swarms leave.", spoken=(14,)))]}
    assert author._selected(outline, told, 10_000).shown == frozenset(range(1, 24))
    view = author._selected(outline, told, 350)
    spans = [range(1, 7), range(7, 15), range(15, 21), range(21, 24)]
    assert 14 in view.shown
    assert len(view.shown) < 23
    assert view.shown <= {number for span in spans for number in span}
    assert "# Part 2\nSummary: Swarms leave.\n" in view.head
