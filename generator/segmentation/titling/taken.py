"""Titles that are given already: each chapter gets another, and one that says something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ...language.languages import Language
from ...language.words import content_stems, tokens_of, words
from ...model import Utterance

COMMONEST = 50
"""Words of a recording that alone make no title."""
SHARED = 0.5
"""Share of a title's words above which a neighbour with them is not told apart."""


class Taken:
    """Titles that are given already."""

    def __init__(
        self, language: Language, parts: Sequence[str], utterances: Sequence[Utterance]
    ) -> None:
        self._language = language
        self._given: list[frozenset[str]] = []
        for part in parts:
            self.add(part)
        said = Counter(token.key for utterance in utterances for token in utterance.tokens)
        self._commonest = {key for key, _ in said.most_common(COMMONEST)}

    def add(self, title: str) -> None:
        """Take a title."""
        self._given.append(self._wording(title))

    def is_free(self, title: str) -> bool:
        """Whether a title differs from all others, and is told apart from the ones before it."""
        own = self._wording(title)
        return own not in self._given and all(
            len(own & other) <= SHARED * max(len(own), len(other)) for other in self._given[-2:]
        )

    def first_free(self, ranked: Iterable[str]) -> str | None:
        """The best title that may be given, `ranked` best first; None where all are taken.

        One of the recording's commonest words alone only where there is no other.
        """
        spare = None
        for title in filter(self.is_free, ranked):
            if self._says_more(title):
                return title
            spare = spare or title
        return spare

    def _says_more(self, title: str) -> bool:
        return any(token.key not in self._commonest for token in tokens_of(title, self._language))

    def _wording(self, title: str) -> frozenset[str]:
        """What makes two titles alike, whatever the order of their words."""
        return frozenset(content_stems(title, self._language)) or frozenset(words(title))
