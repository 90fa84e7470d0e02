"""What acronyms of an archive stand for, from its own words, for those who search for either.

Two things tell: an acronym said near words whose first letters it is ("DKG ... distributed key
generation"), and words that are said again and again as one, whose first letters somebody may look
for although nobody says them ("mixture of experts", by "MoE").
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from .findable import Findable

MOST_PAIRS = 400
MOST_PHRASES = 1200
"""What a search loads at first: 25 KB compressed at most."""
FEWEST, MOST = 3, 5
"""Letters of an acronym whose words are looked for; two letters stand for too much."""
_NEAR = 12
"""Words between an acronym and what it stands for, where somebody explains it."""
_MORE_WORDS = 2
"""Words without a letter of their own: "federally funded research *and* development center"."""
_SURE = 3
"""Chapters that hold both; said near each other counts as many."""
_PER_CHAPTER = 12
_BESIDE = 3
"""What is not the first choice for an acronym is one where it is said a third as often."""
_STOP = re.compile(r"[.!?;:…。！？]+(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ACRONYM = re.compile(rf"(?:[A-Z][A-Za-z]?){{1,{MOST - 1}}}[A-Z](?=s?$)")


def phrases_in(texts: Iterable[str], empty: Set[str]) -> tuple[str, ...]:
    """What is said more than once as one: three to five words, the most said first.

    `empty` are words that say nothing of a subject, with which none begins or ends.
    """
    said: Counter[str] = Counter()
    for words in _rows(texts):
        low = [word.lower() for word in words]
        telling = [len(word) > 1 and word not in empty for word in low]
        for start, tells in enumerate(telling):
            if not tells:
                continue
            for end in range(start + FEWEST, min(start + MOST, len(low)) + 1):
                if telling[end - 1]:
                    said[" ".join(low[start:end])] += 1
    often = sorted((-count, phrase) for phrase, count in said.items() if count > 1)
    return tuple(phrase for _, phrase in often[:_PER_CHAPTER])


def spelled_out(texts: Iterable[str], empty: Set[str]) -> tuple[tuple[str, str, bool], ...]:
    """Acronyms with words whose first letters they are, and whether both are said together.

    Words of `empty` may stand within them without a letter of their own.
    """
    rows = list(_rows(texts))
    asked = {word: _letters(word) for words in rows for word in words if _is_acronym(word)}
    found: dict[tuple[str, str], bool] = {}
    for row, words in enumerate(rows):
        low = [word.lower() for word in words]
        before = rows[row - 1][-_NEAR:] if row else []
        after = rows[row + 1][:_NEAR] if row + 1 < len(rows) else []
        around = [*before, *words, *after]
        for kept in (range(len(low)), [n for n, word in enumerate(low) if word not in empty]):
            initials = "".join(low[n][0] for n in kept)
            for acronym, letters in asked.items():
                for start in _starts(initials, letters):
                    first, last = kept[start], kept[start + len(letters) - 1]
                    phrase = low[first : last + 1]
                    if _stands_for(phrase, letters, empty):
                        there = len(before) + first
                        near = (
                            acronym in around[max(0, there - _NEAR) : there + len(phrase) + _NEAR]
                        )
                        pair = acronym, " ".join(phrase)
                        found[pair] = found.get(pair, False) or near
    return tuple((acronym, phrase, near) for (acronym, phrase), near in sorted(found.items()))


def _starts(text: str, part: str) -> Iterator[int]:
    """Where `part` stands in `text`."""
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _stands_for(phrase: Sequence[str], letters: str, empty: Set[str]) -> bool:
    """Whether these words may be what the letters stand for."""
    short = len(phrase) <= len(letters) + _MORE_WORDS and all(len(word) > 1 for word in phrase)
    return short and letters not in phrase and not {phrase[0], phrase[-1]} & empty


def _rows(texts: Iterable[str]) -> Iterator[list[str]]:
    """The words of each sentence."""
    for text in texts:
        for sentence in _STOP.split(text):
            yield _WORD.findall(sentence)


def _is_acronym(word: str) -> bool:
    return bool(_ACRONYM.match(word)) and FEWEST <= len(_letters(word)) <= MOST


def _letters(acronym: str) -> str:
    return (acronym[:-1] if acronym.endswith("s") else acronym).lower()


@dataclass(frozen=True, slots=True)
class Initials:
    """Counts what acronyms may stand for, over what can be found."""

    pairs: dict[str, dict[str, int]] = field(default_factory=dict)
    """By the letters of an acronym: what it may stand for, and how sure that is."""
    written: dict[str, dict[str, int]] = field(default_factory=dict)
    """By its letters: how often it is written in which way."""
    phrases: dict[str, int] = field(default_factory=dict)
    """In how many findables words are said again and again as one."""

    def add(self, found: Findable) -> None:
        """Count those of one."""
        _add(self.phrases, dict.fromkeys(found.phrases, 1))
        for acronym, phrase, near in found.acronyms:
            letters = _letters(acronym)
            _add(self.written.setdefault(letters, {}), {acronym.removesuffix("s"): 1})
            _add(self.pairs.setdefault(letters, {}), {phrase: _SURE if near else 1})

    def join(self, other: Initials) -> None:
        """Count what another counted."""
        _add(self.phrases, other.phrases)
        for own, more in ((self.pairs, other.pairs), (self.written, other.written)):
            for letters, counts in more.items():
                _add(own.setdefault(letters, {}), counts)

    def known(self, common: Callable[[str], int]) -> Mapping[str, Sequence[Sequence[str]]]:
        """`pairs` of an acronym and its words, phrases that are `said` as one; best first.

        `common` tells in how many findables a word stands: words that stand together as often as
        they stand anywhere are one.
        """
        return {"pairs": list(self._sure()), "said": list(self._said(common))}

    def _sure(self) -> Iterator[tuple[str, str]]:
        sure = [
            (-count, letters, phrase)
            for letters, counts in self.pairs.items()
            for phrase, count in counts.items()
            if count >= max(_SURE, max(counts.values()) / _BESIDE)
        ]
        for _, letters, phrase in sorted(sure)[:MOST_PAIRS]:
            written = self.written[letters]
            yield max(written, key=lambda each: (written[each], each)), phrase

    def _said(self, common: Callable[[str], int]) -> Iterator[str]:
        worth = {
            phrase: count / max(1, min(map(common, _ends(phrase)))) * math.log(1 + count)
            for phrase, count in self.phrases.items()
        }
        yield from sorted(worth, key=lambda each: (-worth[each], each))[:MOST_PHRASES]


def _add(counts: dict[str, int], more: Mapping[str, int]) -> None:
    for name, count in more.items():
        counts[name] = counts.get(name, 0) + count


def _ends(phrase: str) -> Sequence[str]:
    words = phrase.split()
    return words[0], words[-1]
