"""An installed site in headless Chromium: what was opened is readable without a network."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Error, Page, expect

from generator.cli import main
from tests.browser.conftest import served

pytestmark = pytest.mark.browser

CAPTIONS = """WEBVTT

00:00:00.000 --> 00:00:20.000
<v Ines>The tide gauge at the harbour is a float in a pipe, and it never sleeps at all.

00:00:20.000 --> 00:00:40.000
<v Ines>We repaired the gauge after the storm had filled its pipe with sand and weed.
"""
IS_KEPT = "async () => Boolean(await caches.match(location.origin + location.pathname))"
PATIENCE = 30  # seconds


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A site under the address that it was built for, below the root of its host, and its folder.

    It is a copy of which a test may change the pages.
    """
    folder = tmp_path_factory.mktemp("offline")
    for name in ("gauge", "lamp", "ferry"):
        path = folder / f"content/quay/{name}.vtt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CAPTIONS)
    site = folder / "site"
    with served(site) as address:
        build = ["build", "--content", folder / "content", "--output", site, "--base-url", address]
        result = CliRunner().invoke(main, [str(each) for each in (*build, "--no-search")])
        assert result.exit_code == 0, result.output
        yield address, site


def opened(page: Page, address: str, *, kept: bool = True) -> None:
    """Open a page, and wait until it is kept, or is kept no more.

    A promise is true for the browser's own waiting, so what it comes to is asked again and again.
    """
    page.goto(address)
    until = monotonic() + PATIENCE
    while page.evaluate(IS_KEPT) is not kept:
        assert monotonic() < until, f"{address} is {'not kept' if kept else 'still kept'}"
        page.wait_for_timeout(50)


def test_what_was_opened_is_readable_offline(browser: Browser, published: tuple[str, Path]) -> None:
    """The first page too, with its looks; not what nobody opened, nor what was taken away since."""
    address, site = published
    context = browser.new_context()
    page = context.new_page()
    opened(page, f"{address}quay/gauge/")
    opened(page, f"{address}quay/lamp/")
    lamp = site / "quay/lamp/index.html"
    lamp.write_text(lamp.read_text().replace("<h1>", "<h1>New: "))
    page.reload()
    expect(page.locator("h1")).to_contain_text("New: ")  # where there is a network, it is asked
    context.set_offline(True)
    page.goto(f"{address}quay/gauge/?mark=tide#t=20")
    expect(page.locator("h1")).to_have_text("Gauge")
    expect(page.locator(".masthead")).to_have_css("display", "flex")
    expect(page.locator(".line:has(:target)")).to_be_visible()  # by its scripts
    with pytest.raises(Error):
        page.goto(f"{address}quay/ferry/")
    context.set_offline(False)
    shutil.rmtree(lamp.parent)  # a folder without a page is listed
    opened(page, f"{address}quay/lamp/", kept=False)
    context.close()


def test_a_site_elsewhere_keeps_nothing(browser: Browser, published: tuple[str, Path]) -> None:
    """A copy at another address than its own, such as one on trial, leaves nothing behind."""
    _, site = published
    with served(site) as elsewhere:
        page = browser.new_page()
        page.goto(f"{elsewhere}quay/gauge/", wait_until="networkidle")
        assert (
            page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
        )
        page.close()


def test_a_site_can_be_installed(browser: Browser, published: tuple[str, Path]) -> None:
    """Every page names the file that says how, and Chromium finds nothing wrong with it."""
    address, site = published
    page = browser.new_page()
    page.goto(address)
    devtools = page.context.new_cdp_session(page)
    told = devtools.send("Page.getAppManifest")
    assert told["url"] == f"{address}app.webmanifest"
    assert told["errors"] == []
    faults = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [each["errorId"] for each in faults] in ([], ["in-incognito"])
    icon = json.loads(told["data"])["icons"][0]["src"]
    assert (site / icon).is_file()
    page.close()
