"""The ordinary words of a language, so that none of them is taken for a name misheard.

The lists are pyspellchecker's, counted in subtitles of films.
"""

from __future__ import annotations

from functools import cache

from generator.language.languages import Language

LISTED = frozenset({"en", "de", "es", "fr", "it", "nl", "pt", "ru"})
"""Languages with a dictionary."""
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
    """The words of one language."""

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
def dictionary_of(tag: str) -> Dictionary | None:
    """The dictionary of a language; None where there is none."""
    if tag not in LISTED:
        return None
    from spellchecker import SpellChecker  # what it reads takes a fifth of a second

    words = frozenset(SpellChecker(language=tag, distance=1).word_frequency.words())
    return Dictionary(words, frozenset(Language.of(tag).stop_words))
