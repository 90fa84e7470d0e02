"""Sweeps over folders and settings: what is loaded, told and refused is as it was.

A row that changes names the folder: `python -m tests.made_up_folders 17` prints its files.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from generator.checking import check
from generator.config import (
    EditSettings,
    EpisodeSettings,
    ModelSettings,
    Price,
    ShowSettings,
    Sidecar,
    SiteSettings,
    TakeDownSettings,
    read_settings,
)
from generator.errors import ConfigError, InputError
from generator.loading import Loaded, companions_of, load, load_one
from generator.model import Cue, Episode, ListedChapter, Show, Transcript
from tests.conftest import Expect, Run
from tests.made_up_folders import SHOW, VALUES, folder
from tests.test_sweeps import gist

FOLDERS = 52
LONGEST = 112
"""Characters of a row."""
TODAY = dt.date(2026, 6, 1)
_UNTOLD = {"transcript", "show", "source", "id"}


def write(content: Path, number: int) -> None:
    """Write a folder made up by number."""
    for name, text in folder(number).items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def told(episode: Episode) -> str:
    """What is known of an episode: what is short as it is, the rest by its gist."""
    said = [
        f"{field.name}={value if len(str(value)) < 25 else gist(value)}"
        for field in fields(episode)
        if field.name not in _UNTOLD and (value := getattr(episode, field.name))
    ]
    return f"{episode.show.slug} {gist((episode.show, episode.transcript))} {' '.join(said)}"


def short(line: str) -> str:
    """A long line by its beginning and the gist of all of it."""
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 20]}… {gist(line)}"


def rows(loaded: Loaded, content: Path) -> Iterator[str]:
    """All that was loaded and told."""
    for episode in loaded.episodes:
        yield f"  {episode.source}: {told(episode)}"
    for rule in loaded.rules:
        yield f"  rule {gist(rule)}"
    yield from (f"  {line}" for line in check(loaded, content, TODAY).lines)
    yield from (f"  ! {note}" for note in loaded.notes)


def test_made_up_folders_are_loaded_as_before(expect: Expect, tmp_path: Path) -> None:
    """What each file gives, what stands beside it, what is doubted, left alone and left out."""
    found = []
    for number in range(FOLDERS):
        content = tmp_path / str(number)
        write(content, number)
        try:
            loaded = load(content, SiteSettings())
        except ConfigError as error:
            found.append(f"{number} refused: {error}")
            continue
        found += [f"{number}", *map(short, rows(loaded, content))]
        for source in list(loaded.formats)[:1]:  # one alone is as it is among the others
            beside = [each.name for each in companions_of(content / source)]
            try:
                alone = load_one(content / source, SiteSettings()).episodes
            except InputError as error:
                found.append(f"  alone: {error}")
                continue
            same = [each == other for each in alone for other in loaded.episodes if each == other]
            found.append(f"  alone: {beside} {len(alone)} {len(same)}")
    expect("sweeps/made_up/folders.txt", "\n".join(found).replace(str(tmp_path), "") + "\n")


def test_made_up_folders_are_added_as_before(
    expect: Expect, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole, then each file by itself into another place; once more, nothing is left to do."""
    found = []
    for number in range(0, FOLDERS, 5):
        desk = tmp_path / str(number)
        write(desk / "from", number)
        (desk / "content").mkdir()
        monkeypatch.chdir(desk)
        files = [str(path.relative_to(desk)) for path in sorted((desk / "from").rglob("*.*"))]
        for arguments in (["from"], [each for each in files if "/." not in each], ["from"]):
            extra = ["--show", "The Quay"] if number % 3 == 0 else []
            result = run("add", "--content", "content", *extra, *arguments)
            found.append(f"{number} {result.exit_code}")
            found += [short(f"  {line}") for line in result.output.splitlines()]
        for path in sorted((desk / "content").rglob("*.yaml")):
            found.append(f"  {path.relative_to(desk)} {gist(path.read_bytes())}")
    expect("sweeps/made_up/added.txt", "\n".join(found).replace(str(tmp_path), "") + "\n")


