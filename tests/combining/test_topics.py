from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace

import pytest

from generator.combining import Scope, combine
from generator.combining.terms import Lexer, key_of
from generator.language.languages import Language
from generator.model import EpisodeId, Library, Topic
from tests.combining.readings import SHOW, archive, reading_of


def library(**scope: object) -> Library:
    return combine((SHOW,), archive(), Scope(**scope))  # type: ignore[arg-type]  # given by name


def topics(**scope: object) -> dict[str, Topic]:
    return {topic.title: topic for topic in library(**scope).topics}


def test_spelling_does_not_change_a_key() -> None:
    """Hyphens, spaces, capitals and plurals are one phrase."""
    spellings = ("fine-tuning", "fine tuning", "Finetuning", "Fine-Tuning")
    assert {key_of(each) for each in spellings} == {key_of("finetuning")}
    assert key_of("LLMs") == key_of("llm")


def test_phrases_end_in_nouns_and_cross_no_punctuation() -> None:
    """What is found are names of things."""
    text = "The old tide gauge, brass pipe and all, froze."
    forms = {hit.form for hit in Lexer().hits(text, Language.of("en"))}
    assert {"tide gauge", "brass pipe"} <= forms
    assert not any("gauge brass" in form for form in forms)


def test_a_subject_of_two_episodes_is_a_topic() -> None:
    """It is counted in every spelling, quoted with its speakers, and defined by a sentence."""
    topic = topics()["Tide gauge"]
    assert [len(mention.cues) for mention in topic.mentions] == [3, 4]
    assert {each.sentence.speaker for each in topic.quotations} == {"Ines Falk", "Bram"}
    assert topic.definition
    assert topic.definition.sentence.text.startswith("A tide gauge is a float")
    assert topic.people[0] == ("Ines Falk", 4)


def test_an_acronym_joins_its_phrase() -> None:
    """WHI and its phrase are one topic under the acronym."""
    topic = topics()["WHI"]
    assert "wave height index" in topic.names
    assert sum(len(mention.cues) for mention in topic.mentions) == 7
    assert "Wave height index" not in topics()


def test_what_one_episode_alone_says_has_no_page() -> None:
    """Nothing that occurs once is a topic, however often it is said there."""
    bread = reading_of("Rye", "Dora: Rye bread is rye bread.\nDora: Rye bread, rye bread.")
    found = combine((SHOW,), (*archive(), bread)).topics
    assert all(len(topic.mentions) > 1 for topic in found)
    assert "Rye bread" not in {topic.title for topic in found}


def test_names_of_people_are_no_topics() -> None:
    """A name that is often said leads to the person's page, if to any."""
    readings = tuple(
        reading_of(f"E{n}", "Ines Falk: Bram Oster knows Bram Oster.\n" * 4 + "Bram Oster: Yes.")
        for n in range(3)
    )
    assert not [topic for topic in combine((SHOW,), readings).topics if "Bram" in topic.title]


def test_given_topics_win_and_others_are_refused() -> None:
    """topics.yaml names a topic, joins its synonyms, finds any words, and takes pages away."""
    given = {"Float ledgers": ("tide gauge", "end of the pier", "older than the pier")}
    found = topics(topics={**given, "WHI": None})
    assert next(iter(found)) == "Float ledgers"
    assert sum(len(mention.cues) for mention in found["Float ledgers"].mentions) == 9
    assert "Tide gauge" not in found
    assert "WHI" not in found


def test_no_topics_where_none_are_wanted() -> None:
    """topics: 0 leaves only those that are given."""
    assert topics(most_topics=0) == {}


def test_related_episodes_share_terms() -> None:
    """The two that speak of gauges are related by that; the bakers are alone."""
    relatives = library().relatives
    first = relatives[EpisodeId("quay", "tides")][0]
    assert first.reading.episode.slug == "lamps"
    assert "Tide gauge" in first.terms
    assert relatives[EpisodeId("quay", "bread")] == ()


def test_a_thousand_short_episodes_take_seconds() -> None:
    """What speaks across an archive does not grow with the square of it."""
    readings = tuple(
        replace(reading, episode=replace(reading.episode, slug=f"{reading.episode.slug}-{n}"))
        for n in range(334)
        for reading in archive()
    )
    before = time.process_time()
    combine((SHOW,), readings)
    assert time.process_time() - before < 10


