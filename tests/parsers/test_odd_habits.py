"""Habits of single places, each as small as it can be: what is read, and what is left alone."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from generator.model import Cue, Recording
from generator.parsers import parse
from generator.parsers.names import is_role


def read(text: str) -> Recording:
    """The one recording in a text."""
    document = parse(text)
    assert document
    [recording] = document.recordings
    return recording


def said(text: str) -> list[tuple[str | None, str]]:
    """Who says what."""
    return [(cue.speaker, cue.text) for cue in read(text).transcript.cues]


def test_paragraphs_that_hold_a_name_open_turns_on_a_page() -> None:
    """Names in blocks of their own, buttons, and what is hidden: only what was said is read."""
    turn = (
        """<div class="turn"><p class="speaker">{}</p><p><a class="play">&#9654;</a> {}</p></div>"""
    )
    page = "<html><body>{}<p style='display:none'>secret</p></body></html>".format(
        "".join(
            turn.format(name, text)
            for name, text in (
                ("Ines Falk", "Who drew the tides before there was a machine for it?"),
                ("Tom Arden", "A clerk with a very long table drew them, so we think."),
            )
            * 4
        )
    )
    turns = said(page)
    assert {name for name, _ in turns} == {"Ines Falk", "Tom Arden"}
    assert not any("secret" in text or "▶" in text for _, text in turns)


def test_a_colon_after_a_name_on_a_page_is_no_speech() -> None:
    """`<span class="name">Ines</span>: Hello` begins with the word."""
    line = '<div class="comment"><span class="name">{}</span>: {}</div>'
    page = "<html><h1>Call</h1>{}</html>".format(
        "".join(
            line.format(name, "So I think that we should look at the gauge again, you know.")
            for name in ("Ines Falk", "Tom Arden") * 3
        )
    )
    assert {text[:2] for _, text in said(page)} == {"So"}


def test_turns_within_a_line_are_parted() -> None:
    """Interviews whose answers follow on the line of the question."""
    line = (
        "Interviewer: Where did you begin to work with the gauge, and who was there at the time? "
        "Robertson: I began in the harbour, and there was nobody but me and an old clerk, you know."
    )
    names = [name for name, _ in said("\n".join([line] * 6))]
    assert names[:4] == ["Interviewer", "Robertson"] * 2


def test_debates_on_one_line_are_parted() -> None:
    """`MR. SPEAKER.-` opens a turn wherever it stands."""
    text = (
        "MR. SPEAKER.- Honourable Members, I now call on the next of those who wish to speak. "
        "HON. I. B. FALK.- Mr. Speaker, Sir, I thank you, and I say that the gauge is broken. "
    )
    turns = said("END OF WEEK\n\n" + text * 6)
    assert [name for name, _ in turns][:2] == ["MR. SPEAKER", "HON. I. B. FALK"]
    assert turns[1][1].startswith("Mr. Speaker, Sir")


def test_a_length_above_the_times_is_nobody() -> None:
    """`Duration: 1:00:16` at the top is later than all that follows, and no position."""
    times = "\n\n".join(
        f"**[00:0{minute}:00]** {'So we went on and talked about the gauge for a while. ' * 5}"
        for minute in range(8)
    )
    cues = read(f"# Tides\n\n- Source: a machine\n- Duração: 01:00:16\n\n{times}").transcript.cues
    assert {cue.speaker for cue in cues} == {None}
    assert [cue.start for cue in cues][:3] == [0.0, 60.0, 120.0]


def test_times_that_count_days_are_no_frames() -> None:
    """`00:01:02:03` is an hour and two minutes into a flight that took days."""
    lines = [f"[00:00:0{n // 3}:{n % 3 * 20:02}]" for n in range(24)]
    spoken = "{}: Roger, we have a go for the next one and we are looking at the gauge now.\n"
    turns = (spoken.format(name) for name in ("Cap", "Pilot") * 12)
    text = "\n\n".join(f"{line}\n{turn}" for line, turn in zip(sorted(lines), turns, strict=True))
    starts = [cue.start for cue in read(text).transcript.cues if cue.start is not None]
    assert starts[:4] == [0.0, 20.0, 40.0, 60.0]


