"""Sweeps over small things made up by number: days, names, addresses, feeds, lines, series.

A row that changes shows what went in, or its number, by which the function above makes it.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from functools import partial
from itertools import product

import numpy as np

from generator.addresses import Addresses, Claim, make_slug, named_by, settle, show_folder
from generator.companions import completed, of_feed, read_info, read_turns
from generator.compounds import Compounds, apart_in
from generator.config import Sidecar
from generator.corrections import mend, noted, pieces
from generator.dates import find_date, is_period, parse_date
from generator.file_names import number_in_title, read_name, series_in_titles, series_of, split_day
from generator.findable import Findable, Place, Sort
from generator.initials import Initials, phrases_in, spelled_out
from generator.lines import LineFinder, find_letters
from generator.loading import Loaded
from generator.model import (
    Correction,
    Cue,
    Episode,
    FreePage,
    ListedChapter,
    Rule,
    Sentence,
    Show,
    Source,
    Transcript,
    Verb,
)
from generator.naming import UniqueNames
from generator.numbers import standardize
from generator.parsers.foreign import describe
from generator.parsers.introductions import find_introduction
from generator.parsers.trees.fields import (
    is_channel,
    is_side,
    name_rank,
    paths_in,
    read_time,
    text_rank,
    time_rank,
    unit_of,
)
from generator.series import name_series, rename
from generator.syndication import is_feed, read_feed, web
from generator.taking_down import take_down
from generator.timestamps import format_clock, format_length, format_vtt, parse_clock
from generator.unspaced import count_words, set_apart
from generator.variants import same_recordings
from generator.vocabulary import Vocabulary
from tests.conftest import Expect
from tests.made_up import KEYS, SPOKEN
from tests.made_up_folders import FEED
from tests.test_sweeps import gist, row, tried

DAYS = (
    *("{y}-{m:02}-{d:02}", "{y}{m:02}{d:02}", "{d}.{m}.{y}", "{m}/{d}/{y}", "{d}/{m}/{s:02}"),
    *("{M} {d}, {y}", "{d}. {M} {y}", "{d}th of {M} {y}", "{y}-{M}-{d}", "{M} {y}"),
    "{y}年{m}月{d}日",
    *("{y} {m:02} {d:02}", "{d} {M} {s:02}", "{y}_{m:02}_{d:02}T10:00", "GMT{y}{m:02}{d:02}-1200"),
    *("{M} {d} 10:04:05 UTC {y}", "talk-{y}.{m}.{d}-b", "{d}-{m}-{y}", "1{y}-{m}-{d}"),
    "{y}/{m}/{d}1",
)  # fmt: skip
MONTHS = ("March", "mar.", "Sept", "März", "décembre", "dic", "Smarch", "května", "mei", "JULY")


def day(number: int) -> str:
    """A day as somebody may write it, or what is none."""
    choose = random.Random(number)
    return DAYS[number % len(DAYS)].format(
        y=choose.choice((2026, 2026, 1999, 1859, 1860, 2099, 2100, 1969)),
        m=choose.choice((1, 3, 9, 12, 13, 0)),
        d=choose.choice((1, 7, 12, 13, 28, 29, 30, 31, 32)),
        s=choose.choice((0, 26, 69, 70, 99)),
        M=choose.choice(MONTHS),
    )


def test_days_and_times_are_read_and_written_as_before(expect: Expect) -> None:
    """In twenty forms with ten names of months, at the edges of years; times around each unit."""
    found = [row(text, find_date(text), parse_date(f"{text}x")) for text in map(day, range(180))]
    for text in [
        "2026",
        "1",
        "12345",
        "0",
        "2026-3",
        "2026.12",
        "2026-q4",
        "2026-q5",
        "1899-01",
        "march",
        "maj",
        "x",
        "Q1",
        "2026_1_2",
    ]:
        found.append(row(text, is_period(text), split_day(f"{text}-tides")))
    for seconds in (
        0,
        0.0005,
        0.4,
        0.5,
        0.9995,
        29,
        59,
        59.5,
        60,
        89.9,
        90,
        3570,
        3600,
        3661.5,
        36e4,
    ):
        clocks = [format_clock(seconds, hours=each) for each in (None, True, False)]
        found.append(row(seconds, clocks, format_vtt(seconds), format_length(seconds)))
    for text in [
        "1:2",
        "01:60",
        "1:2:3,4",
        "1:62:03",
        "1234:05",
        "1:2:3:4",
        "0:5.1234567",
        "999:59:59",
        ":5",
        "1:05x",
    ]:
        found.append(row(text, parse_clock(text)))
    for values in ([1.0, 1.0], [1.0, 1.0 + 1e-9], [1.0, 1.0 + 4e-9], [1.0, 2.0, 6.0]):
        found.append(row(values, standardize(np.array(values)).round(3).tolist()))
    names = UniqueNames(["a-2"])
    found.append(row([names.take(each) for each in ("a", "a", "b", "a", "a-4", "a", "b")]))
    expect("sweeps/made_up/days.txt", "\n".join(found) + "\n")


SOURCES = (
    *("shows/pier/tides.vtt", "shows/pier/2026-03-14-tides.vtt", "shows/pier/2026/tides.srt"),
    *("shows/quay/tides/transcript.vtt", "tides.vtt", "shows/pier/Tides!.txt", "pier/tides.json"),
    *("shows/pier/tides.de.vtt", "podcast/transcripts/014-tides.txt", "shows/pier/tides.txt"),
    *("shows/pier/March/ropes.vtt", "transcripts/go-time-1.txt", "transcripts/go-time-2.txt"),
    *("transcripts/go-time-3.txt", "shows/search/con.vtt", "shows/pier/index.md"),
)
TITLES = (
    *("Tides", "Pier 12: Tides", "The Pier podcast #3 - Ropes", "Pier 7", "Tar | Pier", "PIER: 5"),
    *("Go Time 1: A", "Go Time 2: B", "Go Time 3: C", "Tides (part 2)", "Episode 12", "潮"),
)
NAMES = ("Ines B. Falk", "Ines Falk", "Tom", "TA", "Speaker 0", "Speaker 01", "Ann")


def archive(number: int) -> tuple[list[Episode], list[FreePage]]:
    """Some episodes and pages that may want the same names and addresses."""
    choose = random.Random(number)
    episodes: dict[str, Episode] = {}
    for source in choose.sample(SOURCES, choose.choice((2, 4, 7))):
        folder = show_folder(source)
        said = [
            Cue(
                text=choose.choice(
                    ("Welcome to Slow Pier, I am Ines.", "You hear go time on PIER.", *SPOKEN[:4])
                ),
                speaker=choose.choice((None, *NAMES)),
                start=None if number % 5 == 0 else 4.0 * turn,
                end=None if number % 5 == 0 else 4.0 * turn + 3,
            )
            for turn in range(choose.choice((1, 3, 6)))
        ]
        transcript = Transcript(cues=tuple(said), language=choose.choice((None, "en")))
        slug = make_slug(folder.rpartition("/")[2], "recordings")
        show = Show(slug=slug, title=choose.choice((slug.title(), "Pier", "Transcripts")))
        stem = named_by(source).rpartition("/")[2].partition(".")[0]
        episodes[source] = Episode(
            show=next((each.show for each in episodes.values() if each.show.slug == slug), show),
            slug=make_slug(stem.removeprefix("2026-03-14-"), "episode"),
            title=choose.choice(TITLES),
            transcript=transcript,
            source=source,
            date=choose.choice((None, dt.date(2026, 3, 14), dt.date(2025, 1, 2))),
            speakers=transcript.voices,
        )
    ordered = [episodes[source] for source in sorted(episodes)]
    pages = [
        FreePage(slug=slug, title=slug, markdown="", source=f"pages/{slug}.md")
        for slug in ("pier", "about")[: number % 3]
    ]
    return ordered, pages


def test_series_are_named_and_addresses_given_as_before(expect: Expect) -> None:
    """Shows by their folders, titles and openings; who is who; what clashes, moves and goes."""
    found = []
    for number in range(48):
        episodes, pages = archive(number)
        shows = {each.show.slug for each in episodes}
        called = {slug: {"TA": "Tom Arden"} for slug in shows} if number % 2 else {}
        named = name_series(episodes, shows if number % 3 else (), called)
        addresses = Addresses(["search"], None)
        settled, own = settle(named, pages, addresses)
        told = [f"{e.show.slug}/{e.slug}={e.title[:12]}({e.show.title})" for e in settled]
        found.append(row(number, *told, [page.slug for page in own], same_recordings(episodes)))
        found.append(
            row("   ", *(gist(each.speakers)[:3] for each in named), gist(addresses._record()))
        )
        again = Addresses(["search"], {**addresses._record()})  # as the file would have it
        moved = [
            replace(each, source=each.source.replace("tides", "waves"), slug="waves")
            for each in named[: len(named) // 2]
        ]
        later, _ = settle([*moved, *named[len(named) // 2 + 1 :]], pages[:1], again)
        told = [f"{e.show.slug}/{e.slug}" for e in later]
        found.append(row("   ", *told, again.moved, again.just_moved, again.missing, again.notes))
    one = archive(3)[0][0]
    for names in ({"speaker 0": "A"}, {"0": "A"}, {"1": "B", "Tom": "T"}, {"x": "y"}):
        heard = replace(one, speakers=NAMES)
        found.append(row(names, rename(heard, names).speakers))
    claims = [
        Claim(
            section="episodes", key=f"{n}", folder="pier/", slug=slug, exact=n % 2 == 0, date=date
        )
        for n, (slug, date) in enumerate(
            product(("tides", "con"), ("", "2026-03-14", "2025-01-02"))
        )
    ]
    given = Addresses().assign([*claims, *(replace(each, key=f"{each.key}b") for each in claims)])
    titled = Addresses().assign_titles("topics", ["Tides", "tides", "Tides", "a " * 60], "topic")
    found.append(row(given, titled))
    for name in ("x" * 90, "Ünïcode & more", "潮", "", "a_b c--d", "CON"):
        found.append(row(name[:20], make_slug(name, "otherwise"), make_slug(name, "o", 10)))
    for source in SOURCES:
        found.append(row(source, show_folder(source), named_by(source)))
    for size in range(1, 6):
        titles = [f"Go Time {n}: Tides" for n in range(size)]
        found.append(
            row(size, series_in_titles([*titles, "A", "B"]), series_of(["go-time-1"] * size))
        )
    expect("sweeps/made_up/series.txt", "\n".join(found) + "\n")


TALK = (
    "The harbour office, as they say, computed every tide. With brass gears!",
    "Each gear stood for one pull of the moon. Each gear stood",
    "for one pull of the sun, and that is all.",
    "LLM stands for large language model. A large language model, an LLM, is large.",
    "We keep the data set small. The dataset and the data set are one; any way, anyway.",
    "潮の高さを測る。潮の高さを測る。",
    "Federally funded research and development center. The FFRDC is a centre. FFRDC.",
)
LINES = (
    *("the harbour office", "Harbour, OFFICE!", "gear", "each gear stood for one pull", "arbour"),
    *("of the moon. Each gear", "測る", "the sun", "no such line", "", "as they say", "large"),
)


def test_lines_are_found_and_taken_out_as_before(expect: Expect) -> None:
    """By their words, within and across cues, and by each second; in titles and notes as well."""
    cues = tuple(
        Cue(text=text, start=5.0 * n, end=5.0 * n + 4, speaker="AABBA"[n % 5])
        for n, text in enumerate(TALK)
    )
    episode = Episode(
        show=Show(slug="pier", title="Pier"),
        slug="tides",
        title="The harbour office",
        transcript=Transcript(cues=cues),
        source="shows/pier/tides.vtt",
        notes="Each gear stood for it.",
        tags=("the sun",),
        chapters=(ListedChapter(title="As they say", start=0.0),),
    )
    untimed = [replace(cue, start=None, end=None) for cue in cues]
    bare = replace(episode, transcript=Transcript(cues=tuple(untimed)))
    rules = [Rule(verb=Verb.TAKE_DOWN, words=words) for words in LINES if words]
    rules += [Rule(verb=Verb.TAKE_DOWN, moment=moment / 2) for moment in range(-1, 72, 3)]
    for about in ABOUT:
        rules.append(
            replace(rules[0], episode=about.get("episode", ""), source=about.get("source", ""))
        )
    found = [row(words, list(find_letters(TALK, words))) for words in LINES]
    for rule, each in product(rules, (episode, bare)):
        finder = LineFinder(each.transcript, "en")
        loaded, gone = take_down(Loaded(episodes=(each,), rules=(rule,)), "[…]")
        [taken] = loaded.episodes
        changed = [
            cue.text
            for cue, old in zip(taken.transcript.cues, cues, strict=True)
            if cue.text != old.text
        ]
        told = [taken.title, taken.notes, taken.tags, taken.chapters[0].title]
        name = rule.words or rule.moment
        found.append(row(name, finder.said(rule), taken.taken_down, len(loaded.notes), changed))
        found.append(
            row("   ", gist(told), [g.stand_in(t.casefold()) for g in gone for t in TALK[:3]])
        )
    corrections = tuple(Correction(cue=n, heard=h, meant=m) for n, h, m in WRONG)
    wrong = replace(episode, corrections=corrections)
    for first, last in ((0, 0), (0, 1), (1, 3), (3, 3), (5, 6)):
        source = Source(first_cue=first, last_cue=last, start=None, end=None)
        text = " ".join(TALK[first : last + 1])
        found.append(row(first, last, noted(Sentence(text=text, sources=(source,)), wrong)[:120]))
    meant = {heard: right for _, heard, right in WRONG}
    found += [row(mend(text, meant)[:70], len(list(pieces(text, meant)))) for text in TALK]
    expect("sweeps/made_up/lines.txt", "\n".join(found) + "\n")


ABOUT: tuple[dict[str, str], ...] = (
    *({"episode": "tides"}, {"episode": "THE HARBOUR OFFICE"}, {"episode": "ropes"}),
    *({"source": "shows/pier/tides.vtt"}, {"source": "other.vtt"}),
)
WRONG = ((0, "brass", "Bras"), (1, "Gear", "Geer"), (3, "L L M", "LLM"), (3, "large", "Large"))


def test_words_for_a_search_are_gathered_as_before(expect: Expect) -> None:
    """Acronyms, phrases, words in two parts, scripts without spaces: from seven short texts."""
    empty = {"the", "of", "and", "is", "a", "an", "any", "for", "we", "that"}
    found = [row(text[:20], count_words(text), set_apart(text)[:40]) for text in TALK]
    vocabulary, initials, compounds = Vocabulary(), Initials(), Compounds()
    for size in range(1, 4):
        for start in range(len(TALK)):
            texts = [*TALK[start : start + size]] * size
            one = Findable(
                sort=next(iter(Sort)),
                page="pier/tides/",
                title="Tides & Gears",
                places=tuple(Place(text=text) for text in texts),
                whole="On brass",
                choices={"person": ("Ines Falk",)},
                phrases=phrases_in(texts, empty),
                acronyms=spelled_out(texts, empty),
                apart=apart_in(texts, empty),
            )
            found.append(row(start, size, one.phrases, one.acronyms, one.apart)[:220])
            for each in (vocabulary, initials):
                each.add(one)
            compounds.add(one.apart)
        told = initials.known(vocabulary.common())
        found.append(
            row(size, json.dumps({name: list(those)[:20] for name, those in told.items()}))
        )
        found.append(row(size, compounds.commonest(), vocabulary.text().split("\n")))
    expect("sweeps/made_up/searched.txt", "\n".join(found) + "\n")


HEADS = (
    *(b"%PDF-1", b"\x89PNG", b"GIF89a", b"\xff\xd8\xff", b"BM6", b"II*\0", b"MM\0*", b"ID3"),
    b"OggS",
    *(b"fLaC", b"\xff\xfb", b"\xff\xf3", b"\xff\xf1", b"\x1aE\xdf\xa3", b"FORM"),
    b"\xd0\xcf\x11\xe0",
    *(b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"RIFF....WEBP", b"RIFF....WAVE", b"....ftypheic", b"x"),
    *(b"....ftypavif", b"....ftypisom", b"PK\x03\x04 word/", b"PK\x03\x04 x", b"PK\x03\x04 mimetype"
      b"application/epub+zip", b"PK\x03\x04 opendocument.text", b"....ftypmif1", b"....ftypheix"),
)  # fmt: skip
NO_SPEECH = (
    *("", " \n", "{\\rtf1 x", "<html><p>x", "<!doctype html>x", "<?xml version='1.0'?><fcpxml>x"),
    *(
        "File Format=MacCaption",
        "# VobSub index file",
        "#!/usr/bin/env x",
        "<svg>",
        '{"a": 1}',
        "[1]",
    ),
    *('[{"a"', "<a><b/></a>", "<a><b/></a>" + " x" * 20, "# Changelog\n" + "x y " * 9, "x y " * 19),
    *(
        "x y " * 20,
        "a = 1;\n" * 9 + "x " * 20,
        "| a | b |\n" * 9,
        "- x y z\n" * 9,
        "1. a b c\n" * 9,
    ),
    *(
        "- x y z\n" * 3 + "a b c d e f\n" * 3,
        "a = 1;\nx y z w\nx y z w\n" * 4,
        "import a b c\n" * 9,
    ),
)
SUFFIXES = (
    "aac avi heic svg tiff pdf docx rtf epub sup zip 7z html csv xlsx py js key pptx json txt vtt"
)


def test_what_is_no_transcript_is_told_as_before(expect: Expect) -> None:
    """Files by their bytes, their words and their names; feeds; what programs note."""
    found = [row(head, describe("a", head, None)) for head in HEADS]
    found += [row(s, describe(f"a.{s}", b"?", None)) for s in SUFFIXES.split()]
    for text, suffix in product(NO_SPEECH, ("txt", "json")):
        found.append(row(repr(text[:20]), len(text), suffix, describe(f"a.{suffix}", b"", text)))
    dates = ("Thu, 14 Mar 2024 23:30:00 +0000", "2024-03-15T01:00:00Z", "then", "14 Mar 2024")
    for number, date in enumerate(dates):
        text = FEED.format(
            title=("Harbour Talk", "")[number % 2],
            link=("https://a.example/x y", "a.example")[number % 2],
            date=date,
            length=("52:00", "63", "63.25", "1:2:3:4")[number],
            role=("guest", "Host", "editor", "co-host")[number],
            stem="tides",
        )
        feed = read_feed(text)
        found += [f"{field.name}: {getattr(feed, field.name)!s:.300}" for field in fields(feed)]
        for said in of_feed(feed):
            found.append(row(said.files, said.chapter_files, completed(Sidecar(), [said]))[:400])
    for text in ("<rss>", "<?xml?> <feed x>", "<!-- a --><rdf:RDF>", "<rssx>", "x<rss>"):
        found.append(row(text, is_feed(text), tried(partial(read_feed, text))))
    for address in (
        " https://a.b/c d ",
        "https://",
        "https:// a",
        "ftp://a",
        "http:///x",
        "HTTP://a",
    ):
        found.append(row(address, web(address)))
    for info in (
        {},
        {"title": " A  b "},
        {"fulltitle": "B", "release_date": "20260314"},
        {"title": 5},
    ):
        found.append(row(info, read_info(json.dumps(info)).values))
    for turns in (
        "SPEAKER t 1 0.5 2 <NA> <NA> a",
        "SPEAKER t 1 0 2 <NA> a",
        "x",
        "LEXEME a b c d e f g h",
    ):
        found.append(row(turns, tried(partial(read_turns, turns))))
    expect("sweeps/made_up/foreign.txt", "\n".join(found) + "\n")


TIMES: tuple[object, ...] = (
    *(None, True, 0, 1.5, -2, 9e8, 9e8 + 1, 1e20, "1.5", "+3", "1:02", "1:02:03.5", "00:00:01:12"),
    *(
        "00:00:01;24",
        "1.5s",
        "1500ms",
        "2 sec",
        "3 seconds",
        "PT1H2M3.5S",
        "PT",
        "1h2m3s",
        "2m",
        "h",
    ),
    *(
        "2026-03-14T10:00:00Z",
        "2026-03-14 10:00",
        "2026-03-14",
        "x",
        "",
        "1" * 41,
        "12345678901234567",
    ),
    *(
        {"seconds": 5, "nanos": 5e8},
        {"nanos": 1},
        {"seconds": "x"},
        {},
        {"seconds": 1, "x": 2},
        [1],
    ),
)
MORE_KEYS = """beginn inicio bg bgn stime ende fin ed etime tc ticks start_word endIndex offset_ms
us ns start_offset timecode_in t0 t1 e s at sec
speaker_confidence speakerCode spk_id talker
nickname displayName realname username createAt originalArrivalTime channel_tag
source tOffsetMs lang
translated_text sentiment lexical said snippet texte dialogue speaker_tag speakers interval span"""


def test_keys_mean_what_they_meant(expect: Expect) -> None:
    """Whether each key is text, a time or a name, and in which unit, alone and deep."""
    found = []
    for key in [*KEYS.split(), *MORE_KEYS.split()]:
        told = []
        for path in ((key,), (key, 0), (key, 1), ("speaker", key), (key, "name")):
            ranks = (time_rank(path, role) for role in ("start", "end", "length"))
            told.append((text_rank(path), *ranks, name_rank(path), unit_of(path), is_channel(path)))
        shown = " ".join(
            ",".join("-" if each is None else f"{each:g}" for each in ranks) for ranks in told
        )
        found.append(row(key, shown, is_side(key, "Mic"), is_side(key, "x")))
    found += [row(value, read_time(value), read_time(value, 1e-3)) for value in TIMES]
    for value in TIMES:
        item = {
            "a": value,
            "b": [value, 5],
            "c": {"d": {"e": {"f": value}}},
            "times": [value, 1, 2],
        }
        found.append(row(value, list(paths_in(item))))
    expect("sweeps/made_up/keys.txt", "\n".join(found) + "\n")


NOTES = (
    "Short one.",
    "We talk about the tides, the brass gears and who paid for them in the end.",
    "We talk about the tides, the brass gears and who paid for them in the end:",
    "I am Ines Falk and this is my show about the sea, which I make every single week for you.",
    "This episode is sponsored by Rope. Subscribe to the newsletter, and follow us on the web.",
    "# Links",
    "* a book * a list * a talk about brass gears and the tides of it",
    "And so the office computed every tide with a machine that a clerk had drawn on paper, slowly.",
    "See https://a.example/ for **bold** [links](https://b.example/) and all that there is.",
    "Eight words and no end of it here",
    "Eight words and an end of it here.",
)


def notes(number: int) -> Iterator[str]:
    """Some paragraphs in some order."""
    choose = random.Random(number)
    for _ in range(choose.choice((1, 2, 3, 14))):
        yield choose.choice(NOTES)


def test_introductions_are_chosen_as_before(expect: Expect) -> None:
    """The paragraph that tells of the matter, among those that announce, list or lead on."""
    found = []
    for number in range(110):
        text: Sequence[str] = list(notes(number))
        written = "\n\n".join(text)
        given = ("", "", written) if number % 3 else ("", written, "Notes.")
        chosen = find_introduction(*given, "en")
        order = [NOTES.index(each) for each in text]
        found.append(row(number % 3, order, chosen and (chosen.origin, chosen.text[:24])))
    for name in (
        "S01E02 tides",
        "12 tides",
        "tides 12",
        "tides-1984",
        "No. 7: Tides",
        "#3",
        "ep 4",
    ):
        found.append(row(name, number_in_title(name), read_name(name), read_name(name, [name] * 4)))
    expect("sweeps/made_up/introductions.txt", "\n".join(found) + "\n")
