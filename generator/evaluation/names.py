"""Names misheard: what is found, beside what careful readers noted (`names` in a reference).

Readers note what they are certain of, and not everything: what is corrected beyond that was looked
up in the transcripts by hand, and `names.toml` says whether it is right.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..config import SiteSettings
from ..correcting import apart, find
from ..correcting.likeness import bare
from ..correcting.mishearing import Finding
from ..loading import load
from .matching import read_each

_JUDGED = Path(__file__).parent / "names.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameScores:
    """What was found in some archives. A spelling counts once for each recording that has it."""

    recordings: int
    noted: int = 0
    """Names that readers noted as misheard."""
    met: int = 0
    """Of them, those that are corrected without being asked for."""
    offered: int = 0
    """Of the others, those that are suggested."""
    applied: int = 0
    """What is corrected without being asked for, noted or not."""
    right: int = 0
    """Of that, what readers noted or was found right by hand."""
    suggested: int = 0
    doubtful: tuple[str, ...] = ()
    """What is corrected and wrong, or not looked up yet."""


def compare_names(folder: Path, contents: Sequence[Path]) -> NameScores:
    """The scores of all recordings under `contents`, each an archive of its own.

    Recordings without a reference in `folder` count for what is applied. Raises `InputError`
    where a reference cannot be read.
    """
    noted = dict(read_each(folder, "reference", _noted))
    right = _judged("right")
    total = NameScores(recordings=0)
    for content in contents:
        episodes = load(content, SiteSettings()).episodes
        for episode, findings in zip(episodes, find(episodes), strict=True):
            own = noted.pop(episode.slug, {})
            sure = list(apart(findings))
            known = [_is_noted(each, own) or (each.heard, each.meant) in right for each in sure]
            met = {heard for heard in own if any(_meets(each, heard, own) for each in sure)}
            asked = {heard for heard in own if any(_meets(each, heard, own) for each in findings)}
            total = NameScores(
                recordings=total.recordings + 1,
                noted=total.noted + len(own),
                met=total.met + len(met),
                offered=total.offered + len(asked - met),
                applied=total.applied + len(sure),
                right=total.right + sum(known),
                suggested=total.suggested + sum(not each.sure for each in findings),
                doubtful=(
                    *total.doubtful,
                    *(
                        f"{episode.slug}: {each.heard} -> {each.meant}"
                        for each, fine in zip(sure, known, strict=True)
                        if not fine
                    ),
                ),
            )
    return total


def names_table(scores: NameScores) -> Iterator[str]:
    """The report for the terminal."""
    yield f"Names misheard, {scores.recordings} recordings"
    if scores.applied:
        share = scores.right / scores.applied
        yield f"  corrected    {scores.applied:6}   right {scores.right} ({share:.3f})"
    if scores.noted:
        share, more = scores.met / scores.noted, scores.offered / scores.noted
        yield (
            f"  readers noted{scores.noted:6}   corrected {scores.met} ({share:.3f}), suggested "
            + (f"{scores.offered} ({more:.3f}) of {scores.suggested} suggestions")
        )
    for line in scores.doubtful:
        yield f"  doubtful: {line}"


def _is_noted(finding: Finding, own: Mapping[str, str]) -> bool:
    return any(_meets(finding, heard, own) for heard in own)


def _meets(finding: Finding, heard: str, own: Mapping[str, str]) -> bool:
    """Whether a finding is what a reader noted, or a part of it, or it with its surroundings."""
    one, other = bare(finding.heard), bare(heard)
    meant, noted = bare(finding.meant), bare(own[heard])
    if one == other:
        return meant in noted or noted in meant
    return (one in other and meant in noted) or (other in one and noted in meant)


def _noted(data: Any) -> tuple[str, Mapping[str, str]]:  # noqa: ANN401  # what the reader wrote
    """Of which recording a reference is, and what its reader noted."""
    return data["episode"], dict(data.get("names", {}))


def _judged(kind: str) -> frozenset[tuple[str, str]]:
    rows = tomllib.loads(_JUDGED.read_text(encoding="utf-8"))[kind]
    return frozenset((heard, meant) for heard, meant in rows)
