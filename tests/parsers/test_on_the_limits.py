"""A sweep over short texts on the limits: from how much on something is a habit or a title."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.errors import InputError
from generator.model import Recording
from generator.parsers import parse
from generator.parsers.captions import clock_seconds
from generator.parsers.chapter_lists import chapters_from, clashes_in, parse_chapter_file
from generator.parsers.front_matter import describe, language_of, part, show_of, values_of
from generator.parsers.habits.labels import read_people
from generator.parsers.introductions import find_introduction
from generator.parsers.speech import take_sounds
from tests.conftest import Expect
from tests.test_sweeps import tried

TWO = "[0:01] Ann Lee: We set the tide.\n\n[0:09] Bo Ray: So we do it, and more.\n"
LONG = "What we know of the tide and of the rope is that it is never the same as we think it is."


def rows(*texts: str, each: float = 6.0, begin: float = 0.0, form: str = "{0} --> {1}") -> str:
    """WebVTT of some captions, one after another."""
    cues = []
    for number, text in enumerate(texts):
        times = (clock(begin + each * number), clock(begin + each * (number + 1)))
        cues.append(f"{form.format(*times)}\n{text}\n")
    return "WEBVTT\n\n" + "\n".join(cues)


def clock(seconds: float) -> str:
    """As WebVTT has it."""
    return f"{seconds // 3600:02.0f}:{seconds // 60 % 60:02.0f}:{seconds % 60:06.3f}"


def matter(text: str, body: str = TWO) -> str:
    """A text below its front matter."""
    return f"---\n{text}\n---\n\n{body}"


def chat(*lines: str) -> str:
    """A chat on one day."""
    return "\n".join(lines) + "\n"


def page(body: str, head: str = "") -> str:
    """A page of the web."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def listing(*stamps: str) -> str:
    """A podcast page saved as text."""
    entries = "".join(
        f"Nr {n}\nNr {n}\nWe spoke of the number {n}, and of others.\n{stamp}\n"
        for n, stamp in enumerate(stamps)
    )
    return f"Pier Talk\nArts\nAnn Lee and Bo Ray\nTotal {len(stamps)} episodes\n{entries}"


