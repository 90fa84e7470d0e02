"""What a chapter could be called: whole pieces of what was said in it, a few words long.

A piece is a question, a claim, a deed, the manner of one, or the name of something. It is found by
word classes: where it may begin, what must stand in it, and where it may end. Nothing is joined
that nobody joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ...language.languages import Language
from ...language.tagging import WordTag
from ...model import Token
from .declension import bare_form, in_dative, is_genitive, is_oblique, plural_of

SHORTEST, LONGEST = 2, 8
"""Words of a title."""

_NOUNS = frozenset({WordTag.NOUN, WordTag.PROPN})
_NAMING = _NOUNS | {WordTag.ADJ, WordTag.NUM, WordTag.X, WordTag.SYM}
_VERBS = frozenset({WordTag.VERB, WordTag.AUX})
_LINKS = frozenset({WordTag.ADP, WordTag.DET, WordTag.CCONJ})
_ENDS_RUN = _VERBS | {WordTag.ADP, WordTag.DET}
"""Classes of words behind which a name goes on in a case of its own."""
_CLAUSE_EDGES = frozenset({WordTag.CCONJ, WordTag.SCONJ, WordTag.INTJ, WordTag.PUNCT})
_BEFORE_LINKS = _NOUNS | {WordTag.X, WordTag.SYM, WordTag.NUM}
"""Classes of words to which a preposition ties what follows."""
_NO_NOUN = 5
"""Letters from which on an adjective is seldom a noun too, as "red" is."""
_BEFORE_ADVERBS = _NOUNS | {WordTag.VERB}
"""Classes of words behind which an adverb may end a clause."""
_LAST = _NOUNS | {WordTag.ADJ, WordTag.VERB, WordTag.ADV, WordTag.X}
"""Classes of words in which a clause may end."""


_CUT_OFF = _VERBS | {WordTag.ADP, WordTag.PART, WordTag.PRON}
"""Classes of words with which a claim goes on."""
_OWNED = _NAMING | {WordTag.ADV, WordTag.VERB, WordTag.DET}
"""Classes of words before which "China's" is a genitive, or a subject with its verb."""
_FRAME = 6
"""Words before a claim among which one may take it back."""


class Kind(StrEnum):
    """What a piece is."""

    NAME = "name"
    """A noun with what belongs to it."""
    CLAIM = "claim"
    """Somebody or something, and what is said of it."""
    DEED = "deed"
    """What is done, without who does it: "training large models"."""
    MANNER = "manner"
    """How, why or what something is, inside a sentence."""
    QUESTION = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence that titles are looked for in, cleaned, its words in their classes."""

    place: int
    """Index of the utterance."""
    tokens: tuple[Token, ...]
    tags: tuple[WordTag, ...]
    asks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words of one sentence that could be a title."""

    said: Said
    first: int
    end: int
    kind: Kind

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its words."""
        return self.said.tokens[self.first : self.end]

    @property
    def tags(self) -> tuple[WordTag, ...]:
        """Their classes."""
        return self.said.tags[self.first : self.end]

    def spelled(self, language: Language, is_noun: Callable[[str], bool]) -> list[str]:
        """Its words as they are written where what stands before it is left out.

        `is_noun` tells whether the language has a noun of that form.
        """
        tokens, tags = self.said.tokens, self.said.tags
        texts = [token.text for token in self.tokens]
        dative = in_dative(tokens, tags, self.first, language)
        for place, index in enumerate(range(self.first, self.end)):
            if tags[index] in _ENDS_RUN:
                break
            if language.declension and tags[index] is WordTag.NOUN:
                texts[place] = plural_of(texts[place], is_noun, dative=dative)
            elif _NOUNS.isdisjoint(tags[self.first : index]):
                texts[place] = bare_form(tokens, tags, index, language) or texts[place]
        return texts

    @property
    def roots(self) -> frozenset[str]:
        """Stems of those of its words that say something."""
        return frozenset(token.root for token in self.tokens if token.root)

    @property
    def key(self) -> tuple[str, ...]:
        """Stems of its words, so that singular and plural are one."""
        return tuple(token.stem or token.key for token in self.tokens)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A claim or the like under the name of its subject: "LoRA: how to merge weights"."""

    head: Piece
    body: Piece

    @property
    def said(self) -> Said:
        """The sentence of its body."""
        return self.body.said

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its words."""
        return (*self.head.tokens, *self.body.tokens)

    @property
    def key(self) -> tuple[str, ...]:
        """Stems of its words."""
        return (*self.head.key, *self.body.key)


