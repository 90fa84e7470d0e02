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


def transcript(turns: tuple[tuple[str, str], ...], times: int = 6) -> str:
    """Captions of a minute or more with voices, four seconds each."""
    cues = [
        f"00:{index * 4 // 60:02}:{index * 4 % 60:02}.000 --> "
        f"00:{(index * 4 + 4) // 60:02}:{(index * 4 + 4) % 60:02}.000\n<v {who}>{text}"
        for index, (who, text) in enumerate(turns * times)
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
        'chapters: [{start: "0:00", title: The gauge}, {start: "1:20", title: The lamp}]\n'
    )
    (show / "2026-03-02-tides.yaml").write_text("video: https://www.youtube.com/watch?v=abcdefgh\n")
    (show / "2026-01-02-long.vtt").write_text(transcript(TURNS))
    (show / "2026-01-02-long.yaml").write_text(
        f"title: On the {'Donaudampfschifffahrtsgesellschaft' * 3} and {'much else ' * 20}\n"
    )
    (show / "2026-02-02-lighthouse.vtt").write_text(transcript(ARABIC))
    (folder / "content/addresses.json").write_text('{"moved": {"quay/meters": "quay/gauges"}}')
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
    "quay/gauges/embed.html",
    "quay/meters/",
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


def violations(page: Page, **only: object) -> list[str]:
    """What axe-core finds wrong in a page, with the elements at fault."""
    response = Axe().run(page, options=only or RULES).response
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in response["violations"]
        for node in each["nodes"]
    ]


def open_everything(page: Page, url: str) -> None:
    """Go to a page, and open its folds and its first source; of a search, its results."""
    page.goto(url)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    for source in page.locator(".source").all()[:1]:
        source.click()
    if "search/" in url:
        expect(page.locator(".facets details").first).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("width", [390, 1280])
def test_every_kind_of_page_keeps_to_wcag(
    browser: Browser, everything: tuple[str, Path], width: int
) -> None:
    """axe-core finds nothing at fault on a phone or a wide screen; in the dark, no pale colour."""
    address, _ = everything
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.route("**/moved.*.js", lambda route: route.abort())  # it would lead away
    for path in KINDS:
        open_everything(page, address + path)
        assert violations(page) == [], path
        if width == 390:
            page.emulate_media(color_scheme="dark")
            assert violations(page, runOnly=["color-contrast"]) == [], path
            page.emulate_media(color_scheme="light")
    page.close()


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


TWICE = "document.documentElement.style.fontSize = '212.5%'"
"""Letters of twice their size, as a reader may set them."""


@pytest.mark.parametrize("width", [390, 820])
def test_long_words_and_large_letters_fit(
    page: Page, everything: tuple[str, Path], width: int
) -> None:
    """No page scrolls sideways: long words break, and letters of 200 % leave room."""
    address, _ = everything
    page.set_viewport_size({"width": width, "height": 844})
    page.route("**/moved.*.js", lambda route: route.abort())  # it would lead away
    for path in KINDS:
        open_everything(page, address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.evaluate(TWICE)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"200 %: {path}"


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


CONTRAST = """
(selectors) => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  };
  const paper = light(getComputedStyle(document.documentElement).backgroundColor);
  return selectors.map((selector) => {
    const mark = light(getComputedStyle(document.querySelector(selector)).fill);
    return (Math.max(mark, paper) + 0.05) / (Math.min(mark, paper) + 0.05);
  });
}
"""
"""How much each element's fill stands out from the page (WCAG 2.2, 1.4.11)."""


def test_marks_are_seen_in_any_colours(page: Page, everything: tuple[str, Path]) -> None:
    """Bars, bullets and the line that a link leads to: light, dark, on paper, in forced colours."""
    page.goto(everything[0] + "quay/gauges/#t=40")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert min(page.evaluate(CONTRAST, [".timeline .block", ".shares .hue0"])) >= 3, scheme
    bullet = "getComputedStyle(document.querySelector('.points > li'), '::before').borderTopWidth"
    assert page.evaluate(bullet) == "2px"
    page.emulate_media(forced_colors="active")
    line = page.locator(".line:has(:target)")
    expect(line).to_have_css("outline-style", "solid")
    track, bar = (
        page.locator(f".shares {each}").first.evaluate("each => getComputedStyle(each).fill")
        for each in (".track", ".hue0")
    )
    assert track != bar


def test_bars_grow_from_where_lines_begin(page: Page, everything: tuple[str, Path]) -> None:
    """In a language from right to left, how much somebody spoke is measured from the right."""
    page.goto(everything[0] + "quay/gauges/")
    edges = """(shares) => {
      const [bar, whole] = [".hue0", "svg"].map((each) => shares.querySelector(each).getBoundingClientRect());
      return [bar.left - whole.left, whole.right - bar.right].map(Math.round);
    }"""  # noqa: E501
    shares = page.locator(".shares")
    left, right = shares.evaluate(edges)
    assert left == 0 < right
    shares.evaluate("each => { each.dir = 'rtl'; }")
    left, right = shares.evaluate(edges)
    assert right == 0 < left
