"""A podcast page saved as text, in the habits that such pages have."""

from __future__ import annotations

import datetime as dt
import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import InputError
from generator.model import Document, Recording, Transcript
from generator.parsers import listing
from generator.parsers.listing.notes import part
from generator.parsers.listing.timing import Anchor, Clock, set_clock

CLOSING = " Read more of Harbour Talk at https://harbour.example/join"
HEADER = """Harbour Talk: Ships and People — Conversations by the water
Education
Society & Culture
Ada + Ben
Every week we talk with people who build, sail and mend boats, and ask what they learned from it.
Total 3 episodes
1
2
Go to
"""
INTRO = "We sat on the quay and talked about ropes.It was windy.Show Notes* The rope book* Knots"


def entry(body: str, title: str = "Ropes", stamp: str = "10:0003/11/2023") -> str:
    """One entry of a page."""
    return f"{title}\n{title}\n{body}{CLOSING}\n{stamp}\n"


def page(*bodies: str, stamp: str = "10:0003/11/2023") -> str:
    """A page whose first entries have these bodies, and two more that are notes only."""
    filler = [entry("A short note.", "Tar"), entry("Another note.", "Sails")]
    return HEADER + "".join([*(entry(body, stamp=stamp) for body in bodies), *filler])


def first(body: str, stamp: str = "10:0003/11/2023") -> Recording:
    """The recording of the page's first entry."""
    return listing.parse(page(body, stamp=stamp)).recordings[0]


def spoken(transcript: Transcript) -> str:
    """All words of the cues, in order, with a space between them."""
    return " ".join(cue.text for cue in transcript.cues)


def start_of(recording: Recording, opening: str) -> float | None:
    """When the cue that begins so starts."""
    return next(cue.start for cue in recording.transcript.cues if cue.text.startswith(opening))


# The page.


def test_header_gives_show_description_and_hosts() -> None:
    """Title, subtitle, description and hosts come from the lines above the list."""
    document = listing.parse(page("A note."))
    assert document.show == "Harbour Talk: Ships and People"
    assert document.hosts == ("Ada", "Ben")
    assert document.description.startswith("Conversations by the water\n\nEvery week")


def test_category_is_no_host() -> None:
    """A header whose last short line is a category names no hosts."""
    text = page("A note.").replace("Ada + Ben\n", "")
    assert listing.parse(text).hosts == ()


@pytest.mark.parametrize(
    ("stamp", "duration", "date"),
    [
        ("01:07:2103/11/2023", 4041.0, dt.date(2023, 11, 3)),
        ("38:4826/10/2023", 2328.0, dt.date(2023, 10, 26)),
        ("38:486/10/2023", 2328.0, dt.date(2023, 10, 6)),
        ("38:4810/26/2023", 2328.0, dt.date(2023, 10, 26)),
        ("38:4843/26/2023", 2328.0, None),
        ("26/10/2023", None, dt.date(2023, 10, 26)),
    ],
)
def test_duration_and_date_are_glued(
    stamp: str, duration: float | None, date: dt.date | None
) -> None:
    """A stamp parts into a duration and a date, the day first unless that is no date."""
    recording = first("A note.", stamp)
    assert (recording.duration, recording.date) == (duration, date)


def test_closing_line_is_dropped_everywhere() -> None:
    """What most entries end with is in no notes and in no cue."""
    document = listing.parse(page("TranscriptAda: [00:00] Hello there. [00:04] Bye."))
    assert all("Read more" not in recording.notes for recording in document.recordings)
    assert spoken(document.recordings[0].transcript) == "Hello there. Bye."


def test_separators_that_are_no_line_ends_stay_in_the_line() -> None:
    """Only a line feed ends a line: U+2028 and NBSP are white space in the notes."""
    recording = first("One\u2028line\u00a0of notes.")
    assert recording.notes == "One line of notes."


def test_other_text_is_not_recognized() -> None:
    """Neither prose nor a doubled line alone makes a page."""
    assert not listing.recognizes("Ropes\nRopes\nProse about ropes at 10:00.\n")
    assert not listing.recognizes("10:0003/11/2023\n")
    assert listing.recognizes(page("A note."))


def test_stamp_without_title_is_an_error_with_its_line() -> None:
    """A stamp right after another names its line and the remedy."""
    text = page("A note.") + "12:0004/11/2023\n"
    with pytest.raises(InputError) as caught:
        listing.parse(text)
    assert caught.value.line == len(text.split("\n")) - 1
    assert caught.value.remedy


