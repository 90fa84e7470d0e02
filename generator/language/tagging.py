"""Word classes: nouns, verbs and the rest, for languages with learned weights.

A word's class is the one for which the evidence sums highest: the word itself, its first and last
letters, how it is written, and the words around it with the classes that each of those can have
(Ratnaparkhi 1996, without the classes chosen before, so that a whole transcript is looked up at
once). `generator/evaluation/train_tagger.py` learns the weights from treebanks of Universal
Dependencies, with and without case and punctuation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..model import Token, WordClass
from .languages import Language

if TYPE_CHECKING:  # numpy is loaded with the first weights: a build with nothing to do needs none
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]
    Floats = NDArray[np.float32]

WEIGHTS_FOLDER = Path(__file__).with_name("taggers")
"""`<language>.npz` for each language."""


class WordTag(StrEnum):
    """The word classes of Universal Dependencies (universaldependencies.org/u/pos)."""

    NOUN = "NOUN"
    PROPN = "PROPN"
    VERB = "VERB"
    AUX = "AUX"
    ADJ = "ADJ"
    ADV = "ADV"
    PRON = "PRON"
    DET = "DET"
    ADP = "ADP"
    CCONJ = "CCONJ"
    SCONJ = "SCONJ"
    NUM = "NUM"
    PART = "PART"
    INTJ = "INTJ"
    X = "X"
    SYM = "SYM"
    PUNCT = "PUNCT"


_TAGS = tuple(WordTag)
LEARNED = _TAGS[:-2]
"""Classes that are told by weights; signs are told by what they are."""

NEIGHBOURS = (-2, -1, 1, 2)
"""Places whose frequent words are evidence."""
CLASSED = ((-2,), (-1,), (1,), (2,), (-2, -1), (-1, 1), (1, 2), (-1, 0), (0, 1))
"""Places whose possible classes are evidence together."""
KEYED = (-1, 1)
"""Places whose possible classes are evidence together with the word itself, where frequent."""
_REACH = 2
_SIGNS = frozenset("$%€£¥+=<>~^|§&@#°×÷©®™*")
_CASES = "a?AA?"
"""For each way to write a word what its case tells: none, nothing or a capital."""
_OPENERS = frozenset(".?!…:")
_DIGITS = re.compile(r"\d+")
_ELIDING = frozenset({"fr", "it", "ca"})
_LONGEST_ENDING, _LONGEST_OPENING = 5, 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one written word, whatever stands around it."""

    rows: tuple[int, ...]
    """Rows of weights for the word and its parts."""
    frequent: int
    """The word's rank among the frequent ones from 1 on, or 0."""
    possible: int
    """The number of the set of classes that it can have."""


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """All that is learned of a language except for the weights."""

    language: str
    names: tuple[str, ...]
    """Names of the rows for a word and its parts; row 0 is for nothing."""
    possible: tuple[int, ...]
    """For each name, the set of classes of words that have it, or 0 where it does not tell."""
    sets: int
    """Number of such sets; 0 is for nothing known, the last for the edge of a sentence."""
    frequent: tuple[str, ...]
    """Words that are evidence for their neighbours, the most frequent first."""
    keyed: int
    """As many of them are evidence together with the classes around them."""
    sources: str
    """Treebanks and their licences."""

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each name."""
        return {name: row for row, name in enumerate(self.names)}

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The rank of each frequent word, from 1 on."""
        return {word: rank for rank, word in enumerate(self.frequent, 1)}

    @property
    def height(self) -> int:
        """Number of rows of weights."""
        sizes: list[int] = [self.sets ** len(places) for places in CLASSED]
        sizes += [(self.keyed + 1) * self.sets for _ in KEYED]
        sizes += [len(self.frequent) + 1 for _ in NEIGHBOURS]
        return len(self.names) + sum(sizes)

    def describe(self, word: str, written: int) -> Evidence:
        """The evidence in `word` as written; `written` is how, see `ways_to_write`."""
        key = keyed(word)
        known = self._known_form(key)
        rows = []
        possible = 0
        for name in names_of(key, known, written):
            row = self.rows.get(name)
            if row is not None:
                rows.append(row)
                possible = possible or self.possible[row]
        return Evidence(tuple(rows), self.ranks.get(key, 0), possible)

    def _known_form(self, key: str) -> str:
        """`key` itself where it is known as a whole, else the part that says what it is."""
        return key if f"={key}" in self.rows else main_part(key, self.language)


