"""What a podcast's feed, saved as a file, says of its recordings: RSS 2.0 or Atom.

Podcasting 2.0 (`podcast:transcript`, `podcast:person`, `podcast:chapters`) and iTunes' elements are
read from any namespace of that purpose, since feeds spell both in several ways.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

from .decoding import load_xml, unescape
from .errors import InputError
from .parsers.speech import fold
from .timestamps import parse_clock

_START = re.compile(
    r"\s*(?:<\?[^>]*>\s*|<!--.{0,2000}?-->\s*)*<(?:rss|rdf:RDF|feed)[\s>]", re.DOTALL
)
_BREAK = re.compile(r"<(?:br|/p|/li|/div|/h\d)\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,2000}>")
_LINK = re.compile(
    r"<a\s[^>]*href=[\"'](https?://[^\"'\s]+)[\"'][^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL
)
_SPEAKING = frozenset({"host", "co-host", "guest", "guest host"})
"""Roles of people who are heard; who has none is a host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One recording, as the feed tells of it."""

    title: str
    date: dt.date | None = None
    duration: float | None = None
    """Seconds."""
    link: str = ""
    media: str = ""
    artwork: str = ""
    notes: str = ""
    """Markdown."""
    people: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    """Addresses of its transcript, in several formats."""
    chapter_lists: tuple[str, ...] = ()
    """Addresses of lists of its chapters."""
    chapters: tuple[Mapping[str, str], ...] = ()
    """The attributes of the chapters that stand in the feed itself."""


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
    return bool(_START.match(text))


def read_feed(text: str) -> Feed:
    """What a feed says. Raises `InputError` where it is broken."""
    try:
        root = load_xml(text)
    except InputError as error:
        raise InputError(
            f"is a feed that is not whole: {error.reason}",
            line=error.line,
            remedy="save it again from its address",
        ) from None
    channel = next((each for each in root if _name(each) == "channel"), root)
    return Feed(
        title=_text(channel, "title"),
        description=_plain(_text(channel, "description", "summary", "subtitle")),
        link=web(_link(channel)),
        artwork=web(_artwork(channel)),
        hosts=tuple(dict.fromkeys(_people(channel)))
        or tuple(filter(None, [_text(channel, "author")])),
        entries=tuple(_entry(each) for each in root.iter() if _name(each) in ("item", "entry")),
    )


def _entry(item: ElementTree.Element) -> Entry:
    notes = max(
        (_text(item, name) for name in ("encoded", "content", "description", "summary")), key=len
    )
    return Entry(
        title=fold(unescape(_text(item, "title"))),
        date=_date(_text(item, "pubDate", "published", "updated", "date")),
        duration=_length(_text(item, "duration")),
        link=_link(item),
        media=next(iter(_given(item, "enclosure", "url")), "") or _link(item, "enclosure"),
        artwork=web(_artwork(item)),
        notes=_plain(notes),
        people=tuple(dict.fromkeys(_people(item))),
        transcripts=tuple(_given(item, "transcript", "url")),
        chapter_lists=tuple(_given(item, "chapters", "url")),
        chapters=tuple(
            chapter.attrib
            for each in _all(item, "chapters")
            for chapter in each
            if chapter.get("title")
        ),
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


def _given(parent: ElementTree.Element, name: str, key: str) -> Iterator[str]:
    """What elements of a name say under a key, where they do."""
    return filter(None, (each.get(key, "").strip() for each in _all(parent, name)))


def _link(parent: ElementTree.Element, kind: str = "alternate") -> str:
    for each in _all(parent, "link"):
        address = (each.text or "").strip() or each.get("href", "")
        if address and each.get("rel", "alternate") == kind:
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
        name = fold(each.text or "")
        if name and each.get("role", "host").casefold() in _SPEAKING:
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


def _length(text: str) -> float | None:
    """Seconds, as a number or a clock time."""
    if re.fullmatch(r"\d{1,7}(?:\.\d{1,3})?", text):
        return float(text)
    return parse_clock(text)


def web(address: str) -> str:
    """An address that a page may link to, else nothing."""
    address = address.strip().replace(" ", "%20")
    return address if re.match(r"https?://[^\s/]", address) else ""


def _plain(text: str) -> str:
    """HTML as paragraphs of Markdown with their links; what has no tags stays as it is."""
    if "<" not in text:
        return unescape(text)
    linked = _LINK.sub(
        lambda match: f"[{_TAG.sub('', match[2]).strip() or match[1]}]({match[1]})", text
    )
    bare = unescape(_TAG.sub("", _BREAK.sub("\n\n", linked)))
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", bare))
    return "\n\n".join(filter(None, paragraphs))
