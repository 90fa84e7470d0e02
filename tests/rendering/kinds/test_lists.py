"""How much the pages across episodes list, at the edge of each number."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from generator.model import (
    Appearance,
    Digest,
    Introduction,
    Library,
    Mention,
    Period,
    Person,
    Summary,
    Topic,
)
from generator.rendering.feeds import make_entry, make_feed
from generator.rendering.kinds.digests import DIGESTS, DigestPage, DigestsPage, digest_title
from generator.rendering.kinds.home import HOME, HomePage
from generator.rendering.kinds.people import PEOPLE, PeoplePage, PersonPage
from generator.rendering.kinds.topics import TOPICS, TopicPage, TopicsPage
from tests.rendering.samples import FERRIES, SITE, archive_of, library, many, quote

BELLS = library().topics[0]


def holding(count: int, **changes: object) -> Library:
    """One show of so many episodes."""
    bare: dict[str, object] = {"topics": (), "people": (), "guests": ()}
    bare |= {"digests": (), "relatives": {}}
    held = replace(library(), shows=(FERRIES,), readings=many(count))
    return replace(held, **{**bare, **changes})  # type: ignore[arg-type]  # given by name


def home(held: Library) -> HomePage:
    (page,) = HOME.present(archive_of(held))
    assert isinstance(page, HomePage)
    return page


@pytest.mark.parametrize(("count", "listed", "more"), [(24, 24, False), (25, 24, True)])
def test_the_home_page_lists_24_episodes_of_a_show(count: int, listed: int, more: bool) -> None:
    """The 25th is on the show's page, and the home page says so; all are counted."""
    (shelf,) = home(holding(count)).shelves
    assert (sum(len(year.cards) for year in shelf.years), shelf.more) == (listed, more)
    assert (shelf.count, shelf.seconds) == (count, count * 240.0)


def test_the_home_page_puts_three_episodes_first_where_there_are_several_shows() -> None:
    """One show has them first anyway; a show without episodes has no shelf."""
    assert home(holding(5)).latest == ()
    page = home(replace(holding(5), shows=library().shows))
    assert [card.title for card in page.latest] == ["E0", "E1", "E2"]
    assert [shelf.show.title for shelf in page.shelves] == ["Slow Ferries"]


def test_the_home_page_names_so_many_of_each() -> None:
    """24 topics by how many episodes they have, six digests, twelve people."""
    topics = tuple(replace(BELLS, slug=f"t{n}", title=f"T{n}") for n in range(25))
    digests = tuple(replace(library().digests[0], slug=f"d{n}", themes=()) for n in range(7))
    people = tuple(
        replace(library().people[0], slug=f"p{n}", name=f"P{n}", appearances=appearances(n + 2))
        for n in range(13)
    )
    page = home(holding(15, topics=topics, digests=digests, people=people))
    assert [chip.title for chip in page.topics] == sorted(f"T{n}" for n in range(24))
    assert len(page.digests) == 6
    assert [chip.title for chip in page.people] == [f"P{n}" for n in range(12, 0, -1)]


def appearances(count: int) -> tuple[Appearance, ...]:
    return tuple(Appearance(reading=each, names=("Ines",), words=9) for each in many(count))


def digest_of(count: int, points: int = 3) -> Digest:
    """A digest of so many episodes with so many key points each, none of them quoted above."""
    (first, *_) = library().readings
    said = tuple(quote(first.episode.transcript, cue) for cue in range(points))
    readings = many(count, replace(first, summary=Summary(sentences=said)))
    return Digest(
        slug="2024-03", title="", start=dt.date(2024, 3, 1), readings=readings, highlights=()
    )


def digest_page(digest: Digest) -> DigestPage:
    held = holding(0, readings=digest.readings, digests=(digest,))
    page = next(each for each in DIGESTS.present(archive_of(held)) if isinstance(each, DigestPage))
    assert isinstance(page, DigestPage)
    return page


def test_a_digest_lists_its_episodes_and_quotes_what_it_was_given() -> None:
    """Nothing of an episode stands there twice, whatever else it came to."""
    page = digest_page(digest_of(3))
    assert len(page.cards) == 3
    assert (page.quotes, page.themes, page.exchanges, page.moments) == ((), (), (), ())


