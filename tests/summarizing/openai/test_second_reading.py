"""The second reading: what is asked, what is left of a page, and what it lets through."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator.model import Sentence, Source, Summary
from generator.summarizing.openai.answers import Judgements
from generator.summarizing.openai.passages import CitableLine
from generator.summarizing.openai.prompts import About
from generator.summarizing.openai.second_reading import (
    Cited,
    check_verdicts,
    compose_check,
    without_what_fails,
)
from tests.conftest import Run
from tests.model_servers import Answer, Oracle, faithful, serving
from tests.summarizing.openai.conftest import FILES, Build

TIDES = {"shows/slow/2026-03-02-tides.vtt": FILES["shows/slow/2026-03-02-tides.vtt"]}


def is_check(body: dict[str, Any]) -> bool:
    """Whether a request is for a second reading."""
    return '"verdicts"' in body["messages"][0]["content"]


def judging(verdict: str, should_say: str = "") -> Answer:
    """Answers well, save for a verdict on the sentence about the horn that sounds."""

    def answer(body: dict[str, Any]) -> str:
        record = json.loads(faithful(body))
        if is_check(body):
            prompt = body["messages"][1]["content"]
            for each in record["verdicts"]:
                said = prompt.split(f"Sentence {each['sentence']}: ")[1].splitlines()[0]
                if "sum of all the cosines" in said or "computed every tide" in said:
                    each |= {"verdict": verdict, "should_say": should_say}
        return json.dumps(record)

    return answer


def published(folder: Path) -> dict[str, Any]:
    """What is published of the recording, for programs."""
    [path] = (folder / "site" / "slow").glob("*tides*/episode.json")
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def sentences(record: dict[str, Any]) -> list[dict[str, Any]]:
    """All sentences of a record that a model wrote."""
    found = list(record["summary"])
    for chapter in record["chapters"]:
        found += chapter["summary"]
        for segment in chapter["segments"]:
            found += segment["summary"]
    return [each for each in found if "backend" not in each]


@pytest.mark.parametrize("context", [8192, 64_000], ids=["level by level", "whole"])
def test_all_sentences_are_read_again_in_one_request(
    build: Build, oracle: Oracle, tmp_path: Path, context: int
) -> None:
    """Each beside its lines, once; what stands carries both checks, and the page says so."""
    build(oracle, TIDES, check="true", context=context)
    [asked] = [body for body in oracle.bodies if is_check(body)]
    prompt = asked["messages"][1]["content"]
    assert oracle.bodies[-1] is asked
    told = sentences(published(tmp_path))
    assert {tuple(each["checks"]) for each in told} == {("words", "reading")}
    read = re.findall(r"(?m)^Sentence \d+: (.*)$", prompt)
    assert len(read) == len(set(read))
    assert {each["text"] for each in told} <= set(read)
    [page] = (tmp_path / "site" / "slow").glob("*tides*/index.html")
    assert "read a second time" in page.read_text(encoding="utf-8")
    assert 'data-checks="words reading"' in page.read_text(encoding="utf-8")


def test_a_figure_is_read_again_with_its_number_and_an_answer_with_its_question(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """What a sentence is printed under is half of what it says; with it, it is left out."""
    numbers: list[str] = []

    def answer(body: dict[str, Any]) -> str:
        record = json.loads(faithful(body))
        if is_check(body):
            prompt = body["messages"][1]["content"]
            numbers.extend(re.findall(r"(?m)^Sentence (\d+): \[", prompt))
            for number in numbers:
                record["verdicts"][int(number) - 1]["verdict"] = "not there"
        return json.dumps(record)

    oracle.answer = answer
    build(oracle, TIDES, check="true", context=64_000)
    notes = published(tmp_path)["notes"]
    assert len(numbers) >= 2
    assert not {"figures", "exchanges", "terms"} & {name for name, each in notes.items() if each}


def test_a_second_reading_is_paid_for_once(build: Build, oracle: Oracle) -> None:
    """Its verdicts are kept like other answers."""
    build(oracle, TIDES, check="true")
    asked = len(oracle.bodies)
    build(oracle, TIDES, check="true")
    assert len(oracle.bodies) == asked


def test_a_sentence_is_read_again_once_whatever_stands_beside_it(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """A person's edit, or a sentence that is deleted, costs no reading of the others."""
    build(oracle, TIDES, check="true", context=64_000)
    asked = len(oracle.bodies)
    [path] = (tmp_path / "content/summaries/slow").glob("*tides*.json")
    record = json.loads(path.read_text(encoding="utf-8"))
    page = next(each for each in record["answers"] if each["kind"] == "page")
    page["sentences"][0]["text"] = "A brass machine computed the tides of Hollin."
    del page["sentences"][-1]
    path.write_text(json.dumps(record), encoding="utf-8")
    build(oracle, TIDES, check="true", context=64_000)
    assert len(oracle.bodies) == asked
    assert "A brass machine computed the tides of Hollin." in json.dumps(published(tmp_path))


