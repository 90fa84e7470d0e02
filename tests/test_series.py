"""What names of files and the recordings of a show tell of each other."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.config import SiteSettings
from generator.dates import find_date
from generator.file_names import read_name
from generator.loading import load
from tests.conftest import Run, Tree

TALK = """[00:00:00.000 --> 00:00:04.000]   Hello and welcome to {}, the podcast on looms.
[00:00:04.000 --> 00:00:09.000]   The weft crosses the warp, over and under.
"""
TURNS = "{0}: So the kiln is hot today, I think.\n\nBen Oak: I know, and it was hot before.\n\n" * 4


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("20260314-tides", "2026-03-14"),
        ("2026_03_14", "2026-03-14"),
        ("GMT20260314-100211_Recording", "2026-03-14"),
        ("March 14th, 2026", "2026-03-14"),
        ("the 14th of March 2026", "2026-03-14"),
        ("14.03.2026", "2026-03-14"),
        ("3/14/2026", "2026-03-14"),
        ("3/4/2026", "2026-04-03"),
        ("Day Two—18 November 2025", "2025-11-18"),
        ("2022-Nov.-24- 14:00 UTC", "2022-11-24"),
        ("14. März 2026", "2026-03-14"),
        *(("14.3.26", "2026-03-14"), ("1.1.69", "2069-01-01"), ("1.1.70", "1970-01-01")),
        ("2026年3月14日", "2026-03-14"),
        ("Sat Mar 14 10:00:00 2026", "2026-03-14"),
        ("version 10.04.2.1 of 2026", None),
        ("call 1234-56", None),
        ("2024 may have 12 items", None),
    ],
)
def test_days_are_found_in_every_shape(text: str, date: str | None) -> None:
    """And nowhere else."""
    found = find_date(text)
    assert (str(found.date) if found else None) == date


@pytest.mark.parametrize(
    ("stem", "words", "number"),
    [
        ("014-the-tide-tables-transcript", "the-tide-tables", 14),
        ("GMT20260314-100211_Recording_harbour", "harbour", None),
        ("go-time-102", "go-time-102", 102),
        ("EP12 - Foo", "Foo", 12),
        ("33-cities", "33-cities", None),
        ("My Talk [dQw4w9WgXcQ]", "My Talk", None),
        ("2-tides-by-hand_hd.mp4", "2-tides-by-hand", None),
        ("tides.2024", "tides.2024", None),
        ("2024 annual report", "2024 annual report", None),
    ],
)
def test_names_without_days_numbers_and_tools(stem: str, words: str, number: int | None) -> None:
    """What is left is a title; a number that nothing shows to count a series stays."""
    named = read_name(stem)
    assert (named.words, named.number) == (words, number)


@pytest.mark.parametrize(
    ("alike", "others", "number"), [(2, 0, None), (3, 0, 7), (3, 2, 7), (3, 3, None), (6, 4, 7)]
)
def test_a_number_counts_where_most_names_begin_with_one(
    alike: int, others: int, number: int | None
) -> None:
    """Three names at the least, and six in ten."""
    beside = [*(f"{n} talk" for n in range(alike)), *["talk"] * others]
    assert read_name("7 tides", beside).number == number


def test_a_folder_that_says_what_lies_there_names_no_show(tree: Tree) -> None:
    """Its episodes do: by the words they open with, by their files' names, by their titles."""
    files = {f"looms/transcripts/{n:03}-part.txt": TALK.format("Loom Talk") for n in (1, 2, 3)}
    files |= {f"podcast/slow-fires-{n}.txt": TALK.format("Slow Fires") for n in (7, 8, 9)}
    files |= {
        f"episodes/{name}.md": f"---\ntitle: 'Kiln Notes #{n} of March'\n---\n{TURNS.format('Ada')}"
        for n, name in enumerate("abc")
    }
    loaded = load(tree(files), SiteSettings())
    shows = {each.source.split("/")[0]: each.show.title for each in loaded.episodes}
    assert shows == {
        "looms": "Looms",
        "podcast": "Slow Fires",
        "episodes": "Kiln Notes of March",
    }
    assert [each.title for each in loaded.episodes if each.show.title == "Slow Fires"] == [
        "Slow Fires 7",
        "Slow Fires 8",
        "Slow Fires 9",
    ]


@pytest.mark.parametrize(
    ("announced", "silent", "title"),
    [(3, 3, "Slow Fires"), (3, 4, "Transcripts"), (2, 0, "Transcripts"), (4, 4, "Slow Fires")],
)
def test_a_show_is_called_as_half_of_its_recordings_open(
    tree: Tree, announced: int, silent: int, title: str
) -> None:
    """Three at least; where fewer say so, it keeps the name of its folder."""
    said = [TALK.format("Slow Fires")] * announced
    said += [TALK.replace("welcome to {}", "good day")] * silent
    names = ("kiln", "loom", "warp", "weft", "clay", "glaze", "brick", "ash")
    files = {f"transcripts/{name}.txt": text for name, text in zip(names, said, strict=False)}
    shows = {each.show.title for each in load(tree(files), SiteSettings()).episodes}
    assert shows == {title}