def test_only_a_show_says_what_it_is() -> None:
    """The digest of a month is of all shows; that of a show begins with its description."""
    digest = digest_of(2)
    assert digest_page(digest).about == ""
    described = digest.readings[0].episode.show.description
    assert described
    assert digest_page(replace(digest, period=Period.SHOW)).about == described


def test_guests_are_introduced_on_the_list_and_have_a_page() -> None:
    """With what they are and who says so, at its moment; their claims stand on their own page."""
    (page, _, own) = PEOPLE.present(archive_of(library()))
    assert isinstance(page, PeoplePage)
    (bram,) = page.guests
    assert (bram.name, bram.role) == ("Bram", "ferryman")
    assert bram.introduction
    assert bram.introduction.point.marks
    assert bram.path == own.path == "people/bram/"


def test_the_list_of_digests_gives_five_topics_of_each() -> None:
    """And how many episodes it is of."""
    theme = library().digests[0].themes[0]
    themes = tuple(replace(theme, topic=replace(BELLS, title=f"T{n}")) for n in range(6))
    digest = replace(digest_of(3), themes=tuple(replace(each, quotations=()) for each in themes))
    (page, _) = DIGESTS.present(archive_of(holding(3, digests=(digest,))))
    assert isinstance(page, DigestsPage)
    ((period, ((_, chips, count),)),) = page.groups
    assert (period, count) == ("month", 3)
    assert [chip.title for chip in chips] == ["T0", "T1", "T2", "T3", "T4"]


def test_a_topic_names_eight_who_speak_of_it_and_four_other_names() -> None:
    """None that differs from its title by capitals alone; who has no page has no link."""
    people = tuple((f"P{n}", 20 - n) for n in range(9))
    names = ("Fog bells", "fog bells", "N2", "N3", "N4", "N5")
    topic = replace(BELLS, people=people, names=names)
    pages = [*TOPICS.present(archive_of(holding(2, topics=(topic,))))]
    assert isinstance(pages[0], TopicsPage)
    page = pages[1]
    assert isinstance(page, TopicPage)
    assert [chip.title for chip in page.people] == [f"P{n}" for n in range(8)]
    assert {chip.path for chip in page.people} == {""}
    assert page.names == ("N2", "N3", "N4")
    assert page.count == 4


def topic_pages(topic: Topic, count: int = 2) -> list[TopicPage]:
    pages = TOPICS.present(archive_of(holding(count, topics=(topic,))))
    return [page for page in pages if isinstance(page, TopicPage)]


def test_every_mention_of_a_topic_stands_on_its_page() -> None:
    """Each with who says it and when, besides what is quoted; one without a quotation too."""
    (extra,) = many(1)
    mention = Mention(reading=extra, cues=(4, 12, 20))
    topic = replace(BELLS, mentions=(*BELLS.mentions, mention), spellings=("bell",))
    (page,) = topic_pages(topic)
    assert page.count == 7
    ((*_, named),) = [year.episodes for year in page.years if year.label == "2024"]
    assert (named.card.title, named.count, named.quotes) == ("E0", 3, ())
    assert [line.mark.seconds for line in named.lines] == [20.0, 60.0, 100.0]
    assert {line.speaker for line in named.lines} == {"Ines", "Bram"}
    assert all("bell rang" in line.text for line in named.lines)
    (feed,) = TOPICS.feeds(archive_of(holding(2, topics=(topic,))))
    assert len(feed.entries) == 2  # what only names it is no news


