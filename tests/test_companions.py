"""What programs leave beside a transcript belongs to it; several files of one recording are one."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from generator.companions import read_info
from generator.config import SiteSettings
from generator.loading import Loaded, load
from generator.model import Episode
from generator.syndication import read_feed

from .conftest import Tree

SENTENCES = ["The tide comes in.", "Where does it go?", "Back to the harbour.", "I see, thank you."]
VTT = "WEBVTT\n\n" + "\n\n".join(
    f"00:0{2 * place}.000 --> 00:0{2 * place + 2}.000\n{text}"
    for place, text in enumerate(SENTENCES)
)
SRT = "\n\n".join(
    f"{place + 1}\n00:00:0{2 * place},000 --> 00:00:0{2 * place + 2},000\n{text}"
    for place, text in enumerate(SENTENCES)
)
WHISPER = json.dumps(
    {
        "text": " ".join(SENTENCES),
        "segments": [
            {"start": 2.0 * place, "end": 2.0 * place + 2, "text": f" {text}"}
            for place, text in enumerate(SENTENCES)
        ],
        "language": "en",
    }
)
TSV = "start\tend\ttext\n" + "".join(
    f"{2000 * place}\t{2000 * place + 2000}\t{text}\n" for place, text in enumerate(SENTENCES)
)
TURNS = "".join(
    f"SPEAKER talk 1 {start} {length} <NA> <NA> {name} <NA> <NA>\n"
    for start, length, name in ((0.0, 2.1, "SPEAKER_00"), (2.2, 1.7, "SPEAKER_01"), (4, 4, "Ann"))
)
INFO = json.dumps(
    {
        "id": "a1",
        "title": "The tide & the harbour",
        "upload_date": "20260314",
        "duration": 12,
        "webpage_url": "https://example.org/watch?v=a1",
        "description": "About tides.\n\n0:00 Not these\n0:02 Chapters",
        "chapters": [
            {"start_time": 0.0, "title": "<Untitled Chapter 1>", "end_time": 4.0},
            {"start_time": 4.0, "title": "Harbours", "end_time": 8.0},
        ],
        "heatmap": [{"start_time": 0.0, "end_time": 1.0, "value": 0.5}],
        "language": "en",
    }
)
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"
  xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:psc="http://podlove.org/simple-chapters"><channel><title>Harbour talks</title>
<item><title>Tides &amp;amp; harbours</title><pubDate>Sat, 14 Mar 2026 07:00:00 GMT</pubDate>
  <link>https://example.org/tides</link><itunes:duration>00:12</itunes:duration>
  <enclosure url="https://cdn.example.org/audio/one.mp3?x=1" type="audio/mpeg" length="1"/>
  <description>&lt;p&gt;With &lt;b&gt;gears&lt;/b&gt;.&lt;/p&gt;</description>
  <podcast:person role="host">Ines Falk</podcast:person><podcast:person>Tom Arden</podcast:person>
  <podcast:transcript url="https://example.org/t/talk.vtt" type="text/vtt"/>
  <podcast:chapters url="https://example.org/c/tides.json" type="application/json+chapters"/></item>
<item><title>Second</title><enclosure url="https://cdn.example.org/two.mp3"/>
  <psc:chapters><psc:chapter start="00:00:04.000" title="Harbours"/></psc:chapters></item>
</channel></rss>"""


def read(folder: Path) -> Loaded:
    """All that a folder holds."""
    return load(folder, SiteSettings())


def only(loaded: Loaded) -> Episode:
    """The one episode that came of it, without problems."""
    assert not loaded.problems
    [episode] = loaded.episodes
    return episode


def test_whispers_five_files_are_one_episode(tree: Tree) -> None:
    """The richest is read; the others are left alone, each with the reason."""
    files = {"json": WHISPER, "srt": SRT, "vtt": VTT, "tsv": TSV, "txt": "\n".join(SENTENCES) * 9}
    loaded = read(tree({f"talk.{suffix}": text for suffix, text in files.items()}))
    assert only(loaded).source == "talk.json"
    assert only(loaded).slug == "talk"
    left = dict(loaded.left_alone)
    assert {"talk.srt", "talk.tsv", "talk.vtt"} <= left.keys()
    assert left["talk.srt"] == "is the same recording as talk.json"


