"""What the search can find: made from the library by what renders it, read by what indexes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Sort(StrEnum):
    """What a findable is; its value opens the name under which the index keeps it."""

    EPISODE = "e"
    """Of an episode: a chapter, or what people wrote of the whole."""
    PAGE = "p"
    """Any other page, found by its names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Text that a link can lead to."""

    text: str
    id: str = ""
    """On its page; "" where a link leads to the page as a whole."""
    speaker: str = ""
    """Who says it, as the archive knows them; "" where nobody does, or nobody knows who."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """What is found as one: a chapter, the notes of an episode, a topic.

    Words that are searched for together should stand in one, so an episode is too much.
    """

    sort: Sort
    page: str
    """The folder of its page, from the root of the site."""
    title: str
    """Of a chapter or a page; "" where it has none but its episode's."""
    places: tuple[Place, ...] = ()
    id: str = ""
    """Of its heading on the page; "" where it begins with the page."""
    whole: str = ""
    """The title of its episode."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What a hit shows beside it and nobody looks for: "show", "date", "language"."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a search can be narrowed to, besides topics: "show", "person", "year"."""
    phrases: tuple[str, ...] = ()
    """What is said in it more than once as one, whose first letters somebody may look for."""
    acronyms: tuple[tuple[str, str, bool], ...] = ()
    """Acronyms said in it, what each may stand for, and whether both are said together."""
    apart: tuple[str, ...] = ()
    """What its episode has as two words and as one, as two: "data set"."""
