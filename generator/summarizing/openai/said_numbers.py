"""Numbers in a claim: whether its lines have them, of the same thing."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from ...correcting.likeness import bare
from ...language.languages import Language, Unit
from ...language.quantities import Quantity, quantities
from ...language.words import content_stems, stems_of, words
from .ground import Ground, opens, without_notes
from .passages import CitableLine
from .said_names import OFTEN, is_often_said

_ELSE = "is a number of something else in the lines it lists"
_TIME, _YEAR = "time", "year"
_LONG = 4
"""Letters of units that need no number beside them."""
_CENT, _MONEY = "cent", frozenset({"dollar", "euro", "pound"})
_EXACT = 1e-6
"""Relative difference of two numbers that are one."""
_ABOUT = 0.06
"""The same for a number that is told as roughly so."""
_NEARLY = 0.035
"""The same for a number that is told in fewer figures."""
_HALF = 0.5
_FEWER_FIGURES = 1 / 3
"""The same for a bound, which may lack figures: "more than 30" of 34."""
_FEW = (0.0, 1.0, 2.0)
"""Numbers that may be counted without being said: "the two of them"."""
_BEFORE = 24
"""Characters before a number in which its bound stands: "more than"."""
_AROUND = 5
"""Words on each side of a number that tell what it is a number of."""
_OWNER = re.compile(r"['’]s? $")
_CLAUSE = re.compile(r"[,;:.!?](?:\s|$)")
_LETTERED = re.compile(r"\b[^\W\d_]+(\d+)\b")
_ARTICLE = re.compile(r"\s([^\W\d_]+)\s$")
_COUNTED = re.compile(r"(?: [^\W\d_]+){0,2}")
"""What may stand between a number and the article of its rate."""
_SHORTEST_NUMBER = 3
"""Digits of a number that something is called by."""
_YEARS = (1900, 2100)
_WHOLE = 100.0
_CENTURY, _DECADE = 100, 10
_TAKEN_UP, _COUNTED_BEFORE = 10, 40
"""Lines before and after the cited ones in which a year is named that a claim takes up, and in
which something is counted: "the four of them"."""
_NEXT = 1
"""Nouns behind a number, among which that stands which it counts."""
_SMALL = 10
"""Numbers below it stand behind names: "Llama 2"."""
NEAR = 3
"""Lines before and after the cited ones whose numbers may have gone into one of the claim."""
_SCALE, _SCALES = 1e3, (1e6, 1e9, 1e12)
"""From where on a number is told in the next scale, and the scales that are left out."""
_HUNDREDS = 10.0
"""By how much a number may exceed a magnitude: "hundreds" are less than a thousand. From thousands
on it is `_SCALE`: "millions" of 45 million."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """A number as the cited lines say it."""

    quantity: Quantity
    before: str
    """The words before it."""
    around: frozenset[str]
    """Stems of the content words on both sides."""


def wrong_numbers(text: str, cited: Sequence[CitableLine], ground: Ground) -> Iterator[str]:
    """What is wrong with the numbers of `text`, in words for the model."""
    yield from (f"{number!r} {fault}" for number, fault in number_faults(text, cited, ground))


def number_faults(
    text: str, cited: Sequence[CitableLine], ground: Ground
) -> Iterator[tuple[str, str]]:
    """The numbers of `text` that its lines do not have so, each with what is wrong."""
    decades, told = _decades([text], ground), _decades([line.text for line in cited], ground)
    if decades and told and not decades & told:
        yield f"{min(decades):g}s", "is no number of the lines it lists"
    claimed = list(_read(text, ground))
    if not claimed:
        return
    lines = [without_notes(line.text) for line in cited]
    heard = [each for line in (*lines, *_run_on(cited)) for each in _read(line, ground)]
    nearby = [without_notes(line.text) for line in ground.around(cited, NEAR)]
    near = [each for line in nearby for each in _read(line, ground)]
    further = [without_notes(line.text) for line in ground.around(cited, _TAKEN_UP)]
    around = [each for line in further for each in _read(line, ground)]
    cued = bool(ground.language.claims["reckons"].intersection(words(text)))
    titled = _all_values(each for line in ground.known.texts for each in _read(line, ground))
    of_share = set(_parts_of_a_share(text, claimed, heard, ground))
    last: Quantity | None = None
    for own in claimed:
        quantity = own.quantity
        before, last = last, quantity if quantity.unit else last
        if _is_no_count(quantity) or _is_name(text, quantity, ground):
            continue
        about = bool(_bound(own.before, "about", ground)) or quantity.vague
        same = [each for each in heard if _equal(quantity, each.quantity, about=about)]
        if not same and quantity.place:  # "third parties"
            places = [each for each in near if each.quantity.place]
            same = [each for each in places if _equal(quantity, each.quantity, about=False)]
        if not same and any(_is_rounded(own, each.quantity, ground) for each in heard):
            continue
        rounded = [each for each in heard if not same and _rounds(own, each.quantity, ground)]
        same = same or rounded
        if not same and not quantity.unit:
            same = [each for each in heard if _shares_scale(quantity, each, heard)]
        shared = replace(quantity, unit=before.unit) if before and not quantity.unit else None
        of_before = [
            each
            for each in heard
            if shared and each.quantity.unit and _equal(shared, each.quantity, about=about)
        ]
        same = same or of_before  # "920 millimetres, the other 150"
        if not same:
            same = [each for each in heard if _is_cut_short(quantity, each, ground)]
        made = quantity in of_share or _is_derived(quantity, heard)
        if not same and (
            made or _is_ratio(quantity, [*near, *(each for each in claimed if each is not own)])
        ):
            continue
        if not same:
            if quantity.value == 1.0 and quantity.unit in _units_said(lines, ground):
                continue  # "one second" for "every second"
            half = quantity.text.isalpha() and quantity.size == _HALF
            if half and not _tell_shares(heard) and not _tell_all(lines, ground):
                continue  # "half in jest", "more than half" for "the majority"
            if half and _words_of(lines) & ground.language.claims["midway"]:
                continue
            if _is_someday(quantity, heard, ground):
                continue
            decade = quantity.text.endswith("s") and quantity.value % _CENTURY
            if decade and decade in _decades(lines, ground):
                continue  # "the 1990s" for "the nineties"
            if _is_magnitude(quantity, lines, ground):
                continue
            few = quantity.value in _FEW and not quantity.unit
            if few and not _is_counted(quantity, heard):
                continue
            if _is_a_subject(quantity, ground) or _is_taken_up(own, cited, ground):
                continue
            if quantity.place and f"{quantity.value:g}" in _in_names(lines):
                continue  # "the 95th percentile" for "P95"
            if _is_reckoned(quantity, heard, cued=cued):
                continue
            times = quantity.unit is not None and quantity.unit.dimension == "multiple"
            if times and quantity.text.isalpha() and not _tell_times(heard):
                continue  # "never the same one twice"
            if quantity.place and quantity.value in titled:
                continue  # "the hundredth episode"
            dated = any(_is_year(each.quantity) for each in heard)
            if not dated and _is_year(quantity) and quantity.value in _all_values(around):
                continue  # told of a year that was named just before
            yield quantity.text, "is no number of the lines it lists"
        elif not (of_before or rounded) and _is_of_else(
            own, same, _left_out(claimed, own, heard), cited, text, ground
        ):
            if not _is_reckoned(quantity, heard, cued=cued):
                yield quantity.text, _ELSE
        elif bound := _changed_bound(own, same, ground):
            yield f"{bound} {quantity.text}", "is not what the lines it lists say"


def wrong_units(text: str, cited: Sequence[CitableLine], ground: Ground) -> Iterator[str]:
    """Units of `text` without a number where its lines measure the same in others.

    "Petabytes" for terabytes, "per hour" for "per day".
    """
    language, units = ground.language, ground.language.units
    near = [without_notes(line.text) for line in ground.around(cited, 1)]
    said = _units_said(near, ground)
    spoken = [word for line in near for word in words(line)]
    own = quantities(text, language)
    spans = [(each.start, each.end) for each in own]
    parts = [(each.start, each.end) for each in own if each.unit is None]
    often = _how_often(near, ground)
    for word, period in _how_often([text], ground).items():
        if word not in spoken and period not in said and often.keys() - {word}:
            yield f"{word!r} is no unit of the lines it lists"
    for match in re.finditer(r"[^\W\d_]+", text):
        unit = units.get(match[0].lower())
        if any(first <= match.start() < last for first, last in parts):
            continue  # "by a quarter", which is no time
        of_one = unit is not None and _is_rate(text[: match.start()], spans, ground)
        if unit is not None and _is_of_another_time(match, text, near, ground):
            yield f"{match[0]!r} is no unit of the lines it lists"
            continue
        if unit is None or (unit in said and not (of_one and _is_told_of_more(unit, near, ground))):
            continue
        if of_one and unit not in said and _is_measured(unit, near, ground):
            continue  # "a day" for "24 hours"
        alone = not any(first <= match.start() < last for first, last in spans)
        long_as = _is_length(text[: match.start()], ground)
        if not alone and not long_as and not of_one:
            continue
        before = words(text[: match.start()])[-1:]
        rate = bool(before) and before[0] in language.claims["rates"]
        rate = rate or of_one
        several = bool(before) and before[0] in language.claims["several"]
        long = len(match[0]) >= _LONG and match[0].endswith("s")
        plural = long and unit.dimension != _TIME
        kind = "several" if several else "one" if long_as else ""
        others = _units_behind(kind, near, ground) if kind else said
        if of_one and unit in said:
            yield f"{match[0]!r} is no unit of the lines it lists"
            continue
        told = rate or plural or several or long_as
        others -= _counted_in(text[: match.start()], ground)  # "12 hours a day"
        if any(word.removesuffix("s").endswith(match[0].lower()) for word in spoken):
            continue  # "workdays"
        if told and any(other.dimension == unit.dimension for other in others):
            yield f"{match[0]!r} is no unit of the lines it lists"


def _how_often(texts: Iterable[str], ground: Ground) -> dict[str, Unit]:
    """The words of some texts for how often something is, each with its unit: "weekly"."""
    pairs = (pair.split("/") for pair in ground.language.claims["how_often"])
    often = {word: ground.language.units[unit] for word, unit in pairs}
    return {word: often[word] for text in texts for word in words(text) if word in often}


def _is_of_another_time(
    match: re.Match[str], text: str, near: Sequence[str], ground: Ground
) -> bool:
    """Whether lines tell a time in the same way in other units: "next month", "within minutes"."""
    language = ground.language
    unit = language.units[match[0].lower()]
    if unit.dimension != _TIME or unit in _units_said(near, ground):
        return False
    before = words(text[: match.start()])[-1:]
    several = match[0].lower() != unit.name
    for kind in ("bounds",) if several else ("nearby", "one"):
        if language.claims[kind].intersection(before):
            others = _bare_units(near, ground) if several else _units_behind(kind, near, ground)
            if kind == "one":
                others |= _units_of_one(near, ground)
            if any(other.dimension == _TIME for other in others) and not _is_measured(
                unit, near, ground
            ):
                return True
    return False


def _units_of_one(texts: Iterable[str], ground: Ground) -> frozenset[Unit]:
    """Units of which there is one: "one year"."""
    every = (each for text in texts for each in quantities(text, ground.language))
    return frozenset(each.unit for each in every if each.unit and each.value == 1)


def _bare_units(texts: Iterable[str], ground: Ground) -> frozenset[Unit]:
    """Units of which there are several, without a number: "in minutes"."""
    language = ground.language
    return frozenset(
        language.units[word]
        for text in texts
        for before, word in pairwise(["", *words(text)])
        if word in language.units
        and word != language.units[word].name
        and not before[:1].isdigit()
        and before not in language.numbers
    )


def _is_rate(before: str, spans: Sequence[tuple[int, int]], ground: Ground) -> bool:
    """Whether an article at the end of a text makes a rate of the number before: "$5 a month".

    What is counted may stand between: "1200 blocks a day".
    """
    article = _ARTICLE.search(before)
    if article is None or article[1].lower() not in ground.language.claims["one"]:
        return False
    ends = [last for _, last in spans if last <= article.start()]
    return any(_COUNTED.fullmatch(before[last : article.start()]) for last in ends)


def _counted_in(before: str, ground: Ground) -> frozenset[Unit]:
    """The unit of the number that a text ends with, an article aside."""
    clause = _CLAUSE.split(before)[-1]
    return frozenset(each.unit for each in quantities(clause, ground.language) if each.unit)


def _is_told_of_more(unit: Unit, texts: Sequence[str], ground: Ground) -> bool:
    """Whether a unit that a rate has is only told with a number: "an hour" for "in 24 hours"."""
    language = ground.language
    if _is_measured(unit, texts, ground) or unit in _how_often(texts, ground).values():
        return False
    measured = [(text, each) for text in texts for each in quantities(text, language)]
    spans = [text[each.start : each.end] for text, each in measured if each.unit == unit]
    mentions = [each for text in texts for each in _parts(text) if language.units.get(each) == unit]
    return bool(spans) and len(mentions) <= len(spans)


def _is_measured(unit: Unit, texts: Iterable[str], ground: Ground) -> bool:
    """Whether some texts measure as much as one unit is: 24 hours for a day."""
    every = (each for text in texts for each in quantities(text, ground.language))
    alike = (each for each in every if each.unit and each.unit.dimension == unit.dimension)
    return any(abs(each.size - unit.size) <= _EXACT * unit.size for each in alike)


def _is_length(before: str, ground: Ground) -> bool:
    """Whether a text ends with what makes a measure of the unit behind it: "for about a"."""
    claims, last = ground.language.claims, words(before)[-2:]
    return len(last) > 1 and last[0] in claims["about"] and last[1] in claims["one"]


def _units_behind(kind: str, texts: Iterable[str], ground: Ground) -> frozenset[Unit]:
    """The units that stand behind words of a kind in some texts: "several months", "a year"."""
    language = ground.language
    return frozenset(
        language.units[unit]
        for text in texts
        for count, unit in pairwise(words(text))
        if count in language.claims[kind] and unit in language.units
    )


def wrong_figures(
    text: str, cited: Sequence[CitableLine], ground: Ground, written: Language
) -> Iterator[str]:
    """Figures of `text`, which is in another language, that its lines do not have."""
    said = [
        value
        for line in cited
        for each in quantities(without_notes(line.text), ground.language)
        for value in each.values
    ]
    for own in quantities(text, written):
        figures = any(map(str.isdigit, own.text)) and not _is_name(text, own, ground)
        if figures and not any(abs(own.value - value) <= _EXACT * value for value in said):
            yield f"{own.text!r} is no number of the lines it lists"


def _run_on(cited: Sequence[CitableLine]) -> Iterator[str]:
    """Neighbouring lines of one speaker as one: what is counted may stand in the next."""
    for line, after in pairwise(cited):
        if line.speaker == after.speaker and line.text[-1:] not in ".!?":
            yield without_notes(f"{line.text} {after.text}")


def _read(text: str, ground: Ground) -> Iterator[_Heard]:
    """The numbers of a text with what stands around each."""
    for quantity in quantities(text, ground.language):
        before, after = text[: quantity.start], text[quantity.end :]
        left, right = _CLAUSE.split(before)[-1], _CLAUSE.split(after)[0]
        sides = [*words(left)[-_AROUND:], *words(right)[:_AROUND]]
        yield _Heard(
            quantity=quantity,
            before=before[-_BEFORE:].lower(),
            around=frozenset(content_stems(" ".join(sides), ground.language)),
        )


def _parts_of_a_share(
    text: str, claimed: Sequence[_Heard], heard: Sequence[_Heard], ground: Ground
) -> Iterator[Quantity]:
    """Two numbers that tell a share which the lines give as one: "nine in ten" for 90 %."""
    joints = ground.language.claims["out_of"]
    for one, other in pairwise(each.quantity for each in claimed):
        between = "_".join(text[one.end : other.start].lower().split())
        if between in joints and other.value:
            share = one.value / other.value
            if any(abs(each.quantity.size - share) < _EXACT for each in heard):
                yield from (one, other)


def _is_no_count(quantity: Quantity) -> bool:
    """Whether a one is mostly an article or a pronoun, or its unit is another's: "1 to 2"."""
    bare_one = quantity.unit is None or quantity.vague or quantity.text.isalnum()
    return quantity.value == 1.0 and bare_one