def test_speakers_win_and_other_talks_of_one_name_stay(tree: Tree) -> None:
    """Of two with times the one that names speakers; what says other words is another episode."""
    named = VTT.replace("The tide", "<v Ann>The tide")
    assert only(read(tree({"a.json": WHISPER, "a.vtt": named}))).source == "a.vtt"
    other = "WEBVTT\n\n00:01.000 --> 00:04.000\nBees dance to point at flowers far away.\n"
    assert len(read(tree({"a.srt": other})).episodes) == 2


def test_translations_are_episodes_of_their_own(tree: Tree) -> None:
    """Two languages under one name are two texts."""
    german = "WEBVTT\n\n00:01.000 --> 00:04.000\nDie Flut kommt und wohin geht sie dann?\n"
    loaded = read(tree({"talk.en.vtt": VTT, "talk.de.vtt": german, "talk.en.srt": SRT}))
    assert [episode.source for episode in loaded.episodes] == ["talk.de.vtt", "talk.en.vtt"]


def test_speaker_turns_beside_a_transcript_name_its_cues(tree: Tree) -> None:
    """By the time that they share; labels stay labels."""
    cues = only(read(tree({"talk.vtt": VTT, "talk.rttm": TURNS}))).transcript.cues
    assert [cue.speaker for cue in cues] == ["SPEAKER_00", "SPEAKER_01", "Ann", "Ann"]


def test_a_videos_data_belongs_to_the_transcript_of_its_name(tree: Tree) -> None:
    """With a language in the name or without; chapters that nobody named are none."""
    episode = only(read(tree({"Tide [a1].en.vtt": VTT, "Tide [a1].info.json": INFO})))
    assert episode.title == "The tide & the harbour"
    assert episode.date == dt.date(2026, 3, 14)
    assert episode.video == "https://example.org/watch?v=a1"
    assert [(each.start, each.title) for each in episode.chapters] == [(4.0, "Harbours")]
    assert episode.duration == 12


def test_a_persons_sidecar_wins_over_a_videos_data(tree: Tree) -> None:
    """Key by key."""
    files = {"talk.vtt": VTT, "talk.info.json": INFO, "talk.yaml": "title: Mine\n"}
    episode = only(read(tree(files)))
    assert (episode.title, episode.date) == ("Mine", dt.date(2026, 3, 14))


def test_a_feed_says_what_the_transcripts_are_that_it_names(tree: Tree) -> None:
    """By the transcript it links, or by its recording's name; chapters stand in it or beside."""
    chapters = json.dumps({"version": "1.2.0", "chapters": [{"startTime": 2, "title": "Gears"}]})
    files = {
        "shows/harbour/feed.xml": FEED,
        "shows/harbour/talk.vtt": VTT,
        "shows/harbour/two.vtt": VTT.replace("tide", "moon"),
        "shows/harbour/tides.json": chapters,
    }
    loaded = read(tree(files))
    assert not loaded.problems
    first, second = loaded.episodes
    assert first.title == "Tides & harbours"
    assert first.date == dt.date(2026, 3, 14)
    assert first.speakers == ("Ines Falk", "Tom Arden")
    assert first.media == "https://cdn.example.org/audio/one.mp3?x=1"
    assert first.link == "https://example.org/tides"
    assert first.notes == "With gears."
    assert [(each.start, each.title) for each in first.chapters] == [(2.0, "Gears")]
    assert second.title == "Second"
    assert [(each.start, each.title) for each in second.chapters] == [(4.0, "Harbours")]