ANY: tuple[object, ...] = (
    *(None, True, False, 0, -1, -0.1, 0.1, 0.4, 0.5, 0.6, 1, 2, 2.1, 7, 60, 60.1, 127, 128, 256),
    *(257, 1000, 1001, 2047, 2048, 3600, 3600.1, 356400, 356401, "", "x", "en", "German"),
    "zz-none",
    *("https://a.example/", "http://a b/", "https://", "https://a:0/", "https://a:65535/"),
    *("https://a:65536/", "ftp://a.example/", "a.mp3", "a\nb", "0:30", "1:02:03", "12:60", "..."),
    *("tcp://a:1", "openai", "extractive", "dask", "show", "month", "2026-03-14", "14 March 2026"),
    *(dt.date(2026, 3, 14), dt.datetime(2026, 3, 14, 10), ["x"], ["month", "week"], [1, "x"]),
    *([["x"]], {"x": "y"}, {"x": 1}, {"x": ""}, {"x": ["y"]}, {"model": "m"}, {"line": "x"}),
    *([{"drop": "x"}], [{"line": 5}], {"seed": 1}, {"n": 1}, {"m": {"input": 1, "output": 0}}),
)  # fmt: skip
Kind = type[
    SiteSettings | ModelSettings | Price | ShowSettings | Sidecar | EditSettings | TakeDownSettings
]
KINDS: tuple[Kind, ...] = (
    *(SiteSettings, ModelSettings, Price, ShowSettings, Sidecar, TakeDownSettings),
)
TOGETHER: tuple[tuple[Kind, str], ...] = (
    *((SiteSettings, "{executor: dask}"), (SiteSettings, "{executor: dask, scheduler: a}")),
    (SiteSettings, "{executor: dask, scheduler: 'tcp://a:1'}"),
    (SiteSettings, "{backend: openai}"),
    *((SiteSettings, "{backend: openai, openai: {model: m}}"), (EditSettings, "{drop: a, to: b}")),
    *((EditSettings, "{reword: a, to: b}"), (EditSettings, "{reword: a, to: ' '}")),
    *((EditSettings, "{pin: 12:40, as: chapter}"), (EditSettings, "{pin: a, as: line}")),
    *((EditSettings, "{drop: a, pin: b}"), (EditSettings, "{to: a}"), (EditSettings, "{drop: ~}")),
    *((SiteSettings, "{openai: {modle: m}}"), (SiteSettings, "{take_down: [{lin: x}]}")),
    *((Sidecar, "{edits: [{drop: a, pni: b}]}"), (Sidecar, "{episodes: {A: {titel: b}}}")),
    *((SiteSettings, "[a]"), (SiteSettings, "a"), (SiteSettings, "{title: a, title: b}")),
    *((SiteSettings, "{zzz: 1}"), (SiteSettings, "{topic: 1}"), (Sidecar, "{speaker: a}")),
    *((SiteSettings, "{openai: {model: m, max_cost: 1}}"), (SiteSettings, "{title: [}")),
    *((SiteSettings, "{openai: {context: 2048}}"), (SiteSettings, "{openai: {context: 2047}}")),
    *((SiteSettings, "{openai: {context: 2048, answer_tokens: 1025}}"), (SiteSettings, "&a [*a]")),
    (SiteSettings, "{openai: {context: 2048, answer_tokens: 1000, thinking_tokens: 25}}"),
    (SiteSettings, "{openai: {context: 2048, answer_tokens: 1000, thinking_tokens: 24}}"),
    (SiteSettings, "{openai: {model: m, max_cost_month: 1, prices: {m: {input: 1, output: 1}}}}"),
)  # fmt: skip


PARAMETERS = """service_tier user safety_identifier metadata store timeout prompt_cache_key
prompt_cache_retention cache_prompt keep_alive num_retries usage tags seed top_p model temperature
max_tokens max_completion_tokens messages response_format stream n tools tool_choice"""


