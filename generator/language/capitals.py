"""Transcripts in capitals throughout, as captions of broadcasts are: where capitals belong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .languages import Language
from .tagging import Tagger, WordTag
from .words import is_shouted

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_](?:[\w'’-]*\w)?|[.?!…:]|>>+")
_OPENERS = frozenset(".?!…")
_FIRST_PERSON = re.compile(r"i(?:['’]\w+)?\Z")
"""Of English, where it is written with a capital."""
_SHORT = 2
_VOWELS = frozenset("aeiouyäöüáéíóúàèìòùâêîôûåæøœ")
_MOSTLY = 0.5


def as_written(texts: Sequence[str], language: Language) -> Sequence[str]:
    """`texts` of one recording with capitals where people write them: each as long as it was.

    Nothing changes unless nearly all letters are capitals. Names are told by the word classes that
    are learned of a language; what is spelled in letters ("U.S.", "SB") stays as it is.
    """
    if not is_shouted(texts):
        return texts
    small = [_lowered(text) for text in texts]
    found = [list(_WORD.finditer(text)) for text in small]
    names, spelled = _names_and_letters([match[0] for row in found for match in row], language)
    written, opens, last = [], True, ""
    for before, after, row in zip(texts, small, found, strict=True):
        letters = list(after)
        for match in row:
            word, (begin, end) = match[0], match.span()
            initial = "." in word[1:] or (len(word) == 1 and after[end : end + 1] == ".")
            if initial or (word in spelled and after[end : end + 1] != "."):
                letters[begin:end] = before[begin:end]
            elif opens or word in names or _is_first_person(word, language):
                letters[begin] = _capital(letters[begin])
            opens = word[0] == ">" or (word in _OPENERS and len(last) != 1)
            last = word
        written.append("".join(letters))
    return written


def _names_and_letters(words: Sequence[str], language: Language) -> tuple[set[str], set[str]]:
    """Which of all `words`, in order, are names, and which are said letter by letter.

    Each is spelled alike wherever it stands, as it mostly is.
    """
    tagger = Tagger.of(language.tag)
    if tagger is None:
        return set(), set()
    wanted = {WordTag.PROPN, WordTag.NOUN} if language.capitals else {WordTag.PROPN}
    often = Counter(words)
    named = Counter(
        word
        for word, tag in zip(words, tagger.tag([words])[0], strict=True)
        if tag in wanted and not language.is_empty(word)
    )
    names = {word for word, count in named.items() if count > _MOSTLY * often[word]}
    names -= language.numbers.keys() | language.scales.keys()
    shortened = language.sentences["abbreviations"]
    spelled = {
        word
        for word in often
        if len(word) > 1 and word.isalpha()
        if len(word) <= _SHORT or not _VOWELS.intersection(word)
        if word in names or not (tagger.knows(word) or language.is_empty(word))
        if f"{word}." not in shortened
    }
    return names, spelled


def _is_first_person(word: str, language: Language) -> bool:
    return language.tag == "en" and _FIRST_PERSON.match(word) is not None


def _lowered(text: str) -> str:
    """`text` in small letters, where these are one character each."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _capital(letter: str) -> str:
    large = letter.upper()
    return large if len(large) == 1 else letter
