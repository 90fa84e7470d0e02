"""Passages into cues: sounds, order, times, and the size of cues."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import InputError
from generator.parsers import speech
from generator.parsers.speech import (
    Passage,
    in_order_of_text,
    in_order_of_time,
    take_sounds,
    transcribe,
)


@pytest.mark.parametrize(
    ("text", "speech_left", "before", "after"),
    [
        ("[APPLAUSE]", "", ["applause"], []),
        ("[ Silence ] So", "So", ["silence"], []),
        ("So [laughter] yes [laughter]", "So yes", [], ["laughter"]),
        ("(laughs) No", "No", ["laughs"], []),
        ("*Rires* Non", "Non", ["rires"], []),
        ("[SIDE CONVERSATION]", "", ["side conversation"], []),
        ("[door slams]", "", ["door slams"], []),
        ("We use [the UTXO set] here", "We use [the UTXO set] here", [], []),
        ("It is (by the way) fine", "It is (by the way) fine", [], []),
        ("a *very* good day", "a *very* good day", [], []),
        ("[_TT_50] Hello<|endoftext|>", "Hello", [], []),
        ("a[0] = b[1]", "a[0] = b[1]", [], []),
    ],
)
def test_sounds_are_told_from_asides(
    text: str, speech_left: str, before: list[str], after: list[str]
) -> None:
    """What was heard leaves the text; what an editor put in brackets stays."""
    assert take_sounds(text) == (speech_left, before, after)


def test_a_passage_of_sounds_only_leaves_no_cue() -> None:
    """The index of such a passage is that of the next cue, and its sound stands before it."""
    transcript, first_cues = transcribe(
        [
            Passage(text="Hi", start=0),
            Passage(text="[MUSIC]", start=1),
            Passage(text="Bye", start=2),
        ]
    )
    assert [cue.text for cue in transcript.cues] == ["Hi", "Bye"]
    assert first_cues == [0, 1, 1]
    assert [(sound.before_cue, sound.label) for sound in transcript.sounds] == [(1, "music")]


def test_missing_times_are_interpolated_by_words() -> None:
    """Between known times by words, before the first and after the last at the pace of speech."""
    transcript, _ = transcribe(
        [
            Passage(text="five words of one speaker"),
            Passage(text="four words from there", start=10.0),
            Passage(text="one two three four"),
            Passage(text="the end of it", start=30.0),
            Passage(text="and after"),
        ]
    )
    assert [cue.start for cue in transcript.cues] == [8.0, 10.0, 20.0, 30.0, 31.6]
    assert [cue.end for cue in transcript.cues] == [10.0, 20.0, 30.0, 31.6, 32.4]


def test_without_any_time_no_cue_has_one() -> None:
    """A transcript is timed as a whole or not at all."""
    transcript, _ = transcribe([Passage(text="a"), Passage(text="b")])
    assert not transcript.timed
    assert [cue.end for cue in transcript.cues] == [None, None]


def test_ends_before_starts_are_repaired() -> None:
    """A cue never ends before it starts, and none starts before the recording."""
    transcript, _ = transcribe(
        [Passage(text="a", start=-3, end=-5), Passage(text="b", start=4, end=2)]
    )
    assert [(cue.start, cue.end) for cue in transcript.cues] == [(0.0, 0.0), (4.0, 4.0)]


@pytest.mark.parametrize("seconds", [1e6, float("inf"), float("nan")])
def test_times_no_recording_reaches_are_refused(seconds: float) -> None:
    """More than 99 hours, and what is no number, names the line."""
    with pytest.raises(InputError) as caught:
        transcribe([Passage(text="a", start=seconds, line=7)])
    assert caught.value.line == 7


def test_too_many_cues_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is named, as memory would not hold what is made of more."""
    monkeypatch.setattr(speech, "MOST_CUES", 3)
    with pytest.raises(InputError, match="has 6 cues, and the limit is 3"):
        transcribe([Passage(text="a")] * 6)


def test_too_many_words_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A recording of more words than can be said in 99 hours names the limit and a remedy."""
    monkeypatch.setattr(speech, "MOST_WORDS", 5)
    with pytest.raises(InputError, match="has 6 words, and the limit is 5") as caught:
        transcribe([Passage(text="one two"), Passage(text="three four five six")])
    assert "one file for each recording" in str(caught.value)


def test_long_passages_are_split_at_sentence_ends() -> None:
    """Pieces keep every word, and only the last of them ends elsewhere than at a full stop."""
    text = "\n".join(f"Sentence number {number} has seven words here." for number in range(30))
    transcript, _ = transcribe([Passage(text=text, start=0.0)], split=60)
    pieces = [cue.text for cue in transcript.cues]
    assert " ".join(pieces) == text.replace("\n", " ")
    assert all(len(piece.split()) <= 60 and piece.endswith(".") for piece in pieces)
    assert transcript.cues[-1].end == 84.0


@pytest.mark.parametrize("text", ["word " * 200_000, "x" * 300_000])
def test_an_endless_line_is_split_too(text: str) -> None:
    """A line of a megabyte without a full stop, or without a space, is cut all the same."""
    transcript, _ = transcribe([Passage(text=text)], split=36)
    assert "".join(cue.text for cue in transcript.cues).replace(" ", "") == text.replace(" ", "")
    assert max(len(cue.text.split()) for cue in transcript.cues) <= 36


TIMES = st.lists(st.none() | st.floats(0, 1000), max_size=30)


@given(TIMES)
def test_either_order_makes_starts_ascend(times: list[float | None]) -> None:
    """Whatever the times, cues come out in order, none lost, none twice."""
    passages = [Passage(text=f"w{number}", start=time) for number, time in enumerate(times)]
    for order in (in_order_of_time, in_order_of_text):
        cues = transcribe(order(passages))[0].cues
        starts = [cue.start for cue in cues if cue.start is not None]
        assert starts == sorted(starts)
        assert sorted(cue.text for cue in cues) == sorted(passage.text for passage in passages)


@given(TIMES)
def test_order_of_text_never_moves_words(times: list[float | None]) -> None:
    """In prose it is the time that is wrong, not the order; times that ascend are all kept."""
    passages = [Passage(text=f"w{number}", start=time) for number, time in enumerate(times)]
    ordered = in_order_of_text(passages)
    assert [passage.text for passage in ordered] == [passage.text for passage in passages]
    known = [time for time in times if time is not None]
    if known == sorted(known):
        assert ordered == passages
