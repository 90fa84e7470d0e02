"""Where listed chapters begin: by what is said, whatever their list says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.language.hearing import hear
from generator.model import Episode, ListedChapter, Outline
from generator.segmentation import outline
from tests.conversations import episode_of

SUBJECTS = {
    "Keeping the hives through winter": "winter hives cluster sugar snow",
    "Varroa mites and oxalic acid": "varroa mites oxalic acid brood",
    "The market for honey": "honey market price jars buyers",
    "Pollinating orchards": "orchards pollinating blossom apples growers",
    "Why colonies swarm": "swarm colonies queen comb split",
}
LINES = 30
"""Lines of each subject, six seconds each."""
LENGTH = LINES * 6.0


def _lines() -> list[str]:
    lines = []
    for words in SUBJECTS.values():
        key = words.split()
        lines.append(f"Ada: So let us turn to {key[0]} and {key[1]}, how do you see them?")
        lines += [
            f"Bram: With the {key[index % 5]} we had a year in which the {key[(index + 2) % 5]} "
            f"was on our mind, number {index}."
            for index in range(LINES - 1)
        ]
    return lines


def interview(*listed: tuple[str, float]) -> Episode:
    """An interview on five subjects of three minutes each, with a list of chapters."""
    chapters = tuple(ListedChapter(title=title, start=start) for title, start in listed)
    return replace(episode_of("\n".join(_lines())), chapters=chapters)


def outline_of(episode: Episode) -> Outline:
    return outline(episode, hear(episode.transcript, episode.language))


TRUE = {title: number * LENGTH for number, title in enumerate(SUBJECTS)}


@pytest.mark.parametrize("late", [0.0, 20.0, 45.0, -30.0])
def test_a_list_that_is_late_or_early_is_put_right(late: float) -> None:
    """Each chapter begins with the question that opens it; what is shown stays as listed."""
    listed = [(title, start and start + late) for title, start in TRUE.items()]
    chapters = outline_of(interview(*listed)).chapters
    assert [(chapter.title, chapter.begins) for chapter in chapters] == list(TRUE.items())
    assert [(chapter.title, chapter.start) for chapter in chapters] == listed


def test_chapters_listed_in_another_order_begin_where_they_are_spoken_of() -> None:
    """Two that the list has the wrong way round; their listed times and ends stay."""
    titles = list(TRUE)
    times = list(TRUE.values())
    swapped = [titles[0], titles[2], titles[1], titles[3], titles[4]]
    found = outline_of(interview(*zip(swapped, times, strict=True))).chapters
    assert [chapter.title for chapter in found] == titles
    assert [chapter.begins for chapter in found] == times
    assert [(each.start, each.end) for each in found][1:3] == [(360.0, 540.0), (180.0, 360.0)]


def test_text_runs_from_one_beginning_to_the_next() -> None:
    """Segments partition the cues and meet in time, also where a list is out of order."""
    titles = list(TRUE)
    listed = zip(titles[:1] + titles[:0:-1], TRUE.values(), strict=True)
    chapters = outline_of(interview(*listed)).chapters
    segments = [segment for chapter in chapters for segment in chapter.segments]
    assert [cue for s in segments for cue in range(s.first_cue, s.last_cue + 1)] == list(
        range(5 * LINES)
    )
    assert [chapter.begins for chapter in chapters] == [c.segments[0].start for c in chapters]


def test_a_heading_in_the_transcript_is_not_moved() -> None:
    """Where the cue is known, nothing is looked for."""
    episode = interview(("Opening", 0.0), ("Why colonies swarm", 100.0))
    known = (episode.chapters[0], replace(episode.chapters[1], first_cue=17))
    chapters = outline_of(replace(episode, chapters=known)).chapters
    assert [chapter.segments[0].first_cue for chapter in chapters] == [0, 17]