def test_nothing_is_read_again_where_that_is_off(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """Then sentences carry the check by words alone, and the page says no more than that."""
    build(oracle, TIDES, check="false")
    assert not any(map(is_check, oracle.bodies))
    assert {tuple(each["checks"]) for each in sentences(published(tmp_path))} == {("words",)}
    [page] = (tmp_path / "site" / "slow").glob("*tides*/index.html")
    text = page.read_text(encoding="utf-8")
    assert "read a second time" not in text
    assert "were looked for in what was said" in text


def test_another_model_may_read_again(build: Build, oracle: Oracle) -> None:
    """It alone is asked for verdicts, by its name."""
    build(oracle, TIDES, check="judge")
    models = {(is_check(body), body["model"]) for body in oracle.bodies}
    assert models == {(False, "oracle"), (True, "judge")}


@pytest.mark.parametrize(
    ("verdict", "should_say", "left"),
    [
        ("distorts", "A pen drew the sum on a long roll of paper.", True),
        ("distorts", "A pen drew 900 whales.", False),
        ("distorts", "", False),
        ("not there", "", False),
    ],
)
def test_what_does_not_stand_is_corrected_or_left_out(
    build: Build, tmp_path: Path, verdict: str, should_say: str, left: bool
) -> None:
    """A correction must pass the check by words itself."""
    with serving(Oracle(answer=judging(verdict, should_say))) as server:
        build(server, TIDES, check="true")
        wrong = ("sum of all the cosines", "computed every tide")
        told = [each["text"] for each in sentences(published(tmp_path))]
        assert told
        assert not any(phrase in text for phrase in wrong for text in told)
        if not left:
            assert should_say not in told or not should_say


def test_a_passage_speaks_for_a_chapter_whose_first_sentence_does_not_stand() -> None:
    """The one that rests on the same cues leaves its passage; others stay where they are."""

    def said(text: str, cue: int) -> Sentence:
        source = Source(first_cue=cue, last_cue=cue, start=None, end=None)
        return Sentence(text=text, sources=(source,))

    passages = tuple(Summary(sentences=(said(f"Passage {n}.", n),)) for n in (1, 2))
    for rest in ((), (said("Another.", 3),)):
        chapter = Summary(sentences=(said("Wrong.", 2), *rest), parts=passages)
        told = Summary(sentences=(said("Point.", 2),), parts=(chapter,))
        [left] = without_what_fails(
            told, lambda sentence, heading="": None if sentence.text == "Wrong." else sentence
        ).parts
        assert [each.text for each in left.sentences] == [
            "Passage 2.", *(each.text for each in rest)
        ]  # fmt: skip
        assert [len(part.sentences) for part in left.parts] == [1, 0]


def test_what_cannot_be_read_again_is_published_as_it_was(build: Build, tmp_path: Path) -> None:
    """A reader that never answers costs no sentence; each says which checks it passed."""

    def answer(body: dict[str, Any]) -> str:
        return "Well." if is_check(body) else faithful(body)

    with serving(Oracle(answer=answer)) as server:
        build(server, TIDES, check="true")
    assert {tuple(each["checks"]) for each in sentences(published(tmp_path))} == {("words",)}


def test_a_plan_counts_the_second_reading(
    build: Build, oracle: Oracle, run: Run, tmp_path: Path
) -> None:
    """Before anything is written as well, by what there would be to read."""
    content = tmp_path / "content"
    build(oracle, TIDES, check="true")
    for path in (content / "summaries").rglob("*.json"):
        path.unlink()
    before = run("plan", "--content", content).output
    (content / "site.yaml").write_text(
        (content / "site.yaml").read_text().replace("check: true", "check: false")
    )
    after = run("plan", "--content", content).output
    assert before != after


def test_a_prompt_shows_lines_beside_each_sentence() -> None:
    """What is cited, a line before and after, and dots for what lies between."""
    speech = [CitableLine(text=f"Line {n}.", sources=(), owner=n) for n in range(9)]
    prompt = compose_check(
        "Rules.",
        About(title="Gears", speakers=("Ines", "Tom")),
        [Cited(text="One\nthing.", lines=(speech[1], speech[6]))],
        speech,
    )
    assert prompt.user.splitlines() == [
        "Title: Gears",
        "People: Ines, Tom",
        "<material>",
        "Sentence 1: One thing.",
        "around | Line 0.",
        "cited | Line 1.",
        "around | Line 2.",
        "...",
        "around | Line 5.",
        "cited | Line 6.",
        "around | Line 7.",
        "</material>",
    ]


def test_verdicts_are_understood_however_they_are_written() -> None:
    """Case, marks and order do not matter; an unknown one is none."""
    cited = [Cited(text=f"Claim {n}.", lines=()) for n in range(4)]
    given = [(3, "not_there", ""), (1, "Stands.", "x"), (2, "distorts", "So."), (4, "maybe", "")]
    verdict = check_verdicts(
        Judgements.model_validate(
            {
                "verdicts": [
                    {"sentence": number, "verdict": text, "should_say": said}
                    for number, text, said in given
                ]
            }
        ),
        cited,
    )
    assert [each.text for each in verdict.statements] == ["stands", "distorts: So.", "not there"]
    assert verdict.faults == ("sentence 4 has no verdict",)
    assert not verdict.enough
