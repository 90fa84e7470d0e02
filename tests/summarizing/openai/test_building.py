"""The whole path with a server that answers well: faithful pages, paid for once."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.model_servers import Oracle, faithful, serving
from tests.summarizing.openai.conftest import FILES, KEY, Build, captions

ANOTHER = """
The lighthouse at Marrow Point burned whale oil for sixty years.
In 1911 a mechanic replaced the wick by a mantle and tripled the light.
"""


def records(site: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted(site.rglob("episode.json"))]


def sentences(record: dict[str, Any]) -> list[dict[str, Any]]:
    found = list(record["summary"])
    for chapter in record["chapters"]:
        found += chapter["summary"]
        for segment in chapter["segments"]:
            found += segment["summary"]
    return found


def calls(content: Path) -> list[dict[str, Any]]:
    lines = (content / "summaries/calls.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def test_pages_are_the_models_and_every_sentence_is_said(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """Each sentence is the model's, verified at the first asking, and its words are in its cues."""
    result = build(oracle)
    assert result.exit_code == 0, result.output
    assert len(oracle.bodies) == len(set(oracle.prompts)) > 10
    for record in records(tmp_path / "site"):
        assert record["backend"] == "openai:oracle"
        assert record["coverage"] == 1.0
        for sentence in sentences(record):
            assert "backend" not in sentence
            said = " ".join(
                cue["text"]
                for source in sentence["sources"]
                for cue in record["cues"][source["first_cue"] : source["last_cue"] + 1]
            )
            assert sentence["text"].rstrip(".") in said
    page = (tmp_path / "site/slow/tides/index.html").read_text()
    assert "Written by oracle from the transcript" in page
    assert {call["result"] for call in calls(tmp_path / "content")} == {"verified"}


