"""Which part of this program a piece of finished work passes through.

What a module imports, wherever in it, and what those modules import: any of them may change what
it makes, and no other. Nothing is imported to find out; `tests/test_program.py` compares with what
Python itself sees.
"""

from __future__ import annotations

import hashlib
import os
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
_IMPORT = re.compile(r"\n([ \t]*)from (\.+)([\w.]*) import (\([^)]*\)|[^\n]*)")
"""Of a module's text with a line end before it: Python looks for that far faster than for the
beginning of a line."""
_COMMENT = re.compile(r"#[^\n]*")


@cache
def program_hash(root: str = "") -> str:
    """A hash of Python, of `LIBRARIES`, and of the modules and data files behind a module.

    `root` is named from the package: "summarizing.extractive"; all there is where it is "".
    """
    hashed = hashlib.sha256(f"{sys.implementation.name} {sys.version_info[:2]}".encode())
    for name in LIBRARIES:
        hashed.update(f"{name} {_version(name)}\0".encode())
    for name in _behind(root) if root else sorted(_files()):
        hashed.update(name.encode() + b"\0")
        hashed.update(_hash(name))
    return hashed.hexdigest()


def files_behind(root: str) -> list[Path]:
    """All modules that one imports, itself among them, and the data beside them."""
    return [PACKAGE / name for name in _behind(root)]


# Every build that does anything comes by here, so that a file is its name from the package, with
# slashes, and a folder too.


def _behind(root: str) -> list[str]:
    modules: set[str] = set()
    waiting = [_module(root.replace(".", "/"))]
    around: set[str] = set()
    while waiting:
        module = waiting.pop()
        if module is None or module in modules:
            continue
        modules.add(module)
        waiting += _imported(module)
        folder = _folder_of(module)
        while folder and (package := f"{folder}/__init__.py") not in around:
            # to import a module runs its package, but not what that imports inside functions
            around.add(package)
            waiting += _imported(package, inside=False)
            folder = _folder_of(folder)
    folders = tuple(f"{folder}/" for folder in {*map(_folder_of, modules)} - {""})
    data = {name for name in _files() if name.startswith(folders) and not name.endswith(".py")}
    return sorted(modules | around | data)


@cache
def _imported(module: str, *, inside: bool = True) -> tuple[str, ...]:
    """The modules of this program that one imports; not `inside` functions, if so."""
    return tuple(_targets(module, inside))


def _targets(module: str, inside: bool) -> Iterator[str]:
    for indent, dots, path, names in _IMPORT.findall("\n" + _body(module).decode()):
        if indent and not inside:
            continue
        folder = module
        for _ in dots:
            folder = _folder_of(folder)
        place = "/".join(filter(None, (folder, *path.split("."))))
        plain = _COMMENT.sub("", names).strip("() \n")
        found = [
            _module(f"{place}/{each.split()[0]}".lstrip("/"))
            for each in plain.split(",")
            if each.strip()
        ]
        yield from filter(None, found)
        if None in found and (whole := _module(place)):
            yield whole


def _module(place: str) -> str | None:
    """The file of a module or package."""
    return next((n for n in (f"{place}.py", f"{place}/__init__.py") if n in _files()), None)


def _folder_of(place: str) -> str:
    return place.rpartition("/")[0]


@cache
def _files() -> frozenset[str]:
    """All files of this program but compiled ones."""
    root = os.fspath(PACKAGE)
    found = (
        f"{folder}/{name}"[len(root) + 1 :].replace(os.sep, "/")
        for folder, _, names in os.walk(root)
        for name in names
        if not name.endswith(".pyc")
    )
    return frozenset(found)


@cache
def _hash(name: str) -> bytes:
    return hashlib.sha256(_body(name)).digest()


def _body(name: str) -> bytes:
    with open(f"{PACKAGE}/{name}", "rb") as file:  # noqa: PTH123
        return file.read()


@cache
def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "unknown"
