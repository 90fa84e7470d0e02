"""Parts that every conversation of its kind has: what shows them, and where they may stand."""

from __future__ import annotations

import pytest

from generator.language.conversation import part_of_conversation
from generator.language.hearing import hear
from tests.conversations import episode_of

TALK = "Bram: The hives stand on the roof of the old mill and nobody minds them there."
AD = "Ada: This episode is brought to you by Fieldnotes, the notebook that survives the rain."
AD_MORE = "Ada: Go to fieldnotes.example and use the code bees for ten percent off."


def part(before: int, lines: str, after: int, title: str = "Keeping bees") -> str | None:
    """What a chapter of some lines is called, so many lines from either end."""
    said = [*[TALK] * before, *lines.splitlines(), *[TALK] * after]
    episode = episode_of("\n".join(said), title)
    utterances = hear(episode.transcript, "en")
    first = next(n for n, each in enumerate(utterances) if each.first_cue >= before)
    end = sum(each.first_cue < len(said) - after for each in utterances)
    return part_of_conversation(episode, utterances, first, end)


@pytest.mark.parametrize(
    ("before", "lines", "after", "name"),
    [
        (9, f"{AD}\n{AD_MORE}", 2, "Sponsor"),
        (2, f"{AD}\n{AD_MORE}", 9, "Sponsor"),
        (9, f"{AD}\n{AD_MORE}", 0, "Closing thanks"),
        (9, f"{AD}\n{AD_MORE}\n" + "\n".join([TALK] * 6), 2, None),
        (9, f"Ada: Now the lightning round.\n{TALK}", 2, "Lightning round"),
        (2, f"Ada: Now the lightning round.\n{TALK}", 9, None),
        (9, f"Ada: A question from the audience, please.\n{TALK}", 2, "Audience questions"),
        (2, f"Ada: A question from the audience, please.\n{TALK}", 9, None),
        (9, f"Ada: I have a few last questions.\n{TALK}", 0, "Closing questions"),
        (9, f"Ada: I have a few last questions.\n{TALK}", 2, None),
        (9, f"Ada: Any final thoughts, Bram?\n{TALK}", 0, "Final thoughts"),
        (9, f"Ada: Any final thoughts, Bram?\n{TALK}", 2, None),
        (9, f"{TALK}\nAda: Thank you for listening.", 0, "Closing thanks"),
        (9, f"{TALK}\nAda: Thank you for listening.", 2, None),
        (9, "\n".join([TALK] * 20) + "\nAda: Thank you for listening.", 0, None),
        (0, f"Ada: Welcome to the show.\n{TALK}", 9, "Introduction"),
        (0, f"{TALK}\n{TALK}", 9, "Introduction"),
        (0, "\n".join([TALK] * 20), 9, None),
        (0, "Ada: Welcome to the show.\n" + "\n".join([TALK] * 20), 9, "Introduction"),
        (0, "Ada: Welcome to the show.\n" + "\n".join([TALK] * 90), 9, None),
        (0, f"Ada: Welcome to the show.\n{TALK}", 0, None),
    ],
)
def test_a_part_is_known_by_its_words_and_its_place(
    before: int, lines: str, after: int, name: str | None
) -> None:
    """What is asked at the end is no part in the middle, and a long farewell is a subject."""
    assert part(before, lines, after) == name


def test_an_introduction_names_the_one_guest() -> None:
    """Whom the title names, where the greeting does as well."""
    greeted = f"Ada: Welcome to the show, Bram Oster.\n{TALK}"
    title = "Keeping bees with Bram Oster of Millbrook"
    assert part(0, greeted, 9, title) == "Introduction: Bram Oster"
    assert part(0, f"Ada: Welcome to the show.\n{TALK}", 9, title) == "Introduction"
