"""What people quote in the notes leads the key points, at its moment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.language.hearing import hear
from generator.summarizing.extractive import Extractive
from generator.summarizing.picked import find_picked, find_previewed
from tests.conversations import BEES, BEES_STARTS, SECONDS, episode_of, outline_of

EPISODE = episode_of(BEES)
UTTERANCES = hear(EPISODE.transcript)
QUOTED = "a count above three mites a day means that the colony needs help"


@pytest.mark.parametrize(
    "notes",
    [
        f"He says: “{QUOTED}”.",
        f'He says: "{QUOTED.capitalize()}," and more.',
        f"> {QUOTED}.",
        "« A count above three mites a day means the colony needs help »",
        f"“[…] {QUOTED} … and so on”",
        f"* Mites\n* “{QUOTED.replace('that ', '')}”",
    ],
)
def test_a_quotation_is_found_in_the_transcript(notes: str) -> None:
    """In any marks, with a word left out, nearly word for word."""
    [places] = find_picked(notes, UTTERANCES)
    assert [UTTERANCES[index].start for index in places] == [19 * SECONDS]


@pytest.mark.parametrize(
    "notes",
    [
        "“A hive above three metres a day is what every beekeeper dreams of in winter.”",
        "“the mites”",
        f"He wrote “{QUOTED.title()}”.",
        QUOTED,
        "",
    ],
)
def test_what_nobody_said_or_quoted_is_no_quotation(notes: str) -> None:
    """Other words, two words, the title of a paper, and words without marks."""
    assert find_picked(notes, UTTERANCES) == []


@pytest.mark.parametrize(("other", "found"), [(2, True), (3, False)])
def test_three_words_of_four_make_a_quotation(other: int, found: bool) -> None:
    """People quote from memory: of eight words two may be others, three not."""
    words = [*QUOTED.split()[: 8 - other], *["zebra"] * other]
    assert bool(find_picked(f"“{' '.join(words)}”", UTTERANCES)) == found


@pytest.mark.parametrize("line", [5, 12, 19])
def test_a_quotation_is_a_key_point_with_its_moment(line: int) -> None:
    """Whatever the sentence is worth otherwise, the page has it, with its source, as the best."""
    said = EPISODE.transcript.cues[line].text
    episode = replace(EPISODE, notes=f"We liked this: “{said}”")
    reading = Extractive().summarize(episode, UTTERANCES, outline_of(episode, BEES_STARTS))
    best = reading.summary.sentences[reading.summary.best]
    assert best.sources[0].first_cue == line
    assert best.sources[0].start == line * SECONDS


PREVIEW = """
Bram: A count above three mites a day means the colony needs help.
Ada: How so?
Bram: Swarm prevention is mostly a matter of giving the queen an empty comb, at the right moment.
"""
ROUNDS = "\n".join(
    f"Ada: Round {number}: row {number * 7} of that orchard had {number * 13} boxes in {number}."
    for number in range(100)
)


def previewed_in(conversation: str) -> list[str]:
    """The ends of the lines that are found to be played before it begins, and played then."""
    utterances = hear(episode_of(conversation).transcript)
    return [utterances[index].text[-9:] for index in find_previewed(utterances)]


def test_what_is_played_before_a_recording_begins_is_found_where_it_is_said() -> None:
    """Both times, nearly word for word, with a question between."""
    found = previewed_in(f"{PREVIEW}\n{ROUNDS}\n{BEES.strip()}")
    assert sorted(found) == sorted(2 * ["eds help.", "t moment."])


@pytest.mark.parametrize(
    "conversation",
    [
        BEES,
        PREVIEW + BEES,
        f"{BEES.strip()}\n{ROUNDS}\n{PREVIEW}",
        f"Ada: Hello, hello.\nBram: Hi there.\n{PREVIEW}\n{ROUNDS}\n{BEES.strip()}",
    ],
    ids=["short", "said at once", "said again", "behind a greeting"],
)
def test_what_is_only_said_again_is_no_preview(conversation: str) -> None:
    """In a short recording, soon after, or where the recording begins with something else."""
    assert previewed_in(conversation) == []


def test_a_preview_is_a_key_point() -> None:
    """What the makers play first stands on the page, which would have chosen something else."""
    rest = f"{ROUNDS}\n{BEES.strip()}"
    preview = BEES.strip().splitlines()[8]

    def points(conversation: str) -> str:
        episode = episode_of(conversation)
        outline = outline_of(episode, (0,))
        reading = Extractive().summarize(episode, hear(episode.transcript), outline)
        return " ".join(sentence.text for sentence in reading.summary.sentences)

    assert "A colony swarms because" in points(f"{preview}\n{rest}")
    assert "A colony swarms because" not in points(rest)


@pytest.mark.parametrize(("words", "found"), [(7, True), (6, False)])
def test_seven_words_make_a_quotation(words: int, found: bool) -> None:
    """Fewer are a saying or a name."""
    assert bool(find_picked(f"“{' '.join(QUOTED.split()[:words])}”", UTTERANCES)) == found


ONE = "Oxalic acid kills the mites on all the adult bees of a hive."  # 13 words
TWO = "Swarming is a matter of giving the queen an empty comb in time."  # 13 words


def unlike(words: int, first: int = 0) -> list[str]:
    """Sentences of thirty words, each word unlike any other, of so many together."""
    numbers = range(first, first + words)
    said = ["".join("abdefgiklm"[int(digit)] + "o" for digit in f"{n:04}") for n in numbers]
    return [f"{' '.join(said[n : n + 30]).capitalize()}." for n in range(0, words, 30)]


def previews(*lines: str) -> list[str]:
    """Those of some lines of one person that are found to be played before they are said."""
    utterances = hear(episode_of("\n".join(f"Ada: {line}" for line in lines)).transcript)
    return sorted({utterances[index].text for index in find_previewed(utterances)})


@pytest.mark.parametrize(
    ("between", "found"), [(30, [ONE, TWO]), (90, [ONE, TWO]), (91, [ONE]), (150, [ONE])]
)
def test_a_preview_ends_where_nothing_of_it_is_said_again(between: int, found: list[str]) -> None:
    """Ninety words of something else may stand in it."""
    rest = unlike(1200, first=2000)
    assert previews(ONE, *unlike(between), TWO, *rest, ONE, TWO) == found


@pytest.mark.parametrize(("before", "found"), [(987, [ONE]), (970, [])])
def test_what_is_said_again_soon_is_no_preview(before: int, found: list[str]) -> None:
    """It comes a thousand words after the beginning at the earliest."""
    assert previews(ONE, *unlike(before), ONE, *unlike(300, first=3000)) == found


@pytest.mark.parametrize(("greetings", "found"), [(0, [ONE]), (1, [ONE]), (2, [])])
def test_a_preview_opens_a_recording(greetings: int, found: list[str]) -> None:
    """One sentence may stand before it."""
    lines = ["Hello and welcome to you.", "We are here today."][:greetings]
    assert previews(*lines, ONE, *unlike(1200), ONE) == found
