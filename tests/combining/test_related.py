"""Which episodes are like which, by the phrases that both hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from generator.combining.related import find_relatives
from generator.combining.terms import Terms
from tests.combining.readings import reading_of


def relatives(*held: Sequence[str], plain: int = 0) -> dict[str, list[tuple[str, int]]]:
    """For each episode that holds these phrases: those like it, and how many phrases are shown.

    Each phrase is said as often as it is given; `plain` more episodes hold none.
    """
    rows: list[Sequence[str]] = [*held, *[()] * plain]
    readings = [reading_of(f"E{number}", "Ines: Yes.") for number in range(len(rows))]
    places: tuple[dict[str, Sequence[int]], ...] = tuple(
        {key: [0] * count for key, count in Counter(row).items()} for row in rows
    )
    holders: dict[str, list[int]] = {}
    for number, row in enumerate(places):
        for key in row:
            holders.setdefault(key, []).append(number)
    terms = Terms(places, holders, {}, {}, Counter(), {})
    found = find_relatives(readings, terms, {key: key.title() for key in holders})
    return {
        key.episode: [(each.reading.episode.slug, len(each.terms)) for each in own]
        for key, own in found.items()
    }


@pytest.mark.parametrize(("holding", "of", "alike"), [(3, 4, True), (4, 7, False), (4, 8, True)])
def test_what_half_of_the_episodes_hold_makes_none_alike(
    holding: int, of: int, alike: bool
) -> None:
    """In a small archive what three hold tells them from the rest."""
    found = relatives(*[("pier", "bell")] * holding, plain=of - holding)
    assert bool(found["e0"]) == alike


@pytest.mark.parametrize(("holding", "alike"), [(100, True), (101, False)])
def test_what_a_hundred_episodes_hold_makes_none_alike(holding: int, alike: bool) -> None:
    """However many there are, or comparing them all would take too long."""
    found = relatives(*[("pier", "bell")] * holding, plain=holding + 2)
    assert bool(found["e0"]) == alike


def test_the_likest_come_first() -> None:
    """Those that share more of what they mostly speak of; of equals the first."""
    first = ("pier", "bell", "tide", "lamp")
    found = relatives(first, first[:3], first, first[:2], first, plain=20)
    assert [slug for slug, _ in found["e0"]] == ["e2", "e4", "e1", "e3"]
    assert [count for _, count in found["e0"]] == [4, 4, 3, 2]


def test_rare_phrases_tell_more_than_common_ones() -> None:
    """And phrases that are said again and again more than those that are said once."""
    rare = relatives(*(("a", "b", "y", "z"), ("a", "b"), ("y", "z")), *[("y", "z")] * 3, plain=20)
    assert rare["e0"][0][0] == "e1"
    often = relatives(("a", "b", "y", "z", "y", "z"), ("a", "b"), ("y", "z"), plain=20)
    assert [slug for slug, _ in often["e0"]] == ["e2", "e1"]


@pytest.mark.parametrize(("more", "alike"), [(38, True), (39, False)])
def test_an_episode_is_compared_by_its_forty_heaviest_phrases(more: int, alike: bool) -> None:
    """What it says once among so many that it says twice is not what it is about."""
    own = [f"own{n}" for n in range(more)] * 2
    found = relatives((*own, "pier", "bell"), ("pier", "bell"), own[:more], plain=9)
    others = {slug for slug, _ in found["e0"]}
    assert ("e1" in others) == alike


def test_a_phrase_within_another_is_not_told_beside_it() -> None:
    """Who speaks of the old pier and of the pier speaks of the old pier."""
    found = relatives(("old pier", "pier", "bell"), ("old pier", "pier", "bell"), plain=3)
    assert found["e0"] == [("e1", 2)]
