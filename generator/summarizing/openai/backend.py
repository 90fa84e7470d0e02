"""The openai backend as the pipeline sees it: complete readings in, better ones out."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from anyio.from_thread import BlockingPortal, start_blocking_portal

from ...config import ModelSettings
from ...errors import PublishError
from ...files import UNFINISHED
from ...job import SUMMARIES
from ...locking import hold
from ...model import Digest, Library, Reading
from ...places import COMMAND
from .. import Plan, Report
from . import contexts, dialects, ledger, submissions
from .batch_server import BatchServer
from .batching import Batches, PendingError
from .budget import Budget
from .client import Server, split_address
from .digests import Editor
from .prompts import load_prompts
from .requester import MOST_BUILDS, Account, Requester
from .second_reading import read_again
from .whole import author_of

OPENAI = "https://api.openai.com/v1/"
"""Where the SDK asks unless it is told otherwise."""

_T = TypeVar("_T")


class ModelBackend:
    """Rewrites readings by a model. See `generator.summarizing.Backend`.

    Its event loop runs in a thread of its own, so that it works whether or not the caller's thread
    runs one, as notebooks and browser tests do.
    """

    asks = True

    def __init__(
        self,
        requester: Requester,
        loop: BlockingPortal,
        server: Server | None = None,
        reader: Requester | None = None,
    ) -> None:
        self._requester = requester
        self._reader = reader
        self._loop = loop
        self._server = server

    @property
    def account(self) -> Account:
        """The books."""
        return self._requester.account

    def summarize(
        self, readings: Sequence[Reading], advance: Callable[[], None]
    ) -> tuple[Reading, ...]:
        """Each reading in a model's words; `advance` after each."""
        with _room_to_write():
            return self._run(lambda: self._rewrite(readings, advance))

    def condense(self, library: Library) -> Library:
        """The library with its digests in a model's words."""
        with _room_to_write():
            digests = self._run(lambda: self._condense(library))
        return replace(library, digests=digests)

    def report(self) -> Report:
        """What was done, for the end of a build."""
        account = self.account
        account.spent = self._requester.budget.spent + self._requester.budget.spent_before
        return Report(
            notes=(*_notes(account), *_lessons(self._server)),
            problems=(*_problems(account), *_unknown(self._server), *self._money()),
            pending=(*_pending(account, self._requester.batches), *_failed(account)),
            plan=Plan(
                calls=tuple(account.planned),
                stored=dict(account.stored),
                submitted=dict(account.submitted),
                by_batch=account.by_batch,
                again=self._requester.asked_again(),
                unpriced=self._requester.unpriced,
                pairs=tuple(account.pairs),
            ),
        )

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
        # with batches everything is held back until all of it is known
        most = len(readings) if self._requester.batches else self._requester.settings.concurrency
        places = asyncio.Semaphore(most + 1)

        async def rewrite(reading: Reading) -> Reading:
            async with places:
                author = author_of(reading, self._requester)
                try:
                    reading = await author.rewrite()
                    if self._reader:
                        reading = await read_again(reading, self._reader)
                except PendingError:
                    self.account.pending.add(str(reading.id))
            advance()
            return reading

        async with self._batching():
            return tuple(await asyncio.gather(*map(rewrite, readings)))

    async def _condense(self, library: Library) -> tuple[Digest, ...]:
        async with self._batching():
            digests = await Editor(self._requester).write(library.digests)
        if self._requester.batches and not self._requester.budget.exhausted:
            self._requester.batches.forget_collected()
        return digests

    def _batching(self) -> AbstractAsyncContextManager[None]:
        batches = self._requester.batches
        return batches.working() if batches else nullcontext()

    def _money(self) -> Iterator[str]:
        """What was not asked because of what it might have cost."""
        budget, settings, account = self._requester.budget, self._requester.settings, self.account
        if not budget.exhausted:
            return
        if budget.reached == "max_cost_month":
            spent = f"{budget.spent_month + budget.spent:.4f} of max_cost_month "
            limit = f"{spent}{settings.max_cost_month}"
            remedy = "raise openai.max_cost_month in site.yaml, or build again next month"
        else:
            limit = f"{budget.spent:.4f} of max_cost {settings.max_cost}"
            remedy = "build again, which may spend as much again, or raise openai.max_cost"
        yield (
            f"{account.unpaid + account.held} summaries are quoted, as the money is at its end: "
            f"{limit} ({remedy}; what is answered is stored and paid for, and `{COMMAND} "
            "plan` tells what the rest would cost)"
        )


