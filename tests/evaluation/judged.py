"""A recording whose sentences a reader judged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.config import SiteSettings
from generator.evaluation import verdicts
from generator.evaluation.held_out import fingerprint
from generator.language.hearing import hear
from generator.loading import load


def judge(
    folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str, lines: Sequence[str], letters: str
) -> None:
    """Write a talk of these lines into `folder`, and what a reader found: a letter a line.

    `kind` is the field of `Judged` that holds them; a line of the letter "-" was not judged.
    """
    cues = (f"00:{n}0.000 --> 00:{n}9.000\n{line}\n" for n, line in enumerate(lines))
    (folder / "talk.vtt").write_text("\n".join(["WEBVTT\n", *cues]))
    (episode,) = load(folder, SiteSettings()).episodes
    said = [each.text for each in hear(episode.transcript, "en")]
    pairs = zip(said, letters, strict=True)
    found = {verdicts.mark(text): letter for text, letter in pairs if letter != "-"}
    kept = {fingerprint(episode.transcript): {"show": "hives", kind: found}}
    monkeypatch.setattr(verdicts, "VERDICTS_FILE", folder / "verdicts.json")
    verdicts.VERDICTS_FILE.write_text(json.dumps(kept))
