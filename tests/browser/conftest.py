"""The sample site in headless Chromium, served under a base path as GitHub project pages are."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Error, Page, Playwright, Request, expect, sync_playwright

from generator.cli import ROOT, main

BASE_PATH = "/archive/"
expect.set_options(timeout=20_000)  # milliseconds; a machine may have much else to do


class _Handler(SimpleHTTPRequestHandler):
    """Files of a site that lives under `BASE_PATH` and nowhere else."""

    def translate_path(self, path: str) -> str:
        if not path.startswith(BASE_PATH):
            return "/nonexistent"
        return super().translate_path("/" + path.removeprefix(BASE_PATH))

    def send_head(self) -> BytesIO | BinaryIO | None:
        """A file, or the part of it that a player asks for."""
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if not asked or not path.is_file():
            return super().send_head()
        content = path.read_bytes()
        first, last = int(asked[1]), int(asked[2] or len(content) - 1)
        part = content[first : last + 1]
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {first}-{first + len(part) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        return BytesIO(part)

    def log_message(self, format: str, *args: object) -> None:  # the library's name
        """Requests are not worth a line."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site built from the sample content."""
    output = tmp_path_factory.mktemp("built") / "site"
    result = CliRunner().invoke(
        main, ["build", "--content", str(ROOT / "content"), "--output", str(output)]
    )
    assert result.exit_code == 0, result.output
    return output


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder; yield its URL, which ends in the base path."""
    handler = partial(_Handler, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}{BASE_PATH}"
    server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with served(site) as url:
        yield url


def launch(playwright: Playwright) -> Browser:
    """Headless Chromium: the system's, else Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return playwright.chromium.launch(
        executable_path=next((path for name in names if (path := shutil.which(name))), None),
        args=["--no-sandbox", "--disable-background-networking", "--disable-sync"],
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser.

    One for each file: while it lives, this thread counts as running an event loop, and tests of
    the model's client, which run their own, could not share the process with it.
    """
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright)
        except Error as error:
            pytest.skip(f"no Chromium: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


class Watched:
    """What went wrong in a page while it was used."""

    def __init__(self, page: Page, address: str) -> None:
        self.console: list[str] = []
        self.failed: list[str] = []
        self.foreign: list[str] = []
        origin = address.removesuffix(BASE_PATH)
        page.on("console", lambda m: self.console.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("requestfailed", self._fail)
        page.on(
            "request",
            lambda r: None if r.url.startswith((origin, "data:")) else self.foreign.append(r.url),
        )
        page.on(
            "response",
            lambda response: self.failed.append(response.url) if response.status >= 400 else None,
        )

    def _fail(self, request: Request) -> None:
        """Count what failed; what the browser called off, as the page was left, did not."""
        if request.failure != "net::ERR_ABORTED":
            self.failed.append(request.url)

    def assert_clean(self) -> None:
        """No console error, no failed request, none to another host."""
        assert (self.console, self.failed, self.foreign) == ([], [], [])


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page with nothing remembered."""
    context = browser.new_context(viewport={"width": 820, "height": 1000})
    yield context.new_page()
    context.close()


@pytest.fixture
def watched(page: Page, address: str) -> Watched:
    """A record of all that goes wrong in `page`."""
    return Watched(page, address)
