from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.combining import Scope, combine
from generator.combining.introductions import Opening
from generator.combining.people import identify
from generator.model import Transcript
from tests.combining.readings import SHOW, archive, reading_of


def test_a_first_name_is_the_one_person_of_the_show_who_has_it() -> None:
    """An "Ines" in one episode is "Ines Falk" of another; their page has both."""
    people = {person.name: person for person in combine((SHOW,), archive()).people}
    assert list(people) == ["Ines Falk"]
    assert people["Ines Falk"].names == ("Ines Falk", "Ines")
    assert [len(each.names) for each in people["Ines Falk"].appearances] == [1, 1]


def test_two_people_of_one_first_name_are_never_joined() -> None:
    """Where a show knows two, a bare first name stays what it is."""
    readings = (
        reading_of("One", "Ines Falk: Hello there."),
        reading_of("Two", "Ines Moor: Good morning."),
        reading_of("Three", "Ines: Which one am I?"),
    )
    cast = identify(readings, {})
    assert [dict(each) for each in cast.names] == [
        {"Ines Falk": "Ines Falk"},
        {"Ines Moor": "Ines Moor"},
        {"Ines": "Ines"},
    ]


def test_the_title_tells_who_a_guest_is() -> None:
    """A guest called by the first name is the person in the title, not a namesake elsewhere."""
    readings = (
        reading_of("Salt with Ines Moor of the Salt Works", "Ines: Salt keeps."),
        reading_of("Other", "Ines Falk: I am another."),
    )
    assert identify(readings, {}).names[0] == {"Ines": "Ines Moor"}


def test_capitals_do_not_make_two_people() -> None:
    """One spelling wins for both, the one that more episodes use."""
    readings = tuple(reading_of(f"E{n}", f"{name}: Hello.") for n, name in enumerate("aAA"))
    assert {name for each in identify(readings, {}).names for name in each.values()} == {"A"}


def test_labels_are_nobody() -> None:
    """Labels such as "Speaker 2" and "Host" get neither a page nor a name."""
    reading = reading_of("One", "Speaker 2: Hello.\nHost: Hello.\nAda: Hello.")
    assert identify((reading,), {}).names[0] == {"Ada": "Ada"}


def test_given_names_win() -> None:
    """people.yaml joins what nobody could guess."""
    people = combine((SHOW,), archive(), Scope(people={"Carla Ines": ["Ines", "Carla"]})).people
    assert [person.name for person in people] == ["Carla Ines"]


@given(st.lists(st.text("ab AB", max_size=6), max_size=6))
def test_any_names_are_identified(names: list[str]) -> None:
    """Every speaker that is no label stands for somebody, and for the same one each time."""
    reading = reading_of("Names", "X: Hello.")
    episode = replace(reading.episode, speakers=tuple(dict.fromkeys(names)))
    readings = (replace(reading, episode=episode),) * 2
    cast = identify(readings, {})
    assert cast.names[0] == cast.names[1]
    assert set(cast.names[0]) <= set(names)


def talk(*lines: str) -> str:
    return "\n".join(lines)


def test_a_person_has_a_page_from_the_second_episode_on() -> None:
    """By name, whatever its capitals."""
    readings = (
        reading_of("One", talk("Ada: Hello.", "ben: Hello.", "Cleo: Hello.")),
        reading_of("Two", talk("ben: Hello.", "Ada: Hello.")),
    )
    assert [person.name for person in combine((SHOW,), readings).people] == ["Ada", "ben"]


def test_words_are_counted_under_all_names_of_a_person() -> None:
    """Those of each spelling in the episode; a name that is only listed says none."""
    readings = (
        reading_of("One", talk("Ines: One two three.", "Ines Falk: Four five.", "Bram: Six.")),
        reading_of("Two", talk("Ines Falk: One.", "Bram: Two.")),
    )
    silent = replace(readings[1], episode=replace(readings[1].episode, speakers=("Ines Falk",)))
    silent = replace(silent, episode=replace(silent.episode, transcript=Transcript()))
    people = {each.name: each for each in combine((SHOW,), (*readings, silent)).people}
    assert sorted(each.words for each in people["Ines Falk"].appearances) == [0, 1, 5]
    assert sorted(each.words for each in people["Bram"].appearances) == [1, 1]


