"""Numbers with their units, however they are spelled: "a hundred and fifty kilos", "150 kg"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .languages import Language, Unit
from .stems import stem

_PIECE = re.compile(
    r"(?P<clock>(?<!\d)\d{1,2}:\d{2}(?!\d))"
    r"|(?P<ratio>(?<![\d/.,])\d{1,2}/(?:2|3|4|5|6|8|10|16|32|64|100)(?![\d/]))|"
    r"(?P<figure>\d{1,3}(?:,\s?\d{3})+(?:\.\d+)?"
    r"|(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d+(?:[.,]\d+)?(?:e\d+)?)(?P<tail>(?:[^\W\d_]{1,3}|%|°[cf]?)?(?![^\W_]))"
    r"|(?P<money>[$€£¥])|(?P<sign>%)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<stop>[.!?;:,()\n])",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?<![^\W_])(?!\d+(?:\.\d+)?e\d)(?:[^\W\d_]+[-–]?\d[^\W_]*(?:[-–.]\d+)*|\d+[^\W\d_]+\d[^\W_]*|\d+(?:\.\d+){2,})"
)
"""Figures inside a name or a version: "GPT-4", "M2", "24.0.1"."""
_APART = re.compile(r"(?<![\d.,:$€£-])(19|20) (\d\d)(?![\d.,:%-]\d|\d| ?%)")
"""A year whose halves are written apart: "20 17"."""
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?!\.?\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)[-–]\d\d(?!\d)")
"""A year with the next behind it: "2017-18"."""
_HYPHEN = re.compile(r"(?<=\w)[-–](?=\w)")
_ORDINAL_TAILS = frozenset({"st", "nd", "rd", "th", "er", "e", "º", "ª"})
_AFTER = 3
"""Words behind a number among which that stands which it counts."""
_CENT = "cent"
"""What parts of any money measure."""
_DOZEN = 12
_OF_FOUR = 3
"""What is counted in quarters of a whole rather than of a year."""
_DECADE = 10
_YEARS = (1900.0, 2100.0)
_SCALE = 1000
_MULTI = "multi"
"""Before a scale: "a multimillion dollar programme"."""
_SHORTEST_SCALE = 3
"""Letters of a scale that may stand apart from its figure: "7 bn" may not, for want of use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as it stands in a text."""

    values: tuple[float, ...]
    """What it may stand for, the likeliest first."""
    unit: Unit | None = None
    nouns: tuple[str, ...] = ()
    """Stems of the words at once behind it, where it has no unit: it counts one of them."""
    counted: str = ""
    """The stem of the word at once behind it, where that is told apart as a plural."""
    text: str
    start: int
    """Where it begins in the text, in characters."""
    end: int
    vague: bool = False
    """Whether it only gives a magnitude: "hundreds of"."""
    place: bool = False
    """Whether it is a place in a row: "third"."""

    @property
    def value(self) -> float:
        """The likeliest one."""
        return self.values[0]

    @property
    def size(self) -> float:
        """The likeliest one, in the base unit of what it measures."""
        return self.value * (self.unit.size if self.unit else 1.0)


class _Piece(NamedTuple):
    kind: str
    text: str
    tail: str
    start: int
    end: int
    capital: bool
    """Whether it is one capital letter."""


class _Number(NamedTuple):
    """What was read of a number before its unit."""

    values: tuple[float, ...]
    after: int
    """Index of the piece behind it."""
    vague: bool = False
    place: bool = False


@lru_cache(maxsize=1 << 12)
def quantities(text: str, language: Language) -> tuple[Quantity, ...]:
    """The numbers of `text`, in order. Figures inside names are none."""
    text = _APART.sub(r"\1\2 ", _SHORT_YEAR.sub(r"\1   ", text))
    plain = _plain_figures(text, language)
    apart = _HYPHEN.sub(" ", _NAMED.sub(lambda match: _hide(match[0]), plain))
    pieces = [
        _Piece(
            str(match.lastgroup).replace("tail", "figure"),
            (match["figure"] or match[0]).lower().replace("’", "'"),
            (match["tail"] or "").lower(),
            *match.span(),
            capital=len(match[0]) == 1 and match[0].isupper(),
        )
        for match in _PIECE.finditer(apart)
    ]
    reader = _Reader(pieces, language)
    found: list[Quantity] = []
    index = 0
    while index < len(pieces):
        quantity, after = reader.read(index, text)
        if quantity:
            found.append(quantity)
        index = max(after, index + 1)
    return tuple(_together(found, apart, language))


def _plain_figures(text: str, language: Language) -> str:
    """A text of the same length with figures as in English: "1.500,5" of German as "1 500.5"."""
    lists = language.claims
    if lists["thousands"]:
        text = _THOUSANDS.sub(lambda match: match[0].replace(".", "\u202f"), text)
    if lists["thousands"] or lists["decimal"]:
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    return text


def _hide(name: str) -> str:
    """A name with figures as letters, as long as before; a number with its unit as it is."""
    if re.fullmatch(r"\d+(?:[.,]\d+)*[^\W\d_]{0,3}", name) and name.count(".") < 2:
        return name
    return re.sub(r"[\d.]", "x", name)


class _Reader:
    """Reads numbers at places in a text."""

    def __init__(self, pieces: Sequence[_Piece], language: Language) -> None:
        self._pieces = pieces
        self._language = language
        self._one = language.claims["one"]
        self._joins = language.claims["joins"]
        self._adds = language.claims["adds"]
        self._several = language.claims["several"]

    def read(self, first: int, text: str) -> tuple[Quantity | None, int]:
        """The number that begins at a piece, if one does, and the index behind it."""
        language, piece = self._language, self._pieces[first]
        money: Unit | None = None
        begin = first
        if piece.kind == "money":
            money = language.units.get(piece.text)
            begin += 1
        if piece.kind == "clock":
            hours, minutes = map(int, piece.text.split(":"))
            number: _Number | None = _Number((hours + minutes / 60,), first + 1)
        elif piece.kind == "ratio":  # "1/8 of an inch"
            part, whole = map(int, piece.text.split("/"))
            number = _Number((part / whole,), first + 1)
        elif self._word(begin) in language.multiples:
            number = _Number((language.multiples[self._word(begin)],), begin + 1)
            money = language.units.get("times")
        else:
            number = self._number(begin)
        if number is None:
            return None, begin
        unit, after = self._unit(number, money)
        if unit and after > number.after and self._adds:
            fraction, after = self._fraction(after)  # "deux heures et demie"
            values = tuple(each + fraction for each in number.values)
            number = number._replace(values=values)
        end = self._pieces[after - 1].end
        return (
            Quantity(
                values=tuple(dict.fromkeys(number.values)),
                unit=None if number.place else unit,
                nouns=() if unit and not number.place else tuple(self._nouns(after)),
                counted="" if unit or number.place else self._counted(after, vague=number.vague),
                text=text[piece.start : end],
                start=piece.start,
                end=end,
                vague=number.vague,
                place=number.place,
            ),
            after,
        )

    def _word(self, index: int) -> str:
        if 0 <= index < len(self._pieces) and self._pieces[index].kind == "word":
            elided, _, word = self._pieces[index].text.partition("'")
            return word if elided in self._language.elisions else self._pieces[index].text
        return ""

    def _number_word(self, index: int) -> tuple[float, int] | None:
        """The value of a number word, which may be several, and the index behind it."""
        numbers = self._language.numbers
        for count in range(self._language.longest_number, 0, -1):
            phrase = "_".join(self._word(each) for each in range(index, index + count))
            if phrase in numbers:
                return numbers[phrase], index + count
        glued = self._language.value_of(self._word(index))
        return None if glued is None else (glued, index + 1)

    def _unit(self, number: _Number, money: Unit | None) -> tuple[Unit | None, int]:
        """The unit behind a number and the index behind both."""
        units, after = self._language.units, number.after
        if money:
            return money, after
        shares = self._language.endings["shares"]
        told = number.vague or self._pieces[after - 1].kind == "word"
        if told and self._word(after) in shares and self._word(after + 1) in units:
            return units[self._word(after + 1)], after + 2  # "millions of years", "a couple of"
        tail = self._pieces[after - 1].tail
        decade = tail == "s" and number.values[0] >= _DECADE and not number.values[0] % _DECADE
        if tail in units and tail not in self._language.scales and not decade:
            return units[tail], after
        if after < len(self._pieces):
            piece = self._pieces[after]
            two = f"{piece.text}_{self._word(after + 1)}"
            if two in units:
                return units[two], after + 2
            article = piece.text in (self._one | self._language.endings["shares"])
            if article and self._word(after + 1) in self._one:
                article, piece, after = True, self._pieces[after + 1], after + 1
            if article and self._word(after + 1) in units and number.values[0] < 1:
                return units[self._word(after + 1)], after + 2  # "half a kilo"
            if piece.text in self._language.claims["and_more"] and self._word(after + 1) in units:
                return units[self._word(after + 1)], after + 2  # "10 plus years"
            if piece.kind in ("word", "sign") and piece.text in units:
                return units[piece.text], after + 1
        return None, number.after

    def _nouns(self, index: int) -> Iterator[str]:
        for piece in self._pieces[index : index + _AFTER]:
            if piece.kind != "word":
                return
            if piece.text in self._language.numbers:
                return  # "six or seven months"
            if piece.text not in self._language.function:
                yield stem(piece.text, self._language.tag)

    def _counted(self, index: int, *, vague: bool) -> str:
        of = vague and self._word(index) in self._language.endings["shares"]  # "hundreds of"
        word = self._word(index + of)
        root = stem(word, self._language.tag) if word else ""
        plural = root != word and word.endswith("s") and word not in self._language.function
        return root if plural or word in self._language.claims["plurals"] else ""

    def _number(self, index: int) -> _Number | None:
        language, word = self._language, self._word(index)
        if index < len(self._pieces) and self._pieces[index].kind == "figure":
            return self._figure(index)
        if word in self._one:
            return self._after_one(index)
        plural = word.removesuffix("s")
        if plural != word and len(plural) >= _SHORTEST_SCALE and plural in language.scales:
            return _Number((language.scales[plural],), index + 1, vague=True)
        if word in language.ordinals:
            return _Number((language.ordinals[word],), index + 1, place=True)
        if word in language.fractions:
            return self._part_of(language.fractions[word], index + 1)
        if word.removeprefix(_MULTI) in language.scales and word.startswith(_MULTI):
            return _Number((language.scales[word.removeprefix(_MULTI)],), index + 1, vague=True)
        bare_scale = word in language.scales and len(word) >= _SHORTEST_SCALE
        return self._in_words(index) if bare_scale or self._number_word(index) else None

    def _after_one(self, index: int) -> _Number | None:
        """What "a" begins: "a hundred", "a third of", "a dozen"."""
        language, word = self._language, self._word(index + 1)
        if word in language.scales or language.numbers.get(word) in (2, _DOZEN):
            return self._in_words(index + 1)  # "a hundred", "a dozen", "a couple"
        if word in language.fractions and self._word(index + 2) not in language.numbers:
            return self._part_of(language.fractions[word], index + 2)
        unit = language.units.get(word)
        if unit and unit.dimension != "multiple" and len(word) >= _SHORTEST_SCALE:
            return _Number((1.0,), index + 1, vague=True)
        if word in language.ordinals and self._word(index + 2) in language.endings["shares"]:
            return _Number((1 / language.ordinals[word],), index + 2)
        return None

    def _part_of(self, share: float, index: int) -> _Number:
        """A fraction with what stands behind it: "half a dozen", "a quarter of a million"."""
        after = index + (self._word(index) in self._language.endings["shares"])
        after += self._word(after) in self._one
        word = self._word(after)
        if self._language.numbers.get(word) == _DOZEN:
            return _Number((_DOZEN * share,), after + 1)
        scale = self._language.scales.get(word, 0.0)
        if scale >= _SCALE and len(word) >= _SHORTEST_SCALE:
            return _Number((scale * share,), after + 1)
        return _Number((share,), index)

    def _figure(self, index: int) -> _Number:
        language, piece = self._language, self._pieces[index]
        value = _value_of(piece.text)
        after = index + 1
        if piece.tail in _ORDINAL_TAILS:
            return _Number((value,), after, place=True)
        values: tuple[float, ...] = (value,)
        if re.fullmatch(r"\d+(?: \d+)+", piece.text):  # "10 000", or two numbers
            values += tuple(map(float, piece.text.split()))
        if piece.tail in language.scales:
            values = (value * language.scales[piece.tail],)
            if piece.tail in language.units:  # "12m" may be metres
                values += (value,)
        while len(self._word(after)) >= _SHORTEST_SCALE and self._word(after) in language.scales:
            values = tuple(each * language.scales[self._word(after)] for each in values)
            after += 1
        if scale := self._letter(after):
            values, after = (*(each * scale for each in values), *values), after + 1
        fraction, after = self._fraction(after)
        scale, after = self._scale_behind(fraction, after)
        power, after = self._power(after)
        return _Number(
            tuple((each + fraction) * scale * 10**power for each in values),
            after,
            vague=piece.tail == "s" and value in language.scales.values(),
        )

    def _letter(self, index: int) -> float:
        """The scale that a capital letter stands for behind a number: "34 B", "seven B"."""
        alone = index < len(self._pieces) and self._pieces[index].capital
        return self._language.scales.get(self._word(index), 0.0) if alone else 0.0

    def _in_words(self, index: int) -> _Number | None:
        """A number in words, as far as its words add up."""
        language = self._language
        total = current = 0.0
        also: list[float] = []
        first, vague = index, False
        while True:
            word = self._word(index)
            if read := self._number_word(index):
                value, behind = read
                if index > first and not _adds(current, value):
                    year, after = self._year(current, index)
                    if year and not total:
                        also, current, index = [current, value], year, after
                    break
                current += value
                index = behind
                continue
            if word in language.scales and len(word) >= _SHORTEST_SCALE:
                scale = language.scales[word]
                vague = vague or (index == first and self._word(index - 1) in self._several)
                if 0 < total < scale:  # "dos mil quinientos millones"
                    total, current = (total + current) * scale, 0.0
                else:
                    current = (current or 1.0) * scale
                if scale >= 1000:
                    total, current = total + current, 0.0
            elif not (
                index > first
                and word in self._joins
                and (word in self._adds or self._word(index - 1) in language.scales)
                and (after_join := self._number_word(index + 1))
                and (self._word(index - 1) in language.scales or _adds(current, after_join[0]))
            ):
                break
            index += 1
        if self._word(index) in language.claims["point"]:
            digits, after = "", index + 1
            while self._word(after) in language.numbers:
                digits += f"{language.numbers[self._word(after)]:g}"
                after += 1
            if digits:
                current, index = current + float(f"0.{digits}"), after
                if self._word(index) in language.scales:
                    current, index = current * language.scales[self._word(index)], index + 1
        fraction, index = self._fraction(index)
        scale, index = self._scale_behind(0.0 if total else fraction, index)
        value = (total + current + fraction) * scale
        part = self._word(index).removesuffix("s")
        if part in language.ordinals and not fraction:
            if value >= 20 and value % 10 == 0 and language.ordinals[part] < 10:
                return _Number((value + language.ordinals[part],), index + 1, place=True)
            return _Number((value / language.ordinals[part],), index + 1)
        spans = part in language.units and value > 1 and value != _OF_FOUR  # "two quarters"
        if not spans and (part in language.fractions or self._word(index) in language.fractions):
            share = language.fractions.get(part) or language.fractions[self._word(index)]
            return _Number((value * share,), index + 1)
        if scale := self._letter(index):
            return _Number((value * scale, value, *also), index + 1, vague)
        return _Number((value, *also), index, vague)

    def _fraction(self, index: int) -> tuple[float, int]:
        """What is added by "and a half", and the index behind it."""
        language = self._language
        if self._word(index) not in self._joins:
            return 0.0, index
        count, noun = self._word(index + 1), self._word(index + 2)
        if self._adds and count in language.fractions:  # "et demie"
            return language.fractions[count], index + 2
        number = 1.0 if count in self._one else language.numbers.get(count, 0.0)
        share = language.fractions.get(noun) or 0.0
        if not share and noun.removesuffix("s") in language.ordinals:
            share = 1 / language.ordinals[noun.removesuffix("s")]
        return (number * share, index + 3) if number and share else (0.0, index)

    def _scale_behind(self, fraction: float, index: int) -> tuple[float, int]:
        """The scale behind a fraction, and the index behind it: "two and a half million"."""
        word = self._word(index)
        if fraction and len(word) >= _SHORTEST_SCALE and word in self._language.scales:
            return self._language.scales[word], index + 1
        return 1.0, index

    def _power(self, index: int) -> tuple[float, int]:
        """The power of ten in "times 10 to the power 23", and the index behind it."""
        unit = self._language.units.get(self._word(index))
        ten = self._pieces[index + 1].text if index + 1 < len(self._pieces) else ""
        if unit and unit.dimension == "multiple" and ten in ("10", "ten"):
            for after in range(index + 2, min(index + 6, len(self._pieces))):
                if self._pieces[after].kind == "figure":
                    return _value_of(self._pieces[after].text), after + 1
        return 0.0, index

    def _year(self, current: float, index: int) -> tuple[float, int]:
        """The year that two numbers make, and the index behind it: "nineteen seventy four"."""
        numbers = self._language.numbers
        value = numbers.get(self._word(index), 0.0)
        if not 10 <= current <= 21 or value < 10:
            return 0.0, index
        last = numbers.get(self._word(index + 1), 0.0)
        if value >= 20 and value % 10 == 0 and 0 < last < 10:
            return current * 100 + value + last, index + 2
        return current * 100 + value, index + 1


def _adds(current: float, value: float) -> bool:
    """Whether a number word goes on the number before it: "twenty" and "one" do."""
    if not current:
        return value < _SCALE
    if current % 100 == 0:
        return value < 100
    return current % 100 >= 20 and current % 10 == 0 and 0 < value < 10


def _value_of(figures: str) -> float:
    """The value of figures such as 1,500, 3.5, 3,5 or 1e6."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", figures)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        return float(bare.replace(",", ""))
    return float(bare.replace(",", "."))