def keyed(word: str) -> str:
    """The form under which a word is known: lower case, straight apostrophes, digits as 0."""
    return _DIGITS.sub("0", word.lower().replace("’", "'"))


def main_part(key: str, language: str) -> str:
    """The part of a compound that says what it is: "homme" of "l'homme", "john" of "john's"."""
    before, apostrophe, after = key.partition("'")
    if apostrophe:
        return after if language in _ELIDING else before
    return key.rpartition("-")[2]


def names_of(key: str, known: str, written: int) -> Iterator[str]:
    """The names of the rows for a word and its parts, what tells the most of its classes first."""
    yield f"={known}"
    case = _CASES[written]
    for length in range(min(_LONGEST_ENDING, len(known)), 0, -1):
        yield f"{case}-{known[-length:]}"
    for length in range(min(_LONGEST_ENDING, len(known)), 0, -1):
        yield f"-{known[-length:]}"
    for length in range(2, min(_LONGEST_OPENING, len(known)) + 1):
        yield f"{known[:length]}-"
    yield f"/{written}"
    if "'" in key:
        yield "'" + key.partition("'")[0]
    if "-" in key:
        yield "--"
    if "0" in key:
        yield "0"


def arrange(
    sentences: Sequence[Sequence[str]],
    knowledge: Knowledge,
    describe: Callable[[str, int], Evidence],
) -> tuple[Numbers, dict[tuple[str, int], Evidence]]:
    """Rows of weights that each word of `sentences` takes from what stands around it.

    The first column has the place of each word's own evidence among those that come with it, by
    the word and how it is written.
    """
    import numpy as np

    described: dict[tuple[str, int], int] = {}
    edge = [-1] * _REACH
    places = list(edge)
    spots: list[int] = []
    for sentence in sentences:
        begin = len(places)
        for one in zip(sentence, ways_to_write(sentence), strict=True):
            places.append(described.setdefault(one, len(described)))
        spots += range(begin, len(places))
        places += edge
    known = {one: describe(*one) for one in described}
    at = np.array(spots, np.int32)
    own = np.array(places, np.int32)
    possible = np.array([*(one.possible for one in known.values()), knowledge.sets - 1], np.int32)[
        own
    ]
    frequent = np.array([*(one.frequent for one in known.values()), 0], np.int32)[own]
    columns = [own[at]]
    base = len(knowledge.names)
    for classed in CLASSED:
        number = np.zeros(len(at), np.int32)
        for place in classed:
            number = number * knowledge.sets + possible[at + place]
        columns.append(base + number)
        base += knowledge.sets ** len(classed)
    key = frequent[at]
    key = np.where(key <= knowledge.keyed, key, 0)
    for place in KEYED:
        columns.append(base + key * knowledge.sets + possible[at + place])
        base += (knowledge.keyed + 1) * knowledge.sets
    for place in NEIGHBOURS:
        columns.append(base + frequent[at + place])
        base += len(knowledge.frequent) + 1
    return np.stack(columns, axis=1).astype(np.int32), known


class Tagger:
    """Tells the word classes of one language."""

    def __init__(self, knowledge: Knowledge, weights: Floats) -> None:
        self._knowledge = knowledge
        self._weights = weights
        self._describe = lru_cache(maxsize=1 << 15)(knowledge.describe)

    @classmethod
    def of(cls, language: str) -> Tagger | None:
        """The tagger of a language by its tag ("de", "de-AT"), or None where none is learned."""
        return _load(language.replace("_", "-").partition("-")[0].lower())

    @property
    def sources(self) -> str:
        """The treebanks that it is learned from, and their licences."""
        return self._knowledge.sources

    def knows(self, word: str) -> bool:
        """Whether a word, in lower case, is one of those that were learned."""
        return f"={word}" in self._knowledge.rows

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[WordTag]]:
        """The class of each word of each sentence.

        Words are as `generator.language.words.tokens` has them, punctuation may stand among them
        or not. A contraction has the class of its content word ("l'homme" is a noun), or else of
        its first word ("it's" is a pronoun).
        """
        import numpy as np

        rows, known = arrange(sentences, self._knowledge, self._describe)
        if not known:
            return [[] for _ in sentences]
        weights = self._weights
        parts = [row for one in known.values() for row in (0, *one.rows)]
        starts = np.cumsum([0, *(len(one.rows) + 1 for one in known.values())])[:-1]
        own = np.add.reduceat(weights[parts], starts, axis=0)
        scores = own[rows[:, 0]]
        for column in rows.T[1:]:
            scores += weights[column]
        signs = np.array([_TAGS.index(sign_of(word) or WordTag.NOUN) for word, _ in known])
        sign = signs[rows[:, 0]]
        told = iter(np.where(sign, sign, scores.argmax(axis=1)).tolist())
        return [
            [_TAGS[number] for _, number in zip(said, told, strict=False)] for said in sentences
        ]


