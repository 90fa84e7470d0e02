"""What a claim tells beside names and numbers: whether its lines, or its recording, tell of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from ...language.everyday import is_everyday
from ...language.languages import Language
from ...language.quantities import quantities
from ...language.tagging import classify, tells_classes
from ...language.words import stems_of, tokens_of, words
from ...model import Token, WordClass
from .ground import Ground, Spoken
from .passages import CitableLine
from .said_names import names_in

NEAR = 3
"""Lines before and after the cited ones whose words a claim may use for theirs."""
_CLAUSE_FOREIGN = 2
"""How many words of a part of a claim the whole recording must lack, where it has none of them."""
_NEW = 2
"""Words of a new thing at least: one alone is often no thing, as "on a whim"."""
_AT_ALL = 12
"""Lines before and after the cited ones, in none of which a new thing's words are said."""
_AROUND = 2
"""Words of the lines around the cited ones that do for one of theirs."""
_RUN = 3
"""Words in a row that do for one that tells of something."""
_CLIPPED = 3
"""Letters of a clipped word, and at least so many that it lacks."""
_FEW_LINES = 3
"""Lines of which words can tell that they give no such reason."""
_TELLING = 12
"""Numbers above it tell by themselves what is spoken of."""
_PART = re.compile(r"[,;:()]|\s[-–—]\s")


def untold(text: str, cited: Sequence[CitableLine], ground: Ground) -> Iterator[str]:
    """What `text` adds to its lines, in words for the model."""
    said = Spoken([line.shown for line in cited], ground.tag)
    near = Spoken([line.shown for line in ground.around(cited, NEAR)], ground.tag)
    if not _touches(text, said, near, ground):
        yield "the lines it lists say something else"
        return
    parts = list(_parts(text, ground.language))
    for part in parts[1:]:  # what is added to the first
        [row] = classify([tokens_of(part, ground.language)], ground.language)
        words = [token for token in row if token.root]
        strange = sum(_is_foreign(each, ground) for each in _own_words(part, ground))
        foreign = all(_is_foreign(each, ground) for each in words)
        ends = not _goes_on(text, part)
        if ends and strange >= _CLAUSE_FOREIGN and foreign and _names_things(words, ground):
            yield f"{part.strip()!r} is nowhere said"
        elif _is_new(part, cited, ground):
            yield f"{part.strip()!r} is not said there"
    for thing in _staged(text, cited, ground):
        yield f"{thing!r} is not said there"
    counted = _values(near.texts, ground.language)
    for reason in _reasons(text, ground.language) if len(cited) <= _FEW_LINES else ():
        words = [token for token in tokens_of(reason, ground.language) if token.root]
        held = any(near.holds(root) for each in words for root in _roots(each, ground))
        held = held or bool(counted & _values([reason], ground.language))
        held = held or bool(_runs([reason]) & _runs(near.texts))
        [row] = classify([tokens_of(reason, ground.language)], ground.language)
        new = any(
            each.root and each.kind is WordClass.NOUN and _is_foreign(each, ground) for each in row
        )
        if new and len(words) > 1 and not held and not _is_shortened(words, near):
            yield f"{reason.strip()!r} is no reason that the lines it lists give"


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """All words of some texts that stand one behind the other, `_RUN` at a time."""
    rows = [words(text) for text in texts]
    return {tuple(row[at : at + _RUN]) for row in rows for at in range(len(row) - _RUN + 1)}


def _values(texts: Iterable[str], language: Language) -> set[float]:
    """The numbers of some texts that tell by themselves what is spoken of."""
    values = {each.value for text in texts for each in quantities(text, language)}
    return {value for value in values if value > _TELLING}


def _is_shortened(words: Sequence[Token], said: Spoken) -> bool:
    """Whether an acronym is said for two of some words: "PR" for "pull request"."""
    return any(f"{one.key[0]}{two.key[0]}".upper() in said.tokens for one, two in pairwise(words))


def _goes_on(text: str, part: str) -> bool:
    """Whether behind a part of a text another follows that is of the same clause."""
    behind = text[text.find(part) + len(part) :]
    return bool(behind) and _PART.match(behind) is None


def _names_things(words: Sequence[Token], ground: Ground) -> bool:
    """Whether some words are nouns: who sums up chooses verbs and adverbs of their own."""
    return not tells_classes(ground.language) or any(
        token.kind in (WordClass.NOUN, WordClass.NAME) for token in words
    )


def _staged(text: str, cited: Sequence[CitableLine], ground: Ground) -> Iterator[str]:
    """Things of daily life in `text` that are not spoken of around the lines, in any word for them.

    Details are made up of people, places and seasons: "a lawyer", "in a cabin", "over the winter".
    """
    scenery = _scenery(ground.language)
    around = Spoken([line.shown for line in ground.around(cited, _AT_ALL) or cited], ground.tag)
    names = {name.start for name in names_in(text, ground)}
    [row] = classify([tokens_of(text, ground.language)], ground.language)
    for token in row:
        if token.kind is WordClass.VERB or token.start in names or token.text[0].isupper():
            continue
        kin = scenery.get(token.key) or scenery.get(token.key.removesuffix("s"))
        if kin and not any(
            root in spoken.stems for root in kin for spoken in (around, ground.known)
        ):
            yield token.text


