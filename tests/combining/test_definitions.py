"""What explains a term, at the edges of its shape."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.combining import combine
from generator.combining.definitions import defined_in
from generator.language.languages import Language
from tests.combining.readings import SHOW, reading_of


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("A horn is a pipe that sounds nightly.", "horn"),  # eight words
        ("A horn is a pipe that sounds.", ""),
        ("A main horn is a pipe that sounds nightly.", ""),  # which says nothing
        ("A bigger horn is a pipe that sounds nightly.", ""),  # a size
        ("A brass horn is a pipe that sounds nightly.", "brass horn"),
        ("A brass thing is a pipe that sounds nightly.", ""),  # a word of every day
        (
            "A harbour fog horn valve is a pipe that sounds loudly at night.",
            "harbour fog horn valve",
        ),
        ("A north harbour fog horn valve is a pipe that sounds loudly at night.", ""),
        ("A fog horn is a brass pipe with two holes.", "fog horn"),  # three words set it apart
        ("A fog horn is a large brass pipe with holes.", ""),
        ("A fog horn is a long old thin bent brass pipe that sounds nightly.", "fog horn"),
        ("A fog horn is a long old thin bent green huge pipe that sounds nightly.", ""),
        ("A fog horn is a pipe that sounds in the fog.", ""),  # by itself
        ("A fog horn is a long old thin bent brass pipe against fog at sea.", "fog horn"),
        ("And a fog horn is a pipe that sounds at night.", "fog horn"),
        ("So and a fog horn is a pipe that sounds at night.", "fog horn"),
        ("A fog horn, is a pipe that sounds at night.", ""),
        ("Loudly is a fog horn that sounds at night.", ""),
        ("The horn is a pipe that sounds at night.", ""),  # the one that was spoken of
        ("The fog horn is a pipe that sounds at night.", "fog horn"),
        ("Greed is the endless burn, and nobody on the pier rests.", ""),  # a figure of speech
        ("Drift is the path that a boat takes at night.", "Drift"),
        ("2013 is when keepers began to ring bells at night.", ""),
    ],
)
def test_a_term_a_kind_and_what_sets_it_apart(text: str, term: str) -> None:
    """In eight words at the least: a term of four, a kind of six, three words more."""
    assert defined_in(text, Language.of("en")) == term


@pytest.mark.parametrize(("before", "found"), [(3, True), (4, False)])
def test_four_places_of_an_episode_are_looked_at(before: int, found: bool) -> None:
    """Where somebody seems to explain something and does not, they seldom do at all."""
    tried = ["Ines: A net loft is a thing."] * before
    said = [*tried, "Ines: A fog horn is a pipe that sounds at night."]
    reading = reading_of("E", "\n".join(said), date=dt.date(2026, 3, 1))
    digest = next(d for d in combine((SHOW,), (reading,)).digests if d.slug == "2026-03")
    assert [each.term for each in digest.terms] == (["fog horn"] if found else [])


def test_whoever_is_introduced_is_no_term() -> None:
    """A speaker's name is theirs, and a term is explained once."""
    said = (
        "Ines: A fog horn is a pipe that sounds at night.",
        "Ines: A fog horn is a tool that keepers love.",
        "Tom Gauge: Gauge is a keeper that paints at night.",
    )
    reading = reading_of("E", "\n".join(said), date=dt.date(2026, 3, 1))
    digest = next(d for d in combine((SHOW,), (reading,)).digests if d.slug == "2026-03")
    assert [each.term for each in digest.terms] == ["fog horn"]
