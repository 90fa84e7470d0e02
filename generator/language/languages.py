"""What the program knows of a language: word lists and patterns, one file for each.

`data/<tag>.toml` holds them; a file may lack whatever its language has no use for, and what is
missing is empty. A language without a file has no lists: what its empty words are is then told by
how often and how evenly a recording says them (`Language.after_hearing`).
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from ..model import WordClass

DATA = Path(__file__).with_name("data")
"""The folder of the languages' files."""
UNKNOWN = "und"
"""BCP 47's tag for a language that nobody tells."""

_UNSPACED = frozenset({"ja", "zh", "yue", "th", "lo", "my", "km"})
_PARTS_OF_ROW = " :: "
_COMMONEST = 50
"""Words of a recording that are empty in a language without lists, whatever they are."""
_EVENLY = 0.5
"""Share of a recording's stretches from which on a word is as empty as those."""
_STRETCHES = 20
_THOUSAND = 1000
_MEANT = 4
"""Letters of a word under which it is empty in a language without lists."""


class Lists(dict[str, frozenset[str]]):
    """Sets of words by name; a name that is not there is an empty set."""

    def __missing__(self, name: str) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """One alternative of a pattern."""

    pattern: str
    """A regular expression."""
    example: str
    """Words that it must find."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is a number of, where it can be measured."""

    name: str
    dimension: str
    """What it measures: "time"."""
    size: float
    """In the dimension's base unit."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Language:
    """One language. Compare by `tag`; two of the same tag may have heard different recordings."""

    tag: str
    """Primary subtag of a BCP 47 tag: "de"."""
    function: frozenset[str] = frozenset()
    """Articles, pronouns, prepositions, auxiliaries, connectives and small talk."""
    vague: frozenset[str] = frozenset()
    """Words that nearly every conversation holds, whatever it is about."""
    common: frozenset[str] = frozenset()
    """Words that carry some meaning but seldom name a subject."""
    fillers: frozenset[str] = frozenset()
    """Sounds that a transcript writes as words."""
    everyday: frozenset[str] = frozenset()
    """Nouns that alone name no subject, whatever the talk is about."""
    sizes: frozenset[str] = frozenset()
    """Words that only say how much of something there is."""
    elisions: frozenset[str] = frozenset()
    """What stands before an apostrophe as a word of its own: the "l" of "l'art"."""
    sentences: Lists = field(default_factory=Lists)
    classes: Lists = field(default_factory=Lists)
    cleaning: Lists = field(default_factory=Lists)
    clauses: Lists = field(default_factory=Lists)
    endings: Lists = field(default_factory=Lists)
    titles: Lists = field(default_factory=Lists)
    declension: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By an article, what adjectives behind it end in, and what they end in without it."""
    claims: Lists = field(default_factory=Lists)
    numbers: Mapping[str, float] = field(default_factory=dict)
    """Number words by value, up to a hundred."""
    scales: Mapping[str, float] = field(default_factory=dict)
    """What multiplies the number before it."""
    ordinals: Mapping[str, float] = field(default_factory=dict)
    fractions: Mapping[str, float] = field(default_factory=dict)
    multiples: Mapping[str, float] = field(default_factory=dict)
    """Words for so many times as much."""
    units: Mapping[str, Unit] = field(default_factory=dict)
    """By each of their spellings."""
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    """The alternatives of each pattern, by its name."""
    wording: Mapping[str, str] = field(default_factory=dict)
    """What the program itself says in this language, such as the title of an introduction."""

    @staticmethod
    def of(tag: str) -> Language:
        """The language of a BCP 47 tag, whatever its region: one without lists if it has none."""
        return _language(re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0] or UNKNOWN)

    @property
    def capitals(self) -> bool:
        """Whether every noun is written with a capital."""
        return self.tag in {"de", "lb"}

    @property
    def verb_second(self) -> bool:
        """Whether the verb of a statement never comes first."""
        return self.tag in {"de", "nl", "lb", "sv", "da", "nb", "nn", "no", "fr"}

    @property
    def adjectives_follow(self) -> bool:
        """Whether an adjective may end a noun phrase."""
        return self.tag in {"fr", "es", "it", "pt", "ca", "gl", "ro"}

    @property
    def listed(self) -> bool:
        """Whether its empty words are known."""
        return bool(self.function)

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Words that say nothing of a subject."""
        return self.function | self.vague | self.fillers

    def is_empty(self, key: str) -> bool:
        """Whether a lower-case word says nothing of a subject; a contraction as its stem does."""
        if not key or key in self.stop_words:
            return True
        if "\u3040" <= key[0] <= "\u309f" and "\u3040" <= key[-1] <= "\u309f":
            return True  # what Japanese writes in hiragana alone
        if "'" not in key or not self.listed:
            return False
        before, _, ending = key.partition("'")
        if not before or not ending:
            return True  # an elided article
        return before in self.stop_words or (ending == "t" and before.endswith("n"))

    def class_of(self, key: str) -> WordClass:
        """The class of a lower-case word, as far as lists tell it: what is not listed is a noun."""
        if key in self.classes["determiners"]:
            return WordClass.DETERMINER
        if key in self.classes["joints"]:
            return WordClass.JOINT
        return WordClass.OTHER if self.is_empty(key) else WordClass.NOUN

    @cached_property
    def longest_number(self) -> int:
        """Words of the longest number word: 3 for "quatre-vingt-dix"."""
        return max((word.count("_") + 1 for word in self.numbers), default=1)

    def value_of(self, word: str) -> float | None:
        """The value of a number whose parts are written as one word: "zweihundertfünf"."""
        parts = self._parts_of_number.findall(word) if self.claims["glued"] else []
        if len(parts) < 2 or "".join(parts) != word:
            return None
        total = current = 0.0
        for part in parts:
            if part in self.scales:
                scale = self.scales[part]
                current = (current or 1.0) * scale
                if scale >= _THOUSAND:
                    total, current = total + current, 0.0
            elif part not in self.claims["glued"]:
                current += self.numbers.get(part) or self.fractions.get(part) or 1.0
        return total + current

    @cached_property
    def _parts_of_number(self) -> re.Pattern[str]:
        parts = {
            *self.numbers,
            *self.scales,
            *self.fractions,
            *self.claims["glued"],
            *self.claims["one"],
        }
        return re.compile("|".join(sorted(map(re.escape, parts), key=len, reverse=True)))

    @cached_property
    def seen(self) -> dict[str, Any]:
        """What `tokens_of` found out of words, by how they are written."""
        return {}

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        return {}

    @property
    def edge(self) -> str:
        """What matches the edge of a word: nothing where words are not told apart by spaces."""
        return "" if self.tag in _UNSPACED else r"\b"

    def rows_of(self, name: str) -> str:
        """The alternatives of a pattern; one that matches nothing where there are none."""
        return "|".join(row.pattern for row in self.rows.get(name, ())) or "(?!)"

    def pattern(self, name: str, frame: str = "") -> re.Pattern[str]:
        """The pattern of that name, case ignored: its rows in the place of `{}` in `frame`.

        Without a frame it matches whole words. Always ask for a name with the same frame.
        """
        compiled = self._patterns.get(name)
        if compiled is None:
            whole = (frame or self.edge + "(?:{})" + self.edge).replace("{}", self.rows_of(name))
            compiled = self._patterns[name] = re.compile(whole, re.IGNORECASE)
        return compiled

    def opening(self, name: str) -> re.Pattern[str]:
        """The pattern of that name where a word begins, however it goes on."""
        return self.pattern(name, self.edge + "(?:{})")

    def after_hearing(self, words: Iterable[Collection[str]]) -> Language:
        """The same language, for a recording of these words, in lower case, by utterances.

        Where nothing is known of it, the recording's commonest words are its empty ones, and
        those that it says all over.
        """
        if self.listed:
            return self
        return replace(self, function=_empty_words(list(words)))


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as prose."""
    return frozenset(text.split())


