"""The introduction that people wrote: the first paragraph of their words that is no announcement.

Notes often begin with events, sponsors and surveys; a paragraph of which half the sentences speak
of such things is passed over. What a list or a heading holds is no introduction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..language.languages import Language
from ..language.sentences import split_sentences
from ..language.words import word_count
from ..model import Introduction
from .turns import read_markdown

FEWEST_WORDS = 8
"""Of an introduction."""
LOOKED_AT = 12
"""Paragraphs at most: what comes later introduces nothing."""
MOSTLY = 0.5
"""Share of sentences that announce from which on a paragraph does."""
_LONGEST = 5000
"""Characters of a paragraph that are looked at."""
_NO_PROSE = re.compile(r"#|[*+-]\s|\d+[.)]\s|>|\||```|={3,}|-{3,}|!\[|<")
_ADDRESS = re.compile(r"<?https?://[^\s>]+>?")
_ENDS = re.compile(r"[.!?…。！？:：][\"'”’»)]*$")


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
            chosen = next((each for each in paragraphs if _tells(each, language)), paragraphs[0])
            return Introduction(text=chosen, origin=origin)
    chosen = ""
    for paragraph in _paragraphs(notes):
        plain = "" if _NO_PROSE.match(paragraph) else _without_list(_plain(paragraph))
        if chosen and not plain:
            break  # what leads to a list stands for itself
        if _tells(plain, language):
            chosen = plain
            if not chosen.endswith("…"):
                break
    return Introduction(text=chosen, origin="notes") if chosen else None


def _paragraphs(text: str) -> Iterator[str]:
    """The first paragraphs of a Markdown text."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
        if number == LOOKED_AT:
            return
        yield paragraph.strip()


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
    if word_count(text) < FEWEST_WORDS or not _ENDS.search(text):
        return False
    pattern = language.pattern("announcement")
    sentences = split_sentences(text)
    return sum(bool(pattern.search(each)) for each in sentences) < MOSTLY * len(sentences)
