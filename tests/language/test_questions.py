from __future__ import annotations

import pytest

from generator.language.questions import plain_question


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
