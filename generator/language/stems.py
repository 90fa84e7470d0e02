"""Stems: one key for the forms of a word, in any language.

English keeps the light stem that the program's weights were fitted with. Other languages have
Snowball's (snowballstem.org) where there is one, by PyStemmer: the code of the pure Python package
in C, 20 times as fast, for 0.7 MB. A language without a stemmer keeps its words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

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
def stem(word: str, language: str = "en") -> str:
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


@lru_cache(maxsize=1 << 16)
def english_stem(word: str) -> str:
    """A key that plural, possessive and verb endings of a lower-case token share.

    Rougher than Porter's stemmer and never shown: "studies", "study's" and "studied" give
    "study"; "running" and "runs" give "run".
    """
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y" if len(word) > 4 else word
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and _VOWEL.search(root):
            return _bare(root)
    return word.removesuffix("e") if len(word) > 4 else word


_VOWEL = re.compile(r"[aeiouy]")


def _bare(root: str) -> str:
    """A verb's root without the doubled consonant or silent e that its ending asked for."""
    if root[-1] == root[-2] and root[-1] not in "aeiouls":
        return root[:-1]
    return root.removesuffix("e") if len(root) > 4 else root


def _lower_turkish(word: str) -> str:
    """Lower case with Turkish i's: I is ı and İ is i."""
    return word.replace("I", "ı").replace("İ", "i").casefold()
