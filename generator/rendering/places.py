"""Where everything in a reading stands on its page: paragraphs, chapters, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from ..corrections import noted
from ..language.conversation import names_its_part
from ..language.languages import Language
from ..language.words import words
from ..model import Chapter, Origin, Question, Reading, Sentence, Source
from ..unspaced import count_words
from .cited import between, cited
from .ids import chapter_ids
from .paragraphs import Anchors, Paragraph, split_paragraphs
from .paths import episode_path
from .views import Asked, Link, Mark, Point

_NUMBER = re.compile(r"\d+")
_LABELS = {"extractive": "quoted", "edited": "edited"}


class Places:
    """Finds the place of everything in one reading: paragraphs, chapters, sources."""

    def __init__(self, reading: Reading, names: Mapping[str, str] | None = None) -> None:
        """`names` are who its speakers are, by its own spelling."""
        self.reading = reading
        self._names = names or {}
        self._tongue = Language.of(reading.episode.language)
        self.paragraphs = split_paragraphs(reading.episode.transcript, reading.outline)
        """Those of each segment of each chapter."""
        self._lines = [
            line for chapter in self.paragraphs for segment in chapter for line in segment
        ]
        self._line_of = {line.id: place for place, line in enumerate(self._lines)}
        self._anchors = Anchors(self._lines)
        cues = reading.episode.transcript.cues
        self._words_before = [0, *accumulate(count_words(cue.text) for cue in cues)]
        self._several_voices = len({cue.speaker for cue in cues if cue.speaker}) > 1
        self.section_ids = tuple(chapter_ids(each.title for each in reading.outline.chapters))
        """The ids of the chapters' headings, in order."""

    @property
    def words(self) -> int:
        """How much is said in all."""
        return self._words_before[-1]

    def points(self, sentences: Iterable[Sentence]) -> tuple[Point, ...]:
        """Sentences of a summary with their places."""
        return tuple(self.point(sentence) for sentence in sentences)

    def point(self, sentence: Sentence) -> Point:
        """One sentence with its places."""
        quoted = is_quoted(sentence, self.reading)
        marks = tuple(self._source_mark(sentence, source, quoted) for source in sentence.sources)
        question, episode = sentence.question, self.reading.episode
        mark = self._source_mark(question, question.sources[0], quoted) if question else None
        asker = question.speaker if question else ""
        first = sentence.sources[0].first_cue if sentence.sources else 0
        return Point(
            text=noted(sentence, episode),
            speaker=self._name(sentence.speaker) if quoted or self._several_voices else None,
            marks=marks,
            quoted=quoted,
            label="edited" if sentence.edited else _LABELS.get(sentence.backend, ""),
            asked=Asked(
                text=noted(question, episode), speaker=self._names.get(asker, asker), mark=mark
            )
            if question and mark
            else None,
            checks=sentence.checks,
            chapter=self._chapter_around(sentence.text, first),
        )

    def _chapter_around(self, text: str, cue: int) -> Link | None:
        """The chapter that holds a cue, where there are several and its title adds to `text`.

        Where in the recording it stands its moment says already.
        """
        outline = self.reading.outline
        if len(outline.chapters) < 2:
            return None
        [index] = outline.chapters_at([cue])
        chapter = outline.chapters[index]
        tells = not set(words(chapter.title)) <= set(words(text))
        if not tells or _is_numbered(chapter, index) or names_its_part(chapter.title, self._tongue):
            return None
        return chapter_link(self.reading, index, self.section_ids)

    def _source_mark(self, sentence: Sentence | Question, source: Source, quoted: bool) -> Mark:
        first, last = self._anchors.find(sentence.text, source.first_cue, source.last_cue)
        mark = self.mark(source.start, source.first_cue, first, last)
        if not first:
            return mark
        lines = self._lines[self._line_of[first] : self._line_of[last] + 1]
        said = " ".join(line.text for line in lines)
        runs = cited(sentence.text, said, quoted=quoted)
        return replace(
            mark,
            cited=" ".join(f"{start}-{end}" for start, end in runs),
            said=between(said, runs[0][0], runs[-1][1]) if quoted and len(runs) > 1 else "",
        )

    def paragraphs_of(self, cue: int) -> Sequence[Paragraph]:
        """The paragraphs that hold a cue, or parts of it."""
        return self._anchors.holding(cue)

    def name_of(self, speaker: str | None) -> str:
        """Who somebody is that the episode calls so; "" where nobody knows."""
        return self._name(speaker) or ""

    def known_as(self, speaker: str | None) -> str:
        """Who somebody is whom the transcript calls otherwise; "" where it gives the name."""
        name = self._name(speaker)
        return "" if name is None or name == speaker else name

    def _name(self, speaker: str | None) -> str | None:
        """Who somebody is that the episode calls so."""
        return self._names.get(speaker, speaker) if speaker else None

    def mark(self, seconds: float | None, cue: int | None, id: str = "", last_id: str = "") -> Mark:
        """A place by its time, or where there is none by the words before it."""
        share = None
        if seconds is None and cue is not None and self.words:
            share = 5 * round(20 * self._words_before[cue] / self.words)
        return Mark(seconds=seconds, share=share, id=id, last_id=last_id)

    def words_between(self, first_cue: int, last_cue: int) -> int:
        """How much is said from one cue to another, both included."""
        return self._words_before[last_cue + 1] - self._words_before[first_cue]


def _is_numbered(chapter: Chapter, index: int) -> bool:
    """Whether a chapter has a number for a title, as nobody gave it one: "Part 2"."""
    numbered = _NUMBER.findall(chapter.title) == [str(index + 1)]
    return chapter.origin is Origin.GENERATED and numbered and len(words(chapter.title)) <= 2


def chapter_link(reading: Reading, index: int, ids: Sequence[str]) -> Link:
    """A chapter's title and place; `ids` are those of all its chapters."""
    path = episode_path(reading.episode)
    return Link(title=reading.outline.chapters[index].title, path=f"{path}#{ids[index]}")


def is_quoted(sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence of a reading is a speaker's own words, in order, with some left out.

    What a person or a model wrote is not, even where each of its words was said.
    """
    if (sentence.backend or reading.backend) != "extractive":
        return False
    cues = reading.episode.transcript.cues
    said = (
        word
        for source in sentence.sources
        for cue in cues[source.first_cue : source.last_cue + 1]
        for word in words(cue.text)
    )
    return all(word in said for word in words(sentence.text))
