"""What there is more of costs in proportion: twice as many of anything is twice the work.

Memory is counted by allocations and time by the processor's, so that what else a machine does
matters to neither.
"""

from __future__ import annotations

import gc
import json
import random
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import ROOT, main
from generator.language.languages import word_set
from generator.timestamps import format_vtt

Files = Iterator[tuple[str, str]]
"""Paths under a content folder, and what stands there."""
MOST_MEMORY = 2.3
"""How many times as much memory twice as much may take."""
TRIES = 3
"""How often memory is measured before it has grown too fast."""
OFTEN = 700
"""Objects made between two looks for those that nobody holds: Python's own choice."""
MOST_TIME = 2.6
"""The same of time: n log n, and a cache that no longer holds it all."""

WORDS = sorted(
    word_set(
        "the harbour keeps a machine that draws tides with brass gears and every clerk who "
        "reads it learns how water moves when wind turns over shallow ground"
    )
)


def sentence(dice: random.Random, *told: str) -> str:
    """Eight ordinary words, and `told`."""
    words = [*dice.choices(WORDS, k=5), *told, *dice.choices(WORDS, k=3)]
    return f"{' '.join(words).capitalize()}."


def name(number: int) -> str:
    """A word that no other number gives."""
    letters = ""
    number += 700
    while number:
        number, place = divmod(number, 70)
        letters += "bdfgklmnprstvz"[place % 14] + "aeiou"[place // 14]
    return letters.capitalize()


def captions(lines: list[str], seconds: float = 1.0) -> str:
    """WebVTT with a cue for each of `lines`."""
    blocks = (
        f"{format_vtt(index * seconds)} --> {format_vtt((index + 1) * seconds)}\n{line}"
        for index, line in enumerate(lines)
    )
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def small(dice: random.Random) -> str:
    """A talk of forty sentences."""
    return captions([sentence(dice) for _ in range(40)], 5.0)


def cues(count: int, dice: random.Random) -> Files:
    """Cues of a second and two sentences each."""
    yield "talk.vtt", captions([f"{sentence(dice)} {sentence(dice)}" for _ in range(count)])


def unpunctuated(count: int, dice: random.Random) -> Files:
    """Cues whose sentences nobody ended."""
    yield "talk.vtt", captions([" ".join(dice.choices(WORDS, k=9)) for _ in range(count)])


def rolling(count: int, dice: random.Random) -> Files:
    """Captions that show the line before once more."""
    lines = [sentence(dice) for _ in range(count)]
    pairs = zip(["", *lines], lines, strict=False)
    yield "talk.vtt", captions([f"{before}\n{line}".strip() for before, line in pairs])


def sounds(count: int, dice: random.Random) -> Files:
    """Sounds by the dozen in one cue, none of them like another."""
    heard = " ".join(f"[{name(index)} music]" for index in range(count))
    yield "talk.vtt", captions([heard, *(sentence(dice) for _ in range(40))], 5.0)


def speakers(count: int, dice: random.Random) -> Files:
    """People who say one line each, half of them by first name alone."""
    voices = [
        name(index) if index % 2 else f"{name(index)} {name(7 * index)}" for index in range(count)
    ]
    yield "talk.vtt", captions([f"<v {voice}>{sentence(dice)}" for voice in voices], 5.0)


def hosts(count: int, dice: random.Random) -> Files:
    """People whom the show lists."""
    listed = [f"{name(index)} {name(7 * index)}" for index in range(count)]
    yield "shows/harbour/show.yaml", json.dumps({"hosts": listed})
    yield "shows/harbour/talk.vtt", small(dice)
    yield "shows/harbour/other.vtt", small(dice)


def chapters(count: int, dice: random.Random) -> Files:
    """Chapters that a sidecar lists, half of them of the same title."""
    listed = [
        {"start": f"{4 * index // 60}:{4 * index % 60:02}", "title": f"Tide {index % 2 * index}"}
        for index in range(count)
    ]
    yield "talk.yaml", json.dumps({"chapters": listed})
    yield "talk.vtt", captions([sentence(dice) for _ in range(count)], 4.0)


def headings(count: int, dice: random.Random) -> Files:
    """Chapters that stand in the transcript as headings of the same words."""
    blocks = (
        f"## The tide\n\nInes: {index // 60:02}:{index % 60:02}\n\n{sentence(dice)}"
        for index in range(count)
    )
    yield "talk.md", "---\ntitle: Tides\n---\n" + "\n\n".join(blocks)


def words(count: int, dice: random.Random) -> Files:
    """Words of a single cue."""
    said = " ".join(sentence(dice) for _ in range(count // 8))
    yield "talk.vtt", captions([said], 36000.0)


def distinct_words(count: int, dice: random.Random) -> Files:
    """Words that are said once or twice."""
    yield "talk.vtt", captions([sentence(dice, name(index // 2)) for index in range(count)], 3.0)


def topics(count: int, dice: random.Random) -> Files:
    """Episodes that speak of the same few names."""
    spoken_of = [f"{name(index)} {name(3 * index + 1)}" for index in range(12)]
    for index in range(count):
        lines = [sentence(dice, dice.choice(spoken_of)) for _ in range(30)]
        yield f"shows/harbour/talk-{index}.vtt", captions(lines, 5.0)


def people(count: int, dice: random.Random) -> Files:
    """Episodes, each with two people of a crowd that grows with them."""
    for index in range(count):
        voices = [f"{name(index // 2 + each)} {name(index % 7)}" for each in (0, 1)]
        lines = [f"<v {voices[each % 2]}>{sentence(dice)}" for each in range(20)]
        yield f"shows/harbour/talk-{index}.vtt", captions(lines, 5.0)


def shows(count: int, dice: random.Random) -> Files:
    """Shows of one short episode each."""
    for index in range(count):
        lines = [sentence(dice) for _ in range(10)]
        yield f"shows/{name(index)}/talk.vtt", captions(lines, 5.0)


def described_with(mark: str) -> Callable[[int, random.Random], Files]:
    """A show's description, an episode's notes and a page with `mark` so many times."""

    def write(count: int, dice: random.Random) -> Files:
        yield "shows/harbour/show.yaml", json.dumps({"description": mark * count})
        yield "shows/harbour/talk.yaml", json.dumps({"notes": mark * count})
        yield "shows/harbour/talk.vtt", small(dice)
        yield "pages/about.md", f"# About\n\n{mark * count}"

    write.__doc__ = f"Pages with {mark!r} again and again."
    return write


CONTENT: dict[str, tuple[int, Callable[[int, random.Random], Files]]] = {
    "cues": (300, cues),
    "rolling captions": (300, rolling),
    "speakers": (500, speakers),
    "listed chapters": (120, chapters),
    "headings": (120, headings),
    "words of a cue": (4000, words),
    "distinct words": (300, distinct_words),
    "topics": (6, topics),
    "people": (8, people),
    "links": (500, described_with("[a](https://example.org) ")),
}
"""For each thing that there may be more of: a number of them, and how to write so many."""
SAMPLE = ("cues", "speakers", "listed chapters", "links")
"""Those whose memory every run of the tests looks at; the others take minutes."""
MARKS = ("[", "![", "[a](b ", "*a ", "_a", "`a ", "a``b`", "<a@", "&amp;", "\\", "~~a", "# a\n")
"""What has a meaning in Markdown."""
TIMED = {
    **{thing: (10 * count, write) for thing, (count, write) in CONTENT.items()},
    "unpunctuated": (3000, unpunctuated),
    "sounds": (4000, sounds),
    "hosts": (4000, hosts),
    "shows": (60, shows),
    **{f"marks {mark!r}": (8000, described_with(mark)) for mark in MARKS},
}
"""The same in numbers that take their time, and what takes time alone."""


class Builder:
    """Builds sites of so many of a thing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._builds = 0

    def build(self, write: Callable[[int, random.Random], Files], count: int) -> None:
        """Build a site from nothing."""
        self._builds += 1
        folder = self._folder / str(self._builds)
        for path, text in write(count, random.Random(5)):
            (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "content" / path).write_text(text, encoding="utf-8")
        options = ["--content", folder / "content", "--output", folder / "site"]
        command = ["build", "--no-search", "--quiet", "--jobs=1", *map(str, options)]
        gc.collect()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("generator.cli.CACHE", folder / "cache")
            result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output

    def peak(self, write: Callable[[int, random.Random], Files], count: int) -> int:
        """The most bytes that Python and numpy hold at one time.

        What nobody holds is collected often, and however much other tests hold.
        """
        seldom = gc.get_threshold()
        gc.collect()
        gc.freeze()
        tracemalloc.start()
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("generator.cli._OBJECTS", OFTEN)
                self.build(write, count)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            gc.unfreeze()
            gc.set_threshold(*seldom)


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    builder = Builder(tmp_path_factory.mktemp("bounds"))
    builder.build(topics, 2)  # imports, templates, tables
    return builder


@pytest.mark.parametrize(
    "thing",
    [
        pytest.param(thing, marks=() if thing in SAMPLE else pytest.mark.torture)
        for thing in CONTENT
    ],
)
def test_memory_grows_no_faster_than_content(
    thing: str, builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice as many of a thing take at most a little more than twice the memory."""
    # What is worked on at one time is as small here as the content is.
    monkeypatch.setattr("generator.segmentation.features._CELLS", 10_000)
    monkeypatch.setattr("generator.segmentation.cutting._PARTS", 4_000, raising=False)
    monkeypatch.setattr("generator.segmentation.cutting._BLOCKS_KEPT", 4, raising=False)
    count, write = CONTENT[thing]
    for _ in range(TRIES):  # what other tests made, or left to be made, may count once
        one, two = builder.peak(write, count), builder.peak(write, 2 * count)
        if two <= MOST_MEMORY * one:
            break
    assert two <= MOST_MEMORY * one, (one, two)


@pytest.mark.torture
@pytest.mark.parametrize("thing", TIMED)
def test_time_grows_no_faster_than_content(thing: str, builder: Builder) -> None:
    """Twice as many of a thing take at most a little more than twice the time."""
    count, write = TIMED[thing]

    def spent(number: int) -> float:
        began = time.process_time()
        builder.build(write, number)
        return time.process_time() - began

    def ratio() -> float:
        few = max(2, count // 50)
        base, one, two = (min(spent(n) for _ in range(3)) for n in (few, count, 2 * count))
        return (two - base) / max(one - base, 0.2)  # what is shorter cannot be told from noise

    assert any(ratio() <= MOST_TIME for _ in range(3))


def peak_of_build(content: Path, folder: Path) -> float:
    """The most memory in MB that a build in a process of its own has at one time."""
    program = (
        "import sys; from pathlib import Path; from generator import cli\n"
        "cli.CACHE = Path(sys.argv.pop())\n"
        "try: cli.main()\n"
        "finally: print(next(l for l in open('/proc/self/status') if 'VmHWM' in l).split()[1])"
    )
    options = ["--content", content, "--output", folder / "site", folder / "cache"]
    command = [sys.executable, "-c", program, "build", "--no-search", "--quiet", "--jobs=1"]
    result = subprocess.run(
        [*command, *map(str, options)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return int(result.stdout.split()[-1]) / 1024


@pytest.mark.torture
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads Linux's own count")
@pytest.mark.parametrize(
    ("said", "count", "seconds"), [("One", 240_000, 0.35), ("The tide turns.", 120_000, 1.0)]
)
def test_the_longest_recordings_fit_into_memory(
    said: str, count: int, seconds: float, tmp_path: Path
) -> None:
    """A day of captions, one word each or one sentence, builds within 512 MB."""
    content = tmp_path / "content"
    content.mkdir()
    (content / "day.vtt").write_text(captions([said] * count, seconds), encoding="utf-8")
    assert peak_of_build(content, tmp_path) < 512


def test_a_million_cues_are_refused_by_name(tmp_path: Path) -> None:
    """What would not fit into memory names the file, its size, the limit and a remedy."""
    (tmp_path / "day.vtt").write_text("WEBVTT\n" + "\n00:01.000 --> 00:02.000\nA\n" * 1_000_000)
    result = CliRunner().invoke(main, ["outline", str(tmp_path / "day.vtt")])
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: day.vtt: has 3,000,001 lines, and the limit is 1,000,000"
        " (split it into one file for each recording)\n"
    )
