"""Every kind of page, one module each. A new kind is a module, a line here, and its templates."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Library, Quotation
from ..kind import Kind
from .digests import DIGESTS
from .episodes import EPISODES
from .free_pages import FREE_PAGES
from .home import HOME
from .moved import MOVED
from .not_found import NOT_FOUND
from .people import PEOPLE
from .search import SEARCH
from .shows import SHOWS
from .topics import TOPICS

KINDS: tuple[Kind, ...] = (
    HOME,
    SHOWS,
    TOPICS,
    PEOPLE,
    DIGESTS,
    FREE_PAGES,
    SEARCH,
    NOT_FOUND,
    EPISODES,
    MOVED,
)
"""In the order of the sitemap and of the navigation."""


def quoted_in(library: Library) -> Iterator[Quotation]:
    """The sentences that pages of all kinds lift out of their episodes."""
    return (each for kind in KINDS for each in kind.quotations(library))
