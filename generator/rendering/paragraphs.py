"""A transcript's cues as paragraphs fit to be read, each with an id that a link can name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..language.sentences import split_sentences
from ..language.words import words
from ..model import Cue, Outline, Sound, Transcript
from ..naming import UniqueNames
from ..unspaced import count_words

FEWEST_WORDS = 60
"""A paragraph may end with a sentence once it has this many words."""
MOST_WORDS = 90
"""A paragraph ends before the piece that would take it past this many words."""

_ENDS_SENTENCE = re.compile(r"[.!?…。！？][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of a paragraph, or a sound between them."""

    text: str
    sound: bool = False
    """Whether `text` is the label of a sound, such as "applause"."""
    meant: str = ""
    """What `text` stands for, where it is a name misheard."""
    joined: bool = False
    """Whether no space follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """What one person said in one go, verbatim."""

    id: str
    """Unique in its episode: "t-00-03-14" for 3:14, or "p-12" where there are no times."""
    runs: tuple[Run, ...]
    first_cue: int
    last_cue: int
    start: float | None
    """Seconds, of its first cue."""
    opens_cue: bool
    """False where it continues a cue that is longer than a paragraph: its time is not known."""
    speaker: str | None

    @property
    def text(self) -> str:
        """Its words without the sounds."""
        return " ".join(run.text for run in self.runs if not run.sound)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cue, or a part of one that is longer than a paragraph."""

    text: str
    words: int
    cue: int
    opens_cue: bool
    closes_cue: bool


def split_paragraphs(
    transcript: Transcript, outline: Outline
) -> tuple[tuple[tuple[Paragraph, ...], ...], ...]:
    """The paragraphs of each segment of each chapter: `result[chapter][segment]`."""
    namer = _Namer()
    sounds = _sounds_by_cue(transcript.sounds)
    return tuple(
        tuple(
            tuple(_split_segment(transcript, segment.first_cue, segment.last_cue, sounds, namer))
            for segment in chapter.segments
        )
        for chapter in outline.chapters
    )


class Anchors:
    """Finds the paragraphs that hold the source of a text."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._by_cue: dict[int, list[Paragraph]] = {}
        for paragraph in paragraphs:
            for cue in range(paragraph.first_cue, paragraph.last_cue + 1):
                self._by_cue.setdefault(cue, []).append(paragraph)

    def holding(self, cue: int) -> Sequence[Paragraph]:
        """The paragraphs that hold a cue, or parts of it; none where it is not in the outline."""
        return self._by_cue.get(cue, ())

    def find(self, text: str, first_cue: int, last_cue: int) -> tuple[str, str]:
        """Ids of the first and the last paragraph of a source; both "" where there are none.

        Of the paragraphs that share one long cue it is the one with most of the words of `text`.
        """
        first = self._by_cue.get(first_cue, [])
        last = self._by_cue.get(last_cue, first)
        if not first:
            return "", ""
        return _likeliest(first, text).id, _likeliest(last, text).id


def _likeliest(paragraphs: list[Paragraph], text: str) -> Paragraph:
    """The paragraph with most of the words of `text`; the first of equals."""
    if len(paragraphs) == 1:
        return paragraphs[0]
    wanted = set(words(text))
    return max(paragraphs, key=lambda paragraph: len(wanted.intersection(words(paragraph.text))))


class _Namer:
    """Hands out ids, each once."""

    def __init__(self) -> None:
        self._count = 0
        self._names = UniqueNames()

    def name(self, start: float | None) -> str:
        """An id for a paragraph that starts at `start` seconds."""
        self._count += 1
        if start is None:
            return f"p-{self._count}"
        minutes, seconds = divmod(int(start), 60)
        return self._names.take(f"t-{minutes // 60:02}-{minutes % 60:02}-{seconds:02}")


def _sounds_by_cue(sounds: Sequence[Sound]) -> dict[int, list[Run]]:
    """Sounds by the index of the cue they come before."""
    found: dict[int, list[Run]] = {}
    for sound in sounds:
        found.setdefault(sound.before_cue, []).append(Run(text=sound.label, sound=True))
    return found


def _split_segment(
    transcript: Transcript,
    first_cue: int,
    last_cue: int,
    sounds: dict[int, list[Run]],
    namer: _Namer,
) -> Iterator[Paragraph]:
    """The paragraphs of the cues from `first_cue` to `last_cue`."""
    cues = transcript.cues
    group: list[_Piece] = []
    length = 0
    for piece in _pieces(cues, first_cue, last_cue):
        if group and (
            cues[piece.cue].speaker != cues[group[-1].cue].speaker
            or length + piece.words > MOST_WORDS
            or (length >= FEWEST_WORDS and _ENDS_SENTENCE.search(group[-1].text))
        ):
            yield _paragraph(cues, group, sounds, namer)
            group, length = [], 0
        group.append(piece)
        length += piece.words
    if group:
        yield _paragraph(cues, group, sounds, namer)


def _pieces(cues: Sequence[Cue], first_cue: int, last_cue: int) -> Iterator[_Piece]:
    """Cues as they are, save that one longer than a paragraph is cut between sentences."""
    for index in range(first_cue, last_cue + 1):
        text = " ".join(cues[index].text.split())
        length = count_words(text)
        if length <= MOST_WORDS:
            yield _Piece(text, length, index, True, True)
            continue
        sentences = split_sentences(text)
        final = len(sentences) - 1
        for number, sentence in enumerate(sentences):
            length = count_words(sentence)
            yield _Piece(sentence, length, index, number == 0, number == final)


def _paragraph(
    cues: Sequence[Cue], group: list[_Piece], sounds: dict[int, list[Run]], namer: _Namer
) -> Paragraph:
    """The paragraph of a group of pieces, with the sounds that fall into it."""
    runs: list[Run] = []
    spoken: list[str] = []
    for piece in group:
        if piece.opens_cue and piece.cue in sounds:
            if spoken:
                runs.append(Run(text=" ".join(spoken)))
                spoken = []
            runs.extend(sounds[piece.cue])
        spoken += [piece.text] if piece.text else []  # nothing where words were taken down
    runs.append(Run(text=" ".join(spoken)))
    first, last = group[0], group[-1]
    if last.closes_cue and last.cue == len(cues) - 1:
        runs.extend(sounds.get(len(cues), ()))
    cue = cues[first.cue]
    return Paragraph(
        id=namer.name(cue.start),
        runs=tuple(runs),
        first_cue=first.cue,
        last_cue=last.cue,
        start=cue.start,
        opens_cue=first.opens_cue,
        speaker=cue.speaker,
    )
