from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.summarizing.candidates import Candidate
from generator.summarizing.selection import POOR, select

WEIGHTS = {"hive": 0.9, "mite": 0.8, "swarm": 0.7, "honey": 0.1}


def candidate(place: int, *stems: str, length: int = 10, fitness: float = 1.0) -> Candidate:
    """A candidate of one utterance."""
    return Candidate(
        first=place,
        last=place,
        text=" ".join(stems),
        length=length,
        stems=frozenset(stems),
        fitness=fitness,
    )


def chosen(candidates: list[Candidate], count: int = 2, budget: int = 100) -> list[int]:
    return [c.first for c in select(candidates, WEIGHTS, count=count, budget=budget)]


def test_what_is_said_again_counts_for_nothing() -> None:
    """The second choice brings new words rather than the same good ones."""
    assert chosen([candidate(0, "hive", "mite"), candidate(1, "hive"), candidate(2, "swarm")]) == [
        0,
        2,
    ]


def test_speech_order_is_kept() -> None:
    """Whatever is chosen first, the result is in the order of speech."""
    assert chosen([candidate(0, "honey"), candidate(1, "hive")]) == [0, 1]


def test_the_budget_holds() -> None:
    """A sentence that does not fit is passed over for one that does."""
    pool = [candidate(0, "hive"), candidate(1, "mite", length=30), candidate(2, "honey", length=5)]
    assert chosen(pool, budget=20) == [0, 2]


def test_the_first_may_exceed_the_budget() -> None:
    """Something is better than nothing."""
    assert chosen([candidate(0, "hive", length=30)], budget=20) == [0]


def test_a_poor_sentence_is_only_a_last_resort() -> None:
    """Below the bar, one sentence is taken, and only where there is nothing above it."""
    poor = [candidate(0, "hive", fitness=POOR / 2), candidate(1, "mite", fitness=POOR / 2)]
    assert chosen([*poor, candidate(2, "honey")]) == [2]
    assert chosen(poor) == [0]


def test_what_overlaps_is_not_chosen_twice() -> None:
    """A sentence and the pair that holds it are one."""
    pair = Candidate(
        first=0, last=1, text="", length=10, stems=frozenset({"hive", "swarm"}), fitness=1.0
    )
    assert len(select([pair, candidate(1, "mite")], WEIGHTS, count=2, budget=99)) == 1


@given(
    st.lists(st.frozensets(st.sampled_from(sorted(WEIGHTS)), min_size=1), max_size=8),
    st.integers(0, 5),
)
def test_never_more_than_asked(pool: list[frozenset[str]], count: int) -> None:
    """At most `count` are added, each from the pool and each once."""
    candidates = [candidate(place, *sorted(stems)) for place, stems in enumerate(pool)]
    places = chosen(candidates, count=count)
    assert len(places) <= count
    assert len(set(places)) == len(places)
    assert set(places) <= set(range(len(pool)))


@pytest.mark.parametrize(("shared", "kept"), [(6, [0, 1]), (7, [0])])
def test_seven_words_in_ten_of_the_shorter_one_are_a_repetition(
    shared: int, kept: list[int]
) -> None:
    """However long the other is, and though each has words of its own."""
    stems = [f"s{number}" for number in range(30)]
    weights = dict.fromkeys(stems, 0.5)
    long = candidate(0, *stems[:20])
    short = candidate(1, *stems[:shared], *stems[20 : 30 - shared])
    found = select([long, short], weights, count=2, budget=100)
    assert [each.first for each in found] == kept
