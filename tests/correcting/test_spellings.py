"""What a recording says by way of names, and which words no dictionary holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.correcting.dictionary import dictionary
from generator.correcting.likeness import likeness, neighbours, sound
from generator.correcting.spellings import Listener, Spellings, without_possessive
from generator.fingerprints import fingerprint
from tests.combining.readings import reading_of


def heard(*lines: str, notes: str = "", title: str = "It is") -> Spellings:
    """What is gathered of a recording of these captions."""
    episode = reading_of(title, "\n".join(f": {line}" for line in lines)).episode
    [found] = Listener(dictionary()).gather([replace(episode, notes=notes)])
    return found


@pytest.mark.parametrize(
    ("line", "said", "suspects"),
    [
        ("We saw Hollin there.", {"Hollin"}, {"Hollin", "saw Hollin"}),
        ("Hollin was there.", {"Hollin"}, {"Hollin"}),  # no word of the dictionary
        ("Lantern was there.", set(), set()),  # any word has a capital there
        ("We saw Lantern there.", {"Lantern"}, {"Lantern"}),
        ("We saw Hollin's there.", {"Hollin"}, {"Hollin", "saw Hollin"}),
        (
            "We saw Night and Glass there.",
            {"Night", "Glass", "Night and Glass"},
            {"Night", "Glass", "Night and Glass"},
        ),
        ("We saw the M Q T there.", set(), {"M Q T"}),
        ("We saw open M Q there.", set(), {"M Q", "open M Q"}),
        ("We saw one M there.", set(), set()),
        ("We saw I and a there.", set(), set()),
        ("We saw GPT 4 there.", {"GPT", "GPT 4"}, {"GPT", "saw GPT", "GPT 4"}),
        ("We saw 42 there.", set(), set()),
        ("We saw Al there.", set(), {"Al"}),  # too short for a name
        (
            "We saw Lantern Mill Brook Gate.",
            {"Lantern", "Lantern Mill", "Lantern Mill Brook", "Mill", "Mill Brook"}
            | {"Mill Brook Gate", "Brook", "Brook Gate", "Gate"},  # three words are the most
            {"Lantern", "Lantern Mill", "Lantern Mill Brook", "Mill", "Mill Brook"}
            | {"Mill Brook Gate", "Brook", "Brook Gate", "Gate"},
        ),
    ],
)
def test_what_is_a_name_and_what_may_be_one_misheard(
    line: str, said: set[str], suspects: set[str]
) -> None:
    """Runs of words with capitals or unknown, letters one by one, and what stands around them."""
    found = heard(line)
    assert set(found.said) == said
    assert set(found.suspects) == suspects


def test_notes_that_were_read_before_are_not_read_again() -> None:
    """Only the line that is new is asked for, and all is as if both had been."""
    known: dict[str, Spellings] = {}
    read: list[str] = []

    def recall(made_of: object, find: Callable[[], Spellings]) -> Spellings:
        key = fingerprint(made_of)
        if key not in known:
            read.append(type(made_of).__name__)
            known[key] = find()
        return known[key]

    def gather(line: str) -> None:
        episode = reading_of("It is", f": {line}").episode
        noted = [replace(episode, notes="With Hollin of LanternMill.")]
        assert Listener(dictionary()).gather(noted, recall) == Listener(dictionary()).gather(noted)

    gather("We saw Hollin there.")
    gather("We saw Lantern there.")
    assert read == ["str", "tuple", "tuple"]


def test_a_name_may_go_on_in_the_next_caption() -> None:
    """It is found where it begins, as often as it is said."""
    found = heard("We saw Hollin", "Marrow there. We saw Marrow.", "Marrow came.")
    assert found.suspects["Hollin Marrow"] == (0,)
    assert found.suspects["Marrow"] == (1, 1)
    assert found.said["Hollin Marrow"] == 1


def test_halves_of_a_name_that_people_wrote_are_suspected() -> None:
    """Also where both are words."""
    line = "We saw lantern mill there, and lantern brook."
    assert set(heard(line).suspects) == set()
    assert set(heard(line, notes="We use LanternMill.").suspects) == {"lantern mill"}


def test_what_people_wrote_is_read_without_its_addresses() -> None:
    """A link's text counts, and not where it leads."""
    found = heard("x", title="The Gauge", notes="Of [Hollin](https://marrow.example/Brook), *Falk*")
    assert {"Gauge", "Hollin", "Falk"} <= set(found.listed)
    assert not {"Brook", "marrow.example"} & set(found.listed)


@pytest.mark.parametrize(
    ("word", "bare"),
    [("Hollin's", "Hollin"), ("Hollins’", "Hollins"), ("Hollins", "Hollins"), ("'s", "'s")],
)
def test_a_possessive_is_no_part_of_a_name(word: str, bare: str) -> None:
    """Unless nothing else is left."""
    assert without_possessive(word) == bare


@pytest.mark.parametrize(
    ("word", "known"),
    [
        *((each, True) for each in ("lantern", "lanterns", "lanterned", "lantern's", "bigger")),
        *(
            (each, True)
            for each in ("relantern", "antilantern", "lantern-mill", "e-mail", "studied")
        ),
        *(
            (each, False)
            for each in ("hollin", "lanternxyz", "lantern-hollin", "rehollin", "relan")
        ),
    ],
)
def test_words_made_of_known_ones_are_known(word: str, known: bool) -> None:
    """With an ending, an opening, a doubled letter or a hyphen."""
    assert dictionary().knows(word) == known


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        *(("Bit", "Pid", True), ("Fast", "Vast", True), ("Gate", "Kate", True)),
        *(("Name", "Mane", True), ("Ozzy", "Assy", True), ("Hollin", "Ollin", False)),
        *(("Lamp", "Ramp", False), ("Lamb", "Lark", False), ("Kuyper 3", "Kuyper 4", True)),
    ],
)
def test_what_sounds_alike(one: str, other: str, alike: bool) -> None:
    """Consonants that recognizers take for each other, any vowel in front, and numbers aside."""
    assert (sound(one) == sound(other)) == alike
    assert (likeness(one, other).sound == 1.0) == alike


def test_accents_and_signs_make_no_other_spelling() -> None:
    """A recognizer writes few of them; what is left of the letters is compared."""
    for one, other in (("Čapek", "capek"), ("García", "Garcia"), ("Marks & Co.", "marks and co")):
        assert likeness(one, other) == (1.0, 1.0)
    assert likeness("Čapek", "Kapek").letters < 1.0


def test_sounds_are_near_by_one_letter() -> None:
    """From four letters on; shorter ones are near none but themselves."""
    assert neighbours("KPR") == ("KPR",)
    assert neighbours("NRKT") == ("NRKT", "RKT", "NKT", "NRT", "NRK")
