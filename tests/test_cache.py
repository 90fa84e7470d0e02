"""Finished work is used again, and only when it is what it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from generator.cache import Cache, key_of
from generator.model import Cue, Transcript

KIND = TypeAdapter(Transcript)
VALUE = Transcript(cues=(Cue(text="Tides", start=0.0, end=1.0, speaker="Ada"),))


def make_once(cache: Cache) -> Transcript:
    return cache.get(KIND, "key", lambda: VALUE)


def unreachable() -> Transcript:
    raise AssertionError("made again")


def test_stored_value_comes_back(tmp_path: Path) -> None:
    """What was made once is not made again."""
    assert make_once(Cache(tmp_path)) == VALUE
    assert Cache(tmp_path).get(KIND, "key", unreachable) == VALUE


@pytest.mark.parametrize("damage", [b"", b"half", b"\x80\x04pickle", b"0" * 64 + b"\n{}"])
def test_damaged_entry_is_a_miss(tmp_path: Path, damage: bytes) -> None:
    """A stored file that was emptied, cut or replaced is made again, never trusted."""
    make_once(Cache(tmp_path))
    (tmp_path / "ke" / "key").write_bytes(damage)
    assert Cache(tmp_path).get(KIND, "key", lambda: Transcript()) == Transcript()


def test_unwritable_store_is_no_error(tmp_path: Path) -> None:
    """Where nothing can be stored the work is still done."""
    (tmp_path / "ke").write_text("in the way")
    assert make_once(Cache(tmp_path)) == VALUE


def test_keys_tell_parts_apart() -> None:
    """Moving a character from one part to the next gives another key."""
    assert key_of("ab", "c") != key_of("a", "bc")
