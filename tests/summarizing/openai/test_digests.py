"""Digests in a model's words: what is asked, what is taken of an answer, and where it stands."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from generator.cli import TEMPLATES
from generator.config import ModelSettings
from generator.language.hearing import hear
from generator.model import Digest, Outline, Period, Reading, Sentence, Summary
from generator.summarizing.openai import digests, ledger
from generator.summarizing.openai.client import Reply, TooLongError
from generator.summarizing.openai.digests import Editor
from generator.summarizing.openai.passages import lines_of
from generator.summarizing.openai.prompts import load_prompts
from generator.summarizing.openai.requester import Requester
from tests.conversations import BEES, episode_of, outline_of
from tests.model_servers import faithful

Issue = dict[str, Any]
LINES = BEES.strip().splitlines()


def reading_of(slug: str, title: str, lines: Sequence[str], starts: tuple[int, ...]) -> Reading:
    """A reading that quotes all that is said, its chapters called by their numbers."""
    episode = replace(episode_of("\n".join(lines), title=title), slug=slug)
    outline = outline_of(episode, starts, tuple(f"Part {n}" for n in range(1, len(starts) + 1)))
    heard = lines_of(hear(episode.transcript, episode.language))
    said = tuple(Sentence(text=line.text, sources=line.sources) for line in heard)
    summary = Summary(sentences=said, parts=(Summary(),) * len(starts))
    return Reading(
        episode=episode, outline=Outline(chapters=outline.chapters), summary=summary,
        backend="extractive", coverage=1.0,
    )  # fmt: skip


BEES_READING = reading_of("bees", "Keeping bees", LINES[:14], (0, 6))
MITES_READING = reading_of("mites", "On mites", LINES[14:20], (0,))


def digest_of(*readings: Reading, period: Period = Period.MONTH) -> Digest:
    """A digest that is quoted, newest first."""
    return Digest(
        slug=f"2026-{period.value}", title="2026", start=dt.date(2026, 1, 1), readings=readings,
        highlights=(), period=period,
    )  # fmt: skip


@dataclass
class Writer:
    """Answers with what it makes of the lines, by number; refuses more of them than it takes."""

    write: Callable[[Mapping[int, str]], Issue] | None = None
    most_lines: int = 1000
    asked: list[str] = field(default_factory=list)

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
        lines = dict(numbered(prompt))
        self.asked.append(prompt)
        if len(lines) > self.most_lines:
            raise TooLongError("too long")
        text = json.dumps(self.write(lines)) if self.write else faithful({"messages": messages})
        return Reply(model="m", text=text, whole=True, prompt_tokens=9, answer_tokens=9)


def numbered(prompt: str) -> list[tuple[int, str]]:
    """The lines of a prompt."""
    rows = (line.partition(" | ") for line in prompt.split("\n") if " | " in line)
    return [(int(number), text) for number, _, text in rows if number.isdigit()]


def editor_of(writer: Writer, folder: Path, **settings: object) -> Editor:
    """An editor whose answers are kept in `folder`."""
    chosen = ModelSettings.model_validate({"model": "m", **settings})
    return Editor(Requester(chosen, load_prompts(TEMPLATES / "prompts"), folder, writer))


def written(writer: Writer, folder: Path, *digests: Digest, **settings: object) -> list[Digest]:
    """The digests in the model's words."""
    return list(asyncio.run(editor_of(writer, folder, **settings).write(digests)))


BOTH = digest_of(BEES_READING, MITES_READING)


def item(lines: Mapping[int, str], *numbers: int) -> Issue:
    """A sentence that says the lines it cites."""
    text = " and ".join(lines[n].partition(": ")[2].rstrip(".?!") for n in numbers)
    return {"text": f"{text}.", "lines": list(numbers)}


def issue(lines: Mapping[int, str], **parts: object) -> Issue:
    """A sound issue over some lines, with other parts where they are given."""
    first, last = min(lines), max(lines)
    sound = {
        "lead": [item(lines, first)],
        "themes": [{"name": "It goes on", "items": [item(lines, first + 1), item(lines, last)]}],
    }
    return {key: [] for key in ("differences", "terms", "numbers", "chapters")} | sound | parts


def test_a_digest_is_of_two_episodes_at_least(tmp_path: Path) -> None:
    """The oldest first, each with the chapters that its lines stand in; of one nothing is asked."""
    writer = Writer()
    alone = digest_of(BEES_READING)
    assert written(writer, tmp_path, alone) == [alone]
    assert writer.asked == []
    [made] = written(writer, tmp_path, BOTH)
    assert made.backend == "openai:m"
    headings = [line for line in writer.asked[0].split("\n") if line.startswith("#")]
    assert headings == [
        "# 1. On mites (Hedgerow Hour)",
        "## Part 1",
        "# 2. Keeping bees (Hedgerow Hour)",
        "## Part 1",
        "## Part 2",
    ]
    assert made.sections
    assert {quoted.reading.id for quoted in made.quoted()} == {BEES_READING.id, MITES_READING.id}
    for quoted in made.quoted():
        chapter = quoted.reading.outline.chapters[quoted.chapter]
        cue = quoted.sentence.sources[0].first_cue
        assert chapter.segments[0].first_cue <= cue <= chapter.segments[-1].last_cue


