"""Lines of a transcript, found by what was said or by when.

Words are compared by their letters and digits alone, so that neither punctuation nor capitals, nor
where a cue ends, keeps a line from being found.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from .language.cleaning import clean
from .language.hearing import hear
from .language.languages import Language
from .language.words import is_unspaced
from .model import Cue, Rule, Transcript, Utterance


class Piece(NamedTuple):
    """A part of a cue's text, in characters."""

    cue: int
    start: int
    end: int


def letters_of(text: str) -> str:
    """The letters and digits of `text`, in small letters."""
    return "".join(character for character, _ in _letters(text))


def find_letters(texts: Sequence[str], wanted: str) -> Iterator[list[Piece]]:
    """Where the words of `wanted` stand in `texts`, read as one, from whole word to whole word."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for number, text in enumerate(texts):
        for letter, place in _letters(text):
            letters.append(letter)
            places.append((number, place))
    row, sought = "".join(letters), letters_of(wanted)
    begin = row.find(sought) if sought else -1
    while begin >= 0:
        end = begin + len(sought)
        (first, start), (last, stop) = places[begin], places[end - 1]
        if not _inside_word(texts[first], start) and not _inside_word(texts[last], stop + 1):
            yield [
                Piece(
                    number,
                    start if number == first else 0,
                    stop + 1 if number == last else len(texts[number]),
                )
                for number in range(first, last + 1)
            ]
            begin = row.find(sought, end)
        else:
            begin = row.find(sought, begin + 1)


class LineFinder:
    """The cues of one transcript, and its sentences."""

    def __init__(self, transcript: Transcript, language: str) -> None:
        self._transcript = transcript
        self._language = language

    @cached_property
    def utterances(self) -> tuple[Utterance, ...]:
        """Its sentences, as they were spoken."""
        return hear(self._transcript, self._language)

    @cached_property
    def _verbatim(self) -> list[str]:
        return [utterance.text for utterance in self.utterances]

    @cached_property
    def _printed(self) -> list[str]:
        language = Language.of(self._language)
        return [clean(utterance.text, language) for utterance in self.utterances]

    def said(self, rule: Rule) -> list[list[int]]:
        """The sentences that a rule names, each time they were said, by their indices."""
        if rule.moment is not None:
            index = self._at(rule.moment)
            return [] if index is None else [[index]]
        for texts in (self._verbatim, self._printed):
            found = [[piece.cue for piece in pieces] for pieces in find_letters(texts, rule.words)]
            if found:
                return found
        return []

    def pieces(self, rule: Rule) -> list[list[Piece]]:
        """The parts of cues that a rule names, each time they were said."""
        cues = self._transcript.cues
        if rule.moment is None:
            return list(find_letters([cue.text for cue in cues], rule.words))
        index = self._at(rule.moment)
        if index is None:
            return []
        line = self.utterances[index]
        texts = [cue.text for cue in cues[line.first_cue : line.last_cue + 1]]
        found = next(iter(find_letters(texts, line.text)), [])
        return [[piece._replace(cue=piece.cue + line.first_cue) for piece in found]]

    def _at(self, moment: float) -> int | None:
        """The sentence that begins in the second shown, else the one that is being said then."""
        starts = [line.start for line in self.utterances if line.start is not None]
        if not starts or len(starts) != len(self.utterances):
            return None
        for index, start in enumerate(starts):
            if int(start) == int(moment):
                return index
        index = bisect_right(starts, moment) - 1
        end = self.utterances[index].end if index >= 0 else None
        return index if end is not None and moment <= end else None


def span_of(cues: Sequence[Cue], pieces: Sequence[Piece]) -> list[str]:
    """The words of pieces, cue by cue."""
    return [cues[piece.cue].text[piece.start : piece.end] for piece in pieces]


def _letters(text: str) -> Iterator[tuple[str, int]]:
    for place, character in enumerate(text):
        if _is_letter(character):
            for letter in character.casefold():
                yield letter, place


def _is_letter(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


def _inside_word(text: str, place: int) -> bool:
    """Whether `place` parts two letters of a script that writes its words apart."""
    if not 0 < place < len(text):
        return False
    pair = text[place - 1 : place + 1]
    return all(map(_is_letter, pair)) and not is_unspaced(pair)
