"""Titles for languages in which nouns cannot be told from verbs: words that were said together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.language.languages import Language
from generator.language.words import join, stems_of
from generator.model import Token

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


def rank_words(
    rows: Sequence[tuple[Token, ...]],
    weights: Mapping[str, float],
    everywhere: Collection[str],
    language: Language,
) -> list[str]:
    """Runs of telling words as they were said, two or more together before single ones."""
    wordings: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row in rows:
        for key, text in _runs(row, weights, language):
            wordings[key][text] += 1
    slight = frozenset(everywhere) | stems_of(language.common | language.everyday, language.tag)

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