def test_a_sentence_may_rest_on_two_recordings(tmp_path: Path) -> None:
    """It then has a quotation for each, with the sources that lie in it."""

    def write(lines: Mapping[int, str]) -> Issue:
        return issue(lines, lead=[item(lines, min(lines), max(lines))])

    [made] = written(Writer(write), tmp_path, BOTH)
    [lead] = made.highlights
    [other] = lead.others
    assert (lead.reading.id, other.reading.id) == (MITES_READING.id, BEES_READING.id)
    assert lead.sentence.text == other.sentence.text
    assert lead.sentence.sources != other.sentence.sources


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        ({"name": "It goes on", "items": (1, -1)}, True),
        ({"name": "It goes on", "items": (1,)}, False),
        ({"name": "It goes on", "items": (1, 2)}, False),
        ({"name": "It goes to Zanzibar", "items": (1, -1)}, False),
        ({"name": "", "items": (1, -1)}, False),
        ({"name": "word " * 12, "items": (1, -1)}, True),
        ({"name": "word " * 13, "items": (1, -1)}, False),
    ],
)
def test_a_theme_is_borne_out_by_two_recordings(
    part: Mapping[str, Any], kept: bool, tmp_path: Path
) -> None:
    """One sentence, one recording, a name that nobody said or a long heading make none."""

    def write(lines: Mapping[int, str]) -> Issue:
        numbers = sorted(lines)
        items = [item(lines, numbers[place]) for place in part["items"]]
        return issue(lines, themes=[{"name": part["name"], "items": items}])

    [made] = written(Writer(write), tmp_path, BOTH)
    assert bool(made.sections) is kept


@pytest.mark.parametrize("others", [1, 2])
def test_what_stands_of_a_theme_is_kept(others: int, tmp_path: Path) -> None:
    """Two of three carry it; one alone stands by itself, with its source, without the heading."""

    def write(lines: Mapping[int, str]) -> Issue:
        numbers = sorted(lines)
        items = [item(lines, place) for place in (numbers[1], numbers[-1])[:others]]
        wrong = {"text": "Anselm sold 4711 candles.", "lines": [numbers[0]]}
        return issue(lines, themes=[{"name": "It goes on", "items": [wrong, *items]}])

    [made] = written(Writer(write), tmp_path, BOTH)
    assert [len(each.quotations) for each in made.sections] == [2] * (others - 1)
    assert [each.sentence.sources[0].first_cue for each in made.moments] == [1] * (2 - others)


def test_an_issue_without_a_lead_begins_with_its_themes(tmp_path: Path) -> None:
    """It is asked for again first; a theme of three has enough without its first sentence."""

    def write(lines: Mapping[int, str]) -> Issue:
        numbers = sorted(lines)
        items = [item(lines, place) for place in (numbers[1], numbers[2], numbers[-1])]
        wrong = {"text": "Anselm sold 4711 candles.", "lines": [numbers[0]]}
        return issue(lines, lead=[wrong], themes=[{"name": "It goes on", "items": items}])

    writer = Writer(write)
    [made] = written(writer, tmp_path, BOTH)
    assert len(writer.asked) > 1
    assert [each.sentence.sources[0].first_cue for each in made.highlights] == [1]
    assert [len(each.quotations) for each in made.sections] == [2]


def test_lines_that_say_nothing_are_not_shown(tmp_path: Path) -> None:
    """Unless a sentence rests on them: what has no word about anything has nothing to cite."""
    said = [*LINES[14:17], "Ines: Okay, yeah.", "Ines: I don't know.", "Ines: About 20.", LINES[17]]
    reading = reading_of("mites", "On mites", said, (0,))
    told = Summary(sentences=reading.summary.sentences[:1], parts=reading.summary.parts)
    writer = Writer()
    written(writer, tmp_path, digest_of(BEES_READING, replace(reading, summary=told)))
    shown = [text for _, text in numbered(writer.asked[0])]
    assert not {"Ines: Okay, yeah.", "Ines: I don't know."}.intersection(shown)
    assert {"Ines: About 20.", LINES[17]}.issubset(shown)


def test_a_month_may_be_named(tmp_path: Path) -> None:
    """That of a recording's day, by which a longer time tells what came when; another may not."""
    readings = [
        replace(each, episode=replace(each.episode, date=dt.date(2026, 8, day)))
        for day, each in enumerate((BEES_READING, MITES_READING), start=1)
    ]

    def write(lines: Mapping[int, str]) -> Issue:
        first = item(lines, min(lines))
        lead = [{**first, "text": f"In {month}, {first['text']}"} for month in ("August", "March")]
        return issue(lines, lead=lead)

    [made] = written(Writer(write), tmp_path, digest_of(*readings))
    assert [each.sentence.text[:9] for each in made.highlights] == ["In August"]


