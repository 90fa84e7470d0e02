"""Scripts that put no spaces between words, made ready for an index of words.

Pagefind takes what stands between spaces for a word, and so a whole Japanese sentence for one.
Its extended program (59 MB) cuts Chinese and Japanese by a dictionary, but only on pages whose own
language is one of them. So the index is built over copies of the pages in which every
such character is a word, whatever the language of the page, and `search.js` asks for the
characters of a query one after another, as a phrase: whatever was said is found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_UNSPACED = (
    r"\u3001-\u3011\u3041-\u30ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20\uff61-\uff9f\U00020000-\U0003ffff"
)
"""Kana, Han and their full-width marks; the same in search.js."""
_RUN = re.compile(f"[{_UNSPACED}]+")
_PERHAPS = re.compile(rb"[\xe3-\xe9\xef\xf0]")
"""What UTF-8 begins such a character with; quotes and dashes begin otherwise."""
_KEPT = re.compile(r"<(\w+)\b[^>]*\bdata-pagefind-filter\b[^>]*>.*?</\1>|<[^>]*>", re.DOTALL)
"""Tags; and what is a choice in the search, and no text to be found."""


def count_words(text: str) -> int:
    """How many words `text` has, by its spaces; two characters of such a script are about one."""
    if text.isascii():
        return len(text.split())
    apart, characters = _RUN.subn(" ", text), sum(map(len, _RUN.findall(text)))
    return len(apart[0].split()) + (characters + 1) // 2


def set_apart(html: str) -> str:
    """A page with a space around each character of such a script in its text."""
    pieces, end = [], 0
    for kept in _KEPT.finditer(html):
        pieces += [_RUN.sub(_space, html[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join([*pieces, _RUN.sub(_space, html[end:])])


@contextmanager
def pages_to_index(folder: Path) -> Iterator[Path]:
    """Where the index finds the pages under `folder`: there, or set apart in a folder of copies."""
    pages = sorted(folder.rglob("*.html"))
    if not any(_PERHAPS.search(page.read_bytes()) for page in pages):
        yield folder
        return
    with TemporaryDirectory() as copies:
        for page in pages:
            copy = Path(copies) / page.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(set_apart(page.read_text(encoding="utf-8")), encoding="utf-8")
        yield Path(copies)


def _space(run: re.Match[str]) -> str:
    """The characters of a run, each with the marks above and below it."""
    text = "".join(c if unicodedata.category(c)[0] == "M" else f" {c}" for c in run[0])
    return f"{text} "
