"""Visitors see the old site or the new one, and never anything between."""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from generator import publishing
from generator.errors import ConfigError, PublishError
from generator.keeping import Kept, stamp_of
from generator.publishing import Files, write_files, write_pieces
from generator.record import NAME, hash_file, read_record

OLD = [("index.html", b"old"), ("gone/index.html", b"old")]
NEW = [("index.html", b"new"), ("show/index.html", b"new")]
FOREIGN = {"CNAME": b"example.org", ".git/HEAD": b"ref", "gone/mine.html": b"mine"}


def publish(output: Path, files: list[tuple[str, bytes]]) -> None:
    with publishing.publishing(output) as folder:
        write_files(folder, files)


def listing(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != NAME
    }


def add_foreign(site: Path) -> None:
    for name, content in FOREIGN.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_bytes(content)


def no_exchange(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(publishing, "_rename_exchange", lambda *paths: False)


def no_second_names(patch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    patch.setattr("os.link", refuse)


@pytest.mark.parametrize(
    "lack", [lambda patch: None, no_exchange, no_second_names], ids=["all", "two renames", "copies"]
)
def test_new_site_replaces_the_old_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lack: Callable[[pytest.MonkeyPatch], None]
) -> None:
    """Of our old pages nothing is left, of what is not ours everything, whatever the system can."""
    lack(monkeypatch)
    publish(tmp_path / "site", OLD)
    add_foreign(tmp_path / "site")
    kept = (tmp_path / "site/CNAME").stat().st_ino
    publish(tmp_path / "site", NEW)
    assert listing(tmp_path / "site") == dict(NEW) | FOREIGN
    assert (tmp_path / "site/CNAME").stat().st_ino == kept
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


@pytest.mark.parametrize(("here", "refused"), [("site", True), ("site/show", True), (".", False)])
def test_the_folder_that_one_stands_in_is_not_replaced(
    here: str, refused: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor one above it, though it is a site of ours; one below it may be."""
    publish(tmp_path / "site", NEW)
    monkeypatch.chdir(tmp_path / here)
    with pytest.raises(ConfigError, match="folder you are in") if refused else nullcontext():
        publishing.check_output(tmp_path / "site", ())


@pytest.mark.parametrize("names", [True, False], ids=["second names", "copies"])
def test_what_is_not_ours_is_never_written_over(
    names: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does it stand in place of a page: where it is in the way, the old site stays as it is."""
    if not names:
        no_second_names(monkeypatch)
    publish(tmp_path / "site", OLD)
    (tmp_path / "site/show").mkdir()
    (tmp_path / "site/show/index.html").write_bytes(b"mine")
    before = listing(tmp_path / "site")
    with pytest.raises((ConfigError, PublishError)):
        publish(tmp_path / "site", NEW)
    assert listing(tmp_path / "site") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def make_all(makes: Iterable[Callable[[], Files]]) -> Iterator[Files]:
    """The files of each piece."""
    return (make() for make in makes)


@pytest.mark.parametrize(
    ("count", "told"),
    [(1, "holds 'f0', which"), (3, "'f2', which"), (4, "'f2' and 1 more, which")],
)
def test_a_folder_of_others_is_told_by_what_it_holds(tmp_path: Path, count: int, told: str) -> None:
    """Three names, and how many there are beside these."""
    for number in range(count):
        (tmp_path / f"f{number}").touch()
    with pytest.raises(ConfigError, match=told):
        publish(tmp_path, [("index.html", b"new")])


def test_a_site_that_lost_its_name_gets_it_back(tmp_path: Path) -> None:
    """A build that died between two renames left none; the next puts it back before it begins."""
    site = tmp_path / "site"
    publish(site, OLD)
    site.rename(tmp_path / publishing._side_of(site, "old").name)
    with pytest.raises(KeyError), publishing.publishing(site):
        raise KeyError
    assert listing(site) == dict(OLD)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


PAGES = [("index.html", b"newer"), ("gone/index.html", b"old"), ("show/deep/page.html", b"page")]


def test_single_files_are_replaced(tmp_path: Path) -> None:
    """Those that differ, in one step each; the record knows them, and all else stays as it was."""
    site = tmp_path / "site"
    publish(site, OLD)
    add_foreign(site)
    before, same = hash_file(site / NAME), (site / "gone/index.html").stat().st_ino
    replaced = publishing.replace_files(site, PAGES)
    assert replaced
    assert (replaced.before, replaced.record) == (before, read_record(site))
    assert listing(site) == dict(OLD) | dict(PAGES) | FOREIGN
    assert (site / "gone/index.html").stat().st_ino == same
    assert [*replaced.record.files] == sorted(name for name, _ in PAGES)
    assert replaced.record.files["index.html"] == hash_file(site / "index.html")
    publish(site, NEW)
    assert listing(site) == dict(NEW) | FOREIGN


@pytest.mark.parametrize(
    "change",
    [
        lambda site: (site / "index.html").write_bytes(b"mine"),
        lambda site: (site / "index.html").unlink(),
        lambda site: (site / "show").write_bytes(b"mine"),
        lambda site: (site / "show").symlink_to("gone"),
        lambda site: ((site / "show/deep").mkdir(parents=True), write_files(site, PAGES[2:])),
        lambda site: (site / NAME).unlink(),
    ],
    ids=["changed", "deleted", "a file", "a link", "somebody's own", "no record"],
)
def test_nothing_is_replaced_where_somebody_was_at_work(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    """A whole build will say so."""
    site = tmp_path / "site"
    publish(site, OLD)
    change(site)
    before = listing(site)
    assert publishing.replace_files(site, PAGES) is None
    assert listing(site) == before


def test_pages_are_counted(tmp_path: Path) -> None:
    """Those of HTML alone, whatever they are made with."""
    pieces = [("a", lambda: NEW), ("b", lambda: [("a.html.txt", b""), ("b/c.md", b"")])]
    assert write_pieces(tmp_path, pieces, Kept(), make_all).pages == 2
    assert (tmp_path / "b/c.md").is_file()


@pytest.mark.parametrize("lack", [lambda patch: None, no_second_names], ids=["links", "copies"])
def test_what_is_made_of_the_same_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lack: Callable[[pytest.MonkeyPatch], None]
) -> None:
    """As it was published, and only then: what another build or a person put there is not."""
    lack(monkeypatch)
    old = tmp_path / "old"
    write_files(old, [("a/1", b"kept"), ("a/2", b"kept"), ("b/1", b"kept"), ("b/2", b"kept")])
    stamps = {f"{name}/{n}": stamp_of(old / f"{name}/{n}") for name in "ab" for n in "12"}
    (old / "b/2").write_bytes(b"somebody's")
    kept = Kept(
        place=old,
        pieces={"a": ("a/1", "a/2"), "b": ("b/1", "b/2")},
        stamps=stamps,
        hashes=dict.fromkeys(stamps, "hash"),
    )
    made = [(key, lambda key=key: [(f"{key}/1", b"new"), (f"{key}/2", b"new")]) for key in "ab"]
    written = write_pieces(tmp_path / "new", made, kept, make_all)
    assert listing(tmp_path / "new") == {
        "a/1": b"kept",
        "a/2": b"kept",
        "b/1": b"new",
        "b/2": b"new",
    }
    assert listing(old)["b/1"] == b"kept"  # not written through its second name
    assert written.pieces == {"a": ("a/1", "a/2"), "b": ("b/1", "b/2")}
    linked = (old / "a/1").stat().st_nlink == 2
    assert (kept.hash_of(tmp_path / "new", "a/1") == "hash") == linked
    assert len(kept.hash_of(tmp_path / "new", "b/1")) == 64


def test_failure_leaves_the_old_site(tmp_path: Path) -> None:
    """A build that raises changes nothing that visitors see."""
    publish(tmp_path / "site", OLD)
    with (
        pytest.raises(RuntimeError),
        publishing.publishing(tmp_path / "site") as folder,
    ):
        write_files(folder, NEW)
        raise RuntimeError
    assert listing(tmp_path / "site") == dict(OLD)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_unwritable_place_is_one_message(tmp_path: Path) -> None:
    """A file where a folder should be is named, with a remedy, not shown as a traceback."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PublishError, match="file"):
        publish(tmp_path / "file" / "site", NEW)


def test_side_folders_of_others_stay(tmp_path: Path) -> None:
    """A folder whose name looks like one of ours, without our marks, is not touched."""
    publish(tmp_path / "site", OLD)
    side = publishing._side_of(tmp_path / "site", "new")
    side.mkdir()
    (side / "diary").write_text("mine")
    publish(tmp_path / "site", NEW)
    assert (side / "diary").read_text() == "mine"


CHANGES = frozenset(
    {"open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.chmod", "os.chown"}
    | {"os.scandir", "os.listdir", "shutil.rmtree", "ctypes.dlsym"}
)
"""What a process does to a disk, as Python tells its audit hooks (PEP 578)."""


def killed_at(step: int, work: Callable[[], None]) -> bool:
    """Do `work` in a process that is killed at its `step`th touch of the disk; whether it was."""
    child = os.fork()
    if child == 0:
        left = step

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in CHANGES:
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        work()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
def test_killed_at_every_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    """Old site or new one, whole; all that is not ours in it; and the next build tidies up."""
    if not exchange:
        no_exchange(monkeypatch)
    outcomes = set()
    for step in range(1000):
        site = tmp_path / str(step) / "site"
        publish(site, OLD)
        add_foreign(site)
        killed = killed_at(step, lambda site=site: publish(site, NEW))  # type: ignore[misc]
        if exchange or site.exists():  # two renames leave a moment without a site
            found = listing(site)
            assert {name: found.get(name) for name in FOREIGN} == FOREIGN
            ours = {name: data for name, data in found.items() if name not in FOREIGN}
            assert ours in (dict(OLD), dict(NEW))
            outcomes.add(ours["index.html"])
        publish(site, OLD)
        assert listing(site) == dict(OLD) | FOREIGN
        assert sorted(path.name for path in site.parent.iterdir()) == ["site"]
        if not killed:
            break
    assert step > 40
    assert outcomes == {b"old", b"new"}


def test_builds_at_once(tmp_path: Path) -> None:
    """Four programs publish to one place again and again: each time a whole site."""
    site = tmp_path / "site"
    publish(site, OLD)
    add_foreign(site)
    children = []
    for number in range(4):
        child = os.fork()
        if child == 0:
            for _ in range(25):
                publish(site, NEW if number % 2 else OLD)
            os._exit(0)
        children.append(child)
    failures = [child for child in children if os.waitpid(child, 0)[1]]
    assert failures == []
    publish(site, NEW)
    assert listing(site) == dict(NEW) | FOREIGN
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_site_from_before_there_were_records_is_known(tmp_path: Path) -> None:
    """Its manifest named what it published: that goes, and what stands beside it stays."""
    site = tmp_path / "site"
    write_files(site, OLD)
    former = {"digest": "0", "outcome": {}, "files": {}, "outputs": {n: len(d) for n, d in OLD}}
    (site / ".build.json").write_text(json.dumps(former))
    add_foreign(site)
    publish(site, NEW)
    assert listing(site) == dict(NEW) | FOREIGN
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_who_waits_is_told_before_the_old_site_is_cleared_away(tmp_path: Path) -> None:
    """The new one stands then; to take away an old one takes as long as it is large."""
    site = tmp_path / "site"
    publish(site, OLD)
    seen: list[tuple[bytes, int]] = []

    def look() -> None:
        seen.append(((site / "index.html").read_bytes(), len(list(tmp_path.iterdir()))))

    with publishing.publishing(site, stands=look) as folder:
        write_files(folder, NEW)
    assert seen == [(b"new", 2)]
    assert list(tmp_path.iterdir()) == [site]