def _is_a_subject(own: Quantity, ground: Ground) -> bool:
    """Whether a number is a name that is spoken of all along: "the scope of 4844"."""
    plain = own.text.isdigit() and len(own.text) >= _SHORTEST_NUMBER and own.unit is None
    return plain and not _is_year(own) and is_often_said(own.text, ground)


def _in_names(lines: Iterable[str]) -> set[str]:
    """The digits of words that have letters before them."""
    return {match[1] for line in lines for match in _LETTERED.finditer(line)}


def _all_values(heard: Iterable[_Heard]) -> set[float]:
    return {value for each in heard for value in each.quantity.values}


def _is_year(own: Quantity) -> bool:
    """Whether a number may be a year."""
    return own.unit is None and _YEARS[0] <= own.value < _YEARS[1]


def _is_cut_short(own: Quantity, heard: _Heard, ground: Ground) -> bool:
    """Whether the lines tell a year by its last two digits: "around 97"."""
    year, short = own.value, heard.quantity
    if own.unit or short.unit or short.counted or not _YEARS[0] <= year < _YEARS[1]:
        return False
    dated = bool(ground.language.claims["dated"].intersection(words(heard.before)[-1:]))
    dated = dated or (own.text[-1:] == short.text[-1:] == "s" and year % _DECADE == 0)  # "'90s"
    return dated and _DECADE <= short.value == year % _CENTURY


