"""What a build is asked for, and what it reports: the two ends of the pipeline."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

SUMMARIES = "summaries"
"""Under content/: what a model wrote is kept there, so a build both reads and writes it."""
ADDRESSES = "addresses.json"
"""Under content/: who has which address; see `generator.addresses`."""

BackendName = Literal["extractive", "openai"]
"""What may write the summaries; see `generator.summarizing.BACKENDS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to build, as the command line says it."""

    content: Path
    output: Path
    templates: Path
    cache: Path
    """Where finished work is kept between builds."""
    processes: int = 1
    """How many may summarize at once."""
    backend: str | None = None
    """None: as site.yaml says."""
    base_url: str | None = None
    """None: as site.yaml says."""
    search: bool = True
    """Whether to build the search index."""
    index_later: bool = False
    """Whether the search index of the site that stands will do until another build."""
    ignore_chapters: bool = False
    """Whether to find chapters even where people listed some."""
    wait: bool = False
    """Whether to wait for answers that take hours, such as those of a batch."""
    no_fewer: bool = False
    """Whether to publish nothing where a recording is missing that was published before."""
    looks_only: bool = False
    """Whether the addresses under content/ are left as they are."""
    plans_only: bool = False
    """Whether a model is to be asked nothing."""
    refresh: tuple[str, ...] = ()
    """Episodes, by address or slug, whose stored answers are asked for anew where what they build
    on was changed since."""
    shown: str | None = None
    """Of which episodes a plan is to have what would be sent: part of their addresses."""
    prompts: Path | None = None
    """The wording of what a model is asked; None: that of the templates."""

    @property
    def themes(self) -> tuple[Path, ...]:
        """The folders of templates; where a site has any or static files, its own comes first."""
        if any((self.content / name).is_dir() for name in ("templates", "static")):
            return self.content / "templates", self.templates
        return (self.templates,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build did."""

    episodes: int
    speech: float
    """Seconds of speech in all timed episodes."""
    pages: int
    """HTML pages written."""
    left_alone: tuple[tuple[str, str], ...]
    """Files under content/ that are not used, each with the reason."""
    problems: tuple[str, ...]
    """One message for each input that could not be used."""
    notes: tuple[str, ...] = ()
    """What else there is to say, such as what a model was asked."""
    unanswered: tuple[str, ...] = ()
    """What a model could not be asked; it is worth building again with nothing changed."""
    pending: tuple[str, ...] = ()
    """What a model is still at work on, for another build to collect."""

    @property
    def fruitless(self) -> bool:
        """Whether there were files and not one episode came of them."""
        return not self.episodes and bool(self.left_alone)


class Progress(Protocol):
    """Where a build says what it is doing."""

    def stage(self, name: str, total: int = 0) -> AbstractContextManager[Callable[[], None]]:
        """A stage begins; call what it yields once for each of its `total` items."""

    def tell(self, message: str) -> None:
        """Something is taking long, and this is how far it is."""

    def took(self, source: str, seconds: float) -> None:
        """An input was read, in so many seconds of a processor's time."""

    def helped(self, seconds: float) -> None:
        """Another process did so many seconds of a processor's work."""


class Silence:
    """Progress that nobody hears of."""

    def stage(self, name: str, total: int = 0) -> AbstractContextManager[Callable[[], None]]:
        """Says nothing of a stage."""
        return nullcontext(lambda: None)

    def tell(self, message: str) -> None:
        """Says nothing."""

    def took(self, source: str, seconds: float) -> None:
        """Says nothing of an input."""

    def helped(self, seconds: float) -> None:
        """Says nothing of other processes."""


SILENT: Progress = Silence()
