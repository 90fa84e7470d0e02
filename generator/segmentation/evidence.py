"""What speaks for a boundary at each gap between cues, and the boundaries that follow from it.

The evidence before each utterance gives a probability, by a logistic regression fitted to people's
chapters; probabilities are spread over a triangle of some seconds; the cut of the recording that
promises to agree best with people follows by dynamic programming with a prior on lengths.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from ..language.clock import Axis
from ..language.languages import Language
from ..model import Utterance
from ..numbers import Floats
from .cue_phrases import weigh_phrases
from .cutting import LengthPrior, cut, cut_to_agree
from .features import Speech, listen, measure_in_turn
from .weights import Weights, load_weights

_SEGMENT = LengthPrior(median=85.0, spread=0.35, shortest=40.0)
"""Segments are leaves to read and to cite from: their lengths matter more than their subjects."""
_MID_SENTENCE = 6.0
"""Seconds to the nearest gap between sentences within which a chapter begins there instead."""
_QUESTION_GAPS, _QUESTION_NEAR = 2, 8.0
"""Gaps and seconds before a chapter's beginning within which a question belongs to it."""
_LONGER = 0.3
"""People list fewer chapters an hour the longer a recording is. Of one of so many hours, chapters
are longer by this power of them, and boundaries are worth less (`Weights.rarer`)."""
_SILENCE, _SILENCE_WORTH = 15.0, 4.0
"""Seconds without a word behind which something begins: music, a spot or a break lies there. What
that adds to the log-odds is set by hand: no recording that was learned from has such silences."""
_FLOOR = 0.05
"""Least share of the usual probability that a gap is given, so that its logarithm is finite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """The gaps at which a part may begin, and how much speaks for each."""

    positions: Sequence[float]
    """Seconds of each cue's start and of the end of the last one."""
    cues: Sequence[int]
    """The cue after each gap, ascending, without the first cue."""
    gains: Sequence[float]
    """What a boundary there or nearby is worth, in the units of a log density."""
    evidence: Sequence[float]
    """What a boundary at that very gap is worth, up to a constant."""
    units: Sequence[int]
    """The utterance after each gap."""
    unit_count: int
    """How many utterances there are."""
    length: float
    """How long chapters are as a multiple of what is wanted."""
    rarer: float
    """By what share of the logarithm of its hours a boundary is worth less in a long recording."""
    openings: Sequence[int]
    """For each gap that at which a chapter opens which is found there: most often itself."""

    def find_chapters(self, target_length: float) -> list[int]:
        """First cues of the chapters, the first of them 0; `target_length` in seconds.

        That is what chapters of a recording of up to an hour take; those of longer ones take more.
        """
        hours = max(1.0, (self.positions[-1] - self.positions[0]) / 3600)
        median = target_length * self.length * hours**_LONGER
        prior = LengthPrior(median=median, spread=0.8, shortest=median / 4)
        positions = [self.positions[cue] for cue in self.cues]
        gains = [gain - self.rarer * log(hours) for gain in self.gains]
        chosen = cut_to_agree(
            positions,
            gains,
            start=self.positions[0],
            end=self.positions[-1],
            prior=prior,
            evidence=self.evidence,
            units=self.units,
            unit_count=self.unit_count,
        )
        openings = sorted({self.openings[index] for index in chosen})
        return [0, *(self.cues[opening] for opening in openings)]

    def find_segments(self, first: int, end: int) -> list[int]:
        """First cues of the segments of the cues `first <= i < end`."""
        low, high = bisect_left(self.cues, first + 1), bisect_left(self.cues, end)
        chosen = cut(
            [self.positions[cue] for cue in self.cues[low:high]],
            self.gains[low:high],
            start=self.positions[first],
            end=self.positions[end],
            prior=_SEGMENT,
        )
        return [first, *(self.cues[low + index] for index in chosen)]


