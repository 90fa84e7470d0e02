"""Several files of one recording, of which one is enough.

Whisper writes `talk.json`, `talk.srt`, `talk.tsv`, `talk.txt` and `talk.vtt`, downloaders a file in
each format that a video has. They share a name and their words; the richest of them is the episode.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from .language.choosing import split_name
from .model import Episode

_ALIKE = 0.7
"""Share of the words of the shorter file that the other must have."""
_ORDER = (".json", ".vtt", ".srt", ".ttml", ".tsv", ".csv", ".md", ".txt")
"""What is taken of equals."""


def same_recordings(episodes: Iterable[Episode]) -> dict[str, str]:
    """The files that say nothing beyond another, by their paths, each with the path of that one."""
    by_source: dict[str, list[Episode]] = defaultdict(list)
    for episode in episodes:
        by_source[episode.source].append(episode)
    groups: dict[tuple[str, str], list[Episode]] = defaultdict(list)
    for source, those in by_source.items():
        if len(those) == 1:
            path = PurePosixPath(source)
            groups[str(path.parent), split_name(path.stem)[0]].append(those[0])
    return {
        poorer: richer
        for group in groups.values()
        if len(group) > 1
        for poorer, richer in _poorer(group)
    }


def _poorer(group: Sequence[Episode]) -> Iterable[tuple[str, str]]:
    """Those of one name that another has the words of, the richest being kept."""
    kept: list[tuple[Episode, Counter[str]]] = []
    for episode in sorted(group, key=_rank):
        words = _words(episode)
        richer = next((other.source for other, those in kept if _alike(words, those)), None)
        if richer:
            yield episode.source, richer
        else:
            kept.append((episode, words))


def _rank(episode: Episode) -> tuple[object, ...]:
    """Its place among files of one recording: with times first, then with speakers."""
    cues = episode.transcript.cues
    suffix = PurePosixPath(episode.source).suffix.lower()
    return (
        not episode.transcript.timed,
        not any(cue.speaker for cue in cues),
        episode.transcript.language is None,
        _ORDER.index(suffix) if suffix in _ORDER else len(_ORDER),
        episode.source,
    )


def _words(episode: Episode) -> Counter[str]:
    text = " ".join(cue.text for cue in episode.transcript.cues).casefold()
    kept = "".join(c if c.isalnum() else " " for c in text)
    return Counter(kept.split() if " " in kept else kept)


def _alike(words: Counter[str], others: Counter[str]) -> bool:
    shorter = min(words.total(), others.total())
    return shorter > 0 and (words & others).total() >= _ALIKE * shorter