def test_guests_come_from_the_title() -> None:
    """Names after `with` are speakers unless the transcript has them."""
    titled = entry("A note.", "Ropes — with Cleo Marsh of Quay Works and Dan van Dyk")
    talk = entry(
        "TranscriptCleo: [00:00] One two. [00:05]Eve: Three. [00:09]Cleo: Four. [00:12]"
        "Eve: Five. [00:20]",
        "Tar (ft. Cleo Marsh, Finn Holt et al.)",
    )
    recordings = listing.parse(HEADER + titled + talk).recordings
    assert recordings[0].speakers == ("Cleo Marsh", "Dan van Dyk")
    assert recordings[1].speakers == ("Finn Holt",)


# The notes.


def test_notes_become_markdown() -> None:
    """Glued sentences become paragraphs, a glued heading a heading, glued items a list."""
    assert first(INTRO).notes == (
        "We sat on the quay and talked about ropes.\n\nIt was windy.\n\n"
        "## Show Notes\n\n* The rope book\n* Knots"
    )


def test_words_glued_without_punctuation_fall_apart_only_where_both_are_words() -> None:
    """`morningThe` is two words of the page; `RopeMaker`, a name it uses twice, is one."""
    notes = first(
        "RopeMaker is open for all who come in the morningThe RopeMaker has good rope."
    ).notes
    assert notes == (
        "RopeMaker is open for all who come in the morning\n\nThe RopeMaker has good rope."
    )


def test_emphasis_and_formulas_are_no_bullets() -> None:
    """Asterisks around a word, or between factors in parentheses, cut nothing."""
    notes = first("A *truly* good rope (length * width) holds.").notes
    assert notes == "A *truly* good rope (length * width) holds."


def test_addresses_become_links_and_openings_are_escaped() -> None:
    """URLs are autolinks without the full stop; a `>` that opens an item does not quote."""
    notes = first("See https://quay.example/a.Links* >20 m of rope* https://quay.example/b").notes
    assert "<https://quay.example/b>" in notes
    assert "* \\>20 m of rope" in notes


@pytest.mark.parametrize(
    "listed",
    [
        "* [00:00:00] Arrival* [00:01:05] Ropes and Knots* [01:02:00] Farewell",
        "[00:00:00] Arrival[00:01:05] Ropes and Knots[01:02:00] Farewell",
        "* 00:00: Arrival* 01:05: Ropes and Knots* 1:02:00: Farewell",
        "(0:00) Arrival(1:05) Ropes and Knots(1:02:00) Farewell",
        "* (00:00:00) Arrival * (00:01:05) Ropes and Knots * (01:02:00) Farewell",
        "* 0:00 Arrival* 1:05 Ropes and Knots* 1:02:00 Farewell",
        "* 0:00 - Arrival* 1:05 - Ropes and Knots* 1:02:00 – Farewell",
        "0:00 Arrival1:05 Ropes and Knots1:02:00 Farewell",
    ],
)
def test_chapter_lists_in_many_habits(listed: str) -> None:
    """Every spelling of a list gives the same chapters and leaves the notes."""
    recording = first(f"We talk.Timestamps{listed}Show Notes* The rope book")
    assert [(chapter.start, chapter.title) for chapter in recording.chapters] == [
        (0.0, "Arrival"),
        (65.0, "Ropes and Knots"),
        (3720.0, "Farewell"),
    ]
    assert recording.notes == "We talk.\n\n## Show Notes\n\n* The rope book"


def test_remark_about_the_list_goes_with_it() -> None:
    """A few words between the heading and the first chapter are no notes."""
    recording = first("We talk.Timestampsmade by hand:* [00:00] Arrival* [01:00] Ropes")
    assert (len(recording.chapters), recording.notes) == (2, "We talk.")


def test_timed_prose_is_notes() -> None:
    """A list of whole paragraphs with times stays in the notes and makes no chapters."""
    prose = "In this part " + "they speak at length about rope and tar and " * 3 + "wind."
    recording = first(f"We talk.Timestamps* 00:00:00 {prose}* 00:05:00 {prose}")
    assert recording.chapters == ()
    assert recording.notes.count("\n* 00:0") == 2


def test_note_that_the_transcript_is_elsewhere_is_no_transcript() -> None:
    """`Transcript` before a short remark is a section of the notes."""
    recording = first("We talk.TranscriptFull transcript is over at the harbour site!")
    assert recording.transcript.cues == ()
    assert recording.notes.endswith("Full transcript is over at the harbour site!")


