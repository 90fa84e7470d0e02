"""Finished work is used again, and only when it is what it was."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from generator import manifest
from generator.cache import TEMPLATES, Cache, key_of
from generator.cli import ROOT
from generator.model import Cue, Transcript
from tests.conftest import Run, Tree

KIND = TypeAdapter(Transcript)
VALUE = Transcript(cues=(Cue(text="Tides", start=0.0, end=1.0, speaker="Ada"),))


def make_once(cache: Cache) -> Transcript:
    return cache.get(KIND, "key", lambda: VALUE)


def unreachable() -> Transcript:
    raise AssertionError("made again")


def test_stored_value_comes_back(tmp_path: Path) -> None:
    """What was made once is not made again."""
    assert make_once(Cache(tmp_path)) == VALUE
    assert Cache(tmp_path).get(KIND, "key", unreachable) == VALUE


def instead(entry: Path) -> Path:
    """The place of an entry that is no more."""
    entry.unlink()
    return entry


Damage = Callable[[Path, Path], object]
"""What happens to an entry, given the path of another one of the same store."""
DAMAGES: dict[str, Damage] = {
    "emptied": lambda entry, _: entry.write_bytes(b""),
    "cut": lambda entry, _: entry.write_bytes(entry.read_bytes()[:-20]),
    "only its checksum": lambda entry, _: entry.write_bytes(entry.read_bytes()[:65]),
    "a flipped bit": lambda entry, _: entry.write_bytes(flipped(entry.read_bytes(), -9)),
    "a flipped bit of the checksum": lambda entry, _: entry.write_bytes(
        flipped(entry.read_bytes(), 9)
    ),
    "copied from another key": lambda entry, other: shutil.copy(other, entry),
    "of the version before": lambda entry, _: entry.write_bytes(
        hashlib.sha256(body := entry.read_bytes()[65:]).hexdigest().encode() + b"\n" + body
    ),
    "a folder in its place": lambda entry, _: instead(entry).mkdir(),
    "a link to nowhere": lambda entry, _: instead(entry).symlink_to("nowhere"),
    "not to be read": lambda entry, _: entry.chmod(0),
    "another program's file": lambda entry, _: entry.write_bytes(b"\x80\x04pickle"),
}


def flipped(content: bytes, place: int) -> bytes:
    changed = bytearray(content)
    changed[place] ^= 1
    return bytes(changed)


def talk_of(word: str) -> str:
    return f"[00:00:00.000 --> 00:00:06.000]   We speak of {word} today, for the first time.\n"


def entries(folder: Path) -> list[Path]:
    """All files of a store, the unfinished ones too, but not what is remembered of builds."""
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and path.parent.name != manifest.FOLDER
    )


@pytest.mark.parametrize("name", DAMAGES)
def test_damaged_entry_is_a_miss(tmp_path: Path, name: str) -> None:
    """An entry that is not exactly what was stored under its key is made again, never trusted."""
    cache = Cache(tmp_path)
    make_once(cache)
    cache.get(KIND, "other", lambda: Transcript(language="cy"))
    DAMAGES[name](tmp_path / "ke" / "key", tmp_path / "ot" / "other")
    if name == "not to be read" and os.access(tmp_path / "ke" / "key", os.R_OK):
        pytest.skip("this user may read everything")
    assert Cache(tmp_path).get(KIND, "key", lambda: Transcript()) == Transcript()


@pytest.mark.parametrize("name", sorted(set(DAMAGES) - {"not to be read"}))
def test_damaged_store_gives_the_same_site(tree: Tree, run: Run, tmp_path: Path, name: str) -> None:
    """Whatever happened to finished work, the next site is right, and nobody is bothered."""
    content = tree({f"{word}.txt": talk_of(word) for word in ("tin", "oak")})
    build = ("build", "--no-search", "--jobs", "1", "--content", content, "--output")
    assert run(*build, tmp_path / "one").exit_code == 0
    stored = entries(tmp_path / "cache")
    work = [path for path in stored if TEMPLATES not in path.parts]
    # of each: its file parsed, its words, what is read of it and told of that, its names and those
    # of what is written of it, phrases and sentences, and those that other pages quote; once: all
    # names
    assert len(work) == 19
    whole = {path: path.read_bytes() for path in stored}
    (tmp_path / "spare").mkdir()
    for path, body in whole.items():
        (tmp_path / "spare" / path.name).write_bytes(body)
    for one, other in zip(stored, [*stored[1:], stored[0]], strict=True):
        DAMAGES[name](one, tmp_path / "spare" / other.name)
    result = run(*build, tmp_path / "two")
    assert result.exit_code == 0, result.output
    assert pages(tmp_path / "one") == pages(tmp_path / "two")


def pages(site: Path) -> dict[str, bytes]:
    """All files of a site by name, but for what the program remembers of its build."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_copies_of_program_and_content_share_a_store(tree: Tree, run: Run, tmp_path: Path) -> None:
    """Nothing in a key or an entry depends on where the content, the program or the site is."""
    content = tree({"tin.txt": talk_of("tin")})
    shutil.copytree(content, tmp_path / "elsewhere/copy")
    build = ("build", "--no-search", "--output")
    run(*build, tmp_path / "one", "--content", content)
    before = entries(tmp_path / "cache")
    run(*build, tmp_path / "two", "--content", tmp_path / "elsewhere/copy")
    assert entries(tmp_path / "cache") == before
    assert not any(bytes(tmp_path) in path.read_bytes() for path in before)
    shutil.copytree(
        ROOT / "generator",
        tmp_path / "program/generator",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    printed = subprocess.run(
        [sys.executable, "-c", "from generator.cache import key_of; print(key_of('part'))"],
        cwd=tmp_path / "program",
        capture_output=True,
        text=True,
        check=True,
    )
    assert printed.stdout.strip() == key_of("part")


def test_two_machines_never_write_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processes that bear the same number, as in two containers, write to different files."""
    monkeypatch.setattr(os, "getpid", lambda: 7)
    written = []
    rename = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if path not in written:
            written.append(path)
            if len(written) == 1:  # another process stores the same before the first is done
                Cache(tmp_path).get(KIND, "key", lambda: VALUE)
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    make_once(Cache(tmp_path))
    assert len(written) == 2
    assert Cache(tmp_path).get(KIND, "key", unreachable) == VALUE


def test_killed_process_leaves_nothing_for_ever(tmp_path: Path) -> None:
    """What was half-written is taken for no entry, and is gone a day later."""
    write_and_die = (
        "import os; from pathlib import Path\n"
        "Path.replace = lambda *_: os._exit(9)\n"
        "from tests.test_cache import *; make_once(Cache(Path(sys.argv[1])))"
    )
    died = subprocess.run([sys.executable, "-c", write_and_die, str(tmp_path)], cwd=ROOT)
    assert died.returncode == 9
    (left,) = entries(tmp_path)
    Cache(tmp_path).get(KIND, "other", lambda: VALUE)
    assert left.exists()  # it may be another's, at work this moment
    os.utime(left, (0, 0))
    make_once(Cache(tmp_path))
    assert entries(tmp_path) == [tmp_path / "ke/key", tmp_path / "ot/other"]


@pytest.mark.parametrize(("hours", "stays"), [(23.9, True), (24.1, False)])
def test_what_is_half_written_is_let_alone_for_a_day(
    hours: float, stays: bool, tmp_path: Path
) -> None:
    """It may be another machine's, whose clock is another; a whole entry stays for ever."""
    make_once(Cache(tmp_path))
    left = tmp_path / "unfinished/.left.unfinished"
    left.parent.mkdir(exist_ok=True)
    left.write_text("{")
    then = time.time() - hours * 3600
    for path in (left, tmp_path / "ke/key"):
        os.utime(path, (then, then))
    Cache(tmp_path).get(KIND, "other", lambda: VALUE)
    assert left.exists() == stays
    assert Cache(tmp_path).get(KIND, "key", unreachable) == VALUE


@pytest.mark.parametrize("obstacle", ["ke", "unfinished"])
def test_unwritable_store_is_no_error(tmp_path: Path, obstacle: str) -> None:
    """Where nothing can be stored the work is still done."""
    (tmp_path / obstacle).write_text("in the way")
    assert make_once(Cache(tmp_path)) == VALUE
    assert make_once(Cache(tmp_path / obstacle)) == VALUE
    assert entries(tmp_path) == [tmp_path / obstacle]


def test_full_disk_is_no_error(tmp_path: Path) -> None:
    """Where an entry does not fit it is left out, and so is its beginning."""
    store_on_full_disk = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))\n"
        "from tests.test_cache import *; assert make_once(Cache(Path(sys.argv[1]))) == VALUE"
    )
    command = [sys.executable, "-B", "-c", store_on_full_disk, str(tmp_path)]
    assert subprocess.run(command, cwd=ROOT).returncode == 0
    assert entries(tmp_path) == []


def test_value_that_json_cannot_hold_is_no_error(tmp_path: Path) -> None:
    """Half of a surrogate pair is not stored, and does not stop a build."""
    odd = Transcript(language="\ud800")
    assert Cache(tmp_path).get(KIND, "key", lambda: odd) == odd
    assert entries(tmp_path) == []


def test_keys_tell_parts_apart() -> None:
    """Moving a character from one part to the next gives another key."""
    assert key_of("ab", "c") != key_of("a", "bc")
