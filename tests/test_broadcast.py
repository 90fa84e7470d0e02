"""Broadcasters' captions and workbooks: bytes that hold a transcript."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from generator.documents import text_of
from generator.errors import InputError
from generator.model import Cue
from generator.parsers import parse

SCC = (
    "Scenarist_SCC V1.0\n\n"
    "01:00:01:00\t9420 9420 9470 9470 57e5 6c63 ef6d e520 6261 e36b ae80 942f 942f\n\n"
    "01:00:03:00\t9420 9420 9470 9470 57e5 6c63 ef6d e520 6261 e36b ae80 942f 942f\n\n"
    "01:00:05:00\t942c 942c\n"
)


def cues_of(data: bytes) -> tuple[Cue, ...]:
    """What is read of a file of bytes."""
    text = text_of(data)
    assert text is not None
    document = parse(text)
    assert document
    return document.recordings[0].transcript.cues


def stl(*captions: tuple[str, str, str], tape: str = "10000000") -> bytes:
    """An EBU STL file of 25 frames a second, its times written HHMMSSFF."""
    head = bytearray(b" " * 1024)
    head[0:11] = b"850STL25.01"
    head[11:12] = b"0"
    head[12:14] = b"00"
    head[14:16] = b"09"
    head[238:243] = f"{len(captions):05}".encode()
    head[243:248] = f"{len(captions):05}".encode()
    head[248:251] = b"001"
    head[251:253] = b"40"
    head[253:255] = b"23"
    head[255:256] = b"1"
    head[256:264] = tape.encode()
    head[264:272] = tape.encode()
    head[272:274] = b"11"
    body = bytearray()
    for number, (start, end, text) in enumerate(captions):
        block = bytearray(b"\x8f" * 128)
        block[0:5] = bytes([0, number & 255, number >> 8, 0xFF, 0])
        block[5:9] = bytes(int(start[place : place + 2]) for place in range(0, 8, 2))
        block[9:13] = bytes(int(end[place : place + 2]) for place in range(0, 8, 2))
        block[13:16] = bytes([20, 2, 0])
        said = text.encode("ascii")
        block[16 : 16 + len(said)] = said
        body += block
    return bytes(head + body)


def test_scc_is_read_with_words_and_positions() -> None:
    """Closed captions of American broadcasters: a tape that begins at one o'clock begins at 0."""
    cues = cues_of(SCC.encode())
    assert [cue.text for cue in cues] == ["Welcome back.", "Welcome back."]
    assert [cue.start for cue in cues] == pytest.approx([1.0, 3.0], abs=0.6)


def test_ebu_stl_is_read_with_words_and_positions() -> None:
    """Subtitles of European broadcasters: times count from the programme's start."""
    cues = cues_of(
        stl(("10000100", "10000212", "Welcome back."), ("10000300", "10000400", "Who drew it?"))
    )
    assert [(cue.text, cue.start) for cue in cues] == [
        ("Welcome back.", 1.0),
        ("Who drew it?", 3.0),
    ]
    assert cues[0].end == pytest.approx(2.48)


def test_broken_captions_hold_nothing_or_are_refused() -> None:
    """What is cut short is told with a remedy, and never a traceback."""
    assert not (text_of(b"Scenarist_SCC V1.0\n\nzz\t94\xff") or "").strip()
    with pytest.raises(InputError, match="cannot be read"):
        text_of(stl()[:700])


def test_a_workbook_is_read_as_its_table() -> None:
    """Times that a workbook keeps as times, speakers and words, from the sheet that has them."""
    book = Workbook()
    book.create_sheet("Transcript")
    sheet = book["Transcript"]
    sheet.append(["Start Time", "Speaker", "Text"])
    sheet.append([dt.time(0, 0, 1), "Ines", "Welcome back, Tom."])
    sheet.append([dt.time(0, 0, 3), "Tom", "A machine with brass gears did."])
    sheet.append([dt.timedelta(seconds=6.5), "Ines", "Who drew the tides?"])
    file = io.BytesIO()
    book.save(file)
    cues = cues_of(file.getvalue())
    assert [(cue.start, cue.speaker, cue.text) for cue in cues] == [
        (1.0, "Ines", "Welcome back, Tom."),
        (3.0, "Tom", "A machine with brass gears did."),
        (6.5, "Ines", "Who drew the tides?"),
    ]


def test_a_broken_workbook_is_refused(tmp_path: Path) -> None:
    """It says what to do instead."""
    with pytest.raises(InputError, match="broken workbook"):
        text_of(b"PK\x03\x04 xl/workbook.xml and nothing else")
