"""What speaks for a boundary at each gap between cues, and the boundaries that follow from it.

The evidence before each utterance gives a probability, by a logistic regression fitted to people's
chapters; probabilities are spread over a triangle of some seconds; the cut of the recording that
promises to agree best with people follows by dynamic programming with a prior on lengths.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generator.language.languages import Language
from generator.model import Transcript, Utterance
from generator.segmentation.agreement import cut_to_agree
from generator.segmentation.clock import cue_positions, utterance_positions
from generator.segmentation.cue_phrases import weigh_phrases
from generator.segmentation.cutting import Lattice, LengthPrior, cut, worth_trying
from generator.segmentation.features import Floats, Speech, listen, measure_in_turn
from generator.segmentation.weights import Weights, load_weights

_SEGMENT = LengthPrior(median=85.0, spread=0.35, shortest=40.0)
"""Segments are leaves to read and to cite from: their lengths matter more than their subjects."""
_NOT_LEARNED = 0.2
"""What a boundary is worth less in a language of which no cue phrases were learned: with fewer
signs the chances are flatter, and as many would be cut without them."""
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

    def find_chapters(self, target_length: float) -> list[int]:
        """First cues of the chapters, the first of them 0; `target_length` in seconds."""
        prior = LengthPrior(median=target_length, spread=0.8, shortest=target_length / 4)
        positions = [self.positions[cue] for cue in self.cues]
        tried = worth_trying(positions, self.gains, prior)
        chosen = cut_to_agree(
            Lattice(
                [positions[each] for each in tried],
                start=self.positions[0],
                end=self.positions[-1],
                prior=prior,
            ),
            [self.gains[each] for each in tried],
            [self.evidence[each] for each in tried],
            [self.units[each] for each in tried],
            self.unit_count,
        )
        return [0, *(self.cues[tried[index]] for index in chosen)]

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
    transcript: Transcript,
    utterances: Sequence[Utterance],
    weights: Weights | None = None,
    language: Language | None = None,
) -> Gaps:
    """The gaps of `transcript`; `utterances` are its own, in order, in English or `language`.

    A gap is where an utterance begins in another cue than the one before.
    """
    weights = weights or load_weights()
    positions = cue_positions(transcript)
    heads = [
        index
        for index in range(1, len(utterances))
        if utterances[index].first_cue > utterances[index - 1].first_cue
    ]
    if not heads:
        return Gaps(
            positions=positions,
            cues=[],
            gains=[],
            evidence=[],
            units=[],
            unit_count=len(utterances),
        )
    speech = listen(utterances, utterance_positions(utterances), positions[-1], language)
    chances = estimate(speech, weights)
    shy = 0.0 if language is None or language.tag == "en" else _NOT_LEARNED
    return Gaps(
        positions=positions,
        cues=[utterances[index].first_cue for index in heads],
        gains=(gains_of(chances, speech.positions, heads, weights) - shy).tolist(),
        evidence=_relative(chances[heads]).tolist(),
        units=heads,
        unit_count=len(utterances),
    )


def estimate(speech: Speech, weights: Weights) -> Floats:
    """The probability of a boundary before each utterance; 0 before the first."""
    score = np.full(len(speech.tokens), weights.intercept)
    for name, values in measure_in_turn(speech):
        score += weights.evidence.get(name, 0.0) * values
    score += np.array(weigh_phrases(speech.cues, weights.phrases))
    chances = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
    chances[0] = 0.0
    return np.asarray(chances)


def gains_of(chances: Floats, positions: Floats, heads: Sequence[int], weights: Weights) -> Floats:
    """What a boundary before or near each of the utterances `heads` is worth."""
    return (
        _relative(spread_chances(chances, positions, weights.reach)[list(heads)]) + weights.offset
    )


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
