"""Transcripts that lie in the store until somebody reads them.

Most of a build asks little of an episode that did not change: how many cues it has, when it ends,
who speaks. These facts are kept apart from the words, which are read only where a page or a stage
wants them: a rebuild neither reads nor holds the words of an archive.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from .language.choosing import sounds_like
from .language.words import is_shouted
from .model import Cue, Sound, Transcript

_HELD = 64
"""Transcripts whose words are in memory at once."""
_WORD = re.compile(r"[^\W_]+")
_TRUSTED_SPELLING = 3
"""How often a word must be spelled one way before a title follows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What every build asks of every transcript."""

    digest: str
    count: int
    timed: bool
    end: float | None
    voices: tuple[str, ...]
    language: str | None
    """As its file says."""
    sounds: str | None
    """The language that it seems to be in."""
    spellings: Mapping[str, str]
    """Words that are spelled with capitals, by how they are in small letters."""
    said: str
    """What tells its words from others, or ""."""

    @classmethod
    def of(cls, transcript: Transcript) -> Facts:
        """Those of a transcript whose words are at hand."""
        return cls(
            digest=transcript.digest,
            count=transcript.count,
            timed=transcript.timed,
            end=transcript.end,
            voices=transcript.voices,
            language=transcript.language,
            sounds=sounds_like(transcript.cues),
            spellings=_spellings(transcript),
            said=hash_of_words(cue.text for cue in transcript.cues),
        )


def facts_of(transcript: Transcript) -> Facts:
    """Those of a transcript, wherever its words are."""
    return transcript.facts if isinstance(transcript, StoredTranscript) else Facts.of(transcript)


def language_heard(transcript: Transcript) -> str | None:
    """The language that a transcript seems to be in; None where too few words tell."""
    if isinstance(transcript, StoredTranscript):
        return transcript.facts.sounds
    return sounds_like(transcript.cues)


def spellings_in(transcript: Transcript) -> Mapping[str, str]:
    """How a transcript spells words that it writes with capitals, by their small letters."""
    if isinstance(transcript, StoredTranscript):
        return transcript.facts.spellings
    return _spellings(transcript)


def words_said(transcript: Transcript) -> str:
    """A hash of the words of a transcript; "" where there are none."""
    if isinstance(transcript, StoredTranscript):
        return transcript.facts.said
    return hash_of_words(cue.text for cue in transcript.cues)


def hash_of_words(texts: Iterable[str]) -> str:
    """A short hash of texts, whatever their white space and capitals; "" where there are none."""
    text = " ".join(" ".join(texts).split()).casefold()
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12] if text else ""


def _spellings(transcript: Transcript) -> dict[str, str]:
    if is_shouted(cue.text for cue in transcript.cues):
        return {}
    spoken = Counter(word for cue in transcript.cues for word in _WORD.findall(cue.text))
    found: dict[str, str] = {}
    for word, count in spoken.most_common():
        if count >= _TRUSTED_SPELLING:
            found.setdefault(word.lower(), word)
    return {small: word for small, word in found.items() if small != word}


@lru_cache(maxsize=_HELD)
def words_of(stored: Stored, names: tuple[tuple[str, str], ...]) -> Transcript:
    """The whole of a stored transcript, its speakers called as `names` say; a few are held."""
    return stored.read().renamed(dict(names)) if names else stored.read()


class Stored(Hashable, Protocol):
    """Where the words of a transcript are; one that can be hashed, and sent to other processes."""

    def read(self) -> Transcript:
        """The whole of it."""


class StoredTranscript(Transcript):
    """A transcript of which the facts are at hand, and the words where somebody reads them."""

    __slots__ = ("_names", "_place", "facts")
    facts: Facts
    _place: Stored
    _names: tuple[tuple[str, str], ...]
    """What its speakers are called instead."""

    def __init__(
        self, place: Stored, facts: Facts, names: tuple[tuple[str, str], ...] = ()
    ) -> None:
        for name, value in (("_place", place), ("facts", facts), ("_names", names)):
            object.__setattr__(self, name, value)

    @property
    def cues(self) -> tuple[Cue, ...]:
        """Its cues, in order."""
        return words_of(self._place, self._names).cues

    @property
    def sounds(self) -> tuple[Sound, ...]:
        """What is heard between them."""
        return words_of(self._place, self._names).sounds

    @property
    def language(self) -> str | None:
        """BCP 47 tag where the file says it."""
        return self.facts.language

    @property
    def timed(self) -> bool:
        """Whether the cues carry times."""
        return self.facts.timed

    @property
    def count(self) -> int:
        """How many cues there are."""
        return self.facts.count

    @property
    def end(self) -> float | None:
        """Seconds at which the last of its cues ends; None where none says."""
        return self.facts.end

    @property
    def voices(self) -> tuple[str, ...]:
        """The names of those who speak, each once, in the order in which they are first heard."""
        return self.facts.voices

    @property
    def digest(self) -> str:
        """A hash of all that it holds."""
        return self.facts.digest

    def renamed(self, names: Mapping[str, str]) -> Transcript:
        """The same, with speakers called as `names` say."""
        own = {name: names[name] for name in self.voices if name in names}
        if not own:
            return self
        called = {**own, **{spelled: own.get(name, name) for spelled, name in self._names}}
        facts = replace(
            self.facts,
            digest=hashlib.sha256(repr((self.digest, sorted(own.items()))).encode()).hexdigest(),
            voices=tuple(dict.fromkeys(own.get(name, name) for name in self.voices)),
        )
        return StoredTranscript(self._place, facts, tuple(called.items()))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, StoredTranscript):
            return self.digest == other.digest
        return (
            isinstance(other, Transcript)
            and Transcript(cues=self.cues, sounds=self.sounds, language=self.language) == other
        )

    def __hash__(self) -> int:
        return hash((self.cues, self.sounds, self.language))

    def __repr__(self) -> str:
        return f"StoredTranscript({self.digest})"

    def __reduce__(self) -> tuple[object, ...]:
        return StoredTranscript, (self._place, self.facts, self._names)
