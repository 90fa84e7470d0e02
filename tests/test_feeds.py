"""Feeds as a reader of feeds gets them."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import pytest

from tests import archive
from tests.conftest import Run, Tree
from tests.rendering.html_reader import read_html

BASE = "https://example.org/shore/"
PEN = "shows/coast/2025-11-04-the-sleepless-pen"
FLOOD = "shows/coast/2026-01-13-before-the-flood"


@pytest.fixture
def site(tree: Tree, run: Run, tmp_path: Path) -> Path:
    """A site of several shows, one recording beside its transcript and one elsewhere."""
    files = dict(archive.files())
    sidecar = str(files.get(f"{FLOOD}.yaml", ""))
    content = tree(
        {
            **files,
            f"{PEN}.yaml": f"{files.get(f'{PEN}.yaml', '')}\nmedia: pen.mp3\n",
            "shows/coast/pen.mp3": b"ID3" + bytes(997),
            f"{FLOOD}.yaml": f"{sidecar}\nmedia: https://audio.example/flood.m4a?x=1&y=2\n",
            "site.yaml": f"title: Shore\nbase_url: {BASE}\n",
        }
    )
    output = tmp_path / "site"
    result = run("build", "--content", content, "--output", output, "--no-search")
    assert result.exit_code == 0, result.output
    return output


def test_every_feed_is_whole_and_leads_to_what_exists(site: Path) -> None:
    """For all, each show, topic, person and the digests: entries of HTML whose links arrive."""
    feeds = sorted(site.rglob("feed.xml"))
    folders = {path.parent.relative_to(site).as_posix().partition("/")[0] for path in feeds}
    assert {".", "people", "topics", "digests", "coast", "pier"} <= folders
    ids: dict[str, set[str]] = {}
    for path in feeds:
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert feed.entries, path
        assert feed.feed.updated == max(entry.updated for entry in feed.entries), path
        for entry in feed.entries:
            (content,) = entry.content
            assert content.type == "text/html", path
            for tag, attributes in read_html(content.value).tags:
                if tag == "a":
                    assert arrives(site, attributes["href"], ids), (path, attributes["href"])
            assert arrives(site, entry.link, ids)
        twin = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert [item["id"] for item in twin["items"]] == [entry.id for entry in feed.entries]


def arrives(site: Path, url: str, ids: dict[str, set[str]]) -> bool:
    """Whether an address names a page of the site, and a place that it has."""
    path, _, fragment = url.removeprefix(BASE).partition("#")
    page = site / path / "index.html"
    if not url.startswith(BASE) or not page.is_file():
        return False
    if path not in ids:
        ids[path] = set(read_html(page.read_text(encoding="utf-8")).ids)
    return not fragment or fragment in ids[path]


def test_entries_carry_key_points_with_their_moments(site: Path) -> None:
    """All that the episode's page has, each with a link to where it is said."""
    feed = feedparser.parse((site / "feed.xml").read_bytes())
    for entry in feed.entries:
        path = entry.link.removeprefix(BASE)
        record = json.loads((site / path / "episode.json").read_text(encoding="utf-8"))
        text = " ".join(read_html(entry.content[0].value).text.split())
        assert record["summary"]
        assert all(sentence["text"] in text for sentence in record["summary"]), path
        links = [a["href"] for tag, a in read_html(entry.content[0].value).tags if tag == "a"]
        assert sum("#" in href for href in links) >= len(record["summary"])


def test_recordings_are_enclosed(site: Path) -> None:
    """With address and type, and length where the file lies here; for a person's feed as well."""
    for folder in (".", "coast", f"people/{archive.ADA.lower().replace(' ', '-')}"):
        entries = feedparser.parse((site / folder / "feed.xml").read_bytes()).entries
        enclosed = {each.title: each.enclosures for each in entries if each.enclosures}
        found = {(e.href, e.type, e.get("length")) for (e,) in enclosed.values()}
        local = (f"{BASE}coast/the-sleepless-pen/pen.mp3", "audio/mpeg", "1000")
        away = ("https://audio.example/flood.m4a?x=1&y=2", "audio/mp4", None)
        assert found
        assert found <= {local, away}
    items = json.loads((site / "feed.json").read_text(encoding="utf-8"))["items"]
    attached = [each for item in items for each in item.get("attachments", ())]
    for item in items:
        path = site / item["url"].removeprefix(BASE) / "episode.json"
        length = round(json.loads(path.read_text(encoding="utf-8"))["duration"])
        assert all(each["duration_in_seconds"] == length for each in item.get("attachments", ()))
    assert {(each["mime_type"], each.get("size_in_bytes")) for each in attached} == {
        ("audio/mpeg", 1000),
        ("audio/mp4", None),
    }
