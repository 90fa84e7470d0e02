"""The introduction that people wrote: the first paragraph of their words that tells of the matter.

Notes often begin with events, sponsors and surveys; a paragraph of which half the sentences speak
of such things is passed over, and one in which hosts speak of themselves where a better one
follows. What a list or a heading holds is no introduction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import zip_longest

from ..language.languages import Language
from ..language.sentences import split_sentences
from ..language.words import word_count, words
from ..model import Introduction
from .turns import read_markdown

FEWEST_WORDS = 8
"""Of an introduction."""
ENOUGH_WORDS = 15
"""Of one that stands in place of another; shorter ones are credits and cheers."""
LONGEST_HEADING = 8
"""Words of a line without a mark that stands as a heading right above a longer one."""
LOOKED_AT = 12
"""Paragraphs at most: what comes later introduces nothing."""
MOSTLY = 0.5
"""Share of sentences that announce from which on a paragraph does."""
_LONGEST = 5000
"""Characters of a paragraph that are looked at."""
_NO_PROSE = re.compile(r"#|[*+-]\s|\d+[.)]\s|>|\||```|={3,}|-{3,}|!\[|<")
_LISTED = re.compile(r"\s[*•·]\s.*\s[*•·]\s")
_ADDRESS = re.compile(r"<?https?://[^\s>]+>?")
_HEADING = re.compile(r"#{1,6}\s|(\*\*|__)[^*_]+\1\s*$")
_ENDS = re.compile(r"[.!?…。！？:：][\"'”’»)]*$")


class _Weak(Enum):
    """What makes a paragraph that tells something give way to the next one."""

    NOT = auto()
    LEADS_TO_LIST = auto()
    OF_HOSTS = auto()


def find_introduction(
    introduction: str, description: str, notes: str, tag: str
) -> Introduction | None:
    """What introduces a recording, from what people wrote of it, all of it Markdown.

    `introduction` and `description` are meant as such, so that their first paragraph counts
    whatever it says; `notes` need have none. `tag` is the language of the recording.
    """
    language = Language.of(tag)
    for origin, text in (("introduction", introduction), ("description", description)):
        paragraphs = [plain for each in _paragraphs(text) if (plain := _plain(each))]
        if paragraphs:
            return Introduction(text=_choose(paragraphs, language) or paragraphs[0], origin=origin)
    prose = (
        "" if _NO_PROSE.match(each) else _without_list(_plain(each)) for each in _paragraphs(notes)
    )
    chosen = _choose(prose, language)
    return Introduction(text=chosen, origin="notes") if chosen else None


def _choose(paragraphs: Iterable[str], language: Language) -> str:
    """The first that tells something, or a better one right after it; "" is what is no prose."""
    chosen, weakness = "", _Weak.NOT
    for paragraph in paragraphs:
        if chosen and (weakness == _Weak.NOT or not paragraph):
            break  # what leads to a list stands for itself; under a heading something else begins
        if not _tells(paragraph, language):
            continue
        weak = _weakness(paragraph, language)
        if weakness == _Weak.OF_HOSTS and (weak == weakness or not _stands(paragraph, language)):
            break
        chosen, weakness = paragraph, weak
    return chosen


def _paragraphs(text: str) -> Iterator[str]:
    """The first paragraphs of a Markdown text; a heading right above one is no part of it."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
        if number == LOOKED_AT:
            return
        yield from _without_headings(paragraph.strip().splitlines())


def _without_headings(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a paragraph in one, and every heading among them by itself."""
    held: list[str] = []
    for line, below in zip_longest(lines, lines[1:], fillvalue=""):
        ended = not held or _ENDS.search(held[-1].rstrip())
        if _HEADING.match(line) or (ended and _heads(line, below)):
            if held:
                yield "\n".join(held)
            yield line
            held = []
        else:
            held.append(line)
    if held:
        yield "\n".join(held)


def _heads(line: str, below: str) -> bool:
    """Whether a line without a mark is the heading of a longer one, and no part of its sentence."""
    opens = line.lstrip()[:1].isupper() and below.lstrip()[:1].isupper()
    short = word_count(line) <= LONGEST_HEADING and 2 * len(line) <= len(below)
    return opens and short and line.rstrip()[-1].isalnum()


def _plain(paragraph: str) -> str:
    """A paragraph without its marks and addresses."""
    return " ".join(_ADDRESS.sub("", read_markdown(paragraph[:_LONGEST])).split())


def _without_list(text: str) -> str:
    """A paragraph without the sentence that leads to a list, unless there is no other."""
    if not text.endswith((":", "：")):
        return text
    whole = " ".join(split_sentences(text)[:-1])
    return whole if word_count(whole) >= FEWEST_WORDS else f"{text[:-1]}…"


def _tells(text: str, language: Language) -> bool:
    """Whether a paragraph is sentences of which fewer than half announce something."""
    if word_count(text) < FEWEST_WORDS or not _ENDS.search(text) or _LISTED.search(text):
        return False
    return not _is_mostly(text, language.pattern("announcement"))


def _stands(text: str, language: Language) -> bool:
    """Whether a paragraph introduces something without the one before it."""
    spoken = words(text)
    return len(spoken) >= ENOUGH_WORDS and spoken[0] not in language.cleaning["openers"]


def _weakness(text: str, language: Language) -> _Weak:
    if _is_mostly(text, language.pattern("hosting")):
        return _Weak.OF_HOSTS
    return _Weak.LEADS_TO_LIST if text.endswith("…") else _Weak.NOT


def _is_mostly(text: str, pattern: re.Pattern[str]) -> bool:
    sentences = split_sentences(text)
    return sum(bool(pattern.search(each)) for each in sentences) >= MOSTLY * len(sentences)
