"""Where cues and sentences lie in time, with and without times."""

from __future__ import annotations

import pytest

from generator.language.clock import cue_positions, end_of, utterance_positions
from generator.language.hearing import hear
from generator.model import Cue, Transcript


def test_times_are_those_of_the_cues() -> None:
    """The starts, and the latest end: also where an early cue goes on longest."""
    cues = (
        Cue(text="Good morning.", start=0.0, end=9.0),
        Cue(text="Come in.", start=2.0, end=4.0),
        Cue(text="Sit down.", start=4.0),
    )
    transcript = Transcript(cues=cues)
    assert cue_positions(transcript) == [0.0, 2.0, 4.0, 9.0]
    assert end_of(transcript) == 9.0
    assert utterance_positions(hear(transcript)) == [0.0, 2.0, 4.0]


def test_a_last_cue_without_an_end_ends_where_it_starts() -> None:
    """No time is made up."""
    transcript = Transcript(cues=(Cue(text="One.", start=0.0), Cue(text="Two.", start=3.0)))
    assert cue_positions(transcript) == [0.0, 3.0, 3.0]


def test_words_stand_in_for_missing_times() -> None:
    """2.8 of them a second."""
    words = f"The {' '.join(['tide'] * 13)}."
    transcript = Transcript(cues=(Cue(text=words), Cue(text=f"{words} {words}")))
    assert cue_positions(transcript) == pytest.approx([0.0, 5.0, 15.0])
    assert utterance_positions(hear(transcript)) == pytest.approx([0.0, 5.0, 10.0])
    assert end_of(transcript) is None