def test_nothing_depends_on_an_earlier_run() -> None:
    """The same readings give the same library."""
    assert library() == library()


def test_words_of_every_day_are_no_topics() -> None:
    """Nobody follows "night" or "bigger plan"; a name or a compound in titles is a topic."""
    said = (
        "Dora: The night was cold, and a bigger plan failed that night.\n"
        "Dora: Every night has a bigger plan. We use Night & Glass, and Night & Glass works.\n"
        "Dora: The night train is late. A night train waits. Night & Glass, the night train.\n"
    )
    readings = tuple(reading_of(f"The night train {n}", said) for n in range(3))
    found = {topic.title for topic in combine((SHOW,), readings).topics}
    assert found == {"Night & Glass", "Night train"}


def named(name: str, *times: int) -> list[str]:
    """Titles of the topics of episodes that say a name so many times each, in a sentence each."""
    talks = (
        "\n".join([f"Ines: The ferry brought us over to {name} in the rain."] * count)
        + "\nIves: Nothing else is worth a word."
        for count in times
    )
    readings = tuple(reading_of(f"E{number}", talk) for number, talk in enumerate(talks))
    return [topic.title for topic in combine((SHOW,), readings).topics if topic.title == name]


@pytest.mark.parametrize(
    ("times", "topic"),
    [
        ((3, 2), True),  # five times, three of them in one episode
        ((3, 1), False),
        ((2, 2, 2), False),
        ((3, 1, 1), True),
        ((9,), False),
        ((9, 0), False),
    ],
)
def test_a_topic_is_named_five_times_and_dwelt_on_once(times: tuple[int, ...], topic: bool) -> None:
    """In two episodes at least, five times in all, and three times in one of them."""
    assert named("Hollin", *times) == ["Hollin"] * topic


@pytest.mark.parametrize(("holding", "of", "topic"), [(8, 8, True), (7, 9, True), (8, 9, False)])
def test_what_all_speak_of_tells_none_from_another(holding: int, of: int, topic: bool) -> None:
    """From nine episodes on, 85 % of them are all; in a small archive it is kept."""
    assert named("Hollin", *[3] * holding, *[0] * (of - holding)) == ["Hollin"] * topic


DAYS_AND_MONTHS = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@pytest.mark.parametrize("name", [*DAYS_AND_MONTHS, "CEO", "PhD", "UK", "Mrs"])
def test_days_months_and_ranks_are_no_topics(name: str) -> None:
    """They are written like names, and nobody follows them."""
    assert named(name, 4, 4, 4) == []


@pytest.mark.parametrize("name", ["42", "1987", "3.5", "20%"])
def test_numbers_are_no_topics(name: str) -> None:
    """A number alone names nothing, however often it is said."""
    assert named(name, 4, 4, 4) == []


def test_as_many_topics_are_found_as_are_wanted() -> None:
    """The most telling first; those that are given count beside them."""
    ferry = "Ines: The ferry brought us over to Hollin and Marrow in the rain."
    readings = tuple(reading_of(f"E{n}", "\n".join([ferry] * 4)) for n in range(3))
    for most in (0, 1, 2):
        found = combine((SHOW,), readings, Scope(most_topics=most)).topics
        assert len(found) == most
        given = combine((SHOW,), readings, Scope(most_topics=most, topics={"rain": ()})).topics
        assert given[0].title == "rain"
        assert len(given) == 1 + most


def test_who_says_it_is_told_with_who_says_it_most_first() -> None:
    """Each mention counts for whoever says it."""
    talk = "Bram: I saw Hollin once.\n" + "Ines: We sailed to Hollin in the rain.\n" * 2
    readings = tuple(reading_of(f"E{n}", talk) for n in range(3))
    (topic,) = [t for t in combine((SHOW,), readings).topics if t.title == "Hollin"]
    assert topic.people == (("Ines", 6), ("Bram", 3))


SAID = """
Ines: In Hollin two ferries carry the children of the island.
Ines: In Hollin every stove burns driftwood through the winter.
Ines: In Hollin a harbour master is elected once in seven years.
Ines: In Hollin sailors lie beneath white stones near the chapel.
Ines: In Hollin bakers from distant valleys buy their salt.
Ines: In Hollin astronomy is taught with mirrors and copper wire.
"""


