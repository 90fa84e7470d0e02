"""What is said in an episode, with the names that were misheard set right.

A transcript stays as it is. A title and a model's prose get the right name in the place of the
wrong one; a quotation keeps its word and shows the right one beside it, in brackets.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from .model import (
    Chapter,
    Correction,
    Episode,
    Origin,
    Outline,
    Question,
    Sentence,
    Utterance,
)


class Piece(NamedTuple):
    """Some words of a text, and what they stand for: "" where they stand for themselves."""

    text: str
    meant: str = ""


class Corrections:
    """The corrections of one episode, by cue."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self._by_cue: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for each in corrections:
            self._by_cue[each.cue][each.heard] = each.meant

    def within(self, first_cue: int, last_cue: int) -> Mapping[str, str]:
        """What is wrong in a range of cues, by how it was heard."""
        if not self._by_cue:
            return {}
        if first_cue == last_cue:
            return self._by_cue.get(first_cue, {})
        found: dict[str, str] = {}
        for cue in sorted(self._by_cue):
            if first_cue <= cue <= last_cue:
                found |= self._by_cue[cue]
        return found

    def behind(self, sentence: Sentence | Question) -> Mapping[str, str]:
        """What is wrong in the sources of a sentence."""
        found: dict[str, str] = {}
        for source in sentence.sources:
            found |= self.within(source.first_cue, source.last_cue)
        return found


def noted(sentence: Sentence | Question, episode: Episode) -> str:
    """A sentence as it is shown: the right name follows the wrong one in brackets.

    One that was merely cut or spelled out ("open AI", "G P T") can be read as it is.
    """
    if not episode.corrections:
        return sentence.text
    return _noted(sentence.text, Corrections(episode.corrections).behind(sentence))


def noted_speech(utterances: Sequence[Utterance], episode: Episode) -> tuple[Utterance, ...]:
    """What was said as a model is shown it: each with the right names in brackets."""
    corrections = Corrections(episode.corrections)
    return tuple(
        replace(each, text=_noted(each.text, wrong))
        if (wrong := corrections.within(each.first_cue, each.last_cue))
        else each
        for each in utterances
    )


def _noted(text: str, wrong: Mapping[str, str]) -> str:
    return "".join(
        piece.text if _same_letters(piece.text, piece.meant) else f"{piece.text} [{piece.meant}]"
        for piece in pieces(text, wrong)
    )


def mend(text: str, wrong: Mapping[str, str]) -> str:
    """`text` with the right names in the place of the wrong ones, whatever their case."""
    mended = "".join(piece.meant or piece.text for piece in pieces(text, wrong, any_case=True))
    for right in wrong.values():
        mended = mended.replace(f"{right} [{right}]", right)
    return mended


def pieces(text: str, wrong: Mapping[str, str], *, any_case: bool = False) -> Iterator[Piece]:
    """The pieces of a text: whole words that are wrong, and what stands between them."""
    if not wrong:
        yield Piece(text)
        return
    end = 0
    meant = {_folded(heard): right for heard, right in wrong.items()}
    for match in pattern_of(tuple(sorted(wrong)), any_case=any_case).finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()])
        right = meant[_folded(match[0])]
        yield Piece(match[0], right)
        end = match.end()
    if end < len(text):
        yield Piece(text[end:])


def spoken_rightly(episode: Episode) -> Iterator[str]:
    """The text of each cue, with the right names."""
    corrections = Corrections(episode.corrections)
    for index, cue in enumerate(episode.transcript.cues):
        wrong = corrections.within(index, index)
        yield mend(cue.text, wrong) if wrong else cue.text


def titled_rightly(episode: Episode, outline: Outline) -> Outline:
    """An outline whose titles, where no person wrote them, have the right names."""
    if not episode.corrections:
        return outline
    corrections = Corrections(episode.corrections)
    return Outline(chapters=tuple(_titled(chapter, corrections) for chapter in outline.chapters))


def _titled(chapter: Chapter, corrections: Corrections) -> Chapter:
    if chapter.origin is not Origin.GENERATED or not chapter.segments:
        return chapter
    wrong = corrections.within(chapter.segments[0].first_cue, chapter.segments[-1].last_cue)
    return replace(chapter, title=mend(chapter.title, wrong)) if wrong else chapter


@lru_cache(maxsize=1 << 12)
def pattern_of(forms: Sequence[str], *, any_case: bool = False) -> re.Pattern[str]:
    """What finds some spellings as whole words, the longest first, whatever the white space."""
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    either = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE if any_case else 0)


def _same_letters(one: str, other: str) -> bool:
    """Whether nothing is meant, or what differs but in case, spaces and marks."""
    return not other or _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _folded(form: str) -> str:
    return " ".join(form.split()).casefold()
