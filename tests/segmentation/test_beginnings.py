"""Where listed chapters begin: by what is said, whatever their list says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from generator.language.clock import Axis
from generator.language.hearing import hear
from generator.language.languages import Language
from generator.language.words import stems_by_text
from generator.model import Cue, Episode, ListedChapter, Outline, Transcript
from generator.segmentation import outline
from generator.segmentation.beginnings import (
    EVIDENCE,
    HABITS,
    Candidates,
    Weights,
    choose,
    weigh_candidates,
)
from generator.segmentation.evidence import weigh_gaps
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


WEIGHTS = Weights(
    evidence=dict.fromkeys(EVIDENCE, 0.0) | {EVIDENCE[0]: 1.0},
    habits=[1 / len(HABITS)] * len(HABITS),
)
"""By which evidence of the first kind counts as it is, and no list strays."""


def places(listed: float, scores: dict[float, float]) -> Candidates:
    """A chapter that may begin at some seconds, each with what speaks for it."""
    evidence = np.zeros((len(scores), len(EVIDENCE)))
    evidence[:, 0] = list(scores.values())
    return Candidates(
        listed=listed,
        cues=[round(position) for position in scores],
        positions=np.array(list(scores)),
        evidence=evidence,
        before=np.zeros((len(HABITS), len(scores))),
    )


@pytest.mark.parametrize(
    ("other", "more", "chosen"),
    [
        (130.0, 2.75, 50),  # 2 for the order, .6 for each minute by which they stray apart
        (130.0, 2.85, 130),
        (95.0, 3.4, 50),  # 3 for one place, and 45 seconds
        (95.0, 3.5, 95),
        (88.0, 0.35, 50),  # twelve seconds are two places
        (88.0, 0.4, 88),
        (100.5, 3.4, 50),  # less than a second behind is no other order
        (100.5, 3.6, 100),
        (100.9, 3.45, 50),
        (100.9, 3.6, 101),
        (101.1, 2.45, 50),  # a second is
        (101.1, 2.6, 101),
    ],
)
def test_neighbours_of_a_list_begin_apart_and_in_order(
    other: float, more: float, chosen: int
) -> None:
    """Unless more speaks against it, in log-odds."""
    chapters = [places(50.0, {50.0: 0.0, other: more}), places(100.0, {100.0: 0.0})]
    if other < 50.0:
        chapters[0] = places(50.0, {other: more, 50.0: 0.0})
    assert choose(chapters, WEIGHTS)[0] == chosen


@pytest.mark.parametrize(("more", "chosen"), [(0.75, 250), (0.85, 75)])
def test_how_far_neighbours_stray_apart_counts_up_to_three_minutes(
    more: float, chosen: int
) -> None:
    """Then they have nothing to do with each other."""
    chapters = [places(250.0, {75.0: more, 250.0: 0.0}), places(400.0, {500.0: 0.0})]
    assert choose(chapters, WEIGHTS)[0] == chosen


@pytest.mark.parametrize(
    ("beside", "more", "chosen"),
    [(20.0, 0.6, 0), (20.0, 0.75, 100), (20.1, 0.1, 100)],
)
def test_places_close_to_each_other_count_together(beside: float, more: float, chosen: int) -> None:
    """Those twenty seconds apart; the likeliest of them is the beginning."""
    assert choose([places(50.0, {0.0: 0.0, beside: -0.001, 100.0: more})], WEIGHTS) == [chosen]


@pytest.mark.parametrize(
    ("far", "more", "chosen"), [(180.0, 0.6, 180), (180.1, 0.6, 0), (180.1, 0.75, 180)]
)
def test_a_place_far_from_the_list_is_surely_the_one_or_none(
    far: float, more: float, chosen: int
) -> None:
    """Beyond three minutes it must have half of all probability."""
    assert choose([places(0.0, {0.0: 0.001, 60.0: 0.0, far: more})], WEIGHTS) == [chosen]


def test_where_all_places_are_far_the_likeliest_is_chosen() -> None:
    """A list may be of another cut."""
    assert choose([places(0.0, {200.0: 0.0, 300.0: 0.1, 400.0: 0.05})], WEIGHTS) == [300]


def tried(title: str, start: float, step: float = 10.0, count: int = 600) -> list[float]:
    """When the places begin that are tried for a chapter, where somebody speaks at each step."""
    cues = tuple(
        Cue(
            text=f"The {'comb' if n == 7 else 'harbour'} hums{n}.",
            start=n * step,
            end=n * step + 5.0,
        )
        for n in range(count)
    )
    transcript = Transcript(cues=cues)
    utterances = hear(transcript)
    gaps = weigh_gaps(Axis.of(transcript, utterances), utterances)
    listed = (ListedChapter(title=title, start=start),)
    [found] = weigh_candidates(listed, utterances, gaps, stems_by_text([title], Language.of("en")))
    return [float(position) for position in found.positions]


def test_a_chapter_is_looked_for_within_45_minutes() -> None:
    """And where no word of its title is said, within twenty seconds; else where somebody speaks."""
    found = tried("The comb", 3000.0)
    assert (found[0], found[-1]) == (300.0, 5690.0)
    assert tried("The brood", 3000.0) == [2980.0, 2990.0, 3000.0, 3010.0]
    assert tried("The brood", 3025.0, step=60.0) == [3060.0]
    assert tried("The brood", 9999.0, count=60) == [590.0]


@pytest.mark.parametrize(("start", "found"), [(0.9, [0.0]), (1.0, [10.0, 20.0])])
def test_what_is_listed_in_the_first_second_opens_the_recording(
    start: float, found: list[float]
) -> None:
    """Whatever is said there."""
    assert tried("The brood", start) == found


@pytest.mark.parametrize(
    ("word", "alike"),
    [
        *(("harbourkeep", True), ("harbourkeepx", False), ("harbou", True)),
        *(("harbo", True), ("harb", False), ("xharbour", False)),
    ],
)
def test_words_of_titles_are_known_by_their_beginnings(word: str, alike: bool) -> None:
    """Of five letters at the least, with four more at the most."""
    assert (len(tried(f"A {word}", 3000.0)) > 9) == alike


@pytest.mark.parametrize(("start", "cue"), [(0.9, 0), (5.0, 1), (5.1, 2), (12.0, 2), (99.0, 2)])
def test_where_one_sentence_is_all_a_chapter_begins_with_a_caption(start: float, cue: int) -> None:
    """That which begins then or next, or the last."""
    cues = tuple(
        Cue(text=text, start=5.0 * n, end=5.0 * n + 5.0)
        for n, text in enumerate(("The bees", "hum in", "the hive."))
    )
    transcript = Transcript(cues=cues)
    utterances = hear(transcript)
    assert len(utterances) == 1
    listed = (ListedChapter(title="Humming", start=start),)
    gaps = weigh_gaps(Axis.of(transcript, utterances), utterances)
    [found] = weigh_candidates(
        listed, utterances, gaps, stems_by_text(["Humming"], Language.of("en"))
    )
    assert list(found.cues) == [cue]
