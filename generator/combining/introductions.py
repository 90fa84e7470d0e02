"""Who somebody is, as those say who introduce them: in the notes, or as a recording opens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial

from ..fingerprints import fingerprint
from ..language.cleaning import clean
from ..language.hearing import hear
from ..language.languages import Language
from ..language.sentences import QUESTION_MARKS
from ..language.words import content_stems, word_count
from ..model import Quotation, Reading, Sentence, Source
from .quoting import quotation
from .recall import Recalled, once

OPENING = 60
"""Cues in which guests are introduced, at the most; and the share of all cues that is as much."""
_SHARE = 0.1
FEWEST_WORDS = 5
"""Of a sentence that introduces somebody."""
FOLLOWING = 3
"""Sentences behind one that presents somebody which go on about them."""
SPOKEN_TO = 30
"""Sentences behind one that presents somebody in which others tell them who they are."""
_TO_THEM, _OF_ONESELF = 5, 3
"""What it is worth that others tell somebody who they are, and that they do themselves, beside two
for each of these: to tell what they do, to present them, and to go on about them."""
_SHORT_CALL = 8
"""Words of a sentence that ends by calling somebody, at the most: a longer one may present them."""
_BEFORE_NAME = 2
"""Words before the name of whom a sentence is of."""
LONGEST_ROLE = 16
"""Words of what the notes say somebody is."""


@dataclass(slots=True)
class Opening:
    """How a recording opens."""

    reading: Reading
    recalled: Recalled = field(default_factory=Recalled)
    """What was found in it before."""
    _cleaned: list[tuple[Sentence, str]] = field(default_factory=list)
    """What is said there, and the same readable."""

    def introduction(self, name: str, spellings: Sequence[str]) -> Quotation | None:
        """The sentence that says best who somebody is: best with what they do.

        Others say it of them, or to them once they are presented; else they say it themselves.
        """
        others = tuple(self._other_names(spellings))
        find = partial(self._best, name, spellings, others)
        asked = fingerprint(name, tuple(spellings), others)
        best = once(self.recalled.introductions, asked, find)
        return quotation(self.reading, best) if best else None

    def _best(self, name: str, spellings: Sequence[str], others: Iterable[str]) -> Sentence | None:
        """The sentence that introduces somebody best, among others who speak."""
        best: tuple[int, Sentence] | None = None
        language = Language.of(self.reading.episode.language)
        called, third = _pattern(name), language.pattern("third_person", "(?:{})" + language.edge)
        to_them, of_self = (
            language.pattern(each, "(?:{})" + language.edge) for each in ("to_guests", "of_oneself")
        )
        office = language.pattern("office")
        with_them = [_pattern(each) for each in others]
        near = spoken_to = 0
        for said, text in self._readable():
            near, spoken_to = near - 1, spoken_to - 1
            if not text:
                continue
            own = said.speaker in spellings
            if own or (spoken_to >= 0 and to_them.match(text)):
                says = (of_self if own else to_them).match(text) and office.search(text)
                rank = _OF_ONESELF if own else _TO_THEM
                points = language.pattern("pointing").search(text)
                if says and not points and (best is None or rank > best[0]):
                    best = rank, replace(said, text=text)
                continue
            named = called.search(said.text)
            follows = near >= 0 and (third.match(said.text) or _opens(called, text))
            does = office.search(text)
            if not (named or follows) or (_calls(called, text) and not does):
                continue
            presents = named and language.pattern("presenting").search(text)
            with_others = any(each.search(text) for each in with_them)
            if presents:
                near, spoken_to = FOLLOWING, 0 if with_others else SPOKEN_TO
                if _tells_nothing_else(text, (called, *with_them), language):
                    continue
            tells = bool(does and (presents or follows or _opens(called, text)))
            whole = name.casefold() in text.casefold()
            rank = 2 * tells + 2 * bool(presents) + 2 * bool(follows) + whole
            fit = tells or follows or (presents and whole)
            if fit and (best is None or rank > best[0]):
                best = rank, replace(said, text=text)
        return best[1] if best else None

    def _other_names(self, spellings: Sequence[str]) -> Iterator[str]:
        """Who else speaks; a first name that two share tells nobody apart."""
        own = {part.casefold() for each in spellings for part in each.split()}
        for each in self.reading.episode.speakers:
            if own.isdisjoint(part.casefold() for part in each.split()):
                yield each

    def _readable(self) -> Sequence[tuple[Sentence, str]]:
        """What is said there, and the same readable: "" where it introduces nobody."""
        if not self._cleaned:
            language = Language.of(self.reading.episode.language)
            for said in self._sentences():
                text = clean(said.text, language)
                fit = word_count(text) >= FEWEST_WORDS and not text.endswith(QUESTION_MARKS)
                self._cleaned.append((said, text if fit else ""))
        return self._cleaned

    def _sentences(self) -> Sequence[Sentence]:
        """What is said there, as it is said."""
        count = min(OPENING, int(_SHARE * self.reading.episode.transcript.count) + 2)
        return once(self.recalled.openings, count, lambda: tuple(self._hear(count)))

    def _hear(self, count: int) -> Iterator[Sentence]:
        opening = self.reading.episode.transcript.between(0, count)
        for utterance in hear(opening, self.reading.episode.language):
            source = Source(
                first_cue=utterance.first_cue,
                last_cue=utterance.last_cue,
                start=utterance.start,
                end=utterance.end,
            )
            yield Sentence(text=utterance.text, sources=(source,), speaker=utterance.speaker)


def _tells_nothing_else(text: str, called: Iterable[re.Pattern[str]], language: Language) -> bool:
    """Whether a sentence only says who is here: "Today, my guest is Ines Falk, in the studio"."""
    rest = text
    for each in called:
        rest = each.sub(" ", rest)
    for name in ("presenting", "staging"):
        rest = language.pattern(name).sub(" ", rest)
    return not content_stems(rest, language)


def _opens(called: re.Pattern[str], text: str) -> bool:
    """Whether a sentence is of somebody: they are named among its first words."""
    found = called.search(text)
    return bool(found and word_count(text[: found.start()]) <= _BEFORE_NAME)


def _calls(called: re.Pattern[str], text: str) -> bool:
    """Whether a sentence is said to somebody: "Ines, do you hear us?", "Say hello, Ines."."""
    found = list(called.finditer(text))
    if not found:
        return False
    first, last = found[0], found[-1]
    opens = first.start() == 0 and text[first.end() :].startswith(",")
    ends = text[: last.start()].rstrip().endswith(",") and not text[last.end() :].strip(".! ")
    return opens or (ends and word_count(text) <= _SHORT_CALL)


def role_in_title(reading: Reading, name: str) -> str:
    """Where the title of an episode says that somebody is from: "of Modular"; else ""."""
    whence = Language.of(reading.episode.language).rows_of("whence")
    title = reading.episode.title
    found = re.search(rf"(?<!\w){re.escape(name)}\s+((?:{whence})\s+[A-Z][^,;:()\[\]|–—]*)", title)
    role = found[1].strip() if found else ""
    return role if word_count(role) <= LONGEST_ROLE else ""


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
    return re.compile(
        rf"(?<!\w){re.escape(name)}{joined}(?P<role>(?:[^.,;!?()\n*<>\[\]–—|]|\.(?=\w))+)"
    )


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """What matches a name, or its first or last word where it has several."""
    words: Iterator[str] = (re.escape(word) for word in (name, *name.split()) if len(word) > 2)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words) or '(?!)'})(?!\w)", re.IGNORECASE)
