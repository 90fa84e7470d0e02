"""What a run looks like on the terminal, as a page, and beside an earlier one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.cli import TEMPLATES
from generator.errors import InputError
from generator.evaluation.report import comparison, page, read_run, table, write_run
from generator.evaluation.run import OURS, Judged, SummaryScores
from generator.evaluation.scores import ChapterScores
from generator.evaluation.summaries import WritingScores

CHAPTERS = ChapterScores(
    f1_30=0.81, f1_10=0.72, pk=0.23, window_diff=0.34, tiou_f1=0.45, human=6.0, found=7.0
)
ONE = Judged(
    show="Bees",
    slug="mites",
    title="Mites",
    hours=0.5,
    seconds=3.0,
    held_out=True,
    human=(60.0, 900.0),
    found=(70.0,),
    chapters={OURS: CHAPTERS, "uniform": replace(CHAPTERS, f1_30=0.11)},
    writing=WritingScores(
        title_rouge=0.12, title_words=4.0, recall=0.13, summary_words=40.0, faithful=0.99,
        coverage=0.88,
    ),
    summary=SummaryScores(
        touched=0.66,
        rouge={"chapterwise": (0.31, 0.32, 0.33), "lead": (0.21, 0.22, 0.23)},
        extract_recall={"lead": 0.14, "random": 0.15},
        redundancy=0.05,
        reading_minutes=2.5,
    ),
)  # fmt: skip
OTHER = replace(
    ONE,
    show="Clocks",
    held_out=False,
    hours=1.5,
    chapters={name: replace(score, f1_30=0.61) for name, score in ONE.chapters.items()},
    summary=replace(ONE.summary, rouge={}),
)


def test_a_table_holds_every_score_in_its_column() -> None:
    """Chapters by method with the interval of F1@30, then titles and summaries."""
    lines = list(table([ONE]))
    assert lines[0].startswith("1 episodes; the program learned from 1 of them")
    assert lines[1] == "Bees: 1 episodes, 0.5 h"
    assert lines[2].split() == ["F1@30", "F1@10", "Pk", "WD", "tIoU-F1", "found", "human"]
    ours = "0.810 0.720 0.230 0.340 0.450 7.0 6.0 F1@30 [0.810, 0.810]"
    assert lines[3].split() == [OURS, *ours.split()]
    assert lines[4].split()[:2] == ["uniform", "0.110"]
    written = "0.120 0.130 0.140 0.150 0.990 0.880 0.660 0.050 2.500 6.000"
    assert lines[7].split() == ["Bees", *written.split()]
    assert lines[9].endswith("1 episodes   ROUGE-1  -2  -L")
    assert lines[10].split() == ["chapterwise", "0.310", "0.320", "0.330"]
    assert lines[11].split() == ["lead", "0.210", "0.220", "0.230"]
    assert len(lines) == 12


def test_several_shows_are_told_apart_and_together() -> None:
    """Shows stand in order of their names, and after them all in one; one show stands alone."""
    lines = list(table([OTHER, ONE, OTHER]))
    assert lines[0].startswith("3 episodes; the program learned from 1 of them")
    heads = [line for line in lines if line.endswith(" h")]
    assert heads == [
        "Bees: 1 episodes, 0.5 h",
        "Clocks: 2 episodes, 3.0 h",
        "all shows: 3 episodes, 3.5 h",
    ]
    means = [line.split()[1] for line in lines if line.split()[:1] == [OURS]]
    assert means[:3] == ["0.810", "0.610", "0.677"]
    assert "all shows" not in "\n".join(table([ONE]))


def test_without_introductions_nothing_is_said_of_them() -> None:
    """Where people wrote none, there is nothing to compare with."""
    assert not [line for line in table([OTHER]) if "introduction" in line]


def test_a_run_is_compared_with_an_earlier_one_where_both_hold_an_episode() -> None:
    """Ours less theirs, and whether that says anything."""
    better = replace(ONE, chapters={OURS: replace(CHAPTERS, f1_30=0.91)})
    lines = list(comparison([better, OTHER], [ONE]))
    assert lines[0].startswith("Against the earlier run, 1 episodes in both")
    assert lines[1].split() == ["F1@30", "+0.100", "[0.100,", "0.100]", "differs"]
    assert lines[2].split() == ["F1@10", "+0.000", "[0.000,", "0.000]", "undecided"]
    assert len(lines) == 1 + 7 + 10
    assert len(list(comparison([OTHER], [ONE]))) == 1


def test_a_page_shows_where_chapters_start() -> None:
    """In per cent of the recording, people's and ours, with the tables above."""
    text = page([ONE], TEMPLATES)
    assert "Bees: 1 episodes, 0.5 h" in text
    assert "Mites <small>Bees, F1@30 0.81</small>" in text
    assert 'class="human" x1="3.333"' in text
    assert 'class="human" x1="50.0"' in text
    assert 'class="found" x1="3.889"' in text
    assert 'aria-label="2 human chapters, 1 found"' in text


def test_a_run_is_kept_and_read_again(tmp_path: Path) -> None:
    """To the last digit; a file that is none is named."""
    path = tmp_path / "run.json"
    write_run(path, [ONE, OTHER])
    assert read_run(path) == (ONE, OTHER)
    path.write_text("[{}]")
    with pytest.raises(InputError, match="is no evaluation run") as caught:
        read_run(path)
    assert caught.value.path == str(path)
