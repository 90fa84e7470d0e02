from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from generator.combining import Scope, combine
from generator.combining.people import identify
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
