"""Judgements for the recordings that the program's own was fitted to: fitted without their show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from ..model import Transcript
from ..summarizing.judgement import Judgements
from .held_out import fingerprint

HELD_OUT_FILE = Path(__file__).with_name("held_out_judgements.json")
_JUDGEMENTS = TypeAdapter(dict[str, Judgements])


def judgements_for(transcript: Transcript) -> Judgements | None:
    """What never saw the show of `transcript`; None where the program's own did not either."""
    judgements, folds = _load()
    fold = folds.get(fingerprint(transcript))
    return judgements[fold] if fold is not None else None


def write(judgements: Mapping[str, Judgements], folds: Mapping[str, str]) -> None:
    """Keep what was learned without each part, and the part of each transcript by fingerprint."""
    kept = {
        "judgements": {name: asdict(each) for name, each in judgements.items()},
        "folds": dict(folds),
    }
    HELD_OUT_FILE.write_text(json.dumps(kept, separators=(",", ":")) + "\n", encoding="utf-8")


@cache
def _load() -> tuple[Mapping[str, Judgements], Mapping[str, str]]:
    kept = json.loads(HELD_OUT_FILE.read_bytes())
    return _JUDGEMENTS.validate_python(kept["judgements"]), kept["folds"]
