"""JSON of Whisper's kin: which it is, where its times are, and what it is refused for."""

from __future__ import annotations

import json

import pytest

from generator.errors import InputError
from generator.model import Transcript
from generator.parsers import parse


def read(value: object) -> Transcript:
    """The transcript of such a file."""
    document = parse(json.dumps(value))
    assert document
    return document.recordings[0].transcript


@pytest.mark.parametrize(
    ("value", "read_it"),
    [
        ({"segments": [{"startTime": 1, "body": "a"}]}, True),
        ({"segments": [{"start": 1, "text": "a"}]}, True),
        ([{"start": 1, "text": "a"}], True),
        ({"transcription": [{"offsets": {"from": 5}, "text": "a"}]}, True),
        ({"anything": {"at": {"all": [{"bg": 1, "sentence": "a"}]}}}, True),
        ({"list": [{"speaker": "Ada", "text": "a"}]}, True),
        ({"segments": [{"startTime": 1}]}, False),
        ({"segments": [{"body": "a"}]}, False),
        ({"segments": [{"start": 1}]}, False),
        ({"chapters": [{"startTime": 1, "title": "a"}]}, False),
        ({"transcription": [{"text": "a"}]}, False),
        ({"messages": [{"role": "user", "content": "a"}]}, False),
        ({"tokens": [{"text": "a", "start_index": 1}]}, False),
        ([1, {"start": 1, "text": "a"}], False),
        ({"name": "loom", "version": "1.0.0"}, False),
    ],
)
def test_speech_is_known_by_its_keys(value: object, read_it: bool) -> None:
    """Wherever words stand beside a time or a speaker, and nowhere else."""
    assert (parse(json.dumps(value)) is not None) == read_it


def test_roles_are_names_where_nothing_else_is() -> None:
    """Calls have agents and customers; a name beside its role is the name."""
    calls = read([{"role": "agent", "text": "Hello.", "start": 1}])
    named = read([{"role": "host", "name": "Ada", "text": "Hello.", "start": 1}])
    assert (calls.cues[0].speaker, named.cues[0].speaker) == ("agent", "Ada")


@pytest.mark.parametrize(
    ("entry", "start", "end"),
    [
        ({"offsets": {"from": 1500, "to": 2250}}, 1.5, 2.25),
        ({"timestamps": {"from": "00:00:01,500", "to": "00:00:02,250"}}, 1.5, 2.25),
        ({"offsets": {"from": 1500}, "timestamps": {"from": "0:01", "to": "0:10"}}, 1.0, 10.0),
        ({"offsets": {"from": "x", "to": "y"}, "timestamps": {"from": "0:01", "to": "0:02"}}, 1, 2),
    ],
)
def test_whisper_cpp_gives_milliseconds_or_clock_times(
    entry: dict[str, object], start: float, end: float
) -> None:
    """Clock times win, as their unit is beyond doubt."""
    cue = read({"transcription": [{"text": " Hi.", **entry}]}).cues[0]
    assert (cue.start, cue.end) == (start, end)


def test_whisper_cpp_names_its_language_beside() -> None:
    """Under `result` or not; and a speaker where it tells them apart."""
    entry = {"offsets": {"from": 0, "to": 1}, "text": "Hi.", "speaker": 1}
    read_back = read({"result": {"language": "de"}, "transcription": [entry]})
    assert (read_back.language, read_back.cues[0].speaker) == ("de", "Speaker 1")
    assert read({"language": "de", "transcription": [entry]}).language == "de"


@pytest.mark.parametrize(
    ("segment", "start", "end", "speaker"),
    [
        ({"start": 1, "end": 2, "words": [{"start": 0, "end": 9}]}, 1.0, 2.0, None),
        ({"words": [{}, {"start": 3, "end": 4}, {"start": 5, "end": 6}, {}]}, 3.0, 6.0, None),
        ({"start": 1, "speaker": "Ada", "words": [{"speaker": "Ben"}]}, 1.0, 1.4, "Ada"),
        ({"start": 1, "words": [{}, {"speaker": "B"}, {"speaker": "C"}]}, 1.0, 1.4, "Speaker B"),
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
