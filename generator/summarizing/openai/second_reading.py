"""A second reading of what a model wrote: each sentence beside the lines that it cites.

What words cannot tell (a denial, a cause, whose view it is) a model can, where it is shown nothing
but a sentence and its lines. All sentences of a recording are read in one request. What stands is
marked so; what distorts its lines gets the wording that the reader gives it, if that passes the
check by words, and is left out otherwise, as is what its lines do not say. What a person wrote, and
what is quoted, is not read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ...corrections import noted_speech
from ...language.hearing import hear
from ...model import Note, Reading, Sentence, ShowNotes, Source, Summary
from ..verification import coverage
from . import tokens
from .answers import Judgements
from .checks import BY_WORDS, claim_faults
from .client import TooLongError
from .forgetting import speech_in_view
from .ground import Ground
from .hierarchy import QUOTED, stand_in
from .passages import CitableLine, LinesByCue
from .prompts import About, Kind, Prompt, fold
from .requester import Request, Requester, Verdict
from .store import Statement, hash_of

STANDS, DISTORTS, NOT_THERE = "stands", "distorts", "not there"
BY_READING = "reading"
"""What a published sentence carries that has stood, beside what it carries already."""
ANSWER_TOKENS = 30
"""For each sentence, as most stand."""
_SAYS = ": "
"""Stands between a verdict and what the sentence should say."""
_MOST_MISSING = 0.1
"""Share of sentences without a verdict up to which it is not asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A sentence and the lines that it cites, in order."""

    text: str
    lines: tuple[CitableLine, ...]
    heading: str = ""
    """What it is printed under: a number, a name or a question. Half of a figure is its number."""


_Key = tuple[str, str, tuple[Source, ...]]


async def read_again(reading: Reading, requester: Requester) -> Reading:
    """The reading without what does not stand, each sentence with the checks that it passed.

    Where nothing is asked, what the plan counts is about as much as there will be to read.
    """
    return await _Reader(reading, requester).read()


def compose_check(
    system: str, about: About, sentences: Sequence[Cited], speech: Sequence[CitableLine]
) -> Prompt:
    """The prompt in which all `sentences` are read again; `speech` is all that is said."""
    places = {line: place for place, line in enumerate(speech)}
    material = [
        row
        for number, sentence in enumerate(sentences, start=1)
        for row in _beside(number, sentence, speech, places)
    ]
    preface = [f"Title: {fold(about.title)}"]
    if about.speakers:
        preface.append(f"People: {', '.join(map(fold, about.speakers[:12]))}")
    user = "\n".join([*preface, "<material>", *material, "</material>"])
    return Prompt(system=system, user=user, lines=())


def check_verdicts(
    judgements: Judgements, sentences: Sequence[Cited], marks: Sequence[str] = ()
) -> Verdict:
    """The verdicts that can be used, one for each sentence at most, as they are stored.

    `marks` are hashes of what each rests on, if it shall be found by that again.
    """
    found: dict[int, str] = {}
    for each in judgements.verdicts:
        verdict = " ".join(each.verdict.lower().replace("_", " ").split()).strip(".'\"")
        if verdict not in (STANDS, DISTORTS, NOT_THERE) or not 1 <= each.sentence <= len(sentences):
            continue
        said = " ".join(each.should_say.split()) if verdict == DISTORTS else ""
        found.setdefault(each.sentence, verdict + (_SAYS + said if said else ""))
    missing = [number for number in range(1, len(sentences) + 1) if number not in found]
    return Verdict(
        statements=tuple(
            Statement(
                text=found[number],
                name=sentences[number - 1].text,
                lines=(number,),
                spoken=(number,),
                part=marks[number - 1] if marks else "",
            )
            for number in sorted(found)
        ),
        faults=tuple(f"sentence {number} has no verdict" for number in missing),
        enough=len(missing) <= _MOST_MISSING * len(sentences),
    )


class _Reader:
    """Reads the sentences of one recording again."""

    def __init__(self, reading: Reading, requester: Requester) -> None:
        episode = reading.episode
        self._reading = reading
        self._requester = requester
        self._spoken = episode.transcript.language or episode.language
        self._about = About(title=episode.title, speakers=episode.speakers, spoken=self._spoken)
        self._speech = LinesByCue(noted_speech(hear(episode.transcript, self._spoken), episode))
        self._places = {line: place for place, line in enumerate(self._speech.all)}
        self._written = requester.settings.language or self._spoken

    async def read(self) -> Reading:
        planned = self._requester.only_plans and self._reading.backend == QUOTED
        sentences = {
            _key(each, heading): Cited(
                text=each.text, lines=self._speech.cited_by(each), heading=heading
            )
            for heading, each in _all_of(self._reading)
            if planned or (_is_models(each) and self._reading.backend != QUOTED)
        }
        known = self._known()
        cited = {key: each for key, each in sentences.items() if each.lines}
        verdicts = {
            key: known[mark] for key, each in cited.items() if (mark := self._mark(each)) in known
        }
        cited = {key: each for key, each in cited.items() if key not in verdicts}
        for number, run in enumerate(runs := list(self._runs(cited)), start=1):
            place = "check" if len(runs) == 1 else f"check {number}"
            verdicts |= await self._ask(place, run)
        return self._reading if planned else self._judged(sentences, verdicts)

    def _mark(self, sentence: Cited) -> str:
        """The hash of what a verdict rests on: who judges by which rules, the words and lines."""
        rules = self._requester.prompts[Kind.CHECK], self._requester.settings.order
        told = [sentence.heading, sentence.text, [line.shown for line in sentence.lines]]
        return hash_of(*rules, *told)[:16]

    def _known(self) -> dict[str, str]:
        """Stored verdicts by what they rest on: a sentence is read once, whatever stands by it."""
        store = self._requester.store(str(self._reading.id))
        return {
            each.part: each.text
            for answer in store.of_kind(Kind.CHECK)
            for each in answer.statements
        }

    def _runs(self, cited: Mapping[_Key, Cited]) -> Iterator[dict[_Key, Cited]]:
        """The sentences in as few runs as fit a request each."""
        room = self._requester.room(Kind.CHECK)
        run: dict[_Key, Cited] = {}
        size = 0
        for key, each in cited.items():
            length = ANSWER_TOKENS + sum(
                tokens.bound(row) + 1 for row in _beside(1, each, self._speech.all, self._places)
            )
            if run and size + length > room:
                yield run
                run, size = {}, 0
            run[key] = each
            size += length
        if run:
            yield run

    async def _ask(self, place: str, run: Mapping[_Key, Cited]) -> dict[_Key, str]:
        """The verdicts on some sentences; none where there is no answer."""
        keys, sentences = list(run), list(run.values())
        marks = list(map(self._mark, sentences))
        told = [
            [each.heading, each.text, [line.shown for line in each.lines]] for each in sentences
        ]
        request = Request(
            kind=Kind.CHECK,
            file=str(self._reading.id),
            place=place,
            prompt=compose_check(
                self._requester.prompts[Kind.CHECK], self._about, sentences, self._speech.all
            ),
            speech=speech_in_view(self._speech.all) + hash_of(Kind.CHECK, told)[:16],
            shape=Judgements,
            check=lambda judgements: check_verdicts(judgements, sentences, marks),
            expected=ANSWER_TOKENS * len(sentences),
        )
        try:
            answer = await self._requester.ask(request, self._requester.store(request.file))
        except TooLongError:
            if len(sentences) < 2:
                return {}
            halves = keys[: len(keys) // 2], keys[len(keys) // 2 :]
            parts = [
                await self._ask(f"{place}, part {number}", {key: run[key] for key in half})
                for number, half in enumerate(halves, start=1)
            ]
            return parts[0] | parts[1]
        statements = answer.statements if answer else ()
        return {
            keys[each.lines[0] - 1]: each.text
            for each in statements
            if each.lines and 0 < each.lines[0] <= len(keys)
        }

    def _judged(self, sentences: Mapping[_Key, Cited], verdicts: Mapping[_Key, str]) -> Reading:
        """The reading with what the verdicts leave of it."""
        ground = Ground.of(self._reading.episode, self._speech.all)

        def judge(sentence: Sentence, heading: str = "") -> Sentence | None:
            key = _key(sentence, heading)
            if key not in sentences:
                return sentence
            verdict, _, said = verdicts.get(key, "").partition(_SAYS)
            if not verdict:
                return sentence
            passed = replace(sentence, checks=(BY_WORDS, BY_READING))
            if verdict == STANDS:
                return passed
            said = said.removeprefix(_bracketed(heading)).lstrip()
            lines = sentences[key].lines
            numbers = range(1, len(lines) + 1)
            if not said or claim_faults(said, numbers, lines, self._written, self._spoken, ground):
                return None
            return replace(passed, text=said)

        reading = self._reading
        summary = without_what_fails(reading.summary, judge)
        return replace(
            reading,
            summary=summary,
            notes=_notes(reading.notes, judge),
            coverage=coverage(summary, reading.outline),
        )


class _Judge(Protocol):
    def __call__(self, sentence: Sentence, heading: str = "") -> Sentence | None: ...


def _is_models(sentence: Sentence) -> bool:
    """Whether a model wrote a sentence, and nobody changed it since."""
    return not sentence.backend and not sentence.edited


def _key(sentence: Sentence, heading: str) -> _Key:
    return heading, sentence.text, sentence.sources


def _asked(sentence: Sentence) -> str:
    return sentence.question.text if sentence.question else ""


def _bracketed(heading: str) -> str:
    return f"[{fold(heading)}]" if heading else ""


def _all_of(reading: Reading) -> Iterator[tuple[str, Sentence]]:
    """Every sentence of a reading, from the top, with what it is printed under."""
    notes = reading.notes
    plain = (*notes.lead, *reading.summary.sentences, *_below(reading.summary))
    yield from (("", each) for each in plain)
    named = (*notes.argument, *notes.figures, *notes.terms, *notes.mentions)
    yield from ((each.name, each.sentence) for each in named)
    yield from (("", each) for each in (*notes.decisions, *notes.actions))
    yield from ((_asked(each), each) for each in notes.exchanges)


def _below(summary: Summary) -> Iterator[Sentence]:
    for part in summary.parts:
        yield from part.sentences
        yield from _below(part)


def _kept(sentences: Iterable[Sentence], judge: _Judge) -> tuple[Sentence, ...]:
    return tuple(kept for each in sentences if (kept := judge(each)))


def without_what_fails(summary: Summary, judge: _Judge) -> Summary:
    """The summary of an episode with what a judge leaves of it, as the judge words it."""
    parts = tuple(_chapter(part, judge) for part in summary.parts)
    return replace(_left_of(summary, judge), parts=parts)


def _chapter(summary: Summary, judge: _Judge) -> Summary:
    """That of a chapter: where its first sentence goes, one of its passages' takes its place."""
    left = _left_of(summary, judge)
    passages = tuple(_left_of(part, judge) for part in summary.parts)
    first = next(iter(summary.sentences), None)
    if first is None or judge(first):
        return replace(left, parts=passages)
    own = frozenset(left.sentences)
    offered = [each for part in passages for each in part.sentences if each not in own]
    taken = stand_in(list(map(_cues, offered)), _cues(first), needed=not own)
    if taken is None:
        return replace(left, parts=passages)
    return Summary(
        sentences=(offered[taken], *left.sentences),
        parts=tuple(
            Summary(sentences=tuple(e for e in part.sentences if e != offered[taken]))
            for part in passages
        ),
    )


