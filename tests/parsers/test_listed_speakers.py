"""Which words before a colon are names, by how often and where they stand."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.parsers.listing.guests import guests_in
from generator.parsers.listing.speakers import find_labels, unify

MARK = "\0"
"""Stands where a time mark was read already."""


def names(text: str) -> list[str]:
    return sorted({label.name for label in find_labels(text, text)})


@pytest.mark.parametrize(
    ("label", "marked", "fewest"),
    [
        ("Ada", False, 3),
        ("Ada", True, 2),
        ("Ada Lee", False, 3),
        ("Ada Lee", True, 1),  # behind a mark a full name is one at once
        ("swyx", False, 7),  # without a capital it may be any word
        ("swyx", True, 2),
    ],
)
def test_a_name_stands_so_often_before_a_colon(label: str, marked: bool, fewest: int) -> None:
    """Less often it is part of what is said."""
    for times in (fewest - 1, fewest):
        said = f" {MARK * marked}{label}: Yes." * times
        assert names(f"We met.{said}") == ([label] if times == fewest else [])


@pytest.mark.parametrize(("words", "fewest"), [(499, 1), (500, 2), (1999, 2), (2000, 3)])
def test_where_a_name_opens_a_short_talk_fewer_do(words: int, fewest: int) -> None:
    """Up to 500 words once, up to 2000 twice; who opens it is a name at once."""
    for times in (fewest - 1, fewest):
        text = f"Ada: Yes.{' Ben: No.' * times}{' word' * (words - 1 - 2 * times)}"
        assert names(text) == (["Ada", "Ben"] if times == fewest else ["Ada"])


def test_no_small_word_is_a_name() -> None:
    """However often it stands there."""
    assert names(f"We met.{' The: Yes.' * 9}") == []


@pytest.mark.parametrize(
    ("often", "rare", "slip"),
    [(5, 1, True), (4, 1, False), (10, 2, True), (9, 2, False), (15, 3, False)],
)
def test_a_slip_is_five_times_as_rare_and_comes_twice_at_the_most(
    often: int, rare: int, slip: bool
) -> None:
    """Then it is the name that it is one letter from."""
    called = unify(Counter({"Marrow": often, "Marruw": rare}))
    assert called["Marruw"] == ("Marrow" if slip else "Marruw")


@pytest.mark.parametrize(
    ("counts", "called"),
    [
        ({"Anna": 5, "Amna": 1}, {"Anna": "Anna", "Amna": "Anna"}),
        ({"Ann": 5, "Amn": 1}, {"Ann": "Ann", "Amn": "Amn"}),  # too short to tell
        ({"Track1": 5, "Track2": 1}, {"Track1": "Track1", "Track2": "Track2"}),  # no slips
        ({"SWYX": 1, "swyx": 5, "swyx2": 2}, {"SWYX": "swyx", "swyx": "swyx", "swyx2": "swyx"}),
        ({"Ann": 2, "Ann Lee": 3}, {"Ann": "Ann Lee", "Ann Lee": "Ann Lee"}),
        ({"Ann": 2, "Ann Lee": 3, "Ann Ek": 3}, {n: n for n in ("Ann", "Ann Lee", "Ann Ek")}),
        ({"Speaker": 2, "Speaker 1": 3}, {"Speaker": "Speaker", "Speaker 1": "Speaker 1"}),
        ({"SWYX": 1, "Swyx": 3}, {"SWYX": "Swyx", "Swyx": "Swyx"}),
        ({"SWYX": 2, "Swyx": 2}, {"SWYX": "SWYX", "Swyx": "SWYX"}),
        ({"Swyx": 5, "swyx2": 9}, {"Swyx": "Swyx", "swyx2": "Swyx"}),
        ({"Swyx": 5, "swyx 2": 9}, {"Swyx": "Swyx", "swyx 2": "swyx 2"}),
        ({"Ada": 5, "swyx2": 9}, {"Ada": "Ada", "swyx2": "swyx2"}),
        ({"Ann": 9, "Ann Lee": 1}, {"Ann": "Ann Lee", "Ann Lee": "Ann Lee"}),
        ({"ANN": 9, "Ann Lee": 1}, {"ANN": "Ann Lee", "Ann Lee": "Ann Lee"}),
        ({"Ann": 9, "Ann Lee": 1, "Ann Oak": 1}, {n: n for n in ("Ann", "Ann Lee", "Ann Oak")}),
        ({"Speaker": 3, "Speaker 1": 3}, {"Speaker": "Speaker", "Speaker 1": "Speaker 1"}),
        ({"Annabel": 3, "Ann": 3}, {"Annabel": "Annabel", "Ann": "Ann"}),
        ({"Tom": 20, "Tam": 1}, {"Tom": "Tom", "Tam": "Tam"}),
        ({"Toma": 20, "Tom": 1}, {"Toma": "Toma", "Tom": "Tom"}),
        ({"Tomas": 20, "Toma": 1}, {"Tomas": "Tomas", "Toma": "Tomas"}),
        ({"Tomas": 20, "Tom as": 1}, {"Tomas": "Tomas", "Tom as": "Tomas"}),
        ({"Marrow": 20, "Marruv": 1}, {"Marrow": "Marrow", "Marruv": "Marruv"}),
        ({"Track1": 20, "Track2": 1}, {"Track1": "Track1", "Track2": "Track2"}),
        ({"Marrow": 5, "Marruw": 1, "Narrow": 9}, {"Marrow": "Marrow", "Marruw": "Marrow",
                                                    "Narrow": "Narrow"}),
    ],
)  # fmt: skip
def test_a_person_has_one_name(counts: dict[str, int], called: dict[str, str]) -> None:
    """In capitals, with the number of a track, in full and with a slip; others keep theirs."""
    assert unify(Counter(counts)) == called


@pytest.mark.parametrize(
    ("title", "heard", "guests"),
    [
        ("Tides — with Ann Lee", [], ("Ann Lee",)),
        ("Tides — with Ann Lee and Ben Oak, Ann Lee", [], ("Ann Lee", "Ben Oak")),
        ("Tides — with Ann Lee & Ben Oak", ["ANN LEE"], ("Ben Oak",)),
        ("Tides — with Ann Lee", ["ann"], ()),
        ("Tides — with Ann Lee", ["Lee"], ("Ann Lee",)),
        ("Tides — with Ann Lee of the Tide Office", [], ("Ann Lee",)),
        ("Tides — with Ann", [], ()),
        ("Tides — with old friends", [], ()),
        ("Tides — with Ludwig van Beethoven", [], ("Ludwig van Beethoven",)),
        ("Tides", [], ()),
    ],
)
def test_guests_stand_in_titles(title: str, heard: list[str], guests: tuple[str, ...]) -> None:
    """Each once and by the full name, unless who speaks is known by it already."""
    assert guests_in(title, heard) == guests