def test_a_persons_page_quotes_three_sentences_of_each_episode() -> None:
    """The most telling, in the order in which they were said."""
    said = [
        "Ines: The ferry brought us over to the island again.",
        "Ines: Every lantern on the pier burns oil from herring.",
        "Ines: My grandmother counted storms with knots in a rope.",
        "Ines: Brass gears turn slower when salt gets into them.",
    ]
    readings = tuple(
        reading_of(f"E{n}", talk(*said, "Bram: Yes."), summary=(3, 2, 1, 0)) for n in range(2)
    )
    (ines,) = [each for each in combine((SHOW,), readings).people if each.name == "Ines"]
    cues = [each.sentence.sources[0].first_cue for each in ines.quotations]
    assert len(cues) == 6
    assert cues[:3] == sorted(cues[:3])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Salt with Ines Moor", "Ines Moor"),
        ("Salt with Ines van Moor", "Ines van Moor"),
        ("Salt with Ines Moor Salt Works", "Ines"),  # four words are no name
        ("Ines", "Ines"),
    ],
)
def test_a_title_names_people_in_two_or_three_words(title: str, name: str) -> None:
    """What is longer is more than a name."""
    assert identify((reading_of(title, "Ines: Salt keeps."),), {}).names[0] == {"Ines": name}


@pytest.mark.parametrize(
    ("label", "nobody"),
    [
        *((each, True) for each in ("Host", "HOST", "Speaker 1", "guest #2", "Audience member")),
        *((each, True) for each in ("SPEAKER_00", "spk_0", "S1", "Channel 2", "Guest-1")),
        *((each, True) for each in ("Speaker A", "Narrator", "Unknown speaker 3")),
        *((each, False) for each in ("Hostetler", "Speaker of the House", "Guest Star", "Ann")),
    ],
)
def test_labels_and_names(label: str, nobody: bool) -> None:
    """A label stands for a part in the conversation, with a number or a letter after it."""
    assert bool(identify((reading_of("One", f"{label}: Hello."),), {}).names[0]) != nobody


def test_a_host_of_the_show_is_who_is_meant() -> None:
    """A first name stands for the host who has it, though no episode says the full name."""
    reading = reading_of("One", "Ines: Hello.", show=replace(SHOW, hosts=("Ines Falk",)))
    assert identify((reading,), {}).names[0] == {"Ines": "Ines Falk"}


def test_all_spellings_are_told_in_order() -> None:
    """The name itself first, then the others by their letters."""
    aliases = {"Ines Falk": ["Zines", "Anes"]}
    readings = (
        reading_of("One", talk("Zines: A.", "Anes: B.")),
        reading_of("Two", "Ines Falk: C."),
    )
    assert identify(readings, aliases).spellings["Ines Falk"] == ("Ines Falk", "Anes", "Zines")


def test_a_person_has_twelve_topics_those_named_most_first() -> None:
    """With how often each is named."""
    places = [f"{first}ollin" for first in "BCDFGHJKLMNPR"]
    lines = [f"Ines: The ferry brought us to {name} in the rain." for name in places] * 3
    extra = ["Ines: The ferry brought us to Rollin in the rain."] * 2
    readings = [reading_of(f"E{n}", talk(*lines, *extra)) for n in range(2)]
    (ines,) = combine((SHOW,), readings).people
    counts = [count for _, count in ines.topics]
    assert len(counts) == 12
    assert (ines.topics[0][0].title, counts[0]) == ("Rollin", 10)
    assert counts == sorted(counts, reverse=True)


INTRODUCED = (
    "Tom Arden: Today we have Ines Falk with us, the founder of the Salt Works.",
    "Tom Arden: Ines has been here all morning.",
    *["Ines Falk: Salt keeps what the sea forgets, and the sea forgets slowly."] * 60,
)


def test_guests_are_introduced_by_who_says_who_they_are() -> None:
    """By another, with what they do; one who says much in one episode is a guest, with a page."""
    library = combine((SHOW,), (reading_of("Salt", talk(*INTRODUCED)),))
    assert library.people == ()
    (ines,) = library.guests
    assert (ines.name, ines.slug, ines.host) == ("Ines Falk", "ines-falk", False)
    assert ines.introduction
    assert ines.introduction.sentence.text.endswith("the founder of the Salt Works.")
    assert ines.introduction.sentence.speaker == "Tom Arden"


