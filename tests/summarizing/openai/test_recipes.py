"""What the README says of models, run as it is printed, against fakes of the servers it names."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

from generator.cli import ROOT
from generator.summarizing.openai import client
from tests.conftest import Run, Tree
from tests.dialect_servers import (
    PROVIDERS,
    Counterfeit,
    Deep,
    Gemini,
    OpenAI,
    Provider,
    RefusalError,
    Schemaless,
    Small,
)
from tests.model_servers import serving
from tests.summarizing.openai.conftest import FILES, KEY
from tests.summarizing.openai.test_building import calls, records, sentences

README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = README[README.index("## Who writes") : README.index("## What you get")]
FOUND = [
    (text.rsplit("\n", 1)[-1], block)
    for text, block in re.findall(r"([^\n]*)\n\n```yaml\n(.*?)```", SECTION, re.DOTALL)
]
EXAMPLES = [block for _, block in FOUND if block.startswith("backend: openai")]
RECIPES = {
    next(name for name in PROVIDERS if before.startswith(name)): block
    for before, block in FOUND
    if block.startswith("model:")
}
SHORT = dict(list(FILES.items())[:1])
Built = Callable[..., Result]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", lambda handle: None)
    monkeypatch.setattr(client, "FIRST_REST", 0.01)


@pytest.fixture
def build(tree: Tree, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Built:
    """Build one recording by settings as the README prints them; the host alone is replaced."""

    def invoke(server: Counterfeit, settings: str, model: str = "") -> Result:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)  # for what names no server
        text = re.sub(r"https?://[\w.:-]+/", f"http://{server.host}/", settings)
        if model:
            text = re.sub(r"model: [^\s,]+", f"model: {model}", text, count=1)
        content = tree({**SHORT, "site.yaml": f"{text}chapter_minutes: 3.5\n"})
        output = tmp_path / "site"
        return run("build", "--content", content, "--output", output, "--no-search", "-j", "1")

    return invoke


def under_openai(recipe: str) -> str:
    """A recipe where it belongs."""
    lines = "".join(f"  {line}\n" for line in recipe.splitlines())
    return f"backend: openai\nopenai:\n{lines}"


def check(result: Result, server: Counterfeit, folder: Path) -> None:
    """Every sentence is the model's; nothing was a failed try; the lessons were told once."""
    assert result.exit_code == 0, result.output
    (record,) = records(folder / "site")
    assert record["backend"].startswith("openai:")
    assert all("backend" not in sentence for sentence in sentences(record))
    assert not any("*" in sentence["text"] for sentence in sentences(record))
    told = [line for line in result.output.splitlines() if "Learned how to ask" in line]
    lessons = server.provider.lessons
    assert len(told) == bool(lessons), result.output
    assert all(lesson in told[0] for lesson in lessons.split("; ") if lesson)
    for call in calls(folder / "content"):
        assert call["result"] in {"verified", "repaired"}
        assert call["result"] == "verified" or call["posts"] == 2


def test_there_are_three_examples_and_eleven_recipes() -> None:
    """Of all that the issue of models is about; none longer than six lines."""
    assert [yaml.safe_load(block)["openai"]["model"] for block in EXAMPLES] == [
        *("gpt-5-mini", "gemini-3.5-flash", "qwen3")
    ]
    assert list(RECIPES) == list(PROVIDERS)
    assert all(len(recipe.splitlines()) <= 6 for recipe in RECIPES.values())


@pytest.mark.parametrize(
    ("number", "provider"), [(0, OpenAI), (0, Deep), (1, Gemini), (2, Schemaless)]
)
def test_the_examples_run_as_printed(
    number: int, provider: type[Provider], build: Built, tmp_path: Path
) -> None:
    """Against a model that thinks, Gemini's dialect, and a local server without a JSON schema."""
    with serving(Counterfeit(provider())) as server:
        assert isinstance(server, Counterfeit)
        check(build(server, EXAMPLES[number]), server, tmp_path)
        asked = len(server.bodies)
        assert build(server, EXAMPLES[number]).exit_code == 0
        assert len(server.bodies) == asked


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_recipe_builds_a_site(name: str, build: Built, tmp_path: Path) -> None:
    """As printed, against a fake that speaks as that server is known to."""
    with serving(Counterfeit(PROVIDERS[name]())) as server:
        assert isinstance(server, Counterfeit)
        check(build(server, under_openai(RECIPES[name])), server, tmp_path)
        sent = server.bodies[-1]
        settings: dict[str, Any] = yaml.safe_load(RECIPES[name])
        for parameter, value in settings.get("extra", {}).items():
            assert sent[parameter] == value
        refused = list(server.refusals())
        assert all(number < 4 for number in refused)  # the first call learned, the others knew


