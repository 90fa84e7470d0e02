"""An episode's page: its reading joined with its transcript, each sentence with its place."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import accumulate, groupby, pairwise
from unicodedata import bidirectional
from urllib.parse import urlsplit

from ...corrections import Corrections, Piece, pieces
from ...model import Chapter, Episode, Note, Reading, Segment, Sentence, Summary
from ...unspaced import count_words
from ..cards import make_card, with_neighbours
from ..data import data_files
from ..episode_page import (
    Block,
    Depth,
    EpisodePage,
    Extra,
    Line,
    Part,
    Player,
    Relation,
    Remark,
    Section,
    Timeline,
    Turn,
    Voice,
)
from ..ids import EXTRAS
from ..kind import Archive, Draft, Kind
from ..linked_data import linked_data
from ..paragraphs import Paragraph, Run
from ..paths import episode_path, media_name, show_path, topic_path
from ..places import Places
from ..prose import plain_text, shorten
from ..quotes import describe
from ..site import SECONDS, Site, frame_url, moment_template, safe_url
from ..speakers import measure_speakers
from ..summaries import model_name, pad_parts
from ..views import Link, LinkCard, Page, Point
from ..words import Words, direction

EPISODE_TOPICS = 8
"""How many topics an episode's page names."""
WORDS_A_MINUTE = 238
"""How fast an adult reads English silently (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)."""
LONGEST_LIST = 3 * WORDS_A_MINUTE
"""Words of an episode told by its chapters alone: three minutes, however long it lasts."""
_WORDS_AROUND = 3
"""Of a chapter told by one sentence: its time, who says it and when."""
TIMELINE_WIDTH = 1000
"""Of the timeline, in its own units."""
GRAINS = 250
"""Stretches of the timeline that are told apart by who speaks."""
HUES = 6
"""Speakers with a colour of their own."""
_CUES_LOOKED_AT = 40
_ORIGIN = re.compile(r"https?://[\w.-]+(?::\d+)?")
_VIDEO_FILES = (".mp4", ".m4v", ".webm", ".mov", ".ogv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What an episode's page says of the rest of the archive."""

    newer: Link | None = None
    older: Link | None = None
    """Beside it in its show."""
    people: Mapping[str, Link] = field(default_factory=dict)
    """Who a speaker is, by the episode's spelling; the path is "" where they have no page."""
    topics: tuple[Link, ...] = ()
    related: tuple[Relation, ...] = ()


def _present(archive: Archive) -> Iterator[Page]:
    """Every episode's page, show by show, newest first. Made when asked for, and not kept."""
    return (draft.make(archive.site, archive.words) for draft in episode_drafts(archive))


def episode_drafts(archive: Archive) -> Iterator[Draft]:
    """What every episode's page is made of: its reading, and what is said of the rest there."""
    library = archive.library
    topics: defaultdict[str, list[tuple[int, Link]]] = defaultdict(list)
    for topic in library.topics:
        link = Link(title=topic.title, path=topic_path(topic))
        for mention in topic.mentions:
            topics[episode_path(mention.reading.episode)].append((-len(mention.cues), link))
    for show in library.shows:
        for reading, newer, older in with_neighbours(archive.of_show(show)):
            episode = reading.episode
            path = episode_path(episode)
            named = sorted(topics[path], key=lambda each: each[0])[:EPISODE_TOPICS]
            names = library.names.get(episode.id, {})
            relatives = library.relatives.get(episode.id, ())
            around = Surroundings(
                newer=_episode_link(newer) if newer else None,
                older=_episode_link(older) if older else None,
                people={
                    spelled: Link(title=name, path=archive.people.get(name, ""))
                    for spelled, name in names.items()
                },
                topics=tuple(link for _, link in named),
                related=tuple(
                    Relation(card=make_card(each.reading), terms=each.terms) for each in relatives
                ),
            )
            yield Draft(
                path=path,
                changed=episode.date,
                made_of=(reading, around),
                make=partial(_make, reading, around),
            )


def _make(reading: Reading, around: Surroundings, site: Site, words: Words) -> EpisodePage:
    page = _present_one(reading, around, site, words)
    return replace(page, linked_data=linked_data(page, site.absolute(page.path)))


def _episode_link(reading: Reading) -> Link:
    episode = reading.episode
    return Link(title=episode.title, path=episode_path(episode), language=episode.language)


def _present_one(reading: Reading, around: Surroundings, site: Site, words: Words) -> EpisodePage:
    """The page of one episode."""
    episode = reading.episode
    names = {spelled: link.title for spelled, link in around.people.items()}
    places = Places(reading, names)
    voices = _voices(episode, around.people)
    sections = _tell(tuple(_sections(places)), _words_above(episode, voices))
    lead = places.points(reading.notes.lead)
    points = places.points(reading.summary.sentences)
    extras = tuple(_extras(places))
    introduction = _leading(episode)
    origins = {section.origin for section in sections}
    blocks = _blocks(sections, episode.duration)
    return EpisodePage(
        path=episode_path(episode),
        title=episode.title,
        description=_description(lead, points, reading),
        introduction=introduction,
        show=Link(title=episode.show.title, path=show_path(episode.show)),
        language=episode.language,
        date=episode.date,
        seconds=episode.duration,
        words=places.words,
        minutes=_reading_minutes(introduction, lead, points, sections, extras),
        depths=_depths(introduction, lead, points, sections, extras),
        voices=voices,
        lead=lead,
        points=points,
        sections=sections,
        extras=extras,
        timeline=Timeline(blocks=blocks, turns=_turns(episode, voices, around.people)),
        card=_card(reading, points, blocks, site, words),
        origin=origins.pop() if len(origins) == 1 else "",
        quoted=reading.backend == "extractive",
        backend=model_name(reading.backend),
        checks=_checks(reading),
        edited=reading.edited,
        outdated_edits=reading.outdated_edits,
        notes=episode.notes,
        tags=episode.tags,
        media=media_name(episode) or safe_url(episode.media),
        video=safe_url(episode.video),
        link=safe_url(episode.link),
        player=_player(episode),
        watch=_watch_template(episode),
        direction=_direction(episode),
        topics=around.topics,
        related=around.related,
        newer=around.newer,
        older=around.older,
        files=tuple(data_files(reading)),
    )


def _leading(episode: Episode) -> str:
    """The introduction; "" where the notes that it opens are all that the page has to say."""
    if episode.introduction is None:
        return ""
    told_below = episode.introduction.origin == "notes" and not episode.transcript.count
    return "" if told_below else episode.introduction.text


def _card(
    reading: Reading, points: Sequence[Point], blocks: Sequence[Block], site: Site, words: Words
) -> LinkCard:
    """What a link to the episode shows: what it is, and one of its key points."""
    episode = reading.episode
    text = plain_text(episode.introduction.text) if episode.introduction else ""
    if points:
        text = describe(points[min(reading.summary.best, len(points) - 1)], episode.language)
    facts = [words.length(episode.duration)] if episode.duration else []
    if blocks:
        facts.append(words.say("chapters_count", n=len(blocks)))
    return LinkCard(
        show=episode.show.title,
        title=episode.title,
        text=text,
        facts=" · ".join([*facts, site.title]),
        blocks=tuple((block.offset, block.width) for block in blocks),
    )


def _description(lead: Sequence[Point], points: Sequence[Point], reading: Reading) -> str:
    """What search engines and previews say: never several people's words as one text."""
    if reading.episode.introduction:
        return shorten(reading.episode.introduction.text)
    if lead:
        return shorten(" ".join(point.text for point in lead))
    if not points:
        return shorten(plain_text(reading.episode.notes))
    best = points[min(reading.summary.best, len(points) - 1)]
    if not best.quoted:
        return shorten(" ".join(point.text for point in points if not point.quoted))
    return describe(best, reading.episode.language)


def _sections(places: Places) -> Iterator[Section]:
    """The chapters, with their summaries and their words."""
    chapters = places.reading.outline.chapters
    summaries = pad_parts(places.reading.summary, len(chapters))
    for index, (chapter, summary) in enumerate(zip(chapters, summaries, strict=True)):
        yield _section(places, index, chapter, summary)


def _section(places: Places, index: int, chapter: Chapter, summary: Summary) -> Section:
    segments = chapter.segments
    return Section(
        id=places.section_ids[index],
        title=chapter.title,
        origin=chapter.origin.value,
        mark=places.mark(chapter.start, segments[0].first_cue if segments else None),
        seconds=_length(chapter),
        words=places.words_between(segments[0].first_cue, segments[-1].last_cue) if segments else 0,
        watch=_watch(places.reading.episode, chapter.start),
        points=places.points(summary.sentences),
        best=min(summary.best, max(len(summary.sentences) - 1, 0)),
        parts=tuple(
            _parts(places, segments, places.paragraphs[index], pad_parts(summary, len(segments)))
        ),
    )


def _extras(places: Places) -> Iterator[Extra]:
    """The show notes, save for the lead."""
    for kind in EXTRAS:
        noted: Sequence[Note | Sentence] = getattr(places.reading.notes, kind)
        remarks = tuple(
            Remark(name=each.name, series=each.series, point=places.point(each.sentence))
            if isinstance(each, Note)
            else Remark(name="", point=replace(point := places.point(each), label=_label(point)))
            for each in noted
        )
        if remarks:
            yield Extra(kind=kind, remarks=remarks)


def _label(point: Point) -> str:
    """How a sentence differs from those around it: where all are quoted, that is no difference."""
    return "" if point.quoted and point.label == "quoted" else point.label


def _length(chapter: Chapter) -> float | None:
    """Seconds of its text, which need not begin where it is listed; else by the list."""
    start, end = chapter.start, chapter.end
    if chapter.segments:
        start, end = chapter.segments[0].start, chapter.segments[-1].end
    return None if start is None or end is None else end - start


def _parts(
    places: Places,
    segments: Sequence[Segment],
    paragraphs: Sequence[Sequence[Paragraph]],
    summaries: Sequence[Summary],
) -> Iterator[Part]:
    speaker: str | None = None
    corrections = Corrections(places.reading.episode.corrections)
    for segment, group, summary in zip(segments, paragraphs, summaries, strict=True):
        lines = []
        for paragraph in group:
            lines.append(_line(places, paragraph, speaker, corrections))
            speaker = paragraph.speaker
        yield Part(
            mark=places.mark(segment.start, segment.first_cue),
            points=places.points(summary.sentences),
            lines=tuple(lines),
        )


def _runs(paragraph: Paragraph, corrections: Corrections) -> Iterator[Run]:
    """The words of a paragraph, those that are names misheard apart."""
    wrong = corrections.within(paragraph.first_cue, paragraph.last_cue)
    for run in paragraph.runs:
        if run.sound or not wrong:
            yield run
            continue
        found = [*pieces(run.text, wrong), Piece("")]
        for piece, after in pairwise(found):
            spaced = piece.text[-1:].isspace() or after.text[:1].isspace()
            if words := piece.text.strip():
                yield Run(text=words, meant=piece.meant, joined=bool(after.text) and not spaced)


def _line(
    places: Places, paragraph: Paragraph, speaker_before: str | None, corrections: Corrections
) -> Line:
    same = paragraph.speaker == speaker_before
    return Line(
        id=paragraph.id,
        mark=places.mark(paragraph.start, paragraph.first_cue) if paragraph.opens_cue else None,
        speaker=None if same else paragraph.speaker,
        known_as="" if same else places.known_as(paragraph.speaker),
        runs=tuple(_runs(paragraph, corrections)),
    )


def _watch(episode: Episode, seconds: float | None) -> str | None:
    """Where the recording plays from this moment, if it does."""
    template = _watch_template(episode)
    if template is None or seconds is None:
        return None
    return template.replace(SECONDS, str(int(seconds)))


def _watch_template(episode: Episode) -> str | None:
    """Where the recording plays, with `SECONDS` where the moment goes."""
    if not episode.video and (name := media_name(episode)):
        return f"{name}#t={SECONDS}"
    return moment_template(episode.video or episode.media)


def _words_above(episode: Episode, voices: Sequence[Voice]) -> int:
    """About how much there is to read above the chapters, however little is chosen."""
    facts = [episode.title, episode.show.title, *(f"{voice.name} 50 % 1 h" for voice in voices)]
    return sum(map(count_words, facts)) + 20


def _tell(sections: Sequence[Section], words_above: int) -> tuple[Section, ...]:
    """The chapters, those marked that show a sentence where all are told in three minutes.

    All show their title, the longest their sentence too, as far as the time goes.
    """
    left = LONGEST_LIST - words_above
    left -= sum(count_words(section.title) + _WORDS_AROUND for section in sections)
    told = set()
    for index in sorted(range(len(sections)), key=lambda index: -_size(sections[index])):
        section = sections[index]
        if not section.points:
            continue
        best = section.points[section.best]
        words = count_words(f"{best.asked.text if best.asked else ''} {best.text}")
        words += _WORDS_AROUND * (2 if best.asked else 1)
        if words <= left:
            told.add(index)
            left -= words
    return tuple(replace(section, told=index in told) for index, section in enumerate(sections))


def _size(section: Section) -> float:
    """How long a chapter is, in seconds where there are times and else in words."""
    return section.seconds if section.seconds is not None else section.words


def _depths(
    introduction: str,
    lead: Sequence[Point],
    points: Sequence[Point],
    sections: Sequence[Section],
    extras: Sequence[Extra],
) -> tuple[Depth, ...]:
    """How much there is to choose from, where there are key points and chapters."""
    if not points or len(sections) < 2 or not any(section.parts for section in sections):
        return ()
    brief = [introduction, *(point.text for point in (*lead, *points))]
    listed = [section.title for section in sections]
    listed += [section.points[section.best].text for section in sections if section.told]
    summary = _summaries(introduction, lead, points, sections, extras)
    spoken = sum(section.words for section in sections)
    words = {
        "points": sum(map(count_words, brief)),
        "chapters": sum(map(count_words, listed)),
        "summary": (whole := sum(map(count_words, summary))),
        "all": whole + spoken,
    }
    return tuple(
        Depth(name=name, minutes=math.ceil(number / WORDS_A_MINUTE))
        for name, number in words.items()
    )


def _reading_minutes(
    introduction: str,
    lead: Sequence[Point],
    points: Sequence[Point],
    sections: Sequence[Section],
    extras: Sequence[Extra],
) -> int:
    """Minutes to read the summaries of an episode and of its chapters; 0 if there are none."""
    texts = _summaries(introduction, lead, points, sections, extras)
    return math.ceil(sum(map(count_words, texts)) / WORDS_A_MINUTE)


def _summaries(
    introduction: str,
    lead: Sequence[Point],
    points: Sequence[Point],
    sections: Sequence[Section],
    extras: Sequence[Extra],
) -> Iterator[str]:
    """All that is read of an episode and of its chapters, save for the transcript and notes."""
    yield introduction
    yield from (point.text for point in (*lead, *points))
    yield from (f"{each.name} {each.point.text}" for extra in extras for each in extra.remarks)
    yield from (point.text for section in sections for point in section.points)


def _voices(episode: Episode, people: Mapping[str, Link]) -> tuple[Voice, ...]:
    """The speakers, with their shares where more than one is heard; who says most comes first.

    Two spellings of one person are one voice.
    """
    words: dict[str, int] = {}
    seconds: dict[str, float] = {}
    paths: dict[str, str] = {}
    for speaker in measure_speakers(episode):
        who = people.get(speaker.name) or Link(title=speaker.name, path="")
        words[who.title] = words.get(who.title, 0) + speaker.words
        seconds[who.title] = seconds.get(who.title, 0.0) + (speaker.seconds or 0.0)
        paths[who.title] = who.path
    total = sum(words.values())
    several = sum(map(bool, words.values())) > 1
    order = sorted(words, key=lambda name: -words[name]) if several else list(words)
    return tuple(
        Voice(
            name=name,
            path=paths[name],
            hue=min(place, HUES),
            share=round(100 * words[name] / total) if several and words[name] else None,
            seconds=seconds[name] if several and seconds[name] else None,
        )
        for place, name in enumerate(order)
    )


def _turns(
    episode: Episode, voices: Sequence[Voice], people: Mapping[str, Link]
) -> tuple[Turn, ...]:
    """Who speaks when, to the grain of the timeline: whoever says most in each grain."""
    cues = episode.transcript.cues
    if sum(voice.share is not None for voice in voices) < 2:
        return ()
    hues = {voice.name: voice.hue for voice in voices}
    length = (episode.duration or cues[-1].end or 0.0) if episode.transcript.timed else 0.0
    total = sum(len(cue.text) for cue in cues)
    grains: list[Counter[int]] = [Counter() for _ in range(GRAINS)]
    before = 0
    for cue in cues:
        at = (cue.start or 0.0) / length if length else before / total
        before += len(cue.text)
        to = (cue.end or cue.start or 0.0) / length if length else before / total
        if cue.speaker:
            who = people.get(cue.speaker)
            hue = hues.get(who.title if who else cue.speaker, HUES)
            first, last = int(at * GRAINS), max(int(at * GRAINS), math.ceil(to * GRAINS) - 1)
            for grain in range(min(first, GRAINS - 1), min(last, GRAINS - 1) + 1):
                grains[grain][hue] += len(cue.text) // (last - first + 1) + 1
    leading = [max(sorted(grain), key=lambda hue: grain[hue]) if grain else -1 for grain in grains]
    turns: list[Turn] = []
    place = 0
    for hue, run in groupby(leading):
        size = len(list(run))
        if hue >= 0:
            scale = TIMELINE_WIDTH // GRAINS
            turns.append(Turn(hue=hue, offset=place * scale, width=size * scale))
        place += size
    return tuple(turns)


def _direction(episode: Episode) -> str:
    """Which way its words run: as they are written, else as their language is."""
    letters = Counter(
        bidirectional(character)
        for cue in episode.transcript.cues[:_CUES_LOOKED_AT]
        for character in cue.text
    )
    right, left = letters["R"] + letters["AL"], letters["L"]
    if right + left:
        return "rtl" if right > left else "ltr"
    return direction(episode.language)


def _player(episode: Episode) -> Player | None:
    """How the recording is played here: its file where there is one, else its video's player."""
    own = media_name(episode)
    media = own or safe_url(episode.media)
    source, kind = media, "audio"
    if media and urlsplit(media).path.lower().endswith(_VIDEO_FILES):
        kind = "video"
    if source is None:
        source, kind = frame_url(episode.video), "frame"
    if source is None:
        return None
    if own:
        return Player(kind=kind, src=own, host="", origin="")
    parts = urlsplit(source)
    if not _ORIGIN.fullmatch(f"{parts.scheme}://{parts.netloc}"):
        return None
    return Player(
        kind=kind,
        src=source,
        host=(parts.hostname or "").removeprefix("www."),
        origin=f"{parts.scheme}://{parts.netloc}",
    )


def _blocks(sections: Sequence[Section], duration: float | None) -> tuple[Block, ...]:
    """The chapters to scale, by time where they have it and else by words."""
    if len(sections) < 2:
        return ()
    starts = [section.mark.seconds for section in sections]
    length = float(duration or 0)
    times = [start for start in starts if start is not None]
    if len(times) == len(starts) and times == sorted(times) and times[-1] < length:
        places = [0.0, *(start / length for start in times[1:])]
    else:
        total = sum(map(_size, sections))
        if not total:
            return ()
        places = [size / total for size in accumulate(map(_size, sections[:-1]), initial=0.0)]
    edges = [*(round(TIMELINE_WIDTH * place) for place in places), TIMELINE_WIDTH]
    return tuple(
        Block(id=section.id, title=section.title, offset=start, width=end - start)
        for section, (start, end) in zip(sections, pairwise(edges), strict=True)
    )


EPISODES = Kind(present=_present, drafts=episode_drafts)


def _checks(reading: Reading) -> frozenset[str]:
    """The checks that all sentences of the summaries passed, as far as any was checked."""
    checked = [set(each.checks) for each in _sentences(reading.summary) if each.checks]
    return frozenset(set.intersection(*checked)) if checked else frozenset()


def _sentences(summary: Summary) -> Iterator[Sentence]:
    yield from summary.sentences
    for part in summary.parts:
        yield from _sentences(part)
