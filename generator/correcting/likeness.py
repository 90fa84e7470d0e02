"""How alike two spellings are: by their letters, and by how they sound.

The sound is Lawrence Philips' Metaphone (1990), by way of the library jellyfish, with the
consonants made one that recognizers take for each other: b and p, d and t, g and k, v and f, z and
s, m and n. It is made for English; of other languages it says little, and none is applied there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import jellyfish

_FOLDED = str.maketrans(
    {**dict(zip("BDVZGQJCM", "PTFSKKXKN", strict=True)), **dict.fromkeys("HWY ")}
)
_TWICE = re.compile(r"(.)\1+")
_DIGITS = re.compile(r"\D+")


class Likeness(NamedTuple):
    """How alike two spellings are, each from 0 to 1."""

    letters: float
    sound: float


@lru_cache(maxsize=1 << 17)
def bare(text: str) -> str:
    """Letters and digits alone, in lower case and without accents; "&" is "and"."""
    lower = text.lower().replace("&", "and")
    if not lower.isascii():
        lower = unicodedata.normalize("NFKD", lower)
    return "".join(filter(str.isalnum, lower))


@lru_cache(maxsize=1 << 17)
def sound(text: str) -> str:
    """How a spelling sounds, as a few letters; nothing of its digits."""
    letters = "".join(filter(str.isalpha, bare(text)))
    code = jellyfish.metaphone(letters).translate(_FOLDED)
    return _TWICE.sub(r"\1", code[:1].translate(_ONE_VOWEL) + code[1:])


_ONE_VOWEL = str.maketrans("EIOU", "AAAA")


def digits(text: str) -> str:
    """The digits of a spelling, in order."""
    return _DIGITS.sub("", text)


def likeness(one: str, other: str) -> Likeness:
    """How alike two spellings are."""
    return Likeness(ratio(bare(one), bare(other)), ratio(sound(one), sound(other)))


def neighbours(code: str) -> tuple[str, ...]:
    """A sound and all that lack one of its letters: two that share one of these are near."""
    if len(code) < _LONG:
        return (code,)
    return (code, *dict.fromkeys(code[:i] + code[i + 1 :] for i in range(len(code))))


_LONG = 4


def ratio(one: str, other: str) -> float:
    """The share of letters that need no change to make one text the other, from 0 to 1."""
    longest = max(len(one), len(other))
    return 1 - jellyfish.damerau_levenshtein_distance(one, other) / longest if longest else 0.0
