"""What a prompt shows of a recording: numbered lines, in groups with a heading and a gist."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...model import Chapter, Sentence, Source, Utterance
from . import tokens

FEWEST_LINES_TO_SPLIT = 2
SMALLEST_SLICE = 0.34
"""A last slice smaller than this share of the others joins the one before."""
_HARDLY = 1e-9
"""More than what is lost where fractions are summed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitableLine:
    """One line that a sentence may cite."""

    text: str
    """White space folded, so that no line can look like two."""
    sources: tuple[Source, ...]
    speaker: str | None = None
    owner: int = 0
    """Which of several recordings it is from; only digests have more than one."""
    said: str = ""
    """What it is known by when it is looked for again: the words as they were heard, where `text`
    has names set right. Empty: those of `text`."""

    @property
    def shown(self) -> str:
        """As the prompt shows it, without its number."""
        return f"{self.speaker}: {self.text}" if self.speaker else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines that belong together."""

    heading: str = ""
    gist: tuple[str, ...] = ()
    """Sentences that sum the lines up, where that has been done."""
    lines: tuple[CitableLine, ...] = ()


def lines_of(
    utterances: Sequence[Utterance], heard: Sequence[Utterance] = ()
) -> tuple[CitableLine, ...]:
    """Each utterance as a line; `heard` are the same before names were set right."""
    return tuple(
        CitableLine(
            text=" ".join(utterance.text.split()),
            said="" if before.text == utterance.text else before.text,
            speaker=utterance.speaker and " ".join(utterance.speaker.split()),
            sources=(
                Source(
                    first_cue=utterance.first_cue,
                    last_cue=utterance.last_cue,
                    start=utterance.start,
                    end=utterance.end,
                ),
            ),
        )
        for utterance, before in zip(utterances, heard or utterances, strict=True)
    )


class LinesByCue:
    """An episode's utterances, found by cue."""

    def __init__(self, utterances: Sequence[Utterance], heard: Sequence[Utterance] = ()) -> None:
        self._lines = lines_of(utterances, heard)
        self._first_cues = [utterance.first_cue for utterance in utterances]

    def within(self, first_cue: int, last_cue: int) -> tuple[CitableLine, ...]:
        """The lines that begin in a range of cues. Every line begins in exactly one segment."""
        first = bisect_left(self._first_cues, first_cue)
        last = bisect_left(self._first_cues, last_cue + 1)
        return self._lines[first:last]

    def of(self, chapter: Chapter) -> tuple[CitableLine, ...]:
        """The lines of a chapter."""
        if not chapter.segments:
            return ()
        return self.within(chapter.segments[0].first_cue, chapter.segments[-1].last_cue)

    def numbers(self, first_cue: int, last_cue: int) -> range:
        """The same, as numbers among all lines, from 1."""
        first = bisect_left(self._first_cues, first_cue)
        return range(first + 1, bisect_left(self._first_cues, last_cue + 1) + 1)

    @property
    def all(self) -> tuple[CitableLine, ...]:
        """Every line."""
        return self._lines

    def cited_by(self, sentence: Sentence) -> tuple[CitableLine, ...]:
        """The lines that lie within the sources of a sentence, in order."""
        spans = [
            (source.first_cue, source.last_cue, source.start, source.end)
            for source in sentence.sources
        ]
        return tuple(
            line for span in spans for line in self.within(span[0], span[1]) if _lies_in(line, span)
        )


def _lies_in(line: CitableLine, span: tuple[int, int, float | None, float | None]) -> bool:
    first_cue, last_cue, start, end = span
    source = line.sources[0]
    if not (first_cue <= source.first_cue and source.last_cue <= last_cue):
        return False
    if start is None or end is None or source.start is None or source.end is None:
        return True
    return start <= source.start and source.end <= end


def merge_sources(lines: Iterable[CitableLine]) -> tuple[Source, ...]:
    """The sources of some lines: what touches or overlaps becomes one, in order."""
    merged: list[Source] = []
    every = (source for line in lines for source in line.sources)
    for source in sorted(
        every, key=lambda each: (each.first_cue, each.start or 0.0, each.last_cue)
    ):
        before = merged[-1] if merged else None
        if before and source.first_cue <= before.last_cue + 1:
            last = max(before, source, key=lambda each: (each.last_cue, each.end or 0.0))
            merged[-1] = Source(
                first_cue=before.first_cue,
                last_cue=last.last_cue,
                start=before.start,
                end=last.end,
            )
        else:
            merged.append(source)
    return tuple(merged)


def length(group: Group) -> int:
    """Tokens of a group in a prompt, at most."""
    texts = [group.heading, *group.gist, *(line.shown for line in group.lines)]
    return sum(tokens.bound(text) + 6 for text in texts)  # a number, a bar and a line end


def spread(lengths: Sequence[int], first: Sequence[int], room: int) -> list[int]:
    """Places of what is kept of a row of things: as much as fits, spread evenly over it.

    `lengths` are in tokens, and `first` are the places of what is kept before all else. Of the
    rest, something twice as long is kept twice as often, as more is said in it: a row of lines
    comes down to those between "Okay" and "Nice".
    """
    if sum(lengths) <= room:
        return list(range(len(lengths)))
    kept: set[int] = set()
    for place in sorted(set(first)):
        if lengths[place] <= room:
            kept.add(place)
            room -= lengths[place]
    others = [place for place in range(len(lengths)) if place not in kept]
    while taken := _sample(lengths, others, room):
        kept.update(taken)
        room -= sum(lengths[place] for place in taken)
        others = [place for place in others if place not in kept]
    return sorted(kept)


def _sample(lengths: Sequence[int], places: Sequence[int], room: int) -> list[int]:
    """Some of these places, in turn, each with a chance by its length: at most `room` tokens."""
    chance = room / max(1, sum(lengths[place] ** 2 for place in places))
    taken: list[int] = []
    saved = _HARDLY
    for place in places:
        saved += min(1.0, chance * lengths[place])
        if saved >= 1.0 and lengths[place] <= room:
            saved -= 1.0
            room -= lengths[place]
            taken.append(place)
    return taken


def slices(groups: Sequence[Group], room: int) -> list[tuple[Group, ...]]:
    """`groups` in as few runs of at most `room` tokens as it takes, of about equal length.

    Nothing is left out. A group that is too long by itself is cut between its lines; a single line
    is never cut. A short last run joins the one before where there is room.
    """
    pieces = [piece for group in groups for piece in _cut(group, room)]
    total = sum(map(length, pieces))
    count = max(1, -(-total // room))
    share = total / count
    runs: list[list[Group]] = [[]]
    sizes = [0]
    for piece in pieces:
        size = length(piece)
        if runs[-1] and (sizes[-1] + size > room or sizes[-1] + size / 2 > share):
            runs.append([])
            sizes.append(0)
        runs[-1].append(piece)
        sizes[-1] += size
    if len(runs) > 1 and sizes[-1] < SMALLEST_SLICE * share and sum(sizes[-2:]) <= room:
        tail = runs.pop()
        runs[-1].extend(tail)
    return [tuple(run) for run in runs]


def _cut(group: Group, room: int) -> list[Group]:
    """A group as it is, or its halves if it is too long and can be cut."""
    if length(group) <= room or len(group.lines) < FEWEST_LINES_TO_SPLIT:
        return [group]
    middle = len(group.lines) // 2
    halves = (group.lines[:middle], group.lines[middle:])
    return [
        piece
        for half in halves
        for piece in _cut(Group(heading=group.heading, gist=group.gist, lines=half), room)
    ]
