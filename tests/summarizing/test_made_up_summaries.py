"""Sweeps over talks made up by number: what is chosen of each, and how it reads, is as it was."""

from __future__ import annotations

import random
from dataclasses import replace

from generator.language.hearing import hear
from generator.language.languages import Language
from generator.model import Chapter, Cue, Episode, Origin, Outline, Segment, Transcript
from generator.summarizing.clauses import words_of
from generator.summarizing.extractive import Extractive
from generator.summarizing.flaws import flawed, traits
from generator.summarizing.printing import Press
from tests import archive
from tests.conftest import Expect
from tests.conversations import BEES, episode_of
from tests.talks import TALKS
from tests.test_sweeps import gist, row

FILLED = (
    *("Well, the the keeper keeps, keeps the gauge.", "That is what it does.", "This one is both."),
    *("The old brass keeper of it.", "Keepers who count waves.", "And then, like, just so much."),
    *("Because the gauge froze.", "When the gauge froze, we sailed.", "It, he said, froze them."),
    *("The gauge froze, but", "So what?", "Does it freeze in the winter of the town by the sea?"),
    *("There is a gauge, and there they are.", "I mean, no, the gauge is old, isn't it?"),
    *("Both keepers and such a gauge, each another one.", "The very old keeper the gauge froze."),
    *("Suppose that the gauge froze in the winter.", "Thanks for coming, and please subscribe."),
    *("Running the gauge, freezing by the sea.", "That the gauge froze is old.", "That. It froze."),
    *("the gauge froze in the winter of the town.", "You know, kind of, sort of, it froze, maybe."),
    *(f"The gauge {'and the lamp ' * 11}froze in the fog.", "A, b, c, d, e, f, and g froze."),
    *("The keeper is, is is a keeper of keepers of the keeper.", "What the gauge does is that."),
    *("He paints it, and she says that they froze.", "Waves of waves, gauges of gauges, lamps."),
)
"""Sentences that lean, break off, begin again, point or hardly say anything."""


def test_sentences_read_as_before(expect: Expect) -> None:
    """What tells how each reads, in English and other languages; which are printed, and how."""
    found = []
    for tag, talk in (("en", "\n".join(f"Ada: {each}" for each in FILLED)), *TALKS.items()):
        language = Language.of(tag)
        episode = replace(episode_of(talk), language=tag)
        heard = hear(episode.transcript, tag)
        press = Press(heard, language)
        printed = press.print_all(range(len(heard)))
        said = words_of([each.text for each in heard], language)
        for index, (each, text, words) in enumerate(zip(heard, printed, said, strict=True)):
            if tag != "en" and index % 4:
                continue
            told = [round(value, 3) for value in traits(words, language).values()] if words else []
            lost = round(press.flaws(index, text or each.text), 3)
            asked = press.question(index)
            shown = gist(text)[:3] if text else "-"
            counts = "".join(f"{value:g} " if value else "." for value in told)
            question = asked and asked.text[:20]
            found.append(row(tag, shown, lost, round(flawed(words, language), 2), counts, question))
    expect("sweeps/made_up/reads.txt", "\n".join(found) + "\n")


def talk(number: int) -> tuple[Episode, Outline]:
    """A recording of few or many words in chapters of many lengths, listed or found."""
    choose = random.Random(number)
    pool = [line.partition(": ")[2] for line in (BEES + archive.panel()).strip().splitlines()]
    pool = [line for line in pool if line]
    count = (1, 3, 8, 20, 45, 70)[number % 6]
    first = choose.randrange(len(pool))
    lines = [pool[(first + n) % len(pool)] for n in range(count)]
    if number % 4 == 1 and count > 8:
        lines[:2] = [lines[-3], "Welcome to the show, this is the talk of the harbour."]
    for _ in range(count // 6):
        lines[choose.randrange(count)] = choose.choice(FILLED)
    cues = tuple(
        Cue(text=text, start=6.0 * n, end=6.0 * n + 6, speaker=("Ada", "Bram", None)[n // 3 % 3])
        for n, text in enumerate(lines)
    )
    size = max(1, count // choose.choice((1, 2, 3)))
    chapters = []
    for begin in range(0, count, size):
        last = min(count, begin + size) - 1
        half = begin + size // 2
        runs = [(begin, half - 1), (half, last)] if begin < half <= last else [(begin, last)]
        segments = tuple(
            Segment(first_cue=a, last_cue=b, start=cues[a].start, end=cues[b].end) for a, b in runs
        )
        title = choose.choice(("The bees", "Sponsors", "Intro", "Why the gauge froze"))
        origin = choose.choice((Origin.SOURCE, Origin.GENERATED))
        ends = cues[begin].start, cues[last].end
        chapters.append(
            Chapter(title=title, origin=origin, start=ends[0], end=ends[1], segments=segments)
        )
    quoted = [lines[choose.randrange(count)] for _ in range(number % 3)]
    episode = replace(
        episode_of("Ada: It."),
        title=choose.choice(("The bees", "On mites & tides")),
        transcript=Transcript(cues=cues),
        notes="\n\n".join(f"> “{each}”" for each in quoted),
        duration=6.0 * count,
    )
    return episode, Outline(chapters=tuple(chapters))


def test_talks_are_summed_up_as_before(expect: Expect) -> None:
    """Key points, chapters and segments: which cues stand for each, what leads, and its worth."""
    found = []
    for number in range(30):
        episode, drawn = talk(number)
        reading = Extractive().summarize(episode, hear(episode.transcript, "en"), drawn)
        whole = reading.summary
        points = [(s.sources[0].first_cue, "!" * s.picked, s.worth) for s in whole.sentences]
        found.append(row(number, whole.best, points, round(reading.coverage, 3)))
        for part in whole.parts:
            cues = [sentence.sources[0].first_cue for sentence in part.sentences]
            below = [[s.sources[0].first_cue for s in each.sentences] for each in part.parts]
            found.append(row("   ", part.best, cues, below))
    expect("sweeps/made_up/summed_up.txt", "\n".join(found) + "\n")
