"""Artwork as pages show it: a picture in several widths, each called by what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model import Picture, Show

WIDTHS = (96, 192, 384)
"""Pixels; those that a picture has not are left out, save the smallest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Artwork:
    """A picture of a show or of an episode."""

    sources: tuple[tuple[str, int], ...]
    """Paths from the root of the site, each with its width in pixels, the smallest first."""
    width: int
    height: int
    """Of the smallest."""


def artwork(picture: Picture | None) -> Artwork | None:
    """How pages show a picture."""
    if picture is None:
        return None
    files = tuple(sized(picture))
    _, width, height = files[0]
    sources = tuple((path, wide) for path, wide, _ in files)
    return Artwork(sources=sources, width=width, height=height)


def sized(picture: Picture) -> Iterator[tuple[str, int, int]]:
    """Where a picture stands in each width, with its width and height."""
    for place, width in enumerate(WIDTHS):
        if place == 0 or width <= picture.width:
            height = max(1, round(width * picture.height / picture.width))
            yield f"static/artwork-{picture.digest[:12]}-{width}.webp", width, height


def pictures_of(shows: Iterable[Show], others: Iterable[Picture | None]) -> Iterator[Picture]:
    """Every picture that pages show, each once."""
    found = (picture for picture in (*(show.artwork for show in shows), *others) if picture)
    yield from {picture.digest: picture for picture in found}.values()
