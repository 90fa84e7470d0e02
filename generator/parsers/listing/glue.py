"""Text whose line breaks were lost: where paragraphs, headings and list items are glued together.

`...with us.Show Notes* One* TwoTimestamps* [00:00] Hello` falls apart at bullets and time stamps,
where a sentence's end meets a capital, where a word that is no word otherwise is made of two that
are (`knowledgePeople`), and at the names that sections of show notes usually have.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.language.languages import Language
from generator.timestamps import parse_clock

_LONGEST_WORD = 60
"""Characters."""
_LONGEST_FORMULA = 60
"""Characters."""
FEWEST_LOOSE_STAMPS = 3
"""So many time stamps without bullets in one line are a list."""

CLOCK = r"\d{1,3}(?::[0-5]?\d){1,2}(?:[.,]\d{1,3})?"
"""A time of day on a recording's clock, without named groups."""
_AFTER_STAMP = r"(?:\s?:(?=\s)|\s[-–—|](?=\s))?\s?"
_BULLET = re.compile(
    rf"[*•▪‣●](?:\s|$)\s?(?:(?P<stamp>\[{CLOCK}\]|\({CLOCK}\)|{CLOCK}(?!\w|:\d)){_AFTER_STAMP})?"
)
_LOOSE = re.compile(
    rf"(?P<stamp>\[{CLOCK}\]|\({CLOCK}\)|(?:^|(?<=[a-z!?.)”\"])){CLOCK}(?=[ :])){_AFTER_STAMP}"
)
_EMPHASIS = re.compile(r"(?<![^\s(])\*(?=[^\s*])[^*\n]{1,80}(?<=[^\s*])\*(?=[\s.,;:!?)]|$)")
_SECTION = re.compile(
    r"(?P<sure>Show ?[Nn]otes|Time ?[Ss]tamps)"
    r"|Chapters|Transcripts?|Links|References|Resources|Further [Rr]eading"
)
_AFTER_SENTENCE = re.compile(
    r"(?<=[a-z\d%`”\")][.!?:])(?=[“\"]?[^\W\d_a-z][a-z]|[“\"]?[IA][ '’])"
    r"|(?<=[.!?:…][”)])(?=“?[^\W\d_a-z])|(?<=…)(?=[^\W\d_a-z])|(?<=\d{6})(?=[A-Z][a-z])"
)
_AFTER_CAPITAL = re.compile(r"(?<=[A-Z][.!?:])(?=([A-Z][a-z]+))")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z])|(?<=\))(?=[A-Z][a-z])")
_TOKEN = re.compile(r"[^\W_]+")
_MORE_FOLLOWS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?(?: \S|[:/])")
_TITLE_TO_THE_END = re.compile(r"[A-Z][\w’'/-]{0,30}(?:(?: [A-Z][\w’'/-]{0,30}){1,4}:?|:)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """A list item, or the text before the first one."""

    text: str
    bulleted: bool = False
    stamp: str = ""
    """The time it begins with, as written."""
    time: float | None = None
    """That time in seconds."""

    @property
    def listed(self) -> bool:
        """Whether it is an item at all."""
        return self.bulleted or self.time is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words that a page uses."""

    written: Counter[str]
    """How often each occurs, as it is written."""
    known: frozenset[str]
    """All of them, in lower case."""

    def joins(self, left: str, right: str) -> bool:
        """Whether `left` and `right` are words and what they make together is none.

        A rare name may end a paragraph, so `left` need not be known before `The` and the like.
        """
        if self.written[left + right] > 1 or right.lower() not in self.known:
            return False
        opening = right.lower() in Language.of("en").function and len(right) > 2
        return opening or left.lower() in self.known


def vocabulary_of(texts: Iterable[str]) -> Vocabulary:
    """The words of `texts`."""
    written: Counter[str] = Counter()
    for text in texts:
        written.update(_TOKEN.findall(text))
    return Vocabulary(written=written, known=frozenset(map(str.lower, written)))


def cut_items(line: str) -> Iterator[RawItem]:
    """`line` cut at its bullets, and at time stamps where they make a list of their own."""
    hidden = _EMPHASIS.sub(lambda match: "\0" * len(match[0]), line) if "*" in line else line
    starts = {
        match.start(): match
        for match in _BULLET.finditer(hidden)
        if not _multiplies(hidden, match.start())
    }
    covered = {end for match in starts.values() for end in range(*match.span())}
    loose = [match for match in _LOOSE.finditer(hidden) if match.start() not in covered]
    if len(loose) >= FEWEST_LOOSE_STAMPS:
        starts.update((match.start(), match) for match in loose)
    matches = [starts[begin] for begin in sorted(starts)]
    first = matches[0].start() if matches else len(line)
    if line[:first].strip():
        yield RawItem(text=line[:first].strip())
    ends = [*(match.start() for match in matches), len(line)][1:]
    for match, end in zip(matches, ends, strict=True):
        stamp = match["stamp"] or ""
        yield RawItem(
            text=line[match.end() : end].strip(),
            bulleted=match.re is _BULLET,
            stamp=stamp,
            time=parse_clock(stamp.strip("[]()")) if stamp else None,
        )


def respace(text: str) -> str:
    """`text` with a space between sentences that are glued together."""
    return _AFTER_SENTENCE.sub(" ", text)


def unglue(text: str, vocabulary: Vocabulary, *, boldly: bool = False) -> list[str]:
    """The parts of `text` that were lines of their own.

    `boldly` also parts a word before an abbreviation (`RoundAI`), which product names resemble.
    """
    cuts = {match.start() for match in _AFTER_SENTENCE.finditer(text)}
    cuts.update(
        match.start()
        for match in _AFTER_CAPITAL.finditer(text)
        if match[1].lower() in Language.of("en").function
    )
    cuts.update(_around_sections(text))
    cuts.update(_inside_words(text, vocabulary, boldly=boldly))
    bounds = [0, *sorted(cuts), len(text)]
    parts = [text[begin:end].strip() for begin, end in pairwise(bounds)]
    return [part for part in parts if part]


def _multiplies(line: str, begin: int) -> bool:
    """Whether the asterisk at `begin` stands in a formula: between spaces in parentheses."""
    before = line[max(0, begin - _LONGEST_FORMULA) : begin]
    return before.endswith(" ") and before.rfind("(") > before.rfind(")")


def _around_sections(text: str) -> Iterator[int]:
    """Where the name of a section is glued to what stands before or after it."""
    for match in _SECTION.finditer(text):
        begin, end = match.span()
        before, after = text[begin - 1 : begin], text[end : end + 1]
        if not match["sure"] and after.islower():
            continue
        last = not text[end:].strip(": ") if end + 3 >= len(text) else False
        if (before and not before.isspace() and before not in "([“\"'‘/-") or (
            last and before == " " and text[begin - 2] in ".:!?"
        ):
            yield begin
        if after.isalnum():
            yield end


def _inside_words(text: str, vocabulary: Vocabulary, *, boldly: bool) -> Iterator[int]:
    """Where two words of `vocabulary` make one that is not in it.

    After a capitalized word (`BigCode`) that is no proof: what follows must open a sentence or
    be a title up to the end.
    """
    tokens = list(_TOKEN.finditer(text))
    begins = [token.start() for token in tokens]
    for hump in _HUMP.finditer(text):
        cut = hump.start()
        token = tokens[bisect_right(begins, cut) - 1]
        if token.end() - token.start() > _LONGEST_WORD:
            continue
        if not boldly and not text[cut + 1 : cut + 2].islower():
            continue
        if not _MORE_FOLLOWS.match(text, cut):
            continue
        left, right = text[token.start() : cut], text[cut : token.end()]
        telling = (
            boldly
            or left.islower()
            or right.lower() in Language.of("en").function
            or _TITLE_TO_THE_END.match(text, cut)
        )
        if text[cut - 1] == ")" or (telling and vocabulary.joins(left, right)):
            yield cut
