"""Who an entry's title says is there: `... — with Ann Lee of Acme`, `... (ft. Ann Lee)`."""

from __future__ import annotations

import re
from collections.abc import Collection

_INTRODUCED = re.compile(
    r"(?:[—–(\[|:-]\s?with|(?<!\w)(?:w/|ft\.?|feat\.?|featuring))\s(?P<names>[^()\[\]|—–]+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r",? (?:and|&) |, ?")
_AFTER_NAME = re.compile(r" (?:of|from|at|on|about) .*| et\.? al\b.*")
_WORD = r"[^\W\d_a-z][\w.’'-]*"
_NAME = re.compile(rf"{_WORD}(?: (?:{_WORD}|de|van|von|da|di|bin|al)){{0,2}} {_WORD}")


def guests_in(title: str, heard: Collection[str]) -> tuple[str, ...]:
    """The full names in `title` that none of the names `heard` in the transcript stands for."""
    known = {name.casefold() for name in heard}
    found: list[str] = []
    for match in _INTRODUCED.finditer(title):
        for part in _BETWEEN.split(match["names"]):
            name = _AFTER_NAME.sub("", part).strip(" .")
            spoken = name.casefold() in known or name.partition(" ")[0].casefold() in known
            if _NAME.fullmatch(name) and not spoken and name not in found:
                found.append(name)
    return tuple(found)
