"""Two small archives in which each episode is odd in another way, and how they are published.

`python -m tests.made_up_sites FOLDER` writes them, to see what a build makes of them.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from generator.timestamps import format_vtt
from tests import archive
from tests.talks import TALKS

PEOPLE = ("Ada Voss", "Bram Oster", "Carla Ruiz")
SUBJECTS = [lines for talks in archive.SAID.values() for lines in talks]
YOUTUBE = "https://www.youtube.com/watch?v=abcdef12345"
ODD: tuple[dict[str, object], ...] = (
    {"date": "2024-12-31", "title": "Tides & <gears>", "media": "tides.mp3", "tags": ["sea"]},
    {"date": "2025-01-01", "media": "https://a.example/1.m4a?x=1", "duration": 7261, "link":
        "https://a.example/1", "artwork": "cover.png", "notes": "## Links\n\n- [One](https://b.example)"},
    {"date": "2025-01-31", "video": YOUTUBE, "chapters": [
        {"start": "0:00", "title": "Opening"}, {"start": "0:25", "title": "The *gauge*"},
        {"start": "0:31", "title": "Walls, reefs and what they cost a town by the sea in a year"},
        {"start": "1:30", "title": "The *gauge*"}]},
    {"title": "Tides & <gears>", "introduction": "What the *harbour* office knew, and when."},
    {"date": "2025-02-28", "video": "https://vimeo.com/123456", "language": "de", "tags": ["sea"]},
    {"date": "2025-02-28", "edits": [{"drop": "0:21"}, {"pin": "0:41"}], "take_down": ["1:01"]},
    {"date": "2025-03-01", "speakers": ["Dora Lind"], "notes": "Only a line of notes on the sea."},
    {"date": "2025-06-30", "draft": True},
    {"date": "2024-02-29", "media": "https://a.example/2.xyz", "duration": 59},
    {"date": "2025-12-29", "description": "A description of some length, which tells of the sea."},
)  # fmt: skip
"""What is said of each episode, by its number."""
SITES: tuple[dict[str, str], ...] = (
    {
        "site.yaml": "title: Shore\nbase_url: https://example.org/shore/\n"
        "description: Talks by the sea.\ndigests: [week, month, quarter, year, show]\n",
        "shows/coast/show.yaml": "title: Coast\nhosts: [Ada Voss]\nlink: https://coast.example/\n"
        "description: On the **coast**.\nlicence: CC BY 4.0\nartwork: cover.png\n",
        "people.yaml": "Bram Oster: [Bram]\nCarla Ruiz: false\n",
        "topics.yaml": "Tide gauge: [gauge, tide gauges]\nBrass: false\n",
        "pages/about.md": "# About us\n\nWe *sail*. See [the coast](coast/).\n",
        "episodes.yaml": "tides-4: {title: Wellen, tags: [meer]}\n",
    },
    {
        "site.yaml": "title: Küste\nlanguage: de\ndigests: [year]\ndigest_scope: show\n"
        "topics: 2\nchapter_minutes: 1\n",
        "shows/coast/show.yaml": "language: en\n",
    },
)


def files(number: int) -> Iterator[tuple[str, bytes]]:
    """The archive of this number as a folder of content."""
    for name, text in SITES[number].items():
        yield name, text.encode()
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), (20, 90, 160)).save(picture, "PNG")
    yield "shows/coast/cover.png", picture.getvalue()
    yield "shows/coast/tides.mp3", b"ID3" + bytes(997)
    for episode, about in enumerate(ODD):
        if number and episode % 3 == 1:
            continue
        show = "" if episode == 6 else "shows/pier/" if episode % 4 == 3 else "shows/coast/"
        suffix, text = _transcript(episode)
        yield f"{show}tides-{episode}{suffix}", text.encode()
        yield f"{show}tides-{episode}.yaml", json.dumps(about).encode()


def _transcript(episode: int) -> tuple[str, str]:
    """The ending of a file, and what is said in it: in one of several forms."""
    lines: list[tuple[str, str]] = []
    if episode == 4:
        said = [line.partition(": ") for line in TALKS["de"].strip().splitlines()]
        lines = [(name, text) for name, _, text in said][:24]
    else:
        for step in range(2 + episode % 4 * 2):
            question, *answers = SUBJECTS[(episode * 2 + step) % len(SUBJECTS)]
            host, guest = PEOPLE[episode % 3], PEOPLE[(episode + 1 + step % 2) % 3]
            lines += [(host, question), *((guest, answer) for answer in answers)]
    if episode in (3, 6):
        return ".txt", "\n\n".join(f"{name}: Well, I think so. {text}" for name, text in lines)
    named = episode != 8
    pace = 20 if episode != 2 else 5
    blocks = [
        f"{format_vtt(pace * n)} --> {format_vtt(pace * n + pace - 1)}\n"
        f"{f'<v {name}>' if named else ''}{text}\n"
        for n, (name, text) in enumerate(lines)
    ]
    return ".vtt", "WEBVTT\n\n" + "\n".join(blocks)


if __name__ == "__main__":
    for each in range(len(SITES)):
        for name, data in files(each):
            path = Path(sys.argv[1]) / str(each) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
