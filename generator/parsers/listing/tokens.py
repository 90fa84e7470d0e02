"""The transcript of one entry, taken apart: marks, speakers' labels, headings, speech.

All of them are glued into one line. Headings are chapters that stand in the speech; they are told
from it by the list in the notes, else by their capitals and the marks around them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...language.languages import Language
from ...model import ListedChapter
from ...timestamps import parse_clock
from .speakers import find_labels

LONGEST_HEADING = 15
"""Words."""
SAME_MOMENT = 2.0
"""Seconds; a heading and a listed chapter so near are the same, whatever they are called."""
SHORTEST_SHOUT = 8
"""Characters of a title that is known by its capitals alone."""
ALIKE = 0.6
"""Share of the shorter title's words that the other must have."""
_NEAR_IN_LIST = 8
"""How many chapters of the list are compared with a heading that is not spelled like any."""

_CLOCK = r"\d{1,3}(?::[0-5]?\d){1,2}(?:[.,]\d{1,3})?"
MARK = re.compile(
    rf"(?:\[{_CLOCK}\]|\({_CLOCK}\)|(?<![\d:.,])\d{{1,2}}:[0-5]\d:[0-5]\d(?![\d:])) ?"
)
"""A time mark in speech on one line, with the space after it."""
_MARK_IN_LABEL = re.compile(rf"(?<=[^\W\d_]) ?([\[(]{_CLOCK}[\])]) ?:(?= )")
"""`Ann (01:02):`, where the colon comes last."""
_GLUED = re.compile(r"[.!?][\"”)]?(?=[^\W\d_a-z][a-z]|I[ '’]|A )")
"""Where one paragraph ends and the next begins without a space."""
_TITLE_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading that stands in the speech."""

    title: str
    listed: int | None
    """Index in the list of chapters, where it is there."""
    exact: bool
    """Whether the list has the same words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A part of the text: one of the last four is set."""

    begin: int
    end: int
    """Offsets in the text."""
    mark: float | None = None
    """Seconds."""
    speaker: str | None = None
    heading: Heading | None = None
    words: str = ""
    """Speech."""


def read_tokens(text: str, listed: Sequence[ListedChapter]) -> list[Token]:
    """The tokens of `text`, which is one line with single spaces.

    `listed` are the chapters in the notes; each heading is matched with at most one of them.
    """
    text = _MARK_IN_LABEL.sub(r": \1", text)
    return _name_headings(_split(text, listed), listed)


def space_out(words: str) -> str:
    """`words` with a space between paragraphs that are glued together."""
    return _GLUED.sub(r"\g<0> ", words)


def _split(text: str, listed: Sequence[ListedChapter]) -> list[Token]:
    """Marks, labels, the listed headings, and the speech between them."""
    marks = [
        Token(begin=match.start(), end=match.end(), mark=parse_clock(match[0].strip(" []()")))
        for match in MARK.finditer(text)
    ]
    headings = _listed_headings(text, marks, listed)
    plain = _blank(text, sorted([*marks, *headings], key=lambda token: token.begin))
    labels = [
        Token(begin=label.begin, end=label.end, speaker=label.name)
        for label in find_labels(plain, _blank(plain, _doubly_marked(marks)))
    ]
    tokens: list[Token] = []
    end = 0
    for token in sorted([*marks, *headings, *labels], key=lambda token: token.begin):
        if token.begin < end:
            continue
        tokens.extend(_speech_token(text, end, token.begin))
        tokens.append(token)
        end = token.end
    tokens.extend(_speech_token(text, end, len(text)))
    return tokens


def _speech_token(text: str, begin: int, end: int) -> Iterator[Token]:
    """The speech between two offsets, if there is any."""
    words = text[begin:end].strip()
    if words:
        yield Token(begin=begin, end=end, words=words)


def _listed_headings(text: str, marks: list[Token], listed: Sequence[ListedChapter]) -> list[Token]:
    """The titles of `listed` that stand in `text`: after a mark, or glued to a sentence's end."""
    flat = _flat(text)
    open_titles: dict[str, list[int]] = {}
    for index, chapter in enumerate(listed):
        open_titles.setdefault(_flat(chapter.title), []).append(index)
    lengths = sorted({len(title) for title in open_titles}, reverse=True)
    mark_begins = {mark.begin for mark in marks}
    places = [0, *(mark.end for mark in marks), *(glue.end() for glue in _GLUED.finditer(text))]
    straight = text.translate(_STRAIGHT)
    shouted = {place for title in open_titles for place in _shouted(title, straight)}
    places += shouted
    found: list[Token] = []
    for begin in sorted(set(places)):
        for length in lengths:
            end = begin + length
            indices = open_titles.get(flat[begin:end])
            if indices and (begin in shouted or _ends_heading(text, end, mark_begins)):
                heading = Heading(title=text[begin:end], listed=indices.pop(0), exact=True)
                found.append(Token(begin=begin, end=end, heading=heading))
                break
    return found


