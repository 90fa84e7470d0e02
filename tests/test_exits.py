"""What the commands ask for, say and exit with, whatever a build comes to."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator import cli, manifest, pipeline, publishing, serving
from generator.errors import ChapterwiseError, ConfigError, InputError, PublishError
from generator.job import Job, Outcome
from generator.previewing import Preview, Superseded
from tests.conftest import Run, Tree

DONE = Outcome(episodes=2, speech=4200.0, pages=9, left_alone=(), problems=())
ALONE = tuple((f"{n}.pdf", "is a PDF") for n in range(12))


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        ({}, 0),
        ({"episodes": 0}, 0),
        ({"left_alone": ALONE}, 0),
        ({"notes": ("Look here",)}, 0),
        ({"pending": ("a batch",)}, 0),
        ({"problems": ("a.vtt: is empty",)}, 1),
        ({"unanswered": ("a.vtt: no answer",)}, 1),
        ({"episodes": 0, "left_alone": ALONE[:1]}, 1),
    ],
)
def test_a_build_exits_by_what_came_of_it(
    run: Run, tree: Tree, monkeypatch: pytest.MonkeyPatch, outcome: dict[str, Any], code: int
) -> None:
    """With 1 where an input was left out or unanswered, or nothing came of the files there are."""
    monkeypatch.setattr(cli, "bring_up_to_date", lambda job, progress: replace(DONE, **outcome))
    assert run("build", "--content", tree({})).exit_code == code


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (InputError("is empty", path="a.vtt", line=3), 1, "Error: a.vtt:3: is empty\n"),
        (ConfigError("no key", remedy="write one"), 2, "Error: no key (write one)\n"),
        (PublishError("is full"), 1, "Error: is full\n"),
        (ChapterwiseError("is odd"), 1, "Error: is odd\n"),
        (OSError(28, "No space left", "/site"), 1, "Error: /site: No space left\n"),
        (OSError("lost"), 1, "Error: lost\n"),
        (BrokenPipeError(), 0, ""),
        (KeyboardInterrupt(), 130, "Stopped; the old site still stands.\n"),
    ],
)
def test_what_goes_wrong_is_one_line_and_a_code(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    said: str,
) -> None:
    """2 is for wrong settings alone, 130 for who stops it; who reads no further did no wrong."""
    monkeypatch.setattr(cli, "_drop_output", lambda: None)
    with pytest.raises(SystemExit) as stopped, cli.errors_as_messages():
        raise error
    assert stopped.value.code == code
    assert capsys.readouterr() == ("", said)


def told(
    capsys: pytest.CaptureFixture[str], do: Callable[[], object]
) -> tuple[list[str], list[str]]:
    """What is said on both streams, without times that are other ones each time."""
    do()
    out, err = capsys.readouterr()
    return out.splitlines(), err.splitlines()


MUCH = replace(
    DONE,
    left_alone=ALONE,
    problems=("a.vtt: is empty",),
    notes=("Look here",),
    unanswered=("b.vtt: no answer",),
    pending=("c.vtt: in a batch",),
)
WARNED = [
    "Left out: a.vtt: is empty",
    "Not written: b.vtt: no answer",
    "Not written yet: c.vtt: in a batch",
]


@pytest.mark.parametrize(
    ("terminal", "count", "named", "more", "counted"),
    [
        (False, 12, 12, [], ", 12 other files left alone"),
        (True, 12, 10, ["... and 2 more"], ", 12 other files left alone"),
        (True, 11, 10, ["... and 1 more"], ", 11 other files left alone"),
        (True, 10, 10, [], ", 10 other files left alone"),
        (True, 1, 1, [], ", 1 other file left alone"),
        (True, 0, 0, [], ""),
    ],
)
def test_a_build_says_what_there_is(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    terminal: bool,
    count: int,
    named: int,
    more: list[str],
    counted: str,
) -> None:
    """What failed first; of files that are left alone ten on a terminal, and all in a log."""
    monkeypatch.setattr(cli, "_is_terminal", lambda: terminal)
    monkeypatch.setattr(cli, "time", SimpleNamespace(monotonic=lambda: 5.0))
    outcome = replace(MUCH, left_alone=ALONE[:count])
    progress = cli.Progress(quiet=False)
    out, err = told(capsys, lambda: progress.close(outcome, Path("site"), "Built"))
    assert err == [*WARNED, *(f"Left alone: {n}.pdf is a PDF" for n in range(named)), *more]
    place = Path("site/index.html")
    assert out == [
        f"Built: 2 episodes, 1 h 10 min of speech, 9 pages in 0.0 s{counted}. Look at {place}",
        "Look here",
    ]


def test_notes_are_told_once_and_nothing_quietly(capsys: pytest.CaptureFixture[str]) -> None:
    """A build that had nothing to do does not say again what to look at; quietly only warnings."""
    loud, quiet = cli.Progress(quiet=False), cli.Progress(quiet=True, profile=True)
    out, err = told(capsys, lambda: loud.close(MUCH, Path("site"), "Nothing changed"))
    assert (len(out), len(err)) == (1, 15)
    assert out[0].startswith("Nothing changed: 2 episodes")
    assert told(capsys, lambda: quiet.close(MUCH, Path("site"), "Built")) == ([], WARNED)
    assert told(capsys, lambda: loud.tell("3 of 4")) == ([], ["Waiting: 3 of 4"])
    assert told(capsys, lambda: quiet.tell("3 of 4")) == ([], [])
    nothing = replace(DONE, episodes=0, left_alone=ALONE)
    _, err = told(capsys, lambda: quiet.close(nothing, Path("site"), "Built"))
    assert err[0].startswith("No episode was found. Put a transcript into the folder")


def test_stages_have_a_line_each(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done, of how many, how long it took, and with `--profile` how long it worked."""
    now = iter((0.0, 1.0, 3.5, 10.0, 10.25, 20.0, 21.0))
    worked = iter((2.0, 4.5, 5.0, 5.5))
    monkeypatch.setattr(cli, "time", SimpleNamespace(monotonic=lambda: next(now)))
    monkeypatch.setattr(cli, "_processor_seconds", lambda: next(worked, 0.0))
    progress = cli.Progress(quiet=False, profile=True)
    with progress.stage("summarize", 12) as advance:
        advance()
        progress.helped(3.0)
        progress.helped(1.0)
    with progress.stage("load"):
        pass
    quiet = cli.Progress(quiet=True)
    with quiet.stage("render", 3):
        pass
    assert capsys.readouterr().err.splitlines() == [
        "summarize     12    2.50 s    6.50 s of a processor",
        "load                0.25 s    0.50 s of a processor",
    ]


