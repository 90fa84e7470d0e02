"""A model's sentences with the names that were misheard set right; quotations keep their words."""

from __future__ import annotations

from dataclasses import replace

from ..corrections import Corrections, mend, titled_rightly
from ..model import Reading, Sentence, Summary
from ..show_notes import changed, renamed

_QUOTED, _EDITED = "extractive", "edited"


def written_rightly(reading: Reading) -> Reading:
    """A reading in which the sentences and titles that a model wrote have the right names."""
    if reading.backend == _QUOTED or not reading.episode.corrections:
        return reading
    corrections = Corrections(reading.episode.corrections)
    return replace(
        reading,
        outline=titled_rightly(reading.episode, reading.outline),
        summary=_summary(reading.summary, corrections),
        notes=renamed(
            changed(reading.notes, lambda each: _sentence(each, corrections)),
            lambda note: mend(note.name, corrections.behind(note.sentence)),
        ),
    )


def _summary(summary: Summary, corrections: Corrections) -> Summary:
    return replace(
        summary,
        sentences=tuple(_sentence(each, corrections) for each in summary.sentences),
        parts=tuple(_summary(part, corrections) for part in summary.parts),
    )


def _sentence(sentence: Sentence, corrections: Corrections) -> Sentence:
    wrong = corrections.behind(sentence)
    if not wrong or sentence.backend in (_QUOTED, _EDITED):
        return sentence
    return replace(sentence, text=mend(sentence.text, wrong))
