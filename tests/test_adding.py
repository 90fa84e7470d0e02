"""`add`: transcripts in their place, once, and never over what a person wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.conftest import Run, Tree

TALK = """WEBVTT

00:00.000 --> 00:06.000
<v Ines Falk>The harbour office computed every tide with brass gears.

00:06.000 --> 00:12.000
<v Tom Arden>Each gear stood for one pull of the moon or of the sun.
"""
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0">
<channel><title>Harbour Talk</title><link>https://harbour.example/</link>
<description>&lt;p&gt;On &lt;b&gt;harbours&lt;/b&gt;&lt;/p&gt;</description>
<item><title>Tides by brass</title><pubDate>Thu, 14 Mar 2024 23:30:00 +0000</pubDate>
<enclosure url="https://cdn.example/tides.mp3?x=1" type="audio/mpeg"/>
<podcast:person role="guest">Tom Arden</podcast:person>
<description>
<![CDATA[<p>Gears &amp; <a href="https://g.example/">a list</a></p><p>Two</p>]]></description>
</item>
<item><title>Ropes</title>
<podcast:transcript url="https://harbour.example/t/ropes.srt" type="application/srt"/>
<podcast:transcript url="https://harbour.example/t/ropes.vtt" type="text/vtt"/></item>
<item><title>Tar</title></item>
</channel></rss>
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tree: Tree) -> Path:
    """A folder with a content folder and a talk outside of it, which one stands in."""
    tree({})
    (tmp_path / "tides.vtt").write_text(TALK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_file_gets_a_sidecar_that_says_what_was_found(desk: Path, run: Run) -> None:
    """What is known stands there, what is not is a line to complete; a second time does nothing."""
    done = run("add", "tides.vtt")
    assert done.exit_code == 0, done.output
    assert "content/tides.vtt: added as WebVTT" in done.stdout
    written = (desk / "content/tides.yaml").read_text()
    assert yaml.safe_load(written) == {"speakers": ["Ines Falk", "Tom Arden"]}
    assert "# date: 2026-03-14\n" in written
    before = state(desk / "content")
    again = run("add", "tides.vtt")
    assert again.exit_code == 0
    assert "is there already" in again.stdout
    assert state(desk / "content") == before


def test_what_a_person_changed_stays(desk: Path, run: Run) -> None:
    """A changed sidecar is never written again; a changed transcript is not replaced."""
    run("add", "tides.vtt")
    (desk / "content/tides.yaml").write_text("title: Mine\n")
    (desk / "feed.xml").write_text(FEED)
    (desk / "tides.vtt").write_text(TALK.replace("moon", "sea"))
    assert run("add", "feed.xml").exit_code == 0
    assert (desk / "content/tides.yaml").read_text() == "title: Mine\n"
    refused = run("add", "tides.vtt")
    assert refused.exit_code == 1
    assert "content/tides.vtt: is there already and says something else" in refused.stdout
    assert (desk / "content/tides.vtt").read_text() == TALK


def test_a_better_transcript_takes_the_place_of_what_was_added(desk: Path, run: Run) -> None:
    """As long as nobody changed it here; its sidecar keeps what it says."""
    run("add", "tides.vtt")
    (desk / "tides.vtt").write_text(TALK.replace("moon", "sea"))
    assert run("add", "tides.vtt").exit_code == 0
    assert "sea" in (desk / "content/tides.vtt").read_text()
    assert "# date: 2026-03-14\n" in (desk / "content/tides.yaml").read_text()
    (desk / "content/tides.vtt").write_text(TALK.replace("moon", "wind"))
    assert run("add", "tides.vtt").exit_code == 1


def test_a_folder_becomes_shows(desk: Path, run: Run) -> None:
    """Folders in it are shows, with what is known of them; what is left alone is named."""
    for name in ("one/a.vtt", "one/2024/b.vtt", "c.vtt"):
        (desk / "Harbour Talk" / name).parent.mkdir(parents=True, exist_ok=True)
        (desk / "Harbour Talk" / name).write_text(TALK.replace("moon", name))
    (desk / "Harbour Talk/one/show.yaml").write_text("title: Number One\n")
    (desk / "Harbour Talk/one/a.chapters.txt").write_text("00:00 All\n")
    (desk / "Harbour Talk/talk.mp3").write_bytes(b"ID3")
    done = run("add", "Harbour Talk")
    assert done.exit_code == 0, done.output
    assert "talk.mp3: left alone: is a recording" in done.stdout
    shows = desk / "content/shows"
    for name in ("one/a.vtt", "one/a.chapters.txt", "one/2024/b.vtt", "harbour-talk/c.vtt"):
        assert (shows / name).is_file(), done.output
    assert (shows / "one/show.yaml").read_text() == "title: Number One\n"
    before = state(shows)
    assert run("add", "Harbour Talk").exit_code == 0
    assert state(shows) == before


def test_what_stands_beside_a_transcript_comes_with_it(desk: Path, run: Run) -> None:
    """A person's sidecar and a chapter list, also where the name ends with a language."""
    (desk / "tides.en.vtt").write_text(TALK)
    (desk / "tides.yaml").write_text("title: Mine\n")
    (desk / "tides.chapters.txt").write_text("00:00 All\n")
    assert run("add", "tides.en.vtt").exit_code == 0
    names = {path.name for path in (desk / "content").iterdir()}
    assert names == {"tides.en.vtt", "tides.yaml", "tides.chapters.txt"}
    assert (desk / "content/tides.yaml").read_text() == "title: Mine\n"


