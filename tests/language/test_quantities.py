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