@pytest.mark.parametrize("day", ["Tue 10:0{}", "2026-03-14T10:0{}:08.280Z"])
def test_logs_with_days_of_the_week_or_in_utc_are_chats(day: str) -> None:
    """Who wrote what, without the machine that keeps the minutes."""
    lines = [
        f"[{day.format(n)}]\t<{name}>\t{text}"
        for n, (name, text) in enumerate(
            [
                ("ines", "let us look at the gauge first, and then at the table"),
                ("Zakim", "sees ines, tom on the speaker queue"),
                ("tom", "i think that the gauge is broken again, is it not?"),
                ("Transcriber", "Una_Reed: it was me who broke it, I am sorry to say"),
                ("ines", "then let us mend it today, before the tide comes back"),
                ("tom", "so we will, and thanks to everybody who helps us with it"),
            ]
        )
    ]
    names = [name for name, _ in said("\n".join(lines))]
    assert names == ["ines", "tom", "Una_Reed", "ines", "tom"]


@pytest.mark.parametrize(
    ("clocks", "starts"),
    [
        (("23:58", "23:59", "00:00", "00:01"), [0.0, 60.0, 120.0, 180.0]),
        (("12:01", "12:02", "00:02", "00:03"), [None] * 4),
    ],
)
def test_a_chat_goes_on_past_midnight(clocks: tuple[str, ...], starts: list[float | None]) -> None:
    """Without days, times that run back by more than half a day are of the next, others wrong."""
    text = "\n".join(
        f"{clock} <{name}> {'the tide comes in and we look at the gauge once more ' * 4}"
        for clock, name in zip(clocks, ("ada", "ben") * 2, strict=True)
    )
    assert [cue.start for cue in read(text).transcript.cues][:4] == starts


LINES = ("So who drew it then?", "A machine did it for years.", "And who turned the gears?")


@pytest.mark.parametrize(
    ("key", "second"),
    [
        *(("Seconds", 1), ("Ms", 1e3), ("Millis", 1e3), ("Us", 1e6), ("Micros", 1e6)),
        *(("Ns", 1e9), ("Nanos", 1e9), ("Ticks", 1e7)),
    ],
)
def test_a_key_says_of_what_unit_its_times_are(key: str, second: float) -> None:
    """Whatever the pace of speech would make of them."""
    segments = [
        {f"start{key}": 40 * n * second, f"end{key}": (40 * n + 2) * second, "text": text}
        for n, text in enumerate(LINES)
    ]
    cues = read(json.dumps({"segments": segments})).transcript.cues
    assert [(cue.start, cue.end) for cue in cues] == [(0.0, 2.0), (40.0, 42.0), (80.0, 82.0)]


def test_frames_of_a_table_are_twenty_five_a_second() -> None:
    """Where times count them and nothing says how long they are."""
    rows = [f"00:00:0{n}:05,00:00:0{n}:20,Ines,{text}" for n, text in enumerate(LINES)]
    cues = read("\n".join(["In,Out,Speaker,Text", *rows])).transcript.cues
    assert [(cue.start, cue.end) for cue in cues] == [(0.2, 0.8), (1.2, 1.8), (2.2, 2.8)]


@pytest.mark.parametrize("first", range(4))
@pytest.mark.parametrize("order", [1, -1])
def test_who_speaks_is_a_name_before_a_label_a_role_and_a_number(first: int, order: int) -> None:
    """In whatever order they stand."""
    known = {"speakerName": "Ines", "speakerLabel": "Tom", "speakerRole": "host", "speakerId": "7"}
    told = dict(list(known.items())[first:][::order])
    segments = [{"start": 2.0 * n, "text": text, **told} for n, text in enumerate(LINES)]
    speakers = {name for name, _ in said(json.dumps({"segments": segments}))}
    assert speakers == {("Ines", "Tom", "host", "Speaker 7")[first]}


