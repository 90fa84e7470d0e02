"""The values that pass between stages: plain, frozen, and free of behaviour beyond derived facts.

Times are float seconds from the start of the recording, or None where the transcript has none.
A cue is named by its index in its transcript, counted from 0; ranges of cues include both ends.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum, auto
from typing import NamedTuple

from .once import once_each


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One timed piece of speech (WebVTT's word for it)."""

    text: str
    """What was said: one line, no speaker label, no time mark, no sound description."""
    start: float | None = None
    """Seconds; never earlier than the start of the cue before."""
    end: float | None = None
    """Seconds; at or after `start`."""
    speaker: str | None = None
    """The name as the transcript spells it, or None where it does not say."""


_NOT_UNDERSTOOD = """
    inaudible unintelligible indistinct unclear crosstalk unverständlich inintelligible
    ininteligible incomprensibile onverstaanbaar
"""
NOT_UNDERSTOOD = frozenset(_NOT_UNDERSTOOD.split())
"""What transcripts write in brackets in place of words, in the languages that were seen to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """Something heard that is not speech, such as applause or music."""

    before_cue: int
    """Index of the cue that follows; the number of cues if it closes the recording."""
    label: str
    """Lower case, without brackets: "applause"."""


def loses_words(label: str) -> bool:
    """Whether a sound stands for words that nobody understood: "unintelligible 00:43:18"."""
    return not NOT_UNDERSTOOD.isdisjoint(label.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """An episode's cues, in order."""

    cues: tuple[Cue, ...] = ()
    sounds: tuple[Sound, ...] = ()
    language: str | None = None
    """BCP 47 tag where the file says it."""

    @property
    def timed(self) -> bool:
        """Whether the cues carry times. A transcript is timed as a whole or not at all."""
        return bool(self.cues) and self.cues[0].start is not None

    @property
    def count(self) -> int:
        """How many cues there are."""
        return len(self.cues)

    @property
    def end(self) -> float | None:
        """Seconds at which the last of its cues ends; None where none says."""
        return max((cue.end for cue in self.cues if cue.end is not None), default=None)

    @property
    def voices(self) -> tuple[str, ...]:
        """The names of those who speak, each once, in the order in which they are first heard."""
        return tuple(dict.fromkeys(cue.speaker for cue in self.cues if cue.speaker))

    @property
    def digest(self) -> str:
        """A SHA-256 of all that it holds: two that have the same are the same."""
        cues = [(cue.text, cue.start, cue.end, cue.speaker) for cue in self.cues]
        sounds = [(sound.before_cue, sound.label) for sound in self.sounds]
        return hashlib.sha256(json.dumps([cues, sounds, self.language]).encode()).hexdigest()

    def renamed(self, names: Mapping[str, str]) -> Transcript:
        """The same, with speakers called as `names` say."""
        return self.with_cues(
            replace(cue, speaker=names[cue.speaker])
            if cue.speaker and cue.speaker in names
            else cue
            for cue in self.cues
        )

    def between(self, first: int, end: int) -> Transcript:
        """What is said from one cue on until another, which are counted anew."""
        return Transcript(
            cues=self.cues[first:end],
            sounds=tuple(
                replace(sound, before_cue=sound.before_cue - first)
                for sound in self.sounds
                if first <= sound.before_cue <= end
            ),
            language=self.language,
        )

    def with_cues(self, cues: Iterable[Cue]) -> Transcript:
        """The same, but for its cues."""
        return Transcript(cues=tuple(cues), sounds=self.sounds, language=self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedChapter:
    """A chapter that the people who made the recording wrote down."""

    title: str
    start: float | None = None
    """Seconds, where the list gives a time."""
    first_cue: int | None = None
    """Index of its first cue, where it is a heading inside the transcript."""


class Correction(NamedTuple):
    """A word of a transcript that stands for another: a name that a recognizer misheard."""

    heard: str
    """As the transcript has it."""
    meant: str
    cue: int
    """Index of the cue that holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """What the people who made a recording say that it is about."""

    text: str
    """A paragraph, plain."""
    origin: str
    """Where they say it: "introduction", "description" or "notes"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What one transcript file says of one recording, before the metadata beside it is merged."""

    transcript: Transcript = Transcript()
    title: str | None = None
    date: dt.date | None = None
    duration: float | None = None
    """Seconds, as stated; it may be shorter than the last mark in the transcript."""
    notes: str = ""
    """Markdown: introduction, lists, links. Neither the chapter list nor the transcript."""
    introduction: str = ""
    """Markdown, where the file has a place of its own for it."""
    description: str = ""
    """The same; `notes` may hold it too."""
    speakers: tuple[str, ...] = ()
    """Names that the metadata lists; those heard in cues need not be repeated."""
    chapters: tuple[ListedChapter, ...] = ()
    media: str | None = None
    """URL of the audio or video file."""
    video: str | None = None
    """URL of a page that plays the video (YouTube, Vimeo, PeerTube)."""
    link: str | None = None
    """URL of the recording's own page."""
    tags: tuple[str, ...] = ()
    called: tuple[tuple[str, str], ...] = ()
    """Abbreviations with the whole names for which they stand, as those present are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What one transcript file holds: usually one recording, in a listing many."""

    recordings: tuple[Recording, ...]
    show: str | None = None
    """The show's title, where the file names it."""
    description: str = ""
    """The show's description, Markdown."""
    hosts: tuple[str, ...] = ()
    format: str = ""
    """What it was read as, by the name of its parser."""


UNTITLED_SHOW = "Recordings"
NUMBERED = "Part {}"
"""What a show and a chapter are called that nobody named, until a site's words say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that lies in the content."""

    path: str
    """Under `content/`."""
    width: int
    height: int
    """Pixels, as it is to be seen."""
    digest: str
    """SHA-256 of its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """A series: a podcast, a conference, a meeting series."""

    slug: str
    title: str
    description: str = ""
    """Markdown."""
    hosts: tuple[str, ...] = ()
    link: str | None = None
    artwork: Picture | None = field(default=None, repr=False)
    """Not told by `repr`, by which finished readings are kept: a new picture costs none of them."""
    licence: str | None = None
    language: str | None = None
    """BCP 47 tag of its transcripts, where it says so."""


class EpisodeId(NamedTuple):
    """What tells an episode from all others."""

    show: str
    """The slug of its show."""
    episode: str
    """Its own."""

    def __str__(self) -> str:
        """Where its page and its stored summaries stand: "slow/tides"."""
        return f"{self.show}/{self.episode}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One recording with its metadata, complete: nothing is filled in later."""

    show: Show
    slug: str
    """Unique within its show."""
    title: str
    transcript: Transcript
    source: str
    """Path of the file it came from, relative to `content/`, for messages."""
    language: str = "en"
    date: dt.date | None = None
    duration: float | None = None
    """Seconds; at least the end of the last cue and the start of the last chapter."""
    speakers: tuple[str, ...] = ()
    """Names from the metadata first, then those heard in cues, each once."""
    notes: str = ""
    """Markdown."""
    introduction: Introduction | None = None
    """None where nobody wrote one."""
    chapters: tuple[ListedChapter, ...] = ()
    """In order; empty where nobody listed any."""
    media: str | None = None
    media_file: str | None = None
    """Path under `content/` of the audio or video file, where that lies there."""
    media_bytes: int | None = None
    """Its size."""
    artwork: Picture | None = field(default=None, repr=False)
    """Its own, where it has one; see `Show.artwork`."""
    video: str | None = None
    link: str | None = None
    tags: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    """What its transcript has wrong, by cue, each as often as it does; see
    `generator.corrections`."""
    taken_down: tuple[int, ...] = ()
    """Indices of the cues that words were taken out of."""
    number: int | None = None
    """In its series, where a title or a file's name says it."""
    id: EpisodeId = field(init=False, repr=False, compare=False)
    """What tells it from all others."""

    def __post_init__(self) -> None:
        """Set the one field that follows from others: it is asked for more often than any."""
        object.__setattr__(self, "id", EpisodeId(self.show.slug, self.slug))


class WordClass(IntEnum):
    """What a word may do in a noun phrase."""

    NOUN = auto()
    ADJECTIVE = auto()
    PARTICIPLE = auto()
    """An -ed form of English: an adjective before a noun, else a verb."""
    GERUND = auto()
    """An -ing form of English: may open a phrase or stand inside one."""
    VERB = auto()
    NAME = auto()
    """A proper noun, where the language is one in which that can be told from a noun."""
    DETERMINER = auto()
    JOINT = auto()
    """A preposition that may hold two noun phrases together."""
    OTHER = auto()


class Token(NamedTuple):
    """A word as every stage sees it. A tuple, because an hour of speech has ten thousand."""

    text: str
    """As written."""
    key: str
    """Lower case, apostrophes straight."""
    stem: str
    """What all forms of the word share."""
    root: str
    """The stem again; empty where the word says nothing of a subject."""
    kind: WordClass
    """Its class where it stands."""
    marks: str
    """The punctuation that follows at once."""
    start: int
    """Where it begins in the text that holds it, in characters."""

    @property
    def closes(self) -> bool:
        """Whether punctuation follows that no phrase crosses."""
        return bool(self.marks and self.marks.strip("'’"))

    @property
    def empty(self) -> bool:
        """Whether it says nothing wherever it stands; a number or a letter may be of a name."""
        return not self.root and len(self.key) > 1 and not self.key.isdigit()

    @property
    def end(self) -> int:
        """Where it ends in that text."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One sentence as spoken: the unit that segmentation and extractive summaries weigh.

    Where there is no punctuation it is a piece of about a dozen words.
    """

    text: str
    """Verbatim, white space folded."""
    tokens: tuple[Token, ...] = ()
    """Its words; `generator.language.hearing` makes them."""
    words: int = 0
    """How many there are, by its spaces; two characters count as one in scripts without any."""
    advertises: bool = False
    """Whether it belongs to an advertisement."""
    torn: bool = False
    """Whether it is what is left of a sentence of which some words were not understood."""
    first_cue: int
    last_cue: int
    start: float | None
    """Seconds; interpolated by characters where it begins inside a cue."""
    end: float | None
    speaker: str | None


class Verb(StrEnum):
    """What a person may do with a line."""

    DROP = "drop"
    """No summary quotes it."""
    PIN = "pin"
    """A summary has it, whatever is chosen."""
    REWORD = "reword"
    """It stands in a summary in other words."""
    TAKE_DOWN = "take_down"
    """It stands nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a person decided of a line: in a sidecar, or for all episodes in site.yaml."""

    verb: Verb
    words: str = ""
    """Of the line; empty where it is named by its moment."""
    moment: float | None = None
    """Seconds."""
    to: str = ""
    """How it is worded instead."""
    chapter: bool = False
    """Of a pinned line: whether it is a sentence of its chapter rather than a key point."""
    episode: str = ""
    """Title or slug of the one it is about; empty for all that the transcript's file holds."""
    source: str = ""
    """Path of the transcript that it stands beside; empty for all."""
    path: str = ""
    line: int | None = None
    """Where it is written."""

    @property
    def place(self) -> str:
        """Where it is written, as messages say it."""
        return f"{self.path}:{self.line}" if self.line else self.path

    def is_about(self, episode: Episode) -> bool:
        """Whether an episode may have the line."""
        names = (episode.slug, episode.title.casefold())
        return self.source in ("", episode.source) and (
            not self.episode or self.episode.casefold() in names
        )


class Origin(StrEnum):
    """Who made a chapter."""

    SOURCE = "source"
    """The people who made the recording listed it."""
    GENERATED = "generated"
    EDITED = "edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of cues on one subject; the leaf of the hierarchy."""

    first_cue: int
    last_cue: int
    start: float | None
    end: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A titled group of segments. It ends where the next one starts."""

    title: str
    origin: Origin
    start: float | None
    """Seconds, as listed where people listed it; shown and linked."""
    end: float | None
    """When the next one in time starts."""
    segments: tuple[Segment, ...]
    """Empty only where the episode has no transcript."""
    begins: float | None = None
    """Seconds at which its first segment starts: lists may be late, early or out of order."""


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Outline:
    """Chapters that partition the cues in order: nothing lost, nothing twice.

    They are in the order in which their segments begin, which need not be that of a list.
    """

    chapters: tuple[Chapter, ...]

    def chapters_at(self, cues: Iterable[int]) -> list[int]:
        """For each of some cues the index of the chapter that holds it."""
        starts = _starts_of(self)
        return [max(0, bisect_right(starts, cue) - 1) for cue in cues]


@once_each
def _starts_of(outline: Outline) -> tuple[int, ...]:
    """The first cue of each chapter that has any: claims, topics and digests all ask for it."""
    return tuple(each.segments[0].first_cue for each in outline.chapters if each.segments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The cue range that a summary sentence rests on."""

    first_cue: int
    last_cue: int
    start: float | None
    end: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asked and another person then answered."""

    text: str
    """In at most about eight of its own words; what was left out is marked."""
    sources: tuple[Source, ...]
    speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a summary, with its sources."""

    text: str
    sources: tuple[Source, ...]
    """At least one, in the order of the transcript."""
    speaker: str | None = None
    """Who said it, where one person did and the transcript names them."""
    backend: str = ""
    """What wrote it, where that is not what wrote the reading: "extractive" for a quotation that
    stands in for a model's sentence, "edited" for a person's version of one."""
    edited: bool = False
    """Whether a person pinned or worded it."""
    question: Question | None = None
    """What it answers, where another person asked it just before."""
    worth: float = 0.0
    """Log-odds that a careful reader would print it; 0 where nobody judged it."""
    picked: bool = False
    """Whether people quote it in the notes of its recording."""
    checks: tuple[str, ...] = ()
    """What a model's sentence was checked by, and passed: "words", "reading"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Condensed text of an episode, chapter or segment, and of each of its parts.

    An episode's parts match its chapters one to one; a chapter's match its segments.
    """

    sentences: tuple[Sentence, ...] = ()
    parts: tuple[Summary, ...] = ()
    best: int = 0
    """Index of the sentence that stands for all where only one is shown; 0 where there is none."""


def all_sentences(summary: Summary) -> Iterator[Sentence]:
    """Every sentence of `summary` and of its parts, from the top, those that stand twice too."""
    yield from summary.sentences
    for part in summary.parts:
        yield from all_sentences(part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is said of something that has a name, or under a heading."""

    name: str
    """A term, a tool, a person; of a step of an argument its heading."""
    sentence: Sentence
    series: str = ""
    """What the list is called that it stands in; those of one list stand together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowNotes:
    """What a reader gets of a recording beyond key points and chapters. Each part may be empty."""

    lead: tuple[Sentence, ...] = ()
    """A paragraph that says what it comes to."""
    argument: tuple[Note, ...] = ()
    """Lessons, steps, a ladder of numbers: each series in the order in which it was spoken."""
    figures: tuple[Note, ...] = ()
    """Its numbers, each with what it measures."""
    quotations: tuple[Sentence, ...] = ()
    """The best things said, word for word."""
    terms: tuple[Note, ...] = ()
    """What it explains."""
    mentions: tuple[Note, ...] = ()
    """Tools, companies, papers and people, with what was said of them."""
    decisions: tuple[Sentence, ...] = ()
    actions: tuple[Sentence, ...] = ()
    """Of a meeting: what was decided, and who does what."""
    exchanges: tuple[Sentence, ...] = ()
    """What answers come to, each with its question."""


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Reading:
    """An episode as a reader gets it: its outline and its summaries."""

    episode: Episode
    outline: Outline
    summary: Summary
    backend: str
    """What wrote the summaries: "extractive" or "openai:<model>"."""
    coverage: float
    """Share of the episode's segments that at least one published sentence cites, 0 to 1."""
    notes: ShowNotes = ShowNotes()
    """What a model that saw the whole of it wrote beside the summary."""
    edited: bool = False
    """Whether a person pinned, reworded or dropped any of its sentences in a sidecar."""
    outdated_edits: int = 0
    """Summaries that a person edited and that are set aside since the transcript has changed."""

    @property
    def id(self) -> EpisodeId:
        """That of its episode."""
        return self.episode.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A sentence lifted into a digest, with the episode and chapter it came from."""

    sentence: Sentence
    reading: Reading
    chapter: int
    """Index of the chapter within the reading's outline."""
    others: tuple[Quotation, ...] = ()
    """The same sentence with its sources in the other episodes that it rests on, one each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where one episode speaks of a topic."""

    reading: Reading
    cues: tuple[int, ...]
    """Indices of the cues that name it, each as often as they do, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something that several episodes speak of."""

    slug: str
    title: str
    """As people usually write it."""
    names: tuple[str, ...]
    """All its spellings and synonyms, the commonest first."""
    spellings: tuple[str, ...] = ()
    """Every way in which transcripts write it."""
    proper: bool
    """Whether it is a name, such as that of a product, rather than a subject."""
    mentions: tuple[Mention, ...]
    """Newest episode first; at least two episodes."""
    quotations: tuple[Quotation, ...]
    """Sentences that speak of it, newest episode first and in order within it."""
    best: tuple[Quotation, ...] = ()
    """Those of them to begin with, of different episodes, by date: each can be read alone."""
    definition: Quotation | None
    """The sentence that says best what it is, where one does."""
    people: tuple[tuple[str, int], ...]
    """Who names it, and how often, most first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """One person in one episode."""

    reading: Reading
    names: tuple[str, ...]
    """How the episode spells them."""
    words: int
    """How much they say; 0 where the transcript does not tell speakers apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who speaks, under all the names that transcripts give them."""

    slug: str
    name: str
    names: tuple[str, ...]
    """All spellings, `name` first."""
    appearances: tuple[Appearance, ...]
    """Newest first."""
    quotations: tuple[Quotation, ...]
    """What summaries quote of them, the most telling of each episode, newest first."""
    topics: tuple[tuple[Topic, int], ...]
    """What they speak of, and how often they name it, most first."""
    role: str = ""
    """What an episode's notes say that they are: "creator of Guardrails"."""
    introduction: Quotation | None = None
    """What is said of who they are where they are introduced."""
    host: bool = False
    """Whether they are of those who make the show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """An episode that shares its subjects with another."""

    reading: Reading
    terms: tuple[str, ...]
    """What both speak of, the most telling first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A topic within a digest: who said what about it."""

    topic: Topic
    beside: Topic | None = None
    """Another that most of what is quoted speaks of too."""
    count: int
    """How often it was named."""
    new: bool
    """Whether the digest before did not speak of it."""
    quotations: tuple[Quotation, ...]
    """What was claimed, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a model gathers under a heading of its own."""

    heading: str
    """A claim that its sentences bear out; of a difference, what it is about."""
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What somebody says that a term is."""

    term: str
    quotation: Quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that measures something."""

    text: str
    """With what it counts: "2.7 billion parameters"."""
    quotation: Quotation


class Stance(StrEnum):
    """How an answer stands to what it answers."""

    AGAINST = "against"
    """Whoever answers says that they see it otherwise."""
    WITH = "with"
    """Whoever answers says that they see it so too."""
    BESIDE = "beside"
    """Two people spoke of one question, in different episodes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Two people on one question."""

    stance: Stance
    statement: Quotation
    """What is answered."""
    answer: Quotation


class Period(StrEnum):
    """What a digest is of."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SHOW = "show"


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A condensation across episodes."""

    slug: str
    """Path under `digests/`: "2023-10"."""
    title: str
    """"October 2023", "2023", or the show's title."""
    start: dt.date
    """First day of the period; of a show, the day of its oldest episode."""
    readings: tuple[Reading, ...]
    """Newest first."""
    highlights: tuple[Quotation, ...]
    """What it came to: the best of different episodes, oldest first."""
    backend: str = "extractive"
    """What wrote the highlights: "extractive" where they are lifted from the readings."""
    period: Period = Period.MONTH
    themes: tuple[Theme, ...] = ()
    """The subjects that came up, most first; of a show those that stay."""
    sections: tuple[Section, ...] = ()
    """What was claimed, as a model orders it: the themes then only name what came up."""
    differences: tuple[Section, ...] = ()
    """What people see differently, as a model finds it: a side a sentence."""
    fresh: tuple[tuple[Topic, int], ...] = ()
    """What was first spoken of in it, with how often; nothing where nothing came before."""
    exchanges: tuple[Exchange, ...] = ()
    """Who answers whom."""
    terms: tuple[Definition, ...] = ()
    """What is explained in it."""
    numbers: tuple[Figure, ...] = ()
    names: tuple[tuple[Topic, int], ...] = ()
    """Names that recur, with how many of the episodes mention each, most first."""
    moments: tuple[Quotation, ...] = ()
    """The best of each stretch of a longer time, oldest first."""
    people: tuple[tuple[str, int], ...] = ()
    """Of a show: who is heard, and in how many of its episodes, hosts first."""
    chapters: tuple[tuple[Reading, int], ...] = ()
    """Chapters worth an hour, by reading and index, in order of date."""
    reasons: tuple[Quotation, ...] = ()
    """Why each of them is, where a model says so."""

    def quoted(self) -> Iterator[Quotation]:
        """Every sentence that it lifts out of an episode."""
        yield from self.highlights
        for theme in self.themes:
            yield from theme.quotations
        for section in (*self.sections, *self.differences):
            yield from section.quotations
        yield from self.reasons
        for exchange in self.exchanges:
            yield exchange.statement
            yield exchange.answer
        yield from (each.quotation for each in self.terms)
        yield from (each.quotation for each in self.numbers)
        yield from self.moments

    @property
    def end(self) -> dt.date:
        """The day of the newest episode."""
        return max((r.episode.date for r in self.readings if r.episode.date), default=self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePage:
    """A page that people wrote: `content/pages/about.md`."""

    slug: str
    title: str
    """Its first heading, else its file name."""
    markdown: str
    """Its text, without that heading."""
    source: str = ""
    """Path of its file, relative to `content/`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything a site holds, in the order in which it is shown."""

    shows: tuple[Show, ...]
    """By title."""
    readings: tuple[Reading, ...]
    """Newest first; those without a date last, by title."""
    digests: tuple[Digest, ...]
    """Newest first."""
    topics: tuple[Topic, ...] = ()
    """The most spoken of first."""
    people: tuple[Person, ...] = ()
    """Those in more than one episode, by name."""
    guests: tuple[Person, ...] = ()
    """Those who say much in one episode alone, by name."""
    names: Mapping[EpisodeId, Mapping[str, str]] = field(default_factory=dict)
    """Of each episode: whom each spelling of a speaker's name stands for."""
    relatives: Mapping[EpisodeId, tuple[Relative, ...]] = field(default_factory=dict)
    """Of each episode: the episodes most like it, the most like first."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Names that people say are one, whether or not it is a topic."""

    @property
    def speakers(self) -> tuple[Person, ...]:
        """Everybody that a page is about."""
        return (*self.people, *self.guests)
