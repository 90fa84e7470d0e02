"""The package as people install it, and the systems that it is installed on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import locking
from generator.places import ROOT
from tests import every_format
from tests.test_cli import TALK

OTHER_SYSTEM = """
import multiprocessing
import os
import sys
sys.modules["fcntl"] = None
for name in ("O_DIRECTORY", "chown"):
    delattr(os, name)
from pathlib import Path
from {package} import cli, publishing
publishing._rename_exchange = lambda first, second: False
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    cli.main(sys.argv[1:])
"""
"""The command line where there is nothing that only Unix has; processes begin as on Windows."""


def call(*command: str | Path, place: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder, as somebody would who has no other."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    home = {"HOME": str(place / "home"), "PYTHONUTF8": "1", **environment}
    return subprocess.run(
        [str(part) for part in command],
        cwd=place,
        env=kept | home,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this very source."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


def content(place: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = place / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return place


def test_the_wheel_is_the_whole_program(wheel: Path, tmp_path: Path) -> None:
    """Unpacked far from the clone it builds a site, by its own name, with its own templates."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "packages")
    place = content(tmp_path / "place", {"tides.txt": TALK})
    command = (sys.executable, "-m", "chapterwise", "build", "--no-search")
    built = call(*command, place=place, PYTHONPATH=str(tmp_path / "packages"))
    assert built.returncode == 0, built.stderr
    page = (place / "site/recordings/tides/index.html").read_text(encoding="utf-8")
    assert "brass gears" in page
    assert not (tmp_path / "packages/.cache").exists()
    assert list((place / "home").rglob("chapterwise"))  # where the platform keeps caches


def test_every_file_of_the_program_is_in_the_wheel(wheel: Path) -> None:
    """Words, weights, templates and the sample; only what fits weights stays behind."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "generator", "templates", "content/shows/slow-machines"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if tracked.returncode:
        pytest.skip("this copy is no clone")
    for name in filter(None, tracked.stdout.split("\0")):
        if (ROOT / name).exists() and not name.startswith("generator/evaluation/train"):
            below = name.replace("content/shows/slow-machines/", "sample/", 1)
            assert f"chapterwise/{below.removeprefix('generator/')}" in inside


def test_a_system_that_is_not_unix_builds_the_same(tmp_path: Path) -> None:
    """Without `fcntl`, folders that open and processes that fork: a site, and again, at once."""
    talks = {f"shows/sea/{n}.txt": TALK for n in range(4)}  # as many as several processes read
    place = content(tmp_path, talks)
    script = place / "run.py"
    script.write_text(OTHER_SYSTEM.format(package="generator"), encoding="utf-8")
    command = (sys.executable, script, "build", "--no-search", "-j", "2")
    where = {"PYTHONPATH": str(ROOT), "CHAPTERWISE_CACHE": str(tmp_path / "cache")}
    for _ in range(2):
        built = call(*command, place=place, **where)
        assert built.returncode == 0, built.stderr
        (place / "content/shows/sea/0.txt").write_text(TALK.replace("brass", "steel"))
    assert "steel gears" in (place / "site/sea/0/index.html").read_text(encoding="utf-8")
    assert not [path for path in place.iterdir() if path.name.startswith(".chapterwise")]


@pytest.mark.parametrize("stands_in", [False, True], ids=["the folder", "a file for it"])
def test_a_folder_is_held_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stands_in: bool
) -> None:
    """Nobody else holds it until it is let go, whichever way the system locks; nothing is left."""
    if stands_in:
        monkeypatch.setattr(locking, "fcntl", None)
    elif os.name == "nt":
        pytest.skip("this system locks no folders")
    folder = tmp_path / "folder"
    assert locking.hold(folder, wait=False) is None
    folder.mkdir()
    release = locking.hold(folder, wait=False)
    assert release is not None
    assert locking.hold(folder, wait=False) is None
    release()
    again = locking.hold(folder, wait=True)
    assert again is not None
    again()
    assert list(tmp_path.iterdir()) == [folder]
    assert not list(folder.iterdir())


@pytest.fixture(scope="module", params=["3.11", "3.12", "3.13", "3.14"])
def home(
    wheel: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A home that was empty, into which the wheel was installed for one Python."""
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not uv:
        pytest.skip("needs uv, which makes environments of any Python")
    home = tmp_path_factory.mktemp("home")
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    here = next(map(str, pyenv.glob(f"versions/{request.param}.*/bin/python")), request.param)
    where = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")} | {
        "HOME": str(home / "home"),
        "UV_CACHE_DIR": str(tmp_path_factory.getbasetemp() / "uv"),  # fetched once for all
    }  # the rest tells how the network of this machine is reached
    found = call(uv, "python", "find", here, place=home, **where)
    if found.returncode and call(uv, "python", "install", here, place=home, **where).returncode:
        pytest.skip(f"no Python {request.param} can be had here")
    done = call(uv, "tool", "install", "-p", here, wheel, place=home, **where)
    assert done.returncode == 0, done.stderr
    return home


def chapterwise(home: Path, *words: str, place: Path) -> subprocess.CompletedProcess[str]:
    """Run the command that was installed into `home`."""
    command = shutil.which("chapterwise", path=str(home / "home/.local/bin"))
    assert command
    return call(command, *words, place=place, HOME=str(home / "home"))


@pytest.mark.wheel
def test_the_wheel_in_an_environment_of_its_own(home: Path, tmp_path: Path) -> None:
    """Installed with what it asks for, and nothing else, a new archive is built and checked."""
    for words in (("init", "archive"), ("build",), ("check",), ("add", "--help"), ("--version",)):
        done = chapterwise(
            home, *words, place=tmp_path if words[0] == "init" else tmp_path / "archive"
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "archive/site/slow-machines/index.html").is_file()
    assert (tmp_path / "archive/site/pagefind/pagefind-entry.json").is_file()


@pytest.mark.wheel
def test_every_format_is_a_page(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One file of each format in a new archive: its words, who says them and when, on a page."""
    assert chapterwise(home, "init", "archive", place=tmp_path).returncode == 0
    samples = list(every_format.samples())
    every_format.place(tmp_path / "archive/content", samples)
    built = chapterwise(home, "build", place=tmp_path / "archive")
    assert built.returncode == 0, built.stderr
    scores = [every_format.score(tmp_path / "archive/site", sample) for sample in samples]
    with capsys.disabled():
        print(f"\n\n{every_format.table(scores)}")
    assert [each.sample.name for each in scores if not each.right] == []