@pytest.mark.parametrize("named", [slice(3, 6), slice(0, 2)])
def test_words_without_a_name_are_said_by_whoever_speaks_beside(named: slice) -> None:
    """Before the first name as after it."""
    spoken = "So who drew it then? A machine did it."
    words = [
        {"word": word, "start": 0.4 * n, "end": 0.4 * n + 0.3}
        | ({"speaker": "Ines"} if n in range(6)[named] else {"speaker": "Tom"} if n > 5 else {})
        for n, word in enumerate(spoken.split())
    ]
    assert said(json.dumps({"words": words})) == [
        ("Ines", "So who drew it then?"),
        ("Ines", "A"),
        ("Tom", "machine did it."),
    ]


@pytest.mark.parametrize(
    ("names", "told"),
    [("ITI", True), ("ITU", False), ("ITIT", True), ("ITUI", False), ("ITUIT", True)],
)
def test_a_column_of_a_table_without_names_is_who_speaks(names: str, told: bool) -> None:
    """Where a name stands twice on average, one row more or less."""
    people = [{"I": "Ines", "T": "Tom", "U": "Una"}[name] for name in names]
    rows = [
        f"{3 * n}.0,{3 * n + 2}.5,{name},We set lamp number {n} by the pier that day"
        for n, name in enumerate(people)
    ]
    assert [name for name, _ in said("\n".join(rows))] == (people if told else [None] * len(names))


def test_captions_call_a_person_by_the_whole_name_once() -> None:
    """`Ines Falk:` opens, `Ines:` goes on, and both are one person."""
    lines = ["Ines Falk: Hello", "Tom Arden: Hi", *["Ines: so", "Tom: yes"] * 4]
    captions = "\n\n".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{text}" for n, text in enumerate(lines, 1)
    )
    assert {name for name, _ in said(captions)} == {"Ines Falk", "Tom Arden"}


def test_a_table_may_have_a_time_here_and_there() -> None:
    """Times in brackets in some rows, a colon after some names."""
    rows = ["timestamp,speaker,words", '[0:00],IF,"Good."', ",TA:,So it is."]
    rows += [f"[{n}:00],IF,We went on with it for a while." for n in range(1, 5)]
    cues = read("\n".join(rows)).transcript.cues
    assert {cue.speaker for cue in cues} == {"IF", "TA"}
    assert cues[0].start == 0.0
    assert cues[-1].start == 240.0


def test_commas_in_what_is_said_need_no_quotes_where_it_stands_last() -> None:
    """Subtitles as a table whose text nobody quoted."""
    text = (
        "//English\n$FontName = Arial\n"
        "00:00:01:00 , 00:00:04:00 , Welcome back, Tom.\n"
        "00:00:05:00 , 00:00:07:00 , Who drew the tides?\n"
        "00:00:08:00 , 00:00:09:12 , A machine did.\n"
    )
    assert next(line for _, line in said(text)) == "Welcome back, Tom."


def test_prefixes_that_xml_forgot_to_declare_cost_nothing() -> None:
    """An editor's TTML without all of its namespaces."""
    text = (
        '<tt xmlns="http://www.w3.org/ns/ttml"><head><ttm:title>x</ttm:title></head><body><div>'
        '<p begin="1s" end="2s">First line.</p></div></body></tt>'
    )
    assert said(text) == [(None, "First line.")]


@pytest.mark.parametrize(
    "text",
    [
        "# Changelog\n## 2.1\n### Added\n- Parser: frames\n- CLI: `--quiet`\n### Fixed\n"
        "- Parser: empty files\n- Docs: typo\n- CLI: names\n",
        "# FAQ\n\n**Q: How do I install it?**\nA: Run it.\n\n**Q: On Windows?**\nA: Yes.\n\n"
        "**Q: Where?**\nA: Here.\n\n**Q: Why?**\nA: So.\n",
        "# Lemon cake\n\nPrep time: 0:20\nCook time: 0:45\n\n## Ingredients\n- Flour: 1\n"
        "## Method\n1. Heat: set the oven and butter the tin.\n2. Beat: cream the butter well.\n",
        "".join(
            f"2026-03-14 10:02:1{n} INFO  server: request number {n} was answered at once\n"
            for n in range(9)
        ),
        "".join(f"**Tweet {n}:**\nThe gauge is broken again.\n\n" for n in range(1, 8)),
        "See the list below.\n\n[1]: https://example.org/a\n[2]: https://example.org/b\n"
        "[3]: https://example.org/c\n",
    ],
    ids=["changelog", "faq", "recipe", "log", "posts", "references"],
)
def test_what_nobody_says_is_left_alone(text: str) -> None:
    """Labels, questions and times stand in what is no transcript as well."""
    assert parse(text) is None


