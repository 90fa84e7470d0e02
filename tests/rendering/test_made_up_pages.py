"""Sweeps over what pages are made of: words, prose, data files, places, feeds, as they were."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from dataclasses import replace
from functools import partial
from itertools import product

from generator.combining import combine
from generator.model import Chapter, Library, Origin, Outline, Reading, Summary
from generator.rendering.cited import between, cited, letters, most_cited
from generator.rendering.data import chapters_json, chapters_txt, episode_json, transcript_vtt
from generator.rendering.epub import make_epub
from generator.rendering.findables import groups
from generator.rendering.kinds import KINDS
from generator.rendering.markdown import disarm_markdown, escape_markdown
from generator.rendering.markup import Prose
from generator.rendering.oembed import oembed
from generator.rendering.prose import all_plain_text, begin, lead_of, plain_text, shorten
from generator.rendering.quotation import enclose
from generator.rendering.short_titles import short_title
from generator.rendering.site import Site, frame_url, moment_template, moment_url, safe_url
from generator.rendering.speakers import measure_speakers, with_ends
from generator.rendering.views import Mark
from generator.rendering.words import Words, direction
from tests import archive
from tests.combining.readings import SHOW, reading_of
from tests.conftest import Expect
from tests.rendering.samples import TEMPLATES, TIMED, UNTIMED, archive_of, library, quote, speech
from tests.test_sweeps import gist, row, tried

LANGUAGES = ("en", "de", "fr", "es", "ja", "de-CH", "pt-BR", "xx")


def test_words_of_the_site_are_said_as_before(expect: Expect) -> None:
    """Lengths, days, numbers, places and plurals in each language, at the edges of each."""
    found = []
    for tag in LANGUAGES:
        words = Words.read([TEMPLATES], tag)
        seconds = (0, 1, 59.4, 59.5, 59.9, 60, 89, 90, 3569, 3570, 3600, 3629, 3630, 7260, 90000)
        found.append(row(tag, words.spoken, direction(tag), *map(words.length, seconds)))
        days = (dt.date(2026, 1, 1), dt.date(2026, 3, 2), dt.date(2026, 12, 23))
        told_days = [[words.day(d), words.short_day(d), words.month(d)] for d in days]
        found.append(row("   ", told_days, words.listed(["a", 1])))
        marks = [Mark(seconds=s, share=p, id="", last_id="") for s, p in MARKS]
        found.append(row("   ", *map(words.moment, marks), words.number(1234567)))
        found.append(row("   ", repr(words.tongue("en")), repr(words.own("de")), words.tongue("")))
        plural = [key for key, value in words.table.items() if isinstance(value, dict)]
        for key in plural:
            told = [tried(partial(said, words, key, number)) for number in (0, 1, 2, 5, 11, 1000)]
            found.append(row("   ", key, gist(words.forms(key))[:4], *told)[:150])
    found += [row(tag, direction(tag)) for tag in ("ar", "he-IL", "FA", "en", "")]
    expect("sweeps/made_up/site_words.txt", "\n".join(found) + "\n")


def said(words: Words, key: str, number: int) -> str:
    """What is said of so many."""
    blanks = dict.fromkeys(("title", "name", "hours", "minutes", "day", "month", "year", "m"), "_")
    try:
        return words.say(key, ordinal=number or None, n=number, **blanks)
    except KeyError as error:
        return f"needs {error}"


MARKS: tuple[tuple[float | None, int | None], ...] = (
    *((0.0, None), (3661.9, 5), (None, None), (None, 0), (None, 5), (None, 100)),
)
PIECES = (
    *(
        "# Tides",
        "## The *gauge*",
        "Plain words of it.",
        "* one\n* two",
        "1. one\n2. two",
        "> said",
    ),
    *("[a](https://a.example/)", "[b](javascript:x)", "[c](b/c.html)", "[d](//evil)", "<b>x</b>"),
    *("![pic](https://a.example/p.png)", "<https://a.example/>", "`code`", "```\ncode\n```", "---"),
    *("**bold** and _soft_ a_b_c", "[e](mailto:a@b)", '&amp; < > "q"'),
    "| a | b |\n|---|---|\n| c | d |",
    *(
        "",
        "A sentence. " * 30,
        "潮の高さを測る道具があった。" * 20,
        "#### deep",
        "[f](HTTPS://A/)",
        "a\\*b",
    ),
)
SENTENCES = (
    "The office computed every tide with brass gears",
    "The office computed tides with gears",
    "Gears of brass, and every office",
    "潮の高さ",
    "nothing of it",
    "",
)


def test_prose_is_written_as_before(expect: Expect) -> None:
    """Markdown of notes and pages, what is cited of what was said, short titles, addresses."""
    prose, found = Prose(), []
    for number in range(120):
        choose = random.Random(number)
        text = "\n\n".join(choose.choice(PIECES) for _ in range(choose.choice((1, 2, 4))))
        made = [prose.notes(text), prose.page(text), plain_text(text), all_plain_text(text)]
        made += [lead_of(text), shorten(text), begin(text), escape_markdown(text)]
        found.append(
            row(number, *(gist(each)[:4] for each in made), gist(disarm_markdown(text))[:4])
        )
    for size in (38, 39, 40, 41, 42, 198, 199, 200, 201, 202, 298, 299, 300, 301):
        spaced, solid = ("ab " * 200)[: size - 1] + "c", "潮" * size
        told = [len(cut(each)) for cut in (begin, shorten, lead_of) for each in (spaced, solid)]
        found.append(row(size, told))
    for count in (999, 1000, 1001):
        found.append(row(count, len(prose.notes("*a* " * (count // 2) + "*" * (count % 2)))))
    heard = (
        "So, the office computed every tide, um, with brass gears. 潮の高さを測る. Every office!"
    )
    for sentence, quoted in product(SENTENCES, (True, False)):
        runs = cited(sentence, heard, quoted=quoted)
        told_between = between(heard, runs[0][0], runs[-1][1]) if runs else ""
        found.append(row(sentence, quoted, runs, most_cited(sentence, heard), told_between))
    found.append(row(letters("A-b_c 1é!")))
    for title, show in product(TITLES, ("", "Slow Ferries")):
        found.append(row(title[:24], "/", short_title(title, show, ("Ines Falk", "Tom"))))
    for url in ADDRESSES.split():
        told_urls = (safe_url(url), frame_url(url), moment_url(url, 61.9), moment_template(url))
        found.append(row(url, *told_urls))
    for tag in ("en", "de", "fr", "ja", "es", "de-CH", "fr-CH", "sv", "pl", "ru", "zh-TW", "xx"):
        found.append(row(tag, enclose('He "said" so', tag), enclose("l'eau “x”", tag)))
    expect("sweeps/made_up/prose.txt", "\n".join(found) + "\n")


TITLES = (
    *("Slow Ferries: Lanterns & fog", "Lanterns | Slow Ferries", "Lanterns - with Ines Falk"),
    "A: b",
    *(
        "Who paid for the long table of the harbour office, and who did not pay for it at all",
        "Abc",
    ),
    *("Lanterns (part 2)", "#12: Lanterns and the fog", "Ines Falk on lanterns"),
    "Tom: lanterns, fog",
    "Lanterns? Fog! And a bell that nobody ever repaired in forty years of fog and rain",
)
ADDRESSES = """https://a.example/ http://a.example/x?y=1#z javascript:x data:x //a.example https://
https://youtu.be/abcdef12345?t=3 https://www.youtube.com/embed/abcdef12345
https://m.youtube.com/watch?v=abcdef12345 https://vimeo.com/123456 https://player.vimeo.com/video/123456
https://peer.tube/w/abcdefghijk https://a/b\\c
https://a.example/a.mp3 https://user:pw@a.example/ https://a.example/%22
https://a.example/videos/watch/ab-cd"""


