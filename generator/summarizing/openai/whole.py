"""An episode written with the whole of its transcript in view.

Where a model reads enough, the numbered transcript stands first in every request for a recording,
and the tasks follow one by one: chapters where nobody listed them, what each chapter and passage
comes to, and the page. They are asked one after another, so that a provider's prompt cache holds
the beginning from the second on. A recording that is too long is cut at its chapters; its page is
then written from what its chapters come to, with lines of all of them beside that. What does not
fit even so is left to `hierarchy`.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import pairwise

from ...correcting.likeness import bare, likeness
from ...corrections import Corrections, mend, noted_speech, pattern_of
from ...language.hearing import hear
from ...model import (
    Chapter,
    Note,
    Origin,
    Outline,
    Question,
    Reading,
    Segment,
    Sentence,
    ShowNotes,
)
from ..extractive import Extractive
from ..verification import coverage
from . import tasks, tokens
from .answers import Asked, Claim, Misheard, Named, Sheet, Step
from .checks import LONGEST_TITLE, claim_faults, form_faults, title_faults
from .client import TooLongError
from .forgetting import speech_in_view
from .ground import Ground
from .hierarchy import (
    EDITED,
    QUOTED,
    SHRINK,
    Author,
    Written,
    chapters_of,
    close_store,
    sentences_of,
    stand_in,
    summary_of,
    written_of,
)
from .passages import CitableLine, LinesByCue, merge_sources, spread
from .prompts import WHOLE, About, Kind
from .quoting import LONGEST_QUOTATION, Recording
from .requester import SPARE, Request, Requester, Verdict
from .said_names import ALIKE_BEGUN
from .spoken import Spoken
from .store import Answer, Statement, Store, hash_of
from .tasks import Part, View

SMALLEST_CONTEXT = 32_000
"""Tokens that a model must take for the whole to be put in its view."""
SMALLEST_ROOM = 8_000
"""Tokens of transcript below which a view is not worth its name."""
MOST_ANSWER = 8_000
"""Tokens of an answer; more is asked for in several, as long answers lose touch with what they
cite. An hour takes five thousand."""
TASK_TOKENS = 3_000
"""The most that a task takes, and the reason when it is asked again."""
NEAREST_CUT = 20.0
"""Seconds from the beginning of a chapter within which a passage does not begin as well."""
LONGEST_NAME = 5
"""Words of a name that was misheard."""
LONGEST_QUESTION = 4
"""Lines of one person up to the one that asks, in which may stand what it is about."""
MOST = {
    "lead": 5,
    "argument": 16,
    "figures": 30,
    "quotations": 8,
    "terms": 10,
    "mentions": 24,
    "exchanges": 6,
    "decisions": 12,
    "actions": 12,
    "misheard": 12,
}
"""How much of each list is taken."""


def author_of(reading: Reading, requester: Requester) -> Author | WholeAuthor:
    """Who rewrites a reading: with the whole in view where the model can take it."""
    if requester.context >= SMALLEST_CONTEXT:
        whole = WholeAuthor(reading, requester)
        if whole.can_write():
            return whole
    return Author(reading, requester)


Told = Mapping[str, Sequence[Written]]
"""What parts of an outline come to, by label; those that nothing was written of are absent."""


class WholeAuthor:
    """Rewrites one episode, all of it in view."""

    def __init__(self, reading: Reading, requester: Requester) -> None:
        episode = reading.episode
        spoken = episode.transcript.language or episode.language
        self._reading = reading
        self._requester = requester
        self._about = About(
            title=episode.title,
            show=episode.show.title,
            speakers=episode.speakers,
            language=requester.settings.language or spoken,
            spoken=spoken,
        )
        self._file = str(reading.id)
        self._utterances = hear(episode.transcript, episode.language)
        self._speech = LinesByCue(noted_speech(self._utterances, episode), self._utterances)
        self._lines = self._speech.all
        self._spoken = Spoken(self._lines)
        self._proposed: Mapping[str, str] = {}
        """Names that the model says were misheard, by how they were heard."""
        self._missed = False
        """Whether something was not answered that another build may have answered."""
        self._recording = Recording(utterance.text for utterance in self._utterances)
        self._ground = Ground.of(episode, self._lines)
        self._all_said = " ".join(line.shown for line in self._lines)
        self._store: Store = requester.store(self._file)
        self._models: dict[str, None] = {}
        self._room = (
            requester.context
            - int(SPARE * MOST_ANSWER)
            - (requester.settings.thinking_tokens or 0)
            - TASK_TOKENS
            - tokens.bound(requester.prompts[WHOLE])
        )

    def can_write(self) -> bool:
        """Whether there is something to write about, and no chapter is too long for a view."""
        return bool(self._lines) and bool(self._stretches(self._room))

    async def rewrite(self) -> Reading:
        """The reading in a model's words, where it had good ones; see `Backend.summarize`."""
        room = self._room
        while room >= SMALLEST_ROOM and self._stretches(room):
            try:
                return await self._write(room)
            except TooLongError:  # the server takes less than is known of it
                room = int(room * SHRINK)
        return await Author(self._reading, self._requester).rewrite()

    async def _write(self, room: int) -> Reading:
        stretches = self._stretches(room)
        reading = await self._with_contents(stretches)
        views = [(run, self._view(reading.outline, run)) for run in stretches]
        if len(views) > 1:
            told = await self._tell(reading.outline, views)
            selected = self._selected(reading.outline, told, room)
            page = await self._ask_page(selected, held=self._missed)
        elif self._requester.batches:  # a batch brings both at once
            told, page = await asyncio.gather(
                self._tell(reading.outline, views), self._ask_page(views[0][1])
            )
        else:  # the second finds the beginning warm
            told = await self._tell(reading.outline, views)
            page = await self._ask_page(views[0][1])
        return self._finish(reading, told, page)

    # What is put in view

    def _stretches(self, room: int) -> list[range]:
        """Runs of chapters of the found outline that fit a view; none where one chapter does not.

        They are given by the numbers of their lines.
        """
        spans = [self._span(chapter) for chapter in self._reading.outline.chapters]
        spans = [span for span in spans if span]
        sizes = [self._length(span) for span in spans]
        count = -(-sum(sizes) // max(1, room))
        share = sum(sizes) / max(1, count)
        runs: list[range] = []
        total = 0
        for span, size in zip(spans, sizes, strict=True):
            if size > room:
                return []
            if runs and total + size <= room and total + size / 2 <= share:
                runs[-1] = range(runs[-1][0], span[-1] + 1)
                total += size
            else:
                runs.append(span)
                total = size
        return runs

    def _length(self, numbers: range) -> int:
        """Tokens of some lines in view, at most."""
        return sum(tokens.bound(self._lines[number - 1].shown) + 8 for number in numbers)

    def _span(self, part: Chapter | Segment) -> range:
        """Numbers of the lines of a chapter or segment."""
        if isinstance(part, Segment):
            return self._speech.numbers(part.first_cue, part.last_cue)
        if not part.segments:
            return range(0)
        return self._speech.numbers(part.segments[0].first_cue, part.segments[-1].last_cue)

    def _view(self, outline: Outline, numbers: range) -> View:
        listed = [
            part
            for part, chapter in zip(self._chapter_parts(outline), outline.chapters, strict=True)
            if chapter.origin is Origin.SOURCE and part.lines and part.lines[0] in numbers
        ]
        return tasks.view_of(
            self._requester.prompts[WHOLE],
            self._about,
            self._reading.episode,
            self._lines,
            numbers,
            listed,
        )

    def _selected(self, outline: Outline, told: Told, room: int) -> View:
        """Of each chapter what it comes to, what that rests on, and lines spread over it."""
        parts = [part for part in self._chapter_parts(outline) if part.lines]
        gists = {part: [w.sentence.text for w in told.get(part.label, ())] for part in parts}
        total = sum(self._length(part.lines) for part in parts)
        chosen = {}
        for part in parts:
            numbers = dict(zip(self._of(part.lines), part.lines, strict=True))
            cited = {
                numbers[line]
                for written in told.get(part.label, ())
                for line in written.lines
                if line in numbers
            }
            gist = sum(map(tokens.bound, gists[part])) + tokens.bound(part.title) + 20
            share = room * self._length(part.lines) // max(1, total) - gist
            lengths = [self._length(range(number, number + 1)) for number in part.lines]
            kept = spread(lengths, [n - part.lines[0] for n in cited], share)
            chosen[part] = (gists[part], [part.lines[0] + place for place in kept])
        return tasks.selected_view(
            self._requester.prompts[WHOLE],
            self._about,
            self._reading.episode,
            self._lines,
            chosen,
        )

    def _of(self, numbers: range) -> tuple[CitableLine, ...]:
        return self._lines[numbers.start - 1 : numbers.stop - 1]

    # Chapters

    async def _with_contents(self, stretches: Sequence[range]) -> Reading:
        """The reading under the model's chapters, unless people listed theirs."""
        reading = self._reading
        outline = reading.outline
        if any(chapter.origin is not Origin.GENERATED for chapter in outline.chapters):
            return reading
        titles: dict[int, tuple[str, Origin]] = {}
        for number, stretch in enumerate(stretches, start=1):
            found = {
                span[0]: chapter.title
                for chapter in outline.chapters
                if (span := self._span(chapter)) and span[0] in stretch
            }
            place = "contents" if len(stretches) == 1 else f"contents {number}"
            turn = [number, len(stretches)]
            titles |= await self._ask_contents(place, stretch, found, turn)
        chapters = self._cut(titles)
        if chapters == outline.chapters:
            return reading
        found_anew = Outline(chapters=chapters)
        quoted = Extractive().summarize(reading.episode, self._utterances, found_anew)
        return replace(quoted, outline=found_anew)

    async def _ask_contents(
        self, place: str, stretch: range, found: dict[int, str], turn: Sequence[int]
    ) -> dict[int, tuple[str, Origin]]:
        """Titles by the number of the line that their chapter begins with."""
        view = self._view(self._reading.outline, stretch)
        about = max(1, len(found))
        before = {line: (title, Origin.GENERATED) for line, title in found.items()}
        if len(stretch) < 2:
            return before
        kept = self._requester.edited(self._store, Kind.OUTLINE, self._spoken_in(stretch))
        if kept and all(each.said for each in kept.statements):
            return {stretch[0]: before[min(before)]} | self._titles(kept, stretch[0])
        answer = await self._ask(
            Kind.CONTENTS,
            place,
            view,
            tasks.contents_task(self._requester.prompts[Kind.CONTENTS], view, about),
            lambda sheet: self._check_contents(sheet, view, found),
            tasks.contents_tokens(about),
            turn=turn,
        )
        if answer is None or not answer.statements:
            return before
        return {stretch[0]: before[min(before)]} | self._titles(answer, 1)

    def _titles(self, answer: Answer, first: int) -> dict[int, tuple[str, Origin]]:
        """The titles of an answer by line; its own lines are counted from the line `first`."""
        return {
            each.spoken[0] + first - 1: (
                each.text,
                Origin.EDITED if each.edited else Origin.GENERATED,
            )
            for each in answer.statements
        }

    def _spoken_in(self, numbers: range) -> Spoken:
        return Spoken(self._of(numbers))

    def _check_contents(self, sheet: Sheet, view: View, found: dict[int, str]) -> Verdict:
        """The chapters whose titles stand; all or none of their beginnings."""
        first = min(view.shown)
        starts = [opening.first_line for opening in sheet.chapters]
        if starts and starts[0] in view.shown:
            starts[0] = first
        if not starts or starts != sorted(set(starts)) or not view.shown.issuperset(starts):
            fault = f"first_line must rise from {first} to at most {max(view.shown)}"
            return Verdict(statements=(), faults=(fault,))
        most = tasks.most_chapters(len(found))
        if len(starts) > most:
            fault = f"there are {len(starts)} chapters; write at most {most}"
            return Verdict(statements=(), faults=(fault,))
        statements: list[Statement] = []
        faults: list[str] = []
        ends = [*starts[1:], max(view.shown) + 1]
        for opening, start, end in zip(sheet.chapters, starts, ends, strict=True):
            title = " ".join(opening.title.split()).rstrip(".")
            heard = " ".join(line.shown for line in self._of(range(start, end)))
            wrong = title_faults(title, heard, self._about.language)
            if wrong:
                faults.append(f"{title[:80]!r}: {'; '.join(wrong)}")
                if start != first:
                    continue  # it joins the one before
                title = found[min(found)]
            said = self._spoken.opening(start)
            statements.append(Statement(text=title, lines=(start,), spoken=(start,), said=said))
        if len(faults) == len(sheet.chapters):
            statements = []
        return Verdict(
            statements=tuple(statements),
            faults=tuple(faults),
            enough=4 * len(faults) <= len(sheet.chapters),
        )

    def _cut(self, titles: dict[int, tuple[str, Origin]]) -> tuple[Chapter, ...]:
        """Chapters that begin at the lines with a title, over the same stretch as before.

        Passages begin where they were found, save where that is hardly after a chapter begins or
        before it ends.
        """
        outline = self._reading.outline
        segments = [segment for chapter in outline.chapters for segment in chapter.segments]
        first_cue, last_cue = segments[0].first_cue, segments[-1].last_cue
        starts: dict[int, tuple[str, Origin]] = {}
        for line in sorted(titles):
            cue = self._lines[line - 1].sources[0].first_cue
            starts.setdefault(first_cue if not starts else cue, titles[line])
        bounds = [*sorted(starts), last_cue + 1]
        chapters = []
        for first, after in pairwise(bounds):
            inner = [
                segment.first_cue
                for segment in segments
                if first < segment.first_cue < after
                and self._is_apart(first, segment.first_cue)
                and self._is_apart(segment.first_cue, after)
            ]
            cuts = [first, *inner, after]
            passages = tuple(self._segment(one, other - 1) for one, other in pairwise(cuts))
            title, origin = starts[first]
            chapters.append(
                Chapter(
                    title=title,
                    origin=origin,
                    start=passages[0].start,
                    end=passages[-1].end,
                    begins=passages[0].start,
                    segments=passages,
                )
            )
        chapters[0] = replace(chapters[0], start=outline.chapters[0].start)
        chapters[-1] = replace(chapters[-1], end=outline.chapters[-1].end)
        return tuple(chapters)

    def _is_apart(self, cue: int, other: int) -> bool:
        """Whether there is enough between two cues for a passage."""
        cues = self._reading.episode.transcript.cues
        if len(self._speech.numbers(cue, other - 1)) < 2:
            return False
        start, end = cues[cue].start, cues[other - 1].end
        return start is None or end is None or end - start >= NEAREST_CUT

    def _segment(self, first_cue: int, last_cue: int) -> Segment:
        """The stretch of some cues; it lasts until the next one begins."""
        outline, cues = self._reading.outline, self._reading.episode.transcript.cues
        whole = [segment for chapter in outline.chapters for segment in chapter.segments]
        return Segment(
            first_cue=first_cue,
            last_cue=last_cue,
            start=whole[0].start if first_cue == whole[0].first_cue else cues[first_cue].start,
            end=whole[-1].end if last_cue == whole[-1].last_cue else cues[last_cue + 1].start,
        )

    # What chapters and passages come to

    def _chapter_parts(self, outline: Outline) -> list[Part]:
        return [
            Part(
                label=str(number),
                lines=(span := self._span(chapter)),
                title=chapter.title,
                sentences=tasks.sentences_for(span),
            )
            for number, chapter in enumerate(outline.chapters, start=1)
        ]

    def _parts(self, outline: Outline) -> Iterator[list[Part]]:
        """Each chapter with its passages, where it has several."""
        chapters = zip(self._chapter_parts(outline), outline.chapters, strict=True)
        for part, chapter in chapters:
            if not part.lines:
                continue
            passages = [
                Part(label=f"{part.label}.{number}", lines=self._span(segment))
                for number, segment in enumerate(chapter.segments, start=1)
            ]
            passages = [passage for passage in passages if passage.lines]
            yield [part, *(passages if len(passages) > 1 else ())]

    async def _tell(self, outline: Outline, views: Sequence[tuple[range, View]]) -> Told:
        """What every chapter and every passage comes to, where the model had good sentences."""
        told: defaultdict[str, list[Written]] = defaultdict(list)
        held = self._missed  # asked under other chapters, it would be asked twice
        for number, (run, view) in enumerate(views):
            mine = [parts for parts in self._parts(outline) if parts[0].lines[0] in run]
            groups = _groups(mine)
            for turn, group in enumerate(groups):
                first, last = group[0].label, group[-1].label.partition(".")[0]
                place = f"chapters {first} to {last}"
                answer = await self._ask(
                    Kind.CHAPTERS,
                    place,
                    view,
                    tasks.chapters_task(self._requester.prompts[Kind.CHAPTERS], group),
                    partial(self._check_parts, view, group, [], {}),
                    sum(part.expected for part in group),
                    turn=[number, len(views), turn, len(groups)],
                    held=held,
                )
                if answer is None:
                    continue
                told |= {label: [] for label in answer.emptied if label not in told}
                for statement in answer.statements:
                    part = _part_of(statement, group)
                    if part:
                        told[part.label].append(self._written(statement))
        return told

    def _check_parts(
        self,
        view: View,
        group: Sequence[Part],
        held: list[Statement],
        lost: dict[str, Sequence[int]],
        sheet: Sheet,
    ) -> Verdict:
        """The sentences that stand, by part; `held` are those of earlier answers.

        A chapter whose first sentence does not stand has one of its passages' instead, so that it
        says what it comes to. `lost` are the lines of such sentences, by part.
        """
        statements: list[Statement] = []
        faults: list[str] = []
        by_label = {part.label: part for part in group}
        for each in sheet.parts:
            label = each.part.lower().removeprefix("chapter").removeprefix("passage").strip()
            part = by_label.pop(label, None)
            if part is None:
                faults.append(f"part {each.part[:20]!r} was not asked for, or comes twice")
                continue
            lost.pop(label, None)
            for place, claim in enumerate(each.sentences[: part.sentences]):
                wrong = self._claim_faults(claim, view)
                if not wrong and not any(line in part.lines for line in claim.lines):
                    wrong = [f"it cites no line of {label}, which has {_span_of(part)}"]
                if not wrong:
                    _add(statements, label, claim.text, claim.lines)
                    continue
                faults.append(_fault(f"part {label}, {claim.text[:60]!r}", wrong))
                if place == 0:
                    lost[label] = claim.lines
        statements = _fuller(held, statements)
        told = {statement.part for statement in statements}
        without = [part.label for part in group if part.label not in told]
        faults.extend(f"part {label} has no sentence that stands" for label in without)
        chapters = [part.label for part in group if "." not in part.label]
        for label in chapters:
            statements = _with_claim(label, statements, lost.get(label))
        told = {statement.part for statement in statements}
        return Verdict(
            statements=tuple(statements),
            faults=tuple(faults),
            enough=10 * len(told.intersection(chapters)) >= 9 * len(chapters)
            and 3 * len(without) <= len(group),
        )

    # The page

    async def _ask_page(self, view: View, *, held: bool = False) -> Answer | None:
        return await self._ask(
            Kind.PAGE,
            "page",
            view,
            tasks.page_task(self._requester.prompts[Kind.PAGE], view),
            partial(self._check_page, view, []),
            tasks.page_tokens(view),
            held=held,
        )

    def _check_page(self, view: View, held: list[Statement], sheet: Sheet) -> Verdict:
        """What can be published of a page; `held` is what can be of earlier answers."""
        statements: list[Statement] = []
        faults: list[str] = []
        most = MOST | {"points": tasks.most_points(view)}
        opening = sheet.lead[0].text if sheet.lead else ""
        for part in ("lead", "points", "decisions", "actions"):
            for claim in getattr(sheet, part)[: most[part]]:
                wrong = self._claim_faults(claim, view)
                if wrong:
                    faults.append(_fault(f"{part}, {claim.text[:60]!r}", wrong))
                else:
                    _add(statements, part, claim.text, claim.lines)
        for part in ("argument", "figures", "terms", "mentions"):
            for note in getattr(sheet, part)[: most[part]]:
                name = " ".join(note.name.split()).rstrip(".:")
                series = " ".join(note.series.split()) if isinstance(note, Step) else ""
                measures = part == "figures"  # its number is held against its own lines below
                ill = form_faults(name, LONGEST_TITLE) if measures else self._name_faults(name)
                wrong = [
                    *(f"name {name[:40]!r}: {fault}" for fault in ill),
                    *self._claim_faults(note, view, name if measures else ""),
                ]
                if wrong:
                    faults.append(_fault(f"{part}, {note.text[:60]!r}", wrong))
                else:
                    series = "" if series and any(self._name_faults(series)) else series
                    _add(statements, part, note.text, note.lines, name, series=series)
        for claim in sheet.quotations[: most["quotations"]]:
            numbers, wrong = self._quotation(claim, view)
            if wrong:
                faults.append(_fault(f"quotations, {claim.text[:60]!r}", wrong))
            else:
                _add(statements, "quotations", self._as_heard(claim.text, numbers), numbers)
        for asked in sheet.exchanges[: most["exchanges"]]:
            question = " ".join(asked.question.split())
            wrong = [
                *form_faults(question, 20),
                *self._answer_faults(asked, view),
            ]
            if wrong:
                faults.append(_fault(f"exchanges, {question[:60]!r}", wrong))
            else:
                lines = (asked.asked, *sorted(set(asked.lines)))
                _add(statements, "exchanges", asked.text, lines, question, ordered=True)
        for misheard in sheet.misheard[: most["misheard"]]:
            if self._was_heard(misheard, view):
                _add(statements, "misheard", misheard.meant, misheard.lines, misheard.heard)
        statements = _fuller(held, statements)
        lead = [each.text for each in statements if each.part == "lead"]
        points = sum(each.part == "points" for each in statements)
        # without its first sentence a paragraph begins with a "therefore"
        opens = not opening or " ".join(opening.split()) in lead
        enough = opens and len(lead) >= 2 and points >= max(1, min(most["points"], 6) - 1)
        if not enough:
            faults.append("too few sentences of the lead, not its first, or too few points stand")
        return Verdict(statements=tuple(statements), faults=tuple(faults), enough=enough)

    def _was_heard(self, name: Misheard, view: View) -> bool:
        """Whether a spelling stands in the lines it is said to, and the name is another one."""
        heard, meant = " ".join(name.heard.split()), " ".join(name.meant.split())
        if not heard or form_faults(meant, LONGEST_NAME) or heard.casefold() == meant.casefold():
            return False
        found = pattern_of((heard,))
        return any(
            found.search(self._utterances[number - 1].text)
            for number in name.lines
            if number in view.shown
        )

    def _name_faults(self, name: str) -> list[str]:
        about = f"{self._about.title} {' '.join(self._about.speakers)}"
        return title_faults(name, f"{self._all_said} {about}", self._about.language)

    def _quotation(self, claim: Claim, view: View) -> tuple[tuple[int, ...], list[str]]:
        """The numbers of the lines that hold a quotation, and what is wrong with it."""
        wrong = form_faults(claim.text, LONGEST_QUOTATION)
        if wrong:
            return (), wrong
        cited = [number for number in claim.lines if number in view.shown]
        heard = self._as_heard(claim.text, cited)
        numbers = self._recording.find(heard, cited)
        if not numbers:
            return (), ["these words were not said just so in the lines it lists"]
        if len({self._lines[number - 1].speaker for number in numbers}) > 1:
            return (), ["two people say it"]
        return numbers, []

    def _as_heard(self, text: str, numbers: Sequence[int]) -> str:
        """A quotation with misheard names as they were heard: pages show the right ones beside."""
        corrections = Corrections(self._reading.episode.corrections)
        for number in numbers:
            source = self._lines[number - 1].sources[0]
            wrong = corrections.within(source.first_cue, source.last_cue)
            for heard, meant in wrong.items():
                text = text.replace(f"{heard} [{meant}]", heard)
                if heard not in text:
                    text = text.replace(meant, heard)
        return " ".join(text.split())

    def _answer_faults(self, asked: Asked, view: View) -> list[str]:
        """Why an answer must not be published: what it is about stands in the question too.

        "What of the A100?" is asked, and "it should get above 115" is answered.
        """
        alone = self._claim_faults(Claim(text=asked.text, lines=asked.lines), view)
        if asked.asked not in view.shown:
            return [*alone, f"line {asked.asked} does not exist"]
        if not alone or not asked.lines:
            return alone
        lines = (*self._turn(asked.asked, view), *asked.lines)
        return self._claim_faults(Claim(text=asked.text, lines=lines), view) and alone

    def _turn(self, number: int, view: View) -> list[int]:
        """The line that asks, with those just before it of the same person: a question is long."""
        speaker = self._lines[number - 1].speaker
        turn = [number]
        while (
            speaker
            and len(turn) < LONGEST_QUESTION
            and turn[0] - 1 in view.shown
            and self._lines[turn[0] - 2].speaker == speaker
        ):
            turn.insert(0, turn[0] - 1)
        return turn

    def _claim_faults(self, claim: Claim | Named, view: View, name: str = "") -> list[str]:
        """Why a sentence must not be published; with it, the number that it is about."""
        unseen = [number for number in claim.lines if number not in view.shown]
        if unseen:
            return [f"line {unseen[0]} does not exist"]
        text = " ".join(claim.text.split())
        about = self._about
        if name:
            text = f"{name}: {text}"
        return claim_faults(
            text, claim.lines, view.lines, about.language, about.spoken, self._ground
        )

    # Asking, and what comes of it

    async def _ask(
        self,
        kind: Kind,
        place: str,
        view: View,
        task: str,
        check: Callable[[Sheet], Verdict],
        expected: int,
        *,
        turn: Sequence[int] = (),
        held: bool = False,
    ) -> Answer | None:
        """The answer to a task; `turn` tells it from others of its kind.

        It rests on the rules, the task and the words of the recording. The rest that is in view,
        such as notes, people, names set right and times, may change around it: its sentences are
        given the lines where their words stand, and names are set right in them.
        """
        prompts = self._requester.prompts
        asked = (kind, prompts[WHOLE], prompts[kind], self._about.language)
        request = Request(
            kind=kind,
            file=self._file,
            place=place,
            prompt=view.ask(task),
            speech=self._speech_hash + hash_of(kind, turn)[:16],
            part=self._spoken,
            basis=hash_of(*asked, turn, self._spoken.told(corrected=False)),
            held=held,
            shape=Sheet,
            check=check,
            expected=expected,
            in_parts=kind is not Kind.CONTENTS,
        )
        answer = await self._requester.ask(request, self._store)
        if answer is None and not (
            self._requester.only_plans or self._requester.is_in_vain(request)
        ):
            self._missed = True
            self._requester.account.incomplete.add(self._file)
        if answer and (answer.statements or answer.edited):
            self._models.setdefault(answer.model)
        return answer

    def _finish(self, reading: Reading, told: Told, page: Answer | None) -> Reading:
        """The reading with all that was written; quoted where nothing was."""
        self._proposed = _proposed(page)
        told = {label: [*map(self._rightly, each)] for label, each in told.items()}
        chapters: list[tuple[Written, ...]] = []
        leaves: dict[Segment, tuple[Written, ...]] = {}
        for number, (chapter, quoted) in enumerate(chapters_of(reading), start=1):
            label = str(number)
            several = sum(bool(self._span(segment)) for segment in chapter.segments) > 1
            kind = Kind.CHAPTER if several else Kind.SEGMENT
            written = self._edited(kind, self._span(chapter)) or (
                tuple(told[label]) if label in told else self._quote(quoted.sentences)
            )
            chapters.append(written)
            for place, (segment, part) in enumerate(
                zip(chapter.segments, quoted.parts, strict=True), start=1
            ):
                label = f"{number}.{place}"
                own = self._edited(Kind.SEGMENT, self._span(segment)) or (
                    tuple(told[label]) if label in told else self._quote(part.sentences)
                )
                leaves[segment] = own if several else written
        page_points = [each for each in page.statements if each.part == "points"] if page else []
        points = self._edited(Kind.EPISODE, range(1, len(self._lines) + 1))
        points = points or tuple(map(self._written, page_points))
        if not (points or (page and "points" in page.emptied)):
            points = self._quote(reading.summary.sentences)
        outdated = close_store(self._store, self._file, self._reading, self._requester)
        if not self._models:
            return replace(self._reading, outdated_edits=outdated)
        summary = summary_of(points, chapters, reading.outline, leaves)
        return replace(
            reading,
            summary=summary,
            notes=self._notes(page) if page else ShowNotes(),
            backend=f"openai:{', '.join(self._models)}",
            coverage=coverage(summary, reading.outline),
            outdated_edits=outdated,
        )

    def _edited(self, kind: Kind, numbers: range) -> tuple[Written, ...]:
        """What a person edited of a part that was once written level by level."""
        if not self._store.of_kind(kind):
            return ()
        kept = self._requester.edited(self._store, kind, self._spoken_in(numbers))
        statements = [each for each in kept.statements if not each.part] if kept else []
        return tuple(written_of(each, self._of(numbers), by_key=False) for each in statements)

    def _notes(self, page: Answer) -> ShowNotes:
        parts: dict[str, list[Statement]] = defaultdict(list)
        for statement in page.statements:
            parts[statement.part].append(statement)

        def plain(part: str) -> tuple[Sentence, ...]:
            return sentences_of([self._written(each) for each in parts[part]])

        def named(part: str) -> tuple[Note, ...]:
            return tuple(
                Note(
                    name=mend(each.name, self._proposed),
                    sentence=self._written(each).sentence,
                    series=mend(each.series, self._proposed),
                )
                for each in parts[part]
            )

        return ShowNotes(
            lead=plain("lead"),
            argument=named("argument"),
            figures=named("figures"),
            quotations=tuple(
                each if each.backend == EDITED else replace(each, backend=QUOTED)
                for each in plain("quotations")
            ),
            terms=named("terms"),
            mentions=named("mentions"),
            decisions=plain("decisions"),
            actions=plain("actions"),
            exchanges=tuple(map(self._exchange, parts["exchanges"])),
        )

    def _exchange(self, statement: Statement) -> Sentence:
        """An answer with its question, which is the first line that is cited."""
        asked = self._lines[statement.spoken[0] - 1]
        answered = replace(statement, spoken=statement.spoken[1:] or statement.spoken)
        return replace(
            self._written(answered).sentence,
            question=Question(
                text=statement.name, sources=merge_sources([asked]), speaker=asked.speaker or ""
            ),
        )

    def _written(self, statement: Statement) -> Written:
        written = written_of(statement, self._lines, by_key=False)
        return written if statement.part == "quotations" else self._rightly(written)

    def _rightly(self, written: Written) -> Written:
        """The same with the names that the model itself says were misheard."""
        sentence = written.sentence
        if not self._proposed or sentence.backend:
            return written
        text = mend(sentence.text, self._proposed)
        return replace(written, sentence=replace(sentence, text=text))

    @cached_property
    def _speech_hash(self) -> str:
        return speech_in_view(self._lines)

    def _quote(self, sentences: Sequence[Sentence]) -> tuple[Written, ...]:
        """Extractive sentences, labelled, with their lines."""
        return tuple(
            Written(sentence=replace(each, backend=QUOTED), lines=self._speech.cited_by(each))
            for each in sentences
        )


def _proposed(page: Answer | None) -> dict[str, str]:
    """What a model says was misheard, with the right name, where the two sound alike."""
    proposed = [each for each in page.statements if each.part == "misheard"] if page else []
    return {
        each.name: each.text
        for each in proposed
        if sum(likeness(each.text, bare(each.name))) >= ALIKE_BEGUN
    }


def _with_claim(
    label: str, statements: list[Statement], lost: Sequence[int] | None
) -> list[Statement]:
    """The same, with a sentence of a chapter's passages as its first where it has none.

    That is the one that rests on most of the lines of the sentence that was `lost`; where another
    sentence of the chapter stands, on one of them at least.
    """
    own = [each for each in statements if each.part == label]
    if own and lost is None:
        return statements
    passages = [each for each in statements if each.part.startswith(f"{label}.")]
    taken = stand_in([each.lines for each in passages], lost or (), needed=not own)
    if taken is None:
        return statements
    promoted = passages[taken]
    others = [each for each in statements if each is not promoted]
    return [replace(promoted, part=label), *others]


def _part_of(statement: Statement, parts: Sequence[Part]) -> Part | None:
    """The part that a statement is about: as it says, unless others have its lines now."""
    fine = "." in statement.part
    alike = [part for part in parts if ("." in part.label) == fine]

    def held(part: Part) -> int:
        return sum(number in part.lines for number in statement.spoken)

    said = next((part for part in alike if part.label == statement.part), None)
    if said and held(said):
        return said
    best = max(alike, key=held, default=None)
    return best if best and held(best) else None


def _groups(chapters: Sequence[list[Part]]) -> list[list[Part]]:
    """Chapters with their passages in as few groups as answers allow, of about equal length."""
    sizes = [sum(part.expected for part in parts) for parts in chapters]
    count = max(1, -(-sum(sizes) // MOST_ANSWER))
    share = sum(sizes) / count
    groups: list[list[Part]] = []
    total = 0
    for parts, size in zip(chapters, sizes, strict=True):
        if groups and total + size / 2 <= share:
            groups[-1].extend(parts)
            total += size
        else:
            groups.append(list(parts))
            total = size
    return groups


def _add(
    statements: list[Statement],
    part: str,
    text: str,
    lines: Sequence[int],
    name: str = "",
    *,
    series: str = "",
    ordered: bool = False,
) -> None:
    """Add a statement, unless its words stand in that part already."""
    text = " ".join(text.split())
    if any(each.part == part and each.text == text for each in statements):
        return
    numbers = tuple(lines) if ordered else tuple(sorted(set(lines)))
    statements.append(
        Statement(text=text, lines=numbers, spoken=numbers, part=part, name=name, series=series)
    )


def _fuller(held: list[Statement], new: Sequence[Statement]) -> list[Statement]:
    """Of each part what is new, or what is held where that is more; it is held from now on."""
    parts = dict.fromkeys(each.part for each in (*held, *new))
    fuller = [
        max(
            [each for each in new if each.part == part],
            [each for each in held if each.part == part],
            key=len,
        )
        for part in parts
    ]
    held[:] = [each for statements in fuller for each in statements]
    return held


def _fault(where: str, wrong: Sequence[str]) -> str:
    return f"{where}: {'; '.join(wrong)}"


def _span_of(part: Part) -> str:
    return f"lines {part.lines[0]} to {part.lines[-1]}"
