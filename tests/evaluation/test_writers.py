"""Two backends side by side: what each row of the comparison counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.evaluation.writers import table
from generator.model import (
    Library,
    Origin,
    Outline,
    Reading,
    Sentence,
    Source,
    Summary,
    Transcript,
)
from generator.summarizing import Report
from generator.summarizing.openai import ledger
from tests.conversations import BEES, BEES_STARTS, episode_of, outline_of

EPISODE = episode_of(BEES)
TITLES = ("Welcome", "Empty combs", "Oxalic acid", "Farewell")
HERE = (Source(first_cue=8, last_cue=8, start=48.0, end=54.0),)
CALL = ledger.Call(
    at="2026-03-01T00:00:00+00:00",
    file="hedgerow/bees",
    place="whole",
    key="k",
    prompt="p",
    model="oracle",
    posts=1,
    prompt_tokens=1000,
    answer_tokens=234,
    cost=0.25,
    seconds=1.0,
    result="verified",
)


def said(text: str, backend: str = "") -> Sentence:
    return Sentence(text=text, sources=HERE, backend=backend)


def reading(
    *chapters: tuple[Sentence, ...], points: tuple[Sentence, ...] = (), backend: str = "openai:x"
) -> Reading:
    parts = tuple(Summary(sentences=each) for each in (*chapters, *[()] * (4 - len(chapters))))
    return Reading(
        episode=EPISODE,
        outline=outline_of(EPISODE, BEES_STARTS, TITLES),
        summary=Summary(sentences=points, parts=parts),
        backend=backend,
        coverage=0.25,
    )


def unlisted(one: Reading) -> Reading:
    chapters = (replace(each, origin=Origin.GENERATED) for each in one.outline.chapters)
    return replace(one, outline=Outline(chapters=tuple(chapters)))


def figures(readings: list[Reading], content: Path = Path("nowhere")) -> dict[str, str]:
    """The figures of one side by the names of their rows."""
    library = Library(shows=(), readings=tuple(readings), digests=())
    rows = list(table([("oracle@prompts", (library, Report()))], content))[1:]
    return {row[:36].strip(): row[36:].strip() for row in rows}


EMPTY = (said("A colony gets empty combs."),)
ACID = (said("It is the moment for acid."),)


@pytest.mark.parametrize(
    ("readings", "recall"),
    [
        ([reading((), EMPTY)], "1.000"),
        ([reading((), EMPTY, ACID)], "0.750"),
        ([reading((), EMPTY, ACID), reading((), EMPTY)], "0.875"),
        ([reading((), EMPTY, ACID), unlisted(reading((), ACID))], "0.750"),
        ([reading()], "—"),
    ],
)
def test_recall_is_of_the_titles_that_people_gave(readings: list[Reading], recall: str) -> None:
    """The mean over chapters that say anything, then over recordings that have such."""
    assert figures(readings)["recall of people's chapter titles"] == recall


@pytest.mark.parametrize(
    ("one", "share"),
    [
        (reading(EMPTY, (said("Combs.", "extractive"),)), "0.500"),
        (reading(EMPTY, (said("Combs.", "edited"),)), "0.000"),
        (reading(EMPTY, points=(said("Combs.", "extractive"),) * 3), "0.750"),
        (reading(EMPTY, backend="extractive"), "1.000"),
        (reading(), "1.000"),
    ],
)
def test_what_a_model_left_to_quotations_is_told(one: Reading, share: str) -> None:
    """All of it where nothing was written; of what was, each sentence by its writer."""
    assert figures([one])["share of quoted sentences"] == share


def test_length_and_faults_are_of_the_whole_page() -> None:
    """Key points and chapters are read; a number that nobody said is at fault; silence has none."""
    long = reading((said("bees " * 115),), points=(said("In 1931 " + "bees " * 113),))
    found = figures([long])
    assert found["minutes to read"] == "1.000"
    assert found["names and numbers to the letter"] == "0.500"
    assert found["coverage of segments"] == "0.250"
    assert found["chapters"] == "4.000"
    assert figures([reading()])["names and numbers to the letter"] == "0.000"


def test_recordings_without_a_transcript_count_for_nothing() -> None:
    """No mean is lowered by what no backend could write."""
    silent = replace(EPISODE, transcript=Transcript(cues=()))
    assert figures([reading(EMPTY), replace(reading(), episode=silent, coverage=0.0)]) == figures(
        [reading(EMPTY)]
    )


def test_what_a_side_has_cost_is_that_of_its_model(tmp_path: Path) -> None:
    """With any prompts: all calls on record that this model answered, and no other's."""
    record = tmp_path / "summaries" / ledger.NAME
    for call in (CALL, replace(CALL, cost=0.5), replace(CALL, model="other", cost=9.0)):
        ledger.append(record, call)
    found = figures([reading()], tmp_path)
    assert (found["tokens on record"], found["cost on record"]) == ("2,468", "0.7500")


def test_problems_stand_below_with_their_side() -> None:
    """What another build may do better, and no mere notes."""
    library = Library(shows=(), readings=(reading(),), digests=())
    report = Report(notes=("asked twice",), problems=("no answer",))
    rows = list(table([("one", (library, Report())), ("two", (library, report))], Path("nowhere")))
    assert rows[0].split() == ["one", "two"]
    assert rows[-1] == "two: no answer"
    assert not any("asked twice" in row for row in rows)
