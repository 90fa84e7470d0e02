"""Stored answers that rest on a line that was taken down: deleted, be they in other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...language.hearing import hear
from ...model import Digest, Reading
from .passages import CitableLine, LinesByCue
from .prompts import Kind
from .spoken import Spoken
from .store import Store, hash_of


def forget_answers(store: Store, reading: Reading) -> None:
    """Delete what was answered about parts in which something was said that is taken down.

    An answer knows the hash of all that was spoken in its part; where no part says just that any
    more, it goes, unless it was used since: then no word of the line had reached its prompt. It is
    done once, so that what is asked later stays.
    """
    cues = reading.episode.transcript.cues
    taken = [(number, cues[number].text) for number in reading.episode.taken_down]
    if taken:
        said = frozenset(_speeches(reading))
        episode = reading.episode
        whole = speech_in_view(LinesByCue(hear(episode.transcript, episode.language)).all)
        store.forget(
            lambda each: each.speech not in said and not each.speech.startswith(whole),
            hash_of(taken),
        )


def speech_in_view(lines: Sequence[CitableLine]) -> str:
    """What the hash of speech begins with where the whole recording was in view."""
    return hash_of("whole", Spoken(lines).hash)[:16]


def forget_digest(store: Store, digest: Digest) -> None:
    """Delete what was answered for a digest of such episodes, save for what was used since."""
    if any(reading.episode.taken_down for reading in digest.readings):
        store.forget(lambda each: True)


def _speeches(reading: Reading) -> Iterator[str]:
    """The hash of what is spoken in each part that a model may be asked about."""
    episode = reading.episode
    speech = LinesByCue(hear(episode.transcript, episode.language))
    yield from _hashes(speech.all)
    yield hash_of(Kind.EPISODE, [line.shown for line in speech.all])
    segments = [each for chapter in reading.outline.chapters for each in chapter.segments]
    for start, first in enumerate(segments):
        for count, last in enumerate(segments[start:], start=1):  # as a model may group them
            lines = speech.within(first.first_cue, last.last_cue)
            yield from _hashes(lines)
            shown = [line.shown for line in lines]  # as it was told when lines counted
            yield hash_of(Kind.SEGMENT, shown)
            yield hash_of(Kind.CHAPTER, shown)
            yield hash_of(Kind.OUTLINE, count, shown)


def _hashes(lines: Sequence[CitableLine]) -> Iterator[str]:
    """The hash of what is spoken in some lines, for whatever may be asked about them."""
    words = Spoken(lines).hash
    for kind in Kind:
        yield hash_of(kind, words)
