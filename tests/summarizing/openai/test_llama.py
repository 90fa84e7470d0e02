"""A real OpenAI-compatible server with a random model: its prose is noise, its protocol is real.

`make test-server` compiles llama.cpp's server; without it these tests are skipped.
"""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result

from generator.cli import ROOT
from tests.conftest import Run, Tree
from tests.summarizing.openai.conftest import FILES
from tests.summarizing.openai.test_building import records, sentences, snapshot

SERVER = ROOT / ".cache/test-server/llama-server"
KEY = "local-key-0123456789"
HONOURS = ("--no-jinja", "--chat-template", "chatml", "--skip-chat-parsing")
IGNORES = ("--skip-chat-parsing",)
FAILS: tuple[str, ...] = ()

pytestmark = [
    pytest.mark.llama,
    pytest.mark.skipif(not SERVER.exists(), reason="needs `make test-server`"),
]
SHORT = {"bees.vtt": FILES["shows/slow/2026-03-09-bees.vtt"]}
"""One short recording: the server is slow."""
Build = Callable[..., Result]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The random model."""
    from tests.tiny_model import write_model

    path = tmp_path_factory.mktemp("model") / "noise.gguf"
    write_model(path)
    return path


@contextmanager
def llama(model: Path, *flags: str, context: int = 8192) -> Iterator[str]:
    """Run the server; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            *(str(SERVER), "-m", str(model), "--host", "127.0.0.1", "--port", str(port)),
            *("-c", str(context), "-t", "2", "-np", "2", "--api-key", KEY, "--offline"),
            *("--alias", "noise", *flags),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/health", process)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not start")


@pytest.fixture
def build(tree: Tree, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Build one recording by the server at an address."""

    def invoke(url: str, key: str = KEY, **settings: object) -> Result:
        monkeypatch.setenv("OPENAI_API_KEY", key)
        chosen = {"model": "noise", "base_url": url, "concurrency": 2, "answer_tokens": 128}
        chosen |= {"context": 4096, "deadline": 60, **settings}
        lines = "".join(f"  {name}: {value}\n" for name, value in chosen.items())
        yaml = f"backend: openai\nchapter_minutes: 3.5\nopenai:\n{lines}"
        content = tree({**SHORT, "site.yaml": yaml})
        output = tmp_path / "site"
        return run("build", "--content", content, "--output", output, "--no-search", "-j", "1")

    return invoke


def check(site: Path) -> None:
    """Every page is there, and every sentence is verified, or quoted and labelled so."""
    found = records(site)
    assert len(found) == len(SHORT)
    for record in found:
        assert record["summary"]
        for sentence in sentences(record):
            if record["backend"] != "extractive" and "backend" not in sentence:
                continue  # verified; a random model gets there by no likely accident
            words = sentence["text"].rstrip(".").split()
            said = " ".join(
                cue["text"]
                for source in sentence["sources"]
                for cue in record["cues"][source["first_cue"] : source["last_cue"] + 1]
            )
            assert set(words) - {word.capitalize() for word in words} <= set(said.split()) | set(
                said.replace(".", "").split()
            )


def results(content: Path) -> list[dict[str, object]]:
    text = (content / "summaries/calls.jsonl").read_text()
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("flags", [HONOURS, IGNORES, FAILS], ids=["honours", "ignores", "fails"])
def test_every_dialect_ends_in_a_complete_site(
    flags: tuple[str, ...], model: Path, build: Build, tmp_path: Path
) -> None:
    """Nothing unverified is published, nothing is asked thrice over, nothing answered is lost."""
    with llama(model, *flags) as url:
        result = build(url)
        assert "Traceback" not in result.output
        check(tmp_path / "site")
        calls = results(tmp_path / "content")
        assert calls
        assert all(int(str(call["posts"])) <= 3 for call in calls)
        answered = [call for call in calls if call["result"] != "unanswered"]
        assert answered, calls[0]
        first = snapshot(tmp_path / "site")
        result = build(url)
        again = results(tmp_path / "content")[len(calls) :]
        assert {call["key"] for call in again}.isdisjoint(call["key"] for call in answered)
        if len(answered) == len(calls):
            assert snapshot(tmp_path / "site") == first


def test_a_wrong_key_is_one_message(model: Path, build: Build, tmp_path: Path) -> None:
    """The server refuses it once for each place in the queue; the site is complete."""
    with llama(model, *HONOURS) as url:
        result = build(url, key="wrong-key-0123456789")
    assert result.exit_code == 1
    assert "Not written:" in result.output
    assert "401" in result.output
    assert "wrong-key" not in result.output
    check(tmp_path / "site")
    assert len([call for call in results(tmp_path / "content") if call["posts"]]) <= 2


def test_a_small_context_is_found_out(model: Path, build: Build, tmp_path: Path) -> None:
    """The server's own words for "too long" are understood: cut, and not repeated."""
    with llama(model, *HONOURS, context=2048) as url:
        build(url, context=16_384)
        calls = results(tmp_path / "content")
    assert any(call["result"] == "split" for call in calls), {call["result"] for call in calls}
    check(tmp_path / "site")
