"""Whether a claim says more than its lines: of more things, more surely, or the opposite.

Only what words tell is judged. A claim may leave a quantifier out, or put a weaker one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from ...language.languages import Language
from ...language.quantities import Quantity, quantities
from ...language.stems import stem
from ...language.tagging import classify
from ...language.words import content_stems, stems_of, tokens_of, words
from ...model import Token, WordClass
from .ground import Ground, opens, without_notes
from .passages import CitableLine

_COUNTS = re.compile(r"\s*[\d$€£]")
_HEADS, _REACH = 3, 6
"""Words that say something, and words at all, behind a quantifier, among which that stands of which
it tells."""
_DENIED = 5
"""Words before "all" among which a negation leaves it short of all."""
_PART = re.compile(r"[,;:]|\s(?:and|but)\s")
_HALF = 0.5
_PERSON = "who"
"""Stands for the stem of whatever tells of people: "everybody", "most people"."""
_NEAR = 2
"""Lines before and after the cited ones in which a quantifier may stand as well."""


class Share(IntEnum):
    """How much of something is spoken of."""

    NONE = 0
    FEW = 1
    SOME = 2
    MANY = 3
    MOST = 4
    ALL = 5


_LISTS = {
    Share.NONE: "none",
    Share.FEW: "few",
    Share.SOME: "some",
    Share.MANY: "many",
    Share.MOST: "most",
    Share.ALL: "all",
}


@dataclass(frozen=True, slots=True)
class Quantifier:
    """A word that tells of how much of something is spoken."""

    share: Share
    text: str
    heads: frozenset[str]
    """Stems of the content words behind it."""
    first: str = ""
    """The stem of the first of them."""
    free: bool = False
    """Whether it leaves open which: "any"."""
    manner: bool = False
    """Whether it tells of what is done: "mostly"."""
    opens: bool = False
    """Whether a sentence begins with it, which then tells of just so many: "all hives are"."""
    floats: bool = False
    """Whether it tells of what was named before: "they all were"."""


def overstated(text: str, cited: Sequence[CitableLine], ground: Ground) -> Iterator[str]:
    """Quantifiers of `text` that its lines do not allow, in words for the model."""
    language = ground.language
    said = [each for line in cited for each in quantifiers(without_notes(line.text), language)]
    near = [
        each
        for line in ground.around(cited, _NEAR)
        for each in quantifiers(without_notes(line.text), language)
    ]
    spoken = " ".join(without_notes(line.text) for line in cited)
    keys, claimed, lists = _keys(spoken, language), _keys(text, language), language.claims
    pairs = _words(spoken, language)
    alone = sorted(lists["only"] & claimed)
    whole = any(
        each.share is Share.ALL and not each.free and each.heads & _only(text, language)
        for each in said
    )
    whole = (whole or bool(lists["both"] & keys)) and not lists["negations"] & claimed
    if alone and whole and not lists["only"] & keys:  # but for "not merely"
        yield f"{alone[0]!r} is not what the lines it lists say"
    of_none = sorted(lists["of_two"] & claimed)
    if of_none and lists["both"] & keys and not lists["negations"] & keys:
        yield f"{of_none[0]!r} is not what the lines it lists say"
    for own in quantifiers(text, language):
        single = own.text.replace(" ", "_") in language.claims["single"]
        if own.free or single or _is_literal(own, cited, language):
            continue
        if own.share is Share.MOST and own.text in lists["all"] and lists["negations"] & claimed:
            continue  # "not all" says little
        some = _is_said_of_some(own, said) or not pairs & _leaves_out(lists)
        if own.share is Share.NONE and some and own.text not in lists["of_two"]:
            yield f"{own.text!r} is not what the lines it lists say"
            continue
        if own.share is Share.MANY and _is_said_of_one(own, spoken, language):
            yield f"{own.text!r} is not what the lines it lists say"
            continue
        if own.text in lists["each_time"] and not _is_each_time(cited, ground):
            yield f"{own.text!r} is not what the lines it lists say"
            continue
        if own.share is Share.ALL and own.opens and _is_unsaid(own, cited, ground):
            yield f"{own.text!r} is not what the lines it lists say"
            continue
        if _allowed(own, said, spoken, language):
            continue
        if not own.opens and not own.manner and not _is_of_the_same(own, said):
            continue  # who sums up says so much of what is done to them: "it asks for all keys"
        same = [each for each in near if each.share is own.share]
        told = any(own.first and own.first == each.first for each in said)
        if not any(each.first == own.first if told else each.heads & own.heads for each in same):
            yield f"{own.text!r} is not what the lines it lists say"


def _leaves_out(lists: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Words of which lines have one where they tell that something is not so, or of none."""
    kinds = ("negations", "turning", "any", "few", "none", "all", "so_far")
    return frozenset(word for kind in kinds for word in lists[kind])


