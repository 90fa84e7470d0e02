"""What readers do, in headless Chromium: arrive, search, follow, land."""

from __future__ import annotations

import json
import time
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser


def unique_phrase(site: Path) -> tuple[str, str]:
    """Three words that one chapter alone holds, in quotes, and that chapter's title."""
    chapters: list[tuple[str, list[str]]] = []
    for path in sorted(site.glob("*/*/episode.json")):
        record = json.loads(path.read_text())
        for chapter in record["chapters"]:
            inside = [
                cue["text"]
                for cue in record["cues"]
                if cue["start"] is not None and chapter["start"] <= cue["start"] < chapter["end"]
            ]
            chapters.append((chapter["title"], " ".join(inside).split()))
    texts = [" ".join(words).lower() for _, words in chapters]
    for title, words in chapters:
        for place in range(len(words) // 2, len(words) - 3):
            phrase = " ".join(words[place : place + 3]).lower()
            plain = phrase.replace(" ", "").isalpha() and len(phrase) > 18
            if plain and sum(phrase in text for text in texts) == 1:
                return f'"{phrase}"', title
    raise AssertionError("the sample content has no phrase that is said only once")


def test_find_a_moment_by_its_words(page: Page, address: str, site: Path, watched: Watched) -> None:
    """Home, search, sub-result: the reader lands with the right chapter's heading in view."""
    phrase, title = unique_phrase(site)
    page.goto(address)
    page.get_by_role("link", name="Search").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill(phrase)
    found = dialog.get_by_role("link", name=title, exact=False).first
    expect(found).to_be_visible(timeout=15_000)
    found.click()
    heading = page.get_by_role("heading", name=title).first
    expect(heading).to_be_in_viewport()
    watched.assert_clean()


def test_every_kind_of_page_is_clean(
    page: Page, address: str, site: Path, watched: Watched
) -> None:
    """Every page loads without console errors, failed requests or requests to other hosts."""
    for path in sorted(site.rglob("index.html")):
        url = address + str(path.relative_to(site).parent) + "/"
        page.goto(url, wait_until="networkidle")  # leaving earlier would abort the page's requests
        expect(page.locator("h1")).to_have_count(1)
    watched.assert_clean()


def test_pages_fit_a_phone(page: Page, address: str, site: Path) -> None:
    """At 390 pixels nothing makes the page scroll sideways."""
    page.set_viewport_size({"width": 390, "height": 844})
    for path in sorted(site.rglob("index.html")):
        page.goto(address + str(path.relative_to(site).parent) + "/")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, path


def test_decide_in_two_minutes(page: Page, address: str) -> None:
    """An episode says at a glance how long it is, who speaks, and what it comes to."""
    page.goto(address)
    page.locator(".card a").first.click()
    expect(page.locator(".glance")).to_contain_text("min read")
    assert page.locator(".key .points > li").count() >= 3


LONG = "small-systems-day/clocks-at-the-seed-bank/"


def test_two_hours_in_three_minutes(page: Page, address: str, watched: Watched) -> None:
    """By the chapters alone an episode takes three minutes; the choice is kept and linked."""
    page.goto(address + LONG)
    page.get_by_role("radio", name="Chapters").check()
    expect(page.locator(".key, .chapter > details").first).to_be_hidden()
    words = page.locator("article").inner_text().split()
    assert len(words) <= 3 * 238
    titles = page.locator(".chapter > h2")
    assert all(title.is_visible() for title in titles.all())
    told = page.locator(".chapter.told .summary > .best")
    assert told.count() >= 3
    assert page.locator(".chapter .summary > li:visible").count() == told.count()
    assert page.url.endswith("?read=chapters")
    page.goto(address + "night-shift/an-hour-on-no-clock/")
    expect(page.locator(".key")).to_be_hidden()  # as chosen before
    page.goto(page.url + "?read=all")
    expect(page.locator(".key")).to_be_visible()  # the address wins
    expect(page.locator(".line").last).to_be_visible()
    page.goto("about:blank")
    page.goto(address + "night-shift/an-hour-on-no-clock/#t=75")
    expect(page.locator(".line :target")).to_be_in_viewport()  # whatever was chosen
    watched.assert_clean()


def test_a_chapter_in_a_models_words_shows_all_its_sentences(page: Page, address: str) -> None:
    """One sentence stands for a chapter where only one is wanted, and nowhere else."""
    page.goto(address + LONG)
    prose = '<p class="summary"><span class="best">One.</span> <span class="rest">Two.</span></p>'
    summary = page.locator(".chapter.told .summary").first
    summary.evaluate("(each, prose) => each.outerHTML = prose", prose)
    expect(page.get_by_text("Two.", exact=True)).to_be_visible()
    page.get_by_role("radio", name="Chapters").check()
    expect(page.get_by_text("One.", exact=True)).to_be_visible()
    expect(page.get_by_text("Two.", exact=True)).to_be_hidden()


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_the_contents_keep_their_place(page: Page, address: str, width: int) -> None:
    """The chapter in view is marked and in view in the contents, which a bar opens."""
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(address + LONG)
    links = page.locator("nav.contents a")
    heading = page.locator(".chapter > h2").nth(2)
    heading.evaluate("each => each.scrollIntoView()")
    page.mouse.wheel(0, 40)
    current = page.locator("nav.contents a[aria-current]")
    expect(current).to_have_attribute("href", f"#{heading.get_attribute('id')}")
    bar = page.locator(".bar button")
    if width < 1000:
        expect(bar).to_be_in_viewport()
        expect(bar).to_contain_text(heading.inner_text())
        bar.click()
    expect(current).to_be_in_viewport()
    links.nth(1).click()
    expect(page.locator(".chapter > h2").nth(1)).to_be_in_viewport()
    if width < 1000:
        expect(page.locator("nav.contents")).to_be_hidden()
        top = page.locator(".chapter > h2").nth(1).bounding_box()
        under = bar.bounding_box()
        assert top
        assert under
        assert top["y"] >= under["y"] + under["height"]
    order = page.evaluate(
        "[...document.querySelectorAll('h1, nav.contents, .key, .chapters')].map(e => e.className)"
    )
    assert order.index("contents") < order.index("key")


def test_the_timeline_names_chapters_and_leads_there(page: Page, address: str) -> None:
    """Arrow keys and a finger name the chapter; Enter and lifting the finger go there."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + LONG)
    timeline = page.get_by_role("slider")
    timeline.focus()
    page.keyboard.press("ArrowRight")
    heading = page.locator(".chapter > h2").nth(1)
    assert heading.inner_text() in (timeline.get_attribute("aria-valuetext") or "")
    page.keyboard.press("Enter")
    expect(heading).to_be_in_viewport()
    timeline.scroll_into_view_if_needed()
    box = timeline.bounding_box()
    assert box
    assert box["height"] >= 24
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 20)
    last = page.locator(".chapter > h2").last
    expect(page.locator(".under")).to_contain_text(last.inner_text())
    page.mouse.down()
    page.mouse.up()
    expect(last).to_be_in_viewport()


def test_follow_a_sentence_to_its_source_and_back(
    page: Page, address: str, watched: Watched
) -> None:
    """A time opens the words in place with the cited ones marked; Escape leads back."""
    page.goto(address + "night-shift/an-hour-on-no-clock/")
    source = page.locator(".key .source").first
    source.click()
    peek = page.locator(".peek")
    expect(peek).to_be_visible()
    said = " ".join(peek.locator("mark").all_text_contents()).split()
    item = page.locator(".key .points > li").first
    sentence = item.locator(".asked i, blockquote:not(.peek)").first.inner_text()
    assert len(said) >= 0.8 * len(sentence.split())
    expect(peek.get_by_role("button", name="Copy link")).to_be_visible()
    peek.get_by_role("link", name="Read on").focus()
    page.keyboard.press("Escape")
    expect(peek).to_have_count(0)
    expect(source).to_be_focused()
    watched.assert_clean()


@pytest.mark.parametrize("fragment", ["t=75", "t-00-01-"])
def test_deep_links_open_the_fold(page: Page, address: str, fragment: str) -> None:
    """A link to a moment lands on its paragraph, unfolded and in view."""
    path = address + "night-shift/an-hour-on-no-clock/"
    if fragment.endswith("-"):
        page.goto(path)
        fragment = page.locator(f"[id^='{fragment}']").first.get_attribute("id") or ""
    page.goto("about:blank")
    page.goto(f"{path}#{fragment}")
    target = page.locator(".line :target")
    expect(target).to_be_in_viewport()
    assert (target.get_attribute("id") or "").startswith("t-00-01")


def _after_a_while(route: Route) -> None:
    time.sleep(0.8)
    route.continue_()


SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("fragment", ["#t=75", "#t-00-01-15", "#t=99999", "?mark=clock#{chapter}"])
@pytest.mark.parametrize("width", [390, 1440])
def test_deep_links_do_not_move_the_page(
    page: Page, address: str, fragment: str, width: int
) -> None:
    """Whoever arrives at a moment finds the fold open at the first sight of it, not after."""
    page.set_viewport_size({"width": width, "height": 800})
    path = address + "night-shift/an-hour-on-no-clock/"
    page.goto(path)
    chapter = page.locator(".chapter h2").nth(1).get_attribute("id") or ""
    page.add_init_script(SHIFTS)
    # The script that all pages share comes long after the page was painted.
    page.route("**/site.*.js", _after_a_while)
    page.goto("about:blank")
    page.goto(path + fragment.format(chapter=chapter))
    arrived = page.locator(":target")
    expect(arrived).to_be_in_viewport()
    expect(page.locator(".chapter:has(:target) details")).to_have_attribute("open", "")
    assert page.evaluate("shifted") < 0.1


def test_search_over_any_page_lands_on_highlighted_words(
    page: Page, address: str, site: Path, watched: Watched
) -> None:
    """The / key opens the search; a result opens the fold and highlights the words there."""
    phrase, title = unique_phrase(site)
    page.goto(address + "night-shift/")
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill(phrase)
    hit = dialog.locator(".hits li", has_text=title).first
    expect(hit).to_be_visible(timeout=15_000)
    hit.locator("a.time").click()
    page.wait_for_load_state()
    expect(page.locator(".line:has(:target)")).to_be_in_viewport()
    assert page.evaluate("CSS.highlights.get('found').size") == 1  # a phrase is one
    watched.assert_clean()


def test_search_is_narrowed_by_its_choices_and_linked(page: Page, address: str) -> None:
    """Choices of show, person and topic carry counts, and the address keeps them."""
    page.goto(address + "search/?q=the")
    page.locator("summary", has_text="Show").wait_for(timeout=15_000)
    fold = page.locator(".facets details", has_text="Show")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    choice = fold.locator("label").first
    count = int(choice.locator("small").inner_text())
    choice.locator("input").check()
    expect(page.locator(".status")).to_contain_text(f"{count} episode")
    assert "show=" in page.url
    page.reload()
    expect(page.locator(".status")).to_contain_text(f"{count} episode", timeout=15_000)


EPISODE = "night-shift/an-hour-on-no-clock/"
CLIPBOARD = """
Object.defineProperty(navigator, "clipboard", {
  value: { writeText: async (text) => { window.copied = text; } }
});
"""


def test_share_a_sentence_and_open_it_on_a_phone(
    browser: Browser, page: Page, address: str, watched: Watched
) -> None:
    """A line's link leads a phone to the line, unfolded and in view, with the words behind it."""
    page.add_init_script(CLIPBOARD)
    page.goto(address + EPISODE + "#t=75")
    line = page.locator(".line:has(:target)")
    line.hover()
    line.locator(".keep").click()
    page.get_by_role("button", name="Copy link to this sentence").click()
    page.wait_for_function("() => window.copied")
    link = str(page.evaluate("copied"))
    place, _, words = link.partition(":~:text=")
    assert place.endswith("#" + (line.locator(".time").get_attribute("id") or ""))
    first = unquote(words.split(",")[0])
    assert first in line.inner_text()
    phone = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    other = phone.new_page()
    other.goto(link)
    # What the browser calls the target is the line's time, or the line whose words it found.
    target = other.locator(".line:is(:target, :has(:target))")
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text(first)
    phone.close()
    watched.assert_clean()


def test_quote_with_source(page: Page, address: str, watched: Watched) -> None:
    """A quote is copied with who said it, in which show, on what day, when, and where."""
    page.add_init_script(CLIPBOARD)
    page.goto(address + EPISODE)
    quote = page.locator(".key .said").first
    quote.hover()
    quote.locator(".keep").click()
    page.get_by_role("button", name="Copy as a quote").click()
    page.wait_for_function("() => window.copied")
    text, _, source = str(page.evaluate("copied")).rpartition(" — ")
    assert text == quote.locator("blockquote").first.inner_text()
    name = quote.locator(".cite bdi").inner_text()
    time = quote.locator(".source").first.inner_text()
    day = page.locator(".crumbs time").inner_text()
    href = quote.locator(".source").first.get_attribute("href") or ""
    assert source == f"{name}, Night Shift, {day}, {time}, {address}{EPISODE}{href}"
    # The menu is there for the keyboard too, and gives the focus back.
    quote.locator(".keep").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy link to this sentence")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".menu")).to_be_hidden()
    watched.assert_clean()


def test_highlights_are_kept_and_exported(page: Page, address: str, watched: Watched) -> None:
    """What is highlighted is there after a reload, is saved as Markdown, and can be taken away."""
    page.goto(address + EPISODE + "#t=75")
    line = page.locator(".line:has(:target)")
    said = line.inner_text()
    line.hover()
    line.locator(".keep").click()
    page.get_by_role("button", name="Highlight", exact=True).click()
    page.reload()
    kept = page.locator(".kept blockquote")
    expect(kept).to_have_count(1)
    assert page.evaluate("CSS.highlights.get('kept').size") == 1
    with page.expect_download() as download:
        page.get_by_role("button", name="Save all as Markdown").click()
    text = Path(download.value.path()).read_text()
    assert text.startswith("## [An Hour That Isn't on Any Clock](")
    assert kept.inner_text() in text
    assert kept.inner_text().strip("“”") in " ".join(said.split())
    line.hover()
    line.locator(".keep").click()
    page.get_by_role("button", name="Take the highlight away").click()
    expect(kept).to_have_count(0)
    watched.assert_clean()