def test_a_feed_tells_of_the_transcripts_beside_it(desk: Path, run: Run) -> None:
    """They go to its show, each with what the feed knows; it says how to get the others."""
    (desk / "feed.xml").write_text(FEED)
    done = run("add", "feed.xml")
    assert done.exit_code == 0, done.output
    show = desk / "content/shows/harbour-talk"
    assert yaml.safe_load((show / "show.yaml").read_text()) == {
        "title": "Harbour Talk",
        "description": "On harbours",
        "link": "https://harbour.example/",
    }
    sidecar = yaml.safe_load((show / "tides.yaml").read_text())
    assert sidecar["title"] == "Tides by brass"
    assert str(sidecar["date"]) == "2024-03-14"
    assert sidecar["media"] == "https://cdn.example/tides.mp3?x=1"
    assert sidecar["notes"] == "Gears & [a list](https://g.example/)\n\nTwo"
    assert "2 of 3 entries have no transcript here" in done.stdout
    assert "curl -L -o 'ropes.vtt' 'https://harbour.example/t/ropes.vtt'" in done.stdout
    before = state(desk / "content")
    assert run("add", "feed.xml").exit_code == 0
    assert run("add", "--show", "Harbour Talk", "tides.vtt").exit_code == 0
    assert state(desk / "content") == before
    (desk / "ropes.vtt").write_text(TALK)  # as the message said
    run("add", "feed.xml")
    assert (show / "ropes.vtt").is_file()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("talk.mp3", b"ID3", "whisper talk.mp3"),
        ("tides.m4a", b"\0\0", "tides.vtt beside it is its transcript"),
        ("tides.mp3", b"ID3", "tides.vtt beside it is its transcript"),
        ("https://example.org/a.vtt", None, "curl -L -o a.vtt https://example.org/a.vtt"),
        ("gone.vtt", None, "gone.vtt: no such file"),
        ("broken.xml", b"<rss><channel>", "broken.xml:1: is a feed that is not whole"),
        ("bomb.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><rss><channel/></rss>', "bomb.xml"),
        ("picture.png", b"\x89PNG\r\n", "picture.png: is no transcript: it is a picture"),
        ("empty", None, "no such file"),
    ],
)
def test_what_cannot_be_added_says_what_to_do(
    desk: Path, run: Run, name: str, data: bytes | None, message: str
) -> None:
    """Each is named with a remedy, what else was named is added, and the exit code is 1."""
    if data is not None:
        (desk / name).write_bytes(data)
    done = run("add", name, "tides.vtt")
    assert done.exit_code == 1
    assert message in done.stdout
    assert (desk / "content/tides.vtt").is_file()


def test_what_stands_beside_a_recording_may_be_anything(desk: Path, run: Run) -> None:
    """A picture and a folder of its name are no transcript of it."""
    (desk / "ropes.mp3").write_bytes(b"ID3")
    (desk / "ropes.jpg").write_bytes(b"\xff\xd8\xff")
    (desk / "ropes.vtt").mkdir()
    assert "whisper ropes.mp3" in run("add", "ropes.mp3").stdout
