"""What a sentence weighs among others, and which of them stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from generator.combining.claims import Claim, gather_claims, pick, repeats
from generator.combining.people import identify
from generator.combining.topics import survey
from generator.model import Reading, Sentence, Summary
from tests.combining.readings import reading_of

PLAIN = "Copper lanterns on the pier burn the oil of herring."
CUES = 40
MIDDLE = 20


def claims_of(*readings: Reading) -> list[Claim]:
    """The claims of all readings, by the order of their sources."""
    cast = identify(readings, {})
    found = gather_claims(survey(readings, cast, {}, 0), cast)
    return sorted(
        (claim for each in found for claim in each),
        key=lambda claim: (str(claim.reading.id), claim.quotation.sentence.sources[0].first_cue),
    )


def talk(lines: dict[int, str], cues: int = CUES, title: str = "E") -> Reading:
    """A talk of `cues` lines; those of `lines` are the key points, in order."""
    said = [f"Ines: {lines.get(number, 'Yes.')}" for number in range(cues)]
    return reading_of(title, "\n".join(said), summary=tuple(sorted(lines)))


def gain(other: str, *, plain: str = PLAIN, at: int = MIDDLE, cues: int = CUES) -> float:
    """What `other` weighs more than `plain`, which stands right before it."""
    first, second = claims_of(talk({at - 1: plain, at: other}, cues))
    return round(second.weight - first.weight, 4)


@pytest.mark.parametrize(
    ("other", "more"),
    [
        ("Copper lanterns on the quay burn the oil of whales.", 0.0),
        ("Copper lanterns on the quay never burn oil of whales.", 0.32),  # it answers something
        ("Copper lanterns on the pier burn the oil of my uncle.", -0.3 - 0.6),
        ("Copper lanterns on my pier burn my oil for my uncle.", -0.9 - 0.6),
        ("My copper lanterns on my pier burn my oil for my uncle.", -0.9 - 0.6),  # three are most
        ("Copper lanterns on the pier really burn oil of herring.", -0.08),
        ("Copper lanterns really on the pier really burn oil now.", -0.16 - 0.6),
        ("They burn copper lanterns on the pier and herring oil.", -0.5 - 0.6),  # who?
    ],
)
def test_what_a_sentence_says_of_itself_weighs(other: str, more: float) -> None:
    """It gains by a contrast; it loses by each word of oneself or that fills, and by leaning."""
    assert gain(other) == pytest.approx(more)


@pytest.mark.parametrize(("words", "more"), [(26, 0.0), (27, -0.02), (36, -0.2), (37, -0.82)])
def test_a_long_sentence_weighs_less(words: int, more: float) -> None:
    """By each word beyond 26, and by what a claim is worth beyond 36."""
    head = PLAIN.removesuffix(".").split()
    oils = [f"oil{number}" for number in range(words - len(head))]
    assert gain(f"{' '.join([*head, *oils])}.") == pytest.approx(more)


@pytest.mark.parametrize(("words", "more"), [(7, -0.6), (8, 0.0)])
def test_a_claim_has_eight_words(words: int, more: float) -> None:
    """With fewer it is none that can be read alone."""
    assert gain(f"{' '.join(PLAIN.split()[:words])}.") == pytest.approx(more)


@pytest.mark.parametrize(
    ("cues", "at", "edge"),
    [
        *((100, 7, True), (100, 8, False), (100, 92, False), (100, 93, True)),
        *((13, 1, True), (12, 0, False), (12, 11, False), (13, 12, True)),
    ],
)
def test_what_opens_or_closes_a_recording_weighs_less(cues: int, at: int, edge: bool) -> None:
    """In its first and last 8 %, of more than 12 lines."""
    middle = cues // 2
    other = "Nobody repairs the bells of a small island."
    found = claims_of(talk({at: PLAIN, middle: other}, cues))
    inside, outside = sorted(found, key=lambda c: c.quotation.sentence.text != PLAIN)
    assert round(inside.weight - outside.weight + 0.32, 4) == (-0.5 if edge else 0.0)


def changed(number: int, **changes: object) -> list[Claim]:
    """Two claims, of which one was changed."""
    reading = talk({MIDDLE: PLAIN, MIDDLE + 1: "Old keepers of the pier count lanterns at night."})
    sentences = list(reading.summary.sentences)
    sentences[number] = replace(sentences[number], **changes)  # type: ignore[arg-type]
    return claims_of(replace(reading, summary=Summary(sentences=tuple(sentences))))


@pytest.mark.parametrize(
    ("changes", "more"), [({}, 0.0), ({"picked": True}, 1.0), ({"worth": 0.7}, 0.7)]
)
def test_what_people_picked_and_what_readers_would_print_weighs(
    changes: dict[str, object], more: float
) -> None:
    """A quotation in the notes one, a reader's judgement as much as it is."""
    first, second = changed(1, **changes)
    assert second.weight - first.weight == pytest.approx(more)