def _is_taken_up(own: _Heard, cited: Sequence[CitableLine], ground: Ground) -> bool:
    """Whether a small number takes up what was counted shortly before: "the three options"."""
    quantity = own.quantity
    if quantity.unit or quantity.place or quantity.value >= _SMALL:
        return False
    if not quantity.counted and quantity.nouns:
        return False
    last = words(own.before)[-1:]
    if not (ground.language.claims["known"].intersection(last) or _OWNER.search(own.before)):
        return False
    lines = ground.around(cited, _COUNTED_BEFORE)
    heard = [each for line in lines for each in _read(without_notes(line.text), ground)]
    return any(
        (each.quantity.counted or quantity.counted in each.quantity.nouns)
        and _equal(quantity, each.quantity, about=False)
        for each in heard
    )


def _is_name(text: str, quantity: Quantity, ground: Ground) -> bool:
    """Whether a number is part of a name that the recording has: "Llama 2"."""
    before = re.search(r"([^\W\d_][^\W_]*)[ -]$", text[: quantity.start])
    if before is None:
        return False
    first = quantity.text.split()[0]
    if first in ground.language.claims["one"]:
        return False  # "to connect a million"
    joined = bare(before[1] + first)
    known = joined in ground.said.bare or joined in ground.known.bare
    ordinary = opens(text, before.start()) and ground.language.is_empty(before[1].lower())
    if before[1][0].isupper() and not ordinary:  # "In 2016"
        misheard = first.isdigit() and quantity.value < _SMALL and not quantity.unit
        return known or (misheard and ground.is_like_a_name(before[1]))
    numbered = before[1] in ground.language.claims["numbered"] or _is_numbered(joined, ground)
    return known and not quantity.unit and numbered


