"""What the command line says of a build, and how it ends."""

from __future__ import annotations

import errno
import re
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator import cli
from generator.cli import Progress, errors_as_messages
from generator.config import ModelSettings
from generator.errors import ConfigError, InputError, PublishError
from generator.job import Outcome
from generator.summarizing import Report
from generator.summarizing.openai.backend import ModelBackend
from generator.summarizing.openai.requester import Account, Requester
from generator.summarizing.openai.submissions import Submission
from tests.conftest import Run, Tree

PLAIN = Outcome(episodes=3, speech=4155.0, pages=7, left_alone=(), problems=())
ALL = replace(
    PLAIN,
    left_alone=(("a.png", "is a picture"), ("b.pdf", "is a PDF")),
    problems=("c.vtt: is empty",),
    notes=("Model: nothing to ask",),
    unanswered=("no answer",),
    pending=("a batch",),
)


def said(capsys: pytest.CaptureFixture[str], outcome: Outcome, verb: str = "Built",
         *, quiet: bool = False) -> tuple[str, list[str]]:  # fmt: skip
    """What a build says on both streams, without how long it took."""
    Progress(quiet=quiet).close(outcome, Path("site"), verb)
    out, err = capsys.readouterr()
    return out, err.splitlines()


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (0, ". Look at site/index.html\n"),
        (1, ", 1 other file left alone. Look at"),
        (2, ", 2 other files left alone. Look at"),
    ],
)
def test_the_last_line_says_what_there_is(
    files: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Episodes, hours, pages, what was left alone, and where to look."""
    outcome = replace(PLAIN, left_alone=(("a.png", "is a picture"),) * files)
    out, _ = said(capsys, outcome)
    assert out.startswith("Built: 3 episodes, 1 h 9 min of speech, 7 pages in 0.")
    assert told in out


def test_what_went_wrong_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    """Then what was left alone; notes are of a build alone, and quiet says only what is wrong."""
    wrong = ["Left out: c.vtt: is empty", "Not written: no answer", "Not written yet: a batch"]
    alone = ["Left alone: a.png is a picture", "Left alone: b.pdf is a PDF"]
    out, err = said(capsys, ALL)
    assert err == wrong + alone
    assert out.splitlines()[1:] == ["Model: nothing to ask"]
    out, err = said(capsys, ALL, "Nothing changed")
    assert out.startswith("Nothing changed: 3 episodes")
    assert len(out.splitlines()) == 1
    assert said(capsys, ALL, quiet=True) == ("", wrong)


@pytest.mark.parametrize(
    ("episodes", "files", "fruitless"), [(0, 1, True), (1, 1, False), (0, 0, False)]
)
def test_files_without_an_episode_need_help(
    episodes: int, files: int, fruitless: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty folder does not, nor one that holds a recording."""
    alone = (("a.png", "is a picture"),) * files
    outcome = replace(PLAIN, episodes=episodes, left_alone=alone)
    assert outcome.fruitless == fruitless
    _, err = said(capsys, outcome)
    assert any(line.startswith("No episode was found") for line in err) == fruitless


@pytest.mark.parametrize(("files", "shown"), [(10, 10), (11, 11), (12, 11)])
def test_a_terminal_shows_ten_files(
    files: int, shown: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And how many more there are."""
    monkeypatch.setattr(cli, "_is_terminal", lambda: True)
    alone = tuple((f"{number}.png", "is a picture") for number in range(files))
    _, err = said(capsys, replace(PLAIN, left_alone=alone))
    assert len(err) == shown
    assert err[-1] == (f"... and {files - 10} more" if files > 10 else alone[-1][0].join(
        ("Left alone: ", " is a picture")))  # fmt: skip


def test_stages_are_told_with_their_items(capsys: pytest.CaptureFixture[str]) -> None:
    """How many and how long; nothing where it shall be quiet."""
    for quiet in (True, False):
        progress = Progress(quiet=quiet)
        with progress.stage("summarize", 12) as advance:
            advance()
        with progress.stage("render"):
            pass
        progress.tell("batch b: in progress")
        lines = capsys.readouterr().err.splitlines()
        assert [re.sub(r" +[\d.]+ s$", "", line) for line in lines] == (
            [] if quiet else ["summarize     12", "render", "Waiting: batch b: in progress"]
        )


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (InputError("is empty", path="a.vtt"), 1, "Error: a.vtt: is empty\n"),
        (ConfigError("is wrong", path="site.yaml", line=2), 2, "Error: site.yaml:2: is wrong\n"),
        (PublishError("cannot be written"), 1, "Error: cannot be written\n"),
        (OSError(errno.ENOSPC, "No space left", "/a"), 1, "Error: /a: No space left\n"),
        (OSError("odd"), 1, "Error: odd\n"),
        (BrokenPipeError(), 0, ""),
        (KeyboardInterrupt(), 130, "Stopped; the old site still stands.\n"),
    ],
)
def test_every_end_has_its_code(
    error: BaseException, code: int, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2 for what nothing was written of, 1 for what failed, and one line that says why."""
    monkeypatch.setattr(cli, "_drop_output", lambda: None)

    @click.command()
    def command() -> None:
        with errors_as_messages():
            raise error

    result = CliRunner().invoke(command)
    assert (result.exit_code, result.stderr) == (code, message)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, 0),
        ({"problems": ("a",)}, 1),
        ({"unanswered": ("a",)}, 1),
        ({"pending": ("a",)}, 0),
        ({"episodes": 0, "left_alone": (("a", "b"),)}, 1),
    ],
)
def test_a_build_ends_with_1_where_another_may_do_better(
    change: dict[str, object], code: int, tree: Tree, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is still to come from elsewhere is no failure."""
    outcome = replace(PLAIN, **change)  # type: ignore[arg-type]
    monkeypatch.setattr(cli, "bring_up_to_date", lambda job, progress: outcome)
    assert run("build", "--content", tree({})).exit_code == code


def report(change: dict[str, object], folder: Path) -> Report:
    """What a model's backend says with these books."""
    requester = Requester(ModelSettings(model="m"), {}, folder, None)
    requester.account = replace(Account(), **change)  # type: ignore[arg-type]
    requester.budget.spent, requester.budget.spent_before = 0.25, 0.5
    return ModelBackend(requester, None).report()  # type: ignore[arg-type]  # nothing is run


@pytest.mark.parametrize(
    ("change", "notes"),
    [
        ({}, ["Model: nothing to ask"]),
        ({"reused": 2}, ["Model: 2 reused"]),
        (
            {"asked": 17, "repaired": 3, "replaced": 1, "unanswered": 4, "prompt_tokens": 1000,
             "answer_tokens": 234},
            ["Model: 17 asked, 3 repaired, 1 replaced, 4 unanswered; 1,234 tokens, 0.7500 spent"],
        ),
        ({"answer_tokens": 1}, ["Model: nothing to ask; 1 tokens, 0.7500 spent"]),
        (
            {"outdated": 2},
            ["Model: nothing to ask",
             "2 edited summaries are set aside: what they sum up has changed"],
        ),
    ],
)  # fmt: skip
def test_what_a_model_did_is_told(
    change: dict[str, object], notes: list[str], tmp_path: Path
) -> None:
    """What is none of is not named; what was spent is for now and for what was collected now."""
    assert list(report(change, tmp_path).notes) == notes


def test_what_a_model_did_not_do_is_told(tmp_path: Path) -> None:
    """Broken files by name, and the last reason why something went unanswered."""
    problems = report(
        {"broken": ["s/a"], "unanswered": 2, "reasons": ["x", "y"]}, tmp_path
    ).problems
    assert problems[0].startswith("summaries/s/a.json: is not JSON any more")
    assert "s/a.broken.json" in problems[0]
    assert problems[1].startswith("2 summaries are quoted, as no model answered: y (build again")
    assert len(problems) == 2
    assert report({"unanswered": 1}, tmp_path).problems[0].count("no reason given") == 1
    assert report({}, tmp_path).problems == ()


class Waiting:
    """So many batches that are not over, of two requests each."""

    def __init__(self, count: int, trouble: str = "") -> None:
        self.waiting = tuple(
            Submission(batch=f"b{n}" if n else "", file=f"f{n}", server="", model="m", submitted="",
                       requests={f"a{n}": "", f"b{n}": ""})
            for n in range(count)
        )  # fmt: skip
        self.trouble = trouble


@pytest.mark.parametrize(
    ("count", "trouble", "begins", "ends"),
    [
        (1, "", "2 requests in 1 batch (f0); until", "with --wait)"),
        (3, "", "6 requests in 3 batches (f0, b1, b2); until", "with --wait)"),
        (4, "x", "8 requests in 4 batches (f0, b1, b2, ...); until", "; the last look failed: x"),
    ],
)
def test_what_is_still_to_come_is_told(
    count: int, trouble: str, begins: str, ends: str, tmp_path: Path
) -> None:
    """Three batches by name, how much waits for them, and why the last look failed."""
    requester = Requester(
        ModelSettings(model="m"), {}, tmp_path, None, Waiting(count, trouble)  # type: ignore[arg-type]
    )  # fmt: skip
    backend = ModelBackend(requester, None)  # type: ignore[arg-type]
    assert backend.report().pending == ()
    requester.account.pending |= {"s/a", "s/b", "digests/2026"}
    (pending,) = backend.report().pending
    assert pending.startswith(begins)
    assert pending.endswith(ends)
    assert "2 episodes and 1 digests are quoted" in pending
    requester.batches = Waiting(0)  # type: ignore[assignment]
    assert backend.report().pending == ()
