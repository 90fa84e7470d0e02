from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from generator.evaluation.train_good_points import (
    Verdicts,
    as_json,
    chosen,
    cross_validate,
    fit,
    gather,
)
from generator.evaluation.verdicts import area
from generator.summarizing.good_points import WORTH
from tests.evaluation.judged import judge


def made_up(count: int) -> Verdicts:
    """Sentences of four recordings of two shows; what holds a number is good."""
    numbers = np.arange(count)
    digits = (numbers * 7 % 10).astype(float)
    return Verdicts(
        evidence={"digits": digits, WORTH: (numbers * 3 % 7).astype(float)},
        good=(digits > 4).astype(float),
        shows=tuple("one" if number % 40 < 20 else "other" for number in range(count)),
        recordings=tuple("abcd"[number % 4] for number in range(count)),
    )


def test_what_tells_is_learned() -> None:
    """The evidence that tells gets the weight, also for a show that was never seen."""
    verdicts = made_up(400)
    learned = fit(verdicts)
    assert learned.terms["digits"][2] > 10 * abs(learned.terms.get(WORTH, (0, 0, 0))[2])
    assert area(learned.weigh(verdicts.evidence), verdicts.good) == 1.0
    assert area(cross_validate(verdicts), verdicts.good) == 1.0
    assert json.loads(as_json(learned)) == {
        "intercept": learned.intercept,
        "terms": {name: list(each) for name, each in learned.terms.items()},
    }


def test_of_each_recording_the_first_are_chosen() -> None:
    """Eight of 22, in the order that is asked for."""
    verdicts = made_up(88)
    found = chosen(verdicts, np.arange(88.0))
    assert len(found) == 4 * 8
    assert sorted(found) == list(range(56, 88))


def test_verdicts_are_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence that was judged with its titles is known by its words."""
    lines = [
        "Oxalic acid kills the mites on adult bees within a day.",
        "And so we do.",
        "Bees sleep well in the winter, as we measured in 40 hives.",
    ]
    judge(tmp_path, monkeypatch, "titled", lines, "G-L")
    verdicts = gather([tmp_path])
    assert sorted(verdicts.good.tolist()) == [0.0, 1.0]
    assert verdicts.shows == ("hives", "hives")
    assert len(verdicts.evidence[WORTH]) == 2
