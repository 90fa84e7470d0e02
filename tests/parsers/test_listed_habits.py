"""Lists of chapters in the notes of a listing, in every habit people have."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Recording
from generator.parsers.listing import parse

Rows = Sequence[tuple[int, str]]
TITLES = [
    "Opening",
    "Why tides are reckoned",
    "Brass gears & cosines",
    "“No harbour without one”",
    "LLMs, RAG and GPT-4",
    "What is a tide gauge?",
    "Kelvin's machine of 1872",
    "The 24 wheels",
    "Café on the quay",
]


def short(seconds: int) -> str:
    """Without hours where there are none."""
    hours, rest = divmod(seconds, 3600)
    clock = f"{rest // 60:02}:{rest % 60:02}"
    return f"{hours}:{clock}" if hours else clock


def long(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def each_line(form: str) -> Callable[[Rows], str]:
    return lambda rows: (
        "\n"
        + "\n".join(
            form.format(n=n, s=short(t), l=long(t), t=title) for n, (t, title) in enumerate(rows, 1)
        )
    )


def glued(form: str, between: str = "") -> Callable[[Rows], str]:
    return lambda rows: between.join(
        form.format(s=short(t), l=long(t), t=title) for t, title in rows
    )


HABITS: dict[str, Callable[[Rows], str]] = {
    "time first": each_line("{s} {t}"),
    "time first, a dash": each_line("{s} - {t}"),
    "time first, a colon": each_line("{l}: {t}"),
    "time last, a dash": each_line("{t} - {s}"),
    "time last": each_line("{t} {l}"),
    "parentheses": each_line("({s}) {t}"),
    "parentheses last": each_line("{t} ({s})"),
    "brackets": each_line("[{l}] {t}"),
    "milliseconds": each_line("{l}.250 {t}"),
    "linked times": each_line("[{s}](https://example.org/watch?t=1) {t}"),
    "linked titles": each_line("{s} [{t}](https://example.org/watch?t=1)"),
    "hyphens": each_line("- {s} {t}"),
    "numbers": each_line("{n}. {s} {t}"),
    "bullets": each_line("• {s} {t}"),
    "bullets, time last": each_line("• {t} ({l})"),
    "table": lambda rows: "\n| Time | Title |\n| :--- | --- |" + each_line("| {s} | {t} |")(rows),
    "glued bullets": glued("* [{l}] {t}"),
    "glued bullets, time last": glued("* {t} [{l}]"),
    "glued bullets, time last, bare": glued("* {t} - {l}"),
    "glued times": glued("[{l}] {t}"),
    "glued, time last": lambda rows: "\n" + glued("{t} [{l}]")(rows),
    "one line": lambda rows: "\n" + glued("({s}) {t}", " ")(rows),
    "one line, time last": lambda rows: "\n" + glued("{t} ({s})", " ")(rows),
    "one line, bare": lambda rows: "\n" + glued("{s} {t}", " ")(rows),
}


def entry(notes: str, speech: str = "") -> Recording:
    """The entry of a page with these notes."""
    transcript = f"Transcript{speech}" if speech else ""
    page = f"Slow Tides\nTides\nTides\n{notes}{transcript}\n01:10:0003/11/2023\n"
    [recording] = parse(page).recordings
    return recording


def listed(recording: Recording) -> list[tuple[float | None, str]]:
    return [(chapter.start, chapter.title) for chapter in recording.chapters]


@st.composite
def lists(draw: st.DrawFn) -> Rows:
    """Three to eight chapters, the first at the start or later."""
    titles = draw(st.lists(st.sampled_from(TITLES), min_size=3, max_size=8, unique=True))
    opening = draw(st.sampled_from([0, 0, 21]))
    times = draw(
        st.lists(st.integers(22, 4000), min_size=len(titles), max_size=len(titles), unique=True)
    )
    return list(zip([opening, *sorted(times)[1:]], titles, strict=True))


@pytest.mark.parametrize("habit", HABITS)
@settings(max_examples=30)
@given(rows=lists())
def test_every_habit_is_read(habit: str, rows: Rows) -> None:
    """Times and titles are those of the list, and the notes keep none of it."""
    notes = f"We talk of harbours and tides.{HABITS[habit](rows)}"
    recording = entry(notes)
    shift = 0.25 if habit == "milliseconds" else 0.0
    assert listed(recording) == [(time + shift, title) for time, title in rows]
    assert recording.notes == "We talk of harbours and tides."


@pytest.mark.parametrize(
    "prose",
    [
        "Doors open at 10:30, the talk is at 11:00 and we leave by 12:45 for lunch.",
        "At 10:30 we met.\nAt 11:00 she spoke.\nAt 12:45 we all left for lunch.",
        "We ran from 10:30 to 11:45 and then until 12:30.",
        "They won by 3:1, 4:2 and 5:3, in this order.",
        "* 10:30 is when doors open",
        "See Genesis 1:10, 2:11 and 3:12 for this.\nAlso 4:13.",
        "* Mix at a ratio of 2:10\n* One link\n* Another link",
    ],
)
def test_prose_holds_no_list(prose: str) -> None:
    """Times of day, scores and verses are no chapters."""
    assert entry(f"We talk.\n{prose}").chapters == ()


def test_marks_of_speech_are_no_list() -> None:
    """A transcript's own time stamps are moments of speech."""
    speech = "".join(
        f"[00:{minute:02}:00] {'Ann' if minute % 2 else 'Tom'}: This is what we said then, at "
        "some length, of the harbour and of what the tide did to it in those years. "
        for minute in range(20)
    )
    recording = entry("We talk.", speech)
    assert recording.chapters == ()
    assert len(recording.transcript.cues) >= 20


def test_headings_in_capitals_are_those_of_the_list() -> None:
    """The transcript repeats the titles in capitals, wherever they stand in its lines."""
    speech = (
        "[00:00:00] Ann: Welcome to the harbour, all of you who came to hear us talk of it."
        "BRASS GEARS AND COSINES[00:05:10] Ann: So how do gears add up?"
        "[00:06:00] Tom: They turn, and the wires add up what they turn. "
        "WHY TIDES ARE RECKONED Ann: And why?[00:11:00] Tom: For ships."
        "[00:12:00] Ann: Thank you.[00:13:00] Tom: Thank you, it was good to be here with you."
    )
    notes = (
        "We talk.* Welcome [00:00:00]* Brass gears and cosines [00:04:00]"
        "* Why tides are reckoned [00:09:00]"
    )
    recording = entry(notes, speech)
    assert recording.chapters[0].title == "Welcome"
    cues = recording.transcript.cues
    begun = [cues[c.first_cue].text for c in recording.chapters if c.first_cue is not None]
    assert begun == ["So how do gears add up?", "And why?"]
    assert not any("GEARS" in cue.text or "RECKONED" in cue.text for cue in cues)
