"""Scripts that put no spaces between words, made ready for an index of words.

Pagefind takes what stands between spaces for a word, and so a whole Japanese sentence for one.
Its extended program (59 MB) cuts Chinese and Japanese by a dictionary, but only on pages whose own
language is one of them. So it is given pages in which every such character is a word, whatever
their language, and `search.js` asks for the characters of a query one after another, as a phrase:
whatever was said is found.
"""

from __future__ import annotations

import re
import unicodedata

_UNSPACED = (
    r"\u3001-\u3011\u3041-\u30ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20\uff61-\uff9f\U00020000-\U0003ffff"
)
"""Kana, Han and their full-width marks; the same in search.js."""
_RUN = re.compile(f"[{_UNSPACED}]+")


def count_words(text: str) -> int:
    """How many words `text` has, by its spaces; two characters of such a script are about one."""
    if text.isascii():
        return len(text.split())
    apart, characters = _RUN.subn(" ", text), sum(map(len, _RUN.findall(text)))
    return len(apart[0].split()) + (characters + 1) // 2


def set_apart(text: str) -> str:
    """A text with a space around each character of such a script."""
    return _RUN.sub(_space, text) if _RUN.search(text) else text


def _space(run: re.Match[str]) -> str:
    """The characters of a run, each with the marks above and below it."""
    text = "".join(c if unicodedata.category(c)[0] == "M" else f" {c}" for c in run[0])
    return f"{text} "