def _is_numbered(joined: str, ground: Ground) -> bool:
    """Whether a noun with a number is what something is called all along: "devnet 12"."""
    return joined in ground.said.counts or ground.said.windows.count(joined) >= OFTEN


def _equal(own: Quantity, heard: Quantity, *, about: bool) -> bool:
    """Whether two numbers are one, in the same unit or in another of what they measure."""
    if own.vague and own.unit is None:
        return any(
            own.value <= value < own.value * (_HUNDREDS if own.value < _SCALE else _SCALE)
            or value == own.value
            for value in heard.values
        )
    pairs = [(mine, theirs) for mine in own.values for theirs in heard.values]
    if own.unit and heard.unit and _alike(own.unit, heard.unit):
        pairs = [(a * own.unit.size, b * heard.unit.size) for a, b in pairs]
    elif own.unit and own.unit.dimension in ("share", "multiple"):
        size, other = own.unit.size, heard.unit.size if heard.unit else 1.0
        pairs += [(a * size, b * other) for a, b in pairs]
    elif heard.unit and heard.unit.dimension in ("share", "multiple"):
        pairs += [(a, b * heard.unit.size) for a, b in pairs]
    if own.place:
        pairs += [(1 / a, b) for a, b in pairs]
    near = _ABOUT if about else _EXACT
    rounded = own.unit.size / 2 if own.unit and own.unit.dimension == "share" else 0.0
    if rounded and not heard.unit and abs(own.size - heard.value) <= rounded:
        return True  # "67 %" for "two thirds"
    return any(abs(a - b) <= near * max(abs(a), abs(b)) for a, b in pairs)


