from __future__ import annotations

import pytest

from generator.language.languages import Language
from generator.summarizing.clauses import (
    Words,
    begins_again,
    has_main_clause,
    is_left_open,
    points_nowhere,
    stands_for_nothing,
    words_of,
)

ENGLISH = Language.of("en")


def said(text: str, language: Language = ENGLISH) -> Words:
    """The words of one sentence."""
    return words_of([text], language)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Although small hives really do work if you have a warm winter.",
        "As you add more frames to the hive because it takes longer for them to fill and the cost "
        "goes up.",
        "If the only way you can keep bees is if you're in a place where you can feed them.",
        "Because everything was so tightly coupled, was basically impossible to change one part.",
        "As long as that is well built and it can be opened easily.",
        "Small example, just to have a roof on a hive because you are working in the rain.",
        "In regards to the option where you would keep all of the honey in one jar.",
        "The idea that the wax, what we have melted and poured in the frames is to have strength.",
        "Queens and drones that have been raised with years of work in the valley.",
        "That small colonies don't survive a long winter.",
        "That it costs more to feed them than the honey brings.",
        "Effectively, the strongest colonies you will be able to keep in a garden.",
        "Most of the old hives they have.",
        "A little bit about frames.",
        "To put the honey of all the hives into one jar.",
    ],
)
def test_what_has_no_main_clause(text: str) -> None:
    """Conditions, reasons and noun phrases alone are told from sentences."""
    assert not has_main_clause(said(text), ENGLISH)


@pytest.mark.parametrize(
    "text",
    [
        "If you force the keeper to open the hive every few days, the bees leave.",
        "If somebody gets your honey or whatever wax you have, then they can sell it.",
        "The people who are the most patient continue to keep bees.",
        "What the shape of the comb allows you to do is to store honey.",
        "The way that works out is that each bee takes a turn.",
        "Make sure that you have enough sugar before winter comes.",
        "That means that the hives that we built last year need new roofs.",
        "The important thing to remember is that a queen lays eggs.",
        "Because it rained all week, the colony's food is gone.",
        "While drones come from unfertilized eggs, workers do not.",
        "Keeping wasps is hard because they bite.",
        "This leaves room for a hive which will be built in spring.",
        "As we just said before, if we want more honey, we do not split hives.",
        "If you're a beginner or a very old keeper it's better to have help.",
        "The fact that anyone can keep bees is something special.",
        "The hives you can buy today are made of foam.",
        "Last year we built twelve hives.",
        "That one colony survived is a wonder.",
        "That makes three hives.",
        "The hive I planned has ten frames.",
        "In spring the queen's an hour late.",
        "A scale under a sinking hive measures the ground.",
    ],
)
def test_whole_sentences_have_a_main_clause(text: str) -> None:
    """Relative clauses, openings that subordinate and commands do not hide a main clause."""
    assert has_main_clause(said(text), ENGLISH)


def test_what_is_not_known_is_taken_at_its_word() -> None:
    """In a language without lists of what subordinates nothing is refused."""
    swedish = Language.of("sv")
    assert has_main_clause(said("Eftersom det regnade hela dagen.", swedish), swedish)
    assert not begins_again(said("Drottningen, hon är gammal.", swedish), swedish)


def test_a_condition_behind_that_needs_what_follows_from_it() -> None:
    """What is said "that if" of must be said; a condition at the end of it will do."""
    assert is_left_open(said("The only problem is that if somebody keeps bees in town."), ENGLISH)
    assert not is_left_open(said("The rule is that if it rains, the bees stay at home."), ENGLISH)
    assert not is_left_open(said("The rule is that bees stay at home if it rains."), ENGLISH)


def test_a_noun_taken_up_behind_a_comma_begins_again() -> None:
    """A noun dropped for a pronoun is a restart; a condition or an adverb before one is none."""
    assert begins_again(said("The queen, it's a bee between the drones and the workers."), ENGLISH)
    assert begins_again(said("The beekeepers, they understand that hives must be warm."), ENGLISH)
    assert not begins_again(said("In winter, they stay in the hive."), ENGLISH)
    assert not begins_again(said("If the hive swarms, it needs another queen."), ENGLISH)
    assert not begins_again(said("Honey, wax and pollen are stored in the comb."), ENGLISH)


def test_pointing_at_what_was_never_named_is_told() -> None:
    """A pronoun or "this hive" leans unless its noun stands before it, or everybody shares it."""
    assert points_nowhere(said("This hive needs another roof."), ENGLISH)
    assert not points_nowhere(said("A hive is warm when this hive has a roof."), ENGLISH)
    assert not points_nowhere(said("At this point the bees need honey."), ENGLISH)
    assert stands_for_nothing(said("You still need it because winters are cold."), ENGLISH)
    assert not stands_for_nothing(said("The bees know that they need honey."), ENGLISH)