@pytest.mark.parametrize(
    ("notes", "role"),
    [
        (
            "We talk to Ines Falk, founder of the Salt Works, about salt.",
            "founder of the Salt Works",
        ),
        ("Ines Falk is the director of a museum. She likes salt.", "the director of a museum"),
        ("Ines Falk, who's an engineer at the pier, was here.", "an engineer at the pier"),
        ("With Ines Falk, and some more people who like salt.", ""),
        ("Ines Falk was late.", ""),
    ],
)
def test_notes_say_what_somebody_is(notes: str, role: str) -> None:
    """Behind the name, where it is an office; not what else stands there."""
    reading = reading_of("Salt", talk(*INTRODUCED))
    reading = replace(reading, episode=replace(reading.episode, notes=notes))
    (ines,) = combine((SHOW,), (reading,)).guests
    assert ines.role == role


def test_hosts_are_told_apart_from_guests() -> None:
    """The show names them, or they are in half of its episodes or more; nobody introduces them."""
    readings = [
        reading_of(f"E{n}", talk(*(line.replace("Ines", name) for line in INTRODUCED)))
        for n, name in enumerate(("Ines", "Ida", "Ilse", "Irma"))
    ]
    library = combine((SHOW,), readings)
    assert [(each.name, each.host) for each in library.people] == [("Tom Arden", True)]
    assert [(each.name, each.host) for each in library.guests] == [
        (f"{name} Falk", False) for name in ("Ida", "Ilse", "Ines", "Irma")
    ]


@pytest.mark.parametrize(("words", "guests"), [(599, 0), (600, 1)])
def test_a_guest_says_600_words(words: int, guests: int) -> None:
    """Whoever says less in the one episode that they are in is not told of."""
    said = ["Tom Arden: Good morning.", f"Ines Falk: {'salt ' * words}"]
    assert len(combine((SHOW,), (reading_of("Salt", talk(*said)),)).guests) == guests


@pytest.mark.parametrize(
    ("episodes", "own", "host"), [(4, 2, True), (5, 2, False), (3, 2, False), (6, 3, True)]
)
def test_a_host_is_in_half_of_four_episodes_or_more(episodes: int, own: int, host: bool) -> None:
    """Of fewer, or in fewer, anybody may be twice."""
    readings = [
        reading_of(
            f"E{n}",
            talk(f"{'Ines Falk' if n < own else f'Guest Number{n}'}: Salt is old.", "Bo Ek: Yes."),
        )
        for n in range(episodes)
    ]
    people = {each.name: each.host for each in combine((SHOW,), readings).people}
    assert people["Ines Falk"] == host


@pytest.mark.parametrize(("more", "told"), [(11, True), (12, False)])
def test_a_role_has_16_words_at_the_most(more: int, told: bool) -> None:
    """What is longer is a story."""
    role = f"founder of the Salt Works {' '.join(['salt'] * more)}"
    reading = reading_of("Salt", talk(*INTRODUCED))
    reading = replace(reading, episode=replace(reading.episode, notes=f"With Ines Falk, {role}."))
    (ines,) = combine((SHOW,), (reading,)).guests
    assert bool(ines.role) == told


@pytest.mark.parametrize(("before", "introduced"), [(7, True), (8, False)])
def test_guests_are_introduced_as_a_recording_opens(before: int, introduced: bool) -> None:
    """In the first tenth of its lines and two more: later they are only spoken of."""
    first, _, *rest = INTRODUCED
    said = [*["Tom Arden: Good."] * before, first, *rest]
    (ines,) = combine((SHOW,), (reading_of("Salt", talk(*said)),)).guests
    assert bool(ines.introduction) == introduced


def test_a_guest_is_quoted_with_six_sentences() -> None:
    """In the order in which they were said; who has a page, with three of each episode."""
    said = (
        "Herring boats leave the harbour long before sunrise.",
        "Salt gets into every clock on a small island.",
        "Copper gears turn slowly under the lighthouse stairs.",
        "Bakers knead the sourdough while a village sleeps.",
        "Ropes rot sooner where the winter rain drips.",
        "Ferry tickets cost more during the summer weeks.",
        "Whales pass the northern cliffs every other autumn.",
    )
    talk_of = [f"Ines Falk: {line}" for line in (*said, "salt " * 600)]
    reading = reading_of(
        "Salt", talk("Tom Arden: Good morning.", *talk_of), summary=(7, 6, 5, 4, 3, 2, 1)
    )
    (ines,) = combine((SHOW,), (reading,)).guests
    cues = [each.sentence.sources[0].first_cue for each in ines.quotations]
    assert len(cues) == 6
    assert cues == sorted(cues)


