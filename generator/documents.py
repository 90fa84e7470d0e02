"""Files of bytes as text: word processors', workbooks', broadcasters'.

A .docx or .odt is a ZIP archive with one XML file that holds the words: a line for each paragraph,
`#` before headings, tabs in tables. Nothing else in it is opened, and no more of that than a
transcript can have. Of a workbook (.xlsx) the first sheet with words is a table parted by tabs;
openpyxl reads it.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from . import broadcast
from .decoding import LARGEST_JSON, clean, decode, load_xml
from .errors import InputError

_ZIP = b"PK\x03\x04"
_PARTS = ("word/document.xml", "content.xml")
"""Where the words are: in a .docx, in an .odt."""
_HEADING = re.compile(r"(?:heading|berschrift|titre|titulo)\D{0,3}([1-6])|title", re.IGNORECASE)


def text_of(data: bytes) -> str | None:
    """The text of a .docx, .odt, .xlsx, .scc or .stl; None where `data` is none of these.

    Raises `InputError` where it is one that is broken or would outgrow memory.
    """
    if not data.startswith(_ZIP):
        return broadcast.text_of(data)
    if b"xl/workbook.xml" in data:
        return _of_workbook(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            part = next((name for name in _PARTS if name in names), None)
            if part is None or (part == "content.xml" and "META-INF/manifest.xml" not in names):
                return None
            with archive.open(part) as file:
                body = file.read(LARGEST_JSON + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
        if not any(part.encode() in data for part in _PARTS):
            return None
        raise InputError("is a broken document", remedy="save it again as plain text") from None
    if len(body) > LARGEST_JSON:
        raise InputError(
            f"unpacks to more than {LARGEST_JSON // 2**20} MB", remedy="save it as plain text"
        )
    root = load_xml(decode(body))
    lines = _paragraphs(root)
    return clean("\n".join(lines)).strip() + "\n"


def _of_workbook(data: bytes) -> str:
    """The first sheet of a workbook in which rows have several cells, a line for each row."""
    from openpyxl import load_workbook  # here, as few builds need it and it is slow to import

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inner = [info for info in archive.infolist() if info.filename.endswith(".xml")]
            if sum(info.file_size for info in inner) > LARGEST_JSON:
                raise InputError(
                    f"unpacks to more than {LARGEST_JSON // 2**20} MB", remedy="save it as CSV"
                )
            if any(b"<!DOCTYPE" in archive.read(info)[:4096] for info in inner):
                raise InputError("is a broken workbook", remedy="save it as CSV")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
            if sum(sum(map(bool, row)) > 1 for row in rows) > 1:
                return clean("\n".join("\t".join(row) for row in rows if any(row))) + "\n"
    except InputError:
        raise
    except Exception:  # whatever a broken file does to it
        raise InputError("is a broken workbook", remedy="save it as CSV") from None
    return ""


def _cell(value: object) -> str:
    """What a cell shows, on one line; times as `0:01:02.345`."""
    if isinstance(value, dt.datetime):
        return value.isoformat(" ") if value.year > _FIRST_YEAR else value.time().isoformat()
    if isinstance(value, dt.timedelta):
        seconds = value.total_seconds()
        whole = f"{int(seconds // 3600)}:{int(seconds % 3600 // 60):02}"
        return f"{whole}:{seconds % 60:06.3f}"
    return " ".join(str("" if value is None else value).split())


_FIRST_YEAR = 1901
"""Dates up to then are times alone, as workbooks keep them."""


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _paragraphs(element: Element) -> Iterator[str]:
    """The paragraphs in `element`, in order, those of one row of a table on one line."""
    for child in element:
        name = _local(child)
        if name in ("p", "h"):
            yield from _written(child)
        elif name in ("tr", "table-row"):
            cells = (" ".join(" ".join(_paragraphs(cell)).split()) for cell in child)
            yield "\t".join(cell for cell in cells if cell)
        else:
            yield from _paragraphs(child)


def _written(paragraph: Element) -> Iterator[str]:
    """A paragraph's lines, with a blank one after; `#` opens those of headings."""
    text = "".join(_runs(paragraph))
    level = _level(paragraph)
    if text.strip():
        yield f"{'#' * level} {' '.join(text.split())}" if level else text
    yield ""


def _level(paragraph: Element) -> int:
    """1 to 6 for a heading, else 0."""
    for element in paragraph.iter():
        if _local(element) in ("pStyle", "h", "p"):
            style = next(
                (v for k, v in element.attrib.items() if k.endswith(("}val", "}style-name"))), ""
            )
            if _local(element) == "h":
                level = next(
                    (v for k, v in element.attrib.items() if k.endswith("}outline-level")), "1"
                )
                return max(1, min(6, int(level))) if level.isdecimal() else 1
            if match := _HEADING.match(style):
                return int(match[1] or 1)
    return 0


def _runs(element: Element) -> Iterator[str]:
    """The words in an element: of Word's those in its runs, of others all that stands there."""
    own = "opendocument" not in element.tag
    if element.text and (not own or _local(element) == "t"):
        yield element.text
    for child in element:
        name = _local(child)
        if name in _BREAKS:
            yield _BREAKS[name]
        elif name not in _UNSAID:
            yield from _runs(child)
        if child.tail and not own:
            yield child.tail


_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " "}
_UNSAID = frozenset(["pPr", "rPr", "del", "instrText", "annotation", "note", "Fallback", ""])
"""Elements of styles, of what was deleted, and of notes."""