@pytest.mark.parametrize(
    ("after", "spoken"),
    [
        *(
            (each, True)
            for each in ("\nAda Lee: Good morning.", " 00:00 Good morning.", ": Ada: Yes.")
        ),
        *((each, True) for each in ("[00:00] Good morning.", "Ada Lee: Good morning.")),
        *((each, False) for each in (": see our site for it.", " of it: see our site.")),
    ],
)
def test_a_short_transcript_opens_with_a_name_or_a_time(after: str, spoken: bool) -> None:
    """Right behind the word; what else stands there is a note on where it is."""
    recording = first(f"We talk of ropes.Transcript{after}")
    assert bool(recording.transcript.cues) == spoken
    assert ("Transcript" in recording.notes) != spoken


# The transcript.

HABITS = {
    "before": (
        "[00:00:00] Ada: Good morning to you. [00:00:10] Ben: Good morning, Ada."
        "[00:00:20] How are the ropes?[00:00:30] Ada: They hold."
    ),
    "after": (
        "Ada: Good morning to you. [00:00:10]Ben: Good morning, Ada. [00:00:20]"
        "Ben: How are the ropes? [00:00:30]Ada: They hold. [00:00:40]"
    ),
    "after the speaker": (
        "Ada: [00:00:00] Good morning to you.Ben: [00:00:10] Good morning, Ada."
        "[00:00:20] How are the ropes?Ada: [00:00:30] They hold."
    ),
    "in the label": (
        "Ada (00:00:00): Good morning to you. Ben (00:00:10): Good morning, Ada. "
        "Ben (00:00:20): How are the ropes? Ada (00:00:30): They hold."
    ),
    "without brackets": (
        "00:00:00 Ada: Good morning to you. 00:00:10 Ben: Good morning, Ada. "
        "00:00:20 Ben: How are the ropes? 00:00:30 Ada: They hold."
    ),
}


@pytest.mark.parametrize("habit", HABITS)
def test_marks_in_many_habits(habit: str) -> None:
    """Wherever the marks stand, cues get the same speakers, texts and starts."""
    cues = first(f"{INTRO}Transcript{HABITS[habit]}").transcript.cues
    assert [(cue.speaker, cue.text, cue.start) for cue in cues] == [
        ("Ada", "Good morning to you.", 0.0),
        ("Ben", "Good morning, Ada.", 10.0),
        ("Ben", "How are the ropes?", 20.0),
        ("Ada", "They hold.", 30.0),
    ]


@pytest.mark.parametrize(
    ("first_mark", "turns", "starts"),
    [
        (0, 6, [0.0, 3.0, 15.0, 20.0, 34.0, 38.0]),
        (2, 6, [2.0, 5.0, 17.0, 22.0, 36.0, 40.0]),
        (3, 6, [0.0, 3.0, 6.0, 18.0, 23.0, 37.0]),
        (0, 4, [0.0, 3.0, 15.0, 20.0]),
        (0, 3, [0.0, 0.0, 3.0]),
    ],
)
def test_mark_that_closes_an_utterance_may_give_its_start(
    first_mark: int, turns: int, starts: list[float]
) -> None:
    """Where the first of four marks or more says 0 after words, give or take two seconds."""
    parts, elapsed = [], first_mark
    for number, length in enumerate([3, 12, 5, 14, 4, 10][:turns]):
        words = " ".join(["Rope", *["rope"] * (length - 1)])
        parts.append(f"{'Ada' if number % 2 else 'Ben'}: {words}. [00:00:{elapsed:02}]")
        elapsed += length
    cues = first(f"Transcript{''.join(parts)}").transcript.cues
    assert [cue.start for cue in cues] == starts


def test_sparse_marks_do_not_cut_sentences() -> None:
    """A mark every minute inside a sentence sets the clock and leaves the sentence whole."""
    minute = "We tie the rope here and there. " * 12
    text = "Ada: [00:00:00] " + " ".join(
        f"{minute}And then we [00:{number:02}:00] pull it tight." for number in range(1, 4)
    )
    recording = first(f"Transcript{text}")
    pulled = [cue for cue in recording.transcript.cues if "pull" in cue.text]
    assert {cue.text for cue in pulled} == {"And then we pull it tight."}
    for number, cue in enumerate(pulled, 1):
        assert cue.start is not None
        assert cue.end is not None
        assert cue.start < 60 * number < cue.end


def test_transcript_without_times_gets_none() -> None:
    """Speech without marks becomes cues of bounded length without times."""
    words = "we tie the rope and pull it tight and look at the water " * 20
    transcript = first(f"We talk.Transcript{words}").transcript
    assert not transcript.timed
    assert all(cue.end is None for cue in transcript.cues)
    assert all(12 <= len(cue.text.split()) <= 40 for cue in transcript.cues)
    assert spoken(transcript) == words.strip()