def test_slow_inputs_are_named_the_slowest_first(capsys: pytest.CaptureFixture[str]) -> None:
    """Ten of them, with all that was done of one file together; only where it was asked for."""
    progress, plain = cli.Progress(quiet=False, profile=True), cli.Progress(quiet=False)
    for each in (progress, plain):
        for number in range(11):
            each.took(f"{number}.vtt", number)
        each.took("1.vtt", 8.5)
    _, err = told(capsys, lambda: progress.close(DONE, Path("site"), "Built"))
    assert [line.split()[-1] for line in err] == [
        f"{n}.vtt" for n in (10, 1, 9, 8, 7, 6, 5, 4, 3, 2)
    ]
    assert err[1] == "   9.500 s of a processor  1.vtt"
    assert told(capsys, lambda: plain.close(DONE, Path("site"), "Built"))[1] == []


@pytest.mark.parametrize(
    ("before", "job", "stands", "does"),
    [
        (None, {}, True, "Built"),
        ({}, {}, True, "Nothing changed"),
        ({}, {}, False, "Built"),
        ({"problems": ("a",), "notes": ("b",)}, {}, True, "Nothing changed"),
        ({"unanswered": ("a",)}, {}, True, "Built"),
        ({"pending": ("a",)}, {}, True, "Built"),
        ({}, {"refresh": ("a",)}, True, "Built"),
    ],
)
def test_a_site_that_stands_is_left(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    before: dict[str, Any] | None,
    job: dict[str, Any],
    stands: bool,
    does: str,
) -> None:
    """Unless a model owes something, or is to write anew; no folder that is read is replaced."""
    known = None if before is None else SimpleNamespace(outcome=replace(DONE, **before), files={})
    refused: list[str] = []
    monkeypatch.setattr(manifest, "read", lambda job: known)
    monkeypatch.setattr(manifest, "take", lambda job, files: manifest.NOTHING)
    monkeypatch.setattr(manifest, "stands", lambda job, before, inputs: stands)
    monkeypatch.setattr(pipeline, "build", lambda job, inputs, progress, previewed: DONE)
    monkeypatch.setattr(
        publishing, "check_output", lambda output, each: refused.extend(n for n, _ in each)
    )
    asked = Job(content=tmp_path, output=tmp_path, templates=tmp_path, cache=tmp_path, **job)
    cli.bring_up_to_date(asked, cli.Progress(quiet=False))
    assert capsys.readouterr().out.partition(":")[0] == does
    assert refused == ["the content", "the templates", "the program", "the cache"]


