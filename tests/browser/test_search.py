"""The search in headless Chromium: what it finds, where it leads, and what it says of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from generator.cli import main
from tests.bench.using import first_query
from tests.browser.conftest import served

pytestmark = pytest.mark.browser

FILLER = "And so it went on for a good while in the usual manner of the place. "

CONTENT = {
    "site.yaml": "title: Quay\n",
    "topics.yaml": "Automatic identification: [AIS]\n",
    "people.yaml": "Ines Falk: [Ines]\n",
    "harbour/pilots.vtt": [
        ("Ines Falk", "Welcome. The pilot and the ladder are two things that we come back to."),
        *[("Tom Arden", FILLER * 3)] * 3,
        ("Tom Arden", "A ladder hangs from every ship, and most are rotten by the spring."),
        *[("Ines Falk", FILLER * 3)] * 3,
        ("Tom Arden", "One pilot fell when the pilot ladder gave way off Marrowgate at night."),
        *[("Ines Falk", FILLER * 3)] * 3,
        ("Ines Falk", "Since then automatic identification of vessels shows who is out there."),
        *[("Tom Arden", FILLER * 3)] * 3,
    ],
    "harbour/pilots.yaml": "title: Up the ladder\ndate: 2024-03-01\n"
    "notes: |\n  A pilot and a ladder.\n\n  - [Chronometer](https://example.org/), in the museum\n",
    "harbour/dredging.vtt": [
        ("Ines Falk", "Today it is the dredger, and the silt that it lifts from the channel."),
        *[("Ines Falk", FILLER * 3)] * 3,
        ("Ines Falk", "The chronometer hung in its cabin; nobody had wound it for years."),
        *[("Ines Falk", FILLER * 3)] * 3,
        ("Ines Falk", "The channel is deep; a vessel traffic service keeps the channel, the VTS."),
        *[("Ines Falk", FILLER * 3)] * 3,
        ("Ines Falk", "A coast guard officer wrote twenty knots into the logbook that day."),
        ("Tom Arden", "Every coast guard officer does. But that is what it is, the channel."),
        *[("Ines Falk", FILLER * 3)] * 3,
        ("Ines Falk", "And a light ship of 1,500 tons lay off Marren for fifty winters."),
        *[("Ines Falk", FILLER * 3)] * 6,
        ("Tom Arden", "No lightship lay there as long, nor was any as red."),
        ("Ines Falk", "Its crew was male, and trusted in the malleability of its plates."),
    ],
    "harbour/dredging.yaml": "title: Silt\ndate: 2025-03-01\n"
    'chapters: [{start: "0:00", title: Mud}, {start: "3:40", title: Of barnacles}]\n',
    "hafen/schleuse.vtt": [
        (
            "Jutta Kern",
            "Die Schleuse öffnet um sechs, und dann fahren die Schlepper in den Hafen.",
        ),
        *[("Jutta Kern", "Und dann ist es wieder ruhig, und wir warten auf die Flut. " * 3)] * 3,
        ("Jutta Kern", "In der Hafenstraße steht das Wasser, wenn der Wind aus Westen kommt."),
    ],
    "hafen/schleuse.yaml": "title: Die Schleuse\nlanguage: de\ndate: 2023-01-01\n",
    "bada/deungdae.vtt": [
        ("Kim", "오늘은 등대를 지키는 사람들의 이야기를 들어 보겠습니다."),
        ("Kim", "안개가 짙은 밤에는 무적을 울립니다."),
    ],
    "bada/deungdae.yaml": "title: 등대\nlanguage: ko\ndate: 2022-01-01\n",
}


def captions(lines: list[tuple[str, str]]) -> str:
    """Lines of speakers, twenty seconds each."""

    def at(seconds: int) -> str:
        return f"00:{seconds // 60:02}:{seconds % 60:02}.000"

    return "WEBVTT\n\n" + "\n\n".join(
        f"{at(20 * n)} --> {at(20 * n + 19)}\n<v {speaker}>{text.strip()}"
        for n, (speaker, text) in enumerate(lines)
    )


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site is served with two episodes in English, one in German and one in Korean."""
    folder = tmp_path_factory.mktemp("quay")
    for name, content in CONTENT.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(captions(content) if isinstance(content, list) else str(content))
    build = ["build", "--content", folder / "content", "--output", folder / "site", "--jobs", 1]
    result = CliRunner().invoke(main, [str(part) for part in build])
    assert result.exit_code == 0, result.output
    with served(Path(folder / "site")) as address:
        yield address


