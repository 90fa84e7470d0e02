"""Times survive being written and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.timestamps import format_clock, format_length, format_vtt, parse_clock


@given(st.integers(min_value=0, max_value=99 * 3600))
def test_clock_round_trip(seconds: int) -> None:
    """Whole seconds come back from their clock form, with hours and without."""
    assert parse_clock(format_clock(seconds)) == seconds
    assert parse_clock(format_clock(seconds, hours=True)) == seconds


@given(st.integers(min_value=0, max_value=99 * 3600 * 1000))
def test_vtt_round_trip(milliseconds: int) -> None:
    """Milliseconds come back from WebVTT's form."""
    assert parse_clock(format_vtt(milliseconds / 1000)) == pytest.approx(milliseconds / 1000)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0:04", 4), ("62:03", 3723), ("1:02:03", 3723), ("00:00:01,5", 1.5), ("00:04.250", 4.25)],
)
def test_clock_forms(text: str, seconds: float) -> None:
    """The forms that people and programs write are all read."""
    assert parse_clock(text) == seconds


@pytest.mark.parametrize("text", ["", "4", "1:60:00:00", "1:75", "a:b", "-1:00", "1:2:3:4"])
def test_no_clock(text: str) -> None:
    """What is no time is not read as one."""
    assert parse_clock(text) is None


@pytest.mark.parametrize(
    ("seconds", "words"), [(40, "40 s"), (3060, "51 min"), (3600, "1 h"), (4155, "1 h 9 min")]
)
def test_lengths(seconds: float, words: str) -> None:
    """Lengths read as people say them."""
    assert format_length(seconds) == words
