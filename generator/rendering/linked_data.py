"""What search engines read of an episode: schema.org's words as JSON-LD.

https://schema.org/PodcastEpisode, https://schema.org/Clip
"""

from __future__ import annotations

from typing import Any

from .episode_page import EpisodePage, Section


def linked_data(page: EpisodePage, url: str | None) -> dict[str, Any]:
    """An episode and its chapters as clips. `url` is the page's address, if it is known."""
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "PodcastEpisode",
            "name": page.title,
            "url": url,
            "description": page.description or None,
            "datePublished": page.date.isoformat() if page.date else None,
            "inLanguage": page.language,
            "timeRequired": f"PT{round(page.seconds)}S" if page.seconds else None,
            "partOfSeries": {"@type": "PodcastSeries", "name": page.show.title},
            "hasPart": [clip for section in page.sections if (clip := _clip(section, url))] or None,
        }
    )


def _clip(section: Section, url: str | None) -> dict[str, Any] | None:
    """A chapter as a clip; None where it has no times."""
    start = section.mark.seconds
    if start is None or section.seconds is None:
        return None
    return _known(
        {
            "@type": "Clip",
            "name": section.title,
            "startOffset": int(start),
            "endOffset": int(start + section.seconds),
            "url": f"{url}#{section.id}" if url else None,
        }
    )


def _known(record: dict[str, Any]) -> dict[str, Any]:
    """The record without what is not known."""
    return {key: value for key, value in record.items() if value is not None}
