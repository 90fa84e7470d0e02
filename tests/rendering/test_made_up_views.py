"""Sweeps over readings made up by number: what the page of each shows is as it was."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import product

import pytest

from generator.model import (
    Chapter,
    Correction,
    Cue,
    Introduction,
    Library,
    Note,
    Origin,
    Outline,
    Question,
    Reading,
    Relative,
    Segment,
    Sentence,
    ShowNotes,
    Source,
    Summary,
    Transcript,
)
from generator.rendering.concordance import lines_naming
from generator.rendering.data import data_files
from generator.rendering.episode_page import EpisodePage
from generator.rendering.kinds.episodes import episode_drafts
from generator.rendering.markup import Prose
from generator.rendering.places import Places
from generator.rendering.short_titles import short_title
from generator.rendering.views import Page
from generator.rendering.words import Words
from tests.conftest import Expect
from tests.rendering.samples import SITE, TEMPLATES, TIMED, archive_of
from tests.test_sweeps import gist, row

SPOKEN = (
    *(
        "The tide gauge stood by the pier.",
        "Nobody reads it, you know.",
        "Yes.",
        "Why is it there?",
    ),
    "We paid for the gauge in salt, and a gauge is a float in a pipe of sand, said my father then.",
    *("And so on and so on. " * 12, "潮の高さを測る道具があった。", "مقياس المد قديم جدا"),
)
CLIPS = (
    *(None, "https://audio.example/a.mp3", "https://audio.example/a.MP4", "javascript:x"),
    *("https://www.audio.example:8/a.ogg?x=1", "https://a..b\\c/d.mp3"),
)
FILMS = (None, "https://www.youtube.com/watch?v=abcdef12345", "https://vimeo.com/123456", "ftp://a")


def said(cues: tuple[Cue, ...], first: int, last: int, choose: random.Random) -> Sentence:
    """A sentence that some cues bear out, with or without a question."""
    source = Source(first_cue=first, last_cue=last, start=cues[first].start, end=cues[last].end)
    asked = Question(
        text="Why is it there?", sources=(source,), speaker=choose.choice(("Bram", "X"))
    )
    return Sentence(
        text=cues[first].text.strip(),
        sources=(source,),
        speaker=cues[first].speaker,
        backend=choose.choice(("", "", "extractive", "edited")),
        edited=choose.random() < 0.2,
        question=asked if choose.random() < 0.3 else None,
        checks=choose.choice(((), ("words",), ("words", "reading"))),
    )


def made(number: int) -> Reading:
    """An episode of few or many cues, people, chapters, notes, with a file, a film or neither."""
    choose = random.Random(number)
    count = choose.choice((1, 2, 5, 12, 40))
    timed, step = choose.random() < 0.75, choose.choice((0.5, 4.0, 90.0))
    people = choose.sample(("Ines", "Bram", "ines", "Dora", "Al"), choose.choice((1, 2, 4)))
    cues = tuple(
        Cue(
            text=choose.choice(SPOKEN[-1:] if number % 11 == 3 else SPOKEN[: n % 3 + 5]),
            start=n * step if timed else None,
            end=(n + 1) * step if timed and n % 7 else None,
            speaker=choose.choice((*people, None)) if number % 6 else None,
        )
        for n in range(count)
    )
    chapters, parts = [], []
    size = max(1, count // choose.choice((1, 1, 2, 3, 9)))
    for first in range(0, count, size):
        last = min(count, first + size) - 1
        middle = first + size // 2 if last - first > 2 else last + 1
        runs = [(first, middle - 1), (middle, last)] if middle <= last else [(first, last)]
        segments = tuple(
            Segment(first_cue=a, last_cue=b, start=cues[a].start, end=cues[b].end) for a, b in runs
        )
        stray = choose.choice((0.0, 0.0, 3.0))
        start = None if cues[first].start is None else (cues[first].start or 0.0) + stray
        origin = choose.choice((Origin.SOURCE, Origin.GENERATED))
        title = choose.choice(("The gauge", "Salt & fog", "Yes", "Nobody reads"))
        chapters.append(
            Chapter(title=title, origin=origin, start=start, end=cues[last].end, segments=segments)
        )
        told = tuple(said(cues, a, b, choose) for a, b in runs[: choose.choice((0, 1, 2))])
        below = tuple(Summary(sentences=(said(cues, a, a, choose),)) for a, b in runs)
        parts.append(Summary(sentences=told, parts=below, best=max(0, len(told) - 1)))
    points = tuple(said(cues, n, n, choose) for n in range(0, count, 5))[: number % 4]
    noted = said(cues, 0, count - 1, choose)
    notes = ShowNotes(
        lead=(noted,) * choose.choice((0, 0, 1, 2)),
        argument=(Note(name="A", sentence=noted, series="S"), Note(name="B", sentence=noted))
        if number % 3 == 0
        else (),
        quotations=(said(cues, 0, 0, choose),) * choose.choice((0, 1)),
    )
    length = count * step
    episode = replace(
        TIMED,
        slug=f"e{number}",
        title=f"Lanterns {number}",
        transcript=Transcript(cues=cues),
        duration=choose.choice((None, length, length + 9.0, length * 0.9)),
        speakers=tuple(dict.fromkeys(cue.speaker for cue in cues if cue.speaker)),
        notes=choose.choice(("", "Some *notes*.")),
        introduction=choose.choice(
            (None, None, Introduction(text="Of a _gauge_.", origin="notes"))
        ),
        media=choose.choice(CLIPS),
        media_file=choose.choice((None, None, "shows/a.mp3", "shows/a.webm")),
        video=choose.choice(FILMS),
        language=choose.choice(("en", "en", "ar", "ja")),
        corrections=(Correction("gauge", "Gage", 0), Correction("salt", "Salz", count - 1))
        if number % 2
        else (),
    )
    return Reading(
        episode=episode,
        outline=Outline(chapters=tuple(chapters)),
        summary=Summary(sentences=points, parts=tuple(parts), best=len(points) // 2),
        backend=choose.choice(("extractive", "openai:some-model")),
        coverage=0.5,
        notes=notes,
        edited=number % 5 == 0,
    )


def test_pages_of_episodes_show_what_they_showed(expect: Expect) -> None:
    """Chapters, voices, timeline, player, depths, notes: each by its gist; and the data files."""
    readings = [made(number) for number in range(90)]
    names = {
        each.id: {"Ines": "Ines Falk", "ines": "Ines Falk", "Bram": "Bram"}
        for each in readings[::2]
    }
    relatives = {readings[0].id: (Relative(reading=readings[1], terms=("salt",)),)}
    held = Library(
        shows=(TIMED.show,),
        readings=tuple(readings),
        digests=(),
        names=names,
        relatives=relatives,
    )
    words = Words.read([TEMPLATES], "en")
    found = []
    for reading, draft in zip(readings, episode_drafts(archive_of(held)), strict=True):
        page = draft.make(SITE, words)
        found.append(row(page.path, *shown(page)))
        found.append(row("   ", *(gist(each.text)[:3] for each in data_files(reading))))
    expect("sweeps/made_up/episodes.txt", "\n".join(found) + "\n")


def shown(page: Page) -> Iterator[str]:
    """Each part of a page that is not the same of all."""
    assert isinstance(page, EpisodePage)
    told = "".join("-x"[section.told] for section in page.sections)
    depths = [depth.minutes for depth in page.depths]
    yield f"{told} {depths} {page.minutes} {page.direction} {len(page.timeline.turns)}"
    for field in fields(page):
        if field.name not in ("path", "title", "related", "newer", "older", "files"):
            value = getattr(page, field.name)
            yield gist(sorted(value) if isinstance(value, frozenset) else value)[:2]


NAMINGS: tuple[tuple[tuple[int, ...], tuple[str, ...], str], ...] = (
    *(((0,), ("gauge",), ""), ((0, 0, 1), ("gauge", "tide gauge"), ""), ((1,), ("no such",), "")),
    *(((0, 1, 2), ("Gauge", ""), SPOKEN[0]), ((2, 2), ("pipe of  sand",), SPOKEN[4][:60])),
    *(((0, 1), ("潮",), ""), ((2,), ("a",), "Nobody"), ((0, 1, 2), ("gau",), "")),
)


def test_lines_that_name_a_topic_are_as_before(expect: Expect) -> None:
    """Cut before and behind at words and sentences; in captions, long turns, without times."""
    found = []
    fillers = ("", "Salt. ", "fog and salt " * 2, "fog and salt " * 9, "x" * 140, "潮汐。" * 60)
    for number, (before, behind) in enumerate(product(fillers, fillers)):
        texts = (f"{before}The tide gauge{' ' * (number % 2)} {behind}", SPOKEN[0], SPOKEN[4])
        cues = tuple(
            Cue(
                text=text,
                start=None if number % 3 == 2 else 9.0 * n,
                end=None if number % 5 == 4 else 9.0 * n + 8,
                speaker=(None, "Ines", "Bram")[(number + n) % 3] if number % 4 else None,
            )
            for n, text in enumerate(texts)
        )
        whole = Segment(first_cue=0, last_cue=2, start=cues[0].start, end=cues[2].end)
        chapter = Chapter(
            title="All", origin=Origin.GENERATED, start=cues[0].start, end=None, segments=(whole,)
        )
        episode = replace(TIMED, transcript=Transcript(cues=cues), corrections=())
        reading = replace(made(1), episode=episode, outline=Outline(chapters=(chapter,)))
        places = Places(reading, {"Bram": "Bram Oster"})
        for named, spellings, quoted in (NAMINGS[number % 8], NAMINGS[(number + 3) % 8]):
            for line in lines_naming(places, named, spellings, [quoted] if quoted else []):
                seconds = line.mark.seconds and round(line.mark.seconds, 2)
                ends = f"{line.text[:14]!r} {line.text[-14:]!r}"
                found.append(
                    row(
                        number,
                        seconds,
                        line.mark.share,
                        line.mark.id,
                        line.speaker,
                        ends,
                        len(line.text),
                    )
                )
    expect("sweeps/made_up/named_lines.txt", "\n".join(found) + "\n")


HEADS = (
    "Lanterns and fog",
    "Fog",
    "ABC",
    "A talk about the lanterns and the fog of it",
    "潮の高さを測る",
)
FRAMES = (
    *("{t}", "#12: {t}", "Ep. 7 - {t}", "{t} (part 2)", "[Live] {t}", "{t} | Slow Ferries"),
    *(
        "Slow Ferries 12: {t}",
        "Slow Ferries: {t}",
        "Slow Ferried: {t}",
        "Ines Falk: {t}",
        "{t} - Tom",
    ),
    *("{t} with Ines Falk", "{t} with big Data", "{t} w/ Anybody at all", "{t} (ft. Ines Falk)"),
    *(
        "{t} With One Finger",
        "{t} — with Tom, of the harbour",
        "{t}, and then some more of the same",
    ),
    *(
        "S1E2 {t} - 12",
        "{t}: who paid for it and why it all was paid for",
        "12. {t} | Tom Oster | Ferries",
    ),
    *(
        "Push And Pull {t} with Any Body",
        "{t} with any Body",
        "{t} with Ines Falk of the Pier & co",
    ),
)


def test_titles_are_cut_short_as_before(expect: Expect) -> None:
    """Without numbers, shows and guests; long ones at a mark or between words."""
    found = []
    for frame in FRAMES:
        for title in HEADS:
            text = frame.format(t=title)
            told = [
                short_title(text, show, people)
                for show, people in (("Slow Ferries", ("Ines Falk", "Tom", "")), ("", ()))
            ]
            found.append(row(text, "/", told[0], "" if told[0] == told[1] else f"/ {told[1]}"))
    for size in (34, 35, 36, 37, 38):
        text = ("fog of it " * 9)[: size - 1] + "x"
        found.append(row(size, short_title(text), len(short_title("x" * size))))
    expect("sweeps/made_up/short_titles.txt", "\n".join(found) + "\n")


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("page", True),  # no scheme, though all its letters could be one
        ("a/b.html", True),
        ("#part", True),
        ("HTTPS://a.example/", True),
        ("mailto:a@b.example", True),
        ("data:text/html,x", False),
        ("vb2script:x", False),  # a scheme with a digit
        ("//a.example/", False),
        (":x", False),
    ],
)
def test_a_page_links_within_the_site_and_to_the_web_alone(url: str, links: bool) -> None:
    """Whatever else stands there stays words."""
    assert ("<a " in str(Prose().page(f"[b]({url})"))) is links


@pytest.mark.parametrize(("url", "links"), [("page", False), ("https://a.example/", True)])
def test_notes_link_to_the_web_alone(url: str, links: bool) -> None:
    """They were written for another place."""
    assert ("<a " in str(Prose().notes(f"[b]({url})"))) is links