@pytest.mark.parametrize("inside", ["content", "templates", "cache", "program"])
def test_a_site_never_takes_the_place_of_what_is_read(tmp_path: Path, inside: str) -> None:
    """Of no folder of the job, nor of the program itself."""
    program = Path(cli.__file__).parent
    content, templates, cache = (tmp_path / name for name in ("content", "templates", "cache"))
    output = (program if inside == "program" else tmp_path / inside) / "site"
    with pytest.raises(ConfigError, match=f"as part of the {inside}"):
        cli.bring_up_to_date(
            Job(content=content, output=output, templates=templates, cache=cache),
            cli.Progress(quiet=True),
        )


def test_a_summary_grows(tmp_path: Path) -> None:
    """Each build is told below the one before, also one that failed, which fails all the same."""
    path = tmp_path / "told.md"
    with cli.telling(path) as tell:
        tell(DONE)
    with pytest.raises(PublishError), cli.telling(path):
        raise PublishError("is full")
    with cli.telling(None) as tell:
        tell(DONE)
    lines = [line for line in path.read_text().splitlines() if line]
    assert lines == [
        "## 2 episodes, 1 h 10 min of speech, 9 pages",
        *("## Nothing was published", "is full"),
    ]


CORES = os.cpu_count() or 1


@pytest.mark.parametrize(
    ("call", "asked"),
    [
        ("build", {"processes": CORES}),
        ("build -j 3 --no-search", {"processes": 3, "search": False}),
        ("build --backend openai", {"backend": "openai"}),
        ("build --base-url https://a.b/", {"base_url": "https://a.b/"}),
        ("build --wait --no-fewer", {"wait": True, "no_fewer": True}),
        ("plan --refresh a --refresh b", {"refresh": ("a", "b")}),
        ("plan x --jobs 2", {"processes": 2}),
        ("plan x --prompts p", {"shown": "x"}),
        ("plan --prompts p", {"shown": ""}),
        ("trace x --export e", {"processes": CORES}),
        ("suggest -j 2", {"processes": 2}),
        ("check -j 2", {"processes": 2}),
    ],
)
def test_options_are_heeded(
    run: Run,
    tree: Tree,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    asked: dict[str, Any],
) -> None:
    """Each is asked of the build, and all others are as they are without it."""
    content = tree({})
    seen: list[Job] = []

    def stop(job: Job, *_: object, **__: object) -> None:
        seen.append(job)
        raise ChapterwiseError("enough")  # the job is known

    monkeypatch.setattr(cli, "bring_up_to_date", stop)
    for name in ("plan", "look", "suggestions"):
        monkeypatch.setattr(pipeline, name, stop)
    result = run(*call.split(), "--content", content)
    assert "enough" in result.output
    [job] = seen
    output = Path("site") if call.startswith("build") else Path(os.devnull)
    plain = Job(content=content, output=output, templates=cli.TEMPLATES, cache=tmp_path / "cache")
    told_ = {each.name: getattr(job, each.name) for each in fields(Job)}
    usual = {each.name: getattr(plain, each.name) for each in fields(Job)} | {"processes": CORES}
    assert told_ == usual | asked


