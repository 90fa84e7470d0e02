"""The formats together: what is a transcript, what is not, and that nothing breaks them."""

from __future__ import annotations

import json

import pysubs2
import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import InputError
from generator.model import Document
from generator.parsers import PARSERS, parse
from generator.timestamps import format_vtt

DOCUMENTS = {
    "readme": """
# Sluice

Sluice moves water. [![build](https://example.org/b.svg)](https://example.org)

## Install

```
pip install sluice
Ann: 00:00:01
Ann: 00:00:02
```

- You can open a gate with `sluice open`.
- You can close it with `sluice close`.
""",
    "licence": """
Permission is hereby granted, free of charge, to any person obtaining a copy of this work, to use
and share it. You may copy it, you may change it, and you may pass it on, provided that this
notice stays with it. The work comes as it is, and nobody promises that it is fit for anything.
"""
    * 4,
    "chapter list": "00:00 Opening\n01:30 The first question\n12:45 Tea\n58:10 Thanks\n",
    "agenda": "Opening (09:00): the chair\nBudget (09:30): a report\nClosing (17:00): thanks all\n",
    "key values": "name: loom\nversion: 3\nname: reed\nversion: 4\nauthor: none\nlicence: none\n",
    "log": "INFO: started\nWARNING: slow\nINFO: still here\nWARNING: slower\nINFO: done now\n" * 30,
    "essay": """
The mill stands where two streams meet. Its wheel was replaced in 1902, after the flood, by a
turbine that the village paid for in flour. The stones are older: they came by barge from the
coast, and each weighs more than a ton. The miller dressed them twice a year with a steel bill.
"""
    * 6,
    "json": json.dumps({"name": "loom", "scripts": {"start": "run"}, "version": "1.0.0"}),
    "html": "<!doctype html><html><body><p>I think you know, so yeah.</p></body></html>" * 20,
    "empty": "",
    "blank": " \n\n \n",
}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_documents_are_left_alone(text: str) -> None:
    """Files that are no transcripts are not taken for any."""
    assert parse(text) is None


def test_names_are_unique() -> None:
    """Messages and the README can tell the formats apart."""
    assert len({parser.NAME for parser in PARSERS}) == len(PARSERS)


FRAGMENTS = st.sampled_from(
    [
        "WEBVTT\n\n",
        "NOTE x\n",
        "00:01.000 --> 00:02.000\n",
        "00:00:03,500 --> 00:00:01,000 align:start\n",
        "-1:00 --> 1:2:3:4\n",
        "[00:00:00.000 --> 00:00:04.000]   hello\n",
        "[99:00 --> x]\n",
        "Ann Lee: 00:01:02\n",
        "**Ben:** \\[00:03\\] Well...\n",
        "(1:23) so\n",
        "Ann:\n",
        "\n",
        "## A heading\n",
        "# Title\n",
        "---\n",
        "title: x\n",
        "transcript:\n  - {line: a, sec: 1}\n",
        "<v Ann>hi</v>",
        "<00:00:01.000><c> word</c>",
        "[Music] ",
        "*laughs*",
        "&amp;",
        "so um I think you know we are going to talk about it. ",
        "7\n",
        "[x](y) `z` ![",
        "{",
        '{"segments": [',
        '{"start": 1, "end": "2", "text": "a"},',
        "\x00\x01",
        "\ud800",
    ]
)


def check(document: Document | None) -> None:
    """Assert what every stage after the parsers relies on."""
    if document is None:
        return
    for recording in document.recordings:
        cues = recording.transcript.cues
        starts = [cue.start for cue in cues if cue.start is not None]
        assert len(starts) in {0, len(cues)}
        assert starts == sorted(starts)
        for cue in cues:
            assert cue.text
            assert cue.text == " ".join(cue.text.split())
            assert (cue.start is None) == (cue.end is None)
            if cue.start is not None and cue.end is not None:
                assert 0 <= cue.start <= cue.end
        for sound in recording.transcript.sounds:
            assert 0 <= sound.before_cue <= len(cues)
            assert sound.label
        for chapter in recording.chapters:
            assert chapter.title
            assert chapter.first_cue is None or 0 <= chapter.first_cue < len(cues)