@pytest.fixture(scope="module")
def search(browser: Browser, quay: str) -> Iterator[Page]:
    """A page with the search, opened once."""
    page = browser.new_page()
    page.goto(f"{quay}search/")
    yield page
    page.close()


def ask(search: Page, query: str) -> None:
    """Type a query, and wait for what is found."""
    search.get_by_role("searchbox").fill(query)
    answered(search, query)


def answered(search: Page, query: str) -> None:
    """Wait until all that is found for a query is shown."""
    expect(search.locator(".results")).to_have_attribute("data-query", query, timeout=30_000)


def first(search: Page) -> str:
    """The first passage: its line and where it leads."""
    return search.locator(".hits li").first.locator("p a").inner_text()


def test_what_a_first_query_fetches_is_counted(browser: Browser, quay: str) -> None:
    """For the bench: the page, its program, and of the index only what the first results need."""
    answer = first_query(browser, quay, "brass gears")
    assert {"search/", "pagefind/pagefind-entry.json"} < answer.sizes.keys()
    assert sum(".pf_fragment" in name for name in answer.sizes) > 0
    assert min(answer.sizes.values()) > 0


def test_the_passage_is_where_the_words_stand_together(search: Page) -> None:
    """Not where each was said first; it begins in its own paragraph, without the heading."""
    ask(search, "the pilot ladder")
    link = search.locator(".hits .time").first
    assert link.inner_text() == "2:40"
    assert (link.get_attribute("href") or "").endswith("#t-00-02-40")
    assert "One pilot fell when the pilot ladder gave way" in first(search)
    heading = search.locator(".hits .name").first.inner_text()
    assert heading not in first(search)
    marks = search.locator(".hits li").first.locator("mark").all_inner_texts()
    assert marks == ["pilot", "the pilot ladder"]  # in a row, as it was asked
    assert search.locator(".hits li").first.locator("p b").inner_text().strip() == "Tom Arden:"


def test_what_was_written_shows_no_time(search: Page) -> None:
    """A word of the notes leads to the notes; one that was said too leads there first."""
    ask(search, "museum")
    hit = search.locator(".hits li").first
    assert hit.locator(".time").count() == 0
    assert (hit.locator("p a").get_attribute("href") or "").endswith("#notes")
    ask(search, "chronometer")
    assert search.locator(".results h2").all_inner_texts() == ["Silt", "Up the ladder"]


def test_what_only_a_name_holds_is_found_with_the_name(search: Page) -> None:
    """A chapter whose name has the word, and nobody says it: the name leads there, at no time."""
    ask(search, "barnacles")
    hit = search.locator(".hits li").first
    assert hit.inner_text() == "Of barnacles"
    assert hit.locator(".time").count() == 0


def test_nonsense_finds_nothing_and_is_told(search: Page) -> None:
    """Neither by what it begins with nor beside a word that there is."""
    ask(search, "zxqqwv")
    expect(search.locator(".status")).to_contain_text("Nothing was found for “zxqqwv”")
    assert search.locator(".results h2").count() == 0
    ask(search, "zxqqwv dredger")
    expect(search.locator(".status")).to_contain_text("Found nowhere: zxqqwv")
    assert "dredger" in first(search)


@pytest.mark.parametrize(
    ("query", "said", "told"),
    [
        ("pylot laddder", "the pilot ladder gave way", "Showing results for “pilot ladder”"),
        ("laddergave", "the pilot ladder gave way", "Showing results for “ladder gave”"),
        ("Marowgate", "off Marrowgate", "Showing results for “Marrowgate”"),
        ("dredg", "the dredger", "1 episode"),
        ("channels dredgers", "the dredger", "1 episode"),
        ("AIS", "automatic identification of vessels", "1 episode"),
        ("Hafenstrasse", "In der Hafenstraße", "1 episode"),
        ("öffnet", "Die Schleuse öffnet", "1 episode"),
        ("offnet schleuse", "Die Schleuse öffnet", "1 episode"),
        ("등대", "오늘은 등대를", "1 episode"),
        ("안개는 무적", "안개가 짙은 밤에는 무적을", "1 episode"),
        ("“gave way off”", "the pilot ladder gave way off", "1 episode"),
        ("VTS", "a vessel traffic service keeps the channel", "1 episode"),
        ("CGO", "coast guard officer", "Showing results for “coast guard officer”"),
        ("20 knots", "twenty knots into the logbook", "1 episode"),
        ("log book knots", "twenty knots into the logbook", "1 episode"),
        ("dredgish", "the dredger", "1 episode"),
        ("maleability", "the malleability of its plates", "for “malleability”"),
        ("1,500", "a light ship of 1,500 tons", "1 episode"),
        ("that is what it is the channel", "that is what it is, the channel", "1 episode"),
    ],
)
def test_what_is_meant_is_found(search: Page, query: str, said: str, told: str) -> None:
    """Misspelt, begun, by another name, in any language of the archive, in any quotation marks."""
    ask(search, query)
    assert said in first(search)
    expect(search.locator(".status")).to_contain_text(told)


