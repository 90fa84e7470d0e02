"""Names heard right: what is corrected, what is suggested, and where either shows."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.correcting import Judged
from generator.correcting import find as find_all
from generator.corrections import Corrections, mend
from generator.fingerprints import fingerprint
from generator.model import Correction, Cue, Episode, Show, Transcript
from generator.timestamps import format_vtt
from tests.conftest import Run, Tree

NOTES = "notes: Anselm Kuyper of Marrowgate built the Tidewheel, on show at HarbourLab.\n"
LINES = (
    "Today we talk about the wheel that Anselm Kuyper built for the people of Marrowgate.",
    "The wheel at Marrowgate turned twice a day, and the millers paid for every turn of it.",
    "When the sea rose, Marogate lost its bridge and both of the mills beside the old quay.",
    "Nobody had asked Anselm Kuiper what his wheel would do in such a storm as that one.",
    "The people of Marrowgate rebuilt the bridge with stones from the mills within a year.",
    "I found the drawings of the wheel in a box that nobody had opened since the great flood.",
)


def vtt(lines: Sequence[str]) -> str:
    """Captions of ten seconds each."""
    cues = [
        f"{format_vtt(10 * number)} --> {format_vtt(10 * number + 9)}\n{line}\n"
        for number, line in enumerate(lines)
    ]
    return "WEBVTT\n\n" + "\n".join(cues)


def record(site: Path, name: str = "sea/wheel") -> dict[str, Any]:
    data: dict[str, Any] = json.loads((site / name / "episode.json").read_text())
    return data


def build(run: Run, content: Path, site: Path, *options: str) -> dict[str, Any]:
    result = run("build", "--content", content, "--output", site, *options)
    assert result.exit_code == 0, result.output
    return record(site)


def files(lines: Sequence[str] = LINES, **others: str) -> dict[str, str | bytes]:
    """A show with one episode and its notes."""
    return {
        "shows/sea/wheel.vtt": vtt(lines),
        "shows/sea/wheel.yaml": f"title: The wheel\n{NOTES}",
        **{
            name.replace("__", "/").replace("_yaml", ".yaml"): text for name, text in others.items()
        },
    }


def heard(record: dict[str, Any]) -> dict[str, str]:
    return {each["heard"]: each["meant"] for each in record.get("corrections", [])}


def test_what_is_surely_misheard_is_corrected(tree: Tree, run: Run, tmp_path: Path) -> None:
    """Names that sound and look like those of the notes are noted, with their moments."""
    found = build(run, tree(files()), tmp_path / "site", "--no-search")
    assert found["corrections"] == [
        {"heard": "Marogate", "meant": "Marrowgate", "start": 20.0},
        {"heard": "Kuiper", "meant": "Kuyper", "start": 30.0},
    ]


def test_transcript_is_not_touched(tree: Tree, run: Run, tmp_path: Path) -> None:
    """Every cue stays word for word in the record, the captions and the page."""
    found = build(run, tree(files()), tmp_path / "site", "--no-search")
    assert [cue["text"] for cue in found["cues"]] == list(LINES)
    assert "Marogate lost its bridge" in (tmp_path / "site/sea/wheel/transcript.vtt").read_text()
    page = (tmp_path / "site/sea/wheel/index.html").read_text()
    assert '<abbr title="Marrowgate">Marogate</abbr> lost' in page


def test_quotation_keeps_its_word_and_shows_the_right_one(
    tree: Tree, run: Run, tmp_path: Path
) -> None:
    """On the page the right name follows in brackets; the record quotes word for word."""
    lines = ["The sea took Marogate and everything that its people had built there."]
    found = build(run, tree(files(lines)), tmp_path / "site", "--no-search")
    text = json.dumps([found["summary"], found["chapters"]])
    assert "Marogate and" in text
    assert "[Marrowgate]" not in text
    assert "took Marogate [Marrowgate] and" in (tmp_path / "site/sea/wheel/index.html").read_text()
    twin = (tmp_path / "site/sea/wheel/index.md").read_text()
    assert r"took Marogate \[Marrowgate\] and" in twin  # brackets that Markdown takes for no link


def test_search_finds_the_passage_by_the_right_name(tree: Tree, run: Run, tmp_path: Path) -> None:
    """What the index holds of the page has the right name where the wrong one was said."""
    lines = ["The sea took Marogate and everything that its people had built there.", *LINES[3:4]]
    build(run, tree(files(lines)), tmp_path / "site")
    fragments = (tmp_path / "site/pagefind/fragment").rglob("*.pf_fragment")
    texts = [gzip.decompress(path.read_bytes()).decode(errors="replace") for path in fragments]
    assert any("took Marrowgate" in text for text in texts)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("The wheels of Marrowgates were many, and each of them had a name.", "a plural"),
        ("The Harbour was full of ships and the harbor master counted them.", "ordinary words"),
        ("Marlowe came to see the mill with his brother in the autumn.", "another name"),
        ("We marched through the gate of the narrow lane to the market.", "words of the language"),
        ("Marrowgate's millers were never paid for that winter's work.", "a possessive"),
    ],
)
def test_what_is_right_stays(tree: Tree, run: Run, tmp_path: Path, said: str, why: str) -> None:
    """Neither forms of a name nor ordinary words nor other names are taken for misheard."""
    found = build(run, tree(files([*LINES[:2], said])), tmp_path / "site", "--no-search")
    assert "corrections" not in found, why


def test_other_languages_are_left_as_they_are(tree: Tree, run: Run, tmp_path: Path) -> None:
    """Nothing is corrected by itself where the words are not English."""
    lines = [
        "Das Rad von Marrowgate dreht sich zweimal am Tag, und die Müller zahlen dafür.",
        "Als das Meer stieg, verlor Marogate seine Brücke und die beiden Mühlen am alten Kai.",
    ]
    content = tree(files(lines))
    (content / "shows/sea/wheel.yaml").write_text(f"language: de\n{NOTES}")
    found = build(run, content, tmp_path / "site", "--no-search")
    assert "corrections" not in found


def test_letters_said_one_by_one_are_the_name(tree: Tree, run: Run, tmp_path: Path) -> None:
    """An acronym that was spelled out is found, and read without brackets."""
    lines = [*LINES[:2], "The machine spoke M Q T P to the harbour and the harbour answered it."]
    content = tree(files(lines))
    (content / "shows/sea/wheel.yaml").write_text("notes: We used MQTP for all of it.\n")
    found = build(run, content, tmp_path / "site", "--no-search")
    assert heard(found) == {"M Q T P": "MQTP"}
    assert "[MQTP]" not in (tmp_path / "site/sea/wheel/index.html").read_text()


def test_other_recordings_tell_the_name(tree: Tree, run: Run, tmp_path: Path) -> None:
    """A name is known from the rest of the archive too, in whatever order it is read."""
    own = ["The board at Quillforge met twice.", *["We heard Quillforge out."] * 3]
    content = tree(
        {f"shows/sea/{name}.vtt": vtt(own) for name in ("a", "b", "z")}
        | {"shows/sea/m.vtt": vtt(["At Quilforge they told us that nothing would come of it."])}
    )
    build_all = run("build", "--content", content, "--output", tmp_path / "site", "--no-search")
    assert build_all.exit_code == 0
    assert heard(record(tmp_path / "site", "sea/m")) == {"Quilforge": "Quillforge"}


def test_people_have_the_last_word(tree: Tree, run: Run, tmp_path: Path) -> None:
    """corrections.yaml adds, refuses and overrides, for all or for one show."""
    text = (
        "Marogate: false\nold quay: Old Quay\nAnselm Kuiper: Anselm Kuyper II\n"
        "sea:\n  great flood: Great Flood\n"
    )
    found = build(run, tree(files(corrections_yaml=text)), tmp_path / "site", "--no-search")
    assert heard(found) == {
        "old quay": "Old Quay",
        "Anselm Kuiper": "Anselm Kuyper II",
        "great flood": "Great Flood",
    }


def test_given_words_are_whole_words(tree: Tree, run: Run, tmp_path: Path) -> None:
    """A correction holds for a word as it is written, not for a part of one."""
    text = "mill: Mill\nWheel: WheeL\n"
    found = build(run, tree(files(corrections_yaml=text)), tmp_path / "site", "--no-search")
    assert {"mill", "Wheel"}.isdisjoint(heard(found))


def test_change_of_corrections_changes_the_site(tree: Tree, run: Run, tmp_path: Path) -> None:
    """What was read before is read anew where other corrections hold."""
    content = tree(files(corrections_yaml="wheel: Tidewheel\n"))
    first = build(run, content, tmp_path / "site", "--no-search")
    (content / "corrections.yaml").write_text("wheel: Waterwheel\n")
    second = build(run, content, tmp_path / "site", "--no-search")
    assert heard(first)["wheel"] == "Tidewheel"
    assert heard(second)["wheel"] == "Waterwheel"
    titles = [chapter["title"] for chapter in second["chapters"]]
    assert not any("Tidewheel" in title for title in titles)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Marogate: Marrowgate\nWheel: [a, b]\n", 2),
        ("Marogate:\n", 1),
        ("Marogate: true\n", 1),
        ("- Marogate\n", 1),
        ("Marogate\n", 1),
        ("Marogate: Marogate\n", 1),
        ("sea:\n  Marogate:\n    - x\n", 3),
        ("'': x\n", 1),
        ("Marogate: Marrowgate\n  x: [\n", 2),
    ],
)
def test_wrong_corrections_are_one_message(
    tree: Tree, run: Run, tmp_path: Path, text: str, line: int
) -> None:
    """The file, the line and the remedy are named, and nothing is written."""
    content = tree(files(corrections_yaml=text))
    result = run("build", "--content", content, "--output", tmp_path / "site")
    assert result.exit_code == 2
    assert f"corrections.yaml:{line}: " in result.output
    assert result.output.rstrip().endswith(")")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("text", ["", "---\n", "# Marogate: Marrowgate\n"])
def test_a_file_without_corrections_corrects_nothing_more(
    tree: Tree, run: Run, tmp_path: Path, text: str
) -> None:
    """One that is still empty is no fault."""
    found = build(run, tree(files(LINES[:2], corrections_yaml=text)), tmp_path / "site")
    assert "corrections" not in found


def test_corrections_for_no_show_are_one_message(tree: Tree, run: Run, tmp_path: Path) -> None:
    """A show that is not there is named, with those that are."""
    content = tree(files(corrections_yaml="lake:\n  Marogate: Marrowgate\n"))
    result = run("build", "--content", content, "--output", tmp_path / "site")
    assert result.exit_code == 2
    assert "'lake' is no show here" in result.output
    assert "sea" in result.output


def test_suggestions_are_lines_for_the_file(tree: Tree, run: Run, tmp_path: Path) -> None:
    """What is printed can be put into corrections.yaml as it stands, and then is no more asked."""
    content = tree(files([*LINES[:2], "In the spring we saw Marlogate from the hill."]))
    printed = run("suggest", "--content", content)
    assert printed.exit_code == 0
    [line] = printed.stdout.splitlines()
    assert line.startswith("Marlogate: Marrowgate  # in sea/wheel at 0:20")
    assert "Marrowgate is in the notes and said 2 times there" in line
    (content / "corrections.yaml").write_text(printed.stdout)
    assert run("suggest", "--content", content).stdout == ""
    found = build(run, content, tmp_path / "site", "--no-search")
    assert heard(found) == {"Marlogate": "Marrowgate"}


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("MAROGATE, and marogate", "Marrowgate, and Marrowgate"),
        ("Marogate [Marrowgate] and Marogates", "Marrowgate and Marogates"),
        ("Anselm  Kuiper", "Anselm Kuyper"),
    ],
)
def test_prose_has_the_right_name_in_whatever_case(text: str, mended: str) -> None:
    """As a whole word, once, whatever the white space."""
    wrong = {"Marogate": "Marrowgate", "Anselm Kuiper": "Anselm Kuyper"}
    assert mend(text, wrong) == mended


def test_what_is_misheard_most_is_listed_first(tree: Tree, run: Run) -> None:
    """By how often it is heard, whatever the alphabet says; equals by the alphabet."""
    more = "Both of the mills of Marogate were sold for their brass and their stones."
    printed = run("suggest", "--applied", "--content", tree(files([*LINES, more]))).stdout
    first, second = printed.splitlines()
    assert first.startswith("Marogate: Marrowgate  # 2 times, first in sea/wheel at 0:20")
    assert second.startswith("Kuiper: Kuyper  # in sea/wheel at 0:30")


def test_what_is_applied_can_be_listed_and_refused(tree: Tree, run: Run, tmp_path: Path) -> None:
    """`suggest --applied` lists what is corrected without being asked for."""
    printed = run("suggest", "--applied", "--content", tree(files())).stdout.splitlines()
    assert [line.partition("  #")[0] for line in printed] == [
        "Kuiper: Kuyper",
        "Marogate: Marrowgate",
    ]


def test_outline_knows_what_the_site_knows(tree: Tree, run: Run, tmp_path: Path) -> None:
    """A transcript alone gets the corrections that the rest of its archive tells."""
    content = tree(files(LINES[:3], corrections_yaml="wheel: Tidewheel\n"))
    (content / "shows/sea/hill.vtt").write_text(
        vtt(["They saw Anselm Kuiper on the hill at last."])
    )
    found = build(run, content, tmp_path / "site", "--no-search")
    assert json.loads(run("outline", content / "shows/sea/wheel.vtt").stdout) == found
    other = json.loads(run("outline", content / "shows/sea/hill.vtt").stdout)
    assert other == record(tmp_path / "site", "sea/hill")
    assert heard(other) == {"Anselm Kuiper": "Anselm Kuyper"}


def test_lines_that_move_are_not_judged_anew() -> None:
    """What may be misheard follows its lines, and is known from before while spellings stay."""
    known: dict[str, Judged] = {}

    def judged(made_of: object, find: Callable[[], Judged]) -> Judged:
        key = fingerprint(made_of)
        known[key] = known[key] if key in known else find()
        return known[key]

    def cues_of(*lines: str) -> dict[str, tuple[int, ...]]:
        episode = Episode(
            show=Show(slug="sea", title="Sea"),
            slug="wheel",
            title="The wheel",
            transcript=Transcript(cues=tuple(Cue(text=line) for line in lines)),
            source="wheel.vtt",
            notes=NOTES,
        )
        [found] = find_all([episode], judged=judged)
        return {each.heard: each.cues for each in found}

    before, after = cues_of(*LINES), cues_of("And so we begin again with that.", *LINES)
    assert before
    assert after == {heard: tuple(cue + 1 for cue in cues) for heard, cues in before.items()}
    assert len(known) == 1


def test_corrections_within_some_cues() -> None:
    """From the first to the last of them, both among them."""
    cues = (1, 2, 3, 4)
    corrections = Corrections(Correction(f"heard {cue}", f"meant {cue}", cue) for cue in cues)
    assert corrections.within(2, 3) == {"heard 2": "meant 2", "heard 3": "meant 3"}
    assert corrections.within(3, 3) == {"heard 3": "meant 3"}
    assert corrections.within(5, 6) == {}
