"""Weights for the episodes that the program's own weights were fitted to: fitted without them.

An evaluation that scored an episode by weights that had seen it would flatter. `train` therefore
also keeps the models of its cross-validation, and which of them never saw which transcript.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from ..model import Transcript
from ..segmentation.weights import Weights

HELD_OUT_FILE = Path(__file__).with_name("held_out.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """The models of a cross-validation."""

    models: Mapping[str, Weights]
    """By the name of the fold that each never saw."""
    folds: Mapping[str, str]
    """The fold of each transcript, by its `fingerprint`."""


_HELD_OUT = TypeAdapter(HeldOut)


def fingerprint(transcript: Transcript) -> str:
    """What tells one transcript from another: a hash of the words said in it."""
    words = " ".join(cue.text for cue in transcript.cues)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def weights_for(transcript: Transcript) -> Weights | None:
    """Weights that never saw `transcript`; None where the program's own did not see it either."""
    held_out = _load()
    fold = held_out.folds.get(fingerprint(transcript))
    return held_out.models[fold] if fold is not None else None


def write(held_out: HeldOut) -> None:
    """Keep the models of a cross-validation, beside those of other recordings."""
    kept = _load()
    stale = {kept.folds[key] for key in held_out.folds if key in kept.folds}
    folds = {key: fold for key, fold in kept.folds.items() if fold not in stale}
    models = {fold: model for fold, model in kept.models.items() if fold not in stale}
    merged = HeldOut(models={**models, **held_out.models}, folds={**folds, **held_out.folds})
    HELD_OUT_FILE.write_bytes(_HELD_OUT.dump_json(merged) + b"\n")


@cache
def _load() -> HeldOut:
    return _HELD_OUT.validate_json(HELD_OUT_FILE.read_bytes())
