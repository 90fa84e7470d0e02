"""The transcript of one entry: from its text to cues with times, sounds and chapters.

Marks are taken as moments between words, wherever they stand: before an utterance, after it,
after the speaker's name, or only now and then.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ...language.sentences import split_sentences
from ...model import ListedChapter, Transcript
from ..speech import Passage, fold, transcribe
from .timing import Anchor, Clock, set_clock
from .tokens import SAME_MOMENT, Heading, Token, read_tokens, space_out

LONGEST_CUE = 40
"""Words; a longer sentence becomes several cues of equal length."""
SPARSE = 25.0
"""Seconds between marks, in the middle; such marks fall inside sentences and do not cut them."""
ANOTHER_CUT = 5.0
"""Seconds; a list that differs by more from the transcript was made for another cut."""
_SENTENCE_ENDS = (".", "!", "?", "…", '"', "”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What an entry's transcript says."""

    transcript: Transcript
    chapters: tuple[ListedChapter, ...]
    """The listed ones at their right time, or the headings where there is no list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A sentence, or what else will be one cue."""

    text: str
    word: int
    """How many words stand before it."""
    speaker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """The tokens put together, not timed yet."""

    pieces: tuple[_Piece, ...]
    marks: tuple[Anchor, ...]
    headings: tuple[tuple[Heading, int], ...]
    """Each with how many words stand before it; 0 for one that is marked 0."""
    word_count: int


def read_transcript(text: str, listed: Sequence[ListedChapter], duration: float | None) -> Speech:
    """Read the speech in `text`. `duration` is in seconds, as stated for the entry.

    `listed` are the chapters in the notes. Where the text holds no times, neither do the cues.
    """
    draft = _assemble(read_tokens(fold(text), listed))
    clock = set_clock(
        draft.marks,
        [
            Anchor(word=word, time=start)
            for heading, word in draft.headings
            if (start := _listed_start(heading, listed)) is not None
        ],
        turns=[piece.word for piece in draft.pieces],
        word_count=draft.word_count,
        duration=duration,
    )
    transcript, first_cues = transcribe(_passages(draft, clock))
    first_cues.append(len(transcript.cues))
    words = [piece.word for piece in draft.pieces]
    placed = [(heading, first_cues[bisect_left(words, word)]) for heading, word in draft.headings]
    return Speech(transcript=transcript, chapters=tuple(_chapters(listed, placed, transcript)))


def _assemble(tokens: Sequence[Token]) -> _Draft:
    """Pieces, marks and headings, each with the words before it."""
    sparse = _are_sparse([token.mark for token in tokens if token.mark is not None])
    pieces: list[_Piece] = []
    marks: list[Anchor] = []
    headings: list[tuple[Heading, int]] = []
    speaker: str | None = None
    run: list[str] = []
    begin = word = 0
    for index, token in enumerate(tokens):
        if token.words:
            run.append(space_out(token.words))
            word += _count(run[-1])
            continue
        if token.mark is not None:
            marks.append(Anchor(word=word, time=token.mark))
            if sparse and _is_inside_sentence(tokens, index):
                continue
        pieces.extend(_pieces(" ".join(run), begin, speaker))
        run.clear()
        begin = word
        speaker = token.speaker or speaker
        if token.heading:
            opens = bool(marks) and marks[-1] == Anchor(word=word, time=0.0)
            headings.append((token.heading, 0 if opens else word))
    pieces.extend(_pieces(" ".join(run), begin, speaker))
    return _Draft(
        pieces=tuple(pieces), marks=tuple(marks), headings=tuple(headings), word_count=word
    )


def _are_sparse(marks: Sequence[float]) -> bool:
    """Whether the marks stand only now and then."""
    gaps = [after - before for before, after in pairwise(marks)]
    gaps = [gap for gap in gaps if gap > 0]
    return bool(gaps) and median(gaps) >= SPARSE


def _is_inside_sentence(tokens: Sequence[Token], index: int) -> bool:
    """Whether the speech runs on over the mark at `index`."""
    if index == 0 or index + 1 == len(tokens) or not tokens[index + 1].words:
        return False
    before = tokens[index - 1].words
    return bool(before) and not before.endswith(_SENTENCE_ENDS)


