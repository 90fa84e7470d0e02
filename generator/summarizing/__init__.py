"""Summaries of an episode, its chapters and its segments, and what may write them.

A backend that works on one episode by itself is a module with a class that fits `Backend`, and one
line in `BACKENDS`. A backend that asks somebody else, at a cost, works on all episodes at once and
on readings that are complete already: it fits `Writer`, has one line in `WRITERS`, and what it
cannot better stays as it was. Either may return another outline than it was given, but never times
of its own: those come from the transcript alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from generator.model import Episode, Library, Outline, Reading, Utterance

if TYPE_CHECKING:
    from generator.config import SiteSettings


class Backend(Protocol):
    """What writes summaries."""

    @property
    def name(self) -> str:
        """As `episode.json` shows it: "extractive" or "openai:<model>"."""

    def summarize(
        self, episode: Episode, utterances: tuple[Utterance, ...], outline: Outline
    ) -> Reading:
        """Summarize `episode` at every level of `outline`.

        `utterances` are those of its transcript, in order. The summary's parts match the
        outline's chapters and segments one to one; without a transcript all are empty. Every
        published sentence has been verified against the cues it cites.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a writer did."""

    notes: tuple[str, ...]
    """Lines for the end of a build."""
    problems: tuple[str, ...]
    """What another build may do better."""
    pending: tuple[str, ...] = ()
    """What is still being worked on elsewhere, for another build to collect."""


class Writer(Protocol):
    """What rewrites readings."""

    def rewrite(
        self, readings: Sequence[Reading], advance: Callable[[], None]
    ) -> tuple[Reading, ...]:
        """The readings, in their order, with better summaries; `advance` is called after each."""

    def condense(self, library: Library) -> Library:
        """The library with better digests."""

    def report(self) -> Report:
        """What was done."""


def _extractive() -> Backend:
    from generator.summarizing.extractive import Extractive

    return Extractive()


def _openai(
    settings: SiteSettings, content: Path, prompts: Path, tell: Callable[[str], None] | None
) -> AbstractContextManager[Writer]:
    from generator.summarizing.openai.writer import open_writer

    return open_writer(settings.openai, content, prompts, tell)


BACKENDS: dict[str, Callable[[], Backend]] = {"extractive": _extractive}
"""How to make each backend; a factory imports what it needs when it is called."""
WRITERS: dict[
    str,
    Callable[
        [SiteSettings, Path, Path, Callable[[str], None] | None], AbstractContextManager[Writer]
    ],
] = {"openai": _openai}
"""How to open each writer, given the settings, content/, the folder of prompts, and where to say
what is waited for; without that, what takes long is left to another build."""
