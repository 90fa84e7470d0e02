"""What careful readers took from a recording, and how near the words of a page come to it.

A reference is one JSON file an episode: its key points with the lines that support them, and of
each chapter the lines that could be printed alone (`picks`, best first) and those that must not
(`avoid`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any

from ..language.languages import word_set
from ..model import Episode, Reading, Sentence
from .matching import match, read_each

IDLE = frozenset({"small talk", "housekeeping", "sponsor", "closing"})
"""Kinds of chapters of which nothing should be printed."""
MOST_POINTS = 8
"""Printed key points that count."""
NEAR = 20.0
"""Seconds within which a printed sentence and a line begin."""
_TITLED_WITHIN = 30.0
"""Seconds within which a found chapter is the reader's."""
_STOP = word_set(
    "a an the and or but of to in on at for from by with as is are was were be been being it its"
    " this that these those i you he she we they how why what when who which not no do does did can"
    " will vs into about than then so if"
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """Something said, as the transcript has it."""

    text: str
    start: float | None
    """Seconds, where the transcript has times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePoint:
    """Something that the recording comes to."""

    quote: tuple[Line, ...]
    """What could be printed for it; empty where nobody said it so."""
    support: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceChapter:
    """A chapter as the reader saw it."""

    start: float | None
    kind: str
    title: str
    listed: bool
    """Whether the people who made the recording listed it."""
    picks: tuple[Line, ...]
    avoid: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What one reader took from one recording."""

    episode: str
    """The slug."""
    points: tuple[ReferencePoint, ...]
    chapters: tuple[ReferenceChapter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderScores:
    """How near a reading comes to a reference; nan where that cannot be said."""

    points_hit: float
    """Share of printed key points that are a quotable line of one of the reader's."""
    points_near: float
    """Share of them inside the lines that support one of the reader's."""
    claims_met: float
    """Share of the reader's key points that some printed one lies inside."""
    first_hit: float
    """Share of chapters whose one sentence is a pick."""
    any_hit: float
    """Share of the reader's chapters of which some pick is printed."""
    hits: float
    """Share of the sentences printed there that are picks."""
    avoided: float
    """Share of all printed sentences that must not stand alone, or stand in idle parts."""
    title_rouge: float
    """ROUGE-1 F of found titles against the reader's, over content words."""
    printed: float
    """Sentences: key points and those of chapters."""


def read_references(folder: Path) -> tuple[Reference, ...]:
    """All references in `folder`; raises `InputError` where one cannot be read."""
    return read_each(folder, "reference", _reference)


def matched(
    references: Sequence[Reference], episodes: Iterable[Episode]
) -> Iterator[tuple[Reference, Episode]]:
    """Each reference with the episode that it is of: of the same slug, and holding its lines."""
    return match(references, episodes, _held)


def score_reading(reference: Reference, reading: Reading) -> ReaderScores:
    """How near `reading` comes to `reference`."""
    points = reading.summary.sentences[:MOST_POINTS]
    quotes = [line for point in reference.points for line in point.quote]
    support = [point.support + point.quote for point in reference.points]
    printed = [sentence for part in reading.summary.parts for sentence in part.sentences]
    spans = _spans(reference, reading)
    content = [(span, c) for span, c in spans if c.kind == "content" and c.picks]
    idle = [span for span, c in spans if c.kind in IDLE]
    bad = [line for chapter in reference.chapters for line in chapter.avoid]
    everything = [*points, *printed]
    hits = [
        [
            is_any(sentence, chapter.picks)
            for sentence in printed
            if (at := _start(sentence)) is not None and first - 2 <= at < end - 2
        ]
        for (first, end), chapter in content
    ]
    return ReaderScores(
        points_hit=_mean((is_any(point, quotes) for point in points), 0.0),
        points_near=_mean((any(is_any(p, lines) for lines in support) for p in points), 0.0),
        claims_met=_mean(any(is_any(p, lines) for p in points) for lines in support),
        first_hit=_mean(_firsts(reading, content)),
        any_hit=_mean(map(any, hits)),
        hits=_mean((hit for row in hits for hit in row), 0.0 if content else math.nan),
        avoided=_mean(
            (
                is_any(sentence, bad)
                or any(
                    (at := _start(sentence)) is not None and first <= at < end
                    for first, end in idle
                )
                for sentence in everything
            ),
            1.0,
        ),
        title_rouge=_mean(_title_scores(reading, spans)),
        printed=float(len(everything)),
    )


def is_any(sentence: Sentence, lines: Iterable[Line]) -> bool:
    """Whether a printed sentence is one of `lines`.

    At least 60 % of its words and 50 % of the line's must stand in both, in runs of two or more,
    and both begin near each other.
    """
    start = _start(sentence)
    return any(is_same(sentence.text, start, line) for line in lines)


def is_same(text: str, start: float | None, line: Line) -> bool:
    """Whether what is printed is `line`; see `is_any`."""
    if line.start is not None and (start is None or abs(start - line.start) > NEAR):
        return False
    ours, theirs = _words(text), _words(line.text)
    if len(set(ours) & set(theirs)) * 2 < len(set(theirs)) * 0.5:
        return False
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    shared = sum(block.size for block in blocks if block.size >= 2)
    return bool(shared) and shared >= 0.6 * len(ours) and shared >= 0.5 * len(theirs)


def _firsts(
    reading: Reading, content: Sequence[tuple[tuple[float, float], ReferenceChapter]]
) -> Iterator[bool]:
    """Of each chapter that lies in what the reader took something from: whether its one does."""
    picks = [line for _, chapter in content for line in chapter.picks]
    for chapter, part in zip(reading.outline.chapters, reading.summary.parts, strict=True):
        if not chapter.segments:
            continue
        begin = chapter.segments[0].start or 0.0
        end = chapter.segments[-1].end or begin
        inside = sum(max(0.0, min(end, last) - max(begin, first)) for (first, last), _ in content)
        if inside >= 0.5 * max(end - begin, 1.0):
            one = part.sentences[part.best : part.best + 1]
            yield bool(one) and is_any(one[0], picks)


def _title_scores(
    reading: Reading, spans: Sequence[tuple[tuple[float, float], ReferenceChapter]]
) -> Iterator[float]:
    for (start, _), chapter in spans:
        if chapter.kind == "content" and not chapter.listed:
            found = min(reading.outline.chapters, key=lambda each: abs((each.start or 0.0) - start))
            if abs((found.start or 0.0) - start) <= _TITLED_WITHIN:
                yield title_rouge(found.title, chapter.title)


def _spans(
    reference: Reference, reading: Reading
) -> list[tuple[tuple[float, float], ReferenceChapter]]:
    """The reader's chapters and their seconds; none where the transcript or they have no times."""
    starts = [chapter.start for chapter in reference.chapters if chapter.start is not None]
    if not reading.episode.transcript.timed or len(starts) < len(reference.chapters):
        return []
    return list(zip(pairwise([*starts, math.inf]), reference.chapters, strict=True))


def title_rouge(one: str, other: str) -> float:
    """ROUGE-1 F of two titles over content words."""
    ours, theirs = (Counter(w for w in _words(t) if w not in _STOP) for t in (one, other))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def _start(sentence: Sentence) -> float | None:
    return sentence.sources[0].start if sentence.sources else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'").replace("'", ""))


def _mean(values: Iterable[float], empty: float = math.nan) -> float:
    known = list(values)
    return fmean(known) if known else empty


def _held(reference: Reference, episode: Episode) -> int:
    """How many of the lines of key points an episode holds."""
    said = " ".join(_words(" ".join(cue.text for cue in episode.transcript.cues)))
    return sum(
        " ".join(_words(line.text)) in said for point in reference.points for line in point.support
    )


def _reference(data: Any) -> Reference:  # noqa: ANN401  # what the reader wrote, checked by use
    return Reference(
        episode=data["episode"],
        points=tuple(
            ReferencePoint(quote=_lines(point["quote"]), support=_lines(point["support"]))
            for point in data["key_points"]
        ),
        chapters=tuple(
            ReferenceChapter(
                start=chapter["start"],
                kind=chapter["kind"],
                title=chapter["title"],
                listed="listed_title" in chapter,
                picks=_lines(chapter["picks"]),
                avoid=_lines(chapter["avoid"]),
            )
            for chapter in data["chapters"]
        ),
    )


def _lines(rows: Iterable[Any]) -> tuple[Line, ...]:
    return tuple(Line(row["text"], row.get("start")) for row in rows)
