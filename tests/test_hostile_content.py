"""Whatever lies in content/ beside a good transcript, the good one is published as it is alone.

What cannot be used is named, with its reason, and nothing dangerous reaches a page or a message.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import cli
from generator.cli import ROOT
from tests.conftest import Run, Tree
from tests.mutants import DANGEROUS, GOOD, seconds

Site = Callable[..., tuple[int, str, dict[str, str]]]


@pytest.fixture
def built(tree: Tree, run: Run, tmp_path: Path) -> Site:
    """Build these files beside a good transcript: exit code, messages, and the pages' text."""

    def build(
        files: dict[str, str | bytes], odd: Callable[[Path], object] | None = None
    ) -> tuple[int, str, dict[str, str]]:
        content = tree({"shows/good/good.vtt": GOOD, **files})
        if odd:
            odd(content)
        site = tmp_path / "site"
        with seconds(120):
            result = run(
                "build", "--content", content, "--output", tmp_path / "site", "--no-search"
            )
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        pages = {
            str(path.relative_to(site)): path.read_bytes().decode()
            for path in site.rglob("*")
            if path.is_file() and path.suffix in {".html", ".md", ".json", ".vtt", ".xml"}
        }
        return result.exit_code, result.stderr, pages

    return build


HIDDEN = r"Ada\ud800 \u202eMoss\u200b"
"""As JSON and YAML spell half a character, a change of direction and what nobody sees."""
SPEAKING = {
    "whisper.json": '{"segments": [{"start": 0, "end": 2, "text": "%", "speaker": "%"}]}',
    "cpp.json": '{"transcription": [{"offsets": {"from": 0, "to": 9}, "text": "%"}]}',
    "podcast.json": '{"segments": [{"speaker": "%", "startTime": 0, "body": "%"}]}',
    "voices.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ada &#x202e;Moss>a &#x202e;b &rlm;c\n",
}


@pytest.mark.parametrize("name", SPEAKING)
def test_escapes_hide_nothing_in_transcripts(built: Site, name: str) -> None:
    """What an escape spells is cleaned like what stands there, and the episode is published."""
    code, _, pages = built({f"shows/odd/{name}": SPEAKING[name].replace("%", HIDDEN)})
    assert code == 0
    record = json.loads(pages[f"odd/{Path(name).stem}/episode.json"])
    assert {cue["text"] for cue in record["cues"]} <= {"Ada Moss", "a b c"}
    assert not any(DANGEROUS.search(page) for page in pages.values())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("odd.yaml", r'title: "The \u202Eloom\u200b"'),
        ("odd.yaml", "title: !!binary 4oCuYQ=="),
        ("odd.yaml", r'notes: "a \u202E b &#x202e;"'),
        ("odd.yaml", r'speakers: ["Ada \x1b[31mMoss"]'),
        ("odd.yaml", r'title: "\uD800"'),
        ("odd.chapters.json", r'{"chapters": [{"startTime": 0, "title": "A \ud800\u202e B"}]}'),
        ("odd.chapters.xml", '<psc:chapter start="0:00" title="A &#x202e; B"/>'),
        ("../../pages/about.md", "# About\n\nThis is &#x202e;it, and &#x2066;it.\n"),
    ],
)
def test_escapes_hide_nothing_beside_transcripts(built: Site, name: str, text: str) -> None:
    """Metadata with escapes is cleaned or refused by name; every other page is there."""
    code, messages, pages = built({"shows/odd/odd.vtt": GOOD, f"shows/odd/{name}": text})
    assert code == ("Left out" in messages)
    assert "odd/odd/index.html" in pages or f"shows/odd/{name}:" in messages
    assert not any(DANGEROUS.search(page) for page in pages.values())


