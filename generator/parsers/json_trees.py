"""JSON of speech services and recognizers, of captions and transcripts: any of it.

Which key means what, and which of its lists holds the speech, is found out by `trees`. A file may
hold one value, or one after another as programs log them.
"""

from __future__ import annotations

import re

from ..decoding import load_json_values
from ..errors import InputError
from ..model import Document
from .trees import read

NAME = "JSON of a speech service"

_BEGINS = re.compile(r'\s*(?:\[\s*)?(?:\[\s*)?\{\s*["}]|\s*\[\s*\[\s*["\d]')
_TIME_KEY = re.compile(r'"[^"\n]{0,30}(?i:start|begin|time|offset|from|ts)[^"\n]{0,30}"\s*:')
"""What broken JSON must hold to be taken for a broken transcript."""


def recognizes(text: str) -> bool:
    """Whether `text` begins as an object or a list of them does; `parse` looks further."""
    return bool(_BEGINS.match(text))


def parse(text: str) -> Document | None:
    """Read it; None where it holds no speech.

    Raises `InputError` where it is malformed, an entry is broken or a time is absurd.
    """
    if not recognizes(text):
        raise InputError("is not JSON", remedy="export the transcript again")
    try:
        values = load_json_values(text)
    except InputError:
        if _TIME_KEY.search(text):
            raise
        return None
    return read(values[0] if len(values) == 1 else values)
