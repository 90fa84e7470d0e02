"""What was answered stays: through kills, damage and edits."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.cli import ROOT
from generator.errors import ConfigError
from generator.summarizing.openai import submissions
from generator.summarizing.openai.prompts import Kind
from generator.summarizing.openai.store import VERSION, Store, hash_of
from generator.summarizing.openai.submissions import Submission
from tests.model_servers import Oracle, serving
from tests.summarizing.openai.conftest import FILES, KEY, Build, site_yaml
from tests.summarizing.openai.test_building import records, sentences, snapshot
from tests.warm import Program

TIDES = "summaries/slow/tides.json"


def stored(content: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((content / TIDES).read_text())
    return record


def store(content: Path, record: dict[str, Any]) -> None:
    (content / TIDES).write_text(json.dumps(record, indent=1))


CONTEXTS = pytest.mark.parametrize("context", [8192, 60_000], ids=["by level", "whole in view"])


@CONTEXTS
@pytest.mark.parametrize("most", [3, pytest.param(200, marks=pytest.mark.torture)])
def test_killed_again_and_again_no_answer_is_asked_for_twice(
    most: int, context: int, tmp_path: Path, program: Program
) -> None:
    """Kill -9 at any moment loses the calls in flight and no other; the end is undisturbed."""
    concurrency, kills, repeated, rounds = 3, 0, 0, 0
    with serving(Oracle(delay=0.03)) as oracle:
        command = _prepare(tmp_path, oracle, concurrency, context)
        content, site = tmp_path / "content", tmp_path / "site"
        assert program.start(*command[:-1], tmp_path / "undisturbed").wait() == 0
        undisturbed = snapshot(tmp_path / "undisturbed")
        while kills < most:
            rounds += 1
            shutil.rmtree(content / "summaries")
            shutil.rmtree(site, ignore_errors=True)
            oracle.forget()
            here = _kill_until_it_is_done(program, command, oracle, content, most - kills)
            kills += here
            asked = Counter(map(key_of, oracle.bodies))
            repeated += sum(count - 1 for count in asked.values())
            assert sum(count - 1 for count in asked.values()) <= here * concurrency
            assert set(asked) == _keys(content)
            assert snapshot(site) == undisturbed
        oracle.forget()
        assert program.start(*command[:-1], tmp_path / "other").wait() == 0
        assert oracle.bodies == []
    assert snapshot(tmp_path / "other") == undisturbed
    print(f"{kills} kills in {rounds} builds: {repeated} calls in flight were lost")


def _kill_until_it_is_done(
    program: Program, command: list[str], oracle: Oracle, content: Path, most: int
) -> int:
    """Kill a build until one gets to its end, at most so often; how many kills that took.

    No post after a kill asks for what was stored by then.
    """
    kills = 0
    while True:
        process = program.start(*command)
        seen, kept, before = len(oracle.answered), _keys(content), len(oracle.bodies)
        # Every other kill comes at any moment, the rest where something is newly stored, so
        # that the build gets on however slow the machine is.
        while process.poll() is None and (
            len(oracle.answered) < seen + 2 if kills % 2 else _keys(content) == kept
        ):
            time.sleep(0.005)
            if kills == most:
                process.wait()
        if process.poll() is None:
            process.kill()
        process.wait()
        assert not kept.intersection(map(key_of, oracle.bodies[before:]))
        if process.returncode == 0:
            return kills
        assert process.returncode == -signal.SIGKILL
        kills += 1


def key_of(body: dict[str, Any]) -> str:
    """Under which key the answer to a post is stored."""
    schema = body["response_format"]["json_schema"]["schema"]
    return hash_of(VERSION, body["messages"], schema, body["model"], body["temperature"])


def _prepare(tmp_path: Path, oracle: Oracle, concurrency: int, context: int = 8192) -> list[str]:
    content = tmp_path / "content"
    for name, text in FILES.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (content / "site.yaml").write_text(site_yaml(oracle, concurrency=concurrency, context=context))
    return [
        *("build", "--content", str(content), "--no-search"),
        *("--jobs", "1", "--quiet", "--output", str(tmp_path / "site")),
    ]


def _keys(content: Path) -> set[str]:
    return {
        answer["key"]
        for path in (content / "summaries").rglob("*/*.json")
        for answer in json.loads(path.read_text())["answers"]
    }


def test_interrupted_it_stops_at_once_and_keeps_what_it_has(tmp_path: Path) -> None:
    """Ctrl-C ends with one line, and what was answered is there."""
    with serving(Oracle(delay=0.1)) as oracle:
        process = subprocess.Popen(
            [sys.executable, "-m", "generator", *_prepare(tmp_path, oracle, 1)],
            cwd=ROOT,
            env={**os.environ, "OPENAI_API_KEY": KEY},
            stderr=subprocess.PIPE,
            text=True,
        )
        while len(oracle.answered) < 3:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.strip().splitlines()[-1] == "Stopped; the old site still stands."
    assert len(_keys(tmp_path / "content")) >= 2


def test_two_builds_at_once_share_the_answers(tmp_path: Path, program: Program) -> None:
    """The second waits for the first and finds everything answered."""
    with serving(Oracle(delay=0.02)) as oracle:
        command = _prepare(tmp_path, oracle, 2)
        processes = [
            program.start(*command, "--output", tmp_path / name) for name in ("one", "two")
        ]
        assert [process.wait() for process in processes] == [0, 0]
        assert max(Counter(oracle.prompts).values()) == 1
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_an_edited_sentence_is_kept_and_marked(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """Through rebuilds, another model and other options, until the transcript changes."""
    build(oracle)
    content = tmp_path / "content"
    record = stored(content)
    episode = next(each for each in record["answers"] if each["kind"] == "episode")
    episode["sentences"][0]["text"] = "Brass gears told the tides of Hollin."
    store(content, record)
    oracle.forget()
    for settings in ({}, {"model": "another"}, {"temperature": 0.5}):
        result = build(oracle, **settings)
        assert result.exit_code == 0, result.output
        tides = next(each for each in records(tmp_path / "site") if each["slug"] == "tides")
        first = tides["summary"][0]
        assert first["text"] == "Brass gears told the tides of Hollin."
        assert first["backend"] == "edited"
        assert first["sources"]
    page = (tmp_path / "site/slow/tides/index.html").read_text()
    assert "Brass gears told the tides of Hollin." in page
    assert ">edited<" in page
    assert any(each.get("edited") for each in stored(content)["answers"])

    name = "shows/slow/2026-03-02-tides.vtt"
    changed = {**FILES, name: FILES[name].replace("brass gears", "iron gears")}
    result = build(oracle, changed)
    assert "1 edited summaries are set aside" in result.output
    page = (tmp_path / "site/slow/tides/index.html").read_text()
    assert "Brass gears told the tides of Hollin." not in page
    assert "An edited summary is set aside" in page
    assert any(each.get("outdated") for each in stored(content)["answers"])


def test_an_edited_title_is_kept(build: Build, oracle: Oracle, tmp_path: Path) -> None:
    """Chapter titles can be edited in the same file."""
    build(oracle)
    content = tmp_path / "content"
    record = stored(content)
    outline = next(each for each in record["answers"] if each["kind"] == "outline")
    outline["chapters"][0]["title"] = "How brass told the tides"
    store(content, record)
    build(oracle)
    tides = next(each for each in records(tmp_path / "site") if each["slug"] == "tides")
    assert tides["chapters"][0]["title"] == "How brass told the tides"
    assert tides["chapters"][0]["origin"] == "edited"


def test_an_edit_that_breaks_the_file_loses_nothing(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """A forgotten comma costs no answer but the one it is in, and the file is kept beside."""
    build(oracle)
    path = tmp_path / "content" / TIDES
    broken = path.read_text().replace('",\n     "lines"', '"\n     "lines"', 1)
    path.write_text(broken)
    oracle.forget()
    result = build(oracle)
    assert result.exit_code in {0, 1}
    assert path.with_suffix(".broken.json").read_text() == broken
    assert "tides.broken.json" in result.output
    assert len(oracle.bodies) == 1


def _flip(text: str) -> str:
    return text.replace('"key": "', '"key": "f', 1)


def _swap(text: str) -> str:
    record = json.loads(text)
    first, second = record["answers"][:2]
    first["key"], second["key"] = second["key"], first["key"]
    return json.dumps(record, indent=1)


def _cite(text: str) -> str:
    record = json.loads(text)
    record["answers"][0]["sentences"][0]["lines"] = [999]
    return json.dumps(record, indent=1)


@pytest.mark.parametrize(
    ("damage", "most"),
    [
        (_flip, 1),
        (_swap, 2),
        (_cite, 1),
        (lambda text: text[: len(text) // 2], 20),
        (lambda text: "", 20),
        (lambda text: text.replace('"version": 1', '"version": 99'), 20),
        (lambda text: "\x80\x04\x95cos\nsystem\n", 20),
        (lambda text: "[" * 100_000, 20),
        (lambda text: '{"version": 1, "answers": {"a": 1}}', 20),
        (lambda text: '{"version": 1, "answers": [null, 3, {"key": {}}]}', 20),
    ],
)
def test_damage_is_noticed_and_costs_only_itself(
    build: Build, oracle: Oracle, tmp_path: Path, damage: Callable[[str], str], most: int
) -> None:
    """A damaged answer is asked for again, those beside it are not, and the site is the same."""
    build(oracle)
    before = snapshot(tmp_path / "site")
    path = tmp_path / "content" / TIDES
    path.write_text(damage(path.read_text()))
    oracle.forget()
    build(oracle)
    assert 1 <= len(oracle.bodies) <= most
    after = snapshot(tmp_path / "site")
    assert after == before
    assert sentences(records(tmp_path / "site")[0])


def test_text_from_under_another_key_never_passes_for_the_models_own(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """Texts that change places, with the hashes that fit them, count as a person's edit."""
    build(oracle)
    record = stored(tmp_path / "content")
    first, second = [each for each in record["answers"] if each["kind"] == "segment"][:2]
    for one, other in zip(first["sentences"], second["sentences"], strict=True):
        one["text"], other["text"] = other["text"], one["text"]
    first["words"], second["words"] = second["words"], first["words"]
    store(tmp_path / "content", record)
    found = Store(tmp_path / "content" / TIDES)
    for each in (first, second):
        answer = found.find(each["key"], each["speech"], Kind.SEGMENT)
        assert answer
        assert answer.edited


