from __future__ import annotations

import time
from dataclasses import replace

from generator.combining import Scope, combine
from generator.combining.terms import Lexer, key_of
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
    forms = {hit.form for hit in Lexer().hits("The old tide gauge, brass pipe and all, froze.")}
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
