"""Pagefind over the rendered pages: the index that the reader's browser searches.

Pagefind's own command line writes other bytes each time: it numbers pages in the order in which
the file system lists them, and writes filters, their values, sort orders and languages in the
order of a hash map that is seeded anew in each run (`build_indexes` in its `index/mod.rs`). So it
is asked as a service, page by page in the order of their names, and those four are put into order
before anything is written. Nor does it tell when the disk is full; here, this program writes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

import cbor2

from .errors import PublishError
from .unspaced import set_apart

INDEX_FOLDER = "pagefind"
_ENTRY = "pagefind-entry.json"
_MARK = b"pagefind_dcd"
"""What stands before all that Pagefind compresses."""
_CHUNK = 1 << 16


def index(folder: Path) -> None:
    """Index the HTML under `folder` into `folder/pagefind/`: the same bytes for the same pages.

    Raises `PublishError` where Pagefind fails, with its last words, and `OSError` where the index
    cannot be written.
    """
    files = _in_order(_ask_pagefind(folder))
    for name, content in files.items():
        path = folder / INDEX_FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _ask_pagefind(folder: Path) -> dict[str, bytes]:
    """The files of the index by name, as Pagefind makes them."""
    import pagefind_bin  # imported only when there is something to index

    with TemporaryFile() as errors:
        try:
            service = subprocess.Popen(
                [str(pagefind_bin.get_executable()), "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        except OSError as error:
            raise PublishError(
                f"Pagefind cannot be run: {error}", remedy="install it, or build with --no-search"
            ) from None
        with service:
            try:
                return dict(_converse(service, folder))
            except (EOFError, BrokenPipeError):
                reason = _last_words(service, errors)
            except (ValueError, KeyError):
                reason = "its answer makes no sense"
            finally:
                service.kill()
                with suppress(BrokenPipeError):  # of what it was not there to read
                    service.stdin.close()  # type: ignore[union-attr]  # is a pipe
    raise PublishError(f"Pagefind failed: {reason}", remedy="build again, or with --no-search")


def _converse(service: subprocess.Popen[bytes], folder: Path) -> Iterator[tuple[str, bytes]]:
    number = _ask(service, type="NewIndex", config={})["index_id"]
    for path in sorted(folder.rglob("*.html"), key=lambda path: path.relative_to(folder).parts):
        _ask(
            service,
            type="AddFile",
            index_id=number,
            file_path=path.relative_to(folder).as_posix(),
            file_contents=set_apart(path.read_text(encoding="utf-8", errors="replace")),
        )
    for file in _ask(service, type="GetFiles", index_id=number)["files"]:
        yield file["path"], base64.b64decode(file["content"])


def _ask(service: subprocess.Popen[bytes], **request: object) -> dict[str, Any]:
    """The answer to one request: both are JSON in Base64 with a comma after it.

    Raises `EOFError` or `BrokenPipeError` where Pagefind is gone, `PublishError` where it refuses.
    """
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


def _last_words(service: subprocess.Popen[bytes], errors: BinaryIO) -> str:
    """Why Pagefind is gone: the last line it said, or else how it ended."""
    code = service.wait()
    errors.seek(0)
    lines = errors.read().decode("utf-8", "replace").split("\n")
    said = [line.strip() for line in lines if line.strip()]
    if said:
        return said[-1]
    return f"ended by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}, no message"


def _in_order(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same index with all that a hash map shuffled in order, and named by what it holds now."""
    files = dict(files)
    entry = json.loads(files[_ENTRY])
    for language, about in sorted(entry["languages"].items()):
        contents = _unpack(files.pop(f"pagefind.{about['hash']}.pf_meta"))
        filters, sorts = contents[3:5]  # after the version, the pages and the words
        for one in filters:
            title, values = _unpack(files.pop(f"filter/{one[1]}.pf_filter"))
            packed = _pack([title, sorted(values)])
            one[1] = _name(language, packed)
            files[f"filter/{one[1]}.pf_filter"] = packed
        filters.sort()
        sorts.sort()
        packed = _pack(contents)
        about["hash"] = _name(language, packed)
        files[f"pagefind.{about['hash']}.pf_meta"] = packed
    files[_ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return files


def _name(language: str, packed: bytes) -> str:
    return f"{language}_{hashlib.sha256(packed).hexdigest()[:10]}"


def _unpack(packed: bytes) -> Any:  # noqa: ANN401  # as with JSON
    return cbor2.loads(gzip.decompress(packed).removeprefix(_MARK))


def _pack(value: object) -> bytes:
    return gzip.compress(_MARK + cbor2.dumps(value), mtime=0)