def test_answers_in_another_episodes_file_are_not_used(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """A file copied over another episode's brings none of its sentences there."""
    build(oracle)
    before = snapshot(tmp_path / "site")
    oracle.forget()
    shutil.copy(tmp_path / "content" / TIDES, tmp_path / "content/summaries/slow/bees.json")
    shutil.rmtree(tmp_path / "site")
    build(oracle)
    assert oracle.bodies
    after = snapshot(tmp_path / "site")
    assert after == before


def test_answers_written_before_words_had_a_key_are_kept(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """Answers of the form before are paid for, and are nobody's edit."""
    build(oracle)
    record = stored(tmp_path / "content")
    for answer in record["answers"]:
        entries = answer.get("sentences") or answer["chapters"]
        parts = [each.get(part) for each in entries for part in ("series", "name", "text", "title")]
        answer["words"] = hash_of([part for part in parts if part])
    store(tmp_path / "content", record)
    found = Store(tmp_path / "content" / TIDES)
    for answer in record["answers"]:
        kept = found.find(answer["key"], answer["speech"], Kind(answer["kind"]))
        assert kept
        assert not kept.edited


def test_a_build_leaves_nothing_beside_its_answers(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """No lock, and nothing that a killed build had begun to write: only what is to be committed."""
    left = tmp_path / "content/summaries/slow/.tides.json.0123456789abcdef.unfinished"
    left.parent.mkdir(parents=True)
    left.write_text('{"version"')
    assert build(oracle).exit_code == 0
    summaries = tmp_path / "content/summaries"
    names = {path.relative_to(summaries).as_posix() for path in summaries.rglob("*.*")}
    assert names
    assert all(name == "calls.jsonl" or name.endswith(".json") for name in names)
    assert not any("/." in f"/{name}" for name in names)


def test_record_of_a_batch_that_was_changed_is_told(tmp_path: Path) -> None:
    """Ids that changed places would be looked for in vain and paid for twice; it is named."""
    batches = [
        Submission(
            batch=f"batch-{name}",
            file=f"file-{name}",
            server="https://a.example",
            model="m",
            submitted="2026-03-01T00:00:00+00:00",
            requests={f"key-{name}": "slow/tides, segment 1.1"},
        )
        for name in ("one", "two")
    ]
    submissions.write(tmp_path, tuple(batches))
    assert submissions.keys(tmp_path) == {"key-one", "key-two"}
    path = tmp_path / submissions.NAME
    whole = path.read_text()
    path.write_text(whole.replace("batch-one", "batch-two"))
    with pytest.raises(ConfigError, match=r"batches\.json: is damaged: .*batch-two does not fit"):
        submissions.read(tmp_path)
    record = [{**each, "check": ""} for each in json.loads(whole)]
    path.write_text(json.dumps(record))  # as it was written before there was a check
    assert len(submissions.read(tmp_path)) == 2


def test_no_room_to_store_is_one_message(build: Build, oracle: Oracle, tmp_path: Path) -> None:
    """What could not be kept is not asked for; the message names the place and the remedy."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/summaries").write_text("not a folder")
    result = build(oracle)
    assert result.exit_code == 1
    assert "answers cannot be stored" in result.output
    assert "Traceback" not in result.output
    assert oracle.bodies == []
