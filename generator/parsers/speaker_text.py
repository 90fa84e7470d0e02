"""Text or Markdown in which speakers are named with the time at which they begin.

    Ann Lee: 00:01:02            **Ann:** [01:02] Hello.          [00:01:02] Ann: Hello.
                                 (1:02) Hello.
    Hello.

Front matter gives the metadata, headings between turns are chapters that people wrote.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from ..dates import find_date
from ..errors import InputError
from ..model import Cue, Document, ListedChapter, Recording
from . import front_matter
from .habits import Spelled, count_from_first, spell_out
from .names import JOINED, in_full, is_role, plain_name
from .speech import LONGEST_CUE, Passage, in_order_of_text, transcribe
from .turns import (
    Heading,
    Section,
    count_labels,
    each_line,
    is_page,
    read_markdown,
    read_sections,
    read_turns,
    timed_mark,
)
from .written import is_written

NAME = "speaker text with times"

_LINES_LOOKED_AT = 3000
_MANY = 20
"""Marks with a name that no manual has."""
_FEWEST = 3
"""Times on lines of their own, and labels below them, that are a habit."""
_ASKING = frozenset({"Q", "A", "Audience", "Question", "Answer"})
"""Labels of the questions after a talk, and of the answers."""
_LINES_ABOVE = 10
"""Lines at the top among which a date is looked for."""
_SECTIONS_ABOVE = 8
_LONGEST_DATED = 14
"""Spaces in a line that gives a date rather than telling of one."""
_ENDNOTES = frozenset(
    {
        "credits",
        "footnotes",
        "further reading",
        "links",
        "notes",
        "references",
        "resources",
        "show notes",
        "sources",
    }
)
"""Headings of what is written about a recording rather than said in it."""
_TRANSCRIPT = re.compile(
    r"(?:(?:the|full|complete|edited|raw|vollständiges?) )*"
    r"(?:transcript(?:ion|ie|s)?|transkript(?:ion)?|transcripción|transcrição|trascrizione|文字起こし"
    r"|interview|conversation|discussion|episode|podcast)\W*",
    re.IGNORECASE,
)
"""A heading that only says that what was said follows."""
_FOLLOWS = re.compile(r"[\w ]{0,20}(?:transcri|transkri|trascri|文字起こし)\w*\W*", re.IGNORECASE)
"""One that says so of a transcript."""
_TITLE_TAIL = re.compile(r"\s*[-–—|:]\s*(?:full\s+)?transcript(?:ion)?\s*$", re.IGNORECASE)
_TITLE_STAMP = re.compile(r"\s*[(\[][^()\[\]]*\d{1,2}:\d\d[^()\[\]]*[)\]]\s*$")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_BLOCK = re.compile(r"\s*(?:#|[-*+>]\s|\d+[.)]\s)")
"""A heading, an item of a list or a quotation in Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Habit:
    """How the times stand in a file, counted over its first lines."""

    named: int
    """Marks that name a speaker."""
    names: int
    """Different speakers among them."""
    alone: int
    """Those with nothing else on their line."""
    unnamed: int
    """Marks without a name: the time in brackets or alone on its line."""
    bare: int
    """Other lines that begin with a time."""
    lines: int
    """Lines that are not blank."""
    words: int
    """Words outside the marks."""
    span: float
    """Seconds between the first and the last time."""

    @property
    def bare_marks(self) -> bool:
        """Whether unbracketed times are this file's habit and not part of what is said."""
        return self.bare > 5 * (self.named + self.unnamed)


def recognizes(text: str) -> bool:
    """Whether `text` has timed marks by habit, with speech rather than titles between them."""
    if is_page(text):
        return False
    parted = front_matter.part(text)
    habit = _habit(spell_out(_sample(parted.body)).body)
    if habit.named < _MANY and is_written(parted.body):
        return False
    if habit.named and not habit.bare_marks:
        share = habit.named / habit.lines
        enough = (habit.named >= 3 and share >= 0.01) or share >= 0.1 or bool(parted.yaml)
        # an agenda names each of its points once, with a few words beside it
        agenda = habit.names == habit.named > 2 * habit.alone and habit.words < 0.2 * habit.span
        return enough and habit.words >= 2 * habit.named and not agenda
    unnamed = max(habit.unnamed, habit.bare)
    if unnamed < 2 or unnamed < 0.02 * habit.lines:
        return False
    # a chapter list has a title now and then; people say one to four words a second
    return habit.words >= 0.5 * habit.span