def test_front_matter_may_stand_above_a_page(tmp_path: Path) -> None:
    """The source of a site: its title and date, and HTML below, its templates passed over."""
    turns = "".join(
        f"<div class='speaker-timestamp'>{name} (0{n}:00):</div><p>So we went on to the gauge.</p>"
        for n, name in enumerate(["Ines Falk", "Tom Arden"] * 3)
    )
    recording = read(
        "---\ntitle: Tides\npub_date: '\n\n  March 14th, 2026'\n---\n<h1>{{ page.title }}</h1>"
        + turns
    )
    assert (recording.title, str(recording.date)) == ("Tides", "2026-03-14")
    first: Cue = recording.transcript.cues[0]
    assert (first.speaker, first.text) == ("Ines Falk", "So we went on to the gauge.")


@pytest.mark.parametrize(
    "mark",
    ["{} - {} {}: {}", "[{} - {}] {}: {}", "{}-{}\n{}: {}\n", "({}–{}) {}: {}"],
)
def test_ranges_in_prose_end_where_they_say(mark: str) -> None:
    """`00:03 - 00:09 Ines: text`: start, end, who and what."""
    turns = [
        ("00:03", "00:09", "Ines", "Welcome back, Tom, and thanks to all of you."),
        ("00:09", "00:14", "Tom", "A machine with brass gears did it, I think."),
        ("00:14", "00:18", "Ines", "Who drew the tides before there was one?"),
        ("00:20", "00:26", "Tom", "A clerk with a very long table of figures."),
    ]
    cues = read("\n".join(mark.format(*turn) for turn in turns)).transcript.cues
    assert [(cue.speaker, cue.text) for cue in cues] == [turn[2:] for turn in turns]
    assert [(cue.start, cue.end) for cue in cues] == [(3, 9), (9, 14), (14, 18), (20, 26)]


TURNS = (
    ("Ines Falk", "Who drew the tides before there was a machine for it?"),
    ("Tom Arden", "A clerk with a very long table drew them, so we think."),
) * 2


@pytest.mark.parametrize(
    "line",
    [
        "- **{name}** `0:{at:02}` {text}",
        "**{name}** | 0:{at:02} | {text}",
        "[0:{at:02}](https://example.org/watch?v=1&t={at}) **{name}** {text}",
        "`0:{at:02}` **{name}:** {text}",
        "**{name} [0:{at:02}]:** {text}",
        "**{name}:** 00:00:{at:02}\n\n{text}",
        "00:00:{at:02} **{name}:**\n\n{text}",
        "0:{at:02} >> {name}: {text}",
        "[{name} 0:{at:02}] {text}",
        "{name}: {text} #00:00:{end:02}-0#",
        "{name}\t0:{at:02}.0 - 0:{end:02}.0\t{text}",
        "[00:00:{at:02}] [{name}] {text}",
        "00:00:{at:02}  {name}:\n{text}",
        "{name} · 0:{at:02}\n{text}",
        "> [!quote] {name} (0:{at:02})\n> {text}",
        "00;00;{at:02};00 - 00;00;{end:02};00\n{name}\n{text}",
        "Starting point is 00:00:{at:02}\n{name}: {text}",
        "<10:02:{at:02} AM> {name}: {text}",
        "10:02:{at:02} From {name} to Everyone:\n\t{text}",
        "10:02:{at:02} Von {name} an Alle:\n\t{text}",
        "10:02:{at:02} De {name} à Tout le monde :\n\t{text}",
        "10:02:{at:02} De {name} a Todos:\n\t{text}",
        "10:02:{at:02} 開始 {name} 終了 全員:\n\t{text}",
        "0:{at:02}\n{at} Sekunden\n{name}: {text}",
    ],
)
def test_times_beside_names_in_bold_at_ends_and_in_spans(line: str) -> None:
    """Each turn begins when it says, and neither time nor mark is said."""
    lines = [
        line.format(name=name, text=text, at=6 * n, end=6 * n + 6)
        for n, (name, text) in enumerate(TURNS)
    ]
    if "\t" in line:
        lines.insert(0, "Speaker\tTimespan\tContent")
    cues = read("\n\n".join(lines)).transcript.cues
    assert [(cue.start, cue.speaker, cue.text) for cue in cues] == [
        (6.0 * n, name, text) for n, (name, text) in enumerate(TURNS)
    ]


