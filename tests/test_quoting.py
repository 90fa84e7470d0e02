"""What a site without a model prints: quotations that look like it, each of the one who spoke."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.language.words import words
from generator.rendering.quotation import enclose
from tests.conftest import Run, Tree

TALK = [
    ("Ines Falk", "Welcome back to the harbour, where we talk about tides and about machines."),
    ("Ines Falk", "So what does a brass tide machine add up?"),
    ("Tom Arden", "Each brass gear of the machine adds one cosine of the moon or of the sun."),
    ("Tom Arden", "The pen at the end of the wire draws the whole curve of a year in four hours."),
    ("Tom Arden", "A harbour master reads the height of the water off that paper to the inch."),
    ("Ines Falk", "I think a printed forecast changed what a port could promise to its captains."),
    ("Ines Falk", "Why were the tables kept secret in the last war?"),
    ("Tom Arden", "Landing craft need a beach at half tide, and the tables gave the hour away."),
    ("Tom Arden", "Two machines were kept in two towns so that one bomb could not stop the work."),
    ("Ines Falk", "Storm surges are the part that no machine of gears has ever forecast."),
    ("Tom Arden", "The wind piles the water up against the coast, and no gear knows the wind."),
    ("Tom Arden", "A gauge in the harbour measures what the forecast of the machine missed."),
]


def clock(seconds: int) -> str:
    return f"00:{seconds // 60:02}:{seconds % 60:02}.000"


def captions(talk: list[tuple[str, str]], seconds: int = 20) -> str:
    """WebVTT, a cue for each sentence."""
    blocks = [
        f"{clock(n * seconds)} --> {clock((n + 1) * seconds)}\n<v {who}>{text}"
        for n, (who, text) in enumerate(talk)
    ]
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


@pytest.fixture
def site(tree: Tree, run: Run, tmp_path: Path) -> Path:
    """A site of one conversation."""
    content = tree(
        {
            "site.yaml": "title: Shelf\nbase_url: https://example.org/a/\n",
            "shows/harbour/2026-03-14-tides.vtt": captions(TALK * 2),
        }
    )
    output = tmp_path / "site"
    result = run("build", "--content", content, "--output", output, "--no-search")
    assert result.exit_code == 0, result.output
    return output


def said_by(text: str) -> set[str]:
    """Who said all of the words of a quotation, in one go."""
    wanted = words(text)
    return {who for who, said in TALK if set(wanted) <= set(words(said))}


def quotations(html: str) -> list[tuple[str, str]]:
    """The quotations in a page with whom each is put down to."""
    found = re.findall(
        r"<blockquote[^>]*>\s*<p[^>]*>(.*?)</p></blockquote>.*?<bdi>(.*?)</bdi>", html, re.DOTALL
    )
    return [(unescape(text), unescape(who)) for text, who in found]


def test_each_quotation_stands_alone_with_its_speaker_and_moment(site: Path) -> None:
    """On an episode's page: in quotation marks, put down to who spoke, with a link to where."""
    page = (site / "harbour/tides/index.html").read_text()
    assert "own words" in page
    found = quotations(page)
    assert len(found) >= 4
    for text, who in found:
        assert text.startswith("“")
        assert text.endswith("”")
        assert said_by(text) == {who}
    items = re.findall(r'<li class="said(?: best)?">(.*?)</li>', page, re.DOTALL)
    assert len(items) == len(found)
    assert all(re.search(r'<a class="\w+" href="#t-', item) for item in items)
    assert '<p class="summary"' not in page  # nobody's sentences run on as prose


def test_a_question_is_a_line_of_its_own(site: Path) -> None:
    """It is short, has its asker's name, and never stands within an answer's quotation marks."""
    page = (site / "harbour/tides/index.html").read_text()
    record = json.loads((site / "harbour/tides/episode.json").read_text())
    asked = re.findall(r'<p class="asked"><span>(.*?) asks:</span> <i>(.*?)</i>', page)
    assert asked
    assert {who for who, _ in asked} == {"Ines Falk"}
    assert all(len(text.split()) <= 9 and text.endswith("?") for _, text in asked)
    assert all("?" not in text for text, _ in quotations(page))
    sentences = [*record["summary"], *(s for c in record["chapters"] for s in c["summary"])]
    questions = [each["question"] for each in sentences if "question" in each]
    assert questions
    for each in questions:
        [source] = each["sources"]
        assert said_by(each["text"]) == {record["cues"][source["first_cue"]]["speaker"]}


def test_lists_feeds_and_programs_get_one_quotation_with_its_speaker(site: Path) -> None:
    """Cards, feeds, llms.txt and the page's description show the one that stands for all."""
    record = json.loads((site / "harbour/tides/episode.json").read_text())
    texts = {each["text"] for each in record["summary"]}
    [(shown, who)] = quotations((site / "harbour/index.html").read_text())
    assert shown.strip("“”") in texts
    assert said_by(shown) == {who}
    assert f"{shown} ({who}, [" in (site / "llms.txt").read_text()
    assert f"{shown} ({who}, [" in (site / "harbour/index.md").read_text()
    [entry] = json.loads((site / "feed.json").read_text())["items"]
    assert f"{shown} — {who}, " in entry["content_text"]
    assert f"<blockquote><p>{shown}</p></blockquote>" in entry["content_html"]
    assert 'href="https://example.org/a/harbour/tides/#t-' in entry["content_html"]
    atom = ElementTree.parse(site / "feed.xml").find(".//{*}content")
    assert atom is not None
    assert (atom.get("type"), atom.text) == ("html", entry["content_html"])
    description = re.search(
        r'name="description" content="(.*?)"', (site / "harbour/tides/index.html").read_text()
    )
    assert description
    assert unescape(description[1]).endswith(f"” — {who}")


def test_markdown_sets_quotations_as_such(site: Path) -> None:
    """The twin has a block quotation for each, with who said it and a link to the moment."""
    twin = (site / "harbour/tides/index.md").read_text()
    found = re.findall(r"> “(.*?)”\n\s+>\n\s+> — (.*?), \[[\d:]+\]\(\./#t-[\d-]+\)", twin)
    assert found
    assert all(said_by(text) == {who} for text, who in found)


@pytest.mark.parametrize(
    ("language", "enclosed"),
    [
        ("en", "“He said ‘no’ twice.”"),
        ("de-AT", "„He said ‚no‘ twice.“"),
        ("fr", "«\u202fHe said “no” twice.\u202f»"),
        ("ja", "「He said 『no』 twice.」"),
        ("zh-Hant", "「He said 『no』 twice.」"),
        ("nl", "‘He said “no” twice.’"),
        ("tlh", "“He said ‘no’ twice.”"),
    ],
)
def test_quotation_marks_are_those_of_the_language(language: str, enclosed: str) -> None:
    """Each language has its own, and its own for what is quoted within."""
    assert enclose('He said "no" twice.', language) == enclosed
