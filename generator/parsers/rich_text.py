"""A transcript in Rich Text (RTF), as word processors save it: read as the text that it shows."""

from __future__ import annotations

from striprtf.striprtf import rtf_to_text

from ..errors import InputError
from ..model import Document
from . import plain_text, speaker_text

NAME = "Rich Text"


def recognizes(text: str) -> bool:
    """Whether `text` is RTF in which people talk."""
    if text.lstrip()[:5] != "{\\rtf":
        return False
    shown = _shown(text)
    return speaker_text.recognizes(shown) or plain_text.recognizes(shown)


def parse(text: str) -> Document:
    """Read it. Raises `InputError` where nothing is said."""
    shown = _shown(text)
    parser = speaker_text if speaker_text.recognizes(shown) else plain_text
    document: Document = parser.parse(shown)
    return document


def _shown(text: str) -> str:
    try:
        return str(rtf_to_text(text, errors="ignore"))  # type: ignore[no-untyped-call]
    except Exception:  # whatever a broken file does to it
        raise InputError("is Rich Text that cannot be read", remedy="save it as text") from None
