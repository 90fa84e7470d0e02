"""A digest as a book for readers without a network: EPUB 3.3 (https://www.w3.org/TR/epub-33/).

It is made of the digest's Markdown, whose links lead to the site. The same digest gives the same
bytes.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import re
import zipfile
from functools import partial

from markdown_it import MarkdownIt

from .encoding import encode

_escape = partial(html.escape, quote=False)
_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that the format of the archive knows: when a book was packed says nothing."""
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
_PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{url}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:creator>{creator}</dc:creator>
<dc:language>{language}</dc:language>
<dc:date>{day}</dc:date>
<meta property="dcterms:modified">{day}T00:00:00Z</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="digest" href="digest.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine><itemref idref="digest"/></spine>
</package>
"""
_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang={language} lang={language}>
<head><title>{title}</title></head>
<body>
{body}</body>
</html>
"""  # noqa: E501 - an element as it is written


def make_epub(title: str, creator: str, language: str, url: str, day: dt.date, text: str) -> bytes:
    """The book of a digest that stands at `url`; `text` is its Markdown."""
    body = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).render(text)
    headings = [re.sub(r"<[^>]+>", "", each) for each in _HEADING.findall(body)]
    for number in range(1, len(headings) + 1):
        body = body.replace("<h2>", f'<h2 id="h{number}">', 1)
    entries = [f'<li><a href="digest.xhtml">{_escape(title)}</a></li>']
    entries += [
        f'<li><a href="digest.xhtml#h{number}">{heading}</a></li>'
        for number, heading in enumerate(headings, 1)
    ]
    listed = "\n".join(entries)
    nav = f'<nav epub:type="toc"><ol>\n{listed}\n</ol></nav>\n'
    facts = {"title": _escape(title), "language": f'"{_escape(language)}"'}
    files = {
        "META-INF/container.xml": _CONTAINER,
        "content.opf": _PACKAGE.format(
            url=_escape(url),
            title=_escape(title),
            creator=_escape(creator),
            language=_escape(language),
            day=day,
        ),
        "nav.xhtml": _PAGE.format(**facts, body=nav),
        "digest.xhtml": _PAGE.format(**facts, body=body),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        # what the file is stands at its very beginning, as it is
        for name, content in {"mimetype": "application/epub+zip", **files}.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system = 3  # the same on every system
            entry.compress_type = zipfile.ZIP_DEFLATED if name in files else zipfile.ZIP_STORED
            book.writestr(entry, encode(content))
    return packed.getvalue()
