"""Whatever stands where the site shall go: not one byte of anybody else's is changed or lost.

Each case is built by the real program in a process of its own, as the superuser where the tests run
as one, and as an ordinary user, whom permissions bind.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from generator.cli import ROOT
from generator.record import NAME
from tests.warm import Program

TALK = """
[00:00:00.000 --> 00:00:06.000]   The harbour office computed every tide with brass gears.
[00:00:06.000 --> 00:00:12.000]   Each gear stood for one pull of the moon or of the sun.
"""
ORDINARY = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
"""Runs a command without the superuser's rights: permission bits hold for it."""

Case = Callable[[Path], str | None]
"""Prepares a folder that holds `content/` and perhaps a built `site/`; returns what to give to
--output where that is not `site`."""

Snapshot = dict[str, tuple[int, bytes]]


@pytest.fixture(params=["superuser", "ordinary"])
def user(request: pytest.FixtureRequest) -> list[str]:
    """What to put before a command so that this user runs it."""
    superuser = os.geteuid() == 0
    if request.param == "superuser" and not superuser:
        pytest.skip("the tests do not run as the superuser")
    if request.param == "ordinary" and superuser and not shutil.which("setpriv"):
        pytest.skip("setpriv is not installed")
    return ORDINARY if request.param == "ordinary" and superuser else []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with content and the site built of it."""
    root = tmp_path_factory.mktemp("built")
    (root / "content/pages").mkdir(parents=True)
    (root / "content/tides.txt").write_text(TALK)
    result = build(root, "site", [])
    assert result.returncode == 0, result.stderr
    return root


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """A folder with content, to be prepared; what a case made unreadable is mended after it."""
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "content/tides.txt").write_text(TALK)
    yield tmp_path
    subprocess.run(["umount", tmp_path / "site"], capture_output=True, check=False)
    for path, folders, _ in os.walk(tmp_path):
        for name in folders:
            if not (Path(path) / name).is_symlink():
                (Path(path) / name).chmod(0o755)


@cache
def program(*before: str) -> Program:
    """The program for one user."""
    return OPEN.enter_context(Program(before))


OPEN = ExitStack()
"""The programs that stand ready."""


@pytest.fixture(scope="module", autouse=True)
def _close() -> Iterator[None]:
    """End them after the last test."""
    with OPEN:
        yield
    program.cache_clear()


def build(root: Path, output: str, user: list[str]) -> subprocess.CompletedProcess[str]:
    """Build `root/content` into `output`, from within `root`."""
    arguments = ("build", "--content", "content", "--output", output, "--no-search")
    return program(*user).run(*arguments, folder=root, cache=root.parent / "cache" / root.name)


def snapshot(root: Path) -> Snapshot:
    """Everything under `root` that is no page of a recorded site: its mode and its bytes.

    Nor is what a build keeps beside the content.
    """
    own: set[Path] = {root / "content/addresses.json"}
    for record in root.rglob(NAME):
        if not record.is_symlink() and record.parent.name == "site":
            try:
                files = json.loads(record.read_bytes())["files"]
            except (ValueError, KeyError, TypeError):
                continue
            own |= {record, *(record.parent / name for name in files)}
    held: Snapshot = {}
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            path = Path(folder, name)
            mode = path.lstat().st_mode
            if path in own or (stat.S_ISDIR(mode) and any(path in each.parents for each in own)):
                continue
            data = b""
            if stat.S_ISLNK(mode):
                data = os.fsencode(path.readlink())
            elif stat.S_ISREG(mode):
                data = path.read_bytes()
            held[os.fsdecode(os.fsencode(path.relative_to(root)))] = (mode, data)
    return held


def write(path: Path, text: str = "mine") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def home(root: Path) -> None:
    for name in (".bashrc", ".ssh/id", "Documents/taxes.ods", "notes.txt", ".config/app/state"):
        write(root / "site" / name)
    (root / "site/desk").symlink_to("Documents")


def other_site(root: Path) -> None:
    for name in ("index.html", "assets/main.css", "sitemap.xml", "2024/post/index.html"):
        write(root / "site" / name, "<p>by another program")


def repository(root: Path) -> None:
    for name in (".git/HEAD", ".git/objects/ab/cdef", "src/main.py", "README.md"):
        write(root / "site" / name)


def pipe(root: Path) -> None:
    (root / "site").mkdir()
    os.mkfifo(root / "site/pipe")


def pipe_itself(root: Path) -> None:
    os.mkfifo(root / "site")


def link_to_folder(root: Path) -> None:
    write(root / "elsewhere/diary")
    (root / "site").symlink_to("elsewhere")


def link_to_file(root: Path) -> None:
    write(root / "elsewhere")
    (root / "site").symlink_to("elsewhere")


def link_to_itself(root: Path) -> None:
    (root / "site").symlink_to("site")


def link_to_content(root: Path) -> None:
    (root / "site").symlink_to("content")


def in_content_by_link(root: Path) -> str:
    (root / "shortcut").symlink_to("content")
    return "shortcut/site"


def with_mode(mode: int) -> Case:
    def prepare(root: Path) -> None:
        write(root / "site/diary")
        (root / "site").chmod(mode)

    return prepare


def with_record(text: str) -> Case:
    def prepare(root: Path) -> None:
        write(root / "site/diary")
        write(root / "site" / NAME, text)

    return prepare


def linked_record(root: Path) -> None:
    write(root / "elsewhere.json", '{"made_by": "chapterwise", "files": {"diary": "0"}}')
    write(root / "site/diary")
    (root / "site" / NAME).symlink_to("../elsewhere.json")


def odd_names(root: Path) -> None:
    write(root / "site" / os.fsdecode(b"caf\xe9\n\x1b[31m"))
    write(root / "site" / ("long" * 63))


def one(name: str) -> Case:
    return lambda root: write(root / "site" / name)


def folder(name: str) -> Case:
    def prepare(root: Path) -> None:
        (root / "site" / name).mkdir(parents=True)

    return prepare


def given(output: str) -> Case:
    return lambda root: output


def mount(root: Path) -> None:
    (root / "site").mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(root / "site")]
    try:
        done = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        done = False
    if not done:
        pytest.skip("nothing may be mounted here")


def broken_link(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site/gone").symlink_to("nowhere")


REFUSED: dict[str, Case] = {
    "a diary": one("diary"),
    "a hidden file": one(".hidden"),
    "an empty folder": folder("empty"),
    "a home": home,
    "a repository": repository,
    "only .git": one(".git/HEAD"),
    "a site of another generator": other_site,
    "sources of another generator": one("content/posts/first.md"),
    "a broken link": broken_link,
    "a pipe": pipe,
    "odd names": odd_names,
    "a file in place": lambda root: write(root / "site"),
    "a pipe in place": pipe_itself,
    "a link to a folder": link_to_folder,
    "a link to a file": link_to_file,
    "a link to itself": link_to_itself,
    "a link to the content": link_to_content,
    "in the content": given("content/site"),
    "in the content, by another way": given("content/../content/pages"),
    "in the content, by a link": in_content_by_link,
    "the content": given("content"),
    "around the content": given("."),
    "further around the content": given(".."),
    "the root": given("/"),
    "the templates": given(str(ROOT / "templates")),
    "in the program": given(str(ROOT / "generator/site")),
    "read-only": with_mode(0o555),
    "unreadable": with_mode(0o000),
    "a mount": mount,
    "a damaged record": with_record('{"made_by": "chapterwise", "files"'),
    "a record of another program": with_record('{"made_by": "another", "files": {"diary": "0"}}'),
    "a record that names what lies outside": with_record(
        '{"made_by": "chapterwise", "files": {"../content/tides.txt": "0"}}'
    ),
    "a record that is a link": linked_record,
    "a name that is too long": given("x" * 300),
    "below a file": given("content/tides.txt/site"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_foreign_folder_is_refused(root: Path, user: list[str], case: str) -> None:
    """Exit code 2, one sentence with a remedy, and everything as it was, side folders included."""
    write(root / ".site.new/mine")
    write(root / ".site.old/mine")
    output = REFUSED[case](root) or "site"
    before = snapshot(root)
    result = build(root, output, user)
    assert result.returncode == 2, result.stderr
    assert result.stderr.count("\n") == 1
    assert "--output" in result.stderr
    assert "Traceback" not in result.stderr
    assert snapshot(root) == before


def beside_pages(root: Path) -> None:
    for name in ("CNAME", ".nojekyll", ".git/HEAD", ".git/objects/ab/cdef", "recordings/own.html"):
        write(root / "site" / name)
    (root / "site/uploads/empty").mkdir(parents=True)


def links_beside(root: Path) -> None:
    write(root / "outside/picture.png")
    (root / "site/pictures").symlink_to("../outside")
    (root / "site/gone").symlink_to("nowhere")


def pipes_beside(root: Path) -> None:
    os.mkfifo(root / "site/pipe")
    here = Path.cwd()
    os.chdir(root / "site")  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket")
    os.chdir(here)


def modes_beside(root: Path) -> None:
    write(root / "site/private/key")
    (root / "site/private/key").chmod(0o400)
    (root / "site/private").chmod(0o700)
    write(root / "site/locked")
    (root / "site/locked").chmod(0o000)


def page_became_link(root: Path) -> None:
    write(root / "outside.html")
    (root / "site/index.html").unlink()
    (root / "site/index.html").symlink_to("../outside.html")


def shared_file(root: Path) -> None:
    write(root / "ledger")
    os.link(root / "ledger", root / "site/ledger")


def names_of_old(root: Path) -> None:
    for name in (".site.new/mine", ".site.old/mine", ".site.lock"):
        write(root / name)


def links_to_site(root: Path) -> str:
    (root / "public").symlink_to("site")
    return "public"


KEPT: dict[str, Case] = {
    "files and folders": beside_pages,
    "links": links_beside,
    "pipes and sockets": pipes_beside,
    "private files": modes_beside,
    "a page that became a link": page_became_link,
    "a file with another name elsewhere": shared_file,
    "folders beside the site": names_of_old,
    "the site by a link": links_to_site,
    "odd names": odd_names,
}


@pytest.mark.parametrize("case", KEPT)
def test_what_stands_beside_our_pages_is_kept(
    root: Path, built: Path, user: list[str], case: str
) -> None:
    """A rebuild carries over what the record does not list, to the byte, mode and link."""
    shutil.copytree(built / "site", root / "site")
    output = KEPT[case](root) or "site"
    before = snapshot(root)
    write(root / "content/second.txt", TALK)
    before["content/second.txt"] = snapshot(root)["content/second.txt"]
    result = build(root, output, user)
    assert result.returncode == 0, result.stderr
    assert snapshot(root) == before
    assert (root / "site/recordings/second/index.html").is_file()
    assert not (root / "site/index.html").is_symlink()


def page_in_the_way(root: Path) -> None:
    write(root / "site/about/index.html")


def folder_in_the_way(root: Path) -> None:
    write(root / "site/about/index.html/mine")


def file_in_the_way(root: Path) -> None:
    write(root / "site/about")


def link_in_the_way(root: Path) -> None:
    write(root / "outside/index.html")
    (root / "site/about").symlink_to("../outside")


@pytest.mark.parametrize(
    "case", [page_in_the_way, folder_in_the_way, file_in_the_way, link_in_the_way]
)
def test_what_is_in_the_way_of_a_page_is_named(
    root: Path, built: Path, user: list[str], case: Case
) -> None:
    """Somebody else's file at the address of a new page: exit code 2, and the old site stands."""
    shutil.copytree(built / "site", root / "site")
    case(root)
    write(root / "content/pages/about.md", "# About\n")
    before = snapshot(root)
    result = build(root, "site", user)
    assert result.returncode == 2, result.stderr
    assert "about" in result.stderr
    assert snapshot(root) == before