def test_where_little_fits_a_page_leads_with_a_paragraph_and_has_notes(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """Level by level too: a lead, quotations, terms and figures, each with its source."""
    build(oracle)
    asked = [body["messages"][1]["content"] for body in oracle.bodies]
    assert not any("</transcript>" in prompt for prompt in asked)
    for record in records(tmp_path / "site"):
        notes = record["notes"]
        assert {"lead", "quotations", "terms", "figures"} <= set(notes)
        assert len(notes["lead"]) == 2
        assert all(each["sources"] for part in notes.values() for each in part)
    page = (tmp_path / "site/slow/tides/index.html").read_text()
    assert page.index("computed every tide with brass gears") < page.index("<h2")


def test_where_little_fits_bad_notes_are_left_out_and_cost_nothing(
    build: Build, tmp_path: Path
) -> None:
    """No second call for what stands beside good key points; one for a lead without its opening."""

    def answer(body: dict[str, Any]) -> str:
        record = json.loads(faithful(body))
        if "quotations" in record and "Ines: We inspect" in body["messages"][1]["content"]:
            record["quotations"] = [{"text": "Bees wear velvet sandals.", "lines": [1]}]
            record["terms"] = [{"name": "Kowalczyk", "text": "A queen.", "lines": [1]}]
            record["figures"][0]["name"] = "97 percent"
        elif "quotations" in record and len(body["messages"]) == 2:
            record["lead"][0]["text"] = "Zanzibar has 900 kettles."
        return json.dumps(record)

    with serving(Oracle(answer=answer)) as server:
        assert build(server).exit_code == 0
        again = [body for body in server.bodies if len(body["messages"]) > 2]
    assert len(again) == 2
    assert all("Zanzibar" in str(body["messages"]) for body in again)
    by_slug = {record["slug"]: record["notes"] for record in records(tmp_path / "site")}
    assert "quotations" not in by_slug["bees"]
    assert "terms" not in by_slug["bees"]
    assert len(by_slug["bees"]["figures"]) == 1
    assert all(len(notes["lead"]) == 2 for notes in by_slug.values())


def test_where_little_fits_a_person_may_take_out_the_lead(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """It stays away, and nothing is asked again."""
    build(oracle)
    oracle.forget()
    path = tmp_path / "content/summaries/slow/tides.json"
    record = json.loads(path.read_text())
    for answer in record["answers"]:
        kept = [each for each in answer.get("sentences", []) if each.get("part") != "lead"]
        if kept:
            answer["sentences"] = kept
    path.write_text(json.dumps(record))
    assert build(oracle).exit_code == 0
    assert oracle.bodies == []
    by_slug = {each["slug"]: each for each in records(tmp_path / "site")}
    assert "lead" not in by_slug["tides"]["notes"]
    assert by_slug["tides"]["summary"]
    assert "lead" in by_slug["bees"]["notes"]


def test_second_build_makes_no_call(build: Build, oracle: Oracle, tmp_path: Path, run: Run) -> None:
    """Neither with the site in place nor without it, and the bytes are the same."""
    build(oracle)
    first = snapshot(tmp_path / "site")
    oracle.forget()
    assert "Nothing changed" in build(oracle).output
    content = ("--content", tmp_path / "content")
    run("build", *content, "--output", tmp_path / "again", "--no-search", "-j", "1")
    assert oracle.bodies == []
    assert snapshot(tmp_path / "again") == first


def test_one_more_transcript_costs_its_own_calls_and_its_digests(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """The digests of its month, year and show are written anew; March's is left alone."""
    build(oracle)
    oracle.forget()
    result = build(oracle, {**FILES, "shows/slow/2026-04-20-light.vtt": captions(ANOTHER)})
    assert result.exit_code == 0, result.output
    asked = {call["file"] for call in calls(tmp_path / "content")[-len(oracle.bodies) :]}
    assert asked == {"slow/light", "digests/2026-04", "digests/2026", "digests/shows/slow"}


def test_a_retimed_transcript_costs_nothing(build: Build, oracle: Oracle, tmp_path: Path) -> None:
    """Times never reach a prompt, so moving them is free, and pages show the new ones."""
    build(oracle)
    oracle.forget()
    moved = FILES["shows/slow/2026-03-02-tides.vtt"].replace("--> 00:30.000", "--> 00:29.000")
    result = build(oracle, {**FILES, "shows/slow/2026-03-02-tides.vtt": moved})
    assert result.exit_code == 0
    assert oracle.bodies == []
    record = json.loads((tmp_path / "site/slow/tides/episode.json").read_text())
    ends = {source["end"] for each in sentences(record) for source in each["sources"]}
    assert 29.0 in ends


def test_the_digest_is_the_models(build: Build, oracle: Oracle, tmp_path: Path) -> None:
    """A month with two episodes gets its highlights from the model, each within one episode."""
    build(oracle)
    stored = json.loads((tmp_path / "content/summaries/digests/2026-03.json").read_text())
    texts = [each["text"] for each in stored["answers"][0]["sentences"]]
    page = (tmp_path / "site/digests/2026-03/index.md").read_text()
    assert texts
    assert all(text in page for text in texts)


def test_the_outline_command_writes_too(
    build: Build, oracle: Oracle, tmp_path: Path, run: Run
) -> None:
    """`outline` uses the backend that site.yaml beside the file names."""
    build(oracle, {"tides.vtt": FILES["shows/slow/2026-03-02-tides.vtt"]})
    result = run("outline", tmp_path / "content/tides.vtt")
    assert json.loads(result.stdout)["backend"] == "openai:oracle"


def test_the_key_stays_in_the_environment(build: Build, oracle: Oracle, tmp_path: Path) -> None:
    """It is sent to the server, and stands in no file and no output."""
    result = build(oracle)
    assert KEY not in result.output
    for folder in ("site", "content", "cache"):
        for name, data in snapshot(tmp_path / folder).items():
            assert KEY.encode() not in data, name


def test_without_a_key_the_remedy_is_named(
    build: Build, oracle: Oracle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hosted model without a key is a configuration error, and nothing is written."""
    build(oracle)
    monkeypatch.delenv("OPENAI_API_KEY")
    result = build(oracle, base_url='""')
    assert result.exit_code == 2
    assert "OPENAI_API_KEY" in result.output


@pytest.mark.filterwarnings("error")
def test_a_running_event_loop_does_not_matter(build: Build, oracle: Oracle, tmp_path: Path) -> None:
    """A build works within one, as in a notebook, and leaves nothing unawaited."""

    async def within() -> int:
        return build(oracle).exit_code

    assert asyncio.run(within()) == 0
    assert records(tmp_path / "site")[0]["backend"] == "openai:oracle"
