"""What a podcast's feed, saved as a file, says of its recordings: RSS 2.0 or Atom.

Podcasting 2.0 (`podcast:transcript`, `podcast:person`, `podcast:chapters`) and iTunes' elements are
read from any namespace of that purpose, since feeds spell both in several ways.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

from .errors import InputError

_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?[^>]*>\s*)*<(?:rss|feed)[\s>]", re.DOTALL
)
_BREAK = re.compile(r"<(?:/p|br|/li|/h\d|/div)[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_LINK = re.compile(
    r"<a\s[^>]*href=[\"'](https?://[^\"'\s]+)[\"'][^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL
)
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One recording, as the feed tells of it."""

    title: str
    date: dt.date | None = None
    link: str = ""
    media: str = ""
    notes: str = ""
    """Markdown."""
    people: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    """Addresses of its transcript, in several formats."""
    chapters: str = ""
    """Address of its chapter list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A show and its recordings."""

    title: str
    description: str = ""
    link: str = ""
    artwork: str = ""
    hosts: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()


def is_feed(text: str) -> bool:
    """Whether `text` is a feed."""
    return bool(_START.match(text[:20_000]))


def read_feed(data: bytes) -> Feed:
    """The feed in the bytes of a file. Raises `InputError` where it is broken."""
    if _DECLARED.search(data[:20_000]):
        raise InputError("declares entities, which no feed does", remedy="save the feed again")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (None,))[0]
        raise InputError(
            "is a feed that is not whole", line=line, remedy="save it again from its address"
        ) from None
    channel = next((each for each in root if _name(each) == "channel"), root)
    return Feed(
        title=_text(channel, "title"),
        description=_plain(_text(channel, "description", "summary", "subtitle")),
        link=_web(_link(channel)),
        artwork=_web(_artwork(channel)),
        hosts=tuple(dict.fromkeys(_people(channel)))
        or tuple(filter(None, [_text(channel, "author")])),
        entries=tuple(_entry(each) for each in root.iter() if _name(each) in ("item", "entry")),
    )


def _entry(item: ElementTree.Element) -> Entry:
    notes = max(
        (_text(item, name) for name in ("encoded", "content", "description", "summary")), key=len
    )
    return Entry(
        title=_text(item, "title"),
        date=_date(_text(item, "pubDate", "published", "updated")),
        link=_web(_link(item)),
        media=_web(
            next((each.get("url", "") for each in _all(item, "enclosure")), "")
            or next(
                (
                    each.get("href", "")
                    for each in _all(item, "link")
                    if each.get("rel") == "enclosure"
                ),
                "",
            )
        ),
        notes=_plain(notes),
        people=tuple(dict.fromkeys(_people(item))),
        transcripts=tuple(
            filter(None, (_web(each.get("url", "")) for each in _all(item, "transcript")))
        ),
        chapters=_web(next((each.get("url", "") for each in _all(item, "chapters")), "")),
    )


def _name(element: ElementTree.Element) -> str:
    """Its name without a namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(parent: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (each for each in parent if _name(each) == name)


def _text(parent: ElementTree.Element, *names: str) -> str:
    """The text of the first element of these names that has any."""
    for name in names:
        for each in _all(parent, name):
            text = "".join(each.itertext()).strip()
            if text:
                return text
    return ""


def _link(parent: ElementTree.Element) -> str:
    for each in _all(parent, "link"):
        address = (each.text or "").strip() or each.get("href", "")
        if address and each.get("rel", "alternate") == "alternate":
            return address
    return ""


def _artwork(channel: ElementTree.Element) -> str:
    for each in _all(channel, "image"):
        address = each.get("href", "") or _text(each, "url")
        if address:
            return address
    return ""


def _people(parent: ElementTree.Element) -> Iterator[str]:
    for each in _all(parent, "person"):
        name = " ".join((each.text or "").split())
        if name and each.get("role", "host").casefold() in (
            "host",
            "co-host",
            "guest",
            "guest host",
        ):
            yield name


def _date(text: str) -> dt.date | None:
    """As RSS (RFC 822) and Atom (RFC 3339) write it."""
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError):
        return None


def _web(address: str) -> str:
    """An address that a page may link to, else nothing."""
    address = address.strip().replace(" ", "%20")
    return address if re.match(r"https?://[^\s/]", address) else ""


def _plain(text: str) -> str:
    """HTML as paragraphs of Markdown with their links."""
    linked = _LINK.sub(
        lambda match: f"[{_TAG.sub('', match[2]).strip() or match[1]}]({match[1]})", text
    )
    bare = html.unescape(_TAG.sub("", _BREAK.sub("\n\n", linked)))
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", bare))
    return "\n\n".join(filter(None, paragraphs))
