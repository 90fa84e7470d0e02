"""Adjectives whose article a title leaves out, where the ending then has to tell what it told.

"Das laufende Projekt" is "laufendes Projekt" without its article. Where the article does not tell
the gender, as in "mit dem laufenden Projekt", the adjective cannot stand at the beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...language.languages import Language
from ...language.tagging import WordTag
from ...model import Token

_BETWEEN = frozenset({WordTag.ADJ, WordTag.ADV, WordTag.NUM, WordTag.CCONJ})
"""Classes of words between an article and the adjectives behind it."""
_NAMING = frozenset({WordTag.NOUN, WordTag.PROPN, WordTag.ADJ, WordTag.X})
NOUNS = frozenset({WordTag.NOUN, WordTag.PROPN})
_OBLIQUE = ("en", "em")
"""Endings of adjectives in cases that no heading stands in."""
_ENDINGS = ("en", "em", "er", "es", "e")
_SHORTEST = 3
"""Letters of an adjective before its ending: not of "the", whatever its class is said to be."""


def bare_form(
    tokens: Sequence[Token], tags: Sequence[WordTag], index: int, language: Language
) -> str | None:
    """A word of a sentence as it is written where a name begins with it, without its article.

    None where it is an adjective in a form that no name begins with: "mathematisch" before a noun
    is an adverb, where captions have capitals, by which "Open Source" is told from it.
    """
    text = tokens[index].text
    if not language.declension or tags[index] is not WordTag.ADJ:
        return text
    ending = next((each for each in _ENDINGS if text.endswith(each)), "")
    if not ending:
        bare = text.islower() and tags[index + 1 : index + 2] == (WordTag.NOUN,)
        return None if bare and _has_capitals(tokens) else text
    if len(text) < _SHORTEST + len(ending):
        return text
    article = _before_adjectives(tokens, tags, index, language)
    without = language.declension.get(tokens[article].key if article >= 0 else "", {}).get(ending)
    if without is None:
        return None if ending in _OBLIQUE else text
    if ending not in _OBLIQUE and not text.islower():
        return text  # "Open Source", "Berliner"
    if ending == "e" and _may_be_relative(tokens, tags, article):
        return None
    return text.removesuffix(ending) + without


def class_of(text: str, tag: WordTag, language: Language) -> WordTag:
    """The class of a word that was taken for a noun by the capital before its hyphen.

    "KI-generierten" is an adjective: where nouns have capitals, the last part tells.
    """
    last = text.rpartition("-")[2]
    if not language.declension or tag not in NOUNS or last in ("", text) or not last.islower():
        return tag
    return WordTag.ADJ if last.endswith(_ENDINGS) else tag


def _may_be_relative(tokens: Sequence[Token], tags: Sequence[WordTag], article: int) -> bool:
    """Whether an article may be a pronoun, and belong to nothing: "der neue Ideen hat"."""
    return tags[article] is WordTag.PRON or (article > 0 and tokens[article - 1].closes)


def is_oblique(
    tokens: Sequence[Token], tags: Sequence[WordTag], index: int, language: Language
) -> bool:
    """Whether a word is an adjective in a case that needs the article before all of the name."""
    return (
        bool(language.declension)
        and tags[index] is WordTag.ADJ
        and tokens[index].key.endswith(_OBLIQUE)
    )


def is_genitive(
    tokens: Sequence[Token], tags: Sequence[WordTag], index: int, language: Language
) -> bool:
    """Whether the noun of a name that begins at a word stands in a form that needs its article."""
    article = _before_adjectives(tokens, tags, index, language)
    if article < 0 or tokens[article].key not in language.titles["possessors"]:
        return False
    noun = index
    while noun + 1 < len(tokens) and tags[noun + 1] in _NAMING and not tokens[noun].closes:
        noun += 1
    nouns = zip(tokens[index : noun + 1], tags[index : noun + 1], strict=True)
    return any(token.key.endswith("s") and tag in NOUNS for token, tag in nouns)


def _has_capitals(tokens: Sequence[Token]) -> bool:
    """Whether a sentence has a capital inside it."""
    return any(token.text[0].isupper() for token in tokens[1:])


def in_dative(
    tokens: Sequence[Token], tags: Sequence[WordTag], index: int, language: Language
) -> bool:
    """Whether the nouns of a name that begins at a word may be in the dative."""
    article = _before_adjectives(tokens, tags, index, language)
    return article >= 0 and tokens[article].key in language.titles["datives"]


def plural_of(text: str, is_noun: Callable[[str], bool], *, dative: bool) -> str:
    """A noun, without the ending that plurals have in the dative: "mit Büchern", "in Netzen".

    Those that end in -n in every case keep it: there is no "Wespe" of a "Wesp". What ends in -ern
    does not tell that by itself: "Bauern".
    """
    plural = text[:-1]
    if text.endswith("en") and is_noun(plural) and is_noun(text[:-2]):
        return plural
    return plural if dative and text.endswith("ern") and is_noun(plural) else text


def _before_adjectives(
    tokens: Sequence[Token], tags: Sequence[WordTag], index: int, language: Language
) -> int:
    """The place of the article or preposition of an adjective or a noun, or -1 for none."""
    for before in range(index - 1, -1, -1):
        if tokens[before].closes and tags[before] is not WordTag.ADJ:
            return -1
        if tags[before] not in _BETWEEN or tokens[before].key in language.declension:
            return before
    return -1
