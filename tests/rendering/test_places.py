"""Where things stand: by time, or where there is none by the words before them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.model import Cue, Outline, Transcript
from generator.rendering.places import Places
from generator.rendering.speakers import measure_speakers, with_ends
from tests.rendering.samples import TIMED, UNTIMED, read_in_one, render
from tests.rendering.samples import library as sample_library


def untimed(words: int) -> Places:
    """The places of an untimed reading with a cue for each of so many words."""
    cues = tuple(Cue(text="word", speaker="Ines") for _ in range(words))
    return Places(read_in_one(replace(UNTIMED, transcript=Transcript(cues=cues))))


@pytest.mark.parametrize(
    ("words", "cue", "share"),
    [
        (100, 0, 0),
        (100, 2, 0),
        (100, 3, 5),
        (100, 7, 5),
        (100, 8, 10),
        (100, 40, 40),
        (100, 42, 40),
        (100, 43, 45),
        (100, 97, 95),
        (100, 98, 100),
        (3, 1, 35),
    ],
)
def test_how_far_in_is_told_to_the_nearest_five_per_cent(words: int, cue: int, share: int) -> None:
    """Of the words before it among all words; more exact it is not known."""
    assert untimed(words).mark(None, cue).share == share


def test_a_time_needs_no_share() -> None:
    """Where there is a time it is told; where there is neither, nothing."""
    places = Places(read_in_one(TIMED))
    assert (places.mark(12.5, 3).seconds, places.mark(12.5, 3).share) == (12.5, None)
    assert (untimed(9).mark(None, None).share, untimed(9).mark(0.0, 0).seconds) == (None, 0.0)


@pytest.mark.parametrize(
    ("cue", "said"), [(0, "at the start"), (5, "5 %"), (40, "40 %"), (99, "at the end")]
)
def test_pages_say_how_far_in(cue: int, said: str) -> None:
    """In words at either end, else in per cent, on the page and in its twin."""
    reading = untimed(100).reading
    moved = replace(
        reading.summary.sentences[0],
        sources=(replace(reading.summary.sentences[0].sources[0], first_cue=cue, last_cue=cue),),
    )
    reading = replace(reading, summary=replace(reading.summary, sentences=(moved,), parts=()))
    held = replace(sample_library(), readings=(reading,), topics=(), people=(), digests=())
    files = render(replace(held, relatives={}))
    for name in ("index.html", "index.md"):
        text = files[f"slow-ferries/salt/{name}"].replace("\N{NO-BREAK SPACE}", " ")
        assert said in text.lower(), name


def test_prose_names_speakers_where_there_are_two() -> None:
    """A quotation has its speaker always; of one voice alone prose need not say whose it is."""
    alone = untimed(9).reading
    [sentence] = alone.summary.sentences
    assert Places(alone).point(sentence).speaker == "Ines"
    written = Places(replace(alone, backend="openai:m"))
    assert written.point(sentence).speaker is None
    two = Places(replace(read_in_one(TIMED), backend="openai:m"))
    assert two.point(two.reading.summary.sentences[0]).speaker == "Ines"


def test_only_spoken_words_are_quoted() -> None:
    """Quotation marks are for what stands in the cited cues, in order; not for what was written."""
    places = Places(read_in_one(TIMED))
    [said] = places.reading.summary.sentences
    assert places.point(said).quoted
    for other in (
        replace(said, text=f"Indeed, {said.text}"),
        replace(said, backend="edited"),
        replace(said, backend="openai:m"),
    ):
        assert not places.point(other).quoted


def test_words_between_are_those_of_both_ends() -> None:
    """From the third to the fifth cue are three words."""
    assert untimed(9).words_between(2, 4) == 3
    assert untimed(9).words == 9


def test_a_cue_without_an_end_lasts_until_the_next() -> None:
    """The last one until the recording ends, or no time at all; nobody speaks for less than 0 s."""
    cues = (
        Cue(text="one two", start=0.0, speaker="Ines"),
        Cue(text="three", start=4.0, end=3.0, speaker="Bram"),
        Cue(text="four", start=6.0, speaker="Ines"),
    )
    episode = replace(TIMED, transcript=Transcript(cues=cues), duration=10.0, speakers=("Bram",))
    assert [end for _, end in with_ends(episode)] == [4.0, 3.0, 10.0]
    assert [end for _, end in with_ends(replace(episode, duration=None))] == [4.0, 3.0, 6.0]
    assert [(each.name, each.seconds, each.words) for each in measure_speakers(episode)] == [
        ("Bram", 0.0, 1),
        ("Ines", 8.0, 3),
    ]


def test_somebody_unnamed_is_no_second_voice() -> None:
    """One name is not needed on each sentence because somebody else is not named."""
    cues = (Cue(text="One.", speaker="Ines"), Cue(text="Two."))
    reading = read_in_one(replace(UNTIMED, transcript=Transcript(cues=cues)))
    places = Places(replace(reading, backend="openai:m"))
    assert places.point(places.reading.summary.sentences[0]).speaker is None


@pytest.mark.parametrize(
    ("titles", "shown"),
    [
        (("Gulls", "Weirs"), "Gulls"),
        (("Gulls",), None),
        (("word", "Weirs"), None),
        (("Introduction", "Weirs"), None),
        (("Wrap-up!", "Weirs"), None),
        (("Part 1", "Weirs"), None),
        (("Pier 2", "Weirs"), "Pier 2"),
    ],
)
def test_the_chapter_stands_beside_where_it_tells_more(
    titles: tuple[str, ...], shown: str | None
) -> None:
    """Not where there is but one, the sentence holds its title, or it says where and not what."""
    reading = untimed(9).reading
    [chapter] = reading.outline.chapters
    later = replace(chapter, segments=(replace(chapter.segments[0], first_cue=8),))
    chapters = zip(titles, (chapter, later), strict=False)
    outline = Outline(chapters=tuple(replace(each, title=title) for title, each in chapters))
    [sentence] = reading.summary.sentences
    found = Places(replace(reading, outline=outline)).point(sentence).chapter
    assert (found and found.title) == shown
