"""What feeds carry: recordings, languages, quotations as plain text, and which episodes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, repeat
from typing import Any

import pytest

from generator.model import Introduction, Library, Question, Reading, ShowNotes, Summary
from generator.rendering.cards import lead
from generator.rendering.feeds import (
    LONGEST_FEED,
    episode_entry,
    in_feed,
    json_feed,
    key_points,
    make_feed,
)
from generator.rendering.kind import Archive
from generator.rendering.kinds.digests import DIGESTS
from generator.rendering.kinds.home import HOME
from generator.rendering.kinds.people import PEOPLE
from generator.rendering.kinds.shows import SHOWS
from generator.rendering.views import Entry, Mark, Quote
from generator.rendering.words import Words
from tests.rendering.samples import SITE, TEMPLATES, archive_of, library, many

TIMED = library().readings[0]
WORDS = Words.read([TEMPLATES], "en")


def episode(reading: Reading = TIMED, **changes: object) -> Reading:
    return replace(reading, episode=replace(reading.episode, **changes))  # type: ignore[arg-type]


@cache
def archive() -> Archive:
    return archive_of(library())


def entry_of(reading: Reading) -> Entry:
    """The entry of an episode, in a feed that holds it alone."""
    held = replace(library(), readings=(reading,), topics=(), people=(), guests=(), digests=())
    entry = episode_entry(SITE, reading, archive_of(held).quotes)
    assert entry
    return entry


def item(entry: Entry, language: str = "en") -> dict[str, Any]:
    """The entry as JSON Feed has it."""
    site = replace(SITE, language=language)
    feed = make_feed(site, "", "Feed", [entry])
    (found,) = json.loads(json_feed(feed, site, WORDS, ["<p>x</p>"]))["items"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("media", "file", "url", "kind"),
    [
        ("https://a.example/x.mp3", None, "https://a.example/x.mp3", "audio/mpeg"),
        ("https://a.example/x.MP3?y=z.ogg", None, "https://a.example/x.MP3?y=z.ogg", "audio/mpeg"),
        ("https://a.example/x.m4v", None, "https://a.example/x.m4v", "video/mp4"),
        ("https://a.example/x.opus", None, "https://a.example/x.opus", "audio/ogg"),
        ("https://a.example/x", None, "https://a.example/x", ""),
        (
            "https://a.example/x.mp3",
            "shows/a/Old Bells.WAV",
            "https://harbour.example/archive/slow-ferries/lanterns/old-bells.wav",
            "audio/wav",
        ),
        ("javascript:x.mp3", None, None, None),
        (None, None, None, None),
    ],
)
def test_an_entry_has_its_recording(
    media: str | None, file: str | None, url: str | None, kind: str | None
) -> None:
    """The file beside the page before the one elsewhere; JSON Feed only where its kind is known."""
    entry = entry_of(episode(media=media, media_file=file))
    assert (entry.enclosure and (entry.enclosure.url, entry.enclosure.type)) == (
        url and (url, kind)
    )
    attached = item(entry).get("attachments", [])
    assert [each["mime_type"] for each in attached] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("size", "seconds", "told"),
    [
        (None, None, {}),
        (0, 0.0, {"size_in_bytes": 0, "duration_in_seconds": 0}),
        (7, 59.6, {"size_in_bytes": 7, "duration_in_seconds": 60}),
    ],
)
def test_a_recording_is_as_large_and_long_as_is_known(
    size: int | None, seconds: float | None, told: dict[str, int]
) -> None:
    """To the second; nothing is said of what nobody knows."""
    (attached,) = item(entry_of(episode(media_bytes=size, duration=seconds)))["attachments"]
    assert {key: attached[key] for key in list(attached)[2:]} == told


@pytest.mark.parametrize(
    ("spoken", "site", "said"),
    [("en", "en", None), ("de", "en", "de"), ("de", "de", None), ("", "en", None)],
)
def test_an_entry_says_its_language_where_it_is_another(
    spoken: str, site: str, said: str | None
) -> None:
    """Than that of the site."""
    assert item(entry_of(episode(language=spoken)), site).get("language") == said


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "“It rings.” — Ines, Lanterns & fog, 1:05"),
        ({"title": "Lanterns & fog"}, "“It rings.” — Ines, 1:05"),
        ({"quoted": False}, "It rings. — Ines, Lanterns & fog, 1:05"),
        ({"speaker": None}, "“It rings.” — Lanterns & fog, 1:05"),
        ({"label": "edited"}, "“It rings.” — Ines, Lanterns & fog, 1:05, edited"),
        ({"asked": True}, "Bram asks: Does it ring?\n“It rings.” — Ines, Lanterns & fog, 1:05"),
        ({"speaker": None, "marks": (), "title": "Lanterns & fog"}, "“It rings.”"),
    ],
)
def test_a_quotation_is_plain_text_with_whose_it_is(changes: dict[str, Any], text: str) -> None:
    """Where, unless that is what the entry is of, and when first; behind what it answers."""
    (quote,) = archive().quotes.of(key_points(TIMED)[:1])
    marks = (Mark(seconds=65.0), Mark(seconds=99.0))
    asked = None
    if changes.pop("asked", False):
        (sentence, *_) = TIMED.summary.sentences
        question = Question(text="Does it ring?", sources=sentence.sources, speaker="Bram")
        asking = replace(TIMED.summary, sentences=(replace(sentence, question=question),))
        (with_question,) = entry_of(replace(TIMED, summary=asking)).points
        assert isinstance(with_question, Quote)
        asked = with_question.point.asked
    title = changes.pop("title", "Another")
    point = replace(quote.point, text="It rings.", marks=marks, asked=asked)
    said = replace(quote, point=replace(point, **changes))
    entry = replace(entry_of(TIMED), title=title, points=("Before.", said))
    assert item(entry)["content_text"] == f"Before.\n\n{text}"


def test_an_entry_says_what_its_episode_comes_to() -> None:
    """The introduction and the key points; the notes only where there is neither."""
    words = Introduction(text="On bells.", origin="notes")
    said = [each.sentence.text for each in key_points(TIMED)]
    notes = ("Ring *twice*.", "Ring twice.")

    def told(reading: Reading) -> list[str]:
        points = entry_of(reading).points
        return [each.point.text if isinstance(each, Quote) else each for each in points]

    bare = replace(TIMED, summary=Summary())
    assert told(episode(notes=notes[0])) == said
    assert told(episode(notes=notes[0], introduction=words)) == ["On bells.", *said]
    assert told(episode(bare, notes=notes[0], introduction=words)) == ["On bells."]
    assert told(episode(bare, notes=notes[0])) == [notes[1]]


def test_key_points_are_the_lead_and_what_follows() -> None:
    """Else the one sentence that stands for the episode, in the chapter that holds it."""
    first, second = TIMED.summary.sentences
    led = replace(TIMED, notes=ShowNotes(lead=(second, first)))
    assert [each.sentence for each in key_points(led)] == [second, first, first, second]
    parts = TIMED.summary.parts
    below = replace(TIMED, summary=Summary(parts=(Summary(), *parts[1:])))
    assert [(each.sentence, each.chapter) for each in key_points(below)] == [
        (parts[1].sentences[0], 1)
    ]
    assert key_points(replace(TIMED, summary=Summary())) == ()


def test_one_sentence_stands_for_an_episode() -> None:
    """The first of its lead, else its best key point, else the first chapter's best."""
    first, second = TIMED.summary.sentences
    found = lead(replace(TIMED, notes=ShowNotes(lead=(second, first))))
    assert found
    assert found.sentence == second
    found = lead(replace(TIMED, summary=replace(TIMED.summary, best=1)))
    assert found
    assert (found.sentence, found.chapter) == (second, 0)
    told = Summary(sentences=(first, second), best=1)
    found = lead(replace(TIMED, summary=Summary(parts=(told, *TIMED.summary.parts[1:]))))
    assert found
    assert (found.sentence, found.chapter) == (second, 0)


