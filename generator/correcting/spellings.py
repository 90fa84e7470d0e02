"""What one recording says and shows by way of names, and what in it may be a name misheard.

All that is known here is the recording itself and the dictionary of its language: the rest, which
needs the whole archive, is `generator.correcting.mishearing`'s.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from generator.correcting.dictionary import Dictionary
from generator.model import Episode

LONGEST_NAME = 3
"""Words of the longest name that is looked for."""
_SHORTEST = 3
"""Letters of the shortest."""
_WORD = r"[^\W_]+(?:['’&+_.-][^\W_]+)*[+#]*"
_TOKEN = re.compile(rf"{_WORD}|[^\w\s]|\n")
_HALVES = re.compile(r"([A-Z][a-z]+)([A-Z][A-Za-z]+)")
_LINK = re.compile(r"https?://\S+|\]\([^)]*\)|www\.\S+|[*_`#]+")
_ENDS = frozenset('.!?:;…。！？\n"“”—–•|')
_POSSESSIVE = ("'s", "’s", "'", "’")


class Look(IntEnum):
    """What a word looks like, taken alone."""

    PLAIN = 0
    FUNCTION = 1
    CAPITAL = 2
    """A word of the dictionary with a capital."""
    ODD = 3
    """In no dictionary, or written as no word is."""
    LETTER = 4
    NUMBER = 5
    AND = 6
    MARK = 7


_WORDS = (Look.PLAIN, Look.CAPITAL)
_NAMING = (Look.CAPITAL, Look.ODD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spellings:
    """What one recording says and shows by way of names."""

    listed: Mapping[str, int] = field(default_factory=dict)
    """Names that people wrote in its title, notes, chapters: how often each."""
    said: Mapping[str, int] = field(default_factory=dict)
    """Names as its transcript spells them, and how often, not counting where a sentence opens."""
    suspects: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """What may be a name misheard: the cues that hold each, in order, each as often as it does."""


class Listener:
    """Gathers the spellings of the recordings of an archive, in one language."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._looks: dict[str, Look] = {}
        self._halves: defaultdict[str, set[str]] = defaultdict(set)
        """What follows the first half of a name such as "LangChain", in small letters."""

    def gather(self, episodes: Sequence[Episode]) -> list[Spellings]:
        """All that each recording tells."""
        listed = [self._listed(episode) for episode in episodes]
        for each in listed:
            for form in each:
                if halves := _HALVES.fullmatch(form):
                    self._halves[halves[1].lower()].add(halves[2].lower())
        return [self._gather(*each) for each in zip(episodes, listed, strict=True)]

    def _gather(self, episode: Episode, listed: Mapping[str, int]) -> Spellings:
        said: Counter[str] = Counter()
        suspects: dict[str, list[int]] = {}
        # a name may go on in the next cue
        words, looks, cues = self._read([cue.text for cue in episode.transcript.cues], end="")
        for start, end in _runs(looks):
            opens = start == 0 or words[start - 1] in _ENDS
            for form, first, last in _names(words, looks, start, end):
                if not (
                    opens and first == start and last == start + 1 and looks[start] is Look.CAPITAL
                ):
                    said[form] += 1
        for form, place in self._suspects(words, looks):
            suspects.setdefault(form, []).append(cues[place])
        return Spellings(
            listed=listed,
            said=dict(said),
            suspects={form: tuple(places) for form, places in suspects.items()},
        )

    def _names_in(self, texts: Sequence[str]) -> Counter[str]:
        found: Counter[str] = Counter()
        words, looks, _ = self._read([_LINK.sub(" ", text) for text in texts])
        for start, end in _runs(looks):
            found.update(form for form, _, _ in _names(words, looks, start, end))
        return found

    def _listed(self, episode: Episode) -> Counter[str]:
        """The names in what people wrote."""
        texts = (
            *(episode.title, episode.show.title, episode.show.description, episode.notes),
            *(*episode.show.hosts, *episode.speakers, *episode.tags),
            *(chapter.title for chapter in episode.chapters),
        )
        return self._names_in(texts)

    def _read(
        self, texts: Sequence[str], end: str = "\n"
    ) -> tuple[list[str], list[Look], list[int]]:
        """The words and marks of texts, what each looks like, and which text holds it."""
        words: list[str] = []
        places: list[int] = []
        for index, text in enumerate(texts):
            found = _TOKEN.findall(text + end)
            words += found
            places += [index] * len(found)
        words += "\n\n\n"  # so that what looks ahead finds an end
        places += [len(texts)] * 3
        known = self._looks
        looks = []
        for word in words:
            look = known.get(word)
            if look is None:
                look = known[word] = self._look(word)
            looks.append(look)
        return words, looks, places

    def _look(self, word: str) -> Look:
        if word == "&":
            return Look.AND
        if not word[0].isalnum():
            return Look.MARK
        if len(word) == 1 and word.isalpha():
            return Look.FUNCTION if word in "aI" else Look.LETTER
        core = without_possessive(word)
        if core.isdigit():
            return Look.NUMBER
        lower = core.lower()
        if lower in self._dictionary.function:
            return Look.FUNCTION
        inner = any(map(str.isupper, core[1:])) or any(map(str.isdigit, core))
        if inner or not self._dictionary.knows(lower):
            return Look.ODD
        return Look.CAPITAL if core[0].isupper() else Look.PLAIN

    def _suspects(self, words: Sequence[str], looks: Sequence[Look]) -> Iterator[tuple[str, int]]:
        """Each run of words that may be a name misheard, and where it stands."""
        for index, look in enumerate(looks):
            if look in _WORDS and words[index].lower() in self._halves:
                second = without_possessive(words[index + 1]).lower()
                if second in self._halves[words[index].lower()] and looks[index + 1] in _WORDS:
                    yield _form(words, index, index + 2), index
            if look is Look.ODD:
                for start, end in _around(looks, index):
                    yield _form(words, start, end), index
            elif look is Look.CAPITAL:
                yield from _capitals(words, looks, index)
            elif look is Look.AND or words[index] == "and":
                if _is_named(words, looks, index - 1) and _is_named(words, looks, index + 1):
                    yield _form(words, index - 1, index + 2), index
            elif look is Look.LETTER and looks[index - 1] is not Look.LETTER:
                end = index + 1
                while looks[end] is Look.LETTER:
                    end += 1
                if end - index >= _SHORTEST - 1:
                    yield _form(words, index, end), index
                    if looks[index - 1] in (Look.PLAIN, Look.CAPITAL):
                        yield _form(words, index - 1, end), index