def _is_said_of_some(own: Quantifier, said: Sequence[Quantifier]) -> bool:
    """Whether lines tell of some or many of what there should be none of."""
    same = [each for each in said if own.first not in ("", _PERSON) and each.first == own.first]
    return bool(same) and all(each.share >= Share.SOME and not each.free for each in same)


def _is_of_the_same(own: Quantifier, said: Sequence[Quantifier]) -> bool:
    """Whether lines tell how much there is of the very same thing."""
    return bool(own.first) and any(each.first == own.first for each in said)


def _is_said_of_one(own: Quantifier, spoken: str, language: Language) -> bool:
    """Whether lines count just one of what there should be many of: "there's one rule"."""
    counts = [each for each in quantities(spoken, language) if own.first in _counted(each)]
    return bool(counts) and all(each.value == 1 and not each.vague for each in counts)


def _is_each_time(cited: Sequence[CitableLine], ground: Ground) -> bool:
    """Whether something around the lines tells of each time, of all, or of none."""
    language, lists = ground.language, ground.language.claims
    near = " ".join(without_notes(line.text) for line in ground.around(cited, _NEAR))
    return bool(
        _words(near, language) & (lists["all"] | lists["none"] | lists["any"] | lists["ever"])
    )


def _is_literal(own: Quantifier, cited: Sequence[CitableLine], language: Language) -> bool:
    """Whether lines have these very words, of the same: "the most Americans out are away"."""
    phrase = own.text.split()
    for line in cited if own.first else ():
        row = words(line.text)
        for at in range(len(row) - len(phrase)):
            after = row[at + len(phrase)]
            if row[at : at + len(phrase)] == phrase and stem(after, language.tag) == own.first:
                return not language.claims["short_of"].intersection(row[max(0, at - 2) : at])
    return False


def _is_unsaid(own: Quantifier, cited: Sequence[CitableLine], ground: Ground) -> bool:
    """Whether all of something are spoken of, and near the lines of all of nothing.

    What is done each time, or wholly, is told in other words as well.
    """
    language = ground.language
    if (
        own.manner
        or own.text in language.claims["whole"]  # "everything is kept" for "it is"
        or own.text in language.claims["floating"]
        or own.text in language.claims["wholly"]
        or own.text in language.claims["persons"]  # "everybody does" for "you do"
    ):
        return False
    if own.heads & stems_of(frozenset(language.units), language.tag):
        return False  # "every week" for "a week"
    whole = language.claims["all"] - language.claims["manner"]
    near = " ".join(without_notes(line.text) for line in ground.around(cited, _NEAR))
    said = " ".join(without_notes(line.text) for line in cited)
    lists = language.claims
    if _words(said, language) & (lists["any"] | lists["none"] | lists["every_time"]):
        return False
    return not any(
        word in whole and after not in language.units  # "every year" is no all
        for text in (near, said)
        for word, after in pairwise([*words(text), ""])
    )


def quantifiers(text: str, language: Language) -> tuple[Quantifier, ...]:
    """The quantifiers of a text, in order."""
    return _quantifiers(text, language)


