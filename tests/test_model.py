"""What the shared types say of themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from generator.config import SiteSettings
from generator.errors import ConfigError, InputError, unexpected
from generator.language.hearing import hear
from generator.model import Cue, Digest, EpisodeId, Token, Transcript, WordClass
from generator.stages import read
from tests.conversations import BEES, episode_of


def token(key: str, root: str = "", marks: str = "") -> Token:
    return Token(text=key, key=key, stem=key, root=root, kind=WordClass.OTHER, marks=marks, start=4)


@pytest.mark.parametrize(
    ("key", "root", "empty"),
    [
        ("of", "", True),
        ("a", "", False),  # a letter may be of a name: "vitamin A"
        ("x", "", False),
        ("7", "", False),
        ("42", "", False),
        ("4th", "", True),
        ("gear", "gear", False),
    ],
)
def test_a_word_of_no_subject_says_nothing(key: str, root: str, empty: bool) -> None:
    """But a number or a letter may be of a name."""
    assert token(key, root).empty == empty


@pytest.mark.parametrize(
    ("marks", "closes"), [("", False), ("'", False), ("’", False), (",", True), ("'.", True)]
)
def test_punctuation_closes_a_phrase(marks: str, closes: bool) -> None:
    """An apostrophe does not."""
    assert token("gears", marks=marks).closes == closes


def test_a_word_ends_after_its_letters() -> None:
    """In the text that holds it, from where it begins."""
    assert token("gears").end == 9
    text = "The brass gears turn."
    (utterance,) = hear(Transcript(cues=(Cue(text=text),)), "en")
    assert [text[each.start : each.end] for each in utterance.tokens] == [
        *("The", "brass", "gears", "turn")
    ]


def test_a_transcript_is_timed_as_a_whole() -> None:
    """By its first cue; one without cues is not."""
    assert Transcript(cues=(Cue(text="a", start=0.0),)).timed
    assert not Transcript(cues=(Cue(text="a"),)).timed
    assert not Transcript().timed


def test_a_digest_ends_with_its_newest_episode() -> None:
    """Where none has a date, it ends where it begins."""
    reading = read(episode_of(BEES), SiteSettings())
    dates = (dt.date(2026, 3, 5), dt.date(2026, 3, 9), None)
    readings = tuple(
        replace(reading, episode=replace(reading.episode, date=date)) for date in dates
    )
    start = dt.date(2026, 3, 1)
    digest = Digest(slug="m", title="M", start=start, readings=readings, highlights=())
    assert digest.end == dt.date(2026, 3, 9)
    assert replace(digest, readings=readings[2:]).end == start
    assert reading.id == reading.episode.id == EpisodeId("hedgerow", "bees")
    assert str(reading.id) == "hedgerow/bees"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (InputError("is empty"), "is empty"),
        (InputError("is empty", path="a.vtt"), "a.vtt: is empty"),
        (InputError("is empty", path="a.vtt", line=1), "a.vtt:1: is empty"),
        (InputError("is empty", line=3), "is empty"),
        (ConfigError("is wrong", path="b", remedy="mend it"), "b: is wrong (mend it)"),
    ],
)
def test_an_error_names_the_file_the_line_and_the_remedy(error: Exception, message: str) -> None:
    """As far as they are known."""
    assert str(error) == message


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (MemoryError(), "cannot be read: it needs more memory than there is"),
        (RecursionError(), "cannot be read: it is nested too deeply"),
        (ZeroDivisionError("x"), "cannot be read: ZeroDivisionError"),
    ],
)
def test_the_unforeseen_has_a_reason_too(error: Exception, reason: str) -> None:
    """Its kind, where there is nothing better to say."""
    assert unexpected(error) == reason
