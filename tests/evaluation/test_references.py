from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.evaluation.choosers import CHOOSERS
from generator.evaluation.references import (
    Line,
    Reference,
    ReferenceChapter,
    ReferencePoint,
    is_same,
    matched,
    read_references,
    score_reading,
)
from generator.language.hearing import hear
from generator.model import Reading, Sentence, Source, Summary
from tests.conversations import BEES, BEES_STARTS, SECONDS, episode_of, outline_of

EPISODE = episode_of(BEES)
LINES = [cue.text for cue in EPISODE.transcript.cues]


def line(index: int) -> Line:
    """A line of the interview."""
    return Line(LINES[index], index * SECONDS)


def chapter(
    start: int, kind: str, picks: tuple[int, ...], avoid: tuple[int, ...] = ()
) -> ReferenceChapter:
    return ReferenceChapter(
        start=start * SECONDS,
        kind=kind,
        title="Mites",
        listed=True,
        picks=tuple(map(line, picks)),
        avoid=tuple(map(line, avoid)),
    )


REFERENCE = Reference(
    episode="bees",
    points=(ReferencePoint(quote=(line(11),), support=(line(8),)),),
    chapters=(
        chapter(0, "introduction", ()),
        chapter(6, "content", (11, 8), (10,)),
        chapter(14, "content", (15,)),
        chapter(20, "closing", ()),
    ),
)


def printed(*chosen: int) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(
            text=LINES[index],
            sources=(
                Source(
                    first_cue=index,
                    last_cue=index,
                    start=index * SECONDS,
                    end=(index + 1) * SECONDS,
                ),
            ),
        )
        for index in chosen
    )


def reading(points: tuple[int, ...], *chapters: tuple[int, ...], best: int = 0) -> Reading:
    parts = tuple(
        Summary(sentences=printed(*each), best=best if len(each) > best else 0) for each in chapters
    )
    return Reading(
        episode=EPISODE,
        outline=outline_of(EPISODE, BEES_STARTS),
        summary=Summary(sentences=printed(*points), parts=parts),
        backend="extractive",
        coverage=1.0,
    )


def test_what_readers_chose_is_counted() -> None:
    """Key points, chapters and what must not be printed are told apart."""
    scores = score_reading(REFERENCE, reading((11, 4), (), (10, 11), (15,), (22,)))
    assert (scores.points_hit, scores.claims_met) == (0.5, 1.0)
    assert (scores.first_hit, scores.any_hit) == (0.5, 1.0)
    assert scores.hits == pytest.approx(2 / 3)
    assert scores.avoided == pytest.approx(2 / 6)


def test_the_best_stands_for_its_chapter() -> None:
    """Where only one sentence is shown, it is the one that is named."""
    assert score_reading(REFERENCE, reading((), (), (10, 11), (), ())).first_hit == 0.0
    assert score_reading(REFERENCE, reading((), (), (10, 11), (), (), best=1)).first_hit == 0.5


def test_a_line_is_known_by_its_words_and_time() -> None:
    """A cleaned sentence is its line; the same words a minute later, or half of them, are not."""
    said = Line("Um, so I, I grew up next to an orchard, and it kept forty hives.", 60.0)
    assert is_same("I grew up next to an orchard, and it kept forty hives.", 61.0, said)
    assert not is_same("I grew up next to an orchard, and it kept forty hives.", 121.0, said)
    assert not is_same("I grew up next to an orchard.", 61.0, replace(said, text=said.text * 2))


SAID = Line("one two three four five six seven eight nine ten", 60.0)


@pytest.mark.parametrize(
    ("text", "start", "same"),
    [
        ("one two three four five", 60.0, True),
        ("one two three four", 60.0, False),
        ("one two three four five six a b c d", 60.0, True),
        ("one two three four five a b c d e", 60.0, False),
        ("one a two b three c four d five e six f", 60.0, False),
        ("one two a three four b five six", 60.0, True),
        ("one two three a five b seven", 60.0, False),
        (SAID.text, 80.0, True),
        (SAID.text, 80.1, False),
        (SAID.text, 40.0, True),
        (SAID.text, 39.9, False),
        (SAID.text, None, False),
    ],
)
def test_a_line_cut_short_or_moved_is_the_same_up_to_a_limit(
    text: str, start: float | None, same: bool
) -> None:
    """Half of the line, six words of ten of what is printed, in pairs at least, within 20 s."""
    assert is_same(text, start, SAID) == same
    assert is_same(text, start, replace(SAID, start=None)) == (same or text == SAID.text)


