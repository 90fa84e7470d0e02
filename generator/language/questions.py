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


_ASKS = re.compile(
    r"(?:^|, (?:and |so |but |then )?)(?:how|why|what|which|where|when|who|what['’]s|is|are|can"
    r"|could|does|do|did|should|will|would|have|has)\b",
    re.IGNORECASE,
)
"""Where a question begins: at once, or after a clause that leads up to it."""
_POINTS_BACK = re.compile(
    r"^(?:\S+ ){0,6}(?:it|its|it['’]s|they|they['’]re|them|their|he|she|him|her|his)\b"
    r"|\b(?:else|guys|stuff|thing)\b|\b(?:this|that|these|those|there|here|then|it)[,?]"
    r"|^(?:or|because|so|is that|like|if so|other|another|any)\b"
    r"|\b(?:this|that|these|those) (?:is|are|was|were|do|does|mean\w*|work\w*|exist|for|in|to|and"
    r"|what)\b"
    r"|\b(?:about|of|to|in|with|for|do|did|does|is|was) that\b",
    re.IGNORECASE,
)
"""Words that send even a reader of the answer to what was said before."""
LONGEST_QUESTION = 25
"""Words of a question that is printed before its answer."""


def answered_question(cleaned: str) -> str | None:
    """The question that a cleaned sentence ends in, if it can be read with its answer, else None.

    Unlike `plain_question` it may invite ("Can you describe ...?") and address the other.
    """
    plain = plain_question(cleaned)
    if plain or not cleaned.endswith("?"):
        return plain
    if cleaned.count(" ") >= LONGEST_QUESTION or not _ASKS.search(cleaned):
        return None
    return None if _POINTS_BACK.search(cleaned) else cleaned


def plain_question(cleaned: str) -> str | None:
    """The question that a cleaned sentence ends in, if it needs nothing before it, else None."""
    if not cleaned.endswith("?"):
        return None
    match = _QUESTION.search(cleaned)
    if not match or _POINTS_AWAY.search(match[1]) or _INVITES.match(match[1]):
        return None
    return f"{match[1][0].upper()}{match[1][1:]}?"
