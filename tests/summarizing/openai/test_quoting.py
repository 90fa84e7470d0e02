"""Where words were said."""

from __future__ import annotations

import pytest

from generator.language.hearing import hear
from generator.model import Cue, Transcript
from generator.summarizing.openai.quoting import Recording

SAID = (
    "The gauge is older than the town.",
    "We, you know, we read it every single morning before the fog comes in.",
    "Nobody reads it twice.",
    "And so the table was, um, wrong for a week.",
    "Nobody reads it twice.",
)


@pytest.fixture
def recording() -> Recording:
    """Five lines."""
    cues = tuple(Cue(text=text, start=float(n), end=n + 1.0) for n, text in enumerate(SAID))
    return Recording(line.text for line in hear(Transcript(cues=cues)))


@pytest.mark.parametrize(
    ("quotation", "cited", "found"),
    [
        ("The gauge is older than the town.", [1], (1,)),
        ("The gauge is older than the town", [4], (1,)),  # the lines are wrong, the words right
        ("Nobody reads it twice.", [3], (3,)),
        ("Nobody reads it twice.", [5], (5,)),
        ("We read it every single morning before the fog comes in.", [2], (2,)),
        ("The table was wrong for a week.", [4], (4,)),
        ("older than the town. We, you know, we read it", [1], (1, 2)),
        ("We read it before breakfast.", [2], ()),
        ("The gauge was wrong for a week.", [1, 4], ()),  # pieces of two thoughts
        ("We read it every single evening before the fog comes in.", [2], ()),
        ("", [1], ()),
        ("The table was wrong for a week.", [], ()),
    ],
)
def test_a_quotation_is_found_where_it_was_said(
    recording: Recording, quotation: str, cited: list[int], found: tuple[int, ...]
) -> None:
    """Word for word anywhere, nearest to what is cited; with little left out only near it."""
    assert recording.find(quotation, cited) == found