def test_only_eight_key_points_count() -> None:
    """What is printed beyond them is neither hit nor missed."""
    others = tuple(range(4)) * 2
    assert score_reading(REFERENCE, reading((*others[:7], 11), (), (), (), ())).points_hit == 1 / 8
    last = score_reading(REFERENCE, reading((*others, 11), (), (), (), ()))
    assert (last.points_hit, last.claims_met, last.printed) == (0.0, 0.0, 8.0)


def test_who_prints_nothing_hits_nothing() -> None:
    """Silence is no way to a good score."""
    scores = score_reading(REFERENCE, reading((), (), (), (), ()))
    assert (scores.points_hit, scores.points_near, scores.claims_met) == (0.0, 0.0, 0.0)
    assert (scores.hits, scores.first_hit, scores.avoided) == (0.0, 0.0, 1.0)


def test_a_key_point_may_be_near_without_being_quotable() -> None:
    """A line that supports a point of the reader's lies inside it; one of two points is met."""
    other = ReferencePoint(quote=(), support=(line(15),))
    reference = replace(REFERENCE, points=(*REFERENCE.points, other))
    scores = score_reading(reference, reading((8, 4), (), (), (), ()))
    assert (scores.points_hit, scores.points_near, scores.claims_met) == (0.0, 0.5, 0.5)


@pytest.mark.parametrize(("lines", "hit"), [(4, 1.0), (3, None)])
def test_a_chapter_is_judged_where_half_of_it_is_content(lines: int, hit: float | None) -> None:
    """Of a found chapter of eight lines the reader took something from so many."""
    chapters = (chapter(6, "content", (8,)), chapter(6 + lines, "closing", ()))
    scores = score_reading(replace(REFERENCE, chapters=chapters), reading((), (), (8,), (), ()))
    assert scores.first_hit == pytest.approx(float("nan") if hit is None else hit, nan_ok=True)


@pytest.mark.parametrize(("late", "hits"), [(2.0, 1.0), (2.1, 0.0)])
def test_a_sentence_may_begin_just_before_its_chapter(late: float, hits: float) -> None:
    """Two seconds are no difference; at its end a chapter is as much shorter."""
    content = replace(chapter(8, "content", (8,)), start=8 * SECONDS + late)
    before = chapter(6, "content", (7,))
    reference = replace(REFERENCE, chapters=(before, content))
    scores = score_reading(reference, reading((), (), (8,), (), ()))
    assert (scores.any_hit, scores.hits) == (hits / 2, hits)


@pytest.mark.parametrize(
    ("late", "kind", "listed", "rouge"),
    [
        (0.0, "content", False, 1.0),
        (30.0, "content", False, 1.0),
        (30.1, "content", False, None),
        (0.0, "content", True, None),
        (0.0, "closing", False, None),
    ],
)
def test_found_titles_are_held_against_the_reader_s_own(
    late: float, kind: str, listed: bool, rouge: float | None
) -> None:
    """Of chapters that nobody listed and that say something, within half a minute."""
    own = replace(chapter(20, kind, (8,)), listed=listed, start=20 * SECONDS + late)
    titles = ("Hello", "Swarms", "Queens", "The mites")
    found = replace(reading((), (), (), (), ()), outline=outline_of(EPISODE, BEES_STARTS, titles))
    scores = score_reading(replace(REFERENCE, chapters=(own,)), found)
    wanted = float("nan") if rouge is None else rouge
    assert scores.title_rouge == pytest.approx(wanted, nan_ok=True)


def test_simple_choosers_print_as_much_as_they_may() -> None:
    """Each gives three lines a chapter and seven for the whole."""
    utterances = hear(EPISODE.transcript)
    for chooser in CHOOSERS.values():
        found = chooser(EPISODE, utterances, outline_of(EPISODE, BEES_STARTS))
        assert len(found.summary.sentences) == 7
        assert [len(part.sentences) for part in found.summary.parts] == [3, 3, 3, 3]


def test_a_reference_finds_its_recording() -> None:
    """Of two recordings of one name it is of the one that holds its lines."""
    other = episode_of("Ada: We talk of something else entirely this time.")
    assert list(matched([REFERENCE], [other, EPISODE])) == [(REFERENCE, EPISODE)]


def test_a_broken_reference_is_named(tmp_path: Path) -> None:
    """A file that is no reference says which it is."""
    (tmp_path / "bees.json").write_text('{"episode": "bees"}')
    with pytest.raises(InputError, match=r"bees\.json"):
        read_references(tmp_path)