SAID = page("<p><b>Ann Lee:</b> [0:01] We set the tide.</p><p><b>Bo Ray:</b> [0:09] So we do.</p>")
TEXTS: dict[str, str] = {
    "two marks": TWO,
    "two marks of one": TWO.replace("Bo Ray", "Ann Lee"),
    "marks far apart": TWO + "\n\n".join([LONG] * 30),
    "three marks far apart": TWO + "\n[0:20] Ann Lee: Yes.\n\n" + "\n\n".join([LONG] * 250),
    **{
        f"a first line of {count} words": " ".join(["tide"] * count) + f"\n\n{TWO * 2}"
        for count in (1, 14, 15, 16)
    },
    **{f"a first line with {sign}": f"On tides{sign}\n\n{TWO * 2}" for sign in ".:;!?…,"},
    "a dated line": f"Talk\n\n18 November 2025\n\n{TWO * 2}",
    "a sentence with a day": f"Talk\n\nIt was said in the hall on 18 November 2025 by all of those"
    f" who came there that day to hear it\n\n{TWO * 2}",
    "endnotes": f"# Tides\n\n{TWO}\n## Links\n\n- https://a.example/\n",
    "marked endnotes": f"# Tides\n\n{TWO}\n## Links\n\n[0:20] Ann Lee: See there.\n",
    "other headings": f"# Tides\n\n## Start\n\n{TWO}\n## End (0:20)\n\n[0:20] Ann Lee: See.\n",
    "a title with a tail": f"# Tides (2026-03-14 10:02) - Full Transcript\n\n{TWO * 2}",
    "one who is listed": matter(
        "speakers: [Ann Lee]", "[0:01] Hello and so on.\n\n[0:09] So it is.\n"
    ),
    "questions to one who is listed": matter(
        "speaker: Ann Lee", "[0:01] Q: What is it?\n\n[0:09] A: A tide, we think.\n"
    ),
    "late by 2:59:59": rows("The tide.", "It is in.", begin=10799),
    "late by 3 h": rows("The tide.", "It is in.", begin=10800),
    "ten hours and 2:59": rows("The tide.", "It is in.", begin=36179),
    "ten hours and 3 min": rows("The tide.", "It is in.", begin=36180),
    "rolling twice": rows("the tide", "the tide\nis in", "is in\nand out"),
    "rolling once": rows("the tide", "the tide\nis in"),
    "growing": rows("the", "the tide", "the tide is", "the tide is in"),
    "single words": rows(*["the", "tide", "is", "in", "and", "we", "go."], each=0.4),
    "four single words": rows(*["the", "tide", "is", "in."], each=0.4),
    **{
        f"a pause of {pause} s": rows("the", "tide", "is", "in", each=0.4)
        + rows("and", "we", "go", "out", each=0.4, begin=1.6 + pause).removeprefix("WEBVTT\n")
        for pause in (0.9, 1.1)
    },
    "whole labels on all": rows("Ann Lee: The tide.", "Bo Ray: It is in."),
    "labels twice": rows("Ann: The tide.", "It is in.", "Ann: And out.", "So."),
    "labels thrice": rows("Ann: The tide.", "It is in.", "Ann: And out.", "So.", "Ann: Yes."),
    "labels on all": rows("Ann: The tide.", "Bo: It is in."),
    "chevrons": rows(
        ">> Ann: The tide.", "It is in.", ">> And out.", ">> Ann: So.", ">> Ann: Yes."
    ),
    "two lines of two": rows("- Ann: The tide.\n- Bo: So it is."),
    "two labels in a caption": rows(*["Ann: The tide.\nBo: So it is."] * 3),
    "names above": rows(*["Ann Lee\nThe tide.", "Bo Ray\nIt is in.", "Ann Lee\nAnd out."] * 2),
    "voices": rows("<v Ann>The tide.", "It is in.", "Yes <v Bo>and no", "so it is"),
    "WhisperX": rows("[SPEAKER_00]: The tide.", "[SPEAKER_01]: It is in."),
    "negative and sixty": "WEBVTT\n\n-00:01.000 --> 00:60.000\nThe tide.\n",
    "dots for commas": "1\n00:00:01.5 --> 00:00:03,25\nThe tide.\n\n2\n0:0:4 --> 0:0:6\nIt is.\n",
    "a chat of days": chat(
        "14/03/2026, 10:04 - Ann Lee: We set the tide.",
        "14/03/2026, 10:05 - Bo Ray: So we do it.",
        "14/03/2026, 10:06 - Ann Lee: And more of it.",
    ),
    "an American chat": chat(
        "3/14/26, 11:59 AM - Ann Lee: We set the tide.",
        "3/14/26, 12:01 PM - Bo Ray: So we do it.",
        "3/14/26, 1:01 PM - Ann Lee: And more of it.",
    ),
    "past midnight": chat(
        "[23:59:50] Ann Lee: We set the tide.",
        "[00:00:10] Bo Ray: So we do it.",
        "[00:00:20] Ann Lee: And more of it.",
    ),
    "numbered lines": "\n".join(
        f" {n % 25 + 1}  {'Q  Did you see it?' if n % 2 else 'A  I did see it, yes.'}"
        for n in range(30)
    ),
    "four numbered lines": "\n".join(f" {n}  Q  Did you see it?" for n in range(1, 5)),
    "a CSV with ends": "0.5,2.0,Ann,We set it.\n2.0,4.5,Bo,So we do it.\n4.5,6.0,Ann,And so.\n",
    "a CSV with lengths": "5.5,2.0,Ann,We set it.\n7.5,2.5,Bo,So we do.\n10.5,1.0,Ann,And so.\n",
    "a TSV of labels": "0.5\t2.0\tWe set the tide.\n2.0\t4.5\tSo we do it.\n",
    "a title above a table": "Talk\n\nStart,End,Text\n0:01,0:03,We set it.\n0:03,0:05,So we do.\n",
    "a page": SAID,
    "a page with a heading": SAID.replace("<body>", "<body><h1>Tides</h1>"),
    "a page with two": SAID.replace("<body>", "<body><h1>Site</h1><h1>Tides</h1>").replace(
        "</head>", "<title>Tides | Site</title></head>"
    ),
    "a page of a site": SAID.replace(
        "</head>",
        "<title>Tides - The Pier</title><meta property='og:site_name' content='The Pier'>"
        "<meta property='article:published_time' content='2026-03-14T10:00:00Z'>"
        "<link rel='canonical' href='https://a.example/tides'></head>",
    ),
    "a page of another site": SAID.replace(
        "</head>",
        "<title>Tides - 2 March 2026</title><meta property='og:site_name' content='Lake'></head>",
    ),
    "JSON with lengths": '{"results": [{"start": 1, "duration": 2, "text": "We set the tide."},'
    ' {"start": 4, "duration": 2.5, "text": "So we do it."}]}',
    "JSON with a name and a number": '{"title": "On the tides that came and went in the winter",'
    ' "segments": [{"speaker": 1, "speaker_name": "Ann Lee", "start": 1, "end": 3,'
    ' "text": "We set the tide."}, {"speaker": 2, "speaker_name": "", "start": 4, "end": 6,'
    ' "text": "So we do it."}]}',
    "JSON of words": '{"words": ['
    + ", ".join(
        f'{{"word": "{word}", "start": {0.5 * n + 0.9 * (n > 3) + 1.2 * (n > 5)}, '
        f'"end": {0.5 * n + 0.4 + 0.9 * (n > 3) + 1.2 * (n > 5)}}}'
        for n, word in enumerate(["We", "set", "the", "tide", "so", "we", "do", "it"])
    )
    + "]}",
    "a listing": listing("01:07:2103/11/2023", "10:0112/25/2023", "03/12/2023"),
    "a listing with a bare day": listing("01:07:2103/11/2023", "04/12/2023", "10:0105/12/2023"),
    **{
        f"{alike} of {count} end alike": listing(*["10:0103/11/2023"] * count).replace(
            "others.", "others. Thanks to all of you for listening.", alike
        )
        for alike, count in ((2, 2), (3, 3), (3, 5), (3, 6), (4, 6))
    },
    "YAML that is none": "---\nWe set the tide.\n---\n\n" + TWO,
    "speech without times": "\n\n".join(
        f"{('Ann Lee', 'Bo Ray')[n % 2]}: So I think you know that we are in it, don't you?"
        for n in range(6)
    ),
    **{
        f"{count} words of prose": " ".join(["So", "I", "think", "you", "know"] * (count // 5))
        + "."
        for count in (95, 100, 105)
    },
}
MATTER = """speakers: [A]; hosts: [B]; guests: [C]; host: D; guest: E, A; speaker: F|summary: S
description: D; notes: N|summary: S; description: D|notes: N; introduction: I
duration: 0|duration: 356400|duration: 356401|duration: "1:02:03"|duration_seconds: 62; duration: x
date: 2026-03-14; recorded: 2026-03-15|recorded-on: 14 March 2026|pubDate: 2026-03-14T10:00:00
published: x; upload_date: 2026-03-14|media: https://a.example/a.mp3; video: https://youtu.be/x
url: https://a.example/a.webm; link: https://a.example/b|url: ftp://a.example/|url: https://a b/
video_url: https://vimeo.com/1; permalink: https://a.example/c|show: A; podcast: B|series: C
tags: a, b, a; keywords: [c]|tags: [1, true, x]|title: 1984|title: true|language: de; lang: fr
lang: fr|resources: [{url: 'https://a.example/', title: 'A [b]'}]; summary: S
resources: [{url: 'https://a.example/'}, {title: x}]|hosts: [{name: Ann}, {x: y}]"""
CHAPTER_FILES = (
    '{"chapters": [{"startTime": 0, "title": "A"}, {"startTime": 5, "title": "P", "toc": false}]}',
    '{"chapters": [{"startTime": 9, "title": "B"}, {"startTime": 0, "title": "A"}, {"start": 4}]}',
    '[{"start": "0:00", "title": "A"}, {"start": "0:00", "title": "B"}]',
    '<psc:chapter start="00:00:01.500" title="A &amp; b"/><psc:chapter title=" " start="0:05"/>',
    "00:00 A\n1. 0:10 - B\nC 0:20\n(0:30) D [x]\n0:40 --> 0:50 E\nnone\n| 1:00:00 | F |\n",
    "nothing",
    "{}",
)
CHAPTER_VALUES: tuple[object, ...] = (
    *([{"start": 0, "title": "A"}, {"time": "0:10", "name": "B"}], [{"0:00": "A"}, {"B": "0:10"}]),
    *({"0:00": "A", "B": "0:10"}, {"chapters": ["0:00 A", "0:10 B"]}, [["0:00", "A"], ["B", 10]]),
    *(
        [{"start": 0}],
        [{"title": "A"}],
        ["A"],
        "0:00 A\n0:05 B",
        None,
        5,
        [{"start": -5, "title": "A"}],
    ),
    *([{"start": 0, "title": "A"}, {"start": 0, "title": "B"}], [{"start": True, "title": "A"}]),
)
SOUNDS = """[music] Hello|Hello [music] you [laughs]|[BIG NOISE] so|[A] so|[Ann] so|(laughs) so
(he laughs at it) so|(he laughs at it so) so|[one two three four five music] so|*sighs* so|♪ la ♪
[one two three four five six music] so|[a](b) so|[Music]|(music)|[_TT_50] so|<|0.00|>so|[door] so
(door) so|[the editor says]|2*3*4|[x y z]|[♪♪]"""
PEOPLE = (
    "Ines Falk (IF)\nTom Arden (TA)\nBo Ray (BR)\n",
    "Ines Falk (IF)\nTom Arden (TA)\n",
    "Ines Falk (IF)\nIda Frost (IF)\nTom Arden (TA)\nBo Ray (BR)\n",
    "# Who\n\nInes Falk (IF)\nTom Arden (TA)\nBo Ray (BR)\nCy Low (CL)\n",
    "# Who\n\nInes Falk (IF)\nTom Arden (TA)\nBo Ray (BR)\n",
    "| Name | Initials |\n|---|---|\n| Ines Falk | IF |\n| Tom Arden | TA |\n| Bo Ray | XY |\n",
    "Ines Falk (XY)\nTom Arden (TRD)\nBo Ray (RB)\nCy Low (CL)\nAb Cd (AB)\nEf Gh (EF)\n",
)
TELLS = "In this talk Ann Lee explains how the harbour office computed every tide with brass gears."
MORE = "The second paragraph tells of how ropes were made in the long sheds behind the old harbour."
HOSTED = "This episode is hosted by Ann Lee and Bo Ray."
INTRODUCED = (
    *((TELLS, MORE, ""), ("", MORE, TELLS), ("", "", TELLS), ("Short.", "", TELLS)),
    *(
        ("", "", f"Short.\n\n{TELLS}"),
        ("", "", f"# Notes\n{TELLS}"),
        ("", "", f"- a\n- b\n\n{TELLS}"),
    ),
    *(("", "", "\n\n".join([*["x"] * count, TELLS])) for count in (4, 5, 6, 7, 8, 9, 10, 11, 12)),
    *(("", "", f"{HOSTED}\n\n{TELLS}"), ("", "", f"{TELLS[:-1]}:\n\n{MORE}")),
    ("", "", f"{TELLS} See these:\n\n- a"),
    *(("", "", " ".join(TELLS.split()[:count]) + ".") for count in range(3, 15)),
)


def told(recording: Recording) -> Iterator[str]:
    """What was read of a recording."""
    transcript = recording.transcript
    yield (
        f"  {recording.title} | {recording.date} | {recording.duration} | {recording.speakers} | "
        f"{recording.media} {recording.video} {recording.link} {recording.tags} {recording.called}"
    )
    if recording.notes:
        yield f"  notes: {recording.notes!r}"
    for cue in transcript.cues[:8]:
        yield f"    {cue.start}-{cue.end} {cue.speaker}: {cue.text[:60]}"
    if transcript.count > 8:
        yield f"    {transcript.count} cues until {transcript.end}"
    if recording.chapters:
        yield f"  chapters: {[f'{each.start} {each.title}' for each in recording.chapters]}"


def test_texts_on_the_limits_are_read_as_before(expect: Expect) -> None:
    """Marks, captions, chats, tables, pages and listings, each just enough or one too few."""
    found = []
    for name, text in TEXTS.items():
        found.append(f"# {name}")
        try:
            document = parse(text)
        except InputError as error:
            found.append(f"  {error}")
            continue
        if document is None:
            found.append("  no transcript")
            continue
        about = (document.show, document.description, document.hosts)
        found.append(f"  {document.format} {about if any(about) else ''}".rstrip())
        for recording in document.recordings:
            found += told(recording)
    expect("sweeps/made_up/short_texts.txt", "\n".join(found) + "\n")


def test_what_stands_beside_is_read_as_before(expect: Expect) -> None:
    """Front matter, chapters, sounds, lists of people and introductions, on their limits."""
    found = []
    for text in MATTER.replace("\n", "|").split("|"):
        values = values_of(part(matter(text.replace("; ", "\n"))))
        read = describe(values)
        described = [read.introduction, read.description, language_of(values), show_of(values)]
        found += [text, *told(read), f"  {described}"]
    for text in CHAPTER_FILES:
        found.append(f"{text!r}: {tried(partial(parse_chapter_file, text))}")
    for value in CHAPTER_VALUES:
        read_ = tried(partial(chapters_from, value))
        found.append(f"{value!r}: {read_} {clashes_in(value)}")
    for text in SOUNDS.replace("\n", "|").split("|"):
        found.append(f"{text!r}: {take_sounds(text)}")
    for text in PEOPLE:
        found.append(f"{text!r}: {read_people(text)}")
    for given in INTRODUCED:
        made = find_introduction(*given, "en")
        found.append(f"{[each[:60] for each in given]}: {made}")
    for text in (
        "-1:00",
        "0:60",
        "1:60:00",
        "0:01,5",
        "0:01.123456789",
        "1:2:3",
        "x",
        "12",
        "9" * 30,
    ):
        found.append(f"{text}: {tried(partial(clock_seconds, text, 1))}")
    expect("sweeps/made_up/beside.txt", "\n".join(found) + "\n")
