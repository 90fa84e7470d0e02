"""What is found of names misheard, beside what readers noted of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.correcting.likeness import Likeness
from generator.correcting.mishearing import Finding
from generator.evaluation import names
from generator.evaluation.names import NameScores, compare_names, names_table
from tests.conftest import Tree

Pairs = dict[str, str]
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:09.000\n<v Ada>Merch cut it in a day.\n"


def finding(heard: str, meant: str, *, sure: bool = True) -> Finding:
    """A spelling that stands once in a recording."""
    return Finding(
        heard=heard,
        meant=meant,
        cues=(0,),
        sure=sure,
        likeness=Likeness(0.9, 1.0),
        listed=True,
        said=1,
        sayers=1,
    )


Compare = Callable[..., NameScores]


@pytest.fixture
def compare(tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compare:
    """Scores of two recordings, of which the first has a reference, by what is found in each."""

    def scores(noted: Pairs, *found: tuple[Finding, ...], right: Pairs | None = None) -> NameScores:
        content = tree({"a.vtt": CAPTIONS, "b.vtt": CAPTIONS.replace("cut", "saw")})
        folder = tmp_path / "references"
        folder.mkdir()
        (folder / "a.json").write_text(json.dumps({"episode": "a", "names": noted}))
        judged = tmp_path / "names.toml"
        judged.write_text(f"right = {json.dumps([list(each) for each in (right or {}).items()])}")
        monkeypatch.setattr(names, "_JUDGED", judged)
        monkeypatch.setattr(names, "find", lambda episodes: [*found, (), ()][: len(episodes)])
        return compare_names(folder, [content])

    return scores


def test_what_is_found_is_counted(compare: Compare) -> None:
    """What is corrected, suggested, missed; what nobody noted is right where a person said so."""
    found = (
        finding("Merch", "Murch"),
        finding("Zork", "Zorc"),
        finding("Haven", "Harbour"),
        finding("Lynd", "Lind", sure=False),
        finding("Oslow", "Oslo", sure=False),
    )
    noted = {"Merch": "Murch", "Lynd": "Lind", "Tommy": "Thommy"}
    scores = compare(noted, found, found[:1], right={"Zork": "Zorc"})
    doubtful = ("a: Haven -> Harbour", "b: Merch -> Murch")
    assert scores == NameScores(
        recordings=2, noted=3, met=1, offered=1, applied=4, right=2, suggested=2, doubtful=doubtful
    )
    assert list(names_table(scores)) == [
        "Names misheard, 2 recordings",
        "  corrected         4   right 2 (0.500)",
        "  readers noted     3   corrected 1 (0.333), suggested 1 (0.333) of 2 suggestions",
        "  doubtful: a: Haven -> Harbour",
        "  doubtful: b: Merch -> Murch",
    ]


def test_where_nothing_is_noted_or_found_nothing_is_told() -> None:
    """No share of nothing."""
    assert list(names_table(NameScores(recordings=1))) == ["Names misheard, 1 recordings"]


@pytest.mark.parametrize(
    ("heard", "meant", "noted", "right", "met"),
    [
        ("Merch", "Murch", "Merch", "Murch", True),
        ("merch", "Murch", "Merch", "MURCH", True),
        ("Merch", "Murch", "Merch", "Walter Murch", True),
        ("Merch", "Walter Murch", "Merch", "Murch", True),
        ("Merch", "March", "Merch", "Murch", False),
        ("Merch", "Murch", "Walter Merch", "Walter Murch", True),
        ("Merch", "Murch", "Walter Merch", "Walter March", False),
        ("Walter Merch", "Walter Murch", "Merch", "Murch", True),
        ("Walter Merch", "Walter March", "Merch", "Murch", False),
        ("Merch", "Murch", "Mersh", "Murch", False),
    ],
)
def test_a_name_is_met_with_or_without_what_stands_around_it(
    heard: str,
    meant: str,
    noted: str,
    right: str,
    met: bool,
    compare: Compare,
) -> None:
    """The reader may have noted more words than are corrected, or fewer, of the same name."""
    scores = compare({noted: right}, (finding(heard, meant),))
    assert (scores.met, scores.right) == (met, met)