def _together(found: Sequence[Quantity], text: str, language: Language) -> Iterator[Quantity]:
    """The numbers of a text, each with the unit or the scale that it shares with the next.

    "30 or 40 percent", "125 to 350 million"; and in one: "an hour and seven minutes", "a year and a
    half".
    """
    halved: Quantity | None = None
    for quantity, other in pairwise([*_years(found, text), None]):
        if quantity is None or quantity is halved:
            continue
        between = text[quantity.end : other.start].split() if other else []
        if other is None or len(between) > 1 or "." in between:
            yield quantity
        elif quantity.unit and _is_half(other) and language.claims["joins"].issuperset(between):
            halved = other
            values = tuple(each + other.value for each in quantity.values)
            yield replace(quantity, values=values, end=other.end, vague=False)
        elif quantity.value < 1 and quantity.text.isalpha() and _is_share(other):
            yield quantity  # "from half to 65 percent"
        elif not quantity.unit and not quantity.nouns and not quantity.place:
            scale = _scale_in(other.text, language) if quantity.value < _SCALE else 1.0
            if scale == 1.0 and quantity.value < _SCALE <= other.value:  # "10 or $15,000"
                scale = _SCALE if other.value % _SCALE == 0 else 1.0
            values = (*quantity.values, *(each * scale for each in quantity.values))
            yield replace(
                quantity,
                values=tuple(dict.fromkeys(values)),
                unit=other.unit,
                nouns=other.nouns,
                counted=other.counted,
            )
        else:
            yield quantity
            if _is_part(other, quantity) and other.unit and quantity.unit:
                unit = quantity.unit if other.unit.dimension == _CENT else other.unit
                size = (quantity.size + other.size) / unit.size
                yield replace(other, values=(size,), unit=unit, start=quantity.start, vague=True)


