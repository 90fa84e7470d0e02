"""What one recording says and shows by way of names, and what in it may be a name misheard.

All that is known here is the recording itself and the dictionary of its language: the rest, which
needs the whole archive, is `generator.correcting.mishearing`'s.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from ..model import Episode
from .dictionary import Dictionary

LONGEST_NAME = 3
"""Words of the longest name that is looked for."""
_SHORTEST = 3
"""Letters of the shortest."""
_WORD = r"[^\W_]+(?:['’&+_.-][^\W_]+)*[+#]*"
_TOKEN = re.compile(rf"{_WORD}|[^\w\s]|\n")
_HALVES = re.compile(r"([A-Z][a-z]+)([A-Z][A-Za-z]+)")
_LINK = re.compile(r"https?://\S+|\]\([^()]*\)|www\.\S+|[*_`#]+")
_ENDS = frozenset('.!?:;…。！？\n"“”—–•|')
_POSSESSIVE = ("'s", "’s", "'", "’")
_CUE = "\0"
"""Stands between cues; no text holds it."""

# What a word looks like, taken alone, as one character: so that a recording is a string in which
# patterns find what may be a name.
_PLAIN, _FUNCTION, _LETTER, _NUMBER, _AND, _MARK = "p", "f", "L", "N", "&", "."
_CAPITAL = "C"
"""A word of the dictionary with a capital."""
_ODD = "O"
"""In no dictionary, or written as no word is."""
_RUN = re.compile(r"[CO][CO&N]*")
"""Words that are written as names are."""
_LETTERS = re.compile(r"L{2,}")
_PAIR = re.compile(r"(?=[CO]&[CO])")
_CAPITALS = re.compile(r"(?=(C{2,3}))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spellings:
    """What one recording says and shows by way of names."""

    listed: Mapping[str, int] = field(default_factory=dict)
    """Names that people wrote in its title, notes, chapters: how often each."""
    said: Mapping[str, int] = field(default_factory=dict)
    """Names as its transcript spells them, and how often, not counting where a sentence opens."""
    suspects: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """What may be a name misheard: the cues in which each begins, in order, each as often."""


Recall = Callable[[object, Callable[[], Spellings]], Spellings]
"""Has what a recording told before, by all that it depends on, or finds it."""


@dataclass(frozen=True, slots=True)
class _Text:
    """Words and marks in order."""

    words: list[str]
    looks: str
    """What each looks like."""
    cues: list[int]
    """Which cue holds each."""

    def form(self, start: int, end: int) -> str:
        """Some words as one spelling, without the possessive at their end."""
        last = without_possessive(self.words[end - 1])
        return last if end - start == 1 else " ".join((*self.words[start : end - 1], last))

    def opens(self, index: int) -> bool:
        """Whether a sentence begins here."""
        return not index or self.words[index - 1] in _ENDS

    def names(self) -> Iterator[str]:
        """Each run of one to three words that may be a name, save words that open a sentence."""
        looks = self.looks
        for run in _RUN.finditer(looks):
            start, end = run.span()
            for first in range(start, end):
                if looks[first] not in "CO":
                    continue
                for last in range(first + 1, min(first + LONGEST_NAME, end) + 1):
                    alone = last == first + 1
                    if looks[last - 1] == _AND or (
                        alone and looks[first] == _CAPITAL and first == start and self.opens(first)
                    ):
                        continue
                    form = self.form(first, last)
                    if len(form) >= _SHORTEST:
                        yield form


class _Looks(dict[str, str]):
    """What each word looks like; looked at when it is first met."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary

    def __missing__(self, word: str) -> str:
        look = self[word] = self._look(word)
        return look

    def _look(self, word: str) -> str:
        if word in ("&", "and"):
            return _AND
        if not word[0].isalnum():
            return _MARK
        if len(word) == 1 and word.isalpha():
            return _FUNCTION if word in "aI" else _LETTER
        core = without_possessive(word)
        if core.isdigit():
            return _NUMBER
        lower = core.lower()
        if lower in self._dictionary.function:
            return _FUNCTION
        inner = any(map(str.isupper, core[1:])) or any(map(str.isdigit, core))
        if inner or not self._dictionary.knows(lower):
            return _ODD
        return _CAPITAL if core[0].isupper() else _PLAIN