def shipped() -> tuple[str, ...]:
    """The tags of all languages that have a file."""
    return tuple(sorted(path.stem for path in DATA.glob("*.toml")))


@cache
def _language(tag: str) -> Language:
    path = DATA / f"{tag}.toml"
    if not path.is_file():
        return Language(tag=tag)
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    words = _lists({name: text.lower() for name, text in data.get("words", {}).items()})
    return Language(
        tag=tag,
        elisions=words["elisions"],
        function=words["function"],
        vague=words["vague"],
        common=words["common"],
        fillers=words["fillers"],
        everyday=words["everyday"],
        sizes=words["sizes"],
        sentences=_lists(data.get("sentences")),
        classes=_lists(data.get("classes")),
        cleaning=_lists(data.get("cleaning")),
        clauses=_lists(data.get("clauses")),
        endings=_lists(data.get("endings")),
        titles=_lists(data.get("titles")),
        declension=_declension(data.get("declension")),
        claims=_lists(data.get("claims")),
        numbers=_values(data.get("numbers")),
        scales=_values(data.get("scales")),
        ordinals=_values(data.get("ordinals")),
        fractions=_values(data.get("fractions")),
        multiples=_values(data.get("multiples")),
        units=_units(data.get("units")),
        rows={name: _rows(text) for name, text in data.get("patterns", {}).items()},
        wording=data.get("wording", {}),
    )


def _lists(table: Mapping[str, Any] | None) -> Lists:
    return Lists({name: word_set(text) for name, text in (table or {}).items()})


def _declension(table: Mapping[str, str] | None) -> dict[str, dict[str, str]]:
    """By article, from rows of two endings and the articles behind which one becomes the other."""
    found: dict[str, dict[str, str]] = {}
    for endings, articles in (table or {}).items():
        behind, without = endings.split()
        for article in articles.split():
            found.setdefault(article, {})[behind] = without
    return found


def _values(table: Mapping[str, float] | None) -> dict[str, float]:
    return {word: float(value) for word, value in (table or {}).items()}


def _units(table: Mapping[str, str] | None) -> dict[str, Unit]:
    """Units by their spellings; each row holds a dimension, a size and more spellings."""
    units: dict[str, Unit] = {}
    for name, row in (table or {}).items():
        dimension, size, *spellings = row.split()
        unit = Unit(name, dimension, float(size))
        units |= dict.fromkeys((name, *spellings), unit)
    return units


def _rows(text: str) -> tuple[Row, ...]:
    """The rows of a pattern, one on each line: an expression, ` :: `, and words that it finds."""
    rows: list[Row] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        pattern, _, example = line.partition(_PARTS_OF_ROW)
        rows.append(Row(pattern.strip(), example.strip()))
    return tuple(rows)


def _empty_words(utterances: list[Collection[str]]) -> frozenset[str]:
    """The commonest words of a recording, those said all over it, and the short ones."""
    counts: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    size = max(1, len(utterances) // _STRETCHES)
    for begin in range(0, len(utterances), size):
        said = [word for line in utterances[begin : begin + size] for word in line]
        counts.update(said)
        spread.update(set(said))
    stretches = -(-len(utterances) // size) if utterances else 0
    even = {word for word, n in spread.items() if n > 2 and n >= _EVENLY * stretches}
    spaced = counts.total() > 0 and sum(len(w) * n for w, n in counts.items()) > 3 * counts.total()
    short = {word for word in counts if len(word) < _MEANT} if spaced else set[str]()
    return frozenset({word for word, _ in counts.most_common(_COMMONEST)} | even | short)
