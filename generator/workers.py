"""Who does the work that needs nothing but what it is given: this process, or several at once.

Whoever has such work looks up what is known and stores what comes of it; workers make values from
values. They see neither the store nor what other workers do, and what they make comes back in the
order in which it was asked for: how many there are changes no byte of a site.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from .errors import PublishError

if TYPE_CHECKING:  # most builds start no workers
    from concurrent.futures import Executor, Future

_T = TypeVar("_T")
_R = TypeVar("_R")

_AHEAD = 16
"""How many tasks of each worker are under way or wait for those before them: what they are made of
is in memory."""


Worked = tuple[list[Any], float]
"""What is made of some items, and how many seconds of a processor that took."""


class Crew(NamedTuple):
    """Workers that stand ready."""

    executor: Executor
    size: int
    """How many they are."""
    gone: tuple[type[Exception], ...]
    """What is raised when they are not there any more."""
    remedy: str
    """What to do then."""
    work: Callable[[bytes], Worked]
    """`work_packed`, or what looks about first."""
    close: Callable[[], object]


class Workers:
    """Do pure work, as many tasks at once as there are workers; with none, do it here."""

    def __init__(
        self,
        start: Callable[[], Crew] | None = None,
        told: Callable[[float], None] = lambda _: None,
        *,
        near: bool = True,
    ) -> None:
        """`start` is called when there is enough to do, and not before.

        `told` hears of the seconds of a processor that a task took elsewhere. They are `near` where
        they have the disk of this machine.
        """
        self.near = near
        self._start = start
        self._told = told
        self._held = ExitStack()
        self._crew: Crew | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    @property
    def several(self) -> bool:
        """Whether there may be others than this process."""
        return self._start is not None

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
        if self._crew is None:
            self._crew = self._start()
            self._held.callback(self._crew.close)
        return self._spread(self._crew, work, chain(first, waiting), together)

    def _spread(
        self, crew: Crew, work: Callable[[_T], _R], items: Iterator[_T], together: int
    ) -> Iterator[_R]:
        asked: deque[Future[Worked]] = deque()
        try:
            while True:
                while len(asked) < crew.size * _AHEAD and (some := list(islice(items, together))):
                    asked.append(crew.executor.submit(crew.work, pickle.dumps((work, some))))
                if not asked:
                    return
                made, seconds = asked.popleft().result()
                self._told(seconds)
                yield from made
        except crew.gone:
            raise PublishError(
                "processes that worked on this build were ended, perhaps for want of memory",
                remedy=crew.remedy,
            ) from None
        finally:
            for each in asked:
                each.cancel()


ALONE = Workers()
"""None besides this process."""


def on_this_machine(count: int, told: Callable[[float], None] = lambda _: None) -> Workers:
    """So many processes; with one, all is done in this one."""
    return Workers(partial(_processes, count), told) if count > 1 else ALONE


def _processes(count: int) -> Crew:
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

    pool = ProcessPoolExecutor(count)
    return Crew(
        executor=pool,
        size=count,
        gone=(BrokenExecutor,),
        remedy="build again with --jobs 1, which needs less",
        work=work_packed,
        close=pool.shutdown,
    )


def work_packed(packed: bytes) -> Worked:
    """What `Workers` have packed, done here."""
    began = sum(os.times()[:4])  # with those of programs that it runs, such as Pagefind
    work, items = pickle.loads(packed)
    return [work(item) for item in items], sum(os.times()[:4]) - began
