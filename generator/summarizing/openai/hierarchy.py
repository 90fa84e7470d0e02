"""From segments to chapters to an episode, and from episodes to a digest.

Every summary above the segments is made from the summaries below it with the source lines that
those rest on beside them, so that each level cites the transcript itself and errors do not add up
(Ou and Lapata, "Context-Aware Hierarchical Merging for Long Document Summarization", 2025,
https://arxiv.org/abs/2502.00977). What is too long for one request is cut, summarized in parts and
merged in the same way; nothing is left out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Any

from ...corrections import noted_speech
from ...language.hearing import hear
from ...model import (
    Chapter,
    Note,
    Origin,
    Outline,
    Reading,
    Segment,
    Sentence,
    ShowNotes,
    Summary,
)
from ..extractive import Extractive
from ..verification import coverage
from .answers import Claims, Headings, Recap
from .checks import BY_WORDS, claim_faults, form_faults, title_faults
from .client import TooLongError
from .experience import (
    TOKENS_A_SENTENCE,
    TOKENS_A_TITLE,
    TOKENS_AROUND,
)
from .forgetting import forget_answers
from .ground import Ground
from .passages import (
    CitableLine,
    Group,
    LinesByCue,
    length,
    merge_sources,
    slices,
    spread,
)
from .prompts import (
    SENTENCES,
    WORDS,
    About,
    Kind,
    Prompt,
    compose,
    compose_outline,
    most_sentences,
    people_in,
)
from .quoting import LONGEST_QUOTATION, Recording
from .requester import Request, Requester, Verdict
from .spoken import Spoken
from .store import Statement, Store, hash_of

QUOTED = "extractive"
EDITED = "edited"
GIST_TOKENS = 90
"""What a segment comes to takes in the prompt for an outline, with its number."""
MOST_NOTED = {"lead": 4, "quotations": 3, "terms": 4, "figures": 8}
"""How much is taken of each list beside the key points of an episode, or of a part of one."""
SHRINK = 0.6
"""A request that a server finds too long is cut to this share of its length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A sentence with exactly the lines that it rests on."""

    sentence: Sentence
    lines: tuple[CitableLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What an episode's page has beside its key points, from one answer."""

    part: str
    """The list that it stands in: "terms"."""
    name: str
    whole: bool
    """Whether it was asked about all of the episode, and not about a stretch."""
    written: Written


