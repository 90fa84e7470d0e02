"""The words of the pages themselves, in the language of the site.

They stand in `templates/words/<language>.yaml`; those that one kind of page alone says may stand in
`templates/words/pages/<kind>.yaml`, each language under its tag. A site's own
`content/templates/words/` wins, word by word. What a language lacks is said in English. Names of
months, plurals and the grouping of digits are CLDR's, by Babel, for the language that the words are
in.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ..dates import names_of_months
from ..decoding import decode, load_yaml
from ..errors import ConfigError, InputError
from ..files import fault_of, locked, read_regular
from ..model import NUMBERED, UNTITLED_SHOW, Origin, Reading, Show
from ..timestamps import format_clock
from .views import Mark

if TYPE_CHECKING:  # imported only when something is said: it takes 50 ms
    from babel import Locale
    from babel.localedata import LocaleDataDict

_FALLBACK = "en"
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True)
class Words:
    """What a site says besides its content."""

    table: Mapping[str, Any]
    language: str = _FALLBACK
    """BCP 47 tag that the pages carry."""
    spoken: str = _FALLBACK
    """The language that the words are in: that of the pages where there is a file of it."""

    @classmethod
    def read(cls, folders: Sequence[Path], language: str) -> Words:
        """The words of `language` (a BCP 47 tag) from `folders`, the first of which wins.

        Raises `ConfigError` where a file of words is no list of them.
        """
        table: dict[str, Any] = {}
        spoken = _FALLBACK
        primary = language.lower().split("-")[0]
        pages = {folder: tuple(_of_pages(folder)) for folder in folders}
        for name in dict.fromkeys((_FALLBACK, primary, language.lower())):
            for folder in reversed(folders):
                for each in pages[folder]:
                    table |= each.get(name, {})
                path = folder / "words" / f"{name}.yaml"
                if _is_readable(path, folder):
                    table |= _read(path, folder.parent)
                    spoken = name
        return cls(table, language, spoken)

    def say(self, key: str, *, ordinal: int | None = None, **values: object) -> str:
        """The words under `key` with `values` in their places.

        Where there are several forms of them, the number `n` chooses by CLDR's rules for plurals
        ("2 episodes"), or `ordinal` by those for places in a row ("the 2nd").
        """
        words = self.table[key]
        if isinstance(words, Mapping):
            words = words.get(self._form(values.get("n"), ordinal), words["other"])
        if isinstance(values.get("n"), int):
            values["n"] = self.number(int(str(values["n"])))
        return str(words).format_map(values) if values else str(words)

    def forms(self, key: str) -> str:
        """All forms of the words under `key` as JSON, for a script that chooses by the number."""
        words = self.table[key]
        return json.dumps(
            words if isinstance(words, Mapping) else {"other": words}, ensure_ascii=False
        )

    def tongue(self, language: str) -> Markup:
        """The attribute of content in `language` among words of the site; none where alike."""
        alike = not language or language == self.language
        return Markup() if alike else Markup(' lang="{}"').format(language)

    def own(self, language: str) -> Markup:
        """The attribute of words of the site among content in `language`; none where alike."""
        alike = not language or language == self.language
        return Markup() if alike else Markup(' lang="{}"').format(self.language)

    def number(self, number: int) -> str:
        """`9,200`, or `9.200` where that is the custom."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self._locale)

    def listed(self, names: Iterable[object]) -> str:
        """`tides, gears, bells`."""
        return str(self.table["comma"]).join(map(str, names))

    def day(self, date: dt.date) -> str:
        """`19 October 2023`."""
        return self._date("day_form", date)

    def short_day(self, date: dt.date) -> str:
        """`19 October`."""
        return self._date("short_day_form", date)

    def month(self, date: dt.date) -> str:
        """`October 2023`."""
        name = self._months["stand-alone"]["wide"][date.month]
        return _capital(self.say("month_form", month=name, year=date.year))

    def length(self, seconds: float) -> str:
        """A length: `51 min`, `1 h 9 min`, `40 s`."""
        if seconds < 60:
            return self.say("length_seconds", n=round(seconds))
        hours, minutes = divmod(round(seconds / 60), 60)
        if not hours:
            return self.say("length_minutes", n=minutes)
        if not minutes:
            return self.say("length_hours", n=hours)
        return self.say("length_both", hours=self.number(hours), minutes=minutes)

    def moment(self, mark: Mark) -> str:
        """A place in a recording: `3:14`, or where there are no times `about 30 % in`."""
        if mark.seconds is not None:
            return format_clock(mark.seconds)
        if mark.share is None:
            return ""
        ends = {0: "at_start", 100: "at_end"}
        return self.say(ends.get(mark.share, "share_in"), n=mark.share)

    @cached_property
    def _locale(self) -> Locale:
        """What CLDR knows of the language of the words."""
        from babel import Locale, UnknownLocaleError

        try:
            return Locale.parse(self.spoken, sep="-")
        except (UnknownLocaleError, ValueError):
            return Locale.parse(_FALLBACK)

    @cached_property
    def _months(self) -> LocaleDataDict:
        return names_of_months(self._locale)

    def _form(self, number: object, ordinal: int | None) -> str:
        """CLDR's name of the form that goes with a number."""
        if ordinal is not None:
            return self._locale.ordinal_form(ordinal)
        return self._locale.plural_form(number) if isinstance(number, int) else "other"

    def _date(self, key: str, date: dt.date) -> str:
        name = self._months["format"]["wide"][date.month]
        return self.say(key, ordinal=date.day, day=date.day, month=name, year=date.year)


