"""LiteLLM's real proxy, with a fake of a model that thinks behind it.

`make test-litellm` installs it; without it these tests are skipped.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from generator.cli import ROOT
from tests.conftest import Run, Tree
from tests.dialect_servers import Asked, Counterfeit, OpenAI, error
from tests.model_servers import serving
from tests.summarizing.openai.conftest import FILES
from tests.summarizing.openai.test_building import calls, records, sentences

PROXY = ROOT / ".cache/test-litellm/bin/litellm"
KEY = "sk-proxy-0123456789"
MODELS = ("gpt-5-mini", "gpt-4o-mini", "gpt-empty", "gpt-small")
SHORT = dict(list(FILES.items())[:1])
Build = Callable[..., Result]

pytestmark = [
    pytest.mark.litellm,
    pytest.mark.skipif(not PROXY.exists(), reason="needs `make test-litellm`"),
]


class Upstream(OpenAI):
    """What the proxy asks: one model that thinks, one that does not, and two that fail."""

    models = MODELS

    def check(self, asked: Asked) -> None:
        """Fail by the model's name."""
        match asked.body["model"]:
            case "gpt-5-mini":
                super().check(asked)
            case "gpt-empty":
                kind = "insufficient_quota"
                told = "You exceeded your current quota, please check your plan and billing details"
                raise error(429, f"{told}.", type=kind, code=kind)
            case "gpt-small":
                told = "This model's maximum context length is 8 tokens. However, you requested 9."
                raise error(400, told, code="context_length_exceeded")


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Counterfeit]]:
    """The proxy's address, and what is behind it."""
    folder = tmp_path_factory.mktemp("proxy")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serving(Counterfeit(Upstream())) as upstream:
        assert isinstance(upstream, Counterfeit)
        lines = [
            f"  - model_name: team-{name}\n    litellm_params: "
            f'{{model: openai/{name}, api_base: "{upstream.url}", api_key: none}}\n'
            for name in MODELS
        ]
        settings = f"general_settings: {{master_key: {KEY}}}\n"
        config = folder / "config.yaml"
        config.write_text(f"model_list:\n{''.join(lines)}{settings}")
        options = ("--config", config, "--host", "127.0.0.1", "--port", str(port))
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(
                [PROXY, *options, "--telemetry", "False"],
                stdout=log,
                stderr=log,
                cwd=folder,
                env=os.environ
                | {"LITELLM_LOCAL_MODEL_COST_MAP": "True"},  # else it asks the network
            )
        try:
            _wait(f"http://127.0.0.1:{port}/health/liveliness", process)
            yield f"http://127.0.0.1:{port}/v1", upstream
        finally:
            process.terminate()
            process.wait()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the proxy ended"
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the proxy did not start")


@pytest.fixture
def build(
    tree: Tree,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    proxy: tuple[str, Counterfeit],
) -> Build:
    """Build one recording by a model of the proxy's."""
    proxy[1].forget()

    def invoke(model: str, key: str = KEY, extra: str = "{}") -> Result:
        monkeypatch.setenv("OPENAI_API_KEY", key)
        settings = f"  model: {model}\n  base_url: {proxy[0]}\n  extra: {extra}\n"
        yaml = f"backend: openai\nchapter_minutes: 3.5\nopenai:\n{settings}"
        content = tree({**SHORT, "site.yaml": yaml})
        output = tmp_path / "site"
        return run("build", "--content", content, "--output", output, "--no-search", "-j", "1")

    return invoke


@pytest.mark.parametrize(
    ("model", "extra", "lessons"),
    [
        ("team-gpt-5-mini", "{reasoning_effort: low}", "no temperature"),
        ("team-gpt-5-mini", "{}", "no temperature; thinks first, in room for 4,096 more tokens"),
        ("team-gpt-4o-mini", "{seed: 7, service_tier: flex}", "thinks first"),
    ],
)
def test_a_site_is_built_through_the_proxy(
    model: str, extra: str, lessons: str, build: Build, tmp_path: Path
) -> None:
    """What the proxy refuses of its own accord is learned, and costs no try."""
    result = build(model, extra=extra)
    assert result.exit_code == 0, result.output
    (record,) = records(tmp_path / "site")
    assert record["backend"] == f"openai:{model}"
    assert all("backend" not in sentence for sentence in sentences(record))
    assert {call["posts"] for call in calls(tmp_path / "content")} == {1}
    assert f"Learned how to ask {model}: {lessons}" in result.output


def test_an_effort_is_kept_where_the_proxy_only_mentions_it(
    build: Build, proxy: tuple[str, Counterfeit]
) -> None:
    """It refuses a temperature in words that name `reasoning_effort` as well."""
    build("team-gpt-5-mini", extra="{reasoning_effort: low}")
    assert {body["reasoning_effort"] for body in proxy[1].bodies} == {"low"}


@pytest.mark.parametrize("model", ["gpt-none", "team-gpt-5-minni"])
def test_a_model_that_the_proxy_does_not_have_is_an_error(
    model: str, build: Build, tmp_path: Path
) -> None:
    """At once, before anything is written, with the names that come near."""
    result = build(model)
    assert result.exit_code == 2
    assert f"openai.model: there is no {model!r}" in result.output
    assert "team-gpt-5-mini" in result.output or model == "gpt-none"
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("model", "key", "told"),
    [
        ("team-gpt-empty", KEY, "check your plan and billing"),
        ("team-gpt-small", KEY, "too long for the model's server"),
        ("team-gpt-4o-mini", "sk-wrong-0123456789", "HTTP 40"),
    ],
)
def test_what_goes_wrong_is_a_problem_of_one_line(
    model: str, key: str, told: str, build: Build, proxy: tuple[str, Counterfeit]
) -> None:
    """An empty account behind the proxy, a context of eight tokens, a wrong key."""
    result = build(model, key)
    assert result.exit_code == 1, result.output
    assert told in result.output
    assert "sk-wrong" not in result.output
    assert "Traceback" not in result.output
    # the proxy itself asks three times
    assert model != "team-gpt-empty" or len(proxy[1].bodies) <= 3
