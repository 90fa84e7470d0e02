"""Feeds of pages, as Atom and as JSON Feed.

Each entry has an id that outlives the site's address where it can.
https://www.rfc-editor.org/rfc/rfc4287, https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from ..model import Episode, Quotation, Reading
from .cards import lead
from .paths import episode_path, media_name
from .prose import plain_text, shorten
from .quotation import enclose
from .quotes import Quotes
from .site import Site, safe_url
from .views import Enclosure, Entry, Feed, Quote
from .words import Words

LONGEST_FEED = 50
"""Entries; readers of feeds fetch the whole file again and again."""


_TYPES = {
    ".aac": "audio/aac",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".ogv": "video/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".webm": "video/webm",
}
"""The media types of recordings (https://www.iana.org/assignments/media-types), by suffix."""


def json_feed(feed: Feed, site: Site, words: Words, contents: Sequence[str]) -> str:
    """A feed as JSON Feed 1.1; `contents` are what its entries say, as HTML."""
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
            "content_html": content,
            "content_text": "\n\n".join(_plain(point, entry, words) for point in entry.points),
            "date_published": f"{entry.date}T00:00:00Z",
            "authors": [{"name": entry.author}],
            **_attached(entry.enclosure),
            **({"language": entry.language} if entry.language not in ("", site.language) else {}),
        }
        for entry, content in zip(feed.entries, contents, strict=True)
    ]
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _attached(enclosure: Enclosure | None) -> dict[str, Any]:
    """The recording as JSON Feed has it, which asks for its type."""
    if not enclosure or not enclosure.type:
        return {}
    attachment: dict[str, Any] = {"url": enclosure.url, "mime_type": enclosure.type}
    if enclosure.bytes is not None:
        attachment["size_in_bytes"] = enclosure.bytes
    if enclosure.seconds is not None:
        attachment["duration_in_seconds"] = round(enclosure.seconds)
    return {"attachments": [attachment]}


def _plain(point: str | Quote, entry: Entry, words: Words) -> str:
    """What an entry says, as a line of plain text; a quotation with who said it, where and when."""
    if isinstance(point, str):
        return point
    said = point.point
    text = enclose(said.text, point.card.language) if said.quoted else said.text
    moments = [words.moment(mark) for mark in said.marks[:1]]
    where = point.card.title if point.card.title != entry.title else None
    label = words.say(f"label_{said.label}") if said.label else None
    by = words.listed(filter(None, (said.speaker, where, *moments, label)))
    asked = (
        f"{words.say('asks', name=said.asked.speaker)} {said.asked.text}\n" if said.asked else ""
    )
    return f"{asked}{text} — {by}" if by else f"{asked}{text}"


def permanent_id(site: Site, path: str) -> str:
    """The page's address, or a name made from its path where the address is not known."""
    return site.absolute(path) or uuid.uuid5(uuid.NAMESPACE_URL, f"{site.title}/{path}").urn


def make_feed(site: Site, folder: str, title: str, entries: Iterable[Entry | None]) -> Feed:
    """The feed of the page in `folder`. What has no date has no place in it."""
    kept = islice(filter(None, entries), LONGEST_FEED)
    return Feed(folder=folder, title=title, id=permanent_id(site, folder), entries=tuple(kept))


def key_points(reading: Reading) -> tuple[Quotation, ...]:
    """What a feed quotes of an episode: what it comes to, else the one sentence it has."""
    found = (*reading.notes.lead, *reading.summary.sentences)
    leading = lead(reading)
    if not found:
        return (leading,) if leading else ()
    return tuple(Quotation(sentence=each, reading=reading, chapter=0) for each in found)


def in_feed(readings: Sequence[Reading]) -> Sequence[Reading]:
    """Those that the feed of `readings`, newest first, has."""
    return [reading for reading in readings if reading.episode.date][:LONGEST_FEED]


def episode_entry(site: Site, reading: Reading, quotes: Quotes) -> Entry | None:
    """An episode with what it comes to; None where it has no date."""
    episode = reading.episode
    introduction = (episode.introduction.text,) if episode.introduction else ()
    points: tuple[str | Quote, ...] = quotes.of(key_points(reading)) if episode.date else ()
    notes = (shorten(plain_text(episode.notes)),)
    return make_entry(site, reading, (*introduction, *points) or notes, episode_path(episode))


def make_entry(
    site: Site, reading: Reading, points: Sequence[str | Quote], path: str
) -> Entry | None:
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
        points=tuple(points),
        language=episode.language,
        enclosure=_enclosure(site, episode),
    )


def _enclosure(site: Site, episode: Episode) -> Enclosure | None:
    """The recording of an episode, where it stands somewhere."""
    name = media_name(episode)
    url = site.absolute(f"{episode_path(episode)}{name}") if name else safe_url(episode.media)
    if not url:
        return None
    suffix = PurePosixPath(urlsplit(url).path).suffix.lower()
    return Enclosure(
        url=url,
        type=_TYPES.get(suffix, ""),
        bytes=episode.media_bytes,
        seconds=episode.duration,
    )
