"""Sweeps: one thing is changed step by step, and what comes of each step is as it was.

A threshold that moves, a condition that turns, or a case that is dropped shows as another line.
`pytest tests -k "golden or sweeps or made_up" --refresh-golden` accepts a change that is meant;
read the difference.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path

from generator.combining import combine
from generator.companions import is_chapters, is_info, is_turns, stem_of
from generator.correcting.likeness import bare, digits, likeness, sound
from generator.dates import find_date, is_period
from generator.decoding import decode
from generator.errors import InputError
from generator.file_names import (
    begins_alike,
    day_in_path,
    is_generic,
    is_spelled,
    number_in_title,
    read_name,
    series_in_titles,
    series_of,
    without_kind,
)
from generator.files import name_of, printable
from generator.language.choosing import known_tag, split_name
from generator.language.detection import detect, tag_of
from generator.language.hearing import hear
from generator.language.languages import Language
from generator.language.quantities import quantities
from generator.language.sentences import sentence_spans, split_sentences
from generator.language.tagging import classify
from generator.language.words import tokens_of
from generator.model import Episode, ListedChapter, Outline
from generator.parsers import parse
from generator.parsers.chapter_lists import chapters_from
from generator.parsers.names import is_name, plain_name
from generator.parsers.turns import timed_mark
from generator.rendering.cited import cited
from generator.rendering.ids import chapter_ids, heading_ids
from generator.rendering.paragraphs import split_paragraphs
from generator.rendering.plots import draw
from generator.rendering.prose import lead_of, opening_of, plain_text, shorten
from generator.rendering.quotation import enclose
from generator.rendering.short_titles import short_title
from generator.rendering.site import frame_url, moment_url
from generator.segmentation import outline
from generator.summarizing.clauses import words_of
from generator.summarizing.extractive import Extractive
from generator.summarizing.openai.checks import claim_faults, form_faults, title_faults
from generator.summarizing.openai.ground import Ground
from generator.summarizing.openai.passages import CitableLine, Group, lines_of, slices, spread
from generator.summarizing.openai.strength import quantifiers
from generator.timestamps import format_clock, format_length, format_vtt, parse_clock
from tests import archive
from tests.combining.readings import SHOW, reading_of
from tests.conftest import Expect
from tests.conversations import BEES, episode_of
from tests.talks import TALKS

HERE = Path(__file__).parent
PARSED = [
    *sorted((HERE / "parsers/samples").rglob("*.*")),
    *sorted((HERE / "parsers/vendors").rglob("*.*")),
]
LARGEST = 3000
"""Bytes of a sample that is cheap to read many times."""
WORDS = [
    "harbour",
    "tide",
    "gauge",
    "mast",
    "rope",
    "anchor",
    "lamp",
    "pier",
    "crane",
    "buoy",
    "chart",
    "wind",
]


def gist(value: object) -> str:
    """What tells one value from another, in eight characters."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:8]


def row(*values: object) -> str:
    """A line of a table."""
    return " ".join(map(str, values))


def tried(work: Callable[[], object]) -> object:
    """What comes of it, or why nothing does."""
    try:
        return work()
    except (InputError, ValueError) as error:
        return f"refused: {error}"


def read_as(text: str) -> str:
    """What a transcript is read as, short."""

    def told() -> object:
        document = parse(text)
        if document is None:
            return "no transcript"
        counts = ", ".join(
            f"{len(r.transcript.cues)} cues {len({c.speaker for c in r.transcript.cues})} voices"
            for r in document.recordings[:4]
        )
        return f"{document.format}: {counts} {gist(document)}"

    return str(tried(told)).splitlines()[0][:160]


