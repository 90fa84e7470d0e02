"""Inputs that went wrong, by seed: every format, every file beside it, every way to spoil it."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

GOOD = """WEBVTT

00:00:00.000 --> 00:00:06.000
<v Ines Falk>The harbour office computed every tide with brass gears.

00:00:06.000 --> 00:00:12.000
<v Tom Arden>Each gear stood for one pull of the moon or of the sun.

00:00:12.000 --> 00:00:18.000
<v Ines Falk>A pen drew the sum of all of them on a roll of paper.
"""
DANGEROUS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff]"
)
"""What acts on a line, or hides, instead of standing in it."""
SAMPLES = Path(__file__).parent / "parsers" / "samples"

SIDECAR = """title: The loom
date: 2026-03-14
duration: 120
speakers: [Ada Moss, "Ben \\u202eOak"]
link: https://example.org/loom
media: https://example.org/loom.mp3
tags: [looms, "w\\u200booL"]
notes: |
  See [the list](https://example.org/list) and &#x202e;this.
language: en
draft: false
chapters:
  - {start: "0:00", title: Opening}
  - {start: "0:01", title: The question}
"""
CHAPTERS = (
    '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Opening"}, '
    '{"startTime": 1.5, "title": "The \\ud83d\\ude00 question"}]}',
    "00:00 Opening\n00:01 The question\n",
    '<psc:chapters><psc:chapter start="00:00:01.000" title="A &amp; &#x202e; B"/></psc:chapters>\n',
)
PAGE = "# About\n\nThis is [a page](https://example.org) with `code`.\n\n## More\n\n| a | b |\n"
SETTINGS = {
    "site.yaml": "title: Looms\nlanguage: en\nbase_url: https://example.org/\n"
    "digests: [month, year]\ntopics: 20\nopenai: {base_url: 'http://127.0.0.1:8080/v1'}\n",
    "topics.yaml": "Looms: [weaving looms, power loom]\nBrass: false\n",
    "people.yaml": "Ada Moss: [Ada, A. Moss]\n",
    "shows/good/show.yaml": "title: The Sea\nhosts: [Ada]\nlink: https://example.org/\n",
}
SPOILING = (
    b"\\ud800", b"\\u202e", b"&#x202e;", b"\\u0000", b"\0", b"\xff\xfe", b"\xf0\x9f", b"\x80",
    b"9" * 5000, b"1e999", b"-1", b"NaN", b".inf", b"[" * 3000, b"{\"a\":" * 3000, b"- " * 500,
    b"1:59" + b":59" * 3000, b"\n---\n", b"\n...\n", b"&a [*a]", b"!!python/name:os.system ",
    b"!!binary 4oCu", b"null", b"true", b"[]", b"{}", b'""', b"'", b'"', b"\\", b"%00", b"<v ",
    b"<script>", b"{{ 7 * 7 }}", b"{% raw %}", b"-->", b"\r", b"\x1b[31m", b"\xe2\x80\xae",
    b"\xe2\x80\xa8", b"0000-00-00", b"99:99:99.999", b"2024-02-30", b"://", b"javascript:x",
    b"https://x:99999/", b"https://[::1", b"a" * 40_000, "ﬁé🔥".encode(), b"\t", b": ", b"#",
)  # fmt: skip
ENCODINGS = ("utf-16", "utf-16-be", "utf-32-le", "cp1252", "koi8-r", "shift_jis", "utf-7", "cp037")
NAMES = (
    b"a\nLeft out: b", b"a\rb", b"a\x1b[31mb", b"'q\"uote`", b"\xe2\x80\xaeltr", "שלום".encode(),
    b"caf\xe9", b"\xff\xfe", b"..a", b"...", b"CON", b"nul", b"-rf", b"%00", b"%2e%2e", b"a b ",
    b"~", b"*?[", b"{{x}}", b"<b>", b"&amp;", b"\\", b"a.chapters.b", b"2024-13-45-x", b"9" * 20,
    b"2024-03-14-", b"index", b"search", "e\u0301".encode(), "\u200c".encode(), "🔥".encode(),
    b"x" * 240, b"show", b"site", b"#", b"a:b", b"\x01", b"$HOME", b"`id`", b"static",
)  # fmt: skip


@contextmanager
def seconds(most: int) -> Iterator[None]:
    """Fail instead of waiting for ever, as on a pipe."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {most} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(most)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def spoil(data: bytes, choose: random.Random) -> bytes:
    """`data` with one to four things wrong."""
    for _ in range(choose.randint(1, 4)):
        data = choose.choice(_WAYS)(data, choose)
    return data


def _flip(data: bytes, choose: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(choose.randint(1, 8) if spoilt else 0):
        spoilt[choose.randrange(len(spoilt))] ^= 1 << choose.randrange(8)
    return bytes(spoilt)


def _cut(data: bytes, choose: random.Random) -> bytes:
    return data[: choose.randint(0, len(data))]


def _repeat_lines(data: bytes, choose: random.Random) -> bytes:
    lines = data.split(b"\n")
    begin = choose.randrange(len(lines))
    end = min(len(lines), begin + choose.randint(1, 5))
    return b"\n".join([*lines[:end], *lines[begin:end] * choose.randint(1, 40), *lines[end:]])


def _shuffle_lines(data: bytes, choose: random.Random) -> bytes:
    lines = data.split(b"\n")
    choose.shuffle(lines)
    return b"\n".join(lines)


def _insert(data: bytes, choose: random.Random) -> bytes:
    place = choose.randint(0, len(data))
    return data[:place] + choose.choice(SPOILING) + data[place:]


def _replace_value(data: bytes, choose: random.Random) -> bytes:
    """Another value after a colon, in JSON or YAML."""
    values = list(re.finditer(rb'(?<=: )(?:"[^"\n]*"|[^\s,}\]]+)', data))
    if not values:
        return _insert(data, choose)
    value = choose.choice(values)
    new = choose.choice(SPOILING)
    quoted = b'"' + new + b'"' if choose.random() < 0.5 else new
    return data[: value.start()] + quoted + data[value.end() :]


def _replace_word(data: bytes, choose: random.Random) -> bytes:
    words = list(re.finditer(rb"\w+", data))
    if not words:
        return _insert(data, choose)
    word = choose.choice(words)
    return data[: word.start()] + choose.choice(SPOILING) + data[word.end() :]


def _encode_anew(data: bytes, choose: random.Random) -> bytes:
    text = data.decode("utf-8", errors="replace")
    return text.encode(choose.choice(ENCODINGS), errors="replace")


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _cut,
    _repeat_lines,
    _shuffle_lines,
    _insert,
    _insert,
    _replace_value,
    _replace_value,
    _replace_word,
    _encode_anew,
)


def write_mutant(content: Path, seed: int, outside: Path) -> None:
    """Put what goes wrong for `seed` into `content`; links may lead to the folder `outside`."""
    choose = random.Random(seed)
    sample = choose.choice(sorted(SAMPLES.iterdir()))
    folder = content / "shows" / f"show {seed % 5}"
    stem: bytes = f"{seed}-".encode()
    if choose.random() < 0.4:
        stem = choose.choice(NAMES)[: 240 - len(stem)] + stem
    name = os.fsdecode(stem)
    if choose.random() < 0.1:
        folder = folder / os.fsdecode(choose.choice(NAMES)[:100])
    folder.mkdir(parents=True, exist_ok=True)
    transcript = folder / (name + sample.suffix)
    good = sample.read_bytes()
    kind = choose.random()
    if kind < 0.45:
        transcript.write_bytes(spoil(good, choose))
    elif kind < 0.6:
        transcript.write_bytes(good)
        place_oddly(folder / f"{name}.yaml", spoil(SIDECAR.encode(), choose), choose, outside)
    elif kind < 0.75:
        transcript.write_bytes(good)
        listed = spoil(choose.choice(CHAPTERS).encode(), choose)
        suffix = choose.choice(("json", "txt", "xml"))
        place_oddly(folder / f"{name}.chapters.{suffix}", listed, choose, outside)
    elif kind < 0.85:
        pages = content / "pages"
        pages.mkdir(exist_ok=True)
        place_oddly(pages / f"{name}.md", spoil(PAGE.encode(), choose), choose, outside)
    elif kind < 0.9:
        own = content / choose.choice(("static", "templates", "templates/words", "static/deep"))
        own.mkdir(parents=True, exist_ok=True)
        place_oddly(own / f"{name}.css", spoil(PAGE.encode(), choose), choose, outside)
    else:
        place_oddly(transcript, good, choose, outside, always=True)


def write_wrong_settings(content: Path, seed: int, outside: Path) -> None:
    """Put a file of settings into `content` that is spoilt, or no file at all."""
    choose = random.Random(seed)
    name = choose.choice(sorted(SETTINGS))
    path = content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    place_oddly(path, spoil(SETTINGS[name].encode(), choose), choose, outside)


def place_oddly(
    path: Path, data: bytes, choose: random.Random, outside: Path, *, always: bool = False
) -> None:
    """Write `data` at `path`; now and then (or `always`) let something else stand there."""
    if not always and choose.random() < 0.75:
        path.write_bytes(data)
        return
    secret = outside / "secret.vtt"
    secret.write_text("WEBVTT\n\n00:00.000 --> 00:09.000\nThe secret word is xyzzy.\n")
    match choose.randrange(8):
        case 0:
            path.symlink_to(secret)
        case 1:
            path.symlink_to(path)
        case 2:
            path.symlink_to(path.parent)
        case 3:
            path.symlink_to("nowhere")
        case 4:
            os.mkfifo(path)
        case 5:
            path.mkdir()
            (path / "inside.txt").write_bytes(data)
        case 6:
            path.symlink_to(outside)
        case _:
            _make_socket(path)


def _make_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket may have 108 bytes
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(os.fsencode(path.name)[:100])
    finally:
        os.chdir(here)
