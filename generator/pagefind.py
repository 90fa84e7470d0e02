"""Pagefind, asked as a service: a few pages in, the files of their index out.

Its own command line writes other bytes each time: it numbers pages in the order in which the file
system lists them, and writes languages in the order of a hash map that is seeded anew in each run.
So it is asked page by page, for one language (its stemmer is that of the most episodes, since it
has one a page). Nor does it tell when the disk is full; here, this program writes.
"""

from __future__ import annotations

import base64
import json
import signal
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Self, cast

from .errors import PublishError

_CHUNK = 1 << 16


class Pagefind:
    """Pagefind, which runs from when it is first asked until the block ends."""

    def __init__(self, language: str) -> None:
        """`language` is the one whose endings are taken off words, a BCP 47 tag."""
        self._language = language.lower().split("-")[0] or "unknown"
        self._held = ExitStack()
        self._service: subprocess.Popen[bytes] | None = None
        self._errors: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._held.close()

    def files(self, pages: Iterable[tuple[str, str]]) -> Mapping[str, bytes]:
        """The files of the index by name, as Pagefind makes them of pages by address.

        Raises `PublishError` where it fails, with its last words.
        """
        try:
            config = {"force_language": self._language}
            number = self._ask(type="NewIndex", config=config)["index_id"]
            for address, html in pages:
                self._ask(type="AddFile", index_id=number, url=address, file_contents=html)
            answer = self._ask(type="GetFiles", index_id=number)
            self._ask(type="DeleteIndex", index_id=number)
            return {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}
        except (EOFError, BrokenPipeError):
            reason = self._last_words()
        except (ValueError, KeyError, TypeError):
            reason = "its answer makes no sense"
        raise PublishError(f"Pagefind failed: {reason}", remedy="build again, or with --no-search")

    def _start(self) -> subprocess.Popen[bytes]:
        import pagefind_bin  # imported only when there is something to index

        self._errors = TemporaryFile()  # noqa: SIM115  # closed when the block ends
        self._held.callback(self._errors.close)
        try:
            service = subprocess.Popen(
                [str(pagefind_bin.get_executable()), "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
            )
        except OSError as error:
            raise PublishError(
                f"Pagefind cannot be run: {error}", remedy="install it, or build with --no-search"
            ) from None
        self._held.callback(_end, service)
        return service

    def _ask(self, **request: object) -> dict[str, Any]:
        """The answer to one request: both are JSON in Base64 with a comma after it.

        Raises `EOFError` or `BrokenPipeError` where Pagefind is gone, `PublishError` where it
        refuses.
        """
        self._service = service = self._service or self._start()
        assert service.stdin
        assert service.stdout
        message = json.dumps({"message_id": 0, "payload": request}).encode()
        service.stdin.write(base64.b64encode(message) + b",")
        service.stdin.flush()
        chunks = [b""]
        while not chunks[-1].endswith(b","):
            chunks.append(service.stdout.read1(_CHUNK))  # type: ignore[attr-defined]  # is buffered
            if not chunks[-1]:
                raise EOFError
        answer: dict[str, Any] = json.loads(base64.b64decode(b"".join(chunks)[:-1]))["payload"]
        if answer["type"] == "Error":
            raise PublishError(f"Pagefind failed: {answer['message']}")
        return answer

    def _last_words(self) -> str:
        """Why Pagefind is gone: the last line it said, or else how it ended."""
        code = cast("subprocess.Popen[bytes]", self._service).wait()
        errors = cast("BinaryIO", self._errors)
        errors.seek(0)
        lines = errors.read().decode("utf-8", "replace").split("\n")
        said = [line.strip() for line in lines if line.strip()]
        if said:
            return said[-1]
        if code < 0:
            return f"ended by {signal.Signals(-code).name}"
        return f"exit code {code}, no message"


def _end(service: subprocess.Popen[bytes]) -> None:
    service.kill()
    with suppress(BrokenPipeError):  # of what it was not there to read
        service.stdin.close()  # type: ignore[union-attr]  # is a pipe
    with service:
        pass
