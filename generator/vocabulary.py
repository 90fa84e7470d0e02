"""The words of an archive, for those who misspell one of them in the search.

A word that nothing holds is looked for among these, by its letters, in the browser. Of
very many those are kept that somebody is likeliest to look for: names, then the commonest words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .findable import Findable

MOST_WORDS = 20_000
SHORTEST = 4
"""Letters; a shorter word has too many neighbours."""
_LONGEST = 24
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Counts in how many findables each word stands, as it is written."""

    said: dict[str, int] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)

    def add(self, found: Findable) -> None:
        """Count the words of one."""
        _count(self.said, {word for place in found.places for word in place.text.split()})
        names = " ".join([found.title, found.whole, *found.choices.get("person", ())])
        _count(self.named, set(names.split()))

    def join(self, other: Vocabulary) -> None:
        """Count the words that another counted."""
        for own, more in ((self.said, other.said), (self.named, other.named)):
            for form, count in more.items():
                own[form] = own.get(form, 0) + count

    def common(self) -> Callable[[str], int]:
        """Tells in how many findables about a word stands, in whatever forms."""
        counts: Counter[str] = Counter()
        for form, count in self.said.items():
            counts[_folded(form)] += count
        return lambda word: counts[_folded(word)]

    def text(self) -> str:
        """A line for each word: as it is written most often, and how often it is (log 2)."""
        counts = dict(self.said)
        for form, count in self.named.items():
            counts[form] = counts.get(form, 0) + count
        forms: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for form, count in counts.items():
            word = _folded(form)
            if SHORTEST <= len(word) <= _LONGEST and not _is_unspaced(word):
                forms[word].append((count, form))
        totals = {word: sum([count for count, _ in counted]) for word, counted in forms.items()}
        best: Iterable[str] = forms
        if len(forms) > MOST_WORDS:
            named = {_folded(form) for form in self.named}
            best = sorted(forms, key=lambda word: (word not in named, -totals[word], word))
            best = best[:MOST_WORDS]
        return "".join(
            [f"{max(forms[word])[1]} {totals[word].bit_length()}\n" for word in sorted(best)]
        )


def _count(counts: dict[str, int], tokens: Iterable[str]) -> None:
    """Count the words in tokens of one findable."""
    for token in tokens:
        for form in _WORD.findall(token):
            counts[form] = counts.get(form, 0) + 1


def _folded(form: str) -> str:
    """A word without what many leave out: capitals and accents."""
    if form.isascii():
        return form.lower()
    apart = unicodedata.normalize("NFD", form.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def _is_unspaced(word: str) -> bool:
    """Whether its script is one of syllables or signs, in which one is a word's worth."""
    return not word.isascii() and ord(max(word)) >= 0x3000
