"""Stems: one key for the forms of a word, in any language.

English keeps the light stem that the program's weights were fitted with. Other languages have
Snowball's (snowballstem.org) where there is one, by PyStemmer: the code of the pure Python package
in C, 20 times as fast, for 0.7 MB. A language without a stemmer keeps its words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from generator.language.words import stem as english_stem

if TYPE_CHECKING:
    from Stemmer import Stemmer

ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
    "yi": "yiddish",
}  # fmt: skip
"""Snowball's algorithm for each language that has one and needs it."""

_ELISIONS = {
    language: frozenset(words.split())
    for language, words in {
        "ca": "d l m n s t",
        "fr": "c d j jusqu l lorsqu m n presqu puisqu qu quelqu quoiqu s t",
        "it": "all anch bell c cent com d dall degl dell dov gl l m mezz n nell nessun pover "
        "qualcun quell quest s sant sott sull t tutt un v",
    }.items()
}
"""What an apostrophe joins to the word behind it."""


@lru_cache(maxsize=1 << 17)
def stem(word: str, language: str) -> str:
    """A key that the forms of `word` share, never shown; `language` is a tag such as "pt-BR".

    Capitals, elisions ("l'homme", "dell'arte") and endings count for nothing; in a language
    without a stemmer, capitals.
    """
    primary = language.replace("_", "-").partition("-")[0].lower()
    word = normalize("NFC", word.replace("’", "'"))
    if primary == "en":
        return english_stem(word.lower())
    folded = _lower_turkish(word) if primary == "tr" else word.casefold()
    stemmer = _stemmer(primary)
    if stemmer is None:
        return folded
    bare = without_elision(folded, primary).removesuffix("'s").removesuffix("'")
    return stemmer.stemWord(bare) or folded


def without_elision(word: str, language: str) -> str:
    """A lower-case word without what an apostrophe joins to it: "l'homme" gives "homme"."""
    before, apostrophe, after = word.partition("'")
    if apostrophe and after and before in _ELISIONS.get(language, ()):
        return without_elision(after, language)
    return word


@lru_cache
def _stemmer(language: str) -> Stemmer | None:
    """Snowball's stemmer of a language; loaded when its first word comes."""
    algorithm = ALGORITHMS.get(language)
    if algorithm is None:
        return None
    from Stemmer import Stemmer

    return Stemmer(algorithm)


def _lower_turkish(word: str) -> str:
    """Lower case with Turkish i's: I is ı and İ is i."""
    return word.replace("I", "ı").replace("İ", "i").casefold()
