"""What people write beside transcripts is understood in the forms they use, else named."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.config import SiteSettings
from generator.loading import load
from tests.conftest import Run, Tree

TALK = """WEBVTT

00:00.000 --> 00:04.000
<v SPEAKER_00>We begin with the warp, which runs along the loom from end to end.

00:04.000 --> 00:09.000
<v SPEAKER_01>And the weft crosses it, over and under, as long as the thread lasts.
"""
PAGE = """The Loom

Total 2 episodes

Warp and weft
Warp and weft
What runs along and what runs across, and why the cloth needs both of them to hold.
00:30:0014/03/2026
Of heddles
Of heddles
A heddle lifts every second thread, and a talk about who first thought of that.
00:20:0021/03/2026
"""


@pytest.mark.parametrize(
    ("sidecar", "key", "value"),
    [
        ("speakers: Ada, Bo", "speakers", ("Ada", "Bo", "SPEAKER_00", "SPEAKER_01")),
        ("speakers: Ada; Bo", "speakers", ("Ada", "Bo", "SPEAKER_00", "SPEAKER_01")),
        ("title: 1984", "title", "1984"),
        ('duration: "52:00"', "duration", 3120.0),
        ("duration: 52:00", "duration", 3120.0),
        ("date: 14 March 2026", "date", dt.date(2026, 3, 14)),
        ("date: 20260314", "date", dt.date(2026, 3, 14)),
        ("date: 21st March 2026", "date", dt.date(2026, 3, 21)),
        ("date: March 22nd, 2026", "date", dt.date(2026, 3, 22)),
        ("date: 23rd of March 2026", "date", dt.date(2026, 3, 23)),
        ("date: 24th March 2026", "date", dt.date(2026, 3, 24)),
        ("date: 1er mars 2026", "date", dt.date(2026, 3, 1)),
        ("date: 1º de marzo de 2026", "date", dt.date(2026, 3, 1)),
        ("date: 2. März 2026", "date", dt.date(2026, 3, 2)),
        ("tags: looms, cloth", "tags", ("looms", "cloth")),
        ("speakers: {SPEAKER_00: Ada, 1: Bo}", "speakers", ("Ada", "Bo")),
    ],
)
def test_values_are_understood_as_people_write_them(
    tree: Tree, sidecar: str, key: str, value: object
) -> None:
    """A list may be a line with commas, a title a number, a length a time, a day any day."""
    [episode] = load(tree({"a.vtt": TALK, "a.yaml": sidecar}), SiteSettings()).episodes
    assert getattr(episode, key) == value


@pytest.mark.parametrize(
    ("sidecar", "message"),
    [
        ("date: soon", "shows/s/a.yaml: 'date': soon is no day; write it as 2026-03-14"),
        (
            "duration: long",
            "shows/s/a.yaml: 'duration': is a length in seconds, such as 3120, or \"52:00\"",
        ),
        ("draft: maybe", "shows/s/a.yaml: 'draft': is true or false"),
        ("speakers: {a: [b]}", "shows/s/a.yaml: 'speakers': are labels with names, such as"),
        ("title: a\ntitle: b", "shows/s/a.yaml:2: has 'title' twice (keep one of them)"),
    ],
)
def test_what_is_wrong_names_file_key_and_a_form_that_works(
    tree: Tree, sidecar: str, message: str
) -> None:
    """No message speaks of tuples or of characters in years."""
    content = tree({"shows/s/a.vtt": TALK, "shows/s/a.yaml": sidecar})
    [problem] = load(content, SiteSettings()).problems
    assert str(problem).startswith(message)


def test_labels_are_named_for_a_show_and_for_one_of_its_episodes(tree: Tree, run: Run) -> None:
    """Names reach cues and files of data; what stands beside a transcript wins."""
    content = tree(
        {
            "shows/s/show.yaml": "hosts: Ada\nspeakers: {SPEAKER_00: Ada, SPEAKER_01: Bo}\n",
            "shows/s/a.vtt": TALK,
            "shows/s/b.vtt": TALK,
            "shows/s/b.yaml": "speakers: {SPEAKER_01: Cleo}\n",
        }
    )
    loaded = load(content, SiteSettings())
    heard = [[cue.speaker for cue in each.transcript.cues] for each in loaded.episodes]
    assert heard == [["Ada", "Bo"], ["Ada", "Cleo"]]
    assert loaded.shows[0].hosts == ("Ada",)
    site = content.parent / "site"
    assert run("build", "--content", content, "--output", site, "--no-search").exit_code == 0
    assert "<v Ada>" in (site / "s/a/transcript.vtt").read_text()
    assert "SPEAKER_0" not in (site / "s/a/episode.json").read_text()


def test_a_wrong_show_yaml_costs_its_own_settings(tree: Tree, run: Run) -> None:
    """It is named once, both pages stand, and the exit code says that something failed."""
    files: dict[str, str | bytes] = {"shows/s/show.yaml": "hots: [Ada]\n"}
    content = tree({**files, "shows/s/a.vtt": TALK, "shows/s/b.vtt": TALK})
    site = content.parent / "site"
    result = run("build", "--content", content, "--output", site, "--no-search")
    assert result.exit_code == 1
    assert result.output.count("shows/s/show.yaml: unknown key 'hots'; did you mean 'hosts'?") == 1
    assert (site / "s/a/index.html").exists()
    assert (site / "s/b/index.html").exists()


def test_chapters_that_cannot_be_meant_are_named(tree: Tree) -> None:
    """Two at one moment, one after the end, and times where the transcript has none."""
    untimed = "Ada: So this is the warp.\nBo: I know it well.\n" * 3
    content = tree(
        {
            "a.vtt": TALK,
            "a.yaml": 'chapters: "0:00 Warp\\n0:00 Woof\\n1:02:00 Weft"\n',
            "b.txt": untimed,
            "b.yaml": 'chapters: ["0:10 Warp"]\n',
            "bb.yaml": "title: Nobody's\n",
        }
    )
    loaded = load(content, SiteSettings())
    assert [note for note in loaded.notes if "chapter" in note] == [
        "a.yaml: the chapter 'Weft' begins at 1:02:00, after the end of the transcript at 0:09",
        "a.yaml: another chapter begins at the moment of '0:00 Woof', which is left out",
        "b.yaml: chapters have times, and the transcript has none (give it times, or write "
        "headings into it)",
    ]
    assert loaded.left_alone == (("bb.yaml", "stands beside no transcript; did you mean b.yaml?"),)


def test_an_entry_of_a_listing_is_spoken_of_by_its_title(tree: Tree) -> None:
    """In the sidecar of the listing, or in episodes.yaml; a name of nothing is named."""
    content = tree(
        {
            "page.txt": PAGE,
            "page.yaml": "episodes:\n  warp and weft: {speakers: Ada, Bo}\n  None: {tags: x}\n",
            "episodes.yaml": "Of heddles: {title: Of heddles and reeds}\nNothing: {tags: x}\n",
        }
    )
    content.joinpath("page.yaml").write_text(
        "episodes:\n  warp and weft: {speakers: [Ada, Bo]}\n  Nobody: {tags: x}\n"
    )
    loaded = load(content, SiteSettings())
    assert [(each.title, each.speakers) for each in loaded.episodes] == [
        ("Warp and weft", ("Ada", "Bo")),
        ("Of heddles and reeds", ()),
    ]
    assert [note for note in loaded.notes if "called" in note] == [
        "page.txt: no episode of it is called 'Nobody', as its sidecar says",
        "episodes.yaml: nothing is called 'Nothing' (name an episode by its file, its title or "
        "the last part of its address)",
    ]