@lru_cache(maxsize=1 << 12)
def _quantifiers(text: str, language: Language) -> tuple[Quantifier, ...]:
    lists, tokens = language.claims, tokens_of(text, language)
    keys = [token.key for token in tokens]
    found: list[Quantifier] = []
    index = 0
    while index < len(keys):
        three, two = "_".join(keys[index : index + 3]), "_".join(keys[index : index + 2])
        sums = two in lists["sums"] and not tokens[index + 1].closes  # "in all cases"
        if three not in lists["most"] and {two, three} & lists["no_share"] and not sums:
            index += 3 if three in lists["no_share"] else 2
            continue
        if _is_of_a_name(tokens, index, lists["manner"]):
            index += 1
            continue
        if keys[index] in lists["floating"] and index and _is_floating(tokens[index - 1], language):
            index += 1
            continue
        for phrase, length in ((three, 3), (two, 2), (keys[index], 1)):
            if index + length > len(keys):
                continue
            share = next((each for each, name in _LISTS.items() if phrase in lists[name]), None)
            free = phrase in lists["any"]
            share = Share.ALL if free else share
            if share is None or (share is Share.ALL and keys[index - 1 : index] == ["of"]):
                continue  # "a tenth of all"
            persons = language.clauses["takes_up"] - language.clauses["points"]
            if share is Share.ALL and persons.intersection(keys[index + length :][:1]):
                continue  # "all it takes"
            if share is Share.MOST and _is_superlative(tokens[index + length :], language):
                continue  # "most urgent"
            behind = tokens[index + length : index + length + 1]
            ends = tokens[index + length - 1].closes
            if phrase in lists["degree"] and not ends and any(each.root for each in behind):
                continue  # "much nicer"
            if phrase in lists["superlative"] and index and _is_alone(tokens, index, language):
                continue  # "what matters most is"
            if share is Share.SOME and _is_number(keys[index + length :], language):
                continue  # "some 300 hives"
            before = keys[max(0, index - 2) : index]
            short = lists["short_of"].intersection(before)
            if share is Share.ALL and (
                short or (not free and _is_denied_before(tokens, index, language))
            ):
                share = Share.MOST
            elif share in (Share.MANY, Share.MOST) and _is_denied(before, language):
                share = Share.FEW
            elif phrase == "one_of" and lists["negations"].intersection(before[-1:]):
                share = Share.NONE
            heads = [_PERSON] if phrase in lists["persons"] else []
            manner = phrase in lists["manner"]
            for token in () if manner or ends else tokens[index + length : index + length + _REACH]:
                if token.key in lists["people"]:
                    heads.append(_PERSON)
                if token.key not in language.function and len(token.stem) > 1:
                    heads += [token.stem, *_parts_of(token, language)]
                if token.closes or len(heads) >= _HEADS:
                    break
            spoken = phrase.replace("_", " ")
            first = heads[0] if heads else ""
            floats = bool(index) and _is_of_before(tokens[index - 1], language)
            begins = opens(text, tokens[_first(tokens, index, language)].start)
            found.append(
                Quantifier(share, spoken, frozenset(heads), first, free, manner, begins, floats)
            )
            index += length - 1
            break
        index += 1
    return tuple(found)


