"""What an episode is called where a line has little room."""

from __future__ import annotations

import pytest

from generator.rendering.short_titles import LONGEST, short_title


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Night Shift: The Tap", "The Tap"),
        ("Night Shift 12: The Tap", "The Tap"),
        ("The Tap | Night Shift Podcast", "The Tap"),
        ("Ep. 12: The Tap", "The Tap"),
        ("#12 – The Tap", "The Tap"),
        ("012 - The Tap", "The Tap"),
        ("The Tap (Episode 12)", "The Tap"),
        ("[Preview #2] The Tap", "The Tap"),
        ("The Tap — with Ines Falk of the Quay", "The Tap"),
        ("The Tap (ft. Ines Falk, Bram et al.)", "The Tap"),
        ("The Tap w/ Ines Falk", "The Tap"),
        ("The Tap with Ines Falk", "The Tap"),
        ("Ines Falk: The Tap", "The Tap"),
        ("Folge 3 — Der Hahn, mit Ines Falk", "Der Hahn"),
        ("Ep. 12: The Tap (yet) — Night Shift", "The Tap (yet)"),
        # what is the matter itself stays
        ("Night Shift", "Night Shift"),
        ("Episode 12", "Episode 12"),
        ("Ines Falk", "Ines Falk"),
        ("A talk with Ines Falk about taps", "A talk with Ines Falk about taps"),
        ("Dealing with Big Data", "Dealing with Big Data"),
        ("2023: a year", "2023: a year"),
        ("Tide: a short history", "Tide: a short history"),
        ("Tide-gauge", "Tide-gauge"),
    ],
)
def test_the_matter_of_a_title_is_told_alone(title: str, short: str) -> None:
    """Without the show, a number and the guest; what nothing else would be left of stays."""
    assert short_title(title, "Night Shift", ("Ines Falk",)) == short


@pytest.mark.parametrize(
    ("title", "short"),
    [
        (f"No Moat: what leaked and {'why ' * 12}", "No Moat"),
        (f"Tide: a short history ({'part ' * 12})", "Tide: a short history"),
        ("a" * 36, "a" * 36),
        ("a" * 37, "a" * 37),
        (f"{'a' * 30}, {'b' * 9}", f"{'a' * 30}…"),
        (f"{'a' * 30} {'b' * 5} c", f"{'a' * 30} {'b' * 5}…"),
        (f"{'a' * 60} b", f"{'a' * 60}…"),
        ("潮の満ち引きを計算する機械" * 4, "潮の満ち引きを計算する機械" * 4),
        (f"潮の満ち引き、{'真鍮の歯車' * 10}", "潮の満ち引き"),
        ("What a harbour hears with Anke Lindqvist", "What a harbour hears"),
        ("The Bridge You Can Lift with One Finger", "The Bridge You Can Lift with One…"),
        ("The Ton of Glass You Can Push with One Finger", "The Ton of Glass You Can Push…"),
        ("Was der Hafen hört und wer mit den Booten fährt", "Was der Hafen hört und wer…"),
    ],
)
def test_what_is_too_long_is_cut_between_words(title: str, short: str) -> None:
    """Before what says more of the same, else after the last word that fits."""
    cut = short_title(title.strip())
    assert cut == short
    assert len(cut) <= LONGEST + 1 or " " not in cut
