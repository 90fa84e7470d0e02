"""What every page knows of the site it stands in, and how addresses are made.

Links inside the site are relative, so that it works under any base path. Only what leaves the
site needs the base URL: canonical links, the feed's ids, the sitemap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

from ..model import FreePage

if TYPE_CHECKING:  # the settings' own checks are not needed to render
    from ..config import SiteSettings


SECONDS = "{seconds}"
"""Stands for a moment in an address."""
_VIDEO_ID = re.compile(r"[\w-]{6,20}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The settings of a site that its pages show."""

    title: str
    description: str = ""
    """One or two plain sentences."""
    language: str = "en"
    """BCP 47 tag of the site's own words; also the language of the search index."""
    base_url: str = ""
    """Absolute URL of the home page, such as "https://example.org/archive/"; "" if not known."""
    pages: tuple[FreePage, ...] = ()
    """Pages that people wrote; the navigation names each."""
    moved: tuple[tuple[str, str], ...] = ()
    """Old addresses, each with the one that it leads to."""

    @classmethod
    def of(
        cls,
        settings: SiteSettings,
        pages: Iterable[FreePage] = (),
        moved: Iterable[tuple[str, str]] = (),
    ) -> Site:
        """The site that `settings` describe."""
        return cls(
            title=settings.title,
            description=settings.description,
            language=settings.language,
            base_url=settings.base_url,
            pages=tuple(pages),
            moved=tuple(moved),
        )

    def absolute(self, path: str) -> str | None:
        """The absolute URL of `path`, or None where the base URL is not known."""
        return f"{self.base_url.rstrip('/')}/{quote(path)}" if self.base_url else None

    @property
    def base_path(self) -> str:
        """The path under which the site is served, with a slash at both ends."""
        return f"{urlsplit(self.base_url).path.rstrip('/')}/"


def frame_url(url: str | None) -> str | None:
    """The player that may stand in a frame for a video's page; None where its host is unknown.

    YouTube, Vimeo and PeerTube (https://docs.joinpeertube.org/api/embed-player) each have one.
    """
    address = safe_url(url)
    if address is None:
        return None
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host == "youtu.be" and (name := _VIDEO_ID.fullmatch(parts.path.strip("/"))):
        return f"https://www.youtube-nocookie.com/embed/{name[0]}"
    if host == "youtube.com":
        asked = parse_qs(parts.query).get("v") or [parts.path.rpartition("/")[2]]
        if name := _VIDEO_ID.fullmatch(asked[0]):
            return f"https://www.youtube-nocookie.com/embed/{name[0]}"
        return None
    if host == "vimeo.com" and (name := re.fullmatch(r"/(\d+)", parts.path)):
        return f"https://player.vimeo.com/video/{name[1]}"
    if name := re.fullmatch(r"/(?:w|videos/watch)/([\w-]{8,40})", parts.path):
        return f"{parts.scheme}://{parts.netloc}/videos/embed/{name[1]}"
    return None


def safe_url(url: str | None) -> str | None:
    """`url` if it is an absolute http or https address without odd characters, else None.

    Browsers drop tabs and line ends inside an address and read a backslash as a slash, so an
    address that holds any is refused rather than repaired.
    """
    if not url or any(character <= " " or character in '\\"<>' for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def moment_url(url: str | None, seconds: float | None) -> str | None:
    """`url` of a recording, made to start at `seconds` where its host is known to allow it."""
    address = safe_url(url)
    template = moment_template(url)
    if template is None or seconds is None:
        return address
    return template.replace(SECONDS, str(int(seconds)))


def moment_template(url: str | None) -> str | None:
    """`url` of a recording with `SECONDS` where the moment goes at which it shall start.

    YouTube and PeerTube take a query, Vimeo and plain media files a fragment
    (https://www.w3.org/TR/media-frags/#naming-time).
    """
    address = safe_url(url)
    if address is None:
        return None
    host = (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("m.")
    base = address.partition("#")[0].replace(SECONDS, "")
    joint = "&" if "?" in base else "?"
    if host in ("youtube.com", "youtu.be"):
        return f"{base}{joint}t={SECONDS}s"
    if "/videos/watch/" in base or "/w/" in base:
        return f"{base}{joint}start={SECONDS}s"
    return f"{base}#t={SECONDS}{'s' if host == 'vimeo.com' else ''}"
