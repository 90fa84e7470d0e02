"""Text with timed speakers: every habit of marking, headings, front matter, notes."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.errors import InputError
from generator.model import ListedChapter, Recording
from generator.parsers import habits, parse, speaker_text
from generator.parsers.names import is_name
from generator.parsers.turns import read_markdown, timed_mark

LONG_NAME = " ".join(["Bartholomew"] * 5)
"""As long as a name may be."""


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("Ada Moss: 00:01:02", ("Ada Moss", 62.0, "")),
        ("Ada Moss: 0:01:02:", ("Ada Moss", 62.0, "")),
        (f"{LONG_NAME}: 0:01:02", (LONG_NAME, 62.0, "")),
        (f"{LONG_NAME}: 0: 00:01:02", (LONG_NAME, 62.0, "")),
        ("Ada Moss 00:01:02", ("Ada Moss", 62.0, "")),
        ("Ada Moss (01:02):", ("Ada Moss", 62.0, "")),
        ("Ada Moss - [1:02]", ("Ada Moss", 62.0, "")),
        ("Ada Moss: 0: 00:01:02", ("Ada Moss", 62.0, "")),
        ("Speaker 4: 00:01:02", ("Speaker 4", 62.0, "")),
        ("0xB0B : 00:01:02", ("0xB0B", 62.0, "")),
        ("[Audience]: 00:01:02", ("Audience", 62.0, "")),
        ("Ada: 00:01:02 --> 00:01:09", ("Ada", 62.0, "")),
        ("Ada: [01:02] Well...", ("Ada", 62.0, "Well...")),
        ("Ada: 00:01:02 Well...", ("Ada", 62.0, "Well...")),
        ("Ada Moss (00:01:02): Well", ("Ada Moss", 62.0, "Well")),
        ("[00:01:02] Ada: Well", ("Ada", 62.0, "Well")),
        ("(1:02) Well", (None, 62.0, "Well")),
        ("[1:02]", (None, 62.0, "")),
        ("00:01:02", (None, 62.0, "")),
        ("We met at 10:30", None),
        ("I said this: 10:30 is fine", None),
        ("as he said (1:23) in the talk", None),
        ("slice[1:20]", None),
        ("1:02 Well", None),
        ("Really? (1:02)", None),
        ("(laughter) 1:02", None),
        ("The ratio is 3:2", None),
    ],
)
def test_marks(line: str, mark: tuple[str | None, float, str] | None) -> None:
    """Names and times are read from each habit, and from no ordinary sentence."""
    assert timed_mark(line) == mark


@pytest.mark.parametrize(
    ("words", "strict", "answer"),
    [
        ("Ada van der Moss", True, True),
        ("swyx", True, True),
        ("Audience member 1", True, True),
        ("so this is it", True, False),
        ("so this is it", False, True),
        ("Dr. Ada Moss Jr.", True, True),
        ("That was it. Ada", False, False),
        ("generic.heading", True, False),
        ("12", False, False),
        ("laughter", False, False),
        ("one two three four five six seven", False, False),
    ],
)
def test_names(words: str, strict: bool, answer: bool) -> None:
    """Names are told from clauses by their form."""
    assert is_name(words, strict=strict) == answer


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("**Ada:** \\[00:00\\] Well", "Ada: [00:00] Well"),
        ("See [the list](https://example.org/a_(b) 'title').", "See the list."),
        ("`OP_RETURN` and snake_case_name", "OP_RETURN and snake_case_name"),
        ("*very* good, *laughs* yes", "very good, [laughs] yes"),
        ("_very_ good, _laughs_ yes", "very good, [laughs] yes"),
        ("__very__ good, ``a`` b", "very good, a b"),
        ("![a picture](x.png) text<br>", " text "),
        ("> quoted", "quoted"),
        ("- item", "item"),
        ("2 * 3 * 4 < 30 > 5", "2 * 3 * 4 < 30 > 5"),
        ("plain", "plain"),
    ],
)
def test_markdown_is_read(markdown: str, plain: str) -> None:
    """A reader sees words, not the marks around them."""
    assert read_markdown(markdown) == plain


FRONT_MATTER = """---
title: "Kites: a history"
date: 2024-05-06
speakers: [Ada Moss, Ben Oak]
tags:
  - wind