def test_every_setting_takes_and_refuses_what_it_did(expect: Expect, tmp_path: Path) -> None:
    """Each key with some sixty values at and beside its edges, and keys that must agree."""
    path = tmp_path / "site.yaml"

    def read(kind: Kind, text: str) -> object:
        path.write_text(text, encoding="utf-8")
        try:
            return read_settings(kind, path, tmp_path)
        except ConfigError as error:
            return str(error).removeprefix("site.yaml: ")

    told: dict[str, str] = {}

    def refused(kind: Kind, given: dict[str, object], error: ValidationError) -> str:
        problem = error.errors()[0]
        reason = f"{kind}{problem['loc'][:1]}{problem['type']}{problem['msg'][:40]}"
        if reason not in told:  # as people are told; each reason once, as YAML is slow to read
            told[reason] = str(read(kind, yaml.safe_dump(given, allow_unicode=True)))
        return told[reason]

    found = []
    for kind in KINDS:
        for key in kind.model_fields:
            if kind is Sidecar and key not in VALUES and key in EpisodeSettings.model_fields:
                continue
            outcomes: dict[str, list[str]] = {}
            required: dict[str, object] = {"input": 1, "output": 1} if kind is Price else {}
            required = {"line": "x"} if kind is TakeDownSettings else required
            values = (*ANY, *VALUES.get(key, ()), *SHOW.get(key, ()))
            for value in values:
                shown = str(value) if len(str(value)) < 24 else gist(value)
                given = {**required, key: value}
                try:
                    taken = getattr(kind.model_validate(given), key)
                except ValidationError as error:
                    reason = re.sub(r"'[^']{1,60}'", "'…'", refused(kind, given, error))
                    outcomes.setdefault(reason[:90], []).append(shown)
                    continue
                same = taken == value and type(taken) is type(value)
                outcomes.setdefault("taken" if same else "as", []).append(
                    shown if same else f"{shown}→{taken!r:.40}"
                )
            found.append(f"{kind.__name__}.{key}")
            for reason, those in outcomes.items():
                listed = ", ".join(those)
                found.append(f"    {reason}: {listed if len(listed) < 180 else gist(listed)}")
    for one, text in TOGETHER:
        found.append(f"{one.__name__} {text}: {read(one, text)!s:.150}")
    for name in PARAMETERS.split():
        try:
            deciding = ModelSettings.model_validate({"extra": {name: 1}}).deciding
            found.append(f"extra {name}: {'decides' if deciding else 'does not decide'}")
        except ValidationError as error:
            found.append(f"extra {name}: {error.errors()[0]['msg']}")
    expect("sweeps/made_up/settings.txt", "\n".join(found) + "\n")


def spoken(length: float, words: int, **about: object) -> Episode:
    """A recording of so many seconds with so many words."""
    cues = (
        Cue(text="a " * (words - 1), start=0.0, end=length),
        Cue(text="b", start=length - 1.0, end=length),
    )
    told: dict[str, object] = {
        "title": "Tides",
        "date": dt.date(2026, 3, 14),
        "transcript": Transcript(cues=cues),
        "duration": length,
        **about,
    }
    show = Show(slug="pier", title="Pier")
    return Episode(show=show, slug="tides", source="shows/pier/tides.vtt", **told)  # type: ignore[arg-type]


def test_what_is_doubtful_begins_where_it_began(expect: Expect, tmp_path: Path) -> None:
    """Pace, silence, chapters, dates, titles and names of nobody, at and beside each limit."""
    cases: list[Episode] = [
        *(spoken(length, words) for length in (179.9, 180.0, 180.1) for words in (59, 60, 61, 62)),
        *(spoken(600.0, words) for words in (399, 400, 401, 3300, 3301, 3306, 3307)),
        *(spoken(length, 9000) for length in (1200.0, 1201.0, 1201.5)),
        *(
            spoken(300.0, 600, chapters=(ListedChapter(title="Late", start=start),))
            for start in (300.0, 359.0, 360.0, 360.5, 361.0)
        ),
        *(spoken(300.0, 600, date=day) for day in DATES),
        *(spoken(300.0, 600, title=title) for title in TITLES.split("|")),
        *(spoken(300.0, 600, speakers=tuple(names.split("/"))) for names in LABELS.split("|")),
    ]
    found = []
    for each in cases:
        lines = check(Loaded(episodes=(each,)), tmp_path, TODAY).lines
        told = f"{each.duration:g} {each.date} {each.title} {'/'.join(each.speakers)}"
        found.append(f"{told}: {short(lines[0].partition(' | doubtful: ')[2])}")
    both = [spoken(300.0, 600), replace(spoken(300.0, 600), source="b.vtt", date=None)]
    for several in (both, [*both, replace(both[1], source="c.vtt", title="TIDES")]):
        found += check(Loaded(episodes=tuple(several)), tmp_path, TODAY).lines
    expect("sweeps/made_up/doubts.txt", "\n".join(found) + "\n")


DATES = (*(None, dt.date(1919, 12, 31), dt.date(1920, 1, 1), TODAY, TODAY + dt.timedelta(days=1)),)
TITLES = """abcdefgh1|abcdefgh12|Abcdefgh1|abcdef123456|0123456789ab|12 34|12-34_5.6|12 a
GMT20260314|GMT2026031|dQw4w9WgXcQ|Tides of 2026-03-14|COVID19 talk|mp3player2go""".replace(
    "\n", "|"
)
LABELS = """Speaker 1|SPEAKER_00|spk a|Sprecherin 3|Channel-12|S1|S123|Unknown|unknown speaker|A
7|1234|Ann|Host|Host 1|Guest b|Voice 1/Ann|Voice 1/Voice 2/Voice 3/Voice 4
Participant x""".replace("\n", "|")
