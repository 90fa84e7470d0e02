"""Speech without times: paragraphs after `Speaker:` labels, or one endless line of captions.

The last resort, and the only format without a mark of its own, so it looks for signs that people
talk: labels that come again, sounds in brackets, the words of speech. What reads like a document
is left alone.
"""

from __future__ import annotations

import re
import unicodedata

from ..errors import InputError
from ..language.words import word_count, words
from ..model import Document
from . import front_matter
from .habits import spell_out
from .inline_labels import part_lines, without_items
from .speaker_text import compose
from .turns import each_line, is_page
from .written import is_written

NAME = "plain text"

_SAMPLE = 60_000
"""Characters looked at to recognize the format."""
_LONG = 20_000
"""Characters from which on a text may have headings as manuals do, and speech below."""
_FEWEST_WORDS = 100
"""A shorter text without labels could be anything."""
_FEWEST_WORDS_OF_SOMEBODY = 20
"""Where front matter says who spoke."""
_UNPUNCTUATED_CUE = 36
"""Words a cue where nobody punctuated: three utterances."""

_FULL_LINE = 6
"""Words of a line that may hold a sentence."""
_FULL_LINES = 0.6
"""Share of the lines that must do so where nothing else shows speech: a list has short ones."""

_SPOKEN_WORDS = """
    i you we he they i'm you're we're it's that's i've we've i'll let's don't um uh uhm yeah yep
    yes okay ok so like just really gonna kind sort actually know think guess mean going right
    well thank thanks hey hi hello basically maybe stuff thing things lot say said guys got get
    kinda wanna cool oh what's there's
"""
_SPOKEN = frozenset(_SPOKEN_WORDS.split())
"""English words that speech is full of; 10 % to 25 % of it, and under 8 % of documents."""
_SPOKEN_SHARE = 0.095
_SPOKEN_SHARE_LABELLED = 0.03
"""Enough where labels already say that people talk."""
_TITLES = ("hon", "mr", "ms", "dr", "sir", "senator", "the ", "lord", "lady")
_SEVERAL = 3
_SPOKEN_SHARE_OF_SEVERAL = 0.02
"""Enough where several have titles, as in parliaments, which speak as others write."""
_ENGLISH = frozenset({"the", "of", "and", "to", "in", "is", "that", "for", "with"})
_KEYS_OF_SPEECH = (
    "speaker",
    "speakers",
    "transcript_by",
    "transcriber",
    "transcribed_by",
    "guests",
)
"""Of front matter, where it stands above a transcript."""
_SOUND = re.compile(
    r"\[(?:music|applause|laughter|inaudible|cheering|musique|música)\]", re.IGNORECASE
)
_MARKUP_START = re.compile(r"\s*[<{\[]")
_SENTENCE_END = re.compile(r"[.!?…。！？](?:\s|$)")
_TOLD = re.compile(
    r"[\"”’']\s+(?:\w+\s+){0,2}(?:said|says|asked|replied|answered|cried|whispered|muttered)\b"
    r"|\b(?:said|asked|replied|answered|cried|whispered|muttered)(?:\s+\w+){0,3}[,.:]\s+[\"“‘']"
)
"""What a novel says of who says what."""
_WRITTEN = re.compile(
    r"\b(?:thanks|thank you) for reading\b|\bin this (?:blog )?(?:post|article|essay)\b",
    re.IGNORECASE,
)
"""What is seldom said."""
_DOCUMENT = re.compile(
    r"^(?:```|~~~|={4,}$|-{4,}$|\|.*\||\s*(?:[-*+]|\d+\.) \S|    \S)"
    r"|\]\(|https?://|<[a-z!/]|[{};=]$",
    re.MULTILINE,
)
"""Lines of a document rather than of speech: code, tables, lists, links, markup."""


def recognizes(text: str) -> bool:
    """Whether `text` shows that people talk; in doubt it does not."""
    if is_page(text):
        return False
    parted = front_matter.part(text[: 2 * _SAMPLE])
    if len(parted.body) < _LONG and is_written(parted.body):
        return False
    body = part_lines(without_items(parted.body[:_SAMPLE]))
    spelled = spell_out(body)
    found = words(spelled.body)
    several = sum(name.startswith(_TITLES) for name in spelled.names) >= _SEVERAL
    least = _SPOKEN_SHARE_OF_SEVERAL if several else _SPOKEN_SHARE_LABELLED
    if spelled.names and _spoken_share(found) >= least:
        return True
    if parted.yaml and len(found) >= _FEWEST_WORDS_OF_SOMEBODY and _says_who_spoke(parted):
        return True
    if "```" in body or (_MARKUP_START.match(body) and not _SOUND.match(body.lstrip())):
        return False
    if word_count(" ".join(body.split())) < _FEWEST_WORDS:
        return False
    lines = body.count("\n") + 1
    if len(_DOCUMENT.findall(body)) > max(1, lines * 0.02 + len(found) / 2000):
        return False
    if not _is_english(found):
        return _is_prose(body)
    endless = _is_unpunctuated(body) and len(found) > 50 * lines and _is_prose(body)
    if endless and _SOUND.search(body):
        return True
    if len(_TOLD.findall(body)) * 400 > len(found):
        return False
    least = 2 * _SPOKEN_SHARE if _WRITTEN.search(body) else _SPOKEN_SHARE
    return _spoken_share(found) >= least


def parse(text: str) -> Document:
    """Read it: cues without times, with speakers where labels name them.

    Raises `InputError` for malformed front matter, or where nothing is said.
    """
    parted = front_matter.part(text)
    values = front_matter.values_of(parted)
    spelled = spell_out(part_lines(without_items(parted.body)))
    recording = compose(
        front_matter.describe(values),
        spelled,
        first_line=parted.body_line,
        language=front_matter.language_of(values),
        split=_UNPUNCTUATED_CUE if _is_unpunctuated(parted.body[:_SAMPLE]) else None,
    )
    if not recording.transcript.cues:
        raise InputError("holds no speech", remedy="add the transcript")
    return Document(recordings=(recording,), show=front_matter.show_of(values))


def _says_who_spoke(parted: front_matter.Parted) -> bool:
    """Whether front matter says that what stands below it was said, and by whom."""
    try:
        values = front_matter.values_of(parted)
    except InputError:
        return False
    return any(values.get(key) for key in _KEYS_OF_SPEECH)


def _spoken_share(found: list[str]) -> float:
    """Share of words that speech is full of; 1 where the language is not English."""
    if not found or not _is_english(found):
        return 1.0 if found else 0.0
    return sum(word in _SPOKEN for word in found) / len(found)


def _is_english(found: list[str]) -> bool:
    return sum(word in _ENGLISH for word in found) >= 0.06 * len(found)


def _is_unpunctuated(body: str) -> bool:
    return len(_SENTENCE_END.findall(body)) * 50 < body.count(" ")


def _is_prose(body: str) -> bool:
    """Whether it is letters and spaces in lines of a sentence or more, words of a usual length."""
    letters = sum(_is_letter(character) for character in body)
    lines = [line for line in each_line(body) if line.strip() and line[:1] != "#"]
    full = sum(word_count(line) >= _FULL_LINE for line in lines)
    return (
        letters >= 0.8 * sum(not character.isspace() for character in body)
        and letters <= 10 * sum(map(word_count, lines))
        and full >= _FULL_LINES * len(lines)
    )


def _is_letter(character: str) -> bool:
    return character.isalpha() or unicodedata.category(character).startswith("M")