media: https://video.youtube.com/watch?v=kites
source_file: https://media.example.org/kites.mp3
url: https://example.org/kites
duration: "1:02:03"
summary: How kites came to be.
show: The Wind Hour
language: en-GB
additional_resources:
  - title: A [book]
    url: https://example.org/book
  - title: not a link
    url: javascript:alert(1)
---
"""
TURNS = "Ada Moss: 00:00:05\n\nKites are old.\n\nBen Oak: 00:00:15\n\nHow old are they?\n"


def read(text: str) -> Recording:
    """The one recording in `text`."""
    document = parse(text)
    assert document is not None
    return document.recordings[0]


def test_front_matter_describes_the_recording() -> None:
    """Each known key finds its place, and a script address finds none."""
    document = parse(FRONT_MATTER + TURNS)
    assert document is not None
    recording = document.recordings[0]
    assert document.show == "The Wind Hour"
    assert recording.title == "Kites: a history"
    assert recording.date == dt.date(2024, 5, 6)
    assert recording.speakers == ("Ada Moss", "Ben Oak")
    assert recording.tags == ("wind",)
    assert recording.video == "https://video.youtube.com/watch?v=kites"
    assert recording.media == "https://media.example.org/kites.mp3"
    assert recording.link == "https://example.org/kites"
    assert recording.duration == 3723.0
    assert recording.transcript.language == "en-GB"
    assert recording.notes == (
        "How kites came to be.\n\n- [A \\[book\\]](<https://example.org/book>)"
    )


def test_front_matter_of_odd_types_is_passed_over() -> None:
    """Wrong types cost their own key and nothing else."""
    recording = read(
        "---\ntitle: [a]\ndate: soon\nspeakers: {a: b}\ntags: 7\nmedia: 5\nduration: true\n---\n"
        + TURNS
    )
    assert recording == Recording(transcript=recording.transcript)
    assert len(recording.transcript.cues) == 2


def test_headings_are_chapters() -> None:
    """A heading starts its chapter at the next cue; two on one cue become one title."""
    recording = read(
        "---\ntitle: Kites\n---\n# Kites\n\n## Origins\n\n### East\n\nAda: 00:00:05\n\nOld.\n\n"
        "## Use\n\nStill Ada, no mark.\n\nBen: 00:00:15\n\nSo?\n\n## Nothing beneath\n"
    )
    assert recording.title == "Kites"
    assert [cue.speaker for cue in recording.transcript.cues] == ["Ada", "Ada", "Ben"]
    assert recording.chapters == (
        ListedChapter(title="Origins: East", start=5.0, first_cue=0),
        ListedChapter(title="Use", start=7.0, first_cue=1),
    )


def test_what_stands_above_the_speech_is_notes() -> None:
    """Without front matter, the first line is the title and the rest a note."""
    recording = read(f"Kites, a history\n\nRecorded [here](https://example.org).\n\n{TURNS}")
    assert recording.title == "Kites, a history"
    assert recording.notes == "Recorded [here](https://example.org)."
    assert len(recording.transcript.cues) == 2


def test_a_first_heading_is_the_title() -> None:
    """`# Title` above the speech is the title, not a chapter."""
    recording = read(f"# Kites\n\n{TURNS}")
    assert recording.title == "Kites"
    assert recording.chapters == ()


def test_references_below_the_speech_are_notes() -> None:
    """A list of links at the end is not put into anybody's mouth."""
    recording = read(f"{TURNS}\n## References\n\n- [A book](https://example.org/book)\n")
    assert recording.notes == "## References\n\n- [A book](https://example.org/book)"
    assert recording.transcript.cues[-1].text == "How old are they?"


