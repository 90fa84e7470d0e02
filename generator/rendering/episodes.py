"""An episode's page: its reading joined with its transcript, each sentence with its place."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from unicodedata import bidirectional
from urllib.parse import urlsplit

from slugify import slugify

from generator.model import Chapter, Episode, Reading, Segment, Sentence, Show, Source, Summary
from generator.naming import Names
from generator.rendering.data import measure_speakers, pad_parts
from generator.rendering.paragraphs import Anchors, Paragraph, split_paragraphs
from generator.rendering.prose import plain_text
from generator.rendering.site import frame_url, moment_template, moment_url, safe_url
from generator.rendering.views import (
    Block,
    EpisodePage,
    Line,
    Link,
    Mark,
    Part,
    Player,
    Point,
    Relation,
    Section,
    Timeline,
    Turn,
    Voice,
)
from generator.rendering.words import direction

WORDS_A_MINUTE = 230
"""How fast an adult reads English silently (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)."""
DESCRIPTION_LENGTH = 200
"""Characters of a page's description, for search engines and previews."""
TIMELINE_WIDTH = 1000
"""Of the timeline, in its own units."""
GRAINS = 250
"""Stretches of the timeline that are told apart by who speaks."""
HUES = 6
"""Speakers with a colour of their own."""
_CUES_LOOKED_AT = 40
_ORIGIN = re.compile(r"https?://[\w.-]+(?::\d+)?")
_VIDEO_FILES = (".mp4", ".m4v", ".webm", ".mov", ".ogv")
LONGEST_ID = 60
"""Characters of a heading's id."""

_PARAGRAPH_ID = re.compile(r"[tp]-\d")


def show_path(show: Show) -> str:
    """Where a show's page stands."""
    return f"{show.slug}/"


def episode_path(episode: Episode) -> str:
    """Where an episode's page stands."""
    return f"{episode.show.slug}/{episode.slug}/"


def shorten(text: str) -> str:
    """The beginning of a text, cut between words."""
    text = " ".join(text.split())
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


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


def present_episode(reading: Reading, around: Surroundings) -> EpisodePage:
    """The page of one episode."""
    episode = reading.episode
    reader = Reader(reading)
    voices = _voices(episode, around.people)
    sections = tuple(reader.sections())
    points = reader.points(reading.summary.sentences)
    origins = {section.origin for section in sections}
    return EpisodePage(
        path=episode_path(episode),
        title=episode.title,
        description=shorten(" ".join(point.text for point in points) or plain_text(episode.notes)),
        show=Link(title=episode.show.title, path=show_path(episode.show)),
        language=episode.language,
        date=episode.date,
        seconds=episode.duration,
        words=reader.words,
        minutes=_reading_minutes(points, sections),
        voices=voices,
        points=points,
        sections=sections,
        timeline=Timeline(blocks=_blocks(sections), turns=_turns(episode, voices, around.people)),
        origin=origins.pop() if len(origins) == 1 else "",
        quoted=reading.backend == "extractive",
        backend=model_name(reading.backend),
        outdated_edits=reading.outdated_edits,
        notes=episode.notes,
        tags=episode.tags,
        media=safe_url(episode.media),
        video=safe_url(episode.video),
        link=safe_url(episode.link),
        player=_player(episode),
        watch=moment_template(episode.video or episode.media),
        direction=_direction(episode),
        topics=around.topics,
        related=around.related,
        newer=around.newer,
        older=around.older,
    )


_LABELS = {"extractive": "quoted", "edited": "edited"}


def model_name(backend: str) -> str:
    """What wrote something, as a page calls it."""
    return backend.removeprefix("openai:")


