"""What caption formats share, beyond the samples: labels, phrases, odd time ranges."""

from __future__ import annotations

import time

import pytest

from generator.errors import InputError
from generator.parsers import Parser, subrip, webvtt
from generator.parsers.captions import clock_seconds, is_timing


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:00:04.320", 4.32),
        ("00:04,3", 4.3),
        ("1:02:03", 3723.0),
        ("00:00:60.000", 60.0),
        ("00:00:01.123456789", 1.123),
        ("-00:00:01.000", 0.0),
    ],
)
def test_times_as_programs_write_them(text: str, seconds: float) -> None:
    """Sixty seconds, nanoseconds, commas and negative times are understood."""
    assert clock_seconds(text, 1) == seconds


@pytest.mark.parametrize("text", ["", "4", "00:0x.000", "1:2:3:4", "9" * 5000 + ":00"])
def test_other_times_are_refused(text: str) -> None:
    """What is no time is not guessed at."""
    with pytest.raises(InputError, match="is not a time"):
        clock_seconds(text, 1)


def test_arrows_in_speech_are_no_time_ranges() -> None:
    """Only what begins with a clock time opens a cue."""
    assert is_timing("00:01.000-->00:02.000 line:0")
    assert is_timing("  00:00:01,000 -> 00:00:02,000")
    assert not is_timing("a --> b")
    assert not is_timing("1 --> 2")


def test_label_holds_until_the_next() -> None:
    """A speaker named where they begin speaks on; `>>` without a name ends that."""
    lines = ["Ann: One.", "Two.", "Ben: Three.", "Four.", ">> Five.", "Ann: Six.", "Ben: Seven."]
    document = subrip.parse(
        "".join(
            f"{number}\n00:00:{number:02},000 --> 00:00:{number:02},900\n{text}\n\n"
            for number, text in enumerate([*lines, "Ann: Eight.", "Ben: Nine."], 1)
        )
    )
    speakers = [cue.speaker for cue in document.recordings[0].transcript.cues]
    assert speakers == ["Ann", "Ann", "Ben", "Ben", None, "Ann", "Ben", "Ann", "Ben"]


def test_repeated_names_before_a_colon_are_speakers() -> None:
    """`Ann:` is a label where it comes again, and part of the sentence where it does not."""
    document = subrip.parse(
        "".join(
            f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n{text}\n\n"
            for number, text in enumerate(
                ["Ann: One here.", "Ben: Two there.", "Ann: Three.", "Note: four.", "Ann: Five."], 1
            )
        )
    )
    cues = document.recordings[0].transcript.cues
    assert [(cue.speaker, cue.text) for cue in cues] == [
        ("Ann", "One here."),
        (None, "Ben: Two there."),
        ("Ann", "Three."),
        (None, "Note: four."),
        ("Ann", "Five."),
    ]


def test_saying_the_same_twice_is_not_rolling() -> None:
    """Cues that repeat one another word for word are all kept, unless the file rolls."""
    text = "WEBVTT\n\n" + "".join(
        f"00:0{second}.000 --> 00:0{second}.900\nThank you all.\n\n" for second in range(6)
    )
    assert len(webvtt.parse(text).recordings[0].transcript.cues) == 6


CAPTION_PARSERS = pytest.mark.parametrize("parser", [webvtt, subrip], ids=["vtt", "srt"])


@CAPTION_PARSERS
def test_too_many_blocks_are_refused(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    """A million cues end as a named limit before they fill the memory."""
    monkeypatch.setattr("generator.parsers.captions.MOST_CAPTIONS", 5)
    with pytest.raises(InputError, match="has 7 cues, and the limit is 5") as caught:
        parser.parse("WEBVTT\n" + "\n00:01.000 --> 00:02.000\n" * 7)
    assert caught.value.line == 13


@CAPTION_PARSERS
@pytest.mark.parametrize(
    "said",
    [
        "Turn left --> then right.",
        "From 00:01:02.500 to 00:01:03.500, silence.",
        r"It lies in C:\New\N of the disk.",
        "Two and two make\n4",
        "Wind from\n \n\nthe west.",
        "Wind from\n\n12\n\nhills.",
    ],
)
def test_speech_that_libraries_misread_is_kept(parser: Parser, said: str) -> None:
    """Arrows, times, backslashes, numbers and blank lines within a cue stay what is said there."""
    cues = "".join(
        f"\n{number}\n00:0{number}.000 --> 00:0{number}.900\n{said}\n" for number in (1, 2)
    )
    read = parser.parse(f"WEBVTT\n{cues}").recordings[0].transcript.cues
    assert [(cue.start, cue.text) for cue in read] == [
        (1.0, " ".join(said.split())),
        (2.0, " ".join(said.split())),
    ]


@CAPTION_PARSERS
@pytest.mark.parametrize("above", ["", "\n", "7\n", "\n7\n", "\n7\n\n", "\nintro\n"])
def test_what_stands_above_a_time_range_is_not_said(parser: Parser, above: str) -> None:
    """Numbers and identifiers are neither part of the cue before nor of their own."""
    cues = "".join(f"{above}00:0{start}.000 --> 00:09.000\nWords here.\n" for start in (1, 2, 3))
    read = parser.parse(f"WEBVTT\n\n{cues}").recordings[0].transcript.cues
    assert [cue.text for cue in read] == ["Words here."] * 3


HOSTILE = {
    "blank lines": "\n" * 200_000,
    "blank lines with spaces": " \n" * 200_000,
    "arrows": "-->\n" * 100_000,
    "numbers between blank lines": "1\n\n" * 100_000,
    "notes": "NOTE\n\n" * 100_000,
    "one line of digits": "1" * 1_000_000,
    "an endless voice": "<v" + " " * 2_000_000 + "x",
}


@CAPTION_PARSERS
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_linear_time(parser: Parser, text: str) -> None:
    """What takes a careless expression minutes takes under two seconds."""
    begin = time.process_time()
    parser.parse(f"WEBVTT\n\n00:01.000 --> 00:02.000\nfirst\n{text}\n00:02.000 --> 00:03.000\nlast")
    assert time.process_time() - begin < 2


def test_unknown_tags_and_templates_stay_as_said() -> None:
    """What is not a caption's tag is text, to be escaped where it is shown."""
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<script>alert(1)</script> {{7*7}} &lt;b&gt; ]]>\n"
    (cue,) = webvtt.parse(text).recordings[0].transcript.cues
    assert cue.text == "<script>alert(1)</script> {{7*7}} <b> ]]>"


def test_the_language_stands_in_the_header() -> None:
    """YouTube's header names the language; a cue that reads like one does not."""
    cue = "00:01.000 --> 00:02.000\nLanguage: fr\n"
    assert webvtt.parse(f"WEBVTT\nLanguage: pt-BR\n\n{cue}").recordings[0].transcript.language == (
        "pt-BR"
    )
    assert webvtt.parse(f"WEBVTT\n\n{cue}").recordings[0].transcript.language is None
