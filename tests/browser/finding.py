"""How well the search finds the moment: queries with their right moments, asked in a browser.

`make evaluate-search` asks those of `queries.json` of a site built from the recordings that they
are about. They are of five batches:

- notes: 60 made from what careful readers wrote of 34 recordings and chosen by a seeded program
  before the ranking was written: their questions, words of their key points, terms and names,
  some of them misspelt; five are in other languages;
- asked: 89 written as people search by somebody who knew the ranking;
- seen: 40 written as people search before their author had seen the ranking, then mended by;
- unseen: 64 of the same author, of which only the rates were looked at;
- others: 36 of the same author on twelve other recordings, written last.

What is written of a query by hand may be said elsewhere too: `also` has those places. A query
counts as

- met, where one of the first three hits leads to within a minute of a right moment,
- exact, where one of them leads to a paragraph in which a right line stands;
- a time is false where none of the words that a hit shows as found is said in its paragraph.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from click.testing import CliRunner
from markupsafe import Markup
from playwright.sync_api import Page, expect, sync_playwright

from generator.cli import main as generate
from tests.browser.conftest import launch, served

QUERIES = Path(__file__).with_name("queries.json")
FIRST = 3
NEAR = 60.0
"""Seconds."""
_LINE = re.compile(r'<p class="line"[^>]*><a class="time" id="([^"]+)".*?</p>', re.DOTALL)
_TIME = re.compile(r"t-(\d+)-(\d\d)-(\d\d)")
HITS = """
() => [...document.querySelectorAll(".results .hits > li")].map((item) => {
  const link = item.querySelector("a.time") ?? item.querySelector("a");
  return {
    href: link ? new URL(link.href).pathname + new URL(link.href).hash : "",
    clock: item.querySelector("a.time")?.textContent ?? "",
    marks: [...item.querySelectorAll("mark")].map((mark) => mark.textContent),
    text: item.textContent.trim(),
  };
})
"""


@dataclass(frozen=True)
class Paragraphs:
    """The transcript of a page: what is said from when on."""

    starts: dict[str, float] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    ends: dict[str, float] = field(default_factory=dict)


@cache
def paragraphs_of(path: Path) -> Paragraphs:
    """Those of the page at `path`."""
    page = Paragraphs()
    html = path.read_text(encoding="utf-8")
    before = ""
    for match in _LINE.finditer(html):
        name = match[1]
        page.texts[name] = Markup(match[0]).striptags()
        if clock := _TIME.match(name):
            page.starts[name] = 3600.0 * int(clock[1]) + 60 * int(clock[2]) + int(clock[3])
            if before:
                page.ends[before] = page.starts[name]
            before = name
    if before:
        page.ends[before] = float("inf")
    return page


def folder_of(site: Path, query: dict[str, Any]) -> str:
    """Where the episode of a query stands, named in full or by a part; "" where it is not there."""
    show = site / query["show"]
    exact = show / query["episode"]
    found = [exact] if exact.is_dir() else sorted(show.glob(f"*{query['episode']}*"))
    return f"{found[0].relative_to(site).as_posix()}/" if found else ""


def gather(shared: Path, content: Path) -> None:
    """Put the recordings that readers took notes of into a folder of content, show by show."""
    for path in sorted((shared / "references").glob("*.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        source = shared / known["source"]
        named = sorted((shared / "corpora").rglob(f"{path.stem.replace('-', '_')}.*"))
        for file, show in ((source, known["show"]), *((each, each.parent.name) for each in named)):
            place = content / "shows" / show / file.name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)


def fold(word: str) -> str:
    """A word as far as two spellings of it are one."""
    return re.sub(r"[\W_]", "", word.casefold())


@dataclass(frozen=True)
class Hit:
    """One place that the search names."""

    folder: str
    id: str
    shows_time: bool
    marks: tuple[str, ...]

    def is_false(self, site: Path) -> bool:
        """Whether it shows a time at which none of the found words is said."""
        page = site / self.folder / "index.html"
        if not self.shows_time or not page.is_file():
            return False
        said = fold(paragraphs_of(page).texts.get(self.id, ""))
        return not any(fold(mark) in said for mark in self.marks if fold(mark))


def ask(page: Page, address: str, query: str) -> list[Hit]:
    """The hits of a query on the page of the search, as the reader sees them from top to bottom."""
    page.get_by_role("searchbox").fill(query)
    expect(page.locator(".results")).to_have_attribute("data-query", query, timeout=60_000)
    base = address.split("/", 3)[3]
    hits = []
    for found in page.evaluate(HITS):
        folder, _, name = found["href"].removeprefix(f"/{base}").partition("#")
        shown = bool(re.search(r"\d:\d\d", found["clock"]))
        hits.append(Hit(folder.split("?")[0], name, shown, tuple(found["marks"])))
    return hits


def judge(site: Path, query: dict[str, Any], hits: list[Hit]) -> tuple[bool, bool]:
    """Whether the first hits lead near a right moment, and to its very paragraph."""
    near = exact = False
    for place in (query, *query.get("also", ())):
        folder = folder_of(site, place)
        lines = paragraphs_of(site / folder / "index.html")
        for hit in hits[:FIRST]:
            start = lines.starts.get(hit.id)
            if hit.folder != folder or start is None:
                continue
            end = lines.ends[hit.id]
            exact |= any(start - 1 <= moment < end for moment in place["moments"])
            near |= any(start - NEAR <= moment < end + NEAR for moment in place["moments"])
    return near or exact, exact


def main() -> None:
    """Ask all queries of a site and say how many are met."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--site", type=Path)
    asked.add_argument("--shared", type=Path, help="build a site of the recordings there, and ask")
    parser.add_argument("--queries", type=Path, default=QUERIES)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        site = options.site or Path(folder, "site")
        if options.shared:
            content = Path(folder, "content")
            gather(options.shared, content)
            build = ["build", "--content", str(content), "--output", str(site), "--quiet"]
            result = CliRunner().invoke(generate, build)
            if result.exit_code:
                raise SystemExit(result.output)
        ask_all(site, options.queries, verbose=options.verbose)