class Listener:
    """Gathers the spellings of the recordings of an archive, in one language."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._looks = _Looks(dictionary)
        self._halves: defaultdict[str, set[str]] = defaultdict(set)
        """What follows the first half of a name such as "LangChain", however both are written."""

    def gather(
        self, episodes: Sequence[Episode], recall: Recall = lambda _, find: find()
    ) -> list[Spellings]:
        """All that each recording tells; `recall` may know what one told before."""
        listed = [
            recall(written, partial(self._listed, written)).listed
            for written in map(_written, episodes)
        ]
        for each in listed:
            for form in each:
                if halves := _HALVES.fullmatch(form):
                    first, second = halves.groups()
                    for opening in (first, first.lower()):
                        self._halves[opening] |= {second, second.lower()}
        known = sorted((first, sorted(seconds)) for first, seconds in self._halves.items())
        return [
            recall((episode.transcript, own, known), partial(self._gather, episode, own))
            for episode, own in zip(episodes, listed, strict=True)
        ]

    def _gather(self, episode: Episode, listed: Mapping[str, int]) -> Spellings:
        suspects: dict[str, list[int]] = {}
        # a name may go on in the next cue
        text = self._read(_CUE.join(cue.text for cue in episode.transcript.cues))
        for start, end in self._suspects(text):
            suspects.setdefault(text.form(start, end), []).append(text.cues[start])
        return Spellings(
            listed=listed,
            said=Counter(text.names()),
            suspects={form: tuple(sorted(cues)) for form, cues in suspects.items()},
        )

    def _listed(self, written: str) -> Spellings:
        """The names in what people wrote."""
        return Spellings(listed=Counter(self._read(_LINK.sub(" ", written)).names()))

    def _read(self, text: str) -> _Text:
        """The words and marks of a text, what each looks like, and which cue holds it."""
        words: list[str] = []
        cues: list[int] = []
        for cue, part in enumerate(_split(_TOKEN.findall(text))):
            words += part
            cues += [cue] * len(part)
        known = self._looks
        return _Text(words, "".join([known[word] for word in words]), cues)

    def _suspects(self, text: _Text) -> Iterator[tuple[int, int]]:
        """Each run of words that may be a name misheard."""
        words, looks = text.words, text.looks
        at = looks.find(_ODD)
        while at >= 0:
            yield from _around(looks, at)
            at = looks.find(_ODD, at + 1)
        for match in re.finditer(_CAPITAL, looks):
            if not text.opens(match.start()):
                yield match.span()
        for match in _CAPITALS.finditer(looks):
            for size in range(2, len(match[1]) + 1):
                yield match.start(), match.start() + size
        for match in _LETTERS.finditer(looks):
            start, end = match.span()
            yield start, end
            if start and looks[start - 1] in "pC":
                yield start - 1, end
        for match in _PAIR.finditer(looks):
            start = match.start()
            if words[start][0].isupper() and words[start + 2][0].isupper():
                yield start, start + 3
        halves = self._halves
        for start in [index for index, word in enumerate(words[:-1]) if word in halves]:
            if (
                without_possessive(words[start + 1]) in halves[words[start]]
                and _ODD not in looks[start : start + 2]
            ):
                yield start, start + 2


def _written(episode: Episode) -> str:
    """All that people wrote of a recording."""
    texts = (
        *(episode.title, episode.show.title, episode.show.description, episode.notes),
        *(*episode.show.hosts, *episode.speakers, *episode.tags),
        *(chapter.title for chapter in episode.chapters),
    )
    return ",".join(texts)  # in a title every word has a capital, the first too


def without_possessive(word: str) -> str:
    """A word without "'s"."""
    if word[-1] in "s'’":
        for ending in _POSSESSIVE:
            if word.endswith(ending) and len(word) > len(ending):
                return word[: -len(ending)]
    return word


def _split(tokens: list[str]) -> Iterator[list[str]]:
    """The tokens of each cue."""
    start = 0
    while True:
        try:
            end = tokens.index(_CUE, start)
        except ValueError:
            yield tokens[start:]
            return
        yield tokens[start:end]
        start = end + 1


def _around(looks: str, index: int) -> Iterator[tuple[int, int]]:
    """The runs of words around an odd one that may be one name."""
    yield index, index + 1
    before = looks[index - 1] if index else _MARK
    after = looks[index + 1] if index + 1 < len(looks) else _MARK
    if before in "pCLN":
        yield index - 1, index + 1
    if after in "pCOLN":
        yield index, index + 2
    if before in "COLN" and after in "COLN":
        yield index - 1, index + 2