def spaced(gaps: tuple[float, ...], duration: float | None) -> Reading:
    """A reading whose chapters begin after such gaps."""
    starts = [sum(gaps[: n + 1]) for n in range(len(gaps))]
    chapters = tuple(
        Chapter(
            title=f"Part  {n}",
            origin=Origin.SOURCE,
            start=start,
            end=starts[n + 1] if n + 1 < len(starts) else duration,
            segments=(),
        )
        for n, start in enumerate(starts)
    )
    episode = replace(TIMED, duration=duration)
    return Reading(
        episode=episode,
        outline=Outline(chapters=chapters),
        summary=Summary(),
        backend="extractive",
        coverage=0.33335,
    )


def test_data_files_say_what_they_said(expect: Expect) -> None:
    """Chapters closer and closer, captions of any width, who speaks how long, times cut."""
    found = []
    for gaps in (
        *((0, 10, 10), (0, 9.9, 10.1), (5, 10, 10), (0, 10, 20, 5), (0, 5, 5, 5, 5, 30), (0, 100)),
        *((0, 9.999, 9.999, 9.999, 60), (3599, 10, 10), (0, 60, 3600), (0, 0, 20, 20)),
    ):
        for duration in (None, 29.0, 30.0, 39.9, 45.0, 4000.0):
            reading = spaced(tuple(map(float, gaps)), duration)
            listed = chapters_txt(reading)
            found.append(row(gaps, duration, repr(listed), gist(chapters_json(reading))[:4]))
    untimed = replace(spaced((0.0, 10.0, 10.0), 60.0).outline.chapters[0], start=None)
    mixed = replace(spaced((0.0, 10.0, 10.0), 60.0), outline=Outline(chapters=(untimed,)))
    found.append(row(chapters_txt(mixed), chapters_json(mixed), gist(episode_json(mixed))))
    for width in (63, 64, 65, 66, 130, 131):
        cue = replace(
            TIMED.transcript.cues[0], text=("ab " * 50)[: width - 1] + "c", speaker="A <b>"
        )
        one = replace(TIMED, transcript=replace(TIMED.transcript, cues=(cue,)))
        found.append(row(width, repr(transcript_vtt(one))))
    cues = list(speech(4).cues)
    ends: tuple[tuple[float | None, float | None], ...] = (
        *((0.0, None), (5.0, 5.0), (5.01, 4.0), (7.0, 99.0)),
    )
    odd = tuple(
        replace(cue, start=start, end=end, speaker=who)
        for cue, (start, end), who in zip(cues, ends, ("A", None, "B", "A"), strict=True)
    )
    for duration in (None, 6.0, 120.0):
        strange = replace(TIMED, duration=duration, transcript=replace(TIMED.transcript, cues=odd))
        found.append(row(duration, repr(transcript_vtt(strange)), measure_speakers(strange)))
        found.append(row("   ", [end for _, end in with_ends(strange)]))
    found.append(row(transcript_vtt(UNTIMED), measure_speakers(UNTIMED)))
    for day, text in product((dt.date(2024, 1, 2),), ("# A\n\n## B & *c*\n\n## B\n\n<b>", "")):
        found.append(row(gist(_unpacked(make_epub("T & t", "C", "de", "https://a/", day, text)))))
    found.append(row(oembed("T <t>", "S", "https://a/", "https://a/b/", "https://a/p.png")))
    found.append(row(oembed("T", "S", "https://a/", "https://a/b/", None)))
    expect("sweeps/made_up/data_files.txt", "\n".join(found) + "\n")


