"""Which spellings of an archive are names that a recognizer misheard, and how sure that is.

A name is known where people wrote it (titles, notes, chapters) or recordings often say it.
A spelling is suspected where no dictionary holds it, or where it is written as a name and is none.
What is *sure* is applied by itself: it stands for nothing else in the archive, looks and sounds
almost like a name of its own recording or of many, and like no second one. What else is near is
suggested. The bounds were chosen by reading what they let through in 136 recordings and tried on
46 of other shows.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..language.stems import stem
from .dictionary import Dictionary
from .likeness import Likeness, bare, digits, likeness, neighbours, ratio, sound
from .spellings import Spellings

NEAR = 1.5
"""Likeness by letters and by sound, added, from which on a name is suggested."""
NEAR_PAIR = 1.1
"""The same for two words joined by "&": nothing but such a name is written so."""
_LISTED = 3
"""How much more a name counts that people wrote than one that was heard."""
_FEWEST_SAID, _FEWEST_TRUSTED, _FEWEST_SAYERS = 3, 8, 3
"""How often a name that nobody wrote is said to be known, and to be trusted, and in how many
recordings."""
_SHORTEST = 3
"""Letters of what may be suggested."""
_SHORTEST_SURE = 5
"""Letters of what may be corrected by itself."""
_SURE_PAIR = 1.4
"""Likeness from which on two words joined by "&" are a name that the recording says itself."""
_ALL_BUT_ONE = 0.85
"""Likeness by letters to a name that is a word of the dictionary too, to be sure."""
_LIKELY_SHORT, _LIKELY_PLAIN = 1.66, 1.57
"""What `NEAR` is for short spellings and for words of the dictionary."""
_OWN, _SPOKEN = 0.15, 0.1
"""What is added to the likeness of a name that people wrote beside the recording, that it says."""
_CLEAR = 0.12
"""By how much the likest name must lead; twice that before one that is much better known."""
_MUCH = 10
_PREFERRED = 0.25
"""Share of the commonest form that one with a capital needs to be the name's."""
_BY_ODDS = 3
"""How much oftener than what is suspected a name must be known."""
_PIECE = 2
"""Letters of the longest piece of a word that is spelled out."""
_INNER_CAPITAL = re.compile(r"[^\W\d_A-Z][A-Z]|[A-Z]_[A-Z]")
_ENDINGS = frozenset(
    [
        *("s", "es", "ed", "d", "r", "ing", "er", "ers", "y", "ly", "n", "ian", "ic", "is", "i"),
        *("a", "ish", "al", "ist", "ism", "ize", "ized", "ies", "or", "ory", "ure", "ion"),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A spelling of one recording that may be a name misheard."""

    heard: str
    meant: str
    cues: tuple[int, ...]
    """Those that hold it, in order, each as often as it does."""
    sure: bool
    likeness: Likeness
    listed: bool
    """Whether people wrote the name beside this recording."""
    said: int
    """How often this recording says the name rightly."""
    sayers: int
    """How many recordings say it."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that the archive knows."""

    letters: str
    digits: str
    sound: str
    form: str
    """As it is written most often."""
    listed: int
    """Beside how many recordings people wrote it."""
    said: int
    sayers: int
    plain: bool
    """Whether it is made of words of the dictionary."""

    @property
    def trusted(self) -> bool:
        """Whether it is no mishearing itself, as far as can be told."""
        return bool(self.listed) or (self.said >= _FEWEST_TRUSTED or self.sayers >= _FEWEST_SAYERS)

    @property
    def weight(self) -> int:
        return _LISTED * self.listed + self.said


class Names:
    """What an archive knows by name."""

    def __init__(self, spellings: Sequence[Spellings], dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._listed: Counter[str] = Counter()
        self._said: Counter[str] = Counter()
        self._sayers: Counter[str] = Counter()
        self._suspected: Counter[str] = Counter()
        for each in spellings:
            self._listed.update(each.listed.keys())
            self._said.update(each.said)
            self._sayers.update(each.said.keys())
            self._suspected.update({form: len(cues) for form, cues in each.suspects.items()})
        self._written = {bare(form) for form in self._listed}
        self._by_letters: dict[str, _Name] = {}
        self._by_sound: defaultdict[str, dict[str, _Name]] = defaultdict(dict)
        """Trusted names by form, under all that sounds near them."""
        self._pairs: dict[str, _Name] = {}
        """Names of two joined by "&"."""
        self._settle()
        self._near = lru_cache(maxsize=None)(self._find_near)

    def judge(self, own: Spellings) -> Iterator[Finding]:
        """What in one recording may be a name misheard, sure or not."""
        for heard, cues in own.suspects.items():
            letters = bare(heard)
            if len(letters) < _SHORTEST:
                continue
            known = self._by_letters.get(letters)
            if known and known.trusted:
                found, alike = self._respaced(heard, known, own), Likeness(1.0, 1.0)
                if not (found or known.listed):  # many may say what nobody writes: ask
                    other, alike = self._misheard(heard, own)
                    found = (other[0], False) if other else None
            elif letters not in self._written:
                found, alike = self._misheard(heard, own)
            else:
                continue
            if found and (found[1] or self._worth_asking(heard, found[0], alike, own)):
                name, sure = found
                yield Finding(
                    heard=heard,
                    meant=name.form,
                    cues=cues,
                    sure=sure,
                    likeness=alike,
                    listed=name.form in own.listed,
                    said=own.said.get(name.form, 0),
                    sayers=name.sayers,
                )

    def _settle(self) -> None:
        """Make one name of all forms with the same letters."""
        variants: defaultdict[str, list[str]] = defaultdict(list)
        for form in dict.fromkeys((*self._listed, *self._said)):
            variants[bare(form)].append(form)
        for letters in sorted(variants):
            name = self._name(letters, variants[letters])
            if name:
                self._by_letters[letters] = name
            if name and name.trusted:
                for code in neighbours(name.sound):
                    self._by_sound[code][name.form] = name
                if " & " in name.form:
                    self._pairs[name.form] = name

    def _name(self, letters: str, forms: Sequence[str]) -> _Name | None:
        """What forms with the same letters are the name of, if of anything."""
        best = max(self._weight(form) for form in forms)
        common = [form for form in forms if self._weight(form) >= _PREFERRED * best]
        form = max(
            common,
            key=lambda each: (_capitals(each), self._listed[each] > 0, self._weight(each), each),
        )
        listed = max(self._listed[each] for each in forms)
        said = sum(self._said[each] for each in forms)
        sayers = max(self._sayers[each] for each in forms)
        words = [word for word in form.split() if word != "&"]
        odd = any(any(map(str.isupper, word[1:])) for word in words)
        plain = not odd and all(self._dictionary.knows(word.lower()) for word in words)
        if letters.isdigit() or (len(words) == 1 and len(letters) < _FEWEST_SAID):
            return None
        if said < _FEWEST_SAID and (not listed or (plain and len(words) > 1)):
            return None
        return _Name(letters, digits(letters), sound(form), form, listed, said, sayers, plain)

    def _weight(self, form: str) -> int:
        return _LISTED * self._listed[form] + self._said[form]

    def _respaced(self, heard: str, name: _Name, own: Spellings) -> tuple[_Name, bool] | None:
        """A name that was spelled out or cut into words, and whether it surely is that one."""
        words, form = heard.split(), name.form
        if len(words) <= len(form.split()) or "+" in heard or "#" in heard:
            return None
        if _is_spelled(words):
            sure = form.isupper() and form.isalpha() and bool(name.listed)
            return (name, sure) if form != form.lower() else None
        if not form.isalpha() or form == form.lower():
            return None  # "GPT 4" and "chat bot" are as right as what is written in one
        seams = [len(bare(" ".join(words[:count]))) for count in range(1, len(words))]
        if not all(form[seam].isupper() or form[seam - 1].isupper() for seam in seams):
            seamless = form in own.listed and form in own.said and any(map(self._is_odd, words))
            return name, seamless and heard == heard.lower()
        if sum(map(str.islower, form)) < _PIECE:
            return name, False  # "TX IDs" is as right as "TXIDs"
        odds = self._weight(form) >= _BY_ODDS * self._suspected[heard]
        small = heard == heard.lower() and bool(name.listed)
        if not any(map(self._is_odd, words)):  # "light client" may be just that
            often = self._weight(form) >= _MUCH * self._suspected[heard]
            known = often and (form in own.said or name.sayers >= _FEWEST_SAYERS)
            here = small and form in own.listed and form in own.said
            return (name, known or here) if self._said[form] else None
        return name, not form.isupper() and (odds or small) and self._said[heard] < name.said

    def _misheard(self, heard: str, own: Spellings) -> tuple[tuple[_Name, bool] | None, Likeness]:
        """The name that a spelling is likest, and whether it surely is that one."""
        words = heard.split()
        ranked = sorted(
            (
                (
                    -sum(alike)
                    - _OWN * (name.form in own.listed)
                    - _SPOKEN * (name.form in own.said),
                    -name.weight,
                    name.form,
                    name,
                    alike,
                )
                for name, alike in self._near(heard)
                if self._fits(words, name, own)
            ),
        )
        if not ranked:
            return None, Likeness(0, 0)
        score, _, _, name, alike = ranked[0]
        rivals = [
            each
            for each in ranked[1:]
            if each[0] - score < _CLEAR * (1 + (each[3].weight > _MUCH * name.weight))
            and not _overlap(each[3].form, name.form)
        ]
        sure = not rivals and self._surely(words, name, alike, own)
        return (name, sure), alike

    def _find_near(self, heard: str) -> tuple[tuple[_Name, Likeness], ...]:
        """The trusted names that a spelling is like."""
        letters, code = bare(heard), sound(heard)
        numbers, length = digits(letters), len(letters)
        sounding: dict[str, _Name] = {}
        for each in neighbours(code):
            if each in self._by_sound:
                sounding.update(self._by_sound[each])
        if _is_pair(heard):
            sounding.update(self._pairs)
        near = []
        for form, name in sounding.items():  # few are near of the many that an archive has
            other = name.letters
            if abs(len(other) - length) * 2 > length or name.digits != numbers:
                continue
            least = NEAR_PAIR if " & " in form else NEAR
            close = ratio(letters, other)
            if close + 1 >= least:
                alike = Likeness(close, ratio(code, name.sound))
                if sum(alike) >= least:
                    near.append((name, alike))
        return tuple(near)

    def _fits(self, words: Sequence[str], name: _Name, own: Spellings) -> bool:
        """Whether some words may be a name at all: no form of it, nor more than it, nor other."""
        heard, form = " ".join(words), name.form
        parts = form.split()
        here = form in own.listed or own.said.get(form, 0) > 1 or len(parts) > 1
        if not here and not (name.said >= _FEWEST_TRUSTED and name.sayers >= _FEWEST_SAYERS):
            return False
        if (not name.listed and name.weight < self._weight(heard)) or are_forms(heard, form):
            return False
        if len(parts) == 1:
            if name.plain and not (form in own.listed and own.said.get(form, 0) >= _FEWEST_SAID):
                return False
            return len(words) == 1 or not any(map(self._stands_alone, words))
        if " & " in form and _is_pair(heard):
            return own.said.get(form, 0) >= _FEWEST_SAID
        if len(parts) != len(words):
            return False
        pairs = [each for each in zip(words, parts, strict=True) if bare(each[0]) != bare(each[1])]
        return not any(
            are_forms(one, other) or one.islower() or sum(likeness(one, other)) < 1
            for one, other in pairs
        )

    def _surely(self, words: Sequence[str], name: _Name, alike: Likeness, own: Spellings) -> bool:
        """Whether a spelling that is near a name can hardly be anything else."""
        heard, form = " ".join(words), name.form
        loud = form in own.listed and own.said.get(form, 0) >= _FEWEST_SAID
        if " & " in form and _is_pair(heard):
            return sum(alike) >= _SURE_PAIR and len(own.suspects[heard]) < own.said[form]
        if name.plain and not (loud and alike.letters >= _ALL_BUT_ONE):
            return False
        # what people wrote beside the recording may be misheard each time it is said
        odds = 0 if form in own.listed and alike.sound == 1 else _BY_ODDS
        known = name.listed or name.said >= _FEWEST_TRUSTED
        if not known or name.weight < odds * self._weight(heard):
            return False
        if " " in form:
            enough = 0.75 if form in own.listed else 0.8
            return alike.letters >= enough and not name.plain and self._surely_person(words, form)
        if digits(bare(form)):
            return len(words) == 1 and alike.sound == 1 and alike.letters >= 0.75
        if len(bare(heard)) < _SHORTEST_SURE or heard.isupper() or form.isupper():
            return False
        if not (bare(form).isalpha() and bare(heard).isalpha()) or "." in heard + form:
            return False
        if _differ_at_end(heard, form) and alike.sound < 1:
            return False
        if len(words) == 1:
            parts = [part for part in heard.lower().split("-") if len(part) >= _SHORTEST_SURE - 1]
            unknown = not any(map(self._dictionary.knows, parts))
            return unknown and alike.letters >= 0.75 and alike.sound >= 0.8 and sum(alike) >= 1.66
        if form == form.lower() or not any(self._is_odd(word) for word in words):
            return False
        return alike.letters >= 0.8 and alike.sound >= 0.9

    def _worth_asking(self, heard: str, name: _Name, alike: Likeness, own: Spellings) -> bool:
        """Whether what is not sure is likely enough to ask a person."""
        form = name.form
        here = form in own.listed or own.said.get(form, 0) > 0
        if form == form.lower() and len(form) <= _SHORTEST_SURE:
            return False
        if len(bare(heard)) < _SHORTEST_SURE or heard.isupper():
            return here and sum(alike) >= _LIKELY_SHORT
        if " " not in heard and self._dictionary.knows(heard.lower()):
            return here and sum(alike) >= _LIKELY_PLAIN
        return True

    def _surely_person(self, words: Sequence[str], form: str) -> bool:
        """Whether a name of several words is heard with one or more of them misspelled."""
        if not all(word[0].isupper() for word in words):
            return False
        for one, other in zip(words, form.split(), strict=True):
            if bare(one) == bare(other):
                continue
            alike = likeness(one, other)
            if other == other.lower():
                return False
            capitals = one.isupper() or other.isupper() or len(other) < _SHORTEST_SURE - 1
            if capitals or self._dictionary.knows(other.lower()):
                return False
            if alike.letters < 0.6 or alike.sound < 0.74:
                return False
        return True

    def _is_odd(self, word: str) -> bool:
        return not self._dictionary.knows(word.lower()) or (len(word) > 1 and word.isupper())

    def _stands_alone(self, word: str) -> bool:
        """Whether a word can be no piece of another: it says nothing, or is a name by itself."""
        name = self._by_letters.get(bare(word))
        known = name is not None and not name.plain and len(word) >= _SHORTEST_SURE - 1
        return known or word.lower() in self._dictionary.function


def _capitals(form: str) -> int:
    """How telling the capitals of a form are: recognizers drop them, people write them."""
    return 2 if _INNER_CAPITAL.search(form) else int(form != form.lower())


def are_forms(one: str, other: str) -> bool:
    """Whether two spellings are forms of one word: plural, past, with an opening or an ending."""
    one, other = bare(one), bare(other)
    if stem(one) == stem(other):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST_SURE and (long.endswith(short) or long.startswith(short)):
        return True
    if long.startswith(short) and long[len(short) :] in _ENDINGS:
        return True
    shared = next(
        (i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0
    )
    return shared >= 4 and one[shared:] in _ENDINGS and other[shared:] in _ENDINGS


def _differ_at_end(one: str, other: str) -> bool:
    """Whether two spellings differ in their last letters alone, as forms of a word do."""
    one, other = bare(one), bare(other)
    length = min(len(one), len(other)) - 3
    return length >= 3 and one[:length] == other[:length]


def _is_spelled(words: Sequence[str]) -> bool:
    """Whether a word was spelled out: "G P T", "R L HF"."""
    letters = sum(len(word) == 1 for word in words)
    return 2 * letters >= len(words) and all(
        word.isalpha() and len(word) <= _PIECE for word in words
    )


def _is_pair(heard: str) -> bool:
    """Whether a spelling is of two words joined by "&" or "and"."""
    _first, *middle = heard.split()
    return len(middle) == 2 and middle[0] in ("&", "and")


def _overlap(one: str, other: str) -> bool:
    one, other = bare(one), bare(other)
    return one in other or other in one