def ask_all(site: Path, asked: Path, *, verbose: bool) -> None:
    """Ask the queries in a file of a site, and print how many are met."""
    everything = json.loads(asked.read_text(encoding="utf-8"))
    queries = [query for query in everything if folder_of(site, query)]
    if len(queries) < len(everything):
        print(f"{len(everything) - len(queries)} queries are about recordings that are not here")
    met: Counter[tuple[str, str]] = Counter()
    exact: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    hits = false = 0
    with sync_playwright() as playwright, served(site) as address:
        browser = launch(playwright)
        page = browser.new_page()
        page.goto(f"{address}search/")
        for query in queries:
            found = ask(page, address, query["query"])
            near, here = judge(site, query, found)
            wrong = [hit for hit in found if hit.is_false(site)]
            hits, false = hits + len(found), false + len(wrong)
            for group in (("batch", query["batch"]), ("kind", query["kind"]), ("", "all")):
                for count, holds in ((total, True), (met, near), (exact, here)):
                    count[group] += holds
            if verbose or not here:
                sign = "exact" if here else "near" if near else "MISSED"
                print(f"{sign:7} {query['query']}  {query['episode'][:40]} {query['moments'][:3]}")
                for hit in found[:FIRST]:
                    print(f"          {hit.folder}#{hit.id} {hit.marks[:6]}")
            for hit in wrong:
                print(f"  false   {query['query']}: {hit.folder}#{hit.id} {hit.marks[:6]}")
        browser.close()
    for sort, name in sorted(total, reverse=True):
        group = sort, name
        print(f"{sort:5} {name:10} {met[group]:3} met {exact[group]:3} exact of {total[group]}")
    print(f"false times {false} of {hits} hits")


if __name__ == "__main__":
    main()
