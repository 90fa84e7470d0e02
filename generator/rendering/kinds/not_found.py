"""What a server shows for an address that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..kind import Archive, Kind
from ..views import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(Page):
    """What a server shows for an address that does not exist, whatever its folder."""

    template = "not_found"
    file = "404.html"
    listed = False
    known: bool
    """Whether the site's settings say where it stands."""
    base_path: str
    """The server's path of the site: this page alone cannot know where it stands."""

    @property
    def root(self) -> str:
        """The absolute path of the root of the site."""
        return self.base_path


def _present(archive: Archive) -> Iterator[NotFoundPage]:
    title = archive.words.say("not_found")
    site = archive.site
    known = bool(site.base_url)
    yield NotFoundPage(path="", title=title, known=known, base_path=site.base_path)


NOT_FOUND = Kind(names=("404", NotFoundPage.file), present=_present)