@given(st.lists(st.one_of(FRAGMENTS, FRAGMENTS, st.text(max_size=12)), max_size=40).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Every parser, asked to read anything at all, gives sound cues or an `InputError`."""
    for parser in PARSERS:
        parser.recognizes(text)
        try:
            document = parser.parse(text)
        except InputError:
            continue
        check(document)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["1.5", "00:00:01,000", 1e300, 10**400, -3, "word", " word"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "segments",
                    "start",
                    "end",
                    "text",
                    "words",
                    "speaker",
                    "startTime",
                    "endTime",
                    "body",
                    "transcription",
                    "offsets",
                    "timestamps",
                    "from",
                    "to",
                    "result",
                    "language",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(VALUES, st.sampled_from(["segments", "transcription"]))
def test_any_json_is_read_or_refused(value: object, key: str) -> None:
    """JSON of the wrong shape anywhere gives sound cues or an `InputError`."""
    text = json.dumps({key: value})
    for parser in PARSERS:
        try:
            check(parser.parse(text))
        except InputError:
            continue


WORDS = st.text("abcdefghij", min_size=2, max_size=8)
LINES = st.lists(WORDS, min_size=2, max_size=8).map(" ".join)
CAPTIONS = st.lists(st.tuples(st.integers(0, 900_000), LINES), min_size=1, max_size=20).map(
    lambda captions: [
        (start / 1000, f"{text} {number}") for number, (start, text) in enumerate(sorted(captions))
    ]
)


@given(CAPTIONS)
def test_webvtt_written_by_a_library_reads_back(captions: list[tuple[float, str]]) -> None:
    """What webvtt-py writes is read as it was meant."""
    written = webvtt.WebVTT()
    for start, text in captions:
        written.captions.append(webvtt.Caption(format_vtt(start), format_vtt(start + 2), text))
    assert read_back(written.content) == expected(captions)


@given(CAPTIONS)
def test_subrip_written_by_a_library_reads_back(captions: list[tuple[float, str]]) -> None:
    """What pysubs2 writes is read as it was meant."""
    written = pysubs2.SSAFile()
    for start, text in captions:
        milliseconds = round(start * 1000)
        written.append(pysubs2.SSAEvent(milliseconds, milliseconds + 2000, text))
    assert read_back(written.to_string("srt")) == expected(captions)


def expected(captions: list[tuple[float, str]]) -> list[tuple[float | None, float | None, str]]:
    """What `read_back` gives for captions of two seconds each."""
    return [(start, round(start + 2, 3), text) for start, text in captions]


def read_back(text: str) -> list[tuple[float | None, float | None, str]]:
    """Start, end and text of each cue."""
    document = parse(text)
    assert document is not None
    return [(cue.start, cue.end, cue.text) for cue in document.recordings[0].transcript.cues]


@pytest.mark.parametrize(
    ("start", "seconds"),
    [(1.5, 1.5), ("1.5", 1.5), ("00:00:01.5", 1.5), ("-2", 0.0), (True, None), ("x", None)],
)
def test_times_in_json_are_numbers_or_clock_times(start: object, seconds: float | None) -> None:
    """Or strings of either; anything else names its entry."""
    text = json.dumps({"segments": [{"start": start, "end": 9, "text": "Hello."}]})
    if seconds is None:
        with pytest.raises(InputError, match="entry 1 of 'segments' has no time for 'start'"):
            parse(text)
    else:
        document = parse(text)
        assert document
        assert document.recordings[0].transcript.cues[0].start == seconds


@pytest.mark.parametrize(
    ("language", "tag"),
    [("en", "en"), ("pt-BR", "pt-BR"), ("english", "en"), ("e", None), (5, None), (None, None)],
)
def test_languages_in_json_are_tags(language: object, tag: str | None) -> None:
    """Or names of languages; what is neither says nothing."""
    document = parse(json.dumps({"segments": [{"start": 0, "text": "Hi."}], "language": language}))
    assert document
    assert document.recordings[0].transcript.language == tag


@pytest.mark.parametrize(
    ("speaker", "name"), [("Ann", "Ann"), (" ", None), (2, "Speaker 2"), (True, None), (1.5, None)]
)
def test_speakers_in_json_are_names_or_numbers(speaker: object, name: str | None) -> None:
    """A number is that of a speaker whom nobody named."""
    document = parse(json.dumps({"segments": [{"start": 0, "text": "Hi.", "speaker": speaker}]}))
    assert document
    assert document.recordings[0].transcript.cues[0].speaker == name
