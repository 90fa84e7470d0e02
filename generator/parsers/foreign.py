"""What people also keep beside transcripts, told by a look inside, so that messages can name it.

None of it is read. A format that is to be read gets a parser of its own, and loses its line here.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from .written import is_written

_DRAWN = "subtitles that are pictures; save them as SubRip with an editor of subtitles"
_XML = r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*"
"""What may stand above the first element."""
_STARTS_OF_TEXT = (
    ("Rich Text that holds no speech", r"\{\\rtf"),
    (
        "a web page in which nobody is said to speak (where somebody does, save its text with a "
        "name before what each says, as in `Ines: Welcome`)",
        _XML + r"<(?:!doctype )?html[\s>]",
    ),
    (
        "a project of Final Cut; export its captions as SRT or iTT",
        _XML + r"(?:<!doctype fcpxml>\s*)?<fcpxml[\s>]",
    ),
    ("captions in MacCaption's bytes; export them as SCC or WebVTT", r"\s*File Format=MacCaption"),
    (_DRAWN, r"# VobSub index file"),
    ("a program", r"#!\s*/\S*(?:bin|env)\b"),
    (
        "a picture",
        _XML + r"<(?:!doctype )?svg[\s>]",
    ),
)
"""How text that is in a form of its own begins, as regular expressions."""

_RECORDING = "a recording; transcribe it first"
_WORD = "a word processor's file; save it as plain text"
_BOOK = "an e-book"
_PICTURE = "a picture"
_PACKED = "a packed file; unpack it"

_STARTS = (
    (b"%PDF-", "a PDF; save its text as plain text"),
    (b"\x89PNG", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"ID3", _RECORDING),
    (b"OggS", _RECORDING),
    (b"fLaC", _RECORDING),
    (b"\xff\xfb", _RECORDING),
    (b"\xff\xf3", _RECORDING),
    (b"\xff\xf1", _RECORDING),
    (b"\x1aE\xdf\xa3", _RECORDING),
    (b"FORM", _RECORDING),
    (b"\xd0\xcf\x11\xe0", _WORD),
    (b"\x1f\x8b", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"Rar!", _PACKED),
)
"""How files of bytes begin."""

_SUFFIXES = {
    _RECORDING: "aac aif aiff amr avi flac flv m2ts m4a m4b m4v mka mkv mov mp2 mp3 mp4 mpeg mpg "
    "oga ogg ogv opus wav weba webm wma wmv",
    _PICTURE: "avif bmp gif heic heif ico jfif jpeg jpg png psd svg tif tiff webp",
    "a PDF; save its text as plain text": "pdf",
    _WORD: "doc docx odt pages rtf",
    _BOOK: "azw3 epub mobi",
    _DRAWN: "sup",
    _PACKED: "7z bz2 gz rar tar tgz xz zip zst",
    "a web page": "htm html xhtml",
    "a table": "csv ods tsv xls xlsx",
    "a style sheet, a script or a program": "bat css exe js py sh ts",
    "slides; save their text as plain text": "key odp ppt pptx",
}
_KIND_OF_SUFFIX = {
    f".{suffix}": kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes.split()
}


def describe(name: str, head: bytes, text: str | None) -> str:
    """What a file that is no transcript is, in words that follow its name in a message.

    `head` is how it begins: a few hundred bytes or more. `text` is what it says, or begins with;
    None where it is not text.
    """
    suffix = PurePath(name).suffix.lower()
    if text is None:
        kind = _kind_of_bytes(head) or _KIND_OF_SUFFIX.get(suffix)
        return f"is {kind}" if kind else "is not text"
    if not text.strip():
        return "is empty"
    for kind, pattern in _STARTS_OF_TEXT:
        if re.match(pattern, text, re.DOTALL | re.IGNORECASE):
            return f"is {kind}"
    if re.match(r"\s*[\[{]", text) and (suffix == ".json" or re.match(r"\s*[\[{]+\s*\"", text)):
        return f"is JSON that holds no transcript{_LISTED_IN_JSON}"
    kind = _KIND_OF_SUFFIX.get(suffix)
    if kind:
        return f"is {kind}"
    looks = _looks_like(text)
    return f"holds no speech: it looks like {looks}" if looks else "holds no speech"


def _looks_like(text: str) -> str:
    """What text in which nobody speaks looks like, and what to do where it is a transcript."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if text.count(" ") < _FEWEST_SPACES:
        return ""
    if re.match(_XML + r"<[\w:.-]+[\s>/]", text, re.DOTALL):
        return "XML without anything that is said"
    if is_written(text):
        return "a manual, a history of versions or a log"
    if sum(bool(_CODED.search(line)) for line in lines) * 3 > len(lines):
        return "code or settings"
    listed = sum(bool(_LISTED.match(line)) for line in lines)
    if sum(line.startswith("|") for line in lines) * 3 > len(lines):
        return f"a table without a column of speech ({_SAY_WHO})"
    if 2 * listed > len(lines):
        return f"notes in bullets ({_SAY_WHO})"
    return f"prose that somebody wrote ({_SAY_WHO})"


_LISTED_IN_JSON = " (where it is one, list what is said with `text` and `start` or `speaker`)"
_FEWEST_SPACES = 20
"""A shorter text looks like nothing."""
_SAY_WHO = "where it is speech, name who speaks, as in `Ines: Welcome`"
_LISTED = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s")
_CODED = re.compile(r"[{};]$|^[\w.-]+\s*=\s*\S|^(?:import|from|def|class|#include|function)\b")


def _kind_of_bytes(head: bytes) -> str | None:
    if head.startswith(b"PK\x03\x04"):
        if b"application/epub+zip" in head[:200]:
            return _BOOK
        return _WORD if b"word/" in head or b"opendocument.text" in head[:200] else None
    if head[:4] == b"RIFF":
        return _PICTURE if head[8:12] == b"WEBP" else _RECORDING
    if head[4:8] == b"ftyp":
        return _PICTURE if head[8:12] in (b"heic", b"heix", b"mif1", b"avif") else _RECORDING
    return next((kind for start, kind in _STARTS if head.startswith(start)), None)