def without_possessive(word: str) -> str:
    """A word without "'s"."""
    for ending in _POSSESSIVE:
        if word.endswith(ending):
            return word[: -len(ending)]
    return word


def _around(looks: Sequence[Look], index: int) -> Iterator[tuple[int, int]]:
    """The runs of words around an odd one that may be one name."""
    joins = (Look.PLAIN, Look.CAPITAL, Look.ODD, Look.LETTER, Look.NUMBER)
    yield index, index + 1
    before = index and looks[index - 1] in joins
    after = looks[index + 1] in joins
    if before and looks[index - 1] is not Look.ODD:
        yield index - 1, index + 1
    if after:
        yield index, index + 2
    if before and after:
        yield index - 1, index + 2


def _capitals(words: Sequence[str], looks: Sequence[Look], index: int) -> Iterator[tuple[str, int]]:
    """A plain word with a capital where none is due, and two or three such."""
    if index and words[index - 1] not in _ENDS:
        yield _form(words, index, index + 1), index
    for end in (index + 2, index + 3):
        if all(look is Look.CAPITAL for look in looks[index:end]) and end <= len(looks):
            yield _form(words, index, end), index


def _is_named(words: Sequence[str], looks: Sequence[Look], index: int) -> bool:
    """Whether a word is written as one of a name."""
    return index >= 0 and looks[index] in _NAMING and words[index][0].isupper()


def _runs(looks: Sequence[Look]) -> Iterator[tuple[int, int]]:
    """Runs of words that are written as names are."""
    start = -1
    for index, look in enumerate(looks):
        if look in _NAMING or (start >= 0 and look in (Look.AND, Look.NUMBER)):
            if start < 0:
                start = index
        elif start >= 0:
            yield start, index
            start = -1


def _names(
    words: Sequence[str], looks: Sequence[Look], start: int, end: int
) -> Iterator[tuple[str, int, int]]:
    """Each run of one to three words in a run that may be a name."""
    for first in range(start, end):
        if looks[first] not in _NAMING:
            continue
        for last in range(first + 1, min(first + LONGEST_NAME, end) + 1):
            if looks[last - 1] is not Look.AND:
                form = _form(words, first, last)
                if len(form) >= _SHORTEST:
                    yield form, first, last


def _form(words: Sequence[str], start: int, end: int) -> str:
    """Some words as one spelling, without the possessive at their end."""
    if end - start == 1:
        return without_possessive(words[start])
    return " ".join((*words[start : end - 1], without_possessive(words[end - 1])))