@pytest.mark.parametrize(("place", "spelled"), [(59, True), (60, False), (69, False), (70, True)])
def test_a_name_is_spelled_as_openings_and_closings_say_it(
    tree: Tree, place: int, spelled: bool
) -> None:
    """In the first sixty lines and the last sixty; what is said between is of something else."""
    lines = ["The weft crosses the warp, over and under."] * 130
    lines[place] = "That was Go Time for today."
    text = "".join(
        f"[{n // 60:02}:{n % 60:02}.000 --> {n // 60:02}:{n % 60:02}.900]   {line}\n"
        for n, line in enumerate(lines)
    )
    [episode] = load(tree({"go-time/kiln.txt": text}), SiteSettings()).episodes
    assert episode.show.title == ("Go Time" if spelled else "Go time")


def test_days_stand_in_folders_and_in_first_lines(tree: Tree) -> None:
    """A month's folder is no show, and what it says counts for what lies in it."""
    files = {
        "club/2026-03/14-kilns.txt": TURNS.format("Ada"),
        "club/2026-04/looms.txt": f"Of looms\n\n18 November 2025\n\n{TURNS.format('Ada')}",
    }
    episodes = load(tree(files), SiteSettings()).episodes
    assert [(each.date, each.show.title) for each in episodes] == [
        (dt.date(2026, 3, 14), "Club"),
        (dt.date(2025, 11, 18), "Club"),
    ]


def test_people_are_known_from_other_recordings_of_a_show(tree: Tree) -> None:
    """An abbreviation by a list of another day; a middle initial by a name without it."""
    listed = f"Ada Moss (AM), Ben Oak (BO)\n\n{TURNS.format('AM').replace('Ben Oak', 'BO')}"
    files = {
        "club/a.md": f"# 13 March 2026\n\n{listed}",
        "club/b.md": f"# 14 March 2026\n\n{TURNS.format('AM')}",
        "club/c.md": f"# 15 March 2026\n\n{TURNS.format('Ada B. Moss, Psy.D')}",
    }
    for episode in load(tree(files), SiteSettings()).episodes:
        assert set(episode.speakers) == {"Ada Moss", "Ben Oak"}


def test_a_list_of_people_above_tells_who_is_meant_by_initials(tree: Tree) -> None:
    """What minutes list themselves wins; several who speak at once are each called in full."""
    said = "\n\n".join(
        f"{who}: So I think that tide {number} is what we have here, and you know it."
        for number, who in enumerate(["AM", "BOX", "AM and BOX", "AM", "BOX", "AM", "CX", "BOX"])
    )
    files = {
        "delegates.txt": "Ada Moss (AM)\nBen Oak (BOX)\nCy Xu (CX)\nDee Elm (DE)\n",
        "2026/march/14.md": f"# 14 March 2026\n\nCarol Xing (CX)\n\n{said}",
    }
    loaded = load(tree(files), SiteSettings())
    [episode] = loaded.episodes
    voices = [cue.speaker for cue in episode.transcript.cues]
    assert voices[:3] == ["Ada Moss", "Ben Oak", "Ada Moss and Ben Oak"]
    assert "Carol Xing" in voices
    assert loaded.left_alone == ()


def test_a_day_that_somebody_speaks_of_is_not_the_recordings(tree: Tree) -> None:
    """Nor that of a clip that is played; a title whose first word is small begins large."""
    said = TURNS.format("Ada Moss")
    played = said.replace("\n\nBen", "\n\nThe kiln of 5/31/2001:\n\nBen", 1)
    [episode] = load(tree({"ada moss And Kilns.md": played}), SiteSettings()).episodes
    assert episode.date is None
    assert episode.title == "Ada moss And Kilns"


def test_recordings_without_a_day_stand_by_their_numbers(tree: Tree, run: Run) -> None:
    """The highest first, in feeds as on pages; and it is said once how to give days."""
    files = {f"fires/fires-{n}.txt": TALK.format("Fires") for n in (2, 10, 9)}
    content = tree(files)
    site = content.parent / "site"
    result = run("build", "--content", content, "--output", site, "--no-search")
    assert result.output.count("3 of 3 recordings have no date") == 1
    for page in ("index.html", "fires/index.html"):
        text = (site / page).read_text()
        places = [text.index(f"fires-{n}/") for n in (10, 9, 2)]
        assert places == sorted(places)
