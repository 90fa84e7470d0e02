"""Found chapters against a reader's table of contents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.evaluation.subjects import (
    compare_with_subjects,
    read_subjects,
    score_subjects,
    table,
)
from tests.conftest import Run, Tree


def spoken() -> str:
    """A quarter of an hour of which each five minutes have words of their own."""
    subjects = ["soil seeds roots", "valve piston oil", "violin bow strings"]
    lines = ["WEBVTT\n"]
    for index in range(180):
        words = subjects[index // 60].split()
        text = f"We saw that {words[index % 3]} and {words[(index + 1) % 3]} need care."
        if index % 60 == 0:
            text = f"So let's talk about {words[0]}."
        start, end = (f"00:{s // 60:02}:{s % 60:02}.000" for s in (index * 5, index * 5 + 5))
        lines.append(f"{start} --> {end}\n<v Ana>{text}\n")
    return "\n".join(lines)


def subjects_of(starts: list[float | None]) -> str:
    """A reader's file that names these starts."""
    return json.dumps(
        {
            "episode": "garden",
            "listed": [],
            "subjects": [
                {"title": f"Subject {number}", "start": start, "text": "So let's talk"}
                for number, start in enumerate(starts)
            ],
        }
    )


def test_precision_and_recall_leave_out_the_opening() -> None:
    """Matched one to one within 30 s; what begins in the first minute does not count."""
    scores = score_subjects([0.0, 100.0, 200.0, 300.0], [0.0, 95.0, 110.0, 290.0])
    assert scores.found == 3
    assert scores.subjects == 3
    assert scores.precision == pytest.approx(2 / 3)
    assert scores.recall == pytest.approx(2 / 3)
    assert scores.f1_30 == pytest.approx(2 / 3)


def test_subjects_are_matched_with_their_recording(tree: Tree, tmp_path: Path) -> None:
    """A reader's places are compared with found chapters and, beside them, with even cuts."""
    content = tree({"garden.vtt": spoken()})
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "garden.json").write_text(subjects_of([0.0, 300.0, 600.0, None]))
    (tmp_path / "chapters" / "other.json").write_text(
        subjects_of([0.0]).replace('"garden"', '"other"')
    )
    (scores,) = compare_with_subjects(tmp_path / "chapters", [content], 1)
    assert scores["chapterwise"].recall == 1.0
    assert scores["uniform"].subjects == 2
    rows = list(table([scores]))
    assert "1 recordings" in rows[0]
    assert rows[2].split()[0] == "chapterwise"
    assert rows[3].split()[0] == "uniform"


def test_what_is_no_table_of_contents_is_named(tmp_path: Path) -> None:
    """A broken file is named with a remedy."""
    (tmp_path / "garden.json").write_text("{}")
    with pytest.raises(InputError, match="is no table of contents"):
        read_subjects(tmp_path)


def test_evaluate_prints_subjects(tree: Tree, run: Run, tmp_path: Path) -> None:
    """`--references` with a folder `chapters` adds the table."""
    listed = "chapters: |\n  0:00 Soil\n  5:00 Engines\n  7:30 More\n  10:00 Violins\n"
    content = tree({"garden.vtt": spoken(), "garden.yaml": listed})
    (tmp_path / "references" / "chapters").mkdir(parents=True)
    read = {"episode": "garden", "key_points": [], "chapters": []}
    (tmp_path / "references" / "garden.json").write_text(json.dumps(read))
    (tmp_path / "references" / "chapters" / "garden.json").write_text(subjects_of([0, 300, 600]))
    result = run("evaluate", content, "--references", tmp_path / "references", "--jobs", "1")
    assert result.exit_code == 0, result.output
    assert "Chapters against readers' subjects, 1 recordings" in result.output
