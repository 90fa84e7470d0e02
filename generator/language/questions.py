"""Questions that can be understood without what was said before them."""

from __future__ import annotations

import re

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
