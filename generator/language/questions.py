"""Questions, in as few words as can be understood without what was said before them."""

from __future__ import annotations

import re

from .cleaning import clean
from .languages import Language
from .sentences import QUESTION_MARKS
from .words import word_count

SHORTEST, LONGEST = 3, 9
"""Words of a question that stands above its answer."""
LEFT_AT = 6
"""Words from which on a question still says what it is about where its end is left out."""

_QUESTION = re.compile(
    r"(?:^|[,;:.!?] |\b(?:about|so|and|but|is|like|wondering|curious|of|or) )"
    r"((?:how|why|what|which|where|when|who|what's|is|are|can|does|do|should|will)\b[^,;:?.!]*)\?$",
    re.IGNORECASE,
)
"""A question, or the end of a sentence that turns into one."""
_POINTS_AWAY = re.compile(
    r"\b(?:this|that|it|its|it's|that's|they|them|their|he|she|him|her|his|there|those|these|i|i'm"
    r"|me|my|we're|here|guys|something|mean|thing|things|stuff|one|ones|else|so|then|said)\b",
    re.IGNORECASE,
)
"""Words that send a reader to what was said before."""
_VAGUE = re.compile(
    r"\b(?:this|that|it|it's|that's|they|them|those|these|there|i|i'm|me|my|something|here"
    r"|thing|things|stuff|said)\b|^(?:right|what|why|how|really|and|or|but)$"
    r"|\bones?$|^what do you think$|^(?:how|what) about\b"
    r"|^(?:how are|can you|could you|would you|do you want|are you ready)\b"
    r"|^(?:have|do|did|were|will) (?:you|we|they|he|she) \w+$",
    re.IGNORECASE,
)
"""What a question says that stands for something said before, or merely invites to speak."""
_LOOSE = re.compile(r"[,\s]+(?:and|or|so|but|like)$", re.IGNORECASE)
_GOES_ON = re.compile(
    r" (?=(?:when|if|because|given|especially|where|which|and|or|so|but|like|while|than|from|with"
    r"|for|to|in|on|as|at|by|versus)\b)",
    re.IGNORECASE,
)
"""Where a question that is too long can be left."""
_INVITES = re.compile(
    r"(?:are|can|do|does|could|will|should|is) (?:you|we|there|anyone)\b|(?:how|what) about\b",
    re.IGNORECASE,
)
"""An invitation to speak, not a subject."""


def plain_question(cleaned: str) -> str | None:
    """The question that a cleaned sentence ends in, if it needs nothing before it, else None."""
    if not cleaned.endswith("?"):
        return None
    match = _QUESTION.search(cleaned)
    if not match or _POINTS_AWAY.search(match[1]) or _INVITES.match(match[1]):
        return None
    return f"{match[1][0].upper()}{match[1][1:]}?"


def short_question(text: str, language: Language) -> str | None:
    """What somebody asked, in at most about eight of their own words; None where that is not told.

    What goes before the question goes unmarked; where it is cut before its end, that is marked.
    """
    cleaned = clean(text, language, marks_gaps=True)
    if not cleaned.endswith(QUESTION_MARKS):  # a statement with a tag, such as "right?"
        return None
    if language.tag != "en":
        return cleaned if SHORTEST <= word_count(cleaned) <= LONGEST else None
    match = _QUESTION.search(cleaned)
    asked = match[1] if match else cleaned.rstrip("?")
    whole = word_count(cleaned) <= LONGEST
    if whole:
        asked = cleaned.rstrip("?")
    elif not match:
        return None
    cut = ""
    if word_count(asked) > LONGEST:
        ends = [found.start() for found in _GOES_ON.finditer(asked)]
        fitting = [end for end in ends if LEFT_AT <= word_count(asked[:end]) <= LONGEST]
        if not fitting:
            return None
        asked, cut = _LOOSE.sub("", asked[: fitting[-1]]), " …"
    if word_count(asked) < SHORTEST or _VAGUE.search(asked):
        return None
    return f"{asked[0].upper()}{asked[1:]}{cut}?"