def test_unmovable_folder_is_named(root: Path, built: Path) -> None:
    """A folder whose files we may not move stops the build, and the old site stands."""
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("setpriv is not installed")
    shutil.copytree(built / "site", root / "site")
    write(root / "site/private/key")
    (root / "site/private").chmod(0o500)
    before = snapshot(root)
    result = build(root, "site", ORDINARY if os.geteuid() == 0 else [])
    assert result.returncode == 1, result.stderr
    assert "private" in result.stderr
    assert snapshot(root) == before


def test_changed_page_is_written_anew_and_said_once(root: Path, built: Path) -> None:
    """A page that a person changed is the program's own; the build that rewrites it says so."""
    shutil.copytree(built / "site", root / "site")
    page = root / "site/recordings/tides/index.html"
    write(page, "changed by hand")
    first, second = build(root, "site", []), build(root, "site", [])
    assert "recordings/tides/index.html" in first.stdout
    assert "recordings/tides/index.html" not in second.stdout
    assert page.read_text() != "changed by hand"


def test_record_names_no_source(root: Path, built: Path) -> None:
    """What is published tells nothing of the content but what its pages show."""
    record = json.loads((built / "site" / NAME).read_bytes())
    assert set(record) == {"made_by", "files"}
    assert "recordings/tides/index.html" in record["files"]
    assert "tides.txt" not in (built / "site" / NAME).read_text()


def test_build_leaves_nothing_beside_the_site(root: Path, built: Path) -> None:
    """Neither locks nor side folders stay in the user's folder."""
    assert sorted(path.name for path in built.iterdir()) == ["content", "site"]


@pytest.mark.parametrize("target", ["there", "not there"])
def test_output_that_is_a_link_stays_one(root: Path, target: str) -> None:
    """The site goes where the link leads, now and at the next change."""
    if target == "there":
        (root / "real").mkdir()
    (root / "site").symlink_to("real")
    for text in (TALK, TALK * 2):
        write(root / "content/tides.txt", text)
        result = build(root, "site", [])
        assert result.returncode == 0, result.stderr
        assert (root / "site").is_symlink()
        assert (root / "real/index.html").is_file()
