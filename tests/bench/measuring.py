"""What a command costs: seconds on the wall and of the processors, and memory."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

_LOOK_SECONDS = 0.25
"""How often memory is looked at."""
_REST = 30
"""How many times as long as such a look took there is none: much memory takes long to look at."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one run of a command took."""

    wall: float
    cpu: float
    """Seconds of the processors, of all processes that it started."""
    memory: float | None = None
    """Megabytes at the most, of all of them; None where the system does not tell."""
    said: str = ""

    def as_json(self) -> dict[str, object]:
        """All but what was said."""
        return {name: value for name, value in asdict(self).items() if name != "said"}


def environment(**more: str) -> dict[str, str]:
    """That of a command as whoever uses it has it: Python keeps what it compiled."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | more


def run(command: tuple[str, ...], folder: Path, variables: Mapping[str, str], failed: int) -> Cost:
    """Run a command in a folder to its end.

    Raises `RuntimeError` with its last words where its exit code is `failed` or more.
    """
    before = os.times()
    with (
        subprocess.Popen(
            command,
            cwd=folder,
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process,
        _memory_of(process.pid) as seen,
    ):
        said = process.communicate()[0]
    after = os.times()
    if not 0 <= process.returncode < failed:
        raise RuntimeError(f"{' '.join(command)}: {said[-500:]}")
    return Cost(
        wall=after.elapsed - before.elapsed,
        cpu=sum(after[2:4]) - sum(before[2:4]),
        memory=max(seen, default=None),
        said=said,
    )


@contextmanager
def _memory_of(process: int) -> Iterator[list[float]]:
    """Megabytes of a process and all that it started, looked at while the block runs."""
    seen: list[float] = []
    done = threading.Event()

    def look() -> None:
        took = 0.0
        while not done.wait(max(_LOOK_SECONDS, _REST * took)):
            began = time.thread_time()
            if now := sum(map(_memory, _tree(process))):
                seen.append(now)
            took = time.thread_time() - began

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def _tree(process: int) -> Iterator[int]:
    yield process
    with suppress(OSError):  # it has ended, or the system has no such files
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from _tree(int(child))


def _memory(process: int) -> float:
    """Megabytes that a process has; of what it shares with others, its part."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