def _left_of(summary: Summary, judge: _Judge) -> Summary:
    """What stands of the sentences of one level, and the same below as before."""
    sentences = _kept(summary.sentences, judge)
    best = 0
    if summary.sentences and (kept := judge(summary.sentences[summary.best])):
        best = sentences.index(kept)
    return replace(summary, sentences=sentences, best=best)


def _cues(sentence: Sentence) -> frozenset[int]:
    """The cues that a sentence rests on."""
    return frozenset(
        cue for source in sentence.sources for cue in range(source.first_cue, source.last_cue + 1)
    )


def _notes(notes: ShowNotes, judge: _Judge) -> ShowNotes:
    def named(group: Iterable[Note]) -> tuple[Note, ...]:
        judged = ((each, judge(each.sentence, each.name)) for each in group)
        return tuple(replace(each, sentence=kept) for each, kept in judged if kept)

    return replace(
        notes,
        lead=_kept(notes.lead, judge),
        argument=named(notes.argument),
        figures=named(notes.figures),
        terms=named(notes.terms),
        mentions=named(notes.mentions),
        decisions=_kept(notes.decisions, judge),
        actions=_kept(notes.actions, judge),
        exchanges=tuple(kept for e in notes.exchanges if (kept := judge(e, _asked(e)))),
    )


def _beside(
    number: int,
    sentence: Cited,
    speech: Sequence[CitableLine],
    places: Mapping[CitableLine, int],
) -> Iterator[str]:
    """The rows of one sentence: what it says, then its lines with one before and one after."""
    heading = _bracketed(sentence.heading)
    yield f"Sentence {number}: {f'{heading} ' if heading else ''}{fold(sentence.text)}"
    cited = {places[line] for line in sentence.lines if line in places}
    shown = sorted({near for place in cited for near in (place - 1, place, place + 1)})
    last = None
    for place in shown:
        if not 0 <= place < len(speech):
            continue
        if last is not None and place > last + 1:
            yield "..."
        last = place
        yield f"{'cited' if place in cited else 'around'} | {fold(speech[place].shown)}"
