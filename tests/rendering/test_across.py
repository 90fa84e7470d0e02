"""Pages across episodes, their feeds and their mail."""

from __future__ import annotations

import datetime as dt
import email
import json
from dataclasses import replace
from email.policy import default
from xml.etree import ElementTree

import pytest

from generator.model import Introduction
from generator.rendering import render_site
from generator.rendering.plots import draw
from generator.rendering.site import frame_url
from tests.rendering.html_reader import read_html
from tests.rendering.samples import SITE, TEMPLATES, archive_of, library, rendered

ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_digest_attributes_what_it_quotes() -> None:
    """Topics come with who said what where, and what is new is marked."""
    page = rendered()["digests/2024-03/index.html"]
    assert 'Fog bells</a> <span class="new"' in page
    assert "<bdi>Ines</bdi>" in page
    assert 'href="../../slow-ferries/lanterns/#t-00-00-00"' in page


def test_what_rests_on_two_episodes_leads_to_both() -> None:
    """Its own first, then the others; what rests on one leads there."""
    whole = library()
    one, other = whole.topics[0].quotations[:2]
    (quote,) = archive_of(whole).quotes.of([replace(one, others=(other,))])
    first, second = quote.places
    assert first.point.text == one.sentence.text
    assert second.point.text == other.sentence.text
    assert len(second.places) == 1


def test_a_digest_says_what_its_numbers_count() -> None:
    """Beside names in how many episodes they came up, beside what is new how often it was said."""
    page, text = (rendered()[f"digests/2024-03/index.{end}"] for end in ("html", "md"))
    for said in ("2 episodes", "2 mentions"):
        assert f"<small>{said}</small>" in page
    assert text.count("fog-bells/index.md), 2 episodes\n") == 1
    assert text.count("fog-bells/index.md), 2 mentions\n") == 1


def test_a_digest_of_many_episodes_only_lists_them() -> None:
    """A year is not told again in the introductions of all its episodes."""
    whole = library()
    digest, *_ = whole.digests
    for count, told in ((6, True), (7, False)):
        reading = digest.readings[0]
        said = Introduction(text="Bells ring in fog all winter.", origin="notes")
        introduced = replace(reading, episode=replace(reading.episode, introduction=said))
        many = replace(digest, readings=(introduced,) * count)
        page = dict(render_site(replace(whole, digests=(many,)), SITE, TEMPLATES))
        listed = str(page["digests/2024-03/index.md"])
        assert ("In the words of the people who made it." in listed) == told


def test_a_digest_can_be_sent() -> None:
    """The message has both forms, absolute links and no style sheet, and never changes."""
    files = dict(render_site(library(), SITE, TEMPLATES))
    message = email.message_from_bytes(files["digests/2024-03/digest.eml"], policy=default)
    assert message["Subject"] == "March 2024 · Harbour archive"
    plain, html = message.iter_parts()
    assert "Fog bells" in plain.get_content()
    links = read_html(html.get_content()).links
    assert links
    assert all(link.startswith(SITE.base_url) for link in links)
    again = dict(render_site(library(), SITE, TEMPLATES))
    assert again["digests/2024-03/digest.eml"] == files["digests/2024-03/digest.eml"]


@pytest.mark.parametrize("folder", ["", "slow-ferries/", "topics/fog-bells/", "digests/"])
def test_feeds_come_in_two_forms_with_the_same_entries(folder: str) -> None:
    """Atom and JSON Feed agree on ids, and both have some."""
    atom = ElementTree.fromstring(rendered()[f"{folder}feed.xml"])
    ids = [entry.findtext(f"{ATOM}id") for entry in atom.iter(f"{ATOM}entry")]
    feed = json.loads(rendered()[f"{folder}feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == ids
    assert ids
    assert len(ids) == len(set(ids))


def test_people_and_topics_lead_to_each_other() -> None:
    """A speaker's name, a topic's people and a person's topics are links."""
    assert 'href="../../people/ines/"' in rendered()["slow-ferries/lanterns/index.html"]
    assert 'href="../../people/ines/"' in rendered()["topics/fog-bells/index.html"]
    assert 'href="../../topics/fog-bells/"' in rendered()["people/ines/index.html"]


def test_related_episodes_say_why() -> None:
    """A related episode names what both speak of."""
    page = rendered()["slow-ferries/lanterns/index.html"]
    assert "Also on salt, winter" in page


def test_plots_have_a_bar_for_each_month_even_an_empty_one() -> None:
    """Months without mentions are gaps; of many years, a bar is a year."""
    plot = draw([(dt.date(2023, 11, 3), 4), (dt.date(2024, 2, 1), 2), (None, 9)])
    assert [bar.count for bar in plot.bars] == [4, 0, 0, 2]
    assert plot.bars[0].height == 2 * plot.bars[3].height
    assert len(draw([(dt.date(2010, 1, 1), 1), (dt.date(2019, 1, 1), 1)]).bars) == 10
    assert draw([(dt.date(2024, 2, 1), 2)]).bars == ()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://www.youtube.com/watch?v=abcdefghijk",
            "https://www.youtube-nocookie.com/embed/abcdefghijk",
        ),
        (
            "https://www.youtube.com/watch?v=abcdefghijk&v=lmnopqrstuv",
            "https://www.youtube-nocookie.com/embed/abcdefghijk",
        ),
        ("https://youtu.be/abcdefghijk?t=3", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://vimeo.com/123", "https://player.vimeo.com/video/123"),
        (
            "https://tube.example/w/abcdefghij",
            "https://tube.example/videos/embed/abcdefghij",
        ),
        ("https://www.youtube.com/watch?v=a;b", None),
        ("https://example.org/film.html", None),
        ("javascript:alert(1)", None),
    ],
)
def test_only_known_players_stand_in_a_frame(url: str, expected: str | None) -> None:
    """YouTube, Vimeo and PeerTube have one; anything else stays a link."""
    assert frame_url(url) == expected


@pytest.mark.parametrize(
    ("last", "bars", "by_year"),
    [
        (dt.date(2020, 1, 30), 0, False),
        (dt.date(2020, 2, 1), 2, False),
        (dt.date(2022, 12, 9), 36, False),
        (dt.date(2023, 1, 1), 4, True),
    ],
)
def test_a_bar_is_a_month_up_to_three_years(last: dt.date, bars: int, by_year: bool) -> None:
    """36 months have a bar each, 37 are drawn by year; a single month is not drawn."""
    plot = draw([(dt.date(2020, 1, 15), 1), (last, 1)])
    assert (len(plot.bars), plot.by_year, plot.width) == (bars, by_year, bars * 10)


def test_bars_are_as_high_as_their_share_of_the_most() -> None:
    """The most is 60 high, a single mention among many is seen, and none is not."""
    months = [(dt.date(2024, 1, 1), 1000), (dt.date(2024, 2, 1), 1), (dt.date(2024, 4, 1), 500)]
    assert [(bar.height, bar.offset) for bar in draw(months).bars] == [
        *((60, 0), (1, 10), (0, 20), (30, 30))
    ]
    assert [bar.height for bar in draw([(day, 0) for day, _ in months]).bars] == [0] * 4
