"""Which episodes are measured against people's chapters, and without their sentences."""

from __future__ import annotations

import pytest

from generator.evaluation.known import Known, known_episodes, without_sentences
from tests.conftest import Tree

CAPTIONS = """WEBVTT

00:00.000 --> 01:00.000
<v Ines Falk>Well, the harbour's office (it's old) - computed every tide: "brass" gears!

01:00.000 --> 02:00.000
<v Tom Arden>Each gear stood for one pull.

02:00.000 --> 04:00.000
The end of it.

03:00.000 --> 03:30.000
So long.
"""


def known(tree: Tree, chapters: str, captions: str = CAPTIONS) -> list[Known]:
    """The known episodes of a folder with one recording, whose chapters start so."""
    listed = "".join(f"  - {{start: {start}, title: T{start}}}\n" for start in chapters.split())
    folder = tree({"gears.vtt": captions, "gears.yaml": f"chapters:\n{listed}"})
    return list(known_episodes([folder]))


@pytest.mark.parametrize(
    ("chapters", "human"),
    [
        ("0 60 120 180", (60.0, 120.0, 180.0)),
        ("0 59.9 60 120 180", (60.0, 120.0, 180.0)),
        ("0 59.9 120 180", None),
        ("60 90 120 180", (60.0, 90.0, 120.0, 180.0)),
        ("0 60 120", None),
    ],
)
def test_an_episode_is_known_by_three_boundaries(
    chapters: str, human: tuple[float, ...] | None, tree: Tree
) -> None:
    """After the first minute; fewer say too little."""
    assert [one.human for one in known(tree, chapters)] == ([human] if human else [])


def test_a_recording_ends_with_its_last_words(tree: Tree) -> None:
    """Where the last cue to end does, which need not be the last one."""
    (one,) = known(tree, "60 120 180")
    assert one.end == 240.0


def test_without_times_nothing_is_known(tree: Tree) -> None:
    """Chapters of an untimed text stand nowhere in time."""
    assert known(tree, "60 120 180", "Ines: The gears.\n\nTom: Which?\n\nInes: Brass.\n") == []


def test_headings_in_a_transcript_are_known_by_the_words_beneath(tree: Tree) -> None:
    """A chapter without a time of its own starts with its first words."""
    text = "".join(
        f"## Part {minute}\n\nInes: 00:{minute:02}:00\n\nThe gears of part {minute} turn.\n\n"
        for minute in range(5)
    )
    (one,) = known_episodes([tree({"gears.md": text})])
    assert one.human == (60.0, 120.0, 180.0, 240.0)


def test_captions_have_no_sentences(tree: Tree) -> None:
    """Words in lower case, twelve to a cue, over the ends of cues, with times by their number."""
    (one,) = known(tree, "60 120 180")
    bare = without_sentences(one)
    cues = bare.episode.transcript.cues
    assert [cue.text for cue in cues] == [
        "well the harbour's office it's old computed every tide brass gears each",
        "gear stood for one pull the end of it so long",
    ]
    assert [(cue.start, cue.end) for cue in cues] == [(0.0, 70.0), (70.0, 210.0)]
    assert {cue.speaker for cue in cues} == {None}
    assert bare.episode.speakers == ()
    assert bare.utterances != one.utterances
    assert bare.human == one.human