def _is_alone(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """Whether a part of a sentence ends with a word, or its verb follows."""
    behind = tokens[index + 1 : index + 2]
    return tokens[index].closes or not behind or behind[0].key in language.cleaning["be"]


def _first(tokens: Sequence[Token], index: int, language: Language) -> int:
    """Where a quantifier begins with what leaves it short: "nearly all"."""
    while index and tokens[index - 1].key in language.claims["short_of"]:
        index -= 1
    return index


def _is_superlative(behind: Sequence[Token], language: Language) -> bool:
    """Whether the word behind "most" is a quality, and none of the word behind it."""
    return (
        bool(behind)
        and behind[0].kind is WordClass.ADJECTIVE
        and (behind[0].closes or not behind[1:] or behind[1].key in language.function)
    )


def _is_denied_before(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """Whether a verb shortly before a word, in its clause, is denied: "aren't ready in all"."""
    for at in range(index - 1, max(-1, index - 1 - _DENIED), -1):
        if tokens[at].closes or tokens[at].key in language.clauses["subordinating"]:
            return False
        if tokens[at].key in language.claims["denying"]:
            return not _is_denied_as_well(tokens[:at], language)
    return False


def _is_denied_as_well(before: Sequence[Token], language: Language) -> bool:
    """Whether a denial stands behind another: "it can't be done where nobody knows all"."""
    for token in reversed(before):
        if token.closes:
            return False
        if token.key in language.claims["denying"]:
            return True
    return False


def _is_denied(before: Sequence[str], language: Language) -> bool:
    """Whether the last of some words denies what follows, with an article or without."""
    between = language.classes["determiners"] | language.claims["saying"]  # "don't think most"
    near = before[-2:] if set(before[-1:]) & between else before[-1:]
    return bool(language.claims["negations"].intersection(near))


def _parts_of(token: Token, language: Language) -> list[str]:
    """Stems of the parts of a word with hyphens."""
    return [stem(part, language.tag) for part in token.key.split("-") if part != token.key]


def _is_of_a_name(tokens: Sequence[Token], index: int, manner: frozenset[str]) -> bool:
    """Whether a word belongs to a name: "at Generally Intelligent"."""
    if not tokens[index].text[:1].isupper():
        return False
    if index and not tokens[index - 1].closes:
        return True
    following = tokens[index + 1 : index + 2]
    named = bool(following) and following[0].text[:1].isupper() and not tokens[index].closes
    return named and tokens[index].key in manner


def _is_floating(before: Token, language: Language) -> bool:
    """Whether a word such as "each" stands behind what it tells of: "Reth and Besu each"."""
    if before.closes:
        return False
    plural = bool(before.root) and before.text.endswith("s")
    return before.text[:1].isupper() or plural or before.key in language.clauses["takes_up"]


def _is_of_before(before: Token, language: Language) -> bool:
    """Whether a quantifier behind a word tells of what that takes up: "they've all been"."""
    word = re.split("['’]", before.key)[0]
    taken_up = language.clauses["takes_up"] - language.clauses["points"]
    return not before.closes and (word in taken_up or before.key in language.cleaning["be"])


def _allowed(own: Quantifier, said: Sequence[Quantifier], spoken: str, language: Language) -> bool:
    """Whether what is said allows a quantifier."""
    exact = [each for each in said if own.first and each.first == own.first]
    related = exact or [each for each in said if each.heads & own.heads]
    shares = {each.share for each in related or said}
    whole = {each.share for each in said if own.manner or not each.manner}
    counts = quantities(spoken, language)
    parts = [
        each.size
        for each in counts
        if each.size < 1 and (each.unit is None or each.unit.dimension == "share")
    ]
    only = _only(spoken, language)
    partly = bool(parts) or bool(language.pattern("part_of").search(spoken))
    if own.share is Share.ALL:
        if own.manner:
            return not whole & {Share.SOME, Share.MOST, Share.NONE} or Share.ALL in whole
        if own.text in language.claims["floating"]:  # of one after the other
            return not related or bool(shares & {Share.ALL, Share.MANY})
        every = [each for each in said if each.share is Share.ALL]
        if any(each.floats or len(each.heads & own.heads) > 1 for each in every):
            return True
        whole_said = any(each.text in language.claims["whole"] for each in said)
        if whole_said and not exact and own.text not in language.claims["whole"]:
            return True  # "all tests" for "everything"
        if related or partly or only & own.heads:
            return bool(shares & {Share.ALL}) or (not related and Share.ALL in whole)
        at_times = any(each.manner and each.share is Share.SOME for each in said)
        return not (Share.MOST in shares or at_times) or Share.ALL in shares
    if own.share is Share.NONE:
        things = own.heads - {_PERSON}
        bound = {each.share for each in related if not each.free and each.heads & things}
        if any(each.share is Share.SOME and len(each.heads & own.heads) > 1 for each in related):
            return Share.NONE in bound
        return Share.NONE in bound or not bound & {Share.ALL, Share.MOST, Share.MANY}
    if own.share is Share.MOST and own.manner:  # who sums up says so much
        return not whole or bool(whole - {Share.FEW, Share.NONE}) or partly
    if own.share is Share.MOST:
        if not any(each.share >= Share.MOST for each in related):
            if own.heads & {noun for each in counts for noun in _counted(each)}:
                return False
            if parts and max(parts) < _HALF:
                return False
        return any(each.share >= Share.MOST and not each.free for each in said) or partly
    if own.share is Share.MANY:
        return not (related or whole) or bool(whole - {Share.FEW, Share.NONE})
    if own.share is Share.FEW:
        fewer = bool(shares & {Share.FEW, Share.NONE, Share.SOME})
        lists, keys = language.claims, _keys(spoken, language)
        single = bool(lists["lone"] & keys) and own.text.replace(" ", "_") in lists["singly"]
        loose = own.manner or all(each.share is not Share.MOST for each in exact)
        return not related or fewer or single or (loose and bool(lists["negations"] & keys))
    loose = any(each.share is Share.SOME for each in exact or said)
    return loose or not related or shares - {Share.FEW} != {Share.ALL}


def _is_number(following: Sequence[str], language: Language) -> bool:
    """Whether the first of some words is a number."""
    return any(word[:1].isdigit() or word in language.numbers for word in following[:1])


def _only(spoken: str, language: Language) -> frozenset[str]:
    """Stems of the content words behind each "only", as far as its part of the sentence goes."""
    found: set[str] = set()
    left = 0
    for token in tokens_of(spoken, language):
        if left and token.key not in language.function and len(token.stem) > 1:
            found.add(token.stem)
        left = 0 if token.closes else max(0, left - 1)
        if token.key in language.claims["only"]:
            left = 2 * _REACH
    return frozenset(found)


def _counted(quantity: Quantity) -> set[str]:
    """Stems of what a number counts."""
    unit = {quantity.unit.name} if quantity.unit else set()
    return {*quantity.nouns[:1], *unit}


def _keys(text: str, language: Language) -> frozenset[str]:
    return frozenset(token.key for token in tokens_of(text, language))


_SCOPE = 3
"""Words behind a negation that it denies."""
_FEW_LINES = 3
"""Lines of which words can tell what they deny."""


def denied(text: str, cited: Sequence[CitableLine], ground: Ground) -> Iterator[str]:
    """What `text` denies where nothing in its lines does, or tells where they only deny it.

    Where both have a negation words cannot decide, nor of more than a few lines, one of which may
    deny what another tells.
    """
    language = ground.language
    text = _denying(text, language)
    lines = [_denying(without_notes(line.text), language) for line in cited]
    said: dict[str, set[bool]] = {}
    for line in lines:
        for root, sign, _ in _polarities(line, language):
            said.setdefault(root, set()).add(sign)
    lists = language.claims
    turning = lists["negations"] | lists["turning"] | lists["lessening"] | lists["so_far"]
    turned, turned_there = (
        turning & _words(text, language),
        any(turning & _words(line, language) or "?" in line for line in lines),
    )
    if bool(turned) == bool(turned_there):
        return
    if turned_there and any("?" in line for line in lines):
        return
    told = "denied" if turned_there else "told, and not denied,"
    if len(cited) > _FEW_LINES:
        return
    several = len(cited) > 1  # which may deny a thing in one line and be about it in others
    things = _things(text, language) if several else frozenset()
    for root, sign, word in _polarities(text, language):
        if said.get(root) == {not sign} and root not in things:
            yield f"{word!r} is {told} in the lines it lists"


def _things(text: str, language: Language) -> frozenset[str]:
    """The stems of a text's nouns and names."""
    [row] = classify([tokens_of(text, language)], language)
    return frozenset(token.root for token in row if token.kind in (WordClass.NOUN, WordClass.NAME))


def _denying(text: str, language: Language) -> str:
    """A text without the phrases that deny nothing, though they have a negation: "or not"."""
    phrases = sorted(language.claims["no_denial"])
    either = "|".join(re.escape(each.replace("_", " ")) for each in phrases)
    return re.sub(rf"\b(?:{either})\b", " ", text, flags=re.IGNORECASE) if phrases else text


def _words(text: str, language: Language) -> set[str]:
    """The words of a text, and each two neighbours as one phrase."""
    keys = [token.key for token in tokens_of(text, language)]
    return {*keys, *(f"{one}_{other}" for one, other in pairwise(keys))}


def _polarities(text: str, language: Language) -> Iterator[tuple[str, bool, str]]:
    """The words of a text that say something, each with whether it is denied.

    What stands in a clause that hangs on another ("whoever optimizes for it", "to optimize") is
    not told.
    """
    reach, bound = 0, False
    clauses = language.clauses["subordinating"]
    for token in tokens_of(text, language):
        bound = bound or token.key in clauses or token.key in language.claims["intends"]
        if token.key in clauses | language.clauses["may_subordinate"]:
            reach = 0  # "they don't care that Mark has it"
        if token.key in language.claims["denying"]:
            reach = _SCOPE + 1
        elif token.root and not bound:
            yield token.root, reach > 0, token.text
        reach = 0 if token.closes else max(0, reach - 1)
        bound = bound and not token.closes


def reversed_(text: str, cited: Sequence[CitableLine], ground: Ground) -> Iterator[str]:
    """Comparisons of `text` that its lines make the other way round."""
    language = ground.language
    pairs = [tuple(pair.split("/")) for pair in sorted(language.claims["opposites"])]
    lines = [without_notes(line.text) for line in cited]
    own, compared = _keys(text, language), _compared(text, language)
    said = _keys(" ".join(lines), language)
    negated = language.claims["negations"]
    for one, other in [*pairs, *((b, a) for a, b in pairs)]:
        if one in compared and one not in said and other in said and other not in own:
            holding = [line for line in lines if other in _keys(line, language)]
            if own & negated or any(_keys(line, language) & negated for line in holding):
                continue
            if _sides_swapped(text, holding, language) or _turns(text, other, holding, language):
                continue
            yield f"{one!r} is the opposite of what the lines it lists say"
    for one in sorted({word for pair in pairs for word in pair} & own & said):
        holding = [line for line in lines if one in _keys(line, language)]
        if _sides_swapped(text, holding, language):
            yield f"{one!r}: the lines it lists compare the other way round"


def _compared(text: str, language: Language) -> frozenset[str]:
    """The words of the parts of a sentence in which something is compared."""
    than = language.claims["than"]
    parts = (_keys(part, language) for part in _PART.split(text))
    return frozenset(key for keys in parts if keys & than for key in keys)


def _sides_swapped(text: str, lines: Sequence[str], language: Language) -> bool:
    """Whether what stands before "than" here stands behind it in some line, and the reverse."""
    own = _sides(text, language)
    if own is None:
        return False
    for line in lines:
        theirs = _sides(line, language)
        if theirs and own[0] & theirs[1] - theirs[0] and own[1] & theirs[0] - theirs[1]:
            return True
    return False


def _turns(text: str, other: str, lines: Sequence[str], language: Language) -> bool:
    """Whether lines say "more" of what stands behind "less ... than" in `text`."""
    own = _sides(text, language)
    if own is None:
        return False
    behind = {
        root
        for line in lines
        for part in line.lower().split(f" {other} ")[1:]
        for root in content_stems(part, language)
    }
    return bool(own[1] & behind) and not own[0] & behind


def _sides(text: str, language: Language) -> tuple[set[str], set[str]] | None:
    for word in language.claims["than"]:
        left, than, right = text.partition(f" {word} ")
        begins = words(right)[:1]
        if than and not (_COUNTS.match(right) or _is_number(begins, language)):
            a, b = set(content_stems(left, language)), set(content_stems(right, language))
            return a - b, b - a
    return None


def surer(text: str, cited: Sequence[CitableLine], ground: Ground) -> Iterator[str]:
    """What `text` tells as sure where its lines only tell that it may be."""
    language = ground.language
    lists = language.claims
    roots = set(content_stems(text, language))
    lines = [without_notes(line.text) for line in cited]
    of_it = [line for line in lines if roots.intersection(content_stems(line, language))]
    doubted = lists["doubtful"] & _words(" ".join(of_it), language)
    said, own = _words(" ".join(lines), language), _words(text, language)
    if own & lists["unsure"]:
        return
    if doubted and not said & lists["sure"] and not own & lists["negations"]:
        for word in sorted(own & lists["sure"]):
            yield f"{word!r} is surer than the lines it lists"
            return