def test_names_that_are_not_utf_8_get_pages(built: Site) -> None:
    """A name in an old encoding is read as one, for the folder, the episode and the page."""
    show, name, page = (
        os.fsdecode(each) for each in (b"Fa\xe7ade", b"caf\xe9.vtt", b"\xe9t\xe9.md")
    )
    code, _, pages = built({f"shows/{show}/{name}": GOOD, f"pages/{page}": "About.\n"})
    assert code == 0
    assert json.loads(pages["facade/cafe/episode.json"])["title"] == "Café"
    assert "Façade" in pages["facade/index.html"]
    assert "ete/index.html" in pages


def test_names_forge_no_message(built: Site) -> None:
    """Each message is one line, whatever the name of the file it is about."""
    names = {
        "a\nLeft out: b": r"a\nLeft out: b",
        "a\x1b[31m": r"a\x1b[31m",
        "a\u202egpj": r"a\u202egpj",
        os.fsdecode(b"a\xff"): r"a\xff",
        "a\u2028b": r"a\u2028b",
    }
    broken: dict[str, str | bytes] = {f"{name}.vtt": "no captions" for name in names}
    code, messages, _ = built({**broken, **{f"{name}.pdf": b"%PDF-1.7" for name in names}})
    assert code == 1
    lines = messages.splitlines()
    for shown in names.values():
        assert any(line.startswith(f"Left out: {shown}.vtt: is not a .vtt") for line in lines)
        assert any(line.startswith(f"Left alone: {shown}.pdf is a PDF") for line in lines)
    assert not DANGEROUS.search(messages)


def test_a_number_of_many_digits_is_one_files_problem(built: Site) -> None:
    """YAML's numbers to the base of 60 may grow beyond what Python prints."""
    title = "title: 1" + ":59" * 3000
    code, messages, pages = built(
        {
            "a.md": f"---\n{title}\ntranscript:\n  - {{line: hello, sec: 1}}\n---\n",
            "b.vtt": GOOD,
            "b.yaml": title,
        }
    )
    assert code == 1
    assert "Left out: a.md:2: YAML that cannot be read: a number of more than" in messages
    assert "Left out: b.yaml: YAML that cannot be read: a number of more than" in messages
    assert "good/good/index.html" in pages


@pytest.mark.parametrize("error", [MemoryError, ZeroDivisionError])
@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("generator.opening.decode_with_doubt", "odd.vtt"),
        ("generator.loading.parse_chapter_file", "odd.chapters.txt"),
        ("generator.config.decode", "odd.yaml"),
    ],
)
def test_the_unforeseen_costs_one_page(
    built: Site, monkeypatch: pytest.MonkeyPatch, place: str, name: str, error: type[Exception]
) -> None:
    """Whatever goes wrong inside while a file is read is that file's problem, never a traceback."""
    module, function = place.rsplit(".", 1)
    real = getattr(sys.modules[module], function)

    def fail(given: str | bytes) -> object:
        if "odd" in (given if isinstance(given, str) else given.decode()):
            raise error
        return real(given)

    monkeypatch.setattr(place, fail)
    code, messages, pages = built(
        {
            "odd.vtt": GOOD + "\nNOTE odd\n" if name == "odd.vtt" else GOOD,
            "odd.chapters.txt": "00:00 odd\n",
            "odd.yaml": "title: odd\n",
        }
    )
    assert code == 1
    assert f"Left out: {name}: cannot be read: " in messages
    assert "good/good/index.html" in pages


