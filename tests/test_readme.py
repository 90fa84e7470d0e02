"""The README is complete: a command, option, setting or format that it leaves out fails here.

What tells contributors where things are names nothing that is not there.
"""

from __future__ import annotations

import re

import pytest

from generator.cli import ROOT, main
from generator.config import ModelSettings, ShowSettings, Sidecar, SiteSettings
from generator.parsers import PARSERS

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_commands(command: str) -> None:
    """Every command is shown as it is typed."""
    assert f"`python -m generator {command}" in README


@pytest.mark.parametrize(
    "option",
    sorted(
        {
            name
            for command in main.commands.values()
            for parameter in command.params
            for name in (*parameter.opts, *parameter.secondary_opts)
            if name.startswith("--")
        }
        - {"--search"}  # the default; --no-search is what one types
    ),
)
def test_options(option: str) -> None:
    """Every option of every command is explained."""
    assert f"`{option}" in README


@pytest.mark.parametrize("settings", [SiteSettings, ModelSettings, ShowSettings, Sidecar])
def test_settings(settings: type[SiteSettings | ModelSettings | ShowSettings | Sidecar]) -> None:
    """Every key of every settings file is explained."""
    for key in settings.model_fields:
        assert re.search(rf"^(\| (`\w+`, )*`{key}`(, `\w+`)* \||{key}: )", README, re.MULTILINE), (
            key
        )


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.NAME)
def test_formats(parser: object) -> None:
    """Every format that can be read is in the table."""
    assert f"| {getattr(parser, 'NAME')} |" in README  # noqa: B009  # modules have no such type


MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", re.findall(r"^([\w-]+):.*##", MAKEFILE, re.MULTILINE))
def test_targets(target: str) -> None:
    """Every documented target of the Makefile is mentioned."""
    assert target == "clean" or f"make {target}" in README


CONTRIBUTING = (ROOT / ".github/CONTRIBUTING.md").read_text(encoding="utf-8")
PLACE = re.compile(r"`((?:\.github|generator|templates|tests)/[\w./-]*)`|`(README\.md)`")


@pytest.mark.parametrize("match", list(PLACE.finditer(CONTRIBUTING)), ids=lambda match: match[0])
def test_places(match: re.Match[str]) -> None:
    """Every file and folder that contributors are sent to exists."""
    assert (ROOT / (match[1] or match[2])).exists()


@pytest.mark.parametrize("target", re.findall(r"`make ([\w-]+)", CONTRIBUTING))
def test_contributors_targets(target: str) -> None:
    """Every target that contributors are told to make exists."""
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("name", re.findall(r"`([A-Z]\w+)`", CONTRIBUTING))
def test_names_in_code(name: str) -> None:
    """Every name that contributors are to look for stands in the code, or in what measures it."""
    files = [*(ROOT / "generator").rglob("*.py"), *(ROOT / "tests/bench").glob("*.py")]
    assert any(re.search(rf"\b{name}\b", path.read_text(encoding="utf-8")) for path in files)