@pytest.mark.parametrize(
    ("above", "title", "notes", "chapters"),
    [
        ("Ada flies kites.\n", None, "Ada flies kites.", []),
        ("Two kites\n\nAda flies them.\n", "Two kites", "Ada flies them.", []),
        ("# Kites\n\nAda flies them.\n", "Kites", "Ada flies them.", []),
        (
            "# Kites\n\n## Guests\n\nAda flies kites.\n\n## Origins\n",
            "Kites",
            "## Guests\n\nAda flies kites.",
            ["Origins"],
        ),
        (
            "# Kites\n\n## Guests\n\nAda.\n\n## Place\n\nA hill.\n\n## Wind\n\n### East\n",
            "Kites",
            "## Guests\n\nAda.\n\n## Place\n\nA hill.",
            ["Wind: East"],
        ),
        ("## Origins\n\nAda flies kites.\n", None, "Ada flies kites.", ["Origins"]),
        ("- a link\n- another\n", None, "- a link\n- another", []),
    ],
)
def test_what_stands_above_the_first_mark_is_not_said(
    above: str, title: str | None, notes: str, chapters: list[str]
) -> None:
    """Sections with words become notes under their headings; bare headings stay chapters."""
    recording = read(f"{above}\n{TURNS}")
    assert (recording.title, recording.notes) == (title, notes)
    assert [chapter.title for chapter in recording.chapters] == chapters
    assert [cue.text for cue in recording.transcript.cues] == [
        "Kites are old.",
        "How old are they?",
    ]


def test_what_stands_under_front_matter_is_said() -> None:
    """Whoever wrote front matter has put there what is not said."""
    recording = read(f"---\ntitle: Kites\n---\nWelcome to all.\n\n{TURNS}")
    assert recording.notes == ""
    assert recording.transcript.cues[0].text == "Welcome to all."


@pytest.mark.parametrize(
    ("line", "is_title"),
    [
        ("w" + " w" * 14, True),
        ("w" + " w" * 15, False),
        ("**Kites**", True),
        ("Kites.", False),
        ("Kites:", False),
        ("Kites!", False),
        ("Kites?", False),
        ("Kites;", False),
        ("- Kites", False),
        ("* Kites", False),
        ("1. Kites", False),
        ("2024 in kites", True),
    ],
)
def test_a_first_line_may_be_the_title(line: str, is_title: bool) -> None:
    """Of fifteen words at the most, no sentence and no item of a list; else it is a note."""
    recording = read(f"{line}\n\nFlown by Ada.\n\n{TURNS}")
    assert recording.title == (line.strip("*") if is_title else None)
    assert recording.notes == ("" if is_title else f"{line}\n\n") + "Flown by Ada."


@pytest.mark.parametrize(
    "heading",
    [
        *("Credits", "Footnotes", "Further reading", "Links", "Notes", "References"),
        *("Resources", "Show notes", "Sources", "LINKS", "Show Notes:", "Sources :"),
    ],
)
def test_what_is_written_about_a_recording_is_a_note(heading: str) -> None:
    """Under such a heading, wherever it stands, nothing is said; what follows it is."""
    recording = read(f"{TURNS}\n## {heading}\n\n- A book\n\n## Wind\n\nIt blows.\n")
    assert recording.notes == f"## {heading}\n\n- A book"
    assert [chapter.title for chapter in recording.chapters] == ["Wind"]
    assert recording.transcript.cues[-1].text == "It blows."


@pytest.mark.parametrize(
    ("heading", "beneath"),
    [("Notes on kites", "They fly."), ("Links", "Ben Oak: 00:00:25\n\nThey fly.")],
)
def test_a_chapter_may_be_called_like_notes(heading: str, beneath: str) -> None:
    """Where more words stand in the heading, or somebody is marked beneath, it is spoken."""
    recording = read(f"{TURNS}\n## {heading}\n\n{beneath}\n")
    assert recording.notes == ""
    assert [chapter.title for chapter in recording.chapters] == [heading]
    assert recording.transcript.cues[-1].text == "They fly."


@pytest.mark.parametrize(
    ("points", "beside", "alone", "speech"),
    [
        (3, 2, 0, False),  # each named once, nobody alone on a line, few words for the time
        (3, 2, 1, False),
        (4, 2, 2, True),  # half of the names stand alone, as labels do
        (3, 7, 0, False),
        (3, 8, 0, True),  # twelve words a minute
    ],
)
def test_an_agenda_is_not_speech(points: int, beside: int, alone: int, speech: bool) -> None:
    """It names each of its points once, with a few words beside it."""
    names = ("Ada Moss", "Ben Oak", "Cy Elm", "Di Ash", "Ed Fir")
    rows = [
        f"{name}: [{number}:00]" + ("\n" if number < alone else " ") + "word " * beside
        for number, name in enumerate(names[:points])
    ]
    assert speaker_text.recognizes("\n".join(rows) + "\n") == speech


