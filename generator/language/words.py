"""Words: the one definition of what a word is, whatever the language and its script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import islice, pairwise
from typing import NamedTuple, cast

from ..model import Token, WordClass
from .languages import Language
from .lexicon import class_of, classes_in_context
from .scripts import words_of
from .stems import stem


def _combining_marks() -> str:
    """Ranges of the vowel signs and accents that regular expressions take for punctuation."""
    codes = (*range(0x300, 0x1E00), *range(0xA800, 0xAC00))
    marks = [code for code in codes if unicodedata.category(chr(code)) in {"Mn", "Mc"}]
    starts = [code for before, code in pairwise([0, *marks]) if code != before + 1]
    ends = [code for code, after in pairwise([*marks, 0]) if after != code + 1]
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(starts, ends, strict=True))


_INSIDE = rf"\w\u200c\u200d{_combining_marks()}"
_WORD = rf"[^\W_][{_INSIDE}]*(?:['’.&/+-][^\W_][{_INSIDE}]*)*[+#]*"
_TOKEN = re.compile(rf"({_WORD}|&)([^\w\s]*)")
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
)
"""Letters of scripts that put no spaces between words, as a range of a regular expression."""
_UNSPACED = re.compile(f"[{UNSPACED}]")
_CUT = re.compile(f"[{UNSPACED}가-힣]")
_HIRAGANA = "".join(map(chr, range(0x3041, 0x30A0)))
_SHORTEST = 2
"""Characters of a word that says something."""
_LISTENED_TO, _FEWEST_LETTERS, _SHOUTED = 400, 200, 0.9
"""Texts, letters, and the share of capitals among them, by which one hears that all is shouted."""
_CHARACTERS_A_WORD = 2
"""Of scripts without spaces."""


class Word(NamedTuple):
    """What there is to know of a word as it is written."""

    key: str
    stem: str
    root: str
    kind: WordClass


Bare = tuple[str, str, str, str, WordClass, str, int]
"""What a `Token` holds, in its order, where a name for each part costs more than it tells."""


_token = cast("Callable[[Bare], Token]", partial(tuple.__new__, Token))
"""`Token._make` without a call of Python's own: an hour of speech has ten thousand."""


def tokens_of(text: str, language: Language) -> tuple[Token, ...]:
    """The words of `text`, with their classes as far as lists and endings tell them."""
    return tuple(map(_token, bare_tokens(text, language)))


def bare_tokens(text: str, language: Language) -> Sequence[Bare]:
    """`tokens_of` for whoever looks at all words of an archive."""
    seen, shortened = language.seen, language.sentences["abbreviations"]
    found: list[Bare] = []
    for match in _TOKEN.finditer(text):
        written, marks = match.groups()
        if marks == "." and written[0].isupper() and f"{written.lower()}." in shortened:
            marks = ""  # "Dr. Pepper" is one name
        known = seen.get(written)
        if known is None:
            parts = tuple(_take_apart(written, language)) or ((written, ""),)
            known = seen[written] = [
                (part, _look_at(part, language, shared)) for part, shared in parts
            ]
        begin = match.start()
        for part, word in known[:-1]:
            found.append((part, *word, "", begin))
            begin += len(part)
        part, word = known[-1]
        found.append((part, *word, marks, begin))
    if language.tag == "en":
        classes_in_context(found)
    return found


def words(text: str) -> list[str]:
    """Lower-case words of `text`, apostrophes straight, inner hyphens kept."""
    return [
        match[1].lower().replace("’", "'") for match in _TOKEN.finditer(text) if match[1] != "&"
    ]


def word_count(text: str) -> int:
    """How many words `text` has; two characters count as one in scripts without spaces."""
    spaced = text.count(" ") + 1
    if text.isascii():
        return spaced
    characters = len(_UNSPACED.findall(text))
    return spaced + characters // _CHARACTERS_A_WORD if characters else spaced


def join(parts: Sequence[str]) -> str:
    """Words in one line: no space after an elided one, none between characters."""
    text = ""
    for part in parts:
        apart = (
            text
            and text[-1] not in "'’"
            and not (_UNSPACED.match(text[-1]) and _UNSPACED.match(part))
        )
        text += f" {part}" if apart else part
    return text


def is_unspaced(text: str) -> bool:
    """Whether `text` is mostly of a script that puts no spaces between words."""
    return len(_UNSPACED.findall(text)) * 2 > len(text) - text.count(" ")


def is_shouted(texts: Iterable[str]) -> bool:
    """Whether nearly all letters that could be small are capitals, so that these tell no names."""
    large = small = 0
    for text in islice(texts, _LISTENED_TO):
        large += sum(map(str.isupper, text))
        small += sum(map(str.islower, text))
    return large >= _FEWEST_LETTERS and large >= _SHOUTED * (large + small)


def joins_words(text: str) -> bool:
    """Whether `text` has letters of a script that joins words, or endings to them."""
    return not text.isascii() and bool(_CUT.search(text))


def _take_apart(written: str, language: Language) -> Iterator[tuple[str, str | None]]:
    """What is written as one word, as the words that it is: "l'art", "転職する".

    Each with what its forms share: None where its stem tells that, nothing where it says nothing.
    """
    if joins_words(written):
        for part in words_of(written, language.tag):
            body = part.text.rstrip(_HIRAGANA) if language.tag == "ja" else part.text
            if body and part.key:
                yield body, part.key
            if tail := part.text[len(body) :] if body and part.key else part.text:
                yield tail, ""  # endings and particles
        return
    for mark in "'’":
        before, _, after = written.partition(mark)
        if after and before.lower() in language.elisions:
            yield before + mark, None
            yield from _take_apart(after, language)
            return
    yield written, None


def _look_at(written: str, language: Language, shared: str | None) -> Word:
    """A word taken alone; `shared` is as `_take_apart` has it."""
    if shared == "":
        return Word(written, "", "", WordClass.OTHER)
    key = written.lower().replace("’", "'")
    shared = shared or stem(key, language.tag)
    counted = key[0].isdigit() and _UNSPACED.search(key) is not None  # "10ヶ月"
    empty = len(key) < _SHORTEST or key.isdigit() or counted or language.is_empty(key)
    if not empty and "verbal" in language.rows:
        empty = language.pattern("verbal", r"(?:{})\Z").search(key) is not None
    root = "" if empty or language.is_empty(shared) else shared
    if not shared:
        return Word(key, shared, root, WordClass.OTHER)
    if written == "&":
        return Word(key, shared, root, WordClass.NOUN)
    kind = class_of(key) if language.tag == "en" else language.class_of(key)
    return Word(key, shared, root, kind)


def content_stems(text: str, language: Language | None = None) -> list[str]:
    """Stems of the words of `text` that say something of its subject, in order, with repeats.

    English ones, where no language is given.
    """
    return [token.root for token in tokens_of(text, language or Language.of("en")) if token.root]


def stems_by_text(texts: Iterable[str], language: Language) -> dict[str, list[str]]:
    """The `content_stems` of each text, by the text."""
    return {text: content_stems(text, language) for text in texts}


@cache
def stems_of(words: frozenset[str], tag: str) -> frozenset[str]:
    """The stems of a list of words."""
    return frozenset(stem(word, tag) for word in words)


def spelled(text: str) -> list[str]:
    """The words of `text` as they are written, between spaces."""
    return [match[1] for match in _TOKEN.finditer(text) if match[1] != "&"]
