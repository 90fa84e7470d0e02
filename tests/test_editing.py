"""The person's last word: what a sidecar drops, pins and rewords, and what it takes down."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from generator.editing import edit_all
from generator.language.hearing import hear
from generator.model import Rule, Summary, Verb
from generator.segmentation import outline
from generator.summarizing.extractive import Extractive
from tests.combining.readings import TIDES, reading_of
from tests.conftest import Run, Tree
from tests.conversations import BEES, episode_of
from tests.test_quoting import TALK, captions

HARBOUR = "shows/harbour/2026-03-14-tides.vtt"
SIDECAR = "shows/harbour/2026-03-14-tides.yaml"
Site = tuple[Result, Path]
Build = Callable[..., Site]


@pytest.fixture
def build(tree: Tree, run: Run, tmp_path: Path) -> Build:
    """Build a site of one conversation, with a sidecar of these words and other files."""

    def make(sidecar: str, files: Mapping[str, str] | None = None, *, search: bool = False) -> Site:
        content = tree(
            {
                "site.yaml": "title: Shelf\nbase_url: https://example.org/a/\n",
                HARBOUR: captions(TALK),
                SIDECAR: sidecar,
                **(files or {}),
            }
        )
        output = tmp_path / "site"
        options = () if search else ("--no-search",)
        result = run("build", "--content", content, "--output", output, *options)
        assert result.exit_code == 0, result.output
        return result, output

    return make


def record_of(output: Path, path: str = "harbour/tides") -> dict[str, Any]:
    record: dict[str, Any] = json.loads((output / path / "episode.json").read_text())
    return record


def everything(record: dict[str, Any]) -> list[dict[str, Any]]:
    """All sentences of an episode's summaries."""
    chapters = record["chapters"]
    parts = [part for chapter in chapters for part in (chapter, *chapter["segments"])]
    return [each for part in (record, *parts) for each in part["summary"]]


def test_a_dropped_line_is_in_no_summary_and_the_page_says_so(build: Build) -> None:
    """By a few of its words or by its moment; the transcript keeps it."""
    _, output = build("tags: []\n")
    first, second, *_ = record_of(output)["summary"]
    moment = int(second["sources"][0]["start"])
    few = " ".join(first["text"].upper().rstrip(".").split()[1:5])
    result, output = build(f"edits:\n  - drop: {few}\n  - drop: {moment // 60}:{moment % 60:02}\n")
    record = record_of(output)
    texts = {each["text"] for each in everything(record)}
    assert not texts & {first["text"], second["text"]}
    assert record["edited"] is True
    assert first["text"] in {cue["text"] for cue in record["cues"]}
    assert "left out by a person" in (output / "harbour/tides/index.html").read_text()
    assert "left out by a person" in (output / "harbour/tides/index.md").read_text()
    assert "sidecar" not in result.output
    assert ".yaml" not in result.output  # nothing to warn of


def test_a_pinned_line_stands_whatever_is_chosen(build: Build) -> None:
    """As a key point or as its chapter's sentence, marked as edited in every output."""
    welcome, thought = TALK[0][1], TALK[5][1]
    _, output = build(f'edits:\n  - {{pin: "{welcome[:27]}"}}\n  - {{pin: "1:40", as: chapter}}\n')
    record = record_of(output)
    [point] = [each for each in record["summary"] if each["text"] == welcome]
    assert point["edited"] is True
    assert point["sources"][0]["first_cue"] == 0
    sentences = [each for chapter in record["chapters"] for each in chapter["summary"]]
    assert [each["edited"] for each in sentences if each["text"] == thought] == [True]
    page = (output / "harbour/tides/index.html").read_text()
    item = next(i for i in re.findall(r"<li.*?</li>", page, re.DOTALL) if f"“{welcome}”" in i)
    assert ">edited</small>" in item
    assert (
        f"“{welcome}”\n  >\n  > — edited, Ines Falk"
        in (output / "harbour/tides/index.md").read_text()
    )


def test_a_reworded_line_is_no_quotation(build: Build) -> None:
    """It is a person's: marked as edited, without quotation marks, with its source."""
    _, output = build("tags: []\n")
    before = record_of(output)["summary"][0]
    sidecar = f'edits:\n  - reword: "{before["text"]}"\n    to: Gears add up the tide.\n'
    _, output = build(sidecar)
    after = record_of(output)["summary"][0]
    assert after == {
        "text": "Gears add up the tide.",
        "backend": "edited",
        "edited": True,
        **({"question": before["question"]} if "question" in before else {}),
        "sources": before["sources"],
    }
    page = (output / "harbour/tides/index.html").read_text()
    assert "<li>Gears add up the tide. <span" in page
    assert "“Gears" not in page


