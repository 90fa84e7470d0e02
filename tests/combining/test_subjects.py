"""Which phrases are subjects, at the edges of the rules that choose them."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace

from pydantic import TypeAdapter

from generator.combining import Lexer, Spoken, combine, spoken_in
from generator.language.languages import Language
from generator.model import Library, Reading
from tests.combining.readings import SHOW, archive, reading_of


def titles(*talks: str) -> set[str]:
    readings = [reading_of(f"E{n}", talk) for n, talk in enumerate(talks)]
    return {topic.title for topic in combine((SHOW,), readings).topics}


def lines(*said: str) -> str:
    return "\n".join(f"Ines: {line}" for line in said)


def test_a_part_of_what_is_no_subject_is_none() -> None:
    """What is "hanging fruit" is always low, and "low hanging fruit" is a way of speaking."""
    low = lines(*["There is low hanging fruit in the tide gauge."] * 4)
    assert titles(low, low) == {"Tide gauge"}
    tall = lines(*["There is hanging fruit in the tide gauge."] * 4)
    assert "Hanging fruit" in titles(tall, tall)


def test_trade_offs_and_tradeoffs_are_words_of_every_day() -> None:
    """However they are written."""
    for word in ("trade-offs", "tradeoffs"):
        talk = lines(*[f"The {word} of a tide gauge matter."] * 4)
        assert titles(talk, talk) == {"Tide gauge"}


def test_a_common_noun_of_one_episode_has_no_page() -> None:
    """Of more than sixteen two must speak of it at length, for its page to lead on from one."""
    plain = lines(*["The brass bell of the harbour rings at noon."] * 30)
    named = lines("The sluice of the mill was built by keepers.")
    dwelt = lines(*["The sluice is old, and the bell rings."] * 10)
    for other, more, found in ((dwelt, 13, True), (named, 13, False), (named, 12, True)):
        talks = [dwelt, other, named, named, *[plain] * more]
        readings = [reading_of(f"E{n}", talk, summary=(0,)) for n, talk in enumerate(talks)]
        topics = {topic.title for topic in combine((SHOW,), readings).topics}
        assert ("Sluice" in topics) == found


def test_an_acronym_of_two_letters_waits_for_its_phrase() -> None:
    """It joins a phrase that it is said together with in four episodes, and no sooner."""
    talk = lines(*["The fog horn is loud.", "An FH needs brass."] * 3)
    assert "Fog horn" in titles(talk, talk, talk)
    joined = combine((SHOW,), [reading_of(f"E{n}", talk) for n in range(4)]).topics
    (topic,) = [topic for topic in joined if "fog horn" in map(str.lower, topic.names)]
    assert "FH" in topic.names


def test_stored_phrases_give_the_same_library() -> None:
    """Each transcript is heard once, and what is stored of it is all that is needed again."""
    adapter = TypeAdapter(Spoken)
    stored: dict[str, bytes] = {}

    def heard(reading: Reading, language: Language, lexer: Lexer) -> Spoken:
        key = str(reading.id)
        if key not in stored:
            stored[key] = adapter.dump_json(spoken_in(reading, language))
        return adapter.validate_json(stored[key])

    def told(library: Library) -> object:
        return [(t.title, t.names, t.mentions, t.quotations) for t in library.topics]

    plain = combine((SHOW,), archive())
    assert told(plain)
    for _ in range(2):
        assert told(combine((SHOW,), archive(), heard=heard)) == told(plain)
    assert len(stored) == len(plain.readings)


def test_terms_of_a_long_cue_without_spaces_take_no_time() -> None:
    """An hour of Japanese in one cue is looked through once, not once for each way to cut it."""
    talk = lines("港の鐘と霧の話をしています" * 400, "Bells ring.")
    reading = reading_of("E", talk, date=dt.date(2026, 3, 1))
    japanese = replace(reading, episode=replace(reading.episode, language="ja"))
    start = time.process_time()
    assert combine((SHOW,), [japanese]).digests
    assert time.process_time() - start < 5
