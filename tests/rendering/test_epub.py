"""The book of a digest, as readers of books open it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from xml.etree import ElementTree

from generator.rendering.epub import make_epub

XHTML = "{http://www.w3.org/1999/xhtml}"


def test_a_digest_is_a_book() -> None:
    """Its kind stands first, every part is well-formed, named and reached; twice the same bytes."""
    text = "# May <2024>\n\n## Ropes & tar\n\n- said[1](https://a.example/x/)\n\n## Sails <b>\n\n"
    text += "<script>x</script>\n"
    url = "https://a.example/digests/2024-05/?a=1&b=2"
    books = [
        make_epub("May <2024>", "A & B", "en", url, dt.date(2024, 5, 31), text) for _ in range(2)
    ]
    assert books[0] == books[1]
    book = zipfile.ZipFile(io.BytesIO(books[0]))
    first = book.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert book.read("mimetype") == b"application/epub+zip"
    parsed = {
        name: ElementTree.fromstring(book.read(name)) for name in book.namelist() if "." in name
    }
    package = parsed["content.opf"]
    items = {each.attrib["href"] for each in package.iter() if each.tag.endswith("}item")}
    assert items == {name for name in book.namelist() if name.endswith(".xhtml")}
    assert any(each.text == url for each in package.iter() if each.tag.endswith("}identifier"))
    ids = {each.attrib["id"] for each in parsed["digest.xhtml"].iter() if "id" in each.attrib}
    links = [each.attrib["href"] for each in parsed["nav.xhtml"].iter(f"{XHTML}a")]
    assert [link.partition("#")[2] for link in links] == ["", "h1", "h2"]
    assert ids == {"h1", "h2"}
    assert not list(parsed["digest.xhtml"].iter(f"{XHTML}script"))
