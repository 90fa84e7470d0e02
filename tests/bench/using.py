"""What people wait for who use a site: a page while they edit, the first results of a search."""

from __future__ import annotations

import http.client
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import launch, served

from .sides import Ours

_EVENTS = "/-/changes"
"""Where `serve` tells that a page is to be loaded again."""
_PATIENCE = 600.0
"""Seconds after which it is broken."""
_QUERIES = 3


def reloads(ours: Ours, count: int) -> list[float]:
    """Seconds from a word put into a transcript to the reload of its page under `serve`.

    It makes the search good when nobody edits; the next edit waits for that.
    """
    seconds = []
    entry = ours.site / "pagefind" / "pagefind-entry.json"
    with _served(ours) as address:
        for number in range(count):
            before = entry.read_bytes()
            with _listening(address) as answer:
                began = time.monotonic()
                ours.edit(1000 + number)
                answer.readline()
                seconds.append(time.monotonic() - began)
            while time.monotonic() - began < _PATIENCE / 10:
                with suppress(OSError):  # the site is being put in its place
                    if entry.read_bytes() != before:
                        break
                time.sleep(0.1)
            time.sleep(1)
    return seconds


@contextmanager
def _served(ours: Ours) -> Iterator[str]:
    """Serve; yield host and port."""
    with subprocess.Popen(
        ours.command("serve", "--port", "0", "--quiet"),
        env=ours.variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            if not said.startswith("Serving at "):
                raise RuntimeError(f"serve ended, or said {said!r}")
            yield urlsplit(said.split()[-1]).netloc
        finally:
            process.terminate()


@contextmanager
def _listening(address: str) -> Iterator[http.client.HTTPResponse]:
    """The events of the server, as a page listens to them."""
    connection = http.client.HTTPConnection(address, timeout=_PATIENCE)
    connection.request("GET", _EVENTS)
    try:
        yield connection.getresponse()
    finally:
        connection.close()


@dataclass(frozen=True)
class Query:
    """What a browser that knows nothing of a site yet did until the first results stood."""

    query: str
    seconds: float
    sizes: Mapping[str, int] = field(default_factory=dict)
    """Bytes of each file that was fetched, its head included."""


def queries(site: Path) -> list[str]:
    """What somebody may search there: topics, or titles, from all over the alphabet."""
    found = site.glob("topics/*/index.html"), site.rglob("episode.json")
    topics, titles = (sorted(path.parent.name for path in paths) for paths in found)
    names = topics or titles
    chosen = names[:: max(1, len(names) // _QUERIES)][:_QUERIES]
    return [name.replace("-", " ") for name in chosen]


def first_queries(site: Path, asked: list[str]) -> list[Query]:
    """Ask each of a site."""
    with sync_playwright() as playwright, served(site) as address:
        browser = launch(playwright)
        try:
            return [first_query(browser, address, query) for query in asked]
        finally:
            browser.close()


def first_query(browser: Browser, address: str, query: str) -> Query:
    """Ask the page of the search, in a browser that was never there."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def asked(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"].removeprefix(address).split("?")[0]

    def came(event: dict[str, Any]) -> None:
        sizes[names[event["requestId"]]] = round(event["encodedDataLength"])

    network.on("Network.requestWillBeSent", asked)
    network.on("Network.loadingFinished", came)
    began = time.monotonic()
    page.goto(f"{address}search/?q={quote(query)}", wait_until="commit")
    page.locator(".results .hits > li").first.wait_for(timeout=60_000)
    answer = Query(query, time.monotonic() - began, dict(sizes))
    context.close()
    return answer
