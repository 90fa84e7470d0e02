"""Sample files, each named for what is odd or wrong with it, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.decoding import decode
from generator.errors import InputError
from generator.model import Recording
from generator.parsers import PARSERS, parse

SAMPLES = Path(__file__).parent / "samples"

Spoken = tuple[float | None, float | None, str | None, str]
"""Start, end, speaker and text of a cue."""

READ: dict[str, tuple[str, list[Spoken]]] = {
    "rolling-captions.vtt": (
        "WebVTT",
        [
            (0.16, 2.389, None, "welcome back everyone"),
            (2.399, 4.0, None, "today we mend kites"),
            (6.0, 8.0, None, "with paper"),
        ],
    ),
    "growing-line.vtt": (
        "WebVTT",
        [
            (0.0, 1.0, None, "the tide"),
            (1.0, 2.0, None, "comes in"),
            (2.0, 3.0, None, "at noon"),
            (3.0, 4.0, None, "and leaves again"),
        ],
    ),
    "notes-styles-and-voices.vtt": (
        "WebVTT",
        [
            (1.0, 1.8, "Ada Moss", "Good morning."),
            (1.8, 3.0, "Ben", "Morning & welcome."),
            (3.0, 4.5, "Ben", "Who is there?"),
        ],
    ),
    "one-word-cues.vtt": (
        "WebVTT",
        [
            (0.0, 1.0, None, "The kettle sings."),
            (1.2, 2.0, None, "Tea time."),
            (4.0, 4.5, None, "Cups?"),
        ],
    ),
    "backwards-and-overlapping.vtt": (
        "WebVTT",
        [
            (0.0, 1.0, None, "before the start"),
            (2.0, 8.0, None, "first"),
            (4.0, 4.0, None, "second"),
            (10.0, 12.0, None, "third"),
        ],
    ),
    "without-numbers.srt": (
        "SubRip",
        [(1.0, 2.0, None, "Wind from the west."), (2.0, 3.0, None, "All day.")],
    ),
    "repeated-numbers-and-points.srt": (
        "SubRip",
        [
            (1.0, 2.0, None, "Wind from the west."),
            (2.0, 3.0, None, "All day."),
            (3.0, 60.0, None, "Until night."),
        ],
    ),
    "without-blank-lines.srt": (
        "SubRip",
        [
            (1.0, 2.0, None, "Wind from the west."),
            (2.0, 3.0, None, "All day."),
            (3.0, 4.0, None, "Until night."),
        ],
    ),
    "blank-lines-inside-a-cue.srt": (
        "SubRip",
        [(1.0, 2.0, None, "Wind from the west."), (2.0, 3.0, None, "42")],
    ),
    "labels-in-captions.srt": (
        "SubRip",
        [
            (1.0, 2.0, "SPEAKER_00", "Is the kiln hot?"),
            (2.0, 3.0, "SPEAKER_01", "Nearly."),
            (3.0, 4.0, None, "Then we wait: ten minutes."),
        ],
    ),
    "sounds.srt": (
        "SubRip",
        [
            (1.0, 2.0, None, "Thank you, everyone [see notes]."),
            (2.0, 3.0, None, "a song about rain"),
        ],
    ),
    "hours-missing.whisper.txt": (
        "Whisper console text",
        [
            (0.0, 2.0, None, "The hours are missing."),
            (2.0, 4.0, None, "This sentence goes on without a time."),
            (5.0, 6.0, None, "Done."),
        ],
    ),
    "run-backwards.whisper.txt": (
        "Whisper console text",
        [(0.0, 4.0, None, "sooner"), (8.0, 8.0, None, "later")],
    ),
    "times-as-strings.whisper.json": (
        "JSON of a speech service",
        [(0.0, 1.5, "SPEAKER_00", "Bees dance."), (1.5, 2.0, "SPEAKER_01", "Why?")],
    ),
    "words-only-have-times.whisper.json": (
        "JSON of a speech service",
        [(2.5, 2.8, "Ada", "To point at flowers.")],
    ),
    "one-token-entries.whisper-cpp.json": (
        "JSON of a speech service",
        [(0.0, 1.0, None, "Pollen drifts."), (1.0, 2.0, None, "Slowly")],
    ),
    "one-word-segments.podcast.json": (
        "JSON of a speech service",
        [(0.5, 1.6, "Ada", "Paint dries slowly."), (2.0, 2.5, "Ben", "Indeed")],
    ),
    "every-habit.speaker.md": (
        "speaker text with times",
        [
            (5.0, 15.0, "Ada Moss", "Kites are old. Very old indeed, see the list."),
            (15.0, 20.0, "Ben Oak", "How old?"),
            (20.0, 30.0, "Ada Moss", "Two thousand years. At least."),
            (30.0, 35.5, "Ben Oak", "And then?"),
            (35.5, 41.0, "Ada Moss", "They travelled."),
            (41.0, 41.8, "Audience", "Where to?"),
        ],
    ),
    "times-missing-and-wrong.speaker.txt": (
        "speaker text with times",
        [
            (0.0, 6.818, "Ada", "One two three four five."),
            (6.818, 13.636, "Ben", "One two three four five."),
            (13.636, 24.545, "Ada", "This time is a slip of the pen."),
            (24.545, 30.0, "Ben", "More words of Ben."),
            (30.0, 30.8, "Ada", "The end."),
        ],
    ),
    "youtube-copy.speaker.txt": (
        "speaker text with times",
        [
            (0.0, 4.0, None, "so today we look at how the loom"),
            (4.0, 9.0, None, "is set up and what the heddles do"),
            (9.0, 11.4, None, "and why it takes so long"),
        ],
    ),
    "headers-and-missing-times.timed.md": (
        "timed YAML",
        [
            (0.0, 6.25, "Ada", "We begin with the warp."),
            (6.25, 10.0, "Ada", "It runs lengthwise."),
            (10.0, 11.2, "Ben", "Now the weft."),
        ],
    ),
    "labels-without-times.plain.txt": (
        "plain text",
        [
            (None, None, "Ada", "So this is where the flour comes out."),
            (None, None, "Ben", "And you still use the old stones?"),
            (None, None, "Ada", "We do. They were cut by hand. They last about ten years."),
            (None, None, "Ben", "Longer than my shoes."),
        ],
    ),
}
"""What each sample is read as."""

REFUSED: dict[str, tuple[int | None, str]] = {
    "time-that-is-no-time.vtt": (6, "'00:0x.000' is not a time"),
    "later-than-99-hours.vtt": (6, "a time of more than 99 hours"),
    "header-only.vtt": (None, "holds no captions"),
    "5000-digit-time.whisper.txt": (2, "'99999999999999999999…' is not a time"),
    "cut-short.whisper.json": (1, "JSON that cannot be read: invalid control character at"),
    "nan-time.whisper.json": (None, "JSON that cannot be read: NaN is not a number"),
    "text-is-a-list.whisper.json": (None, "entry 1 of 'segments' has a list for 'text'"),
    "time-is-true.podcast.json": (None, "entry 1 of 'segments' has no time for 'startTime'"),
    "later-than-99-hours.speaker.txt": (5, "a time of more than 99 hours"),
    "alias-bomb.speaker.md": (2, "YAML with an anchor or alias"),
    "broken-front-matter.speaker.md": (
        2,
        "YAML that cannot be read: mapping values are not allowed in this context",
    ),
    "line-is-a-list.timed.md": (None, "entry 1 of 'transcript' has a list for 'line'"),
}
"""The line and the reason for which each sample is refused."""

SPEECHLESS = {"segments-are-an-object.whisper.json"}
"""Samples in which nobody finds a transcript."""

LENGTHY = {"endless-line.plain.txt"}
"""Samples that tests of their own read."""


def read_sample(name: str) -> Recording:
    """The one recording in a sample."""
    document = parse(decode((SAMPLES / name).read_bytes()))
    assert document is not None
    assert len(document.recordings) == 1
    return document.recordings[0]


def test_every_sample_is_expected() -> None:
    """No sample lies about unread, and none that is expected is missing."""
    assert {path.name for path in SAMPLES.iterdir()} == (
        READ.keys() | REFUSED.keys() | SPEECHLESS | LENGTHY
    )


@pytest.mark.parametrize("name", READ)
def test_odd_samples_are_read(name: str) -> None:
    """What people and programs really write comes out as clean cues, by the right parser."""
    expected_parser, expected = READ[name]
    text = decode((SAMPLES / name).read_bytes())
    first = next(parser for parser in PARSERS if parser.recognizes(text))
    cues = read_sample(name).transcript.cues
    assert expected_parser == first.NAME
    assert [(cue.start, cue.end, cue.speaker, cue.text) for cue in cues] == expected


@pytest.mark.parametrize("name", REFUSED)
def test_broken_samples_are_refused_with_line_and_reason(name: str) -> None:
    """What cannot be used names its line, its reason and a remedy."""
    line, reason = REFUSED[name]
    with pytest.raises(InputError) as caught:
        read_sample(name)
    assert (caught.value.line, caught.value.reason) == (line, reason)


@pytest.mark.parametrize("name", sorted(SPEECHLESS))
def test_samples_without_speech_are_none(name: str) -> None:
    """What resembles a transcript and is none is left to be named as such."""
    assert parse(decode((SAMPLES / name).read_bytes())) is None


def test_sounds_stand_beside_the_cues_they_were_heard_at() -> None:
    """Applause, laughter and music leave the text and keep their places."""
    sounds = read_sample("sounds.srt").transcript.sounds
    assert [(sound.before_cue, sound.label) for sound in sounds] == [
        (0, "applause"),
        (0, "laughs"),
        (1, "inaudible"),
        (1, "music"),
        (2, "music"),
        (2, "applaudissements"),
    ]
