"""Parliaments' debates and corpora of speech, as XML."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.parsers import parse

DEBATES = sorted((Path(__file__).parent / "debates").glob("*.xml"))
SAID = [
    ("Ines Falk", "I move that the bill be read a second time. A table of tides is a promise."),
    ("Tom Arden", "Who drew the tides before there was a machine?"),
    ("Ines Falk", "A clerk with a very long table."),
]


@pytest.mark.parametrize("path", DEBATES, ids=lambda path: path.stem)
def test_a_debate_is_read_with_who_speaks_its_day_and_its_words(path: Path) -> None:
    """Whatever schema a parliament has: whole names, only what was said, the day of the sitting."""
    document = parse(path.read_text(encoding="utf-8"))
    assert document
    [recording] = document.recordings
    turns: list[tuple[str | None, str]] = []
    for cue in recording.transcript.cues:
        if turns and turns[-1][0] == cue.speaker:
            turns[-1] = (cue.speaker, f"{turns[-1][1]} {cue.text}")
        else:
            turns.append((cue.speaker, cue.text))
    assert turns == SAID
    assert recording.date == dt.date(2026, 3, 14)


@pytest.mark.parametrize("name", ["akoma-ntoso", "parlparse", "parlamint"])
def test_headings_of_a_debate_are_chapters(name: str) -> None:
    """What stands above the speeches is a chapter that people wrote."""
    path = next(each for each in DEBATES if each.stem == name)
    document = parse(path.read_text(encoding="utf-8"))
    assert document
    assert [each.title for each in document.recordings[0].chapters] == ["Second reading"]


def test_the_title_is_that_of_the_documents_language() -> None:
    """Of several titles the one in the language of the text counts, without the corpus's mark."""
    path = next(each for each in DEBATES if each.stem == "parlamint")
    document = parse(path.read_text(encoding="utf-8"))
    assert document
    assert document.recordings[0].title == "Tide Tables Bill"


def test_a_play_is_no_transcript() -> None:
    """Roles in a play speak in the same elements, and nobody said it."""
    play = """<TEI><text><front><castList><castItem>Ines</castItem></castList></front><body>
    <sp who="#ines"><p>Who drew the tides before there was a machine?</p></sp>
    <sp who="#tom"><p>A clerk with a very long table drew them.</p></sp>
    <sp who="#ines"><p>Then let us go and look at that table of his.</p></sp>
    </body></text></TEI>"""
    assert parse(play) is None
