"""A file under content/ into the document that it holds, whatever its format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from . import documents
from .decoding import decode_with_doubt, is_binary
from .errors import InputError
from .files import read_regular
from .model import Document
from .parsers import foreign, parse
from .parsers.recalling import Recall, anew

_POINTER = "version https://git-lfs.github.com/spec/"
"""What stands in place of a file that Git LFS keeps elsewhere."""
TRANSCRIPT_SUFFIXES = frozenset({".vtt", ".srt"})
"""Files that claim to be transcripts: one that is not is an error, not a file to leave alone."""
HEAD = 64 * 1024
"""Bytes looked at to tell what a file is that holds no transcript."""


class Opened(NamedTuple):
    """What a file holds."""

    document: Document | None
    """None where it holds no transcript."""
    doubt: str = ""
    """The encoding that was guessed for it, where that is uncertain."""
    kind: str = ""
    """What else it is, as the end of a sentence."""
    empty: bool = False
    """Whether there is nothing in it."""


def open_file(path: Path, root: Path) -> Opened:
    """What a file within `root` holds.

    Raises `InputError` where it cannot be read, and as `read` does.
    """
    return read(path, read_regular(path, root))


def read(path: Path, data: bytes, recall: Recall = anew) -> Opened:
    """What the bytes of a file hold, its recordings as far as they cannot be recalled.

    Raises `InputError` where they are of a known format but broken, or stand for another file.
    """
    written = documents.text_of(data)
    if written is None and is_binary(data) and not claims_transcript(path):
        return Opened(None, kind=foreign.describe(path.name, data[:HEAD], None))
    text, doubt = decode_with_doubt(data) if written is None else (written, "")
    if text.startswith(_POINTER):
        raise InputError(
            "is a pointer of Git LFS, and not the file that it stands for",
            remedy="run `git lfs pull`; a workflow checks out with `lfs: true`",
        )
    document = parse(text, recall)
    if document is None:
        kind = foreign.describe(path.name, data[:HEAD], text)
        return Opened(None, doubt, kind, empty=not text.strip())
    return Opened(document, doubt)


Open = Callable[[Path, Path], Opened]
"""`open_file`, or what knows what files held before."""


def claims_transcript(path: Path) -> bool:
    """Whether a file's name says that it is a transcript."""
    return path.suffix.lower() in TRANSCRIPT_SUFFIXES
