from __future__ import annotations

import pytest

from generator.language.languages import Language
from generator.summarizing.clauses import words_of
from generator.summarizing.flaws import flawed, traits

ENGLISH = Language.of("en")
PLAIN = "The keeper feeds the bees of the valley with sugar in autumn."


def traits_of(text: str) -> dict[str, float]:
    (said,) = words_of([text], ENGLISH)
    return traits(said, ENGLISH)


def flawed_of(text: str) -> float:
    (said,) = words_of([text], ENGLISH)
    return flawed(said, ENGLISH)


@pytest.mark.parametrize(
    ("trait", "text", "found"),
    [
        ("pronouns before a noun", "It helps them when bees swarm.", 2),
        ("pronouns before a noun", "The bees help them when they swarm.", 0),
        ("pronouns behind one", "The bees help them when they swarm.", 2),
        ("nouns pointed at", "Those old hives need another roof.", 2),
        ("nouns pointed at", "This is why hives need a roof.", 0),
        ("nouns with the article alone", "The keeper paints the hive.", 2),
        ("nouns with the article alone", "The keeper of bees paints the hive that leaks.", 0),
        ("nouns with the article alone", "The hive entrance of the north is closed.", 1),
        ("names", "Bees came to Norway with Ada.", 2),
        ("light words", "Bees just swarm, like, so often.", 3),
        ("words too many", "bees " * 35, 0),
        ("words too many", "bees " * 36, 1),
        ("longest stretch", "Bees swarm in May, but wasps sleep until the end of June.", 8),
        ("words again", "The hive is is warm.", 1),
        ("words again", "Bees rest, and then bees swarm.", 0),
        ("words again", "Bees rest, then bees swarm.", 1),
        ("threes again", "You can keep bees if you can keep a hive.", 1),
    ],
)
def test_traits(trait: str, text: str, found: float) -> None:
    """Each is counted as it is said to be, at its edges and beside them."""
    assert traits_of(text)[trait] == found


@pytest.mark.parametrize(
    "text",
    [
        "They then feed them with it before the winter.",
        "This keeper feeds those bees with that sugar.",
        "The keeper, the keeper feeds, feeds the bees, like, just with with sugar.",
        PLAIN[:-1] + " and then the keeper goes on to the next valley" * 3 + ".",
    ],
)
def test_what_leans_or_is_broken_is_flawed(text: str) -> None:
    """Pronouns without a noun, nouns pointed at, restarts and endless sentences are."""
    assert flawed_of(text) > flawed_of(PLAIN) + 0.5


def test_what_is_not_known_is_not_judged() -> None:
    """Where the classes of words are not told, no sentence is flawed more than another."""
    (said,) = words_of(["Das tun sie dann damit."], Language.of("de"))
    assert flawed(said, Language.of("de")) == 0.0
