"""Shows, the search, old addresses, what a model ordered: what each page says and leads to."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from generator.language.languages import Language
from generator.model import (
    Appearance,
    Digest,
    Library,
    Mention,
    Period,
    Picture,
    Quotation,
    Section,
    Theme,
    Topic,
)
from generator.rendering.concordance import Line
from generator.rendering.kinds import KINDS
from generator.rendering.kinds.digests import DIGESTS, DigestPage
from generator.rendering.kinds.home import HOME, HomePage
from generator.rendering.kinds.moved import MOVED, MovedPage
from generator.rendering.kinds.people import PEOPLE, PeoplePage, PersonPage
from generator.rendering.kinds.search import SEARCH, SearchPage
from generator.rendering.kinds.shows import SHOWS, ShowPage
from generator.rendering.kinds.topics import TOPICS, EpisodeOn, TopicPage, TopicsPage
from generator.rendering.views import Mark
from tests.rendering.samples import FERRIES, SITE, archive_of, library, many, quote, render

TIMED, UNTIMED, SILENT = library().readings
BELLS = library().topics[0]
INES = library().people[0]


def show_page(held: Library, slug: str = "slow-ferries") -> ShowPage:
    (page,) = [each for each in SHOWS.present(archive_of(held)) if each.path == f"{slug}/"]
    assert isinstance(page, ShowPage)
    return page


def test_hosts_lead_to_their_pages_under_any_name() -> None:
    """Whatever its capitals; who has no page is named without a link."""
    hosts = ("INES", "I. Falk", "Bram", "Nobody")
    ines = replace(INES, names=("Ines", "i. falk"))
    held = replace(library(), shows=(replace(FERRIES, hosts=hosts),), people=(ines,))
    assert [(each.title, each.path) for each in show_page(held).hosts] == [
        ("INES", "people/ines/"),
        ("I. Falk", "people/ines/"),
        ("Bram", "people/bram/"),  # a guest has a page, too
        ("Nobody", ""),
    ]


def test_a_show_leads_to_its_own_digest() -> None:
    """Not to one of a month, nor to that of another show."""
    (march, _) = library().digests
    own = replace(march, slug="shows/slow-ferries", title="Slow Ferries", period=Period.SHOW)
    other = replace(own, slug="shows/clocks", title="Clocks")
    page = show_page(replace(library(), digests=(march, own, other)))
    assert page.digest
    assert (page.digest.title, page.digest.path) == ("Slow Ferries", "digests/shows/slow-ferries/")
    monthly = replace(march, slug="shows/slow-ferries")
    assert show_page(replace(library(), digests=(monthly, other))).digest is None


def test_a_show_counts_its_own_episodes() -> None:
    """Those of others stand elsewhere; one without a length adds nothing; newest year first."""
    page = show_page(library())
    assert (page.count, page.seconds, page.licence) == (2, 240.0, "CC BY 4.0")
    assert page.description == "Talks about small boats. See the pier."
    older = replace(UNTIMED, episode=replace(UNTIMED.episode, date=dt.date(2023, 1, 1)))
    undated = replace(TIMED, episode=replace(TIMED.episode, slug="undated", date=None))
    held = replace(library(), readings=(TIMED, older, undated), topics=(), people=(), digests=())
    years = show_page(replace(held, guests=(), relatives={})).years
    assert [(year.label, [card.title for card in year.cards]) for year in years] == [
        ("2024", ["Lanterns & fog"]),
        ("2023", ["Salt"]),
        ("", ["Lanterns & fog"]),
    ]


def test_an_unsafe_link_of_a_show_is_dropped() -> None:
    """As everywhere else."""
    held = replace(library(), shows=(replace(FERRIES, link="javascript:x"),))
    assert show_page(held).link is None
    assert show_page(library()).link == "https://ferries.example/"


def test_an_episode_has_its_own_picture_before_that_of_its_show() -> None:
    """In the widths that it has, the smallest always; no picture where neither has one."""
    own = Picture(path="a.png", width=191, height=1, digest="a" * 64)
    shows = Picture(path="b.png", width=192, height=384, digest="b" * 64)
    faced = replace(FERRIES, artwork=shows)
    first = replace(TIMED, episode=replace(TIMED.episode, show=faced, artwork=own))
    second = replace(UNTIMED, episode=replace(UNTIMED.episode, show=faced))
    held = replace(library(), shows=(faced,), readings=(first, second))
    held = replace(held, topics=(), people=(), guests=(), digests=(), relatives={})
    (year,) = show_page(held).years
    one, two = (card.artwork for card in year.cards)
    assert one
    assert two
    assert (one.sources, one.width, one.height) == (
        ((f"static/artwork-{'a' * 12}-96.webp", 96),),
        *(96, 1),
    )
    assert [width for _, width in two.sources] == [96, 192]
    assert (two.width, two.height) == (96, 192)
    assert show_page(library()).years[0].cards[0].artwork is None


def known(held: Library) -> dict[str, list[object]]:
    """What the search knows of an archive."""
    (page,) = SEARCH.present(archive_of(held))
    assert isinstance(page, SearchPage)
    (file,) = page.files
    found = json.loads(file.text)
    assert isinstance(found, dict)
    return found


def test_names_that_are_one_are_looked_for_together() -> None:
    """As people say first; six at the most; spellings of the same letters need no help."""
    names = tuple(f"Name {letter}" for letter in "ABCDEFG")
    topics = (
        replace(BELLS, slug="a", title="Fog bells", names=("Fog bells", "fog-bells", "Bells")),
        replace(BELLS, slug="b", title="Gauge", names=("Gauge", "gauge")),
        replace(BELLS, slug="c", title="Name A", names=("Name H",)),  # which are taken
    )
    held = replace(library(), topics=topics, synonyms=(names,))
    assert known(held)["alike"] == [
        [*names[:5], "Name F"],
        ["fog-bells", "Bells"],
    ]


def test_the_search_knows_the_languages_of_the_archive() -> None:
    """Their empty words and numbers, from three and from a thousand on, and none of others."""
    german = replace(UNTIMED, episode=replace(UNTIMED.episode, language="de-AT"))
    both = known(replace(library(), readings=(TIMED, german), topics=()))
    one = known(library())
    assert (both["tongues"], one["tongues"]) == (["de", "en"], ["en"])
    assert "und" in both["empty"]
    assert "und" not in one["empty"]
    assert "the" in one["empty"]
    numbers, scales = one["numbers"], one["scales"]
    assert isinstance(numbers, dict)
    assert isinstance(scales, dict)
    assert (numbers["three"], scales["thousand"]) == (3, 1000)
    assert min(numbers.values()) == 3
    assert min(scales.values()) == 1000
    assert {"two", "one"} <= set(Language.of("en").numbers)
    assert isinstance(both["numbers"], dict)
    assert both["numbers"]["drei"] == 3
    assert "drei" not in numbers
    assert "percent" in one["shares"]


def test_old_addresses_lead_to_what_still_stands() -> None:
    """An episode or a show by its title; what is gone leads nowhere, and none is listed."""
    moved = (
        ("old/fog", "slow-ferries/lanterns"),
        ("old", "slow-ferries"),
        ("gone", "slow-ferries/never"),
    )
    around = archive_of(library(), replace(SITE, moved=moved))
    pages = [page for page in MOVED.present(around) if isinstance(page, MovedPage)]
    assert [(page.path, page.title, page.target) for page in pages] == [
        ("old/fog/", "Lanterns & fog", "slow-ferries/lanterns/"),
        ("old/", "Slow Ferries", "slow-ferries/"),
    ]
    files = render(library(), replace(SITE, moved=moved))
    assert "old/" not in files["sitemap.xml"]
    assert "/search/" not in files["sitemap.xml"]
    assert "404" not in files["sitemap.xml"]
    assert "/slow-ferries/lanterns/<" in files["sitemap.xml"]


def test_the_home_page_has_topics_of_most_episodes_first() -> None:
    """Then by title, whatever its capitals; a list of topics is by title alone."""
    readings = many(3)

    def of(title: str, count: int) -> Topic:
        mentions = tuple(Mention(reading=each, cues=(4,)) for each in readings[:count])
        bare = replace(BELLS, quotations=(), definition=None)
        return replace(bare, slug=title.lower(), title=title, mentions=mentions)

    topics = (of("b", 2), of("D", 1), of("C", 2), of("a", 3))
    held = replace(library(), readings=readings, topics=topics, people=(), guests=(), digests=())
    around = archive_of(replace(held, relatives={}))
    (page,) = HOME.present(around)
    assert isinstance(page, HomePage)
    assert [(chip.title, chip.count) for chip in page.topics] == [
        *(("a", 3), ("b", 2), ("C", 2), ("D", 1))
    ]
    listed = next(iter(TOPICS.present(around)))
    assert isinstance(listed, TopicsPage)
    assert [chip.title for chip in listed.topics] == ["a", "b", "C", "D"]


def test_episodes_above_all_shelves_are_not_listed_again() -> None:
    """They are counted; a show whose others all are listed has no more to show."""
    held = replace(library(), readings=(TIMED, UNTIMED, SILENT, *many(2)))
    (page,) = HOME.present(archive_of(held))
    assert isinstance(page, HomePage)
    assert (page.count, page.seconds) == (5, 240.0 * 3 + 900.0)
    assert [card.title for card in page.latest] == ["Lanterns & fog", "Salt", "Pendulum"]
    clocks, ferries = page.shelves
    assert (clocks.show.title, clocks.count, clocks.years, clocks.more) == ("Clocks", 1, (), True)
    assert [card.title for year in ferries.years for card in year.cards] == ["E0", "E1"]
    assert (ferries.count, ferries.more) == (4, True)


def ordered() -> Digest:
    """A digest that a model put in order."""
    said = tuple(
        Quotation(sentence=quote(TIMED.episode.transcript, cue), reading=TIMED, chapter=0)
        for cue in range(6)
    )
    theme = Theme(topic=BELLS, count=2, new=False, quotations=())
    return replace(
        library().digests[0],
        backend="openai:m",
        highlights=said[:1],
        sections=(
            Section(heading="Bells", quotations=said[1:3]),
            Section(heading="Salt", quotations=said[3:4]),
        ),
        differences=(Section(heading="Or fog", quotations=said[4:5]),),
        themes=(
            replace(theme, beside=replace(BELLS, slug="other", title="Other")),
            replace(theme, topic=replace(BELLS, slug="third", title="Third")),
        ),
        chapters=((TIMED, 0), (TIMED, 2)),
        reasons=(said[5],),
    )


def test_what_a_model_ordered_stands_under_its_headings() -> None:
    """What is told, what differs, why a chapter is worth it; a theme is named with the other."""
    digest = ordered()
    around = archive_of(replace(library(), digests=(digest,)))
    page = [*DIGESTS.present(around)][1]
    assert isinstance(page, DigestPage)
    assert [(each.heading, len(each.quotes)) for each in page.sections] == [
        ("Bells", 2),
        ("Salt", 1),
    ]
    assert [(each.heading, len(each.quotes)) for each in page.differences] == [("Or fog", 1)]
    beside, alone = page.themes
    assert beside.beside
    assert (beside.beside.title, beside.beside.path) == ("Other", "topics/other/")
    assert (beside.id, beside.path, beside.new) == ("topic-fog-bells", "topics/fog-bells/", False)
    assert alone.beside is None
    first, last = page.chapters
    assert first.reason
    assert first.reason.point.text == digest.reasons[0].sentence.text
    assert (last.reason, last.mark.seconds) == (None, 160.0)
    assert last.link.path == "slow-ferries/lanterns/#the-bell-2"
    assert page.description == "Fog bells · Third"
    assert [(each.title, each.path) for each in page.people] == [("Ines", "people/ines/")]


def test_the_feed_of_digests_has_the_first_under_each_heading() -> None:
    """A theme without a sentence of its own is not named."""
    digest = ordered()
    around = archive_of(replace(library(), digests=(digest,)))
    (feed,) = DIGESTS.feeds(around)
    quoted = around.quotes.of
    bells, salt = digest.sections
    assert feed.entries[0].points == (
        *quoted(digest.highlights),
        *("Bells", *quoted(bells.quotations[:1])),
        *("Salt", *quoted(salt.quotations[:1])),
    )


def test_a_digest_without_topics_is_described_by_its_episodes() -> None:
    """By their titles."""
    around = archive_of(replace(library(), digests=(replace(ordered(), themes=()),)))
    page = [*DIGESTS.present(around)][1]
    assert page.description == "Lanterns & fog"


def test_a_person_stands_with_each_episode_they_are_in() -> None:
    """With what they say there, not named again, and how much; plotted by the words they say."""
    moved = replace(UNTIMED, episode=replace(UNTIMED.episode, date=dt.date(2023, 12, 1)))
    appearances = (
        Appearance(reading=TIMED, names=("Ines",), words=90),
        Appearance(reading=moved, names=("Ines",), words=30),
    )
    person = replace(INES, appearances=appearances, introduction=None)
    held = replace(library(), readings=(TIMED, moved, SILENT), people=(person,), topics=())
    page = [*PEOPLE.present(archive_of(replace(held, digests=(), relatives={})))][1]
    assert isinstance(page, PersonPage)
    assert [(each.card.title, each.count, len(each.points)) for each in page.issues] == [
        ("Lanterns & fog", 90, 1),
        ("Salt", 30, 0),
    ]
    assert page.issues[0].points[0].speaker is None
    assert [bar.count for bar in page.plot.bars] == [30, 0, 0, 90]
    assert (page.host, page.introduction, page.description) == (True, None, "who mends bells")


def test_who_says_nothing_is_described_by_their_episodes_alone() -> None:
    """A name that is only listed has no words to count."""
    silent = tuple(replace(each, words=0) for each in INES.appearances)
    person = replace(INES, appearances=silent, role="", introduction=None)
    page = [*PEOPLE.present(archive_of(replace(library(), people=(person,))))][1]
    assert page.description == "2 episodes"


def test_guests_of_one_name_have_places_of_their_own_on_the_list() -> None:
    """Each with the episode that they are in; who is in more is counted by episodes."""
    (bram,) = library().guests
    here = replace(
        bram, slug="bram-2", appearances=(replace(bram.appearances[0], reading=UNTIMED),)
    )
    (page, *_) = PEOPLE.present(archive_of(replace(library(), guests=(bram, here))))
    assert isinstance(page, PeoplePage)
    assert [(each.id, each.path, each.card.title) for each in page.guests] == [
        ("bram", "people/bram/", "Lanterns & fog"),
        ("bram-2", "people/bram-2/", "Salt"),
    ]
    assert [(chip.title, chip.count) for chip in page.people] == [("Ines", 2)]


def test_who_speaks_of_a_topic_is_told_by_lines() -> None:
    """Those of most lines first, then by name; what is quoted counts, somebody unnamed does not."""
    page = [*TOPICS.present(archive_of(library()))][1]
    assert isinstance(page, TopicPage)
    (year,) = page.years
    (first, *_) = year.episodes
    (line,) = first.quotes

    def by(*names: str | None) -> EpisodeOn:
        points = [replace(line.point, speaker=name) for name in names]
        return replace(first, quotes=tuple(replace(line, point=each) for each in points), lines=())

    said = Line(mark=Mark(), speaker="cleo", text="…")
    episodes = (by("Bram", "Ada", None), by("Ada"), replace(by("Bram"), lines=(said, said)))
    told = replace(page, years=(replace(year, episodes=episodes),))
    assert told.speakers == (("Ada", 2), ("Bram", 2), ("cleo", 2))
    assert told.years[0].length == 7
    more = replace(page, years=(replace(year, episodes=(*episodes, by("cleo"))),))
    assert more.speakers[0] == ("cleo", 3)


@pytest.mark.parametrize(
    ("path", "root"), [("", "./"), ("a/", "../"), ("a/b/", "../../"), ("a/b/c/", "../../../")]
)
def test_the_root_is_as_many_folders_up_as_a_page_is_deep(path: str, root: str) -> None:
    """So that the site works under any address."""
    (home,) = HOME.present(archive_of(library()))
    assert replace(home, path=path).root == root


def test_the_navigation_is_in_the_order_of_the_kinds() -> None:
    """Topics, people, digests, then the pages that people wrote."""
    around = archive_of(library())
    assert [link.title for kind in KINDS for link in kind.links(around)] == [
        *("Topics", "People", "Digests", "About")
    ]
