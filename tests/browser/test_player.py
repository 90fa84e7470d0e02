"""A recording on its page, with a tone for a voice."""

from __future__ import annotations

import math
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from generator.cli import main
from tests.browser.conftest import Watched, served
from tests.browser.test_manners import TURNS, transcript

pytestmark = pytest.mark.browser

SECONDS = 192
RATE = 8000


def write_tone(path: Path) -> None:
    """Some minutes of 220 Hz."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        second = bytes(
            int(128 + 40 * math.sin(2 * math.pi * 220 * step / RATE)) for step in range(RATE)
        )
        file.writeframes(second * SECONDS)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an episode whose recording, a tone, lies beside its transcript."""
    folder = tmp_path_factory.mktemp("player")
    site = folder / "site"
    (folder / "content").mkdir()
    (folder / "content/gauges.vtt").write_text(transcript(TURNS, 12))
    write_tone(folder / "content/a tone.wav")
    (folder / "content/gauges.yaml").write_text(
        "media: a tone.wav\nchapters: |\n  00:00 Prologue\n  01:04 Middle\n  02:08 Coda\n"
    )
    result = CliRunner().invoke(
        main, ["build", "--content", str(folder / "content"), "--output", str(site)]
    )
    assert result.exit_code == 0, result.output
    assert "a tone.wav" not in result.output
    with served(site) as address:
        yield address + "recordings/gauges/"


def now(page: Page) -> float:
    return float(page.evaluate("document.querySelector('audio').currentTime"))


def test_the_page_follows_the_player(page: Page, recording: str) -> None:
    """A time plays from there, and the paragraph being said is unfolded and highlighted."""
    watched = Watched(page, recording.removesuffix("recordings/gauges/"))
    page.goto(recording)
    expect(page.locator(".line.now")).to_have_count(0)
    page.locator(".chapter .watch").last.click()
    expect(page.locator(".line.now")).to_be_in_viewport(timeout=10_000)
    start = float(page.locator(".chapter .watch").last.get_attribute("data-at") or 0)
    assert start <= now(page)
    page.wait_for_function("at => document.querySelector('audio').currentTime > at", arg=start)
    page.locator(".key .source").first.click()
    page.locator(".peek").get_by_role("button", name="Play from here").click()
    at = float(page.locator(".key .source").first.get_attribute("data-at") or 0)
    assert at < start  # wherever it has come by now, it went back
    page.wait_for_function(
        "([at, start]) => at <= document.querySelector('audio').currentTime"
        " && document.querySelector('audio').currentTime < start",
        arg=[at, start],
    )
    assert (watched.console, watched.foreign) == ([], [])  # seeking gives up a request by design


def test_keys_play_move_and_change_the_speed(page: Page, recording: str) -> None:
    """k, l, j and > do what they say, and nothing once they are turned off."""
    page.goto(recording)
    page.locator("h1").click()
    page.keyboard.press("k")
    page.wait_for_function("() => !document.querySelector('audio').paused")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 0.2")
    page.keyboard.press("l")
    assert now(page) >= 10
    page.keyboard.press("j")
    assert now(page) < 10
    page.keyboard.press(">")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.2
    page.keyboard.press("k")
    assert page.evaluate("document.querySelector('audio').paused")
    page.locator(".keys input").uncheck()
    page.locator("h1").click()
    page.keyboard.press("k")
    assert page.evaluate("document.querySelector('audio').paused")


def test_nothing_is_loaded_before_it_is_played(page: Page, recording: str) -> None:
    """The recording's host is asked for nothing until somebody plays."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(recording, wait_until="networkidle")
    assert not [url for url in asked if url.endswith(".wav")]


MEDIA = "document.querySelector('audio')"
METADATA = "navigator.mediaSession.metadata"


def test_listen_along_leave_and_come_back(page: Page, recording: str) -> None:
    """An address cues, contents seek, who reads elsewhere is let be, and the place is kept."""
    watched = Watched(page, recording.removesuffix("recordings/gauges/"))
    page.goto(f"{recording}#t=102")
    expect(page.locator(".line :target")).to_be_in_viewport()
    assert now(page) == 102  # the needle is laid there within its line, and nothing plays
    assert page.evaluate(f"{MEDIA}.paused")
    page.locator("nav.contents a").last.evaluate("link => link.click()")
    start = float(page.locator("nav.contents a").last.get_attribute("data-at") or 0)
    assert now(page) == start
    page.keyboard.press("k")
    line = page.locator(".line.now")
    expect(line).to_be_in_viewport(timeout=10_000)
    chapter = page.locator(".chapter h2").last.inner_text()
    assert page.evaluate(f"{METADATA}.title") == chapter
    assert page.evaluate(f"{METADATA}.artist") == "Recordings"
    # Whoever scrolls away reads in peace, and finds back.
    page.mouse.move(400, 300)
    page.wait_for_timeout(400)
    page.mouse.wheel(0, -4000)
    expect(page.get_by_role("button", name="Back to where it plays")).to_be_visible()
    page.keyboard.press("l")
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("button", name="Chapter before").click()
    assert now(page) <= start + 1
    expect(page.locator(".line.now")).to_be_in_viewport()
    slider = page.get_by_role("slider", name="Timeline")
    slider.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    second = page.locator(".chapter h2").nth(1).inner_text()
    assert second in (slider.get_attribute("aria-valuetext") or "")
    page.keyboard.press("Enter")
    assert now(page) < start
    page.evaluate(f"{MEDIA}.pause()")
    left = now(page)
    page.goto("about:blank")
    page.goto(recording)
    assert abs(now(page) - left) <= 1
    assert page.evaluate(f"{MEDIA}.paused")
    assert (watched.console, watched.foreign) == ([], [])


def test_keys_are_told_where_there_is_a_player(page: Page, recording: str) -> None:
    """The foot of a page names the keys that do something on it, whatever its address holds."""
    page.goto(f"{recording}#%E0%A4%A")
    expect(page.locator(".keys")).to_contain_text("k plays")
    page.goto(recording.removesuffix("gauges/"))
    expect(page.locator(".keys")).to_contain_text("/ searches")
    expect(page.locator(".keys")).not_to_contain_text("k plays")


def test_chapter_before_is_this_one_once_it_has_begun(page: Page, recording: str) -> None:
    """Within three seconds of its beginning it is the one before; the next one is the next."""
    page.goto(recording)
    page.locator("h1").click()
    page.keyboard.press("k")
    page.wait_for_function(f"() => !{MEDIA}.paused")
    page.keyboard.press("k")
    starts = page.locator("nav.contents a[data-at]").evaluate_all(
        "links => links.map(link => +link.dataset.at)"
    )
    first, second, third = sorted(starts)
    for button, at, there in (
        *(("Chapter before", third + 2.5, second), ("Chapter before", third + 3.5, third)),
        *(("Next chapter", second + 2.5, third), ("Chapter before", second + 2.5, first)),
    ):
        page.evaluate(f"at => {{ {MEDIA}.currentTime = at }}", at)
        page.get_by_role("button", name=button).click()
        page.wait_for_function(f"there => Math.abs({MEDIA}.currentTime - there) < 1", arg=there)
