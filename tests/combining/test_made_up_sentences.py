"""Sweeps over sentences and conversations made up by number: what is told of each is as it was."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from generator.combining.definitions import term_defined
from generator.combining.exchanges import answers_within
from generator.combining.figures import figure_in
from generator.combining.introductions import Opening, role_in_notes, role_in_title
from generator.combining.people import identify
from generator.combining.recall import Recalled
from generator.combining.related import find_relatives
from generator.combining.standing import is_whole, leans, stands_alone
from generator.combining.telling import alike, telling_of
from generator.combining.terms import Languages, Lexer, find_terms, spoken_in
from generator.language.languages import Language
from generator.language.tagging import classify
from generator.language.words import tokens_of
from generator.model import Reading, Sentence, Source, Summary
from tests.combining.readings import reading_of
from tests.conftest import Expect
from tests.test_sweeps import gist, row

ENGLISH = Language.of("en")
OPENINGS = (
    *(
        "",
        "So ",
        "And the ",
        "The ",
        "A ",
        "This ",
        "Well, ",
        "In fact, ",
        "It is that a ",
        "I say ",
    ),
    *(
        "When it rains, a ",
        "When it rains a ",
        "Really a ",
        "Another thing is that a ",
        "Because a ",
    ),
)
THINGS = (
    *("tide gauge", "fog horn", "MQTP", "Quill", "Weights & Biases", "ledger of waves", "thing"),
    *("good", "fine tuning", "Fog Horn", "co-op", "big 3 of it", "he", "keeper's lamp"),
)
TELLINGS = (
    *(" is a float in a pipe that writes down the sea.", " is the tool that keepers love", " is"),
    *(" is a tide gauge that counts tides.", " means that the sea is high at noon and at night."),
    *(
        " is where you look things up in the end.",
        " cost $4,500 in 1911.",
        " are 2.7 billion waves",
    ),
    *(" holds 40% of the old brass gears.", " is 100% brass.", ", and the rest of it froze at"),
    " never froze in 40 winters of ours, I think, and I saw it myself, as I told my father.",
    *(
        " writes 7B quality 3B numbers, if 500 million people read it.",
        " grew 3x in the fog, you see",
    ),
    *(
        " is a very, very good float, basically, really.",
        " is the long road to the sea.",
        " but it",
    ),
    " is an instrument which that pilot over there uses, and it tells what we said before this.",
)


def sentences() -> Iterator[str]:
    """Each opening with each thing, and something told of it."""
    for place, (opening, thing) in enumerate(product(OPENINGS, THINGS)):
        for step in (0, 7):
            text = f"{opening}{thing}{TELLINGS[(place + step) % len(TELLINGS)]}"
            yield text[:1].upper() + text[1:] if place % 9 else text
    for count in (5, 6, 7, 8, 9, 25, 26, 27, 35, 36, 37, 44, 45, 46):
        yield f"Gauges count {'deep ' * (count - 3)}water."


def test_sentences_are_told_of_as_before(expect: Expect) -> None:
    """Whether each stands alone, leans, defines, measures; which phrases it has."""
    found, lexer = [], Lexer()
    for text in sentences():
        [tokens] = classify([tokens_of(text, ENGLISH)], ENGLISH)
        flags = (
            leans(text, ENGLISH),
            is_whole(text, tokens, ENGLISH),
            stands_alone(text, tokens, ENGLISH),
        )
        told = [term_defined(text, tokens, ENGLISH), figure_in(text, tokens, ENGLISH)]
        phrases = [
            (hit.key, hit.size, hit.proper, hit.bare) for hit in lexer.candidates(tokens, ENGLISH)
        ]
        shown = "".join("-x"[flag] for flag in flags)
        found.append(row(shown, gist(phrases)[:3], told if any(told) else "", text[:60]))
    expect("sweeps/made_up/sentences.txt", "\n".join(found) + "\n")


def weighed(cues: int, places: tuple[int, ...], texts: tuple[str, ...]) -> Reading:
    """A recording of so many cues of which such sentences are published."""
    made = reading_of(
        "The tide gauge", "\n".join(f"Ada: Line {n}." for n in range(cues)), chapters=2
    )
    said = tuple(
        Sentence(
            text=text,
            sources=(Source(first_cue=place, last_cue=place, start=None, end=None),),
            worth=0.1 * number,
            picked=number % 3 == 1,
        )
        for number, (place, text) in enumerate(zip(places, texts, strict=True))
    )
    half = len(said) // 2
    parts = (Summary(sentences=said[half:]), Summary(sentences=said[:1]))
    return replace(made, summary=Summary(sentences=said[:half], parts=parts))


def test_what_is_published_weighs_as_before(expect: Expect) -> None:
    """At the edges of recordings of many lengths, of oneself, denied, leaning, filled, too long."""
    texts = (
        *("I think that I keep my gauge and my lamp.", "I keep my lamp and it never froze by day."),
        *("The gauge does not freeze in the fog at all.", "The gauge counts the waves of the sea."),
        *("A gauge which counts waves in the fog by night.", "You know, it basically just counts."),
        *(f"The gauge counts {'deep ' * 23}water.", f"The gauge counts {'deep ' * 22}water."),
        *("The Gauge is old, and a gauge counts the waves of the Gauge.", "We keep it by the sea."),
        *(
            "A gauge is a float in a pipe that writes down the sea.",
            "It cost $4,500 in the fog there.",
        ),
    )
    found = []
    for cues in (12, 13, 25, 26, 100):
        for shift in (0, 1, 2, cues - 12, cues - 13):
            places = tuple(min(cues - 1, max(0, shift + n)) for n in range(len(texts)))
            told = telling_of(weighed(cues, places, texts), ENGLISH, Lexer())
            weights = [each.weight for each in told.sentences]
            found.append(row(cues, shift, gist(told)[:4], *weights))
    for each in told.sentences:
        flags = "".join("-x"[flag] for flag in (each.alone, each.whole, each.personal))
        found.append(
            row(each.place, flags, each.phrases, each.opening, each.foremost, round(each.fit, 4))
        )
    found.append(row(told.titles, told.titled, told.told))
    expect("sweeps/made_up/weighed.txt", "\n".join(found) + "\n")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ab", "ab", True),
        ("a", "a", True),  # half of two
        ("a", "b", False),
        ("abcd", "abxy", True),  # half
        ("abcde", "abxyz", False),
        ("ab", "axyzuvw", True),  # half of the shorter
        ("abc", "axyzuvw", False),
        ("", "", False),
    ],
)
def test_sentences_of_half_the_same_words_are_alike(one: str, other: str, same: bool) -> None:
    """Half of the words of the shorter, of at least two."""
    assert alike([*one], [*other]) is same


def test_a_word_that_is_a_name_once_is_one_by_itself() -> None:
    """Where a sentence writes a word as a name and as a noun, it needs no headline."""
    text = "We keep the old Lantern, and a lantern burns in the fog."
    for said in (text, "We keep a lantern, and the old Lantern burns in the fog."):
        told = telling_of(weighed(20, (9, 9), (said, said)), ENGLISH, Lexer())
        assert dict(told.sentences[0].phrases)["lantern"] is False


SAID = (
    *(
        "{h}: Welcome to the show, today my guest is {g}.",
        "{h}: {g} is the keeper of the old pier.",
    ),
    *("{h}: Today I am here with {g}, who founded the net loft by the sea.", "{h}: Thanks, {f}."),
    *(
        "{h}: You are the founder of the lamp works of the town.",
        "{g}: I am a keeper of lamps there.",
    ),
    *("{g}: I work as an engineer at the gauge office.", "{h}: She wrote the book about the fog."),
    *("{h}: He is the director of the tower, as you all know.", "{h}: What is a gauge, {f}?"),
    *("{h}: {f}, tell us about the pier and the sea.", "{h}: I talked with {g} and Dora Lind."),
    *("{h}: With us is {g}, the author of a book on rope.", "{g}: Thank you for having me here."),
    *(
        "{h}: We all love the fog of the bay in March.",
        "{h}: {g} and Dora Lind run the tower office.",
    ),
    *(
        "Dora Lind: My friend {g} is the engineer of it all.",
        "{h}: That was a long week for us all.",
    ),
)
NOTED = (
    *("{g}, creator of the gauge, talks.", "With {g} (founder of Rope).", "{g} is the CEO of Fog?"),
    *(
        "{g} – the engineer of the tower, the lamp and so on.",
        "Nothing.",
        "{g}, friend of the house",
    ),
    "{g}, who is the director of {long}.",
)


def test_people_are_introduced_as_before(expect: Expect) -> None:
    """As recordings of many lengths open, by others and themselves; in notes and titles."""
    found = []
    for number in range(90):
        choose = random.Random(number)
        guest = choose.choice(("Ines Falk", "Tom", "Al Bo"))
        lines = [choose.choice(SAID) for _ in range(choose.choice((4, 9, 30)))]
        lines += ["{h}: And so the sea goes on and on."] * choose.choice((0, 60, 300))
        talk = "\n".join(each.format(h="Ada Voss", g=guest, f=guest.split()[0]) for each in lines)
        made = reading_of(f"Fog with {guest} of {'the ' * (number % 3)}Tower Works, live", talk)
        best = Opening(made).introduction(guest, (guest,))
        said = best and (best.sentence.sources[0].first_cue, best.sentence.text[:50])
        long = "gauges " * (12 + number % 5)
        notes = choose.choice(NOTED).format(g=guest, long=long)
        noted = replace(made, episode=replace(made.episode, notes=notes))
        found.append(
            row(number, said, role_in_notes(noted, guest)[:40], role_in_title(made, guest))
        )
    expect("sweeps/made_up/introduced.txt", "\n".join(found) + "\n")


ANSWERS = (
    "I disagree, because the gauge never froze in the winters that I saw there.",
    "That is right, and the gauge by the net loft never froze in our winters.",
    "I agree with you that the gauge is old, and that the tower is made of brick.",
    "No, I don't think that the gauge of the pier is worth the money of the town.",
    "But I disagree, does the gauge of the old pier freeze in those winters?",
    "I disagree with the gauge.",
)
STATED = (
    *(
        "The gauge of the pier froze in the winter.",
        "The gauge froze then.",
        "It is cold up there now.",
    ),
    *("The gauge stands on red sand by day.", "Which gauge of the pier froze in winter?"),
    "Which froze, as a gauge does in the winter.",
)


def test_answers_are_found_as_before(expect: Expect) -> None:
    """Near what they answer and far from it, by others and by the same, long and short."""
    found = []
    for place, (answer, stated) in enumerate(product(ANSWERS, STATED)):
        for between, cut in ((0, 0), (7, 0), (8, 0), (3, 9), (place % 3, 1)):
            lines = [f"Ada: {stated}"]
            lines += [f"{('Bram', '', 'Ada')[n % 3]}: It rains and snows." for n in range(between)]
            lines += ["Bram: And"] * cut
            if place % 4 == 1:
                lines.append("Dora: The gauge of the pier was red in the end.")
            who = ("Bram", "Bram", "Ada", "")[place % 7 % 4]
            lines += [f"{who}: {answer}", "Ada: So it goes."]
            if place % 5 == 2:
                lines.append(f"Dora: {ANSWERS[0]}")
            made = reading_of("Fog", "\n".join(lines))
            told = []
            for each in answers_within(made, {"Ada": "Ada Voss"}, Recalled()):
                pair = each.statement.sentence, each.answer.sentence
                told += [each.stance.value, *((q.speaker, q.sources[0].first_cue) for q in pair)]
            found.append(row(place, between, cut, *told))
    expect("sweeps/made_up/answered.txt", "\n".join(found) + "\n")


CALLED = (
    *("Ada", "ada", "Ada Voss", "ADA VOSS", "Ada Lind", "Bram", "Bram Oster", "Speaker 2", "Host"),
    *("SPEAKER_00", "S1", " Ada ", "Dr. Bram", "channel 3", "Jan de Boer", "Jan", "Guest A"),
)


def test_people_are_told_apart_as_before(expect: Expect) -> None:
    """First names, whole names and labels in episodes and shows that name some of them."""
    found = []
    for number in range(70):
        choose = random.Random(number)
        made = []
        for count in range(choose.choice((1, 2, 3))):
            names = choose.sample(CALLED, choose.choice((1, 2, 3)))
            title = choose.choice(("Fog", "Fog with Ada Voss of Rope", "Bram Oster on fog & rope"))
            one = reading_of(f"{title} {count}", "\n".join(f"{name}: It rains." for name in names))
            show = replace(one.episode.show, hosts=choose.choice(((), ("Ada Lind",), ("Jan Vos",))))
            made.append(
                replace(one, episode=replace(one.episode, speakers=tuple(names), show=show))
            )
        aliases = {"Carla Ruiz": ["Host", "Bram"]} if number % 4 == 3 else {}
        cast = identify(made, aliases)
        found.append(row(number, *(dict(each) for each in cast.names), dict(cast.spellings)))
    expect("sweeps/made_up/cast.txt", "\n".join(found) + "\n")


def test_episodes_are_like_others_as_before(expect: Expect) -> None:
    """By the phrases that few of them hold: in one, two, half of them and more."""
    found = []
    things = ("tide gauge", "fog horn", "net loft", "salt marsh", "brass gears", "Quill", "MQTP")
    for number in range(24):
        choose = random.Random(number)
        made = []
        for count in range(choose.choice((2, 3, 4, 6, 7, 8))):
            some = choose.sample(things, choose.choice((1, 2, 3, 4)))
            lines = [f"Ada: We saw the {each} there." for each in some * choose.choice((1, 2))]
            made.append(reading_of(f"Fog {count}", "\n".join(lines)))
        lexer = Lexer()
        titles = [() for _ in made]
        terms = find_terms(made, titles, lexer, Languages(made), spoken_in)
        shown = {key: key.upper() for key in sorted(terms.holders)}
        for key, those in find_relatives(made, terms, shown).items():
            told = [(each.reading.episode.slug, each.terms) for each in those]
            found.append(row(number, key.episode, *told))
    expect("sweeps/made_up/relatives.txt", "\n".join(found) + "\n")