def test_long_notes_are_no_speech_without_a_heading() -> None:
    """Notes with many colons and times keep out of the cues."""
    listed = "".join(f"[00:{n:02}:00] Tip: Tie a knot[00:{n:02}:30] Ask: Why?" for n in range(30))
    recording = first(f"We talk.Timestamps{listed}")
    assert recording.transcript.cues == ()
    assert len(recording.chapters) == 60


def test_speech_without_a_heading_is_found() -> None:
    """Recurring labels with real speech after them are a transcript, announced or not."""
    speech = "".join(
        f"Ada: {'We tie the rope and look at the water. ' * 2}Ben: {'It holds well today. ' * 4}"
        for _ in range(5)
    )
    recording = first(f"We talk about it. {speech}")
    assert {cue.speaker for cue in recording.transcript.cues} == {"Ada", "Ben"}
    assert recording.notes == "We talk about it."


def test_wrong_marks_are_ignored() -> None:
    """A mark that runs back, and one far beyond the rest, do not bend the times."""
    text = "".join(
        f"[00:{mark}] Ada: The rope number {number} is long and well made. "
        for number, mark in enumerate(
            ["00:00", "00:10", "00:20", "00:05", "00:40", "50:00", "00:50"]
        )
    )
    cues = first(f"Transcript{text}").transcript.cues
    starts = [cue.start for cue in cues]
    assert starts == [0.0, 10.0, 20.0, 30.0, 40.0, 45.0, 50.0]
    assert all(before.start <= after.start for before, after in pairwise(cues))  # type: ignore[operator]  # timed


def test_last_mark_may_lie_after_the_stated_duration() -> None:
    """A duration shorter than the marks is reported as stated and bounds nothing."""
    recording = first("TranscriptAda: [00:00] One. [00:20:00] Two. [00:30:00]", "10:0003/11/2023")
    assert recording.duration == 600.0
    assert recording.transcript.cues[-1].end == 1800.0


def test_spellings_of_one_speaker_are_unified() -> None:
    """Case, a track number, a first name and a slip are all the same person."""
    text = (
        "Ada Quill: One is here. Borin: Two. Ada: Three. borin: Four. Borin: Five. Ada Quill: Six. "
        "Borin: Seven. Borin: Eight. Borim: Nine. Ada Quill: Ten. Ada: Eleven. Ada: Twelve. "
        "Borin: More. Borin: More. Borin: More. Borin: More. Borin: More. borin2: Last. "
        "borin2: Really. borin2: Now. borin: No. borin: Yes. borin2: Oh. borin2: Ah. borin2: Hm. "
        "borin2: Bye. borin: So. borin: It. borin: Is. borin: Done."
    )
    cues = first(f"Transcript{text}").transcript.cues
    assert {cue.speaker for cue in cues} == {"Ada Quill", "Borin"}


@pytest.mark.parametrize(
    ("label", "speaker"),
    [("Borim", "Borin"), ("Born", "Borin"), ("Borrin", "Borin"), ("Borxm", "Borxm")],
)
def test_a_slip_is_one_letter(label: str, speaker: str) -> None:
    """Another, one left out or one too many; two are another person."""
    turns = "Borin: One is here. Ada Quill: Two is there. " * 12
    cues = first(f"Transcript{turns}{label}: Three is gone. {label}: Four is gone.").transcript.cues
    assert cues[-1].speaker == speaker


def test_a_name_of_three_letters_is_no_slip() -> None:
    """Ann and Anna are two."""
    turns = "Ann: One is here. Ada Quill: Two is there. " * 12
    cues = first(f"Transcript{turns}Anna: Three is gone. Anna: Four is gone.").transcript.cues
    assert cues[-1].speaker == "Anna"


def test_labels_glued_to_words_are_labels() -> None:
    """`comingBen:` and `Well,Ada:` end an utterance; `the question: why` does not."""
    text = (
        "Ada: Thanks for comingBen: Yes.Ada: Here is the question: why?Ben: Because."
        "Ada: Well,Ben: Indeed.Ada: I told Ben: go."
    )
    cues = first(f"Transcript{text}").transcript.cues
    assert [(cue.speaker, cue.text) for cue in cues] == [
        ("Ada", "Thanks for coming"),
        ("Ben", "Yes."),
        ("Ada", "Here is the question: why?"),
        ("Ben", "Because."),
        ("Ada", "Well,"),
        ("Ben", "Indeed."),
        ("Ada", "I told Ben: go."),
    ]


