"""Which titles are still to be given."""

from __future__ import annotations

import pytest

from generator.language.hearing import hear
from generator.language.languages import Language
from generator.model import Cue, Transcript
from generator.segmentation.titling.taken import Taken

ENGLISH = Language.of("en")


@pytest.mark.parametrize(
    ("given", "title", "free"),
    [
        ("Honey bees", "Bees and honey", False),
        ("Honey bees", "The honey bee", False),
        ("Honey bees", "Honey", True),
        ("Honey bees", "Honey wasps", True),
        ("Honey bees", "Honey bees swarm", False),
        ("Honey bees", "Honey bees swarm, wasps", True),
        ("Honey bees swarm", "Honey bees", False),
        ("Honey bees|Wasps", "Honey bees swarm", False),
        ("Honey bees|Wasps|Hornets", "Honey bees swarm", True),
        ("Honey bees|Wasps|Hornets|Ants", "Bees of honey", False),
        ("What is it?", "What is it", False),
        ("What is it?", "Who is that", True),
        ("", "Honey bees", True),
    ],
)
def test_a_title_is_told_apart_from_those_before_it(given: str, title: str, free: bool) -> None:
    """From all by one word, and from the last two by half of the longer one's words."""
    taken = Taken(ENGLISH, given.split("|")[:1] if given else [], ())
    for each in given.split("|")[1:]:
        taken.add(each)
    assert taken.is_free(title) == free


def name(number: int) -> str:
    return "".join("abdefgklmn"[int(digit)] + "u" for digit in f"{number:03}")


@pytest.mark.parametrize(
    ("ranked", "first"),
    [
        ((49, 50), 50),
        ((48, 49), 48),
        ((50, 49), 50),
        ((0,), 0),
        ((), None),
    ],
)
def test_one_of_the_fifty_commonest_words_alone_is_no_title(
    ranked: tuple[int, ...], first: int | None
) -> None:
    """Unless there is no other."""
    lines = (Cue(text=" ".join([name(number)] * (60 - number)) + ".") for number in range(55))
    taken = Taken(ENGLISH, (), hear(Transcript(cues=tuple(lines))))
    found = taken.first_free(map(name, ranked))
    assert found == (None if first is None else name(first))
