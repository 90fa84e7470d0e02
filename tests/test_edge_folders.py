"""A sweep over small folders on the limits: which of two things that are said wins, and when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from generator.adding import add
from generator.checking import check
from generator.config import SiteSettings
from generator.errors import ChapterwiseError
from generator.loading import Loaded, has_others, load, load_one
from generator.model import Episode
from tests.conftest import Expect

TODAY = dt.date(2026, 3, 14)
Files = Mapping[str, str]


def talk(*lines: str, minutes: float = 0.0, opens: str = "") -> str:
    """WebVTT of some lines, six seconds each; the last one may come later."""
    cues = []
    for number, line in enumerate(lines or ("Ines Falk: The office computed every tide.",)):
        begin = 6 * number + 60 * minutes * (number == len(lines) - 1)
        who, colon, said = line.partition(": ")
        text = f"<v {who}>{said}" if colon else line
        cues.append(f"{clock(begin)} --> {clock(begin + 6)}\n{text}\n")
    return f"WEBVTT{opens}\n\n" + "\n".join(cues)


def clock(seconds: float) -> str:
    """As WebVTT has it."""
    return f"{seconds // 3600:02.0f}:{seconds // 60 % 60:02.0f}:{seconds % 60:06.3f}"


def feed(title: str, *items: str, more: str = "") -> str:
    """RSS with these items."""
    inner = "".join(f"<item>{each}</item>" for each in items)
    return f"<rss><channel><title>{title}</title>{more}{inner}</channel></rss>"


def minutes(title: str, *lines: str, head: str = "") -> str:
    """Markdown in which people speak, under front matter."""
    said = "\n\n".join(lines or ("[0:01] Ann Lee: We set the tide.", "[0:09] Bo Ray: So we do it."))
    return f"---\ntitle: {title}\n{head}---\n\n{said}\n"


NAMED = "<item><enclosure url='https://a.example/{}.mp3'/>{}</item>"
ITEM = "<enclosure url='https://a.example/tides.mp3'/><title>From the feed</title>"
CHAPTERS = "chapters:\n  - 0:00 Start\n  - {} Late\n"
PNG = (
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da"
    "63fcffff3f030005fe02fea7d2a2d50000000049454e44ae426082"
)
IF = "Ines Falk (IF)\nTom Arden (TA)\nBo Ray (BR)\n"
OTHERS = "Ida Frost (IF)\nTim Alder (TA)\nBea Rust (BR)\n"
SHORT = talk("IF: The tide is in.", "TA: So it is.", "IF: And out.", "BR: Again.")

SEGMENTS = '{"segments": [{"start": 0, "end": 6, "text": "The office computed it."}]}'
PAGE = """Pier Talk
Arts
Ann Lee & Bo Ray
Of piers, tides and what else there is to be said about harbours everywhere.
Total 1 episodes
Tides
Tides
We spoke of tides.
01:07:2103/11/2023
"""
MORE = "Ropes\nRopes\nWe spoke of *ropes*.\n10:0104/11/2023\n"
OF = "episodes:\n  tides: {date: 2026-03-01}\n  2023-11-04: {tags: [x]}\n  Tar: {title: x}\n"

DRAFT = "episodes:\n  Tides: {draft: true}\n"
FOLDERS: dict[str, Files] = {
    "hosts: settings first": {
        "shows/a/show.yaml": "hosts: [Sa]\ntitle: S\ndescription: Sd\nlink: https://s.example/\n",
        "shows/a/feed.xml": feed(
            "F", ITEM, more="<author>Fa</author><link>https://f.example/</link>"
        ),
        "shows/a/tides.vtt": talk(),
    },
    "hosts: the feed's": {
        "shows/a/feed.xml": feed(
            "F",
            ITEM,
            more="<author>Fa</author><description>Fd</description><link>https://f.example/</link>",
        ),
        "shows/a/tides.vtt": talk(),
    },
    "hosts: the page's, before the feed's": {
        "shows/a/page.txt": PAGE,
        "shows/a/feed.xml": feed("F", ITEM, more="<author>Fa</author>"),
        "shows/a/tides.vtt": talk(),
    },
    "a page": {"shows/a/page.txt": PAGE, "shows/b/page.txt": PAGE + MORE, "shows/b/page.yaml": OF},
    "who is in a feed": {
        "shows/a/feed.xml": feed(
            "F",
            ITEM + "<person>Ann</person><person role='Guest'>Bo</person>"
            "<person role='Co-Host'>Di</person><person role='editor'>Cy</person>"
            "<person>Ann</person><duration>1:02:03</duration><summary>Short.</summary>"
            "<description>Longer.</description>",
            more="<person role='HOST'>Eve</person><person role='guest host'>Fay</person>"
            "<author>Gus</author><summary>Of it</summary>",
        ),
        "shows/a/tides.vtt": talk("It is in."),
    },
    "an Atom feed": {
        "shows/a/feed.xml": "<feed><title>F</title><link href='https://a.example/self' rel='self'/>"
        "<link href='https://a.example/f'/><subtitle>Sub</subtitle><entry><title>Of &amp;amp; it"
        "</title><updated>2026-03-02T00:00:00Z</updated><published>2026-03-01T00:00:00Z</published>"
        "<link rel='enclosure' href='https://a.example/tides.mp3'/><content>A &lt;p&gt;b&lt;/p&gt;c"
        "</content><duration>62.5</duration></entry></feed>",
        "shows/a/tides.vtt": talk(),
    },
    "which of several says most": {
        "a.json": SEGMENTS,
        "a.vtt": talk("The office computed it.", opens="\nLanguage: en\n"),
        "b.json": SEGMENTS.replace("it.", "ropes."),
        "b.vtt": talk("The office computed ropes."),
        "b.srt": "1\n00:00:00,000 --> 00:00:06,000\nThe office computed ropes.\n",
        "c.vtt": talk("One two three four five six seven eight nine ten."),
        "c.srt": "1\n00:00:00,000 --> 00:00:06,000\nOne two three four five six seven a b c.\n",
        "d.vtt": talk("One two three four five six seven eight nine zehn."),
        "d.srt": "1\n00:00:00,000 --> 00:00:06,000\nOne two three four five six a b c d.\n",
    },
    "what a file says and its sidecar": {
        "a.md": minutes(
            "Own",
            "## Of the file",
            "[0:01] Ann Lee: We set it.",
            "## And more",
            "[0:09] Bo Ray: So we do, and we did.",
            head="speakers: [Cy Low]\ntags: [own]\nurl: https://own.example/\ndescription: Own\n",
        ),
        "a.yaml": "title: Given\nspeakers: [Di Fox]\nchapters:\n  - 0:05 Given\ntags: [given]\n"
        "link: https://given.example/\nnotes: Given\nduration: 60\n",
    },
    "a draft of several": {"page.txt": PAGE + MORE, "page.yaml": "draft: true\n"},
    "a draft among several": {"page.txt": PAGE + MORE, "page.yaml": DRAFT},
    "chapters without a transcript": {"page.txt": PAGE, "page.yaml": CHAPTERS.format("0:05")},
    "rules of one recording in two files": {
        "a.vtt": talk("The office computed it.", opens="\nLanguage: en\n"),
        "a.json": SEGMENTS,
        "a.yaml": "take_down: [office]\nedits:\n  - drop: 0:01\n",
        "site.yaml": "title: x\n",
    },
    "two feeds name no show": {
        "shows/a/feed.xml": feed("F", ITEM),
        "shows/a/other.rss": feed("G", ITEM.replace("tides", "ropes")),
        "shows/a/tides.vtt": talk(),
        "shows/a/ropes.vtt": talk("A: Ropes."),
    },
    "a feed that names no file": {"shows/a/feed.xml": feed("F", ITEM), "shows/a/ropes.vtt": talk()},
    "a feed above": {"feed.xml": feed("F", ITEM), "shows/a/tides.vtt": talk()},
    "a feed beside no show's folder": {"shows/b/feed.xml": feed("F", ITEM), "a/tides.vtt": talk()},
    "a feed's chapters": {
        "shows/a/feed.xml": feed(
            "F",
            ITEM + "<podcast:chapters xmlns:podcast='x' url='https://a.example/c.json'/>",
        ),
        "shows/a/c.json": '{"chapters": [{"startTime": 0, "title": "One"}]}',
        "shows/a/tides.vtt": talk(),
    },
    "a feed's chapters and notes": {
        "shows/a/feed.xml": feed(
            "F",
            ITEM + "<description>00:00 Noted\n00:05 Noted too</description>"
            "<podcast:chapters xmlns:podcast='x' url='https://a.example/c.json'/>",
        ),
        "shows/a/c.json": '{"chapters": [{"startTime": 0, "title": "One"}]}',
        "shows/a/tides.vtt": talk(),
    },
    "what a video's data and a feed say": {
        "shows/a/feed.xml": feed("F", ITEM),
        "shows/a/tides.info.json": '{"title": "Of the video", "upload_date": "20260102",'
        ' "release_date": "20260103", "duration": 600, "webpage_url": "https://v.example/1"}',
        "shows/a/tides.vtt": talk(),
    },
    "a show's page": {
        "shows/a/_index.md": "---\ntitle: Of the page\n---\n",
        "shows/a/b.vtt": talk(),
    },
    "a show's document": {
        "shows/a/b.md": minutes("Tides", head="podcast: Of the file\n"),
        "shows/a/c.md": minutes(
            "Ropes", "[0:01] Ann Lee: Rope.", "[0:09] Bo Ray: A red rope it is."
        ),
    },
    "nearer people": {
        "people.md": OTHERS,
        "shows/a/people.txt": IF,
        "shows/a/tides.vtt": SHORT,
        "shows/b/tides.vtt": SHORT,
    },
    "farther people first": {
        "shows/people.txt": IF,
        "shows/a/x/attendees.md": "Ida Frost (IF)\nTim Alder (TA)\nXi Yu (XY)\n",
        "shows/a/x/tides.vtt": SHORT,
    },
    "number: title or file": {
        "shows/a/7-tides.vtt": talk(),
        "shows/a/7-tides.yaml": "title: 'Tides #12'\n",
        "shows/a/8-ropes.vtt": talk("A: Rope."),
        "shows/a/9-tar.vtt": talk("A: Tar."),
        "shows/a/9-tar.yaml": "title: Tar\n",
    },
    "duration: the longest": {
        "a.vtt": talk("A: Tide.", "B: It is out."),
        "a.yaml": "duration: 5\n",
        "b.vtt": talk("A: Rope.", "B: It is red."),
        "b.yaml": "duration: 0:30\n",
        "c.vtt": talk("A: Tar.", "B: It is black."),
        "c.yaml": CHAPTERS.format("0:20") + "duration: 15\n",
        "d.md": minutes("Untimed", "Ann Lee: We set the tide.", "Bo Ray: So we do it.") * 1,
    },
    "dates: two without": {"a.vtt": talk(), "b.vtt": talk("A: Rope.")},
    "dates: three without": {
        **{f"{name}.vtt": talk(f"A: {name} rope.") for name in "abc"},
        "2026-03-01-d.vtt": talk("A: Tar."),
    },
    "dates: whose wins": {
        "shows/a/2026-03-01-tides.vtt": talk(),
        "shows/a/2026-03-01-tides.yaml": "date: 2026-03-02\n",
        "shows/a/2026-03-01-ropes.md": minutes("Ropes", head="date: 2026-03-03\n"),
        "shows/a/2026/03/04/tar.vtt": talk("A: Tar."),
        "shows/a/2026/03/pitch-05.vtt": talk("A: Pitch."),
    },
    "chapters: at the end": {"a.vtt": talk(), "a.yaml": CHAPTERS.format("0:07")},
    "chapters: after the end": {"a.vtt": talk(), "a.yaml": CHAPTERS.format("0:08")},
    "chapters: much after it": {"a.vtt": talk(), "a.yaml": CHAPTERS.format("1:07")},
    "chapters: no times": {
        "a.md": minutes("Tides", "Ann Lee: We set it.", "Bo Ray: So we do.", "Ann Lee: Do we?"),
        "a.yaml": CHAPTERS.format("0:02"),
    },
    "chapters: twice at once": {"a.vtt": talk(), "a.yaml": CHAPTERS.format("0:00")},
    "chapters: file and sidecar": {
        "a.vtt": talk(),
        "a.yaml": CHAPTERS.format("0:03"),
        "a.chapters.txt": "0:00 Other\n0:04 Else\n",
    },
    "chapters: file and episodes.yaml": {
        "a.vtt": talk(),
        "a.chapters.txt": "0:00 Other\n0:04 Else\n",
        "episodes.yaml": "a:\n  chapters: ['0:01 Listed']\n  title: Told\n  tags: [x]\n",
    },
    "episodes.yaml: keys": {
        "shows/a/2026-03-01-tides.vtt": talk(),
        "shows/a/ropes.vtt": talk("A: Rope."),
        "shows/a/tar.vtt": talk("A: Tar."),
        "shows/a/pitch.vtt": talk("A: Pitch."),
        "episodes.yaml": "2026-03-01: {tags: [by day]}\na/ROPES: {tags: [by address]}\n"
        "shows/a/tar.vtt: {tags: [by file]}\nPitch: {tags: [by title]}\nNobody: {tags: [x]}\n",
    },
    "episodes.yaml: sidecars win": {
        "a.vtt": talk("S1: Tide.", "S2: It is."),
        "a.yaml": "title: Own\nspeakers: {S1: Ann Lee}\n",
        "episodes.yaml": "a: {title: Given, date: 2026-03-01, speakers: {S1: Bo, S2: Cy}}\n",
    },
    "drafts": {
        "a.vtt": talk(),
        "a.yaml": "draft: true\n",
        "a.chapters.txt": "0:00 Other\n",
        "b.vtt": talk("A: Rope."),
        "b.chapters.txt": "0:00 Other\n",
        "episodes.yaml": "b: {draft: true}\n",
    },
    "alone": {
        "tides.vtt": talk(),
        "tide.yaml": "title: x\n",
        "zebra.yaml": "title: x\n",
        "tidse.chapters.txt": "0:00 x\n",
        "shows/show.yaml": "title: x\n",
        "shows/a/show.yml": "title: x\n",
        "shows/a/people.yml": "x: y\n",
    },
    "languages": {
        "shows/a/show.yaml": "language: fr\n",
        "shows/a/a.vtt": talk(),
        "shows/a/b.de.vtt": talk("A: Rope."),
        "shows/a/c.de.vtt": talk("A: Tar.", opens="\nLanguage: it\n"),
        "shows/a/d.de.vtt": talk("A: Pitch.", opens="\nLanguage: it\n"),
        "shows/a/d.de.yaml": "language: es\n",
        "shows/b/a.vtt": talk("A: A."),
    },
    "media": {
        "a.vtt": talk(),
        "a.yaml": "media: a.mp3\n",
        "a.mp3": "ID3",
        "b.vtt": talk("A: Rope."),
        "b.yaml": "media: b.mp3\n",
        "c.vtt": talk("A: Tar."),
        "c.yaml": "media: ../c.mp3\n",
        "d.vtt": talk("A: Pitch."),
        "d.yaml": "media: d.txt\n",
        "d.txt": "no",
        "e.vtt": talk("A: Oakum."),
        "e.yaml": "media: https://a.example/e.mp3\nvideo: https://v.example/e\n",
    },
    "pages": {
        "a.vtt": talk(),
        "pages/about-us.md": "# Who we are\n\nText\n",
        "pages/second_page.md": "Text # x\n",
        "pages/deep/third.md": "# x\n",
        "pages/x.txt": "x",
    },
    "titles": {
        "shows/llm-talks/llm-tooling-talk.vtt": talk("A: The LLM is one.", "A: An LLM is."),
        "shows/llm-talks/xml-and-tides.vtt": talk("A: Rope."),
        "shows/llm-talks/ropes-with-bo-ray_hd.mp4.vtt": talk("Bo Ray: Rope.", "A: So."),
        "shows/llm-talks/2026-03-01.vtt": talk("A: Tar."),
        "shows/llm-talks/a.yaml": "title: '*Truly* open **now** 2*3*4'\n",
        "shows/llm-talks/a.vtt": talk("A: Pitch."),
        "2026-03-02.vtt": talk("A: Oakum."),
    },
    "several in a file": {
        "a.vtt": talk(),
        "a.json": SEGMENTS,
        "a.txt": "The office computed every tide.",
        "a.srt": "1\n00:00:00,000 --> 00:00:06,000\nThe office computed ropes, and nothing else.\n",
    },
    "labels by number": {
        "a.vtt": talk("Speaker 0: Tide.", "speaker 01: It is.", "SPEAKER_2: So."),
        "a.yaml": "speakers: {0: Ann Lee, 1: Bo Ray, Speaker_2: Cy}\n",
        "b.vtt": talk("Speaker 10: Rope.", "Speaker 0: Red."),
        "b.yaml": "speakers: {0: Ann Lee}\n",
    },
    "whole names": {
        "shows/a/a.vtt": talk("Ann P. Lee: Tide.", "Bo: So."),
        "shows/a/b.vtt": talk("Ann Lee: Rope.", "Bo Q. Ray: So."),
    },
    "a series": {
        **{f"shows/x/go-time-{n}.vtt": talk(f"A: Go Time, number {n}.") for n in (1, 2, 3)},
        "shows/x/go-time-4.yaml": "title: 'Go Time 4: Gears'\n",
        "shows/x/go-time-4.vtt": talk("A: Gears of go time."),
        "shows/x/go-time-5.yaml": "title: Go time 5\n",
        "shows/x/go-time-5.vtt": talk("A: Five."),
    },
    **{
        f"announced by {said} of {count}": {
            f"shows/transcripts/{word}.vtt": talk(
                "A: Welcome to Slow Engines." if n < said else f"A: {word} it is."
            )
            for n, word in enumerate(["oak", "elm", "ash", "fir", "yew", "bay", "fig"][:count])
        }
        for said, count in ((2, 2), (3, 3), (3, 6), (3, 7), (4, 7))
    },
    "turns": {
        "a.vtt": talk("The tide is in.", "It is out."),
        "a.rttm": "SPEAKER a 1 0.0 6.0 <NA> <NA> Ann\nSPEAKER a 1 6.0 6.0 <NA> <NA> Bo\n",
        "b.vtt": talk("Rope.", "Red."),
        "b.rttm": "SPEAKER b 1 0.0 6.0 x <NA>\n",
        "c.vtt": talk("Tar.", "Black."),
        "c.rttm": "SPEAKER c 1 x 6.0 <NA> <NA> Ann\n",
    },
    "doubts of dates": {
        "1920-01-01-a.vtt": talk(),
        "1919-12-31-b.vtt": talk("A: Rope."),
        "2026-03-14-c.vtt": talk("A: Tar."),
        "2026-03-15-d.vtt": talk("A: Pitch."),
    },
    "doubts of titles": {
        "a.vtt": talk(),
        "a.yaml": "title: Same\n",
        "b.vtt": talk("A: Rope."),
        "b.yaml": "title: same\ndate: 2026-03-01\n",
        "c.vtt": talk(),
        "c.yaml": "title: GMT20260301 recording\ndate: 2026-03-01\n",
    },
    "doubts of people": {
        "a.vtt": talk("IF: Tide.", "Tom Arden: So.", "XY: x", "AB: x", "CD: x"),
        "b.vtt": talk("IF: Rope.", "TA: So."),
        "c.vtt": talk("Speaker 1: Tar.", "Guest: x", "S2: x", "B: x"),
        "d.vtt": talk("Ann: Tar it is.", "Speaker 4: x"),
    },
    **{
        f"a silence of {seconds / 60 - 0.1:.2f} min": {
            "a.vtt": talk("A: Tide.", "B: So.", minutes=m)
        }
        for m, seconds in ((19.9, 1200), (19.92, 1201.2))
    },
    **{
        f"a chapter {late} s late": {"a.vtt": talk(), "a.yaml": CHAPTERS.format(f"1:0{late - 54}")}
        for late in (60, 61)
    },
    **{
        f"{words} words in {seconds} s": {
            "2026-03-01-a.md": "[0:00] Ann Lee: " + "tide " * (words - 1) + "\n\n"
            f"[{seconds // 60}:{seconds % 60:02}] Bo Ray: So\n"
        }
        for words, seconds in (
            *((120, 180), (121, 181), (121, 183), (61, 181), (60, 181), (1000, 181), (995, 181)),
            *((61, 96), (59, 200)),
        )
    },
}


_USUAL = re.compile(r" \(begin the file's name [^)]*\)| \(write `speakers: \{A: [^)]*\)")
"""Remedies that many of these folders need."""


def told(loaded: Loaded) -> Iterator[str]:
    """All that differs from what nobody said anything of."""
    for episode in loaded.episodes:
        facts = {each.name: getattr(episode, each.name) for each in fields(Episode)}
        voices = ", ".join(episode.transcript.voices)
        for name in ("show", "transcript", "source", "id", "slug", "corrections"):
            del facts[name]
        facts["chapters"] = [f"{each.start} {each.title}" for each in episode.chapters]
        facts["date"] = str(episode.date or "")
        if episode.introduction:
            facts["introduction"] = episode.introduction.text
        said = " | ".join(f"{name}: {value}" for name, value in facts.items() if value)
        yield f"  {episode.source} = {episode.show.slug}/{episode.slug} | {said} | heard: {voices}"
    for show in loaded.shows:
        given = [show.description, show.hosts, show.link, show.licence, show.language]
        yield f"  {show.slug} is {show.title} {[each for each in given if each]}"
    for page in loaded.pages:
        yield f"  {page.slug} is {page.title}: {page.markdown!r}"
    for rule in loaded.rules:
        yield f"  {rule.place}: {rule.verb} {rule.words or rule.moment} in {rule.source}"
    yield from (f"  ! {note}" for note in loaded.notes)


def write(content: Path, files: Files) -> None:
    """Put files into a folder."""
    content.mkdir(parents=True)
    for name, text in files.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text)


def test_folders_on_the_limits_are_loaded_as_before(expect: Expect, tmp_path: Path) -> None:
    """Whose word counts where several say something; from how many on; how late is too late."""
    found = []
    for number, (name, files) in enumerate(FOLDERS.items()):
        content = tmp_path / str(number)
        write(content, files)
        found.append(f"# {name}")
        try:
            loaded = load(content, SiteSettings())
            checked = check(loaded, content, TODAY)
        except ChapterwiseError as error:
            found.append(f"  refused: {error}")
            continue
        found += told(loaded)
        found += [f"  {_USUAL.sub('', line)}" for line in checked.lines]
        found.append(f"  broken: {checked.broken}")
        first = next(iter(files))
        try:
            alone = load_one(content / first, SiteSettings()).episodes
            same = [each for each in alone if each not in loaded.episodes]
            found.append(f"  alone: {len(alone)}, {len(same)} of them other")
        except ChapterwiseError as error:
            found.append(f"  alone: {error}".replace(str(content), ""))
    expect("sweeps/made_up/limits.txt", "\n".join(found) + "\n")


@pytest.mark.parametrize(
    ("files", "most", "others"),
    [
        ({"shows/a/a.vtt": talk()}, 9, False),
        ({"shows/a/a.vtt": talk(), "shows/a/b.vtt": talk()}, 20, True),
        ({"shows/a/a.vtt": talk(), "shows/a/b.vtt": talk()}, 2, True),
        ({"shows/a/a.vtt": talk(), "shows/a/b.vtt": talk()}, 1, False),
        ({"a.vtt": talk(), "b.vtt": talk()}, 20, False),
        ({"a.vtt": talk(), "site.yaml": "title: x\n"}, 20, True),
    ],
)
def test_one_file_is_read_among_others(
    tmp_path: Path, files: Files, most: int, others: bool
) -> None:
    """Where its folder is an archive's, with more than one file and not too many."""
    write(tmp_path / "content", files)
    episodes = load_one(tmp_path / "content" / next(iter(files)), SiteSettings()).episodes
    assert has_others(tmp_path / "content", episodes, most) is others