def test_sounds_are_set_apart() -> None:
    """Bracketed sounds leave the text and are known by the cue that follows."""
    transcript = first(
        "TranscriptAda: [00:00] Hello. [LAUGHTER] So we go. [00:10]Ben: [INAUDIBLE] Yes. [00:20]"
    ).transcript
    assert [cue.text for cue in transcript.cues] == ["Hello.", "So we go.", "Yes."]
    assert [(sound.before_cue, sound.label) for sound in transcript.sounds] == [
        (1, "laughter"),
        (2, "inaudible"),
    ]


# Chapters in the transcript.

CUT = (
    "Timestamps* [00:02:30] Arrival* [00:03:30] Ropes and Knots* [00:04:00] The Tar"
    "* [00:05:00] FarewellTranscript"
)


def test_headings_in_the_speech_correct_the_list() -> None:
    """A repeated heading's mark is right; a listed chapter between is moved as its neighbour."""
    recording = first(
        CUT + "[00:00:00] Arrival[00:00:00] Ada: Good morning to you.[00:01:00] Ropes and Knots"
        "[00:01:00] Ada: So the ropes.[00:01:10] Ben: Yes,[00:01:10] Ada: the ropes. "
        "[00:01:40] Ben: And tar.[00:02:30] Farewell[00:02:30] Ada: Goodbye."
    )
    assert [(chapter.start, chapter.title) for chapter in recording.chapters] == [
        (0.0, "Arrival"),
        (60.0, "Ropes and Knots"),
        (90.0, "The Tar"),
        (150.0, "Farewell"),
    ]
    cues = recording.transcript.cues
    for chapter in recording.chapters:
        if chapter.first_cue is not None:
            assert cues[chapter.first_cue].start == chapter.start
    assert spoken(recording.transcript) == (
        "Good morning to you. So the ropes. Yes, the ropes. And tar. Goodbye."
    )


def test_headings_glued_to_labels_and_speech() -> None:
    """A heading after one mark ends where the speaker or a capital begins."""
    recording = first(
        "Timestamps* [00:00] Arrival* [02:00] RopeWork* [04:00] Tar and WindTranscript"
        "[00:00] ArrivalAda: Good morning. Ben: Hello.\u00a0[02:00] RopeWorkBen: So we tie. "
        "Ada: Yes.\u00a0[04:00] Tar and WindAnd then the tar. Ben: Right. Ada: Bye."
    )
    assert [(chapter.start, chapter.title) for chapter in recording.chapters] == [
        (0.0, "Arrival"),
        (120.0, "RopeWork"),
        (240.0, "Tar and Wind"),
    ]
    assert start_of(recording, "So we tie") == 120.0
    assert start_of(recording, "And then") == 240.0
    assert "Wind" not in spoken(recording.transcript)


def test_heading_in_other_words_is_the_listed_chapter() -> None:
    """A heading spelled differently gives the time, the list gives the title."""
    recording = first(
        "Timestamps* [00:00:00] Arrival* [00:01:00] Heavy Ropes in Winter"
        "Transcript[00:00:00] Arrival[00:00:00] Good morning to you all."
        "[00:02:00] Heavy Winter Ropes[00:02:00] So the ropes."
    )
    assert [(chapter.start, chapter.title) for chapter in recording.chapters] == [
        (0.0, "Arrival"),
        (120.0, "Heavy Ropes in Winter"),
    ]
    assert spoken(recording.transcript) == "Good morning to you all. So the ropes."


@pytest.mark.parametrize(("heading", "start"), [("Heavy Winter Ropes", 20.0), ("Ropes", 140.0)])
def test_a_heading_in_other_words_moves_no_list(heading: str, start: float) -> None:
    """Only one that the list has word for word tells that it is of another cut."""
    recording = first(
        "Timestamps* [00:00:20] Arrival"
        f"* [00:01:00] {'Ropes' if heading == 'Ropes' else 'Heavy Ropes in Winter'}"
        "Transcript[00:00:00] Ada: Good morning to you all."
        f"[00:03:00] {heading}[00:03:00] Ada: So the ropes."
    )
    opening = recording.chapters[0]
    assert (opening.title, opening.start) == ("Arrival", start)


def test_heading_marked_zero_opens_the_recording() -> None:
    """Where words stand before a heading marked 0, they belong to its chapter."""
    minute = "We tie the rope here and there. " * 12
    recording = first(
        "Timestamps* [00:00] Arrival* [02:00] Tar WorkTranscriptAda: Good morning to all of you. "
        "We are glad that you have come. "
        f"Ben: We sit by the water today. [00:00] ArrivalAda: {minute}[02:00] Tar WorkBen: {minute}"
    )
    arrival = recording.chapters[0]
    assert (arrival.start, arrival.first_cue) == (0.0, 0)
    assert all(before.start != after.start for before, after in pairwise(recording.transcript.cues))


