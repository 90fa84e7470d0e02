"""Which words of a transcript a sentence cites, told so that a page can mark them.

Places are counted in letters and digits, so that neither spaces nor the marks between words, which
a page writes in its own way, matter: `[4, 9]` is the fifth to the ninth of all that was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from ..language.words import UNSPACED

_NO_LETTER = re.compile(r"[\W_]+")
_WORD = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])[^\W_])+")
_LETTER = re.compile(r"[^\W_]")
_NO_MARK = re.compile(r"[\w\s]")
_TELLING = 4
"""Letters that a word of a written sentence needs more than, to be looked for in what was said."""


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def letters(text: str) -> str:
    """The letters and digits of `text`, in lower case."""
    return _NO_LETTER.sub("", text.lower())


def cited(sentence: str, said: str, *, quoted: bool) -> tuple[tuple[int, int], ...]:
    """Where in `said` the words of `sentence` stand, as runs of letters and digits.

    A quoted sentence is there word by word, some perhaps left out; of one that was written, the
    longer words are marked wherever they were said.
    """
    if not quoted:
        wanted = {word.text for word in _words(sentence) if len(word.text) > _TELLING}
        return tuple(_joined((w.start, w.end) for w in _words(said) if w.text in wanted))
    own, whole = letters(sentence), letters(said)
    place = whole.find(own)
    if own and place >= 0:
        return ((place, place + len(own)),)
    return tuple(_joined(_aligned(_words(sentence), _words(said))))


def most_cited(sentence: str, said: str) -> int:
    """How many letters of `said` a quoted sentence may cite at the most; told without aligning."""
    if letters(sentence) in letters(said):
        return len(letters(sentence))
    own = {word.text for word in _words(sentence)}
    return sum(len(word.text) for word in _words(said) if word.text in own)


def between(said: str, start: int, end: int) -> str:
    """What was said from one letter or digit to another, with the marks behind it."""
    places = [match.start() for match in _LETTER.finditer(said)]
    after = _NO_MARK.search(said, places[end - 1] + 1)
    return said[places[start] : after.start() if after else None]


def _aligned(sentence: Sequence[_Word], said: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """The stretches that both have, in order."""
    matcher = SequenceMatcher(
        None, [word.text for word in said], [word.text for word in sentence], autojunk=False
    )
    for first, _, size in matcher.get_matching_blocks():
        if size:
            yield said[first].start, said[first + size - 1].end


def _joined(runs: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs, those without a letter between them as one."""
    before: tuple[int, int] | None = None
    for start, end in runs:
        if before and before[1] == start:
            before = before[0], end
            continue
        if before:
            yield before
        before = start, end
    if before:
        yield before


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[_Word, ...]:
    """The words of `text` in lower case, with their places; in scripts without spaces letters."""
    found, place = [], 0
    for word in _WORD.findall(text.lower()):
        found.append(_Word(word, place, place + len(word)))
        place += len(word)
    return tuple(found)