@pytest.mark.parametrize("byline", ["**Tide Hour:** [March 14, 2026](https://a.org/v)", ""])
def test_items_lead_to_their_moments_below_a_day(byline: str) -> None:
    """Times that are links begin their lines; the day of a show above them is no speaker's."""
    lines = [
        f"*  {text} [[00:00:{6 * n:02}](https://a.org/watch?v=1&t={6 * n}.5s)]"
        for n, (_, text) in enumerate(TURNS)
    ]
    recording = read("\n".join(["# Tides by machine", byline, *lines]))
    assert recording.date == (dt.date(2026, 3, 14) if byline else None)
    assert recording.link == ("https://a.org/v" if byline else None)
    assert recording.title == "Tides by machine"
    assert [(cue.start, cue.speaker, cue.text) for cue in recording.transcript.cues] == [
        (6.0 * n, None, text) for n, (_, text) in enumerate(TURNS)
    ]


def test_a_day_that_somebody_says_is_no_header() -> None:
    """An answer that is a day stays where its label comes again."""
    turns = [("Ines Falk", "When did it begin?"), ("Tom Arden", "March 14, 2026."), *TURNS]
    assert said("\n\n".join(f"{name}: {text}" for name, text in turns)) == turns


@pytest.mark.parametrize(
    "told",
    [
        "La transcripción finalizó después de 00:02:40",
        "Die Transkription wurde nach 00:02:40 beendet",
        "Cette transcription modifiable a été générée par ordinateur et peut contenir des erreurs.",
        "(Transcribed by TurboScribe.ai. Go Unlimited to remove this message.)",
        "Initial people present at 10:02:11 AM:",
    ],
)
def test_what_tools_say_of_a_file_is_nobodys_speech(told: str) -> None:
    """In the language of whoever met."""
    lines = [f"{name}: {text}" for name, text in TURNS]
    assert said("\n\n".join([*lines, told])) == list(TURNS)


def test_numbers_and_heads_of_printed_pages_are_not_said() -> None:
    """Where a text was taken from pages: each has its number, and the same line above."""
    turns = [
        (name.upper(), f"{text} Is that so of {port}, do you think?")
        for (name, text), port in zip(TURNS, ("Leith", "Hull", "Dover", "Cork"), strict=True)
    ]
    pages = [
        f"Harbour Oral History        Arden\n\n{name}: {text}\n\n        {page}\n"
        for page, (name, text) in enumerate(turns, start=1)
    ]
    assert said("\n".join(pages)) == turns


def test_names_above_what_captions_say_have_no_colon() -> None:
    """On a line of their own, in each of them."""
    text = "\n\n".join(
        f"{n + 1}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{name.upper()}:\n{said}"
        for n, (name, said) in enumerate(TURNS)
    )
    assert said(text) == [(name.upper(), text) for name, text in TURNS]


def test_several_offices_may_stand_behind_a_name() -> None:
    """As parliaments print them, on a line of their own."""
    lines = [f"{name} (Harbour North) (Lab)\n{text}" for name, text in TURNS * 2]
    assert said("\n\n".join(lines)) == list(TURNS * 2)


def test_a_bold_name_without_a_time_speaks_among_those_with_one() -> None:
    """Somebody who says one thing only, and whose time nobody noted."""
    lines = [f"**{name}** [0:{6 * n:02}]: {text}" for n, (name, text) in enumerate(TURNS)]
    lines.insert(2, "**Mary**: Can you not hear me at all?")
    assert said("\n\n".join(lines))[2] == ("Mary", "Can you not hear me at all?")


