"""A sweep over archives whose files are renamed, moved, deleted and brought back: who stands where.

One row for each step tells all addresses, where old ones lead, who is missing and what is told.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from generator.addresses import Addresses, make_slug, settle, show_folder
from generator.errors import ConfigError
from generator.job import ADDRESSES
from generator.model import Cue, Episode, FreePage, Show, Transcript
from tests.conftest import Expect

RESERVED = ("feed", "Topics", "index.html")
Member = tuple[str, str]
"""A file and what is said in it; `=` before that names the show, `#` the day and the title of an
entry without words."""


def episode(member: Member) -> Episode:
    """What loading makes of a file, before it has an address."""
    source, said = member
    folder = show_folder(source)
    name, said = said[1:].split(" ", 1) if said.startswith("=") else (folder or "Recordings", said)
    title, date = PurePosixPath(source).stem, None
    if title[:10].count("-") == 2 and title[:4].isdigit():
        date, title = dt.date.fromisoformat(title[:10]), title[11:]
    if said.startswith("#"):
        day, title = said[1:].split(" ", 1)
        date, said = dt.date.fromisoformat(day), ""
    return Episode(
        show=Show(slug=make_slug(PurePosixPath(name).name, "recordings"), title=name),
        slug=make_slug(title, "episode"),
        title=title,
        transcript=Transcript(cues=(Cue(text=said),) if said else ()),
        source=source,
        date=date,
    )


def step(content: Path, members: Sequence[Member], pages: Sequence[str], whole: bool) -> str:
    """One build: who stands where now."""
    content.mkdir(exist_ok=True)
    try:
        addresses = Addresses.read(content, RESERVED)
    except ConfigError as error:
        return f"  {error}"
    free = [
        FreePage(slug=make_slug(name, "page"), title=name, markdown="", source=f"pages/{name}.md")
        for name in pages
    ]
    settled, places = settle([episode(each) for each in members], free, addresses, whole=whole)
    found = [f"{source} {each.id}" for (source, _), each in zip(members, settled, strict=True)]
    found += [f"page {page.source[6:]} {page.slug}" for page in places]
    told = {
        "moved": [" > ".join(pair) for pair in addresses.moved],
        "just": [" > ".join(pair) for pair in addresses.just_moved],
        "missing": [" was ".join(pair) for pair in addresses.missing],
        "told": [note[-60:] for note in addresses.notes],
    }
    addresses.save()
    more = [f"{name}: {', '.join(these)}" for name, these in told.items() if these]
    return "  " + "; ".join([*found, *more])


TIDES, ROPES, TAR = "The tide is in.", "A rope is red.", "The tar is hot."
STORIES: dict[str, list[list[Member]]] = {
    "a show is renamed": [
        [("shows/a/x.vtt", TIDES), ("shows/a/y.vtt", ROPES)],
        [("shows/b/x.vtt", TIDES), ("shows/b/y.vtt", ROPES)],
        [("shows/c/x.vtt", TIDES), ("shows/c/y.vtt", ROPES)],
    ],
    "a show is parted": [
        [("shows/a/x.vtt", TIDES), ("shows/a/y.vtt", ROPES)],
        [("shows/b/x.vtt", TIDES), ("shows/c/y.vtt", ROPES)],
    ],
    "one recording leaves a show": [
        [("shows/a/x.vtt", TIDES), ("shows/a/y.vtt", ROPES)],
        [("shows/b/x.vtt", TIDES), ("shows/a/y.vtt", ROPES)],
        [("shows/b/x.vtt", TIDES)],
    ],
    "to and fro": [
        [("shows/a/x.vtt", TIDES)],
        [("shows/a/y.vtt", TIDES)],
        [("shows/a/x.vtt", TIDES)],
        [("shows/a/z.vtt", TIDES), ("shows/a/y.vtt", ROPES)],
        [("shows/a/w.vtt", TIDES), ("shows/a/z.vtt", ROPES)],
    ],
    "another format": [
        [("a/x.vtt", TIDES), ("a/y.vtt", ROPES)],
        [("a/x.srt", TAR), ("a/y.txt", ROPES)],
        [("a/x.srt", TAR), ("a/x.vtt", TIDES), ("a/y.txt", ROPES)],
    ],
    "the same words twice": [
        [("a/x.vtt", TIDES), ("a/y.vtt", TIDES)],
        [("a/v.vtt", TIDES), ("a/w.vtt", TIDES)],
        [("a/v.vtt", TIDES)],
    ],
    "gone and back": [
        [("a/x.vtt", TIDES), ("a/y.vtt", ROPES)],
        [("a/y.vtt", ROPES)],
        [("a/y.vtt", ROPES), ("a/X!.vtt", TAR)],
        [("a/y.vtt", ROPES), ("a/X!.vtt", TAR), ("a/x.vtt", TIDES)],
    ],
    "days tell apart": [
        [(f"a/{day}-recap.vtt", day) for day in ("2024-05-02", "2024-05-01", "2024-05-03")],
        [(f"a/{day}-recap.vtt", day) for day in ("2024-05-02", "2024-05-01", "2024-04-03")],
        [("a/recap.vtt", TAR), ("a/2024-05-02-recap.vtt", "2024-05-02"), ("a/Recap.txt", ROPES)],
    ],
    "a listing": [
        [
            ("l.txt", "#2024-05-01 Ropes"),
            ("l.txt", "#2024-05-02 Tar"),
            ("l.txt", "#2024-05-02 Tar"),
        ],
        [("l.txt", "#2024-05-01 Red ropes"), ("l.txt", "#2024-05-02 Tar")],
        [("l.txt", "#2024-05-01 Red ropes"), ("l.txt", "#2024-05-03 Tar"), ("l.txt", TIDES)],
    ],
    "names of the site and of devices": [
        [
            ("feed/x.vtt", TIDES),
            ("topics/con.vtt", ROPES),
            ("con/com9.vtt", TAR),
            ("x/lpt0.vtt", ""),
        ],
        [("feed/aux.vtt", TIDES), ("index.html/nul.vtt", ROPES)],
    ],
    "files at the top and a folder": [
        [("x.vtt", f"=sea {TIDES}")],
        [("x.vtt", f"=sea {TIDES}"), ("shows/sea/y.vtt", ROPES)],
        [("x.vtt", f"=sea {TIDES}"), ("shows/sea/y.vtt", ROPES), ("b/sea/z.vtt", TAR)],
    ],
    "a file at the top of two folders": [
        [("shows/sea/y.vtt", ROPES), ("b/sea/z.vtt", TAR), ("x.vtt", f"=sea {TIDES}")],
        [("b/sea/z.vtt", TAR), ("x.vtt", f"=sea {TIDES}"), ("x2.vtt", f"=lake {TIDES}")],
    ],
    "years within a show": [
        [("a/2024/x.vtt", TIDES), ("a/2024-05/y.vtt", ROPES), ("a/may/z.vtt", TAR)],
        [("a/x/transcript.vtt", TIDES), ("a/y/index.txt", ROPES), ("z/captions.vtt", TAR)],
    ],
}


def test_stories_of_archives_end_as_before(expect: Expect, tmp_path: Path) -> None:
    """Shows that are renamed and parted, recordings that come back, and what a person wrote."""
    found = []
    for number, (name, states) in enumerate(STORIES.items()):
        found.append(f"# {name}")
        content = tmp_path / str(number)
        for state in states:
            found.append(step(content, state, ("about", "sea", "About!")[: number % 4], True))
    for number, text in enumerate(EDITED):
        content = tmp_path / f"edited {number}"
        state = [("shows/a/x.vtt", TIDES), ("shows/a/y.vtt", ROPES)]
        step(content, state, (), True)
        held = json.loads((content / ADDRESSES).read_text())
        section, key, address = text.split()
        held.setdefault(section, {})[key] = address
        (content / ADDRESSES).write_text(json.dumps(held))
        found += [f"# {text}", step(content, state, (), True), step(content, state[:1], (), True)]
        found.append(step(content, [("shows/a/x.vtt", TAR), *state[1:]], ("a",), False))
    expect("sweeps/made_up/moves.txt", "\n".join(found) + "\n")


EDITED = (
    "episodes shows/a/x.vtt a/ebb",
    "episodes shows/a/x.vtt a/y",
    "episodes shows/a/x.vtt other/ebb",
    "shows shows/a/ sea",
    "episodes shows/a/x.vtt a/Ebb",
    f"episodes shows/a/x.vtt a/{'e' * 120}",
    f"episodes shows/a/x.vtt a/{'e' * 121}",
    "moved a/old a/x",
    "moved a/x a/y",
    "moved old a",
    "recordings a/x 0",
    "gone shows/a/z.vtt a/x",
    "gone shows/a/z.vtt a/z",
    "sundry x y",
)


def test_made_up_moves_end_as_before(expect: Expect, tmp_path: Path) -> None:
    """Three dozen archives by number, of a few files each, through six builds."""
    found = []
    for number in range(36):
        choose = random.Random(number)
        members = [
            (f"{choose.choice(FOLDERS)}{choose.choice(FILES)}", f"Said {n}.")
            for n in range(choose.choice((1, 2, 3, 5)))
        ]
        members = list(dict(members).items())
        found.append(f"# {number}")
        for _ in range(6):
            found.append(step(tmp_path / str(number), members, (), True))
            files = dict(members)
            for source in list(files):
                path = PurePosixPath(source)
                match choose.choice("....rrmmfwdn"):
                    case "r":
                        files[str(path.with_name(choose.choice(FILES)))] = files.pop(source)
                    case "m":
                        files[f"{choose.choice(FOLDERS)}{path.name}"] = files.pop(source)
                    case "f":
                        files[str(path.with_suffix(choose.choice((".srt", ".txt"))))] = files.pop(
                            source
                        )
                    case "w":
                        files[source] = f"Else {choose.random():.3f}."
                    case "d":
                        del files[source]
                    case "n":
                        new = f"{choose.choice(FOLDERS)}{choose.choice(FILES)}"
                        files[new] = f"New {choose.random():.3f}."
                    case _:
                        pass
            members = sorted(files.items())
    expect("sweeps/made_up/moved.txt", "\n".join(found) + "\n")


FOLDERS = ("shows/a/", "shows/b/", "a/", "shows/A!/", "")
FILES = ("x.vtt", "X.vtt", "x!.vtt", "2024-05-01-x.vtt", "2024-05-02-x.vtt", "y.vtt", "x-2.vtt")