def parse(text: str) -> Document:
    """Read it: turns become cues of at most about 60 words, headings become chapters.

    Times between marks are interpolated by words; one that runs against the others is dropped.
    Raises `InputError` for malformed front matter or a time no recording reaches.
    """
    parted = front_matter.part(text)
    values = front_matter.values_of(parted)
    about = front_matter.describe(values)
    spelled = spell_out(parted.body)
    recording = compose(
        about,
        spelled,
        first_line=parted.body_line,
        language=front_matter.language_of(values),
        timed=True,
    )
    if not recording.transcript.cues:
        raise InputError("has times but no speech", remedy="put the words under each time")
    return Document(recordings=(recording,), show=front_matter.show_of(values))


def compose(
    about: Recording,
    spelled: Spelled,
    *,
    first_line: int,
    language: str | None = None,
    split: int | None = None,
    timed: bool = False,
) -> Recording:
    """`about`, with the transcript, chapters, notes, title and date that a text gives.

    Turns of more than `split` words become several cues. `timed` says that times are marks here.
    """
    known = set(spelled.names)
    if timed:
        labels = count_labels(spelled.body)
        repeated = [name for name, count in labels.alone.items() if count > 1]
        inline = [name for name in labels.inline if not is_role(name)]
        marks = _habit(spelled.body)
        times = marks.unnamed + marks.bare
        if times < _FEWEST or sum(labels.inline[name] for name in inline) < 0.6 * times:
            inline = []
        known |= {name.lower() for name in (*about.speakers, *labels.timed, *repeated, *inline)}
    tokens = read_turns(
        spelled.body,
        first_line=first_line,
        known=known,
        bare_marks=timed and _habit(spelled.body).bare_marks,
    )
    sections = list(read_sections(tokens))
    top = sections[:_SECTIONS_ABOVE]
    title, sections = _take_title(about.title, sections)
    sections_of_notes, below = _take_above(sections) or _take_preamble(sections)
    if about == Recording() or _is_written_above(sections_of_notes):
        sections = below
    else:
        sections_of_notes = []
    ends = [section for section in sections if _is_endnote(section)]
    spoken = [section for section in sections if not _is_endnote(section)]
    first, notes = _as_notes([*sections_of_notes, *ends])
    day = _date_above(about.title or title or first, top)
    called = _whole_names(spoken) | spelled.called | _only_one(spoken, about.speakers)
    passages, openings = _passages(spoken, about.speakers, called)
    transcript, first_cues = transcribe(
        in_order_of_text(passages), language=language, split=split or LONGEST_CUE
    )
    return replace(
        front_matter.linked(about, spelled.link),
        transcript=transcript,
        title=about.title or title or first,
        date=about.date or spelled.date or day,
        notes="\n\n".join(filter(None, (about.notes, notes))),
        called=tuple(sorted(spelled.called.items())),
        chapters=_chapters(openings, first_cues, transcript.cues),
    )


@lru_cache(maxsize=1)  # of one text it is asked to recognize that, and to read it
def _habit(body: str) -> _Habit:
    named = alone = unnamed = bare = lines = words = 0
    names: set[str] = set()
    times: list[float] = []
    fenced = False
    for raw in islice(each_line(body), _LINES_LOOKED_AT):
        if raw.startswith("```"):
            fenced = not fenced
        if fenced or not raw.strip():
            continue
        lines += 1
        plain = read_markdown(raw[:4000])
        mark = timed_mark(plain)
        bare_mark = None if mark else timed_mark(plain, bare=True)
        name, start, text = mark or bare_mark or (None, None, plain)
        words += len(text.split()) if text.isascii() else _count(text)
        if start is not None:
            times.append(start)
        if mark and name:
            named += 1
            names.add(name.lower())
            alone += not text
        unnamed += bool(mark and not name)
        bare += bool(bare_mark)
    return _Habit(
        named=named,
        names=len(names),
        alone=alone,
        unnamed=unnamed,
        bare=bare,
        lines=lines,
        words=words,
        span=max(times, default=0.0) - min(times, default=0.0),
    )