@cache
def _scenery(language: Language) -> Mapping[str, frozenset[str]]:
    """The words of daily life, each with the stems of those that tell of it too."""
    found: dict[str, frozenset[str]] = {}
    for group in language.claims["scenery"]:
        own, _, _ = group.partition("+")
        stems = stems_of(frozenset(re.split("[/+]", group)), language.tag)
        for word in own.split("/"):
            found[word] = found.get(word, frozenset()) | stems
    return found


def _is_new(part: str, cited: Sequence[CitableLine], ground: Ground) -> bool:
    """Whether a part of a claim brings in a thing that is not spoken of: "in a rented flat".

    It begins with an indefinite article, or tells of somebody ("who had won a prize"), and none of
    its words is said around the cited lines.
    """
    language = ground.language
    opening = part.split()[:1]
    if not opening or opening[0].lower() not in language.claims["new"]:
        return False
    measured = [each for each in quantities(part, language) if each.unit and not each.vague]
    words = [token for token in tokens_of(part, language) if token.root]
    if measured or len(words) < _NEW:
        return False
    [row] = classify([tokens_of(part, language)], language)
    names = {name.start for name in names_in(part, ground)}
    if _sums_up(words[0], language) and not _names_things(
        [
            each
            for each in row
            if each.root and each.start not in names and not _sums_up(each, language)
        ],
        ground,
    ):
        return False  # "a trend that has slowed"
    plain = {each.stem for each in tokens_of(part, language) if each.key not in language.function}
    if plain & Spoken([line.shown for line in cited], ground.tag).stems:
        return False  # "which would fill a whole day"
    lines = ground.around(cited, _AT_ALL)
    around = Spoken([line.shown for line in lines], ground.tag)
    return not any(around.holds(root) for each in words for root in _roots(each, ground))


def _touches(text: str, said: Spoken, near: Spoken, ground: Ground) -> bool:
    """Whether a claim has a word or a number of its lines that is no mere function word.

    Where it sums them up in words of its own, two words of the lines around them do as well.
    """
    language = ground.language
    tokens = tokens_of(text, language)
    telling = [token for token in tokens if token.root]
    if any(said.holds(root) for token in telling for root in _roots(token, ground)):
        return True
    plain = [t for t in tokens if not t.root and t.stem and t.key not in language.function]
    held = {token.stem for token in plain} & said.stems
    same = _values(said.texts, language) & _values([text], language)
    around = {root for token in telling for root in _roots(token, ground) if near.holds(root)}
    enough = len(around) >= _AROUND and near is not said
    held = held or {
        each for each in said.stems for token in telling if _is_clipped(each, token, language)
    }
    return not tokens or enough or bool(held or same)


def _is_clipped(word: str, token: Token, language: Language) -> bool:
    """Whether a word that is said begins a longer one: "log", "logarithmic"; "luck", "lucky"."""
    lacks = len(token.key) - len(word)
    return (
        len(word) >= _CLIPPED
        and (lacks >= _CLIPPED or (lacks > 0 and len(word) > _CLIPPED))
        and token.key.startswith(word)
        and word not in language.function
    )


def _own_words(text: str, ground: Ground) -> list[Token]:
    """The words of a text that tell of something by themselves.

    Names, numbers with their units, words of daily life, and for what was said, do not.
    """
    names = {name.start for name in names_in(text, ground)}
    spans = [(each.start, each.end) for each in quantities(text, ground.language)]
    return [
        token
        for token in tokens_of(text, ground.language)
        if token.root
        and token.start not in names
        and not any(start <= token.start < end for start, end in spans)
        and not is_everyday(token.key, ground.language)
        and not _sums_up(token, ground.language)
    ]


def _sums_up(token: Token, language: Language) -> bool:
    """Whether a word stands for what was said: "a trend"."""
    return token.stem in stems_of(language.claims["sums_up"], language.tag)


def _roots(token: Token, ground: Ground) -> list[str]:
    """The stem of a word, and those of its parts where it is joined by hyphens."""
    if "-" not in token.key:
        return [token.root]
    parts = tokens_of(token.key.replace("-", " "), ground.language)
    return [token.root, *(part.root for part in parts if part.root)]


def _is_foreign(token: Token, ground: Ground) -> bool:
    """Whether the recording, and what people wrote of it, has no such word."""
    kin = _scenery(ground.language).get(token.key, frozenset())  # "refrigerator" where "fridge" is
    return not any(
        ground.said.holds(root) or ground.known.holds(root) for root in _roots(token, ground)
    ) and not kin & (ground.said.stems | ground.known.stems)


def _parts(text: str, language: Language) -> Iterator[str]:
    """The parts of a sentence between marks and the words that hang one on another."""
    joints = language.clauses["subordinating"] | language.claims["joins"] | language.claims["parts"]
    either = "|".join(map(re.escape, sorted(joints)))
    for part in _PART.split(text):
        yield from re.split(rf"\b(?:{either})\b", part, flags=re.IGNORECASE) if joints else [part]


def _reasons(text: str, language: Language) -> Iterator[str]:
    """What a sentence gives as reasons."""
    for phrase in language.claims["because"]:
        pattern = rf"\b{re.escape(phrase.replace('_', ' '))}\b"
        for match in re.finditer(pattern, text, re.IGNORECASE):
            yield re.split(r"[,;:.]", text[match.end() :])[0]
