from __future__ import annotations

import pytest

from generator.language.languages import Language
from generator.language.questions import plain_question, short_question


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Why do colonies swarm in spring?", "Why do colonies swarm in spring?"),
        ("I was wondering how bees find the hive?", "How bees find the hive?"),
        ("You keep hives, so what is a brood nest?", "What is a brood nest?"),
    ],
)
def test_a_question_is_taken_from_its_sentence(sentence: str, question: str) -> None:
    """What leads up to a question is left out, and the question gets a capital."""
    assert plain_question(sentence) == question


@pytest.mark.parametrize(
    "sentence",
    [
        "Why is that?",
        "How does it work?",
        "Can you tell us more?",
        "Bees swarm.",
        "What about mites?",
    ],
)
def test_a_question_that_needs_more_is_none(sentence: str) -> None:
    """Questions that point back, invitations and statements are no subject."""
    assert plain_question(sentence) is None


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        ("So how do the bees find their way home?", "How do the bees find their way home?"),
        (
            "I was curious about your years in Millbrook, so what does a hive need in winter?",
            "What does a hive need in winter?",
        ),
        (
            "How important is the queen for a colony in the first weeks of a warm spring?",
            "How important is the queen for a colony …?",
        ),
        ("How bees?", None),
        ("Have you tried?", None),  # what?
        ("Do bees sleep?", "Do bees sleep?"),
        ("How do bees?", "How do bees?"),  # three words
        (
            "How do the bees find their way home today?",
            "How do the bees find their way home today?",
        ),
        ("How do bees find the way home now every day?", None),  # ten, and no place to leave it
        (
            "How important is a queen bee today when the winter comes to the old village here?",
            "How important is a queen bee today …?",  # seven words
        ),
        (
            "How important is a queen when the winter comes to the old village here?",
            "How important is a queen when the winter comes …?",  # nine
        ),
        ("How important is honey when it rains on the old village of ours?", None),  # or four
        ("How important is the honey when rain falls hard every day here and now?", None),  # five
        (
            "How important is a queen bee when winter and the frost comes to the village?",
            "How important is a queen bee when winter …?",  # the later of two places
        ),
        ("What did you think of that?", None),
        ("You said that the mites are gone, right?", None),
        ("Would nobody ever want to buy or sell or rent or lend so very old hives?", None),
    ],
)
def test_a_question_in_few_of_its_words(asked: str, short: str | None) -> None:
    """At most about eight, the cut marked; none where it would say nothing, or something else."""
    assert short_question(asked, Language.of("en")) == short


def test_a_long_question_of_another_language_is_not_cut() -> None:
    """Where it would have to be is not known there."""
    german = Language.of("de")
    assert short_question("Wie finden die Bienen nach Hause?", german) is not None
    assert short_question(f"Wie finden {'die Bienen ' * 9}nach Hause?", german) is None
