"""Which language a recording is in: what people say of it first, then what it sounds like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from ..model import Cue
from .detection import detect, tag_of
from .languages import shipped
from .words import word_count

ENOUGH_WORDS = 60
"""Of a transcript, before it is believed to be in the language that it seems to be in."""
_SAMPLE = 6000
"""Characters from the middle of a transcript that are looked at."""
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_NAMED = re.compile(r"(?P<name>.+)\.(?P<tag>[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)")


def known_tag(value: str) -> str:
    """The BCP 47 tag that a person wrote or meant: "de-AT", "german", "Deutsch".

    Raises `ValueError` where it is no language.
    """
    stated = value.strip()
    if stated.lower() in shipped():
        return stated.lower()
    tag = tag_of(stated)
    if tag is None:
        raise ValueError(f"{stated!r} is no language; write its tag, such as en, de or pt-BR")
    return stated.replace("_", "-") if _TAG.fullmatch(stated) and len(stated) != 3 else tag


def split_name(stem: str) -> tuple[str, str | None]:
    """A file's name without the language that it ends in, and that: `talk.de` gives "de"."""
    match = _NAMED.fullmatch(stem)
    tag = tag_of(match["tag"]) if match else None
    return (match["name"], match["tag"].replace("_", "-")) if match and tag else (stem, None)


def first_stated(stated: Sequence[str | None]) -> str | None:
    """The tag of the first language among what people say of a recording."""
    for value in stated:
        if value:
            with suppress(ValueError):
                return known_tag(value)
    return None


def as_usual(found: str | None, usual: str) -> str:
    """The tag of a recording that seems to be in the language `found`, if in any.

    `usual` is what transcripts of the site are in, which may tell more: "de-AT".
    """
    return usual if found is None or found == re.split("[-_]", usual)[0].lower() else found


def sounds_like(cues: Sequence[Cue]) -> str | None:
    """The tag of the language that cues seem to be in; None where too few words tell."""
    sample = _middle(cues)
    return detect(sample) if word_count(sample) >= ENOUGH_WORDS else None


def _middle(cues: Sequence[Cue]) -> str:
    """Text from the middle of a recording, where openings and credits are past."""
    first = last = len(cues) // 2
    size = 0
    while size < _SAMPLE and (first > 0 or last < len(cues)):
        if first > 0:
            first -= 1
            size += len(cues[first].text)
        if last < len(cues):
            size += len(cues[last].text)
            last += 1
    return " ".join(cue.text for cue in cues[first:last])
