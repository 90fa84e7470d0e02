"""What is known of each file under content/, what is doubtful in it, and how to mend that.

It looks at what was loaded, and builds nothing. A doubt is what a person should look at; whoever
finds that all is right need not do anything.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath

from .files import relative_name, walk
from .job import SUMMARIES
from .loading import Loaded
from .model import Episode
from .timestamps import format_clock, format_length

LABEL = re.compile(
    r"(?:speaker|spk|sprecher|sprecherin|intervenant|hablante|voice|channel|participant|unknown"
    r"|guest|host)?[ _-]*(?:\d{1,3}|[a-z])|s\d{1,2}|unknown(?: speaker)?",
    re.IGNORECASE,
)
"""What recognizers call people whose names they do not know."""
_SHORT = re.compile(r"[A-Z]{2,4}")
"""Initials, in minutes where others have whole names."""
_ID = re.compile(
    r"\b(?=\w*\d)(?=\w*[A-Za-z])(?=\w*[A-Z0-9]\w*[a-z]|[0-9a-f]{12})[\w-]{9,}|^[\d\s_.-]+$|\bGMT\d{8}"
)
"""What no person would put into a title: ids, bare numbers, marks of a recorder."""
_SLOWEST, _FASTEST = 40, 330
"""Words a minute; people speak 90 to 200, and recordings have pauses."""
_LEAST = 180
"""Seconds and words below which a pace tells nothing."""
_LONGEST_SILENCE = 20 * 60
"""Seconds."""
_PAST = 60
"""Seconds by which a chapter may begin after the last word."""
_OLDEST = dt.date(1920, 1, 1)
_NAMED = 3
"""How many of several are named."""
_ANSWERS = re.compile(rf"{SUMMARIES}/(?!digests/)[^/]+/[^/.]+\.json")
"""Where what was written of one recording is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What there is to say of a folder of content."""

    lines: tuple[str, ...]
    """One for each file, then one that sums up."""
    broken: bool
    """Whether a file could not be used, or nothing came of all of them."""


def check(
    loaded: Loaded, content: Path, today: dt.date, only: frozenset[str] = frozenset()
) -> Checked:
    """One line for each file, in the order of their paths.

    `only` names files, relative to `content`; empty means all.
    """
    by_file: dict[str, list[Episode]] = {}
    for episode in loaded.episodes:
        by_file.setdefault(episode.source, []).append(episode)
    doubts = _Doubts(loaded.episodes, today)
    lines: dict[str, str] = {}
    doubtful = 0
    for source, episodes in by_file.items():
        found = [*doubts.of(source, episodes), *_noted(loaded.notes, source)]
        doubtful += bool(found)
        lines[source] = _line(source, loaded.formats.get(source, ""), episodes, found)
    for path, reason in loaded.left_alone:
        lines[path] = f"{path}: left alone: {reason}{_hint(path, reason)}"
    for problem in loaded.problems:
        lines[f"{problem.path}"] = f"{problem.path or ''}: left out: {_without_path(str(problem))}"
    orphans = list(_orphans(content, loaded.episodes))
    for path in orphans:
        lines[path] = (
            f"{path}: belongs to no recording that is here (give it the name of the page that it "
            "was written for, or delete it)"
        )
    shown = [lines[name] for name in sorted(lines) if not only or name in only]
    counts = (
        _count(len(by_file), "file"),
        _count(len(loaded.episodes), "episode"),
        f"{doubtful} doubtful" if doubtful else "",
        f"{len(loaded.left_alone)} left alone" if loaded.left_alone else "",
        f"{len(loaded.problems)} left out" if loaded.problems else "",
        _count(len(orphans), "summary file") + " of no recording" if orphans else "",
    )
    if not only:
        shown.append(", ".join(filter(None, counts)))
    fruitless = not loaded.episodes and bool(loaded.left_alone)
    return Checked(lines=tuple(shown), broken=bool(loaded.problems) or fruitless)


def _line(source: str, form: str, episodes: Sequence[Episode], doubts: Iterable[str]) -> str:
    first = episodes[0]
    dates = sorted(each.date for each in episodes if each.date)
    people = tuple(dict.fromkeys(name for each in episodes for name in each.speakers))
    length = sum(each.duration or 0.0 for each in episodes)
    when = "no date"
    if dates:
        when = str(dates[0]) if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}"
    more = f" and {len(people) - _NAMED} more" if len(people) > _NAMED else ""
    known = (
        form,
        f"“{first.title}”" if len(episodes) == 1 else f"{len(episodes)} episodes",
        when,
        f"{', '.join(people[:_NAMED])}{more}" or "nobody named",
        format_length(length) if length else "no times",
    )
    said = "; ".join(doubts)
    return f"{source}: {' | '.join(filter(None, known))}{f' | doubtful: {said}' if said else ''}"


class _Doubts:
    """What to look at, in the light of all other files."""

    def __init__(self, episodes: Sequence[Episode], today: dt.date) -> None:
        self._today = today
        self._titles = Counter((each.show.slug, each.title.casefold()) for each in episodes)
        self._first_of: dict[int, Episode] = {}
        for each in episodes:
            if each.transcript.cues:
                self._first_of.setdefault(_words_of(each), each)

    def of(self, source: str, episodes: Sequence[Episode]) -> Iterator[str]:
        """What is doubtful in one file, each with how to mend it."""
        beside = str(PurePosixPath(source).with_suffix(".yaml"))
        alone = len(episodes) == 1
        found: dict[str, list[str]] = {}
        for episode in episodes:
            for doubt in self._of_one(episode, beside if alone else ""):
                found.setdefault(doubt, []).append(episode.title)
        for doubt, titles in found.items():
            if alone:
                yield doubt
            else:
                more = f" and {len(titles) - _NAMED} more" if len(titles) > _NAMED else ""
                named = ", ".join(f"“{title}”" for title in titles[:_NAMED])
                yield f"{doubt} in {named}{more}"

    def _of_one(self, episode: Episode, beside: str) -> Iterator[str]:
        """`beside` is its sidecar's name; empty for one of several in a file, which has none."""

        def mend(how: str) -> str:
            return f" ({how} in {beside})" if beside else ""

        if not episode.date:
            named = "begin the file's name with it, 2026-03-14-..., or write `date: 2026-03-14`"
            yield f"no date{mend(named)}"
        elif not _OLDEST <= episode.date <= self._today:
            odd = "lies ahead" if episode.date > self._today else "is odd"
            yield f"the date {episode.date} {odd}{mend('write `date:`')}"
        if _ID.search(episode.title):
            yield f"the title is no person's{mend('write `title:`')}"
        elif self._titles[episode.show.slug, episode.title.casefold()] > 1 and not episode.date:
            yield f"another recording has this title{mend('write `title:` or `date:`')}"
        labels = [name for name in episode.speakers if LABEL.fullmatch(name)]
        if labels:
            how = mend(f"write `speakers: {{{labels[0]}: a name}}`")
            named = ", ".join(labels[:_NAMED])
            yield f"{named} {'is no name' if len(labels) == 1 else 'are no names'}{how}"
        short = [name for name in episode.speakers if _SHORT.fullmatch(name) and name not in labels]
        if short and any(" " in name for name in episode.speakers):
            how = mend(f"write `speakers: {{{short[0]}: a name}}`")
            more = f" and {len(short) - _NAMED} more" if len(short) > _NAMED else ""
            yield f"no list of people tells who is {', '.join(short[:_NAMED])}{more}{how}"
        if not episode.transcript.cues:
            yield "no transcript, only what is noted of it" if beside else "no transcript"
            return
        yield from self._of_speech(episode, mend("write `chapters:`"))

    def _of_speech(self, episode: Episode, mend_chapters: str) -> Iterator[str]:
        first = self._first_of[_words_of(episode)]
        if first is not episode:
            yield f"says the same, word for word, as {first.source} (keep one of them)"
        cues = [cue for cue in episode.transcript.cues if cue.start is not None]
        if not cues:
            return
        starts = [cue.start or 0.0 for cue in cues]
        last = max(cue.end or cue.start or 0.0 for cue in cues)
        words = sum(len(cue.text.split()) for cue in cues)
        spread = last - starts[0]
        pace = words / spread * 60 if spread else 0.0
        if spread > _LEAST and words > _LEAST / 3 and not _SLOWEST <= pace <= _FASTEST:
            yield (
                f"{pace:.0f} words a minute in {format_length(last)} (are its times those of a "
                "clock, or of another cut?)"
            )
        gaps = [(later - earlier, earlier, later) for earlier, later in pairwise(starts)]
        silence, since, until = max(gaps, default=(0.0, 0.0, 0.0))
        if silence > _LONGEST_SILENCE:
            between = f"{format_clock(since)} to {format_clock(until)}"
            yield f"nothing is said from {between} (is a part missing?)"
        late = [each for each in episode.chapters if (each.start or 0.0) > last + _PAST]
        if late:
            begins, ends = format_clock(late[0].start or 0.0), format_clock(last)
            yield (
                f"the chapter “{late[0].title}” begins at {begins}, after the last word at {ends}"
                f"{mend_chapters}"
            )


