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
    "zoom-chat.txt": (
        "speaker text with times",
        [
            (0.0, 8.0, "Ada Moss", "Good morning, I can hear you all well."),
            (8.0, 14.0, "Ben Oak", "So can I, thanks for setting this up."),
            (14.0, 20.0, "Ada Moss", "The kiln is hot, so we start with the glaze."),
            (20.0, 22.0, "Ben Oak", "Which glaze do you mean?"),
        ],
    ),
    "clock-captions.txt": (
        "speaker text with times",
        [
            (0.0, 8.0, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (8.0, 14.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (14.0, 20.0, "Ada Moss", "The green one, yes, and after that the blue one."),
            (20.0, 22.8, "Ben Oak", "Then I fetch both of them now."),
        ],
    ),
    "google-meet.txt": (
        "speaker text with times",
        [
            (0.0, 11.579, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (11.579, 20.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (20.0, 24.0, "Ada Moss", "The green one, yes, and after that the blue one."),
            (24.0, 26.8, "Ben Oak", "Then I fetch both of them now."),
        ],
    ),
    "otter.txt": (
        "speaker text with times",
        [
            (3.0, 10.0, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (10.0, 15.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (15.0, 19.0, "Ada Moss", "The green one, yes, and after that the blue one."),
        ],
    ),
    "fathom.txt": (
        "speaker text with times",
        [
            (3.0, 10.0, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (10.0, 15.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (15.0, 20.0, "Ada Moss", "The green one, yes, and after that the blue one."),
            (20.0, 22.8, "Ben Oak", "Then I fetch both of them now."),
        ],
    ),
    "rev.txt": (
        "speaker text with times",
        [
            (3.0, 10.0, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (10.0, 15.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (15.0, 19.0, "Ada Moss", "The green one, yes, and after that the blue one."),
        ],
    ),
    "trint.txt": (
        "speaker text with times",
        [
            (3.12, 10.04, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (10.04, 15.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (15.0, 19.0, "Ada Moss", "The green one, yes, and after that the blue one."),
        ],
    ),
    "slack.txt": (
        "plain text",
        [
            (None, None, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (None, None, "Ben Oak", "Which glaze do you mean, the green one?"),
            (None, None, "Ada Moss", "The green one, yes, and after that the blue one."),
            (None, None, "Ben Oak", "Then I fetch both of them now."),
        ],
    ),
    "whatsapp.txt": (
        "plain text",
        [
            (None, None, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (None, None, "Ben Oak", "Which glaze do you mean, the green one?"),
            (None, None, "Ada Moss", "The green one, yes, and after that the blue one."),
            (None, None, "Ben Oak", "Then I fetch both of them now."),
        ],
    ),
    "irc.txt": (
        "plain text",
        [
            (None, None, "ada", "the kiln is hot today, so we start with the glaze"),
            (None, None, "ben", "which glaze do you mean, the green one?"),
            (None, None, "ada", "the green one, yes, and after that the blue one"),
            (None, None, "ben", "then I fetch both of them now"),
        ],
    ),
    "dash-after-time.txt": (
        "speaker text with times",
        [
            (3.0, 10.0, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (10.0, 15.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (15.0, 19.0, "Ada Moss", "The green one, yes, and after that the blue one."),
        ],
    ),
    "time-before-name.txt": (
        "speaker text with times",
        [
            (3.0, 10.0, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (10.0, 15.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (15.0, 20.0, "Ada Moss", "The green one, yes, and after that the blue one."),
            (20.0, 22.8, "Ben Oak", "Then I fetch both of them now."),
        ],
    ),
    "name-then-time.txt": (
        "speaker text with times",
        [
            (3.0, 10.0, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (10.0, 15.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (15.0, 19.0, "Ada Moss", "The green one, yes, and after that the blue one."),
        ],
    ),
    "linked-times.md": (
        "speaker text with times",
        [
            (3.0, 10.0, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (10.0, 15.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (15.0, 19.0, "Ada Moss", "The green one, yes, and after that the blue one."),
        ],
    ),
    "hard-wrapped.md": (
        "plain text",
        [
            (
                None,
                None,
                "Ada Moss",
                "The kiln is hot today, so we start with the glaze, which is what "
                "everybody came for this morning.",
            ),
            (
                None,
                None,
                "Ben Oak",
                "Which glaze do you mean, and is it the green one that ran last year?",
            ),
            (None, None, "Ada Moss", "The green one, yes, and after that the blue one."),
            (
                None,
                None,
                "Ben Oak",
                "Then I fetch both of them now, as they are still in the cellar.",
            ),
        ],
    ),
    "delegates.md": (
        "plain text",
        [
            (None, None, "Ada Moss", "The kiln is hot today, so I think we start with the glaze."),
            (None, None, "Ben Oak", "Which glaze do you mean, the green one?"),
            (None, None, "Ada Moss", "The green one, yes, and after that the blue one."),
            (None, None, "Cleo Ash", "I would like to see it first."),
            (None, None, "Ben Oak", "Then I fetch both of them now."),
            (None, None, "Ada Moss", "Thank you, that is very kind."),
        ],
    ),
    "table-of-turns.md": (
        "speaker text with times",
        [
            (3.0, 10.0, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (10.0, 15.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (15.0, 19.0, "Ada Moss", "The green one, yes, and after that the blue one."),
        ],
    ),
    "bold-questions.md": (
        "plain text",
        [
            (None, None, "Interviewer", "How hot is a kiln?"),
            (
                None,
                None,
                "Interviewee",
                "As hot as the glaze wants it, and I think that is a thing you learn by looking.",
            ),
            (None, None, "Interviewer", "Which glaze do you like best?"),
            (
                None,
                None,
                "Interviewee",
                "The green one, yes, and after that the blue one. I don't know why, it is just so.",
            ),
            (None, None, "Interviewer", "And if it runs?"),
            (
                None,
                None,
                "Interviewee",
                "Then you scrape it off and begin again, and you say nothing to anybody.",
            ),
        ],
    ),
    "questions-and-answers.txt": (
        "plain text",
        [
            (None, None, "Q", "How hot is a kiln?"),
            (None, None, "A", "As hot as the glaze wants it, I think."),
            (None, None, "Q", "Which glaze do you like best?"),
            (None, None, "A", "The green one, yes, and after that the blue one."),
        ],
    ),
    "debate.txt": (
        "plain text",
        [
            (
                None,
                None,
                "The Speaker",
                "I call the member for the north, who has waited since this morning to speak.",
            ),
            (
                None,
                None,
                "Ada Moss",
                "I thank the chair. The kiln is hot today, and I think we should "
                "start with the glaze.",
            ),
            (
                None,
                None,
                "Ben Oak",
                "I ask the member which glaze she has in mind, and whether it is the green one.",
            ),
            (
                None,
                None,
                "Cleo Ash",
                "It ran last year, as we all know, and my constituents are still scraping it off.",
            ),
            (
                None,
                None,
                "The Speaker",
                "The debate is closed, and we thank all those who took part in it.",
            ),
        ],
    ),
    "court.txt": (
        "plain text",
        [
            (None, None, "THE COURT", "You may call the witness."),
            (None, None, "MR. ABEL", "Thank you. Where were you when the kiln broke?"),
            (None, None, "THE WITNESS", "I was in the yard, and I heard it."),
            (None, None, "MR. ABEL", "What did you do then?"),
            (None, None, "THE WITNESS", "I ran in and I shut the door."),
            (None, None, "THE COURT", "Thank you. We will stop here."),
        ],
    ),
    "screenplay.txt": (
        "plain text",
        [
            (None, None, "ADA", "The kiln is hot today, so we start with the glaze."),
            (None, None, "BEN", "Which glaze do you mean, the green one?"),
            (None, None, "ADA", "The green one, yes, and after that the blue one."),
            (None, None, "BEN", "Then I fetch both of them now."),
        ],
    ),
    "times-at-line-ends.txt": (
        "speaker text with times",
        [
            (0.0, 5.0, "Ada", "The kiln is hot today, so we start with the glaze."),
            (5.0, 9.0, "Ben", "Which glaze do you mean, the green one?"),
            (9.0, 14.0, "Ada", "The green one, yes, and after that the blue one."),
            (14.0, 16.8, "Ben", "Then I fetch both of them now."),
        ],
    ),
    "ranges.txt": (
        "speaker text with times",
        [
            (3.0, 9.0, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (10.0, 14.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (15.0, 19.0, "Ada Moss", "The green one, yes, and after that the blue one."),
        ],
    ),
    "frames.txt": (
        "speaker text with times",
        [
            (3.2, 9.0, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (10.4, 14.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (15.0, 19.0, "Ada Moss", "The green one, yes, and after that the blue one."),
        ],
    ),
    "primes.txt": (
        "speaker text with times",
        [
            (3.0, 10.0, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (10.0, 15.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (15.0, 19.0, "Ada Moss", "The green one, yes, and after that the blue one."),
        ],
    ),
    "times-in-words.txt": (
        "speaker text with times",
        [
            (3.0, 10.0, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (10.0, 15.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (15.0, 19.0, "Ada Moss", "The green one, yes, and after that the blue one."),
        ],
    ),
    "degrees.md": (
        "speaker text with times",
        [
            (3.0, 10.0, "Ada B. Moss", 'The kiln is "hot" today, so we start with the glaze.'),
            (10.0, 15.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (15.0, 17.4, None, "Glaze and blaze, all your days."),
        ],
    ),
    "page.html": (
        "HTML page",
        [
            (3.0, 10.0, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (10.0, 15.0, "Ben Oak", 'Which glaze do you mean, the "green" one?'),
            (15.0, 19.0, "Ada Moss", "The green one, yes, and after that the blue one."),
        ],
    ),
    "cited.html": (
        "HTML page",
        [
            (3.0, 10.0, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (10.0, 15.0, "Ben Oak", "Which glaze do you mean, the green one?"),
            (15.0, 19.0, "Ada Moss", "The green one, yes, and after that the blue one."),
        ],
    ),
    "radio.html": (
        "HTML page",
        [
            (None, None, "ADA MOSS", "The kiln is hot today, so I think we start with the glaze."),
            (None, None, "BEN OAK", "Which glaze do you mean, the green one?"),
            (None, None, "ADA MOSS", "The green one, yes, and after that the blue one."),
            (None, None, "BEN OAK", "Then I fetch both of them now."),
            (None, None, "ADA MOSS", "Thank you so much for that."),
        ],
    ),
    "rich.rtf": (
        "Rich Text",
        [
            (None, None, "Ada Moss", "The kiln is hot today, so we start with the glaze."),
            (None, None, "Ben Oak", "Which glaze do you mean, the green one?"),
            (None, None, "Ada Moss", "The green one, yes, and after that the blue one."),
            (None, None, "Ben Oak", "Then I fetch both of them now."),
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