def find_pieces(said: Said, language: Language) -> Iterator[Piece]:
    """Every piece of a sentence that could be a title."""
    grammar = _Grammar(said, language)
    for first in range(len(said.tokens)):
        for kind, end in grammar.from_here(first):
            yield Piece(said=said, first=first, end=end, kind=kind)


class _Grammar:
    """Where pieces begin and end in one sentence."""

    def __init__(self, said: Said, language: Language) -> None:
        self._tokens, self._tags, self._asks = said.tokens, said.tags, said.asks
        self._language = language
        self._words = language.titles
        self._english = language.tag == "en"
        self._adjectives_follow = language.adjectives_follow

    def from_here(self, first: int) -> Iterator[tuple[Kind, int]]:
        """The pieces that begin at `first`, each by its kind and its end."""
        token, tag = self._tokens[first], self._tags[first]
        if self._points(first) or not token.text[0].isalnum() or self._is_torn(first):
            return
        last = min(len(self._tokens), first + LONGEST)
        if token.key in self._words["asking"]:
            yield from self._asked(first, last)
        elif self._asks and self._english and tag is WordTag.AUX and self._opens(first):
            yield from self._inverted(first, last)
        elif tag in _NAMING and not token.empty and self._begins_name(first):
            if self._stands_alone(first):
                yield from self._names(first, last)
                yield from self._claims(first, last)
        elif tag in _NOUNS and not token.empty and self._tags[first - 1] is WordTag.ADJ:
            if not self._stands_alone(first - 1) and self._stands_alone(first):
                yield from self._names(first, last)
        elif tag is WordTag.VERB and self._begins_deed(first):
            yield from ((Kind.DEED, end) for end in self._clause_ends(first, last, least=2))

    def _is_torn(self, first: int) -> bool:
        """Whether what begins here is half of a number or a phrase, or a letter for something."""
        token = self._tokens[first]
        if first and token.text[0].isdigit() and self._tokens[first - 1].text[-1].isdigit():
            return True
        if self._is_adverbial(first):
            return True
        return len(token.text) == 1 and token.text.isascii() and token.text.isalpha()

    def _asked(self, first: int, last: int) -> Iterator[tuple[Kind, int]]:
        """A question with a question word, or a clause like it."""
        manner = self._tokens[first].key in self._words["manners"]
        leads = first == 0 or (first == 1 and self._tags[0] in _CLAUSE_EDGES)
        if self._asks and (leads or (self._opens(first) and manner)):  # others also begin relatives
            yield from ((Kind.QUESTION, end) for end in self._whole_ends(first, last, least=3))
        elif manner and first + 1 < last:
            after = self._tokens[first + 1]
            if self._tags[first + 1] in _VERBS or (after.empty and after.key != "to"):
                return
            yield from (
                (Kind.MANNER, end)
                for end in self._clause_ends(first, last, least=3)
                if not _VERBS.isdisjoint(self._tags[first:end])
            )

    def _inverted(self, first: int, last: int) -> Iterator[tuple[Kind, int]]:
        """A question that its verb opens, about something that is named: "Does size matter?".

        Not what another question asks ("what do we think | are the limits?"), nor what asks nothing
        of what it names ("is the mill?").
        """
        if any(token.key in self._words["asking"] for token in self._tokens[:first]):
            return
        if first + 1 < last and self._tags[first + 1] in {*_NAMING, WordTag.DET}:
            yield from (
                (Kind.QUESTION, end)
                for end in self._whole_ends(first, last, least=3)
                if not self._only_names(first + 1, end)
            )

    def _only_names(self, first: int, end: int) -> bool:
        """Whether the words from `first` on are an article and what it belongs to, and no more."""
        if self._tags[first] is not WordTag.DET:
            return False
        behind = self._tags[first + 1 : end]
        return len(behind) == 1 or (behind[-1] in _NOUNS and _NAMING.issuperset(behind))

    def _opens(self, first: int) -> bool:
        """Whether a clause begins at a word."""
        return (
            first == 0
            or self._tokens[first - 1].closes
            or self._tags[first - 1] in _CLAUSE_EDGES
            or self._tokens[first - 1].key in self._words["frames"]
        )

    def _begins_name(self, first: int) -> bool:
        """Whether no word before belongs to the same name."""
        if first == 0 or self._tokens[first - 1].closes:
            return True
        before, tag = self._tokens[first - 1], self._tags[first - 1]
        if self._english and tag is WordTag.VERB and before.key.endswith(("ed", "ing")):
            return False  # "abandoned size model"
        return tag not in _NAMING or before.empty

    def _stands_alone(self, index: int) -> bool:
        """Whether a name may begin with a word in its form, without an article."""
        if is_genitive(self._tokens, self._tags, index, self._language):
            return False
        for place in range(index, len(self._tokens)):
            if self._tags[place] is not WordTag.ADJ:
                break
            if bare_form(self._tokens, self._tags, place, self._language) is None:
                return False
        return True

    def _begins_deed(self, first: int) -> bool:
        token = self._tokens[first]
        if token.empty or not self._english or not token.key.endswith("ing"):
            return False
        return first == 0 or self._tags[first - 1] not in {
            WordTag.AUX,
            *_NAMING,
            WordTag.PRON,
            WordTag.DET,
        }

    def _names(self, first: int, last: int) -> Iterator[tuple[Kind, int]]:
        """Nouns with what stands before them, joined by prepositions and the like."""
        loose = self._words["loose_joints"]
        for end in range(first + 1, last + 1):
            tag, token = self._tags[end - 1], self._tokens[end - 1]
            if (tag not in _NAMING and tag not in _LINKS) or self._points(end - 1):
                return
            if token.key in loose or token.key in self._words["asking"]:
                return
            if end - 1 > first and token.key == self._tokens[end - 2].key:
                return  # a false start
            if tag is WordTag.DET and end - 1 > first and not self._may_determine(end - 1):
                return
            if tag is WordTag.ADP and end - 1 > first and not self._may_link(end - 1):
                return
            if self._is_adverbial(end - 1) or self._hangs(first, end - 1):
                return
            if (
                (tag in _NOUNS or (tag is WordTag.ADJ and self._adjectives_follow))
                and not token.empty
                and not self._goes_on(end)
                and not self._lacks_other(first, end)
            ):
                yield Kind.NAME, end
            if token.closes:
                return

    def _lacks_other(self, first: int, end: int) -> bool:
        """Whether but one of two is named: "the choice between honey"."""
        keys = [token.key for token in self._tokens[first:end]]
        several = keys[-1].endswith("s") or WordTag.CCONJ in self._tags[first:end]
        return not several and not self._words["pairing"].isdisjoint(keys)

    def _hangs(self, first: int, index: int) -> bool:
        """Whether an adjective ends as an article demands that stands before the whole name."""
        before = self._tags[first:index]
        return (
            not _NOUNS.isdisjoint(before)
            and _ENDS_RUN.isdisjoint(before)
            and is_oblique(self._tokens, self._tags, index, self._language)
        )

    def _points(self, index: int) -> bool:
        """Whether a word sends a reader to what was said before."""
        pronoun = self._tags[index] is WordTag.PRON and not self._english
        return pronoun or self._tokens[index].key in self._words["pointing"]

    def _may_link(self, index: int) -> bool:
        """Whether a preposition ties to a noun: not in "consistent with weight", "or in jars"."""
        before = self._tags[index - 1]
        if before is WordTag.ADJ:
            return self._adjectives_follow or len(self._tokens[index - 1].key) < _NO_NOUN
        return before in _BEFORE_LINKS

    def _is_adverbial(self, index: int) -> bool:
        """Whether a word ends a phrase that names nothing: "of course", "in general"."""
        if not index or self._tokens[index].key not in self._words["adverbial"]:
            return False
        before = self._tokens[index - 1]
        return self._tags[index - 1] is WordTag.ADP or before.key in self._words["tying"]

    def _is_aside(self, index: int) -> bool:
        """Whether a word begins what belongs to no name, outside of English: "d'abord"."""
        return not self._english and index + 1 < len(self._tokens) and self._is_adverbial(index + 1)

    def _may_determine(self, index: int) -> bool:
        """Whether an article stands inside a name: behind a preposition, or as a genitive."""
        joint = {WordTag.ADP} if self._english else {WordTag.ADP, WordTag.CCONJ}
        return self._tags[index - 1] in joint or self._tokens[index].key in self._words["genitives"]

    def _goes_on(self, end: int) -> bool:
        """Whether the word after belongs to the name that ends here."""
        if end >= len(self._tokens) or self._tokens[end - 1].closes or self._is_aside(end):
            return False
        after, tag = self._tokens[end], self._tags[end]
        if self._english and self._tokens[end - 1].key.endswith("'s"):
            return tag in _OWNED
        return (
            tag in _NOUNS
            or after.key in self._words["tying"]
            or (self._adjectives_follow and tag is WordTag.ADJ)
            or (not self._adjectives_follow and tag is WordTag.ADJ and not after.empty)
            or after.key in {"'s", "’s"}
        )

    def _claims(self, first: int, last: int) -> Iterator[tuple[Kind, int]]:
        """From a subject on, over its verb, to where the clause may end."""
        if first and (not self._may_be_subject(first) or self._is_taken_back(first)):
            return
        verb = next(
            (
                index
                for index in range(first + 1, last)
                if self._tags[index] not in _NAMING and self._tags[index] not in _LINKS
            ),
            last,
        )
        if verb < last and self._tags[verb] is WordTag.ADV:
            verb += 1
        if verb >= last or self._tags[verb] not in _VERBS or self._is_loose(verb):
            return
        if any(token.closes for token in self._tokens[first:verb]):
            return
        before = self._tags[verb - 1]
        if before is WordTag.PART or (
            before not in _NOUNS and before not in {WordTag.ADV, WordTag.ADJ}
        ):
            return
        for end in self._clause_ends(first, last, least=verb - first + 2):
            if not self._is_cut_off(end):
                yield Kind.CLAIM, end

    def _is_taken_back(self, first: int) -> bool:
        """Whether words before a claim, in its clause, make it none: "if", "it is not that"."""
        for index in range(first - 1, max(-1, first - 1 - _FRAME), -1):
            token = self._tokens[index]
            if token.closes:
                return False
            if token.key in self._words["unasserted"] or token.key.endswith(("n't", "n’t")):
                return True
        return False

    def _is_cut_off(self, end: int) -> bool:
        """Whether what is said goes on behind `end` with what belongs to it."""
        if end >= len(self._tokens) or self._tokens[end - 1].closes:
            return False
        after = self._tokens[end]
        return self._tags[end] in _CUT_OFF or after.key in self._words["tying"]

    def _is_loose(self, verb: int) -> bool:
        """Whether a word is a verb's form that makes no statement alone: "models running"."""
        key = self._tokens[verb].key
        if self._english:
            return key.endswith("ing")
        return bool(self._language.pattern("infinitives").fullmatch(key))

    def _may_be_subject(self, first: int) -> bool:
        """Whether what stands before a name leaves it free to do something."""
        index = first - 1
        while (
            index >= 0
            and self._tags[index] in {WordTag.DET, WordTag.ADV}
            and not self._tokens[index].closes
        ):
            index -= 1
        if index < 0 or self._tokens[index].closes:
            return True
        return (
            self._tags[index] in _CLAUSE_EDGES or self._tokens[index].key in self._words["frames"]
        ) and not self._joins_subjects(index)

    def _joins_subjects(self, index: int) -> bool:
        """Whether a word joins what stands before it to what follows: "honey and salt keep"."""
        return (
            self._tags[index] is WordTag.CCONJ
            and index > 0
            and self._tags[index - 1] in _NOUNS
            and not self._tokens[index - 1].closes
        )

    def _whole_ends(self, first: int, last: int, least: int) -> Iterator[int]:
        """The end of a clause that closes its sentence, if it does so soon enough."""
        for index in range(first, min(last + 1, len(self._tokens))):
            if self._points(index) and index > first:
                return
            if index + 1 == len(self._tokens):
                if index + 1 - first >= least and self._may_end(index, closes=True):
                    yield index + 1
            elif self._tokens[index].closes:
                return

    def _clause_ends(self, first: int, last: int, least: int) -> Iterator[int]:
        """Where a clause may end that begins at `first`, after `least` words or more."""
        for index in range(first, last):
            if index > first and self._points(index):
                return
            if index > first and self._stumbles(index):
                return
            closes = self._tokens[index].closes or index + 1 == len(self._tokens)
            if index + 1 - first >= least and self._may_end(index, closes=closes):
                yield index + 1
            if closes:
                return

    def _stumbles(self, index: int) -> bool:
        """Whether a word begins the sentence anew: "the user has is", "the the"."""
        token, before = self._tokens[index], self._tokens[index - 1]
        if token.key == before.key:
            return True
        return (
            self._english
            and self._tags[index] is WordTag.AUX
            and self._tags[index - 1] in _VERBS
            and token.key in self._words["finite"]
        )

    def _may_end(self, index: int, *, closes: bool) -> bool:
        token, tag = self._tokens[index], self._tags[index]
        if token.empty or token.key in self._language.function or tag not in _LAST:
            return False
        if len(token.text) == 1 and "a" <= token.text <= "z":
            return False  # what was begun and not said, or a letter for something
        if tag is WordTag.ADV and self._tags[index - 1] not in _BEFORE_ADVERBS:
            return False  # "investment is all ideally"
        if closes:
            return True
        after = self._tags[index + 1]
        if tag in _NOUNS and not self._language.capitals:  # German verbs come last
            return not self._goes_on(index + 1) and after not in {WordTag.PART, *_VERBS}
        return after in _CLAUSE_EDGES


def capital(text: str) -> str:
    """`text` with a capital first, unless its first word has capitals of its own."""
    return text[:1].upper() + text[1:] if text.split(" ", 1)[0].islower() else text
