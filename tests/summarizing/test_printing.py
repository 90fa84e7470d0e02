from __future__ import annotations

from dataclasses import replace

import pytest

from generator.language.hearing import hear
from generator.language.languages import Language
from generator.model import Cue, Transcript
from generator.summarizing.printing import Press, counts_on, leans

ENGLISH = Language.of("en")


def press(*lines: str, language: str = "en") -> list[str]:
    """What is printed of each line, each of another speaker."""
    transcript = Transcript(
        cues=tuple(Cue(text=line, speaker=str(n)) for n, line in enumerate(lines))
    )
    utterances = hear(transcript, language)
    printer = Press(utterances, Language.of(language))
    return [printer.print(index) for index in range(len(utterances))]


@pytest.mark.parametrize(
    "line",
    [
        "How do the beekeepers in Millbrook protect their hives in a cold winter?",
        "It works.",
        "https://example.org/hives lists every orchard that keeps hives in Millbrook.",
        "The old queen leaves the hive with half of the workers and the.",
        "The brood nest looks like this (refers to the photograph on the slide).",
        "Although small hives really do work if you have a warm winter in the valley.",
        "The queen, it's a bee that stands between the drones and the workers.",
        "One of which is the oldest beekeeper in the valley of Millbrook.",
        "There's not, you know, seeing the hive from the side is a good thing in winter.",
        "The keeper of the hive goes to the they feed the bees in winter.",
        "We have, the most of our bees come from the valley of Millbrook.",
        "The point of it is that and the bees leave the hive in spring.",
        "The only problem with the hive is that if it stands in the rain.",
        "The keepers are looking at the state of the hive . so they look at the sky.",
        "Are talking about the hive more than they should in the valley.",
        "I don't know how the bees of the valley leave the hive in spring.",
        "And then saw the bees of the valley leave the hive in spring.",
        "So think it's the bees of the valley that leave the hive.",
        "At which point the bees of the valley leave the hive in spring.",
    ],
)
def test_what_is_never_printed(line: str) -> None:
    """Questions, scraps, links, what was broken off and what nobody said are no summary."""
    assert press(line) == [""]


def test_a_statement_is_printed_cleaned() -> None:
    """Fillers go, and nothing else."""
    said = "So, um, varroa mites breed in the capped brood of the colony from early spring on."
    assert press(said) == [
        "Varroa mites breed in the capped brood of the colony from early spring on."
    ]


def test_the_end_of_a_sentence_is_not_printed() -> None:
    """Where sentences begin with capitals, what does not is the rest of one."""
    torn = press(
        "Oxalic acid kills the mites on adult bees.",
        "The queen lays her eggs in spring.",
        "and the drones leave the hive in the autumn of the year.",
    )
    assert torn[-1] == ""


def test_where_capitals_were_lost_sentences_need_none() -> None:
    """What begins behind a full stop is whole, where that is how the transcript writes it."""
    line = "We feed the colony in the autumn. so it has enough honey for the winter. "
    printed = press("The queen lays her eggs in spring. " + line * 6)
    assert "It has enough honey for the winter." in printed


@pytest.mark.parametrize(
    ("small", "capital", "whole"), [(2, 20, False), (3, 20, True), (3, 97, False), (4, 96, True)]
)
def test_capitals_were_lost_where_many_sentences_have_none(
    small: int, capital: int, whole: bool
) -> None:
    """Three at the least, and more than three in a hundred."""
    lost = "it has enough honey for the winter in the valley."
    kept = "The queen lays her eggs in the comb in spring."
    printed = press(" ".join([kept, *[lost] * small, *[kept] * (capital - 1)]))
    assert len(printed) == small + capital
    assert any(text.casefold() == lost for text in printed) == whole


def test_leaning_and_length_are_flaws() -> None:
    """A sentence that leans on the one before loses worth, and a very long one does."""
    printer = Press((), ENGLISH)
    plain = printer.flaws(0, "Oxalic acid kills the mites on adult bees.")
    assert plain == 0.0
    assert printer.flaws(0, "That is why we inspect every hive once a week.") > plain
    assert printer.flaws(0, "Bees " + "gather nectar and " * 14 + "rest.") > plain


@pytest.mark.parametrize(
    "text",
    [
        "That is why we inspect hives.",
        "He keeps bees.",
        "This makes the queen leave.",
        "Actually, it depends on the weather.",
        "Because it is old, the hive swarms.",
        "Because of the cold.",
        "Whether or not the queen is old.",
        "Which is a problem in spring.",
    ],
)
def test_leaning_openings(text: str) -> None:
    """Pronouns and connectives at the start send the reader back."""
    assert leans(text, ENGLISH)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Step two was to feed the hives.", True),
        ("The second thing we learned is that wasps sleep.", True),
        ("I think there's another big part of it, the queen.", True),
        ("One other reason is the wasp.", True),
        ("The last thing you want is a wasp.", False),
        ("The second hive is full.", False),
        ("Another risk is the wasp.", False),
    ],
)
def test_what_counts_on_others(text: str, counted: bool) -> None:
    """The second of several things wants the first one; a thing with a name of its own stands."""
    assert counts_on(text, ENGLISH) == counted


