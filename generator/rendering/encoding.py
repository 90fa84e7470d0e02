"""Text as bytes that every reader of UTF-8, HTML and XML accepts."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML, HTML or UTF-8 does not allow."""


def encode(text: str) -> bytes:
    """UTF-8 without what no reader of it accepts."""
    return _ILLEGAL.sub("", text).encode()
