"""What readers do on pages about several episodes: digests, topics, people."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import feedparser
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, Route, expect

from generator.cli import main
from tests.browser.conftest import Watched
from tests.browser.test_manners import TURNS, transcript

pytestmark = pytest.mark.browser

DIGEST = "digests/2026/"
TOPIC = "topics/clocks/"
PERSON = "people/iain-mackellar/"
CLIPBOARD = """
Object.defineProperty(navigator, "clipboard", {
  value: { writeText: async (text) => { window.copied = text; } }
});
"""


@pytest.mark.parametrize("width", [390, 1440])
def test_a_digest_has_contents_that_keep_their_place(
    page: Page, address: str, width: int, watched: Watched
) -> None:
    """The part in view is marked, in a column or behind a bar that says which one it is."""
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(address + DIGEST)
    heading = page.locator("article > section > h2").nth(1)
    heading.evaluate("each => each.scrollIntoView()")
    page.mouse.wheel(0, 40)
    current = page.locator("nav.contents a[aria-current]")
    expect(current).to_have_count(1)
    last = page.locator("nav.contents a").last
    if width < 1000:
        bar = page.locator(".bar button")
        expect(bar).to_contain_text(current.text_content() or "?")
        bar.click()
    last.click()
    expect(page.locator("article > section > h2").last).to_be_in_viewport()
    if width < 1000:
        expect(page.locator("nav.contents")).to_be_hidden()
    watched.assert_clean()


def test_attributions_of_a_digest_take_one_line(page: Page, address: str) -> None:
    """On a phone too, each names its episode without half a word."""
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(address + DIGEST)
    lines = page.locator(".claim .cite a")
    assert lines.count() > 5
    tall = lines.evaluate_all(
        "all => all.filter(a => a.offsetHeight > 2 * parseFloat(getComputedStyle(a).fontSize)"
        " || a.scrollWidth > a.clientWidth + 1).map(a => a.textContent)"
    )
    assert tall == []


@pytest.mark.parametrize("path", [DIGEST, TOPIC, PERSON])
def test_what_is_quoted_anywhere_can_be_kept(
    page: Page, address: str, path: str, watched: Watched
) -> None:
    """Its link leads to the sentence in its episode, where a highlight made here stands too."""
    page.add_init_script(CLIPBOARD)
    page.goto(address + path)
    quote = page.locator(".claim, .said").first
    words = quote.locator(".words, blockquote").first.inner_text()
    name = quote.locator("bdi").first
    by = name.inner_text() if name.count() else page.locator("h1").inner_text()
    quote.hover()
    quote.locator(".keep").click()
    expect(page.get_by_role("button", name="Copy code to embed")).to_have_count(0)
    page.get_by_role("button", name="Highlight", exact=True).click()
    expect(page.locator(".menu")).to_be_hidden()
    assert page.evaluate("CSS.highlights.get('kept').size") == 1
    quote.locator(".keep").click()
    page.get_by_role("button", name="Copy as a quote").click()
    page.wait_for_function("() => window.copied")
    said, _, source = str(page.evaluate("copied")).rpartition(" — ")
    assert said == words
    assert source.startswith(f"{by}, ")
    expect(page.locator(".menu")).to_be_hidden()
    quote.locator(".keep").click()
    page.get_by_role("button", name="Copy link to this sentence").click()
    page.wait_for_function("() => window.copied.includes(':~:text=')")
    link = str(page.evaluate("copied"))
    assert source.endswith(link.partition(":~:")[0])
    first = unquote(link.partition(":~:text=")[2].split(",")[0])
    page.goto(link)
    # Where the words stand first: among the key points, else in the transcript.
    target = page.locator("p:is(:target, :has(> :target))")
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text(first)
    expect(page.locator(".kept blockquote")).to_have_text(words)
    assert page.evaluate("CSS.highlights.get('kept').size") == 1
    watched.assert_clean()


def test_a_topic_over_years(page: Page, address: str, watched: Watched) -> None:
    """Of a year that is chosen there is all that was said, in lines that lead to the moment."""
    page.goto(address + TOPIC)
    said = page.locator(".claims > li, .named > li")
    everything = said.count()
    years = page.locator("select[name=year] option").evaluate_all("all => all.map(o => o.value)")
    assert len(years) > 2
    shown = 0
    for year in years[1:]:
        page.get_by_label("Year").select_option(year)
        expect(page.locator("section.year:not([hidden])")).to_have_count(1)
        visible = page.locator("section.year:not([hidden]) :is(.claims, .named) > li")
        expect(page.locator(".filters output")).to_have_text(re.compile(rf"^{visible.count()} "))
        shown += visible.count()
        assert f"year={year}" in page.url
    assert shown == everything
    page.go_back()
    expect(page.get_by_label("Year")).to_have_value(years[-2])
    page.goto(address + TOPIC + f"?year={years[1]}")
    expect(page.locator("section.year:not([hidden])")).to_have_count(1)
    watched.assert_clean()


def test_who_said_what_about_a_thing(page: Page, address: str, watched: Watched) -> None:
    """One person's words on a topic, all of them, kept in the address; a line leads there."""
    page.goto(address + TOPIC)
    people = page.get_by_label("Person").locator("option")
    name, count = re.fullmatch(r"(.*) \((\d+)\)", people.nth(1).inner_text()).groups()  # type: ignore[union-attr]
    page.get_by_label("Person").select_option(name)
    lines = page.locator(":is(.claims, .named) > li:visible")
    expect(lines).to_have_count(int(count))
    assert {text.strip() for text in lines.locator("b").all_inner_texts()} == {name}
    page.reload()
    expect(lines).to_have_count(int(count))
    line = page.locator(".named > li:visible a").first
    moment = line.locator(".time").inner_text()
    line.click()
    expect(page.locator(".line:is(:target, :has(:target))")).to_be_in_viewport()
    assert moment
    watched.assert_clean()