@pytest.mark.parametrize("line", ["**{}:** ({}) {}", "**{}** [{}] {}"])
def test_a_room_in_which_several_sit_speaks_under_its_own_name(line: str) -> None:
    """However its name looks: nothing that it says is said by whoever spoke before."""
    turns = [(name.replace("Tom Arden", "Hull tide office"), text) for name, text in TURNS]
    text = "\n\n".join(line.format(name, f"0:{9 * n:02}", t) for n, (name, t) in enumerate(turns))
    assert said(text) == turns


def test_messages_with_their_day_above_them_are_turns() -> None:
    """As programs save channels as text; the day is the recording's."""
    text = "".join(
        f"[03/14/2026 10:0{n} AM] {name}\n{said}\n\n" for n, (name, said) in enumerate(TURNS)
    )
    recording = read(f"====\nChannel: tides\n====\n\n{text}")
    assert [(cue.speaker, cue.text) for cue in recording.transcript.cues] == list(TURNS)
    assert str(recording.date) == "2026-03-14"


@pytest.mark.parametrize("line", ["*{}*:: {}", "- {} :: {}", "{}:: {}"])
def test_terms_with_what_they_mean_are_turns_where_people_are_meant(line: str) -> None:
    """As AsciiDoc and Org mode have it."""
    assert said("\n\n".join(line.format(*turn) for turn in TURNS)) == list(TURNS)


def test_a_saved_chat_has_no_positions() -> None:
    """The time of day of a message, whose day stands in a title, is none."""
    page = "<html><body>{}</body></html>".format(
        "".join(
            f'<div class="message"><div title="14.03.2026 10:0{n}:00 UTC">10:0{n}</div>'
            f'<div class="from_name">{name}</div><div class="text">{text}</div></div>'
            for n, (name, text) in enumerate(TURNS * 2)
        )
    )
    cues = read(page).transcript.cues
    assert [(cue.start, cue.speaker, cue.text) for cue in cues] == [
        (None, *turn) for turn in TURNS * 2
    ]


def test_short_answers_after_a_time_are_nobody() -> None:
    """`0:04 Yeah.` is said, however often it comes."""
    said = ("So the gauge went round and round.", "Yeah.", "Who drew it?", "Sure.") * 8
    cues = read("\n\n".join(f"00:00:{n:02} {text}" for n, text in enumerate(said))).transcript.cues
    assert {cue.speaker for cue in cues} == {None}


def test_a_list_of_those_who_speak_is_no_speech() -> None:
    """`Part 3 Speakers:` and their names, each with a number."""
    names = "\n".join(f"Speaker {n}: {chr(64 + n)}.B. SMALLWOOD-{n}" for n in range(1, 30))
    assert parse(f"Part 13 Speakers:\n{names}\n") is None


def test_who_speaks_is_called_by_an_office_at_length() -> None:
    """In capitals and with a dash, as debates are printed; a statement of one person is read."""
    office = "HON. LEADER OF THE GOVERNMENT IN PARLIAMENT"
    speech = "I move that the table of tides, as it was circulated, be taken as read. " * 10
    assert {name for name, _ in said(f"# Minutes\n\n{office}.- {speech}")} == {office}


def test_numbers_of_references_are_no_times() -> None:
    """`threads: [1][tides]` names nobody, and one is no second."""
    line = "There is news of the gauge, as told in threads: [1][tides], [2][brass gears] and so on."
    again = "threads: [1][tides] and others of that week."
    assert parse(f"# Newsletter\n\n{line}\n\n{again}\n" * 8) is None


def test_numbers_of_points_are_no_times() -> None:
    """`(1) Stateless`, `(2) Framed` among turns count what is said, and no seconds."""
    lines = [f"({n + 1}) Tide\n\n{name}: {text}" for n, (name, text) in enumerate(TURNS * 2)]
    cues = read("\n\n".join(lines)).transcript.cues
    assert {cue.start for cue in cues} == {None}
    assert {cue.speaker for cue in cues} == {name for name, _ in TURNS}


