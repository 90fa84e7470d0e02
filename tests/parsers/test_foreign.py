"""What people keep beside transcripts is told by its first bytes, else by its name."""

from __future__ import annotations

import json

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
    ("keys", "told"),
    [
        ("transcription utterances", "Gladia's JSON"),
        ("audio_url words", "AssemblyAI's JSON"),
        ("utterances confidence words", "AssemblyAI's JSON"),
        ("results channels alternatives", "Deepgram's JSON"),
        ("transcripts items", "Amazon Transcribe's JSON"),
        ("results alternatives content type", "Speechmatics' JSON"),
        ("results alternatives transcript final", "IBM Watson's JSON"),
        ("results alternatives transcript timestamps", "IBM Watson's JSON"),
        ("results alternatives transcript", "Google Speech-to-Text's JSON"),
        ("recognizedPhrases", "Azure Speech's JSON"),
        ("combinedPhrases", "Azure Speech's JSON"),
        ("RecognitionStatus", "Azure Speech's JSON"),
        ("monologues elements", "Rev.ai's JSON"),
        ("language_code words", "ElevenLabs' JSON"),
        ("sentences speaker_name", "Fireflies' JSON"),
        ("sentences raw_text", "Fireflies' JSON"),
        ("result conf word", "Vosk's JSON"),
        ("events segs", "YouTube's json3 captions"),
        ("events tStartMs", "YouTube's json3 captions"),
        ("extractor webpage_url", "what yt-dlp notes of a video"),
    ],
)
def test_json_is_told_by_its_keys(keys: str, told: str) -> None:
    """By all of them together; one fewer tells nothing of whose it is."""
    names = keys.split()
    said = f"looks like {told}, which is not read yet"
    assert describe("talk.json", b"", json.dumps(dict.fromkeys(names, 1))) == said
    fewer = describe("talk.json", b"", json.dumps(dict.fromkeys(["id", *names[1:]], 1)))
    assert fewer != said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<tt>", "looks like TTML captions, which is not read yet"),
        ('<?xml version="1.0"?>\n<!-- a -->\n<tt:tt xml:lang="en">', "looks like TTML captions"),
        ("<timedtext format='3'>", "looks like YouTube's XML captions"),
        ("<transcript><text start='0'>a", "looks like YouTube's XML captions"),
        ("[Script Info]\nTitle: a", "looks like SubStation captions"),
        ("0:00:01.000,0:00:02.000\na", "looks like SubViewer captions (SBV)"),
        ("0:00:01.00,0:00:02.00\na", "holds no speech"),
        ("[ar:a]\n[00:01.00]a\n[00:02.00]b", "looks like LRC lyrics"),
        ("[00:01.00]a\n[00:02.00]b", "looks like LRC lyrics"),
        ("[00:01.00]a\nb", "holds no speech"),
        (";;a\nSPEAKER a 1 0.10 2.0 <NA>", "looks like RTTM speaker turns"),
        ("<SAMI>", "looks like SAMI captions"),
        ("{\\rtf1", "is Rich Text that holds no speech"),
        ("<!DOCTYPE html>\n<html>", "is a web page"),
        ("<HTML lang='en'>", "is a web page"),
        ("<svg xmlns='a'>", "is a picture"),
        ('{"a": 1}', "is JSON that holds no transcript in a form that is read"),
        ("[{\n \"a\": 1}]", "is JSON that holds no transcript in a form that is read"),
        ("[a] note", "holds no speech"),
    ],
)  # fmt: skip
def test_text_is_told_by_its_first_lines(text: str, told: str) -> None:
    """Whatever the file is called."""
    assert describe("talk.txt", text.encode(), text).startswith(told)
