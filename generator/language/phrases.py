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
        for next_start, next_end in bare[index + 1 :]:
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


_CLAUSES = Language.of("en").clauses
_FINITE = _CLAUSES["finite"]
_SUBJECT_PRONOUNS = _CLAUSES["subject_pronouns"]
_PERSONS = _CLAUSES["persons"]
_CONTRACTED = _CLAUSES["contracted"]
_RELATIVES = _CLAUSES["relatives"]
_FREE_RELATIVES = _CLAUSES["free_relatives"]
_PASSIVES = _CLAUSES["passives"]
_SUBORDINATORS = _CLAUSES["subordinators"]
_ASIDES = {("for", "example"), ("for", "instance"), ("of", "course"), ("in", "fact")}
_CLAUSE_BEGINS_WITHIN = 20
"""Words within which a sentence shows its subject and verb."""
_OPENING = 14
"""Words of an opening such as "In the second half of the year,"."""


def is_clause(tokens: Sequence[Token]) -> bool:
    """Whether the words have a subject and a verb of its own, near enough to the beginning.

    Verbs after "to", in relative clauses and after "if" do not count: "the possibility of agents
    that are able to negotiate" is no sentence.
    """
    if len(tokens) > 2 and (tokens[0].key, tokens[1].key) in _ASIDES:
        return is_clause(tokens[2:])
    if not tokens:
        return False
    head = next((i + 1 for i, token in enumerate(tokens[:_OPENING]) if token.closes), None)
    opening = tokens[0]
    if opening.key in _SUBORDINATORS:
        return _has_main_clause(tokens)
    if opening.kind is WordClass.JOINT:
        # "Of hackers who build" hangs on nothing; "In 2015, we built" does not.
        after = head if head is not None else _first_person(tokens[: _OPENING // 2])
        return opening.key != "of" and after is not None and is_clause(tokens[after:])
    if opening.kind is WordClass.GERUND and head is not None and head < len(tokens):
        return _has_verb(tokens[:head])  # "Building good abstractions, which we believe is"
    return _has_verb(tokens[:_CLAUSE_BEGINS_WITHIN])


def _has_main_clause(tokens: Sequence[Token]) -> bool:
    """Whether a clause follows the one that "if" or its like opens."""
    head = next((i + 1 for i, token in enumerate(tokens) if token.closes), len(tokens))
    if head < len(tokens):
        return tokens[head].key not in {"and", "or"} and is_clause(tokens[head:])
    # Without a comma, the second subject with a verb is the other clause's.
    second = _first_person(tokens[3:])
    return second is not None and _has_verb(tokens[3 + second :])


def _first_person(tokens: Sequence[Token]) -> int | None:
    """Where the first pronoun that must be a subject stands, unless a relative comes before."""
    for index, token in enumerate(tokens):
        if token.key in _RELATIVES or token.key in _FREE_RELATIVES:
            return None
        if index > 1 and token.key.partition("'")[0] in _PERSONS:
            return index
    return None


def _has_verb(tokens: Sequence[Token]) -> bool:
    """Whether a subject and, outside relative clauses, its verb are among the words."""
    has_subject = relative = False
    for index, token in enumerate(tokens):
        before = tokens[index - 1].key if index else ""
        stump, _, ending = token.key.partition("'")
        if stump in _SUBJECT_PRONOUNS and ending in _CONTRACTED:
            if not relative:
                return True
            relative = _goes_on(tokens, index)
            continue
        finite = token.key in _FINITE or token.kind is WordClass.VERB or _acts(tokens, index)
        if token.key == "like" and before not in _SUBJECT_PRONOUNS:
            finite = False  # it compares, or fills a pause
        if finite and before != "to":
            if relative:
                relative = token.key in _FINITE and _goes_on(tokens, index)
            else:
                return has_subject
        elif token.key in _RELATIVES and has_subject:
            # After a preposition "that" is a pronoun: "the problem with that is the cost".
            relative = tokens[index - 1].kind is not WordClass.JOINT or token.key != "that"
        elif token.key in _FREE_RELATIVES and has_subject:
            relative = True
        elif token.kind in {WordClass.NOUN, WordClass.GERUND} or token.key in _SUBJECT_PRONOUNS:
            has_subject = True
    return False


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether a relative clause goes on after an auxiliary to its full verb: "are made"."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is not None and (
        following.kind in {WordClass.VERB, WordClass.PARTICIPLE} or following.key in _PASSIVES
    )


def _acts(tokens: Sequence[Token], index: int) -> bool:
    """Whether an unlisted word is a verb by its place: "mites breed in", "a queen lays the"."""
    if not 0 < index < len(tokens) - 1 or tokens[index - 1].closes or tokens[index].closes:
        return False
    before, token, after = tokens[index - 1 : index + 2]
    if before.key.endswith("ly") and before.kind is WordClass.OTHER and index > 1:
        before = tokens[index - 2]  # "the comb essentially dictates that"
        if token.key.endswith("s") and token.kind is WordClass.NOUN:
            return before.kind is WordClass.NOUN and not before.key.endswith("s")
    if token.kind is not WordClass.NOUN or before.kind is not WordClass.NOUN:
        return False
    many = before.key.endswith("s")
    if many == token.key.endswith("s"):
        return False
    return after.kind is WordClass.DETERMINER or (many and after.kind is WordClass.JOINT)
