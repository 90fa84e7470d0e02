"""English word classes, as far as finding noun phrases in speech needs them.

No tagger and no model: closed classes are listed, the commonest verbs and adjectives too, endings
tell the rest, and whatever is left is a noun, which in the talk of specialists it nearly always is.
"""

from __future__ import annotations

from functools import lru_cache

from ..model import WordClass
from .languages import Language

_ENGLISH = Language.of("en")
_CLASSES = _ENGLISH.classes
_NO_CONTENT = _ENGLISH.function | _ENGLISH.fillers | _CLASSES["adverbs"]
_ADJECTIVE_ENDINGS = ("able", "ible", "ful", "less", "ous", "ical", "ish", "iest")


def _inflections(verb: str) -> list[str]:
    """`verb` and its regular third person and past; the -ing form is a gerund."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied"]
    if verb.endswith(("s", "sh", "ch", "x", "o")):
        return [verb, verb + "es", verb + "ed"]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d"]
    return [verb, verb + "s", verb + "ed", verb + verb[-1] + "ed"]


_VERB_FORMS = (
    _CLASSES["irregular"]
    | {form for verb in _CLASSES["verbs"] for form in _inflections(verb)}
    | {
        form
        for verb in _CLASSES["plain_verbs"]
        for form in _inflections(verb)[:2]
        if not form.endswith("ed")
    }
)


@lru_cache(maxsize=1 << 16)
def class_of(word: str) -> WordClass:
    """The class of a lower-case token, taken alone."""
    if word in _CLASSES["determiners"]:
        return WordClass.DETERMINER
    if word in _CLASSES["joints"]:
        return WordClass.JOINT
    if word in _NO_CONTENT:
        return WordClass.OTHER
    if "'" in word and not word.endswith("'s"):
        return WordClass.OTHER
    if word in _VERB_FORMS:
        return WordClass.VERB
    if word in _CLASSES["adjectives"]:
        return WordClass.ADJECTIVE
    if word.endswith("ly") and len(word) > 4 and word not in _CLASSES["nouns_in_ly"]:
        return WordClass.OTHER
    if word.endswith("ing") and len(word) > 4 and word not in _CLASSES["not_gerunds"]:
        return WordClass.GERUND
    if word.endswith("ed") and len(word) > 4 and word not in _CLASSES["not_participles"]:
        return WordClass.PARTICIPLE
    if word.endswith(_ADJECTIVE_ENDINGS) and len(word) > 5:
        return WordClass.ADJECTIVE
    return WordClass.NOUN


_SETTLED = {WordClass.OTHER, WordClass.DETERMINER, WordClass.JOINT}
"""Classes that no place changes."""
_SUBJECTS = {WordClass.NOUN, WordClass.OTHER}
"""After these an -ed form is a verb: "we launched", "people just called"."""
_BEFORE_VERB = _ENGLISH.clauses["before_verb"]
_AFTER_VERB = _ENGLISH.clauses["after_verb"]


def classes_in_context(found: list[tuple[str, str, str, str, WordClass, str, int]]) -> None:
    """Settle the classes of words where they stand; `found` has them as tokens will."""
    before, last = "", WordClass.DETERMINER
    for index, (word, key, _, _, kind, marks, _) in enumerate(found):
        if kind in _SETTLED:
            before, last = key, kind
            continue
        settled = kind
        if kind is WordClass.NOUN and not (index and word[:1].isupper()):
            if before in _BEFORE_VERB:
                settled = WordClass.VERB
            elif index + 1 < len(found) and found[index + 1][1] in _AFTER_VERB:
                settled = kind if marks and marks.strip("'’") else WordClass.VERB
        elif index and word[:1].isupper() and kind is not WordClass.NOUN and len(word) > 1:
            settled = WordClass.NOUN  # a name, whatever the word means otherwise
        elif kind is WordClass.PARTICIPLE and last in _SUBJECTS:
            settled = WordClass.VERB
        if settled is not kind:
            found[index] = (*found[index][:4], settled, *found[index][5:])
        before, last = key, settled
