"""What would break on Windows, as far as another system can show it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

from generator.config import SiteSettings
from generator.loading import load

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "generator").rglob("*.py"))
TEXT = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ines>Welcome back to the show.\n"
RESERVED = {"con", "prn", "aux", "nul", "com1", "lpt1"}


def calls_in(path: Path) -> list[ast.Call]:
    """The calls in a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_text_is_read_and_written_as_utf_8() -> None:
    """No file is opened in the encoding of a system: on Windows that is none of ours."""
    for path in MODULES:
        for call in calls_in(path):
            written = f"{path.name}: {ast.unparse(call)}"
            whose, _, name = ast.unparse(call.func).rpartition(".")
            if name in ("read_text", "write_text") and whose != "package":
                place = 0 if name == "read_text" else 1
                told = any(each.arg == "encoding" for each in call.keywords)
                assert told or len(call.args) > place, written
            if (whose, name) == ("os", "open") and "O_WRONLY" in written:
                assert "as_it_is" in written or "devnull" in written, f"{written}: no O_BINARY"
            assert (whose, name) != ("os", "rename"), f"{written}: fails where the target stands"


def test_names_that_windows_keeps_for_devices_are_no_addresses(tmp_path: Path) -> None:
    """A show called aux and a talk called con are published under names that can be files."""
    folder = tmp_path / "shows" / "aux"
    folder.mkdir(parents=True)
    for name in ("con", "nul", "COM1", "talk"):
        (folder / f"{name}.vtt").write_text(TEXT.replace("Ines", name), encoding="utf-8")
    loaded = load(tmp_path, SiteSettings())
    assert len(loaded.episodes) == 4
    addresses = {
        part.casefold() for each in loaded.episodes for part in (each.show.slug, each.slug)
    }
    assert not addresses & RESERVED


def test_names_that_differ_in_capitals_alone_get_addresses_of_their_own(tmp_path: Path) -> None:
    """On a disk that knows no capitals they would be one file."""
    for name, who in (("Talk", "Ines"), ("talk", "Tom"), ("TALK", "Una")):
        folder = tmp_path / f"shows/{who.lower()}"
        folder.mkdir(parents=True)
        (folder / f"{name}.vtt").write_text(TEXT.replace("Ines", who), encoding="utf-8")
    found = load(tmp_path, SiteSettings()).episodes
    addresses = [f"{each.show.slug}/{each.slug}".casefold() for each in found]
    assert len(set(addresses)) == len(addresses) == 3


def test_line_ends_of_windows_change_nothing(tmp_path: Path) -> None:
    """A transcript saved with CR LF and a mark of UTF-8 says the same."""
    for name, data in (
        ("unix", TEXT.encode()),
        ("windows", b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "talk.vtt").write_bytes(data)
    one, two = (load(tmp_path / name, SiteSettings()).episodes for name in ("unix", "windows"))
    assert one[0].transcript == two[0].transcript


def test_a_console_of_an_old_code_page_shows_any_name(tmp_path: Path) -> None:
    """Titles in another script are written as escapes there, and stop nothing."""
    (tmp_path / "潮の機械.vtt").write_text(TEXT, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "generator", "check", "--content", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert b"Traceback" not in run.stderr
    assert b"\\u6f6e" in run.stdout