def _words_of(episode: Episode) -> int:
    return hash(tuple(cue.text for cue in episode.transcript.cues))


def _noted(notes: Iterable[str], source: str) -> Iterator[str]:
    """What loading noted of a file."""
    return (note.removeprefix(f"{source}: ") for note in notes if note.startswith(f"{source}: "))


def _hint(path: str, reason: str) -> str:
    """What to do about a file that is left alone, where that is not plain."""
    if "recording; transcribe" in reason:
        return f" (see `add {PurePosixPath(path).name}`)"
    if "no transcript" in reason and path.endswith((".yaml", ".yml")):
        return " (give it the name of the transcript that it describes, or delete it)"
    return ""


def _without_path(message: str) -> str:
    """A problem without the name that its line begins with."""
    place, found, rest = message.partition(": ")
    line = place.rpartition(":")[2]
    return f"line {line}: {rest}" if found and line.isdecimal() else rest


def _orphans(content: Path, episodes: Iterable[Episode]) -> Iterator[str]:
    """Stored answers whose recording is not here."""
    known = {f"{SUMMARIES}/{episode.id}.json" for episode in episodes}
    for entry in walk(content / SUMMARIES, content):
        name = relative_name(entry.path, content)
        if _ANSWERS.fullmatch(name) and name not in known:
            yield name


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
