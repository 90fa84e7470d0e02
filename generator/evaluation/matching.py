"""What readers wrote of recordings, one JSON file an episode, and the episodes that it is of."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar

from ..config import SiteSettings
from ..errors import InputError
from ..loading import load
from ..model import Episode

CHAPTERS = "chapters"
"""The folder under that of references that holds what readers say of chapters."""


class _Written(Protocol):
    """What somebody wrote of one recording."""

    @property
    def episode(self) -> str:
        """The slug."""


_Read = TypeVar("_Read")
_Reference = TypeVar("_Reference", bound=_Written)


def episodes_under(folders: Iterable[Path]) -> Iterator[Episode]:
    """Every episode under `folders`, each an archive of its own."""
    for folder in folders:
        yield from load(folder, SiteSettings()).episodes


def read_each(folder: Path, kind: str, read: Callable[[Any], _Read]) -> tuple[_Read, ...]:
    """What `read` makes of each JSON file in `folder`, by the names of the files.

    Raises `InputError` where one is none of that `kind`.
    """
    return tuple(_read(path, kind, read) for path in sorted(folder.glob("*.json")))


def match(
    references: Iterable[_Reference],
    episodes: Iterable[Episode],
    likeness: Callable[[_Reference, Episode], int],
) -> Iterator[tuple[_Reference, Episode]]:
    """Each reference with its episode: that of its slug, and the likest of several."""
    named: dict[str, list[Episode]] = {}
    for episode in episodes:
        named.setdefault(episode.slug, []).append(episode)
    for reference in references:
        rivals = named.get(reference.episode, [])
        if rivals:
            yield reference, max(rivals, key=lambda rival: likeness(reference, rival))


def _read(path: Path, kind: str, read: Callable[[Any], _Read]) -> _Read:
    try:
        return read(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"is no {kind}: {error}", path=str(path), remedy="give a folder of references"
        ) from None
