"""Pages that people wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..kind import Archive, Kind
from ..views import Link, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage(Page):
    """A page that a person wrote."""

    template = "page"
    markdown: str


def _present(archive: Archive) -> Iterator[WrittenPage]:
    for page in archive.site.pages:
        yield WrittenPage(path=f"{page.slug}/", title=page.title, markdown=page.markdown)


def _links(archive: Archive) -> Iterator[Link]:
    for page in archive.site.pages:
        yield Link(title=page.title, path=f"{page.slug}/")


FREE_PAGES = Kind(present=_present, links=_links)
