from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.endings import LONGEST_PIECE, find_ends, telling_words

WORDS = "so the bees and um you know i mean we split it when hives are full 12 don't . yeah über"
SAID = st.lists(st.sampled_from(WORDS.split()), max_size=150)


def pieces(said: str) -> list[str]:
    words = said.split()
    return [" ".join(words[a:b]) for a, b in pairwise([0, *find_ends(words)])]


BELLS = """
what do you do when a bell cracks / well you can't really weld it
you have to melt it down and cast it again / and that's expensive
so most churches just stop ringing it
"""
BREAD = """
nobody had any money but people still bought bread / and that's how we survived
"""
SPEECH = f"""
{BELLS}{BREAD}
the ferry was built in my grandfather's yard / he never learned to swim
and i think that's why he built such good boats / so when we took it over we didn't change anything
so um thanks everyone for coming today / i'm going to talk about how we repair old clocks
the first thing we do is take the case off / and then we look at the spring
if it's broken we have to make a new one / it takes about two days
the sluice opens at low tide / that's when the water runs out fastest
we measure it with a float / and the float is older than i am / my grandfather made it
i think it still works better than anything you can buy
"""


def sentences(passage: str) -> list[str]:
    return [
        part.strip() for line in passage.split("\n") for part in line.split("/") if part.strip()
    ]


@pytest.mark.parametrize("passage", [BELLS, BREAD])
def test_sentences_are_found(passage: str) -> None:
    """Unpunctuated speech is split where a person would end its sentences."""
    assert pieces(" ".join(sentences(passage))) == sentences(passage)


def test_most_sentences_of_other_fields_are_found() -> None:
    """Speech about things the model never saw is split mostly where a person would."""
    true = set(accumulate(len(sentence.split()) for sentence in sentences(SPEECH)))
    found = set(find_ends(" ".join(sentences(SPEECH)).split()))
    assert len(true & found) >= 0.6 * len(true)
    assert len(true & found) >= 0.8 * len(found)


def test_hesitations_open_the_next_piece() -> None:
    """Sounds, repeats and "you know" hide no sentence end and go to what follows them."""
    assert pieces(
        "we we moved the bakery that year uh you know so nobody nobody was there to help me"
    ) == ["we we moved the bakery that year", "uh you know so nobody nobody was there to help me"]


@given(SAID)
def test_pieces_partition_the_words(said: list[str]) -> None:
    """Every word lies in exactly one piece, and no piece is empty."""
    ends = find_ends(said)
    assert ends == sorted(set(ends))
    assert ends[-1:] == [len(said)][: len(said)]
    assert 0 not in ends


@given(SAID)
def test_no_piece_is_too_long(said: list[str]) -> None:
    """However unlikely an end is, a piece has at most `LONGEST_PIECE` words that are heard."""
    _, positions = telling_words(said)
    for begin, end in pairwise([0, *find_ends(said)]):
        assert sum(begin <= position < end for position in positions) <= LONGEST_PIECE


def test_words_without_a_likely_end_are_cut_all_the_same() -> None:
    """A list of anything is cut at the limit, not read as one endless sentence."""
    assert len(find_ends(["turnip", "beet"] * 200)) >= 400 / LONGEST_PIECE


def test_subjects_play_no_part() -> None:
    """Two nouns of any field are the same to the model, so that it knows none in particular."""
    one = "the beekeeper found a smoker behind the hive it was still warm so we left"
    other = (
        one.replace("beekeeper", "plumber").replace("smoker", "gasket").replace("hive", "boiler")
    )
    assert find_ends(one.split()) == find_ends(other.split())
    assert telling_words(one.split()) == telling_words(other.split())
