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


def filler(words: int) -> list[str]:
    """Lines of nothing that tells a part, of so many words together."""
    full, rest = divmod(words, 15)
    return [TALK] * full + ([f"Bram: {' '.join(['hives'] * rest)}."] if rest else [])


@pytest.mark.parametrize(
    ("before", "opening", "words", "closing", "after", "name"),
    [
        (0, ["Ada: Welcome to the show."], 1295, [], 9, "Introduction"),
        (0, ["Ada: Welcome to the show."], 1296, [], 9, None),
        (0, [], 249, [], 9, "Introduction"),
        (0, [], 250, [], 9, None),
        (30, [], 245, ["Ada: Thank you for listening."], 0, "Closing thanks"),
        (30, [], 246, ["Ada: Thank you for listening."], 0, None),
    ],
)
def test_what_is_short_holds_nothing_else(
    before: int,
    opening: list[str],
    words: int,
    closing: list[str],
    after: int,
    name: str | None,
) -> None:
    """A greeting goes on for less than 1,300 words; without one, and at the end, for 250."""
    assert part(before, "\n".join([*opening, *filler(words), *closing]), after) == name


ROUND = "Ada: Now the lightning round."
AUDIENCE = "Ada: A question from the audience, please."


@pytest.mark.parametrize(
    ("said", "place", "first", "end", "name"),
    [
        (ROUND, 39, 30, 45, "Lightning round"),
        (ROUND, 40, 30, 45, None),
        (ROUND, 28, 30, 45, "Lightning round"),
        (ROUND, 27, 30, 45, None),
        (AUDIENCE, 39, 30, 45, "Audience questions"),
        (AUDIENCE, 40, 30, 45, None),
        (AUDIENCE, 28, 30, 45, "Audience questions"),
        (AUDIENCE, 27, 30, 45, None),
        (ROUND, 32, 30, 32, None),  # the chapter behind it
        (ROUND, 20, 30, 50, "Lightning round"),
        (ROUND, 19, 30, 50, None),
        (ROUND, 39, 30, 50, "Lightning round"),
        (ROUND, 40, 30, 50, None),
        (ROUND, 40, 28, 50, None),
        (ROUND, 38, 26, 50, None),
        (ROUND, 37, 26, 50, "Lightning round"),
        (ROUND, 26, 26, 40, "Lightning round"),
        (ROUND, 25, 25, 40, None),  # the middle is not late
    ],
)
def test_a_part_is_announced_near_its_beginning(
    said: str, place: int, first: int, end: int, name: str | None
) -> None:
    """Among its first ten lines or two before them; the last one earlier, or up to its middle."""
    lines = [TALK] * 50
    lines[place] = said
    episode = episode_of("\n".join(lines), "Keeping bees")
    assert part_of_conversation(episode, hear(episode.transcript, "en"), first, end) == name
