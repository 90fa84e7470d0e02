"""Noun phrases, found by word classes and a little context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.language.languages import Language
from generator.language.lexicon import class_of
from generator.model import Token, WordClass

LONGEST_PHRASE = 7
"""Words of the longest phrase that is worth finding."""
_NOUNS = frozenset({WordClass.NOUN, WordClass.NAME})
_HEADS = _NOUNS | {WordClass.GERUND}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A run of words that names something."""

    words: tuple[str, ...]
    """As written."""
    key: tuple[str, ...]
    """Stems, so that singular and plural are one phrase."""
    start: int
    """Index of its first token."""
    stems: frozenset[str]
    """Stems of the words in it that say something."""
    kinds: tuple[WordClass, ...]
    """The classes of its words."""


def find_phrases(tokens: Sequence[Token], language: Language) -> Iterator[Phrase]:
    """Every noun phrase of `tokens`: each bare one, and those that a preposition joins."""
    bare = list(_bare_phrases(tokens, language))
    for index, (start, end) in enumerate(bare):
        if _may_end(tokens[end - 1], language):
            yield _phrase(tokens, start, end)
            # Shorter tails: "large language model" also names a "language model".
            for later in range(start + 1, end - 1):
                if tokens[later].kind in _NOUNS:
                    yield _phrase(tokens, later, end)
        reach = end
        for next_start, next_end in bare[index + 1 : index + 1 + LONGEST_PHRASE]:
            if next_end - start > LONGEST_PHRASE or not _joined(
                tokens, reach, next_start, language
            ):
                break
            if _may_end(tokens[next_end - 1], language):
                yield _phrase(tokens, start, next_end)
            reach = next_end


def _bare_phrases(tokens: Sequence[Token], language: Language) -> Iterator[tuple[int, int]]:
    """Ranges of adjectives and nouns that end in a noun, or in an adjective where those follow."""
    start: int | None = None
    for index in range(len(tokens) + 1):
        inside = index < len(tokens) and _may_stand_inside(tokens, index, language)
        if inside and start is None:
            start = index
        crosses = not inside or (index and start != index and tokens[index - 1].closes)
        if start is not None and crosses:
            span = _trimmed(tokens, start, index, language)
            if span:
                yield span
            start = index if inside else None


def _may_stand_inside(tokens: Sequence[Token], index: int, language: Language) -> bool:
    kind = tokens[index].kind
    if kind is WordClass.PARTICIPLE or kind is WordClass.ADJECTIVE:
        return language.adjectives_follow or not tokens[index].closes
    return kind in _HEADS


def _trimmed(
    tokens: Sequence[Token], start: int, end: int, language: Language
) -> tuple[int, int] | None:
    """The range less vague words at its edges; None where nothing telling is left."""
    while start < end and (tokens[start].kind is WordClass.ADJECTIVE and tokens[start].empty):
        start += 1
    while end > start and (
        not (tokens[end - 1].kind in _HEADS or _follows(tokens, start, end, language))
        or tokens[end - 1].empty
    ):
        end -= 1
    while start < end and tokens[start].empty:
        start += 1
    if start >= end or end - start > LONGEST_PHRASE:
        return None
    return start, end


def _follows(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """Whether a range ends in an adjective that belongs to a noun before it."""
    return (
        language.adjectives_follow
        and tokens[end - 1].kind is WordClass.ADJECTIVE
        and any(token.kind in _NOUNS for token in tokens[start : end - 1])
    )


def _may_end(token: Token, language: Language) -> bool:
    """Whether a phrase may end here: in a noun, or in a gerund that is one, such as "training"."""
    if token.kind is WordClass.GERUND:
        root = token.key.removesuffix("ing")
        return WordClass.VERB not in {class_of(root), class_of(root + "e"), class_of(root[:-1])}
    return token.kind in _NOUNS or language.adjectives_follow


def _joined(tokens: Sequence[Token], end: int, start: int, language: Language) -> bool:
    """Whether only a joint, and perhaps a determiner, stand between two phrases."""
    between = tokens[end:start]
    if not between or tokens[end - 1].closes or any(token.closes for token in between):
        return False
    if tokens[end - 1].kind is WordClass.GERUND:  # "building a search index"
        return len(between) == 1 and between[0].kind in {WordClass.JOINT, WordClass.DETERMINER}
    if len(between) == 1 and between[0].key in language.titles["genitives"]:
        return True  # "Zukunft der Arbeit"
    if language.capitals and len(between) > 1:
        return False  # "Masse von einer Minderheit"
    if between[0].kind is not WordClass.JOINT or len(between) > 2:
        return False
    return len(between) == 1 or between[1].kind is WordClass.DETERMINER


def _phrase(tokens: Sequence[Token], start: int, end: int) -> Phrase:
    run = tokens[start:end]
    return Phrase(
        words=tuple(token.text for token in run),
        key=tuple(token.stem for token in run),
        start=start,
        stems=frozenset(token.stem for token in run if not token.empty),
        kinds=tuple(token.kind for token in run),
    )