class DefaultTitles:
    """Titles for what nobody named, in the site's words: an episode's in those of its language."""

    def __init__(self, folders: Sequence[Path], language: str) -> None:
        self._folders = folders
        self._site = language
        self._words: dict[str, Words] = {}

    def show(self, show: Show) -> Show:
        """The show; one without a title of its own is called recordings."""
        if show.title != UNTITLED_SHOW:
            return show
        return replace(show, title=self._of(self._site).say("recordings"))

    def reading(self, reading: Reading) -> Reading:
        """The reading with its show named, and a number for each chapter without a title."""
        show = self.show(reading.episode.show)
        if show is not reading.episode.show:
            reading = replace(reading, episode=replace(reading.episode, show=show))
        chapters = reading.outline.chapters
        numbers = {NUMBERED.format(number): number for number in range(1, len(chapters) + 1)}
        unnamed = [each.origin is Origin.GENERATED and each.title in numbers for each in chapters]
        if not any(unnamed):
            return reading
        words = self._of(reading.episode.language)
        titled = tuple(
            replace(each, title=words.say("part", n=numbers[each.title])) if it else each
            for each, it in zip(chapters, unnamed, strict=True)
        )
        return replace(reading, outline=replace(reading.outline, chapters=titled))

    def _of(self, language: str) -> Words:
        """The words of a language, else those of the site."""
        if language not in self._words:
            words = Words.read(self._folders, language)
            known = words.spoken.split("-")[0] == language.lower().split("-")[0]
            self._words[language] = words if known else Words.read(self._folders, self._site)
        return self._words[language]


def direction(language: str) -> str:
    """`rtl` for languages written from right to left, else `ltr`."""
    return "rtl" if language.lower().split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def _capital(text: str) -> str:
    """`text` as a title: `Mars 2026`."""
    return text[:1].upper() + text[1:]


def _of_pages(folder: Path) -> Iterator[dict[str, Any]]:
    """What single kinds of page say, by the tags of languages, where templates are in `folder`."""
    for path in sorted((folder / "words" / "pages").glob("*.yaml")):
        if _is_readable(path, folder):
            languages = _read(path, folder.parent)
            if not all(isinstance(words, dict) for words in languages.values()):
                raise ConfigError("is not a list of languages, each with its words", path=str(path))
            yield languages


def _is_readable(path: Path, folder: Path) -> bool:
    return not fault_of(path, folder.parent) and not locked(path)


def _read(path: Path, root: Path) -> dict[str, Any]:
    try:
        words = _parse(decode(read_regular(path, root)))
    except InputError as error:
        raise ConfigError(
            error.reason, path=str(path), line=error.line, remedy=error.remedy
        ) from None
    if not isinstance(words, dict):
        raise ConfigError("is not a list of `key: words` lines", path=str(path))
    return words


@lru_cache(maxsize=32)
def _parse(text: str) -> object:
    """One build asks for the same few files time and again; nobody changes what they say."""
    return load_yaml(text)