class Condenser:
    """Summarizes groups of lines, in as many requests as it takes."""

    def __init__(self, requester: Requester, file: str, about: About, ground: Ground) -> None:
        self._requester = requester
        self._ground = ground
        self._file = file
        self._about = about
        self.store: Store = requester.store(file)
        self.missed = False
        """Whether a request was not answered that another build may have answered."""
        self.emptied = False
        """Whether a person left nothing of an answer."""
        self.models: dict[str, None] = {}
        """Which models' answers were used, in order of use."""
        self.noted: list[Noted] = []
        """What stood beside key points."""

    async def condense(
        self,
        kind: Kind,
        place: str,
        groups: Sequence[Group],
        speech: Sequence[CitableLine],
        instead: Sequence[Written],
        room: int = 0,
        *,
        stored_only: bool = False,
    ) -> tuple[Written, ...]:
        """Sentences that sum up `groups`; labelled ones of `instead` where no model can.

        `speech` is all that is said in the part, of which the groups may show some. `room` is
        the most tokens of material in a request, 0 for what the settings allow. With `stored_only`
        nothing is asked.
        """
        empty = not any(group.lines for group in groups)
        if empty and not self.emptied:
            return tuple(instead)
        room = room or self._requester.room(kind)
        runs = slices(groups, room)
        part = Spoken(speech)
        basis = basis_of(kind, self._requester.prompts[kind], self._about, part)
        expected = TOKENS_A_SENTENCE * most_sentences(kind, groups) + TOKENS_AROUND
        if kind is Kind.EPISODE:
            noted = TOKENS_A_SENTENCE * min(sum(MOST_NOTED.values()), len(speech) // 2)
            expected = min(expected + noted, self._requester.recap_tokens)
        if len(runs) > 1:
            # what they are merged to stands, though other lines may be shown of them now
            stands = stored_only or self._requester.stands(self._file, kind, basis, self.store)
            parts = await self._condense_runs(kind, place, runs, instead, room, stored_only=stands)
            merged = groups_in(
                room,
                [
                    (run[0].heading, part, [line for group in run for line in group.lines])
                    for run, part in zip(runs, parts, strict=True)
                ],
            )
            if _line_count(merged) >= _line_count(groups):  # merging would never end
                return tuple(written for part in parts for written in part if written.sentence.text)
            return await self.condense(
                kind, place, merged, speech, instead, room, stored_only=stored_only
            )
        prompt = compose(kind, self._requester.prompts[kind], self._about, groups)
        request = Request(
            kind=kind,
            file=self._file,
            place=place,
            prompt=prompt,
            speech=hash_of(kind, part.hash),
            former_speech=hash_of(kind, [line.shown for line in speech]),
            part=part,
            basis=basis,
            held=self.missed or empty or stored_only,
            expected=expected,
            shape=Recap if kind is Kind.EPISODE else Claims,
            check=lambda claims: self._check(claims, prompt, speech),
        )
        try:
            answer = await self._requester.ask(request, self.store)
        except TooLongError:
            smaller = int(sum(map(length, groups)) * SHRINK)
            if len(slices(groups, smaller)) < 2:
                self._requester.account.too_long += 1
                return tuple(instead)
            return await self.condense(
                kind, place, groups, speech, instead, smaller, stored_only=stored_only
            )
        if answer is None:
            if not (empty or stored_only):
                self.miss(request)
            return () if empty else tuple(instead)
        if not answer.statements and not answer.edited:
            return tuple(instead)
        self.models.setdefault(answer.model)
        by_key = answer.key == self._requester.key(request, answer.model)
        points: list[Written] = []
        for statement in answer.statements:
            written = written_of(statement, prompt.lines if by_key else speech, by_key)
            if statement.part:
                self.noted.append(
                    Noted(
                        part=statement.part,
                        name=statement.name,
                        whole=place == kind,
                        written=written,
                    )
                )
            else:
                points.append(written)
        self.emptied |= not points
        return tuple(points)

    def miss(self, request: Request[Any]) -> None:
        """A request was not answered: what builds on it waits for another build."""
        if not (self._requester.only_plans or self._requester.is_in_vain(request)):
            self.missed = True
            self._requester.account.incomplete.add(self._file)

    async def _condense_runs(
        self,
        kind: Kind,
        place: str,
        runs: Sequence[Sequence[Group]],
        instead: Sequence[Written],
        room: int,
        *,
        stored_only: bool,
    ) -> list[Sequence[Written]]:
        """What each run comes to."""
        spoken = [[line for group in run for line in group.lines] for run in runs]
        parts = await asyncio.gather(
            *(
                self.condense(
                    kind,
                    f"{place}, part {number}",
                    run,
                    lines,
                    _inside(instead, lines),
                    room,
                    stored_only=stored_only,
                )
                for number, (run, lines) in enumerate(zip(runs, spoken, strict=True), start=1)
            )
        )
        return [part or [_lead(lines)] for lines, part in zip(spoken, parts, strict=True)]

    def _check(self, claims: Claims, prompt: Prompt, speech: Sequence[CitableLine]) -> Verdict:
        """What can be published of an answer."""
        statements: list[Statement] = []
        faults: list[str] = []
        places = {line: number for number, line in enumerate(speech, start=1)}
        for claim in claims.sentences:
            text = " ".join(claim.text.split())
            wrong = claim_faults(
                text,
                claim.lines,
                prompt.lines,
                self._about.language,
                self._about.spoken,
                self._ground,
            )
            if wrong:
                faults.append(f"{text[:80]!r}: {'; '.join(wrong)}")
            elif all(text != statement.text for statement in statements):
                lines = tuple(sorted(set(claim.lines)))
                spoken = tuple(places[prompt.lines[number - 1]] for number in lines)
                statements.append(Statement(text=text, lines=lines, spoken=spoken))
        if not claims.sentences:
            faults.append("there are no sentences")
        if not isinstance(claims, Recap):
            return Verdict(statements=tuple(statements), faults=tuple(faults))
        noted, wrong = self._noted(claims, prompt, places)
        opening = claims.lead[0].text if claims.lead else ""
        opens = not opening or any(each.text == " ".join(opening.split()) for each in noted)
        return Verdict(
            statements=(*statements, *noted),
            faults=(*faults, *wrong),
            enough=not faults and opens,  # what is wrong beside the key points is left out
        )

    def _noted(
        self, recap: Recap, prompt: Prompt, places: Mapping[CitableLine, int]
    ) -> tuple[list[Statement], list[str]]:
        """What can be published beside the key points of an answer, and what is wrong with it."""
        statements: list[Statement] = []
        faults: list[str] = []

        def add(part: str, text: str, numbers: Sequence[int], name: str = "") -> None:
            spoken = tuple(places[prompt.lines[number - 1]] for number in numbers)
            statements.append(
                Statement(text=text, lines=tuple(numbers), spoken=spoken, part=part, name=name)
            )

        heard = Recording(line.said or line.text for line in prompt.lines)
        about = self._about
        for part, most in MOST_NOTED.items():
            for claim in getattr(recap, part)[:most]:
                text = " ".join(claim.text.split())
                name = " ".join(getattr(claim, "name", "").split()).rstrip(".:")
                numbers: Sequence[int] = sorted(set(claim.lines))
                if part == "quotations":
                    wrong = form_faults(text, LONGEST_QUOTATION)
                    numbers = () if wrong else heard.find(text, numbers)
                    if not wrong and len({prompt.lines[n - 1].speaker for n in numbers}) != 1:
                        wrong = ["nobody said just these words in the lines it lists"]
                else:
                    told = f"{name}: {text}" if part == "figures" else text
                    wrong = claim_faults(
                        told, numbers, prompt.lines, about.language, about.spoken, self._ground
                    )
                    if part in ("terms", "figures"):
                        wrong = [*self._name_faults(name), *wrong]
                if wrong:
                    faults.append(f"{part}, {text[:60]!r}: {'; '.join(wrong)}")
                elif all((part, text) != (each.part, each.text) for each in statements):
                    add(part, text, numbers, name)
        return statements, faults

    def _name_faults(self, name: str) -> list[str]:
        """Why nothing may be called so."""
        said = " ".join(line.shown for line in self._ground.lines)
        known = f"{said} {self._about.title} {' '.join(self._about.speakers)}"
        return title_faults(name, known, self._about.language)


class Author:
    """Rewrites one episode."""

    def __init__(self, reading: Reading, requester: Requester) -> None:
        episode = reading.episode
        language = requester.settings.language or episode.transcript.language or episode.language
        self._reading = reading
        self._requester = requester
        self._about = About(
            title=episode.title,
            show=episode.show.title,
            speakers=episode.speakers,
            language=language,
            spoken=episode.transcript.language or episode.language,
        )
        self._file = str(reading.id)
        self._utterances = hear(episode.transcript, episode.language)
        self._speech = LinesByCue(noted_speech(self._utterances, episode), self._utterances)
        ground = Ground.of(episode, self._speech.all)
        self._condenser = Condenser(requester, self._file, self._about, ground)

    async def rewrite(self) -> Reading:
        """The reading in a model's words, where it had good ones; see `Backend.summarize`."""
        reading = self._reading
        if not self._utterances:
            return reading
        leaves = await self._summarize_segments(reading)
        reading = await self._improve_outline(reading, leaves)
        chapters = await asyncio.gather(
            *(
                self._summarize_chapter(number, chapter, quoted, leaves)
                for number, (chapter, quoted) in enumerate(chapters_of(reading), start=1)
            )
        )
        points = await self._summarize_episode(reading, chapters)
        outdated = close_store(self._condenser.store, self._file, self._reading, self._requester)
        if not self._condenser.models:
            return replace(self._reading, outdated_edits=outdated)
        summary = summary_of(points, chapters, reading.outline, leaves)
        return replace(
            reading,
            summary=summary,
            notes=notes_of(self._condenser.noted),
            backend=f"openai:{', '.join(self._condenser.models)}",
            coverage=coverage(summary, reading.outline),
            outdated_edits=outdated,
        )

    async def _summarize_segments(self, reading: Reading) -> dict[Segment, tuple[Written, ...]]:
        """The sentences of every segment."""
        places = [
            (f"segment {chapter_number}.{number}", segment, quoted.sentences)
            for chapter_number, (chapter, part) in enumerate(chapters_of(reading), start=1)
            for number, (segment, quoted) in enumerate(
                zip(chapter.segments, part.parts, strict=True), start=1
            )
        ]
        leaves = await asyncio.gather(*(self._summarize_segment(*place) for place in places))
        return {segment: leaf for (_, segment, _), leaf in zip(places, leaves, strict=True)}

    async def _summarize_segment(
        self, place: str, segment: Segment, quoted: Sequence[Sentence]
    ) -> tuple[Written, ...]:
        lines = self._speech.within(segment.first_cue, segment.last_cue)
        return await self._condenser.condense(
            Kind.SEGMENT, place, [Group(lines=lines)], lines, self._quote(quoted)
        )

    async def _summarize_chapter(
        self,
        number: int,
        chapter: Chapter,
        quoted: Summary,
        leaves: Mapping[Segment, tuple[Written, ...]],
    ) -> tuple[Written, ...]:
        parts = [leaves[segment] for segment in chapter.segments]
        if len(parts) < 2:  # nothing to merge
            return parts[0] if parts else ()
        groups = groups_in(
            self._requester.room(Kind.CHAPTER),
            [
                ("", leaves[each], self._speech.within(each.first_cue, each.last_cue))
                for each in chapter.segments
            ],
        )
        speech = self._speech.within(chapter.segments[0].first_cue, chapter.segments[-1].last_cue)
        return await self._condenser.condense(
            Kind.CHAPTER, f"chapter {number}", groups, speech, self._quote(quoted.sentences)
        )

    async def _summarize_episode(
        self, reading: Reading, chapters: Sequence[Sequence[Written]]
    ) -> tuple[Written, ...]:
        groups = groups_in(
            self._requester.room(Kind.EPISODE),
            [
                (chapter.title, written, self._speech.of(chapter))
                for chapter, written in zip(reading.outline.chapters, chapters, strict=True)
            ],
        )
        quoted = self._quote(reading.summary.sentences)
        return await self._condenser.condense(
            Kind.EPISODE, "episode", groups, self._speech.all, quoted
        )

    def _quote(self, sentences: Sequence[Sentence]) -> list[Written]:
        """Extractive sentences, labelled, with their lines."""
        return [
            Written(
                sentence=replace(sentence, backend=QUOTED), lines=self._speech.cited_by(sentence)
            )
            for sentence in sentences
        ]

    async def _improve_outline(
        self, reading: Reading, leaves: Mapping[Segment, tuple[Written, ...]]
    ) -> Reading:
        """The reading under the model's chapters, unless people listed theirs."""
        outline = reading.outline
        segments = [segment for chapter in outline.chapters for segment in chapter.segments]
        listed = any(chapter.origin is not Origin.GENERATED for chapter in outline.chapters)
        if listed or len(segments) < 2:
            return reading
        planner = _Planner(self._requester, self._condenser, self._file, self._about, self._speech)
        chapters = await planner.plan(outline, segments, leaves)
        if chapters == outline.chapters:
            return reading
        found = Outline(chapters=chapters)
        if [chapter.segments for chapter in chapters] == [
            chapter.segments for chapter in outline.chapters
        ]:
            return replace(reading, outline=found)
        quoted = Extractive().summarize(reading.episode, self._utterances, found)
        return replace(quoted, outline=found)


class _Planner:
    """Lets a model regroup segments into chapters, by their numbers, and title them."""

    def __init__(
        self,
        requester: Requester,
        condenser: Condenser,
        file: str,
        about: About,
        speech: LinesByCue,
    ) -> None:
        self._requester = requester
        self._condenser = condenser
        self._file = file
        self._about = about
        self._speech = speech

    async def plan(
        self,
        outline: Outline,
        segments: Sequence[Segment],
        leaves: Mapping[Segment, tuple[Written, ...]],
    ) -> tuple[Chapter, ...]:
        """The chapters to use: those of `outline` where there is no better proposal."""
        titles: dict[int, tuple[str, Origin]] = {}
        number = 0
        for chapter in outline.chapters:
            titles[number] = chapter.title, chapter.origin
            number += len(chapter.segments)
        gists = [
            " ".join(written.sentence.text for written in leaves[segment])
            or " ".join(line.text for line in self._lines([segment])[:2])
            for segment in segments
        ]
        chosen: dict[int, tuple[str, Origin]] = {}
        for part, (first, last) in enumerate(self._windows(len(gists), sorted(titles)), start=1):
            found = {start - first: each for start, each in titles.items() if first <= start < last}
            place = "outline" if last - first == len(segments) else f"outline {part}"
            window = await self._ask(place, segments[first:last], gists[first:last], found)
            chosen |= {first + start: each for start, each in window.items()}
        return _regroup(outline, segments, chosen)

    def _windows(self, count: int, starts: Sequence[int]) -> list[tuple[int, int]]:
        """Ranges of segments that fit a request, cut where chapters were found.

        They do not depend on what the segments came to: that may be edited, and moves no chapter.
        """
        room = self._requester.room(Kind.OUTLINE)
        windows: list[tuple[int, int]] = []
        first, size = 0, 0
        for start, end in pairwise([*starts, count]):
            length = GIST_TOKENS * (end - start)
            if size and size + length > room:
                windows.append((first, start))
                first, size = start, 0
            size += length
        return [*windows, (first, count)]

    async def _ask(
        self,
        place: str,
        segments: Sequence[Segment],
        gists: Sequence[str],
        found: Mapping[int, tuple[str, Origin]],
    ) -> dict[int, tuple[str, Origin]]:
        """Titles by the segment they start at, counted from 0 among `segments`."""
        prompt = compose_outline(
            self._requester.prompts[Kind.OUTLINE], self._about, gists, frozenset(found)
        )
        lines = self._lines(segments)
        part = Spoken(lines)
        request = Request(
            kind=Kind.OUTLINE,
            file=self._file,
            place=place,
            prompt=prompt,
            speech=hash_of(Kind.OUTLINE, part.hash),
            former_speech=hash_of(Kind.OUTLINE, len(segments), [line.shown for line in lines]),
            part=part,
            basis=basis_of(Kind.OUTLINE, prompt.system, self._about, part),
            held=self._condenser.missed,
            expected=TOKENS_A_TITLE * len(found) + TOKENS_AROUND,
            shape=Headings,
            check=lambda headings: self._check(headings, segments, found, part),
        )
        try:
            answer = await self._requester.ask(request, self._condenser.store)
        except TooLongError:
            return dict(found)
        if answer is None:
            self._condenser.miss(request)
        if answer is None or not answer.statements:
            return dict(found)
        self._condenser.models.setdefault(answer.model)
        by_key = answer.key == self._requester.key(request, answer.model)
        firsts = self._first_lines(segments)
        chosen: dict[int, tuple[str, Origin]] = {}
        for each in answer.statements:
            number = each.lines[0] - 1
            if each.said and not by_key:  # where its first words stand now
                number = min(range(len(firsts)), key=lambda n: abs(firsts[n] - each.spoken[0]))
            chosen[number] = each.text, Origin.EDITED if each.edited else Origin.GENERATED
        return {0: found[0]} | chosen

    def _check(
        self,
        headings: Headings,
        segments: Sequence[Segment],
        found: Mapping[int, tuple[str, Origin]],
        part: Spoken,
    ) -> Verdict:
        """The proposed chapters whose titles stand; all or none of their boundaries."""
        starts = [heading.first_segment for heading in headings.chapters]
        if starts != sorted(set(starts)) or starts[:1] != [1] or starts[-1] > len(segments):
            fault = f"first_segment must rise from 1 to at most {len(segments)}, each number once"
            return Verdict(statements=(), faults=(fault,))
        if len(starts) > 2 * len(found) + 2:
            return Verdict(statements=(), faults=("there are far too many chapters",))
        statements: list[Statement] = []
        faults: list[str] = []
        firsts = self._first_lines(segments)
        for heading, end in zip(headings.chapters, [*starts[1:], len(segments) + 1], strict=True):
            first = heading.first_segment
            title = " ".join(heading.title.split()).rstrip(".")
            said = " ".join(line.shown for line in self._lines(segments[first - 1 : end - 1]))
            wrong = title_faults(title, said, self._about.language)
            if wrong:
                faults.append(f"{title[:80]!r}: {wrong[0]}")
                if first - 1 not in found:
                    continue
                title = found[first - 1][0]
            line = firsts[first - 1]
            statements.append(
                Statement(text=title, lines=(first,), spoken=(line,), said=part.opening(line))
            )
        if len(faults) == len(headings.chapters):
            statements = []
        return Verdict(statements=tuple(statements), faults=tuple(faults))

    def _first_lines(self, segments: Sequence[Segment]) -> list[int]:
        """With which line each segment begins, counted from 1 in all of theirs."""
        lengths = [len(self._lines([segment])) for segment in segments]
        return [1 + before for before in accumulate(lengths[:-1], initial=0)]

    def _lines(self, segments: Sequence[Segment]) -> tuple[CitableLine, ...]:
        return self._speech.within(segments[0].first_cue, segments[-1].last_cue)


def basis_of(kind: Kind, system: str, about: About, part: Spoken) -> str:
    """What an answer about a part rests on, for `Request.basis`.

    That is the wording of what is asked, the language, the words, and who says them. In a segment
    also the names set right in it and people who come up in it, as its prompt shows them; above,
    where sentences below have them right, nobody pays for them once more. What sentences below say
    is no part of it: a person may change them, and pays for nothing.
    """
    least = kind is Kind.SEGMENT
    people = people_in(part.text, about.speakers) if least else ()
    asked = (kind, system, SENTENCES.get(kind), WORDS.get(kind), about.language, people)
    return hash_of(*asked, part.told(corrected=least))


def written_of(statement: Statement, lines: Sequence[CitableLine], by_key: bool) -> Written:
    """A stored statement with its lines, by their numbers in the prompt or in the speech."""
    numbers = statement.lines if by_key else statement.spoken
    cited = tuple(lines[number - 1] for number in numbers)
    speakers = {line.speaker for line in cited}
    return Written(
        sentence=Sentence(
            text=statement.text,
            sources=merge_sources(cited),
            speaker=speakers.pop() if len(speakers) == 1 else None,
            backend=EDITED if statement.edited else "",
            checks=() if statement.edited else (BY_WORDS,),
        ),
        lines=cited,
    )


def notes_of(noted: Sequence[Noted]) -> ShowNotes:
    """What an episode's page has beside its key points, in the order of the recording.

    The lead is that of the whole; of a recording that was cut, each stretch gives the rest.
    """
    ordered: dict[tuple[str, str], Noted] = {}
    for each in sorted(noted, key=lambda each: _place(each.written)):
        ordered.setdefault((each.part, each.name.casefold() or each.written.sentence.text), each)

    def of(part: str) -> list[Noted]:
        return [each for each in ordered.values() if each.part == part]

    return ShowNotes(
        lead=tuple(each.written.sentence for each in noted if each.part == "lead" and each.whole),
        quotations=tuple(
            each.written.sentence
            if each.written.sentence.backend == EDITED
            else replace(each.written.sentence, backend=QUOTED)
            for each in of("quotations")
        ),
        terms=tuple(Note(name=each.name, sentence=each.written.sentence) for each in of("terms")),
        figures=tuple(
            Note(name=each.name, sentence=each.written.sentence) for each in of("figures")
        ),
    )


def _place(written: Written) -> tuple[int, float]:
    """Where in a recording a sentence's first line stands."""
    if not written.lines:
        return 0, 0.0
    source = written.lines[0].sources[0]
    return source.first_cue, source.start or 0.0


def _group(heading: str, written: Sequence[Written]) -> Group:
    """Sentences with the lines that they rest on, each line once, in order."""
    lines = {line: None for each in written for line in each.lines}
    ordered = sorted(
        lines,
        key=lambda line: (line.owner, line.sources[0].first_cue, line.sources[0].start or 0.0),
    )
    return Group(
        heading=heading,
        gist=tuple(each.sentence.text for each in written if each.sentence.text),
        lines=tuple(ordered),
    )


def groups_in(
    room: int, parts: Sequence[tuple[str, Sequence[Written], Sequence[CitableLine]]]
) -> list[Group]:
    """What is shown of some parts, given by heading, summary and all of their lines.

    That is all lines where there is room for them; else what the summary rests on, and lines
    spread evenly over the rest. A part without a summary is left out.
    """
    groups = [_group(heading, written) for heading, written, _ in parts]
    gists = [length(replace(group, lines=())) for group in groups]
    sizes = [[length(Group(lines=(line,))) for line in lines] for _, _, lines in parts]
    free, total = room - sum(gists), sum(map(sum, sizes))
    shown = []
    for group, (_, written, lines), size in zip(groups, parts, sizes, strict=True):
        if not written:
            continue
        cited = set(group.lines)
        places = [place for place, line in enumerate(lines) if line in cited]
        kept = spread(size, places, free * sum(size) // max(1, total))
        most = tuple(lines[place] for place in kept)
        shown.append(replace(group, lines=most) if cited.issubset(most) else group)
    return shown


def _line_count(groups: Sequence[Group]) -> int:
    return sum(len(group.lines) for group in groups)


def _lead(lines: Sequence[CitableLine]) -> Written:
    """The first of some lines, for a part that nothing could be written about."""
    return Written(sentence=Sentence(text="", sources=lines[0].sources), lines=tuple(lines[:1]))


def _inside(written: Sequence[Written], lines: Sequence[CitableLine]) -> list[Written]:
    """Those that rest on some of these lines alone."""
    held = set(lines)
    return [each for each in written if each.lines and held.issuperset(each.lines)]


def close_store(store: Store, file: str, reading: Reading, requester: Requester) -> int:
    """Put away the answers about a recording, and note it; return how many edits are outdated."""
    outdated = 0
    if not requester.only_plans:
        forget_answers(store, reading)
        outdated = store.close()
    requester.account.outdated += outdated
    if store.broken:
        requester.account.broken.append(file)
    return outdated


def chapters_of(reading: Reading) -> Iterator[tuple[Chapter, Summary]]:
    """Each chapter with its summary."""
    return zip(reading.outline.chapters, reading.summary.parts, strict=True)


def summary_of(
    points: Sequence[Written],
    chapters: Sequence[Sequence[Written]],
    outline: Outline,
    leaves: Mapping[Segment, Sequence[Written]],
) -> Summary:
    """The whole hierarchy as it is published."""
    return Summary(
        sentences=sentences_of(points),
        parts=tuple(
            Summary(
                sentences=sentences_of(written),
                parts=tuple(
                    Summary(sentences=sentences_of(leaves[segment])) for segment in chapter.segments
                ),
            )
            for chapter, written in zip(outline.chapters, chapters, strict=True)
        ),
    )


def stand_in(
    offered: Sequence[Collection[int]], lost: Collection[int], *, needed: bool
) -> int | None:
    """Which sentence of a chapter's passages takes the place of the chapter's first.

    Each is given by what it rests on, as the one that was `lost` is. It is the one that shares most
    with that, the first of equals; none where nothing is shared, unless one is `needed`.
    """
    shared = [len(set(lost).intersection(each)) for each in offered]
    most = max(shared, default=0)
    return shared.index(most) if most or (needed and shared) else None


def sentences_of(written: Sequence[Written]) -> tuple[Sentence, ...]:
    """The sentences alone."""
    return tuple(each.sentence for each in written)


def _regroup(
    outline: Outline, segments: Sequence[Segment], titles: Mapping[int, tuple[str, Origin]]
) -> tuple[Chapter, ...]:
    """Chapters that begin at the segments with a title, over the same stretch as before."""
    starts = sorted(titles)
    times = [segments[start].start for start in starts]
    times = [outline.chapters[0].start, *times[1:], outline.chapters[-1].end]
    return tuple(
        Chapter(
            title=titles[first][0],
            origin=titles[first][1],
            start=start,
            end=end,
            begins=segments[first].start,
            segments=tuple(segments[first:last]),
        )
        for first, last, (start, end) in zip(
            starts, [*starts[1:], len(segments)], pairwise(times), strict=True
        )
    )
