"""An assistant's questions about a built site: answered from its pages, each with its address."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.assistants import BuiltSite
from generator.errors import ConfigError, InputError
from generator.places import ROOT
from tests.conftest import Run, Tree
from tests.test_checking import SPOKEN

BASE = "https://archive.example/talks"


@pytest.fixture
def site(tree: Tree, run: Run, tmp_path: Path) -> Path:
    """A site of two talks."""
    other = SPOKEN.replace("wheel of brass", "length of rope").replace("Ines Falk", "Tom Arden")
    content = tree({"shows/sea/tides.vtt": SPOKEN, "shows/sea/2024-03-14-ropes.vtt": other})
    done = run("build", "--content", content, "--output", tmp_path / "site", "--no-search")
    assert done.exit_code == 0, done.output
    return tmp_path / "site"


def test_every_answer_has_its_address(site: Path) -> None:
    """A search, an episode, a chapter and a quotation lead to the moment that they are from."""
    built = BuiltSite(site, BASE)
    [first, *_] = built.search("a length of rope")
    assert first["address"].startswith(f"{BASE}/sea/ropes/#t=")
    assert first["speaker"] == "Tom Arden"
    assert not built.search("rope", speaker="Ines")
    assert not built.search("rope", show="land")
    assert not built.search("!?")
    episode = built.episode(f"{BASE}/sea/ropes/#t=12")
    assert episode["date"] == "2024-03-14"
    assert all(each["addresses"] for each in episode["summary"])
    chapters = [built.chapter("sea/ropes", each["number"]) for each in episode["chapters"]]
    assert sum(len(each["lines"]) for each in chapters) == 120
    quote = built.quote("sea/tides", "5:07")
    assert quote["text"] == "The harbour office computed tide number 305 with a wheel of brass."
    assert quote["address"] == f"{BASE}/sea/tides/#t=305"
    assert len(quote["around"]) == 5


def test_what_is_not_there_is_said(site: Path, tmp_path: Path) -> None:
    """An episode, a chapter, a moment, a site."""
    built = BuiltSite(site)
    with pytest.raises(InputError, match="no episode stands"):
        built.episode("sea/gears")
    with pytest.raises(InputError, match="no chapter 99"):
        built.chapter("sea/tides", 99)
    with pytest.raises(InputError, match="no moment"):
        built.quote("sea/tides", "noon")
    with pytest.raises(ConfigError, match="no site here"):
        BuiltSite(tmp_path / "content")


def test_the_protocol_is_spoken(site: Path) -> None:
    """Over standard input: four tools that only look, an answer, and a fault in words."""
    pytest.importorskip("mcp")
    calls: list[dict[str, Any]] = [
        {
            "id": 1,
            "method": "initialize",
            "params": {
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": {"name": "test", "version": "1"},
            },
        },
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/list"},
        {
            "id": 3,
            "method": "tools/call",
            "params": {"name": "quote", "arguments": {"address": "sea/tides", "at": "0:05"}},
        },
        {
            "id": 4,
            "method": "tools/call",
            "params": {"name": "episode", "arguments": {"address": "x/y"}},
        },
    ]
    answers: dict[int, Any] = {}
    command = [sys.executable, "-m", "generator", "mcp", "--site", str(site), "--base-url", BASE]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin
        assert server.stdout
        for call in calls:
            server.stdin.write(json.dumps({"jsonrpc": "2.0", **call}) + "\n")
            server.stdin.flush()
            while "id" in call and call["id"] not in answers:
                answer = json.loads(server.stdout.readline())
                answers[answer["id"]] = answer["result"]
        server.stdin.close()
        server.wait(timeout=20)
    tools = {each["name"]: each for each in answers[2]["tools"]}
    assert tools.keys() == {"search", "episode", "chapter", "quote"}
    assert all(each["annotations"]["readOnlyHint"] for each in tools.values())
    assert f"{BASE}/sea/tides/#t=5" in json.dumps(answers[3])
    assert answers[4]["isError"]
    assert "no episode stands at this address" in json.dumps(answers[4])
