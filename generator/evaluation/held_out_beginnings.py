"""Where listed chapters begin, by weights that never saw the recording; see `held_out`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from ..model import Transcript
from ..segmentation.beginnings import Weights
from .held_out import fingerprint

_FILE = Path(__file__).with_name("held_out_beginnings.json")
_MODELS = TypeAdapter(Mapping[str, Weights])


def beginnings_for(transcript: Transcript) -> Weights | None:
    """Weights that never saw `transcript`; None where the program's own did not see it either."""
    return _load().get(fingerprint(transcript))


def write(models: Mapping[str, Weights]) -> None:
    """Keep the models of a cross-validation, by the recording that each never saw."""
    _FILE.write_bytes(_MODELS.dump_json(models) + b"\n")


@cache
def _load() -> Mapping[str, Weights]:
    return _MODELS.validate_json(_FILE.read_bytes())