def introduction(*said: str) -> str | None:
    """How a recording introduces Ines Falk as it opens, if it does."""
    lines = [*said, *["Ines Falk: Salt is old."] * 30]
    found = Opening(reading_of("E", talk(*lines))).introduction("Ines Falk", ("Ines Falk",))
    return found.sentence.text if found else None


OFFICE = "Ines Falk is the founder of the Salt Works."
PRESENTS = "Today we talk to Ines Falk, who is here."
SHE = "She has made salt for thirty years."
BOTH = "Today we talk to Ines Falk, the founder of the Salt Works."


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ((OFFICE,), OFFICE),
        (("Ines is the founder of the Salt Works.", OFFICE), OFFICE),  # by the whole name
        ((OFFICE, PRESENTS), OFFICE),
        ((PRESENTS, OFFICE), OFFICE),  # which goes on about who was presented
        ((PRESENTS, SHE), SHE),
        (("Today Ines Falk boils salt for us.", SHE), "Today Ines Falk boils salt for us."),
        (("Today our guest is Ines Falk.",), None),  # which says nothing of her
        (("Today our guest is Ines Falk.", SHE), SHE),
        (("Today our guest is Ines Falk.", *["So much salt."] * 2, SHE), SHE),
        (("Today our guest is Ines Falk.", *["So much salt."] * 3, SHE), None),
        ((SHE,), None),  # of whom nobody knows
        ((OFFICE, PRESENTS, BOTH), BOTH),
        ((BOTH, OFFICE), BOTH),
        (("Falk is the founder of the Salt Works.",), "Falk is the founder of the Salt Works."),
        (("Inessa is the founder of the Salt Works.",), None),
        (("Is Ines Falk the founder of the Salt Works?",), None),
        (("Ines Falk, the founder.",), None),  # four words
        (("Ines Falk, the founder here.",), "Ines Falk, the founder here."),
        (("Yesterday Ines Falk bought a lamp and salt.",), None),
        (("Joining us in the studio today is our very special guest Ines Falk.",), None),
        (("A keeper who wrote books knows somebody like Ines Falk.",), None),  # who wrote them?
        (("Ines, if you like salt you may be glad to be here.",), None),  # said to her
        (("Go on and say hello today, Ines Falk.",), None),
    ],
)
def test_who_is_introduced_by_which_sentence(said: tuple[str, ...], chosen: str | None) -> None:
    """By what presents them, with what they do, under their name; of equals by the first."""
    assert introduction(*(f"Tom Arden: {line}" for line in said)) == chosen
    assert introduction(*(f"Ines Falk: {line}" for line in said)) is None


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        (f"Tom Arden: {PRESENTS}\nTom Arden: You started the Salt Works in March.", True),
        ("Tom Arden: You started the Salt Works in March.", False),  # who is spoken to?
        (f"Tom Arden: {PRESENTS}\nTom Arden: You started this salt works in March.", False),
        ("Ines Falk: I'm the founder of the Salt Works.", True),
        ("Ines Falk: I'm fond of every founder of salt works.", False),
        (f"Tom Arden: {OFFICE}\nInes Falk: I'm a director of the old museum.", False),
    ],
)
def test_who_they_are_is_said_to_somebody_or_by_themselves(said: str, chosen: bool) -> None:
    """By others once they are presented, with what they do; else by themselves."""
    talk_of = said + "\nInes Falk: Salt is old." * 30
    found = Opening(reading_of("E", talk_of)).introduction("Ines Falk", ("Ines Falk",))
    last = said.splitlines()[-1].partition(": ")[2]
    assert (found is not None and found.sentence.text == last) == chosen


def test_a_title_tells_where_somebody_is_from() -> None:
    """Where the notes do not say who they are."""
    reading = reading_of("Salt", talk(*INTRODUCED))
    episode = replace(reading.episode, title="Old salt, with Ines Falk of Salt Works")
    (ines,) = combine((SHOW,), (replace(reading, episode=episode),)).guests
    assert ines.role == "of Salt Works"
