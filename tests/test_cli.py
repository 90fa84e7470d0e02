"""The commands as a person uses them: a folder in, a site out, and messages that help."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import pytest

from generator.cli import ROOT
from tests.conftest import Run, Tree

TALK = """
[00:00:00.000 --> 00:00:06.000]   The harbour office computed every tide with brass gears.
[00:00:06.000 --> 00:00:12.000]   Each gear stood for one pull of the moon or of the sun.
[00:00:12.000 --> 00:00:18.000]   A pen drew the sum of all of them on a roll of paper.
"""


def test_build_writes_a_site_and_says_where(tree: Tree, run: Run, tmp_path: Path) -> None:
    """One transcript and nothing else becomes a site; the closing line tells what and where."""
    result = run("build", "--content", tree({"tides.txt": TALK}), "--output", tmp_path / "site")
    assert result.exit_code == 0, result.output
    assert "1 episodes, 18 s of speech" in result.stdout
    for name in ("index.html", "index.md", "episode.json", "chapters.json", "transcript.vtt"):
        assert (tmp_path / "site/recordings/tides" / name).is_file()
    assert (tmp_path / "site/pagefind/pagefind-entry.json").is_file()


def test_second_build_only_notices(tree: Tree, run: Run, tmp_path: Path) -> None:
    """With nothing changed the site is left as it is, to the inode."""
    arguments = ("build", "--content", tree({"tides.txt": TALK}), "--output", tmp_path / "site")
    run(*arguments)
    before = (tmp_path / "site/index.html").stat().st_ino
    result = run(*arguments)
    assert "Nothing changed" in result.stdout
    assert (tmp_path / "site/index.html").stat().st_ino == before


def test_broken_input_costs_its_own_page(tree: Tree, run: Run, tmp_path: Path) -> None:
    """The rest is published, the broken file is named, and the exit code says so, twice."""
    content = tree({"tides.txt": TALK, "broken.vtt": "not captions"})
    for _ in range(2):
        result = run("build", "--content", content, "--output", tmp_path / "site")
        assert result.exit_code == 1
        assert "broken.vtt: is not a .vtt transcript" in result.stderr
    assert (tmp_path / "site/recordings/tides/index.html").is_file()


@pytest.mark.parametrize(
    ("files", "arguments", "message"),
    [
        ({"site.yaml": "titel: x\n"}, (), "did you mean 'title'"),
        ({"site.yaml": "title: [\n"}, (), "site.yaml"),
        ({}, ("--base-url", "example.org"), "must start with https://"),
        ({}, ("--base-url", "https://example.org:99999/"), "'base_url': is no address: Port out"),
        ({"site.yaml": "base_url: https://a.org:http/\n"}, (), "'base_url': is no address: Port"),
        ({"site.yaml": "base_url: 'https:///x'\n"}, (), "'base_url': is no address: it needs a"),
        ({"site.yaml": "base_url: 'https://[::1/'\n"}, (), "'base_url': is no address"),
        ({"site.yaml": "base_url: 'https://a b/'\n"}, (), "must have no spaces"),
        (
            {"site.yaml": "openai: {model: m, base_url: 'http://127.0.0.1:99999/v1'}\n"},
            ("--backend", "openai"),
            "'openai.base_url': is no address: Port out of range",
        ),
        ({}, ("--jobs", "0"), "0"),
    ],
)
def test_wrong_configuration_writes_nothing(
    tree: Tree, run: Run, tmp_path: Path, files: dict[str, str], arguments: tuple[str], message: str
) -> None:
    """Exit code 2 names what is wrong, and no site appears."""
    content = tree({"tides.txt": TALK, **files})
    result = run("build", "--content", content, "--output", tmp_path / "site", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (tmp_path / "site").exists()


def test_output_may_not_replace_the_content(tree: Tree, run: Run) -> None:
    """A site written over its own transcripts is refused."""
    content = tree({"tides.txt": TALK})
    result = run("build", "--content", content, "--output", content)
    assert result.exit_code == 2
    assert (content / "tides.txt").is_file()


def test_quiet_says_nothing(tree: Tree, run: Run, tmp_path: Path) -> None:
    """--quiet leaves only what went wrong, and here nothing did."""
    content = tree({"tides.txt": TALK})
    result = run("build", "--content", content, "--output", tmp_path / "site", "--quiet")
    assert result.output == ""


def test_empty_folder_is_an_empty_site(tree: Tree, run: Run, tmp_path: Path) -> None:
    """No transcript yet is no error: the site stands and says so."""
    result = run("build", "--content", tree({}), "--output", tmp_path / "site")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "site/index.html").is_file()


def test_nothing_is_scored_where_nobody_listed_chapters(tree: Tree, run: Run) -> None:
    """No table of nothing: what is missing is said."""
    result = run("evaluate", tree({"tides.txt": TALK}), "--jobs", "1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no timed transcript here has chapters that people listed" in result.stderr


def test_outline_keeps_its_contract(tree: Tree, run: Run) -> None:
    """`outline` prints one line of JSON that partitions the cues, every sentence with a source."""
    result = run("outline", tree({"tides.txt": TALK}) / "tides.txt")
    record = json.loads(result.stdout)
    assert record["version"] == 1
    assert (record["title"], record["duration"]) == ("Tides", 18.0)
    assert [cue["start"] for cue in record["cues"]] == [0.0, 6.0, 12.0]
    ends = [chapter["end"] for chapter in record["chapters"]]
    assert [chapter["start"] for chapter in record["chapters"]] == [0.0, *ends[:-1]]
    assert ends[-1] == 18.0
    assert record["summary"]
    for sentence in record["summary"]:
        for source in sentence["sources"]:
            assert 0 <= source["first_cue"] <= source["last_cue"] < 3


def test_outline_is_what_the_site_holds(tree: Tree, run: Run, tmp_path: Path) -> None:
    """A file within a show gives the same record alone as in the built site."""
    content = tree(
        {
            "site.yaml": "chapter_minutes: 2\n",
            "shows/sea/show.yaml": "title: The Sea\n",
            "shows/sea/tides.txt": TALK,
        }
    )
    run("build", "--content", content, "--output", tmp_path / "site", "--no-search")
    alone = json.loads(run("outline", content / "shows/sea/tides.txt").stdout)
    assert alone["show"] == "The Sea"
    assert alone == json.loads((tmp_path / "site/sea/tides/episode.json").read_text())


def test_found_and_listed_chapters_are_stored_apart(run: Run) -> None:
    """`--ignore-chapters` finds chapters of its own, whichever of the two was asked for before."""
    file = ROOT / "tests/golden/content/shows/harbour/tides.vtt"
    listed = run("outline", file).stdout
    found = run("outline", "--ignore-chapters", file).stdout
    assert {chapter["origin"] for chapter in json.loads(listed)["chapters"]} == {"source"}
    assert {chapter["origin"] for chapter in json.loads(found)["chapters"]} == {"generated"}
    assert run("outline", file).stdout == listed


def outline_process(
    file: Path, environment: Mapping[str, str] = {}, output: int | IO[bytes] = subprocess.PIPE
) -> subprocess.Popen[bytes]:
    """`outline` as a process of its own, as a shell runs it."""
    return subprocess.Popen(
        [sys.executable, "-m", "generator", "outline", file],
        cwd=ROOT,
        stdout=output,
        stderr=subprocess.PIPE,
        env=os.environ | dict(environment),
    )


LISTING = ROOT / "content/shows/measure-twice/episodes.txt"
"""One file with three episodes."""


def test_outline_is_one_line_an_episode(run: Run) -> None:
    """JSON Lines: as many lines as episodes, none of them empty."""
    printed = run("outline", LISTING).stdout
    assert printed.endswith("}\n")
    assert len([json.loads(line) for line in printed.removesuffix("\n").split("\n")]) == 3


def test_outline_into_a_pipe_that_closes() -> None:
    """`| head -1`: no traceback, and no failure, as none of the inputs failed."""
    with outline_process(LISTING) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_outline_onto_a_full_disk_is_one_message() -> None:
    """What cannot be written is told in one line."""
    with Path("/dev/full").open("wb") as full, outline_process(LISTING, output=full) as process:
        _, message = process.communicate()
    assert message == b"Error: No space left on device\n"
    assert process.returncode == 1


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "utf-16"},
    ],
)
def test_outline_is_utf_8_whatever_the_terminal_is(tree: Tree, environment: dict[str, str]) -> None:
    """The same bytes in every locale, also of a name that is no UTF-8 and of a broken title."""
    segments = [{"start": 0, "end": 4, "text": "The café \ud800 opens when the tide is out."}]
    name = os.fsdecode(b"caf\xe9-\xc3\xa9.json")
    content = tree({name: json.dumps({"segments": segments})})
    process = outline_process(content / name, environment)
    printed, message = process.communicate()
    assert (process.returncode, message) == (0, b"")
    (line,) = printed.decode().splitlines()
    record = json.loads(line)
    assert record["title"].lower().startswith("caf")
    assert "café" in record["cues"][0]["text"]
    assert not any("\ud800" <= character <= "\udfff" for character in str(record))


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
def test_odd_folder_name_can_be_said_on_any_terminal(
    tree: Tree, tmp_path: Path, encoding: str
) -> None:
    """The closing line names a folder whose name is no text, without a traceback."""
    name = os.fsdecode(b"s\xc3\xa9te-\xff")
    build = ("build", "--no-search", "--content", tree({"tides.txt": TALK}), "--output")
    process = subprocess.run(
        [sys.executable, "-m", "generator", *build, tmp_path / name],
        cwd=ROOT,
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": encoding},
    )
    assert process.returncode == 0, process.stderr
    assert b"te-" in process.stdout


@pytest.mark.parametrize("name", ["missing.txt", "notes.txt"])
def test_outline_of_no_transcript_is_one_message(tree: Tree, run: Run, name: str) -> None:
    """A file that is missing, or is something else, is named without a traceback."""
    result = run("outline", tree({"notes.txt": "Buy milk.\n"}) / name)
    assert result.exit_code == 1
    assert name in result.stderr
    assert "Traceback" not in result.output


def test_module_runs(tmp_path: Path) -> None:
    """`python -m generator` is the command, from the project's folder."""
    result = subprocess.run(
        [sys.executable, "-m", "generator", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "outline" in result.stdout


def test_noticing_imports_nothing_heavy(tree: Tree, run: Run, tmp_path: Path) -> None:
    """A build with nothing to do loads neither templates, nor models, nor numbers, nor locks."""
    content, site = tree({"tides.txt": TALK}), tmp_path / "site"
    run("build", "--content", content, "--output", site)
    arguments = ["build", "--content", str(content), "--output", str(site)]
    probe = f"""
import sys
from pathlib import Path
from generator import cli
cli.CACHE = Path({str(tmp_path / "cache")!r})
try:
    cli.main({arguments!r})
except SystemExit:
    pass
heavy = {{"filelock", "jinja2", "numpy", "openai", "pydantic", "yaml"}}
print(sorted(heavy & set(sys.modules)))
"""
    result = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.splitlines()[-1] == "[]", result.stdout
    assert "Nothing changed" in result.stdout


def test_profile_names_stages_and_slow_inputs(tree: Tree, run: Run, tmp_path: Path) -> None:
    """`--profile` gives each stage's time, and each input's, the slowest first.

    All but what was built goes where errors go.
    """
    talk = "".join(
        f"[00:{n:02}:00.000 --> 00:{n:02}:09.000]   We built {n} mills of oak.\n"
        for n in range(10, 60)
    )
    content = tree({"long.txt": talk, "short.txt": TALK})
    options = ("--content", content, "--output", tmp_path / "site", "--no-search", "--jobs", "1")
    result = run("build", "--profile", *options)
    assert [line[:7] for line in result.stdout.splitlines()] == ["Built: "]
    lines = result.stderr.splitlines()
    stage = next(line for line in lines if line.startswith("summarize"))
    assert re.fullmatch(r"summarize +2 +[\d.]+ s +[\d.]+ s of a processor", stage)
    inputs = [line.split()[-1] for line in lines if re.match(r" +[\d.]+ s of a processor", line)]
    assert inputs == ["long.txt", "short.txt"]
