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


@pytest.mark.wheel
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_the_wheel_in_an_environment_of_its_own(wheel: Path, version: str, tmp_path: Path) -> None:
    """Installed with what it asks for, and nothing else, a new archive is built and checked."""
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not uv:
        pytest.skip("needs uv, which makes environments of any Python")
    env = tmp_path / "env"
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    here = next(map(str, pyenv.glob(f"versions/{version}.*/bin/python")), version)
    made = subprocess.run([uv, "venv", "-q", "-p", here, env], check=False, capture_output=True)
    if made.returncode:
        pytest.skip(f"no Python {version} can be had here")
    folder = env / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([uv, "pip", "install", "-q", "-p", folder / "python", wheel], check=True)
    place = tmp_path / "place"
    place.mkdir()
    chapterwise = shutil.which("chapterwise", path=str(folder))
    assert chapterwise
    for words in (("init", "archive"), ("build",), ("check",), ("add", "--help"), ("--version",)):
        where = place if words[0] == "init" else place / "archive"
        done = call(chapterwise, *words, place=where)
        assert done.returncode == 0, done.stderr
    assert (place / "archive/site/slow-machines/index.html").is_file()
    assert (place / "archive/site/pagefind/pagefind-entry.json").is_file()
