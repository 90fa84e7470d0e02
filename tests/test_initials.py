"""What acronyms stand for, from the words of an archive."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.findable import Findable, Sort
from generator.initials import Initials, phrases_in, spelled_out

EMPTY = frozenset({"of", "the", "and", "a", "is", "it", "or", "we"})


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Distributed key generation, or DKG.", [("DKG", "distributed key generation", True)]),
        ("We like LLMs. A large language model.", [("LLMs", "large language model", True)]),
        (
            "An FFRDC, a federally funded research and development center.",
            [("FFRDC", "federally funded research and development center", True)],
        ),
        ("The API is old. " + "So it goes on. " * 9 + "A paper item.", []),
        ("A DKG is it. " + "So it goes. " * 9 + "Dug kelp gently.", []),
        ("GPT, as in g p t.", []),
    ],
)
def test_words_near_an_acronym_are_what_it_stands_for(
    text: str, pairs: Sequence[tuple[str, str, bool]]
) -> None:
    """By their first letters; small words may stand within them; together where both are near."""
    assert [each for each in spelled_out([text], EMPTY) if each[2]] == list(pairs)


def test_phrases_are_what_is_said_again_and_again() -> None:
    """Three words and more, none of which begins or ends with one that says nothing."""
    text = "A mixture of experts is it. We train a mixture of experts, and the mixture of old ones."
    assert phrases_in([text], EMPTY) == ("mixture of experts",)


def chapter(*acronyms: tuple[str, str, bool], phrases: tuple[str, ...] = ()) -> Findable:
    """A chapter in which these are said."""
    return Findable(sort=Sort.EPISODE, page="x/", title="", acronyms=acronyms, phrases=phrases)


def test_only_what_is_sure_is_told() -> None:
    """Explained once or said in three chapters; of several, those that are said about as often."""
    counts = Initials()
    for _ in range(9):
        counts.add(chapter(("RAG", "retrieval augmented generation", True)))
    counts.add(chapter(("RAG", "read a gauge", True), ("TDD", "test driven design", False)))
    counts.add(chapter(phrases=("mixture of experts", "lot of people")))
    told = counts.known(lambda word: 90 if word in {"lot", "people"} else 1)
    assert told["pairs"] == [("RAG", "retrieval augmented generation")]
    assert told["said"] == ["mixture of experts", "lot of people"]


def test_an_acronym_is_told_as_it_is_mostly_written() -> None:
    """Of several spellings the one that most recordings have."""
    counts = Initials()
    for written in ("APIs", "API", "API", "ApI", "APi"):
        counts.add(chapter((written, "application programming interface", True)))
    told = counts.known(lambda word: 1)
    assert told["pairs"] == [("API", "application programming interface")]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("DKG is what they do.", None),
        ("DKG is distributed key generation.", True),
        (f"DKG {'so ' * 11}distributed key generation.", True),
        (f"DKG {'so ' * 12}distributed key generation.", False),
        (f"Distributed key generation {'so ' * 11}DKG.", True),
        (f"Distributed key generation {'so ' * 12}DKG.", False),
        ("Distributed key generation. So it is. DKG.", False),
        ("Distributed key generation. DKG.", True),
        ("DKG. Distributed key generation.", True),
        ("A DKG, the distributed and key or generation.", True),
        ("A DKG, the distributed and key or a generation.", None),
        ("A DKG, distributed k generation.", None),
        ("A DKG, dkg kelp gently.", None),
        ("A DK, distributed keys.", None),
        ("DKGSE: distributed key generation so early.", True),
        ("DKGSET: distributed key generation so early today.", None),
    ],
)
def test_what_an_acronym_stands_for_is_near_it(text: str, near: bool | None) -> None:
    """Up to a dozen words away, in the same sentence or the next; two words more than letters."""
    found = spelled_out([text], EMPTY)
    assert [each[2] for each in found] == ([] if near is None else [near])
