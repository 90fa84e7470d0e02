"""Nouns that everybody uses whatever the talk is about: alone they name no subject to follow.

"Night" or "request" come up in any field; "night train" and "pull request" are subjects. Which
they are, each language's file lists.
"""

from __future__ import annotations

from functools import cache

from .languages import Language
from .stems import stem
from .words import stems_of


def is_everyday(word: str, language: Language) -> bool:
    """Whether a word, lower or upper case, joined by hyphens or not, is made of everyday words."""
    stems = _stems(language)

    def known(part: str) -> bool:
        return part in stems or stem(part, language.tag) in stems

    lower = word.lower()
    return all(map(known, lower.split("-"))) or known(lower.replace("-", ""))


def is_size(word: str, language: Language) -> bool:
    """Whether a word only says how much of something there is of what follows: "bigger"."""
    return stem(word.lower(), language.tag) in stems_of(language.sizes, language.tag)


@cache
def _stems(language: Language) -> frozenset[str]:
    return stems_of(language.everyday | language.common | language.vague, language.tag)