def _rounds(claimed: _Heard, heard: Quantity, ground: Ground) -> bool:
    """Whether a number is one of the lines in fewer figures: "two dollars" for $1.99.

    Where it is told as roughly so, it may be as far off as its last figure tells.
    """
    own = claimed.quantity
    alike = own.unit == heard.unit or bool(own.unit and heard.unit and _alike(own.unit, heard.unit))
    if not alike or own.place or heard.place or _is_year(own) or _is_year(heard):
        return False
    value = heard.size / own.unit.size if own.unit else heard.value
    digits = len(f"{own.value:e}".partition("e")[0].replace(".", "").rstrip("0"))
    off = abs(own.value - value)
    if _bound(claimed.before, "about", ground):
        figure = 10.0 ** (math.floor(math.log10(own.value)) + 1 - digits) if own.value > 0 else 0.0
        return value >= _SMALL and off <= figure / 2
    exact = value.is_integer() and value < _WHOLE  # "40 boats" is wrong of 41
    return not exact and off <= _NEARLY * value and float(f"{value:.{digits}g}") == own.value


def _tell_times(heard: Sequence[_Heard]) -> bool:
    """Whether lines tell how many times something is so, or have two numbers of which one may."""
    return any(map(_is_times, heard)) or len(heard) > 1