def _unpacked(book: bytes) -> object:
    """The files in a book; how they are packed is another matter of each library."""
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        return [(each, opened.read(each)) for each in opened.namelist()]


def fuller() -> Library:
    """The small library with a timed episode of which each chapter has three sentences."""
    held = library()
    timed, *others = held.readings
    cues = timed.episode.transcript
    parts = tuple(
        replace(
            part,
            sentences=tuple(quote(cues, 16 * n + place) for place in (1, 4, 9)),
            best=n,
        )
        for n, part in enumerate(timed.summary.parts)
    )
    summary = replace(timed.summary, parts=parts, best=1)
    return replace(held, readings=(replace(timed, summary=summary), *others), topics=(), people=())


def test_an_archive_is_laid_out_as_before(expect: Expect) -> None:
    """Ten episodes and the small library: cards, feeds, what is found, each page's view."""
    readings = [
        reading_of(
            title,
            "\n".join(lines),
            date=dt.date(2024 + n % 3, 1 + n % 12, 1 + n) if n != 4 else None,
            summary=tuple(range(n % 3, len(lines), 4)),
            chapters=1 + n % 4,
        )
        for n, (title, lines) in enumerate(list(archive.larger())[:10])
    ]
    found = []
    for number, held in enumerate((combine((SHOW,), readings), library(), fuller())):
        for base in ("", "https://example.org/x/"):
            site = Site(title="Shore", language="en", base_url=base, description="By the sea.")
            around = archive_of(held, site)
            for kind in KINDS:
                for page in kind.present(around):
                    found.append(row(number, bool(base), page.path or "/", gist(page)[:6]))
                links, feeds = tuple(kind.links(around)), tuple(kind.feeds(around))
                if links or feeds:
                    found.append(row("   ", gist(links)[:4], [gist(each)[:4] for each in feeds]))
            for group in groups(held, site):
                found.append(row("   ", group.name, [gist(each)[:3] for each in group.find()]))
    expect("sweeps/made_up/laid_out.txt", "\n".join(found) + "\n")