def test_times_between_what_somebody_says_are_not_said() -> None:
    """`Ines: [0:06] So we did. [0:09] And then` holds two times, of which one is its start."""
    lines = [
        f"{name}: [00:00:{6 * n:02}] {text} [00:00:{6 * n + 3:02}] And so on."
        for n, (name, text) in enumerate(TURNS)
    ]
    assert said("\n\n".join(lines)) == [(name, f"{text} And so on.") for name, text in TURNS]


@pytest.mark.parametrize(
    "label",
    [
        "Option #1",
        "Clauses 2, 3 and 4",
        "Long Title",
        "Part 13 Speakers",
        "Wednesday",
        "Paper No. 7",
    ],
)
def test_points_clauses_lists_and_days_are_nobody(label: str) -> None:
    """What debates, minutes and programmes set before a colon."""
    assert is_role(label)


TOLD = [
    ("Ines Falk", "Welcome to the tide hour, where we speak of machines that drew the sea."),
    ("Tom Arden", "Thank you for having me, I am glad to be here with you today."),
    ("IF", "So who drew the tides before there was a machine for it?"),
    ("Tom", "A clerk with a very long table drew them, so we think, and nobody thanked him."),
]
LATER = [TOLD[2], TOLD[3]] * 3


def test_first_names_and_initials_stand_for_whole_names() -> None:
    """Who is named in full once is meant by what shortens that name from then on."""
    whole = {"IF": "Ines Falk", "Tom": "Tom Arden"}
    turns = [*TOLD, *LATER]
    text = "\n\n".join(f"__{name}__: {told}" for name, told in turns)
    assert said(text) == [(whole.get(name, name), told) for name, told in turns]


@pytest.mark.parametrize("again", ["Tom Arden", "Tom Berg"])
def test_a_first_name_beside_the_whole_one_is_somebody_else(again: str) -> None:
    """Not where the whole name comes again, or two people have that first name."""
    turns = [*TOLD[:2], (again, "I was there too."), *TOLD[3:], (again, "So was I."), *LATER]
    text = "\n\n".join(f"{name}: {told}" for name, told in turns)
    assert ("Tom", TOLD[3][1]) in said(text)


def test_what_markdown_needs_is_neither_title_nor_speech() -> None:
    """Anchors in headings, what labels lead to, a list of links above, a wrapped line's end."""
    turns = [*TOLD[:2], *TOLD[:2], *TOLD[:2]]
    lines = [f"**{name}** (00:00:{9 * n:02}):\n{told}\n" for n, (name, told) in enumerate(turns)]
    lines.insert(2, '## Tides by hand <a name="hand"></a>\n')
    above = "[Video](https://a.org/v)\n\nOf tides:\n - [By hand](#hand)\n"
    text = f"---\ntitle: Tides\n---\n\n[hand]: https://a.org/hand\n{above}\n" + "\n".join(lines)
    recording = read(text)
    assert [(cue.start, cue.speaker, cue.text) for cue in recording.transcript.cues] == [
        (9.0 * n, name, told) for n, (name, told) in enumerate(turns)
    ]
    assert [chapter.title for chapter in recording.chapters] == ["Tides by hand"]
    assert "[By hand](#hand)" in recording.notes


def test_a_wrapped_line_may_begin_with_a_word_and_a_colon() -> None:
    """A word in lower case that comes once before a colon is nobody's name."""
    turns = [*TOLD[:2], *TOLD[:2], ("Tom Arden", "It does two\nthings: it draws, and it counts.")]
    text = "\n\n".join(f"{name}: {told}" for name, told in turns)
    assert {name for name, _ in said(text)} == {"Ines Falk", "Tom Arden"}


@pytest.mark.parametrize(
    "listed", ["- **Length:** 66:20\n- **Seen:** 640 times\n", "Seen often.\n"]
)
def test_what_stands_above_the_heading_of_a_transcript_is_not_said(listed: str) -> None:
    """A length that is the only time is no position, and what a tool lists is a note."""
    talk = [f"And so I said that we can draw the tide of day {day}." for day in range(100)]
    told = "\n\n".join(talk)
    recording = read(f"# Tides by hand\n\n{listed}\n## Transcript\n\n{told}\n")
    assert recording.title == "Tides by hand"
    assert not recording.transcript.timed
    assert " ".join(cue.text for cue in recording.transcript.cues) == " ".join(talk)