def _tell_shares(heard: Sequence[_Heard]) -> bool:
    """Whether lines tell how large a part of something is."""
    return any(0 < each.quantity.size < 1 for each in heard)


def _decades(texts: Iterable[str], ground: Ground) -> frozenset[float]:
    """The decades that some texts name in words: "the nineties"."""
    pairs = (pair.split("/") for pair in ground.language.claims["decades"])
    named = {word: float(value) for word, value in pairs}
    return frozenset(named[word] for text in texts for word in words(text) if word in named)


def _is_magnitude(own: Quantity, lines: Sequence[str], ground: Ground) -> bool:
    """Whether lines tell a power of ten by its exponent: "three orders of magnitude"."""
    phrases = [phrase.replace("_", " ") for phrase in ground.language.claims["magnitudes"]]
    told = [each for line in lines for each in _read(line, ground)] if own.value > 1 else []
    return any(
        own.value == _DECADE**each.quantity.value for each in told if each.quantity.value < _SMALL
    ) and any(phrase in " ".join(words(line)) for line in lines for phrase in phrases)


def _left_out(claimed: Sequence[_Heard], own: _Heard, heard: Sequence[_Heard]) -> list[_Heard]:
    """The numbers of the lines but for those that a claim tells beside one of its own."""
    told = [each.quantity for each in claimed if each is not own and each.quantity.unit]
    return [
        each
        for each in heard
        if not any(_equal(other, each.quantity, about=False) for other in told)
        or _equal(own.quantity, each.quantity, about=False)
    ]


def _words_of(lines: Iterable[str]) -> set[str]:
    return {word for line in lines for word in words(line)}


def _is_someday(own: Quantity, heard: Sequence[_Heard], ground: Ground) -> bool:
    """Whether a number tells of a time that nobody knows, "one day", as lines tell of no other."""
    return "_".join(words(own.text)) in ground.language.claims["someday"] and not any(
        each.quantity.unit and each.quantity.unit.dimension == _TIME for each in heard
    )


def _tell_all(lines: Sequence[str], ground: Ground) -> bool:
    """Whether lines tell of all of something."""
    return any(ground.language.claims["all"].intersection(words(line)) for line in lines)


