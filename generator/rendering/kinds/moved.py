"""Addresses that somebody may still know: each leads to where the recording stands now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..kind import Archive, Kind
from ..views import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPage(Page):
    """The old address of a page."""

    template = "moved"
    listed = False
    target: str
    """Where it stands now, from the root of the site."""


def _present(archive: Archive) -> Iterator[MovedPage]:
    titles = {str(each.id): each.episode.title for each in archive.library.readings}
    titles |= {each.episode.show.slug: each.episode.show.title for each in archive.library.readings}
    for old, new in archive.site.moved:
        if new in titles:
            yield MovedPage(path=f"{old}/", title=titles[new], target=f"{new}/")


MOVED = Kind(present=_present)