def test_a_topic_quotes_five_sentences_of_each_episode() -> None:
    """Of what is summed up, in the order in which it was said."""
    readings = tuple(reading_of(f"E{n}", SAID, summary=(0, 1, 2, 3, 4, 5)) for n in range(2))
    (topic,) = [t for t in combine((SHOW,), readings).topics if t.title == "Hollin"]
    cues = [each.sentence.sources[0].first_cue for each in topic.quotations]
    assert cues == [0, 1, 2, 3, 4] * 2


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("Ines: In Hollin {} ferries carry the children of the island.\n", True),
        ("Ines: In Hollin two ferries carry the children of the island.\n", False),  # both the same
        ("Ines: They keep {} ferries in Hollin for children.\n", False),  # who?
        (
            "Ines: The {} ferries bring the children of every farm to Hollin.\n",
            False,
        ),  # as an aside
    ],
)
def test_a_topic_begins_with_what_can_be_read_alone(said: str, begins: bool) -> None:
    """One sentence of each episode, the oldest first, that names the topic as it opens."""
    readings = tuple(
        reading_of(
            f"E{n}",
            said.format(word) * 3 + "Ines: Yes.\n" * 40,
            summary=(0,),
            date=dt.date(2026, n, 1),
        )
        for n, word in enumerate(("brass", "paper"), start=1)
    )
    (topic,) = [t for t in combine((SHOW,), readings).topics if t.title == "Hollin"]
    assert [each.reading.episode.title for each in topic.best] == ["E1", "E2"] * begins
    assert topic.quotations


@pytest.mark.parametrize(("others", "related"), [(3, 3), (4, 4), (5, 4)])
def test_four_episodes_are_related_at_the_most(others: int, related: int) -> None:
    """Each with at most four of the phrases that both hold."""
    phrases = ("Brass Gears", "Paper Rolls", "Fog Horns", "Tide Tables", "Pier Lamps")
    talk = "\n".join(f"Ines: We spoke of {each} for an hour." for each in phrases * 3)
    readings = tuple(reading_of(f"E{n}", talk) for n in range(1 + others))
    plain = tuple(
        reading_of(f"P{n}", "Ines: Nothing was said at all.\n" * 3) for n in range(2 * others + 6)
    )
    relatives = combine((SHOW,), (*readings, *plain)).relatives[EpisodeId("quay", "e0")]
    assert len(relatives) == related
    assert {len(each.terms) for each in relatives} == {4}


@pytest.mark.parametrize(("shared", "related"), [(1, 0), (2, 1)])
def test_two_phrases_make_episodes_alike(shared: int, related: int) -> None:
    """One may be chance."""
    names = ("Hollin", "Marrow")[:shared]
    talk = "\n".join(f"Ines: We sailed over to {each} in the rain." for each in names * 3)
    readings = [reading_of(f"E{n}", talk) for n in range(2)]
    readings += [reading_of(f"P{n}", "Ines: Nothing was said at all.") for n in range(6)]
    assert len(combine((SHOW,), readings).relatives[EpisodeId("quay", "e0")]) == related


def test_mentions_are_in_the_order_of_the_talk() -> None:
    """Under whichever name it is spoken of."""
    for topic in library().topics:
        for mention in topic.mentions:
            assert list(mention.cues) == sorted(mention.cues)


def test_the_fullest_definition_is_shown() -> None:
    """Of two sentences that say what it is, the longer one, whichever comes first."""
    short = "Ines: The fog horn is a long brass pipe."
    full = "Ines: The fog horn is a long brass pipe that sounds twice a minute in fog."
    for lines in ((short, full), (full, short)):
        readings = [reading_of(f"E{n}", "\n".join([*lines] * 2)) for n in range(2)]
        (topic,) = [t for t in combine((SHOW,), readings).topics if t.title == "Fog horn"]
        assert topic.definition
        assert f"Ines: {topic.definition.sentence.text}" == full


@pytest.mark.parametrize(("holding", "related"), [(3, 2), (4, 0)])
def test_what_most_episodes_hold_makes_none_alike(holding: int, related: int) -> None:
    """Of five episodes, what three hold still tells them from the others."""
    talk = "\n".join(f"Ines: We sailed to {n} in the rain." for n in ("Hollin", "Marrow") * 3)
    readings = [reading_of(f"E{n}", talk) for n in range(holding)]
    readings += [reading_of(f"P{n}", "Ines: Nothing was said at all.") for n in range(5 - holding)]
    assert len(combine((SHOW,), readings).relatives[EpisodeId("quay", "e0")]) == related