@pytest.mark.parametrize("name", [name for name, provider in PROVIDERS.items() if provider.models])
def test_an_unknown_model_is_an_error_at_once(name: str, build: Built, tmp_path: Path) -> None:
    """In each server's words: one post, nothing written, the setting named and what comes near."""
    with serving(Counterfeit(PROVIDERS[name]())) as server:
        assert isinstance(server, Counterfeit)
        known = server.provider.models[0]
        result = build(server, under_openai(RECIPES[name]), model=f"{known}-x")
        assert result.exit_code == 2
        assert "site.yaml: openai.model: there is no" in result.output
        assert f"did you mean {known!r}?" in result.output
        assert "Traceback" not in result.output
        assert len(server.bodies) == 1
        assert not (tmp_path / "site").exists()


def test_only_what_decides_an_answer_is_paid_for_anew(build: Built, tmp_path: Path) -> None:
    """Another tier of service asks nothing again, and neither does room to think; a seed does."""
    recipe = "model: gpt-5-mini\nextra: {service_tier: %s}\nthinking_tokens: %d\n"
    with serving(Counterfeit(OpenAI())) as server:
        assert isinstance(server, Counterfeit)
        build(server, under_openai(recipe % ("flex", 8000)))
        asked = len(server.bodies)
        assert asked
        assert build(server, under_openai(recipe % ("auto", 9000))).exit_code == 0
        assert len(server.bodies) == asked
        assert build(server, under_openai(recipe % ("auto, seed: 7", 8000))).exit_code == 0
        assert len(server.bodies) > asked


def test_where_another_model_answers_an_unknown_one_is_a_problem(
    build: Built, tmp_path: Path
) -> None:
    """The site is published, and the setting is named beside."""
    settings = under_openai("models: [qwen4, qwen3]\nbase_url: http://127.0.0.1:11434/v1\n")
    with serving(Counterfeit(PROVIDERS["Ollama"]())) as server:
        assert isinstance(server, Counterfeit)
        result = build(server, settings)
    assert result.exit_code == 1
    assert "openai.models: the server has no model 'qwen4'" in result.output
    assert records(tmp_path / "site")[0]["backend"] == "openai:qwen3"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("", "is openai.base_url right? Most end in /v1"),
        (":1", "no connection to http://127.0.0.1:1"),
    ],
)
def test_a_wrong_address_is_told_by_its_setting(path: str, told: str, build: Built) -> None:
    """Where something else answers there, and where nothing does."""
    with serving(Counterfeit(PROVIDERS["Ollama"]())) as server:
        assert isinstance(server, Counterfeit)
        host = f"http://127.0.0.1{path}" if path else f"http://{server.host}"
        text = f"backend: openai\nopenai: {{model: qwen3, base_url: '{host}'}}\n"
        result = build(server, text)
    assert result.exit_code == 1
    assert told in result.output


def test_a_server_without_room_is_a_problem(build: Built, tmp_path: Path) -> None:
    """Where even the shortest part is too long, the build says so, and again the next time."""
    with serving(Counterfeit(Small())) as server:
        assert isinstance(server, Counterfeit)
        for _ in range(2):
            result = build(server, under_openai(RECIPES["llama.cpp"]))
            assert result.exit_code == 1
            assert "too long for the model's server" in result.output
            assert "set openai.context" in result.output
    assert records(tmp_path / "site")[0]["backend"] == "extractive"


def test_a_quota_that_no_wait_refills_ends_the_asking(build: Built, tmp_path: Path) -> None:
    """OpenAI's empty account and Gemini's quota of a day, in the words of Gemini's rate limit."""
    told = "You exceeded your current quota, please check your plan and billing details."
    empty = {"message": told, "type": "insufficient_quota", "code": "insufficient_quota"}
    detail = {"violations": [{"quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}
    daily = {"code": 429, "message": f"{told}\nPlease retry in 17s.", "details": [detail]}
    for number, (name, body) in enumerate(
        (("OpenAI", {"error": empty}), ("Gemini", [{"error": daily}]))
    ):
        with serving(Counterfeit(_Empty(PROVIDERS[name], body))) as server:
            assert isinstance(server, Counterfeit)
            result = build(server, under_openai(RECIPES[name]))
            assert result.exit_code == 1, number
            assert "check your plan" in result.output
            assert len(server.bodies) == 1


class _Empty(Provider):
    """A server that says only this."""

    def __init__(self, like: type[Provider], body: object) -> None:
        self.path = like.path  # type: ignore[misc]
        self.models = like.models  # type: ignore[misc]
        self._body = body

    def check(self, asked: object) -> None:
        """Refuse."""
        raise RefusalError(429, self._body)
