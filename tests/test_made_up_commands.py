"""Sweeps over the command line: what each command takes, what it says, and how it ends."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click
import pytest

from generator.cli import main
from tests.conftest import Expect, Run
from tests.made_up_folders import folder
from tests.made_up_sites import files
from tests.test_sweeps import gist, row

LONGEST = 150
"""Characters of a line."""


def kind_of(option: click.Parameter) -> str:
    """What values an option takes."""
    match option.type:
        case click.Choice():
            return "one of " + " ".join(option.type.choices)
        case click.IntRange():
            return f"{option.type.min} to {option.type.max}"
        case click.Path():
            each = option.type
            return f"path {each.exists:d}{each.file_okay:d}{each.dir_okay:d}{each.readable:d}"
        case _:
            return option.type.name


def test_commands_take_what_they_took(expect: Expect) -> None:
    """Each option of each command: its names, its values, what it is where it is not given."""
    found = []
    for name, command in main.commands.items():
        found.append(row(name, command.short_help or command.help))
        for option in command.params:
            given = option.get_default(click.Context(command))
            default = "as many as cores" if given == os.cpu_count() else given
            flags = (option.multiple, option.required, getattr(option, "is_flag", False))
            names = (*option.opts, *option.secondary_opts)
            told = "".join("-x"[each] for each in flags)
            found.append(row("   ", *names, f"[{kind_of(option)}]", told, repr(default)))
    expect("sweeps/made_up/commands.txt", "\n".join(found) + "\n")


SAID = """add|add nothing.vtt|add https://a.example/talk.vtt|add talk.mp3|add alone.mp3
add --show X talk.vtt|build --jobs 0|build --backend x|build --content nowhere
build --base-url nowhere|build --output content|build --output .|build --output talk.vtt
build --refresh nope|check|check content/a.vtt|check content/none.vtt|check --content empty
compare a b|init . --action a/b@c|init new --action x|init new --action a/b@c
init new --action a/b@c|init talk.vtt|mcp --site nowhere|outline|outline nothing.vtt
outline talk.mp3|outline talk.vtt|plan|plan x|schema|schema site|schema x|suggest
suggest --applied|trace|trace nope|serve --port 70000|evaluate nowhere
evaluate --json x.json empty|build --backend openai|compare openai extractive
outline --backend openai talk.vtt"""
TALK = (
    "WEBVTT\n\n00:00.000 --> 00:06.000\n<v Ines Falk>The office computed every tide with gears.\n"
)


def test_commands_say_what_they_said(
    expect: Expect, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some forty calls, right and wrong, one after another in one folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    (tmp_path / "content").mkdir()
    (tmp_path / "empty").mkdir()
    for name in ("talk.vtt", "content/a.vtt"):
        (tmp_path / name).write_text(TALK)
    for name in ("talk.mp3", "alone.mp3"):
        (tmp_path / name).write_bytes(b"ID3")
    found = []
    for call in SAID.replace("\n", "|").split("|"):
        result = run(*call.split(), *(["--jobs", "1"] if call.split()[0] in JOBS else []))
        lines = [_steady(line, tmp_path) for line in result.output.splitlines()]
        found.append(row(f"$ {call}:", result.exit_code, len(lines), gist(lines)[:4]))
        found += [f"    {line}"[:LONGEST] for line in lines if line.strip()][-3:]
    expect("sweeps/made_up/said.txt", "\n".join(found) + "\n")


JOBS = {"plan", "suggest", "trace", "check"}


def _steady(line: str, folder_: Path) -> str:
    """A line without what is another one each time: times, and the folder of the test."""
    line = line.replace(str(folder_), "").replace(folder_.name, "FOLDER")
    return re.sub(r"\s*\b\d+(?:\.\d+ s|:\d\d min|\.\d+ min)\b", " _ s", line)


def test_a_build_tells_what_it_told(
    expect: Expect, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a folder with much that is odd: at once, quietly, again, for a summary, with fewer."""
    monkeypatch.chdir(tmp_path)
    content = tmp_path / "content"
    for name, data in [*list(files(1))[:9], *((n, t.encode()) for n, t in folder(5).items())]:
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    found = []
    for options in (
        *(["--summary", "told.md"], ["--quiet"], ["--no-fewer"], ["--base-url", "https://a.b/"]),
    ):
        if options == ["--no-fewer"]:
            for path in sorted(content.rglob("*.vtt"))[:1]:
                path.unlink()
        result = run("build", "--no-search", "--jobs", "1", *options)
        found.append(row("$", *options, result.exit_code))
        lines = [_steady(line, tmp_path) for line in result.output.splitlines()]
        found += [f"    {line}"[:LONGEST] for line in lines]
    told = _steady((tmp_path / "told.md").read_text(), tmp_path)
    found += [line[:LONGEST] for line in told.splitlines()]
    expect("sweeps/made_up/told.txt", "\n".join(found) + "\n")