def _is_share(quantity: Quantity) -> bool:
    return quantity.unit is not None and quantity.unit.dimension == "share"


def _is_half(quantity: Quantity) -> bool:
    """Whether a number is a bare half, which belongs to what stands before it."""
    bare = not quantity.nouns or " " in quantity.text  # "a half ago"
    return quantity.value == 1 / 2 and quantity.unit is None and bare


def _years(found: Sequence[Quantity], text: str) -> Iterator[Quantity]:
    """The numbers, those that shorten a year behind another also in full: "2014, 15"."""
    before = 0.0
    for last, each in pairwise([None, *found]):
        if each is None:
            continue
        near = last is not None and len(text[last.end : each.start].split()) < 2
        short = each.unit is None and each.text.isdigit() and len(each.text) == 2
        if near and short and _YEARS[0] <= before < _YEARS[1]:
            full = before - before % 100 + each.value
            yield replace(each, values=(*each.values, full))
        else:
            yield each
            before = each.value if each.unit is None else 0.0


def _is_part(small: Quantity, large: Quantity) -> bool:
    """Whether two measures add up to one: minutes behind hours."""
    return (
        small.unit is not None
        and large.unit is not None
        and small.unit.dimension in (large.unit.dimension, _CENT)
        and small.unit.size < large.unit.size
        and small.size < large.unit.size
    )


def _scale_in(text: str, language: Language) -> float:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return max((language.scales.get(word, 1.0) for word in words), default=1.0)
