"""Workers on a Dask cluster, for archives that one machine is too small for.

A cluster outlives programs: one that was started last week may have another version of this one,
or of a library, and would make other bytes. So each task carries the hash of the program that asks,
and a worker with another refuses, whenever it joined.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError
from functools import partial
from typing import Any

from .errors import ConfigError
from .program import program_hash
from .workers import Crew, Worked, Workers, work_packed

_PATIENCE = 20
"""Seconds that a scheduler and the first of its workers may take to answer."""


def on_cluster(scheduler: str, told: Callable[[float], None]) -> Workers:
    """The workers of the cluster whose scheduler has this address."""
    return Workers(partial(_connect, scheduler), told, near=False)


def _connect(scheduler: str) -> Crew:
    """Raises `ConfigError` where there are no workers, or none of use."""
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise _wrong(
            "executor: dask needs a package that is not installed",
            'install it: pip install "chapterwise[dask]"',
        ) from None
    try:
        client: Any = Client(scheduler, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError):  # also a time that is over
        raise _wrong(
            f"no Dask scheduler answers at {scheduler}",
            "start one with `dask scheduler`, or take `executor` out of site.yaml",
        ) from None
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
        threads = client.nthreads().values()
    except OSError:
        client.close()
        raise _wrong(
            f"the Dask scheduler at {scheduler} has no workers",
            f"start some with `dask worker {scheduler} --nthreads 1`",
        ) from None
    if max(threads) > 1:  # stemmers must not be used by two at once
        client.close()
        raise _wrong(
            f"workers at {scheduler} have several threads",
            f"start them with `dask worker {scheduler} --nworkers auto --nthreads 1`",
        )
    return Crew(
        executor=client.get_executor(),
        size=len(threads),
        gone=(KilledWorker, CancelledError, OSError),
        remedy="look at the workers' logs, and build again",
        work=partial(_work_alike, program_hash()),
        close=client.close,
    )


def _work_alike(program: str, packed: bytes) -> Worked:
    """What this program has packed. Raises `ConfigError` where another did."""
    if program != program_hash():
        raise _wrong(
            "a Dask worker runs another version of this program, of Python or of a library",
            "install the same there, and start the workers anew",
        )
    return work_packed(packed)


def _wrong(reason: str, remedy: str) -> ConfigError:
    return ConfigError(reason, path="site.yaml", remedy=remedy)
