"""The openai backend as the pipeline sees it: complete readings in, better ones out."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from anyio.from_thread import BlockingPortal, start_blocking_portal

from generator.config import ModelSettings
from generator.errors import BudgetError, PublishError
from generator.job import SUMMARIES
from generator.model import Digest, Library, Reading
from generator.summarizing import Report
from generator.summarizing.openai.asking import Account, Asker
from generator.summarizing.openai.client import Server
from generator.summarizing.openai.hierarchy import Author, condense_digest
from generator.summarizing.openai.prompts import load_prompts

_T = TypeVar("_T")


class Writer:
    """Rewrites readings by a model. See `generator.summarizing.Writer`.

    Its event loop runs in a thread of its own, so that it works whether or not the caller's thread
    runs one, as notebooks and browser tests do.
    """

    def __init__(self, asker: Asker, loop: BlockingPortal) -> None:
        self._asker = asker
        self._loop = loop

    @property
    def account(self) -> Account:
        """The books."""
        return self._asker.account

    def rewrite(
        self, readings: Sequence[Reading], advance: Callable[[], None]
    ) -> tuple[Reading, ...]:
        """Each reading in a model's words; `advance` after each."""
        with _room_to_write():
            rewritten = self._run(lambda: self._rewrite(readings, advance))
        self._stay_within_budget()
        return rewritten

    def condense(self, library: Library) -> Library:
        """The library with its digests in a model's words."""
        with _room_to_write():
            digests = self._run(lambda: self._condense(library))
        self._stay_within_budget()
        return replace(library, digests=digests)

    def report(self) -> Report:
        """What was done, for the end of a build."""
        account = self.account
        account.spent = self._asker.purse.spent
        return Report(notes=tuple(_notes(account)), problems=tuple(_problems(account)))

    def _run(self, work: Callable[[], Awaitable[_T]]) -> _T:
        """Do work in the loop; Ctrl-C cancels it."""
        future = self._loop.start_task_soon(work)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    async def _rewrite(
        self, readings: Sequence[Reading], advance: Callable[[], None]
    ) -> tuple[Reading, ...]:
        places = asyncio.Semaphore(self._asker.settings.concurrency + 1)

        async def rewrite(reading: Reading) -> Reading:
            async with places:
                better = await Author(reading, self._asker).rewrite()
            advance()
            return better

        return tuple(await asyncio.gather(*map(rewrite, readings)))

    async def _condense(self, library: Library) -> tuple[Digest, ...]:
        return tuple(
            await asyncio.gather(
                *(condense_digest(digest, self._asker) for digest in library.digests)
            )
        )

    def _stay_within_budget(self) -> None:
        purse = self._asker.purse
        if purse.exhausted:
            raise BudgetError(
                f"stopped at {purse.spent:.4f} of max_cost {self._asker.settings.max_cost}; "
                f"{self.account.asked} new answers are stored and will not be asked for again",
                remedy="raise openai.max_cost in site.yaml; `python -m generator plan` tells what "
                "the rest would cost",
            )


@contextmanager
def open_writer(settings: ModelSettings, content: Path, prompts: Path) -> Iterator[Writer]:
    """A writer whose answers are kept in `content`/summaries; one at a time for each content.

    Raises `ConfigError` where there is no key, or a file of `prompts` is missing.
    """
    texts = load_prompts(prompts)
    server = Server(settings)
    with _alone(content / SUMMARIES), start_blocking_portal() as loop:
        try:
            yield Writer(Asker(settings, texts, content / SUMMARIES, server), loop)
        finally:
            loop.call(server.close)


@contextmanager
def open_planner(settings: ModelSettings, content: Path, prompts: Path) -> Iterator[Writer]:
    """A writer that asks nothing and counts what it would ask."""
    asker = Asker(settings, load_prompts(prompts), content / SUMMARIES, None)
    with start_blocking_portal() as loop:
        yield Writer(asker, loop)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that a second build waits and then finds the first one's answers.

    The system releases it if this process dies.
    """
    with _room_to_write():
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / ".lock").open("w")
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def _room_to_write() -> Iterator[None]:
    """Say in words what keeps an answer from being stored: without that none is asked for."""
    try:
        yield
    except OSError as error:
        raise PublishError(
            f"answers cannot be stored: {error.strerror or error}",
            path=str(error.filename or ""),
            remedy="free space or change permissions; the old site still stands",
        ) from None


def _notes(account: Account) -> Iterator[str]:
    counts = {
        "asked": account.asked,
        "reused": account.reused,
        "repaired": account.repaired,
        "replaced": account.replaced,
        "unanswered": account.unanswered,
    }
    told = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    used = account.prompt_tokens + account.answer_tokens
    spent = f"; {used:,} tokens, {account.spent:.4f} spent" if used else ""
    yield f"Model: {told or 'nothing to ask'}{spent}"
    if account.outdated:
        yield f"{account.outdated} edited summaries are set aside: what they sum up has changed"


def _problems(account: Account) -> Iterator[str]:
    for file in account.broken:
        yield (
            f"summaries/{file}.json: is not JSON any more; what could be read was used, and your "
            f"version is kept as {file}.broken.json (mend it and put it back)"
        )
    if account.unanswered:
        yield (
            f"{account.unanswered} summaries are quoted, as no model answered: "
            f"{account.reasons[-1] if account.reasons else 'no reason given'} "
            "(build again to ask for them)"
        )