def test_episodes_without_a_date_take_no_place_in_a_feed() -> None:
    """Of 52 episodes of which the second has none, fifty of the others are there."""
    held = list(many(52))
    held[1] = replace(held[1], episode=replace(held[1].episode, date=None))
    assert [each.episode.slug for each in in_feed(held)] == [
        "e0",
        *(f"e{n}" for n in range(2, 51)),
    ]


def feeds_without_address(held: Library) -> list[str]:
    """Ids of the entries of all feeds of a site that does not know where it stands."""
    around = archive_of(held, replace(SITE, base_url=""))
    found = [*HOME.feeds(around), *SHOWS.feeds(around), *PEOPLE.feeds(around)]
    return [entry.id for feed in found for entry in feed.entries]


def test_what_entries_are_called_outlives_the_address() -> None:
    """An address and a part of it, or a name that the same path always gives."""
    (people, *_) = PEOPLE.feeds(archive())
    assert people.id == "https://harbour.example/archive/people/ines/"
    assert people.entries[0].id.endswith("/archive/slow-ferries/lanterns/#person-ines")
    assert people.entries[0].url == "https://harbour.example/archive/slow-ferries/lanterns/"
    found = feeds_without_address(library())
    assert {each[:9] for each in found} == {"urn:uuid:"}
    assert found == feeds_without_address(library())
    assert len({each.partition("#")[0] for each in found}) == 2  # the two episodes with a date


def test_each_show_has_a_feed_of_its_own() -> None:
    """Under its name and that of the site; a show without dates has an empty one."""
    feeds = {feed.folder: feed for feed in SHOWS.feeds(archive())}
    assert {folder: feed.title for folder, feed in feeds.items()} == {
        "clocks/": "Clocks · Harbour archive",
        "slow-ferries/": "Slow Ferries · Harbour archive",
    }
    assert [entry.title for entry in feeds["slow-ferries/"].entries] == ["Lanterns & fog", "Salt"]
    assert feeds["clocks/"].entries == ()
    assert {entry.author for entry in feeds["slow-ferries/"].entries} == {"Slow Ferries"}


def test_digests_are_news_by_their_last_day() -> None:
    """The newest first, whatever order the list has them in; each says who publishes it."""
    held = library()
    older, newer = held.digests[::-1]
    (feed,) = DIGESTS.feeds(archive_of(replace(held, digests=(older, newer))))
    assert [(entry.title, entry.date) for entry in feed.entries] == [
        ("March 2024", dt.date(2024, 3, 9)),
        ("February 2024", dt.date(2024, 2, 1)),
    ]
    assert {entry.author for entry in feed.entries} == {SITE.title}


def test_no_more_entries_are_made_than_a_feed_holds() -> None:
    """Those without a date are none of them."""
    entry = entry_of(TIMED)
    entries = chain([None], repeat(entry, LONGEST_FEED))

    def longer() -> Iterator[Entry | None]:
        yield from entries
        raise AssertionError

    assert len(make_feed(SITE, "show/", "Show", longer()).entries) == LONGEST_FEED
