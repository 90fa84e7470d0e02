"""A digest in a model's words: one request, an answer in parts.

The lead, themes under headings that claim, what people see differently, terms, numbers, and
chapters worth an hour. A sentence may rest on several recordings: then it has sources in each.
Shorter periods are written first, and what they tell is named to the longer ones that hold the
same recordings, so that a year is not its months again.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, groupby
from operator import attrgetter, itemgetter

from ...corrections import noted_speech
from ...dates import names_of_its_month
from ...language.hearing import hear
from ...language.languages import Language
from ...language.quantities import Quantity, quantities
from ...model import (
    Definition,
    Digest,
    EpisodeId,
    Figure,
    Period,
    Quotation,
    Reading,
    Section,
    Sentence,
    ShowNotes,
    all_sentences,
)
from . import tokens
from .answers import Claim, Gathered, Issue, Named
from .batching import PendingError
from .checks import claim_faults, form_faults, unsaid
from .client import TooLongError
from .forgetting import forget_digest
from .ground import Ground
from .hierarchy import EDITED, SHRINK
from .passages import CitableLine, LinesByCue, merge_sources, spread
from .prompts import (
    About,
    Kind,
    Prompt,
    RecordingLines,
    compose_digest,
)
from .requester import Request, Requester, Verdict
from .spoken import Spoken, SpokenInSeveral
from .store import Answer, Statement, hash_of

LEAD, THEMES, DIFFERENCES = "lead", "themes", "differences"
TERMS, NUMBERS, CHAPTERS = "terms", "numbers", "chapters"
MOST = {LEAD: 3, THEMES: 5, DIFFERENCES: 3, TERMS: 4, NUMBERS: 5, CHAPTERS: 3}
"""How many of each part are printed; of themes and differences, how many headings."""
MOST_ITEMS = 4
FEWEST_ITEMS = 2
"""A claim that one sentence bears out is no theme, and one side is no difference."""
MOST_MOMENTS = 6
"""How much that stands is printed by itself, where the heading over it does not."""
MOST_SHOWN = 8_000
"""Tokens of a recording's lines that are shown where there is room; half an hour of speech takes
as much. What sentences rest on is shown beyond that."""
LONGEST_HEADING = 12
"""Words."""
SHARE_TOLD = 0.25
"""Of the room, the most that is used for what other digests tell."""
TOKENS_A_TOLD = 6
"""What stands around each such text."""
FEWEST_TOKENS = 60
"""For each recording: with less, too little of it is shown to write about."""
_PERIODS = (Period.WEEK, Period.MONTH, Period.QUARTER, Period.YEAR, Period.SHOW)


class Editor:
    """Writes the digests of a library."""

    def __init__(self, requester: Requester) -> None:
        self._requester = requester
        self._recordings: dict[EpisodeId, _Recording] = {}

    async def write(self, digests: Sequence[Digest]) -> tuple[Digest, ...]:
        """The digests in a model's words, where it had good ones."""
        written: dict[str, Digest] = {}
        for period in _PERIODS:
            these = [digest for digest in digests if digest.period is period]
            shorter = tuple(written.values())
            done = await asyncio.gather(*(self._write_one(each, shorter) for each in these))
            written |= {new.slug: new for new in done}
        return tuple(written[digest.slug] for digest in digests)

    async def _write_one(self, digest: Digest, shorter: Sequence[Digest]) -> Digest:
        readings = [each for each in reversed(digest.readings) if any(all_sentences(each.summary))]
        pending = self._requester.account.pending
        if len(readings) < 2:
            return digest
        held = {reading.id for reading in readings}
        told = [each for each in shorter if held.issuperset(r.id for r in each.readings)]
        if pending.intersection((*map(str, held), *map(_file, told))):
            return digest  # its prompt is not known yet
        incomplete = self._requester.account.incomplete
        waits = bool(incomplete.intersection((*map(str, held), *map(_file, told))))
        try:
            return await self._ask(digest, readings, told, waits=waits)
        except PendingError:
            pending.add(_file(digest))
            return digest

    async def _ask(
        self, digest: Digest, readings: Sequence[Reading], shorter: Sequence[Digest], *, waits: bool
    ) -> Digest:
        requester = self._requester
        store = requester.store(_file(digest))
        room = requester.room(Kind.DIGEST)
        told = _told(shorter, int(SHARE_TOLD * room))
        room -= sum(tokens.bound(text) + TOKENS_A_TOLD for text in told)
        written = digest
        while room >= FEWEST_TOKENS * len(readings):
            fresh = any(str(reading.id) in requester.refresh for reading in readings)
            request = self._request(digest, readings, told, room)
            request = replace(request, held=waits, fresh=fresh)
            try:
                answer = await requester.ask(request, store)
            except TooLongError:
                room = int(min(room, tokens.bound(request.prompt.user)) * SHRINK)
                requester.account.too_long += room < FEWEST_TOKENS * len(readings)
                continue
            if answer and answer.statements:
                written = _written(digest, answer, self._lines(answer, readings), readings)
            elif answer is None and not (requester.only_plans or requester.is_in_vain(request)):
                requester.account.incomplete.add(_file(digest))
            break
        if not requester.only_plans:
            forget_digest(store, digest)
            requester.account.outdated += store.close()
        return written

    def _request(
        self, digest: Digest, readings: Sequence[Reading], told: Sequence[str], room: int
    ) -> Request[Issue]:
        """The request that shows of each recording what fits its share of `room`, in tokens."""
        settings = self._requester.settings
        spoken = readings[0].episode.language
        about = About(title=digest.title, language=settings.language or spoken, spoken=spoken)
        shown = [
            self._recording(reading).shown(number, room // len(readings))
            for number, reading in enumerate(readings)
        ]
        known = [text for reading in readings for text in _names_of(reading)]
        prompt = compose_digest(self._requester.prompts[Kind.DIGEST], about, shown, told)
        part = self._spoken(readings)
        numbers = [
            part.number(str(reading.id), self._recording(reading).number(line))
            for line in prompt.lines
            for reading in [readings[line.owner]]
        ]
        said = [(str(reading.id), self._recording(reading).spoken.hash) for reading in readings]
        return Request(
            kind=Kind.DIGEST,
            file=_file(digest),
            place="digest",
            prompt=prompt,
            speech=hash_of(Kind.DIGEST, said),
            part=part,
            basis=hash_of(Kind.DIGEST, prompt.system, about.language, said),
            shape=Issue,
            check=lambda issue: _Proof(prompt, about, numbers, known).read(issue),
        )

    def _spoken(self, readings: Sequence[Reading]) -> SpokenInSeveral:
        """All that is said in the recordings of a digest."""
        return SpokenInSeveral({str(each.id): self._recording(each).spoken for each in readings})

    def _lines(self, answer: Answer, readings: Sequence[Reading]) -> dict[int, CitableLine]:
        """The lines that an answer cites, by their numbers in all that is said."""
        part = self._spoken(readings)
        owners = {str(reading.id): owner for owner, reading in enumerate(readings)}
        cited: dict[int, CitableLine] = {}
        for number in {number for each in answer.statements for number in each.spoken}:
            name, place = part.line(number)
            line = self._recording(readings[owners[name]]).lines[place - 1]
            cited[number] = replace(line, owner=owners[name])
        return cited

    def _recording(self, reading: Reading) -> _Recording:
        """What was said in an episode, heard once for all digests that hold it."""
        if reading.id not in self._recordings:
            self._recordings[reading.id] = _Recording(reading)
        return self._recordings[reading.id]


class _Recording:
    """What a digest may show of a recording: what was written of it rests on, then the rest."""

    def __init__(self, reading: Reading) -> None:
        episode, outline, summary = reading.episode, reading.outline, reading.summary
        day = f", {episode.date:%Y-%m-%d}" if episode.date else ""
        self._title = f"{episode.title} ({episode.show.title}{day})"
        self._gist = tuple(sentence.text for sentence in summary.sentences)
        self._outline = outline
        heard = hear(episode.transcript, episode.language)
        speech = LinesByCue(noted_speech(heard, episode), heard)
        self.lines = speech.all
        self._language = Language.of(episode.transcript.language or episode.language)
        self._saying = [
            place
            for place, utterance in enumerate(heard)
            if any(token.root for token in utterance.tokens)
            or quantities(utterance.text, self._language)
        ]
        """Places of the lines with a number, or a word about something: "Okay, nice." has none."""
        self.spoken = Spoken(self.lines)
        self._numbers = {line: number for number, line in enumerate(self.lines, start=1)}
        best = [part.sentences[part.best] for part in summary.parts if part.sentences]
        rest = [sentence for part in summary.parts for sentence in part.sentences]
        telling = (*summary.sentences, *best, *_noted(reading.notes), *rest)
        self._ranked = tuple(
            dict.fromkeys(line for sentence in telling for line in speech.cited_by(sentence))
        )
        self._lengths = [tokens.bound(line.shown) + 4 for line in self.lines]

    def number(self, line: CitableLine) -> int:
        """The number of a line among all, from 1."""
        return self._numbers[replace(line, owner=0)]

    @cached_property
    def _measured(self) -> tuple[int, ...]:
        """Places of the lines in which something is measured."""
        return tuple(
            place
            for place, line in enumerate(self.lines)
            if any(map(_is_measure, quantities(line.text, self._language)))
        )

    def shown(self, owner: int, room: int) -> RecordingLines:
        """As much as fits `room` tokens, in the order in which it was said; at least a line.

        First what sentences rest on; where there is more room, lines that measure something, and
        others spread evenly over the rest, of those that say something.
        """
        left = room - sum(map(tokens.bound, (self._title, *self._gist)))
        telling: list[int] = []
        for line in self._ranked:
            place = self._numbers[line] - 1
            left -= self._lengths[place]
            if left < 0 and telling:
                break
            telling.append(place)
        used = sum(self._lengths[place] for place in telling)
        free = min(left, MOST_SHOWN - used) if left > 0 else 0
        places = sorted(telling)
        if free > 0:
            first = {*telling, *self._measured}
            offered = sorted(first.union(self._saying))
            lengths = [self._lengths[place] for place in offered]
            held = [number for number, place in enumerate(offered) if place in first]
            places = [offered[number] for number in spread(lengths, held, used + free)]
        chosen = [replace(self.lines[place], owner=owner) for place in places]
        by_chapter: defaultdict[int, list[CitableLine]] = defaultdict(list)
        for line in chosen:
            [chapter] = self._outline.chapters_at([line.sources[0].first_cue])
            by_chapter[chapter].append(line)
        chapters = self._outline.chapters
        return RecordingLines(
            title=self._title,
            gist=self._gist,
            chapters=tuple(
                (chapters[number].title, tuple(lines)) for number, lines in by_chapter.items()
            ),
        )


def _is_measure(quantity: Quantity) -> bool:
    """Whether a number tells how much of something there is, other than how long it takes."""
    unit = quantity.unit
    return unit is not None and unit.dimension != "time" and not quantity.vague


def _noted(notes: ShowNotes) -> Iterator[Sentence]:
    """What a page has beside key points, the most telling first."""
    yield from notes.quotations
    yield from (each.sentence for each in (*notes.figures, *notes.argument))
    yield from notes.exchanges
    yield from (each.sentence for each in notes.terms)


class _Proof:
    """What of one answer can be printed."""

    def __init__(
        self, prompt: Prompt, about: About, numbers: Sequence[int], known: Sequence[str]
    ) -> None:
        """`numbers` are those of the prompt's lines in all that is said; `known` holds names."""
        self._numbers = numbers
        self._lines = prompt.lines
        self._of_one = tuple(replace(line, owner=0) for line in prompt.lines)
        self._ground = Ground(self._of_one, about.spoken, known)
        self._about = about
        self._faults: list[str] = []
        self._texts: set[str] = set()

    def read(self, issue: Issue) -> Verdict:
        """The sentences that hold, which make an issue if some lead does, and a theme.

        Where none leads, what themes begin with does, though the answer is asked for again.
        """
        lead = list(self._hold(LEAD, "", issue.lead))[: MOST[LEAD]]
        themes = list(self._gather(THEMES, issue.themes))
        led = bool(lead)
        if not lead:
            self._faults.append("the lead holds no sentence that stands")
            lead, themes = self._lead_from(themes)
        rest = [
            *self._gather(DIFFERENCES, issue.differences),
            *self._note(TERMS, issue.terms),
            *self._note(NUMBERS, issue.numbers),
            *self._choose(issue.chapters),
        ]
        return Verdict(
            statements=(*lead, *themes, *rest) if lead else (),
            faults=tuple(self._faults),
            enough=bool(led and (any(each.name for each in themes) or not issue.themes)),
        )

    def _hold(
        self, part: str, heading: str, claims: Iterable[Claim | Named]
    ) -> Iterator[Statement]:
        """The sentences that hold, none twice in the issue."""
        for claim in claims:
            text = " ".join(claim.text.split())
            about = self._about
            faults = claim_faults(
                text, claim.lines, self._of_one, about.language, about.spoken, self._ground
            )
            if faults:
                self._faults.append(f"{text[:80]!r}: {'; '.join(faults)}")
            elif text not in self._texts:
                self._texts.add(text)
                lines = tuple(sorted(set(claim.lines)))
                spoken = tuple(self._numbers[line - 1] for line in lines)
                yield Statement(text=text, lines=lines, spoken=spoken, part=part, name=heading)

    def _gather(self, part: str, groups: Sequence[Gathered]) -> Iterator[Statement]:
        """The groups that hold: those of a theme are of two recordings, sides are two people's.

        What stands of another group is kept without its heading.
        """
        kept = 0
        for group in groups:
            heading = " ".join(group.name.split())
            items = list(self._hold(part, heading, group.items))[:MOST_ITEMS]
            if not self._is_borne_out(part, items):
                self._faults.append(f"{heading[:80]!r}: fewer than two bear it out")
            elif self._is_heading(heading, items):
                kept += 1
                yield from items if kept <= MOST[part] else ()
                continue
            yield from (replace(each, name="") for each in items)

    def _lead_from(self, themes: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
        """The first sentence of each theme that is borne out without it, and what is left."""
        lead: list[Statement] = []
        left: list[Statement] = []
        for heading, group in groupby(themes, key=attrgetter("name")):
            first, *others = group
            if heading and len(lead) < MOST[LEAD] and self._is_borne_out(THEMES, others):
                lead.append(replace(first, part=LEAD, name=""))
                left += others
            else:
                left += [first, *others]
        return lead, left

    def _is_borne_out(self, part: str, items: Sequence[Statement]) -> bool:
        voices = {self._voice(part, line) for each in items for line in each.lines}
        return len(items) >= FEWEST_ITEMS and len(voices) >= FEWEST_ITEMS

    def _voice(self, part: str, number: int) -> object:
        line = self._lines[number - 1]
        return line.owner if part == THEMES else (line.owner, line.speaker)

    def _note(self, part: str, notes: Sequence[Named]) -> Iterator[Statement]:
        held = [
            each
            for note in notes
            for each in self._hold(part, " ".join(note.name.split()), [note])
            if self._is_heading(each.name, [each])
        ]
        yield from held[: MOST[part]]

    def _choose(self, notes: Sequence[Named]) -> Iterator[Statement]:
        """One chapter of a recording: that of the first line cited."""
        owners: set[int] = set()
        for each in self._hold(CHAPTERS, "", notes):
            owner = self._lines[each.lines[0] - 1].owner
            if owner not in owners and len(owners) < MOST[CHAPTERS]:
                owners.add(owner)
                yield each

    def _is_heading(self, heading: str, items: Iterable[Statement]) -> bool:
        said = " ".join(self._lines[line - 1].shown for each in items for line in each.lines)
        faults = form_faults(heading, LONGEST_HEADING) or [
            f"{claim!r} does not stand in the lines under it"
            for claim in unsaid(heading, said, self._about.language)
        ]
        if faults:
            self._faults.append(f"{heading[:80]!r}: {faults[0]}")
        return not faults


def _file(digest: Digest) -> str:
    return f"digests/{digest.slug}"


def _names_of(reading: Reading) -> Iterator[str]:
    """What people wrote of a recording in which names stand, and what its month is called."""
    episode = reading.episode
    yield from (episode.title, episode.show.title, *episode.show.hosts, *episode.speakers)
    yield from names_of_its_month(episode.date) if episode.date else ()


def _told(digests: Sequence[Digest], room: int) -> list[str]:
    """What other digests say already, where a model wrote them, in at most `room` tokens.

    First what they claim, then what they explain and count.
    """
    written = [digest for digest in digests if digest.sections]
    texts: list[str] = []
    for digest in written:
        texts += [each.sentence.text for each in digest.highlights]
        texts += [section.heading for section in (*digest.sections, *digest.differences)]
    for digest in written:
        texts += [each.term for each in digest.terms]
        texts += [f"{each.text}: {each.quotation.sentence.text}" for each in digest.numbers]
    totals = accumulate(tokens.bound(text) + TOKENS_A_TOLD for text in texts)
    return [text for text, total in zip(texts, totals, strict=True) if total <= room]


def _written(
    digest: Digest,
    answer: Answer,
    lines: Mapping[int, CitableLine],
    readings: Sequence[Reading],
) -> Digest:
    """The digest with the parts of an answer in the places of what was quoted."""
    parts: defaultdict[str, list[tuple[str, Quotation]]] = defaultdict(list)
    for statement in answer.statements:
        cited = [lines[number] for number in statement.spoken]
        quotation = _quotation(statement.text, cited, readings, EDITED if statement.edited else "")
        parts[statement.part].append((statement.name, quotation))
    chapters = [each for _, each in parts[CHAPTERS]]
    gathered = [*parts[THEMES], *parts[DIFFERENCES]]
    moments = sorted((each for heading, each in gathered if not heading), key=_when)
    return replace(
        digest,
        highlights=tuple(each for _, each in parts[LEAD]),
        backend=f"openai:{answer.model}",
        themes=tuple(replace(theme, quotations=()) for theme in digest.themes),
        sections=_sections(parts[THEMES]),
        differences=_sections(parts[DIFFERENCES]),
        exchanges=(),
        terms=tuple(Definition(term=term, quotation=each) for term, each in parts[TERMS]),
        numbers=tuple(Figure(text=text, quotation=each) for text, each in parts[NUMBERS]),
        moments=tuple(moments[:MOST_MOMENTS]),
        chapters=tuple((each.reading, each.chapter) for each in chapters) or digest.chapters,
        reasons=tuple(chapters),
    )


def _sections(items: Sequence[tuple[str, Quotation]]) -> tuple[Section, ...]:
    return tuple(
        Section(heading=heading, quotations=tuple(each for _, each in group))
        for heading, group in groupby(items, key=itemgetter(0))
        if heading
    )


def _when(quotation: Quotation) -> tuple[dt.date, int]:
    """When something was said: the day of its recording, and where in it."""
    day = quotation.reading.episode.date or dt.date.min
    return day, quotation.sentence.sources[0].first_cue


def _quotation(
    text: str, cited: Sequence[CitableLine], readings: Sequence[Reading], backend: str
) -> Quotation:
    """A sentence with its sources in every recording that it rests on, the first cited first."""
    of_each: dict[int, list[CitableLine]] = {}
    for line in cited:
        of_each.setdefault(line.owner, []).append(line)
    first, *others = (
        _of_one(text, lines, readings[owner], backend) for owner, lines in of_each.items()
    )
    return replace(first, others=tuple(others))


def _of_one(text: str, lines: Sequence[CitableLine], reading: Reading, backend: str) -> Quotation:
    speakers = {line.speaker for line in lines}
    [chapter] = reading.outline.chapters_at([lines[0].sources[0].first_cue])
    return Quotation(
        sentence=Sentence(
            text=text,
            sources=merge_sources(lines),
            speaker=speakers.pop() if len(speakers) == 1 else None,
            backend=backend,
        ),
        reading=reading,
        chapter=chapter,
    )
