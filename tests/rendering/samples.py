"""A small library with every kind of episode, made without any other stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from generator.model import (
    Appearance,
    Chapter,
    Cue,
    Definition,
    Digest,
    Episode,
    Exchange,
    Figure,
    FreePage,
    Library,
    Mention,
    Origin,
    Outline,
    Person,
    Quotation,
    Reading,
    Relative,
    Segment,
    Sentence,
    Show,
    Sound,
    Source,
    Stance,
    Summary,
    Theme,
    Topic,
    Transcript,
)
from generator.rendering import Site, render_site
from generator.rendering.kind import Archive
from generator.rendering.kinds import quoted_in
from generator.rendering.quotes import Quotes
from generator.rendering.words import Words

TEMPLATES = Path(__file__).parents[2] / "templates"

_SPEECH = (
    "The ferry leaves the island at six, long before anybody wants coffee.",
    "My grandmother sold tickets from a hut that leaned with the wind.",
    "We counted lanterns instead of passengers, because lanterns stood still.",
    "A timetable is a promise that the sea has not signed.",
    "When fog came, the bell rang once for every boat that was missing.",
    "Nobody repaired the bell, they only learned to hear it better.",
    "Salt gets into a clock the way gossip gets into a village.",
    "In winter the deck was a mirror and we walked on our own faces.",
)
_NAMES = ("Ines", "Bram")


def speech(count: int, *, timed: bool = True, seconds: float = 5.0) -> Transcript:
    """`count` cues of one sentence each; the speaker changes every six."""
    return Transcript(
        cues=tuple(
            Cue(
                text=_SPEECH[index % len(_SPEECH)],
                start=index * seconds if timed else None,
                end=(index + 1) * seconds if timed else None,
                speaker=_NAMES[index // 6 % 2],
            )
            for index in range(count)
        ),
        sounds=(Sound(before_cue=3, label="laughter"), Sound(before_cue=count, label="applause")),
    )


def quote(transcript: Transcript, cue: int) -> Sentence:
    """A sentence of a summary that quotes one cue."""
    said = transcript.cues[cue]
    source = Source(first_cue=cue, last_cue=cue, start=said.start, end=said.end)
    return Sentence(text=said.text, sources=(source,), speaker=said.speaker)


def read(episode: Episode, titles: tuple[str, ...], *, backend: str = "extractive") -> Reading:
    """A reading in equal chapters of two segments, each summed up by its first sentence."""
    transcript = episode.transcript
    size = len(transcript.cues) // len(titles)
    chapters, parts = [], []
    for index, title in enumerate(titles):
        first, middle = index * size, index * size + size // 2
        last = len(transcript.cues) - 1 if index == len(titles) - 1 else first + size - 1
        segments = (_segment(transcript, first, middle - 1), _segment(transcript, middle, last))
        chapters.append(
            Chapter(
                title=title,
                origin=Origin.GENERATED,
                start=segments[0].start,
                end=segments[1].end,
                segments=segments,
            )
        )
        parts.append(
            Summary(
                sentences=(quote(transcript, first + 1),),
                parts=(
                    Summary(sentences=(quote(transcript, first),)),
                    Summary(sentences=(quote(transcript, middle),)),
                ),
            )
        )
    return Reading(
        episode=episode,
        outline=Outline(chapters=tuple(chapters)),
        summary=Summary(
            sentences=(quote(transcript, 0), quote(transcript, size + 2)), parts=tuple(parts)
        ),
        backend=backend,
        coverage=0.75,
    )


def read_in_one(episode: Episode) -> Reading:
    """A reading in one chapter of one segment, summed up by its first cue, however short it is."""
    transcript = episode.transcript
    segment = _segment(transcript, 0, len(transcript.cues) - 1)
    chapter = Chapter(
        title="All of it",
        origin=Origin.GENERATED,
        start=segment.start,
        end=segment.end,
        segments=(segment,),
    )
    return Reading(
        episode=episode,
        outline=Outline(chapters=(chapter,)),
        summary=Summary(sentences=(quote(transcript, 0),)),
        backend="extractive",
        coverage=1.0,
    )


def _segment(transcript: Transcript, first: int, last: int) -> Segment:
    return Segment(
        first_cue=first,
        last_cue=last,
        start=transcript.cues[first].start,
        end=transcript.cues[last].end,
    )


FERRIES = Show(
    slug="slow-ferries",
    title="Slow Ferries",
    description="Talks about **small boats**. See [the pier](https://pier.example/).",
    hosts=("Ines", "Bram"),
    link="https://ferries.example/",
    licence="CC BY 4.0",
)
CLOCKS = Show(slug="clocks", title="Clocks")

TIMED = Episode(
    show=FERRIES,
    slug="lanterns",
    title="Lanterns & fog",
    transcript=speech(48),
    source="shows/slow-ferries/lanterns.vtt",
    date=dt.date(2024, 3, 9),
    duration=240.0,
    speakers=_NAMES,
    notes="## Links\n\n- [Bells](https://bells.example/a?b=1&c=2)\n- ![a boat](https://p.example/x.png)",
    media="https://audio.example/lanterns.mp3",
    video="https://www.youtube.com/watch?v=abc",
    link="https://ferries.example/lanterns",
    tags=("sea", "light"),
)
UNTIMED = Episode(
    show=FERRIES,
    slug="salt",
    title="Salt",
    transcript=speech(24, timed=False),
    source="shows/slow-ferries/salt.txt",
    date=dt.date(2024, 2, 1),
    speakers=_NAMES,
)
SILENT = Episode(
    show=CLOCKS,
    slug="pendulum",
    title="Pendulum",
    transcript=Transcript(),
    source="shows/clocks/list.txt",
    duration=900.0,
    notes="Only *notes* here.",
)


def bells_of(readings: tuple[Reading, ...]) -> Topic:
    """A topic that each of `readings` names twice and says one sentence of."""
    quotations = tuple(
        Quotation(sentence=quote(reading.episode.transcript, 4), reading=reading, chapter=0)
        for reading in readings
    )
    return Topic(
        slug="fog-bells",
        title="Fog bells",
        names=("Fog bells", "bells in fog"),
        proper=False,
        mentions=tuple(Mention(reading=reading, cues=(4, 5)) for reading in readings),
        quotations=quotations,
        definition=quotations[0],
        people=(("Ines", 3), ("Bram", 1)),
    )


def ines_of(readings: tuple[Reading, ...], topic: Topic) -> Person:
    """Ines, who speaks in each of `readings`."""
    return Person(
        slug="ines",
        name="Ines",
        names=("Ines", "ines"),
        appearances=tuple(
            Appearance(reading=reading, names=("Ines",), words=90) for reading in readings
        ),
        quotations=topic.quotations[:1],
        topics=((topic, 3),),
        role="who mends bells",
        introduction=topic.quotations[0],
        host=True,
    )


def themes_of(readings: tuple[Reading, ...], topic: Topic) -> tuple[Theme, ...]:
    """The topic as it came up in `readings`."""
    said = tuple(each for each in topic.quotations if each.reading in readings)
    return (Theme(topic=topic, count=2, new=True, quotations=said),)


@cache
def library() -> Library:
    """Two shows: a timed, an untimed, and a silent episode with listed chapters."""
    timed = read(TIMED, ("Before dawn", "The bell", "The bell"))
    untimed = read(UNTIMED, ("Summer", "Winter"), backend="openai:some-model")
    silent = Reading(
        episode=SILENT,
        outline=Outline(
            chapters=tuple(
                Chapter(title=title, origin=Origin.SOURCE, start=start, end=end, segments=())
                for title, start, end in (
                    ("Escapement", 0.0, 300.0),
                    ("Weights", 300.0, 600.0),
                    ("Silence", 600.0, 900.0),
                )
            )
        ),
        summary=Summary(),
        backend="extractive",
        coverage=0.0,
    )
    bells = bells_of((timed, untimed))
    return Library(
        shows=(CLOCKS, FERRIES),
        readings=(timed, untimed, silent),
        topics=(bells,),
        people=(ines_of((timed, untimed), bells),),
        guests=(guest_of((timed,)),),
        names={
            timed.id: {"Ines": "Ines", "Bram": "Bram"},
            untimed.id: {"Ines": "Ines", "Bram": "Bram"},
        },
        relatives={timed.id: (Relative(reading=untimed, terms=("salt", "winter")),)},
        digests=(
            Digest(
                slug="2024-03",
                title="March 2024",
                start=dt.date(2024, 3, 1),
                readings=(timed,),
                highlights=(
                    Quotation(sentence=timed.summary.sentences[0], reading=timed, chapter=0),
                    Quotation(sentence=timed.summary.sentences[1], reading=timed, chapter=1),
                ),
                themes=themes_of((timed,), bells),
                names=((bells, 2),),
                numbers=(Figure(text="$40 of brass", quotation=bells.quotations[0]),),
                terms=(Definition(term="Bell", quotation=bells.quotations[0]),),
                exchanges=(
                    Exchange(
                        stance=Stance.AGAINST,
                        statement=bells.quotations[0],
                        answer=bells.quotations[0],
                    ),
                ),
                fresh=((bells, 2),),
                moments=bells.quotations[:1],
                people=(("Ines", 2),),
                chapters=((timed, 1),),
            ),
            Digest(
                slug="2024-02",
                title="February 2024",
                start=dt.date(2024, 2, 1),
                readings=(untimed,),
                highlights=(),
            ),
        ),
    )


SITE = Site(
    title="Harbour archive",
    description="What was said on the quay.",
    base_url="https://harbour.example/archive/",
    pages=(FreePage(slug="about", title="About", markdown="Who *we* are.\n\n## Where\n\nHere."),),
)


def archive_of(library: Library, site: Site = SITE) -> Archive:
    """What pages are made from."""
    return Archive(
        library=library,
        site=site,
        words=Words.read([TEMPLATES], site.language),
        quotes=Quotes(quoted_in(library), library.names, library.topics),
    )


def many(count: int, reading: Reading | None = None) -> tuple[Reading, ...]:
    """So many episodes like the timed one, newest first."""
    like = reading or library().readings[0]
    return tuple(
        replace(like, episode=replace(like.episode, slug=f"e{number}", title=f"E{number}"))
        for number in range(count)
    )


def render(library: Library, site: Site = SITE) -> dict[str, str]:
    """All files of a site by path, as text."""
    return {
        path: content.decode("utf-8", "replace")
        for path, content in render_site(library, site, TEMPLATES)
    }


@cache
def rendered() -> dict[str, str]:
    """The sample library as a site."""
    return render(library())


def guest_of(readings: tuple[Reading, ...]) -> Person:
    """Somebody who is heard in one episode alone."""
    said = Quotation(sentence=readings[0].summary.sentences[0], reading=readings[0], chapter=0)
    return Person(
        slug="bram",
        name="Bram",
        names=("Bram",),
        appearances=(Appearance(reading=readings[0], names=("Bram",), words=900),),
        quotations=(said,),
        topics=(),
        role="ferryman",
        introduction=said,
    )


def with_text(change: Callable[[str], str]) -> tuple[Library, Site]:
    """The sample library and site with `change` made to every text that an author can write."""
    shows = tuple(
        replace(
            show,
            title=change(show.title),
            description=change(show.description),
            hosts=tuple(map(change, show.hosts)),
            link=change(show.link or ""),
            licence=change(show.licence or ""),
        )
        for show in library().shows
    )
    by_slug = {show.slug: show for show in shows}
    readings = tuple(_change_reading(each, by_slug, change) for each in library().readings)
    bells = bells_of(readings[:2])
    bells = replace(
        bells,
        title=change(bells.title),
        names=tuple(map(change, bells.names)),
        people=tuple((change(name), count) for name, count in bells.people),
    )
    ines = ines_of(readings[:2], bells)
    ines = replace(
        ines,
        name=change(ines.name),
        names=tuple(map(change, ines.names)),
        role=change(ines.role),
    )
    bram = replace(guest_of(readings[:1]), name=change("Bram"), role=change("ferryman"))
    digests = tuple(
        replace(
            digest,
            title=change(digest.title),
            themes=themes_of(readings[:1], bells) if digest.themes else (),
            names=tuple((bells, count) for _, count in digest.names),
            numbers=tuple(
                Figure(text=change(each.text), quotation=bells.quotations[0])
                for each in digest.numbers
            ),
            terms=tuple(
                Definition(term=change(each.term), quotation=bells.quotations[0])
                for each in digest.terms
            ),
            exchanges=tuple(
                replace(each, statement=bells.quotations[0], answer=bells.quotations[0])
                for each in digest.exchanges
            ),
            fresh=tuple((bells, count) for _, count in digest.fresh),
            moments=bells.quotations[: len(digest.moments)],
            people=tuple((change(name), count) for name, count in digest.people),
            chapters=tuple((readings[0], index) for _, index in digest.chapters),
            readings=readings[index : index + 1],
            highlights=tuple(
                replace(each, sentence=_change_sentence(each.sentence, change), reading=readings[0])
                for each in digest.highlights
            ),
        )
        for index, digest in enumerate(library().digests)
    )
    site = replace(
        SITE,
        title=change(SITE.title),
        description=change(SITE.description),
        pages=(FreePage(slug="about", title=change("About"), markdown="About."),),
    )
    changed = replace(
        library(),
        shows=shows,
        readings=readings,
        digests=digests,
        topics=(bells,),
        people=(ines,),
        guests=(bram,),
        names={
            key: {change(spelled): change(name) for spelled, name in names.items()}
            for key, names in library().names.items()
        },
        relatives={
            key: tuple(
                Relative(reading=readings[1], terms=tuple(map(change, each.terms)))
                for each in relatives
            )
            for key, relatives in library().relatives.items()
        },
    )
    return changed, site


def _change_reading(
    reading: Reading, shows: dict[str, Show], change: Callable[[str], str]
) -> Reading:
    episode = reading.episode
    transcript = episode.transcript
    return replace(
        reading,
        episode=replace(
            episode,
            show=shows[episode.show.slug],
            title=change(episode.title),
            transcript=replace(
                transcript,
                cues=tuple(
                    replace(cue, text=change(cue.text), speaker=change(cue.speaker or ""))
                    for cue in transcript.cues
                ),
                sounds=tuple(replace(each, label=change(each.label)) for each in transcript.sounds),
            ),
            language=change(episode.language),
            speakers=tuple(map(change, episode.speakers)),
            notes=change(episode.notes),
            media=change(episode.media or ""),
            video=change(episode.video or ""),
            link=change(episode.link or ""),
            tags=tuple(map(change, episode.tags)),
        ),
        outline=Outline(
            chapters=tuple(
                replace(chapter, title=change(chapter.title))
                for chapter in reading.outline.chapters
            )
        ),
        summary=_change_summary(reading.summary, change),
        backend="openai:" + change("model"),
    )


def _change_summary(summary: Summary, change: Callable[[str], str]) -> Summary:
    return Summary(
        sentences=tuple(_change_sentence(each, change) for each in summary.sentences),
        parts=tuple(_change_summary(each, change) for each in summary.parts),
    )


def _change_sentence(sentence: Sentence, change: Callable[[str], str]) -> Sentence:
    speaker = change(sentence.speaker) if sentence.speaker else None
    return replace(sentence, text=change(sentence.text), speaker=speaker)
