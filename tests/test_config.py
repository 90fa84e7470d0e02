"""Settings hold what they may, to the edge of each range, and nothing beyond."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from generator.config import (
    ModelSettings,
    Price,
    Sidecar,
    SiteSettings,
    given_names,
    site_settings,
)
from generator.errors import ConfigError
from generator.model import Period
from tests.conftest import Tree

PRICES = {"m": {"input": 1, "output": 1}}
RANGES = [
    (ModelSettings, "concurrency", (1, 256), (0, 257)),
    (ModelSettings, "deadline", (0.1, 3600), (0, 3600.1)),
    (ModelSettings, "context", (2048,), (2047,)),
    (ModelSettings, "answer_tokens", (128, 100_000), (127,)),
    (ModelSettings, "temperature", (None, 0, 2), (-0.1, 2.1)),
    (ModelSettings, "max_cost", (None, 0, 1000), (-0.1,)),
    (SiteSettings, "chapter_minutes", (0.5, 60), (0.4, 60.1)),
    (SiteSettings, "topics", (0, 1000), (-1, 1001)),
    (SiteSettings, "digests", ([], ["week", "quarter"]), (["day"],)),
    (SiteSettings, "digest_scope", ("archive", "show"), ("none",)),
    (Sidecar, "duration", (0.1, 99 * 3600, None), (0, 99 * 3600 + 1)),
]


@pytest.mark.parametrize(("kind", "key", "good", "bad"), RANGES, ids=lambda each: str(each)[:40])
def test_ranges_end_where_they_say(
    kind: type[ModelSettings | SiteSettings | Sidecar],
    key: str,
    good: tuple[object, ...],
    bad: tuple[object, ...],
) -> None:
    """The last value of each range is taken, and the next one is refused."""
    for value in good:
        kind.model_validate({key: value})
    for value in bad:
        with pytest.raises(ValidationError):
            kind.model_validate({key: value})


@pytest.mark.parametrize("key", ["input", "output"])
def test_prices_may_be_nothing_and_not_less(key: str) -> None:
    """A model of one's own costs 0."""
    assert Price.model_validate({"input": 0, "output": 0})
    with pytest.raises(ValidationError):
        Price.model_validate({"input": 1, "output": 1, key: -0.01})


def test_a_context_holds_an_answer_and_a_prompt() -> None:
    """1,024 tokens beside the answer are enough, and one less is not."""
    assert ModelSettings(context=4096, answer_tokens=3072).context == 4096
    with pytest.raises(ValidationError, match="exceed answer_tokens by 1024"):
        ModelSettings(context=4096, answer_tokens=3073)


def test_a_context_holds_what_a_model_thinks_too() -> None:
    """Where the room for it is set."""
    assert ModelSettings(context=4096, answer_tokens=1024, thinking_tokens=2048).context == 4096
    with pytest.raises(ValidationError, match="exceed answer_tokens and thinking_tokens by 1024"):
        ModelSettings(context=4096, answer_tokens=1024, thinking_tokens=2049)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("model", "set openai.model"),
        ("temperature", "set openai.temperature"),
        ("max_tokens", "set openai.answer_tokens and thinking_tokens"),
        ("stream", "it is the program's to choose"),
    ],
)
def test_what_is_set_elsewhere_is_not_extra(name: str, remedy: str) -> None:
    """The remedy is named; anything else may be sent, as deep as it may be."""
    with pytest.raises(ValidationError, match=f"{name} cannot stand here; {remedy}"):
        ModelSettings.model_validate({"extra": {name: 1}})
    nested = {"google": {"thinking_config": {"budget": [1, None, "x"]}}}
    assert ModelSettings.model_validate({"extra": nested}).extra == nested


def test_what_is_extra_decides_an_answer_unless_it_only_brings_it() -> None:
    """A seed and an effort do, and whatever nobody knows; a tier of service does not."""
    extra = {"seed": 7, "reasoning_effort": "low", "service_tier": "flex", "min_p": 0.1}
    settings = ModelSettings.model_validate({"extra": extra})
    assert settings.deciding == {"seed": 7, "reasoning_effort": "low", "min_p": 0.1}


def test_a_limit_of_cost_needs_every_price() -> None:
    """Also that of the second model; without a limit, none is needed."""
    limited = {"max_cost": 1, "prices": PRICES}
    assert ModelSettings.model_validate({"model": "m", **limited}).max_cost == 1
    assert ModelSettings(model="m", models=("n",)).order == ("m", "n")
    assert ModelSettings(model="m", models=("n", "m")).order == ("m", "n")
    with pytest.raises(ValidationError, match="the price of 'n'"):
        ModelSettings.model_validate({"model": "m", "models": ["n"], **limited})


