"""Which language a text is in, and which one a name means.

Texts: py3langid (BSD, pure Python on numpy, kept up, ships its model, never asks a network). Its
model takes 0.5 s to unpack, so that text which is plainly English, or in a script that one
language has to itself, is told without it. Names: Babel (BSD), which knows the names of languages
in all of them, and writes dates and plurals too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .languages import Language, word_set
from .words import words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENOUGH = 20
"""Letters; in a shorter text no language is seen."""
READ = 4000
"""Characters that are read of a text: from its middle, where openings and credits are past."""
SURE = 0.9
"""The least probability of a language that is believed."""
PLAIN_WORDS, PLAIN_SHARE = 20, 0.3
"""A text of so many words, of which such a share are English function words, is English."""

_SCRIPTS = {
    language: re.compile(f"[{letters}]")
    for language, letters in {
        "ja": r"\u3041-\u3096\u30a1-\u30fa",
        "ko": r"\uac00-\ud7a3",
        "th": r"\u0e01-\u0e4e",
        "el": r"\u0370-\u03ff\u1f00-\u1fff",
        "hy": r"\u0531-\u058f",
        "ka": r"\u10a0-\u10ff",
        "bn": r"\u0980-\u09ff",
        "pa": r"\u0a00-\u0a7f",
        "gu": r"\u0a80-\u0aff",
        "or": r"\u0b00-\u0b7f",
        "ta": r"\u0b80-\u0bff",
        "te": r"\u0c00-\u0c7f",
        "kn": r"\u0c80-\u0cff",
        "ml": r"\u0d00-\u0d7f",
        "si": r"\u0d80-\u0dff",
        "lo": r"\u0e80-\u0eff",
        "my": r"\u1000-\u109f",
        "km": r"\u1780-\u17ff",
    }.items()
}
"""Scripts of one widely spoken language. Japanese is known by its kana."""
_OWN_SHARE, _KANA_SHARE = 0.5, 0.1
"""Share of the letters that must be of the script; Japanese mixes its kana with Chinese signs."""


def detect(text: str) -> str | None:
    """The language of `text`, by its primary tag ("de"), or None where none is sure.

    The same text always gives the same answer. A hundred words of speech are enough.
    """
    if len(text) > READ:
        begin = (len(text) - READ) // 2
        text = text[begin : begin + READ]
    letters = sum(char.isalpha() for char in text)
    if letters < ENOUGH:
        return None
    for language, script in _SCRIPTS.items():
        share = _KANA_SHARE if language == "ja" else _OWN_SHARE
        if len(script.findall(text)) >= share * letters:
            return language
    said = words(text)
    plain = sum(word in _PLAIN_ENGLISH for word in said)
    if len(said) >= PLAIN_WORDS and plain >= PLAIN_SHARE * len(said):
        return "en"
    ranked = _identifier().rank(text)
    found = ranked[0][0]
    alike = next((group for group in _ALIKE if found in group), {found})
    sure = sum(chance for language, chance in ranked if language in alike)
    return found if sure >= SURE else None


@lru_cache(maxsize=256)
def tag_of(name: str) -> str | None:
    """The primary tag that a name or tag of a language means, or None where it means none.

    Names may be in any language: "German", "Deutsch", "allemand", "deu", "ger", "de-AT", "de_DE"
    and "German (auto-generated)" all mean "de".
    """
    name = name.partition("(")[0].strip()
    plain = " ".join(name.casefold().split())
    return _of_code(name) or _ALSO.get(plain) or _of_name(plain)


_PLAIN_ENGLISH = frozenset(
    word for word in Language.of("en").function if word.isalpha() and len(word) > 1
) - word_set("me no as do so in am of on at an or also over under even here all men et is")
"""English function words that few other languages have."""

_ALSO = {"bahasa indonesia": "id", "castellano": "es", "farsi": "fa", "mandarin": "zh"}
"""Usual names that the lists lack."""
_ALIKE = ({"id", "ms"}, {"bs", "hr", "sr"}, {"nb", "nn", "no"}, {"gl", "pt"})
"""Languages so near to each other that the likelier one of them is good enough."""
_NO_LANGUAGE = word_set("und mul zxx mis root auto")


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier


def _of_code(name: str) -> str | None:
    """The tag that a code with or without a region means; three-letter codes are shortened."""
    from babel import Locale
    from babel.core import get_global

    code = re.split(r"[-_.@]", name, maxsplit=1)[0].lower()
    if not 2 <= len(code) <= 3 or code in _NO_LANGUAGE:
        return None
    code = get_global("language_aliases").get(code, code)
    return code.partition("_")[0] if code in Locale("en").languages else None


def _of_name(name: str) -> str | None:
    """The tag of the language that has this name in English, in itself or in any other language."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    if not name:
        return None
    others = sorted(one for one in locale_identifiers() if one.isalpha() and len(one) <= 3)
    first = [one for one in _OFTEN_NAMED if one in others]
    for identifier in dict.fromkeys([*first, *others]):
        for tag, known in Locale(identifier).languages.items():
            if known.casefold() == name and tag not in _NO_LANGUAGE:
                return str(tag).partition("_")[0]
    return None


_OFTEN_NAMED = (
    "en",
    "de",
    "fr",
    "es",
    "pt",
    "it",
    "nl",
    "ja",
    "zh",
    "ko",
    "ru",
    "pl",
    "tr",
    "ar",
    "sv",
)
"""Languages whose names for languages are looked at first."""
