"""The claims set: that it is whole, and what the check by words lets through of it."""

from __future__ import annotations

import pytest

from generator.summarizing.openai.checks import claim_faults
from generator.summarizing.openai.ground import Ground
from generator.summarizing.openai.passages import CitableLine
from tests.summarizing.openai.claims import (
    DECIDABLE,
    judged,
    rates,
    recordings,
    share,
)

MOST_REFUSED = 0.04
MOST_FALSE, MOST_DECIDABLE = 0.5, 0.2
MOST_READ_AGAIN = 0.08


def test_the_set_is_whole() -> None:
    """Every claim points at lines that exist, about half of them faithful, many on the samples."""
    claims = [claim for each in recordings(samples=True) for claim in each.claims]
    assert len(claims) >= 200
    assert all(claim.lines for claim in claims)
    assert 0.4 < sum(claim.faithful for claim in claims) / len(claims) < 0.6


@pytest.mark.parametrize("samples", [True, False], ids=["samples", "all at hand"])
def test_the_check_by_words_keeps_to_its_rates(samples: bool) -> None:
    """It refuses few faithful claims, and lets few pass that words can tell to be false."""
    chosen = [each for each in judged() if each.sample or not samples]
    counts = rates(chosen, lambda each: each.by_words)
    told = "\n".join(f"{kind}: {passed}/{total}" for kind, (passed, total) in counts.items())
    faithful = share(count for kind, count in counts.items() if kind[0])
    false = share(count for kind, count in counts.items() if not kind[0])
    decidable = share(
        count for kind, count in counts.items() if not kind[0] and kind[1] in DECIDABLE
    )
    assert 1 - faithful <= MOST_REFUSED, told
    assert false <= MOST_FALSE, told
    assert decidable <= MOST_DECIDABLE, told


def test_few_false_claims_stand_when_they_are_read_again() -> None:
    """By answers that were given to the very prompts, blind."""
    answered = [each for each in judged() if each.read_again is not None]
    counts = rates(answered, lambda each: each.read_again)
    false = share(count for kind, count in counts.items() if not kind[0])
    both = rates(answered, lambda each: each.read_again and each.by_words)
    assert false <= MOST_READ_AGAIN
    assert share(count for kind, count in both.items() if not kind[0]) <= MOST_READ_AGAIN
    assert share(count for kind, count in counts.items() if kind[0]) >= 0.9


def test_what_was_said_may_be_said() -> None:
    """A line of a recording word for word is no false claim about it."""
    for recording in recordings(samples=True):
        ground = Ground.of(recording.episode, recording.speech)
        language = recording.episode.language
        for number, line in enumerate(recording.speech, start=1):
            faults = claim_faults(line.text, [number], recording.speech, language, language, ground)
            assert not [fault for fault in faults if "it " not in fault[:3]], line.text


