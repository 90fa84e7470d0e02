"""Sweeps over files made up by number: documents, old encodings, broken data, edited lines."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from collections.abc import Sequence
from functools import partial
from itertools import product

from openpyxl import Workbook

from generator.decoding import (
    clean,
    decode,
    decode_with_doubt,
    is_binary,
    load_json,
    load_json_values,
    load_xml,
    load_yaml,
    repeated_key,
    unescape,
    yaml_lines,
)
from generator.documents import text_of
from generator.editing import edit_all
from generator.language.hearing import hear
from generator.model import Reading, Rule, Verb
from generator.segmentation import outline
from generator.summarizing.extractive import Extractive
from tests import archive
from tests.conftest import Expect
from tests.conversations import BEES, episode_of
from tests.talks import TALKS
from tests.test_sweeps import gist, row, tried

STYLES = (
    *("Heading1", "heading 3", "berschrift2", "Überschrift 6", "Titre4", "titulo 5", "Title"),
    *("Normal", "Heading", "heading 12", "heading 7", "Heading number 2", ""),
)
PARTS = (
    "<w:t>Ines: Hello</w:t>",
    "<w:t>a</w:t><w:tab/><w:t>b</w:t>",
    "<w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/>",
    "<w:delText>gone</w:delText><w:instrText>x</w:instrText>",
    "<w:t> </w:t>",
    "",
)


def word(number: int) -> bytes:
    """A .docx with paragraphs of some styles, and a table."""
    choose = random.Random(number)
    body = []
    for _ in range(choose.choice((1, 3, 6))):
        style = choose.choice(STYLES)
        runs = "".join(f"<w:r>{choose.choice(PARTS)}</w:r>" for _ in range(choose.choice((1, 2))))
        removed = "<w:del><w:r><w:t>not</w:t></w:r></w:del>" if choose.random() < 0.2 else ""
        styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        body.append(f"<w:p>{styled}{runs}{removed}</w:p>")
    if choose.random() < 0.4:
        cells = "".join(f"<w:tc>{each}</w:tc>" for each in body[:2])
        body.append(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    root = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    return packed({"word/document.xml": f"{root}<w:body>{''.join(body)}</w:body></w:document>"})


def writer(number: int) -> bytes:
    """An .odt with headings, notes, line breaks; now and then without what makes it one."""
    choose = random.Random(number)
    body = []
    for _ in range(choose.choice((1, 3, 6))):
        level = choose.choice(("1", "3", "9", "0", "x", ""))
        body.append(
            choose.choice(
                (
                    f'<text:h text:outline-level="{level}">Tides</text:h>',
                    "<text:h>Ropes</text:h>",
                    '<text:p text:style-name="Heading_20_2">Gears</text:p>',
                    "<text:p>Ines: <text:span>Hello</text:span><text:line-break/>you</text:p>",
                    "<text:p>a<text:s/>b<text:tab/>c<text:note>no</text:note> d</text:p>",
                    "<table:table-row><text:p>a</text:p><text:p>b</text:p></table:table-row>",
                )
            )
        )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    files = {"content.xml": f"<office:document {spaces}>{''.join(body)}</office:document>"}
    if number % 5:
        files["META-INF/manifest.xml"] = "<x/>"
    return packed(files)


def packed(files: dict[str, str]) -> bytes:
    """A ZIP archive of these files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive_:
        for name, text in files.items():
            archive_.writestr(name, text)
    return data.getvalue()


