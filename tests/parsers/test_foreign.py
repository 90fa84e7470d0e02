"""What people keep beside transcripts is told by its first bytes, else by its name."""

from __future__ import annotations

import pytest

from generator.parsers.foreign import describe

RECORDING = "is a recording; transcribe it first"
WORD = "is a word processor's file; save it as plain text"
PACKED = "is a packed file; unpack it"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (b"%PDF-1.7", "is a PDF; save its text as plain text"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"GIF89a", "is a picture"),
        (b"\xff\xd8\xff\xe0", "is a picture"),
        (b"BM\x36\x00", "is a picture"),
        (b"II*\0\x08", "is a picture"),
        (b"MM\0*\0", "is a picture"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "is a picture"),
        (b"RIFF\x24\0\0\0WAVEfmt ", RECORDING),
        (b"RIFF\x24\0\0\0AVI LIST", RECORDING),
        (b"\0\0\0\x18ftypheic", "is a picture"),
        (b"\0\0\0\x18ftypheix", "is a picture"),
        (b"\0\0\0\x18ftypmif1", "is a picture"),
        (b"\0\0\0\x18ftypavif", "is a picture"),
        (b"\0\0\0\x18ftypM4A ", RECORDING),
        (b"\0\0\0\x18ftypisom", RECORDING),
        (b"ID3\x04", RECORDING),
        (b"OggS\0", RECORDING),
        (b"fLaC\0", RECORDING),
        (b"\xff\xfb\x90", RECORDING),
        (b"\xff\xf3\x90", RECORDING),
        (b"\xff\xf1\x50", RECORDING),
        (b"\x1aE\xdf\xa3", RECORDING),
        (b"FORM\0\0\0\0AIFF", RECORDING),
        (b"\xd0\xcf\x11\xe0", WORD),
        (b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml", WORD),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", WORD),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/epub+zip", "is an e-book"),
        (b"\x1f\x8b\x08", PACKED),
        (b"7z\xbc\xaf", PACKED),
        (b"Rar!\x1a", PACKED),
        (b"\0\x01\x02\x03", "is not text"),
        (b"PK\x03\x04" + b"\0" * 26 + b"ppt/slides", "is not text"),
    ],
)
def test_bytes_are_told_by_how_they_begin(head: bytes, told: str) -> None:
    """Whatever the file is called."""
    assert describe("talk.bin", head, None) == told
    if "not text" not in told:
        assert describe("talk.pptx", head, None) == told


@pytest.mark.parametrize(
    ("suffixes", "told"),
    [
        ("aac aiff avi flac m4a mkv mov mp3 MP4 mpeg ogg opus wav webm wma", RECORDING),
        ("avif bmp gif heic ico jpeg JPG png psd svg tiff webp", "is a picture"),
        ("pdf", "is a PDF; save its text as plain text"),
        ("doc docx odt pages rtf", WORD),
        ("epub mobi azw3", "is an e-book"),
        ("7z bz2 gz rar tar tgz xz zip zst", PACKED),
        ("htm html xhtml", "is a web page"),
        ("csv ods tsv xls xlsx", "is a table"),
        ("css exe js py sh ts", "is a style sheet, a script or a program"),
        ("key odp ppt pptx", "is slides; save their text as plain text"),
    ],
)
def test_what_begins_like_nothing_is_told_by_its_name(suffixes: str, told: str) -> None:
    """Bytes or text; what neither tells is just that."""
    for suffix in suffixes.split():
        assert describe(f"talk.{suffix}", b"\0\x01", None) == told
        assert describe(f"talk.{suffix}", b"", "Some words.") == told
    assert describe("talk.bin", b"", "Some words.") == "holds no speech"
    assert describe("talk.png", b"", " \n") == "is empty"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0:00:01.00,0:00:02.00\na", "holds no speech"),
        ("[00:01.00]a\nb", "holds no speech"),
        ("{\\rtf1", "is Rich Text that holds no speech"),
        ("<!DOCTYPE html>\n<html>", "is a web page in which nobody is said to speak"),
        ("<HTML lang='en'>", "is a web page in which nobody is said to speak"),
        ("<svg xmlns='a'>", "is a picture"),
        ("<?xml version='1.0'?>\n<!DOCTYPE fcpxml>\n<fcpxml>", "is a project of Final Cut; export"),
        ("File Format=MacCaption_MCC V1.0\n", "is captions in MacCaption's bytes; export them"),
        ("# VobSub index file, v7\n", "is subtitles that are pictures; save them as SubRip"),
        ("#!/bin/bash\nffmpeg -i a.wav", "is a program"),
        ('{"a": 1}', "is JSON that holds no transcript"),
        ("[{\n \"a\": 1}]", "is JSON that holds no transcript"),
        ("[a] note", "holds no speech"),
    ],
)  # fmt: skip
def test_text_is_told_by_its_first_lines(text: str, told: str) -> None:
    """Whatever the file is called."""
    assert describe("talk.txt", text.encode(), text).startswith(told)


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("- a gear was cut, and the wheel turned\n" * 9, "notes in bullets"),
        ("| gear | 12 |\n| wheel | 40 teeth, all of brass |\n" * 9, "a table without a column"),
        ("The gears were cut by hand in the spring of that year.\n\n" * 9, "prose"),
        ("# Changelog\n\n- cut the gears again, and better than before\n" * 9, "a manual"),
        ("import gears\nteeth = gears.count(12);\nfor each in teeth: turn(each);\n" * 9, "code"),
        ("<doc><p>gear and wheel</p></doc>" + " <!-- gear -->" * 20, "XML"),
    ],
)
def test_what_nobody_says_is_told_by_its_looks(text: str, looks: str) -> None:
    """A file that is left alone says what it looks like, and what to do where it is speech."""
    said = describe("notes.md", b"", text)
    assert said.startswith(f"holds no speech: it looks like {looks}")
    assert ("`Ines: Welcome`" in said) == (looks not in ("a manual", "code", "XML"))
