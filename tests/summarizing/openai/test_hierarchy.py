"""What is asked of a model, part by part, and what becomes of a recording's chapters."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from generator.cli import TEMPLATES
from generator.config import ModelSettings
from generator.language.hearing import hear
from generator.model import Episode, Origin, Outline, Reading, all_sentences
from generator.summarizing.extractive import Extractive
from generator.summarizing.openai.client import Reply, TooLongError
from generator.summarizing.openai.hierarchy import Author
from generator.summarizing.openai.prompts import load_prompts
from generator.summarizing.openai.requester import Requester
from tests.conversations import BEES, BEES_STARTS, episode_of, outline_of
from tests.model_servers import faithful

Heading = tuple[int, str]
EPISODE = episode_of(BEES)
FOUND = ("Part 1", "Part 2", "Part 3", "Part 4")
"""What the chapters of the interview are called; they begin at the segments 1, 3, 5 and 7."""


def reading_of(
    episode: Episode = EPISODE, starts: tuple[int, ...] = BEES_STARTS, *, listed: bool = False
) -> Reading:
    """A quoted reading, its chapters called by their numbers."""
    outline = outline_of(episode, starts, FOUND[: len(starts)])
    origin = Origin.SOURCE if listed else Origin.GENERATED
    chapters = tuple(replace(chapter, origin=origin) for chapter in outline.chapters)
    utterances = hear(episode.transcript, episode.language)
    return Extractive().summarize(episode, utterances, Outline(chapters=chapters))


@dataclass
class Model:
    """Answers well, with these chapters; or refuses what has more lines than it takes."""

    chapters: Sequence[Heading] = ()
    most_lines: int = 1000
    outlines: list[str] = field(default_factory=list)
    """What was asked for chapters."""
    others: list[str] = field(default_factory=list)
    """What was asked for sentences."""

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        """Everybody at once."""
        yield

    def limit(self, messages: Sequence[dict[str, str]], room: int) -> int:
        """The room, without any for thinking."""
        return room

    async def post(
        self,
        messages: Sequence[dict[str, str]],
        schema: dict[str, Any],
        deadline: float,
        room: int = 0,
    ) -> Reply:
        """Answer."""
        prompt = messages[1]["content"]
        if "first_segment" in messages[0]["content"]:
            self.outlines.append(prompt)
            chapters = [{"first_segment": first, "title": title} for first, title in self.chapters]
            text = json.dumps({"chapters": chapters})
        else:
            self.others.append(prompt)
            if prompt.count(" | ") > self.most_lines:
                raise TooLongError("too long")
            text = faithful({"messages": messages})
        return Reply(model="m", text=text, whole=True, prompt_tokens=9, answer_tokens=9)


def requester_of(model: Model, folder: Path, **settings: object) -> Requester:
    chosen = ModelSettings.model_validate({"model": "m", **settings})
    return Requester(chosen, load_prompts(TEMPLATES / "prompts"), folder, model)


def rewrite(reading: Reading, model: Model, folder: Path, room: int = 0) -> Reading:
    """The reading in the model's words; `room` is the most tokens of material in a request."""
    requester = requester_of(model, folder)
    if room:
        requester.room = lambda kind: room  # type: ignore[method-assign]
    return asyncio.run(Author(reading, requester).rewrite())


def places(reading: Reading) -> list[Heading]:
    """The first segment of each chapter, counted from 1, and its title."""
    first, found = 1, []
    for chapter in reading.outline.chapters:
        found.append((first, chapter.title))
        first += len(chapter.segments)
    return found


UNCHANGED = [(1, "Part 1"), (3, "Part 2"), (5, "Part 3"), (7, "Part 4")]