def test_a_word_that_falls_apart_is_found_both_ways(search: Page) -> None:
    """As one and as two, by either; of a single episode both passages are shown."""
    for query in ("lightship", "light-ship"):
        ask(search, query)
        assert search.locator(".hits mark").all_inner_texts() == ["light ship", "lightship"]
    ask(search, "light ship")
    assert set(search.locator(".hits mark").all_inner_texts()) == {"light", "ship", "lightship"}


def test_what_has_nearly_as_much_is_found_too(search: Page) -> None:
    """Of two words that never stand together the commoner one is found as well."""
    ask(search, "Hafenstraße chronometer")
    titles = ["Die Schleuse", "Silt", "Up the ladder"]
    assert sorted(search.locator(".results h2").all_inner_texts()) == titles


def test_a_person_is_whoever_says_it(search: Page) -> None:
    """Narrowed to a person, the search shows what they say, and as much as was promised."""
    ask(search, "ladder")
    assert search.locator(".results h2").count() == 1
    fold = search.locator(".facets details", has_text="Person")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    names = fold.locator("label span").all_inner_texts()
    counts = fold.locator("label small").all_inner_texts()
    assert dict(zip(names, counts, strict=True)) == {"Tom Arden": "1", "Ines Falk": "1"}
    fold.locator("label", has_text="Ines Falk").locator("input").check()
    answered(search, "ladder")
    expect(search.locator(".status")).to_contain_text("1 episode")
    assert "two things that we come back to" in first(search)
    fold.locator("label", has_text="Ines Falk").locator("input").uncheck()
    answered(search, "ladder")


def test_what_was_found_has_a_colour_of_its_own(browser: Browser, quay: str) -> None:
    """Where a hit leads, its words are marked unlike the line that they stand in; a phrase once."""
    page = browser.new_page()
    page.goto(f"{quay}search/")
    ask(page, '"pilot ladder"')
    assert page.locator(".hits mark").all_inner_texts() == ["pilot ladder"]
    page.locator(".hits .time").first.click()
    page.locator(".line:has(:target)").wait_for()
    marked = page.evaluate("[...CSS.highlights.get('found')].map(String)")
    assert {each.lower() for each in marked} == {"pilot ladder"}
    found, line = page.evaluate(
        """() => {
          const line = document.querySelector(".line:has(:target)");
          return [getComputedStyle(line, "::highlight(found)"), getComputedStyle(line)]
            .map((style) => style.backgroundColor);
        }"""
    )
    assert found != line
    page.close()


def test_the_search_over_a_page_leads_to_names_and_comes_back(browser: Browser, quay: str) -> None:
    """By keyboard to a person's page; Back brings the search back, with what was asked before."""
    page = browser.new_page()
    page.goto(f"{quay}topics/")
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog")
    box = dialog.get_by_role("searchbox")
    expect(box).to_be_focused(timeout=30_000)
    box.fill("ines")
    answered(page, "ines")
    person = dialog.get_by_role("link", name="Ines Falk Person")
    expect(person).to_be_visible()
    expect(dialog.locator(".named")).to_have_attribute("aria-live", "polite")
    page.keyboard.press("ArrowDown")
    expect(person).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ines Falk", level=1)).to_be_visible()
    page.go_back()
    expect(box).to_have_value("ines")
    answered(page, "ines")
    box.fill("dredger")
    answered(page, "dredger")
    box.fill("")
    again = dialog.get_by_role("button", name="ines", exact=True)
    again.click()
    answered(page, "ines")
    expect(again).to_be_hidden()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    page.wait_for_function("history.state === null")
    assert page.url == f"{quay}topics/"
    page.go_forward()
    expect(box).to_have_value("ines")
    page.close()


def test_an_episode_is_found_by_its_title(search: Page) -> None:
    """Among the names that hold all words of a query, and told what it is."""
    ask(search, "up the ladder")
    expect(search.locator(".named a")).to_have_text(["Up the ladder Episode"])
