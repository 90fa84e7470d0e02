"""Calls by the Batch API: at half the price, and within a day instead of at once.

Requests are held back until everything that is under way waits for one; then all of them go in one
batch, which is one level of the hierarchy of all episodes. Their answers let the next level be
asked. A build either waits for each batch or leaves what depends on it for the next build, which
finds it on record (submissions.py) and collects it: what was handed in is never asked for again.

One call is made at once before a first batch, unless the server's ways are known: it shows that
key, model and dialect are right before thousands of requests depend on them.

A line of a batch that brings no answer (an error, nothing, nonsense; a batch that expired) goes
into another batch, as often as a call would be repeated. An answer that fails the checks is asked
again by single calls, with the reason. A batch that the server refuses, or that somebody cancelled,
is not repeated in the same build, and the reason is reported.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import ledger, submissions, tokens
from .batch_server import BatchError, BatchServer, State
from .budget import BATCH_SHARE, Budget
from .client import (
    DeclinedError,
    GaveUpError,
    PostError,
    Reply,
    Server,
    TooLongError,
)
from .submissions import Submission

MOST_REQUESTS, MOST_BYTES = 50_000, 200_000_000
"""Of a file: https://platform.openai.com/docs/guides/batch"""
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 60.0
"""Seconds between two looks at a batch."""
IDLE_TURNS = 100
"""Turns of the event loop without a new request, after which all are taken to have come.

One that comes later goes into a batch of its own, which costs time and nothing else.
"""
TRIES = 3
"""How often a file is uploaded, a batch asked for, or a request put into a batch."""
FAILURES_TO_STOP_WAITING = 20
"""Looks in a row that may fail before a build leaves its batches to the next one."""


class PendingError(Exception):
    """The answer is to come by a batch, in a later build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What came of a request in batches."""

    reply: Reply | PostError
    posts: int
    """How many batches it was in."""
    batch: str
    """The id of the last."""
    cost: float


@dataclass(slots=True, kw_only=True)
class _Queued:
    """A request that waits for an answer."""

    place: str
    keys: Mapping[str, str]
    """By model."""
    messages: Sequence[dict[str, str]]
    schema: dict[str, Any]
    room: int
    """Most tokens of its answer; 0: as the settings say."""
    answer: asyncio.Future[tuple[Reply, str, float] | None]
    """A reply, its batch and what it cost; or None: to be asked by a single call."""
    reserved: float = 0.0
    """What is set aside for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Collected:
    """A batch that is over, with what it brought."""

    submission: Submission
    state: State
    lines: Mapping[str, dict[str, Any]]
    """By the request's key."""


