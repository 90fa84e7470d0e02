"""The ordinary words of English, so that none of them is taken for a name misheard.

The list is pyspellchecker's, counted in subtitles of films.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

from ..language.languages import Language

_ENDINGS = (
    *(("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e")),
    *(("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("ly", ""), ("ies", "y"), ("able", "")),
    *(("able", "e"), ("ness", ""), ("ize", ""), ("izing", "ize"), ("ized", "ize"), ("ish", "")),
)
"""English endings, with what stands in the dictionary in their place."""
_OPENINGS = ("un", "re", "pre", "non", "over", "sub", "multi", "co", "anti", "de", "super")
_SHORTEST = 3
"""Letters of the shortest word that others are made of."""


class Dictionary:
    """The words of a language."""

    def __init__(self, words: frozenset[str], function: frozenset[str]) -> None:
        self._words = words
        self.function = function
        """Those that say nothing of a subject."""

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is listed, or plainly made of one that is."""
        if word in self._words or "'" in word or "’" in word:
            return True
        if "-" in word:
            return all(self.knows(part) for part in word.split("-") if part)
        return self._is_inflected(word) or any(
            word[len(opening) :] in self._words
            for opening in _OPENINGS
            if word.startswith(opening) and len(word) - len(opening) > _SHORTEST
        )

    def _is_inflected(self, word: str) -> bool:
        for ending, other in _ENDINGS:
            if not word.endswith(ending):
                continue
            root = word[: -len(ending)] + other
            doubled = len(root) > _SHORTEST + 1 and root[-1] == root[-2]
            if len(root) >= _SHORTEST and (
                root in self._words or (doubled and root[:-1] in self._words)
            ):
                return True
        return False


@cache
def dictionary() -> Dictionary:
    """The English one.

    The words are taken from the file as it lies in the package, as text, in which nothing else
    stands between quotes: to count them as the package does takes five times as long.
    """
    packed = files("spellchecker").joinpath("resources", "en.json.gz").read_bytes()
    words = gzip.decompress(packed).decode("utf-8").split('"')[1::2]
    return Dictionary(frozenset(words), frozenset(Language.of("en").function))
