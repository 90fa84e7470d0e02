"""Words as services give them, one by one, into phrases that can be read and cited.

A phrase ends with a sentence, at a pause, or where somebody else speaks. Punctuation may be an item
of its own, and so may a space; and where words come without either, a full text beside them may
tell how they are spelled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...language.words import is_unspaced
from ..captions import SENTENCE_END
from ..speech import Passage

_PAUSE = 1.0
"""Seconds of silence that end a phrase."""
_LONGEST = 40
"""Words of a phrase where sentences have ends."""
_LONGEST_UNPUNCTUATED = 12
_OPENING = ("(", "[", "“", "«", "¿", "¡", "‘", "„")
_SUBWORD = re.compile("[▁Ġ]")
"""What stands for the space before a word in the pieces of a model."""
_LOOK_AHEAD = 6
"""Words of a full text that may have no like among those with times."""
_ALIKE = 0.8
"""Share of the words that a full text must have, to be that of the words."""
_EVENT = re.compile(r"\(.{1,60}\)|\[.{1,60}\]|<.{1,60}>")
"""What is heard and not said."""
_FILLER = re.compile(r"%HESITATION|<eps>|<unk>|\[unk\]|<UNK>|SIL|<s>|</s>|<blank>")
"""What recognizers write where nothing was said, or nothing was understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A word, a mark of punctuation or a space."""

    text: str
    """As it stands, spaces included."""
    start: float | None
    end: float | None
    speaker: str | None
    """Empty for somebody unknown; None where nothing is said of it."""

    @property
    def is_word(self) -> bool:
        """Whether it holds more than punctuation."""
        return any(map(str.isalnum, self.text))


def phrases_of(pieces: Sequence[Piece], *, punctuated: bool) -> Iterator[Passage]:
    """The phrases that `pieces` make, each with the speaker of its words."""
    pieces = _with_speakers(
        [
            replace(piece, text=_SUBWORD.sub(" ", piece.text))
            for piece in pieces
            if not _FILLER.fullmatch(piece.text.strip())
        ]
    )
    spaced = _bring_spaces(pieces)
    longest = _LONGEST if punctuated else _LONGEST_UNPUNCTUATED
    held: list[Piece] = []
    count = 0
    for piece in pieces:
        if _EVENT.fullmatch(piece.text.strip()):
            if held:
                yield _phrase(held, spaced)
                held, count = [], 0
            yield _phrase([piece], spaced)
            continue
        begins = piece.is_word and (
            not spaced or piece.text[:1].isspace() or not held or held[-1].text[-1:].isspace()
        )
        if held and begins and (count >= longest or _breaks(held, piece)):
            yield _phrase(held, spaced)
            held, count = [], 0
        held.append(piece)
        count += begins
    if any(piece.text.strip() for piece in held):
        yield _phrase(held, spaced)


def is_punctuated(pieces: Sequence[Piece]) -> bool:
    """Whether sentences have ends among `pieces`."""
    ends = sum(piece.text.rstrip().endswith(SENTENCE_END) for piece in pieces)
    return ends * 50 >= len(pieces)


def respelled(pieces: Sequence[Piece], text: str) -> list[Piece] | None:
    """`pieces` spelled and punctuated as in `text`; None where it says other things."""
    words = text.split()
    keys = [_key(word) for word in words]
    spelled: list[Piece] = []
    place = met = 0
    for piece in pieces:
        key = _key(piece.text)
        found = next(
            (
                each
                for each in range(place, min(place + _LOOK_AHEAD, len(words)))
                if keys[each] == key
            ),
            None,
        )
        if not key or found is None:
            spelled.append(piece)
            continue
        between = words[place:found]
        if between and spelled:
            last = spelled[-1]
            spelled[-1] = replace(last, text=" ".join((last.text, *between)))
        spelled.append(replace(piece, text=words[found]))
        place = found + 1
        met += 1
    if met < _ALIKE * max(len(pieces), len(words)):
        return None
    if place < len(words) and spelled:
        spelled[-1] = replace(spelled[-1], text=" ".join((spelled[-1].text, *words[place:])))
    return spelled


def _with_speakers(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces`, where one that names nobody is spoken by whoever speaks beside it."""
    known = next((piece.speaker for piece in pieces if piece.speaker), None)
    named: list[Piece] = []
    for piece in pieces:
        if piece.speaker is None:
            named.append(replace(piece, speaker=known))
        else:
            named.append(piece)
            known = piece.speaker
    return named


def _key(word: str) -> str:
    return "".join(filter(str.isalnum, word)).lower()


def _bring_spaces(pieces: Sequence[Piece]) -> bool:
    """Whether the pieces hold the spaces between them."""
    words = [piece for piece in pieces if piece.is_word]
    own = sum(piece.text[:1].isspace() or piece.text[-1:].isspace() for piece in words)
    apart = sum(piece.text.isspace() for piece in pieces)
    return (own + apart) * 4 > len(words)


def _breaks(held: Sequence[Piece], after: Piece) -> bool:
    """Whether a new phrase begins with `after`."""
    before = next((piece for piece in reversed(held) if piece.is_word), held[-1])
    if before.speaker != after.speaker:
        return True
    if "".join(piece.text for piece in held[-3:]).rstrip().endswith(SENTENCE_END):
        return True
    ended = before.end if before.end is not None else None
    return after.start is not None and ended is not None and after.start - ended > _PAUSE


def _phrase(pieces: Sequence[Piece], spaced: bool) -> Passage:
    if spaced:
        text = "".join(piece.text for piece in pieces)
    else:
        text = ""
        for piece in pieces:
            text += f" {piece.text}" if _is_apart(text, piece.text) else piece.text
    words = [piece for piece in pieces if piece.is_word] or list(pieces)
    ends = [piece.end for piece in pieces if piece.end is not None and piece.text.strip()]
    return Passage(
        text=text.strip(),
        start=next((piece.start for piece in pieces if piece.start is not None), None),
        end=max(ends) if ends else None,
        speaker=words[0].speaker or None,
    )


def _is_apart(before: str, after: str) -> bool:
    """Whether a space belongs between."""
    if not before or not after.strip() or before.endswith(_OPENING):
        return False
    if not any(map(str.isalnum, after)) and not after.startswith(_OPENING):
        return after[:1] in "-–—&+=♪*/"
    return not (is_unspaced(after) and is_unspaced(before[-1:]))