def _is_rounded(own: _Heard, heard: Quantity, ground: Ground) -> bool:
    """Whether a bound is a number of the lines in fewer figures: "more than 30" of 34."""
    quantity = own.quantity
    over, under = (bool(_bound(own.before, kind, ground)) for kind in ("over", "under"))
    told = (quantity.unit is None) == (heard.unit is None)
    told = told and (not (quantity.unit and heard.unit) or _alike(quantity.unit, heard.unit))
    if over == under or not told or quantity.place or heard.place:
        return False
    if quantity.value < 1:  # "less than half a second" of 0.4 seconds
        off = (heard.size - quantity.size) / quantity.size
        return 0 < (off if over else -off) < _FEWER_FIGURES
    figure = 1.0
    while quantity.value % (figure * 10) == 0:
        figure *= 10
    more = heard.size / (quantity.size / quantity.value) - quantity.value
    return 0 < (more if over else -more) < min(figure, quantity.value * _FEWER_FIGURES)


def _shares_scale(own: Quantity, bare: _Heard, heard: Sequence[_Heard]) -> bool:
    """Whether a bare number of the lines has the scale of another: "2 trillion, up from 1.2"."""
    number = bare.quantity
    if number.unit or number.counted or number.place or not 0 < number.value < _SCALE:
        return False
    scale = own.value / number.value
    return any(scale == size for size in _SCALES) and any(
        scale <= each.quantity.value < scale * _SCALE for each in heard
    )


def _alike(one: Unit, other: Unit) -> bool:
    """Whether two units measure the same; cents are of any money."""
    dimensions = {one.dimension, other.dimension}
    return len(dimensions) == 1 or (_CENT in dimensions and bool(dimensions & _MONEY))


def _is_derived(own: Quantity, heard: Sequence[_Heard]) -> bool:
    """Whether a share is told by two numbers that stand together.

    One of the other, as "nineteen out of twenty" for 95 %, or each of a hundred, as "50/50".
    """
    if own.place or (own.unit.dimension != "share" if own.unit else not 0 < own.value < 1):
        return False
    for one, other in pairwise(each.quantity for each in heard):
        shares = {one.value / other.value} if own.unit and other.value else set()
        if not own.unit and own.value == _HALF and not (one.unit or other.unit):
            shares = {min(one.value, other.value) / max(one.value, other.value, _EXACT)}
        if one.value + other.value == _WHOLE:
            shares |= {one.value / _WHOLE, other.value / _WHOLE}
        if any(abs(share - own.size) < _EXACT for share in shares):
            return True
    return False


def _is_reckoned(own: Quantity, heard: Sequence[_Heard], *, cued: bool) -> bool:
    """Whether a number is the sum or the difference of two: nine years for "from 2004 to 2013".

    Small numbers without a unit often are so by chance: words must tell that they are (`cued`).
    """
    measured = [each.quantity for each in heard if not each.quantity.place]
    for one, other in combinations(measured, 2):
        if one.size == other.size:
            continue  # "20 people" of "you ask ten, and get ten answers"
        if _is_year(one) and _is_year(other):
            alike = own.unit is not None and own.unit.name == _YEAR
            results = {abs(one.value - other.value) * (own.unit.size if own.unit else 1.0)}
        else:
            units = (own.unit, one.unit, other.unit)
            named = [unit for unit in units if unit]
            alike = len(named) == len(units) and all(_alike(named[0], unit) for unit in named)
            alike = alike or (not named and (cued or own.value >= _SMALL))
            results = {one.size + other.size, abs(one.size - other.size)}
        if alike and any(abs(each - own.size) <= _EXACT * own.size for each in results):
            return True
    return False


def _is_ratio(own: Quantity, others: Sequence[_Heard]) -> bool:
    """Whether a multiple is the ratio of two numbers: "doubling to 140,000" from 70,000."""
    if own.unit is None or own.unit.dimension != "multiple":
        return False
    sizes = {each.quantity.size for each in others if each.quantity.size > 1}
    return any(abs(one / other - own.value) < _EXACT for one in sizes for other in sizes)


def _is_counted(quantity: Quantity, heard: Sequence[_Heard]) -> bool:
    """Whether the lines count the same things."""
    return bool(quantity.counted) and any(
        quantity.counted in (each.quantity.counted, *each.quantity.nouns[:1]) for each in heard
    )


def _same_unit(own: Quantity, heard: Quantity, spoken: str, ground: Ground) -> bool:
    """Whether a number measures the same, as far as both are told."""
    if own.unit is None:
        return True
    if heard.unit is None:
        said = _units_said([spoken], ground)
        if own.unit in said:
            return True
        return not heard.counted and not any(_alike(own.unit, unit) for unit in said)
    if _alike(own.unit, heard.unit):
        return _equal(own, heard, about=True)
    return {own.unit.dimension, heard.unit.dimension} <= {"share", "multiple"}