@pytest.mark.parametrize(
    ("proposed", "taken"),
    [
        ([(1, "Keeping bees")], [(1, "Keeping bees")]),
        ([(1, "Bees"), (7, "Farewell.")], [(1, "Bees"), (7, "Farewell")]),
        ([(1, "Bees"), (2, "The  orchard")], [(1, "Bees"), (2, "The orchard")]),
        ([(1, "Bees"), (8, "Nothing")], UNCHANGED),
        ([(2, "Bees"), (3, "Mites")], UNCHANGED),
        ([(0, "Bees"), (3, "Mites")], UNCHANGED),
        ([(1, "Bees"), (3, "Swarms"), (3, "Mites")], UNCHANGED),
        ([(1, "Bees"), (5, "Mites"), (3, "Swarms")], UNCHANGED),
        ([], UNCHANGED),
        # names that nobody said: the found title stays where there is one, else the chapter goes
        ([(1, "Bees"), (3, "Of Zanzibar")], [(1, "Bees"), (3, "Part 2")]),
        ([(1, "Bees"), (4, "Of Zanzibar")], [(1, "Bees")]),
        ([(1, "Of Zanzibar"), (5, "Of Quito")], UNCHANGED),
    ],
)
def test_a_models_chapters_are_taken_where_they_can_be(
    proposed: list[Heading], taken: list[Heading], tmp_path: Path
) -> None:
    """They rise from the first segment to the last at most, and titles say what is said there."""
    model = Model(proposed)
    reading = rewrite(reading_of(), model, tmp_path)
    assert places(reading) == taken
    starts = [(chapter.start, chapter.end) for chapter in reading.outline.chapters]
    assert (starts[0][0], starts[-1][1]) == (0.0, 138.0)
    assert all(before[1] == after[0] for before, after in pairwise(starts))
    assert {chapter.origin for chapter in reading.outline.chapters} == {Origin.GENERATED}
    assert [len(part.parts) for part in reading.summary.parts] == [
        len(chapter.segments) for chapter in reading.outline.chapters
    ]
    good = all("Of" not in title for _, title in proposed) and taken != UNCHANGED
    assert len(model.outlines) == (1 if good else 3)


@pytest.mark.parametrize(("chapters", "taken"), [(4, True), (5, False)])
def test_a_model_may_find_twice_as_many_chapters_and_two_more(
    chapters: int, taken: bool, tmp_path: Path
) -> None:
    """More of them is no outline."""
    reading = reading_of()
    segments = tuple(part for each in reading.outline.chapters for part in each.segments)
    one = replace(reading.outline.chapters[0], end=138.0, segments=segments)
    quoted = Extractive().summarize(
        EPISODE, hear(EPISODE.transcript, "en"), Outline(chapters=(one,))
    )
    model = Model([(number, "Bees") for number in range(1, chapters + 1)])
    found = rewrite(quoted, model, tmp_path).outline.chapters
    assert len(found) == (chapters if taken else 1)


@pytest.mark.parametrize(
    ("reading", "asked"),
    [
        (reading_of(), True),
        (reading_of(listed=True), False),
        (reading_of(episode_of("\n".join(BEES.strip().splitlines()[:3])), (0,)), False),
    ],
)
def test_chapters_that_people_listed_stay(reading: Reading, asked: bool, tmp_path: Path) -> None:
    """Nor is anything asked about a single segment."""
    model = Model([(1, "Bees")])
    found = rewrite(reading, model, tmp_path)
    assert bool(model.outlines) == asked
    assert (found.outline == reading.outline) != asked
    assert found.backend == "openai:m"


def test_the_outline_of_a_long_recording_is_asked_in_parts(tmp_path: Path) -> None:
    """Cut where chapters were found, as few parts as fit, each with its own numbers from 1."""
    model = Model([(1, "Bees"), (2, "More bees")])
    reading = rewrite(reading_of(), model, tmp_path, room=400)
    numbers = [
        [line for line in each.split("\n") if " | " in line or line == "---"]
        for each in model.outlines
    ]
    lengths = [sum(line != "---" for line in each) for each in numbers]
    assert sum(lengths) == 7
    assert len(lengths) > 1
    assert all(each[0].startswith("1 | ") and each[-1] != "---" for each in numbers)
    first = [1 + sum(lengths[:part]) for part in range(len(lengths))]
    assert set(first) <= {1, 3, 5, 7}
    assert places(reading) == [
        place
        for start, length in zip(first, lengths, strict=True)
        for place in [(start, "Bees"), (start + 1, "More bees")][:length]
    ]
    calls = (tmp_path / "calls.jsonl").read_text()
    assert '"outline 1"' in calls
    assert f'"outline {len(lengths)}"' in calls