def _count(text: str) -> int:
    """Words of a text that may be in a script without spaces, of two characters each."""
    return max(len(text.split()), len(_UNSPACED.findall(text)) // 2)


def _take_title(title: str | None, sections: list[Section]) -> tuple[str | None, list[Section]]:
    """The title that stands as a first heading, and the sections with that heading taken off."""
    if len(sections) < 2 or sections[0].turns:
        return None, sections
    heading = sections[1].heading
    if heading is None or heading.start is not None:
        return None, sections
    if heading.title == title or (heading.level == 1 and title is None):
        return heading.title, [replace(sections[1], heading=None), *sections[2:]]
    return None, sections


def _take_above(sections: list[Section]) -> tuple[list[Section], list[Section]] | None:
    """What stands above a heading that says that a transcript follows, where nobody speaks there.

    None where there is no such heading.
    """
    for index, section in enumerate(sections):
        if section.marked and index:
            break
        if section.heading and _FOLLOWS.fullmatch(section.heading.title) and section.turns:
            return sections[:index], sections[index:]
        if section.marked:
            break
    return None


def _take_preamble(sections: list[Section]) -> tuple[list[Section], list[Section]]:
    """What stands above the first mark, and the rest; headings without text stay with the rest."""
    first = next((index for index, section in enumerate(sections) if section.marked), None)
    if first is None:
        return [], sections
    opening = sections[first]
    above = [section for section in sections[:first] if section.turns]
    rest = [section for section in sections[:first] if not section.turns]
    if opening.turns[0].mark is None:
        above.append(Section(heading=None, turns=opening.turns[:1]))
        opening = replace(opening, turns=opening.turns[1:])
    return above, [*rest, opening, *sections[first + 1 :]]


def _is_written_above(sections: Iterable[Section]) -> bool:
    """Whether what stands above the first mark has links or a list, as nobody speaks."""
    lines = (line for each in sections for turn in each.turns for line in each_line(turn.source))
    return any("](" in line or _BLOCK.match(line) for line in lines)


def _is_endnote(section: Section) -> bool:
    title = section.heading.title.lower().strip(" :") if section.heading else ""
    return title in _ENDNOTES and not section.marked


def _as_notes(sections: list[Section]) -> tuple[str | None, str]:
    """A title, if the first line reads like one, and the rest as Markdown."""
    blocks: list[str] = []
    for section in sections:
        if section.heading:
            blocks.append(f"{'#' * section.heading.level} {section.heading.title}")
        blocks.extend(turn.source for turn in section.turns)
    line, _, rest = "\n\n".join(blocks).partition("\n")
    title = plain_title(read_markdown(line))
    if (
        any(map(str.isalpha, title))
        and not _BLOCK.match(line)
        and title[-1] not in ".:;!?"
        and title.count(" ") < 15
    ):
        return title, rest.strip()
    return None, "\n\n".join(blocks)


def plain_title(title: str) -> str:
    """A title without what a tool adds to it: `Kilns (2026-03-14 10:02) - Transcript`."""
    shorter = _TITLE_TAIL.sub("", title.strip())
    stamped = _TITLE_STAMP.search(shorter)
    if stamped and find_date(stamped[0]):
        shorter = shorter[: stamped.start()]
    return shorter.strip() or title.strip()


def _date_above(title: str | None, sections: Sequence[Section]) -> dt.date | None:
    """The day in a title, or else in a short line near the top, such as `18 November 2025`."""
    if title and (found := find_date(title)):
        return found.date
    lines = list(islice(_above_speech(sections), _LINES_ABOVE))
    for line in lines:
        if line.count(" ") < _LONGEST_DATED and (found := find_date(line)):
            return found.date
    return None


def _above_speech(sections: Sequence[Section]) -> Iterator[str]:
    """The lines up to the first that somebody says, which may be of any day."""
    for section in sections:
        if section.heading:
            yield section.heading.title
        for turn in section.turns[:2]:
            if turn.mark and turn.mark.name:
                return
            yield from turn.text.split("\n")[:_LINES_ABOVE]


def _sample(body: str) -> str:
    """The first lines of a text, none of them endless."""
    sample = "\n".join(line[:4000] for line in islice(each_line(body), _LINES_LOOKED_AT))
    return body if sample == body.removesuffix("\n") else sample  # which is spelled out once then


def _passages(
    sections: list[Section], listed: Sequence[str], called: Mapping[str, str]
) -> tuple[list[Passage], list[tuple[Heading, int]]]:
    """The turns of all sections as passages, and each heading with the passage it opens.

    `listed` are the people that metadata names: where nobody else is marked and there is but one,
    it is that one. `called` are whole names by what stands for them.
    """
    alone = listed[0] if len(listed) == 1 and _marked(sections) <= _ASKING else None
    passages: list[Passage] = []
    openings: list[tuple[Heading, int]] = []
    speaker: str | None = alone
    waiting: float | None = None
    until: float | None = None
    for section in sections:
        if section.heading:
            openings.append((section.heading, len(passages)))
            waiting = section.heading.start if waiting is None else waiting
        for turn in section.turns:
            if turn.mark:
                name = turn.mark.name
                if name is not None:
                    nobody = not name or is_role(name)
                    speaker = None if nobody else in_full(name, called) or plain_name(name)
                if turn.mark.start is not None:
                    waiting, until = turn.mark.start, turn.mark.end
            if not turn.text:  # a time alone on its line belongs to what comes next
                continue
            line = turn.mark.line if turn.mark else None
            passages.append(
                Passage(text=turn.text, start=waiting, end=until, speaker=speaker, line=line)
            )
            waiting = until = None
    starts = count_from_first([passage.start for passage in passages])
    counted = zip(passages, starts, strict=True)
    return [
        passage if passage.start == start else replace(passage, start=start, end=None)
        for passage, start in counted
    ], openings


def _whole_names(sections: Sequence[Section]) -> dict[str, str]:
    """Whole names by what stands for them where they came before and do not come again.

    That is a last name alone in capitals, "MOSS" after "ADA MOSS, HOST", a first name or initials.
    """
    said = [turn.mark.name for each in sections for turn in each.turns if turn.mark]
    places = {label: index for index, label in enumerate(said) if label}
    names = {label: plain_name(label) for label in places}
    ending: dict[str, set[str]] = {}
    for name in names.values():
        if " " in name and not JOINED.search(name):
            ending.setdefault(name.rsplit(" ", 1)[1], set()).add(name)
    found: dict[str, str] = {}
    for label, name in names.items():
        whole = ending.get(name, set())
        if " " not in name and name.isupper() and len(whole) == 1:
            found[label] = next(iter(whole))
            continue
        meant = [each for each, other in names.items() if _shortens(name, other)]
        if len(meant) == 1 and places[meant[0]] < said.index(label):
            found[label] = names[meant[0]]
    return found


def _shortens(name: str, whole: str) -> bool:
    """Whether a name is the first of another, or its initials."""
    parts = whole.split()
    if len(parts) < 2 or JOINED.search(whole):
        return False
    return name == parts[0] or (len(name) > 1 and name == "".join(part[0] for part in parts))


def _only_one(sections: Sequence[Section], listed: Sequence[str]) -> dict[str, str]:
    """The one person that metadata names, by a label that can only be of that one."""
    marked = _marked(sections)
    if len(listed) != 1 or not marked:
        return {}
    if marked <= _ASKING:
        return {"A": listed[0]}
    numbered = len(marked) == 1 and re.fullmatch(r"(?i)speaker[ _]?\d+", next(iter(marked)))
    return dict.fromkeys(marked, listed[0]) if numbered else {}


def _marked(sections: Iterable[Section]) -> set[str]:
    """Who is marked as speaking."""
    return {
        turn.mark.name
        for section in sections
        for turn in section.turns
        if turn.mark and turn.mark.name
    }


def _chapters(
    openings: list[tuple[Heading, int]], first_cues: list[int], cues: tuple[Cue, ...]
) -> tuple[ListedChapter, ...]:
    """A chapter for each heading with speech beneath it; headings on one cue become one."""
    titles: dict[int, list[str]] = {}
    for heading, passage in openings:
        cue = first_cues[passage] if passage < len(first_cues) else len(cues)
        if cue < len(cues) and heading.title and not _TRANSCRIPT.fullmatch(heading.title):
            titles.setdefault(cue, []).append(heading.title)
    return tuple(
        ListedChapter(title=": ".join(parts), start=cues[cue].start, first_cue=cue)
        for cue, parts in titles.items()
    )