SAID = [
    ("Ines", "Most of the hives came through the winter, about three hundred of them."),
    ("Ines", "Before we opened a hive we counted the bees at its door."),
    ("Tom", "It might be the mites, I don't know, but the queen never left the Kestrel hive."),
    ("Tom", "The scale reads a hundred and fifty kilos, give or take half a kilo."),
    ("Ines", "In 20 17 I met YC with a thousand plus hives, going after the best honey."),
    ("Ines", "The smoker goes first into the box and then the veil, about 40 boxes per week."),
    (
        "Tom",
        "We aren't quite there with all the combs after a year and a half, I think.",
    ),
    ("Tom", "I was asking for a fridge, you know, in EIP four eight four four."),
    ("Tom", "We moved to the US around 97 for about a year, whether or not bees sting."),
    ("Tom", "It's the 538 of bees, and we should update everything, as people want to please."),
    ("Tom", "They slowed down since, after a winter in Bath."),
    ("Ines", "Yes, I have seen the film, but I actually read the book first."),
    ("Tom", "Merlin is our other yard, Merlin has the press, Merlin the van, and Merlin pays."),
    ("Ines", "At times the smoke helps them."),
    ("Tom", "We weigh them in the next hour, in milliseconds at best."),
    ("Tom", "That was in 2016, and two and a half million bees came, two thirds of mine."),
    ("Ines", "There are some keepers who do not smoke."),
    ("Tom", "I left school, and then I was at the mill later, when I sold honey."),
    (
        "Tom",
        "Every keeper has smoked, but we write a monthly letter, and after one year they stop.",
    ),
    ("Ines", "We have 34 yards and occasionally weigh 40 frames, 20 in one box, 20 in the other."),
    (
        "Tom",
        "A jar is three dollars and fifty cents by EIP three zero seven four, the E one draft.",
    ),
    ("Tom", "Hundreds of boats carry the jars in winter."),
    (
        "Tom",
        "Salt costs $2/month, and we spent nearly $450 million on it, which I'm not focused on.",
    ),
    ("Ines", "Nine hives stood there, and 12 in the other yard, from 2004 to 2013."),
    ("Ines", "I don't think most keepers see it, but all of the wax and some frames are sold."),
    ("Tom", "It is the first wax that I have melted in the '90s, and a jar weighs 2.9 kilos."),
    (
        "Tom",
        "Wax grew by 25% over one year, and 45 trillion cells are 3 orders of magnitude more than "
        "in the early nineties.",
    ),
    ("Ines", "You ask 10 keepers and get 10 answers, and we want to reach a billion people."),
    ("Ines", "In some cases the wax melts for a good part of an afternoon."),
]


