"""Sweeps over speech made up by number: each is cleaned, counted and parted as it was.

A row that changes names the texts: `python -m tests.made_up_speech slips en 17` prints one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest

from generator.language.cleaning import clean
from generator.language.hearing import hear
from generator.language.languages import Language
from generator.language.quantities import quantities
from generator.language.questions import plain_question, short_question
from generator.language.sentences import sentence_spans
from generator.language.tagging import Tagger, classify
from generator.language.words import tokens_of
from generator.model import Cue, Transcript
from generator.segmentation.titling.declension import class_of
from generator.segmentation.titling.pieces import Said, find_pieces
from tests import archive
from tests.altered import altered
from tests.conftest import Expect
from tests.conversations import BEES
from tests.made_up_speech import MADE, THINGS, long
from tests.talks import TALKS
from tests.test_sweeps import gist

TOGETHER = 25
"""Texts of a row."""


def cleaned(text: str, language: Language) -> object:
    """What is quoted of it, with gaps marked and without, and what it asks."""
    plain = clean(text, language)
    asked = (plain_question(plain), short_question(text, language))
    return (plain, clean(text, language, marks_gaps=True), asked)


def parted(text: str, language: Language) -> object:
    """Its sentences."""
    return sentence_spans(text, language)


READ: dict[str, Callable[..., object]] = {
    "slips": cleaned,
    "sums": quantities,
    "ends": parted,
}


def rows(name: str, texts: Sequence[str], read: Callable[[str], object]) -> list[str]:
    """What comes of texts, many to a line."""
    told = [gist(read(text))[:4] for text in texts]
    return [
        f"{name} {first} {' '.join(told[first : first + TOGETHER])}"
        for first in range(0, len(told), TOGETHER)
    ]


@pytest.mark.parametrize("kind", MADE)
def test_speech_is_read_as_before(expect: Expect, kind: str) -> None:
    """Thousands of sentences of little but the words that are looked at, in four languages."""
    found = []
    for tag in THINGS:
        language = Language.of(tag)
        texts = [MADE[kind](tag, number) for number in range(2000 if tag == "en" else 400)]
        found += rows(tag, texts, partial(READ[kind], language=language))
    if kind == "ends":
        lengthy = [long(number) for number in range(150)]
        found += rows("long", lengthy, partial(parted, language=Language.of("en")))
    expect(f"sweeps/made_up/{kind}.txt", "\n".join(found) + "\n")


def sentences() -> Iterator[tuple[str, str]]:
    """What is said in two archives and in a talk of each language, as it is and a little other."""
    heard = dict.fromkeys(line for _, told in archive.larger() for line in told)
    lines = [("en", line) for line in list(heard)[::6]]
    lines += [("en", line) for line in BEES.strip().splitlines()]
    lines += [(tag, line) for tag, talk in TALKS.items() for line in talk.strip().splitlines()]
    for number, (tag, line) in enumerate(lines):
        said = line.partition(": ")[2]
        yield tag, said
        yield tag, altered(said, number).replace("\n", " ")


def test_pieces_of_sentences_are_found_as_before(expect: Expect) -> None:
    """What of each sentence could be a title, and how its words are classed."""
    found = []
    for number, (tag, text) in enumerate(sentences()):
        language, tagger = Language.of(tag), Tagger.of(tag)
        if tagger is None:
            continue
        [tokens] = classify([tokens_of(text, language)], language)
        [tags] = tagger.tag([[token.text for token in tokens]])
        known = tuple(
            class_of(token.text, each, language) for token, each in zip(tokens, tags, strict=True)
        )
        said = Said(place=0, tokens=tokens, tags=known, asks=text.endswith("?"))
        titles = [
            " ".join(piece.spelled(language, lambda word: len(word) % 2 == 0))
            for piece in find_pieces(said, language)
        ]
        kinds = "".join(token.kind.name[:1] for token in tokens)
        found.append(f"{tag} {number} {len(titles)} {gist((titles, known))[:5]} {kinds}")
    expect("sweeps/made_up/pieces.txt", "\n".join(found) + "\n")


SILENCES = (0.0, 0.0, 0.24, 0.25, 0.59, 0.6, 1.19, 1.2, 3.0)
"""Seconds around those that tell of the end of a sentence."""
SOLD = """This episode is brought to you by Flatfile. Flatfile reads every spreadsheet you have.
Go to flatfile.com slash bees for a free trial. Flat file, for your tables. That is all of it.
Thanks to Flatfile for the support. We keep forty hives. Our sponsor today is Sentry."""
WAYS = ("{s}", "{s}", ">> {s}", "Ada: {s}", "ADA: {s}", "Ines Falk: {s}", "Speaker 2: {s}", "{s}?")


def captioned(tag: str, number: int) -> Transcript:
    """A talk in cues of some words each, with silences between them; punctuated, or mostly not."""
    choose = random.Random(number)
    lines = [line.partition(": ")[2] for line in TALKS[tag].strip().splitlines()]
    if tag == "en":
        lines += choose.sample(SOLD.replace(".\n", ". ").replace("\n", " ").split(". "), 4)
    plain, rare = number % 3, choose.choice((0.0, 0.1, 0.3))
    said = " ".join(f"{line}." if line[-1].isalnum() else line for line in lines).split()
    at, cues = 0.0, []
    while said:
        size = choose.choice((1, 3, 5, 6, 8, 16, 17, 35, 61))
        text, said = " ".join(said[:size]), said[size:]
        text = re.sub(r"[.,!?;:]", "", text).lower() if plain else text
        way = choose.choice(WAYS) if choose.random() < rare else "{s}"
        who = choose.choice((None, "Ada", "Ada", "Bram Oster")) if number % 2 else None
        times = (at, at + size * 0.3) if number % 5 else (None, None)
        text = way.replace("{s}", text)
        cues.append(Cue(text=text, speaker=who, start=times[0], end=times[1]))
        at += size * 0.3 + choose.choice(SILENCES)
    return Transcript(cues=tuple(cues), language=tag)


def test_speech_is_heard_as_before(expect: Expect) -> None:
    """With marks of sentences and without, with silences, labels and advertisements in it."""
    found = []
    for tag in TALKS:
        told = []
        for number in range(60 if tag == "en" else 12):
            heard = hear(captioned(tag, number), tag)
            told.append(f"{len(heard)}:{gist(heard)[:4]}")
        found.append(f"{tag} {' '.join(told)}")
    expect("sweeps/made_up/heard.txt", "\n".join(found) + "\n")
