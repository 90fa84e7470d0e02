"""Outlines: chapters partition the cues, segments partition their chapters."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language.hearing import hear
from generator.model import (
    Chapter,
    Cue,
    Episode,
    ListedChapter,
    Origin,
    Outline,
    Segment,
    Show,
    Transcript,
)
from generator.segmentation import outline

WORDS = ["index", "vector", "garden", "tea", "train", "the", "we", "loss", "river", "So", "okay."]
SPEAKERS = [None, "Ana", "Ben"]


def episode_of(
    cues: tuple[Cue, ...],
    chapters: tuple[ListedChapter, ...] = (),
    duration: float | None = None,
) -> Episode:
    """An episode that holds `cues`."""
    return Episode(
        show=Show(slug="show", title="Show"),
        slug="episode",
        title="Episode",
        transcript=Transcript(cues=cues),
        source="show/episode.vtt",
        chapters=chapters,
        duration=duration,
    )


def outline_of(episode: Episode, **options: object) -> Outline:
    """The outline of `episode` from its own utterances."""
    return outline(episode, hear(episode.transcript, episode.language), **options)  # type: ignore[arg-type] # options vary


def talk(
    length: float, *, every: float = 5.0, speakers: tuple[str | None, ...] = (None,)
) -> tuple[Cue, ...]:
    """Cues of `length` seconds in all, on a subject that changes every five minutes."""
    subjects = ["garden soil seeds roots", "engine piston valve oil", "violin bow strings concert"]
    cues = []
    for index in range(int(length / every)):
        subject = subjects[int(index * every // 300) % 3].split()
        text = f"The {subject[index % 4]} and the {subject[(index + 1) % 4]} matter here."
        cues.append(
            Cue(
                text=text,
                start=index * every,
                end=(index + 1) * every,
                speaker=speakers[index // 6 % len(speakers)],
            )
        )
    return tuple(cues)


@st.composite
def transcripts(draw: st.DrawFn) -> tuple[Cue, ...]:
    """Cues with and without times, speakers, ends and words."""
    timed = draw(st.booleans())
    count = draw(st.integers(1, 60))
    clock = 0.0
    cues = []
    for _ in range(count):
        text = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=30)))
        length = draw(st.sampled_from([0.0, 0.5, 4.0, 60.0]))
        ended = draw(st.booleans())
        cues.append(
            Cue(
                text=text,
                start=clock if timed else None,
                end=clock + length if timed and ended else None,
                speaker=draw(st.sampled_from(SPEAKERS)),
            )
        )
        clock += length
    return tuple(cues)


@st.composite
def lists_of_chapters(draw: st.DrawFn) -> tuple[ListedChapter, ...]:
    """Ascending chapters, some with a time, some with a cue, some with neither."""
    starts = sorted(draw(st.lists(st.floats(0, 4000), max_size=8)))
    return tuple(
        ListedChapter(
            title=f"Chapter {index}",
            start=draw(st.sampled_from([start, start, None])),
            first_cue=draw(st.none() | st.integers(0, 80)),
        )
        for index, start in enumerate(starts)
    )


def check_partition(episode: Episode, chapters: tuple[Chapter, ...]) -> None:
    """Chapters partition the cues and time, and segments their chapter."""
    segments = [segment for chapter in chapters for segment in chapter.segments]
    covered = [cue for s in segments for cue in range(s.first_cue, s.last_cue + 1)]
    assert covered == list(range(len(episode.transcript.cues)))
    assert all(chapter.segments for chapter in chapters)
    shown = sorted(chapters, key=lambda chapter: chapter.start or 0.0)
    for chapter, follower in pairwise(shown):
        assert chapter.end == follower.start
    for chapter, follower in pairwise(chapters):
        assert chapter.segments[-1].end == follower.begins
    for chapter in chapters:
        assert chapter.segments[0].start == chapter.begins
        for segment, next_segment in pairwise(chapter.segments):
            assert segment.end == next_segment.start
        spans: list[Chapter | Segment] = [chapter, *chapter.segments]
        for span in spans:
            if episode.transcript.timed:
                assert span.start is not None
                assert span.end is not None
                assert span.start <= span.end
            else:
                assert span.start is None
                assert span.end is None


@given(transcripts(), lists_of_chapters(), st.booleans(), st.sampled_from([None, 900.0]))
@settings(max_examples=60)
def test_outline_partitions_any_transcript(
    cues: tuple[Cue, ...],
    chapters: tuple[ListedChapter, ...],
    ignore_listed: bool,
    duration: float | None,
) -> None:
    """No cue is lost or covered twice, and times join without gaps, whatever comes in."""
    episode = episode_of(cues, chapters, duration)
    check_partition(episode, outline_of(episode, ignore_listed=ignore_listed).chapters)


@given(transcripts())
@settings(max_examples=20)
def test_outline_is_deterministic(cues: tuple[Cue, ...]) -> None:
    """The same transcript gives the same outline."""
    assert outline_of(episode_of(cues)) == outline_of(episode_of(cues))


def test_found_chapters_follow_the_subject() -> None:
    """Chapters of a clearly divided talk start where its subjects change."""
    chapters = outline_of(episode_of(talk(1500, speakers=("Ana", "Ben")))).chapters
    starts = [chapter.start or 0.0 for chapter in chapters]
    for change in (300, 600, 900, 1200):
        assert min(abs(start - change) for start in starts) <= 30
    assert len(chapters) <= 12
    assert {chapter.origin for chapter in chapters} == {Origin.GENERATED}


def test_found_chapters_do_not_need_times() -> None:
    """Without times the same changes are found, at the same cues."""
    cues = tuple(Cue(text=cue.text) for cue in talk(1500))
    chapters = outline_of(episode_of(cues)).chapters
    firsts = [chapter.segments[0].first_cue for chapter in chapters]
    for change in (60, 120, 180, 240):
        assert min(abs(first - change) for first in firsts) <= 8


def test_target_length_sets_the_number_of_chapters() -> None:
    """A longer target gives fewer chapters."""
    episode = episode_of(talk(3600))
    few = outline_of(episode, target_length=600.0).chapters
    many = outline_of(episode, target_length=120.0).chapters
    assert len(few) < len(many)


def test_a_short_recording_is_one_chapter_of_one_segment() -> None:
    """Half a minute is not cut."""
    (chapter,) = outline_of(episode_of(talk(30))).chapters
    assert len(chapter.segments) == 1


def test_segments_have_a_readable_length() -> None:
    """Segments of a long talk last about 45 to 150 seconds on average."""
    chapters = outline_of(episode_of(talk(3600))).chapters
    lengths = [(s.end or 0) - (s.start or 0) for c in chapters for s in c.segments]
    assert 45 <= sum(lengths) / len(lengths) <= 150


def test_listed_chapters_keep_their_exact_start_and_title() -> None:
    """What people listed is kept, though the start falls inside a cue."""
    listed = (
        ListedChapter(title="Opening", start=0.0),
        ListedChapter(title="Engines", start=301.5),
        ListedChapter(title="Concerts", start=603.0),
    )
    chapters = outline_of(episode_of(talk(900), listed)).chapters
    assert [(c.title, c.start, c.end) for c in chapters] == [
        ("Opening", 0.0, 301.5),
        ("Engines", 301.5, 603.0),
        ("Concerts", 603.0, 900.0),
    ]
    assert {c.origin for c in chapters} == {Origin.SOURCE}
    # The cues that begin at 300 and 600 seconds are the first on their subjects.
    assert [c.segments[0].first_cue for c in chapters] == [0, 60, 120]
    assert [c.begins for c in chapters] == [0.0, 300.0, 600.0]


def test_listed_chapters_can_be_ignored() -> None:
    """With `ignore_listed` the chapters are found."""
    listed = (ListedChapter(title="Everything", start=0.0),)
    chapters = outline_of(episode_of(talk(1500), listed), ignore_listed=True).chapters
    assert "Everything" not in [c.title for c in chapters]
    assert len(chapters) > 2


def test_a_heading_in_the_transcript_wins_over_the_listed_time() -> None:
    """`first_cue` decides where a listed chapter begins."""
    listed = (
        ListedChapter(title="One", start=0.0, first_cue=0),
        ListedChapter(title="Two", start=310.0, first_cue=60),
    )
    chapters = outline_of(episode_of(talk(600), listed)).chapters
    assert [c.segments[0].first_cue for c in chapters] == [0, 60]


def test_speech_before_the_first_listed_chapter_becomes_an_introduction() -> None:
    """What precedes the list is not lost, and its chapter is marked as generated."""
    listed = (ListedChapter(title="Engines", start=300.0),)
    chapters = outline_of(episode_of(talk(900), listed)).chapters
    assert [(c.title, c.origin, c.start) for c in chapters] == [
        ("Introduction", Origin.GENERATED, 0.0),
        ("Engines", Origin.SOURCE, 300.0),
    ]


def test_a_few_seconds_before_the_first_listed_chapter_join_it() -> None:
    """A list that starts a moment late does not make an introduction of one cue."""
    listed = (ListedChapter(title="All of it", start=4.0),)
    (chapter,) = outline_of(episode_of(talk(300), listed)).chapters
    assert (chapter.title, chapter.start) == ("All of it", 4.0)
    assert chapter.segments[0].first_cue == 0


def test_listed_chapters_share_too_few_cues() -> None:
    """Each chapter gets a cue while there are enough; the rest have none to get."""
    listed = tuple(ListedChapter(title=f"Chapter {n}", start=float(n)) for n in range(5))
    chapters = outline_of(episode_of(talk(15), listed)).chapters
    assert [c.title for c in chapters] == ["Chapter 0", "Chapter 1", "Chapter 2"]


def test_listed_times_are_shares_where_the_transcript_has_none() -> None:
    """A list with times places its chapters in an untimed transcript by the duration."""
    cues = tuple(Cue(text="one two three four five") for _ in range(100))
    listed = (
        ListedChapter(title="First", start=0.0),
        ListedChapter(title="Second", start=500.0),
    )
    chapters = outline_of(episode_of(cues, listed, duration=1000.0)).chapters
    assert [c.segments[0].first_cue for c in chapters] == [0, 50]
    assert chapters[1].start is None


def test_without_a_transcript_the_list_gives_the_chapters() -> None:
    """Starts come from the list, ends from the next start and the duration; no segments."""
    listed = (
        ListedChapter(title="First", start=0.0),
        ListedChapter(title="Second", start=90.0),
    )
    chapters = outline_of(episode_of((), listed, duration=200.0)).chapters
    assert [(c.start, c.end, c.segments) for c in chapters] == [(0.0, 90.0, ()), (90.0, 200.0, ())]


def test_nothing_at_all_has_no_chapters() -> None:
    """Neither transcript nor list: an empty outline."""
    assert outline_of(episode_of(())).chapters == ()


@pytest.mark.parametrize(("every", "titles"), [(5.0, 1), (5.1, 2)])
def test_five_seconds_before_the_first_listed_chapter_belong_to_it(
    every: float, titles: int
) -> None:
    """What lasts longer is an introduction of its own."""
    listed = (ListedChapter(title="First", start=every),)
    chapters = outline_of(episode_of(talk(300, every=every), listed)).chapters
    assert [chapter.title for chapter in chapters] == ["Introduction", "First"][-titles:]
    assert chapters[0].segments[0].first_cue == 0


@pytest.mark.parametrize(("start", "cue"), [(62.0, 12), (150.0, 30), (9999.0, 59)])
def test_a_chapter_of_which_nothing_is_said_begins_about_where_it_is_listed(
    start: float, cue: int
) -> None:
    """Its start stays as listed, and its text begins with a sentence within ten seconds."""
    listed = (ListedChapter(title="A", start=0.0), ListedChapter(title="B", start=start))
    chapters = outline_of(episode_of(talk(300), listed)).chapters
    assert abs(chapters[1].segments[0].first_cue - cue) <= 2
    assert chapters[1].start == start
    assert chapters[1].begins == chapters[1].segments[0].first_cue * 5.0


def test_a_chapter_without_time_and_place_is_not_shown() -> None:
    """Nothing tells where it begins; one with a cue begins there, as far as there are cues."""
    listed = (
        ListedChapter(title="A", first_cue=0),
        ListedChapter(title="Nowhere"),
        ListedChapter(title="B", first_cue=40),
        ListedChapter(title="C", first_cue=900),
    )
    chapters = outline_of(episode_of(talk(300), listed)).chapters
    assert [(c.title, c.segments[0].first_cue) for c in chapters] == [
        ("A", 0),
        ("B", 40),
        ("C", 59),
    ]


def test_found_chapters_are_about_as_long_as_wanted() -> None:
    """Subjects of five minutes are found; the median of a talk follows the setting."""
    episode = episode_of(talk(3600, speakers=("Ana", "Ben")))
    lengths = []
    for minutes in (2, 5, 15):
        found = outline_of(episode, target_length=minutes * 60.0).chapters
        lengths.append(len(found))
    assert 20 <= lengths[0] <= 45
    assert lengths[1] == 12
    assert lengths == sorted(lengths, reverse=True)


def test_listed_ends_do_not_run_back_without_a_transcript() -> None:
    """A chapter after the stated end lasts no time; without a length the last has no end."""
    listed = (ListedChapter(title="A", start=0.0), ListedChapter(title="B", start=90.0))
    assert outline_of(episode_of((), listed, duration=60.0)).chapters[1].end == 90.0
    assert outline_of(episode_of((), listed)).chapters[1].end is None