def test_headings_without_a_list_are_chapters() -> None:
    """Capitals between two equal marks make a chapter; a few words of speech do not."""
    recording = first(
        "We talk.Transcript[00:00:00] Calm Water[00:00:00] Ada: Good morning. [00:00:20] Ada: I"
        "[00:00:20] Ben: see it.[00:01:00] Rough Water[00:01:00] Ben: Now it blows."
    )
    assert [(chapter.start, chapter.title) for chapter in recording.chapters] == [
        (0.0, "Calm Water"),
        (60.0, "Rough Water"),
    ]
    assert spoken(recording.transcript) == "Good morning. I see it. Now it blows."


@pytest.mark.parametrize(("count", "is_heading"), [(15, True), (16, False)])
def test_headings_have_15_words_at_the_most(count: int, is_heading: bool) -> None:
    """What is longer between two equal marks was said."""
    title = " ".join(["Calm", "Water", *["Harbour"] * (count - 2)])
    recording = first(
        f"We talk.Transcript[00:00:00] {title}[00:00:00] Ada: Good morning. [00:00:20] Ada: I"
        "[00:00:20] Ben: see it.[00:01:00] Rough Water[00:01:00] Ben: Now it blows."
    )
    assert (title in [chapter.title for chapter in recording.chapters]) == is_heading
    assert (title in spoken(recording.transcript)) != is_heading


@pytest.mark.parametrize(("closing", "dropped"), [("Come to us.", False), ("Come to us!!", True)])
def test_a_closing_line_has_12_characters(closing: str, dropped: bool) -> None:
    """What is shorter may end many notes by chance."""
    bodies = ("We spoke of ropes.", "We saw a storm.", "We had tea.")
    entries = "".join(
        f"{title}\n{title}\n{body} {closing}\n10:0003/11/2023\n"
        for title, body in zip(("Ropes", "Tar", "Sails"), bodies, strict=True)
    )
    notes = [each.notes for each in listing.parse(HEADER + entries).recordings]
    assert [closing[:8] in each for each in notes] == [not dropped] * 3


@pytest.mark.parametrize(
    ("body", "cues"),
    [
        ("Ada: The rope is wet and old now. Ben: It is dry and new again. " * 4, 0),
        ("Ada: The rope is wet and old now. Ben: It is dry and new again. " * 5, 10),
        ("".join(f"[00:0{n}:00] {'Rope ' * 15}ends. " for n in range(4)), 0),
        ("".join(f"[00:0{n}:00] {'Rope ' * 15}ends. " for n in range(5)), 5),
        ("".join(f"[00:0{n}:00] {'Rope ' * 14}ends. " for n in range(8)), 8),
        ("".join(f"[00:0{n}:00] {'Rope ' * 13}ends. " for n in range(8)), 0),
    ],
)
def test_speech_is_known_without_a_heading(body: str, cues: int) -> None:
    """By five labels of each of two people, or five marks with 15 words from each to the next."""
    assert len(first(f"We talk of ropes. {body}").transcript.cues) == cues


@pytest.mark.parametrize(("words", "lengths"), [(40, [40, 1]), (41, [20, 21, 1])])
def test_a_cue_has_40_words_at_the_most(words: int, lengths: list[int]) -> None:
    """A longer sentence is cut into equal parts."""
    said = f"{'rope ' * (words - 1)}ends."
    cues = first(f"TranscriptAda: [00:00:00] {said} Ben: [00:01:00] Yes.").transcript.cues
    assert [len(cue.text.split()) for cue in cues] == lengths


@pytest.mark.parametrize(("title", "cue"), [("Abc Def", None), ("Abcd Efg", 1)])
def test_capitals_tell_a_heading_of_eight_letters(title: str, cue: int | None) -> None:
    """Wherever it stands; what is shorter may be shouted."""
    recording = first(
        f"Timestamps* [00:00:00] Arrival* [00:01:00] {title}Transcript[00:00:00] Ada: Good morning "
        f"to all. {title.upper()} and so on. [00:02:00] Ben: Now it blows."
    )
    assert recording.chapters[1].first_cue == cue