def test_a_colon_in_speech_is_no_label() -> None:
    """Words before a colon are speech unless somebody of that name is timed or listed."""
    recording = read(TURNS + "First: they fly.\nBen Oak: They do.\nFirst: they fall.\n")
    assert [(cue.speaker, cue.text) for cue in recording.transcript.cues][1:] == [
        ("Ben Oak", "How old are they? First: they fly."),
        ("Ben Oak", "They do. First: they fall."),
    ]


def test_a_time_alone_belongs_to_the_label_beneath() -> None:
    """Programs that put time, name and words on three lines are read as well."""
    recording = read(
        "00:00:05\nAda Moss:\nKites are old.\n\n00:00:15\nBen Oak:\nHow old?\n"
        "\n00:00:20\nAda Moss:\nVery.\n\n00:00:22\nBen Oak:\nOh.\n"
    )
    assert [(cue.start, cue.speaker, cue.text) for cue in recording.transcript.cues] == [
        (5.0, "Ada Moss", "Kites are old."),
        (15.0, "Ben Oak", "How old?"),
        (20.0, "Ada Moss", "Very."),
        (22.0, "Ben Oak", "Oh."),
    ]


def test_bare_times_inside_speech_stay_where_labels_mark_it() -> None:
    """`10:30 is fine` opens a turn only where all lines are written so."""
    recording = read(TURNS + "10:30 is when we fly them.\n")
    assert recording.transcript.cues[-1].text == "How old are they? 10:30 is when we fly them."


def test_times_without_speech_are_refused() -> None:
    """A file of empty turns says what is missing."""
    with pytest.raises(InputError, match="has times but no speech"):
        speaker_text.parse("Ada: 00:00:01\nBen: 00:00:02\n")


def lines(*marked: str, others: int = 0) -> str:
    """Marked lines, and so many without a mark."""
    return "\n".join([*marked, *["Words of a line that goes on."] * others])


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        (lines("Ann: [01:02] Hello to all.", others=9), True),  # one line in ten
        (lines("Ann: [01:02] Hello to all.", others=10), False),
        (lines("---\ntitle: A\n---\nAnn: [01:02] Hello to all.", others=99), True),
        (lines(*["Ann: [01:02] Hello to all."] * 3, others=297), True),  # three in three hundred
        (lines(*["Ann: [01:02] Hello to all."] * 3, others=298), False),
        (lines(*["Ann: [01:02] Hello to all."] * 2, others=19), False),
        (lines("Ann: [01:02] Hello you"), True),
        (lines("Ann: [01:02] Hello"), False),  # two words to a mark
        (lines("[00:00] " + "word " * 25, "[01:40] " + "word " * 25), True),
        (lines("[00:00] " + "word " * 25, "[01:40] " + "word " * 24), False),
        (lines("[00:00] " + "word " * 99), False),  # one mark alone
        (lines(*["[00:01] Hello you"] * 2, others=98), True),  # two in a hundred
        (lines(*["[00:01] Hello you"] * 2, others=99), False),
    ],
)
def test_so_many_marks_are_a_habit(text: str, speech: bool) -> None:
    """With names one line in ten, or three and one in a hundred; else two, and enough words."""
    assert speaker_text.recognizes(text) == speech


@pytest.mark.parametrize(
    ("words", "strict", "name"),
    [
        ("A B C D E F", True, True),
        ("A B C D E F G", False, False),
        ("Ann of Acme", True, False),
        ("Ann van der Lee", True, True),
        ("ann", True, True),
        ("ann lee", True, False),
        ("ann lee", False, True),
        ("12 34", False, False),
        ("Audience member", True, True),
        ("", False, False),
    ],
)
def test_names_have_six_words_at_the_most(words: str, strict: bool, name: bool) -> None:
    """Each of which begins like a name where speech follows."""
    assert is_name(words, strict=strict) == name


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("**BEN OAK** Hello there.", "BEN OAK"),
        ("**Ben Oak** Hello there.", "Ada Moss"),
        ("**BEN** Hello there.", "Ada Moss"),
        ("**Ada Moss** Hello there.", "Ada Moss"),
        ("Ada Moss: Hello there.", "Ada Moss"),
        ("Ben Oak: Hello there.", "Ada Moss"),
    ],
)
def test_a_name_without_a_time_opens_a_turn_where_it_is_known(line: str, speaker: str) -> None:
    """Somebody who is timed elsewhere, or a full name in bold capitals; others are spoken of."""
    text = f"Ada Moss: 00:00:05\n\nKites are old, and so is the wind.\n\n{line}\n"
    assert read(text).transcript.cues[-1].speaker == speaker