def _shouted(title: str, text: str) -> Iterator[int]:
    """Where a title stands in capitals: such a heading needs no mark, whatever surrounds it.

    `title` is in lower case, as `_flat` makes it; quotes are straight in both.
    """
    shout = title.upper()
    if len(shout) != len(title) or title.count(" ") < 1 or len(title) < SHORTEST_SHOUT:
        return
    begin = text.find(shout)
    if begin >= 0 and not text[begin - 1 : begin].isupper():
        yield begin


def _ends_heading(text: str, end: int, mark_begins: set[int]) -> bool:
    """Whether a heading may end here: before a mark, or glued to a capital."""
    if end >= len(text) or end in mark_begins or end + 1 in mark_begins:
        return True
    return text[end].isupper() and text[end - 1] != " "


def _doubly_marked(marks: list[Token]) -> list[Token]:
    """What stands between two marks of the same time: a heading or a few words, not evidence."""
    return [
        Token(begin=before.end, end=after.begin, words="")
        for before, after in pairwise(marks)
        if before.mark == after.mark
    ]


def _blank(text: str, tokens: list[Token]) -> str:
    """`text` with NUL in place of `tokens`, which come in order."""
    parts: list[str] = []
    end = 0
    for token in tokens:
        parts += text[end : token.begin], "\0" * (token.end - token.begin)
        end = token.end
    return "".join([*parts, text[end:]])


def _name_headings(tokens: list[Token], listed: Sequence[ListedChapter]) -> list[Token]:
    """`tokens` with the headings that the list has in other words, or not at all."""
    exact = [
        (index, token.heading.listed or 0) for index, token in enumerate(tokens) if token.heading
    ]
    places = [place for place, _ in exact]
    taken = {number for _, number in exact}
    named: list[Token] = []
    for index, token in enumerate(tokens):
        named.append(token)
        if not token.words or not _is_set_off(tokens, index):
            continue
        place = bisect_left(places, index)
        after = exact[place - 1][1] + 1 if place else 0
        before = exact[place][1] if place < len(exact) else len(listed)
        nearby = [number for number in range(after, before) if number not in taken]
        number = _meant(token.words, tokens[index - 1].mark, listed, nearby[:_NEAR_IN_LIST])
        if number is None and not _reads_as_title(token.words):
            continue
        if number is not None:
            taken.add(number)
        heading = Heading(title=token.words, listed=number, exact=False)
        named[-1] = Token(begin=token.begin, end=token.end, heading=heading)
    return named


def _is_set_off(tokens: list[Token], index: int) -> bool:
    """Whether words stand between two equal marks, or between a mark and a label glued to them."""
    words = tokens[index].words or ""
    if index == 0 or index + 1 == len(tokens) or tokens[index - 1].mark is None:
        return False
    if words.count(" ") + 1 > LONGEST_HEADING or words.endswith((".", ",", ";", "…", "!", "-")):
        return False
    if not (words[0].isupper() or words[0].isdigit() or words[0] in "\"“'‘"):
        return False
    following = tokens[index + 1]
    if following.mark is not None:
        return following.mark == tokens[index - 1].mark
    return following.speaker is not None and len(words) == following.begin - tokens[index].begin


def _meant(
    words: str, time: float | None, listed: Sequence[ListedChapter], nearby: list[int]
) -> int | None:
    """The listed chapter that a heading in other words stands for, if any."""
    content = _content(words)
    if not content:
        return None
    for number in nearby:
        other = _content(listed[number].title)
        shared = len(content & other) / max(1, min(len(content), len(other)))
        start = listed[number].start
        near = start is not None and time is not None and abs(start - time) <= SAME_MOMENT
        if shared >= ALIKE or (near and _reads_as_title(words, content=1)):
            return number
    return None


def _content(title: str) -> set[str]:
    """The words of a title that carry its sense."""
    return {word.lower().replace("’", "'") for word in _words_of_sense(title)}


def _reads_as_title(words: str, content: int = 2) -> bool:
    """Whether at least so many words of sense all begin with a capital or a digit."""
    if ":" in words or ". " in words or ", " in words:
        return False
    found = _words_of_sense(words)
    return len(found) >= content and not any(word[0].islower() for word in found)


def _words_of_sense(title: str) -> list[str]:
    """The words of `title` but those that only join others: `there's` is one, `Ann's` is not."""
    return [
        word
        for word in _TITLE_WORD.findall(title)
        if re.split(r"['’]", word.lower(), maxsplit=1)[0] not in Language.of("en").function
    ]


def _flat(text: str) -> str:
    """`text` in lower case with straight quotes, letter for letter."""
    straight = text.translate(_STRAIGHT)
    lower = straight.lower()
    return lower if len(lower) == len(straight) else straight