def test_edits_survive_another_choice(build: Build) -> None:
    """They name words, so lines before them may come and go."""
    sidecar = 'edits:\n  - pin: "no gear knows the wind"\n    to: Gears know no wind.\n'
    longer = [("Ines Falk", "A word from the harbour office before we begin today."), *TALK]
    for talk in (TALK, longer, TALK[3:]):
        result, output = build(sidecar, {HARBOUR: captions(talk)})
        [mine] = [e for e in record_of(output)["summary"] if e["text"] == "Gears know no wind."]
        cue = record_of(output)["cues"][mine["sources"][0]["first_cue"]]
        assert "no gear knows the wind" in cue["text"]
        assert SIDECAR not in result.output


def test_a_rule_that_finds_nothing_is_a_warning(build: Build) -> None:
    """With the file, the line and what to do; the rest is done, and the build went well."""
    result, output = build(
        "title: Tides\nedits:\n"
        '  - pin: "the pen at the end of the wire"\n'
        '  - drop: "words that nobody says"\n'
        '  - reword: "Welcome back to the harbour"\n'
        "    to: Welcome.\n"
        "take_down:\n"
        "  - words of somebody else\n"
    )
    assert f"{SIDECAR}:4: drop names a line that is not there any more (copy" in result.output
    assert f"{SIDECAR}:5: reword names a line that no summary quotes any more" in result.output
    assert f"{SIDECAR}:8: take_down names a line that is not there (copy" in result.output
    assert "words of somebody else" not in result.output
    assert any(each.get("edited") for each in record_of(output)["summary"])


@pytest.mark.parametrize(
    ("sidecar", "message"),
    [
        ("edits: [{pin: a b, drop: c d}]", "has not one of drop, pin and reword"),
        ("edits: [{reword: a b}]", "reword needs `to:`"),
        ("edits: [{pinn: a b}]", "unknown key 'edits.0.pinn'; did you mean 'pin'?"),
        ("take_down: ['...']", "names no line"),
    ],
)
def test_a_wrong_rule_costs_its_own_page(
    tree: Tree, run: Run, tmp_path: Path, sidecar: str, message: str
) -> None:
    """And says what is wrong with it."""
    content = tree({HARBOUR: captions(TALK), SIDECAR: sidecar, "b.vtt": captions(TALK)})
    result = run("build", "--content", content, "--output", tmp_path / "site", "--no-search")
    assert result.exit_code == 1
    assert f"{SIDECAR}: " in result.output
    assert message in result.output
    assert (tmp_path / "site/recordings/b/index.html").is_file()


