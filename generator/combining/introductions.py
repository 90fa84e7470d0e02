"""Who somebody is, as those say who introduce them: in the notes, or as a recording opens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..language.cleaning import clean
from ..language.hearing import hear
from ..language.languages import Language
from ..language.sentences import QUESTION_MARKS
from ..language.words import content_stems, word_count
from ..model import Quotation, Reading, Sentence, Source, Transcript
from .quoting import quotation
from .recall import Recalled, once

OPENING = 60
"""Cues in which guests are introduced, at the most; and the share of all cues that is as much."""
_SHARE = 0.1
FEWEST_WORDS = 5
"""Of a sentence that introduces somebody."""
FOLLOWING = 3
"""Sentences behind one that presents somebody which go on about them."""
LONGEST_ROLE = 16
"""Words of what the notes say somebody is."""


@dataclass(slots=True)
class Opening:
    """How a recording opens."""

    reading: Reading
    recalled: Recalled = field(default_factory=Recalled)
    """What was found in it before."""

    def introduction(self, name: str, spellings: Sequence[str]) -> Quotation | None:
        """The sentence by which somebody else says who they are: best with what they do."""
        best: tuple[int, Quotation] | None = None
        language = Language.of(self.reading.episode.language)
        called, third = _pattern(name), language.pattern("third_person", "(?:{})" + language.edge)
        near = 0
        for said in self._sentences():
            near -= 1
            named = called.search(said.text)
            follows = near >= 0 and (named or third.match(said.text))
            if said.speaker in spellings or not (named or follows):
                continue
            text = clean(said.text, language)
            presents = named and language.pattern("presenting").search(text)
            near = FOLLOWING if presents else near
            if word_count(text) < FEWEST_WORDS or text.endswith(QUESTION_MARKS):
                continue
            if presents and _tells_nothing_else(text, called, language):
                continue
            rank = (
                2 * bool(language.pattern("office").search(text))
                + 2 * bool(presents)
                + 2 * bool(follows)
                + (name.casefold() in text.casefold())
            )
            if rank >= 2 and (best is None or rank > best[0]):
                best = rank, quotation(self.reading, replace(said, text=text))
        return best[1] if best else None

    def _sentences(self) -> Sequence[Sentence]:
        """What is said there, as it is said."""
        count = min(OPENING, int(_SHARE * self.reading.episode.transcript.count) + 2)
        return once(self.recalled.openings, count, lambda: tuple(self._hear(count)))

    def _hear(self, count: int) -> Iterator[Sentence]:
        opening = Transcript(cues=self.reading.episode.transcript.cues[:count])
        for utterance in hear(opening, self.reading.episode.language):
            source = Source(
                first_cue=utterance.first_cue,
                last_cue=utterance.last_cue,
                start=utterance.start,
                end=utterance.end,
            )
            yield Sentence(text=utterance.text, sources=(source,), speaker=utterance.speaker)


def _tells_nothing_else(text: str, called: re.Pattern[str], language: Language) -> bool:
    """Whether a sentence only says that somebody is here: "Today, my guest is Ines Falk"."""
    rest = language.pattern("presenting").sub(" ", called.sub(" ", text))
    return not content_stems(rest, language)


def role_in_notes(reading: Reading, name: str) -> str:
    """What the notes of an episode say that somebody is: "creator of Guardrails"; else ""."""
    if name not in reading.episode.notes:
        return ""
    language = Language.of(reading.episode.language)
    office = language.pattern("office")
    for match in _after(name, language).finditer(reading.episode.notes):
        role = match["role"].strip(" ,;:")
        if office.search(role) and word_count(role) <= LONGEST_ROLE and not role.endswith("?"):
            return role
    return ""


def _after(name: str, language: Language) -> re.Pattern[str]:
    """What stands behind a name as its apposition, or as what it is said to be."""
    being = language.rows_of("being")
    joined = rf"(?:\s*[,(–—-]\s*(?:who(?:['’]s|\s+is)\s+)?|\s+(?:{being})\s+|、|は)"
    return re.compile(rf"(?<!\w){re.escape(name)}{joined}(?P<role>[^.,;!?()\n*<>\[\]–—|]+)")


def _pattern(name: str) -> re.Pattern[str]:
    """What matches a name, or its first or last word where it has several."""
    words: Iterator[str] = (re.escape(word) for word in (name, *name.split()) if len(word) > 2)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words) or '(?!)'})(?!\w)", re.IGNORECASE)
