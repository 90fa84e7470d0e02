"""Who does the work that needs nothing but what it is given: this process, or several at once.

Whoever has such work looks up what is known and stores what comes of it; workers make values from
values. They see neither the store nor what other workers do, and what they make comes back in the
order in which it was asked for: how many there are changes no byte of a site.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from .errors import PublishError

if TYPE_CHECKING:  # most builds start no workers
    from concurrent.futures import Executor, Future

_T = TypeVar("_T")
_R = TypeVar("_R")

_AHEAD = 16
"""How many tasks of each worker are under way or wait for those before them: what they are made of
is in memory."""


class Workers:
    """Do pure work, as many tasks at once as there are workers; with none, do it here."""

    def __init__(
        self,
        start: Callable[[], Executor] | None = None,
        count: int = 1,
        told: Callable[[float], None] = lambda _: None,
    ) -> None:
        """`start` starts `count` workers when there is enough to do, and is not called before.

        `told` hears of the seconds of a processor that a task took elsewhere.
        """
        self._start = start
        self._count = count
        self._told = told
        self._held = ExitStack()
        self._executor: Executor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def map(
        self, work: Callable[[_T], _R], items: Iterable[_T], *, worth: int, together: int = 1
    ) -> Iterator[_R]:
        """What `work` makes of each item, in order; fewer than `worth` of them are done here.

        `work` and the items are sent to another process, so many `together`. Raises what `work`
        raises, and `PublishError` where the workers are gone.
        """
        waiting = iter(items)
        first = list(islice(waiting, worth)) if self._start else []
        if len(first) < worth or not self._start:
            return map(work, chain(first, waiting))
        return self._spread(work, chain(first, waiting), together)

    def _spread(self, work: Callable[[_T], _R], items: Iterator[_T], together: int) -> Iterator[_R]:
        from concurrent.futures import BrokenExecutor

        executor = self._executor = self._executor or self._begin()
        asked: deque[Future[tuple[list[_R], float]]] = deque()
        try:
            while True:
                while len(asked) < self._count * _AHEAD and (some := list(islice(items, together))):
                    asked.append(executor.submit(_work, work, some))
                if not asked:
                    return
                made, seconds = asked.popleft().result()
                self._told(seconds)
                yield from made
        except BrokenExecutor:
            raise PublishError(
                "a process that this build had started was ended, perhaps for want of memory",
                remedy="build again with --jobs 1, which needs less",
            ) from None
        finally:
            for each in asked:
                each.cancel()

    def _begin(self) -> Executor:
        assert self._start
        executor = self._start()
        self._held.callback(executor.shutdown)
        return executor


ALONE = Workers()
"""None besides this process."""


def on_this_machine(count: int, told: Callable[[float], None] = lambda _: None) -> Workers:
    """So many processes; with one, all is done in this one."""
    return Workers(lambda: _processes(count), count, told) if count > 1 else ALONE


def _processes(count: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(count)


def _work(work: Callable[[_T], _R], items: Sequence[_T]) -> tuple[list[_R], float]:
    """What is made of some items, and how many seconds of a processor that took."""
    began = sum(os.times()[:4])  # with those of programs that it runs, such as Pagefind
    return [work(item) for item in items], sum(os.times()[:4]) - began