def test_a_feed_that_names_nothing_here_is_named(tree: Tree) -> None:
    """Nothing is passed over in silence."""
    loaded = read(tree({"feed.xml": FEED, "other.vtt": VTT}))
    assert dict(loaded.left_alone)["feed.xml"] == "is a feed that names no file here"


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("talk.rttm", "SPEAKER talk 1 x y <NA> <NA> A\n", "talk.rttm:1: has no times"),
        ("talk.rttm", "nothing\n", "talk.rttm: holds no speaker turns"),
        ("talk.info.json", "[1]", "talk.info.json: is not what yt-dlp notes of a video"),
        ("talk.info.json", '{"title": ', "talk.info.json:1: JSON that cannot be read"),
    ],
)
def test_a_broken_companion_is_named(tree: Tree, name: str, text: str, reason: str) -> None:
    """It costs its own page."""
    loaded = read(tree({"talk.vtt": VTT, name: text, "other.vtt": VTT.replace("tide", "moon")}))
    assert [episode.source for episode in loaded.episodes] == ["other.vtt"]
    [problem] = loaded.problems
    assert str(problem).startswith(reason)


def test_a_feed_beside_transcripts_names_their_show(tmp_path: Path) -> None:
    """The channel's title and page are the show's, whatever a transcript says; show.yaml wins."""
    show = tmp_path / "content" / "shows" / "hb"
    show.mkdir(parents=True)
    (show / "feed.xml").write_text(
        '<rss version="2.0"><channel><title>The Harbour Hour</title>'
        "<link>https://example.org/</link><item><title>Brass gears</title>"
        '<enclosure url="https://example.org/gears.mp3" type="audio/mpeg"/></item></channel></rss>',
        encoding="utf-8",
    )
    (show / "gears.vtt").write_text(
        "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ines>Welcome back to the show.\n", encoding="utf-8"
    )
    (show / "anchors.md").write_text(
        "---\nshow: Harbour FM\n---\n\n**Ines:** [00:01] Welcome back to the show.\n",
        encoding="utf-8",
    )
    [named] = load(tmp_path / "content", SiteSettings()).shows
    assert (named.title, named.link, named.slug) == (
        "The Harbour Hour",
        "https://example.org/",
        "hb",
    )
    (show / "show.yaml").write_text("title: Gears\n", encoding="utf-8")
    assert [each.title for each in load(tmp_path / "content", SiteSettings()).shows] == ["Gears"]


@pytest.mark.parametrize(
    ("days", "day"),
    [
        ({"upload_date": "20260310", "release_date": "20260314"}, dt.date(2026, 3, 14)),
        ({"upload_date": "20260310", "release_date": None}, dt.date(2026, 3, 10)),
        ({"upload_date": "March"}, None),
    ],
)
def test_a_video_is_of_the_day_on_which_it_came_out(
    days: dict[str, str | None], day: dt.date | None
) -> None:
    """A premiere is uploaded days before."""
    assert read_info(json.dumps({"title": "Tides", **days})).values["date"] == day


@pytest.mark.parametrize(
    ("length", "seconds"),
    [("3120", 3120.0), ("52:00", 3120.0), ("1:02:03", 3723.0), ("59.5", 59.5), ("an hour", None)],
)
def test_a_feed_gives_lengths_in_seconds_or_as_a_clock(length: str, seconds: float | None) -> None:
    """As iTunes takes them."""
    feed = FEED.replace("<itunes:duration>00:12", f"<itunes:duration>{length}")
    assert read_feed(feed).entries[0].duration == seconds


def test_an_entry_that_was_changed_keeps_its_day() -> None:
    """Atom tells both; one that only tells of the change has no other."""
    entry = "<entry><title>Tides</title>{}<updated>2026-04-02T10:00:00Z</updated></entry>"
    first = entry.format("<published>2026-03-14T23:30:00-05:00</published>")
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom">{first}{entry.format("")}</feed>'
    days = [each.date for each in read_feed(feed).entries]
    assert days == [dt.date(2026, 3, 14), dt.date(2026, 4, 2)]


def test_notes_that_a_feed_gives_as_marked_up_text_are_read_whole() -> None:
    """Atom gives XHTML as elements: what stands inside and behind them belongs to it."""
    feed = read_feed(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Tide <b>and</b> Talk</title><entry>'
        '<title>Slack <i>water</i> at noon</title><content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>Why the sea <em>waits</em>.</p></div>'
        "</content></entry></feed>"
    )
    assert feed.title == "Tide and Talk"
    assert feed.entries[0].title == "Slack water at noon"
    assert "Why the sea waits." in feed.entries[0].notes
