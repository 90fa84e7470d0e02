"""The shape of every JSON and YAML file that people and programs read or write, as JSON Schema.

What people write (site.yaml, show.yaml, sidecars) has its shape in `generator.config`; what the
program writes has it here, where a test holds what is built to it.
"""

from __future__ import annotations

from typing import (
    Any,
    Literal,
    NotRequired,  # pydantic needs these before Python 3.12
)

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict

from .config import ShowSettings, Sidecar, SiteSettings

_CLOSED = ConfigDict(extra="forbid")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@with_config(_CLOSED)
class _Source(TypedDict):
    """Lines that a sentence rests on; times are seconds from the start, or null without times."""

    first_cue: int
    last_cue: int
    start: float | None
    end: float | None


@with_config(_CLOSED)
class _Question(TypedDict):
    text: str
    sources: list[_Source]


@with_config(_CLOSED)
class _Sentence(TypedDict):
    text: str
    sources: list[_Source]
    backend: NotRequired[str]
    edited: NotRequired[bool]
    checks: NotRequired[list[str]]
    question: NotRequired[_Question]
    name: NotRequired[str]


@with_config(_CLOSED)
class _Segment(TypedDict):
    start: float | None
    end: float | None
    summary: list[_Sentence]


@with_config(_CLOSED)
class _Chapter(TypedDict):
    start: float | None
    end: float | None
    begins: float | None
    title: str
    origin: Literal["source", "generated", "edited"]
    best: int | None
    summary: list[_Sentence]
    segments: list[_Segment]


@with_config(_CLOSED)
class _Cue(TypedDict):
    start: float | None
    end: float | None
    speaker: str | None
    text: str


@with_config(_CLOSED)
class _Speaker(TypedDict):
    name: str
    seconds: float | None
    words: int


@with_config(_CLOSED)
class _Introduction(TypedDict):
    text: str
    origin: str


@with_config(_CLOSED)
class _Correction(TypedDict):
    heard: str
    meant: str
    start: float | None


@with_config(_CLOSED)
class EpisodeFile(TypedDict):
    """`episode.json` beside each episode's page, and each line of `outline`."""

    version: Literal[1]
    show: str
    slug: str
    title: str
    date: str | None
    duration: float | None
    speakers: list[_Speaker]
    summary: list[_Sentence]
    notes: NotRequired[dict[str, list[_Sentence]]]
    introduction: _Introduction | None
    chapters: list[_Chapter]
    cues: list[_Cue]
    backend: str
    edited: NotRequired[bool]
    coverage: float
    corrections: NotRequired[list[_Correction]]


@with_config(_CLOSED)
class _ListedChapter(TypedDict):
    startTime: float
    title: str
    endTime: NotRequired[float]


@with_config(_CLOSED)
class ChaptersFile(TypedDict):
    """`chapters.json` beside each episode's page: Podcasting 2.0, version 1.2.0."""

    version: Literal["1.2.0"]
    title: str
    podcastName: str
    chapters: list[_ListedChapter]


@with_config(_CLOSED)
class AddressesFile(TypedDict):
    """`content/addresses.json`."""

    shows: NotRequired[dict[str, str]]
    episodes: NotRequired[dict[str, str]]
    pages: NotRequired[dict[str, str]]
    topics: NotRequired[dict[str, str]]
    people: NotRequired[dict[str, str]]
    gone: NotRequired[dict[str, str]]
    moved: NotRequired[dict[str, str]]
    recordings: NotRequired[dict[str, str]]


SCHEMAS: dict[str, TypeAdapter[Any]] = {
    "episode": TypeAdapter(EpisodeFile),
    "chapters": TypeAdapter(ChaptersFile),
    "addresses": TypeAdapter(AddressesFile),
    "site": TypeAdapter(SiteSettings),
    "show": TypeAdapter(ShowSettings),
    "sidecar": TypeAdapter(Sidecar),
}
"""Every kind of file, by the name that the command line knows it by."""


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file."""
    return {"$schema": _DIALECT, **SCHEMAS[name].json_schema()}