def test_two_letters_shorten_nothing() -> None:
    """They stand for too many things; three join their phrase where an episode holds both."""
    for short, phrase, joined in (("TG", "tide gauges", 0), ("TGL", "tide gauge ledgers", 1)):
        talk = f"Ines: We read the {phrase} in the rain.\nInes: Nobody else has a {short} here.\n"
        readings = [reading_of(f"E{n}", talk * 3) for n in range(2)]
        found = {t.title: t.names for t in combine((SHOW,), readings).topics}
        assert (phrase in found.get(short, ())) == bool(joined), found


def test_a_spelling_that_comes_once_is_no_other_name() -> None:
    """It may be a slip; and one that differs by a hyphen or an s is no other name at all."""
    said = ["the tide table is old"] * 4 + ["the tide-tables are old"] * 2
    given = {"Tide table": ("sea calendar", "almanac of the sea")}
    said += ["the sea calendar is old"] * 2 + ["the almanac of the sea is old"]
    talk = "\n".join(f"Ines: Everybody knows that {each}." for each in said)
    readings = [reading_of("E0", talk), reading_of("E1", "Ines: The tide table is old.")]
    (topic,) = combine((SHOW,), readings, Scope(topics=given, most_topics=0)).topics
    assert topic.names == ("Tide table", "sea calendar")


@pytest.mark.parametrize("name", ["Monday", "Sunday", "March", "December", "CEO"])
def test_days_months_and_ranks_make_no_episodes_alike(name: str) -> None:
    """Two episodes that share a place and a day share one subject, which may be chance."""
    talk = "\n".join(f"Ines: We sailed over to {n} in the rain." for n in ("Hollin", name) * 3)
    readings = [reading_of(f"E{n}", talk) for n in range(2)]
    readings += [reading_of(f"P{n}", "Ines: Nothing was said at all.") for n in range(6)]
    assert combine((SHOW,), readings).relatives[EpisodeId("quay", "e0")] == ()


def test_a_definition_is_under_the_full_name() -> None:
    """Whoever explains it is called as everywhere else."""
    line = "Ines: A tide gauge is a float in a pipe that writes down the height of the sea."
    readings = (
        reading_of("One", f"{line}\nInes: The tide gauge is old, a tide gauge of brass."),
        reading_of("Two", "Ines Falk: We have a tide gauge and another tide gauge, each old."),
        reading_of("Three", "Ines Falk: The tide gauge froze, and that tide gauge never thawed."),
    )
    topic = {each.title: each for each in combine((SHOW,), readings).topics}["Tide gauge"]
    assert topic.definition
    assert topic.definition.sentence.speaker == "Ines Falk"


@pytest.mark.parametrize(("titles", "topic"), [(0, False), (2, True)])
def test_a_compound_of_everyday_words_is_a_topic_in_titles(titles: int, topic: bool) -> None:
    """However early and often it is said, it is none where nobody put it at the head."""
    said = "\n".join(["Dora: The night train was late, and no night train came."] * 4)
    readings = [
        reading_of(f"The night train {n}" if n < titles else f"Part {n}", said) for n in range(3)
    ]
    found = {each.title for each in combine((SHOW,), readings).topics}
    assert ("Night train" in found) == topic


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ({"table tuning": 1, "table tune": 5}, "Table tuning"),  # a fifth is enough
        ({"table tuning": 1, "table tune": 6}, "Table tune"),
        ({"table tuning": 1, "table tunes": 5}, "Table tunes"),  # those are things
        ({"ledger loft's": 4, "ledger loft": 3}, "Ledger loft"),  # never as whose it is
        ({"Ledger Loft": 2, "ledger loft": 3}, "Ledger loft"),
        ({"Ledger Loft": 3, "ledger loft": 2}, "Ledger Loft"),
        ({"GPUs": 5}, "GPU"),
        ({"ledger lofts": 4, "ledger loft": 3}, "Ledger lofts"),
    ],
)
def test_a_topic_is_called_as_it_is_mostly_said(said: dict[str, int], title: str) -> None:
    """Rather by what is done than by who does it, and without a possessive or an acronym's s."""
    lines = [
        f"Ines: We saw the {form} there." for form, times in said.items() for _ in range(times)
    ]
    readings = [reading_of(f"E{n}", "\n".join(lines)) for n in range(2)]
    assert [topic.title for topic in combine((SHOW,), readings).topics] == [title]


