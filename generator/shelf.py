"""Files under content/ that were opened before: what each holds, without the words.

A file is known by the hash of its bytes, which need not be read where it is known otherwise. What
it holds is kept in two parts: a small one that every build reads, and the words of each recording,
which are read where somebody asks for them, and parsed again where they are not there any more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path
from types import MappingProxyType

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from .cache import Cache, key_of
from .errors import InputError, PublishError
from .files import read_regular
from .model import Document, Recording, Transcript
from .opening import Opened, claims_transcript, open_file, read
from .transcripts import Facts, StoredTranscript, facts_of
from .workers import Workers

_WORTH_WORKERS = 16
"""Fewer files than this are parsed sooner than processes are started."""
_TOGETHER = 4
"""Files that a worker gets at once."""
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

    def __reduce__(self) -> tuple[object, ...]:
        """Other processes get the words themselves."""
        body = self.store.load(_key(self.digest))
        return _Sent, (self.digest, body or _TRANSCRIPT.dump_json(self.read()))


@dataclass(frozen=True, slots=True)
class _Sent:
    """The words of a transcript, not parsed yet."""

    digest: str
    body: bytes = field(compare=False)

    def read(self) -> Transcript:
        """The whole of it."""
        return _TRANSCRIPT.validate_json(self.body)


@dataclass(frozen=True, slots=True)
class Shelved:
    """What a file holds, without the words."""

    document: Document
    facts: tuple[Facts, ...]
    """Of the transcript of each recording."""
    doubt: str


_SHELVED = TypeAdapter(Shelved)
_PART = TypeAdapter(tuple[Recording, Facts])
_Bodies = tuple[bytes, tuple[tuple[str, bytes], ...]]
"""What is stored of a file, and of each of its transcripts by digest."""
_NOTHING: _Bodies = b"", ()


class Shelf:
    """Opens files, and knows what those hold that it opened before."""

    def __init__(
        self,
        store: Cache,
        known: Mapping[str, str] = MappingProxyType({}),
        held: Mapping[str, Shelved] = MappingProxyType({}),
    ) -> None:
        """`known` are the SHA-256 of files under content/ that need not be read for it.

        `held` is what another one found in the store, by key.
        """
        self.found: dict[str, Shelved] = {}
        """What this one found there."""
        self._held = held
        self._store = store
        self._known = known
        self._foreign: dict[tuple[Path, str], Opened] = {}
        """What workers found to be no transcripts, by path and hash."""

    def fill(self, root: Path, names: Iterable[str], workers: Workers) -> None:
        """Let workers parse those of the known files called `names` that are new.

        Where one cannot be read, whoever opens it is told.
        """
        new = [
            root / name
            for name in names
            if not self._store.has(_key_of_file(root / name, self._known[name]))
        ]
        if len(new) >= _WORTH_WORKERS:
            read = ((path, data) for path in new if (data := _read(path, root)))
            for path, sha, made in workers.map(
                _parse, read, worth=_WORTH_WORKERS, together=_TOGETHER
            ):
                if isinstance(made, Opened):
                    self._foreign[path, sha] = made
                else:
                    self._keep(_key_of_file(path, sha), made)

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
        recall = partial(self._recall, path, root, count())
        opened = self._foreign.get((path, sha)) or read(path, data, recall)
        if opened.document:
            self._keep(_key_of_file(path, sha), _bodies(opened.document, opened.doubt))
        kept = self._find(path, sha) if opened.document else None
        return self._linked(kept, path, root) if kept else opened

    def _recall(
        self,
        path: Path,
        root: Path,
        numbers: Iterator[int],
        made_of: Sequence[str],
        make: Callable[[], Recording],
    ) -> Recording:
        """The next recording of a file with many, without the words where these are stored."""
        number, key = next(numbers), key_of("recording", *made_of, by="shelf")
        kept, made = self._store.find(_PART, key), None
        if kept is None:
            made = make()
            kept = replace(made, transcript=Transcript()), Facts.of(made.transcript)
            with suppress(PydanticSerializationError):  # as half of a surrogate pair
                self._store.store(_key(kept[1].digest), _TRANSCRIPT.dump_json(made.transcript))
                self._store.store(key, _PART.dump_json(kept))
        bare, facts = kept
        if not self._store.has(_key(facts.digest)):
            return made or make()
        place = Place(facts.digest, path, root, number, self._store)
        return replace(bare, transcript=StoredTranscript(place, facts))

    def _find(self, path: Path, sha: str) -> Shelved | None:
        """What is known of a file of that hash, if its words are there too."""
        key = _key_of_file(path, sha)
        kept = self._held.get(key) or self._store.find(_SHELVED, key)
        if not kept or not self._holds(kept):
            return None
        self.found[key] = kept
        return kept

    def _holds(self, kept: Shelved) -> bool:
        return all(self._store.has(_key(each.digest)) for each in kept.facts)

    def _keep(self, key: str, bodies: _Bodies) -> None:
        """Store what a file holds, the part that makes it known last."""
        kept, transcripts = bodies
        for digest, body in transcripts:
            self._store.store(_key(digest), body)
        if kept:
            self._store.store(key, kept)

    def _linked(self, kept: Shelved, path: Path, root: Path) -> Opened:
        """What a file holds, its recordings with their transcripts."""
        recordings: list[Recording] = []
        for bare, facts in zip(kept.document.recordings, kept.facts, strict=True):
            place = Place(facts.digest, path, root, len(recordings), self._store)
            recordings.append(replace(bare, transcript=StoredTranscript(place, facts)))
        return Opened(replace(kept.document, recordings=tuple(recordings)), kept.doubt)


def _read(path: Path, root: Path) -> bytes:
    """The bytes of a file; none where it cannot be read."""
    try:
        return read_regular(path, root)
    except InputError:
        return b""


def _parse(file: tuple[Path, bytes]) -> tuple[Path, str, _Bodies | Opened]:
    """What is stored of a file, with its hash; else why it is no transcript."""
    path, data = file
    sha = hashlib.sha256(data).hexdigest()
    try:
        opened = read(path, data)
    except Exception:  # it is opened again behind the barrier that says what is wrong with it
        return path, sha, _NOTHING
    return path, sha, _bodies(opened.document, opened.doubt) if opened.document else opened


def _bodies(document: Document, doubt: str) -> _Bodies:
    """What is stored of a file, where JSON can hold it: not half of a surrogate pair."""
    recordings = document.recordings
    bare = tuple(replace(each, transcript=Transcript()) for each in recordings)
    facts = tuple(map(facts_of, (each.transcript for each in recordings)))
    kept = Shelved(replace(document, recordings=bare), facts, doubt)
    try:
        return _SHELVED.dump_json(kept), tuple(
            (fact.digest, _TRANSCRIPT.dump_json(each.transcript))
            for fact, each in zip(facts, recordings, strict=True)
            if not isinstance(each.transcript, StoredTranscript)
        )
    except PydanticSerializationError:
        return _NOTHING


def _key_of_file(path: Path, sha: str) -> str:
    return key_of("opened", sha, str(claims_transcript(path)), by="shelf")


def _key(digest: str) -> str:
    return key_of("transcript", digest, by="model")
