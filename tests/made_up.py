"""Transcripts made up by number: every habit of writing who speaks when, mixed and at its edges.

`python -m tests.made_up spoken 17` prints the text that a row of a sweep is about.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Sequence

Choose = random.Random
PEOPLE = (
    ("Ines Falk", "Tom Arden", "Ann Lee"),
    ("Ines", "Tom", "Ann"),
    ("INES FALK", "TOM ARDEN", "ANN LEE"),
    ("Speaker 1", "Speaker 2", "Speaker 3"),
    ("Dr. Ann Lee, PhD", "Jean de la Cruz", "O'Neil"),
    ("MR. HALE", "MS. ORD", "THE CHAIR"),
    ("Q", "A", "Audience"),
    ("The Minister for Transport", "Ann Lee", "Senator Ord"),
    ("ines", "tom_arden", "ann"),
    ("Ines Falk", "Ines", "Note"),
    ("Zoë", "Jörg Möß", "ベル"),
    ("INES FALK, HOST", "FALK", "TOM ARDEN"),
)
SPOKEN = (
    "I think we set the lamp by the pier that day",
    "You know, nobody drew the tides before that",
    "Yes",
    "Right. So who paid for it, then",
    "It was a long table, and we really got it going",
    "Well, the harbour office computed every tide with brass gears, and that is what we said",
    "Thank you",
    "In 1984 it cost 12:30 pounds (or so) to draw them",
    "Wir haben das Licht am Pier gesetzt, und es war gut",
    "And the gauge: a pen drew the sum of all of them on a roll of paper that I got",
    "[laughs] Okay, like, that is what it does",
    "See https://example.org/tides for the list",
    "潮の高さを測る道具があった",
)
_FORMS = """{n}: {s}|{t} {n}: {s}|[{t}] {n}: {s}|({t}) {n}: {s}|{n} ({t}): {s}|{n} [{t}]: {s}
{n}: [{t}] {s}|{n}: {t}↵{s}|{n} {t}↵{s}|{n} ({t})↵{s}|{t} - {n}↵{s}|[{t}]↵{n}: {s}|{t}↵{s}
[{t}] {s}|({t}) {s}|{t} {s}|**{n}:** {s}|**{n}** {s}|**{n}** ({t}) {s}|**{n} {t}** {s}
**[{t}] {n}:** {s}|{t} **{n}** {s}|- **{n}**: {s}|- {n}: {s}|* {t} {n}: {s}|### {n} ({t})↵{s}
### {t} {n}↵{s}|## {n}↵{s}
# {n}↵{s}|<{n}> {s}|[{n}] {s}|[{n} {t}] {s}|{{{t}}} {n}: {s}|{n} (host): {s}
{n}. {s}|{n} - {s}|{n} — {s}|{n}↵{s}|{n}:↵{s}|{t}↵{n}↵{s}|{n}↵{t}↵{s}|{n}: {s} [{t}]|{s} ({t})
{n}:: {s}|{n}：{s}|>> {n}: {s}|{t} >> {n}: {s}|| {t} | {n} | {s} || {n} | {s} |
{d}, {t} - {n}: {s}|[{d} {t}:07] {n}: {s}|[3/14/26, {t} AM] {n}: {s}|{t} PM {n}: {s}|{n}  {t} AM↵{s}
2026-03-14 {t} <{n}> {s}|From {n} to Everyone: {t}↵{s}|{t} From {n} : {s}|**{s}?**↵{s}
[[{t}](#a)] {n}: {s}|[{t}](https://a.example/) {s}|([{t}](#a)) {s}
{t} --> {t}↵{s}|[{t} --> {t}] {s}|{t} – {t}↵{n}: {s}|{n} {t} – {t}↵{s}|1. {n}: {s}|12  {s}
#{t}-3# {n}: {s}|{s} #{t}-3#|... {s}|> {n}: {s}|`{t}` {n}: {s}|__{n}:__ {s}|__{n}__ {s}
{n}\t{s}|{n}\t{t}\t{s}"""


def _forms_in(line: str) -> list[str]:
    """The forms between bars; a form that is a row of a table has bars of its own."""
    if not line.startswith("{n}::"):
        return line.split("|")
    *others, _ = line.partition("|| ")
    return [*others[0].split("|"), "| {t} | {n} | {s} |", "| {n} | {s} |"]


FORMS = [form for line in _FORMS.split("\n") for form in _forms_in(line)]
"""How a turn is written: `{n}` is a name, `{t}` a time, `{s}` what is said, `↵` a new line."""
CLOCKS: tuple[Callable[[float], str], ...] = (
    lambda s: f"{int(s) // 60}:{int(s) % 60:02}",
    lambda s: f"{int(s) // 60:02}:{int(s) % 60:02}",
    lambda s: f"{int(s) // 3600}:{int(s) // 60 % 60:02}:{int(s) % 60:02}",
    lambda s: f"{int(s) // 3600:02}:{int(s) // 60 % 60:02}:{s % 60:06.3f}",
    lambda s: f"{int(s) // 3600:02}:{int(s) // 60 % 60:02}:{s % 60:06.3f}".replace(".", ","),
    lambda s: f"00:{int(s) // 60 % 60:02}:{int(s) % 60:02}:{int(s * 7) % 31:02}",
    lambda s: f"{int(s) // 60}'{int(s) % 60:02}\"",
    lambda s: f"{int(s) // 60} minutes {int(s) % 60} seconds",
    lambda s: f"{int(s) // 60}m {int(s) % 60}s",
    lambda s: f"{s:.1f}",
    lambda s: f"{10 + int(s) // 3600}:{int(s) // 60 % 60:02}:{int(s) % 60:02}",
    lambda s: f"{int(s) // 60 % 12 + 1}:{int(s) % 60:02}",
)
NOISE = (
    *("", "", "---", "[Music]", "# The Tides", "## Who drew them", "## (1:10) The gauge"),
    *("Transcribed by Otter", "Page 3", "```", "code = 1;", "```", "<!-- cut -->", "{{ ad }}"),
    *("- a point", "| a | b |", "|---|---|", "https://example.org", "Note: a thing", "12"),
    *("WEBVTT", "Duration: 1:02:03", "Present: Ines Falk (IF), Tom Arden (TA)", "...", "(Music)"),
    *("This message was deleted", "<Media omitted>", "End of transcript", "*laughs*", "[0:10]"),
)
ABOVE = (
    *("", "", "# (0:05) The Tides\n\n", "# The Tides\n"),
    *("The Tides\n18 November 2025\n", "The Tides - Transcript\n\n"),
    "---\ntitle: The Tides\ndate: 2026-03-14\nspeakers: [Ines Falk]\n---\n",
    "---\nspeaker: Ann Lee\n---\n",
    "Attendees: Ines Falk, Tom Arden\nDate: 3/14/2026\n\n",
    "# The Tides\n\nA talk about the tides, on the quay.\n\n## Transcript\n\n",
    "Duration: 1:02:03\n\n",
    "Title: The Tides\nSpeakers: Ines, Tom\n\n",
)
BELOW = ("", "", "", "\n## References\n\n- a book\n", "\n## Links\n\nhttps://example.org\n", "\n*")


def spoken(number: int) -> str:
    """A text with labels, times, noise: which, and how often, by its number."""
    choose = Choose(number)
    form = FORMS[number % len(FORMS)]
    other = choose.choice(FORMS) if choose.random() < 0.3 else form
    people = choose.choice(PEOPLE)[: choose.choice((1, 2, 2, 3))]
    clock = CLOCKS[choose.choice((0, 1, 2, 2, 3, *range(12)))]
    at = choose.choice((0.0, 0.0, 3.0, 70.0, 3700.0, 40000.0))
    rare = choose.choice((0.0, 0.1, 0.4))
    day = choose.choice(("14/03/2026", "3/14/26", "12/12/2026", "12/13/2026", "2026-03-14"))
    lines: list[str] = []
    for turn in range(choose.choice((2, 3, 4, 5, 6, 7, 8, 10, 14))):
        said = " ".join(
            f"{choose.choice(SPOKEN)}{choose.choice('...?!')}"
            for _ in range(choose.choice((1, 1, 2, 3, 6)))
        )
        name = people[turn % len(people)] if choose.random() < 0.8 else choose.choice(people)
        marked = choose.choice((form, form, form, other)).replace("{d}", day)
        line = marked.replace("{t}", clock(at)).replace("{n}", name).replace("{s}", said)
        lines += line.replace("↵", "\n").split("\n")
        at += choose.choice((0.0, 1.0, 2.5, 9.0, 31.0, 61.0, -4.0))
        if choose.random() < rare:
            lines.append(choose.choice(NOISE))
        if choose.random() < rare:
            lines.append(choose.choice(SPOKEN) + ".")
    between = choose.choice(("\n", "\n\n", "\n\n", " \n"))
    text = choose.choice(ABOVE) + between.join(lines) + choose.choice(BELOW)
    return text if choose.random() < 0.9 else text.replace("\n", "\n\n")


KEYS = """start end text speaker start_time end_time startMs endMs offset duration words word t d
tStartMs dDurationMs segs utf8 from to content name id channel confidence timestamp time value body
sentence begin stop speaker_label punctuated_word transcript type role author created_at lines
message user ts in out startTime endTime speakerName participant label display alternatives
offsetInTicks durationInTicks nanos seconds sec who line monologues elements segments results"""
HELD = [
    "segments",
    "results",
    "words",
    "utterances",
    "items",
    "data",
    "monologues",
    "transcript",
    "captions",
]


def tree(number: int) -> str:
    """JSON with times, names and text under keys that services use, nested as they nest."""
    choose = Choose(number)
    keys = KEYS.split()
    text = choose.choice(("text", "content", "utf8", "transcript", "word", *keys))
    start = choose.choice(("start", "start_time", "startMs", "from", "t", "offset", *keys))
    end = choose.choice(("end", "end_time", "endMs", "to", "d", "duration", *keys))
    who = choose.choice(("speaker", "speaker_label", "name", "who", "role", *keys))
    factor = choose.choice((1, 1, 1000, 10_000_000))
    form = choose.choice((0, 0, 1, 2, 3, 4))
    at = choose.choice((0.0, 0.5, 12.0, 1.7e9))
    single = choose.random() < 0.3
    items: list[object] = []
    for turn in range(choose.choice((1, 2, 3, 5, 8, 13))):
        said = choose.choice(SPOKEN)
        length = choose.choice((0.3, 1.0, 2.5, 8.0))
        words = said.split()[:1] if single else said.split()
        item: dict[str, object] = {text: " ".join(words)}
        shown = (at * factor, (length if end[0] in "d" else at + length) * factor)
        for key, value in zip((start, end), shown, strict=True):
            item[key] = {
                0: value,
                1: f"{value:.3f}",
                2: CLOCKS[3](min(value, 90_000.0)),
                3: f"{value:.2f}s",
                4: int(value),
            }[form]
        named = choose.choice(("Ines Falk", "Tom", "S1", "spk_0", 0, None, "UNKNOWN", 1, "A"))
        item[who] = named if choose.random() < 0.7 else {"name": named, "id": turn % 2}
        if choose.random() < 0.2:
            item["words"] = [
                {"word": word, "start": at + n / 9, "end": at + (n + 1) / 9}
                for n, word in enumerate(words)
            ]
        if choose.random() < 0.2:
            item[choose.choice(keys)] = choose.choice((0, 1.5, "x", True, None, [0.5, 1.5], ["a"]))
        items.append(item)
        at += length
    held: object = items
    for _ in range(choose.choice((0, 1, 1, 2, 3))):
        held = choose.choice(
            (
                {choose.choice(HELD): held},
                {choose.choice(HELD): held, "language": choose.choice(("en", "de", "xx", 5))},
                [held],
                {"title": "The Tides", "duration": 63.0, choose.choice(HELD): held},
                {choose.choice(HELD): held, choose.choice(HELD): items[:2]},
            )
        )
    return json.dumps(held, ensure_ascii=False)


WRITTEN = "Who drew the tides? A clerk drew them, with a long table. And before him, nobody did."


def service(number: int) -> str:
    """JSON as services nest it: words, turns, channels, full texts, chapters, several units."""
    choose = Choose(number)
    said = WRITTEN.split()[: choose.choice((2, 3, 9, 19))]
    plain = [word.strip("?.,").lower() for word in said]
    unit = choose.choice((1, 1, 1000, 100, 16_000, 10_000_000))
    at = [round(n * choose.choice((0.3, 0.45, 0.5)) + number % 3 * 40, 2) for n in range(20)]
    whole = unit > 1
    times = [int(each * unit) if whole else each * unit for each in at]
    words = [
        {"word": word, "start": times[n], "end": times[n + 1], "confidence": 0.9}
        for n, word in enumerate(plain)
    ]
    kind = choose.choice(("words", "pairs", "segments", "untimed", "text", "channels", "events"))
    held: dict[str, object] = {}
    if kind == "words":
        held["words"] = words
    elif kind == "pairs":
        held["chunks"] = [
            {"text": f" {w['word']}", "timestamp": [w["start"], w["end"]]} for w in words
        ]
    elif kind == "segments":
        ends: dict[str, object] = {"end": times[5]} if choose.random() < 0.7 else {}
        first = {"start": times[0], **ends, "text": " ".join(said[:5]), "words": words[:5]}
        rest = {"start": times[5], "end": times[19], "text": " ".join(said[5:]), "speaker": 1}
        held["segments"] = [first, rest] if len(said) > 5 else [first]
    elif kind == "untimed":
        named = choose.choice(("speaker", "name", "speaker_label", "person"))
        held["turns"] = [{named: "AB"[n % 2], "text": part} for n, part in enumerate(said)]
    elif kind == "channels":
        half = len(words) // 2
        held["channels"] = [
            {"channel": 0, "alternatives": [{"words": words[:half], "transcript": "x"}]},
            {"channel": 1, "alternatives": [{"words": words[half:]}, {"words": words[:1]}]},
        ]
    elif kind == "events":
        held["events"] = [
            {"tStartMs": times[n], "dDurationMs": 400, "segs": [{"utf8": f"{word} "}]}
            for n, word in enumerate(said)
        ]
    if kind == "text" or choose.random() < 0.4:
        text = " ".join(said if choose.random() < 0.8 else said[:-1])
        held[choose.choice(("text", "transcript", "full_text", "displayText"))] = text
    if choose.random() < 0.4:
        label = choose.choice(("speaker", "name", "speaker_label"))
        turn = choose.choice(("end", "duration", "none"))
        held[choose.choice(("speakers", "diarization", "speaker_segments"))] = [
            {"start": times[n], turn: times[min(19, n + 4)] if turn == "end" else 4 * 0.4 * unit,
             label: choose.choice(("S1", "S2", "spk_0", "unknown", "A"))}
            for n in range(0, 16, 4)
        ]  # fmt: skip
    if choose.random() < 0.4:
        made: dict[str, object] = {"summary": "x"} if choose.random() < 0.3 else {}
        held["chapters"] = [
            {"start": 0, "title": "Clerks", **made},
            {"start": choose.choice((3, "0:03", "x")), "title": "Nobody"},
        ]
    beside = ("usage", "model", "status", "title", "meeting_title", "id", "custom", "duration")
    for key in choose.sample(beside, choose.choice((0, 1, 3))):
        held[key] = choose.choice(("The Tides", "ab", "x" * 301, 5, {"a": 1}))
    if choose.random() < 0.3:
        held["language"] = choose.choice(
            ("en", "German", {"code": "de"}, {"name": "fr"}, "x", "??")
        )
    for _ in range(choose.choice((0, 0, 1, 2))):
        around: list[dict[str, object]] = [
            {"results": held},
            {"data": held, "id": 5},
            {"result": [held]},
        ]
        held = choose.choice(around)
    return json.dumps(held)


def edge(number: int) -> str:
    """A text that is as long as just lets it be one, in words, lines or marks; or one off that."""
    size, kind = number // 10, number % 10
    some = [SPOKEN[1], SPOKEN[0]]
    words = " ".join(f"{some[n % 2]}." for n in range(20)).split()
    match kind:
        case 0:
            return f"---\nspeaker: Ann Lee\n---\n{' '.join(words[: size + 5])}\n"
        case 1:
            return " ".join(words[: 85 + size]) + ".\n"
        case 2:
            steps = [1, 2, 3, 4, 5, 5, 3, 9, 20, 40][: 3 + size % 8]
            order = steps if size % 3 else steps[::-1]
            return "\n\n".join(f"({n}) {SPOKEN[n % 2]}." for n in order)
        case 3:
            office = ("The Minister", "Minister for Tides", "Secretary", "The chair", "Dr. Moss")
            who = ("Ines Falk", "Ines", "IF", "on tides")
            return "\n\n".join(
                f"{office[size % 5]} ({who[(n + size) % 4]}): {SPOKEN[n % 3]}." for n in range(6)
            )
        case 4:
            ends = [f"{SPOKEN[n % 2]}. [0:{n * (size % 9 + 1):02}]" for n in range(5)]
            opens = [f"0:{50 + n} {SPOKEN[0]}" for n in range(size % 7)]
            return "\n\n".join([*ends, *opens])
        case 5:
            said = [f"Ann: {SPOKEN[0]}." for _ in range(size % 6)]
            aside = [f"The {n} was seen at noon by a boat." for n in range(size)]
            return "\n\n".join([*said, *aside, "Ben: No.", "Ben: Yes, I think so."])
        case 6:
            return f"{'x' * (size + 55)}: 0:10\n\n" + "\n\n".join(
                f"{'A' + 'n' * (size + 50)}: {SPOKEN[n % 2]}" for n in range(4)
            )
        case 7:
            lines = []
            for n in range(6):
                lines += ["Ines Falk", *([f"0:{10 * n:02}"] if n < size % 7 else [])]
                lines.append(f"{SPOKEN[n % 2]}.")
            return "\n".join(lines)
        case 8:
            alone = [f"{'Ines Falk' if n % 2 else 'Tom Arden'}:\n{SPOKEN[0]}." for n in range(4)]
            inline = [f"{'Ines Falk' if n % 2 else 'Tom Arden'}: {SPOKEN[1]}." for n in range(3)]
            aside = [f"The {n} was seen at noon by a boat." for n in range(5 * (size % 9))]
            return "\n\n".join([*alone[: size % 5], *inline[: size % 4], *aside])
        case _:
            gap = "\n" * (1 + size % 4)
            return gap.join(f"{'AB'[n % 2]}nn{gap}{SPOKEN[n % (2 + size % 3)]}" for n in range(6))


STAMPS: tuple[Callable[[int, int], str], ...] = (
    lambda s, n: f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}:{n % 32:02}",
    lambda s, n: f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02};{28 + n % 4:02}",
    lambda s, n: f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}:{24 + n % 2:02}",
    lambda s, n: f"00:{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}",
    lambda s, n: f"{s // 60}'{s % 60:02}\"",
    lambda s, n: f"{s // 3600}h {s // 60 % 60}'{s % 60:02}''",
    lambda s, n: f"({s}s)",
    lambda s, n: f"[{s}.{n % 10}]",
    lambda s, n: f"({n + 1})",
    lambda s, n: f"[{s // 3600} hours, {s // 60 % 60} min and {s % 60} sec]",
    lambda s, n: f"{s // 60} Minuten {s % 60} Sekunden",
    lambda s, n: f"#{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}-{n % 10}#",
    lambda s, n: f"Starting point is {s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}",
    lambda s, n: f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}",
    lambda s, n: f"00:00:{n:02}:{(5, 28 + s % 4)[n % 2]:02}",
)
"""How a time of so many seconds is written, and the number of its turn with it."""


def stamp(number: int) -> str:
    """Turns with times that are written in one way: from early on or late, quick or slow."""
    choose = Choose(number)
    write = STAMPS[number % len(STAMPS)]
    place = choose.choice(("{t} {n}: {s}.", "{n} {t}: {s}.", "{t}\n{n}: {s}.", "{n}: {s}. {t}"))
    place = choose.choice((place, place, place, "{t}\n{s}.", "{s}. [{t}]", "{s}. {t}"))
    at = choose.choice((0, 0, 0, 7, 3599, 10799, 10800, 10801, 50_000))
    step = choose.choice((1, 2, 3, 7, 7, 12, 60, 3600))
    head = choose.choice((0, 0, 0, 0, 38, 39, 40))
    lines = [f"A line on {WATER[n % 3]}." for n in range(head)]
    if choose.random() < 0.3:
        lines.append(f"Duration: {CLOCKS[2](choose.choice((5, 60, 9000)))}")
    for turn in range(choose.choice((2, 3, 4, 4, 6, 12, 30))):
        name, said = ("Ines Falk", "Tom Arden")[turn % 2], SPOKEN[(turn * 5 + number) % 6]
        lines.append(place.format(t=write(at, turn), n=name, s=said))
        at += step * choose.choice((1, 1, 1, 2, 0))
    return choose.choice(("\n", "\n\n")).join(lines)


WATER = ("the sea", "the tide", "the harbour")
COLUMNS = """start end text|Speaker Start End Text|start_ms end_ms text|begin stop who said
Time Text
Name Timestamp Message|Timecode Speaker Transcript|start duration text|id start end text|a b c d
In Out
Speaker Text|Speaker Time Text Notes|Start Time,End Time,Speaker,Text|Question Answer|time name"""


def table(number: int) -> str:
    """A table parted by commas, tabs, bars or spaces, with a header or without."""
    choose = Choose(number)
    headers = [each for line in COLUMNS.split("\n") for each in line.split("|")]
    header = headers[number % len(headers)]
    names = header.split("," if "," in header else " ")
    by = choose.choice(",,\t\t;| ")
    clock = CLOCKS[choose.choice((2, 3, 9, 9, 0))]
    at = 0.0
    rows = [by.join(names)] if choose.random() < 0.7 else []
    for turn in range(choose.choice((1, 2, 3, 5, 9))):
        after = at + choose.choice((0.4, 2.0, 7.5))
        cells = []
        for column in names:
            said = choose.choice(SPOKEN).replace(by, "") + "."
            low = column.lower()
            if any(part in low for part in ("end", "stop", "out")):
                cells.append(clock(after))
            elif any(part in low for part in ("start", "time", "begin", "in", "dur")):
                cells.append(clock(at))
            elif any(part in low for part in ("speaker", "name", "who")):
                cells.append(("Ines", "Tom", "")[turn % 3])
            else:
                cells.append(f'"{said}"' if choose.random() < 0.3 else said)
        if choose.random() < 0.1:
            cells.pop()
        rows.append(by.join(cells))
        at = after
    above = choose.choice(("", "", "", "The Tides\n", ";; a comment\n", "\n", "#t\n"))
    ctm = [f"talk 1 {n * 0.5:.2f} 0.40 {word} 0.9" for n, word in enumerate(SPOKEN[0].split())]
    return above + "\n".join(ctm if choose.random() < 0.05 else rows) + "\n"


KINDS = [
    "vtt",
    "srt",
    "ass",
    "sbv",
    "lrc",
    "microdvd",
    "mpl2",
    "spruce",
    "whisper",
    "sami",
    "textgrid",
    "ttml",
]
SAID_SO = (
    *("{s}", "{s}", "<v {n}>{s}", "<v {n}>{s}</v>", "{n}: {s}", "[{n}] {s}", ">> {s}", "- {s}"),
    *(">> {n}: {s}", "{s}\n- {s}", "<i>{s}</i>", "{{\\an8}}{s}", "[{n}]: {s}", "({n}) {s}"),
    *("{n}\n{s}", "<c.loud>{s}</c>", "{s} &amp; {s}", "<00:01.500>{s}", "[MUSIC]", "{n}:\n{s}"),
)


def captions(number: int) -> str:
    """Captions of one of twelve kinds, labelled, rolling, one word each, backwards, empty."""
    choose = Choose(number)
    kind = KINDS[number % len(KINDS)]
    people = choose.choice(PEOPLE)[: choose.choice((1, 2, 3))]
    form = choose.choice(SAID_SO)
    at = choose.choice((0.0, 0.0, 1.25, 3599.5, 36000.5, 36300.0, 400_000.0))
    step = choose.choice((0.3, 0.9, 2.0, 2.0, 6.0))
    habit = choose.choice(("", "", "", "words", "rolling", "growing"))
    before = ""
    blocks: list[str] = []
    for turn in range(choose.choice((1, 2, 3, 4, 6, 7, 10))):
        said = choose.choice(SPOKEN).strip(" ") + choose.choice((".", ".", "", "?", ","))
        if habit == "words":
            said = said.split()[0]
        way = form if choose.random() < 0.8 else choose.choice(SAID_SO)
        name = people[turn % len(people)]
        shown = way.replace("{n}", name).replace("{s}", said).replace("{{", "{").replace("}}", "}")
        if habit and before:
            shown = {"rolling": f"{before}\n{shown}", "growing": f"{before} {said}"}.get(
                habit, shown
            )
        before = said if habit == "rolling" else shown
        end = at + choose.choice((step, step, step / 2, 0.0, -1.0))
        blocks.append(_caption(kind, turn, at, max(0.0, end), shown, choose))
        at = max(0.0, at + choose.choice((step, step, step, step + 2.5, -0.5, 0.0)))
    above, below = {
        "vtt": (choose.choice(("WEBVTT\n\n", "WEBVTT - x\nLanguage: de\n\nNOTE a\nb\n\n")), ""),
        "ass": ("[Script Info]\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, "
                "MarginR, MarginV, Effect, Text\n", ""),
        "lrc": (choose.choice(("", "[ar:Ines]\n", "[offset:500]\n[ti:The Tides]\n")), ""),
        "microdvd": (choose.choice(("", "{1}{1}30\n")), ""),
        "sami": ("<SAMI><BODY>\n", "</BODY></SAMI>\n"),
        "textgrid": ('File type = "ooTextFile"\nObject class = "TextGrid"\nitem [1]:\n'
                     'class = "IntervalTier"\nname = "Ines"\n', ""),
        "ttml": ('<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en" xmlns:ttp='
                 '"http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25"><body><div>\n',
                 "</div></body></tt>\n"),
    }.get(kind, ("", ""))  # fmt: skip
    return above + "".join(blocks) + below


def _caption(kind: str, turn: int, at: float, end: float, said: str, choose: Choose) -> str:
    """One caption, as its kind writes it."""
    one_line = said.replace("\n", "|")
    frames = [f"{CLOCKS[2](each):0>8}:{int(each % 1 * 25):02}" for each in (at, end)]
    short = [CLOCKS[3](each)[1:-1] for each in (at, end)]
    match kind:
        case "vtt":
            timing = f"{CLOCKS[3](at)} --> {CLOCKS[3](end)}"
            return choose.choice((f"{turn}\n", "")) + f"{timing}\n{said}\n\n"
        case "srt":
            return f"{turn}\n{CLOCKS[4](at)} --> {CLOCKS[4](end)}\n{said}\n\n"
        case "ass":
            name = choose.choice(("", "Ines", "Tom"))
            spelled = said.replace("\n", r"\N")
            return f"Dialogue: 0,{short[0]},{short[1]},Default,{name},0,0,0,,{spelled}\n"
        case "sbv":
            return f"{CLOCKS[3](at)[1:]},{CLOCKS[3](end)[1:]}\n{said}\n\n"
        case "lrc":
            mark = choose.choice("...:")
            return f"[{int(at // 60):02}:{int(at % 60):02}{mark}{int(at % 1 * 100):02}]{one_line}\n"
        case "microdvd":
            return f"{{{int(at * 25)}}}{{{int(end * 25)}}}{one_line}\n"
        case "mpl2":
            return f"[{int(at * 10)}][{int(end * 10)}]{one_line}\n"
        case "spruce":
            return f"{frames[0]} , {frames[1]} , {one_line}\n"
        case "whisper":
            form = choose.choice(("[{} --> {}]  {}\n", "[{} --> {}]  {}\nwhisper_print: 1\n"))
            return form.format(CLOCKS[3](at), CLOCKS[3](end), one_line)
        case "sami":
            return f"<SYNC Start={int(at * 1000)}><P Class=EN>{one_line}\n"
        case "textgrid":
            return f'intervals [{turn}]:\nxmin = {at}\nxmax = {end}\ntext = "{one_line}"\n'
        case _:
            told = choose.choice(("", ' ttm:agent="a"', ' xml:id="x"'))
            begin, until = choose.choice(
                ((f"{at:.2f}s", f"{end:.2f}s"), (CLOCKS[3](at), CLOCKS[3](end)), tuple(frames))
            )
            spelled = said.replace("&amp;", "&").replace("&", "&amp;").replace("<", "&lt;")
            spelled = spelled.replace("\n", "<br/>")
            return f'<p begin="{begin}" end="{until}"{told.replace("ttm:", "")}>{spelled}</p>\n'


ELEMENTS = (
    *("<p><strong>{n}:</strong> {s}</p>", "<cite>{n}:</cite><time>{t}</time><p>{s}</p>"),
    *("<div><span class='speaker'>{n}</span> <span>({t})</span> <span>{s}</span></div>",),
    *("<p>{n}: {s}</p>", "<p>[{t}] {n}: {s}</p>", "<h3>{n} ({t})</h3><p>{s}</p>"),
    *("<tr><td>{t}</td><td>{n}</td><td>{s}</td></tr>", "<dt>{n}</dt><dd>{s}</dd>"),
    *("<p><b>{n}</b><br>{s}</p>", "<li>{n}: {s}</li>", "<p><a href='#t'>{t}</a> {s}</p>"),
    *("<p class='c' begin='{t}'>{n}: {s}</p>", "<p class='c' data-start='12.5'>{s}</p>"),
    *("<p><b>{n}.-</b> {s}</p>", "<p><b>{n}</b> <i>[{t}]</i> {s}</p>", "<p><b>{n}?</b> {s}</p>"),
    *("<p begin='{t}'>{n}: {s}</p>", "<p class='speaker'>{n}</p><p>{s}</p>"),
    *("<div class='name'>{n}</div><div>{s}</div>", "<p><time>{t}</time> {n}: {s}</p>"),
)
HEADS = (
    "<html><head><title>The Tides - Harbour Talk</title></head><body>{b}</body></html>",
    "<!doctype html><html lang='de'><head><meta property='article:published_time' "
    "content='2026-03-14T10:00'><meta property='og:site_name' content='Harbour Talk'><title>The "
    "Tides | Harbour Talk</title></head><body><nav>Menu</nav><main>{b}</main></body></html>",
    "<article><h1>The Tides</h1><p>14 March 2026</p><h2>Transcript</h2>{b}<footer>x</footer>"
    "</article>",
    "---\ntitle: The Tides\n---\n<div>{b}</div>",
    "<html><head><meta property='og:title' content='Tides · Talk'><meta property='og:site_name' "
    "content='Harbour Talk'></head><body><h2>A</h2><h2>Ropes</h2><h1></h1>{b}</body></html>",
    "<html><head><title>On Ropes - X</title></head><body><h3>Ropes</h3><h3>B</h3>{b}</body></html>",
    "<body><h1>The Tides</h1><script>x</script><p hidden>Ad</p><table>{b}</table></body>",
    "<div><h2>Show notes</h2><p>A talk about the tides.</p><h2>Full Transcript</h2>{b}"
    "<h2>Comments</h2><p>Nice.</p></div>",
)


def page(number: int) -> str:
    """A page of HTML with a transcript in it."""
    choose = Choose(number)
    form = ELEMENTS[number % len(ELEMENTS)]
    other = choose.choice((form, form, choose.choice(ELEMENTS)))
    people = choose.choice(PEOPLE)[: choose.choice((1, 2, 3))]
    at, body = 0.0, []
    for turn in range(choose.choice((1, 2, 3, 4, 6, 9))):
        said = ". ".join(choose.choice(SPOKEN) for _ in range(choose.choice((1, 2, 5)))) + "."
        way = form if turn % 4 < 3 else other
        name = people[turn % len(people)]
        body.append(way.replace("{n}", name).replace("{t}", CLOCKS[2](at)).replace("{s}", said))
        at += 9.0
        if choose.random() < 0.1:
            body.append(
                choose.choice(("<h2>The gauge</h2>", "<hr>", "<p>*</p>", "<p>An aside.</p>"))
            )
    return choose.choice(HEADS).replace("{b}", "".join(body))


DEBATES = (
    *('<u who="#{i}"><seg>{s}.</seg></u>', '<speech speakername="{n}"><p>{s}.</p></speech>'),
    *('<speech by="#{i}"><from>{n}:</from><p>{s}.</p></speech>',),
    *("<rede><p><redner><name><vorname>{n}</vorname></name></redner></p><p>{s}.</p></rede>",),
    *("<speaker>{n}</speaker><p>{s}.</p>", '<sp who="{n}"><p>{s}.<note>x</note></p></sp>'),
    *('<turn speaker="{n}" start="{t}">{s}.</turn>', '<p begin="{t}s" who="{n}">{s}.</p>'),
    *('<text start="{t}" dur="2">{s}</text>', '<s t="{t}">{s}</s>', "<name>{n}</name><p>{s}.</p>"),
)


def debate(number: int) -> str:
    """XML in which people speak, with times or without."""
    choose = Choose(number)
    form = DEBATES[number % len(DEBATES)]
    people = choose.choice(PEOPLE)[: choose.choice((1, 2, 3))]
    root = choose.choice(("TEI", "debate", "transcript", "akomaNtoso", "doc"))
    above = choose.choice(
        (
            "",
            "<teiHeader><title>The Tides</title><date when='2026-03-14'/></teiHeader>",
            "<meta><title type='main'>The Tides</title></meta><date>14 March 2026</date>",
            "<listPerson><person xml:id='InesFalk'><persName><forename>Ines</forename><surname>"
            "Falk</surname></persName></person></listPerson>",
        )
    )
    body = []
    for turn in range(choose.choice((2, 3, 4, 6, 9))):
        name = people[turn % len(people)]
        said = choose.choice(SPOKEN)
        way = form if choose.random() < 0.85 else choose.choice(DEBATES)
        told = way.replace("{i}", name.replace(" ", "")).replace("{n}", name).replace("{s}", said)
        body.append(told.replace("{t}", f"{turn * 4.5}"))
        if choose.random() < 0.15:
            body.append(choose.choice(("<heading>A</heading>", "<note>x</note>", "<p>Hear.</p>")))
    return f"<{root}>{above}<body>{''.join(body)}</body></{root}>"


NOTES = (
    *("A talk on the quay.", "Show Notes* The tide book* Gears", "Links:* https://example.org/a."),
    *("Timestamps* [00:00:00] Welcome* [00:00:20] Clerks* 1:05 Brass Gears", "Follow us!"),
    *(
        "We sat on the quay with Ines Falk, who runs the office.Show Notes",
        "* 0:00 Intro* 1:00 End",
    ),
    *("00:00 Welcome\n00:20 Clerks\n01:05 Gears", "Chapters:(00:00) Welcome(00:20) Clerks"),
)


def listing(number: int) -> str:
    """A page with several episodes saved as text: notes, chapters, speech glued together."""
    choose = Choose(number)
    entries = []
    for entry in range(choose.choice((1, 2, 3, 4))):
        title = f"{choose.choice(('Tides', 'Tar', 'Sails: A Tale', '#12 Rope'))} {entry}"
        body = "".join(choose.choice(NOTES) for _ in range(choose.choice((0, 1, 1, 2, 3))))
        if choose.random() < 0.8:
            at, said = choose.choice((0.0, 0.0, 5.0, 130.0)), []
            mark = choose.choice(("[{}] ", "({}) ", "[{}]", ""))
            people = choose.choice(PEOPLE[:3])[: choose.choice((1, 2, 3))]
            for turn in range(choose.choice((1, 3, 6, 11))):
                words = choose.choice(SPOKEN) + choose.choice((".", "?", "!"))
                label = f"{people[turn % len(people)]}: " if choose.random() < 0.8 else ""
                heading = choose.choice(("", "", "", "", "Clerks", "Brass Gears"))
                said.append(mark.format(CLOCKS[2](at)) + heading + label + words)
                at += choose.choice((0.0, 4.0, 10.0, 10.0, 60.0, -3.0))
            heading = choose.choice(("Transcript", "Transcript", "Full Transcript:", ""))
            body += heading + choose.choice(("", "\n", " ")).join(said)
        closing = choose.choice((" Read more of Harbour Talk.", " Read more of Harbour Talk.", ""))
        stamp = choose.choice(("01:07:21", "00:40", "10:00", "")) + choose.choice(
            ("03/11/2023", "14.03.2026", "3/14/2026", "31/12/2025")
        )
        entries.append(f"{title}\n{title}\n{body}{closing}\n{stamp}\n")
    above = choose.choice(
        (
            "Harbour Talk: Ships and People — Conversations by the water\nEducation\nInes + Tom\n"
            "Total 3 episodes\nGo to\n",
            "Harbour Talk\nInes and Tom, Ann\nWe talk about the sea and those who sail on it, and "
            "about the tides, every week.\nTotal 12 episodes\n1\n2\nnext\n",
            "",
        )
    )
    return above + "".join(entries)


def glued(number: int) -> str:
    """Lines in which several people speak one after another."""
    choose = Choose(number)
    people = choose.choice(PEOPLE)
    label = choose.choice(("{n}: {s}.", "{n}.- {s}.", "{n}: {s}?", "{n}. {s}."))
    turns = [
        label.replace("{n}", people[turn % choose.choice((1, 2, 3))]).replace(
            "{s}", choose.choice(SPOKEN)
        )
        for turn in range(choose.choice((2, 4, 7, 12)))
    ]
    return " ".join(turns) if choose.random() < 0.6 else "\n".join([" ".join(turns), *turns[:2]])


MADE: dict[str, Callable[[int], str]] = {
    "spoken": spoken,
    "tree": tree,
    "service": service,
    "edge": edge,
    "stamp": stamp,
    "table": table,
    "captions": captions,
    "page": page,
    "debate": debate,
    "listing": listing,
    "glued": glued,
}
"""What can be made up, by its name."""


def main(arguments: Sequence[str]) -> None:
    """Print one text."""
    kind, number = arguments
    sys.stdout.write(MADE[kind](int(number)))


if __name__ == "__main__":
    main(sys.argv[1:])
