"""The claims set: that it is whole, and what the check by words lets through of it."""

from __future__ import annotations

import pytest

from generator.summarizing.openai.checks import claim_faults
from generator.summarizing.openai.ground import Ground
from generator.summarizing.openai.passages import CitableLine
from tests.summarizing.openai.claims import DECIDABLE, passes_by_words, rates, recordings, share

MOST_REFUSED = 0.04
MOST_FALSE, MOST_DECIDABLE = 0.5, 0.2


def test_the_set_is_whole() -> None:
    """Every claim points at lines that exist, about half of them faithful, many on the samples."""
    claims = [claim for each in recordings() if each.sample for claim in each.claims]
    assert len(claims) >= 200
    assert all(claim.lines for claim in claims)
    assert 0.4 < sum(claim.faithful for claim in claims) / len(claims) < 0.6


@pytest.mark.parametrize("samples", [True, False], ids=["samples", "all at hand"])
def test_the_check_by_words_keeps_to_its_rates(samples: bool) -> None:
    """It refuses few faithful claims, and lets few pass that words can tell to be false."""
    counts = rates(passes_by_words, samples=samples)
    told = "\n".join(f"{kind}: {passed}/{total}" for kind, (passed, total) in counts.items())
    faithful = share(count for kind, count in counts.items() if kind[0])
    false = share(count for kind, count in counts.items() if not kind[0])
    decidable = share(count for kind, count in counts.items() if kind[1] in DECIDABLE)
    assert 1 - faithful <= MOST_REFUSED, told
    assert false <= MOST_FALSE, told
    assert decidable <= MOST_DECIDABLE, told


def test_what_was_said_may_be_said() -> None:
    """A line of a recording word for word is no false claim about it."""
    for recording in recordings():
        if recording.sample:
            ground = Ground.of(recording.episode, recording.speech)
            language = recording.episode.language
            for number, line in enumerate(recording.speech, start=1):
                faults = claim_faults(
                    line.text, [number], recording.speech, language, language, ground
                )
                assert not [fault for fault in faults if "it " not in fault[:3]], line.text


SAID = [
    ("Ines", "Most of the hives came through the winter, about three hundred of them."),
    ("Ines", "Before we opened a hive we counted the bees at its door."),
    ("Tom", "It might be the mites, I don't know, but the queen never left the Kestrel hive."),
    ("Tom", "The scale reads a hundred and fifty kilos, give or take half a kilo."),
    ("Ines", "In 20 17 I met YC with a thousand plus hives, going after the best honey."),
    ("Ines", "The smoker goes first into the box and then the veil, about 40 boxes per week."),
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
        ("The veil goes into the box and then the smoker.", [6], False),
        ("The smoker and the veil each go into the box.", [6], True),
        ("Some 40 boxes are filled per day.", [6], False),
        ("The smoker goes into the box in a rented barn.", [6], False),
        ("Most hives came through, several hundred of them.", [1], True),
        ("The hives largely came through the winter.", [1], True),
    ],
)
def test_each_part_of_a_claim_is_looked_for(text: str, numbers: list[int], good: bool) -> None:
    """Quantifiers, numbers with units, order, speakers, certainty, names, details, quotations."""
    lines = [CitableLine(text=said, speaker=who, sources=(), owner=0) for who, said in SAID]
    faults = claim_faults(text, numbers, lines, "en", "en")
    assert (faults == []) == good, faults


def test_all_faults_are_told_at_once() -> None:
    """So that one more try can mend them all."""
    lines = [CitableLine(text=said, speaker=who, sources=()) for who, said in SAID]
    faults = claim_faults("All 700 hives belonged to Osprey.", [1], lines, "en", "en")
    assert len(faults) >= 3
