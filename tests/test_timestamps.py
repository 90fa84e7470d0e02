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
    ("seconds", "words"),
    [
        (40, "40 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (60, "1 min"),
        (89, "1 min"),
        (91, "2 min"),
        (3060, "51 min"),
        (3569, "59 min"),
        (3600, "1 h"),
        (3660, "1 h 1 min"),
        (4155, "1 h 9 min"),
        (7199, "2 h"),
    ],
)
def test_lengths(seconds: float, words: str) -> None:
    """Lengths read as people say them."""
    assert format_length(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "hours", "clock"),
    [
        (9.999, None, "0:09"),
        (3599.999, None, "59:59"),
        (3600, None, "1:00:00"),
        (3723, False, "62:03"),
        (4, True, "0:00:04"),
    ],
)
def test_clocks_are_cut_and_not_rounded(seconds: float, hours: bool | None, clock: str) -> None:
    """A link never lands after its moment; hours stand from the first full one on."""
    assert format_clock(seconds, hours=hours) == clock


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(0.0004, "00:00:00.000"), (0.0006, "00:00:00.001"), (59.9996, "00:01:00.000")],
)
def test_captions_are_rounded_to_the_millisecond(seconds: float, written: str) -> None:
    """What rounds up to a minute is the minute."""
    assert format_vtt(seconds) == written


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0:59", 59), ("0:60", None), ("999:00", 59_940), ("1000:00", None), (" 1:00:00 ", 3600)],
)
def test_clocks_end_at_their_limits(text: str, seconds: float | None) -> None:
    """There are 60 seconds in a minute and three digits of the rest, and space around is none."""
    assert parse_clock(text) == seconds
