"""Where capitals belong in transcripts that are written in them throughout."""

from __future__ import annotations

import pytest

from generator.language.capitals import as_written
from generator.language.hearing import hear
from generator.language.languages import Language
from generator.model import Cue, Transcript

SHOUTED = (
    "MANY CALIFORNIA RESIDENTS CANNOT VISIT THE OLD HOUSES. MR. SMITH OF THE U.S. SENATE SAID",
    "THAT S. B. TWO THOUSAND TWENTY IS FOR ALL. >> I'M SURE, JOHN, THAT I HAVE READ IT ON MONDAY.",
    "WE ALL WENT HOME AFTER THAT AND NOBODY SPOKE OF IT AGAIN UNTIL THE SPRING.",
)
WRITTEN = (
    "Many California residents cannot visit the old houses. Mr. Smith of the U.S. Senate said",
    "that S. B. two thousand twenty is for all. >> I'm sure, John, that I have read it on Monday.",
    "We all went home after that and nobody spoke of it again until the spring.",
)
ENGLISH = Language.of("en")


def test_names_and_sentences_get_the_capitals() -> None:
    """Initials keep theirs, and a sentence goes on from one text to the next."""
    assert tuple(as_written(SHOUTED * 2, ENGLISH)) == WRITTEN * 2


def test_what_has_small_letters_stays() -> None:
    """One shouted sentence among others is somebody's emphasis."""
    texts = (*WRITTEN, "THIS IS LOUD. REALLY LOUD.")
    assert as_written(texts, ENGLISH) is texts


@pytest.mark.parametrize(
    ("tag", "shouted", "written"),
    [
        (
            "de",
            "DIE REGIERUNG HAT GESTERN IN BERLIN ÜBER DEN HAUSHALT GESPROCHEN.",
            "Die Regierung hat gestern in Berlin über den Haushalt gesprochen.",
        ),
        (
            "sv",
            "REGERINGEN TALADE I GÅR OM BUDGETEN. VÄGEN ÄR LÅNG.",
            "Regeringen talade i går om budgeten. Vägen är lång.",
        ),
        ("tr", "İSTANBUL GÜZEL.", "İstanbul güzel."),
    ],
)
def test_other_languages_have_theirs(tag: str, shouted: str, written: str) -> None:
    """German writes all nouns with one; where no classes are learned, sentences alone get one."""
    assert set(as_written([shouted] * 20, Language.of(tag))) == {written}


def test_utterances_are_as_people_write() -> None:
    """What is quoted reads as text, and cites the cues that are in capitals."""
    heard = hear(Transcript(cues=tuple(Cue(text=text) for text in SHOUTED * 2)))
    assert heard[0].text == "Many California residents cannot visit the old houses."
    assert (heard[-1].first_cue, heard[-1].last_cue) == (5, 5)
