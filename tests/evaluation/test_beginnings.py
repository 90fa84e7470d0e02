"""Where listed chapters begin, against where readers say they do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.evaluation import matching, readers
from generator.evaluation.beginnings import (
    BeginningReference,
    TrueChapter,
    begins_near,
    matched,
    read_references,
    score_beginnings,
)
from generator.evaluation.train_beginnings import fit, sample_of
from generator.model import Chapter, ListedChapter, Origin, Outline
from generator.segmentation.beginnings import EVIDENCE, HABITS
from tests.segmentation.test_beginnings import TRUE, interview, outline_of

LATE = 40.0


@pytest.fixture
def references(tmp_path: Path) -> Path:
    """A reader's table of the interview, whose list is late."""
    rows = [
        {
            "title": title,
            "listed": start and start + LATE,
            "certain": start < 500,
            "begins": {"start": start, "text": ""},
        }
        for title, start in TRUE.items()
    ]
    rows.append({"title": "Nothing", "listed": 890.0, "certain": False, "begins": None})
    folder = tmp_path / matching.CHAPTERS
    folder.mkdir()
    (folder / "bees.json").write_text(json.dumps({"episode": "bees", "listed": rows}))
    return folder


def late_list() -> list[tuple[str, float]]:
    return [(title, start and start + LATE) for title, start in TRUE.items()]


def test_what_begins_in_its_place_is_counted(references: Path) -> None:
    """Found chapters, and the list itself; what nobody speaks of counts neither way."""
    episode = interview(*late_list())
    [(reference, own)] = matched(read_references(references), [interview(), episode])
    assert own == episode
    scores = score_beginnings(reference, outline_of(episode))
    assert (scores.found, scores.found_certain) == (1.0, 1.0)
    assert (scores.listed, scores.listed_certain) == (1 / 5, 1 / 3)
    assert [line.split()[-2:] for line in readers.table_of_beginnings([scores])][2:] == [
        ["1.000", "1.000"],
        ["0.200", "0.333"],
    ]


def true_chapter(listed: float, begins: float | None, title: str = "Bees") -> TrueChapter:
    return TrueChapter(title=title, listed=listed, begins=begins, certain=True)


@pytest.mark.parametrize(
    ("begins", "found", "near"),
    [
        (100.0, 130.0, True),
        (100.0, 130.1, False),
        (100.0, 70.0, True),
        (100.0, 69.9, False),
        (100.0, None, False),
        (None, 100.0, False),
    ],
)
def test_a_chapter_begins_within_half_a_minute(
    begins: float | None, found: float | None, near: bool
) -> None:
    """On either side; what nobody speaks of begins nowhere."""
    assert begins_near(true_chapter(90.0, begins), found) == near


@pytest.mark.parametrize(
    ("listed", "start"), [(0.0, 0.0), (140.0, 0.0), (160.0, 300.0), (5e3, 900.0)]
)
def test_of_chapters_of_one_title_the_nearest_is_meant(listed: float, start: float) -> None:
    """In the episode's list and in what was found; a title that is not there has no other."""
    starts = (0.0, 300.0, 900.0)
    episode = interview(*((" Bees", each) for each in starts), ("Wasps", 150.0))
    one = true_chapter(listed, start + 400.0)
    assert one.of(episode).start == start
    other = true_chapter(listed, None, "Hornets")
    assert other.of(episode) == ListedChapter(title="Hornets", start=listed)
    outline = Outline(
        chapters=tuple(
            Chapter(
                title="Bees",
                origin=Origin.SOURCE,
                start=each,
                end=each + 1,
                begins=each + 400.0,
                segments=(),
            )
            for each in starts
        )
    )
    reference = BeginningReference(episode="bees", chapters=(one, other))
    assert score_beginnings(reference, outline).found == 1.0


def test_what_was_learned_leans_on_titles(references: Path) -> None:
    """A fit gives every sign a weight, and every habit a share."""
    [reference] = read_references(references)
    weights = fit([sample_of(reference, interview(*late_list()))])
    assert list(weights.evidence) == list(EVIDENCE)
    assert weights.evidence["title often"] > 0
    assert len(weights.habits) == len(HABITS)
    assert sum(weights.habits) == pytest.approx(1.0, abs=0.01)


def test_a_broken_table_is_named(tmp_path: Path) -> None:
    """A file that is none says which it is."""
    (tmp_path / "bees.json").write_text('{"episode": "bees"}')
    with pytest.raises(InputError, match=r"bees\.json"):
        read_references(tmp_path)
