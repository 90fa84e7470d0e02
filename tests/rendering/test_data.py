from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Chapter, Cue, Origin, Outline, Transcript
from generator.parsers import parse
from generator.rendering.data import (
    chapters_json,
    chapters_txt,
    episode_json,
    episode_record,
    transcript_vtt,
)
from generator.rendering.speakers import measure_speakers
from tests.rendering.samples import TIMED, library, rendered

TIMED_READING, UNTIMED_READING, SILENT_READING = library().readings


def outline_at(starts: list[float], end: float) -> Outline:
    """Chapters without segments that start at the given seconds."""
    return Outline(
        chapters=tuple(
            Chapter(title=f"C{index}", origin=Origin.SOURCE, start=start, end=stop, segments=())
            for index, (start, stop) in enumerate(zip(starts, [*starts[1:], end], strict=True))
        )
    )


def test_record_follows_the_contract() -> None:
    """The keys, their order and the types of the timed episode's record."""
    record = episode_record(TIMED_READING)
    assert list(record) == [
        *("version", "show", "slug", "title", "date", "duration", "speakers", "summary"),
        *("introduction", "chapters", "cues", "backend", "coverage"),
    ]
    assert record["version"] == 1
    assert (record["show"], record["slug"]) == ("Slow Ferries", "lanterns")
    assert (record["date"], record["duration"]) == ("2024-03-09", 240.0)
    words = sum(len(c.text.split()) for c in TIMED.transcript.cues if c.speaker == "Ines")
    assert record["speakers"][0] == {"name": "Ines", "seconds": 120.0, "words": words}
    assert record["summary"][0]["sources"] == [
        {"first_cue": 0, "last_cue": 0, "start": 0.0, "end": 5.0}
    ]
    chapter = record["chapters"][1]
    assert list(chapter) == [
        *("start", "end", "begins", "title", "origin", "best", "summary", "segments"),
    ]
    assert (chapter["start"], chapter["end"], chapter["origin"]) == (80.0, 160.0, "generated")
    assert list(chapter["segments"][0]) == ["start", "end", "summary"]
    assert record["cues"][0] == {
        "start": 0.0,
        "end": 5.0,
        "speaker": "Ines",
        "text": TIMED.transcript.cues[0].text,
    }
    assert (record["backend"], record["coverage"]) == ("extractive", 0.75)


def test_untimed_record_has_nulls_for_times() -> None:
    """No time is made up where there is none."""
    record = episode_record(UNTIMED_READING)
    assert record["duration"] is None
    assert record["speakers"][0]["seconds"] is None
    assert record["cues"][0]["start"] is None
    assert record["chapters"][0]["segments"][0]["end"] is None


def test_record_is_one_line() -> None:
    """`outline` can print it as JSON Lines."""
    text = episode_json(TIMED_READING)
    assert text.count("\n") == 1
    assert json.loads(text) == episode_record(TIMED_READING)


def test_files_that_make_sense() -> None:
    """An untimed episode has no times to offer; a silent one has its listed chapters."""
    files = rendered()
    assert "slow-ferries/lanterns/transcript.vtt" in files
    assert "slow-ferries/lanterns/chapters.txt" in files
    assert not [
        path
        for path in files
        if "salt/" in path
        and not path.endswith(("html", "md", "episode.json", "card.png", "oembed.json"))
    ]
    assert "clocks/pendulum/chapters.json" in files
    assert "clocks/pendulum/transcript.vtt" not in files


def test_podcast_chapters() -> None:
    """Version 1.2.0, ascending starts, each end at the next start."""
    document = json.loads(chapters_json(TIMED_READING) or "")
    assert document["version"] == "1.2.0"
    assert document["podcastName"] == "Slow Ferries"
    assert document["chapters"][1] == {"startTime": 80.0, "title": "The bell", "endTime": 160.0}


def test_captions_read_back_as_the_same_transcript() -> None:
    """The WebVTT that is written is read by this program as what it was made from."""
    vtt = transcript_vtt(TIMED)
    assert vtt
    document = parse(vtt)
    assert document
    cues = document.recordings[0].transcript.cues
    assert [(c.text, c.start, c.end, c.speaker) for c in cues] == [
        (c.text, c.start, c.end, c.speaker) for c in TIMED.transcript.cues
    ]
    assert max(map(len, vtt.splitlines())) <= 65 + len("<v Ines>")


@given(
    st.lists(st.tuples(st.text(max_size=200), st.floats(0, 5000), st.none() | st.floats(0, 60))),
    st.none() | st.floats(0, 9000),
)
def test_captions_never_break(
    raw: list[tuple[str, float, float | None]], duration: float | None
) -> None:
    """Every cue that says something becomes one block that ends after it starts."""
    raw.sort(key=lambda each: each[1])
    cues = tuple(
        Cue(text=text, start=start, end=None if length is None else start + length)
        for text, start, length in raw
    )
    episode = replace(TIMED, transcript=Transcript(cues=cues), duration=duration)
    vtt = transcript_vtt(episode)
    if vtt is None:
        assert not cues
        return
    blocks = vtt.rstrip("\n").split("\n\n")[1:]
    assert len(blocks) == sum(bool(cue.text.split()) for cue in cues)
    for block in blocks:
        start, _, end = block.split("\n")[0].partition(" --> ")
        assert start < end