@pytest.mark.parametrize("limit", ["max_cost", "max_cost_month"])
def test_a_limit_of_cost_needs_the_price_of_what_reads_again(limit: str) -> None:
    """A model that checks costs as much; where none does, it needs no price."""
    limited = {"model": "m", limit: 1, "prices": PRICES}
    assert ModelSettings.model_validate({**limited, "check": False}).checker == ""
    assert ModelSettings.model_validate({**limited, "check": "m"}).checker == "m"
    with pytest.raises(ValidationError, match=f"{limit} needs the price of 'reader'"):
        ModelSettings.model_validate({**limited, "check": "reader"})


def test_what_is_not_set_is_what_the_readme_says() -> None:
    """The defaults, one by one."""
    site, model = SiteSettings(), ModelSettings()
    assert (site.title, site.language, site.backend) == ("Chapterwise", "en", "extractive")
    assert (site.chapter_minutes, site.topics, site.digest_scope) == (3.5, 60, "archive")
    assert site.digests == (Period.MONTH, Period.YEAR, Period.SHOW)
    assert (model.concurrency, model.deadline, model.context) == (4, 180.0, None)
    assert (model.answer_tokens, model.temperature, model.batch) == (1024, 0.0, False)
    assert (model.thinking_tokens, model.extra) == (None, {})
    assert (model.max_cost, model.prices, Sidecar().draft) == (None, {}, False)


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("", True),
        ("https://example.org/", True),
        ("http://example.org:65535/", True),
        ("http://example.org:1", True),
        ("http://example.org:0/", False),
        ("http://example.org:65536/", False),
        ("http://:80/", False),
        ("https://", False),
        ("https://example.org/a b", False),
        ("https://example.org/a\tb", False),
        ("ftp://example.org/", False),
        ("example.org", False),
    ],
)
def test_addresses_of_the_web(address: str, good: bool) -> None:
    """A scheme that a page may carry, a host, a port that exists, and no spaces."""
    if good:
        assert SiteSettings(base_url=address).base_url == address
    else:
        with pytest.raises(ValidationError):
            SiteSettings(base_url=address)


def test_a_backend_that_asks_needs_a_model() -> None:
    """Named under `model` or under `models`; the one that quotes needs none."""
    for named in ({"model": "m"}, {"models": ["m"]}):
        SiteSettings.model_validate({"backend": "openai", "openai": named})
    with pytest.raises(ValidationError, match="needs a model"):
        SiteSettings.model_validate({"backend": "openai"})


def test_the_command_line_wins(tree: Tree) -> None:
    """Each of its choices in place of site.yaml's; what it does not name stays."""
    content = tree(
        {
            "site.yaml": "title: Quay\nbase_url: https://a.example/\n"
            "openai: {model: a, models: [b], batch: true, concurrency: 9}\n"
        }
    )
    same = site_settings(content)
    assert (same.title, same.backend, same.base_url) == ("Quay", "extractive", "https://a.example/")
    assert same.openai.batch
    other = site_settings(content, backend="openai", base_url="https://b.example/", model="c")
    assert (other.title, other.backend, other.base_url) == ("Quay", "openai", "https://b.example/")
    assert (other.openai.order, other.openai.batch, other.openai.concurrency) == (("c",), False, 9)
    with pytest.raises(ConfigError, match="command line"):
        site_settings(content, base_url="nowhere")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", {}),
        ("- Brass\n- 7\n", {"Brass": (), "7": ()}),
        ("Brass:\nGears: true\nSalt: false\n", {"Brass": (), "Gears": (), "Salt": None}),
        ("Brass: copper\nGears: [wheels, 12]\n", {"Brass": ("copper",), "Gears": ("wheels", "12")}),
    ],
)
def test_given_names_are_read(tree: Tree, text: str, names: dict[str, object]) -> None:
    """Alone, in a list, before another name or several; `false` takes the page away."""
    assert given_names(tree({"topics.yaml": text}), "topics.yaml") == names


@pytest.mark.parametrize("text", ["Brass\n", "Brass: 7\n", "Brass: [[a]]\n", "Brass: {a: b}\n"])
def test_other_names_are_refused(tree: Tree, text: str) -> None:
    """What is neither a name nor a list of names is told by its file."""
    with pytest.raises(ConfigError) as caught:
        given_names(tree({"topics.yaml": text}), "topics.yaml")
    assert str(caught.value).startswith("topics.yaml: ")


def test_nothing_given_is_nothing(tmp_path: Path) -> None:
    """A file that is missing gives no names and no settings."""
    assert given_names(tmp_path, "people.yaml") == {}
    assert site_settings(tmp_path) == SiteSettings()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("titel: Quay\n", "did you mean 'title'?"),
        ("openai: {modle: a}\n", "did you mean 'model'?"),
        ("zzzzzz: Quay\n", "known: title, description"),
        ("- title\n", "is not a list of `key: value` lines"),
    ],
)
def test_a_wrong_key_is_told_with_the_nearest(tree: Tree, text: str, hint: str) -> None:
    """The nearest known key of the place where it stands, or all of them."""
    with pytest.raises(ConfigError) as caught:
        site_settings(tree({"site.yaml": text}))
    assert hint in str(caught.value)
