"""Titles for languages in which nouns cannot be told from verbs: words that were said together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from ...language.languages import Language
from ...language.salience import Salience
from ...language.words import join
from ...model import Episode, Token, Utterance
from .evidence import EVERYWHERE, FEW_CHAPTERS
from .pieces import capital
from .ranking import Ranking

_MOST_WORDS = 4
_SLIGHT = 0.2
"""What an everyday word is worth beside one of the subject."""
_USUAL = 2.0
"""Words of a title that say something, and are not of it."""
_REPEATED = 0.25
"""How much more words are worth for each time that they are said together again."""
_MOST_REPEATS = 4
_LONGEST_WORD = 20
"""Letters of a word; in scripts without spaces a longer one is a sentence."""
_FEWEST_LETTERS = 3
"""Letters of a title, where a character may be a word."""


class KeyWords:
    """Words of one recording that its chapters could be called by, their classes unknown."""

    def __init__(
        self, episode: Episode, utterances: Sequence[Utterance], spans: Sequence[tuple[int, int]]
    ) -> None:
        self._spans = spans
        self._salience = Salience.of(episode.title, utterances, episode.language)
        self._rows = [
            utterance.tokens if stems else ()
            for utterance, stems in zip(utterances, self._salience.stems, strict=True)
        ]

    def ranked(self, number: int, ranking: Ranking) -> Iterator[str]:
        """Titles of a chapter, best first; what was learned of word classes says nothing here."""
        first, end = self._spans[number]
        weights = self._salience.weigh(first, end)
        slight = self._everywhere | self._salience.slight
        ranked = rank_words(self._rows[first:end], weights, slight, self._salience.language)
        yield from map(capital, ranked)

    @cached_property
    def _everywhere(self) -> frozenset[str]:
        """Words that set no chapter apart."""
        spread: Counter[str] = Counter()
        for first, end in self._spans:
            spread.update({root for row in self._salience.stems[first:end] for root in row})
        most = EVERYWHERE * len(self._spans)
        few = len(self._spans) < FEW_CHAPTERS
        return frozenset(root for root, count in spread.items() if count > most and not few)


def rank_words(
    rows: Sequence[tuple[Token, ...]],
    weights: Mapping[str, float],
    slight: Collection[str],
    language: Language,
) -> list[str]:
    """Runs of telling words as they were said, two or more together before single ones.

    The stems in `slight` tell little.
    """
    wordings: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row in rows:
        for key, text in _runs(row, weights, language):
            wordings[key][text] += 1

    def worth(key: tuple[str, ...]) -> float:
        known = [weights[root] * (_SLIGHT if root in slight else 1.0) for root in set(key)]
        repeats = min(wordings[key].total() - 1, _MOST_REPEATS)
        return sum(sorted(known)) / (len(key) + _USUAL) * (1.0 + _REPEATED * repeats)

    ranked = sorted(wordings, key=lambda key: (len(key) == 1, -worth(key), key))
    titles = [wordings[key].most_common(1)[0][0] for key in ranked]
    return [title for title in titles if len(title) >= _FEWEST_LETTERS]


def _runs(
    row: Sequence[Token], weights: Mapping[str, float], language: Language
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every run of telling words that stand beside each other, or are joined as nouns are."""
    for first, token in enumerate(row):
        if not _tells(token, weights):
            continue
        roots: list[str] = []
        for index in range(first, min(len(row), first + 2 * _MOST_WORDS)):
            said = row[index]
            if _tells(said, weights):
                if said.root in roots:
                    break
                roots.append(said.root)
                shown = [each.text for each in row[first:index]] + [_shown(said)]
                yield tuple(roots), join(shown)
            elif index == first or said.text not in language.titles["joints"]:
                break
            if said.closes or len(roots) == _MOST_WORDS:
                break


def _tells(token: Token, weights: Mapping[str, float]) -> bool:
    if token.root not in weights or len(token.key) > _LONGEST_WORD:
        return False
    return not "ぁ" <= token.key[0] <= "ん"  # a Japanese word of small talk, or half of one


def _shown(token: Token) -> str:
    """A word as a title shows it: Korean ones without the particle that a sentence asks for."""
    return token.root if "가" <= token.text[-1] <= "힣" else token.text
