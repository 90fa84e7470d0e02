"""Sweeps over small sites of odd episodes: every file that is published is as it was.

`python -m tests.made_up_sites FOLDER` writes what they are built of.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from generator.assistants import BuiltSite
from generator.files import printable
from generator.record import NAME
from tests.conftest import Expect, Run
from tests.made_up_sites import SITES, files
from tests.test_sweeps import gist, row, tried

PICTURES = {".png", ".jpg", ".webp"}
"""Whose bytes are another matter of each library of pictures."""


OF_ALL = {"worker.js", NAME}
"""Files that tell of all others."""


def shown(path: Path) -> str:
    """A file by its gist and its length."""
    if path.suffix in PICTURES:
        return "a picture"
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as book:
            held = [(name, book.read(name)) for name in book.namelist()]
        return f"{gist(held)} {sum(len(data) for _, data in held)}"
    text = re.sub(r"\.[0-9a-f]{8,}(?=\.(?:css|js))", "", path.read_text(encoding="utf-8"))
    return f"{gist(text)} {len(text)}"


@pytest.mark.parametrize("number", range(len(SITES)))
def test_odd_episodes_are_published_as_before(
    expect: Expect, run: Run, tmp_path: Path, number: int
) -> None:
    """Pages, feeds, data, books: with an address and without, in two languages."""
    for name, data in files(number):
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    site = tmp_path / "site"
    options = ("--no-search", "--jobs", "1")
    result = run("build", "--content", tmp_path / "content", "--output", site, *options)
    found = [line.replace(str(tmp_path), "") for line in result.output.splitlines()]
    found = [printable(line) for line in found if not line.endswith(" s") and "Built" not in line]
    for folder in sorted({path.parent for path in site.rglob("*") if path.is_file()}):
        if {"static", "pagefind"}.isdisjoint(folder.relative_to(site).parts):
            found.append(f"# {folder.relative_to(site).as_posix()}")
            those = sorted(path for path in folder.iterdir() if path.is_file())
            found += [f"{path.name}: {shown(path)}" for path in those if path.name not in OF_ALL]
    found += answers(site, ("https://example.org/shore/", "")[number])
    expect(f"sweeps/made_up/site-{number}.txt", "\n".join(found) + "\n")


def answers(site: Path, base: str) -> Iterator[str]:
    """What an assistant is told of each episode, each chapter, some moments and some words."""
    built = BuiltSite(site, base)
    for path in sorted(site.glob("*/*/episode.json")):
        key = path.parent.relative_to(site).as_posix()
        episode = built.episode(f"{base}{key}/#t=5")
        yield row("?", key, gist(episode)[:4], len(episode["chapters"]))
        chapters = (
            tried(partial(built.chapter, key, each)) for each in range(len(episode["chapters"]) + 2)
        )
        yield row("   ", [gist(each)[:3] for each in chapters])
        moments = ("0:00", "0:21", "1:59", "99:00", "39.9", "-1", "noon")
        yield row("   ", [gist(tried(partial(built.quote, key, each)))[:3] for each in moments])
    for query in ("tide gauge", "the sea wall fails", "marsh", "zebra", "?"):
        for about in ({}, {"show": "coast"}, {"speaker": "ada"}, {"limit": 0}, {"limit": 3}):
            hits = built.search(query, **about)
            yield row("?", query, about, len(hits), gist(hits)[:4])
