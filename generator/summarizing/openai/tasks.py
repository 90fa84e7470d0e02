"""What is asked with the whole recording in view: one beginning for all requests, then the task.

Providers keep a prompt's beginning warm and charge a fraction for it when it comes again, from the
first byte to the first that differs. So the rules, what is known of the recording and its numbered
transcript stand first, the same in every request, and the task stands last. The wording of the
rules and of the tasks stands in `templates/prompts/`; a `$name` there is filled in here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Template

from ...model import Episode
from ...timestamps import format_clock, format_length
from . import tokens
from .passages import CitableLine
from .prompts import About, Prompt, fold

MOST_NOTES = 10_000
"""Characters of a recording's notes that a model is shown."""
SECONDS_A_ROW = 60
"""How far apart the rows are that tell the time."""
MOST_POINTS, FEWEST_POINTS = 8, 3
MINUTES_A_POINT = 4
MOST_MENTIONS, FEWEST_MENTIONS = 24, 8
MENTIONS_A_MINUTE = 0.8
WORDS_A_MINUTE = 150
"""How fast people talk, where a transcript has no times."""
SENTENCES_BY_LINES = (0, 8, 30, 40, 80, 120)
"""Lines of a chapter from which on it has one sentence more: with three for 40 to 80 lines, what
readers picked of a chapter was left to its passages."""
TOKENS_A_SENTENCE, TOKENS_A_PART, TOKENS_A_CHAPTER = 48, 16, 24
"""What a sentence of an answer takes with its lines; what names its part; a title. Answers about
two recordings, written by hand, had 45, 15 and 23 (o200k_base)."""
TOKENS_A_PAGE = 2000, 80, 4
"""What a page takes, what each of the first minutes adds to it, and each of those up to an hour;
from the same answers, which took 3,742 for 22 minutes and 3,431 for 65."""
MINUTES_OF_PLENTY = 20
"""So long does a page grow with its recording; then its lists are nearly full."""