def test_a_topic_is_a_plain_list_without_scripts(browser: Browser, address: str) -> None:
    """By year, with every line in it, and no choices that would do nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + TOPIC)
    expect(page.locator(".filters")).to_be_hidden()
    assert page.locator("section.year > h2").count() > 1
    for fold in page.locator(".issue summary").all():
        fold.click()
    lines = page.locator(":is(.claims, .named) > li")
    assert all(line.is_visible() for line in lines.all())
    context.close()


NOT_AS_THEY_LOOK = """names => names.filter(name => {
  const link = name.closest("a") ?? name.querySelector("a");
  const line = (element) => getComputedStyle(element).textDecorationLine.includes("underline");
  return [name, link, link?.querySelector("bdi")].filter(Boolean).some(line) !== Boolean(link);
}).map(name => name.parentElement.outerHTML)"""


def test_names_that_are_links_look_like_links(page: Page, address: str) -> None:
    """And those that are not do not, wherever people are named."""
    for path in ("", "people/", TOPIC, "digests/shows/night-shift/", "night-shift/"):
        page.goto(address + path)
        wrong = page.locator("main bdi:not(.beside *, .named *)").evaluate_all(NOT_AS_THEY_LOOK)
        assert wrong == [], path


@pytest.mark.parametrize("path", ["nothing", "a/b/c/d/"])
@pytest.mark.parametrize("scripts", [True, False])
def test_no_such_page_is_styled_wherever_it_is_shown(
    browser: Browser, address: str, site: Path, path: str, scripts: bool
) -> None:
    """Under a folder that the site does not know of; with scripts its links lead home."""
    body = (site / "404.html").read_text(encoding="utf-8")
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if "Security" in m.text else None)
    page.route(
        address + path, lambda route: route.fulfill(status=404, body=body, content_type="text/html")
    )
    page.goto(address + path)
    assert page.locator("h1").evaluate("h => parseFloat(getComputedStyle(h).fontSize)") > 28
    assert page.locator("body").evaluate("b => b.offsetWidth") < 900
    if scripts:
        home = page.locator(".home-link")
        expect(home).to_have_attribute("href", "/archive/")
        expect(page.locator("form")).to_have_attribute("action", "/archive/search/")
        home.click()
        expect(page.locator("h1")).to_have_text("The Long Shelf")
    assert errors == []
    context.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what `selector` names has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not lead to {selector}")


def test_all_by_keyboard(page: Page, address: str, watched: Watched) -> None:
    """From the home page over a search to a moment, its source and a kept quote: no mouse."""
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "main input[type=search]")
    page.keyboard.type("clock")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=clock")
    expect(page.locator(".results a").first).to_be_visible(timeout=30_000)
    tab_to(page, ".results a")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/search/" not in url)
    expect(page.locator("h1")).to_be_attached()
    page.goto(page.url.partition("?")[0].partition("#")[0])
    tab_to(page, ".key .source")
    page.keyboard.press("Enter")
    expect(page.locator(".peek")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".peek")).to_have_count(0)
    tab_to(page, ".key .keep")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy link to this sentence")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".menu")).to_be_hidden()
    page.goto(address + TOPIC)
    tab_to(page, "select[name=person]")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".filters output")).not_to_be_empty()
    tab_to(page, ".named a:not([hidden] *)")
    page.keyboard.press("Enter")
    expect(page.locator(".line:is(:target, :has(:target))")).to_be_in_viewport()
    watched.assert_clean()


def test_follow_a_show(page: Page, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The show's page leads to its feed; an entry tells what was said and leads to the moment."""
    folder = tmp_path_factory.mktemp("followed")
    (folder / "content/shows/quay").mkdir(parents=True)
    for day, name in ((1, "tides"), (2, "bells")):
        place = folder / f"content/shows/quay/2026-03-0{day}-{name}.vtt"
        place.write_text(transcript(TURNS), encoding="utf-8")
    base, site = "https://quay.example/archive/", folder / "site"
    result = CliRunner().invoke(
        main,
        [
            *("build", "--content", str(folder / "content"), "--output", str(site)),
            *("--base-url", base, "--no-search"),
        ],
    )
    assert result.exit_code == 0, result.output

    def answer(route: Route) -> None:
        path = site / route.request.url.removeprefix(base).partition("?")[0]
        route.fulfill(path=path / "index.html" if path.is_dir() else path)

    page.route(f"{base}**", answer)
    page.goto(f"{base}quay/")
    href = page.locator(".facts").get_by_role("link", name="Feed").get_attribute("href") or ""
    feed = feedparser.parse((site / "quay" / href).read_bytes())
    assert [entry.title for entry in feed.entries] == ["Bells", "Tides"]
    newest = feed.entries[0]
    page.goto(newest.link)
    expect(page.locator("h1")).to_have_text("Bells")
    said = newest.content[0].value
    assert page.locator(".key blockquote p").first.inner_text() in unescape(said)
    moment = re.search(r'href="([^"]*#t-[^"]*)"', said)
    assert moment
    page.goto(moment[1])
    expect(page.locator(".line:has(:target)")).to_be_in_viewport()


@pytest.mark.parametrize("path", [DIGEST, TOPIC, PERSON])
def test_pages_about_several_episodes_on_paper(page: Page, address: str, path: str) -> None:
    """What was said, by whom and when, and nothing to choose or to click."""
    page.goto(address + path)
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".claim, .said").first).to_be_visible()
    for hidden in (".masthead nav", ".bar", "nav.contents", ".filters", ".keep"):
        assert all(not each.is_visible() for each in page.locator(hidden).all()), hidden
