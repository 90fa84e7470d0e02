"""Every kind of page for everyone: WCAG 2.2 AA, without JavaScript, from right to left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from generator.cli import main
from tests.browser.conftest import BASE_PATH, served

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
TURNS = (
    (
        "Ines",
        "The tide gauge at the harbour is a float in a pipe, and the tide gauge never sleeps.",
    ),
    ("Bram", "A tide gauge is the only clock that the sea keeps, and I disagree that it sleeps."),
    ("Ines", "We repaired the tide gauge for $40 after the storm had filled its pipe with sand."),
    ("Bram", "Then the lamp room wanted its own ledger of every night and every ship."),
)


def transcript(turns: tuple[tuple[str, str], ...]) -> str:
    """Captions of a minute or more with voices, four seconds each."""
    cues = [
        f"00:{index * 4 // 60:02}:{index * 4 % 60:02}.000 --> "
        f"00:{(index * 4 + 4) // 60:02}:{(index * 4 + 4) % 60:02}.000\n<v {who}>{text}"
        for index, (who, text) in enumerate(turns * 12)
    ]
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


ARABIC = (
    ("ليلى", "المنارة القديمة تضيء الميناء كل ليلة منذ مئة عام."),
    ("سامي", "الصيادون يعرفون الطريق من ضوء المنارة ومن صوت الجرس."),
)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A site in German with every kind of page, and where it is served."""
    folder = tmp_path_factory.mktemp("manners")
    show = folder / "content/shows/quay"
    show.mkdir(parents=True)
    (folder / "content/site.yaml").write_text("title: Kai\nlanguage: de\n")
    (folder / "content/pages").mkdir()
    (folder / "content/pages/about.md").write_text("# Über uns\n\nWir messen.\n")
    for month, name in ((3, "tides"), (4, "gauges")):
        (show / f"2026-0{month}-02-{name}.vtt").write_text(transcript(TURNS))
    (show / "2026-04-02-gauges.yaml").write_text(
        "media: https://audio.example/x.mp3\nlink: https://quay.example/x\n"
    )
    (show / "2026-03-02-tides.yaml").write_text("video: https://www.youtube.com/watch?v=abcdefgh\n")
    (show / "2026-01-02-long.vtt").write_text(transcript(TURNS))
    (show / "2026-01-02-long.yaml").write_text(
        f"title: On the {'Donaudampfschifffahrtsgesellschaft' * 3} and {'much else ' * 20}\n"
    )
    (show / "2026-02-02-lighthouse.vtt").write_text(transcript(ARABIC))
    site = folder / "site"
    result = CliRunner().invoke(
        main,
        [
            *("build", "--content", str(folder / "content"), "--output", str(site)),
            *("--base-url", f"https://quay.example{BASE_PATH}"),
        ],
    )
    assert result.exit_code == 0, result.output
    with served(site) as address:
        yield address, site


KINDS = (
    "",
    "quay/",
    "quay/gauges/",
    "quay/tides/",
    "quay/lighthouse/",
    "topics/",
    "topics/tide-gauge/",
    "people/",
    "people/ines/",
    "digests/",
    "digests/2026-04/",
    "digests/2026/",
    "digests/shows/quay/",
    "about/",
    "search/?q=gauge",
    "404.html",
)


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong in a page, with the elements at fault."""
    response = Axe().run(page, options=RULES).response
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in response["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page_keeps_to_wcag(
    browser: Browser, everything: tuple[str, Path], scheme: str
) -> None:
    """axe-core finds nothing at fault on a phone or a wide screen, folds and sources open."""
    address, _ = everything
    for width in (390, 1280):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        page = context.new_page()
        for path in KINDS:
            page.goto(address + path, wait_until="networkidle")
            page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
            for source in page.locator(".source").all()[:1]:
                source.click()
            assert violations(page) == [], path
        context.close()


def test_search_dialogue_keeps_to_wcag(page: Page, everything: tuple[str, Path]) -> None:
    """The search that opens over a page, with results in it."""
    page.goto(everything[0] + "quay/gauges/")
    page.keyboard.press("/")
    box = page.get_by_role("dialog").get_by_role("searchbox")
    expect(box).to_be_focused(timeout=10_000)
    box.fill("gauge")
    expect(page.get_by_role("dialog").locator(".results > li").first).to_be_visible(timeout=15_000)
    assert violations(page) == []


def test_everything_is_readable_without_scripts(
    browser: Browser, everything: tuple[str, Path]
) -> None:
    """Without JavaScript a reader gets from the home page to the words that were said."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(everything[0])
    page.get_by_role("link", name="Gauges").first.click()
    page.locator("summary").first.click()
    expect(page.get_by_text("We repaired the tide gauge for $40").first).to_be_visible()
    page.locator(".key .source").first.click()
    expect(page.locator(".line:has(:target)")).to_have_count(1)
    page.goto(everything[0] + "search/")
    expect(page.get_by_role("link", name="Alle Folgen")).to_be_visible()
    context.close()


def test_the_site_speaks_its_language(page: Page, everything: tuple[str, Path]) -> None:
    """A German site says its own words and dates in German, and says so."""
    page.goto(everything[0] + "quay/gauges/")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_role("heading", name="Das Wichtigste")).to_be_visible()
    expect(page.locator("time").first).to_have_text("2. April 2026")


@pytest.mark.parametrize("width", [390, 820])
def test_long_words_fit(page: Page, everything: tuple[str, Path], width: int) -> None:
    """A word longer than the line breaks wherever it stands: heading, list, page beside it."""
    address, site = everything
    page.set_viewport_size({"width": width, "height": 844})
    for path in sorted(site.rglob("index.html")):
        page.goto(address + str(path.relative_to(site).parent) + "/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_words_from_right_to_left_run_so(page: Page, everything: tuple[str, Path]) -> None:
    """An Arabic transcript runs from the right, whatever the site's language."""
    page.goto(everything[0] + "quay/lighthouse/")
    expect(page.locator("article")).to_have_attribute("dir", "rtl")
    page.locator("summary").first.click()
    name = page.locator(".line b").first.bounding_box()
    line = page.locator(".line").first.bounding_box()
    assert name
    assert line
    assert name["x"] > line["x"] + line["width"] / 2


def test_video_asks_nobody_before_it_is_wanted(page: Page, everything: tuple[str, Path]) -> None:
    """The still leads to the video; only a click puts the other site's player into the page."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="player"))
    page.goto(everything[0] + "quay/tides/", wait_until="networkidle")
    assert not [url for url in asked if "youtube" in url]
    page.locator(".still").click()
    expect(page.locator("iframe")).to_have_attribute(
        "src", "https://www.youtube-nocookie.com/embed/abcdefgh?autoplay=1&start=0"
    )


def test_print_shows_the_summary_and_no_navigation(
    page: Page, everything: tuple[str, Path]
) -> None:
    """On paper there is what was said, and nothing to click."""
    page.goto(everything[0] + "quay/gauges/")
    page.emulate_media(media="print")
    expect(page.locator(".key")).to_be_visible()
    for hidden in (".masthead nav", ".player", ".timeline", ".files"):
        expect(page.locator(hidden).first).to_be_hidden()
