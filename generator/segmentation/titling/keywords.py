"""Titles of key words, for languages in which nouns cannot be told from verbs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from generator.language.languages import Language
from generator.language.words import join, stems_of
from generator.model import Token

_COMMONPLACE = 0.5
"""What a word that is said once is worth."""
_SLIGHT = 0.2
"""What an everyday word is worth beside one of the subject."""
_PAIRED = 14
"""How many of the best words are tried together."""
_LONGEST_WORD = 20
"""Letters of a word; in scripts without spaces a longer one is a sentence."""
_ALIKE, _LONGER = 5, 3
"""Words that share so many letters at the start are one, unless one is longer by more."""


def rank_words(
    rows: Sequence[tuple[Token, ...]],
    weights: Mapping[str, float],
    everywhere: frozenset[str],
    language: Language,
) -> list[str]:
    """Titles of two or three words or pairs, where nouns cannot be told from verbs.

    Two words that stand beside each other as often as not are one.
    """
    wordings: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row in rows:
        for index, token in enumerate(row):
            if token.root not in weights or len(token.key) > _LONGEST_WORD:
                continue
            wordings[token.root,][_shown(token)] += 1
            after = row[index + 1] if index + 1 < len(row) else None
            if after and after.root in weights and not token.closes:
                wordings[token.root, after.root][join((token.text, _shown(after)))] += 1
    counts = {key: forms.total() for key, forms in wordings.items()}
    whole = {
        key
        for key, count in counts.items()
        if len(key) == 1
        or (key[0] != key[1] and count > 1 and 2 * count >= min(counts[key[:1]], counts[key[1:]]))
    }

    slight = everywhere | stems_of(language.common | language.everyday, language.tag)

    def worth(key: tuple[str, ...]) -> float:
        known = [weights[root] * (_SLIGHT if root in slight else 1.0) for root in key]
        once = 1.0 if counts[key] > 1 else _COMMONPLACE
        return once * max(known) * (1.0 + 0.25 * (len(key) - 1))

    best = sorted(whole, key=lambda key: (-worth(key), key))[: 4 * _PAIRED]
    chosen: list[tuple[str, ...]] = []
    for key in best:
        if not any(_alike(root, other) for each in chosen for root in key for other in each):
            chosen.append(key)
    spelled = [wordings[key].most_common(1)[0][0] for key in chosen[:_PAIRED]]
    comma = ", " if language.edge else "、"
    titles = [comma.join(three) for three in zip(spelled, spelled[1:], spelled[2:], strict=False)]
    return [title for title in titles or [comma.join(spelled)] if title]


def _shown(token: Token) -> str:
    """A word as a title shows it: Korean ones without the particle that a sentence asks for."""
    return token.root if "가" <= token.text[-1] <= "힣" else token.text


def _alike(one: str, other: str) -> bool:
    """Whether two stems probably are forms of one word."""
    short, long = sorted((one, other), key=len)
    return one == other or (
        len(short) >= _ALIKE
        and long.startswith(short[:_ALIKE])
        and len(long) - len(short) <= _LONGER
        and short[: len(short) - _LONGER] == long[: len(short) - _LONGER]
    )


