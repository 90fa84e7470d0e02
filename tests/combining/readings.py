"""Invented episodes, short and already read, for what speaks across them."""

from __future__ import annotations

import datetime as dt

from generator.model import (
    Chapter,
    Cue,
    Episode,
    Origin,
    Outline,
    Reading,
    Segment,
    Sentence,
    Show,
    Source,
    Summary,
    Transcript,
)

SHOW = Show(slug="quay", title="Quay Talks")
SECONDS = 60.0
"""How long each cue takes."""


def reading_of(
    title: str,
    conversation: str,
    *,
    date: dt.date | None = None,
    summary: tuple[int, ...] = (),
    show: Show = SHOW,
    chapters: int = 1,
) -> Reading:
    """A reading of lines such as "Ines: We measure tides."; `summary` names the lines it quotes."""
    cues = tuple(
        Cue(
            speaker=line.partition(": ")[0] or None,
            text=line.partition(": ")[2],
            start=index * SECONDS,
            end=(index + 1) * SECONDS,
        )
        for index, line in enumerate(conversation.strip().splitlines())
    )
    episode = Episode(
        show=show,
        slug=title.lower().replace(" ", "-"),
        title=title,
        transcript=Transcript(cues=cues),
        source=f"{title}.vtt",
        date=date,
        duration=len(cues) * SECONDS,
        speakers=tuple(dict.fromkeys(cue.speaker for cue in cues if cue.speaker)),
    )
    size = max(1, len(cues) // chapters)
    starts = [index * size for index in range(chapters)]
    lasts = [*(start - 1 for start in starts[1:]), len(cues) - 1]
    return Reading(
        episode=episode,
        outline=Outline(
            chapters=tuple(
                Chapter(
                    title=f"Part {number + 1}",
                    origin=Origin.GENERATED,
                    start=cues[first].start,
                    end=cues[last].end,
                    segments=(
                        Segment(
                            first_cue=first,
                            last_cue=last,
                            start=cues[first].start,
                            end=cues[last].end,
                        ),
                    ),
                )
                for number, (first, last) in enumerate(zip(starts, lasts, strict=True))
            )
        ),
        summary=Summary(
            sentences=tuple(
                Sentence(
                    text=cues[index].text,
                    sources=(
                        Source(
                            first_cue=index,
                            last_cue=index,
                            start=cues[index].start,
                            end=cues[index].end,
                        ),
                    ),
                    speaker=cues[index].speaker,
                )
                for index in summary
            )
        ),
        backend="extractive",
        coverage=1.0,
    )


TIDES = """
Ines: The tide gauge stands at the end of the pier and counts every wave.
Bram: A tide gauge is a float in a pipe that writes down the height of the sea.
Ines: We mended the tide gauge with $45 of brass after the winter storm.
Bram: The tide-gauge ledger goes back to my grandmother and her lamp.
Ines: Wave height index readings come from the tower every morning at six.
Ines: The harbour master wanted wave height index on the same page.
"""
LAMPS = """
Ines Falk: The lamp room keeps a ledger too, and a tide gauge of its own.
Carla: I disagree with Ines about the tide gauge, because ours never froze.
Carla: WHI is what the tower calls it, and WHI fills half of the ledger.
Carla: Nobody reads WHI, although WHI and wave height index are one thing.
Ines Falk: A new tide gauge costs $45 and a quiet afternoon.
Ines Falk: The lamp itself is older than the pier.
"""
BREAD = """
Dora: Sourdough wants a warm kitchen and a patient baker every single day.
Dora: The oven was built by two brothers who never spoke to each other.
Dora: We sell forty loaves before anybody in the village is awake.
"""


def archive() -> tuple[Reading, ...]:
    """Two episodes that share a subject and a third that does not."""
    return (
        reading_of("Tides", TIDES, date=dt.date(2026, 3, 4), summary=(0, 1), chapters=3),
        reading_of("Lamps", LAMPS, date=dt.date(2026, 4, 2), summary=(0, 4), chapters=3),
        reading_of("Bread", BREAD, date=dt.date(2026, 4, 20), summary=(0,)),
    )