@contextmanager
def open_backend(
    settings: ModelSettings,
    content: Path,
    prompts: Path,
    tell: Callable[[str], None] | None = None,
    refresh: frozenset[str] = frozenset(),
) -> Iterator[ModelBackend]:
    """A backend whose answers are kept in `content`/summaries; one at a time for each content.

    With `tell` it waits for batches, and says so there from time to time; without, it leaves them
    to a later build. Raises `ConfigError` where there is no key, a file of `prompts` is missing, or
    the record of batches is damaged.
    """
    texts = load_prompts(prompts)
    summaries = content / SUMMARIES
    server = Server(settings, summaries)
    with _alone(summaries), start_blocking_portal() as loop:
        budget = _budget(settings, summaries)  # what another build spent is on record only now
        batches = None
        if settings.batch or submissions.read(summaries):
            batches = Batches(
                most_answer_tokens=settings.answer_tokens,
                server=server,
                remote=BatchServer(server, settings),
                budget=budget,
                summaries=summaries,
                submits=settings.batch,
                tell=tell,
            )
        loop.call(contexts.ask_contexts, settings, summaries, server.client)
        context = contexts.settled_context(settings, summaries, str(server.client.base_url))
        requester = Requester(settings, texts, summaries, server, batches, budget, context)
        others = ExitStack()
        try:
            requester.refresh = refresh
            reader = _reader(requester, content, loop, others)
            yield ModelBackend(requester, loop, server, reader)
        finally:
            others.close()
            loop.call(server.close)


def _reader(
    requester: Requester, content: Path, loop: BlockingPortal, others: ExitStack
) -> Requester | None:
    """Who asks for the second reading: the same, or one of another model on the same books."""
    settings = requester.settings
    if settings.checker in ("", settings.order[0]):
        return requester if settings.checker else None
    own = settings.model_copy(update={"model": settings.checker, "models": (), "batch": False})
    summaries = content / SUMMARIES
    server = None if requester.only_plans else Server(own, summaries)
    context = requester.context
    if server:
        others.callback(loop.call, server.close)
        loop.call(contexts.ask_contexts, own, summaries, server.client)
        context = contexts.settled_context(own, summaries, str(server.client.base_url))
    reader = Requester(
        own, requester.prompts, summaries, server, budget=requester.budget, context=context
    )
    reader.account, reader.shown = requester.account, requester.shown
    return reader


@contextmanager
def open_planner(
    settings: ModelSettings,
    content: Path,
    prompts: Path,
    shown: str | None = None,
    refresh: frozenset[str] = frozenset(),
) -> Iterator[ModelBackend]:
    """A backend that asks nothing and counts what it would ask.

    Of the files whose names hold `shown` its plan has the messages too.
    """
    summaries = content / SUMMARIES
    address, _ = split_address(settings.base_url or os.environ.get("OPENAI_BASE_URL") or OPENAI)
    context = contexts.settled_context(settings, summaries, f"{address.rstrip('/')}/")
    requester = Requester(settings, load_prompts(prompts), summaries, None, context=context)
    requester.shown = shown
    requester.refresh = refresh
    with start_blocking_portal() as loop, ExitStack() as others:
        yield ModelBackend(requester, loop, reader=_reader(requester, content, loop, others))


