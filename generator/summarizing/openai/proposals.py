"""Names that a model says were misheard, as its stored answers hold them: for a person to judge."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ...correcting.suggestions import Proposal
from ...model import EpisodeId
from .prompts import Kind
from .store import Store


def read_proposals(
    summaries: Path, episodes: Iterable[EpisodeId]
) -> dict[EpisodeId, tuple[Proposal, ...]]:
    """What was proposed for each episode; nothing where no model wrote its page."""
    return {
        episode: tuple(
            Proposal(heard=each.name, meant=each.text, by=answer.model)
            for answer in Store(summaries / f"{episode}.json").of_kind(Kind.PAGE)
            for each in answer.statements
            if each.part == "misheard"
        )
        for episode in episodes
    }
