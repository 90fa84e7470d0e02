"""What comes first in a claim: whether its lines have it the other way round."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from ...language.languages import Language
from ...language.quantities import quantities
from ...language.tagging import classify, tells_classes
from ...language.words import tokens_of, words
from ...model import WordClass
from .ground import FAMILY, POSSESSIVE, Ground, without_notes
from .passages import CitableLine

_CLEARLY = 0.9
"""Share of pairs of words in the other order from which on the order is another."""
_OPENING = 3
"""Words at the beginning of a line among which "then" tells that it goes on with the one before."""
_NEAR = 3
"""Words on each side of "first" and "last" that tell what comes first or last."""


class Step(NamedTuple):
    """Two things of which one comes before the other, by the stems of their words."""

    earlier: frozenset[str]
    later: frozenset[str]
    in_row: bool = False
    """Whether steps are told one behind the other, where lines mostly tell them in their order."""


def misordered(text: str, cited: Sequence[CitableLine], ground: Ground) -> Iterator[str]:
    """What `text` puts in another order than its lines, in words for the model.

    The lines' own words for an order count most; without them people tell things in theirs.
    """
    language = ground.language
    lines = [without_notes(line.text) for line in ground.in_order(cited)]
    if any(_is_at_the_other_end(text, lines, language)):
        yield _OTHER
        return
    ranges = [each for line in lines for each in _ranges(line, language)]
    if any(_agreement(own, ranges) < 0 for own in _ranges(text, language)):
        yield _OTHER
        return
    steps = list(_steps(text, language))
    if not steps:
        return
    opened = frozenset(root for line in lines for root in _opened(line, language))
    run_on = list(_run_on(lines, language))
    told = [[step for line in run_on for step in _steps(line, language, k)] for k in _TOLD]
    rows = [_roots(line, language) for line in lines]
    spread = Counter(root for row in rows for root in set(row))
    once = [root for row in rows for root in row if spread[root] == 1]
    told_rows, common = (once, *rows), ground.families
    for step in steps:
        earlier, later = step.earlier - step.later, step.later - step.earlier
        own = Step(earlier, later)
        agreed = next((sign for each in told if (sign := _agreement(own, each))), 0)
        if agreed < 1 and not _agreement(own, told[0]) and _is_half_told(own, told[0]):
            continue  # told of one of both in these words, of the other in others
        if (
            agreed < 0
            and not _agreement(own, told[0])
            and _is_reversed(later, earlier, told_rows, common)
        ):
            agreed = 0  # "then" is said of something else, as they are told in this order
        unlike = step.in_row and _is_reversed(earlier, later, told_rows, common)
        if agreed == 0 and unlike:
            agreed = -1
        if agreed == 0 and later & opened and not earlier & opened:
            agreed = -1
        if agreed < 0:
            yield _OTHER
            return


def _ranges(text: str, language: Language) -> Iterator[Step]:
    """What a text says to go from one thing to another."""
    for pair in language.claims["ranges"]:
        one, other = pair.split("/")
        for clause in _CLAUSE.split(text):
            for match in re.finditer(rf"\b{one}\b(.+?)\b{other}\b(.+)", clause, re.IGNORECASE):
                earlier, later = (frozenset(_roots(each, language)) for each in match.groups())
                step = Step(earlier, later)
                if step.earlier and step.later:
                    yield step


def _opened(text: str, language: Language) -> Iterator[str]:
    """What a text says that something starts with, or that is done first, and does not deny."""
    for clause in _CLAUSE.split(text):
        for phrase in language.claims["first"]:
            done = re.fullmatch(rf"(.*\s){re.escape(phrase.replace('_', ' '))}", clause.lower())
            if done and not language.claims["negations"].intersection(words(done[1])):
                yield from _roots(done[1], language)
        for phrase in language.claims["opens"]:
            before, found, after = clause.lower().partition(phrase.replace("_", " "))
            if found and not language.claims["negations"].intersection(words(before)):
                yield from _roots(after, language)


def _run_on(lines: Sequence[str], language: Language) -> Iterator[str]:
    """Some lines in order, each that goes on with "then" together with the one before it."""
    before = ""
    for line in lines:
        opening = words(line)[:_OPENING]
        phrases = {*opening, *map("_".join, pairwise(opening))}
        goes_on = bool(before) and bool(phrases & language.claims["then"])
        yield f"{before.rstrip(' .!?')}, {line}" if goes_on else line
        before = line


def _agreement(own: Step, told: Sequence[Step]) -> int:
    """1 where more was told in the order of a step than in the other, -1 where less, else 0."""
    votes = 0
    for step in told:
        before, after = step.earlier - step.later, step.later - step.earlier
        votes += len(own.earlier & before) * len(own.later & after)
        votes -= len(own.later & before) * len(own.earlier & after)
    return (votes > 0) - (votes < 0)


def _is_half_told(own: Step, told: Sequence[Step]) -> bool:
    """Whether lines have one side of a step where it stands here, and none on the other side."""
    right = wrong = 0
    for step in told:
        before, after = step.earlier - step.later, step.later - step.earlier
        right += len(own.earlier & before) + len(own.later & after)
        wrong += len(own.later & before) + len(own.earlier & after)
    return right > 0 and not wrong


def _is_reversed(
    earlier: frozenset[str],
    later: frozenset[str],
    rows: Sequence[Sequence[str]],
    common: Mapping[str, int],
) -> bool:
    """Whether what should come later is spoken of before what should come earlier.

    Words that are rare in the recording tell more of what is meant than `common` ones. The first
    of `rows` that has words of both tells.
    """
    for row in rows:
        right = wrong = 0.0
        for one, other in combinations(row, 2):
            weight = 1 / ((1 + common[one]) * (1 + common[other]))
            right += weight * (one in earlier and other in later)
            wrong += weight * (one in later and other in earlier)
        if right or wrong:
            return wrong > _CLEARLY * (right + wrong)
    return False


def _is_at_the_other_end(text: str, lines: Sequence[str], language: Language) -> Iterator[bool]:
    """For each "last" of `text`, whether its lines have "first" of the same, or the reverse."""
    pairs = [tuple(pair.split("/")) for pair in language.claims["ends"]]
    said = [set(words(line)) for line in lines]
    for one, other in (*pairs, *((b, a) for a, b in pairs)):
        if not any(one in line for line in said):
            own = _beside(text, one, language)
            yield any(own & _beside(line, other, language) for line in lines)


def _beside(text: str, word: str, language: Language) -> frozenset[str]:
    """The beginnings of the words that stand near a word, in its clause."""
    found: set[str] = set()
    for clause in _CLAUSE.split(text):
        row = words(clause)
        for place in (place for place, each in enumerate(row) if each == word):
            near = row[max(0, place - _NEAR) : place + _NEAR + 1]
            found.update(_roots(" ".join(near), language))
    return frozenset(found)


def _has_word(roots: frozenset[str]) -> bool:
    """Whether some of these are no numbers."""
    return any(not root[0].isdigit() for root in roots)


def _roots(text: str, language: Language) -> list[str]:
    """The beginnings of the words of a text that say something, and its numbers, in order."""
    found = [
        (token.start, token.stem[:FAMILY])
        for token in tokens_of(text, language)
        if token.key not in language.function
        and token.key not in language.numbers
        and not any(token.key in language.claims[kind] for kind in _ORDERING)
        and len(token.stem) > 1
    ]
    found += [
        (each.start, f"{each.value:g}")
        for each in quantities(text, language)
        if not each.place and each.value != 1  # "a second"
    ]
    return [root for _, root in sorted(found)]


_OTHER = "the lines it lists have it in another order"
_ORDERING = ("ordering", "first", "then", "before", "after")
_TOLD = (("before", "after"), ("then",))
"""Kinds of words that tell of an order, those first that people hardly say for anything else."""


def _steps(
    text: str, language: Language, kinds: Sequence[str] = ("before", "after", "then", "first")
) -> Iterator[Step]:
    """What a text says to come before what."""
    for kind in kinds:
        for phrase in language.claims[kind]:
            pattern = rf"(?<![\w'-]){re.escape(phrase.replace('_', ' '))}(?![\w'-])"
            for match in re.finditer(pattern, text, re.IGNORECASE):
                left, right = text[: match.start()], text[match.end() :]
                before = re.search(r"([\w'’]+)\s*$", left)
                if kind == "first" and before and _owns(before[1], language):
                    continue  # "the first one", "her first products"
                if before and before[1].lower() in language.claims["phrasal"]:
                    continue  # "going after big game"
                if kind == "then" and _points(phrase, right, language):
                    continue  # "after that process"
                if kind == "then" and before and before[1].lower() in language.claims["since"]:
                    continue  # "since then"
                serial = kind in ("before", "after") and words(right)[:1]
                if serial and serial[0] in language.claims["serial"]:
                    continue  # "one after another"
                pair = _sides(kind, left, right, language)
                if pair:
                    earlier, later = (frozenset(_roots(each, language)) for each in pair)
                    opens = not words(_CLAUSE.split(left.rstrip(" ,"))[-1])
                    in_row = kind in ("then", "first") or (kind == "before" and not opens)
                    step = Step(earlier, later, in_row and left[-2:] != ", ")
                    if kind == "then" or (_has_word(earlier) and _has_word(later)):
                        yield step


def _points(phrase: str, right: str, language: Language) -> bool:
    """Whether a phrase ends with a word that points at the noun behind it."""
    behind = words(right)[:1]
    noun = right[:1] == " " and behind and behind[0] not in language.function
    return bool(noun) and phrase.rpartition("_")[2] in language.clauses["points"]


def _owns(word: str, language: Language) -> bool:
    """Whether a word makes one of what follows: "the", "whose", "Hollin's"."""
    return word.lower() in language.classes["determiners"] or bool(POSSESSIVE.search(word))


def _sides(kind: str, left: str, right: str, language: Language) -> tuple[str, str] | None:
    """What is earlier and what is later of the texts on both sides of a word for an order."""
    subject = language.clauses["takes_up"] - language.clauses["points"] - {"there"}
    clause = _CLAUSE.split(left.rstrip(" ,"))[-1]  # "they counted, before they opened it"
    if language.classes["determiners"].intersection(words(right)[:1]):
        clause = _by_then(clause, language)[-1]  # "but then after a week they left"
    opens = all(word in language.function for word in words(clause))
    if kind in ("before", "after"):
        if opens:
            inner, _, outer = right.partition(",")
            more = language.claims["tells_more"].intersection(words(outer)[:1])
            if more or not _tells_what_is_done(_CLAUSE.split(outer)[0], language):
                outer = ""  # "after a year there he joined them, who were few"
            subjects = [m for m in re.finditer(r"\s[\w']+", right) if m[0].strip() in subject]
            whole = [m for m in subjects if _is_whole(right[: m.start()], language)]
            if not outer and (whole or len(subjects) > 1):
                # "before we open it we count", "after a year here he left"
                begin = (whole or subjects[-1:])[0].start()
                inner, outer = right[:begin], right[begin:]
            if not outer:
                return None
            pair = (_CLAUSE.split(outer)[0], inner)
        else:
            begun = _by_then(_ALTERNATIVE.split(left)[-1], language)
            begun = [each for each in begun if each.strip(" ,")]  # "and then before"
            pair = (begun[-1] if begun else "", _by_then(_CLAUSE.split(right)[0], language)[0])
        return pair if kind == "before" else pair[::-1]
    if kind == "then":
        if _ASIDE.search(left):
            return None
        if _ENDS.match(right):  # "and numbered every piece afterwards"
            clauses = [each for each in _JOINT.split(left) if re.search(r"\w{3}", each)]
            if clauses and language.clauses["subordinating"].intersection(words(clauses[-1])):
                return None  # "nobody knew what came afterwards"
            return (" ".join(clauses[:-1]), clauses[-1]) if len(clauses) > 1 else None
        clauses = _CLAUSE.split(right)  # "and then, after that, they sign it"
        return left, next((each for each in clauses if _roots(each, language)), "")
    own = _STEP.split(left)[-1]
    after = _STEP.split(right)  # "they first looked, not thinking of it": no second step
    if len(after) < 2:
        return None
    return own + _by_then(after[0], language)[0], after[1]


def _is_whole(before: str, language: Language) -> bool:
    """Whether what stands before a subject is whole: not "after what", "after the talk that"."""
    row = words(before)
    return len(row) > 1 and row[-1] not in language.function


def _tells_what_is_done(text: str, language: Language) -> bool:
    """Whether a text has a verb: "above all for tests" goes on with what stands before it."""
    [row] = classify([tokens_of(text, language)], language)
    return not tells_classes(language) or any(
        token.kind is WordClass.VERB or token.key in language.cleaning["be"] for token in row
    )


def _by_then(text: str, language: Language) -> list[str]:
    """The parts of a text between words such as "then"."""
    thens = "|".join(re.escape(each.replace("_", " ")) for each in language.claims["then"])
    return re.split(rf"\b(?:{thens})\b", text, flags=re.IGNORECASE) if thens else [text]


_CLAUSE = re.compile(r"[,;:.!?]")
_ALTERNATIVE = re.compile(r"[;.!?]|, (?:or|but|oder|aber|ou|mais|o|pero)\b")
_JOINT = re.compile(r",|;|\band\b|\bund\b|\bet\b|\by\b")
_STEP = re.compile(r";|\band\b|\bund\b|\bet\b|\by\b")
_ASIDE = re.compile(r"\b(?:that|which|who)\s+\w+\s*$")
"""Where "finally" tells of one thing: "what is finally resolved"."""
_ENDS = re.compile(r"\s*(?:[,.;!?]|$)")
