"""Where readers say that listed chapters begin, and how many of them the program finds.

A reference is one JSON file an episode: `episode` (the slug) and `listed`, for each listed chapter
its `title`, its `listed` time, the line with which its subject `begins` (null where nobody speaks
of it), and whether the reader was `certain`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model import Episode, ListedChapter, Outline
from .matching import match, read_each

NEAR = 30.0
"""Seconds within which a chapter begins where it truly does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueChapter:
    """A listed chapter as the reader found it."""

    title: str
    listed: float
    """Seconds."""
    begins: float | None
    """Seconds; None where nobody speaks of it."""
    certain: bool

    def of(self, episode: Episode) -> ListedChapter:
        """The same chapter as `episode` has it; one that it has not opens the recording."""
        own = [each for each in episode.chapters if each.title.strip() == self.title.strip()]
        default = ListedChapter(title=self.title, start=self.listed)
        return min(own, key=lambda each: abs((each.start or 0.0) - self.listed), default=default)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginningReference:
    """What one reader found of one recording."""

    episode: str
    """The slug."""
    chapters: tuple[TrueChapter, ...]
    """By listed time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginningScores:
    """Shares of listed chapters whose place is within `NEAR` seconds of the true one."""

    found: float
    listed: float
    """By the listed time."""
    found_certain: float
    """The same of those of which the reader was certain."""
    listed_certain: float


def read_references(folder: Path) -> tuple[BeginningReference, ...]:
    """All references in `folder`; raises `InputError` where one cannot be read."""
    return read_each(folder, "reference of chapters", _reference)


def matched(
    references: Sequence[BeginningReference], episodes: Iterable[Episode]
) -> Iterator[tuple[BeginningReference, Episode]]:
    """Each reference with the episode of that slug that lists most of its titles."""
    return match(references, episodes, _shared)


def score_beginnings(reference: BeginningReference, outline: Outline) -> BeginningScores:
    """How many of the reader's chapters begin in `outline` where they do."""
    known = [chapter for chapter in reference.chapters if chapter.begins is not None]
    certain = [chapter for chapter in known if chapter.certain]

    def share(chapters: Sequence[TrueChapter], *, listed: bool) -> float:
        hits = [
            begins_near(each, each.listed if listed else _begins(each, outline))
            for each in chapters
        ]
        return sum(hits) / len(hits) if hits else float("nan")

    return BeginningScores(
        found=share(known, listed=False),
        listed=share(known, listed=True),
        found_certain=share(certain, listed=False),
        listed_certain=share(certain, listed=True),
    )


def begins_near(chapter: TrueChapter, seconds: float | None) -> bool:
    """Whether `seconds` is where a chapter begins."""
    return (
        chapter.begins is not None and seconds is not None and abs(seconds - chapter.begins) <= NEAR
    )


def _begins(chapter: TrueChapter, outline: Outline) -> float | None:
    """Where the chapter of that title begins, the nearest in the list of several."""
    own = [each for each in outline.chapters if each.title.strip() == chapter.title.strip()]
    found = min(own, key=lambda each: abs((each.start or 0.0) - chapter.listed), default=None)
    return found.begins if found else None


def _shared(reference: BeginningReference, episode: Episode) -> int:
    """How many of the listed chapters of an episode are called as the reader's are."""
    titles = {chapter.title for chapter in reference.chapters}
    return sum(chapter.title in titles for chapter in episode.chapters)


def _reference(data: Any) -> BeginningReference:  # noqa: ANN401  # what the reader wrote, checked by use
    chapters = [
        TrueChapter(
            title=row["title"],
            listed=float(row["listed"]),
            begins=float(row["begins"]["start"]) if row["begins"] else None,
            certain=row["certain"],
        )
        for row in data["listed"]
    ]
    return BeginningReference(
        episode=data["episode"],
        chapters=tuple(sorted(chapters, key=lambda chapter: chapter.listed)),
    )
