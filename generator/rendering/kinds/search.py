"""The search, which runs in the reader's browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..kind import Archive, Kind
from ..views import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """The search, which runs in the reader's browser."""

    template = "search"
    listed = False


def _present(archive: Archive) -> Iterator[SearchPage]:
    yield SearchPage(path="search/", title=archive.words.say("search"))


SEARCH = Kind(names=("search",), present=_present)
