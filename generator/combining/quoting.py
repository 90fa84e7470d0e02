"""Sentences lifted out of their episodes, with the chapter that holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..language.cleaning import clean
from ..language.hearing import hear
from ..language.languages import Language
from ..language.sentences import QUESTION_MARKS
from ..language.words import word_count
from ..model import Quotation, Reading, Sentence, Source, Summary
from .recall import Recalled, once

FEWEST_WORDS = 6
MOST_WORDS = 45
"""A quotation that is shorter says little, one that is longer is not read."""
_FULL = 18
"""Words from which a longer sentence is no more telling."""
_AROUND = 4
"""Cues on either side in which a sentence may begin and end."""


def published(reading: Reading) -> Iterator[tuple[int, Sentence]]:
    """Every sentence of the summaries, each once, with its level: 0 for the episode's own.

    An answer that is quoted with its question at one level and without it at another is one.
    """
    seen: dict[int, list[str]] = {}
    for level, sentence in _walk(reading.summary, 0):
        if not sentence.sources:
            continue
        ends_alike = seen.setdefault(sentence.sources[-1].last_cue, [])
        text = sentence.text
        if not any(text.endswith(other) or other.endswith(text) for other in ends_alike):
            ends_alike.append(text)
            yield level, sentence


def most_telling(reading: Reading) -> list[Sentence]:
    """`published`, what readers would print first; where nobody judged it, what stands higher.

    Then what is no mere remark.
    """

    def rank(item: tuple[int, Sentence]) -> tuple[float, int, int]:
        level, sentence = item
        return -sentence.worth, level, -min(word_count(sentence.text) - 1, _FULL)

    return [sentence for _, sentence in sorted(published(reading), key=rank)]


def quotation(reading: Reading, sentence: Sentence) -> Quotation:
    """`sentence` with the chapter that holds the beginning of its source."""
    cue = sentence.sources[0].first_cue
    [chapter] = reading.outline.chapters_at([cue])
    return Quotation(sentence=sentence, reading=reading, chapter=chapter)


def sentence_at(
    reading: Reading, cue: int, says: Callable[[str], object], recalled: Recalled | None = None
) -> Sentence | None:
    """What is said in a cue as a sentence fit to be quoted; None where there is none.

    `says` tells whether a sentence holds what is looked for; of several the longest is taken.
    A caption often holds half a sentence, so the cues around it are read as well.
    """
    known = {} if recalled is None else recalled.around
    found = once(known, cue, lambda: tuple(_sentences_around(reading, cue)))
    return max((each for each in found if says(each.text)), key=_length, default=None)


def _length(sentence: Sentence) -> int:
    return len(sentence.text)


def _sentences_around(reading: Reading, cue: int) -> Iterator[Sentence]:
    """Sentences fit to be quoted that a cue has part of, in order."""
    first = max(0, cue - _AROUND)
    window = reading.episode.transcript.between(first, cue + _AROUND + 1)
    for utterance in hear(window, reading.episode.language):
        if utterance.torn or not utterance.first_cue <= cue - first <= utterance.last_cue:
            continue
        text = clean(utterance.text, Language.of(reading.episode.language), marks_gaps=True)
        if not FEWEST_WORDS <= word_count(text) <= MOST_WORDS or text.endswith(QUESTION_MARKS):
            continue
        source = Source(
            first_cue=utterance.first_cue + first,
            last_cue=utterance.last_cue + first,
            start=utterance.start,
            end=utterance.end,
        )
        yield Sentence(text=text, sources=(source,), speaker=utterance.speaker)


def signed(item: Quotation, name: str | None) -> Quotation:
    """The same quotation under the name that the archive knows its speaker by."""
    if name in (None, "", item.sentence.speaker):
        return item
    return replace(item, sentence=replace(item.sentence, speaker=name))


def _walk(summary: Summary, level: int) -> Iterator[tuple[int, Sentence]]:
    for sentence in summary.sentences:
        yield level, sentence
    for part in summary.parts:
        yield from _walk(part, level + 1)
