"""Who answers whom, at the edges of what makes an answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from generator.combining import combine
from generator.combining.claims import Claim
from generator.combining.exchanges import answers_across
from generator.model import Exchange, Quotation, Sentence, Source, Stance
from tests.combining.readings import SHOW, reading_of

STATED = "Bram: The price of copper lamps is far too low."
SOURCE = Source(first_cue=0, last_cue=0, start=0.0, end=1.0)
AGAINST = "Ines: I disagree with Bram about the price of lamps."


def told(*lines: str) -> list[Exchange]:
    """What a month's digest tells of answers in one episode."""
    reading = reading_of("E", "\n".join(lines), date=dt.date(2026, 3, 1))
    digests = {digest.slug: digest for digest in combine((SHOW,), (reading,)).digests}
    return list(digests["2026-03"].exchanges)


def stated(*lines: str) -> str | None:
    """What the one answer among some lines answers."""
    found = told(*lines)
    return found[0].statement.sentence.text if found and found[0].statement else None


@pytest.mark.parametrize(("between", "heard"), [(7, True), (8, False)])
def test_an_answer_answers_one_of_the_eight_sentences_before_it(between: int, heard: bool) -> None:
    """What was said longer ago is not what it answers."""
    rest = [f"Carla: The harbour master opens gate number {n} first." for n in range(between)]
    assert bool(told(STATED, *rest, AGAINST)) == heard


@pytest.mark.parametrize(("words", "heard"), [(5, False), (6, True)])
def test_what_is_answered_has_six_words(words: int, heard: bool) -> None:
    """Fewer say nothing that can be answered."""
    said = ["The", "price", "of", "lamps", "goes", "up"][:words]
    assert bool(told(f"Bram: {' '.join(said)}.", AGAINST)) == heard


def test_of_what_stands_before_that_is_answered_which_shares_most_words() -> None:
    """Of equals the nearer one."""
    other = "Bram: The lamps of the harbour are old and dim."
    assert stated(STATED, other, AGAINST) == STATED.removeprefix("Bram: ")
    again = "Bram: Nobody asks for the price of a lamp."
    assert stated(STATED, again, AGAINST) == again.removeprefix("Bram: ")


@pytest.mark.parametrize(
    ("answer", "heard"),
    [
        ("Ines: I agree that the price of a brush and of soap is low.", False),  # one word
        ("Ines: I agree that the price of a lamp and of soap is low.", True),
        ("Ines: I disagree, the price of a brush and of soap is low.", True),
    ],
)
def test_who_agrees_shares_two_words_with_what_they_agree_to(answer: str, heard: bool) -> None:
    """Whoever shares one may only be polite; to disagree one is enough."""
    found = told(STATED, answer)
    assert bool(found) == heard
    assert not found or (found[0].stance is Stance.AGAINST) == ("disagree" in answer)


def test_disagreement_is_told_first() -> None:
    """Before those who see it alike, whenever these spoke."""
    likewise = "Ines: I agree that the price of a lamp and of soap is low."
    assert [each.stance for each in told(STATED, likewise, STATED, AGAINST)] == [
        Stance.AGAINST,
        Stance.WITH,
    ]


def test_the_third_place_that_may_be_an_answer_is_the_last_that_is_looked_at() -> None:
    """Somebody who disagrees all the time tells little by it."""
    mere = ["Ines: I disagree."] * 3
    assert told(*mere[:2], STATED, AGAINST)
    assert not told(*mere, STATED, AGAINST)


def test_nobody_answers_who_is_not_named() -> None:
    """Without names nobody can tell that another spoke."""
    reading = reading_of("E", f"{STATED}\n{AGAINST}", date=dt.date(2026, 3, 1))
    cues = tuple(replace(cue, speaker=None) for cue in reading.episode.transcript.cues)
    transcript = replace(reading.episode.transcript, cues=cues)
    bare = replace(reading, episode=replace(reading.episode, transcript=transcript, speakers=()))
    assert [d.exchanges for d in combine((SHOW,), (bare,)).digests if d.slug == "2026-03"] == [()]


def claim(number: int, stems: str, **changes: object) -> Claim:
    """A claim of these content words, by a person of their own in an episode of their own."""
    sentence = Sentence(text=stems, sources=(SOURCE,), speaker=f"Person {number}")
    reading = reading_of(f"E{number}", "Ines: Good morning.")
    made = Claim(
        quotation=Quotation(sentence=sentence, reading=reading, chapter=0),
        stems=frozenset(stems.split()),
        opening=frozenset(),
        foremost=frozenset(),
        topics=frozenset({0}),
        weight=0.0,
        alone=True,
        place=0,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # given by name


def beside(one: str, other: str, **changes: object) -> int:
    """How many pairs two claims make among ten others; `changes` are of the second."""
    rest = [claim(number, f"word{number}") for number in range(2, 12)]
    return len(list(answers_across([claim(0, one), claim(1, other, **changes), *rest])))


ONE = "copper lantern burn oil"


@pytest.mark.parametrize(
    ("other", "pairs"),
    [
        (ONE, 1),
        ("copper lantern burn ship", 0),  # three words are those of one phrase
        (f"{ONE} ship crew", 1),
        (f"{ONE} {' '.join(f'aside{n}' for n in range(13))}", 1),
        (f"{ONE} {' '.join(f'aside{n}' for n in range(14))}", 0),  # shared by chance
    ],
)
def test_claims_of_one_question_share_four_rare_words(other: str, pairs: int) -> None:
    """And much of what both say: by the cosine of their rare words, .38 at the least."""
    assert beside(ONE, other) == pairs


@pytest.mark.parametrize(
    ("changes", "pairs"),
    [
        ({"weight": -0.3}, 1),
        ({"weight": -0.31}, 0),
        ({"alone": False}, 0),
        ({"topics": frozenset({1})}, 0),
        ({"topics": frozenset({0, 1})}, 1),
    ],
)
def test_what_is_set_side_by_side_is_worth_it_alone_and_of_one_subject(
    changes: dict[str, object], pairs: int
) -> None:
    """Weak claims, and those that lean on their own talk, answer nothing in another."""
    assert beside(ONE, ONE, **changes) == pairs


def test_nobody_is_set_beside_themselves() -> None:
    """Neither one person in two episodes, nor two in one, nor somebody without a name."""
    one, other = claim(0, ONE), claim(1, ONE)
    assert len(list(answers_across([one, other]))) == 1
    here = replace(other, quotation=replace(other.quotation, reading=one.reading))
    assert not list(answers_across([one, here]))
    for speaker in ("Person 0", None):
        sentence = replace(other.quotation.sentence, speaker=speaker)
        same = replace(other, quotation=replace(other.quotation, sentence=sentence))
        assert not list(answers_across([one, same]))


def test_who_turns_a_claim_round_comes_first() -> None:
    """Before whoever says the same, though these share more."""
    long = f"{ONE} crew ship mast gull rope tide"
    claims = [claim(0, long), claim(1, long), claim(2, f"{long} never")]
    pairs = [{claims.index(each) for each in pair} for pair in answers_across(claims)]
    assert {2} == pairs[0] & pairs[1]
    assert pairs[2] == {0, 1}


def test_the_forty_best_claims_on_a_subject_are_compared() -> None:
    """All pairs of more would take too long."""
    better = [claim(n, f"word{n}", weight=1.0) for n in range(2, 41)]
    last = claim(1, ONE, weight=-0.1)
    assert len(list(answers_across([claim(0, ONE), last, *better[:38]]))) == 1
    assert not list(answers_across([claim(0, ONE), last, *better]))
