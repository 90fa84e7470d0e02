"""Every kind of page, one module each. A new kind is a module, a line here, and its templates."""

from __future__ import annotations

from generator.rendering.kind import Kind
from generator.rendering.kinds.digests import DIGESTS
from generator.rendering.kinds.episodes import EPISODES
from generator.rendering.kinds.free_pages import FREE_PAGES
from generator.rendering.kinds.home import HOME
from generator.rendering.kinds.not_found import NOT_FOUND
from generator.rendering.kinds.people import PEOPLE
from generator.rendering.kinds.search import SEARCH
from generator.rendering.kinds.shows import SHOWS
from generator.rendering.kinds.topics import TOPICS

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
)
"""In the order of the sitemap and of the navigation."""