def test_a_key_point_of_the_episode_weighs_more_than_one_of_a_chapter() -> None:
    """By .37."""
    reading = talk({MIDDLE: PLAIN, MIDDLE + 1: "Old keepers of the pier count lanterns at night."})
    first, second = reading.summary.sentences
    parts = (Summary(sentences=(second,)),)
    top, below = claims_of(replace(reading, summary=Summary(sentences=(first,), parts=parts)))
    assert top.weight - below.weight == pytest.approx(0.37)


def test_weights_are_told_beside_the_average_of_the_archive() -> None:
    """So that what is quoted of two archives is quoted alike."""
    found = claims_of(talk({MIDDLE: PLAIN}), talk({MIDDLE: f"Nobody says: {PLAIN}"}, title="F"))
    assert [claim.weight for claim in found] == [-0.16, 0.16]


def made(*texts: str, title: str = "E") -> list[Claim]:
    return claims_of(talk(dict(enumerate(texts, start=MIDDLE)), title=title))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("Copper lanterns shine while nobody counts the ships.", True),  # two of four
        ("Copper shines there while nobody counts the ships.", False),
        ("Copper is what it is, and that is that, they say.", True),  # all that it says
        ("It is what it is, and that is that, they say.", False),  # which says nothing
    ],
)
def test_two_claims_say_the_same_by_half_of_their_words(other: str, same: bool) -> None:
    """Of those of the shorter one, in one episode."""
    first, second = made("Copper lanterns burn oil and more oil.", other)
    assert repeats(first, second) == same
    assert repeats(second, first) == same


def test_two_episodes_may_say_the_same() -> None:
    """In other words: that both say it is worth telling. A line that is read out twice is one."""
    (first,) = made("Copper lanterns burn the oil of herring here.")
    (second,) = made("Copper lanterns burn oil of herring in here.", title="F")
    assert not repeats(first, second)
    again = replace(second, quotation=replace(second.quotation, sentence=_sentence(first)))
    assert repeats(first, again)


def _sentence(claim: Claim) -> Sentence:
    return claim.quotation.sentence


LINES = (
    "Copper lanterns burn the oil of herring on a pier.",
    "Old keepers count their passengers before the winter.",
    "Salt gets into every clock on a small island.",
)


def texts(claims: Sequence[Claim]) -> list[str]:
    return [_sentence(claim).text for claim in claims]


def test_the_best_are_picked_some_of_each_episode() -> None:
    """None that says what one that stands elsewhere says; what they are worth here comes first."""
    own, others = made(*LINES), made(*LINES[:1], title="F")
    assert texts(pick(own, 2, each=3)) == [LINES[0], LINES[2]]
    assert len(pick([*own, *others], 4, each=1)) == 1
    assert len(pick([*own, *others], 4, each=3)) == 3  # both open with the same line
    assert texts(pick(own, 3, each=3, taken=others)) == [LINES[2], LINES[1]]
    last = own[-1]
    assert pick(own, 1, each=1, gain=lambda claim: float(claim is last)) == [last]
    assert pick(own, 0, each=1) == []