class Reader:
    """Finds the place of everything in one reading: paragraphs, chapters, sources."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._paragraphs = split_paragraphs(reading.episode.transcript, reading.outline)
        self._anchors = Anchors(
            [line for chapter in self._paragraphs for segment in chapter for line in segment]
        )
        cues = reading.episode.transcript.cues
        self._words_before = [0, *accumulate(len(cue.text.split()) for cue in cues)]
        self._several_voices = len({cue.speaker for cue in cues if cue.speaker}) > 1
        self.section_ids = _section_ids(reading.outline.chapters)
        """The ids of the chapters' headings, in order."""

    @property
    def words(self) -> int:
        """How much is said in all."""
        return self._words_before[-1]

    def sections(self) -> Iterator[Section]:
        """The chapters, with their summaries and their words."""
        chapters = self.reading.outline.chapters
        summaries = pad_parts(self.reading.summary, len(chapters))
        for index, (chapter, summary) in enumerate(zip(chapters, summaries, strict=True)):
            yield self._section(index, chapter, summary)

    def points(self, sentences: Iterable[Sentence]) -> tuple[Point, ...]:
        """Sentences of a summary with their places."""
        return tuple(self.point(sentence) for sentence in sentences)

    def point(self, sentence: Sentence) -> Point:
        """One sentence with its places."""
        return Point(
            text=sentence.text,
            speaker=sentence.speaker if self._several_voices else None,
            marks=tuple(self._source_mark(sentence, source) for source in sentence.sources),
            label=_LABELS.get(sentence.backend, ""),
        )

    def _section(self, index: int, chapter: Chapter, summary: Summary) -> Section:
        segments = chapter.segments
        lasts = chapter.start is not None and chapter.end is not None
        return Section(
            id=self.section_ids[index],
            title=chapter.title,
            origin=chapter.origin.value,
            mark=self._mark(chapter.start, segments[0].first_cue if segments else None),
            seconds=(chapter.end or 0.0) - (chapter.start or 0.0) if lasts else None,
            words=self._words_between(segments[0].first_cue, segments[-1].last_cue)
            if segments
            else 0,
            watch=self._watch(chapter.start),
            points=self.points(summary.sentences),
            parts=tuple(
                self._parts(segments, self._paragraphs[index], pad_parts(summary, len(segments)))
            ),
        )

    def _parts(
        self,
        segments: Sequence[Segment],
        paragraphs: Sequence[Sequence[Paragraph]],
        summaries: Sequence[Summary],
    ) -> Iterator[Part]:
        speaker: str | None = None
        for segment, group, summary in zip(segments, paragraphs, summaries, strict=True):
            lines = []
            for paragraph in group:
                lines.append(self._line(paragraph, speaker))
                speaker = paragraph.speaker
            yield Part(
                mark=self._mark(segment.start, segment.first_cue),
                points=self.points(summary.sentences),
                lines=tuple(lines),
            )

    def _line(self, paragraph: Paragraph, speaker_before: str | None) -> Line:
        same = paragraph.speaker == speaker_before
        return Line(
            id=paragraph.id,
            mark=self._mark(paragraph.start, paragraph.first_cue) if paragraph.opens_cue else None,
            speaker=None if same else paragraph.speaker,
            runs=paragraph.runs,
        )

    def _source_mark(self, sentence: Sentence, source: Source) -> Mark:
        first, last = self._anchors.find(sentence, source.first_cue, source.last_cue)
        return self._mark(source.start, source.first_cue, first, last)

    def _mark(
        self, seconds: float | None, cue: int | None, id: str = "", last_id: str = ""
    ) -> Mark:
        """A place by its time, or where there is none by the words before it."""
        share = None
        if seconds is None and cue is not None and self.words:
            share = 5 * round(20 * self._words_before[cue] / self.words)
        return Mark(seconds=seconds, share=share, id=id, last_id=last_id)

    def _words_between(self, first_cue: int, last_cue: int) -> int:
        return self._words_before[last_cue + 1] - self._words_before[first_cue]

    def _watch(self, seconds: float | None) -> str | None:
        """Where the recording plays from this moment, if it does."""
        episode = self.reading.episode
        return moment_url(episode.video or episode.media, seconds) if seconds is not None else None


def _section_ids(chapters: Sequence[Chapter]) -> tuple[str, ...]:
    """An id for each chapter from its title, unique and unlike those of paragraphs."""
    ids: list[str] = []
    names = Names()
    for chapter in chapters:
        base = slugify(chapter.title, max_length=LONGEST_ID, word_boundary=True) or "chapter"
        if _PARAGRAPH_ID.match(base) or base in PAGE_IDS:
            base = f"chapter-{base}"
        ids.append(names.take(base))
    return tuple(ids)


PAGE_IDS = frozenset({"content", "key-points", "chapters", "notes", "top", "about"})
"""Ids that the templates give to parts of an episode's page."""


def _reading_minutes(points: Sequence[Point], sections: Sequence[Section]) -> int:
    """Minutes to read the summaries of an episode and of its chapters; 0 if there are none."""
    texts = [point.text for point in points]
    texts += [point.text for section in sections for point in section.points]
    return math.ceil(sum(len(text.split()) for text in texts) / WORDS_A_MINUTE)


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
    media = safe_url(episode.media)
    source, kind = media, "audio"
    if media and urlsplit(media).path.lower().endswith(_VIDEO_FILES):
        kind = "video"
    if source is None:
        source, kind = frame_url(episode.video), "frame"
    if source is None:
        return None
    parts = urlsplit(source)
    if not _ORIGIN.fullmatch(f"{parts.scheme}://{parts.netloc}"):
        return None
    return Player(
        kind=kind,
        src=source,
        host=(parts.hostname or "").removeprefix("www."),
        origin=f"{parts.scheme}://{parts.netloc}",
    )


def _blocks(sections: Sequence[Section]) -> tuple[Block, ...]:
    """The chapters to scale, by time where they have it and else by words."""
    sizes = [
        section.seconds if section.seconds is not None else section.words for section in sections
    ]
    total = sum(sizes)
    if len(sizes) < 2 or not total:
        return ()
    ends = [round(TIMELINE_WIDTH * size / total) for size in accumulate(sizes)]
    return tuple(
        Block(id=section.id, title=section.title, offset=start, width=end - start)
        for section, start, end in zip(sections, [0, *ends], ends, strict=False)
    )
