"""What is paid for again when something changes, and what is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from generator.summarizing.openai.passages import CitableLine
from generator.summarizing.openai.spoken import Spoken, SpokenInSeveral
from tests.conftest import Run, Tree
from tests.model_servers import Oracle, faithful, serving
from tests.summarizing.openai.conftest import BEES, FILES, KEY, Build, captions, site_yaml
from tests.summarizing.openai.test_building import records, sentences, snapshot
from tests.summarizing.openai.test_keeping import store, stored

TIDES, SIDECAR = "shows/slow/2026-03-02-tides.vtt", "shows/slow/2026-03-02-tides.yaml"

REWORDED = "The office in Hollin had brass gears for its tides."


@pytest.fixture(params=[8192, 60_000], ids=["level by level", "whole in view"])
def build(request: pytest.FixtureRequest, build: Build) -> Build:
    """Builds in both ways of asking."""

    def invoke(server: Oracle, files: dict[str, str] | None = None, **settings: object) -> Result:
        return build(server, files, **{"context": request.param, **settings})

    return invoke


def is_whole(content: Path) -> bool:
    """Whether answers were asked for with the whole recording in view."""
    return any(answer["kind"] == "page" for answer in stored(content)["answers"])


def tides(site: Path) -> dict[str, Any]:
    return next(each for each in records(site) if each["slug"] == "tides")


@pytest.mark.parametrize(
    "settings",
    [
        {"answer_tokens": 4096},
        {"concurrency": 1, "deadline": 77},
        {"prices": "{oracle: {input: 1, output: 2}}", "max_cost": 3, "max_cost_month": 4},
    ],
)
def test_limits_ask_nothing_again(
    settings: dict[str, object], build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """Room for answers, calls at once, time and money change no answer."""
    build(oracle)
    before = snapshot(tmp_path / "site")
    oracle.forget()
    assert build(oracle, **settings).exit_code == 0
    assert oracle.bodies == []
    assert snapshot(tmp_path / "site") == before


def test_another_port_asks_nothing_again(build: Build, oracle: Oracle) -> None:
    """The same model at another address gives the same answers."""
    build(oracle)
    with serving(Oracle()) as other:
        assert build(other).exit_code == 0
        assert other.bodies == []


@pytest.mark.parametrize("settings", [{"temperature": 0.5}, {"model": "another"}])
def test_what_changes_answers_is_asked_again(
    settings: dict[str, object], build: Build, oracle: Oracle
) -> None:
    """Another model or temperature; and going back to the first costs nothing."""
    build(oracle)
    first = len(oracle.bodies)
    oracle.forget()
    build(oracle, **settings)
    assert len(oracle.bodies) == first
    oracle.forget()
    build(oracle)
    assert oracle.bodies == []


def test_answers_to_keys_of_the_former_form_are_used(build: Build, oracle: Oracle) -> None:
    """What was asked when the limit of tokens was a part of the key is paid for."""
    from generator.summarizing.openai.requester import Requester

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Requester, "key", Requester._former_key)
        patch.setattr(Requester, "basis", lambda *_: "")
        build(oracle)
    oracle.forget()
    build(oracle, chapter_minutes=3.5)
    assert oracle.bodies == []


def test_a_new_title_or_person_asks_nothing_again(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """What nobody's lines need: a title, notes, and people who do not come up."""
    build(oracle)
    oracle.forget()
    sidecar = "title: Gears of Hollin\nnotes: Recorded on a pier.\nspeakers: [Ines, Bo Kranz]\n"
    assert build(oracle, {**FILES, SIDECAR: sidecar}).exit_code == 0
    assert oracle.bodies == []


