"""Which part of this program a piece of finished work passes through.

What a module imports, wherever in it, and what those modules import: any of them may change what
it makes, and no other. Nothing is imported to find out; `tests/test_program.py` compares with what
Python itself sees.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

PACKAGE = Path(__file__).parent
LIBRARIES = (
    *("babel", "budoux", "charset-normalizer", "jellyfish", "numpy", "py3langid", "pyspellchecker"),
    *("jinja2", "markdown-it-py", "markupsafe", "pagefind-bin", "pysubs2", "pystemmer"),
    *("python-slugify", "pyyaml", "rjieba", "webvtt-py"),
)
"""Distributions whose version is part of every hash, because stored work passes through them."""
_IMPORT = re.compile(r"^([ \t]*)from (\.+)([\w.]*) import (\([^)]*\)|[^\n]*)", re.MULTILINE)
_COMMENT = re.compile(r"#[^\n]*")


@cache
def program_hash(root: str = "") -> str:
    """A hash of Python, of `LIBRARIES`, and of the modules and data files behind a module.

    `root` is named from the package: "summarizing.extractive"; all there is where it is "".
    """
    hashed = hashlib.sha256(f"{sys.implementation.name} {sys.version_info[:2]}".encode())
    for name in LIBRARIES:
        hashed.update(f"{name} {_version(name)}\0".encode())
    for path in files_behind(root) if root else _all_files(PACKAGE):
        hashed.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        hashed.update(_hash(path))
    return hashed.hexdigest()


def files_behind(root: str) -> list[Path]:
    """All modules that one imports, itself among them, and the data beside them."""
    modules: set[Path] = set()
    waiting = [_module(PACKAGE.joinpath(*root.split(".")))]
    around: set[Path] = set()
    while waiting:
        module = waiting.pop()
        if module is None or module in modules:
            continue
        modules.add(module)
        waiting += _imported(module)
        for folder in module.parents:
            package = folder / "__init__.py"
            if folder == PACKAGE or package in around:
                break
            # to import a module runs its package, but not what that imports inside functions
            around.add(package)
            waiting += _imported(package, inside=False)
    folders = {module.parent for module in modules} - {PACKAGE}
    data = {path for folder in folders for path in _all_files(folder) if path.suffix != ".py"}
    return sorted(modules | around | data)


@cache
def _imported(module: Path, *, inside: bool = True) -> tuple[Path, ...]:
    """The modules of this program that one imports; not `inside` functions, if so."""
    return tuple(_targets(module, inside))


def _targets(module: Path, inside: bool) -> Iterator[Path]:
    for indent, dots, path, names in _IMPORT.findall(module.read_text(encoding="utf-8")):
        if indent and not inside:
            continue
        folder = module.parents[len(dots) - 1].joinpath(*filter(None, path.split(".")))
        plain = _COMMENT.sub("", names).strip("() \n")
        found = [_module(folder / each.split()[0]) for each in plain.split(",") if each.strip()]
        yield from filter(None, found)
        if None in found and (whole := _module(folder)):
            yield whole


def _module(place: Path) -> Path | None:
    """The file of a module or package."""
    for path in (place.with_suffix(".py"), place / "__init__.py"):
        if path.is_file():
            return path
    return None


def _all_files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc")


@cache
def _hash(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


@cache
def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "unknown"