def test_video_block() -> None:
    """The sample's three chapters, the first at 00:00."""
    assert chapters_txt(TIMED_READING) == "00:00 Before dawn\n01:20 The bell\n02:40 The bell\n"


def test_video_block_merges_short_chapters() -> None:
    """A short chapter joins its neighbour under the title of the longer one."""
    outline = outline_at([4.0, 7.0, 100.0, 3700.0, 3795.0], 3800.0)
    reading = replace(TIMED_READING, outline=outline, episode=replace(TIMED, duration=3800.0))
    assert chapters_txt(reading) == "00:00 C1\n01:40 C2\n1:01:40 C3\n"


def test_video_block_needs_three_chapters() -> None:
    """Two chapters are no list that a video site would take."""
    assert chapters_txt(replace(TIMED_READING, outline=outline_at([0.0, 60.0], 240.0))) is None


def test_speakers_never_heard_say_nothing() -> None:
    """A name from the metadata alone has no words; a voice without a name is nobody's."""
    episode = replace(TIMED, speakers=("Ada", "Ines"))
    speakers = {speaker.name: speaker for speaker in measure_speakers(episode)}
    assert (speakers["Ada"].seconds, speakers["Ada"].words) == (0.0, 0)
    assert speakers["Bram"].words > 0


@pytest.mark.parametrize(
    ("starts", "end", "listed"),
    [
        ((0, 10, 20), 30, "00:00 C0\n00:10 C1\n00:20 C2\n"),
        ((0, 9.9, 20, 30), 40, "00:00 C1\n00:20 C2\n00:30 C3\n"),
        ((0, 10, 20, 30), 39.9, "00:00 C0\n00:10 C1\n00:20 C2\n"),
        ((0, 10, 20), 29.9, None),
        ((5, 20, 3600), 4000, "00:00 C0\n00:20 C1\n1:00:00 C2\n"),
    ],
)
def test_video_chapters_last_ten_seconds(
    starts: tuple[float, ...], end: float, listed: str | None
) -> None:
    """Ten are enough, less joins a neighbour, and with fewer than three there is no list."""
    outline = outline_at([float(start) for start in starts], end)
    reading = replace(TIMED_READING, outline=outline, episode=replace(TIMED, duration=end))
    assert chapters_txt(reading) == listed


def test_where_no_length_is_known_the_last_chapter_ends_the_list() -> None:
    """Its own end decides whether it is long enough."""
    bare = replace(TIMED, duration=None)
    for end, count in ((29.9, None), (30.0, 3)):
        reading = replace(TIMED_READING, outline=outline_at([0.0, 10.0, 20.0], end), episode=bare)
        text = chapters_txt(reading)
        assert (text and text.count("\n")) == count


@pytest.mark.parametrize(("letters", "lines"), [(32, 1), (33, 2)])
def test_lines_of_captions_have_65_characters(letters: int, lines: int) -> None:
    """Two words of 32 letters with a space between them just fit."""
    text = f"{'a' * 32} {'b' * letters}"
    episode = replace(TIMED, transcript=Transcript(cues=(Cue(text=text, start=0.0, end=1.0),)))
    block = (transcript_vtt(episode) or "").split("\n\n")[1]
    assert len(block.strip().split("\n")) == 1 + lines


def test_no_caption_is_shorter_than_a_frame() -> None:
    """Four hundredths of a second are the least; what lasts longer is as it is."""
    cues = (Cue(text="a", start=1.0, end=1.0), Cue(text="b", start=2.0, end=2.05))
    text = transcript_vtt(replace(TIMED, transcript=Transcript(cues=cues))) or ""
    assert "00:00:01.000 --> 00:00:01.040" in text
    assert "00:00:02.000 --> 00:00:02.050" in text


def test_chapters_without_all_times_have_no_files() -> None:
    """One that has no time takes the list away, for players could not order it."""
    outline = outline_at([0.0, 60.0, 120.0], 240.0)
    first, *rest = outline.chapters
    unsure = replace(outline, chapters=(first, *(replace(each, start=None) for each in rest)))
    assert chapters_json(replace(TIMED_READING, outline=unsure)) is None
    assert chapters_txt(replace(TIMED_READING, outline=unsure)) is None


def test_a_chapter_that_ends_where_it_starts_has_no_end() -> None:
    """Podcasting 2.0 wants an end after the start, or none."""
    document = json.loads(
        chapters_json(replace(TIMED_READING, outline=outline_at([0.0, 9.0], 9.0))) or ""
    )
    assert [each.get("endTime") for each in document["chapters"]] == [9.0, None]


def test_a_sentence_says_who_wrote_it_where_another_did() -> None:
    """What stands in for a model's sentence, or is a person's version, is marked as such."""
    first, *rest = TIMED_READING.summary.sentences
    edited = replace(
        TIMED_READING.summary, sentences=(replace(first, backend="edited"), *rest), parts=()
    )
    record = episode_record(replace(TIMED_READING, summary=edited))
    assert [each.get("backend") for each in record["summary"]] == ["edited", None]
