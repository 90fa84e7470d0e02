"""How often a question is asked, how, and how much it may hold."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from generator.config import ModelSettings
from generator.summarizing.openai import requester
from generator.summarizing.openai.answers import BadAnswerError, Claims, read_answer
from generator.summarizing.openai.ledger import Call, append, read
from generator.summarizing.openai.passages import CitableLine, Group
from generator.summarizing.openai.prompts import (
    IN_VIEW,
    SENTENCES,
    WORDS,
    About,
    Kind,
    compose,
    people_in,
)
from generator.summarizing.openai.requester import Requester
from tests.model_servers import Fault, Oracle, completion, faithful, serving
from tests.summarizing.openai.conftest import FILES, Build

TIDES = {"shows/slow/2026-03-02-tides.vtt": FILES["shows/slow/2026-03-02-tides.vtt"]}


def wrong(body: dict[str, Any]) -> str:
    """An answer of the right shape, at length, whose sentences were never said."""
    claims = [
        {"text": f"There were {900 + n} kettles {'x' * 150}.", "lines": [1]} for n in range(12)
    ]
    return json.dumps({"sentences": claims})


def test_what_cannot_be_published_is_asked_twice_again(build: Build) -> None:
    """With the answer, as far as 1,600 characters, and all of its faults."""
    with serving(Oracle(answer=wrong)) as server:
        build(server, TIDES, concurrency=1)
        asked = Counter(server.prompts)
        assert set(asked.values()) == {3}
        again = next(body for body in server.bodies if len(body["messages"]) > 2)
    assert len(again["messages"][2]["content"]) == 1600 + 6 * 88  # as much as is expected, too
    assert again["messages"][3]["content"].count("\n- ") == 12


def test_what_is_mended_is_not_asked_again(build: Build, tmp_path: Path) -> None:
    """A good second answer is the last; the record says what it took."""

    def late(number: int, body: dict[str, Any]) -> Fault | None:
        good = len(body["messages"]) > 2
        return None if good else lambda handler: handler.reply(200, completion(wrong(body)))

    with serving(Oracle(script=late)) as server:
        build(server, TIDES, concurrency=1)
        assert set(Counter(server.prompts).values()) == {2}
    calls = list(read(tmp_path / "content/summaries/calls.jsonl"))
    assert {(call.result, call.posts) for call in calls} == {("repaired", 2)}


def test_no_more_calls_are_under_way_than_can_be_paid(build: Build) -> None:
    """Where the dearest call takes most of what may be spent, each waits for the one before."""
    under_way = most = 0

    def count(body: dict[str, Any]) -> str:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        time.sleep(0.03)
        under_way -= 1
        return faithful(body)

    prices = "{oracle: {input: 0, output: 1000}}"  # an answer of 1,024 tokens is 1.024 at most
    with serving(Oracle(answer=count)) as server:
        result = build(server, TIDES, concurrency=8, prices=prices, max_cost=2)
        assert result.exit_code == 0, result.output
    assert most == 1


@pytest.mark.parametrize(
    ("context", "fixed", "room"), [(8192, "", 6768), (8192, "abc " * 100, 6668), (2048, "", 624)]
)
def test_a_request_holds_what_the_context_leaves(
    context: int, fixed: str, room: int, tmp_path: Path
) -> None:
    """Less the answer, the fixed part and 400 tokens for what stands before the material."""
    settings = ModelSettings(model="m", context=context)
    prompts: dict[str, str] = dict.fromkeys(Kind, fixed)
    assert Requester(settings, prompts, tmp_path, None).room(Kind.SEGMENT) == room
    long: dict[str, str] = dict.fromkeys(Kind, "abc " * 9000)
    assert Requester(settings, long, tmp_path, None).room(Kind.SEGMENT) == 200


def test_the_limits_of_asking() -> None:
    """Three posts, 400 tokens kept free, 1,600 characters of a wrong answer."""
    assert (requester.MOST_POSTS, requester.PREFACE_TOKENS, requester.LONGEST_QUOTED_ANSWER) == (
        3,
        400,
        1600,
    )


@pytest.mark.parametrize(
    ("kind", "groups", "lines", "asked"),
    [
        (Kind.SEGMENT, 1, 1, "1 sentence, at most 50 words"),
        (Kind.SEGMENT, 1, 2, "1 to 2 sentences, at most 50 words"),
        (Kind.SEGMENT, 1, 9, "1 to 2 sentences, at most 50 words"),
        (Kind.CHAPTER, 2, 9, "1 to 3 sentences, at most 60 words"),
        (Kind.EPISODE, 2, 9, "1 to 3 sentences, at most 150 words"),
        (Kind.EPISODE, 8, 9, "1 to 4 sentences, at most 150 words"),
        (Kind.EPISODE, 20, 9, "1 to 6 sentences, at most 150 words"),
    ],
)
def test_so_much_is_asked_for(kind: Kind, groups: int, lines: int, asked: str) -> None:
    """No more sentences than there are lines, and for an episode half as many as chapters."""
    said = tuple(CitableLine(text=f"Line {number}", sources=()) for number in range(lines))
    material = [Group(heading="A", lines=said), *[Group(heading="B")] * (groups - 1)]
    request = compose(kind, "", About(title="T"), material)
    assert f"Write {asked} in all." in request.user
    assert f"\n{lines} | Line {lines - 1}\n" in request.user
    assert (
        set(SENTENCES)
        == set(WORDS)
        == set(Kind) - {Kind.OUTLINE, Kind.DIGEST, Kind.CHECK} - IN_VIEW
    )


def test_twelve_people_are_named() -> None:
    """More would be a list and no help."""
    names = tuple(f"Person{letter}" for letter in "abcdefghijklm")
    lines = (CitableLine(text=f"So {', '.join(names)} were there.", sources=()),)
    request = compose(Kind.SEGMENT, "", About(title="T", speakers=names), [Group(lines=lines)])
    people = next(line for line in request.user.split("\n") if line.startswith("People: "))
    assert people.count(", ") == 11
    assert people.endswith(names[11])


def test_people_are_named_where_they_come_up() -> None:
    """By any part of a name, as speakers, and misheard; nobody else, so nobody else is paid for."""
    people = ("Ines Kowalczyk", "Dr Bo Li", "Ada Voss", "Ola Nordmann", "王芳")
    said = {
        "Ines: So it was.": ("Ines Kowalczyk",),
        "We asked Kowalchyk about it.": ("Ines Kowalczyk",),
        "the voss of it": ("Ada Voss",),
        "It was a boli.": (),
        "王芳 said so.": ("王芳",),
        "Nordman said so, and Ada.": ("Ada Voss", "Ola Nordmann"),
    }
    assert {text: people_in(text, people) for text in said} == said


@pytest.mark.parametrize(("spare", "good"), [(0, True), (1, False)])
def test_an_endless_answer_is_not_read(spare: int, good: bool) -> None:
    """100,000 characters are the most."""
    answer = '{"sentences": []}'
    text = answer + " " * (100_000 - len(answer) + spare)
    if good:
        assert read_answer(text, Claims) == Claims(sentences=())
    else:
        with pytest.raises(BadAnswerError, match="far too long"):
            read_answer(text, Claims)


def test_damaged_lines_of_the_record_are_passed_over(tmp_path: Path) -> None:
    """What stands before and after them is read, in order."""
    path = tmp_path / "calls.jsonl"
    assert list(read(path)) == []
    call = Call(
        at="", file="a/b", place="segment 1.1", key="k", prompt="p", model="m", posts=1,
        prompt_tokens=1, answer_tokens=1, cost=0.5, seconds=1.0, result="verified", faults=("x",),
    )  # fmt: skip
    append(path, call)
    with path.open("a") as file:
        file.write('{"at": \n[]\n7\n{"file": "only"}\n')
    append(path, call)
    assert list(read(path)) == [call, call]
