"""Quotation marks as each language writes them.

CLDR's delimiters (https://cldr.unicode.org, `characters/delimiters`), which Babel leaves out.
"""

from __future__ import annotations

import re

_MARKS = {
    "“”‘’": "da en fil ga gl hi id ko ms pt sw th vi zh bn ta te mr gu kn ml pa ur",
    "„“‚‘": "de cs sk sl is lt",
    "«»“”": "es it ca pt-pt el hy eu sq",
    "«»„“": "ru uk be",
    "„”«»": "pl ro",
    "„”‘’": "sr",
    "„”‚’": "hr bs",
    "„”»«": "hu",
    "„“«»": "et",
    "„“’‘": "bg mk ka",
    "””’’": "sv fi he",
    "«»‘’": "nb no nn",
    "«»‹›": "de-ch de-li fa",
    "”“’‘": "ar",
    "‘’“”": "nl",
    "“”„‟": "tr lv az kk",
    "「」『』": "ja zh-hant zh-tw zh-hk",
}
"""Opening, closing, and the two inside of those, by language."""
_BY_LANGUAGE = {tag: marks for marks, tags in _MARKS.items() for tag in tags.split()}
_BY_LANGUAGE["fr"] = "«»“”"
_OTHERWISE = "“”‘’"
_INNER = re.compile(r"\"([^\"“”«»]+)\"|“([^\"“”]+)”")
"""What is quoted inside of a quotation."""
_THIN = "\u202f"
"""What French puts between its marks and the words."""


def enclose(text: str, language: str) -> str:
    """`text` in the quotation marks of its language, a BCP 47 tag; those inside are the inner ones.

    A text that holds marks of the outer kind that are not a pair is left as it is inside.
    """
    tag = language.lower().replace("_", "-")
    parts = tag.split("-")
    known = (_BY_LANGUAGE.get(name) for name in ("-".join(parts[:2]), parts[0]))
    marks = next((each for each in known if each), _OTHERWISE)
    opening, closing, inner_opening, inner_closing = (*marks,)
    inside = _INNER.sub(lambda m: f"{inner_opening}{m[1] or m[2]}{inner_closing}", text)
    gap = _THIN if parts[0] == "fr" else ""
    return f"{opening}{gap}{inside}{gap}{closing}"
