"""Numbers with their units, however they are spelled, in four languages."""

from __future__ import annotations

import pytest

from generator.language.languages import Language, shipped
from generator.language.quantities import quantities


@pytest.mark.parametrize(
    ("tag", "text", "values"),
    [
        ("en", "worth ten thousand, 10 000 or 10,000", [10_000] * 3),
        ("en", "2 trillion tokens for the seven B and the 34 B model", [2e12, 7e9, 34e9]),
        ("en", "half a billion, a quarter of a trillion, half a dozen", [5e8, 2.5e11, 6]),
        ("en", "billions of years in a multimillion dollar programme", [1e9, 1e6]),
        ("de", "fünfundzwanzig, zweihundertfünf, dreitausendzweihundert", [25, 205, 3200]),
        ("de", "im Jahr neunzehnhundertvierundsiebzig, eineinhalb, zweieinhalb", [1974, 1.5, 2.5]),
        ("de", "1.500 oder 1,5 oder 1.234.567,5", [1500, 1.5, 1234567.5]),
        ("de", "zwei Millionen, ein Drittel, einundzwanzig", [2e6, 1 / 3, 21]),
        (
            "fr",
            "vingt et un, soixante-dix, soixante et onze, quatre-vingt-dix-sept",
            [21, 70, 71, 97],
        ),
        ("fr", "deux cents, deux mille trois cents, 1 500, 3,5", [200, 2300, 1500, 3.5]),
        ("fr", "un million, la moitié, un tiers", [1e6, 0.5, 1 / 3]),
        ("fr", "un milliard, deux milliards, un billion, deux billions", [1e9, 2e9, 1e12, 2e12]),
        ("de", "eine Milliarde, zwei Milliarden, eine Billion", [1e9, 2e9, 1e12]),
        ("es", "mil millones, un billón, dos billones", [1e9, 1e12, 2e12]),
        ("es", "dos mil quinientos millones, tres millones dos mil", [2.5e9, 3_002_000]),
        ("de", "tausend Milliarden", [1e12]),
        ("fr", "deux mille trois cents milliards, un million deux cent mille", [2.3e12, 1.2e6]),
        ("en", "three hundred thousand million, two million three thousand", [3e11, 2_003_000]),
        ("es", "veintidós, treinta y dos, doscientos cincuenta", [22, 32, 250]),
        ("es", "dos mil quinientos, 1.500, 3,5, un tercio", [2500, 1500, 3.5, 1 / 3]),
    ],
)
def test_numbers_are_read_however_they_are_spelled(
    tag: str, text: str, values: list[float]
) -> None:
    """In words, in one word, in phrases, and with each language's marks between figures."""
    found = [each.value for each in quantities(text, Language.of(tag))]
    assert found == pytest.approx(values)


@pytest.mark.parametrize(
    ("tag", "text", "other"),
    [
        ("en", "10 plus years", "a decade"),
        ("de", "anderthalb Stunden", "90 Minuten"),
        ("de", "zwei Kilo", "2000 g"),
        ("de", "dreißig Prozent", "30 %"),
        ("fr", "deux heures et demie", "150 minutes"),
        ("fr", "quatre-vingts pour cent", "80 %"),
        ("fr", "mille cinq cents mètres", "1,5 km"),
        ("es", "dos horas y media", "150 minutos"),
        ("es", "ochenta por ciento", "80 %"),
        ("es", "mil quinientos metros", "1,5 km"),
    ],
)
def test_units_are_those_of_the_language(tag: str, text: str, other: str) -> None:
    """The same measure in other words is the same."""
    [one], [two] = (quantities(each, Language.of(tag)) for each in (text, other))
    assert one.unit
    assert two.unit
    assert one.unit.dimension == two.unit.dimension
    assert one.size == pytest.approx(two.size)


