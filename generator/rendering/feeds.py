"""Feeds of pages, as Atom and as JSON Feed.

Each entry has an id that outlives the site's address where it can.
https://www.rfc-editor.org/rfc/rfc4287, https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any

from generator.corrections import noted
from generator.model import Reading
from generator.rendering.paths import episode_path
from generator.rendering.prose import plain_text, shorten
from generator.rendering.site import Site
from generator.rendering.views import Entry, Feed

LONGEST_FEED = 50
"""Entries; readers of feeds fetch the whole file again and again."""


def json_feed(feed: Feed, site: Site) -> str:
    """A feed as JSON Feed 1.1."""
    home = site.absolute(feed.folder)
    document: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "language": site.language,
    }
    if home:
        document |= {"home_page_url": home, "feed_url": site.absolute(f"{feed.folder}feed.json")}
    if site.description:
        document["description"] = site.description
    document["items"] = [
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_text": "\n\n".join(entry.points),
            "date_published": f"{entry.date}T00:00:00Z",
            "authors": [{"name": entry.author}],
            **({"language": entry.language} if entry.language not in ("", site.language) else {}),
        }
        for entry in feed.entries
    ]
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def permanent_id(site: Site, path: str) -> str:
    """The page's address, or a name made from its path where the address is not known."""
    return site.absolute(path) or uuid.uuid5(uuid.NAMESPACE_URL, f"{site.title}/{path}").urn


def make_feed(site: Site, folder: str, title: str, entries: Iterable[Entry | None]) -> Feed:
    """The feed of the page in `folder`. What has no date has no place in it."""
    kept = [entry for entry in entries if entry]
    return Feed(
        folder=folder,
        title=title,
        id=permanent_id(site, folder),
        entries=tuple(kept[:LONGEST_FEED]),
    )


def episode_entry(site: Site, reading: Reading) -> Entry | None:
    """An episode with its key points; None where it has no date."""
    episode = reading.episode
    points = tuple(noted(sentence, episode) for sentence in reading.summary.sentences)
    return make_entry(
        site,
        reading,
        points or (shorten(plain_text(episode.notes)),),
        episode_path(episode),
    )


def make_entry(site: Site, reading: Reading, points: tuple[str, ...], path: str) -> Entry | None:
    """What an episode says, under the id of `path`; None where it has no date."""
    episode = reading.episode
    if not episode.date:
        return None
    address = episode_path(episode)
    page, _, fragment = path.partition("#")
    return Entry(
        title=episode.title,
        author=episode.show.title,
        date=episode.date,
        id=permanent_id(site, page) + (f"#{fragment}" if fragment else ""),
        url=site.absolute(address) or address,
        points=points,
        language=episode.language,
    )
