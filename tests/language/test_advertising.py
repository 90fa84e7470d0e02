"""Advertisements are known by how they begin, by what they name, and by who is thanked."""

from __future__ import annotations

import pytest

from generator.language.hearing import hear
from generator.model import Cue, Transcript

OPENING = "This portion of the show is brought to you by Larchbox."
SOLD = "Every Larchbox hive is made by hand."
PLAIN = "The old queen leaves with half of the workers when the nest is full."
"""Fourteen words that sell nothing."""
TO_YOU = "The old queen leaves you with half of your workers when it is full."
"""Fourteen more, to listeners."""
OFFER = "Use the code HEDGEROW at the till."
END = "Thank you to Larchbox for supporting the show."


def sold(*lines: str, language: str = "en", speaker: str | None = "Ada") -> list[int]:
    """Which of the lines belong to an advertisement, among many that do not."""
    around = [PLAIN] * 30
    cues = tuple(Cue(text=line, speaker=speaker) for line in (*around, *lines, *around))
    heard = hear(Transcript(cues=cues), language)
    return [n - 30 for n, utterance in enumerate(heard) if utterance.advertises]


@pytest.mark.parametrize(
    "opening",
    [
        OPENING,
        "Today's episode is sponsored by Larchbox.",
        "But first, a word from our sponsor, Larchbox.",
        "Our sponsor for today is Larchbox.",
        "Support for this show comes from Larchbox.",
        "But we have to talk about our first sponsor, Larchbox.",
        "Let's take a break to hear from our wonderful sponsors at Larchbox.",
    ],
)
def test_it_goes_on_as_long_as_its_name_is_said(opening: str) -> None:
    """However it begins, to the last line that names what is sold."""
    assert sold(opening, PLAIN, SOLD, PLAIN, SOLD, PLAIN) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "line",
    [
        "Visit larchbox.com/hedgerow and look around.",
        "Just go to larchbox dot com slash hedgerow.",
        "Use the code HEDGEROW at the till.",
        "Plans start at nine pounds.",
        "That's L-A-R-C-H-B-O-X.",
        "The link is in your show notes.",
        "Let them know we sent you.",
        "You get 20% off the first one.",
        "It really helps support the show.",
    ],
)
def test_it_goes_on_to_where_one_can_buy(line: str) -> None:
    """Addresses, offers and prices belong to it where the name is not said again."""
    assert sold(OPENING, PLAIN, line, PLAIN) == [0, 1, 2]


@pytest.mark.parametrize(("between", "found"), [(1, True), (2, False)])
def test_its_name_may_be_told_after_the_beginning(between: int, found: bool) -> None:
    """In one of the next two sentences."""
    opening = "The show is partially supported by our courses."
    said = sold(opening, *[PLAIN] * between, SOLD, PLAIN, SOLD)
    assert (len(said) == between + 4) == found


def test_thanks_for_it_end_it() -> None:
    """What is said of the same name after that is said for other reasons."""
    assert sold(OPENING, PLAIN, END, SOLD) == [0, 1, 2]


def test_somebody_else_ends_it() -> None:
    """An answer is no part of it, whatever is named in it."""
    cues = [Cue(text=OPENING, speaker="Ada"), Cue(text=SOLD, speaker="Ada")]
    cues += [Cue(text=SOLD, speaker="Bram")]
    heard = hear(Transcript(cues=tuple(cues)))
    assert [utterance.advertises for utterance in heard] == [True, True, False]


def test_one_may_follow_another() -> None:
    """Each with a name of its own."""
    second = "This episode is also brought to you by Waxworks."
    assert sold(OPENING, SOLD, second, PLAIN, "Waxworks melts it for less.", SOLD) == [
        0,
        1,
        2,
        3,
        4,
    ]


def so_many(words: int, line: str) -> list[str]:
    """Sentences like `line`, of so many words together."""
    said = line.rstrip(".").split()
    full, rest = divmod(words, len(said))
    return [line] * full + ([" ".join(said[:rest]) + "."] if rest else [])


@pytest.mark.parametrize(
    ("line", "words", "last", "found"),
    [
        (PLAIN, 80, OFFER, True),
        (PLAIN, 81, OFFER, False),
        (TO_YOU, 160, OFFER, True),
        (TO_YOU, 161, OFFER, False),
        (PLAIN, 160, SOLD, True),
        (PLAIN, 161, SOLD, False),
        (PLAIN, 161, END, True),
    ],
)
def test_what_is_said_much_later_is_no_part_of_it(
    line: str, words: int, last: str, found: bool
) -> None:
    """An offer sooner than its name; thanks for it never are; words to listeners count half."""
    assert (len(sold(OPENING, *so_many(words, line), last)) > 1) == found