@pytest.mark.parametrize(
    "text",
    [
        "This treatment kills mites.",
        "There are forty hives.",
        "Another risk is the wasp.",
        "Because the queen is old, the hive swarms.",
        "It is hard to keep bees warm.",
        "It turns out that wasps sleep.",
        "Even if the winter is mild, the colony eats its honey.",
        "Then you close the lid.",
    ],
)
def test_openings_that_stand(text: str) -> None:
    """A pointer with its noun, "there are" and an "it" for what follows need nothing before."""
    assert not leans(text, ENGLISH)


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["Hives need a roof of tin in winter.", "But nobody here has one of tin."], 0),
        (["Let's say that it rains all week.", "Hives need a roof of tin in winter."], 1),
        (["Hives need a roof of tin in winter, I guess."], 0),
        (["Hives basically need a roof of tin in winter or something."], 0),
        (["Still this roof of tin keeps out the rain in winter."], 0),
    ],
)
def test_what_is_half_said_or_half_meant_is_worth_less(lines: list[str], place: int) -> None:
    """Taken back, only supposed, unsure, padded, or of something that was never named."""
    utterances = hear(Transcript(cues=tuple(Cue(text=line) for line in lines)), "en")
    plain = hear(Transcript(cues=(Cue(text="Hives need a roof of tin in winter."),)), "en")
    text = utterances[place].text
    assert Press(utterances, ENGLISH).flaws(place, text) > Press(plain, ENGLISH).flaws(
        0, plain[0].text
    )


def test_what_is_said_in_pieces_is_worth_less() -> None:
    """A comma behind every fourth word is a flaw, one behind every tenth is none."""
    lines = [
        "The bees, of the valley, leave the hive, in the rain, every spring.",
        "The bees of the valley leave the hive in the rain, every spring.",
    ]
    utterances = hear(Transcript(cues=tuple(Cue(text=line) for line in lines)))
    printer = Press(utterances, ENGLISH)
    chopped, whole = (printer.flaws(n, printer.print(n)) for n in range(2))
    assert chopped > whole


@pytest.mark.parametrize(("count", "printed"), [(4, False), (5, True), (62, True), (63, False)])
def test_what_is_printed_has_5_to_62_words(count: int, printed: bool) -> None:
    """Fewer say nothing, more are not read."""
    line = " ".join(["Bees", *[f"hum{number}ming" for number in range(count - 2)], "loudly."])
    (heard,) = hear(Transcript(cues=(Cue(text="Bees hum."),)))
    assert Press((replace(heard, text=line),), ENGLISH).print(0) == (line if printed else "")


def test_words_beyond_35_count_against_a_sentence_one_by_one() -> None:
    """And none of those before."""
    printer = Press((), ENGLISH)
    flaws = [printer.flaws(0, " ".join(["Bees"] * count) + ".") for count in (34, 35, 36, 38)]
    assert flaws[:2] == [0.0, 0.0]
    assert 0.0 < flaws[2] < 0.1
    assert flaws[3] == pytest.approx(3 * flaws[2])


def asked(*lines: str) -> str | None:
    """The question that the last of lines such as "Ada: Why?" answers."""
    cues = tuple(
        Cue(speaker=line.partition(": ")[0], text=line.partition(": ")[2]) for line in lines
    )
    utterances = hear(Transcript(cues=cues))
    question = Press(utterances, ENGLISH).question(len(utterances) - 1)
    return f"{question.speaker}: {question.text}" if question else None


WHY = "Ada: Why do colonies swarm?"
ANSWER = "Bram: The brood nest runs out of room in spring."


@pytest.mark.parametrize(
    ("lines", "question"),
    [
        ([WHY, ANSWER], WHY),
        ([WHY, "Ada: I wonder.", ANSWER], WHY),
        ([WHY, "Ada: I wonder.", "Ada: Nobody told me.", ANSWER], None),
        ([WHY, ANSWER, ANSWER, ANSWER], WHY),
        ([WHY, ANSWER, ANSWER, ANSWER, ANSWER], None),
        ([WHY, "Carla: Good one.", ANSWER], None),
        ([WHY.replace("Ada", "Bram"), ANSWER], None),
        (["Ada: How are you?", WHY, ANSWER], WHY),
    ],
)
def test_an_answer_stands_near_its_question(lines: list[str], question: str | None) -> None:
    """The asker's last two sentences, and the first three of the answer, of two people."""
    assert asked(*lines) == question
