"""The list of stages holds together."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from generator.job import BackendName
from generator.pipeline import STAGES, Made, Stage
from generator.summarizing import BACKENDS

GIVEN = {"job", "progress", "inputs", "held", "previewed"}


def test_each_stage_needs_what_is_there_by_then() -> None:
    """A stage needs what was given or what an earlier stage made, and nothing is made twice."""
    known = set(GIVEN)
    for stage in STAGES:
        assert set(stage.needs) <= known, stage.name
        assert stage.name not in known
        known.add(stage.name)
    assert known == set(get_type_hints(Made))


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_stages_pass_on_what_the_next_ones_take(stage: Stage) -> None:
    """What is made under a name has the type in which it is needed, which mypy cannot see."""
    made, hints = get_type_hints(Made), get_type_hints(stage.work)
    assert hints.pop("return") == made[stage.name]
    takes = list(hints.values())
    assert takes[: len(stage.needs)] == [made[name] for name in stage.needs]
    assert len(takes) == len(stage.needs) + bool(stage.items)


def test_every_backend_that_can_be_chosen_can_be_opened() -> None:
    """The names that settings and command line allow are those of the registry."""
    assert tuple(BACKENDS) == get_args(BackendName)
