"""The one way to files: which are met, which are refused and why, and how their names are shown."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.files import (
    LINKED_FOLDER,
    Entry,
    fault_of,
    files_in,
    name_of,
    printable,
    read_regular,
    relative_name,
    remedy_for,
    walk,
    write_whole,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with files, folders and links of every kind, and a file and a folder beside it."""
    root = tmp_path / "root"
    for name in ("b/c.txt", "b/a.txt", "a.txt", "b.txt", ".hidden", "b/.git/x", "é.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    (tmp_path / "out.txt").write_text("secret")
    (tmp_path / "out").mkdir()
    for name, target in {
        "in": "b/c.txt",
        "lost": "nowhere",
        "loop": "loop",
        "outside": "../out.txt",
        "outsides": "../out",
        "folder": "b",
    }.items():
        (root / "links" / name).parent.mkdir(exist_ok=True)
        (root / "links" / name).symlink_to(target if target == "loop" else f"../{target}")
    os.mkfifo(root / "links/pipe")
    here = Path.cwd()
    os.chdir(root / "links")  # the path of a socket may have 108 bytes
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket")
    finally:
        os.chdir(here)
    return root


FAULTS = {
    "in": "",
    "lost": "is a link that leads nowhere",
    "loop": "is a link that leads in a circle",
    "outside": "is a link to a file outside of the content",
    "outsides": "is a link to a folder outside of the content",
    "folder": LINKED_FOLDER,
    "pipe": "is a pipe, not a file",
    "socket": "is a socket, not a file",
}


def test_everything_is_met_in_the_order_of_names(root: Path) -> None:
    """What is in a folder stands in its place; what is hidden is not there at all."""
    met = [entry.path.relative_to(root).as_posix() for entry in walk(root, root)]
    assert met == [
        *("a.txt", "b/a.txt", "b/c.txt", "b.txt"),
        *(f"links/{name}" for name in sorted(FAULTS)),
        "é.txt",
    ]
    shallow = [entry.path.name for entry in walk(root, root, deep=False)]
    assert shallow == ["a.txt", "b.txt", "é.txt"]
    assert list(walk(root / "none", root)) == []
    outside = root / "links/outsides"
    assert list(walk(outside, root)) == [Entry(outside, FAULTS["outsides"], folder=True)]


@pytest.mark.parametrize(("name", "fault"), FAULTS.items())
def test_what_is_no_regular_file_of_the_content_is_not_read(
    root: Path, name: str, fault: str
) -> None:
    """Each is told with its own reason; links within are read."""
    path = root / "links" / name
    assert fault_of(path, root) == fault
    entry = next(each for each in walk(root, root) if each.path == path)
    assert (entry.fault, entry.folder) == (fault, "link to a folder" in fault)
    if fault:
        with pytest.raises(InputError, match="is a"):
            read_regular(path, root)
    else:
        assert read_regular(path, root) == b"b/c.txt"


def test_a_folder_or_nothing_is_no_file(root: Path) -> None:
    """And what is not there cannot be read."""
    assert fault_of(root / "b", root) == "is a folder, not a file"
    assert fault_of(root / "none", root) == "cannot be read: no such file or directory"


def test_files_of_a_folder_are_those_that_can_be_read(root: Path) -> None:
    """By name, with their bytes, and none of what lies deeper."""
    assert [(path.name, data) for path, data in files_in(root, root)] == [
        ("a.txt", b"a.txt"),
        ("b.txt", b"b.txt"),
        ("é.txt", "é.txt".encode()),
    ]
    assert [path.name for path, _ in files_in(root / "links", root)] == ["in"]


@pytest.mark.parametrize(
    ("fault", "remedy"),
    [
        (FAULTS["lost"], "put there what it leads to"),
        (FAULTS["folder"], "put there what it leads to"),
        ("cannot be read: permission denied", "change its permissions"),
        (FAULTS["pipe"], "put a file there, or remove it"),
        ("is a folder, not a file", "put a file there, or remove it"),
    ],
)
def test_every_fault_has_its_remedy(fault: str, remedy: str) -> None:
    """What it leads to, its permissions, or a file."""
    assert remedy_for(fault) == remedy


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a b.txt", "a b.txt"),
        ("é", "é"),
        ("a\nb", "a\\nb"),
        ("a\x1b[31m", "a\\x1b[31m"),
        ("\u202eltr", "\\u202eltr"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("caf\udce9", "caf\\xe9"),
        ("\udc80\udcff", "\\x80\\xff"),
        ("\udc7f\udd00", "\\udc7f\\udd00"),
    ],
)
def test_a_name_in_a_message_is_one_line(name: str, shown: str) -> None:
    """What acts on a line is spelled out, as is a byte that is not UTF-8."""
    assert printable(name) == shown


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (b"a b", "a b"),
        ("é".encode(), "é"),
        (b"caf\xe9", "café"),
        (b"a\x81b\xe9", "abé"),
        (b"a\tb\nc", "a b c"),
        ("a\u202eb\u200b\x07".encode(), "ab"),
        ("می\u200cخواهم".encode(), "می\u200cخواهم"),
    ],
)
def test_a_name_on_a_page_is_text(name: bytes, text: str) -> None:
    """Of names that are not UTF-8 too, as old disks spell them."""
    assert name_of(os.fsdecode(name)) == text


def test_names_are_told_from_the_root(tmp_path: Path) -> None:
    """What does not lie there has its whole name."""
    assert relative_name(tmp_path / "a/b", tmp_path) == "a/b"
    assert relative_name(tmp_path / "a", tmp_path / "b") == str(tmp_path / "a")


@pytest.mark.parametrize("by", [None, "elsewhere"])
def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, by: str | None) -> None:
    """Folders are made, and nothing else is left where it was written."""
    folder = tmp_path / by if by else None
    path = tmp_path / "a/b/c.txt"
    for body in (b"one", b"two"):
        write_whole(path, body, by=folder, durable=body == b"two")
        assert path.read_bytes() == body
    path.unlink()
    path.mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(path, b"three", by=folder)
    left = [each.name for each in tmp_path.rglob("*") if each.is_file()]
    assert left == []


@pytest.mark.parametrize("durable", [True, False])
def test_what_must_outlive_a_loss_of_power_reaches_the_disk(
    durable: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it gets its name; what can be made again need not wait for that."""
    synced: list[bool] = []
    monkeypatch.setattr("os.fsync", lambda handle: synced.append((tmp_path / "a").exists()))
    if durable:
        write_whole(tmp_path / "a", b"one", durable=True)
    else:
        write_whole(tmp_path / "a", b"one")
    assert synced == [False] * durable
