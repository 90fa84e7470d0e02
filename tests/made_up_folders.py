"""Folders of content made up by number: transcripts, what stands beside them, and what is odd.

`python -m tests.made_up_folders 17` prints the files that a row of a sweep is about.
"""

from __future__ import annotations

import json
import random
import sys

from tests.made_up import captions, spoken

Choose = random.Random
STEMS = (
    *("tides", "2026-03-14-tides", "2026-03-14_12-30-00 tides", "03-ropes", "Sails vs Tar"),
    *("tar.de", "GMT20260314-120000_Recording", "S01E02-sails", "episode-7", "transcript"),
    *("#12 Rope", "LLM-talk", "dQw4w9WgXcQ", "tides (final)", "tides-2", "Tides", "14.03.2026 Tar"),
    "ropes.en",
    "00001",
)  # fmt: skip
PLACES = ("", "", "shows/pier/", "shows/pier/", "shows/quay/2026/", "2026-03/", "shows/pier/tides/")
KINDS_BESIDE = ("chapters.json", "chapters.txt", "info.json", "rttm", "srt")
VALUES: dict[str, tuple[object, ...]] = {
    "title": ("The Tides", 1984, "", "*Truly* brass", "a" * 90, True, "Tides #12: Rope"),
    "date": ("2026-03-14", "14 March 2026", 20260314, "never", "1899-01-01", "2101-01-01", "2026"),
    "duration": (3120, "52:00", "1:02:03", 0, -5, "long", 356400, 356401, "90", True),
    "speakers": ("Ines, Tom", ["Ines Falk", 7], {"SPEAKER_00": "Ines"}, {"Ines": "Ann Lee"}, 5, []),
    "media": ("https://a.example/t.mp3", "t.mp3", "no.mp3", "../t.mp3", "notes.txt", "ftp://a/b"),
    "video": ("https://youtu.be/abcdef12345", "youtu.be/x", ""),
    "link": ("https://a.example/t", "a b", "https://"),
    "artwork": ("cover.png", "https://a.example/cover.png", "no.png"),
    "chapters": (
        *([{"start": "0:00", "title": "A"}, {"start": "0:05", "title": "B"}], "0:00 A\n0:04 B"),
        *({"0:00": "A", "9:00": "Late"}, [{"start": 1, "title": "A"}, {"start": 1, "title": "B"}]),
        *(["A"], 5, [{"start": -1, "title": "A"}], [["0:00", "A"], ["0:03", "B"]]),
    ),
    "tags": ("sea, tides", ["sea", 7], 5),
    "notes": (
        "We talk about the tides, and about who paid for the long table of the harbour office.",
        "# Notes\n\n* a\n* b\n\nThis is sponsored by Rope. Subscribe to the show on your phone.",
        "Hi, I am Ines, and this is my show about tides, brass and rope, week by week, for you.\n\n"
        "The office computed every tide with gears until a machine drew them on paper, said Tom.",
        "",
    ),
    "introduction": ("A **short** one.", "Who drew the tides, and who paid for it: an hour on it."),
    "description": ("Told by Ines.", 5),
    "language": ("en", "German", "de-AT", "xx-none", "", 5),
    "draft": (True, False, "yes", "maybe"),
    "titel": ("The Tides",),
    "edits": ([{"drop": "0:01"}], [{"pin": "x", "reword": "y"}], [{"reword": "0:01"}]),
    "take_down": (["0:01"], [{"line": "tides", "episode": "x"}], ["..."]),
    "episodes": ({"Tides": {"date": "2026-03-14"}}, {"Nope": {}}),
}
"""What stands under the keys of a sidecar, right and wrong."""
SHOW: dict[str, tuple[object, ...]] = {
    "title": ("The Pier", 7, ""),
    "description": ("On the **pier**.", ""),
    "hosts": ("Ines Falk", ["Ines Falk", "Tom Arden"], {"a": 5}),
    "speakers": ({"SPEAKER_00": "Ines Falk"}, {"Ines": "Ines Falk"}, ["a"]),
    "link": ("https://pier.example/", "pier"),
    "artwork": ("cover.png", "no.png"),
    "licence": ("CC BY 4.0", 4),
    "language": ("de", "English", "zz"),
    "hots": ("Ines",),
}
FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>{title}</title><link>{link}</link>
<description>&lt;p&gt;On &lt;b&gt;harbours&lt;/b&gt;&lt;/p&gt;</description>
<author>Ines Falk</author><person role="host">Ines Falk</person><person role="editor">Eve</person>
<image><url>https://a.example/cover.png</url></image>
<item><title>Tides &amp;amp; gears</title><pubDate>{date}</pubDate><duration>{length}</duration>
<enclosure url="https://a.example/{stem}.mp3?x=1"/><person role="{role}">Tom Arden</person>
<link>https://a.example/tides</link><description>Short.</description>
<encoded>&lt;p&gt;Gears &lt;a href="https://g.example/"&gt;a list&lt;/a&gt;&lt;/p&gt;
&lt;P&gt;0:00 Gears&lt;/P&gt;0:05 Rope&lt;BR/&gt;More.</encoded></item>
<entry><title>Atom</title><link href=" https://a.example/{stem} "/><updated>{date}</updated>
<link rel="enclosure" href=" https://a.example/{stem}.mp3"/><summary>Said.</summary></entry>
<item><title>Ropes</title><transcript url="https://a.example/t/{stem}.vtt"/><duration>90</duration>
<chapters url="https://a.example/{stem}.chapters.json"/></item><item><title>Tar</title></item>
</channel></rss>"""
ODD: tuple[tuple[str, str], ...] = (
    *(("readme.md", "# Readme\n\nHow to install it.\n"), ("notes.txt", "Buy rope.\n")),
    ("x.vtt", ""),
    *(("photo.png", "\x89PNG"), ("data.json", '{"a": 1}'), ("t.mp3", "ID3"), ("cover.png", "BM")),
    *(("pages/about.md", "# About\n\nUs.\n"), ("pages/x.txt", "x"), ("site.yml", "title: x\n")),
    *(("topics.yml", "x"), ("show.yml", "title: x\n"), ("show.yaml", "title: x\n")),
    *(("list.srt", "no captions"), ("list.csv", "a,b\n1,2\n"), ("page.html", "<html><p>Hi</p>")),
    *(("log.txt", "2026-03-14 INFO started\n" * 5), ("code.py", "import os\n")),
    ("b.pdf", "%PDF-1"),
    *(("summaries/pier/tides.json", "{}"), ("summaries/gone.json", "{}"), ("static/x.css", "")),
    *(("prose.txt", "The sea rose in the night, and nobody in the town said so aloud. " * 4),),
    *(("points.txt", "- one thing to buy for the boat\n" * 6),),
    ("twice.yaml", "title: a\ntitle: b\n"),
    *(("shows/pier/_index.md", "---\ntitle: Pier Talk\n---\n"), ("bad.yaml", "a: [\n")),
)  # fmt: skip


def talk(choose: Choose) -> tuple[str, str]:
    """The ending and the text of a transcript."""
    kind = choose.random()
    if kind < 0.6:
        number = choose.randrange(400)
        return (".vtt", captions(12 * (number // 12)))
    if kind < 0.75:
        return (".txt", spoken(choose.choice((0, 1, 2, 4, 5, 6, 7, 8))))
    if kind < 0.9:
        step = choose.choice((2, 6, 20, 400, 1300))
        words = choose.choice((3, 12, 60, 200))
        lines = [
            f"00:{n * step // 60:02}:{n * step % 60:02}.000 --> 00:{(n + 1) * step // 60:02}:"
            f"{(n + 1) * step % 60:02}.000\n<v {name}>{'tide gears ' * (words // 2)}{n}.\n"
            for n, name in enumerate(("SPEAKER_00", "Ines Falk", "Speaker 1", "Tom", "unknown"))
            if (n + 1) * step < 3600 * 60
        ]
        return (".vtt", "WEBVTT\n\n" + "\n".join(lines))
    text = (
        "---\ntitle: Tides\ndate: 2026-01-02\ntags: [sea]\n---\nInes: Welcome to it.\n\nTom: Hi.\n"
    )
    return (".md", text + "\nInes: Who drew the tides?\n\nTom: A clerk, I think, you know.\n" * 3)


def folder(number: int) -> dict[str, str]:
    """Files by their paths under content/."""
    choose = Choose(number)
    files: dict[str, str] = {}
    for _ in range(choose.choice((1, 1, 2, 3, 5))):
        place, stem = choose.choice(PLACES), choose.choice(STEMS)
        suffix, text = talk(choose)
        files[f"{place}{stem}{suffix if len(stem) % 4 else suffix.upper()}"] = text
        if choose.random() < 0.7:
            ending = choose.choice(("yaml", "yaml", "yaml", "yml", "YAML"))
            files[f"{place}{stem}.{ending}"] = _some(VALUES, choose, 4)
        beside = choose.choice(
            (*"-----", "chapters.json", "chapters.txt", "info.json", "rttm", "srt")
        )
        if beside != "-":
            files[f"{place}{stem}.{beside}"] = _beside(beside, choose)
    stem = next(iter(files)).rpartition("/")[2].partition(".")[0]
    if choose.random() < 0.3:
        files["shows/pier/show.yaml"] = _some(SHOW, choose, 3)
    if choose.random() < 0.3:
        files[f"{choose.choice(PLACES)}feed.xml"] = FEED.format(
            title=choose.choice(("Harbour Talk", "")),
            link=choose.choice(("https://a.example/", "a.example")),
            date=choose.choice(("Thu, 14 Mar 2024 23:30:00 +0000", "2024-03-15T01:00:00Z", "then")),
            length=choose.choice(("52:00", "63", "x")),
            role=choose.choice(("guest", "host", "editor")),
            stem=stem,
        )
    if choose.random() < 0.2:
        key = choose.choice((stem, "Tides", "tides", "Nope", "2026-03-14", f"{stem}.vtt"))
        about = {key: json.loads(_some(VALUES, choose, 2))}
        files["episodes.yaml"] = choose.choice((json.dumps(about, default=str), "[a]", "a: 5"))
    for name, text in choose.sample(ODD, choose.choice((0, 1, 2, 4))):
        files[name] = text
    return {name: text for name, text in files.items() if not _is_within(name, files)}


def _is_within(name: str, files: dict[str, str]) -> bool:
    """Whether a file would lie in another file."""
    return any(name.startswith(f"{other}/") for other in files)


def _some(values: dict[str, tuple[object, ...]], choose: Choose, most: int) -> str:
    """Some keys with some values; JSON is YAML."""
    keys = choose.sample(sorted(values), choose.randint(1, most))
    likely = 0 if choose.random() < 0.5 else None  # half of them have the first, right value
    given = {
        key: values[key][likely] if likely is not None else choose.choice(values[key])
        for key in keys
    }
    return json.dumps(given, default=str)


def _beside(kind: str, choose: Choose) -> str:
    """A file that a program leaves beside a transcript."""
    if kind == "rttm":
        turns = [f"SPEAKER t 1 {n * 2} 2.0 <NA> <NA> spk{n % 2} <NA>" for n in range(5)]
        return choose.choice(("\n".join(turns), "SPEAKER t 1 x 2 <NA> <NA> a <NA>", "nothing"))
    if kind == "info.json":
        info = {
            "title": "Tides on *video*",
            "upload_date": choose.choice(("20260314", "x", None)),
            "release_date": choose.choice((None, "20260315")),
            "duration": choose.choice((63, 0, None)),
            "webpage_url": choose.choice(("https://youtu.be/abcdef12345", None)),
            "original_url": "https://vimeo.com/123",
            "description": choose.choice(("0:00 A\n0:05 B", "  About the tides. ", 5)),
            "language": choose.choice(("de", None)),
            "chapters": choose.choice(
                (
                    None,
                    [
                        {"start_time": 0, "title": "<Untitled Chapter 1>"},
                        {"start_time": 3, "title": "Gears"},
                        {"start_time": 5, "title": "Rope"},
                    ],
                )
            ),
        }
        return choose.choice((json.dumps(info), json.dumps(info), "[1]", "{"))
    if kind == "chapters.json":
        listed = {"chapters": [{"startTime": 0, "title": "A"}, {"startTime": 5, "title": "B"}]}
        return choose.choice((json.dumps(listed), "{}", "x"))
    if kind == "chapters.txt":
        return choose.choice(("0:00 A\n0:05 B\n", "A\nB\n", "0:00 A\n99:00 Late\n"))
    return captions(1 + 12 * choose.randrange(9))


if __name__ == "__main__":
    for path, text in folder(int(sys.argv[1])).items():
        sys.stdout.write(f"=== {path}\n{text}\n")
