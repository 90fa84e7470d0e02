from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.summarizing.selection import Candidate, select


def candidate(place: int, *stems: str, worth: float = 0.0) -> Candidate:
    """A candidate of those content words."""
    return Candidate(place=place, text=" ".join(stems), stems=frozenset(stems), worth=worth)


def chosen(candidates: list[Candidate], count: int = 2, least: float = -9.0) -> list[int]:
    return [c.place for c in select(candidates, count=count, least=least)]


def test_what_is_worth_most_comes_first() -> None:
    """The first of the result stands for all."""
    assert chosen([candidate(0, "honey"), candidate(1, "hive", worth=2.0)]) == [1, 0]


def test_what_is_said_again_is_passed_over() -> None:
    """The second choice is not the first in other words, though that is worth more."""
    pool = [
        candidate(0, "hive", "mite", worth=2.0),
        candidate(1, "hive", "mite", "winter", worth=1.9),
        candidate(2, "swarm", "queen", worth=1.0),
    ]
    assert chosen(pool) == [0, 2]


def test_what_shares_words_counts_less() -> None:
    """Of two that are worth nearly as much the one that says something else is taken."""
    pool = [
        candidate(0, "hive", "mite", "winter", worth=2.0),
        candidate(1, "hive", "honey", "spring", worth=1.1),
        candidate(2, "swarm", "queen", "orchard", worth=1.0),
    ]
    assert chosen(pool) == [0, 2]


def test_what_is_worth_too_little_is_left_out() -> None:
    """Rather nothing than what no reader would print."""
    assert chosen([candidate(0, "hive", worth=-3.0)], least=-2.0) == []


def test_crowding_spreads_the_choice() -> None:
    """What loses beside those that were chosen gives way to others."""
    pool = [candidate(place, f"word{place}", worth=3.0 - place / 10) for place in range(4)]
    apart = select(
        pool,
        count=2,
        least=-9.0,
        crowding=lambda one, others: sum(abs(one.place - each.place) < 2 for each in others),
    )
    assert [each.place for each in apart] == [0, 2]


@given(st.lists(st.frozensets(st.sampled_from("abcd"), min_size=1), max_size=8), st.integers(0, 5))
def test_never_more_than_asked(pool: list[frozenset[str]], count: int) -> None:
    """At most `count`, each from the pool and each once."""
    places = chosen([candidate(place, *sorted(stems)) for place, stems in enumerate(pool)], count)
    assert len(places) <= count
    assert len(set(places)) == len(places)
    assert set(places) <= set(range(len(pool)))


@pytest.mark.parametrize(("shared", "both"), [(6, True), (7, False)])
def test_seven_of_ten_words_say_the_same(shared: int, both: bool) -> None:
    """Of the shorter one; with six it says something else as well."""
    one = candidate(0, *[f"word{n}" for n in range(10)], worth=9.0)
    other = candidate(
        1,
        *[f"word{n}" for n in range(shared)],
        *[f"more{n}" for n in range(10 - shared)],
        worth=8.0,
    )
    assert chosen([one, other]) == ([0, 1] if both else [0])


def test_one_word_in_common_makes_no_repetition() -> None:
    """However short a sentence is, another says the same only with two of its words."""
    assert chosen([candidate(0, "hive", worth=1.0), candidate(1, "hive", "mite")]) == [0, 1]


@pytest.mark.parametrize(("least", "places"), [(1.0, [0, 1]), (1.01, [0])])
def test_what_is_worth_just_enough_is_taken(least: float, places: list[int]) -> None:
    """The edge is inside."""
    pool = [candidate(0, "hive", worth=2.0), candidate(1, "mite", worth=1.0)]
    assert chosen(pool, least=least) == places


def test_of_equals_the_first_is_taken() -> None:
    """Whatever order they come in."""
    pool = [candidate(place, f"word{place}") for place in (2, 0, 1)]
    assert chosen(pool) == [0, 1]
