"""How long a text is in a model's tokens: a bound for requests, a count for bills.

Requests use `bound` everywhere. tiktoken fetches its tables from the network when it first needs
them, and a text that was cut by one count on one machine and by another on the next would reach
the model as two different prompts, to be paid for twice. So tiktoken only sharpens what `plan`
says of tokens and money, and only where its table is already on this machine and intact.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

TABLE = "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"
"""Where tiktoken takes the table of its newest encoding from; its cache is named after it."""
TABLE_SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"

_ENGLISH = frozenset(
    ("the", "a", "an", "of", "and", "to", "in", "is", "it", "that", "was", "for", "on", "with")
)
_UNSPACED = "\u2e80"
"""From here on stand scripts without spaces between words."""
_RUN = re.compile(r"([^\W\d_]+)|([0-9]+)|(\s+)|(.)", re.DOTALL)
_PIECE = re.compile(r"([A-Za-z]+)|([0-9]+)|(\s+)|(.)", re.DOTALL)


def bound(text: str) -> int:
    """At least as many tokens as any common byte-pair encoding needs for prose.

    A word of Latin letters takes one token for each three letters begun, a number one for each
    digit, anything else one for each byte.
    """
    total = 0
    for letters, digits, space, other in _PIECE.findall(text):
        if letters:
            total += -(-len(letters) // 3)
        elif space:
            total += len(space) - 1 + ("\n" in space)  # a single space joins the word after it
        else:
            total += len(digits) if digits else len(other.encode("utf-8", "surrogatepass"))
    return total


def bound_of(messages: Iterable[Mapping[str, str]]) -> int:
    """At least as many tokens as a prompt of these messages has."""
    return sum(bound(message["content"]) + 4 for message in messages)


def estimate(text: str) -> int:
    """About as many tokens as byte-pair encodings of today make of a text.

    Of English speech and of our prompts within a tenth of what o200k_base does, mostly above it;
    of other languages within a fifth.
    """
    total = 0.0
    words = text.lower().split()
    english = sum(word in _ENGLISH for word in words) >= 0.1 * len(words)
    share = 1.0 if english else 1.35
    for letters, digits, space, other in _RUN.findall(text):
        if letters:
            if max(letters) >= _UNSPACED:
                total += 0.9 * len(letters)
            elif letters.isascii():
                total += share * (1 + max(0, len(letters) - 8) / 5)
            else:
                total += share * (1 + max(0, len(letters) - 6) / 4)
        elif digits:
            total += -(-len(digits) // 3)
        elif space:
            total += "\n" in space
        else:
            total += 0.8 * len(other)
    return round(total)


def counter() -> tuple[Callable[[str], int], str]:
    """How to count the tokens of a text for a bill, and what that count is called."""
    if not _table_is_at_hand():
        return estimate, "estimated"
    import tiktoken

    encoding = tiktoken.get_encoding("o200k_base")
    return lambda text: len(encoding.encode(text, disallowed_special=())), "counted by tiktoken"


def _table_is_at_hand() -> bool:
    """Whether tiktoken's table is in its cache, whole: then it needs no network."""
    folder = os.environ.get("TIKTOKEN_CACHE_DIR") or os.environ.get("DATA_GYM_CACHE_DIR")
    path = Path(folder or Path(tempfile.gettempdir()) / "data-gym-cache")
    try:
        table = (
            path / hashlib.sha1(TABLE.encode(), usedforsecurity=False).hexdigest()
        ).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(table).hexdigest() == TABLE_SHA256
