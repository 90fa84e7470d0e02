"""Where listed chapters are put, and the times of the chapters and segments built from them."""

from __future__ import annotations

import pytest

from generator.language.hearing import hear
from generator.model import Cue, Episode, ListedChapter, Origin, Show, Transcript
from generator.segmentation.marks import Mark, build_chapters, place_listed

STARTS = (0.0, 10.0, 20.0, 30.0, 40.0, 50.0)


def episode_of(listed: int, starts: tuple[float | None, ...] = STARTS) -> Episode:
    """A recording of one line for each start, with so many listed chapters A, B, C ..."""
    return Episode(
        show=Show(slug="s", title="S"),
        slug="e",
        title="E",
        transcript=Transcript(
            cues=tuple(Cue(text="We paint the hive.", start=start) for start in starts)
        ),
        source="e.vtt",
        chapters=tuple(
            ListedChapter(title=chr(65 + n), start=100.0 + n if n else 0.0) for n in range(listed)
        ),
    )


@pytest.mark.parametrize(
    ("beginnings", "placed"),
    [
        ((0, 2, 4), "A0 B2 C4"),
        ((0, 5, 5), "A0 B4 C5"),
        ((0, 0, 0), "A0 B1 C2"),
        ((5, 5, 5), "Introduction0 A3 B4 C5"),
        ((2, 2, 2), "Introduction0 A2 B3 C4"),
        ((None, 3, 1), "Introduction0 C1 B3"),
        ((4, 2, 0), "C0 B2 A4"),
        ((None, None, None), "None0"),
        ((0, 1, 2, 3, 4, 5, 5, 5), "A0 B1 C2 D3 E4 F5"),
    ],
)
def test_each_listed_chapter_gets_a_line(beginnings: tuple[int | None, ...], placed: str) -> None:
    """In the order in which they begin, and while there are enough; what comes before is told."""
    episode = episode_of(len(beginnings))
    marks = place_listed(episode, beginnings, (*STARTS, 60.0))
    assert " ".join(f"{mark.title}{mark.first_cue}" for mark in marks) == placed
    for mark in marks:
        listed = [each.start for each in episode.chapters if each.title == mark.title]
        assert [mark.start] == (listed or [None])
        assert (mark.origin is Origin.SOURCE) == bool(listed)


@pytest.mark.parametrize(("first", "placed"), [(5.0, "A0"), (5.1, "Introduction0 A1")])
def test_what_is_said_just_before_the_first_chapter_is_its_own(first: float, placed: str) -> None:
    """Up to five seconds; it keeps its listed start."""
    marks = place_listed(episode_of(1, (0.0, first)), (1,), (0.0, first, 60.0))
    assert " ".join(f"{mark.title}{mark.first_cue}" for mark in marks) == placed
    assert marks[-1].start == 0.0


def test_without_times_listed_chapters_have_none() -> None:
    """Where they are listed is no time of the transcript."""
    marks = place_listed(episode_of(2, (None, None)), (0, 1), (0.0, 9.0, 18.0))
    assert [mark.start for mark in marks] == [None, None]


def times(
    marks: list[Mark], starts: tuple[float | None, ...], end: float | None, cut: tuple[int, ...]
) -> list[object]:
    """Start, beginning and end of each chapter, and of its segments, which begin at some cues."""
    episode = episode_of(0, starts)
    chapters = build_chapters(
        episode,
        hear(episode.transcript),
        marks,
        lambda first, after: [first, *(cue for cue in cut if first < cue < after)],
        end,
    )
    return [
        (
            chapter.start,
            chapter.begins,
            chapter.end,
            [(each.first_cue, each.last_cue, each.start, each.end) for each in chapter.segments],
        )
        for chapter in chapters
    ]


def mark(cue: int, start: float | None = None) -> Mark:
    return Mark(first_cue=cue, start=start, title="T")


def test_chapters_end_where_the_next_in_the_list_starts() -> None:
    """Whatever their order in the speech; the text of each is its own."""
    assert times([mark(0, 100.0), mark(2, 30.0)], STARTS, 60.0, (3,)) == [
        (100.0, 0.0, 100.0, [(0, 1, 0.0, 20.0)]),
        (30.0, 20.0, 100.0, [(2, 2, 20.0, 30.0), (3, 5, 30.0, 60.0)]),
    ]


def test_found_chapters_start_with_their_words() -> None:
    """Up to the end of the recording."""
    assert times([mark(0), mark(4)], STARTS, 60.0, (2,)) == [
        (0.0, 0.0, 40.0, [(0, 1, 0.0, 20.0), (2, 3, 20.0, 40.0)]),
        (40.0, 40.0, 60.0, [(4, 5, 40.0, 60.0)]),
    ]


def test_no_time_runs_back_or_out_of_its_chapter() -> None:
    """Captions of two voices may overlap: a segment neither starts before it nor ends behind."""
    starts = (0.0, 50.0, 40.0, 30.0, 60.0)
    assert times([mark(0), mark(2)], starts, 55.0, (1, 3, 4)) == [
        (0.0, 0.0, 40.0, [(0, 0, 0.0, 40.0), (1, 1, 40.0, 40.0)]),
        (40.0, 40.0, 55.0, [(2, 2, 40.0, 40.0), (3, 3, 40.0, 55.0), (4, 4, 55.0, 55.0)]),
    ]


@pytest.mark.parametrize(("starts", "end"), [((None,) * 3, None)])
def test_without_times_nothing_starts_or_ends(
    starts: tuple[float | None, ...], end: float | None
) -> None:
    """Cues alone tell what belongs together."""
    assert times([mark(0), mark(1)], starts, end, (2,)) == [
        (None, None, None, [(0, 0, None, None)]),
        (None, None, None, [(1, 1, None, None), (2, 2, None, None)]),
    ]
