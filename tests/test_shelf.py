"""What is known of files that were opened before."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cache import Cache
from generator.model import Recording
from generator.opening import open_file
from generator.parsers.listing import recordings
from generator.parsers.listing.glue import Vocabulary
from generator.parsers.listing.page import Entry
from generator.shelf import Shelf
from tests.every_format import LISTING


def test_one_recording_changed_is_one_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file with many recordings gives the same as if all of it were read."""
    content, store = tmp_path / "content", Cache(tmp_path / "cache")
    content.mkdir()
    file, read = content / "talk.txt", []

    def read_recording(entry: Entry, notes: str, speech: str, used: Vocabulary) -> Recording:
        read.append(entry.title)
        return made(entry, notes, speech, used)

    made = recordings._read_recording
    monkeypatch.setattr(recordings, "_read_recording", read_recording)
    for text in (LISTING, LISTING.replace("A clerk with", "Two clerks with")):
        file.write_text(text, encoding="utf-8")
        opened = Shelf(store).open(file, content).document
    assert read == ["Tides", "Tar", "Sails", "Tides"]
    anew = open_file(file, content).document
    assert opened
    assert anew
    assert [each.transcript.cues for each in opened.recordings] == [
        each.transcript.cues for each in anew.recordings
    ]
    assert [(each.title, each.notes, each.chapters) for each in opened.recordings] == [
        (each.title, each.notes, each.chapters) for each in anew.recordings
    ]


def test_words_that_went_missing_are_read_again(tmp_path: Path) -> None:
    """The store is a help: what was lost of it is made of the file."""
    content, store = tmp_path / "content", Cache(tmp_path / "cache")
    content.mkdir()
    file = content / "talk.txt"
    file.write_text(LISTING, encoding="utf-8")
    Shelf(store).open(file, content)
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file() and b'"cues"' in path.read_bytes() and b"Nobody" in path.read_bytes():
            path.unlink()
    file.write_text(LISTING.replace("A short note", "A note"), encoding="utf-8")
    document = Shelf(store).open(file, content).document
    assert document
    assert "Nobody." in document.recordings[0].transcript.cues[-1].text