@pytest.mark.parametrize(
    ("text", "numbers", "good"),
    [
        ("Most hives survived the winter.", [1], True),
        ("All hives came through the winter.", [1], False),
        ("Some 300 hives came through.", [1], True),
        ("More than 300 hives came through.", [1], True),
        ("About 500 hives came through.", [1], False),
        ("They counted the bees before they opened a hive.", [2], True),
        ("They opened the hive first and then counted the bees.", [2], False),
        ("Tom thinks that it might be the mites.", [3], True),
        ("Ines thinks that it might be the mites.", [3], False),
        ("The mites will be the cause.", [3], False),
        ("The queen never left the Kestrel hive.", [3], True),
        ("The queen left the Kestrel hive.", [3], False),
        ("The queen never left the Osprey hive.", [3], False),
        ("The scale reads 150 kg, plus or minus 500 g.", [4], True),
        ("The scale reads 150 pounds.", [4], False),
        ("The Scale Reads 150 Kilos", [4], True),
        ("The hives came through, guarded by a sculptor wearing velvet sandals.", [1], False),
        ("He said that the queen ‘never left’ it.", [3], True),
        ("He said that the queen ‘always stayed’ there.", [3], False),
        ("He said that the queen «never left» it.", [3], True),
        ("Ines met Y Combinator in 2017 with a thousand-plus hives.", [5], True),
        ("Ines met Y Combinator in 2017–18.", [5], True),
        ("Ines met Y Combinator in 2016.", [5], False),
        ("Ines met Ilya Sutskever in 2017.", [5], False),
        ("Going after the best honey, Ines met YC.", [5], True),
        ("The smoker goes last into the box.", [6], False),
        ("The smoker goes into 40 boxes a week.", [6], True),
        ("The smoker goes into 40 boxes a day.", [6], False),
        ("Before opening a hive the CEO counted the bees, above all at its door.", [2], True),
        ("Every bee was counted at the door.", [2], False),
        ("Whoever sees the queen leave the hive may blame the mites.", [3], True),
        ("The veil goes into the box and then the smoker.", [6], False),
        ("Two things go into the box: the smoker and the veil.", [6], True),
        ("Three things go into the box: the smoker and the veil.", [6], False),
        ("The smoker and the veil each go into the box.", [6], True),
        ("Some 40 boxes are filled per day.", [6], False),
        ("The smoker goes into the box in a rented barn.", [6], False),
        ("Most hives came through, several hundred of them.", [1], True),
        ("The hives largely came through the winter.", [1], True),
        ("All combs are there after a year and a half.", [7], False),
        ("They are short of some combs after 18 months.", [7], True),
        ("They are short of some combs after a month and a half.", [7], False),
        ("They are at it for a year and a half, drawn by a lawyer.", [7], False),
        ("Tom asked for a refrigerator.", [8], True),
        ("Tom asked for a sandwich.", [8], False),
        ("Ines was asking for a fridge.", [8], False),
        ("Tom was asking for it in EIP-4844.", [8], True),
        ("Tom was asking for it in EIP-4845.", [8], False),
        ("They moved there in 1997.", [9], True),
        ("They moved there in 1987.", [9], False),
        ("They moved to the United States.", [9], True),
        ("They moved there for about a month.", [9], False),
        ("Whether the bees sting is open.", [9], True),
        ("It is the FiveThirtyEight of bees.", [10], True),
        ("It is the FiveThirtyNine of bees.", [10], False),
        ("The queen never left the Merlin hive.", [3], False),
        ("Smoke always helps them.", [14], False),
        ("What helps them most is smoke.", [14], True),
        ("Tom weighs them in the next day.", [15], False),
        ("Tom weighs them within minutes.", [15], False),
        ("Tom weighs them within milliseconds.", [15], True),
        ("In 2016 Ines met YC.", [5], False),
        ("Some 2.5 million bees came, 67 percent of them his.", [16], True),
        ("No keepers leave out the smoke.", [17], False),
        ("After his time at the mill he left school.", [18], False),
        ("Only Tom has smoked.", [19], False),
        ("Everything is in the box, and some 40 boxes are filled per week.", [6], True),
        ("They write a weekly letter.", [19], False),
        ("They write a letter every month.", [19], True),
        ("After a week they stop writing.", [19], False),
        ("After a year they stop writing.", [19], True),
        ("Tom weighs the honey of all keepers in the next hour.", [15], True),
        ("They have more than 30 yards.", [20], True),
        ("They have more than 50 yards.", [20], False),
        ("They weigh 20 frames in each box.", [20], True),
        ("They never weigh any frames.", [20], False),
        ("A jar costs $3.50.", [21], True),
        ("A jar costs $3.40.", [21], False),
        ("EIP-3074 has the price.", [21], True),
        ("EIP-3075 has the price.", [21], False),
        ("The draft E1 has the price.", [21], True),
        ("The draft E3 has the price.", [21], False),
        ("Hundreds of jars are carried by boats.", [22], True),
        ("Hundreds of keepers carry the jars in winter.", [22], False),
        ("Boats carry the jars or not in winter.", [22], True),
        ("All boxes should be updated, since keepers tend to want to please.", [10], True),
        ("Salt costs $2 a month.", [23], True),
        ("Salt costs $2 a week.", [23], False),
        ("Tom spent almost half a billion dollars on salt.", [23], True),
        ("Tom spent almost a billion dollars on salt.", [23], False),
        ("He seldom focuses on salt.", [23], True),
        ("Together the yards had 21 hives in nine years.", [24], True),
        ("Together the yards had 22 hives.", [24], False),
        ("Hardly any keepers see it.", [25], True),
        ("All frames are sold.", [25], False),
        ("Tom had never melted wax before.", [26], True),
        ("Tom melted wax in the 1990s.", [26], True),
        ("Tom melted wax in the 1980s.", [26], False),
        ("A jar weighs three kilos.", [26], True),
        ("A jar weighs four kilos.", [26], False),
        ("Within a year wax grew by a quarter.", [27], True),
        ("Within a year wax grew by 35 percent.", [27], False),
        ("There are trillions of cells.", [27], True),
        ("There are billions of cells.", [27], False),
        ("Cells are a thousand times as many as in the 1990s.", [27], True),
        ("Cells are a hundred times as many.", [27], False),
        ("Cells were fewer in the eighties.", [27], False),
        ("Ines hopes to reach a billion people one day.", [28], True),
        ("Ines wants to reach a million people.", [28], False),
        ("Those keepers give 20 answers.", [28], False),
        ("Ines lets the wax melt for most of an afternoon.", [29], True),
        ("The wax melts in all cases.", [29], False),
        (
            "The bees slowed down after the winter in Bath, a trend that has since weakened.",
            [11],
            True,
        ),
        (
            "The bees slowed down after the winter in Bath, a lawyer that has since died.",
            [11],
            False,
        ),
    ],
)
def test_each_part_of_a_claim_is_looked_for(text: str, numbers: list[int], good: bool) -> None:
    """Quantifiers, numbers with units, order, speakers, certainty, names, details, quotations."""
    lines = [CitableLine(text=said, speaker=who, sources=(), owner=0) for who, said in SAID]
    faults = claim_faults(text, numbers, lines, "en", "en")
    assert (faults == []) == good, faults


