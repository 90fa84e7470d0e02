"""A node's material into a prompt: the fixed part first, so that servers can keep it warm.

The wording stands in `templates/prompts/`: `rules.md` for all, one file for each kind of node, and
`summary.md` for the shape that segments and chapters share. Whatever is changed there changes the
key of the answers that were asked for with it, and of no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path

from ...errors import ConfigError
from .passages import CitableLine, Group


class Kind(StrEnum):
    """What a request is about."""

    SEGMENT = "segment"
    OUTLINE = "outline"
    CHAPTER = "chapter"
    EPISODE = "episode"
    DIGEST = "digest"
    CONTENTS = "contents"
    """Chapters, with the whole recording in view."""
    CHAPTERS = "chapters"
    """What chapters and their passages come to, with the whole recording in view."""
    PAGE = "page"
    """What the recording comes to, with the whole of it in view."""
    CHECK = "check"
    """Whether sentences stand, each beside the lines that it cites."""


WHOLE = "whole"
"""The name of the rules for the last three."""
IN_VIEW = frozenset({Kind.CONTENTS, Kind.CHAPTERS, Kind.PAGE})

SENTENCES = {Kind.SEGMENT: 2, Kind.CHAPTER: 3, Kind.EPISODE: 6}
"""The most that are asked for."""
WORDS = {Kind.SEGMENT: 50, Kind.CHAPTER: 60, Kind.EPISODE: 150}
"""The most that all sentences of an answer should have together."""
_SUMMARIES = frozenset({Kind.SEGMENT, Kind.CHAPTER})
"""Those of them whose answers are sentences and nothing else."""
MOST_PEOPLE = 12
"""More would be a list and no help."""
_CLOSE_SPELLING = 0.8
"""Ratio of matching letters at which two names are one, spelled by ear."""
_NAME = re.compile(r"[^\W\d_]{3,}|[^\W\d_a-zA-Z]+")
"""A part of a name by which somebody is known; initials and "Dr" are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a model may know of a recording beside its words."""

    title: str
    show: str = ""
    speakers: tuple[str, ...] = ()
    language: str = "en"
    """Of the summaries: a BCP 47 tag."""
    spoken: str = "en"
    """Of the recording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What is put to a model, and what the numbers in it stand for."""

    system: str
    user: str
    lines: tuple[CitableLine, ...]
    """Number 1 is the first."""

    @property
    def messages(self) -> list[dict[str, str]]:
        """As the protocol shapes them."""
        return [
            {"role": "system", "content": self.system},
            {"role": "user", "content": self.user},
        ]


def load_prompts(folder: Path) -> Mapping[str, str]:
    """The fixed part of each kind of request. Raises `ConfigError` where a file is missing.

    Of requests with the whole recording in view, that is the task; their rules are `WHOLE`.
    """
    try:
        texts = {
            name: (folder / f"{name}.md").read_text(encoding="utf-8").strip()
            for name in ("rules", "summary", WHOLE, *Kind)
        }
    except OSError as error:
        raise ConfigError(
            f"cannot be read: {error.strerror}", path=str(error.filename), remedy="restore the file"
        ) from None
    below = {
        kind: "\n\n".join(
            [texts["rules"], texts[kind], *([texts["summary"]] if kind in _SUMMARIES else [])]
        )
        for kind in Kind
        if kind not in IN_VIEW | {Kind.CHECK}
    }
    return below | {name: texts[name] for name in (WHOLE, Kind.CHECK, *sorted(IN_VIEW))}


def compose(kind: Kind, system: str, about: About, groups: Sequence[Group]) -> Prompt:
    """The prompt for a summary of `groups`, whose lines are numbered through from 1."""
    lines = tuple(line for group in groups for line in group.lines)
    material = [*_material(groups)]
    preface = _preface(kind, about, groups, material)
    user = "\n".join([*preface, "<material>", *material, "</material>"])
    return Prompt(system=system, user=user, lines=lines)


def compose_outline(
    system: str, about: About, gists: Sequence[str], starts: frozenset[int]
) -> Prompt:
    """The prompt for chapters over passages, given by their gists.

    `starts` are the passages, from 0, at which chapters were found.
    """
    material = []
    for number, gist in enumerate(gists):
        if number in starts and number:
            material.append("---")
        material.append(f"{number + 1} | {fold(gist)}")
    preface = _preface(Kind.OUTLINE, about, (), material)
    user = "\n".join([*preface, "<material>", *material, "</material>"])
    return Prompt(system=system, user=user, lines=())


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingLines:
    """What the prompt of a digest shows of a recording."""

    title: str
    gist: tuple[str, ...]
    """What it comes to."""
    chapters: tuple[tuple[str, tuple[CitableLine, ...]], ...]
    """Titles, each with lines of that chapter."""


def compose_digest(
    system: str, about: About, recordings: Sequence[RecordingLines], told: Sequence[str]
) -> Prompt:
    """The prompt for a digest; `told` is what others say already."""
    material: list[str] = []
    lines: list[CitableLine] = []
    for number, recording in enumerate(recordings, start=1):
        material.append(f"# {number}. {fold(recording.title)}")
        material.append(f"Summary: {fold(' '.join(recording.gist))}")
        for title, spoken in recording.chapters:
            material.append(f"## {fold(title)}")
            for line in spoken:
                lines.append(line)
                material.append(f"{len(lines)} | {fold(line.shown)}")
    preface = [
        *_preface(Kind.DIGEST, about, (), ()),
        *(f"Told elsewhere: {fold(t)}" for t in told),
    ]
    user = "\n".join([*preface, "<material>", *material, "</material>"])
    return Prompt(system=system, user=user, lines=tuple(lines))


def _preface(
    kind: Kind, about: About, groups: Sequence[Group], material: Sequence[str]
) -> Iterator[str]:
    yield f"Language: {about.language}"
    yield f"Title: {fold(about.title)}"
    if about.show:
        yield f"Series: {fold(about.show)}"
    people = people_in(" ".join(material), about.speakers)
    if people:
        yield f"People: {', '.join(map(fold, people[:MOST_PEOPLE]))}"
    if kind in SENTENCES:
        most = most_sentences(kind, groups)
        count = "1 sentence" if most == 1 else f"1 to {most} sentences"
        yield f"Write {count}, at most {WORDS[kind]} words in all."


def people_in(text: str, people: Sequence[str]) -> tuple[str, ...]:
    """Those of `people` who come up in a text, by any part of their names, perhaps misheard.

    Nobody else is named in a prompt: so a person who is added to a recording's people pays for
    what is asked about the lines that hold the name, and for nothing else.
    """
    words = set(_NAME.findall(text))
    folded = {word.casefold() for word in words}
    capitals = {word.casefold() for word in words if word[0].isupper()}
    return tuple(
        name
        for name in people
        if any(
            part in folded or any(_sound_alike(part, word) for word in capitals)
            for part in map(str.casefold, _NAME.findall(name))
        )
    )


def _sound_alike(one: str, other: str) -> bool:
    if len(one) < 4 or one[0] != other[0] or abs(len(one) - len(other)) > 2:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _CLOSE_SPELLING


def most_sentences(kind: Kind, groups: Sequence[Group]) -> int:
    """How many sentences suit so much material."""
    lines = sum(len(group.lines) for group in groups)
    if kind is Kind.EPISODE:
        return max(1, min(SENTENCES[kind], max(3, len(groups) // 2), lines))
    return max(1, min(SENTENCES[kind], lines))


def _material(groups: Sequence[Group]) -> Iterator[str]:
    """The groups as lines of the prompt. No text of theirs can begin a line."""
    number = 0
    for group in groups:
        if group.heading:
            yield f"# {fold(group.heading)}"
        if group.gist:
            yield f"Summary: {fold(' '.join(group.gist))}"
        for line in group.lines:
            number += 1
            yield f"{number} | {fold(line.shown)}"


def fold(text: str) -> str:
    """On one line, so that no text can begin one."""
    return " ".join(text.split())