def test_dashes_stand_where_chapters_were_found(tmp_path: Path) -> None:
    """Before each but the first."""
    model = Model([(1, "Bees")])
    rewrite(reading_of(), model, tmp_path)
    material = model.outlines[0].partition("<material>\n")[2].split("\n")
    assert [line.partition(" ")[0] for line in material[:10]] == [
        *("1", "2", "---", "3", "4", "---", "5", "6", "---", "7")
    ]
    assert '"outline"' in (tmp_path / "calls.jsonl").read_text()


@pytest.mark.parametrize(("most_lines", "cut"), [(40, False), (4, True), (2, True)])
def test_what_is_too_long_for_a_server_is_summed_up_in_parts(
    most_lines: int, cut: bool, tmp_path: Path
) -> None:
    """Every sentence still rests on lines of its own part, and all of it is a model's."""
    talk = episode_of(BEES.replace("Ada: Wow, right.", "Ada: The mites came from Asia in 1977."))
    model = Model([(1, "Bees")], most_lines=most_lines)
    reading = rewrite(reading_of(talk), model, tmp_path)
    calls = (tmp_path / "calls.jsonl").read_text()
    assert ("part 2" in calls) == cut
    assert ('"split"' in calls) == cut
    assert all(not sentence.backend for sentence in all_sentences(reading.summary))
    for chapter, part in zip(reading.outline.chapters, reading.summary.parts, strict=True):
        first, last = chapter.segments[0].first_cue, chapter.segments[-1].last_cue
        for sentence in all_sentences(part):
            assert all(first <= source.first_cue <= last for source in sentence.sources)


def test_a_chapter_of_one_segment_has_its_sentences(tmp_path: Path) -> None:
    """There is nothing to merge, so nothing is asked."""
    model = Model(UNCHANGED)
    reading = rewrite(reading_of(), model, tmp_path)
    last = reading.summary.parts[-1]
    assert last.sentences == last.parts[0].sentences
    assert len(model.others) == 7 + 3 + 1  # segments, chapters of several, the episode
    calls = [json.loads(line)["place"] for line in (tmp_path / "calls.jsonl").open()]
    assert sorted(calls) == sorted(
        [
            *("segment 1.1", "segment 1.2", "segment 2.1", "segment 2.2", "segment 3.1"),
            *("segment 3.2", "segment 4.1", "outline", "chapter 1", "chapter 2", "chapter 3"),
            "episode",
        ]
    )


@pytest.mark.parametrize(("settings", "written"), [({}, "en"), ({"language": "de"}, "de")])
def test_summaries_are_written_in_the_language_that_is_set(
    settings: dict[str, str], written: str, tmp_path: Path
) -> None:
    """Else in the recording's own: of segments, outlines and episodes alike."""
    model = Model([(1, "Bees")])
    requester = requester_of(model, tmp_path, **settings)
    reading = reading_of()
    asyncio.run(Author(reading, requester).rewrite())
    asked = [*model.outlines, *model.others]
    assert {prompt.split("\n")[0] for prompt in asked} == {f"Language: {written}"}
    assert sum("Series: Hedgerow Hour" in prompt for prompt in asked) == len(asked)


@pytest.mark.parametrize(("room", "all_shown"), [(4000, True), (700, False)])
def test_a_level_sees_all_lines_of_what_it_merges_or_some_of_each(
    room: int, all_shown: bool, tmp_path: Path
) -> None:
    """Not only those that the level below cites: what is left out is left out evenly."""
    model = Model([(1, "Bees")])
    rewrite(reading_of(), model, tmp_path, room=room)
    [episode] = [prompt for prompt in model.others if "\n# Bees\n" in prompt]
    said = [f": {line.partition(': ')[2]}\n" for line in BEES.strip().splitlines()]
    shown = [line in episode for line in said]
    assert all(shown) == all_shown
    assert all(any(shown[n : n + 6]) for n in range(0, len(shown) - 6, 6))