def test_arguments_are_passed_on(
    run: Run, tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each in its place: of two models the first stands first, an export is of one episode."""
    from generator import assistants
    from generator.evaluation import writers
    from generator.summarizing.openai import reports

    content = tree({})
    seen: list[object] = []

    def count(*given: object) -> int:
        seen.append(given)
        return 3

    monkeypatch.setattr(assistants, "run_server", seen.append)
    monkeypatch.setattr(assistants, "BuiltSite", lambda *given: given)
    monkeypatch.setattr(pipeline, "write_by", lambda job, name: f"by {name}")
    monkeypatch.setattr(pipeline, "plan", lambda job: "plan")
    monkeypatch.setattr(pipeline, "suggestions", lambda job, applied: [f"applied {applied}"])
    monkeypatch.setattr(reports, "trace_tree", lambda content, episode: [f"trace {episode}"])
    monkeypatch.setattr(reports, "write_pairs", count)
    monkeypatch.setattr(reports, "plan_table", lambda planned: ["planned"])
    monkeypatch.setattr(reports, "refresh_table", lambda planned: ["anew"])
    monkeypatch.setattr(reports, "write_prompts", count)
    monkeypatch.setattr(writers, "table", lambda sides, content: [f"{sides}"])
    monkeypatch.setattr(writers, "page", lambda sides, *_: f"page {sides}")
    monkeypatch.chdir(tmp_path)

    def said(*call: str) -> list[str]:
        result = run(*call)
        assert result.exit_code == 0, result.output
        return result.output.splitlines()

    given = ("--content", str(content))
    said("mcp", "--site", str(content), "--base-url", "https://a.b/")
    sides = "[('a', 'by a'), ('b', 'by b')]"
    assert said("compare", "a", "b", *given) == [sides, "Look at comparison.html"]
    assert Path("comparison.html").read_text() == f"page {sides}"
    assert said("trace", "x", *given) == ["trace x"]
    assert said("trace", "x", "--export", "e", *given)[1].startswith("Wrote 3 verified")
    assert said("suggest", *given) == ["applied False"]
    assert said("suggest", "--applied", *given) == ["applied True"]
    assert said("plan", *given) == ["planned"]
    assert said("plan", "--refresh", "a", *given) == ["planned", "anew"]
    assert said("plan", "x", "--prompts", "p", *given)[1].startswith("Wrote 3 prompts")
    assert seen == [(content, "https://a.b/"), (Path("e"), "plan", "x"), (Path("p"), "plan")]


def test_what_will_be_written_anew_is_told_where_a_plan_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Beforehand, among what a build prints, and not among its warnings."""
    from generator.summarizing.openai import reports

    monkeypatch.setattr(pipeline, "plan", lambda job: "plan")
    monkeypatch.setattr(reports, "refresh_table", lambda planned: ["anew"])
    cli._tell_refresh(Job(content=tmp_path, output=tmp_path, templates=tmp_path, cache=tmp_path))
    assert capsys.readouterr() == ("anew\n", "")


@pytest.mark.parametrize(
    ("named", "found"),
    [("here.vtt", "here.vtt"), ("there.vtt", "content/there.vtt"), ("both.vtt", "both.vtt")],
)
def test_a_file_is_named_from_here_first(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, found: str
) -> None:
    """And else from the content; one that is in neither is named."""
    tree({"there.vtt": "", "both.vtt": ""})
    monkeypatch.chdir(tmp_path)
    for name in ("here.vtt", "both.vtt"):
        (tmp_path / name).touch()
    assert cli._within(Path(named), Path("content")) == Path(found)
    with pytest.raises(InputError, match="no such file"):
        cli._within(Path("nowhere.vtt"), Path("content"))


@pytest.mark.parametrize("changed", [False, True], ids=["nothing built", "built"])
def test_a_preview_builds_the_index_later(
    run: Run, tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: bool
) -> None:
    """A change is shown first, and gives way to the next; what went wrong is told once."""
    jobs: list[tuple[bool, bool]] = []
    ends: list[Exception | None] = [None, None, Superseded(), InputError("is odd")]
    recalled: list[object] = []

    def build(job: Job, progress: cli.Progress, preview: Preview) -> None:
        jobs.append((job.index_later, preview.shown))
        preview.before = SimpleNamespace() if changed else None  # type: ignore[assignment]
        if end := (ends.pop(0) if ends else None):
            raise end

    def serve(
        job: Job,
        port: int,
        rebuild: Callable[[Callable[[], None]], object],
        announce: Callable[[str], None],
        catch_up: Callable[[], object],
    ) -> None:
        assert (port, job.index_later) == (8000, False)
        announce("http://127.0.0.1:8000/")
        assert [rebuild(lambda: None), rebuild(lambda: None)] == [manifest.NOTHING, None]
        assert rebuild(lambda: None) is None
        assert catch_up() is manifest.NOTHING
        ends[:] = [Superseded(), InputError("was told"), None]
        assert [catch_up(), catch_up(), rebuild(lambda: None)] == [None, None, manifest.NOTHING]

    monkeypatch.setattr(cli, "bring_up_to_date", build)
    monkeypatch.setattr(manifest, "built_from", lambda job: manifest.NOTHING)
    monkeypatch.setattr(serving, "serve_site", serve)
    monkeypatch.setattr(pipeline, "recall", lambda job, preview: recalled.append(job))
    result = run("serve", "--content", tree({}), "--output", tmp_path / "site")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == ["Serving at http://127.0.0.1:8000/", "Error: is odd"]
    later, whole = (True, False), (False, True)
    assert jobs == [(False, False), later, later, later, whole, whole, whole, later]
    assert len(recalled) == (not changed)


@pytest.mark.parametrize(
    ("name", "hint"), [("nowhere", True), ("talk.vtt", False)], ids=["nothing", "a file"]
)
def test_who_has_no_content_is_told_how_to_make_some(
    run: Run, tmp_path: Path, name: str, hint: bool
) -> None:
    """And who names a file is not."""
    (tmp_path / "talk.vtt").touch()
    result = run("check", "--content", tmp_path / name)
    assert result.exit_code == 2
    assert ("init my-archive" in result.output) is hint