_ADDRESS = re.compile(r"\(?<?\b(?:https?://|www\.)[^\s)>]*[)>]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A chapter, or a passage of one: what is to be summed up."""

    label: str
    """"3", or "3.2" for the second passage of the third chapter."""
    lines: range
    """Numbers of its lines."""
    title: str = ""
    sentences: int = 1
    """The most that are asked for."""

    @property
    def expected(self) -> int:
        """Tokens that the answer will take for it."""
        return TOKENS_A_PART + self.sentences * TOKENS_A_SENTENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What all requests for a recording, or for a stretch of a long one, begin with."""

    system: str
    head: str
    lines: tuple[CitableLine, ...]
    """All of the recording, those that are not in view too: number 1 is the first."""
    shown: frozenset[int]
    """Numbers of those in view."""
    seconds: float | None
    """How long what is in view lasts."""

    def ask(self, task: str) -> Prompt:
        """The request for a task."""
        return Prompt(system=self.system, user=f"{self.head}\n\n{task}", lines=self.lines)

    @property
    def length(self) -> int:
        """Tokens of it, at most."""
        return tokens.bound(self.system) + tokens.bound(self.head)

    @property
    def minutes(self) -> float:
        """How long it lasts, or would at a usual speed."""
        if self.seconds is not None:
            return self.seconds / 60
        spoken = sum(len(self.lines[number - 1].text.split()) for number in self.shown)
        return spoken / WORDS_A_MINUTE


def view_of(
    system: str,
    about: About,
    episode: Episode,
    lines: tuple[CitableLine, ...],
    numbers: range,
    listed: Sequence[Part] = (),
) -> View:
    """A recording in view, or the stretch of it with these numbers. `listed` are its chapters."""
    head = "\n".join([*_about(about, episode, listed), "", *_transcript(lines, numbers)])
    return View(
        system=system,
        head=head,
        lines=lines,
        shown=frozenset(numbers),
        seconds=_seconds(lines, numbers),
    )


def selected_view(
    system: str,
    about: About,
    episode: Episode,
    lines: tuple[CitableLine, ...],
    chosen: Mapping[Part, tuple[Sequence[str], Sequence[int]]],
) -> View:
    """A recording of which not all can be in view: of each chapter its summary and some lines."""
    head = [*_about(about, episode, ()), "", "<transcript>", _SELECTED]
    for part, (gist, numbers) in chosen.items():
        head += [f"# {fold(part.title)}", f"Summary: {fold(' '.join(gist))}"]
        head += _rows(lines, numbers)
    numbers = [number for _, some in chosen.values() for number in some]
    return View(
        system=system,
        head="\n".join([*head, "</transcript>"]),
        lines=lines,
        shown=frozenset(numbers),
        seconds=_seconds(lines, range(1, len(lines) + 1)),
    )


_SELECTED = (
    "(Of a long recording: under each chapter's title what it comes to, and some of its lines.)"
)


def contents_task(text: str, view: View, about: int) -> str:
    """To find chapters, about so many."""
    size = f"It has {_count(len(view.shown), 'line')}"
    if view.seconds is not None:
        size = f"The recording lasts {format_length(view.seconds)}. {size}"
    return Template(text).safe_substitute(
        size=f"{size}.",
        about=about,
        fewest=max(1, about * 2 // 3),
        most=most_chapters(about),
        first=min(view.shown),
    )


def most_chapters(about: int) -> int:
    """The most chapters that are taken where about so many are asked for."""
    return about * 3 // 2 + 1


def contents_tokens(about: int) -> int:
    """What the answer takes."""
    return TOKENS_A_CHAPTER * (about + 1)


def chapters_task(text: str, parts: Iterable[Part]) -> str:
    """To sum up some chapters and their passages."""
    return Template(text).safe_substitute(parts="\n".join(map(_part, parts)))


def page_task(text: str, view: View) -> str:
    """To write the page."""
    most = most_points(view)
    size = f"The recording lasts {format_length(view.seconds)}." if view.seconds else ""
    mentions = min(MOST_MENTIONS, max(FEWEST_MENTIONS, round(MENTIONS_A_MINUTE * view.minutes)))
    return Template(text).safe_substitute(
        size=size,
        points=most,
        mentions=mentions,
    )


def most_points(view: View) -> int:
    """The most key points that a recording of its length has."""
    by_length = max(FEWEST_POINTS, min(MOST_POINTS, int(view.minutes / MINUTES_A_POINT) + 3))
    return max(1, min(by_length, len(view.shown)))


def page_tokens(view: View) -> int:
    """What the answer takes."""
    least, a_minute, later = TOKENS_A_PAGE
    first = min(MINUTES_OF_PLENTY, view.minutes)
    return least + int(a_minute * first + later * (min(60, view.minutes) - first))


def sentences_for(numbers: range) -> int:
    """How many sentences suit a chapter of so many lines."""
    return sum(len(numbers) > lines for lines in SENTENCES_BY_LINES)


def _part(part: Part) -> str:
    first, last = part.lines[0], part.lines[-1]
    where = f"lines {first} to {last}" if first < last else f"line {first}"
    if "." in part.label:
        return f"  Passage {part.label}: {where}"
    return (
        f"Chapter {part.label}: {where}, {_count(part.sentences, 'sentence')} ({fold(part.title)})"
    )


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"


def _about(about: About, episode: Episode, listed: Sequence[Part]) -> Iterator[str]:
    yield "<about>"
    yield f"Language: {about.language}"
    yield f"Title: {fold(about.title)}"
    if about.show:
        yield f"Series: {fold(about.show)}"
    if about.speakers:
        yield f"People: {', '.join(map(fold, about.speakers[:12]))}"
    notes = list(_notes(episode))
    if notes:
        yield "Notes of its makers:"
        yield from (f"> {line}" for line in notes)
    if listed:
        yield "Chapters, as its makers list them:"
        yield from (f"> line {part.lines[0]}: {fold(part.title)}" for part in listed)
    yield "</about>"


def _notes(episode: Episode) -> Iterator[str]:
    """The introduction and the notes, without addresses, up to a limit."""
    introduction = episode.introduction.text if episode.introduction else ""
    said: set[str] = set()
    room = MOST_NOTES
    for line in (introduction, *episode.notes.splitlines()):
        text = fold(_ADDRESS.sub("", line))
        if not any(map(str.isalnum, text)) or text in said:
            continue
        if len(text) > room:
            return
        said.add(text)
        room -= len(text)
        yield text


def _transcript(lines: Sequence[CitableLine], numbers: range) -> Iterator[str]:
    yield "<transcript>"
    if len(numbers) < len(lines):
        yield f"(Of a long recording lines {numbers[0]} to {numbers[-1]} of {len(lines)}.)"
    yield from _rows(lines, numbers)
    yield "</transcript>"


def _rows(lines: Sequence[CitableLine], numbers: Iterable[int]) -> Iterator[str]:
    """Numbered lines, with the time now and then. No text of theirs can begin a row."""
    told = -1
    for number in numbers:
        line = lines[number - 1]
        start = line.sources[0].start
        if start is not None and int(start // SECONDS_A_ROW) > told:
            told = int(start // SECONDS_A_ROW)
            yield f"[{format_clock(start)}]"
        yield f"{number} | {fold(line.shown)}"


def _seconds(lines: Sequence[CitableLine], numbers: range) -> float | None:
    start, end = lines[numbers[0] - 1].sources[0].start, lines[numbers[-1] - 1].sources[0].end
    return None if start is None or end is None else max(0.0, end - start)
