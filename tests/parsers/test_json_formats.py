"""JSON of Whisper's kin: which it is, where its times are, and what it is refused for."""

from __future__ import annotations

import json

import pytest

from generator.errors import InputError
from generator.model import Transcript
from generator.parsers import PARSERS, parse


def read(value: object) -> Transcript:
    """The transcript of such a file."""
    document = parse(json.dumps(value))
    assert document
    return document.recordings[0].transcript


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ({"segments": [{"startTime": 1, "body": "a"}]}, "Podcasting 2.0 JSON"),
        ({"segments": [{"start": 1, "text": "a"}]}, "Whisper JSON"),
        ([{"start": 1, "text": "a"}], "Whisper JSON"),
        ({"transcription": [{"offsets": {}, "text": "a"}]}, "whisper.cpp JSON"),
        ({"transcription": [{"timestamps": {}, "text": "a"}]}, "whisper.cpp JSON"),
        ({"segments": [{"startTime": 1}]}, None),
        ({"segments": [{"body": "a"}]}, None),
        ({"list": [{"startTime": 1, "body": "a"}]}, None),
        ({"segments": [{"start": 1}]}, None),
        ({"segments": [{"text": "a"}]}, None),
        ({"list": [{"start": 1, "text": "a"}]}, None),
        ({"transcription": [{"text": "a"}]}, None),
        ([1, {"start": 1, "text": "a"}], None),
    ],
)
def test_each_is_known_by_its_keys(value: object, name: str | None) -> None:
    """By all of them; with one less it is none of these."""
    text = json.dumps(value)
    assert next((each.NAME for each in PARSERS if each.recognizes(text)), None) == name


@pytest.mark.parametrize(
    ("entry", "start", "end"),
    [
        ({"offsets": {"from": 1500, "to": 2250}}, 1.5, 2.25),
        ({"timestamps": {"from": "00:00:01,500", "to": "00:00:02,250"}}, 1.5, 2.25),
        ({"offsets": {"from": 1500}, "timestamps": {"from": "0:09", "to": "0:10"}}, 1.5, 10.0),
        ({"offsets": {"from": "x", "to": 2000}, "timestamps": {"from": "0:01"}}, 1.0, 2.0),
    ],
)
def test_whisper_cpp_gives_milliseconds_or_clock_times(
    entry: dict[str, object], start: float, end: float
) -> None:
    """Milliseconds win, each for itself."""
    cue = read({"transcription": [{"text": " Hi.", **entry}]}).cues[0]
    assert (cue.start, cue.end) == (start, end)


def test_whisper_cpp_names_its_language_beside() -> None:
    """Under `result`; and a speaker where it tells them apart."""
    entry = {"offsets": {"from": 0, "to": 1}, "text": "Hi.", "speaker": 1}
    read_back = read({"result": {"language": "de"}, "transcription": [entry]})
    assert (read_back.language, read_back.cues[0].speaker) == ("de", "Speaker 1")
    assert read({"language": "de", "transcription": [entry]}).language is None


@pytest.mark.parametrize(
    ("segment", "start", "end", "speaker"),
    [
        ({"start": 1, "end": 2, "words": [{"start": 0, "end": 9}]}, 1.0, 2.0, None),
        ({"words": [{}, {"start": 3, "end": 4}, {"start": 5, "end": 6}, {}]}, 3.0, 6.0, None),
        ({"start": 1, "speaker": "A", "words": [{"speaker": "B"}]}, 1.0, 1.4, "A"),
        ({"start": 1, "words": [{}, {"speaker": "B"}, {"speaker": "C"}]}, 1.0, 1.4, "B"),
        ({"start": 1, "words": ["a", 5, {"end": 2}]}, 1.0, 2.0, None),
        ({"start": 1, "words": "a"}, 1.0, 1.4, None),
    ],
)
def test_words_tell_what_a_segment_does_not(
    segment: dict[str, object], start: float, end: float, speaker: str | None
) -> None:
    """From its first aligned word to its last, by whoever is named first."""
    (cue,) = read({"segments": [{"text": "Hi.", **segment}]}).cues
    assert (cue.start, cue.end, cue.speaker) == (start, end, speaker)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"segments": [{"start": 0, "text": "a"}, 5]}, "entry 2 of 'segments' is not an object"),
        ({"segments": [{"start": 0, "text": {}}]}, "entry 1 of 'segments' has an object for"),
        ({"segments": [{"start": 0, "text": True}]}, "has true or false for 'text'"),
        ({"segments": [{"start": 0, "text": 5}]}, "has a number for 'text'"),
        ({"segments": [{"start": 1e9, "text": "a"}]}, "entry 1 of 'segments' has a time of more"),
        ({"segments": [{"start": 0, "text": None}]}, "holds no captions"),
    ],
)
def test_what_is_wrong_is_named_with_its_entry(value: object, reason: str) -> None:
    """Counted from 1."""
    with pytest.raises(InputError) as caught:
        read(value)
    assert reason in caught.value.reason
