"""What people quote in the notes leads the key points, at its moment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.language.hearing import hear
from generator.summarizing.extractive import Extractive
from generator.summarizing.picked import find_picked
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
        QUOTED,
        "",
    ],
)
def test_what_nobody_said_or_quoted_is_no_quotation(notes: str) -> None:
    """Other words, two words, and words without marks."""
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
