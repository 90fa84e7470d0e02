from __future__ import annotations

import json
from dataclasses import replace

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
        *("chapters", "cues", "backend", "coverage"),
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
    assert list(chapter) == ["start", "end", "title", "origin", "summary", "segments"]
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
        if "salt/" in path and not path.endswith(("html", "md", "episode.json"))
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
