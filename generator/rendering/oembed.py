"""How others show a page within theirs: oEmbed, as a file of its own (https://oembed.com/)."""

from __future__ import annotations

import json
from html import escape

EMBED = "embed.html"
"""The small page that stands beside the page it is about."""
OEMBED = "oembed.json"
_SIZE = (640, 360)
"""Pixels."""


def oembed(title: str, site: str, home: str, url: str, picture: str | None) -> str:
    """The answer about the page at `url` of a site whose home page is at `home`."""
    width, height = _SIZE
    frame = (
        f'<iframe src="{escape(url)}{EMBED}" width="{width}" height="{height}" '
        f'title="{escape(title)}" loading="lazy"></iframe>'
    )
    record: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": site,
        "provider_url": home,
        "html": frame,
        "width": width,
        "height": height,
    }
    if picture:
        record |= {"thumbnail_url": picture, "thumbnail_width": 1200, "thumbnail_height": 630}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
