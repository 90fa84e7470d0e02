"""What all tests share: writing a folder of content, and running the command line on it."""

from __future__ import annotations

import gc
import re
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from generator.cli import main
from generator.places import ROOT

# How long an example takes says something of the machine and of what else it does, nothing of us.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

gc.set_threshold(100_000)  # as the command line does: what tests import and make is held long

# A shell starts what runs in the background deaf to Ctrl-C, and so the programs under test are too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

Tree = Callable[[Mapping[str, str | bytes]], Path]
Run = Callable[..., Result]
Expect = Callable[[str, str], None]
GOLDEN = Path(__file__).parent / "golden"
"""What is expected."""


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Write files, given by relative path and content, into a content folder; return the folder."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        folder = tmp_path / "content"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in this process, with a store of finished work of its own."""
    monkeypatch.setattr("generator.cli.CACHE", tmp_path / "cache")

    def invoke(*arguments: str | Path) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return invoke


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Expect:
    """Compare a text with a file of what is expected, or write it there where a change is meant."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--refresh-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()

    return compare


SAMPLES = {
    "hollin-bridge-library",
    "measure-twice",
    "night-shift",
    "slow-machines",
    "small-systems-day",
}
"""The shows in content/ that tests were written for."""
ON_SAMPLES = re.compile(
    r"tests/(?:browser/|test_search|evaluation/test_(?:floor|train_judgement)"
    r"|test_golden.py::test_(?:the_samples|speech|evidence)"
    r"|test_starting.py::test_a_new_archive|test_installed.py::test_the_wheel_in"
    r"|test_made_up_commands.py::test_commands_say)"
)
"""The tests of them: a copy with transcripts of its own does without."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a test in the browser up to three times: on a busy machine it may lose a race by itself.

    Tests of the samples are skipped where content/ holds somebody's own archive.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=2))
    shows = ROOT / "content/shows"
    if shows.is_dir() and {each.name for each in shows.iterdir() if each.is_dir()} == SAMPLES:
        return
    for item in items:
        if ON_SAMPLES.match(item.nodeid):
            item.add_marker(pytest.mark.skip(reason="content/ holds an archive of its own"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that accepts a changed golden site."""
    parser.addoption(
        "--refresh-golden",
        action="store_true",
        help="write what the golden site is built to as what is expected; read the difference",
    )
