"""Word processors' files and XML: what they say is read, and bombs are refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from generator.decoding import LARGEST_JSON, load_xml
from generator.documents import text_of
from generator.errors import InputError
from generator.parsers import parse

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(body: str, name: str = "word/document.xml") -> bytes:
    """A document with this body."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return file.getvalue()


def test_paragraphs_headings_breaks_and_tables_are_lines() -> None:
    """Deleted words and styles are not said; what stands twice for old programs is read once."""
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Tides</w:t></w:r></w:p>'
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ines</w:t><w:tab/><w:t>0:03</w:t><w:br/>"
        "<w:t>Hello &amp; all</w:t></w:r><w:del><w:r><w:t>gone</w:t></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert text_of(packed(body)) == "## Tides\n\nInes\t0:03\nHello & all\n\na\tb\n"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"text", packed("", "ppt/slides.xml")])
def test_what_is_no_document_is_none(data: bytes) -> None:
    """Other archives, and what is none."""
    assert text_of(data) is None


def test_documents_that_would_outgrow_memory_are_refused() -> None:
    """No more of an archive is unpacked than a transcript can have."""
    bomb = packed(" " * (LARGEST_JSON + 10))
    assert len(bomb) < 100_000
    with pytest.raises(InputError, match="unpacks to more than 16 MB"):
        text_of(bomb)


def test_broken_documents_are_refused() -> None:
    """One that is cut short is named as such."""
    with pytest.raises(InputError, match="is a broken document"):
        text_of(packed("<w:p/>" * 500)[:-40])


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            f'<?xml version="1.0"?><!DOCTYPE tt [<!ENTITY l0 "ha">{LAUGHS}]><tt>&l9;</tt>',
            "entities",
        ),
        ('<!DOCTYPE tt [<!ENTITY x SYSTEM "file:///etc/passwd">]><tt>&x;</tt>', "entities"),
        ("<tt><body begin='0s'>" + "<div>" * 5000, "nested too deeply"),
        ("<tt begin='0s'><p>", "cannot be read"),
        ("<tt begin='0s'>&undefined;</tt>", "cannot be read"),
        ("<tt begin='0s'>\ud800</tt>", "cannot be read"),
    ],
)
def test_xml_that_is_a_bomb_or_broken_is_refused(text: str, reason: str) -> None:
    """Before it is unfolded, whoever asks."""
    for read in (load_xml, parse):
        with pytest.raises(InputError, match=reason):
            read(text)


def test_a_document_type_without_entities_is_read() -> None:
    """As old formats name theirs."""
    text = (
        '<!DOCTYPE Trans SYSTEM "t.dtd">\n<Trans><Turn startTime="0" endTime="1">Hi.</Turn></Trans>'
    )
    document = parse(text)
    assert document
    assert document.recordings[0].transcript.cues[0].text == "Hi."