@dataclass(slots=True)
class Batches:
    """The batches of a build."""

    most_answer_tokens: int
    server: Server
    remote: BatchServer
    budget: Budget
    summaries: Path
    """Where the record is kept."""
    submits: bool
    """Whether to make new batches, or only to collect those on record."""
    tell: Callable[[str], None] | None
    """Says what is waited for; None: nothing is waited for."""
    _open: dict[str, Submission] = field(default_factory=dict)
    """By uploaded file: all on record that may still bring answers."""
    _elsewhere: tuple[Submission, ...] = ()
    """On record, but of another server."""
    _collected: dict[str, _Collected] = field(default_factory=dict)
    """By uploaded file: those that ended in this build."""
    _by_key: dict[str, str] = field(default_factory=dict)
    """The uploaded file that each request is in whose answer was not used yet."""
    _looked_at: set[str] = field(default_factory=set)
    _queue: dict[str, list[_Queued]] = field(default_factory=dict)
    """By key for the first model; the same request may be made for two places."""
    _enqueued: int = 0
    _busy: int = 0
    _probed: bool = False
    _broken: BaseException | None = None
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _failures: int = 0
    """Looks at a batch that failed, in a row."""
    trouble: str = ""
    """Why the last look failed, if it did."""

    def __post_init__(self) -> None:
        """Read the record."""
        recorded = submissions.read(self.summaries)
        self._elsewhere = tuple(each for each in recorded if each.server != self.remote.address)
        for submission in recorded:
            if submission.server == self.remote.address:
                self._remember(submission)

    @property
    def waiting(self) -> tuple[Submission, ...]:
        """The batches whose answers have not come."""
        return tuple(self._open.values())

    async def reply(
        self,
        place: str,
        keys: Mapping[str, str],
        messages: Sequence[dict[str, str]],
        schema: dict[str, Any],
        room: int = 0,
    ) -> Arrival | None:
        """What batches bring for a request; None where it is to be asked by a single call.

        Raises `PendingError` where that will be known in a later build.
        """
        batch, cost = "", 0.0
        error = PostError("nothing came back")
        for posts in range(1, TRIES + 1):
            if not self.submits and self._file_of(keys) is None:
                return None
            try:
                answer = await self._enqueue(place, keys, messages, schema, room)
            except (TooLongError, DeclinedError, GaveUpError) as final:
                return Arrival(reply=final, posts=posts, batch=batch, cost=cost)
            except PostError as failed:
                error = failed
                continue
            if answer is None:
                return None
            reply, batch, cost = answer
            return Arrival(reply=reply, posts=posts, batch=batch, cost=cost)
        return Arrival(reply=error, posts=TRIES, batch=batch, cost=cost)

    @contextmanager
    def calling(self) -> Iterator[None]:
        """While the block runs, a single call is under way, and more requests may follow it."""
        self._busy += 1
        try:
            yield
        finally:
            self._busy -= 1

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Hand in and collect batches while the block runs."""
        driver = asyncio.create_task(self._drive())
        try:
            yield
        finally:
            driver.cancel()
            await asyncio.gather(driver, return_exceptions=True)

    def forget_collected(self) -> None:
        """Take the batches whose answers are stored off the record.

        Only to be called when everything that is wanted was asked for.
        """
        if self._collected:
            self._collected = {}
            self._save()

    async def _enqueue(
        self,
        place: str,
        keys: Mapping[str, str],
        messages: Sequence[dict[str, str]],
        schema: dict[str, Any],
        room: int = 0,
    ) -> tuple[Reply, str, float] | None:
        if self._broken:
            raise self._broken
        queued = _Queued(
            place=place,
            keys=keys,
            messages=messages,
            schema=schema,
            room=room,
            answer=asyncio.get_running_loop().create_future(),
        )
        self._queue.setdefault(next(iter(keys.values())), []).append(queued)
        self._enqueued += 1
        self._arrived.set()
        return await queued.answer

    async def _drive(self) -> None:
        """Bring answers to what is queued, for ever."""
        pause = FIRST_PAUSE
        try:
            while True:
                await self._wait_until_idle()
                if await self._collect() or self._probe():
                    pause = FIRST_PAUSE
                    continue  # what was released may come back with more
                await self._submit()
                if self.tell is None or self._failures > FAILURES_TO_STOP_WAITING:
                    self._release(self._queue, PendingError())
                elif self._queue:
                    await asyncio.sleep(pause)
                    pause = min(pause * 1.5, LONGEST_PAUSE)
        except BaseException as error:
            if not isinstance(error, asyncio.CancelledError):
                self._broken = error  # those who wait raise it, as nobody asks for the task's own
                self._release(self._queue, error)
            raise

    async def _wait_until_idle(self) -> None:
        """Wait until something is queued, and nothing more comes."""
        if not self._queue:
            self._arrived.clear()
            await self._arrived.wait()
        idle, seen = 0, self._enqueued
        while idle < IDLE_TURNS:
            await asyncio.sleep(0.02 if self._busy else 0)
            idle = idle + 1 if self._enqueued == seen and not self._busy else 0
            seen = self._enqueued

    async def _collect(self) -> bool:
        """Bring in what batches hold for what is queued; whether anything was released."""
        files = {self._file_of(group[0].keys): None for group in self._queue.values()}
        freed = False
        for file in [each for each in files if each is not None]:
            if file not in self._collected and (self.tell or file not in self._looked_at):
                self._looked_at.add(file)
                freed = await self._look_at(self._open[file]) or freed
            if file in self._collected:
                self._deliver(self._collected[file])
                freed = True
        return freed

    async def _look_at(self, submission: Submission) -> bool:
        """See whether a batch is over, and fetch what it brought; whether it came to nothing."""
        try:
            if not submission.batch:
                return not await self._make(submission, perhaps_made=True)
            state = await self.remote.state(submission.batch)
            if state.is_over:
                lines: dict[str, dict[str, Any]] = {}
                for name in state.files:
                    lines = await self.remote.fetch(name, submission.requests) | lines
                del self._open[submission.file]
                self._collected[submission.file] = _Collected(
                    submission=submission, state=state, lines=lines
                )
            elif self.tell:
                counts = f"{state.done} of {len(submission.requests)}"
                self.tell(f"batch {submission.batch}: {state.status}, {counts} answered")
        except BatchError as error:
            self.trouble = str(error)
            self._failures += 1
            if not error.final:
                return False
            self._release(self._of(submission.file), _unreachable(submission, error))
            return True
        self.trouble, self._failures = "", 0
        return False

    def _deliver(self, collected: _Collected) -> None:
        """Bring what a batch holds to what is queued for it."""
        submission, state = collected.submission, collected.state
        for primary, group in self._of(submission.file).items():
            key = group[0].keys[submission.model]
            outcome: tuple[Reply, str, float] | PostError
            if key in collected.lines:
                outcome = self._read(collected.lines[key], group[0], submission)
            elif state.status == "failed":
                outcome = GaveUpError(f"the batch {submission.batch} failed: {state.reason}")
            elif state.status == "cancelled":
                outcome = GaveUpError(f"the batch {submission.batch} was cancelled")
            else:
                outcome = PostError(f"the batch {submission.batch} came back without an answer")
            del self._by_key[key]
            self._release({primary: group}, outcome)

    def _read(
        self, line: Mapping[str, Any], queued: _Queued, submission: Submission
    ) -> tuple[Reply, str, float] | PostError:
        try:
            reply = self.remote.read(line, submission.model, queued.messages)
        except PostError as error:
            if isinstance(error, DeclinedError) and not error.model:  # refused by the server
                self.server.forget_dialect(submission.model)
                self._probed = False
            return error
        cost = BATCH_SHARE * self.budget.cost(reply.model, reply.prompt_tokens, reply.answer_tokens)
        return reply, submission.batch, cost

    def _probe(self) -> bool:
        """Let one request go to be asked by a single call, unless the server's ways are known."""
        fresh = self._fresh()
        if not fresh or self.server.proven:
            return False
        if self._probed:
            reason = f"no batch is made, as a first call failed: {self.server.trouble}"
            self._release(fresh, GaveUpError(reason))
        else:
            self._probed = True
            self._release(dict([next(iter(fresh.items()))]), None)
        return True

    async def _submit(self) -> None:
        """Hand in everything that is queued and in no batch, as far as it can be paid for."""
        model = self.server.proven
        chunk: dict[str, list[_Queued]] = {}
        lines: list[bytes] = []
        size = 0
        # Released only when the others are handed in: the build may end with those who hear of it.
        too_dear: dict[str, list[_Queued]] = {}
        for primary, group in self._fresh().items():
            queued = group[0]
            length = tokens.bound_of(queued.messages)
            room = queued.room or self.most_answer_tokens
            answer = self.server.limit(queued.messages, room)
            most = BATCH_SHARE * self.budget.cost(model, length, answer)
            if not self.budget.try_reserve(most):
                if self.tell is None or not (chunk or len(self._fresh()) < len(self._queue)):
                    too_dear[primary] = group
                continue
            queued.reserved = most
            line = self.remote.line(
                queued.keys[model], model, queued.messages, queued.schema, queued.room
            )
            if chunk and (len(chunk) == MOST_REQUESTS or size + len(line) > MOST_BYTES):
                await self._hand_in(model, chunk, lines)
                chunk, lines, size = {}, [], 0
            chunk[primary] = group
            lines.append(line)
            size += len(line)
        if chunk:
            await self._hand_in(model, chunk, lines)
        if too_dear:
            self.budget.exhausted = True
            self._release(too_dear, PendingError())

    async def _hand_in(
        self, model: str, chunk: Mapping[str, list[_Queued]], lines: Sequence[bytes]
    ) -> None:
        """Make a batch of these requests; let them go where that fails for sure."""
        try:
            file = await _retry(lambda: self.remote.upload(b"".join(lines)))
        except BatchError as error:
            self._release(chunk, _refused(error))
            return
        submission = Submission(
            batch="",
            file=file,
            server=self.remote.address,
            model=model,
            submitted=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            requests={group[0].keys[model]: group[0].place for group in chunk.values()},
        )
        self._remember(submission)
        self._save()
        if self.budget.most_month is not None:
            for group in chunk.values():
                queued = group[0]
                ledger.announce(self.summaries / ledger.NAME, queued.place, queued.reserved)
        with suppress(BatchError):  # then the next look, or the next build, finds out
            await self._make(submission, perhaps_made=False)

    async def _make(self, submission: Submission, *, perhaps_made: bool) -> bool:
        """Have the batch made that a record is about; False where the server refuses.

        Raises `BatchError` where it is not known whether it was made.
        """
        for attempt in range(1, TRIES + 1):
            made = ""
            try:
                if perhaps_made:
                    made = await self.remote.find(submission.file)
            except BatchError as error:
                self.trouble = str(error)
                if error.final or attempt == TRIES:
                    raise
            else:
                perhaps_made = True
                try:
                    made = made or await self.remote.create(submission.file)
                except BatchError as error:
                    self.trouble = str(error)
                    if error.final:
                        self._drop(submission, _refused(error))
                        return False
                    if attempt == TRIES:
                        raise
                else:
                    self._open[submission.file] = submission.model_copy(update={"batch": made})
                    self._save()
                    return True
            await asyncio.sleep(FIRST_PAUSE)
        return True

    def _drop(self, submission: Submission, reason: PostError) -> None:
        """A batch was never made: nothing is owed for it."""
        del self._open[submission.file]
        self._release(self._of(submission.file), reason)
        for key in submission.requests:
            self._by_key.pop(key, None)
        self._save()

    def _release(
        self,
        groups: Mapping[str, Sequence[_Queued]],
        outcome: tuple[Reply, str, float] | BaseException | None,
    ) -> None:
        """Bring an outcome to what is queued."""
        for primary, group in list(groups.items()):
            self._queue.pop(primary, None)
            cost = outcome[2] if isinstance(outcome, tuple) else 0.0
            if not isinstance(outcome, PendingError):
                if group[0].reserved:
                    self.budget.settle(group[0].reserved, cost)
                else:
                    self.budget.spent_before += cost
            for number, queued in enumerate(group):
                if queued.answer.done():
                    continue
                if isinstance(outcome, BaseException):
                    queued.answer.set_exception(outcome)
                elif isinstance(outcome, tuple) and number:
                    queued.answer.set_result((*outcome[:2], 0.0))  # paid for once
                else:
                    queued.answer.set_result(outcome)

    def _fresh(self) -> dict[str, list[_Queued]]:
        """What is queued and in no batch."""
        return {
            primary: group
            for primary, group in self._queue.items()
            if self._file_of(group[0].keys) is None
        }

    def _of(self, file: str) -> dict[str, list[_Queued]]:
        """What is queued and in one batch."""
        return {
            primary: group
            for primary, group in self._queue.items()
            if self._file_of(group[0].keys) == file
        }

    def _file_of(self, keys: Mapping[str, str]) -> str | None:
        return next((self._by_key[key] for key in keys.values() if key in self._by_key), None)

    def _remember(self, submission: Submission) -> None:
        self._open[submission.file] = submission
        self._by_key |= dict.fromkeys(submission.requests, submission.file)

    def _save(self) -> None:
        collected = (each.submission for each in self._collected.values())
        submissions.write(self.summaries, (*self._elsewhere, *collected, *self._open.values()))


async def _retry(call: Callable[[], Awaitable[str]]) -> str:
    """Make a call that may be repeated, a few times if need be."""
    for _ in range(TRIES - 1):
        try:
            return await call()
        except BatchError as error:
            if error.final:
                raise
        await asyncio.sleep(FIRST_PAUSE)
    return await call()


def _refused(error: BatchError) -> GaveUpError:
    """Why there is no batch."""
    remedy = " (this server has no Batch API: take `batch` out of site.yaml)"
    return GaveUpError(f"no batch could be made: {error}{remedy if error.unknown else ''}")


def _unreachable(submission: Submission, error: BatchError) -> GaveUpError:
    """Why what is in a batch cannot be had."""
    name = submission.batch or f"of {submission.file}"
    remedy = f"take it out of summaries/{submissions.NAME} to ask and pay for its answers anew"
    return GaveUpError(
        f"the batch {name} cannot be had: {error}{f' ({remedy})' if error.unknown else ''}"
    )
