"""The program as a process of its own, without the second that each takes to load what it needs.

One process has built a small site, and so has all of it loaded; it forks for each command that is
asked for. What a command does to its memory is gone with it, and it can be killed as any other.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from generator.places import ROOT

TALK = """WEBVTT

00:00.000 --> 00:06.000
The harbour office computed every tide with brass gears.

00:06.000 --> 00:12.000
Each gear stood for one pull of the moon or of the sun.
"""
BETWEEN = "\0"
"""Between the parts of what is asked for: a folder, a store of finished work, arguments."""


class Started:
    """A command that was started, as `subprocess.Popen` has it."""

    def __init__(self, told: socket.socket) -> None:
        self._told = told
        self._told.settimeout(120)
        self.pid = int(self._line())
        self.returncode: int | None = None
        self._one = threading.Lock()
        """Several may wait for the same end."""

    def _line(self) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            read = self._told.recv(1)
            if not read:
                raise EOFError("the process that starts others is gone")
            line += read
        return line

    def poll(self) -> int | None:
        """How it ended, if it has."""
        with self._one:
            if self.returncode is None and select.select([self._told], [], [], 0)[0]:
                self.returncode = int(self._line())
            return self.returncode

    def wait(self) -> int:
        """How it ended, when it has."""
        with self._one:
            if self.returncode is None:
                self.returncode = int(self._line())
            return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs."""
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


class Program:
    """The program, loaded."""

    def __init__(self, before: Sequence[str] = ()) -> None:
        """`before` is put before the command, as that which takes rights away."""
        self._folder = tempfile.TemporaryDirectory()
        self._address = str(Path(self._folder.name) / "socket")
        command = [*before, sys.executable, "-m", "tests.warm", self._folder.name]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert self._process.stdout
        assert self._process.stdout.readline() == b"ready\n"

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        with self._process:
            pass
        self._folder.cleanup()

    def start(
        self,
        *arguments: str | Path,
        folder: Path = ROOT,
        cache: Path | None = None,
        output: int = 1,
        errors: int = 2,
    ) -> Started:
        """Start a command in a folder; what it prints goes into these open files."""
        told = socket.socket(socket.AF_UNIX)
        told.connect(self._address)
        asked = BETWEEN.join([str(folder), str(cache or ""), *map(str, arguments)])
        socket.send_fds(told, [os.fsencode(asked)], [output, errors])
        told.shutdown(socket.SHUT_WR)
        return Started(told)

    def run(
        self, *arguments: str | Path, folder: Path = ROOT, cache: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
            files = {"output": output.fileno(), "errors": errors.fileno()}
            code = self.start(*arguments, folder=folder, cache=cache, **files).wait()
            for stream in (output, errors):
                stream.seek(0)
            return subprocess.CompletedProcess(arguments, code, output.read(), errors.read())


def serve(folder: Path) -> None:
    """Load the program, and fork for each command that is asked for."""
    import openai  # noqa: F401  # what builds by a model load late
    from click.testing import CliRunner

    from generator import cli
    from generator.summarizing.openai import backend  # noqa: F401

    cli.CACHE = folder / "cache"
    (folder / "content").mkdir()
    (folder / "content/tides.vtt").write_text(TALK)
    options = ["--no-search", "--jobs", "1", "--content", str(folder / "content")]
    built = CliRunner().invoke(cli.main, ["build", *options, "--output", str(folder / "site")])
    assert built.exit_code == 0, built.output
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "socket"))
        listening.listen(16)
        print("ready", flush=True)
        while True:
            told, _ = listening.accept()
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            if os.fork() == 0:
                listening.close()
                watch(told)
            told.close()


def watch(told: socket.socket) -> None:
    """Start a command, and tell its number and how it ended."""
    asked, files, _, _ = socket.recv_fds(told, 1 << 16, 2)
    child = os.fork()
    if child == 0:
        told.close()
        for number, file in enumerate(files, start=1):
            os.dup2(file, number)
        command(*os.fsdecode(asked).split(BETWEEN))
    told.sendall(f"{child}\n".encode())
    told.sendall(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n".encode())
    os._exit(0)


def command(folder: str, cache: str, *arguments: str) -> None:
    """Be the program that was called with these arguments."""
    from generator import cli

    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(folder)
    if cache:
        cli.CACHE = Path(cache)
    code: object = 1
    try:
        cli.main(list(arguments))
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 0 if code is None else 1)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