def test_a_topic_with_too_many_mentions_has_pages_of_its_older_years(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The newest year stays, whatever it holds; the others are linked with their mentions."""
    monkeypatch.setattr("generator.rendering.kinds.topics.MOST_LINES", 2)
    readings = [
        replace(each, episode=replace(each.episode, date=date))
        for each, date in zip(
            many(3), (dt.date(2024, 3, 1), dt.date(2022, 3, 1), None), strict=True
        )
    ]
    mentions = tuple(Mention(reading=each, cues=(4, 12, 20)) for each in readings)
    topic = replace(BELLS, mentions=mentions, quotations=(), definition=None, spellings=("bell",))
    page, older, undated = topic_pages(topic)
    assert [year.label for year in page.years] == ["2024"]
    assert [(chip.title, chip.path, chip.count) for chip in page.elsewhere] == [
        ("2022", "topics/fog-bells/2022/", 3),
        ("Without a date", "topics/fog-bells/undated/", 3),
    ]
    assert (older.path, older.title, older.followed) == (
        *("topics/fog-bells/2022/", "Fog bells: 2022"),
        False,
    )
    assert [year.label for year in undated.years] == [""]


def test_a_person_has_no_other_name_that_differs_by_capitals_alone() -> None:
    """The words they say are those of all episodes."""
    person: Person = replace(library().people[0], names=("Ines", "INES", "I. Falk"))
    pages = [*PEOPLE.present(archive_of(holding(2, people=(person,))))]
    page = pages[1]
    assert isinstance(page, PersonPage)
    assert (page.names, page.words) == (("I. Falk",), 180)


@pytest.mark.parametrize(("count", "kept"), [(50, 50), (51, 50)])
def test_a_feed_has_fifty_entries_at_the_most(count: int, kept: int) -> None:
    """The newest ones; what has no date has no place among them."""
    entries = [make_entry(SITE, each, ("A point.",), each.episode.slug) for each in many(count)]
    feed = make_feed(SITE, "", "Feed", [None, *entries])
    assert len(feed.entries) == kept
    assert [entry.title for entry in feed.entries[:2]] == ["E0", "E1"]
    undated = replace(many(1)[0], episode=replace(many(1)[0].episode, date=None))
    assert make_entry(SITE, undated, ("A point.",), "x") is None


def test_digests_of_one_kind_are_neighbours() -> None:
    """In the order in which they stand; another kind is no neighbour."""
    first, second = library().digests
    pages = [
        page
        for page in DIGESTS.present(archive_of(replace(library(), digests=(first, second))))
        if isinstance(page, DigestPage)
    ]
    assert [(p.newer and p.newer.title, p.older and p.older.title) for p in pages] == [
        (None, "February 2024"),
        ("March 2024", None),
    ]


@pytest.mark.parametrize(
    ("period", "start", "title"),
    [
        (Period.QUARTER, dt.date(2024, 1, 1), "Quarter 1 of 2024"),
        (Period.QUARTER, dt.date(2024, 4, 1), "Quarter 2 of 2024"),
        (Period.QUARTER, dt.date(2024, 10, 1), "Quarter 4 of 2024"),
        (Period.WEEK, dt.date(2024, 12, 30), "Week 1 of 2025"),
        (Period.MONTH, dt.date(2024, 12, 1), "December 2024"),
        (Period.YEAR, dt.date(2024, 1, 1), "2024"),
    ],
)
def test_digests_are_called_by_their_time(period: Period, start: dt.date, title: str) -> None:
    """In the words of the site; those of one show with its name."""
    archive = archive_of(holding(1))
    digest = replace(digest_of(1), period=period, start=start)
    assert digest_title(digest, archive.words).lower() == title.lower()
    own = digest_title(replace(digest, title="Quay: x"), archive.words)
    assert "Quay" in own
    assert title.lower() in own.lower()


def test_a_digest_says_what_wrote_it_and_how_long_its_chapters_are() -> None:
    """Nothing where it is quoted; from the start of a chapter to its end."""
    digest = digest_of(1)
    (reading,) = digest.readings
    page = digest_page(replace(digest, chapters=((reading, 1),)))
    assert (page.backend, page.chapters[0].seconds, page.seconds) == ("", 80.0, 240.0)
    assert page.chapters[0].link.title == "The bell"
    assert digest_page(replace(digest, backend="openai:m")).backend == "m"


def test_pages_describe_themselves() -> None:
    """In their own words, else in those of what they hold."""
    held = holding(2, topics=(BELLS,))
    bare = replace(SITE, description="")
    assert home(held).description == SITE.description
    (page,) = HOME.present(archive_of(held, bare))
    assert page.description == "Fog bells"
    (page,) = HOME.present(archive_of(holding(1), bare))
    assert page.description == SITE.title
    defined, undefined = (
        [*TOPICS.present(archive_of(holding(2, topics=(topic,))))][1]
        for topic in (BELLS, replace(BELLS, definition=None))
    )
    assert isinstance(defined, TopicPage)
    assert isinstance(undefined, TopicPage)
    assert defined.definition
    said = defined.definition.point
    assert defined.description == f"“{said.text}” — {said.speaker}"
    assert undefined.definition is None
    assert undefined.description == "4 mentions, 2 episodes"


def person_page(person: Person) -> PersonPage:
    """The page of somebody in an archive that holds them, and what introduces them."""
    held = replace(library(), people=(person,))
    page = [*PEOPLE.present(archive_of(held))][1]
    assert isinstance(page, PersonPage)
    return page


def test_a_person_is_described_by_what_is_said_of_them_or_how_much_they_say() -> None:
    """Never by several sentences of theirs as one text."""
    held = library()
    person = replace(held.people[0], role="", introduction=None)
    introduced = held.topics[0].quotations[0]
    assert person_page(person).description == "2 episodes, 180 words"
    assert person_page(replace(person, role="keeper of the light")).description == (
        "keeper of the light"
    )
    said = introduced.sentence
    described = person_page(replace(person, introduction=introduced)).description
    assert described == f"“{said.text}” — {said.speaker}"


def test_a_topic_names_its_four_commonest_other_names() -> None:
    """From the second on, as the first is its title."""
    topic = replace(BELLS, names=("Fog bells", "N1", "N2", "N3", "N4", "N5"))
    page = [*TOPICS.present(archive_of(holding(2, topics=(topic,))))][1]
    assert isinstance(page, TopicPage)
    assert page.names == ("N1", "N2", "N3", "N4")


def test_the_navigation_names_what_there_is() -> None:
    """A kind of page without a page has no entry, and no list of nothing."""
    full, bare = archive_of(library()), archive_of(holding(1))
    for kind in (DIGESTS, PEOPLE, TOPICS):
        assert len([*kind.links(full)]) == 1
        assert [*kind.links(bare)] == []
        assert [*kind.present(bare)] == []


def test_the_feed_of_digests_says_what_came_up() -> None:
    """Its lead, then the first on each topic, as quotations; nothing of what has no date."""
    (first, _) = library().digests
    archive = archive_of(library())
    (feed,) = DIGESTS.feeds(archive)
    said = archive.quotes.of(first.themes[0].quotations[:1])
    lead = archive.quotes.of(first.highlights)
    assert feed.entries[0].points == (*lead, "Fog bells", *said)
    quoted = replace(first, themes=())
    (feed,) = DIGESTS.feeds(archive_of(replace(library(), digests=(quoted,))))
    assert feed.entries[0].points == lead
    undated = tuple(
        replace(each, episode=replace(each.episode, date=None)) for each in first.readings
    )
    bare = replace(digest_of(1), readings=undated)
    (feed,) = DIGESTS.feeds(archive_of(holding(0, readings=undated, digests=(bare,))))
    assert feed.entries == ()


def test_a_digest_presents_its_episodes_by_a_sentence_or_two() -> None:
    """As their people introduce them, in whole sentences of forty words; else by none."""
    digest = digest_of(1)

    def presented(text: str) -> tuple[bool, str]:
        (reading,) = digest.readings
        introduction = Introduction(text=text, origin="introduction") if text else None
        episode = replace(reading.episode, introduction=introduction)
        (card,) = digest_page(
            replace(digest, readings=(replace(reading, episode=episode),), highlights=())
        ).cards
        return card.introduced, card.gist

    assert presented("") == (False, "")
    assert presented("Bells rang. Boats came. Nobody slept.") == (True, "Bells rang. Boats came.")
    long = "Bells " + "rang " * 34 + "."
    assert presented(f"Boats came home late. {long} Nobody slept.") == (
        True,
        f"Boats came home late. {long}",
    )
    assert presented(f"Boats came home very late. {long}x x x x x x.") == (
        True,
        "Boats came home very late.",
    )
    assert presented("Bells " + "rang " * 40 + ".") == (False, "")