@pytest.mark.parametrize(
    ("heading", "title", "start"),
    [
        ("## 0:10 The wind", "The wind", 10.0),
        ("## The wind [0:10]", "The wind", 10.0),
        ("## (0:10) - The wind", "The wind", 10.0),
        ("## The wind", "The wind", 15.0),
    ],
)
def test_a_heading_may_carry_its_time(heading: str, title: str, start: float) -> None:
    """Before its words or after them, and it is the time of the speech beneath where that has none.

    A mark beneath it is more exact.
    """
    text = f"Ada Moss: 00:00:05\n\nKites are old, all of them.\n\n{heading}\n\n"
    unmarked = read(f"{text}So is the wind.\n\nBen Oak: 00:00:15\n\nHow old are they?\n")
    (chapter,) = unmarked.chapters
    assert chapter.title == title
    if start == 10.0:
        assert chapter.start == start
    marked = read(f"{text}Ben Oak: 00:00:15\n\nHow old are they?\n")
    assert [each.start for each in marked.chapters] == [15.0]


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [
        ("99:00:00", 356_400.0),
        ("99:00:01", None),
        ("0", None),
        ("0.5", 0.5),
        ("'0:01'", 1.0),
        ("true", None),
        ("-5", None),
        ("later", None),
    ],
)
def test_a_stated_length_is_one_that_a_recording_can_have(
    duration: str, seconds: float | None
) -> None:
    """More than nothing, and 99 hours at the most."""
    duration = f"'{duration}'" if ":" in duration and "'" not in duration else duration
    assert read(f"---\nduration: {duration}\n---\n{TURNS}").duration == seconds


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024-02-29", dt.date(2024, 2, 29)),
        ("'2023-02-29'", None),
        ("29 February 2024", dt.date(2024, 2, 29)),
        ("February 29, 2024", dt.date(2024, 2, 29)),
        ("'2024/02/29'", dt.date(2024, 2, 29)),
        ("2024-02-29T23:30:00Z", dt.date(2024, 2, 29)),
        ("2024", None),
    ],
)
def test_dates_in_front_matter(written: str, date: dt.date | None) -> None:
    """As people write them; a day that does not exist is none."""
    assert read(f"---\ndate: {written}\n---\n{TURNS}").date == date


@pytest.mark.parametrize("above", ["", "\n", "\n\n\n"])
def test_a_mistake_in_front_matter_is_named_by_its_line_of_the_file(above: str) -> None:
    """Blank lines above it count."""
    with pytest.raises(InputError) as caught:
        parse(f"{above}---\ntitle: A\nlength: [a\nmore: b\n---\n{TURNS}")
    assert caught.value.line == 4 + len(above)


@pytest.mark.parametrize(
    "heading", ["Transcript", "Full transcript:", "TRANSKRIPT", "The interview"]
)
def test_a_heading_that_says_that_speech_follows_is_no_chapter(heading: str) -> None:
    """The chapters below it are those that people named; without any, they are found."""
    assert read(f"# Kites\n\n## {heading}\n\n{TURNS}").chapters == ()
    named = read(f"# Kites\n\n## {heading}\n\n### Origins\n\n{TURNS}").chapters
    assert [chapter.title for chapter in named] == ["Origins"]


def test_a_text_is_spelled_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is half of what reading takes; who recognizes a text has done it for who reads that."""
    spelled: list[str] = []

    def count(text: str) -> str:
        spelled.append(text)
        return text

    monkeypatch.setattr(habits, "without_comments", count)
    text = "".join(f"**Ada Moss:** [0:{at:02}] Number {at} of the locks.\n\n" for at in range(9))
    document = parse(text)
    assert document
    assert document.recordings[0].transcript.count == 9
    assert spelled == [text]
