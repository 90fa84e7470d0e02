from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from generator.evaluation.train_flaws import (
    Examples,
    as_json,
    cross_validate,
    fit,
    gather,
    weigh,
)
from generator.evaluation.verdicts import area, read_verdicts
from tests.evaluation.judged import judge


def made_up(count: int) -> Examples:
    """Examples of two shows, flawed where their first trait is high; the second tells nothing."""
    numbers = np.arange(count)
    first = (numbers * 7 % 10).astype(float)
    return Examples(
        names=("telling", "idle"),
        rows=np.column_stack([first, numbers * 3 % 7]).astype(float),
        flawed=(first > 4).astype(float),
        shows=tuple("one" if number % 2 else "other" for number in range(count)),
    )


def test_what_tells_is_learned() -> None:
    """The trait that tells gets the weight, also for a show that was never seen."""
    examples = made_up(400)
    weights = fit(examples)
    assert weights["telling"][2] > 10 * abs(weights["idle"][2])
    assert area(weigh(weights, examples.rows), examples.flawed) == 1.0
    assert area(cross_validate(examples), examples.flawed) == 1.0
    assert json.loads(as_json(weights)) == {name: list(each) for name, each in weights.items()}


def test_area_counts_pairs() -> None:
    """Of six pairs four stand in order."""
    assert area(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([0.0, 1.0, 0.0, 0.0, 1.0])) == (
        pytest.approx(4 / 6)
    )


def test_verdicts_are_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence that was judged is known by its words; what is not printed is no example."""
    lines = [
        "Oxalic acid kills the mites on adult bees.",
        "And so we do.",
        "Bees sleep well in the winter.",
    ]
    judge(tmp_path, monkeypatch, "verdicts", lines, "GLS")
    examples = gather([tmp_path])
    assert examples.flawed.tolist() == [0.0, 0.0]
    assert examples.shows == ("hives", "hives")


def test_the_verdicts_are_whole() -> None:
    """Every verdict is one of the six letters."""
    assert {letter for each in read_verdicts().values() for letter in each.verdicts.values()} == (
        set("GFLMSW")
    )