def _units_said(texts: Iterable[str], ground: Ground) -> frozenset[Unit]:
    """The units that some texts name, with a number or without."""
    units = ground.language.units
    return frozenset(units[part] for text in texts for part in _parts(text) if part in units)


def _parts(text: str) -> Iterator[str]:
    """The words of a text, and what a stroke joins: "$2/month"."""
    for word in words(text):
        yield from word.split("/")


def _is_of_else(
    own: _Heard,
    same: Sequence[_Heard],
    heard: Sequence[_Heard],
    cited: Sequence[CitableLine],
    text: str,
    ground: Ground,
) -> bool:
    """Whether a number counts something else in the lines, or what it counts is counted otherwise.

    `same` are those of the numbers `heard` that are equal to it.
    """
    spoken = " ".join(without_notes(line.text) for line in cited)
    if not any(_same_unit(own.quantity, each.quantity, spoken, ground) for each in same):
        return True
    stems = set(content_stems(spoken, ground.language))
    counted = own.quantity.counted
    if counted and (counted in _vague(ground.language) or all(map(_is_times, same))):
        return False  # "three kinds" for "three buckets", "on two occasions" for "twice"
    if counted and all(each.quantity.unit for each in same) and counted not in stems:
        return True  # "billions of generations" for "billions of years"
    if counted and not own.quantity.unit:
        if any(counted in each.quantity.nouns[:_NEXT] for each in same):
            return False
        others = [
            place
            for place, each in enumerate(heard)
            if each not in same and each.quantity.counted == counted
        ]
        alone = [
            place for place, each in enumerate(heard) if each in same and not each.quantity.counted
        ]
        if any(counted in each.around for each in same if not each.quantity.counted):
            return False  # "three of your own podcasts"
        if others and not any(place > others[0] for place in alone):
            return True  # but for "40 servers, 20 in each"
        if alone:
            return False
        if any(counted in each.quantity.nouns for each in same):
            return False
        claimed = set(content_stems(text, ground.language))
        theirs = {each.quantity.counted for each in same}
        if theirs <= stems_of(ground.language.claims["people"], ground.tag):
            return False  # "a thousand members" for "a thousand people"
        if theirs <= _vague(ground.language):
            return False  # "two methods" for "two kinds of ways"
        return counted in ground.said.stems and counted not in stems and not theirs & claimed
    if own.quantity.unit and not own.quantity.vague:
        rivals = [
            each
            for each in heard
            if each.quantity.unit == own.quantity.unit
            and each not in same
            and not each.quantity.vague
        ]
        shared = max(len(own.around & each.around) for each in same)
        return not shared and any(len(own.around & each.around) > 1 for each in rivals)
    return False


def _vague(language: Language) -> frozenset[str]:
    """Stems of words for anything that may be counted."""
    return stems_of(language.vague, language.tag)


def _is_times(heard: _Heard) -> bool:
    """Whether a number tells how many times: "twice"."""
    return heard.quantity.unit is not None and heard.quantity.unit.dimension == "multiple"


def _bound(before: str, kind: str, ground: Ground) -> str:
    """The words of a kind right before a number, such as "more than"."""
    tail = " ".join(words(before))
    loose = "|".join(
        map(re.escape, ground.language.claims["about"] | ground.language.claims["one"])
    )
    for phrase in sorted(ground.language.claims[kind], key=len, reverse=True):
        spoken = phrase.replace("_", " ")
        if re.search(rf"(?:^|\s){re.escape(spoken)}(?: (?:{loose}))*$", tail):
            return spoken
    return ""


def _changed_bound(own: _Heard, same: Sequence[_Heard], ground: Ground) -> str:
    """The bound of a number that its lines do not give it: "more than" for "about"."""
    for kind, other in (("over", "under"), ("under", "over")):
        bound = _bound(own.before, kind, ground)
        if bound and all(
            _bound(each.before, other, ground) and not _bound(each.before, kind, ground)
            for each in same
        ):
            return bound
    return ""