def test_one_more_correction_pays_for_the_lines_that_hold_it(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """One segment, and nothing above or beside it; nothing where the whole is in view.

    There the name is set right in the sentences that were written.
    """
    build(oracle)
    oracle.forget()
    assert build(oracle, {**FILES, "corrections.yaml": "Varroa: Varoa\n"}).exit_code == 0
    prompts = [body["messages"][1]["content"] for body in oracle.bodies]
    assert len(prompts) == (0 if is_whole(tmp_path / "content") else 1)
    assert all("Varroa [Varoa]" in prompt for prompt in prompts)
    bees = next(each for each in records(tmp_path / "site") if each["slug"] == "bees")
    texts = [each["text"] for each in sentences(bees) if "backend" not in each]
    assert any("Varoa" in text for text in texts)
    assert not any("Varroa" in text for text in texts)


def test_moved_sentence_boundaries_ask_nothing_again(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """The same words in other sentences: each statement has its lines where its words are now.

    Level by level, a passage that is cut elsewhere is another; what stands above it stays.
    """
    build(oracle)
    before = tides(tmp_path / "site")
    oracle.forget()
    moved = FILES[TIDES].replace("there were 42 of them.", "there were 42 of them")
    assert build(oracle, {**FILES, TIDES: moved}).exit_code == 0
    whole = is_whole(tmp_path / "content")
    systems = [body["messages"][0]["content"] for body in oracle.bodies]
    assert not (whole and systems)
    assert all("a short passage" in each or "one chapter" in each for each in systems)
    after = tides(tmp_path / "site")
    for part in ("summary", "chapters"):
        assert len(after[part]) == len(before[part])
    assert [each["title"] for each in after["chapters"]] == [
        each["title"] for each in before["chapters"]
    ]
    assert [each["text"] for each in after["summary"]] == [
        each["text"] for each in before["summary"]
    ]
    assert any(each["sources"] != was["sources"] for each, was in zip(
        sentences(after), sentences(before), strict=False
    ))  # fmt: skip
    for each in sentences(after):
        said = [
            cue["text"]
            for source in each["sources"]
            for cue in after["cues"][source["first_cue"] : source["last_cue"] + 1]
        ]
        assert each["text"].rstrip(".") in " ".join(said)


def test_another_word_is_asked_again_and_paid_once(build: Build, oracle: Oracle) -> None:
    """Its segment, its chapter, the recording and its digests; no other recording."""
    build(oracle)
    oracle.forget()
    changed = {**FILES, TIDES: FILES[TIDES].replace("brass gears", "iron gears")}
    build(oracle, changed)
    prompts = [str(body["messages"]) for body in oracle.bodies]
    assert sum("is a short passage" in each for each in prompts) <= 1
    assert all("iron gears" in each or "several recordings" in each for each in prompts)
    assert 4 <= len(prompts) <= 7
    oracle.forget()
    build(oracle, changed)
    assert oracle.bodies == []


def edit(content: Path, level: str, change: Callable[[list[dict[str, Any]]], object]) -> None:
    """Change what is stored of the first part of a level as a person would."""
    record = stored(content)
    kind, part = _STORED[level] if is_whole(content) else (level, "")
    answer = next(each for each in record["answers"] if each["kind"] == kind)
    name = "sentences" if "sentences" in answer else "chapters"
    entries = [each for each in answer[name] if each.get("part", "") == part]
    others = [each for each in answer[name] if each not in entries]
    change(entries)
    answer[name] = [*entries, *others]
    store(content, record)


_STORED = {
    "segment": ("chapters", "1.1"),
    "chapter": ("chapters", "1"),
    "episode": ("page", "points"),
    "outline": ("contents", ""),
}
"""Where levels stand in answers about a whole recording: the kind of answer, and the part."""


def reword(entries: list[dict[str, Any]]) -> None:
    entries[0]["text"] = REWORDED


@pytest.mark.parametrize("kind", ["segment", "chapter", "episode"])
@pytest.mark.parametrize(
    "change", [reword, lambda entries: entries.pop(0), lambda entries: entries.clear()]
)
def test_a_persons_edit_pays_for_nothing_and_moves_no_chapter(
    kind: str, change: Callable[[list[dict[str, Any]]], object],
    build: Build, oracle: Oracle, tmp_path: Path,
) -> None:  # fmt: skip
    """A word corrected, a sentence deleted, all of them: nothing above it is asked again."""
    build(oracle)
    before = tides(tmp_path / "site")
    oracle.forget()
    edit(tmp_path / "content", kind, change)
    assert build(oracle).exit_code == 0
    assert oracle.bodies == []
    after = tides(tmp_path / "site")
    assert [(each["start"], each["title"]) for each in after["chapters"]] == [
        (each["start"], each["title"]) for each in before["chapters"]
    ]
    places = {
        "segment": lambda found: found["chapters"][0]["segments"][0]["summary"],
        "chapter": lambda found: found["chapters"][0]["summary"],
        "episode": lambda found: found["summary"],
    }
    shown = [each["text"] for each in places[kind](after)]
    rest = [each["text"] for each in places[kind](before)][1:]
    assert shown in ([REWORDED, *rest], rest, [])
    for other in places.keys() - {kind}:
        assert places[other](after) == places[other](before)


def test_an_edit_pays_for_nothing_where_a_recording_is_summed_up_in_parts(
    oracle: Oracle, tmp_path: Path, tree: Tree, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other lines may be shown of its parts then; what they were merged to stands."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    long = captions("".join(
        f"\n{line.rstrip('.')} at the pier of harbour number {number}." for number in range(12)
        for line in BEES.strip().splitlines()
    ), 12)  # fmt: skip
    settings = site_yaml(oracle, context=2900, answer_tokens=512)
    content = tree({"site.yaml": settings, "shows/slow/2026-03-02-tides.vtt": long})
    build = ("build", "--content", content, "--output", tmp_path / "site", "--no-search", "-j", "1")
    assert run(*build).exit_code == 0
    assert any(" part " in answer["place"] for answer in stored(content)["answers"])
    oracle.forget()
    record = stored(content)
    for answer in record["answers"]:
        if answer["kind"] == "segment":
            del answer["sentences"][0]
    store(content, record)
    assert run(*build).exit_code == 0
    assert oracle.bodies == []


def test_only_the_sentence_that_was_edited_is_marked(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """Its neighbours are the model's, through rebuilds; put back as it was it is again too."""
    build(oracle)
    was = stored(tmp_path / "content")
    edit(tmp_path / "content", "episode", reword)
    for topics in (7, 8):
        build(oracle, {**FILES, "topics.yaml": f"- Gears{topics}\n"})
        marks = [each.get("backend") for each in tides(tmp_path / "site")["summary"]]
        assert marks == ["edited", *[None] * (len(marks) - 1)]
        assert len(marks) > 1
    edit(tmp_path / "content", "outline", lambda entries: entries[0].update(title="Of brass"))
    build(oracle)
    origins = [each["origin"] for each in tides(tmp_path / "site")["chapters"]]
    assert origins == ["edited", *["generated"] * (len(origins) - 1)]
    store(tmp_path / "content", was)
    build(oracle)
    assert "edited" not in json.dumps(tides(tmp_path / "site"))


def test_an_accepted_correction_leaves_edits_in_place(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """What a person wrote about a passage stays when a name in it is set right."""
    build(oracle)
    edit(tmp_path / "content", "segment", reword)
    assert build(oracle, {**FILES, "corrections.yaml": "Hollin: Hollyn\n"}).exit_code == 0
    segment = tides(tmp_path / "site")["chapters"][0]["segments"][0]
    assert segment["summary"][0]["text"] == REWORDED


def test_what_builds_on_a_missing_answer_waits_for_it(
    build: Build, oracle: Oracle, tmp_path: Path
) -> None:
    """So it is asked once, on the right grounds, and what comes is as of an undisturbed build."""
    build(oracle)
    expected = snapshot(tmp_path / "site")
    posts = len(oracle.bodies)
    for path in (tmp_path / "content/summaries").rglob("*.json*"):
        path.unlink()
    oracle.forget()
    down = {"error": {"message": "down"}}

    def script(number: int, body: dict[str, Any]) -> Callable[..., None] | None:
        wanted = "harbour office in Hollin computed" in body["messages"][1]["content"]
        return (lambda handler: handler.reply(503, down)) if wanted else None

    oracle.script = script
    assert build(oracle, deadline=2).exit_code == 1
    oracle.script = lambda number, body: None
    assert build(oracle).exit_code == 0
    assert snapshot(tmp_path / "site") == expected
    assert len(oracle.answered) == posts


def test_bad_answers_are_asked_for_again_by_the_next_build(build: Build, tmp_path: Path) -> None:
    """Without paying again for what was answered well, and never stored as an answer."""
    with serving(Oracle()) as server:
        bad: list[bool] = [True]

        def answer(body: dict[str, Any]) -> str:
            system, prompt = (message["content"] for message in body["messages"][:2])
            first = "harbour office in Hollin computed" in prompt
            chosen = "is a short passage" in system or "the page of the" in prompt
            return "{}" if bad[0] and first and chosen else faithful(body)

        server.answer = answer
        result = build(server)
        assert result.exit_code == 0, result.output
        assert "Not written yet: 1 summaries are quoted, as no answer was good" in result.output
        server.forget()
        bad[0] = False
        result = build(server)
        assert "Not written" not in result.output
        assert len(server.bodies) == 1
        assert all("backend" not in each for each in sentences(tides(tmp_path / "site")))


LINES = ("One two three.", "Four five.", "Six seven eight nine.", "One two three.")


def spoken(*lines: str) -> Spoken:
    return Spoken([CitableLine(text=line, sources=()) for line in lines])


@pytest.mark.parametrize(
    ("numbers", "now", "found"),
    [
        ((2,), LINES, (2,)),
        ((4,), LINES, (4,)),
        ((1, 2), LINES, (1, 2)),
        ((1, 3), LINES, (1, 3)),
        ((2,), ("One two three. Four five.", *LINES[2:]), (1,)),
        ((2,), ("One two three. Four", "five. Six", *LINES[3:]), (1, 2)),
        ((2, 3), ("New words.", *LINES), (3, 4)),
        ((4,), ("New words.", *LINES), (5,)),
        ((1,), (*LINES[1:],), (3,)),
        ((1, 2), ("one TWO, three: four", "five",), (1, 2)),
        ((1, 2), ("One two three.", "Four six."), ()),
        ((3,), LINES[:2], ()),
    ],
)  # fmt: skip
def test_lines_are_found_again_by_their_words(
    numbers: tuple[int, ...], now: tuple[str, ...], found: tuple[int, ...]
) -> None:
    """Wherever the words stand now, the nearest of several; gone with any of them."""
    assert spoken(*now).lines_at(spoken(*LINES).places(numbers)) == found


def test_lines_of_several_recordings_are_found_again() -> None:
    """In the recording that they are of, whatever stands before it now."""
    one, two = spoken(*LINES), spoken("Ten eleven.", "Four five.")
    both = SpokenInSeveral({"a/one": one, "a/two": two})
    assert [both.line(number) for number in (1, 4, 5, 6)] == [
        ("a/one", 1), ("a/one", 4), ("a/two", 1), ("a/two", 2),
    ]  # fmt: skip
    places = both.places((2, 6))
    assert both.lines_at(places) == (2, 6)
    assert SpokenInSeveral({"a/two": two, "a/one": one}).lines_at(places) == (4, 2)
    assert SpokenInSeveral({"a/one": one}).lines_at(places) == ()


def test_the_same_words_are_the_same_however_they_are_cut() -> None:
    """A hash of what is said knows words and who says them, and no lines, times or corrections."""

    def told(*lines: CitableLine) -> list[str]:
        found = Spoken(lines)
        return [found.hash, found.told(corrected=False), found.told(corrected=True)]

    def line(text: str, speaker: str = "Ada", said: str = "") -> CitableLine:
        return CitableLine(text=text, speaker=speaker, said=said, sources=())

    whole = told(line("One two."), line("Three, four."))
    assert told(line("One"), line("two. Three four")) == whole
    assert told(line("One two."), line("Three four", "Bo"))[0] == whole[0]
    assert told(line("One two."), line("Three four", "Bo"))[1] != whole[1]
    assert told(line("One two [2]."), line("Three four."))[0] != whole[0]
    noted = told(line("One two [2].", said="One two."), line("Three, four."))
    assert noted[:2] == whole[:2]
    assert noted[2] != whole[2]
