"""Invented conversations for tests, and what turns them into episodes."""

from __future__ import annotations

from generator.model import (
    Chapter,
    Cue,
    Episode,
    Origin,
    Outline,
    Segment,
    Show,
    Transcript,
)

SECONDS = 6.0
"""How long each line of a conversation takes."""

BEES = """
Ada: Hello everyone, and welcome back to Hedgerow Hour.
Ada: Today I'm joined by Bram Oster, who runs the teaching apiary at Millbrook Farm.
Bram: Thanks for having me, it's a pleasure.
Ada: Great question to begin with: how did you come to beekeeping?
Bram: Um, so I, I grew up next to an orchard, and the orchard kept forty hives for pollination.
Bram: Yeah, and my grandmother sold the honey at the market in Millbrook every autumn.
Ada: Let's talk about swarming.
Ada: Why do colonies swarm in spring?
Bram: So a colony swarms because the brood nest runs out of room before the honey flow begins.
Bram: The old queen leaves with half of the workers, you know, and a new queen takes over the hive.
Bram: It happens within a few days.
Bram: Swarm prevention is mostly a matter of giving the queen an empty comb at the right moment.
Bram: Beekeepers who split the colony in April rarely lose a swarm in May.
Bram: That is why we inspect every hive once a week.
Ada: And what about varroa mites?
Bram: Varroa mites breed in the capped brood, and oxalic acid works only without brood.
Bram: I mean, the mites carry a virus that deforms the wings of young bees.
Bram: In winter the colony has no brood, so, um, that is the moment for oxalic acid.
Bram: We count the mites on a sticky board before and after each treatment.
Bram: A count above three mites a day means that the colony needs help.
Ada: Wow, right.
Ada: That was great, thank you so much for coming on the show, Bram.
Bram: Thank you, Ada, this was fun.
"""
"""An interview in four parts: introduction, swarming, mites, farewell."""

BEES_STARTS = (0, 6, 14, 20)
"""The lines at which those parts begin."""


def episode_of(conversation: str, title: str = "Keeping bees with Bram Oster") -> Episode:
    """An episode of a conversation, one cue a line, `SECONDS` each."""
    cues = tuple(
        Cue(
            speaker=line.partition(": ")[0],
            text=line.partition(": ")[2],
            start=index * SECONDS,
            end=(index + 1) * SECONDS,
        )
        for index, line in enumerate(conversation.strip().splitlines())
    )
    return Episode(
        show=Show(slug="hedgerow", title="Hedgerow Hour"),
        slug="bees",
        title=title,
        transcript=Transcript(cues=cues),
        source="bees.txt",
    )


def outline_of(episode: Episode, starts: tuple[int, ...], titles: tuple[str, ...] = ()) -> Outline:
    """Chapters that begin at the cues `starts`, each in two segments where it has room."""
    cues = episode.transcript.cues
    ends = (*starts[1:], len(cues))
    return Outline(
        chapters=tuple(
            Chapter(
                title=titles[index] if titles else "",
                origin=Origin.SOURCE if titles else Origin.GENERATED,
                start=cues[first].start,
                end=cues[end - 1].end,
                segments=tuple(_segments(episode, first, end)),
            )
            for index, (first, end) in enumerate(zip(starts, ends, strict=True))
        )
    )


def _segments(episode: Episode, first: int, end: int) -> list[Segment]:
    """One segment, or two halves where there are at least four cues."""
    cues = episode.transcript.cues
    middle = (first + end) // 2
    bounds = [(first, middle), (middle, end)] if end - first >= 4 else [(first, end)]
    return [
        Segment(first_cue=a, last_cue=b - 1, start=cues[a].start, end=cues[b - 1].end)
        for a, b in bounds
    ]
