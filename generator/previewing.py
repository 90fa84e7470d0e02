"""What `serve` shows of a change before all that follows from it is worked out.

Whoever edits a transcript waits for its page. That needs the episode alone: topics, digests and
people may be those of the build before until the same build has found them anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .model import EpisodeId, Library, Reading

if TYPE_CHECKING:  # the values alone pass by here
    from .shelf import Shelved


class Superseded(Exception):  # noqa: N818  # nothing is wrong
    """Something was changed since a build began of which all that is waited for is shown."""


MOST_CHANGED = 4
"""Episodes: who changes more of them, such as by a setting, waits for all of it at once."""


@dataclass(slots=True)
class Preview:
    """Shows changed episodes among what the build before found.

    Of that it holds what the next build would read again of episodes that did not change.
    """

    show: Callable[[], None] = lambda: None
    """Is called when they stand in the site."""
    before: Library | None = None
    """What the build before found; nothing is shown where there was none."""
    shelved: Mapping[str, Shelved] = field(default_factory=dict)
    """What the files held that were opened, by the key under which that is stored."""
    readings: Mapping[str, Reading] = field(default_factory=dict)
    """What was made of each episode alone, by the key under which that is stored."""
    shown: bool = False
    """Whether nobody waits for the rest, which then gives way to what is changed meanwhile."""

    def library(self, readings: Iterable[Reading]) -> tuple[Library, frozenset[EpisodeId]] | None:
        """The library of before with the changed ones of these, and which those are.

        None where that tells too little: where there are other episodes now, or where none or many
        were changed.
        """
        now = {reading.id: reading for reading in readings}
        old = self.before.readings if self.before else ()
        if not self.before or now.keys() != {each.id for each in old}:
            return None
        changed = frozenset(each.id for each in old if now[each.id] != each)
        if not 0 < len(changed) <= MOST_CHANGED:
            return None
        return replace(self.before, readings=tuple(now[each.id] for each in old)), changed