@pytest.mark.parametrize(("words", "found"), [(400, True), (401, False)])
def test_it_ends_with_its_longest(words: int, found: bool) -> None:
    """A name that is said all along sells up to four hundred words."""
    long = "Every Larchbox hive is made by hand from the wood of very old larches."
    before = [OPENING, *[long] * 26]  # 375 words
    last = so_many(
        words - 375,
        f"{long.rstrip('.')} and of the many other trees which grow there in the old valley.",
    )
    assert sum(len(line.split()) for line in (*before, *last)) == words
    assert len(sold(*before, *last)) == len(before) + found


def test_who_is_thanked_is_a_part_of_it() -> None:
    """And what follows is none, even where it names what was sold."""
    assert sold(OPENING, PLAIN, END, SOLD) == [0, 1, 2]


def test_a_name_may_be_heard_as_several_words() -> None:
    """As a recognizer writes it."""
    assert sold(OPENING, PLAIN, "That is larch box for every hive.") == [0, 1, 2]


@pytest.mark.parametrize(
    ("name", "said", "found"),
    [
        ("Larchi", "lar chi", True),
        ("Larch", "lar ch", False),
        ("Oak", "oak", True),
        ("Ox", "ox", False),
    ],
)
def test_a_short_name_is_not_pieced_together(name: str, said: str, found: bool) -> None:
    """Of six letters it may be heard in pieces; of two it tells nothing."""
    opening = f"This portion of the show is brought to you by {name}."
    assert sold(opening, PLAIN, f"That is {said} for every hive.") == ([0, 1, 2] if found else [0])


def test_what_the_recording_is_about_is_not_what_is_sold() -> None:
    """Where the sponsor's name is all over the recording, it says nothing of where that ends."""
    talk = ["We use Larchbox here."] * 10
    assert sold(OPENING, PLAIN, SOLD, *[PLAIN] * 60, *talk) == [0]


@pytest.mark.parametrize(
    "line",
    [
        "The festival was supported by the whole village.",
        "We sponsor two young keepers every year.",
        "Who supports the episode when the queen is gone?",
        "We did well, thanks to like all of our sponsors and donors.",
        "Without the support of all our sponsors.",
        "Their sponsors left when the honey did.",
    ],
)
def test_talk_of_sponsors_sells_nothing(line: str) -> None:
    """Only who pays for what one is listening to."""
    assert sold(line, PLAIN) == []


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("de", ["Diese Folge wird unterstützt von Larchbox.", "Mehr Infos unter larchbox.de."]),
        ("es", ["Nuestro patrocinador de hoy es Larchbox.", "Más información en larchbox.es."]),
        ("fr", ["Notre sponsor du jour est Larchbox.", "Rendez-vous sur larchbox.fr."]),
    ],
)
def test_other_languages_say_it_in_their_words(language: str, lines: list[str]) -> None:
    """The words are the language's own."""
    assert sold(*lines, language=language) == [0, 1]


@pytest.mark.parametrize(("said", "found"), [(4, [0, 1, 2, 3]), (5, [0])])
def test_what_the_recording_is_about_is_not_sold(said: int, found: list[int]) -> None:
    """A name that is said more than four times elsewhere does not make an advertisement longer."""
    around = [PLAIN] * 10 + ["We asked Larchbox about its bees."] * said + [PLAIN] * 10
    lines = [*around, OPENING, PLAIN, PLAIN, SOLD, *[PLAIN] * 20]
    cues = tuple(Cue(text=line, speaker="Ada") for line in lines)
    heard = hear(Transcript(cues=cues), "en")
    assert [n - len(around) for n, each in enumerate(heard) if each.advertises] == found


PITCH = ["Larchbox helps you move your hive.", "With Larchbox you need no smoke.", TO_YOU]
"""Sold without a word of who pays."""
PAGE = "Try yours at Larchbox.com slash hedgerow."


@pytest.mark.parametrize("page", [PAGE, "Try yours at larchbox dot com slash hedgerow."])
def test_what_nobody_announces_ends_at_its_page(page: str) -> None:
    """From the line to listeners before it is first named to the address for them."""
    assert sold(PLAIN, TO_YOU, *PITCH, page, PLAIN) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "lines",
    [
        [*PITCH, "Try yours at larchbox.com."],
        [*PITCH[1:], PAGE],
        ["Larchbox moved a hive.", "Larchbox needs no smoke.", "See larchbox.com/hedgerow."],
        [*PITCH, PAGE, *["We asked Larchbox about its bees."] * 6],
        [*PITCH[:2], *[PLAIN] * 6, PAGE],
    ],
)
def test_an_address_alone_sells_nothing(lines: list[str]) -> None:
    """Not the whole site, twice named, told to nobody, what all is about, or long after."""
    assert sold(*lines) == []
