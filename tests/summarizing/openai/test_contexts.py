"""How much a model reads at once: what is known of it, and what its server says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.config import ModelSettings
from generator.summarizing.openai.contexts import (
    HOSTED,
    LOCAL,
    known_context,
    settled_context,
    told_context,
)
from tests.model_servers import Handler, Oracle, serving
from tests.summarizing.openai.conftest import FILES, Build

TIDES_FILE = {"shows/slow/2026-03-02-tides.vtt": FILES["shows/slow/2026-03-02-tides.vtt"]}


@pytest.mark.parametrize(
    ("model", "tokens"),
    [
        ("gpt-5-mini-2025-08-07", 400_000),
        ("gpt-5-chat-latest", 128_000),
        ("gpt-4.1-nano", 1_047_576),
        ("gpt-4o-mini", 128_000),
        ("gpt-4-0613", 8192),
        ("anthropic/claude-sonnet-4-5", 200_000),
        ("Gemini-2.5-flash", 1_048_576),
        ("llama3", None),
        ("oracle", None),
    ],
)
def test_common_models_are_known_by_how_their_names_begin(model: str, tokens: int | None) -> None:
    """The longest beginning counts, and a provider's name before it does not."""
    assert known_context(model) == tokens


@pytest.mark.parametrize(
    ("entry", "tokens"),
    [
        ({"id": "m", "max_model_len": 40_960}, 40_960),  # vLLM
        ({"id": "m", "meta": {"n_ctx_train": 131_072}}, 131_072),  # llama.cpp
        ({"id": "m", "meta": {"n_ctx_train": 131_072, "n_ctx": 16_384}}, 16_384),
        ({"id": "m", "context_length": 200_000}, 200_000),  # OpenRouter
        ({"id": "m", "max_context_length": 32_768, "loaded_context_length": 4096}, 4096),
        ({"id": "models/m", "inputTokenLimit": 1_048_576}, 1_048_576),
        ({"id": "m", "context_length": "much"}, None),
        ({"id": "m", "context_length": True}, None),
        ({"id": "m"}, None),
        ({"id": "another", "context_length": 200_000}, None),
        ("m", None),
    ],
)
def test_servers_say_it_in_several_fields(entry: object, tokens: int | None) -> None:
    """Each says it under another name; what it was started with counts before what could be."""
    assert told_context({"data": [entry]}, "m") == tokens


@pytest.mark.parametrize("record", [None, [], {"data": None}, {"data": {"m": 1}}, "m"])
def test_a_body_that_is_no_list_of_models_says_nothing(record: object) -> None:
    """Whatever its shape."""
    assert told_context(record, "m") is None


@pytest.mark.parametrize(
    ("settings", "address", "tokens"),
    [
        ({"model": "m", "context": 50_000}, "https://api.example.org/v1/", 50_000),
        ({"model": "m"}, "https://api.example.org/v1/", HOSTED),
        ({"model": "m"}, "http://127.0.0.1:8080/v1/", LOCAL),
        ({"model": "m"}, "http://192.168.0.7:1234/v1/", LOCAL),
        ({"model": "m"}, "http://ollama:11434/v1/", LOCAL),
        ({"model": "mistral-small"}, "http://localhost:11434/v1/", LOCAL),
        ({"model": "gpt-5-mini"}, "http://localhost:4000/v1/", 400_000),  # a proxy
        ({"models": ["gpt-5-mini", "gpt-4o"]}, "https://api.openai.com/v1/", 128_000),
    ],
)
def test_what_nobody_says_is_supposed(
    settings: dict[str, Any], address: str, tokens: int, tmp_path: Path
) -> None:
    """The settings win; then a model's name; then whether the server is one's own."""
    chosen = ModelSettings.model_validate(settings)
    assert settled_context(chosen, tmp_path, address) == tokens


class Telling(Handler):
    """A server that says what its model takes."""

    asked = 0

    def get(self) -> None:
        """The list of models."""
        Telling.asked += 1
        self.reply(200, {"data": [{"id": "oracle", "max_model_len": 64_000}]})


class TellingOracle(Oracle):
    """It answers well, too."""

    handler = Telling


def test_a_server_is_asked_once(build: Build, tmp_path: Path) -> None:
    """What it says is kept: the recording is seen whole, and later builds find the same answers."""
    with serving(TellingOracle()) as server:
        build(server, TIDES_FILE)
        assert len(server.bodies) == 3
        assert "</transcript>" in server.bodies[0]["messages"][1]["content"]
        asked = Telling.asked
        assert asked == 1
        server.forget()
        (tmp_path / "site" / "index.html").unlink()
        build(server, TIDES_FILE)
        assert not server.bodies
        assert Telling.asked == asked
