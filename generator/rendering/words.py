"""The words of the pages themselves, in the language of the site.

They stand in `templates/words/<language>.yaml`; a site's own `content/templates/words/` wins, word
by word. What a language lacks is said in English.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.decoding import decode, load_yaml
from generator.errors import ConfigError, InputError
from generator.files import fault_of, locked, read_regular

_FALLBACK = "en"
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class Words:
    """What a site says besides its content."""

    table: Mapping[str, Any]

    @classmethod
    def read(cls, folders: Sequence[Path], language: str) -> Words:
        """The words of `language` (a BCP 47 tag) from `folders`, the first of which wins.

        Raises `ConfigError` where a file of words is no list of them.
        """
        table: dict[str, Any] = {}
        primary = language.lower().split("-")[0]
        for name in dict.fromkeys((_FALLBACK, primary, language.lower())):
            for folder in reversed(folders):
                path = folder / "words" / f"{name}.yaml"
                if not fault_of(path, folder.parent) and not locked(path):
                    table |= _read(path, folder.parent)
        return cls(table)

    def say(self, key: str, **values: object) -> str:
        """The words under `key` with `values` in their places.

        Where there are several numbers of them, `n` chooses: one, or other.
        """
        words = self.table[key]
        if isinstance(words, Mapping):
            words = words["one" if values.get("n") == 1 else "other"]
        if "n" in values and isinstance(values["n"], int):
            values["n"] = self.number(values["n"])
        return str(words).format_map(values) if values else str(words)

    def number(self, number: int) -> str:
        """`9,200`, or `9.200` where that is the custom."""
        return f"{number:,}".replace(",", str(self.table["thousands"]))

    def day(self, date: dt.date) -> str:
        """`19 October 2023`."""
        return self.say("day_form", day=date.day, month=self.month(date), year=date.year)

    def short_day(self, date: dt.date) -> str:
        """`19 October`."""
        return self.say("short_day_form", day=date.day, month=self.month(date))

    def month(self, date: dt.date) -> str:
        """`October`."""
        return str(self.table["months"][date.month - 1])


def direction(language: str) -> str:
    """`rtl` for languages written from right to left, else `ltr`."""
    return "rtl" if language.lower().split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def _read(path: Path, root: Path) -> dict[str, Any]:
    try:
        words = load_yaml(decode(read_regular(path, root)))
    except InputError as error:
        raise ConfigError(
            error.reason, path=str(path), line=error.line, remedy=error.remedy
        ) from None
    if not isinstance(words, dict):
        raise ConfigError("is not a list of `key: words` lines", path=str(path))
    return words