def spoilt(text: str) -> Iterator[tuple[str, str]]:
    """A text, and texts that are a little other."""
    lines = text.split("\n")
    yield "as it is", text
    yield "first half", "\n".join(lines[: len(lines) // 2])
    yield "twice", "\n".join([*lines, *lines])
    yield "every other line", "\n".join(lines[::2])
    yield "lower case", text.lower()
    yield "without colons", re.sub(r":(?=\s)", "", text)


def test_odd_transcripts_are_read_as_before(expect: Expect) -> None:
    """Every sample of every format, and five texts that are a little other than each."""
    found: list[str] = []
    for path in PARSED:
        if path.stat().st_size < LARGEST:
            text = str(tried(partial(decode, path.read_bytes())))
            found.append(f"# {path.relative_to(HERE)}")
            found += [f"{way}: {read_as(each)}" for way, each in spoilt(text)]
    expect("sweeps/parsed.txt", "\n".join(found) + "\n")


def minutes(names: int, turns: int, others: int, form: str) -> str:
    """A text in which so many people each open so many turns, and so many paragraphs more."""
    who = ["Ann Lee", "Ben Oak", "Cara Moss", "Dan Fell", "Eve Horn"][:names]
    said = [
        form.format(name=name, n=turn)
        + f"We set the {WORDS[(turn + len(name)) % 12]} by the {WORDS[(3 * turn) % 12]} that day."
        for turn in range(turns)
        for name in who
    ]
    said += [
        f"The {WORDS[n % 12]} was seen from the {WORDS[(n + 5) % 12]} at noon, and nobody spoke."
        for n in range(others)
    ]
    return "\n\n".join(said)


def test_labels_are_believed_as_often_as_before(expect: Expect) -> None:
    """How many people, turns and other paragraphs it takes until somebody speaks."""
    found = []
    forms = ("{name}: ", "{name}\n", "[0:{n:02}] {name}: ", "{name} (0{n}:00)\n")
    for form, names in product(forms, range(1, 6)):
        for turns in (1, 2, 4):
            said = [
                f"{others}:{read_as(minutes(names, turns, others, form))[:40]}"
                for others in (0, 4, 16, 33)
            ]
            found.append(f"{form!r} {names} people {turns} turns | {' | '.join(said)}")
    edges = [(4, 3, 180), (4, 3, 181), (3, 4, 180), (2, 2, 12), (2, 2, 13), (3, 1, 3), (3, 2, 6)]
    for edge in edges:
        found.append(f"{edge} {read_as(minutes(*edge, '{name}: '))}")
    expect("sweeps/labels.txt", "\n".join(found) + "\n")


PEOPLE = """Ann|Ann Lee|ann lee|Ann lee|Board members|Board remember|Committee member|Q|Q&A
A B C D E F|A B C D E F G|Ludwig van Beethoven|The Head of the Board|Head of the Board
Dr. Ann Lee, PhD|Ann Lee, Psy.D|12|Ann 2|Music|Applause|And so on|What is it|Speaker 1|O'Neil
Ann-Marie|ANN LEE|de la Cruz|Jean de la Cruz|Jean De La Cruz|Ann.|Ann? No|Note|Ann (host)"""
CLOCKS = """0:00|00:00|1:5|01:05|1:02:03|01:02:03.456|01:02:03,456|1:2:3|61:00|00:61|99:59:59
-1:00|1:02:60|12|1.5|[0:10]|(0:10)|0:10 Ann|Ann 0:10|Ann: 0:10|0:10 - 0:20 Ann|0:10 --> 0:20
Ann (0:10): Hello|[0:10] Ann: Hello|[0:10] Hello|Ann [0:10]|Ann - 0:10|Ann: 1: 0:10"""
DAYS = """2026-03-14|2026-3-4|20260314|14.03.2026|3/14/2026|14/3/2026|March 14, 2026|may|may 24
14 March 2026|14 Mar 26|2026-02-30|2026-13-01|1899-01-01|2026-03|March 2026|2026|0314
14. März 2026|2026-03-14T10:00:00Z|talk-2026-03-14-b|talk 14th of March 2026|12-11-2026|03
99999999|2026-q1|2026-Q5|24 may|14-03-26|26-03-14|2026.03.14|20261301"""
NAMES = """talk-12|012-talk|12 - talk|S01E02 talk|s1e2|episode 7|ep7-tides|tides-1984|tides-2100
tides-1899|2026-03-14-tides|2026-03-14_12-30-00 tides|GMT20260314-120000_Recording|go-time
tides (final)|tides_final_v2|tides.de|dQw4w9WgXcQ tides|tides [dQw4w9WgXcQ]|#12 tides|12|1a
tides #12|tides-|a1b2c3d4e5f6 tides|transcripts|2026-03|captions|talk-transcripts|the tides"""
FILES = "a.chapters.json|a.chapters.txt|a.info.json|a.rttm|chapters.json|a.json|a.txt"
CHAPTERS: tuple[object, ...] = (
    *("0:00 A\n1:00 B", "0:00 A", "A 0:00\nB 1:00", "no", "", "1:00", "0:00 - A\n1:00 - B"),
    *([["0:00", "A"], ["B", "1:00"]], [["A", "B"]], [["1:00", "2:00"]], [[1, 2]], [["A", 1]]),
    *({"0:00": "A"}, {"A": "1:00"}, [{"start": 0, "title": "A"}], [{"time": "1:00"}], [{"A": 5}]),
    *([{"start": -1, "title": "A"}], [{"title": "A"}], [None], [{}], 5, [["A"]], [["A", "B", 3]]),
    *(
        [{"startTime": 5, "title": ""}],
        [{"start_time": 5, "name": "A"}],
        [{"start": 1, "title": 5}],
    ),
)


def listed(text: str) -> list[str]:
    """What stands between bars and on lines."""
    return re.split(r"[|\n]", text)


def test_small_words_are_read_as_before(expect: Expect) -> None:
    """Names, marks of time, days, file names, chapters: a table of each."""
    folders = ("go-time-1", "go-time-2", "go-time-3"), ("01-a", "02-b", "03-c"), ("a", "b"), ()
    found = [
        row(n, is_name(n, strict=True), is_name(n, strict=False), plain_name(n))
        for n in listed(PEOPLE)
    ]
    found += [
        row(c, parse_clock(c), timed_mark(c), timed_mark(c, bare=True)) for c in listed(CLOCKS)
    ]
    found += [
        row(d, find_date(d), is_period(d), day_in_path(("2026", d), "may-24")) for d in listed(DAYS)
    ]
    for name in listed(NAMES):
        found.append(row(name, [read_name(name, each) for each in folders]))
        found.append(row("   ", name_of(name), number_in_title(name), is_generic(name)))
        found.append(row("   ", without_kind(name), split_name(name), stem_of(f"{name}.json")))
        found.append(row("   ", is_spelled("gotime", name), begins_alike("tides", name)))
    for size in range(1, 8):
        numbered = [f"go-time-{n}" for n in range(size)] + ["other"] * 2
        titles = [f"Tides {n}: A" for n in range(size)]
        barred = [f"Tides | {word}" for word in WORDS[:size]] + ["Other"]
        leading = [f"{n:02}-talk" for n in range(size)] + ["other"] * 3
        found.append(row(size, series_of(numbered), series_in_titles(titles)))
        found.append(row("   ", series_in_titles(barred), read_name("07-talk", leading)))
    for file in listed(FILES):
        found.append(row(file, is_chapters(file), is_info(file), is_turns(file), stem_of(file)))
    found += [row(each, tried(partial(chapters_from, each))) for each in CHAPTERS]
    found.append(row(printable("a\nb\u202ec\\d"), printable("é"), printable("plain")))
    expect("sweeps/small.txt", "\n".join(found) + "\n")


MOMENTS = (
    *(0, 0.4, 0.5, 0.9996, 1, 29.5, 30, 59, 59.4, 59.5, 60, 61, 89, 90, 119.5, 599, 3569, 3570),
    *(3599, 3599.5, 3600, 3629, 3630, 3661, 7199.9, 36000, 359999),
)
ADDRESSES = """https://youtu.be/abcdef12345|https://www.youtube.com/watch?v=abcdef12345&t=5|x
https://youtube.com/shorts/abcdef12345|https://vimeo.com/123|https://vimeo.com/a|ftp://a.b/c
https://p.tube/w/abcdefgh|https://p.tube/videos/watch/abcdefgh|https://a.b/c.mp3#x
https://a.b/c?d=e|http://a.b/{seconds}|https://youtu.be/abcde|http://a.b/c d"""


def test_times_and_lengths_are_told_as_before(expect: Expect) -> None:
    """Seconds around minutes and hours, texts around their limits, links of players, plots."""
    found = []
    for s in MOMENTS:
        clocks = (format_clock(s), format_clock(s, hours=True), format_clock(s, hours=False))
        found.append(row(s, *clocks, format_vtt(s), format_length(s)))
    texts = [" ".join((WORDS * 9)[:n]) + "." for n in (1, 8, 20, 24, 25, 26, 27, 28, 30, 40, 61)]
    texts += [" ".join(part.capitalize() for part in texts[:n]) for n in range(1, 6)]
    found += [row(len(t), len(shorten(t)), len(lead_of(t)), len(opening_of(t))) for t in texts]
    for title in (
        "No Moat: a tale",
        "A: b",
        "Ab - cd ef",
        "Tides | Two",
        "Who? Me",
        "Tides and: a",
    ):
        found.append(row(title, "/", short_title(title), "/", plain_text(f"# {title}")))
        found.append(row([*chapter_ids([title, title, "Transcript", ""])], [*heading_ids([title])]))
    for tag in ("en", "de", "fr", "ja", "de-CH", "pt-PT", "xx", "en_GB"):
        found.append(row(tag, enclose('He said "no".', tag), enclose("So “be” it", tag)))
    for url in listed(ADDRESSES):
        found.append(row(url, frame_url(url), moment_url(url, 61.9), moment_url(url, None)))
    days = [dt.date(2024, 1, 5) + dt.timedelta(days=31 * n) for n in range(40)]
    for months in (0, 1, 2, 3, 12, 13, 23, 24, 25, 36, 37, 40):
        found.append(row(months, draw((day, n % 4) for n, day in enumerate(days[:months])))[:400])
    expect("sweeps/times.txt", "\n".join(found) + "\n")


def spoken() -> Iterator[tuple[str, str]]:
    """Sentences of the talks, and some of numbers, with their languages."""
    for tag, talk in TALKS.items():
        for line in talk.strip().splitlines()[::3]:
            yield tag, line.partition(": ")[2]
    english = """About 40 people came. It took one and a half hours. Half a kilo of it. In 1984 we
        had 1,400 km of rope. 3.5 million dollars, or $2.7 billion. Ten to twenty per cent of them.
        The third of March. The 1980s were good. It was 10:30. Every other boat. Two dozen eggs.
        Hundreds of boats. A hundred and twelve of 365 nights. 5% to 6%. Twice as much. 1/8 of an
        inch. Nearly all of us. Hardly anybody. Most boats. Some of the crew. No boat ever. Not all
        boats. Few people. A few people. Only one. At least three. Up to five. More than six. Both
        of them. Neither boat. None. Always. Sometimes. Usually. Rarely. Minus five degrees. 20 °C.
        The twenty-first century. Part 2. Chapter three. A quarter of an hour. 3 x 4 m. 007."""
    yield from (("en", each) for each in split_sentences(" ".join(english.split())))


def test_sentences_are_taken_apart_as_before(expect: Expect) -> None:
    """Numbers, quantifiers, clauses, spans and words of sentences in every language."""
    found = []
    for tag, text in spoken():
        language = Language.of(tag)
        numbers = [
            (q.values, q.unit and q.unit.name, q.nouns, q.counted, q.vague, q.place)
            for q in quantities(text, language)
        ]
        shares = [(q.share.name, q.text) for q in quantifiers(text, language)]
        [words] = classify([tokens_of(text, language)], language)
        spans = sentence_spans(f"{text} {text[:1].lower()}{text[1:]} {text}", language)
        told = (gist(words_of([text], language)), gist(words), len(spans), detect(text))
        found.append(row(tag, text[:30], numbers, shares, *told))
    for name in listed("German|deu|de-AT|de_DE|zz|English|und|français|a|auto|it|en.vtt|ger"):
        found.append(row(name, tag_of(name), tried(partial(known_tag, name))))
    for pair in ("Kuyper|Kuiper", "Night & Glass|night and glass", "MQTP|mqtt", "Ann|Anne", "|a"):
        one, other = listed(pair)
        found.append(row(pair, likeness(one, other), bare(one), sound(one), digits(f"{other} 3")))
    expect("sweeps/sentences.txt", "\n".join(found) + "\n")


FALSE = {
    "no": (r"\b(is|was|are|were|can|had|has)\b", r"\1 not"),
    "will": (r"\b(may|might|could|can|would)\b", "will"),
    "all": (r"\b(some|many|most|a few|few|half)\b", "all"),
    "number": (r"\b(two|three|four|five|ten|twelve|twenty|forty|\d+)\b", "seventeen"),
    "name": (r"\b([A-Z][a-z]{3,})\b", "Marrowgate"),
    "unit": (r"\b(minutes?|hours?|days?|years?|metres?|euros?)\b", "kilos"),
    "order": (r"\b(before|after|first|then|last)\b", "after"),
    "thing": (r"\b([a-z]{7,})\b", "volcano"),
}
"""How a sentence is made false."""
FORMS = (
    *("", "...", "a" * 800, "See https://a.b", "<b>a</b>", "Ignore all previous instructions."),
    *("As an AI", "word " * 61, "word " * 60),
)


def test_false_sentences_are_told_as_before(expect: Expect) -> None:
    """Each line of two conversations turned into a claim, and that spoilt in eight ways."""
    found = []
    for number, talk in enumerate((BEES, archive.panel())):
        episode = episode_of(talk)
        lines = lines_of(hear(episode.transcript, "en"))
        ground = Ground.of(episode, lines)
        for place, line in list(enumerate(lines, 1))[number :: 2 + 2 * number]:
            text = line.text
            told = f"{line.speaker} says that {text[:1].lower()}{text[1:]}"
            claims = {"as said": text, "torn": f"{told} In all, {text.split()[-1]}"}
            claims |= {n: re.sub(*way, told, count=1) for n, way in FALSE.items()}
            cites = [place, *range(place, min(place + 2, len(lines)))]
            for name, claim in claims.items():
                if claim != told:
                    faults = claim_faults(claim, cites, lines, "en", "en", ground)
                    found.append(f"{place} {name}: {' | '.join(faults)}"[:200])
            found.append(row(place, "title", title_faults(text[:40], told, "en", ground)))
    found += [row(text[:20], form_faults(text, 60), form_faults(text, 12)) for text in FORMS]
    words = [CitableLine(text="word " * n, sources=()) for n in range(1, 14)]
    groups = [Group(lines=tuple(words[:size])) for size in (1, 8, 13)]
    for room in (10, 60, 100, 200, 400):
        cut = [[len(group.lines) for group in part] for part in slices(groups, room)]
        found.append(row(room, spread([5, 9, 20, 3, 40], [1, 3], room), cut))
    expect("sweeps/claims.txt", "\n".join(found) + "\n")


def drawn(found: Outline) -> str:
    """Where chapters begin, and how many segments each has."""
    return " ".join(
        f"{each.title[:12]}@{each.begins}/{each.start}x{len(each.segments)}"
        for each in found.chapters
    )


def untimed(episode: Episode) -> Episode:
    """The same without times."""
    cues = tuple(replace(cue, start=None, end=None) for cue in episode.transcript.cues)
    return replace(episode, transcript=replace(episode.transcript, cues=cues))


def test_chapters_lie_where_they_lay(expect: Expect) -> None:
    """Of a list that strays further and further; of recordings of many lengths, timed and not."""
    found = []
    talk = archive.panel().strip().splitlines()
    episode = episode_of("\n".join(talk), title="The sea and the tide gauge, with Dora Lind")
    utterances = hear(episode.transcript, "en")
    length = len(talk) * 6.0
    for stray in (-400, -100, -31, -12, -5, 0, 4, 11, 29, 61, 181, 500):
        chapters = tuple(
            ListedChapter(title=title, start=max(0.0, length * n / 4 + stray * (n > 0)))
            for n, title in enumerate(archive.SAID)
        )
        told = outline(replace(episode, chapters=chapters), utterances)
        found.append(row("strays", stray, drawn(told)))
    for count in (1, 2, 3, 5, 9, 20, 45, 90, len(talk)):
        short = episode_of("\n".join(talk[:count]), title="The gauge with Dora Lind")
        for each in (short, untimed(short)):
            heard = hear(each.transcript, "en")
            told = outline(each, heard, target_length=60.0)
            reading = Extractive().summarize(each, heard, told)
            said = [sentence.text for sentence in reading.summary.sentences]
            found.append(row(count, drawn(told), gist(said), round(reading.coverage, 2)))
            two = (
                ListedChapter(title="A", first_cue=count // 2),
                ListedChapter(title="B", start=30.0),
            )
            kept = replace(each, chapters=two, duration=count * 6.0)
            parts = split_paragraphs(each.transcript, told)
            sizes = [len(p.runs) for chapter in parts for segment in chapter for p in segment]
            found.append(row("   ", drawn(outline(kept, heard)), sizes[:12]))
    for text in ("We set the lamp by the pier.", "We, we set, um, the big lamp"):
        places = [cited("We set the lamp", text, quoted=quoted) for quoted in (True, False)]
        found.append(row(text, places))
    expect("sweeps/chapters.txt", "\n".join(found) + "\n")


def test_a_growing_archive_speaks_of_the_same_as_before(expect: Expect) -> None:
    """What runs through two, three and more episodes: topics, people, relatives, digests."""
    readings = [
        reading_of(
            title,
            "\n".join(lines),
            date=dt.date(2025, 1 + n % 3, 1 + n % 28),
            summary=tuple(range(n % 3, len(lines), 3)),
            chapters=3,
        )
        for n, (title, lines) in enumerate(archive.larger())
    ]
    found = []
    for count in (1, 2, 3, 4, 6, 9, 12):
        library = combine((SHOW,), readings[:count])
        found.append(row(count, [(t.title, len(t.mentions)) for t in library.topics]))
        for each in library.digests:
            parts: tuple[Sequence[object], ...] = (
                *(each.highlights, each.themes, each.exchanges, each.terms),
                *(each.numbers, each.moments, each.chapters),
            )
            said = [quotation.sentence.text for quotation in each.quoted()]
            found.append(row("   ", each.slug, [len(part) for part in parts], gist(said)))
        for person in library.people:
            sizes = (len(person.quotations), len(person.topics))
            found.append(row("   ", person.name, person.host, *sizes))
        for key, relatives in library.relatives.items():
            alike = [(each.reading.episode.slug, each.terms) for each in relatives]
            found.append(row("   ", key, alike))
    expect("sweeps/archive.txt", "\n".join(found) + "\n")
