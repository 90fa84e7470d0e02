"""Feeds of the site, its shows, topics and digests, as Atom and as JSON Feed.

Each entry has an id that outlives the site's address where it can.
https://www.rfc-editor.org/rfc/rfc4287, https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from generator.model import Digest, Library, Reading, Topic
from generator.rendering.across import digest_path, digest_title, topic_path
from generator.rendering.episodes import episode_path, shorten, show_path
from generator.rendering.prose import plain_text
from generator.rendering.site import Site
from generator.rendering.views import Entry, Feed
from generator.rendering.words import Words

LONGEST_FEED = 50
"""Entries; readers of feeds fetch the whole file again and again."""


def make_feeds(library: Library, site: Site, words: Words) -> Iterator[Feed]:
    """Every feed of the site. What has no date has no place in one."""
    yield _feed(site, "", site.title, (_episode(site, each) for each in library.readings))
    for show in library.shows:
        own = (each for each in library.readings if each.episode.show.slug == show.slug)
        title = f"{show.title} · {site.title}"
        yield _feed(site, show_path(show), title, (_episode(site, each) for each in own))
    if library.digests:
        newest_first = sorted(library.digests, key=lambda digest: digest.end, reverse=True)
        yield _feed(
            site,
            "digests/",
            f"{words.say('digests')} · {site.title}",
            (_digest(site, each, words) for each in newest_first),
        )
    for topic in library.topics:
        title = f"{topic.title} · {site.title}"
        yield _feed(site, topic_path(topic), title, _mentions(site, topic))


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


def _feed(site: Site, folder: str, title: str, entries: Iterable[Entry | None]) -> Feed:
    kept = [entry for entry in entries if entry]
    return Feed(
        folder=folder,
        title=title,
        id=permanent_id(site, folder),
        entries=tuple(kept[:LONGEST_FEED]),
    )


def _episode(site: Site, reading: Reading) -> Entry | None:
    episode = reading.episode
    points = tuple(sentence.text for sentence in reading.summary.sentences)
    return _entry(
        site,
        reading,
        points or (shorten(plain_text(episode.notes)),),
        episode_path(episode),
    )


def _mentions(site: Site, topic: Topic) -> Iterator[Entry | None]:
    """What each episode says of a topic, newest first."""
    for mention in topic.mentions:
        said = [each.sentence.text for each in topic.quotations if each.reading is mention.reading]
        if said:
            path = f"{episode_path(mention.reading.episode)}#topic-{topic.slug}"
            yield _entry(site, mention.reading, tuple(said), path)


def _entry(site: Site, reading: Reading, points: tuple[str, ...], path: str) -> Entry | None:
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


def _digest(site: Site, digest: Digest, words: Words) -> Entry | None:
    if not any(reading.episode.date for reading in digest.readings):
        return None
    path = digest_path(digest)
    said = [
        f"{theme.topic.title}: {quotation.sentence.text}"
        for theme in digest.themes
        for quotation in theme.quotations[:1]
    ]
    return Entry(
        title=digest_title(digest, words),
        author=site.title,
        date=digest.end,
        id=permanent_id(site, path),
        url=site.absolute(path) or path,
        points=tuple(said or [each.sentence.text for each in digest.highlights]),
    )