def holding(folder: Path, *words: str) -> list[str]:
    """The files under a folder that hold any of these words, packed or not."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            if data[:2] == b"\x1f\x8b":
                data = gzip.decompress(data)
            text = " ".join(re.findall(r"\w+", data.decode("utf-8", "replace").casefold()))
            found += [str(path) for each in words if each in text]
    return found


@pytest.mark.parametrize("how", ["its words", "its moment", "for all"])
def test_what_is_taken_down_stands_nowhere(
    build: Build,
    tmp_path: Path,
    how: str,
) -> None:
    """Neither in the site, its index and its digests, nor in finished work from before."""
    words = "each brass gear of the machine adds one cosine"
    line = TALK[2][1]
    other = {"shows/harbour/2026-03-20-again.vtt": captions(TALK[::-1])}
    _, output = build(f"edits:\n  - pin: {line}\n", other, search=True)
    assert holding(output, words)
    assert holding(tmp_path / "cache", words)

    if how == "for all":
        site = f"title: Shelf\nlanguage: de\ntake_down:\n  - {line}\n"
        result, output = build("tags: []\n", {**other, "site.yaml": site}, search=True)
        mark = "[entfernt]"
    else:
        named = f'"{line}"' if how == "its words" else "0:40"
        again = f"take_down:\n  - {line.upper()}\n"
        files = {**other, "shows/harbour/2026-03-20-again.yaml": again}
        result, output = build(f"take_down:\n  - {named}\n", files, search=True)
        mark = "[taken down]"
    assert holding(output, words) == []
    assert holding(tmp_path / "cache", words) == []
    assert words not in result.output
    assert record_of(output)["cues"][2]["text"] == f"{mark}."
    assert mark in (output / "harbour/tides/index.html").read_text()
    assert mark in (output / "harbour/tides/transcript.vtt").read_text()
    assert (
        mark.replace("[", "\\[").replace("]", "\\]")
        in (output / "harbour/tides/index.md").read_text()
    )
    assert all(mark not in each["text"] for each in everything(record_of(output)))
    assert TALK[3][1] in {cue["text"] for cue in record_of(output)["cues"]}


def test_what_people_wrote_of_an_episode_goes_too(build: Build) -> None:
    """Title, introduction, notes, tags and chapters lose the words, not what is around them."""
    line = "Each brass gear of the machine adds one cosine"
    sidecar = (
        f"title: Tides, or {line}\nintroduction: He says {line}, and more.\n"
        f"notes: She says {line}, and {line}, and less.\ntags: [sea, '{line}']\n"
        f"chapters:\n  - 0:00 Gears and {line}\ntake_down:\n  - {line}\n"
    )
    _, output = build(sidecar)
    assert holding(output, line.casefold()) == []
    record = record_of(output)
    assert record["title"] == "Tides, or [taken down]"
    assert record["introduction"]["text"] == "He says [taken down], and more."
    assert record["chapters"][0]["title"] == "Gears and [taken down]"
    page = (output / "harbour/tides/index.html").read_text()
    assert "She says [taken down], and [taken down], and less." in page
    assert "sea, [taken down]" in " ".join(re.sub("<[^>]+>", "", page).split())


def test_what_is_known_of_phrases_is_forgotten_once(build: Build, tmp_path: Path) -> None:
    """When a line is taken down; builds after that find the phrases of all recordings there."""
    rule = f"take_down: [{TALK[2][1]}]\n"
    phrases = tmp_path / "cache/phrases"
    build("tags: []\n")
    first = set(phrases.rglob("*"))
    build(rule)
    without = set(phrases.rglob("*"))
    assert first - without
    build(f"{rule}tags: [sea]\n")
    assert without <= set(phrases.rglob("*"))


@pytest.mark.parametrize("moment", [59.0, 60.0, 61.0])
def test_a_sentence_of_a_model_is_dropped_by_the_second_in_which_it_begins(moment: float) -> None:
    """Its line may begin within it: the page shows whole seconds."""
    said = reading_of("Tides", TIDES, summary=(0, 1), chapters=3)
    first, second = said.summary.sentences
    late = replace(second, text="A float.", sources=(replace(second.sources[0], start=60.5),))
    said = replace(said, summary=Summary(sentences=(first, late)), backend="openai:m")
    edited = edit_all([said], [Rule(verb=Verb.DROP, moment=moment)])
    kept = edited.readings[0].summary.sentences
    assert kept == ((first,) if moment == 60.0 else (first, late))


def test_what_two_people_say_is_pinned_in_their_own_words() -> None:
    """One sentence for each, as nobody can say `to:` for both; that of one is in the new words."""
    said = reading_of("Tides", TIDES, chapters=3)
    both = Rule(verb=Verb.PIN, words="counts every wave. A tide gauge is a float", to="All of it.")
    ours = edit_all([said], [both]).readings[0].summary.sentences
    assert [each.speaker for each in ours] == ["Ines", "Bram"]
    assert [each.text for each in ours] == [said.episode.transcript.cues[n].text for n in (0, 1)]
    one = Rule(verb=Verb.PIN, words="A tide gauge is a float", to="It floats.")
    [mine] = edit_all([said], [one]).readings[0].summary.sentences
    assert (mine.speaker, mine.text) == ("Bram", "It floats.")


def test_a_line_across_captions_goes_whole(build: Build, tmp_path: Path) -> None:
    """One mark stands where it stood, and what was said around it stays."""
    pieces = [
        ("Ines Falk", "We went down to the harbour, and my sister's"),
        ("Ines Falk", "telephone number is four seven"),
        ("Ines Falk", "one nine. The tide was out."),
    ]
    line = "my sister’s telephone number is four seven one nine"
    _, output = build("tags: []\n", {HARBOUR: captions([*pieces, *TALK])})
    assert holding(tmp_path / "cache", "telephone number is four")
    _, output = build(f"take_down: [{line}]\n", {HARBOUR: captions([*pieces, *TALK])})
    said = [cue["text"] for cue in record_of(output)["cues"][:3]]
    assert said == ["We went down to the harbour, and [taken down].", "", "The tide was out."]
    assert holding(output, "telephone", "sister s", "four seven") == []
    assert holding(tmp_path / "cache", "telephone", "my sister s", "four seven") == []


def test_one_episode_of_many_in_a_file(tree: Tree, run: Run, tmp_path: Path) -> None:
    """A sidecar beside a file of several episodes edits them by name."""
    listing = Path(__file__).parent.parent / "content/shows/measure-twice"
    content = tree(
        {"shows/m/episodes.txt": (listing / "episodes.txt").read_text(), "shows/m/show.yaml": ""}
    )
    output = tmp_path / "site"
    run("build", "--content", content, "--output", output, "--no-search")
    records = [json.loads(each.read_text()) for each in sorted(output.glob("m/*/episode.json"))]
    record = next(each for each in records if each["summary"])
    text = record["summary"][0]["text"]
    sidecar = f"edits:\n  - drop: {json.dumps(text)}\n    episode: {json.dumps(record['title'])}\n"
    content = tree({"shows/m/episodes.yaml": sidecar})
    result = run("build", "--content", content, "--output", output, "--no-search")
    assert result.exit_code == 0, result.output
    assert "episodes.yaml" not in result.output
    after = record_of(output, f"m/{record['slug']}")
    assert text not in {each["text"] for each in everything(after)}


def test_the_examples_of_the_readme_do_what_they_say(build: Build) -> None:
    """Both blocks, as they stand there, beside a recording that has those lines."""
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n((?:edits|take_down):.*?)```", readme, re.DOTALL)
    assert len(blocks) == 2
    talk = {
        0: "A very warm thanks to everybody who came tonight to the harbour master's office.",
        60: "The gauge of the harbour measures what was missed by the forecast of the machine.",
        200: "A table of tides is a promise that the sea has never signed with anybody.",
        400: "My sister's telephone number is four seven one nine, she says.",
        760: "The brass gears add up the cosines of the moon and of the sun for a year.",
        3730: "This is what nobody should ever have heard of the harbour.",
    }
    captions = "WEBVTT\n\n" + "\n\n".join(
        f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}.000 --> "
        f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60 + 5:02}.000\n<v Ines>{text}"
        for at, text in talk.items()
    )
    result, output = build("".join(blocks), {HARBOUR: captions})
    assert SIDECAR not in result.output
    record = record_of(output)
    points = {each["text"]: each.get("edited") for each in record["summary"]}
    assert points[talk[200]] is True
    printed = {each["text"]: each.get("edited") for each in everything(record)}
    assert printed["The gauge measures what the forecast missed."] is True
    assert talk[0] not in printed
    chapters = [each["text"] for chapter in record["chapters"] for each in chapter["summary"]]
    assert talk[760] in chapters
    said = [cue["text"] for cue in record["cues"]]
    assert said[3] == "[taken down], she says."
    assert said[5] == "[taken down]."
    assert holding(output, "four seven one nine", "nobody should ever") == []


def test_what_a_person_wrote_is_set_as_prose_everywhere(build: Build) -> None:
    """Where a reworded line stands for its episode, no list and no feed makes a quotation of it."""
    _, output = build("tags: []\n")
    record = record_of(output)
    rules = "".join(
        f"  - reword: {json.dumps(each['text'])}\n    to: Gears add up tide {number}.\n"
        for number, each in enumerate(record["summary"])
    )
    _, output = build(f"edits:\n{rules}")
    [entry] = json.loads((output / "feed.json").read_text())["items"]
    assert "<p>Gears add up tide" in entry["content_html"]
    assert "edited" in entry["content_text"]
    show = (output / "harbour/index.html").read_text()
    assert "<blockquote" not in show
    assert ">edited</small>" in show
    assert re.search(r"Gears add up tide \d\. \(edited, ", (output / "llms.txt").read_text())


@pytest.mark.parametrize(
    ("words", "to", "texts"),
    [
        ("colonies swarm in spring", "In other words.", ["In other words."]),
        ("colonies swarm in spring? So a colony swarms", "In other words.", ["Why do", "A colony"]),
        ("colonies swarm in spring? So a colony swarms", "", ["Why do", "A colony"]),
    ],
)
def test_what_several_say_is_pinned_as_they_say_it(words: str, to: str, texts: list[str]) -> None:
    """A sentence of each, in their own words; other words are one person's."""
    episode = episode_of(BEES)
    heard = hear(episode.transcript, "en")
    reading = Extractive().summarize(episode, heard, outline(episode, heard))
    rule = Rule(verb=Verb.PIN, words=words, to=to)
    [edited] = edit_all([reading], [rule]).readings
    pinned = [each for each in edited.summary.sentences if each.edited]
    assert [each.text[: len(text)] for each, text in zip(pinned, texts, strict=True)] == texts
    assert [each.speaker for each in pinned] == ["Ada", "Bram"][: len(texts)]
    assert [each.backend for each in pinned] == ["edited" if to in texts else ""] * len(texts)


def test_the_best_that_is_left_is_the_best() -> None:
    """Where the best is dropped the first is; where another is, it stays the best."""
    episode = episode_of(BEES)
    heard = hear(episode.transcript, "en")
    reading = Extractive().summarize(episode, heard, outline(episode, heard))
    said = [each.text for each in reading.summary.sentences]
    assert len(said) > 2
    for best, number in product(range(len(said)), repeat=2):
        chosen = replace(reading, summary=replace(reading.summary, best=best))
        drop = Rule(verb=Verb.DROP, words=said[number])
        [edited] = edit_all([chosen], [drop]).readings
        left = [each.text for each in edited.summary.sentences]
        assert left == [text for place, text in enumerate(said) if place != number]
        assert left[edited.summary.best] == (left[0] if best == number else said[best])