SAID_IN = {
    "de": [
        "Die meisten Völker kamen durch den Winter, ungefähr zweihundertfünfzig von dreihundert.",
        "Bevor wir einen Stock öffneten, zählten wir die Bienen am Flugloch.",
        "Zuerst kommt der Rauch und dann die neue Wabe.",
        "Das kostet eineinhalb Tausend Euro im Jahr, höchstens zwanzig Prozent mehr als früher.",
        "Viele Imker wiegen die Kästen, pro Woche etwa vierzig Stück.",
        "Die Waage zeigt zweiundneunzig Kilo an, und 1.200 Bienen wiegen ein paar Gramm.",
    ],
    "fr": [
        "La plupart des ruches ont passé l'hiver, environ deux cent cinquante sur trois cents.",
        "Avant d'ouvrir une ruche, nous comptions les abeilles à l'entrée.",
        "La fumée vient d'abord, puis le nouveau cadre.",
        "Cela coûte mille cinq cents euros par an, au plus vingt pour cent de plus.",
        "Beaucoup d'apiculteurs pèsent les caisses, quarante par semaine environ.",
        "La balance indique quatre-vingt-douze kilos, et 1 200 abeilles pèsent quelques grammes.",
    ],
    "es": [
        "La mayoría de las colmenas pasó el invierno, unas doscientas cincuenta de trescientas.",
        "Antes de abrir una colmena, contábamos las abejas en la entrada.",
        "Primero viene el humo y luego el cuadro nuevo.",
        "Cuesta mil quinientos euros por año, como máximo un veinte por ciento más.",
        "Muchos apicultores pesan las cajas, unas cuarenta por semana.",
        "La balanza marca noventa y dos kilos, y 1.200 abejas pesan unos gramos.",
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "numbers", "good"),
    [
        ("de", "Die meisten Völker überlebten den Winter, 250 von 300.", [1], True),
        ("de", "Alle Völker kamen durch den Winter.", [1], False),
        ("de", "Kein Volk kam durch den Winter.", [1], False),
        ("de", "Fünfhundert Völker kamen durch den Winter.", [1], False),
        ("de", "Sie zählten die Bienen, bevor sie den Stock öffneten.", [2], True),
        ("de", "Sie öffneten den Stock, bevor sie die Bienen zählten.", [2], False),
        ("de", "Zuerst kommt die neue Wabe und dann der Rauch.", [3], False),
        ("de", "Das kostet 1.500 Euro im Jahr.", [4], True),
        ("de", "Das kostet 1.500 Dollar im Jahr.", [4], False),
        ("de", "Das kostet mindestens zwanzig Prozent mehr.", [4], False),
        ("de", "Nur wenige Imker wiegen die Kästen.", [5], False),
        ("de", "Es sind etwa 40 Stück pro Tag.", [5], False),
        ("de", "Die Waage zeigt 92 kg an.", [6], True),
        ("de", "Die Waage zeigt 92 Gramm an.", [6], False),
        ("de", "Zwölfhundert Bienen wiegen ein paar Gramm.", [6], True),
        ("fr", "La plupart des ruches ont passé l'hiver, 250 sur 300.", [1], True),
        ("fr", "Toutes les ruches ont passé l'hiver.", [1], False),
        ("fr", "Aucune ruche n'a passé l'hiver.", [1], False),
        ("fr", "Cinq cents ruches ont passé l'hiver.", [1], False),
        ("fr", "Ils comptaient les abeilles avant d'ouvrir une ruche.", [2], True),
        ("fr", "Ils ouvraient une ruche avant de compter les abeilles.", [2], False),
        ("fr", "Le nouveau cadre vient d'abord, puis la fumée.", [3], False),
        ("fr", "Cela coûte 1 500 € par an.", [4], True),
        ("fr", "Cela coûte 1500 dollars par an.", [4], False),
        ("fr", "Cela coûte au moins vingt pour cent de plus.", [4], False),
        ("fr", "Tous les apiculteurs pèsent les caisses.", [5], False),
        ("fr", "Ce sont environ 40 caisses par jour.", [5], False),
        ("fr", "La balance indique 92 kg.", [6], True),
        ("fr", "La balance indique 92 grammes.", [6], False),
        ("fr", "Mille deux cents abeilles pèsent quelques grammes.", [6], True),
        ("es", "La mayoría de las colmenas pasó el invierno, 250 de 300.", [1], True),
        ("es", "Todas las colmenas pasaron el invierno.", [1], False),
        ("es", "Ninguna colmena pasó el invierno.", [1], False),
        ("es", "Quinientas colmenas pasaron el invierno.", [1], False),
        ("es", "Contaban las abejas antes de abrir una colmena.", [2], True),
        ("es", "Abrían una colmena antes de contar las abejas.", [2], False),
        ("es", "Primero viene el cuadro nuevo y luego el humo.", [3], False),
        ("es", "Cuesta 1.500 € por año.", [4], True),
        ("es", "Cuesta 1.500 dólares por año.", [4], False),
        ("es", "Cuesta al menos un veinte por ciento más.", [4], False),
        ("es", "Todos los apicultores pesan las cajas.", [5], False),
        ("es", "Son unas 40 cajas por día.", [5], False),
        ("es", "La balanza marca 92 kg.", [6], True),
        ("es", "La balanza marca 92 gramos.", [6], False),
        ("es", "Mil doscientas abejas pesan unos gramos.", [6], True),
    ],
)
def test_other_languages_have_numbers_units_quantifiers_and_order(
    language: str, text: str, numbers: list[int], good: bool
) -> None:
    """What words decide is decided in German, French and Spanish as well."""
    lines = [CitableLine(text=said, sources=(), owner=0) for said in SAID_IN[language]]
    faults = claim_faults(text, numbers, lines, language, language)
    assert (faults == []) == good, faults


@pytest.mark.parametrize("language", SAID_IN)
def test_what_was_said_may_be_said_in_other_languages(language: str) -> None:
    """A line word for word, with its end left out, is no false claim about it."""
    lines = [CitableLine(text=said, sources=(), owner=0) for said in SAID_IN[language]]
    for number, line in enumerate(lines, start=1):
        text = line.text.split(",")[0] + "."
        assert claim_faults(text, [number], lines, language, language) == []


def test_all_faults_are_told_at_once() -> None:
    """So that one more try can mend them all."""
    lines = [CitableLine(text=said, speaker=who, sources=()) for who, said in SAID]
    faults = claim_faults("All 700 hives belonged to Osprey.", [1], lines, "en", "en")
    assert len(faults) >= 3
