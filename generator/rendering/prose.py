"""Texts that people wrote, without their marks: whole, or as much as there is room for."""

from __future__ import annotations

import re

from ..language.sentences import split_sentences
from ..language.words import word_count

DESCRIPTION_LENGTH = 200
"""Characters of a page's description, for search engines and previews."""
OPENING_WORDS = 40
"""Words of what presents an episode among others."""
LEAD_LENGTH = 300
"""Characters of what leads an episode in lists."""
_LONGEST_BEGINNING = 40
"""Characters of the first words of a sentence."""
_LONGEST_LEAD = 5000
"""Characters in which a first paragraph is looked for."""
_LONGEST_TEXT = 50_000
"""Characters of a text that the search looks into."""
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<((?:https?://|mailto:)[^\s>]*)>")
_MARKS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)|^\s*(?:#+|>|[-+])\s+", re.MULTILINE)


def plain_text(markdown: str) -> str:
    """The first paragraph of a Markdown text, without its marks; of a very long one the start."""
    first = re.split(r"\n\s*\n", markdown.strip()[:_LONGEST_LEAD], maxsplit=1)[0]
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1\2", first)).split())


def all_plain_text(markdown: str) -> str:
    """A Markdown text without its marks and addresses; of an endless one the start."""
    text = _LINK.sub(r"\1", markdown[:_LONGEST_TEXT])
    return " ".join(_MARKS.sub("", text).split())


def lead_of(text: str) -> str:
    """The first sentences of a paragraph, as many as fit; at least the beginning of the first."""
    lead = ""
    for sentence in split_sentences(text):
        if len(lead) + len(sentence) >= LEAD_LENGTH:
            break
        lead = f"{lead} {sentence}".strip()
    return lead or shorten(text)


def opening_of(text: str) -> str:
    """The first sentence of a paragraph, or the first two where they are short; "" if too long."""
    sentences = list(split_sentences(text))[:2]
    while sentences and word_count(" ".join(sentences)) > OPENING_WORDS:
        sentences.pop()
    return " ".join(sentences)


def shorten(text: str) -> str:
    """The beginning of a text, cut between words."""
    text = " ".join(text.split())
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    start = text[:DESCRIPTION_LENGTH]
    words, _, _ = start.rpartition(" ")
    if len(words) < DESCRIPTION_LENGTH // 2:
        words = start  # a script without spaces is cut between characters
    return words.rstrip(" ,;:–—-、，") + "…"


def begin(text: str) -> str:
    """The first words of a sentence, as many as it takes to tell it from others."""
    if len(text) <= _LONGEST_BEGINNING:
        return text
    start = text[:_LONGEST_BEGINNING]
    return f"{start.rpartition(' ')[0] or start}…"
