"""Transcripts in front matter: lines, times, speakers, and headers that are chapters."""

from __future__ import annotations

import pytest

from generator.errors import InputError
from generator.model import ListedChapter, Recording
from generator.parsers import parse, timed_yaml


def read(transcript: str, above: str = "", below: str = "") -> Recording:
    """The one recording of such a text."""
    document = parse(f"---\n{above}transcript:\n{transcript}---\n{below}")
    assert document
    (recording,) = document.recordings
    return recording


LINES = """  - {header: Opening}
  - {line: We begin here., sec: 0, who: Ada}
  - {line: It goes on., sec: 4}
  - {header: Weft, line: Now the weft., sec: 10, who: Ben}
  - {header: "  "}
  - {header: Warp}
  - {header: The end}
  - {line: The warp., time: "00:20"}
  - {header: Nothing beneath}
"""


def test_headers_are_chapters() -> None:
    """Each begins with the line beneath it or beside it; one without any is none."""
    recording = read(LINES)
    assert recording.chapters == (
        ListedChapter(title="Opening", start=0.0, first_cue=0),
        ListedChapter(title="Weft", start=10.0, first_cue=2),
        ListedChapter(title="Warp", start=20.0, first_cue=3),
        ListedChapter(title="The end", start=20.0, first_cue=3),
    )


def test_who_speaks_speaks_on() -> None:
    """Until somebody else is named; times are seconds, or else on the clock."""
    cues = read(LINES).transcript.cues
    assert [(cue.start, cue.speaker, cue.text) for cue in cues] == [
        (0.0, "Ada", "We begin here."),
        (4.0, "Ada", "It goes on."),
        (10.0, "Ben", "Now the weft."),
        (20.0, "Ben", "The warp."),
    ]
    both = read('  - {line: One., sec: 3, time: "00:09"}\n').transcript.cues
    assert both[0].start == 3.0


def test_what_stands_beside_the_lines_is_about_them() -> None:
    """Metadata, its notes, and after those the text below the front matter."""
    recording = read(LINES, "title: Looms\nsummary: On looms.\nlanguage: de\n", "\nSee [a](b).\n")
    assert (recording.title, recording.notes) == ("Looms", "On looms.\n\nSee [a](b).")
    assert recording.transcript.language == "de"
    assert read(LINES, below="\nSee this.\n").notes == "See this."


@pytest.mark.parametrize("words", [60, 61])
def test_long_lines_are_cut(words: int) -> None:
    """At sixty words."""
    cues = read(f"  - {{line: {'word ' * words}}}\n").transcript.cues
    assert [len(cue.text.split()) for cue in cues] == ([60, 1] if words > 60 else [60])


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("---\ntranscript:\n  - {line: a}\n---\n", True),
        ("---\ntitle: a\ntranscript:\n- line: a\n---\n", True),
        ("---\ntranscript: [{line: a}]\n---\n", True),
        ("---\ntranscript: see below\n---\n", False),
        ("---\na:\n  transcript:\n  - {line: a}\n---\n", False),
        ("transcript:\n  - {line: a}\n", False),
    ],
)
def test_it_is_known_by_its_list(text: str, known: bool) -> None:
    """Which stands in the front matter under that name."""
    assert timed_yaml.recognizes(text) == known


def test_headers_alone_are_no_transcript() -> None:
    """They are told what is missing."""
    with pytest.raises(InputError, match="holds no lines"):
        read("  - {header: Opening}\n")
