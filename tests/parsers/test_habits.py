"""Each kind of mark by itself: what is spelled out of three turns that are written with it."""

from __future__ import annotations

import pytest

from generator.parsers.habits import adorned, spell_out
from generator.parsers.habits.marks import clock_of, counted_up, next_speaks

SAID = [
    ("Ines Falk", "Who drew the tides before there was a machine?"),
    ("Tom Arden", "A clerk with a very long table, so I was told."),
    ("Ines Falk", "And who turned the gears of it, do you know?"),
    ("Tom Arden", "I did, for a whole year, and nobody thanked me."),
]
KINDS = {
    "bold": "**{name}** {text}",
    "bold, then time": "**{name}** {time} {text}",
    "in brackets": "[{name} {time}] {text}",
    "in two brackets": "[{time}] [{name}] {text}",
    "capitals": "{shouted}. {text}",
    "in columns": "{time} | {name} | {text}",
    "corners": "{name}「{text}」",
    "lenticular": "【{name}】{text}",
    "titled": "M. {name}. {text}",
    "party": "{name} (PPE). – {text}",
    "in braces": "{{{time}}} {name}: {text}",
    "heading with time": "### {time} {name}\n{text}",
    "time in bold": "**{name} [{time}]:** {text}",
    "time, then bold": "{time} **{name}** {text}",
    "angle": "<{name}> {text}",
    "square": "[{name}] {text}",
    "heading": "### {name}\n{text}",
    "paren": "{name} (of the tide office): {text}",
    "point": "MR. {last}.  {text}",
    "dash": "{name} – {text}",
    "item": "- {name}: {text}",
    "after time": "{time} {name}\n{text}",
}
TIMES = {
    "0:12": 12.0,
    "[0:12]": 12.0,
    "0'12\"": 12.0,
    "00:00:12:00": 12.0,
    "[12s]": 12.0,
    "[0h 0m 12s]": 12.0,
    "(12 sec)": 12.0,
}


def lines_of(pattern: str) -> str:
    """The turns as `pattern` writes them."""
    return "\n\n".join(
        pattern.format(
            name=name,
            last=name.split()[1].upper(),
            shouted=name.upper(),
            text=text,
            time=f"0:1{number}",
        )
        for number, (name, text) in enumerate(SAID * 2)
    )


def test_every_kind_of_mark_has_a_test() -> None:
    """No row of the table lies about untested."""
    assert KINDS.keys() == adorned.ADORNED.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_mark_is_spelled_out(kind: str) -> None:
    """Who speaks and what is said come out as one habit, line for line."""
    written = lines_of(KINDS[kind])
    spelled = spell_out(written)
    assert spelled.body.count("\n") == written.count("\n")
    who = [name.split()[1].upper() if kind == "point" else name for name, _ in SAID]
    who = [name.upper() for name in who] if kind == "capitals" else who
    assert all(any(last.lower() in name for name in spelled.names) for last in who)
    said = spelled.body.replace(":\n", ": ")
    for (_, text), name in zip(SAID, who, strict=True):
        assert f"{name}: {text}" in said


@pytest.mark.parametrize("time", TIMES)
def test_a_time_in_any_spelling_opens_its_line(time: str) -> None:
    """Primes, frames, seconds and words are clocks."""
    body = "\n".join(f"{time} Ines: {text}" for _, text in SAID)
    first = spell_out(body).body.split("\n")[0]
    assert "0:12" in first or "0:00:12" in first


@pytest.mark.parametrize(("count", "counts"), [(3, False), (4, True)])
def test_labels_that_count_are_items_from_four_on(count: int, counts: bool) -> None:
    """Three who speak once each may be numbered; `Tweet 1` to `Tweet 4` are parts of something."""
    labels = {f"Tweet {number}": 1 for number in range(1, count + 1)}
    others = {"Ines": 1, "Speaker 1": 2}
    assert counted_up({**labels, **others}) == (list(labels) if counts else [])


@pytest.mark.parametrize(
    ("below", "speaks"),
    [
        (["Yes indeed"], True),
        (["Yes"], False),
        (["Yes."], True),
        (["Tides？"], True),
        (["潮"], True),
        (["# Two words"], False),
        (["", "Yes indeed"], True),
        (["", "", "Yes indeed"], True),
        (["", "", "", "Yes indeed"], False),
        (["0:12", "Yes indeed"], True),
        (["**0:12**", "Yes indeed"], True),
        (["Yes", "Yes indeed"], False),
        ([], False),
    ],
)
def test_somebody_speaks_in_the_three_lines_below(below: list[str], speaks: bool) -> None:
    """Two words or one with an end do, behind blank lines and times."""
    assert next_speaks(["Above it.", "Ines", *below], 1) is speaks


QUESTION, ANSWER = "**Who drew the tides?**", "I did, with a long table."


@pytest.mark.parametrize(
    ("bold", "answers", "spelled"),
    [
        ([QUESTION] * 3, 3, True),
        ([QUESTION] * 2, 2, False),
        ([QUESTION] * 3, 2, True),
        ([QUESTION] * 3, 1, False),
        ([QUESTION, QUESTION, "**A table.**", "**A pen.**"], 4, True),
        ([QUESTION, "**A gear.**", "**A table.**", "**A pen.**"], 4, False),
        ([QUESTION] * 2 + ["**To begin with: who drew?**"], 3, False),
        ([QUESTION] * 2 + ["**“Who drew the tides?”**"], 3, True),
        ([QUESTION] * 2 + [f"**{'Who ' * 10}drew: what?**"], 3, True),
    ],
)
def test_bold_questions_are_an_interviewers(bold: list[str], answers: int, spelled: bool) -> None:
    """Three of them, half of what is bold, two thirds of it answered, and none a label."""
    lines = [line for n, each in enumerate(bold) for line in (each, ANSWER if n < answers else "#")]
    names: set[str] = set()
    adorned.spell_questions(lines, names)
    assert any(line.startswith("Interviewer: ") for line in lines) is spelled
    assert (names == {"Interviewer", "Interviewee"}) is spelled


@pytest.mark.parametrize(
    ("messages", "others", "spelled"),
    [(2, 0, False), (3, 0, True), (3, 12, True), (3, 13, False), (6, 24, True), (6, 25, False)],
)
def test_messages_are_a_fifth_of_a_chat(messages: int, others: int, spelled: bool) -> None:
    """And three at the least."""
    lines = [f"[14/03/2026, 10:0{n}:00] {'Ines' if n % 2 else 'Tom'}: Hi." for n in range(messages)]
    body = "\n\n".join([*lines, *["Nobody said that at noon."] * others])
    assert ("ines" in spell_out(body).names) is spelled


@pytest.mark.parametrize(
    ("seconds", "clock"),
    [(62.0, "0:01:02"), (62.5, "0:01:02.5"), (3600.125, "1:00:00.125"), (0.05, "0:00:00.05")],
)
def test_marks_keep_parts_of_a_second(seconds: float, clock: str) -> None:
    """To the thousandth, without zeros behind."""
    assert clock_of(seconds) == clock