def sign_of(word: str) -> WordTag | None:
    """The class of a token without letters and digits, else None."""
    if word[:1].isalnum() or any(char.isalnum() for char in word):
        return None
    return WordTag.SYM if _SIGNS.intersection(word) else WordTag.PUNCT


def ways_to_write(sentence: Sequence[str]) -> list[int]:
    """How each word of a sentence is written.

    Lower case 0, a capital that opens the sentence 1, another capital 2, capitals alone 3; and
    4 for all words where case tells nothing, since no word has both kinds of letters.
    """
    if not any(word[:1].isupper() and word[1:2].islower() for word in sentence):
        return [4] * len(sentence)
    ways = []
    opening = True
    for word in sentence:
        if word[:1].isupper():
            ways.append(1 if opening else 3 if word[1:2].isupper() else 2)
        else:
            ways.append(0)
        opening = word in _OPENERS or (opening and not word[:1].isalnum())
    return ways


@lru_cache
def _load(language: str) -> Tagger | None:
    import numpy as np

    path = WEIGHTS_FOLDER / f"{language}.npz"
    if not language.isalpha() or not path.is_file():
        return None
    with np.load(path) as stored:
        fields = json.loads(stored["knowledge"].tobytes())
        steps = stored["weights"].astype(np.float32)
        scale = float(stored["scale"])
    for name in ("names", "frequent"):
        fields[name] = tuple(fields[name].split("\n"))
    fields["possible"] = tuple(fields["possible"])
    return Tagger(Knowledge(**fields), steps * scale)


def tells_classes(language: Language) -> bool:
    """Whether nouns are told from verbs in a language, so that phrases can be found."""
    return language.tag == "en" or Tagger.of(language.tag) is not None


def classify(rows: Iterable[tuple[Token, ...]], language: Language) -> Iterable[tuple[Token, ...]]:
    """`rows` of words, each in the class that it has where it stands, as far as that is learned.

    English has its own rules (`lexicon`), with which the program's weights were fitted.
    """
    tagger = None if language.tag == "en" else Tagger.of(language.tag)
    if tagger is None:
        return rows  # one at a time, if they are made so
    rows = list(rows)
    tags = tagger.tag([list(_whole_words(row)) for row in rows])
    classified: list[tuple[Token, ...]] = []
    for row, tagged in zip(rows, tags, strict=True):
        kinds = iter(tagged)
        classified.append(
            tuple(
                token
                if token.text[-1] in "'’"
                else token._replace(kind=_class_of(next(kinds), token, language))
                for token in row
            )
        )
    return classified


def _whole_words(row: Sequence[Token]) -> Iterator[str]:
    """The words of `row` with what is elided before them, as the tagger learned them."""
    elided = ""
    for token in row:
        if token.text[-1] in "'’":
            elided += token.text
        else:
            yield elided + token.text
            elided = ""


def _class_of(tag: WordTag, token: Token, language: Language) -> WordClass:
    """What a universal word class means for noun phrases."""
    if token.key in language.classes["joints"]:
        return WordClass.JOINT
    kind = _CLASSES.get(tag, WordClass.OTHER)
    if token.empty and kind in {WordClass.NOUN, WordClass.ADJECTIVE, WordClass.NAME}:
        return WordClass.OTHER
    return kind


_CLASSES = {
    WordTag.NOUN: WordClass.NOUN,
    WordTag.PROPN: WordClass.NAME,
    WordTag.ADJ: WordClass.ADJECTIVE,
    WordTag.VERB: WordClass.VERB,
    WordTag.AUX: WordClass.VERB,
    WordTag.DET: WordClass.DETERMINER,
}
