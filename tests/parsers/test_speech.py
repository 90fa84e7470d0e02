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


def sentence(words: int) -> str:
    """A sentence of so many words."""
    return " ".join(["Word", *["word"] * (words - 1)]) + "."


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        (f"{sentence(30)} {sentence(30)}", [60]),
        (f"{sentence(30)} {sentence(31)}", [30, 31]),
        (sentence(60), [60]),
        (sentence(61), [60, 1]),
        (f"{sentence(10)} {sentence(60)} {sentence(10)}", [10, 60, 10]),
        (f"{sentence(20)}\n{sentence(40)}", [60]),
        ("word " * 150, [60, 60, 30]),
        ("word " * 300, [60] * 5),
    ],
)
def test_pieces_have_as_many_words_as_allowed(text: str, lengths: list[int]) -> None:
    """Sixty just fit; what goes beyond begins a new cue, with a sentence where there is one."""
    transcript, _ = transcribe([Passage(text=text.strip())], split=60)
    assert [len(cue.text.split()) for cue in transcript.cues] == lengths


@pytest.mark.parametrize(
    ("stops", "lengths"),
    [
        ((50, 100, 150, 200, 250, 300), [50] * 6),
        ((30, 90, 150, 210, 270, 300), [30, 60, 60, 60, 60, 30]),
        ((30, 90, 150, 210, 300), [60] * 5),
    ],
)
def test_a_line_is_punctuated_by_habit_or_not_at_all(
    stops: tuple[int, ...], lengths: list[int]
) -> None:
    """Where a full stop comes no more often than a cue may be long, none ends a cue."""
    words = ["stop." if number in stops else "word" for number in range(1, 301)]
    transcript, _ = transcribe([Passage(text=" ".join(words))], split=60)
    assert [len(cue.text.split()) for cue in transcript.cues] == lengths


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("[OFF MIC] yes", True),
        ("[USA] yes", False),
        ("[NOISE] yes", True),
        ("[a b c d door slams] yes", True),
        ("[a b c d e door slams] yes", False),
        ("(they all laugh now) yes", True),
        ("(and they all laugh now) yes", False),
        ("(door slams) yes", False),  # in parentheses it may be said
        ("[12] yes", False),
        ("♪♪ yes", True),
    ],
)
def test_asides_of_few_words_are_sounds(text: str, sound: bool) -> None:
    """Six words in squares and four in parentheses at the most, and one of them a sound."""
    assert (take_sounds(text)[0] == "yes") == sound


def test_each_sound_is_named_once_where_it_was_heard() -> None:
    """Before all speech, or after some of it."""
    assert take_sounds("[bell] [bell] Hi [bell] there [music]") == (
        "Hi there",
        ["bell"],
        ["bell", "music"],
    )


def test_the_last_moment_of_a_recording() -> None:
    """99 hours are reached, a millisecond more is not, and nothing lies before the beginning."""
    assert speech.checked_time(99 * 3600.0) == 99 * 3600.0
    assert speech.checked_time(-0.001) == 0.0
    assert speech.checked_time(None) is None
    with pytest.raises(InputError, match="more than 99 hours"):
        speech.checked_time(99 * 3600 + 0.001)


def test_limits_hold_at_their_edge(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many cues and words as allowed are read."""
    assert (speech.MOST_CUES, speech.MOST_WORDS, speech.LONGEST_CUE) == (120_000, 1_000_000, 60)
    monkeypatch.setattr(speech, "MOST_CUES", 2)
    monkeypatch.setattr(speech, "MOST_WORDS", 4)
    assert len(transcribe([Passage(text="one two")] * 2)[0].cues) == 2
    with pytest.raises(InputError, match="5 words"):
        transcribe([Passage(text="one two"), Passage(text="one two three")])
    with pytest.raises(InputError, match="3 cues"):
        transcribe([Passage(text="one")] * 3)


def test_order_of_time_keeps_what_is_in_order() -> None:
    """Equal starts stay as they stand, and what has none stays behind the one before it."""
    times = [5.0, None, 1.0, 1.0, float("nan"), 9.0]
    passages = [Passage(text=str(index), start=time) for index, time in enumerate(times)]
    assert [passage.text for passage in in_order_of_time(passages)] == [
        "2",
        "3",
        "4",
        "0",
        "1",
        "5",
    ]


def test_of_times_that_contradict_each_other_most_are_believed() -> None:
    """The longest run that ascends, equal ones among them."""
    times = [10.0, 90.0, 20.0, 20.0, 30.0, 5.0]
    passages = [Passage(text="a", start=time) for time in times]
    assert [passage.start for passage in in_order_of_text(passages)] == [
        *(10.0, None, 20.0, 20.0, 30.0, None)
    ]


def test_a_time_between_two_is_never_after_the_next() -> None:
    """What is said before the first time may begin at 0, and never before."""
    passages = [Passage(text="one two three four five six"), Passage(text="a", start=1.0)]
    assert [cue.start for cue in transcribe(passages)[0].cues] == [0.0, 1.0]


@pytest.mark.parametrize("label", ["?", "???", "--", "…"])
def test_a_mark_in_place_of_a_name_is_nobody(label: str) -> None:
    """Nobody is called "?": whoever was not known has no page and no share of the speech."""
    said = [Passage(text="Sit down.", speaker=label), Passage(text="So do I.", speaker="Ö")]
    transcript, _ = transcribe(said)
    assert [cue.speaker for cue in transcript.cues] == [None, "Ö"]


def test_words_not_understood_stand_where_they_are_missing() -> None:
    """A passage is cut inside the sentence that lacks words, and nowhere for what lacks none."""
    text = "It was [unintelligible 0:43:18] Now, we go. [inaudible] We [laughs] went in [unclear]."
    transcript, _ = transcribe([Passage(text=text, speaker="Ines")], split=60)
    assert [cue.text for cue in transcript.cues] == ["It was", "Now, we go. We went in"]
    assert [(sound.before_cue, sound.label) for sound in transcript.sounds] == [
        (1, "unintelligible 0:43:18"),
        (2, "inaudible"),
        (2, "laughs"),
        (2, "unclear"),
    ]
