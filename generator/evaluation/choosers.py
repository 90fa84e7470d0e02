"""Simple ways to choose sentences: what any better one must beat."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from ..model import Episode, Outline, Reading, Sentence, Source, Summary, Utterance
from .summaries import spans_of

CHAPTER_LINES, EPISODE_LINES = 3, 7
_SEED = 7

Order = Callable[[Sequence[Utterance]], list[Utterance]]


def _random(utterances: Sequence[Utterance]) -> list[Utterance]:
    return random.Random(_SEED).sample(list(utterances), len(utterances))


def _longest(utterances: Sequence[Utterance]) -> list[Utterance]:
    return sorted(utterances, key=lambda utterance: -len(utterance.text))


def _chooser(order: Order) -> Callable[[Episode, Sequence[Utterance], Outline], Reading]:
    """What puts the first lines by `order` on the page, the very first to stand for all."""

    def choose(episode: Episode, utterances: Sequence[Utterance], outline: Outline) -> Reading:
        ranges = iter(spans_of(utterances, outline))
        parts = []
        for chapter in outline.chapters:
            said: Sequence[Utterance] = ()
            if chapter.segments:
                first, end = next(ranges)
                said = utterances[first:end]
            parts.append(Summary(sentences=_quote(order(said)[:CHAPTER_LINES])))
        whole = Summary(sentences=_quote(order(utterances)[:EPISODE_LINES]), parts=tuple(parts))
        return Reading(
            episode=episode, outline=outline, summary=whole, backend="extractive", coverage=0.0
        )

    return choose


CHOOSERS: Mapping[str, Callable[[Episode, Sequence[Utterance], Outline], Reading]] = {
    "random": _chooser(_random),
    "lead": _chooser(list),
    "longest": _chooser(_longest),
}


def _quote(utterances: Sequence[Utterance]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(
            text=each.text,
            sources=(
                Source(
                    first_cue=each.first_cue,
                    last_cue=each.last_cue,
                    start=each.start,
                    end=each.end,
                ),
            ),
        )
        for each in utterances
    )