def test_what_is_left_out_of_an_issue_is_told_with_its_reason(tmp_path: Path) -> None:
    """The issue is printed and not asked for again, and the ledger says what was refused."""

    def write(lines: Mapping[int, str]) -> Issue:
        wrong = {"name": "Wax", "text": "Anselm sold 4711 candles.", "lines": [min(lines)]}
        return issue(lines, terms=[wrong])

    writer = Writer(write)
    [made] = written(writer, tmp_path, BOTH)
    assert made.sections
    assert len(writer.asked) == 1
    [call] = ledger.read(tmp_path / ledger.NAME)
    assert call.result == "reduced"
    assert any("4711" in fault for fault in call.faults)


def test_nothing_is_said_twice_in_an_issue(tmp_path: Path) -> None:
    """A sentence of the lead is dropped from a theme, and with it a theme that it carried."""

    def write(lines: Mapping[int, str]) -> Issue:
        first, last = item(lines, min(lines)), item(lines, max(lines))
        return issue(lines, lead=[first], themes=[{"name": "It goes on", "items": [first, last]}])

    [made] = written(Writer(write), tmp_path, BOTH)
    assert made.sections == ()


def test_terms_numbers_differences_and_chapters_have_their_places(tmp_path: Path) -> None:
    """Each with its heading; chapters are those of the lines that say why, one of a recording."""

    def write(lines: Mapping[int, str]) -> Issue:
        numbers = sorted(lines)
        sides = [item(lines, numbers[2]), item(lines, numbers[-2])]
        word = lines[numbers[3]].split()[-1].rstrip(".?!")
        return issue(
            lines,
            differences=[{"name": "Boxes", "items": sides}],
            terms=[{"name": word, **item(lines, numbers[3])}],
            numbers=[{"name": "97 boxes", **item(lines, numbers[6])}],
            chapters=[{"name": "", **item(lines, number)} for number in numbers[4:6]],
        )

    [made] = written(Writer(write), tmp_path, BOTH)
    [difference] = made.differences
    assert (difference.heading, len(difference.quotations)) == ("Boxes", 2)
    assert [each.term for each in made.terms] != []
    assert made.numbers == ()  # nobody said it
    [(reading, chapter)] = made.chapters
    assert [(each.reading, each.chapter) for each in made.reasons] == [(reading, chapter)]


def test_a_year_is_told_what_its_months_say(tmp_path: Path) -> None:
    """And a month is not told what the year says; other months are none of its business."""
    writer = Writer()
    year = replace(BOTH, slug="2026", period=Period.YEAR)
    month, long = written(writer, tmp_path, BOTH, year)
    first, second = writer.asked
    assert "Told elsewhere" not in first
    told = [line for line in second.split("\n") if line.startswith("Told elsewhere: ")]
    assert told[0] == f"Told elsewhere: {month.highlights[0].sentence.text}"
    assert len(told) == len(month.highlights) + len(month.sections)
    assert long.period is Period.YEAR


@pytest.mark.parametrize(("share", "count"), [(0.25, 3), (0.0, 0)])
def test_a_year_is_told_what_its_months_explain(
    share: float, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As far as its share of the room goes: what they claim comes first."""
    monkeypatch.setattr(digests, "SHARE_TOLD", share)

    def write(lines: Mapping[int, str]) -> Issue:
        number = sorted(lines)[3]
        word = lines[number].split()[-1].rstrip(".?!")
        return issue(lines, terms=[{"name": word, **item(lines, number)}])

    writer = Writer(write)
    year = replace(BOTH, slug="2026", period=Period.YEAR)
    month, _ = written(writer, tmp_path, BOTH, year)
    told = [line for line in writer.asked[1].split("\n") if line.startswith("Told elsewhere: ")]
    assert len(told) == count
    assert told[2:] == [f"Told elsewhere: {each.term}" for each in month.terms][:count]


def test_what_a_server_finds_too_long_is_asked_in_short(tmp_path: Path) -> None:
    """Fewer lines of every recording, at least one of each; below that it stays as quoted."""
    writer = Writer(most_lines=6)
    [made] = written(writer, tmp_path, BOTH)
    assert made.backend == "openai:m"
    assert len(numbered(writer.asked[-1])) <= 6
    assert {line[0] for line in writer.asked[-1].split("\n") if line.startswith("# ")} == {"#"}
    none = Writer(most_lines=0)
    assert written(none, tmp_path / "none", BOTH) == [BOTH]


def test_an_issue_is_asked_for_once(tmp_path: Path) -> None:
    """A later build finds it, an edited sentence and heading in it among them."""
    writer = Writer()
    [made] = written(writer, tmp_path, BOTH)
    path = tmp_path / f"digests/{BOTH.slug}.json"
    assert written(Writer(most_lines=-1), tmp_path, BOTH) == [made]
    record = json.loads(path.read_text())
    entry = next(each for each in record["answers"][0]["sentences"] if each["part"] == "themes")
    entry["name"] = "Bees go on"
    path.write_text(json.dumps(record))
    [edited] = written(Writer(most_lines=-1), tmp_path, BOTH)
    assert edited.sections[0].heading == "Bees go on"
