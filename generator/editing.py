"""The person's last word on a summary: sentences that a sidecar drops, pins and rewords.

A rule names a line by its words or its moment, never by its place in a list, so that it holds
whatever is chosen anew. One that finds nothing is told, and costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from . import show_notes
from .language.cleaning import clean
from .language.languages import Language
from .lines import LineFinder, find_letters
from .model import Reading, Rule, Sentence, Source, Summary, Utterance, Verb
from .summarizing.printing import source_of
from .summarizing.verification import coverage

EDITED, QUOTED = "edited", "extractive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """All readings, and what there is to say of the rules."""

    readings: tuple[Reading, ...]
    notes: tuple[str, ...] = ()


def edit_all(readings: Iterable[Reading], rules: Iterable[Rule]) -> Edited:
    """The readings with their edits done, in their order."""
    edits = [rule for rule in rules if rule.verb is not Verb.TAKE_DOWN]
    faults: dict[int, str] = dict.fromkeys(range(len(edits)), _ABSENT)
    edited = []
    for reading in readings:
        mine = {n: rule for n, rule in enumerate(edits) if rule.is_about(reading.episode)}
        if mine:
            editor = _Editor(reading)
            for number, rule in mine.items():
                fault = editor.follow(rule)
                if fault != _ABSENT:  # in this episode of the file, if not in another
                    faults[number] = fault
            reading = editor.reading
        edited.append(reading)
    notes = (f"{edits[n].place}: {edits[n].verb} {fault}" for n, fault in faults.items() if fault)
    return Edited(readings=tuple(edited), notes=tuple(notes))


_ABSENT = (
    "names a line that is not there any more (copy its words or its time from the page, or "
    "delete the rule)"
)
_NOT_CHOSEN = (
    "names a line that no summary quotes any more (write `pin` instead, which keeps it there, or "
    "delete the rule)"
)


class _Editor:
    """One reading while it is edited."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        episode = reading.episode
        self._language = Language.of(episode.language)
        self._lines = LineFinder(episode.transcript, episode.language)

    def follow(self, rule: Rule) -> str:
        """Do what a rule says; what is wrong with it, or nothing."""
        before = self.reading
        if rule.verb is Verb.PIN:
            return self._pin(rule)
        if rule.verb is Verb.DROP:
            self._change(rule, lambda sentence: None)
        else:
            self._change(
                rule, lambda each: replace(each, text=rule.to, backend=EDITED, edited=True)
            )
        if self.reading is not before:
            return ""
        there = bool(self._lines.said(rule))
        return (_NOT_CHOSEN if there else _ABSENT) if rule.verb is Verb.REWORD or not there else ""

    def _change(self, rule: Rule, change: Callable[[Sentence], Sentence | None]) -> None:
        """Put what `change` makes of each sentence that a rule names in its place, if anything."""
        spoken = [self._lines.utterances[n] for run in self._lines.said(rule) for n in run]

        def change_named(sentence: Sentence) -> Sentence | None:
            return change(sentence) if self._is_named(sentence, rule, spoken) else sentence

        summary = _changed(self.reading.summary, change_named)
        notes = show_notes.changed(self.reading.notes, change_named)
        if (summary, notes) != (self.reading.summary, self.reading.notes):
            self.reading = replace(self.reading, notes=notes)
            self._publish(summary)

    def _is_named(self, sentence: Sentence, rule: Rule, spoken: Sequence[Utterance]) -> bool:
        if rule.moment is None:
            if next(find_letters([sentence.text], rule.words), None):
                return True
        elif any(
            s.start is not None and int(s.start) == int(rule.moment) for s in sentence.sources
        ):
            return True
        if (sentence.backend or self.reading.backend) != QUOTED:
            return False
        return any(
            source_of(line) in sentence.sources
            and next(find_letters([clean(line.text, self._language)], sentence.text), None)
            for line in spoken
        )

    def _pin(self, rule: Rule) -> str:
        """Make a line a key point, or a sentence of its chapter."""
        runs = self._lines.said(rule)
        if not runs:
            return _ABSENT
        for pinned, said in self._pinned(runs[0], rule):
            summary = self.reading.summary
            if rule.chapter:
                [number] = self.reading.outline.chapters_at([pinned.sources[0].first_cue])
                parts = list(summary.parts)
                parts[number] = _with(parts[number], pinned, said)
                self._publish(replace(summary, parts=tuple(parts)))
            else:
                self._publish(_with(summary, pinned, said))
        return ""

    def _pinned(self, run: Sequence[int], rule: Rule) -> Iterator[tuple[Sentence, str]]:
        """What is said in a run of lines as sentences, one for each speaker in turn.

        With each comes all of it, for telling it from others.
        """
        lines = [self._lines.utterances[index] for index in run]
        groups = [list(group) for _, group in groupby(lines, key=lambda line: line.speaker)]
        for group in groups:
            texts = [clean(line.text, self._language, marks_gaps=True) for line in group]
            said = " ".join(filter(None, texts)) or group[0].text
            first, last = group[0], group[-1]
            reworded = rule.to if len(groups) == 1 else ""
            quoted = QUOTED if self.reading.backend != QUOTED else ""
            pinned = Sentence(
                text=reworded or said,
                sources=(
                    Source(
                        first_cue=first.first_cue,
                        last_cue=last.last_cue,
                        start=first.start,
                        end=last.end,
                    ),
                ),
                speaker=first.speaker,
                backend=EDITED if reworded else quoted,
                edited=True,
            )
            yield pinned, said

    def _publish(self, summary: Summary) -> None:
        covered = coverage(summary, self.reading.outline)
        self.reading = replace(self.reading, summary=summary, coverage=covered, edited=True)


def _changed(summary: Summary, change: Callable[[Sentence], Sentence | None]) -> Summary:
    """A summary and its parts with each sentence changed; None leaves it out."""
    changed = [change(sentence) for sentence in summary.sentences]
    kept = tuple(each for each in changed if each is not None)
    before = sum(each is not None for each in changed[: summary.best])
    stays = bool(changed) and changed[min(summary.best, len(changed) - 1)] is not None
    return replace(
        summary,
        sentences=kept,
        best=before if stays else 0,
        parts=tuple(_changed(part, change) for part in summary.parts),
    )


def _with(summary: Summary, pinned: Sentence, said: str) -> Summary:
    """A summary with a sentence in its place; what is of the same words gives way to it."""
    [place] = pinned.sources

    def is_same(each: Sentence) -> bool:
        near = any(place.first_cue <= s.first_cue <= place.last_cue for s in each.sources)
        return near and next(find_letters([said], each.text), None) is not None

    best = summary.sentences[summary.best] if summary.sentences else pinned
    same = [each for each in summary.sentences if is_same(each)]
    if same:
        pinned = replace(pinned, question=same[0].question)
    ordered = sorted(
        (*(each for each in summary.sentences if each not in same), pinned),
        key=lambda each: (each.sources[0].first_cue, each.sources[0].start or 0.0),
    )
    best = best if best in ordered else pinned
    return replace(summary, sentences=tuple(ordered), best=ordered.index(best))