@pytest.mark.parametrize(("length", "described"), [(59, False), (60, True)])
def test_a_description_has_60_characters(length: int, described: bool) -> None:
    """A shorter line above the list is a category or names."""
    line = ("We talk of boats and ropes " * 4)[: length - 1] + "."
    header = re.sub("Every week.*", line, HEADER)
    notes = "".join(entry("A note.", title) for title in ("Ropes", "Tar", "Sails"))
    assert (line in listing.parse(header + notes).description) == described


@pytest.mark.parametrize(("items", "chapters"), [(1, 0), (2, 2)])
def test_two_items_with_bracketed_times_are_a_list(items: int, chapters: int) -> None:
    """One is a remark."""
    listed = "".join(f"* Rope {number} [0{number}:00]" for number in range(items))
    assert len(first(f"We talk.{listed}").chapters) == chapters


@pytest.mark.parametrize(("late", "moved"), [(5, 0), (6, 6)])
def test_a_list_of_another_cut_is_moved(late: int, moved: int) -> None:
    """Where its headings stand more than five seconds from where they are listed."""
    recording = first(
        "Timestamps* [00:00:00] Arrival* [00:01:00] Heavy Ropes* [00:02:00] Tar"
        f"Transcript[00:00:00] Arrival[00:00:00] Ada: Good morning. [00:01:0{late}] Heavy Ropes"
        f"[00:01:0{late}] Ben: So the ropes. [00:02:30] Ada: Yes. [00:03:00] Ben: No."
    )
    assert [chapter.start for chapter in recording.chapters] == [0.0, 60.0 + late, 120.0 + moved]


# Properties.

WORDS = st.lists(
    st.sampled_from(["rope", "tar", "sail", "knot", "wave", "wind", "quay"]), min_size=2, max_size=9
)
TURNS = st.lists(
    st.tuples(st.integers(1, 40), st.lists(WORDS, min_size=1, max_size=3)), min_size=6, max_size=20
)


def _written(turns: list[tuple[int, list[list[str]]]], habit: str) -> tuple[str, list[str]]:
    """A transcript in a habit, and the words in it; each turn lasts so many seconds."""
    parts: list[str] = []
    words: list[str] = []
    begin = 0
    for number, (length, sentences) in enumerate(turns):
        name = ("Ada", "Ben")[number % 2]
        text = " ".join(" ".join(sentence).capitalize() + "." for sentence in sentences)
        words += text.split()
        opening, closing = (f"[00:{at // 60:02}:{at % 60:02}]" for at in (begin, begin + length))
        begin += length
        parts.append(
            {
                "before": f"{opening} {name}: {text}",
                "after": f"{name}: {text} {closing}",
                "speaker": f"{name}: {opening} {text}",
                "none": f"{name}: {text}",
            }[habit]
        )
    return "".join(parts), words


@given(turns=TURNS, habit=st.sampled_from(["before", "after", "speaker", "none"]))
@settings(max_examples=60)
def test_no_word_is_lost_and_time_never_runs_back(
    turns: list[tuple[int, list[list[str]]]], habit: str
) -> None:
    """In every habit all words arrive in order, and times ascend within the recording."""
    written, words = _written(turns, habit)
    transcript = first(f"{INTRO}Transcript{written}", "20:0003/11/2023").transcript
    assert spoken(transcript).split() == words
    assert {cue.speaker for cue in transcript.cues} == {"Ada", "Ben"}
    assert transcript.timed == (habit != "none")
    if transcript.timed:
        _assert_in_order(transcript, latest=max(1200, sum(length for length, _ in turns)))


def _assert_in_order(transcript: Transcript, latest: float) -> None:
    """Starts ascend, ends follow starts, and nothing lies beyond `latest`."""
    previous = 0.0
    for cue in transcript.cues:
        assert cue.start is not None
        assert cue.end is not None
        assert previous <= cue.start <= cue.end <= latest
        previous = cue.start


PIECES = st.sampled_from(
    [
        *("[00:01] ", "[00:00:09]", "(1:02)", "01:02:03 ", "99:99:99", "[9:9]", "Ada: ", "Ben:"),
        *("swan2: ", "* ", "Rope ", "tar. ", "A ", "Why? ", "Transcript", "Show Notes"),
        *("Timestamps", "[laughter]", "https://a.example/b ", "\u00a0", "\n", "[", "]", "*", ":"),
        *('"', "”", "é "),
    ]
)


@given(body=st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=150)
def test_any_notes_give_a_document(body: str) -> None:
    """Whatever stands between title and stamp, the page is read and times ascend."""
    document: Document = listing.parse(page(body))
    assert [recording.title for recording in document.recordings][-2:] == ["Tar", "Sails"]
    for recording in document.recordings:
        starts = [chapter.start for chapter in recording.chapters if chapter.start is not None]
        assert starts == sorted(starts)
        if recording.transcript.timed:
            _assert_in_order(recording.transcript, latest=100 * 3600)