def _pieces(text: str, word: int, speaker: str | None) -> Iterator[_Piece]:
    """The sentences of `text`, which begins after `word` words. Lone punctuation joins one."""
    held = ""
    for sentence in split_sentences(text):
        if held and any(character.isalnum() for character in sentence):
            yield from _cut(held, word, speaker)
            word += _count(held)
            held = ""
        held = f"{held} {sentence}" if held else sentence
    if any(character.isalnum() for character in held):
        yield from _cut(held, word, speaker)


def _cut(sentence: str, word: int, speaker: str | None) -> Iterator[_Piece]:
    """`sentence` whole, or in equal parts where it is too long for one cue."""
    words = sentence.split(" ")
    parts = -(-len(words) // LONGEST_CUE)
    bounds = [len(words) * part // parts for part in range(parts + 1)]
    for begin, end in pairwise(bounds):
        yield _Piece(text=" ".join(words[begin:end]), word=word + begin, speaker=speaker)


def _count(words: str) -> int:
    """The words in a text with single spaces."""
    return words.count(" ") + 1


def _passages(draft: _Draft, clock: Clock | None) -> Iterator[Passage]:
    """The pieces with their times by `clock`."""
    for piece in draft.pieces:
        if clock is None:
            yield Passage(text=piece.text, speaker=piece.speaker)
            continue
        end = piece.word + _count(piece.text)
        yield Passage(
            text=piece.text,
            start=round(clock.start(piece.word), 3),
            end=round(clock.end(end), 3),
            speaker=piece.speaker,
        )


def _listed_start(heading: Heading, listed: Sequence[ListedChapter]) -> float | None:
    return None if heading.listed is None else listed[heading.listed].start


def _chapters(
    listed: Sequence[ListedChapter],
    placed: Sequence[tuple[Heading, int]],
    transcript: Transcript,
) -> list[ListedChapter]:
    """The chapters of an entry, by start. `placed` are headings with the cue that follows each."""
    heard = [
        ListedChapter(title=heading.title, start=transcript.cues[cue].start, first_cue=cue)
        for heading, cue in placed
        if cue < len(transcript.cues)
    ]
    if not listed:
        return heard
    found = {
        heading.listed: (heading, cue)
        for heading, cue in placed
        if heading.listed is not None and cue < len(transcript.cues)
    }
    chapters: list[ListedChapter] = []
    drift = _first_drift(listed, found, transcript)
    for index, chapter in enumerate(listed):
        start, first_cue = chapter.start, None
        if index in found:
            heading, first_cue = found[index]
            start = _start(chapter, heading, transcript.cues[first_cue].start)
            if heading.exact and start is not None and chapter.start is not None:
                drift = start - chapter.start
        elif start is not None and abs(drift) > ANOTHER_CUT:
            start = max(0.0, start + drift)
        chapters.append(ListedChapter(title=chapter.title, start=start, first_cue=first_cue))
    if any(chapter.start is None for chapter in chapters):
        return chapters
    return sorted(chapters, key=lambda chapter: chapter.start or 0.0)


def _start(chapter: ListedChapter, heading: Heading, heard_at: float | None) -> float | None:
    """When a listed chapter starts whose heading is followed by speech at `heard_at` seconds.

    The transcript is right, but a heading in other words need not stand at the very moment.
    """
    if heard_at is None:
        return chapter.start
    if chapter.start is None or heading.exact or abs(heard_at - chapter.start) > SAME_MOMENT:
        return heard_at
    return chapter.start


def _first_drift(
    listed: Sequence[ListedChapter],
    found: dict[int, tuple[Heading, int]],
    transcript: Transcript,
) -> float:
    """Seconds by which the transcript differs from the list at the first chapter in both."""
    for index, chapter in enumerate(listed):
        if index in found and found[index][0].exact:
            heard_at = transcript.cues[found[index][1]].start
            if heard_at is not None and chapter.start is not None:
                return heard_at - chapter.start
    return 0.0