def entry(title: str, *more: str, day: str = "") -> str:
    """An item of a feed."""
    date = f"<pubDate>{day}</pubDate>" if day else ""
    return f"<title>{title}</title>{date}{''.join(more)}"


def heard_at(*addresses: str) -> str:
    """Where an item's transcripts are."""
    return "".join(f"<podcast:transcript xmlns:podcast='x' url='{each}'/>" for each in addresses)


def played_at(address: str) -> str:
    """Where an item's recording is."""
    return f"<enclosure url='{address}'/>"


DAY = "Thu, 14 Mar 2024 10:00:00 +0000"
GEARS = minutes("Gears", "[0:01] Ann Lee: A gear.", "[0:09] Bo Ray: Two gears it is, and more.")
Calls = tuple[tuple[str, ...], ...]
DESKS: dict[str, tuple[Files, Calls]] = {
    "what is known and what is not": (
        {
            "2026-03-01-tides.vtt": talk("Ann Lee: Tide."),
            "ropes.vtt": talk("Speaker 1: Rope.", "Ann Lee: Red."),
            "gears.md": GEARS.replace(
                "---\n\n", "date: 2026-03-02\nvideo: https://youtu.be/x\n---\n\n"
            ),
            "oakum.md": GEARS.replace("---\n\n", "url: https://a.example/o.mp3\n---\n\n"),
            "tar.vtt": talk("Tar is hot."),
        },
        (("2026-03-01-tides.vtt", "ropes.vtt", "gears.md", "oakum.md", "tar.vtt"),),
    ),
    "a show by another name": (
        {
            "a.vtt": talk(),
            "b.vtt": talk("A: Rope."),
            "content/shows/sea/show.yaml": "title: Mine\n",
        },
        (("--show", "Sea", "a.vtt"), ("--show", "The Sea!", "a.vtt"), ("--show", "Sea", "b.vtt")),
    ),
    "a folder is a show": (
        {
            "Talks at Sea/a.vtt": talk(),
            "Talks at Sea/notes.pdf": "%PDF-1.4",
            "Talks at Sea/b.vtt": "WEBVTT\n\nno\n",
            "Lake/shows/one/a.vtt": talk("A: Rope."),
            "Lake/shows/one/show.yaml": "title: Number One\n",
            "Lake/c.vtt": talk("A: Tar."),
            "Empty/x.pdf": "%PDF-1.4",
        },
        (("Talks at Sea",), ("Lake",), ("--show", "Mere", "Lake"), ("Empty",)),
    ),
    "what changed since": (
        {"a.vtt": talk(), "a.chapters.txt": "0:00 One\n", "new/a.vtt": talk("A: Rope.")},
        (("a.vtt",), ("new/a.vtt",), ("new/a.vtt",), ("content/a.vtt",)),
    ),
    "what a person changed since": (
        {"a.vtt": talk(), "content/a.vtt": talk("A: Rope."), "content/a.yaml": "title: Mine\n"},
        (("a.vtt",),),
    ),
    "sidecars by both names": (
        {
            "a.vtt": talk(),
            "a.yml": "title: Mine\n",
            "b.vtt": talk("A: Rope."),
            "b.yaml": "tags: [x]\n",
        },
        (("a.vtt", "b.vtt"),),
    ),
    "a feed knows by file, day and title": (
        {
            "feed.xml": feed(
                "Sea",
                entry("One", played_at("https://a.example/by-media.mp3?x=1"), day=DAY),
                entry("Two", heard_at("https://a.example/by-transcript.srt")),
                entry("Three", "<link>https://a.example/x/by-link/</link>"),
                entry("By title"),
                entry("By day", day=DAY),
                entry("Wanting"),
                more="<link>https://a.example/</link><description>Of it</description>",
            ),
            "by-media.vtt": talk("A: One."),
            "by-transcript.vtt": talk("A: Two."),
            "2024-01-01-by-link.vtt": talk("A: Three."),
            "by-title.vtt": talk("A: Four."),
            "2024-03-14-by-day.vtt": talk("A: Five."),
        },
        (("feed.xml",), ("feed.xml",), ("--show", "Lake", "feed.xml")),
    ),
    "a feed of what is here": (
        {
            "feed.xml": feed("Sea", entry("Tides", day=DAY), entry("Ropes"), entry("Tar")),
            "content/tides.vtt": talk(),
            "content/shows/lake/ropes.vtt": talk("A: Rope."),
            "content/shows/lake/tar.vtt": talk("A: Tar."),
            "content/shows/lake/tar.yaml": "title: Mine\n",
        },
        (("feed.xml",),),
    ),
    "a feed without a title": (
        {"sea.xml": feed("", entry("Tides")), "tides.vtt": talk()},
        (("sea.xml",),),
    ),
    **{
        f"{count} to be saved, {bare} to be made": (
            {
                "feed.xml": feed(
                    "Sea",
                    *(
                        entry(f"Nr {n}", heard_at(f"https://a.example/{n}.vtt"))
                        for n in range(count)
                    ),
                    *(entry(f"Bare {n}") for n in range(bare)),
                )
            },
            (("feed.xml",),),
        )
        for count, bare in ((0, 1), (0, 2), (1, 0), (10, 1), (11, 0), (12, 2))
    },
    "which format": (
        {
            "feed.xml": feed(
                "Sea",
                *(
                    entry(f"Nr {number}", heard_at(*(f"https://a.example/t{e}" for e in ends)))
                    for number, ends in enumerate(
                        (
                            *((".srt", ".json", ".VTT?x=1"), (".srt", ".json"), (".txt", ".srt")),
                            *((".txt", ".html"), ("", ".html"), ("",)),
                        )
                    )
                ),
                entry("Dated", heard_at("ftp://a.example/t", "https://a.example/d.srt"), day=DAY),
            )
        },
        (("feed.xml",),),
    ),
    "recordings and others": (
        {
            "talk.mp3": "ID3",
            "tides.MP4": "x",
            "tides.srt": "1\n00:00:01,000 --> 00:00:03,000\nA tide.\n",
            "tides.vtt": talk(),
            "a[1].wav": "x",
            "a1.vtt": talk("A: Rope."),
            "x.pdf": "%PDF-1.4",
            "feed.atom": "<feed><title>Lake</title><entry><title>Tides</title></entry></feed>",
            "feed.html": feed("Sea", entry("Tides")),
        },
        (
            *(("talk.mp3",), ("tides.MP4",), ("a[1].wav",), ("x.pdf",), ("nowhere.vtt",)),
            *(
                ("https://a.example/x.vtt",),
                ("https://a.example/",),
                ("feed.atom",),
                ("feed.html",),
            ),
        ),
    ),
}


def test_desks_on_the_limits_are_added_as_before(
    expect: Expect, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said and what is written: for files, folders, feeds; once more; over others' work."""
    found = []
    for number, (name, (files, calls)) in enumerate(DESKS.items()):
        desk = tmp_path / str(number)
        write(desk, files)
        (desk / "content").mkdir(exist_ok=True)
        monkeypatch.chdir(desk)
        found.append(f"# {name}")
        for call in calls:
            show = call[1] if call[0] == "--show" else ""
            added = add(call[2:] if show else call, Path("content"), show)
            found.append(f"$ {' '.join(call)}: {'failed' if added.failed else 'done'}")
            found += [f"  {line}" for each in added.lines for line in each.splitlines()]
        for path in sorted((desk / "content").rglob("*.*")):
            found.append(f"> {path.relative_to(desk / 'content')} {path.stat().st_size}")
            if path.suffix == ".yaml":
                found += [f"  {line}" for line in path.read_text().splitlines()[1:]]
    expect("sweeps/made_up/desks.txt", "\n".join(found).replace(str(tmp_path), "") + "\n")
