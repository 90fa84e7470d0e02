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