def weigh_gaps(
    axis: Axis,
    utterances: Sequence[Utterance],
    weights: Weights | None = None,
    language: Language | None = None,
) -> Gaps:
    """The gaps of a transcript, by where it lies in time and by its utterances, in order.

    They are in English, or in `language`. A gap is where an utterance begins in another cue than
    the one before.
    """
    weights = weights or load_weights((language or Language.of("en")).tag)
    heads = [
        index
        for index in range(1, len(utterances))
        if utterances[index].first_cue > utterances[index - 1].first_cue
    ]
    if not heads:
        return Gaps(
            positions=axis.cues,
            cues=[],
            gains=[],
            evidence=[],
            units=[],
            unit_count=len(utterances),
            length=weights.length,
            rarer=weights.rarer,
            openings=[],
        )
    speech = listen(
        utterances,
        axis.utterances,
        axis.cues[-1],
        language,
        weights.letters,
        telling=weights.telling,
    )
    columns = measure_in_turn(speech)
    told = np.array(weigh_phrases(speech.tokens, weights.phrases))
    told += _SILENCE_WORTH * (speech.silences >= _SILENCE)
    chances = estimate(columns, told, weights)
    return Gaps(
        positions=axis.cues,
        cues=[utterances[index].first_cue for index in heads],
        gains=gains_of(chances, speech.positions, heads, weights).tolist(),
        evidence=_relative(chances[heads]).tolist(),
        units=heads,
        unit_count=len(utterances),
        length=weights.length,
        rarer=weights.rarer,
        openings=_find_openings(utterances, speech, heads),
    )


def _find_openings(
    utterances: Sequence[Utterance], speech: Speech, heads: Sequence[int]
) -> list[int]:
    """For each gap that at which a chapter should open which is found there.

    Not in the middle of a sentence, where the cue begins with the end of the one before, if another
    gap is near; and not behind the question that was just asked, but before it.
    """
    positions = speech.positions[list(heads)]
    clean = np.array(
        [utterances[head - 1].last_cue < utterances[head].first_cue for head in heads], dtype=bool
    )
    openings = []
    for gap, opening in enumerate(_nearest(positions, clean)):
        if abs(positions[opening] - positions[gap]) > _MID_SENTENCE:
            opening = gap
        head = heads[opening]
        for before in range(max(0, opening - _QUESTION_GAPS), opening):
            near = speech.positions[head] - positions[before] <= _QUESTION_NEAR
            if near and clean[before] and speech.asks[heads[before]]:
                opening = before
                break
        openings.append(opening)
    return openings


def _nearest(positions: Floats, wanted: NDArray[np.bool_]) -> list[int]:
    """For each position, which are ascending, the number of the nearest that is wanted.

    Its own where it is wanted, or none is.
    """
    here = np.arange(len(positions))
    if not wanted.any():
        return here.tolist()
    numbers = np.flatnonzero(wanted)
    after = numbers[np.minimum(np.searchsorted(numbers, here), len(numbers) - 1)]
    before = numbers[np.maximum(np.searchsorted(numbers, here, side="right") - 1, 0)]
    later = np.abs(positions[after] - positions) < np.abs(positions[before] - positions)
    return np.where(later, after, before).tolist()  # type: ignore[no-any-return]


def estimate(
    columns: Iterable[tuple[str, Floats]], told: Sequence[float] | Floats, weights: Weights
) -> Floats:
    """The probability of a boundary before each utterance; 0 before the first.

    `columns` is the evidence of each kind, `told` what cue phrases and silences are worth.
    """
    score = weights.intercept + np.asarray(told)
    for name, values in columns:
        score += weights.evidence.get(name, 0.0) * values
    chances = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
    chances[0] = 0.0
    return np.asarray(chances)


def gains_of(chances: Floats, positions: Floats, heads: Sequence[int], weights: Weights) -> Floats:
    """What a boundary before or near each of the utterances `heads` is worth."""
    near = _relative(spread_chances(chances, positions, weights.reach)[list(heads)])
    own = weights.own * _relative(chances[list(heads)]) if weights.own else 0.0
    return np.asarray(near + own + weights.offset)


def _relative(chances: Floats) -> Floats:
    """The logarithm of each chance as a multiple of the recording's usual one.

    So a recording on which the regression is shy is still cut.
    """
    usual = max(float(chances.mean()), 1e-12)
    return np.asarray(np.log(chances / usual + _FLOOR))


def spread_chances(chances: Floats, positions: Floats, reach: float) -> Floats:
    """The boundaries to expect near each position, in a triangle `reach` seconds to a side."""
    sums = np.r_[0.0, np.cumsum(chances)]
    moments = np.r_[0.0, np.cumsum(chances * positions)]
    here = np.arange(len(positions))
    first = np.searchsorted(positions, positions - reach)
    end = np.searchsorted(positions, positions + reach, side="right")
    later = (sums[end] - sums[here]) * (1 + positions / reach) - (
        moments[end] - moments[here]
    ) / reach
    earlier = (sums[here] - sums[first]) * (1 - positions / reach) + (
        moments[here] - moments[first]
    ) / reach
    return np.asarray(np.maximum(later + earlier, 0.0))
