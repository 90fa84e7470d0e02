"""Summaries of an episode, its chapters and its segments, and what may write them.

Every episode is first summarized by quoting it (`extractive`), alone and at no cost. A `Backend`
then makes of all episodes together what is published, and what it cannot better stays as it was.
A new one is a module with a class that fits `Backend`, one line in `BACKENDS`, and its name in
`generator.config`. It may return another outline than it was given, but never times of its own:
those come from the transcript alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..model import Library, Reading

if TYPE_CHECKING:
    from ..config import SiteSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCall:
    """A request that a build would make."""

    file: str
    """Whose summaries: "<show>/<episode>" or "digests/<digest>"."""
    place: str
    """Which part: "segment 2.1"."""
    prompt_tokens: int
    answer_tokens: int
    cost: float
    """In the currency of the prices; 0 where none is set."""
    messages: tuple[dict[str, str], ...] = ()
    """What would be sent, where it is to be shown."""
    instead_of: tuple[str, ...] = ()
    """What is stored and would be written anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A prompt and an answer that passed every check."""

    file: str
    messages: list[dict[str, str]]
    answer: dict[str, list[dict[str, object]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a build would ask a model, and what it has asked already."""

    calls: tuple[PlannedCall, ...] = ()
    stored: Mapping[str, int] = field(default_factory=dict)
    """How many stored answers are used, by file."""
    submitted: Mapping[str, int] = field(default_factory=dict)
    """How many requests are in batches on record, by file."""
    by_batch: bool = False
    """Whether it would be asked by batches."""
    again: PlannedCall | None = None
    """What asking again for answers that cannot be used will come to, all together."""
    unpriced: str = ""
    """A model whose price is not known, if there is one."""
    pairs: tuple[Pair, ...] = ()
    """Prompts with their stored answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a backend did."""

    notes: tuple[str, ...] = ()
    """Lines for the end of a build."""
    problems: tuple[str, ...] = ()
    """What another build may do better."""
    pending: tuple[str, ...] = ()
    """What is still being worked on elsewhere, for another build to collect."""
    plan: Plan = Plan()
    """What it would have asked, had it not been opened only to plan."""


class Backend(Protocol):
    """What writes summaries."""

    @property
    def asks(self) -> bool:
        """Whether it asks a model: that takes a stage of a build, and its answers are stored."""

    def summarize(
        self, readings: Sequence[Reading], advance: Callable[[], None]
    ) -> tuple[Reading, ...]:
        """The readings, in their order, with its summaries; `advance` is called after each.

        A summary's parts match its outline's chapters and segments one to one; without a
        transcript all are empty. Every published sentence has been verified against the cues it
        cites.
        """

    def condense(self, library: Library) -> Library:
        """The library with its digests."""

    def report(self) -> Report:
        """What was done."""


class Quoted:
    """The backend `extractive`: what the episodes' own sentences say is what is published."""

    asks = False

    def summarize(
        self, readings: Sequence[Reading], advance: Callable[[], None]
    ) -> tuple[Reading, ...]:
        """The readings as they are: `generator.summarizing.extractive` chose their sentences."""
        return tuple(readings)

    def condense(self, library: Library) -> Library:
        """The library as it is: its digests are quoted too."""
        return library

    def report(self) -> Report:
        """Nothing to tell."""
        return Report()


class Open(Protocol):
    """How a backend is opened."""

    def __call__(
        self,
        settings: SiteSettings,
        content: Path,
        prompts: Path,
        *,
        tell: Callable[[str], None] | None = None,
        only_plans: bool = False,
        shown: str | None = None,
        refresh: frozenset[str] = frozenset(),
    ) -> AbstractContextManager[Backend]:
        """A backend that keeps its answers under `content` and takes its wording from `prompts`.

        `tell` is where to say what is waited for; without it, what takes long is left to another
        build. With `only_plans` nothing is asked, and its report has the plan; with
        what would be sent for the episodes whose address holds `shown`. In the episodes of
        `refresh`, by address, what was written on other grounds is written anew.
        """


@contextmanager
def _open_extractive(
    settings: SiteSettings,
    content: Path,
    prompts: Path,
    *,
    tell: Callable[[str], None] | None = None,
    only_plans: bool = False,
    shown: str | None = None,
    refresh: frozenset[str] = frozenset(),
) -> Iterator[Backend]:
    yield Quoted()


def _open_openai(
    settings: SiteSettings,
    content: Path,
    prompts: Path,
    *,
    tell: Callable[[str], None] | None = None,
    only_plans: bool = False,
    shown: str | None = None,
    refresh: frozenset[str] = frozenset(),
) -> AbstractContextManager[Backend]:
    from .openai.backend import open_backend, open_planner

    if only_plans:
        return open_planner(settings.openai, content, prompts, shown, refresh)
    return open_backend(settings.openai, content, prompts, tell, refresh)


BACKENDS: Mapping[str, Open] = {"extractive": _open_extractive, "openai": _open_openai}
"""How to open each; what it needs is imported only then."""