def test_a_unit_of_time_is_as_long_in_every_language() -> None:
    """A week, a quarter or a century measures what it does in English."""
    english = {unit.size for unit in Language.of("en").units.values() if unit.dimension == "time"}
    for tag in shipped():
        for name, unit in Language.of(tag).units.items():
            assert unit.dimension != "time" or unit.size in english, (tag, name)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twenty-two sevenths", [(22 / 7,)]),
        ("two thirds", [(2 / 3,)]),
        ("three quarters", [(0.75,)]),
        ("one fifth of hives", [(0.2,)]),
        ("forty third", [(43,)]),
        ("nine ten", [(9,), (10,)]),
        ("eighteen twelve", [(1812, 18, 12)]),
        ("twenty one twelve", [(2112, 21, 12)]),
        ("twenty-two twelve", [(22,), (12,)]),
        ("twenty twenty one", [(2021, 20)]),
        ("three hundred twenty one thousand", [(321_000,)]),
        ("two and a half million", [(2_500_000,)]),
        ("two point five", [(2.5,)]),
        ("half a dozen", [(6,)]),
        ("6 times 10 to the 23", [(6e23,)]),
        ("in 2014 and 15", [(2014,), (15, 2015)]),
        ("in 2014 of all 15", [(2014,), (15,)]),
        ("in 1899 and 15", [(1899,), (15,)]),
        ("in 1900 and 15", [(1900,), (15, 1915)]),
        ("10 or 15,000 hives", [(10, 10_000), (15_000,)]),
        ("999 or 2,000 hives", [(999, 999_000), (2000,)]),
        ("1000 or 2,000 hives", [(1000,), (2000,)]),
        ("10 or 15,500 hives", [(10,), (15_500,)]),
        ("125 to 350 million", [(125, 125e6), (350e6,)]),
        ("20 17", [(2017,)]),
        ("20 17%", [(20,), (17,)]),
        ("2017-18", [(2017,)]),
        ("GPT-4, M2 and 24.0.1", []),
    ],
)
def test_what_a_number_may_stand_for(text: str, values: list[tuple[float, ...]]) -> None:
    """The likeliest first; a year may be shortened behind another, a thousand left to the next."""
    found = [each.values for each in quantities(text, Language.of("en"))]
    assert found == [pytest.approx(each) for each in values]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("2 hours 30 minutes", [7200, 9000, 1800]),
        ("2 hours and 59 minutes", [7200, 10_740, 3540]),
        ("2 hours 60 minutes", [7200, 3600]),
        ("30 minutes 2 hours", [1800, 7200]),
        ("2 hours 30 percent", [7200, 0.3]),
        ("3 dollars and 5 cents", [3, 3.05, 0.05]),
        ("an hour and a half", [5400]),
        ("30 or 40 percent", [0.3, 0.4]),
        ("from half to 65 percent", [0.5, 0.65]),
        ("1/8 of an inch", [0.003175]),
        ("$5 million", [5e6]),
        ("9s", [9]),
        ("the 10s", [10]),
    ],
)
def test_two_measures_that_add_up_are_also_one(text: str, sizes: list[float]) -> None:
    """Less than an hour of minutes behind hours, less than a whole of cents behind money."""
    found = [each.size for each in quantities(text, Language.of("en"))]
    assert found == pytest.approx(sizes)


@pytest.mark.parametrize(
    ("text", "nouns", "counted"),
    [
        ("a dozen hives", ["hive"], "hive"),
        ("hundreds of hives", ["hive"], "hive"),
        ("40 large oak barrels", ["larg", "oak", "barrel"], ""),
        ("40 large old oak barrels", ["larg", "old", "oak"], ""),
        ("40 of the old oak, barrels", ["old"], ""),
        ("40 kilos of wax", [], ""),
    ],
)
def test_what_is_counted_stands_among_three_words(
    text: str, nouns: list[str], counted: str
) -> None:
    """Up to the next mark; what has a unit counts nothing."""
    (found,) = quantities(text, Language.of("en"))
    assert (list(found.nouns), found.counted) == (nouns, counted)
