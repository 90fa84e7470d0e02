"""Files under content/ that were opened before: what each holds, without the words.

A file is known by the hash of its bytes, which need not be read where it is known otherwise. What
it holds is kept in two parts: a small one that every build reads, and the words of each recording,
which are read where somebody asks for them, and parsed again where they are not there any more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from .cache import Cache, key_of
from .errors import PublishError
from .files import read_regular
from .model import Document, Recording, Transcript
from .opening import Opened, claims_transcript, open_file, read
from .transcripts import Facts, StoredTranscript

_TRANSCRIPT = TypeAdapter(Transcript)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words of a transcript are."""

    digest: str
    path: Path
    """The file that they are parsed from, should they not be in the store any more."""
    root: Path
    number: int
    """Of the recording in that file."""
    store: Cache = field(compare=False)

    def read(self) -> Transcript:
        """The whole of it. Raises `PublishError` where its file has changed meanwhile."""
        stored = self.store.find(_TRANSCRIPT, _key(self.digest))
        if stored is not None:
            return stored
        document = open_file(self.path, self.root).document
        recordings = document.recordings if document else ()
        found = recordings[self.number : self.number + 1]
        if not found or found[0].transcript.digest != self.digest:
            raise PublishError(
                "was changed while the site was built", path=str(self.path), remedy="build again"
            )
        return found[0].transcript


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a file holds, without the words."""

    document: Document
    facts: tuple[Facts, ...]
    """Of the transcript of each recording."""
    doubt: str


_KEPT = TypeAdapter(_Kept)


class Shelf:
    """Opens files, and knows what those hold that it opened before."""

    def __init__(self, store: Cache, known: Mapping[str, str] = MappingProxyType({})) -> None:
        """`known` are the SHA-256 of files under content/ that need not be read for it."""
        self._store = store
        self._known = known

    def open(self, path: Path, root: Path) -> Opened:
        """What a file within `root` holds; its transcripts are stored ones where they can be.

        Raises `InputError` as `open_file` does.
        """
        sha = self._known.get(path.relative_to(root).as_posix())
        if sha and (kept := self._find(path, sha)):
            return self._linked(kept, path, root)
        data = read_regular(path, root)
        sha = hashlib.sha256(data).hexdigest()  # of what was read, whatever is known
        if kept := self._find(path, sha):
            return self._linked(kept, path, root)
        opened = read(path, data)
        if opened.document:
            self._keep(_key_of_file(path, sha), opened.document, opened.doubt)
        kept = self._find(path, sha) if opened.document else None
        return self._linked(kept, path, root) if kept else opened

    def _find(self, path: Path, sha: str) -> _Kept | None:
        """What is known of a file of that hash, if its words are there too."""
        kept = self._store.find(_KEPT, _key_of_file(path, sha))
        return kept if kept and self._holds(kept) else None

    def _holds(self, kept: _Kept) -> bool:
        return all(self._store.has(_key(each.digest)) for each in kept.facts)

    def _keep(self, key: str, document: Document, doubt: str) -> None:
        """Store what a file holds, where JSON can hold it: not half of a surrogate pair."""
        recordings = document.recordings
        bare = tuple(replace(each, transcript=Transcript()) for each in recordings)
        kept = _Kept(
            replace(document, recordings=bare),
            tuple(Facts.of(each.transcript) for each in recordings),
            doubt,
        )
        with suppress(PydanticSerializationError):
            for each, facts in zip(recordings, kept.facts, strict=True):
                self._store.store(_key(facts.digest), _TRANSCRIPT.dump_json(each.transcript))
            self._store.store(key, _KEPT.dump_json(kept))

    def _linked(self, kept: _Kept, path: Path, root: Path) -> Opened:
        """What a file holds, its recordings with their transcripts."""
        recordings: list[Recording] = []
        for bare, facts in zip(kept.document.recordings, kept.facts, strict=True):
            place = Place(facts.digest, path, root, len(recordings), self._store)
            recordings.append(replace(bare, transcript=StoredTranscript(place, facts)))
        return Opened(replace(kept.document, recordings=tuple(recordings)), kept.doubt)


def _key_of_file(path: Path, sha: str) -> str:
    return key_of("opened", sha, str(claims_transcript(path)), by="shelf")


def _key(digest: str) -> str:
    return key_of("transcript", digest, by="model")