@pytest.mark.parametrize(
    "unit", ["[", "(", "* ", "00:00:", "Aa", "Aa: ", "Ab.", "[00:00:01] ", "* [0:01] a", " ", "“A"]
)
def test_hostile_repetition_stays_linear(unit: str) -> None:
    """Text that repeats one piece without end takes time in proportion to its length."""
    body = f"TranscriptAda: [00:00] Hello. Ben: Yes. {unit * (60_000 // len(unit))}"
    begin = time.process_time()
    first(unit * (60_000 // len(unit)))
    first(body)
    assert time.process_time() - begin < 10


# What counts, at the edge.


def titled(*words: int) -> Recording:
    """An entry whose notes list chapters with titles of so many words."""
    items = "".join(
        f"* [{minute:02}:00] {' '.join(['Rope', *['rope'] * (count - 1)])}"
        for minute, count in enumerate(words)
    )
    return first(f"A note.Timestamps{items}")


@pytest.mark.parametrize(
    ("words", "chapters"),
    [((15, 15), 2), ((16, 16), 0), ((1, 1, 22), 3), ((1, 1, 23), 2), ((3,), 0)],
)
def test_titles_of_listed_chapters_are_short(words: tuple[int, ...], chapters: int) -> None:
    """15 words in the middle, 22 for any, and two chapters at least; what is longer is notes."""
    assert len(titled(*words).chapters) == chapters


@pytest.mark.parametrize(("letters", "spoken"), [(200, False), (201, True)])
def test_long_text_after_the_word_transcript_is_one(letters: int, spoken: bool) -> None:
    """Without a mark or a speaker: more than two hundred characters."""
    text = ("Ropes are made of hemp and of wire. " * 9)[:letters].strip().ljust(letters, "x")
    assert bool(first(f"A note.Transcript{text}").transcript.cues) == spoken


def clock_of(*marks: tuple[int, float], words: int = 1000, duration: float | None = None) -> Clock:
    """A clock by marks, each after so many words."""
    anchors = [Anchor(word=word, time=time) for word, time in marks]
    clock = set_clock(anchors, [], [], words, duration)
    assert clock
    return clock


def test_a_mark_far_beyond_the_end_is_wrong() -> None:
    """Three stated durations are the farthest."""
    assert clock_of((0, 0.0), (300, 150.0), (900, 300.0), duration=100.0).start(900) == 300.0
    assert clock_of((0, 0.0), (300, 150.0), (900, 300.1), duration=100.0).start(900) != 300.1


def test_nobody_says_more_than_six_words_a_second() -> None:
    """A mark in whole seconds may be two seconds off; what comes sooner is passed over."""
    assert clock_of((0, 0.0), (72, 10.0), (900, 400.0)).start(72) == 10.0
    assert clock_of((0, 0.0), (73, 10.0), (900, 400.0)).start(73) != 10.0


@pytest.mark.parametrize(("time", "start"), [(120.0, 0.0), (120.1, 117.6)])
def test_what_is_said_before_an_early_mark_began_the_recording(time: float, start: float) -> None:
    """Within two minutes; before a later one it began at the pace of the rest."""
    assert clock_of((10, time), (410, time + 100.0)).start(0) == pytest.approx(start, abs=0.05)


def test_one_moment_is_no_clock() -> None:
    """Two are the fewest, and they must differ."""
    assert set_clock([Anchor(word=0, time=0.0)], [], [], 10, None) is None
    assert set_clock([Anchor(word=0, time=5.0), Anchor(word=9, time=5.0)], [], [], 10, None) is None


@pytest.mark.parametrize(
    ("gap", "length", "announced"),
    [
        *(("\n", 201, True), ("\n", 200, False), (" \n", 201, True), ("  \n", 300, False)),
        *(("", 201, True), ("", 200, False), (" ", 300, False)),
    ],
)
def test_a_heading_announces_long_speech_below_it(gap: str, length: int, announced: bool) -> None:
    """Or glued to it; two hundred characters, the gap included, are none yet."""
    said = gap + ("we sat on the quay and spoke of ropes " * 9)[: length - len(gap)]
    notes, speech = part(f"We talk of ropes.\nTranscript{said}")
    assert (notes, speech) == (
        ("We talk of ropes.\n", said) if announced else (f"We talk of ropes.\nTranscript{said}", "")
    )