@pytest.mark.parametrize(("holding", "topic"), [(8, True), (9, False)])
def test_a_part_of_one_show_is_no_topic(holding: int, topic: bool) -> None:
    """Nine of ten episodes of one show say it, and no other show does: its last question."""
    question = "Ines: The lantern riddle ends every talk, and the lantern riddle is hard.\n" * 3
    own = [reading_of(f"E{n}", (question if n < holding else "") + SAID) for n in range(10)]
    other = replace(SHOW, slug="salt", title="Salt")
    others = [reading_of(f"S{n}", SAID, show=other) for n in range(10)]
    found = combine((SHOW, other), (*own, *others)).topics
    assert ("Lantern riddle" in [each.title for each in found]) == topic


@pytest.mark.parametrize(("title", "topic"), [("Hollin", True), ("Hollin Lamps", False)])
def test_the_name_of_a_show_is_no_topic_of_it(title: str, topic: bool) -> None:
    """Where it is more than a word; one word may be what the show is about."""
    show = replace(SHOW, title=title)
    talk = "\n".join([f"Ines: The ferry brought us over to {title} in the rain."] * 4)
    readings = [reading_of(f"E{n}", talk, show=show) for n in range(2)]
    assert (title in [each.title for each in combine((show,), readings).topics]) == topic


def test_a_topic_has_its_spellings_in_order_and_says_whether_it_is_a_name() -> None:
    """An acronym in capitals is written so by everybody and is none."""
    lines = ("We sailed to Hollin by TGL.", "A tide gauge is old.", "Two tide-gauges broke.")
    talk = "\n".join(f"Ines: {line}" for line in lines * 3)
    found = combine((SHOW,), [reading_of(f"E{n}", talk) for n in range(2)]).topics
    kinds = {each.title: each.proper for each in found}
    assert kinds == {"Hollin": True, "TGL": False, "Tide gauge": False}
    (gauge,) = [each for each in found if each.title == "Tide gauge"]
    assert gauge.spellings == ("tide gauge", "tide-gauges")


@pytest.mark.parametrize(("holding", "topic"), [(1, False), (2, True)])
def test_a_given_topic_is_named_in_two_episodes(holding: int, topic: bool) -> None:
    """Once in each is enough."""
    said = ["Ines: The sluice of the mill froze."] * holding + ["Ines: Nothing was said."] * 2
    readings = [reading_of(f"E{n}", each) for n, each in enumerate(said)]
    found = combine((SHOW,), readings, Scope(topics={"Sluice": ()}, most_topics=0)).topics
    assert [each.title for each in found] == ["Sluice"] * topic


@pytest.mark.parametrize(("times", "quoted"), [(1, False), (2, True)])
def test_what_no_summary_tells_is_quoted_from_the_transcript(times: int, quoted: bool) -> None:
    """Of an episode that names the topic more than once; nothing begins with it."""
    talk = "Ines: The ferry brought us over to Hollin in the rain.\n"
    readings = [reading_of("E0", talk * 6), reading_of("E1", talk * times)]
    (topic,) = [each for each in combine((SHOW,), readings).topics if each.title == "Hollin"]
    slugs = [each.reading.episode.slug for each in topic.quotations]
    assert slugs == ["e0", *["e1"] * quoted]
    assert topic.best == ()


def test_a_topic_begins_with_six_sentences_at_the_most() -> None:
    """Each of another episode, the oldest first."""
    lines = (line for line in SAID.strip().splitlines())
    extra = (
        "Ines: In Hollin weavers dye wool with lichen from northern cliffs.",
        "Ines: In Hollin goats climb turf roofs before breakfast.",
        "Ines: In Hollin lawyers argue about fences and boundary stones.",
        "Ines: In Hollin musicians carve fiddles out of wrecked masts.",
    )
    readings = [
        reading_of(
            f"E{n}",
            "\n".join([line] * 3 + ["Ines: Yes."] * 20),
            summary=(0,),
            date=dt.date(2026, n, 1),
        )
        for n, line in enumerate((*lines, *extra), start=1)
    ]
    readings += [reading_of(f"P{n}", "Ines: Nothing was said at all.") for n in range(4)]
    (topic,) = [each for each in combine((SHOW,), readings).topics if each.title == "Hollin"]
    days = [each.reading.episode.date for each in topic.best]
    assert len(days) == 6
    assert days == sorted(days, key=str)