def _budget(settings: ModelSettings, summaries: Path) -> Budget:
    """What this build may spend, after what others did this month."""
    most_month, spent = settings.max_cost_month, 0.0
    if most_month is not None:
        spent = ledger.spent_in(summaries / ledger.NAME, ledger.now()[:7])
    return Budget(settings.prices, settings.max_cost, most_month, spent)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder, so that a second build waits and then finds the first one's answers.

    The system releases it if this process dies. What a process that died left half-written is
    removed. A file system that locks no folders (NFS) is used unlocked.
    """
    release = None
    while release is None:  # somebody may put another folder here
        with _room_to_write():
            folder.mkdir(parents=True, exist_ok=True)
            release = hold(folder, wait=True)
    try:
        for path in folder.rglob(f".*.{UNFINISHED}"):
            with suppress(OSError):
                path.unlink()
        yield
    finally:
        release()


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
        "not asked": account.held + account.unpaid,
        "given up": account.left,
    }
    told = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    used = account.prompt_tokens + account.answer_tokens
    spent = f"; {used:,} tokens{_kept(account)}, {account.spent:.4f} spent" if used else ""
    yield f"Model: {told or 'nothing to ask'}{spent}"
    for name, before, after in account.rewritten:
        yield f"Written anew: {name}"
        yield from (f"  - {text}" for text in before if text not in after)
        yield from (f"  + {text}" for text in after if text not in before)
    if account.outdated:
        yield f"{account.outdated} edited summaries are set aside: what they sum up has changed"


def _kept(account: Account) -> str:
    """What a provider's cache brought, if anything."""
    if not account.cached_tokens:
        return ""
    saved = f", {account.saved:.4f} saved" if account.saved else ""
    return f" ({account.cached_tokens:,} of them from the provider's cache{saved})"


def _problems(account: Account) -> Iterator[str]:
    for file in account.broken:
        yield (
            f"summaries/{file}.json: is not JSON any more; what could be read was used, and your "
            f"version is kept as {file}.broken.json (mend it and put it back)"
        )
    if account.unanswered:
        yield (
            f"{account.unanswered + account.held} summaries are quoted, as no model answered: "
            f"{account.reasons[-1] if account.reasons else 'no reason given'} "
            "(build again to ask for them)"
        )

    if account.too_long:
        reason = account.too_long_reason or "as it said in an earlier build"
        yield (
            f"{account.too_long} summaries are quoted, as even a short part is too long for the "
            f"model's server: {reason} (set openai.context to the tokens that it takes)"
        )


def _lessons(server: Server | None) -> Iterator[str]:
    for lesson in server.lessons if server else ():
        yield f"Learned how to ask {lesson} (remembered in {SUMMARIES}/{dialects.NAME})"


def _unknown(server: Server | None) -> Iterator[str]:
    for model in server.unknown if server else ():
        yield f"site.yaml: openai.models: the server has no model {model!r} (correct or remove it)"


def _failed(account: Account) -> Iterator[str]:
    if account.replaced:
        yield (
            f"{account.replaced} summaries are quoted, as no answer was good enough (build again "
            f"to ask once more; {MOST_BUILDS} builds do)"
        )


def _pending(account: Account, batches: Batches | None) -> Iterator[str]:
    waiting = batches.waiting if batches else ()
    if not account.pending or batches is None or not waiting:
        return
    names = ", ".join(each.batch or each.file for each in waiting[:3])
    digests = sum(file.startswith("digests/") for file in account.pending)
    yield (
        f"{sum(len(each.requests) for each in waiting)} requests in "
        f"{len(waiting)} {'batch' if len(waiting) == 1 else 'batches'} "
        f"({names}{', ...' if len(waiting) > 3 else ''}); until they are answered, "
        f"{len(account.pending) - digests} episodes and {digests} digests are quoted "
        "(build again to collect them, or with --wait)"
        + (f"; the last look failed: {batches.trouble}" if batches.trouble else "")
    )
