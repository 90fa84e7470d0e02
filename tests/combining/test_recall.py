"""What was found in transcripts once is not looked for again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator import combining
from generator.combining import Memory, Recalled, Scope, combine
from generator.combining.recall import once
from generator.model import Reading, Summary
from tests.combining.readings import reading_of

LINES = (
    "Ada: A tide gauge is an instrument that writes down the height of the sea every minute.",
    "Bram: I disagree with you, because a tide gauge on a sinking pier measures the pier.",
)


def test_a_second_build_asks_no_transcript_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is the same, and of nothing more is learned; of a changed transcript it is."""
    readings = [reading_of(name, "\n".join(LINES * 3)) for name in ("One", "Two")]
    shows = (readings[0].episode.show,)
    first = Memory()
    library = combine(shows, readings, memory=first)
    known = {reading.id: recalled for reading, recalled in first.learned()}
    assert len(known) == 2

    def recall(reading: Reading) -> Recalled:
        return known.get(reading.id, Recalled())

    def unreachable(*_: object) -> None:
        raise AssertionError

    for name in ("quoting.hear", "exchanges.hear", "introductions.hear", "introductions.clean"):
        monkeypatch.setattr(f"{combining.__name__}.{name}", unreachable)
    second = Memory(recall)
    assert combine(shows, readings, memory=second) == library
    assert [*second.learned()] == []


def test_nothing_is_an_answer() -> None:
    """That there is none is remembered too."""
    answers: dict[str, str | None] = {"who": None}
    assert once(answers, "who", lambda: "somebody") is None


def test_what_names_a_topic_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing published names it, a line that does is looked for in a transcript once."""
    known = {"One": Recalled(), "Two": Recalled()}
    readings = [reading_of(name, "\n".join(LINES * 3)) for name in known]
    bare = [replace(each, summary=Summary()) for each in readings]
    memory = Memory(lambda reading: known[reading.episode.title])
    scope = Scope(topics={"tide gauge": ()})
    topics = combine((bare[0].episode.show,), bare, scope, memory=memory).topics
    assert any(topic.quotations for topic in topics)
    monkeypatch.setattr(f"{combining.__name__}.topics._is_whole", None)
    again = Memory(lambda reading: known[reading.episode.title])
    assert combine((bare[0].episode.show,), bare, scope, memory=again).topics == topics