def test_an_unforeseen_show_yaml_costs_its_own_settings(
    built: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes wrong with a show.yaml names it once, and the show has the name of its folder."""

    def fail(text: str) -> object:
        raise MemoryError

    monkeypatch.setattr("generator.config.load_yaml", fail)
    files: dict[str, str | bytes] = {"shows/good/show.yaml": "title: x", "shows/good/b.vtt": GOOD}
    code, messages, pages = built(files)
    assert code == 1
    assert messages.count("Left out: shows/good/show.yaml: cannot be read: it needs more") == 1
    assert ">Good</" in pages["good/index.html"]


def to_outside(path: Path) -> None:
    """A link to a file that could be read, and may not be published."""
    outside = path.parents[len(path.parts) - 1 - path.parts.index("content")] / "outside.txt"
    outside.write_text(f"{GOOD}\nNOTE\ntitle: xyzzy\n")
    path.symlink_to(outside)


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (os.mkfifo, "is a pipe, not a file"),
    "link to a device": (lambda path: path.symlink_to("/dev/zero"), "is a link to a file outside"),
    "link outside": (to_outside, "is a link to a file outside of the content"),
    "link to a folder outside": (
        lambda path: path.symlink_to("/etc"),
        "is a link to a folder outside of the content",
    ),
    "link nowhere": (lambda path: path.symlink_to("nowhere"), "is a link that leads nowhere"),
    "link in a circle": (lambda path: path.symlink_to(path), "is a link that leads in a circle"),
}
READ = (
    "odd.vtt",
    "odd.txt",
    "b.yaml",
    "c.chapters.txt",
    "pages/odd.md",
    "static/odd.css",
    "templates/home.html",
    "templates/words/en.yaml",
)
SET = ("site.yaml", "topics.yaml", "people.yaml", "shows/odd/show.yaml")


@pytest.mark.parametrize("kind", ODD)
def test_only_regular_files_of_the_content_are_read(built: Site, kind: str) -> None:
    """A pipe is not waited for, a link leads nowhere else, and each is named."""
    make, reason = ODD[kind]

    def odd(content: Path) -> None:
        for name in READ:
            (content / name).parent.mkdir(parents=True, exist_ok=True)
            make(content / name)

    code, messages, pages = built({"b.vtt": GOOD, "c.vtt": GOOD}, odd)
    assert code == 1
    for name in READ:
        assert messages.count(f"Left out: {name}: {reason}") == 1
        assert messages.count(name) == 1
    assert "good/good/index.html" in pages
    assert not any("xyzzy" in page for page in pages.values())


@pytest.mark.parametrize("kind", [*ODD, "folder"])
@pytest.mark.parametrize("name", SET)
def test_settings_are_regular_files_of_the_content(built: Site, name: str, kind: str) -> None:
    """What is no file where settings should be is wrong configuration, and named."""
    make, reason = {**ODD, "folder": (Path.mkdir, "is a folder, not a file")}[kind]
    code, messages, pages = built({"shows/odd/a.vtt": GOOD}, lambda content: make(content / name))
    if name.endswith("show.yaml"):  # which costs the settings of one show
        assert (code, "odd/a/index.html" in pages) == (1, True)
        assert f"Left out: {name}: {reason}" in messages
    else:
        assert (code, pages) == (2, {})
        assert f"Error: {name}: {reason}" in messages


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a\n{% if %}", "templates/home.html:2: template that cannot be used: Expected an expr"),
        ("a\n\n{{ page.bogus }}", "templates/home.html:3: template that cannot be used: "),
        ("{{ 1 / 0 }}", "templates/home.html:1: template that cannot be used: division by zero"),
        (
            "{% include 'bogus.html' %}",
            "templates/home.html:1: template that cannot be used: bogus",
        ),
        (b"\0\1\2", "templates/home.html: is not text"),
    ],
)
def test_wrong_templates_are_wrong_settings(built: Site, text: str, reason: str) -> None:
    """What is wrong in a site's own template is said with its line, and nothing is written."""
    code, messages, pages = built({"templates/home.html": text})
    assert (code, pages) == (2, {})
    assert reason in messages


def test_links_within_the_content_are_read(built: Site) -> None:
    """A link to a file of the same content is as good as the file."""

    def link(content: Path) -> None:
        (content / "a.vtt").symlink_to(content / "shows/good/good.vtt")
        (content / "a.yaml").symlink_to("b.yaml")
        (content / "pages").mkdir()
        (content / "pages/about.md").symlink_to("../about.txt")

    code, messages, pages = built({"b.yaml": "title: Linked", "about.txt": "# Us\n"}, link)
    assert (code, "Left out" in messages) == (0, False)
    assert json.loads(pages["recordings/a/episode.json"])["title"] == "Linked"
    assert "about/index.html" in pages


def test_links_to_folders_are_named(built: Site) -> None:
    """A circle of folders is not walked, nor a folder outside, and both are said."""

    def link(content: Path) -> None:
        (content / "shows/loop").symlink_to(content)
        (content / "shows/far").symlink_to("/etc")

    code, messages, _ = built({}, link)
    assert code == 1
    assert "Left out: shows/far: is a link to a folder outside of the content" in messages
    assert "Left alone: shows/loop is a link to a folder" in messages


def test_a_thousand_nested_folders_are_walked(built: Site) -> None:
    """How deep folders lie makes no difference, until the system itself gives up."""
    deep = "d/" * 600
    code, _, pages = built({f"{deep}a.vtt": GOOD})
    assert code == 0
    assert "d/a/index.html" in pages


UNPRIVILEGED = """
import encodings.cp437, encodings.unicode_escape, os, sys
from pathlib import Path
from generator import cli

folder = Path(sys.argv[1])
cli.CACHE = folder / "warm-cache"

def build(content, site):
    try:
        cli.main(["build", "--content", str(folder / content), "--output", str(folder / site),
                  "--no-search", "--jobs", "1"])
    except SystemExit as end:
        return end.code

build("warm", "warm-site")  # whatever is imported late may lie where only the owner may read
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
cli.CACHE = folder / "cache"
print("----", flush=True)
print("----", file=sys.stderr, flush=True)
sys.exit(build("content", "site"))
"""


def build_unprivileged(folder: Path) -> tuple[int, str]:
    """Build as a user whom permissions bind, which root is not: exit code and all that is said."""
    shutil.rmtree(folder / "warm-site", ignore_errors=True)
    (folder / "warm").mkdir(exist_ok=True)
    (folder / "warm/a.vtt").write_text(GOOD)
    result = subprocess.run(
        [sys.executable, "-c", UNPRIVILEGED, folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    said = [stream.split("----\n")[-1] for stream in (result.stderr, result.stdout)]
    return result.returncode, "".join(said)


def test_what_may_not_be_read_is_named() -> None:
    """Closed files and folders cost only themselves, and are noticed when they are opened."""
    closed = {
        "odd.vtt": GOOD,
        "b.yaml": "title: x",
        "notes.pdf": "%PDF-1.7",
        "pages/about.md": "# Us",
        "static/a.css": "p {}",
        "templates/home.html": "mine",
    }
    folder = Path(tempfile.mkdtemp())  # pytest's own folders are closed to others
    try:
        folder.chmod(0o777)
        content = folder / "content"
        for name, text in {"good.vtt": GOOD, "b.vtt": GOOD, "shut/a.vtt": GOOD, **closed}.items():
            (content / name).parent.mkdir(parents=True, exist_ok=True)
            (content / name).write_text(text)
        for name in (*closed, "shut"):
            (content / name).chmod(0)
        code, said = build_unprivileged(folder)
        assert (code, "Traceback" in said) == (1, False), said
        for name in (*closed, "shut"):
            mark = " " if name == "notes.pdf" else ": "
            assert f"{name}{mark}cannot be read: permission denied" in said
        code, said = build_unprivileged(folder)
        assert code == 1
        assert "Nothing changed: 1 episodes" in said
        (content / "shut").chmod(0o755)
        for name in closed:
            (content / name).chmod(0o644)
        code, said = build_unprivileged(folder)
        assert code == 0, said
        assert "Built: 4 episodes" in said
    finally:
        shutil.rmtree(folder)


FOREIGN: dict[str, tuple[str | bytes, str]] = {
    "nobody-speaks.json": ('{"chapters": [{"startTime": 1, "title": "a"}]}', "is JSON that holds"),
    "package.json": ('{"name": "loom"}', "is JSON that holds no transcript"),
    "a.rttm": ("SPEAKER a 1 0.1 2.0 <NA> <NA> b <NA> <NA>\n", "stands beside no transcript"),
    "a.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "is a word processor's file"),
    "a.epub": (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/epub+zip", "is an e-book"),
    "a.html": (
        "<!doctype html><html><p>So, hello.</p></html>",
        "is a web page in which nobody is said to speak",
    ),
    "a.mp3": (b"ID3\x04\0\0", "is a recording; transcribe it first"),
    "a.m4a": (b"\0\0\0\x20ftypM4A \0\0", "is a recording; transcribe it first"),
    "recording": (b"OggS\0\x02\0\0", "is a recording; transcribe it first"),
    "a.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "is a picture"),
    "a.pdf": (b"%PDF-1.7\n\x01\x02", "is a PDF"),
    "README.md": ("# Talks\n\nThis folder holds talks.\n", "holds no speech"),
    "orphan.yaml": ("title: x\n", "stands beside no transcript"),
    "orphan.chapters.txt": ("00:00 Opening\n", "stands beside no transcript"),
    "site.yml": ("title: x\n", "is not read under this name; call it site.yaml"),
    "pages/picture.png": (b"\x89PNG", "is no page: pages are pages/*.md"),
}


def test_everything_left_alone_is_named_with_its_reason(built: Site) -> None:
    """What people also have is told by a look inside; nothing is passed over in silence."""
    draft = {"draft.vtt": GOOD, "draft.yaml": "draft: true\n", ".hidden": "x", "site.yaml": ""}
    files: dict[str, str | bytes] = {name: content for name, (content, _) in FOREIGN.items()}
    code, messages, _ = built({**files, **draft})
    assert code == 0
    for name, (_, reason) in FOREIGN.items():
        assert f"Left alone: {name} {reason}" in messages
    assert "Left alone: draft.vtt is a draft" in messages
    assert messages.count("Left alone: ") == len(FOREIGN) + 1


def test_a_guessed_encoding_is_a_note(tree: Tree, run: Run, tmp_path: Path) -> None:
    """A page whose letters may be wrong says so at the end of the build, and what to do."""
    short = "WEBVTT\n\n00:00.000 --> 00:02.000\nДа.\n".encode("koi8-r")
    content = tree({"a.vtt": short, "b.vtt": GOOD})
    result = run("build", "--content", content, "--output", tmp_path / "site", "--no-search")
    assert result.exit_code == 0
    [note] = [line for line in result.stdout.splitlines() if "old encoding" in line]
    assert note.startswith("a.vtt: its old encoding was guessed to be ")
    assert "save it as UTF-8" in note


@pytest.mark.parametrize("kind", ["pipe", "link outside", "link in a circle"])
def test_outline_reads_regular_files_only(run: Run, tmp_path: Path, kind: str) -> None:
    """One file alone is read by the same rule."""
    (tmp_path / "content").mkdir()
    path = tmp_path / "content/a.vtt"
    make, reason = ODD[kind]
    make(path)
    with seconds(60):
        result = run("outline", path)
    assert result.exit_code == 1
    assert f"Error: a.vtt: {reason}" in result.stderr


def test_files_and_no_episode_is_a_failure(tree: Tree, run: Run, tmp_path: Path) -> None:
    """Exit code 1 and a sentence that helps where nothing that lies there could be read, twice."""
    content = tree({"talk.mp3": b"ID3\x04", "talk.docx": b"PK\x03\x04"})
    for _ in range(2):
        result = run("build", "--content", content, "--output", tmp_path / "site", "--no-search")
        assert result.exit_code == 1
        assert "No episode was found. Put a transcript into the folder" in result.stderr
        assert "Left alone: talk.mp3 is a recording" in result.stderr
    assert "2 other files left alone" in result.stdout


def test_the_list_is_short_on_a_terminal(built: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person at a terminal sees ten of many; a log has them all."""
    files = {f"{number}.png": b"\x89PNG" for number in range(15)}
    assert built(files)[1].count("Left alone: ") == 15
    monkeypatch.setattr(cli, "_is_terminal", lambda: True)
    messages = built({**files, "b.vtt": GOOD})[1]
    assert messages.count("Left alone: ") == 10
    assert "... and 5 more" in messages