def book(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook whose second sheet has these rows."""
    made = Workbook()
    made.create_sheet("Empty", 0).append(["alone"])
    sheet = made.create_sheet("Said", 1)
    for each in rows:
        sheet.append(each)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def test_documents_are_read_as_before(expect: Expect) -> None:
    """Styles, tables, tabs, what was deleted; cells with times, days and numbers."""
    found = [row(n, repr(tried(partial(text_of, word(n))))[:150]) for n in range(60)]
    found += [row(n, repr(tried(partial(text_of, writer(n))))[:150]) for n in range(40)]
    moments: list[object] = [
        *(dt.time(0, 1, 2), dt.timedelta(hours=1, minutes=2, seconds=3.5), 5, 1.25, None, True),
        *(dt.datetime(1900, 1, 1, 10, 5), dt.datetime(1901, 1, 1, 1), dt.datetime(1902, 1, 1, 1)),
    ]
    table: list[list[object]] = [
        ["Time", "Text"],
        *([each, f" a\n b {n}"] for n, each in enumerate(moments)),
    ]
    for rows in (table, []):
        found.append(row(repr(tried(partial(text_of, book(rows))))))
    whole = word(1)
    for size in (0, 3, 4, 40, len(whole) // 2, len(whole) - 1):
        found.append(row(size, repr(tried(partial(text_of, whole[:size])))[:90]))
    expect("sweeps/made_up/documents.txt", "\n".join(found) + "\n")


ENCODINGS = """cp1252 cp1250 iso8859_2 cp1254 cp1251 koi8_r iso8859_5 cp866 cp1253 cp1255 cp1256
cp874 euc_jp cp932 gb18030 big5 cp949 utf-16-le utf-16-be utf-32-le utf-32-be utf-8-sig utf-16"""
BYTES = (
    *(b"", b"\0", b"a\0b\0", b"\0a\0b", b"plain", b"\x01" * 4 + b"a" * 76, b"\x01" * 5 + b"a" * 75),
    *(
        b"caf\xe9",
        b"caf\xc3\xa9",
        b"\xff\xfea\0",
        b"%PDF-1.4 a",
        b"a\r\nb\rc\xc2\x85d",
        b"\x80" * 40,
    ),
    b"x\xff" + "é".encode() * 21,
    b"x\xff" + "é".encode() * 20,
    b"x\xff" + "é".encode() * 19,
)
YAMLS = """a: 1|a: [|a: &x 1|*x|!!binary x|!x a: 1|a: 1\\na: 2|- a\\n- b|"a": "b|2026-02-30
a: ~|a: 2026-03-14|{a: {b: 1}, c: 2, c: 3}|a:\\n  - x\\n  - y\\nb: [1]|\\ta: 1|a: b: c|'|? a|12:40
---\\na: 1\\n---\\nb: 2"""
JSONS = """{}|[1, 2]|{"a": 1} {"b": 2}|[1],[2]|{"a": NaN}|{"a": 1e999}|{"a"|nul|{"a": 1}x|1
"\\ud800"|  {"a": 1}\n[2]\n|{"a": 1}, 5|[[[[1]]]]|"\\u202eb"|{"a": 1, "a": 2}"""
XMLS = """<a/>|<a>|<?xml version="1.0" encoding="x"?><a>b</a>|<a b:c="1"/>|<x:a><x:b/></x:a>|<a>
<!DOCTYPE a [<!ENTITY b "c">]><a/>|<!DOCTYPE a><a/>|<!-- c --><a/>|<a></b>|text
<a>&b;</a>|<a>&#0;</a>|<a b='1' b='2'/>"""


def test_bytes_become_text_as_before(expect: Expect) -> None:
    """Every language in every old encoding that can hold it; data that is broken, and how."""
    found = []
    for tag, talk in TALKS.items():
        told = []
        for encoding, length in product(ENCODINGS.split(), (60, 700)):
            try:
                data = talk[:length].encode(encoding)
            except UnicodeEncodeError:
                continue
            read = tried(partial(decode_with_doubt, data))
            right = str(getattr(read, "text", read)).strip("\ufeff") == clean(talk[:length])
            told.append(f"{encoding}:{'' if right else gist(read)[:3]}{getattr(read, 'guess', '')}")
        found.append(row(tag, *told))
    for data in BYTES:
        found.append(
            row(data[:20], len(data), is_binary(data), repr(tried(partial(decode, data)))[:50])
        )
    for text in YAMLS.replace("\n", "|").replace("\\n", "\n").replace("\\t", "\t").split("|"):
        value = tried(partial(load_yaml, text))
        refused = str(value).startswith("refused")
        rest = () if refused else (yaml_lines(text, "a", "b"), repeated_key(text))
        found.append(row(repr(text), value, *rest))
    for depth in (19, 20, 21, 49, 50, 51, 99, 100, 101, 102):
        nested = (tried(partial(load_yaml, "[" * depth + "]" * depth)), _nested_xml(depth))
        found.append(row(depth, *(str(each)[:60] for each in nested)))
    for text in JSONS.split("|"):
        found.append(
            row(repr(text), *(tried(partial(load, text)) for load in (load_json, load_json_values)))
        )
    for text in XMLS.replace("\n", "|").split("|"):
        read = tried(partial(load_xml, text))
        found.append(row(repr(text), getattr(read, "tag", read), getattr(read, "text", "")))
    for text in ("&amp;", "&lt;b&gt;", "&#8238;a", "&nbsp;x", "&unknown;", "a & b", "&#x41;&"):
        found.append(row(text, repr(unescape(text)), repr(clean(f"{text}\r\n\x0b\u200bz"))))
    expect("sweeps/made_up/bytes.txt", "\n".join(found) + "\n")


def _nested_xml(depth: int) -> object:
    """The tag of a deep document, or why it is refused."""
    root = tried(partial(load_xml, "<a>" * depth + "</a>" * depth))
    return getattr(root, "tag", root)


def test_lines_are_edited_as_before(expect: Expect) -> None:
    """Each tenth line dropped, pinned, reworded, by its words and by its second, in two talks."""
    found = []
    for talk in (BEES, archive.panel()):
        episode = episode_of(talk)
        heard = hear(episode.transcript, "en")
        drawn = outline(episode, heard)
        reading = Extractive().summarize(episode, heard, drawn)
        cues = [0, 1, 5, len(episode.transcript.cues) - 1, 10_000]
        found.append(row(drawn.chapters_at(cues), len(drawn.chapters)))
        quoted = [each.text for each in reading.summary.sentences]
        lines = [*quoted[:3], *(line.text for line in heard[4::17]), "no such line"]
        moments = [each.start for each in heard[3::23] if each.start is not None]
        for verb, words in product((Verb.DROP, Verb.PIN, Verb.REWORD), lines):
            rule = Rule(verb=verb, words=words, to="In other words." if verb is Verb.REWORD else "")
            found.append(row(verb, words[:20], *_edited(reading, rule)))
        for moment, chapter in product([*moments, 0.5, 99_999.0], (True, False)):
            pin = Rule(verb=Verb.PIN, moment=moment, chapter=chapter, to="Pinned." * chapter)
            found.append(row(moment, chapter, *_edited(reading, pin)))
            found.append(row(moment, *_edited(reading, Rule(verb=Verb.DROP, moment=moment))))
    expect("sweeps/made_up/edited.txt", "\n".join(found) + "\n")


def _edited(reading: Reading, rule: Rule) -> tuple[object, ...]:
    """What a rule makes of a reading, short."""
    edited = edit_all([reading], [rule])
    [after] = edited.readings
    summary = after.summary
    sizes = [len(part.sentences) for part in summary.parts]
    told = (summary.best, len(summary.sentences), sizes, round(after.coverage, 3))
    return (*told, gist(summary)[:4], gist(after.notes)[:3], [note[-40:] for note in edited.notes])
