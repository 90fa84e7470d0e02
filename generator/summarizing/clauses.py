"""How a sentence is built, as it would be printed: whether it stands alone, and on what it leans.

Main clauses are found from left to right: each word that subordinates is owed a verb, and a verb
that is owed to none makes a main clause if it has a subject. Words are classed by what was learned
from treebanks (`language.tagging`), what subordinates is listed in the language's data; a language
without such lists is taken at its word.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ..language.languages import Language
from ..language.tagging import Tagger, WordTag
from ..language.words import tokens_of
from ..model import Token

_NOMINAL = frozenset({WordTag.NOUN, WordTag.PROPN, WordTag.PRON, WordTag.NUM, WordTag.X})
_NOUNS = frozenset({WordTag.NOUN, WordTag.PROPN})
_VERBAL = frozenset({WordTag.VERB, WordTag.AUX})
_INSIDE_VERB = frozenset({WordTag.ADV, WordTag.PART})
_BEFORE_PARTICIPLES = frozenset({WordTag.ADJ, WordTag.ADP, WordTag.DET})
_LOOSE = frozenset({WordTag.SCONJ, WordTag.ADV})
"""Classes of words that subordinate and are no part of their clause."""
_CONTRACTING = frozenset({WordTag.PRON, WordTag.ADV})
_CONTRACTED = ("'s", "'re", "'m", "'ve", "'ll", "'d")
_POINTS_WITHIN, _NOUN_WITHIN = 6, 3
"""Words at the beginning that may point at nothing, and between a determiner and its noun."""
_OPENING_NOUNS = 5
"""Words at the most of a noun phrase that a speaker drops to begin again."""


class Word(NamedTuple):
    """A word where it stands."""

    key: str
    tag: WordTag
    pauses: bool
    """Whether punctuation follows."""

    @property
    def contracted(self) -> bool:
        """Whether it is a subject with its verb: "it's"."""
        return self.tag in _CONTRACTING and self.key.endswith(_CONTRACTED)


Words = Sequence[Word]
"""The words of a sentence; none where their classes are not known."""


def words_of(texts: Sequence[str], language: Language) -> list[Words]:
    """The words of each of `texts` with their classes, which are told of all at once."""
    tagger = Tagger.of(language.tag) if language.clauses["subordinating"] else None
    if tagger is None:
        return [() for _ in texts]
    rows = [[token for token in tokens_of(text, language) if token.key] for text in texts]
    tags = tagger.tag([[token.text for token in row] for row in rows])
    return [_classed(row, tagged, language) for row, tagged in zip(rows, tags, strict=True)]


def _classed(row: Sequence[Token], tags: Sequence[WordTag], language: Language) -> Words:
    said = [
        Word(token.key, tag, bool(token.marks.strip("'\"’”")))
        for token, tag in zip(row, tags, strict=True)
    ]
    for index in range(1, len(said)):
        word, before = said[index], said[index - 1]
        if before.key in language.clauses["singular"] and _is_plural(word):
            said[index] = Word(word.key, WordTag.VERB, word.pauses)  # "this leaves room"
    return said


def has_main_clause(said: Words, language: Language) -> bool:
    """Whether some clause of a sentence hangs on no other; True where that cannot be told."""
    if not said:
        return True
    if _opens_with_that(said, language):
        return False
    always, often = language.clauses["subordinating"], language.clauses["may_subordinate"]
    opens_below = _subordinates(said, 0, always, often) and said[0].tag is not WordTag.PRON
    named = _opens_with_a_name(said)
    owed, last = 0, WordTag.SCONJ
    below = subject = joined = False
    index = 0
    while index < len(said):
        word = said[index]
        if index and said[index - 1].pauses:
            subject, joined = subject and not opens_below, False
        if _subordinates(said, index, always, often):
            owed += 1
            last = word.tag
        end = _verb_group(said, index, language)
        if not end:
            subject = subject or word.tag in _NOMINAL or word.key in language.clauses["takes_up"]
            joined = joined or (
                word.tag is WordTag.CCONJ and not (index and said[index - 1].pauses)
            )
            index += 1
            continue
        if _is_gerund(word):
            subject = True
        elif _is_finite(said, index, language) and not _continues(said, index):
            own = subject or word.tag not in _VERBAL or _commands(said, index)
            bare = _is_bare_relative(said, index, language)
            if owed:
                owed -= not (bare and last in _LOOSE)
                below = True
            elif own and bare and named and not _is_when(said, index, language):
                below = True  # "the models you can run"
            elif own and (bare or not (below and joined)):
                return True
            named = False
            joined = False
        index = end
    return not below and _may_hold_a_verb(said)


def _may_hold_a_verb(said: Words) -> bool:
    """Whether a word might be a verb with a tense that was not known for one.

    "the train's late", "a gauge measures"; not "to keep bees", "keeping bees", "all hives".
    """
    if said[0].tag in _VERBAL and not _is_gerund(said[0]):
        return True
    for index, (before, word) in enumerate(pairwise(said), 1):
        if (word.tag in _VERBAL and before.key != "to" and not _is_gerund(word)) or "'" in word.key:
            return True
        behind = said[index + 1].tag if index + 1 < len(said) and not word.pauses else None
        between = before.tag in _NOUNS or behind in {WordTag.DET, WordTag.PRON}
        if between and not before.pauses and _is_plural(word):
            return True
    return False


def is_left_open(said: Words, language: Language) -> bool:
    """Whether it breaks off after a condition: "the point is that if it rains"."""
    always, often = language.clauses["subordinating"], language.clauses["may_subordinate"]
    for index, (word, behind) in enumerate(pairwise(said)):
        opens = word.key in often and word.tag is WordTag.SCONJ and not behind.pauses
        if opens and behind.key in always and behind.tag in _LOOSE:
            return not has_main_clause(said[index + 1 :], language)
    return False


def begins_again(said: Words, language: Language) -> bool:
    """Whether a few nouns open it that a pronoun behind a comma takes up: "The agent, it's"."""
    for index, word in enumerate(said[:_OPENING_NOUNS]):
        if word.tag in _VERBAL | {WordTag.SCONJ, WordTag.ADV, WordTag.ADP, WordTag.CCONJ}:
            return False
        if word.pauses:
            fresh = said[index + 1 : index + 3]
            return (
                word.tag in _NOUNS
                and word.key not in language.clauses["at_hand"]
                and len(fresh) == 2
                and fresh[0].key.partition("'")[0] in language.clauses["takes_up"]
                and (fresh[0].contracted or fresh[1].tag in _VERBAL | _INSIDE_VERB)
            )
    return False


def stands_for_nothing(said: Words, language: Language) -> bool:
    """Whether a pronoun among the first words of a sentence stands for what it has not named.

    What only looks like one must be told beforehand: "it is hard to".
    """
    for word in said[:_POINTS_WITHIN]:
        if word.tag in _NOUNS:
            return False
        if word.tag is not WordTag.DET and word.key in language.clauses["stands_for"]:
            return True
    return False


def points_nowhere(said: Words, language: Language) -> bool:
    """Whether a sentence points among its first words at a noun not named in it: "this block".

    Not where that only says where or when: "on this block".
    """
    named: set[str] = set()
    for index, word in enumerate(said[:_POINTS_WITHIN]):
        points = word.tag is WordTag.DET and word.key in language.clauses["points"]
        placed = index > 0 and said[index - 1].tag is WordTag.ADP
        if points and not placed and not _is_near(said, index, named, language):
            return True
        if word.tag in _NOUNS:
            named.add(word.key)
    return False


def _is_near(said: Words, index: int, named: set[str], language: Language) -> bool:
    """Whether what the determiner at `index` points at was named before, or is no thing."""
    for word in said[index + 1 : index + 1 + _NOUN_WITHIN]:
        if word.tag in _NOUNS:
            return word.key in named | language.clauses["at_hand"]
        if word.pauses:
            break
    return True


def _subordinates(said: Words, index: int, always: frozenset[str], often: frozenset[str]) -> bool:
    """Whether the word at `index` hangs a clause on another."""
    word = said[index]
    behind = said[index + 1] if index + 1 < len(said) else None
    if behind is not None and (behind.key == "to" or _is_gerund(behind)):
        return False  # "how to keep bees", "while keeping bees"
    if word.key.partition("'")[0] in always:
        # "if not, ..."
        return behind is None or not behind.pauses or behind.tag in _VERBAL
    if word.key not in often or word.pauses:
        return False
    before = said[index - 1] if index and not said[index - 1].pauses else None
    if word.key == "that" and (before is None or before.tag is WordTag.ADP):
        # "That means", "beyond that"; but "the idea is, that we"
        return before is None and index > 0 and behind is not None and behind.tag not in _VERBAL
    relative = word.tag is WordTag.PRON and before is not None and before.tag in _NOMINAL
    return word.tag is WordTag.SCONJ or relative


def _verb_group(said: Words, index: int, language: Language) -> int:
    """The index behind the verbs that begin at `index`; 0 where none does."""
    word = said[index]
    owns = word.tag in _NOUNS and word.key.endswith("'s") and not word.pauses
    verbal = index + 1 < len(said) and said[index + 1].tag in _VERBAL | _INSIDE_VERB
    if not (word.tag in _VERBAL or word.contracted or (owns and verbal)):
        return 0
    end = index + 1
    while (
        end < len(said)
        and not said[end - 1].pauses
        and said[end].tag in _VERBAL | _INSIDE_VERB
        and said[end].key != "to"
        and (said[end].key not in language.cleaning["be"] or said[end].key == "be")
        and not (said[end - 1].tag is WordTag.VERB and _has_tense(said[end]))
    ):
        end += 1
    return end


def _is_finite(said: Words, index: int, language: Language) -> bool:
    """Whether the verb at `index` has a tense."""
    word = said[index]
    if word.tag not in _VERBAL:
        return True
    before = said[index - 1] if index and not said[index - 1].pauses else None
    if before is not None and before.key == "to":
        return False
    if word.tag is WordTag.AUX:
        return word.key not in language.clauses["no_tense"]
    if _is_gerund(word):
        return False
    if word.key.endswith("ed") and before is not None:
        behind = said[index + 1] if index + 1 < len(said) else None
        ends = behind is None or behind.tag is WordTag.ADP
        later = any(earlier.tag in _VERBAL for earlier in said[:index])
        return not (before.tag in _BEFORE_PARTICIPLES or (before.tag in _NOUNS and ends and later))
    return True


def _has_tense(word: Word) -> bool:
    """Whether a word after a verb begins another clause: "the train I planned has ten coaches"."""
    return word.tag is WordTag.AUX or (word.tag is WordTag.VERB and word.key.endswith("s"))


def _is_plural(word: Word) -> bool:
    return word.tag is WordTag.NOUN and word.key.endswith("s") and not word.key.endswith("ss")


def _is_gerund(word: Word) -> bool:
    return word.tag in _VERBAL and len(word.key) > 5 and word.key.endswith("ing")


def _continues(said: Words, index: int) -> bool:
    """Whether the verb at `index` shares the subject of the one before it: "and goes"."""
    shares = index > 0 and said[index - 1].tag is WordTag.CCONJ
    return shares and said[index].tag in _VERBAL


def _commands(said: Words, index: int) -> bool:
    """Whether the verb at `index` begins a clause as none but a command does."""
    opens = index == 0 or said[index - 1].pauses
    return opens and said[index].tag is WordTag.VERB and not said[index].key.endswith("ed")


def _is_bare_relative(said: Words, index: int, language: Language) -> bool:
    """Whether the verb at `index` follows a pronoun right behind a noun: "the way you can"."""
    place = _subject_of(said, index)
    if place < 1 or said[place].key.partition("'")[0] not in language.clauses["takes_up"]:
        return False
    return said[place - 1].tag in _NOUNS and not said[place - 1].pauses


def _is_when(said: Words, index: int, language: Language) -> bool:
    """Whether the noun before the verb's subject says when: "last year we built"."""
    return said[_subject_of(said, index) - 1].key in language.clauses["at_hand"]


def _subject_of(said: Words, index: int) -> int:
    """Where the pronoun stands that is right before the verb at `index`, or one word with it."""
    return index if said[index].contracted else index - 1


def _opens_with_that(said: Words, language: Language) -> bool:
    """Whether all of a sentence is what somebody says or thinks: "That people don't accept it"."""
    if said[0].key != "that" or said[0].pauses or len(said) < 3:
        return False
    behind, then = said[1], said[2]
    clause = behind.key.partition("'")[0] in language.clauses["takes_up"] or _is_plural(behind)
    return clause or (behind.tag is WordTag.ADJ and _is_plural(then))


def _opens_with_a_name(said: Words) -> bool:
    """Whether the first thing in a sentence is a noun phrase, whatever joins it to others."""
    for word in said:
        joins = word.tag in {WordTag.CCONJ, WordTag.INTJ}
        if not (joins or (word.tag is WordTag.ADV and word.pauses)):
            return word.tag in _NOUNS | {WordTag.DET, WordTag.ADJ, WordTag.NUM}
    return False
