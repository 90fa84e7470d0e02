"""What can be read alone, at the edges of its rules."""

from __future__ import annotations

import pytest

from generator.combining.standing import MOST_WORDS, is_whole, stands_alone
from generator.language.languages import Language
from generator.language.words import tokens_of


def alone(text: str, tag: str = "en") -> bool:
    language = Language.of(tag)
    return stands_alone(text, tokens_of(text, language), language)


@pytest.mark.parametrize(
    "text",
    [
        "Harbours need a bell that can be heard in the fog.",
        "If a bell freezes, nobody in the village hears the boats.",
        "It is hard to hear a bell when the wind blows.",
        "A lot of keepers don't trust a lamp that turns itself.",
        "Harbours really need a bell that rings in fog.",  # one word that only fills it
        "Slowly harbours need a bell that rings at night.",
        "Harbours need a bell that rings nightly here.",  # eight words
        f"Harbours need {' '.join(f'bell{n}' for n in range(34))}.",  # 36
    ],
)
def test_claims_stand_alone(text: str) -> None:
    """What says something of what it names, however carefully."""
    assert alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "They need a bell that can be heard in the fog.",  # leans
        "Harbours need these bells when the fog comes in.",  # points
        "Once it freezes, nobody in the village hears the bell.",  # refers back
        "When the fog comes in over the harbour and the bell",  # breaks off
        "The title of the document is Bells of the Harbour.",  # tells of a document
        "Last year we went to a harbour that has a bell.",  # tells what happened
        "My bell is older than the lamp of the harbour.",  # personal
        "In our podcast a keeper rings the bell every day.",  # speaks of itself
        "Probably go out and ring the bell of the harbour.",  # an order
        "Harbours need a bell that […] be heard in the fog.",  # torn
        "Bells are loud in fog and rain.",  # short
        "Harbours need bells " + "and lamps " * MOST_WORDS + "in the fog.",  # long
        f"Harbours need {' '.join(f'bell{n}' for n in range(35))}.",
        "Harbours really need a bell that kind of rings.",  # two that only fill it
        "harbours need a bell that rings at night here.",  # its beginning is missing
        "If harbours need a bell it rings at night.",  # nothing follows
        "The lamp of the harbour but nobody rings a bell at night.",  # nothing is told of it
        "Harbours and bells because nobody hears the boats at night.",
        "Lamp, being able to see the boats at night in fog.",  # begun anew
        "Harbours need a bell as well because nobody hears boats.",  # as well as what?
        "Boats come to the pier going on here at night.",
        "The bell itself rings on the pier of the harbour.",  # of which was spoken
        "The bell was rung on the pier of the harbour.",
        "There were even harbours with a bell on the pier.",
        "Where basically once bells ring, harbours can see the boats.",
        "You ring, a very loud bell of the harbour at night.",
        "You said that harbours need a bell in the fog.",  # said to those who are there
        "I wanted to ask how harbours ring a bell in fog.",
        "Let's hear how harbours ring a bell in the fog.",
        "Harbours need a bell -- keepers ring lamps in the fog.",  # begun anew
        "Keepers come a lot keepers come across boats in the fog.",
        "Bells ring in every harbour, and keepers love places where they don.",
        "In terms of if bells ring, keepers love every harbour.",
        "Keepers love fog, though, because bells ring in the harbour.",
        "In a harbour, keepers say that community is far along.",
        "Step two was a bell for every harbour in the fog.",  # one of several
        "Two, bells help keepers to see the boats in fog.",
        "The bells of the harbour, they ring in fog and rain.",  # taken up again
        "In terms of bells, it rings louder than the lamp.",
        "Keepers ring their bells, which led to that rule of the harbour.",
        "Keep a bell and ring their lamps in the fog.",
    ],
)
def test_what_needs_more_than_itself_does_not(text: str) -> None:
    """Each for one reason."""
    assert not alone(text)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Last year we went to a harbour that has a bell.", True),
        ("My bell is older than the lamp of the harbour.", True),
        ("Harbours really need a bell that kind of rings.", True),
        (f"Harbours need {' '.join(f'bell{n}' for n in range(MOST_WORDS))}.", True),
        ("Harbours need these bells when the fog comes in.", False),
        ("They need a bell that can be heard in the fog.", False),
        ("Harbours need a bell that […] be heard in the fog.", False),
    ],
)
def test_what_is_whole_may_be_long_or_tell_what_somebody_did(text: str, whole: bool) -> None:
    """It leads nothing, but needs no other sentence."""
    language = Language.of("en")
    assert not alone(text)
    assert is_whole(text, tokens_of(text, language), language) == whole


@pytest.mark.parametrize(
    ("tag", "claim", "points"),
    [
        ("de", "{} Hafen braucht eine Glocke für den Nebel im Winter.", ("Ein", "Dieser")),
        ("fr", "Un port a besoin de {} cloches pour le brouillard.", ("bonnes", "ces")),
        ("es", "Un puerto necesita {} campanas para la niebla.", ("buenas", "esas")),
        ("ja", "{}港には冬の霧に備えて大きな鐘が必要だと思われています。", ("", "その")),
    ],
)
def test_other_languages_point_in_their_own_words(
    tag: str, claim: str, points: tuple[str, str]
) -> None:
    """The same claim without and with a word that points at something."""
    assert alone(claim.format(points[0]), tag)
    assert not alone(claim.format(points[1]), tag)
