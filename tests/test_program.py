"""Finished work is made again where what made it changed, and only there."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.program import PACKAGE, files_behind

ROOTS = (
    *("parsers", "reading", "correcting", "combining"),
    *("rendering", "rendering.findables", "search"),
)
"""What keys of finished work name."""


def named(path: Path) -> str:
    """A module as Python names it."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("root", ROOTS)
def test_what_a_module_imports_stands_behind_it(root: str) -> None:
    """All that Python has loaded once it is imported."""
    code = (
        f"import sys, generator.{root}\n"
        "print(*(name for name in sys.modules if name.startswith('generator.')))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True
    )
    behind = {named(path) for path in files_behind(root) if path.suffix == ".py"}
    assert set(printed.stdout.split()) <= behind


def test_what_is_imported_inside_functions_stands_behind_it_too() -> None:
    """Every module behind one of the roots has all behind it that its syntax tree names."""
    modules = {named(path): path for path in PACKAGE.rglob("*.py")}
    targets = {name: list(targets_of(name, path)) for name, path in modules.items()}
    for root in ROOTS:
        behind = {named(path) for path in files_behind(root) if path.suffix == ".py"}
        for name in behind:
            if modules[name].name != "__init__.py":
                for each in targets[name]:
                    assert each & modules.keys() - {"generator"} <= behind, (root, name)


def targets_of(name: str, path: Path) -> Iterator[set[str]]:
    """What each import of a module may mean, by its syntax tree."""
    package = name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            place = ".".join((*base, *([node.module] if node.module else [])))
            yield {f"{place}.{each.name}" for each in node.names} | {place}


def test_commands_and_other_stages_stand_behind_no_reading() -> None:
    """A word changed in the command line or in a page's presenter costs no episode anything."""
    behind = {named(path).partition(".")[2] for path in files_behind("reading")}
    assert {"language.words", "segmentation.marks", "model"} <= behind
    assert not behind & {"cli", "stages", "pipeline", "rendering.html", "combining.topics"}
    assert not any(name.startswith("summarizing.openai") for name in behind)
    data = {path.name for path in files_behind("reading") if path.suffix != ".py"}
    assert {"judgement.json", "weights.json", "en.toml"} <= data
