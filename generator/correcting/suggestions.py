"""What may have been misheard, as lines that a person can put into `corrections.yaml`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..corrections import pattern_of
from ..model import Episode, EpisodeId
from ..timestamps import format_clock
from . import apart, find, is_given
from .given import Given
from .mishearing import Finding

_AROUND = 30
"""Characters shown of what stands before and after."""
_SIMPLE = re.compile(r"[^\W\d_][\w.&+'-]*(?: [\w.&+'-]+)*")
"""What YAML takes for text as it stands."""
_NO_TEXT = frozenset({"y", "n", "yes", "no", "true", "false", "on", "off", "null"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A name that a model says was misheard."""

    heard: str
    meant: str
    by: str
    """The model."""


@dataclass(slots=True)
class _Line:
    """One suggestion, with all episodes that hold it."""

    heard: str
    meant: str
    places: list[tuple[Episode, Sequence[int]]] = field(default_factory=list)
    """Each with the cues that hold it."""
    findings: list[Finding] = field(default_factory=list)
    proposers: dict[str, None] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(len(cues) for _, cues in self.places)


def suggest(
    episodes: Sequence[Episode],
    given: Given,
    proposed: Mapping[EpisodeId, Sequence[Proposal]],
    *,
    applied: bool,
) -> Iterator[str]:
    """Lines for `corrections.yaml`, the most frequent first, each with its evidence.

    With `applied` those of what is corrected already without being asked for, to refuse some.
    """
    lines: dict[tuple[str, str], _Line] = {}
    for episode, findings in zip(episodes, find(episodes), strict=True):
        known = given.of(episode.show)
        corrected = {finding.heard for finding in apart(findings)}
        for finding in apart(findings) if applied else _unsure(findings):
            if not is_given(finding.heard, known):
                key = finding.heard, finding.meant
                line = lines.setdefault(key, _Line(*key))
                line.places.append((episode, finding.cues))
                line.findings.append(finding)
        for proposal in () if applied else proposed.get(episode.id, ()):
            key = proposal.heard, proposal.meant
            if proposal.heard in corrected or is_given(proposal.heard, known):
                continue
            line = lines.setdefault(key, _Line(*key))
            line.proposers.setdefault(proposal.by)
            if all(each is not episode for each, _ in line.places):
                line.places.append((episode, _cues(proposal.heard, episode)))
    found = (line for line in lines.values() if line.count)
    for line in sorted(found, key=lambda line: (-line.count, line.heard, line.meant)):
        yield f"{_text(line.heard)}: {_text(line.meant)}  # {_evidence(line)}"


def _unsure(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if not finding.sure)


def _evidence(line: _Line) -> str:
    """Where it was heard, in which words, and what speaks for the name."""
    episode, cues = next((episode, cues) for episode, cues in line.places if cues)
    cue = episode.transcript.cues[cues[0]]
    when = f" at {format_clock(cue.start)}" if cue.start is not None else ""
    times = f"{line.count} times, first in" if line.count > 1 else "in"
    reasons = []
    if any(each.listed for each in line.findings):
        reasons.append("in the notes")
    if said := sum(each.said for each in line.findings):
        reasons.append(f"said {said} times there" if said > 1 else "said once there")
    elif line.findings and line.findings[0].sayers:
        reasons.append(f"said in {line.findings[0].sayers} episodes")
    if line.proposers:
        reasons.append(f"proposed by {', '.join(line.proposers)}")
    why = f"; {line.meant} is {' and '.join(reasons)}" if reasons else ""
    return f'{times} {episode.id}{when}: "{_words_around(cue.text, line.heard)}"{why}'


def _cues(heard: str, episode: Episode) -> list[int]:
    """The cues that hold a spelling."""
    found = pattern_of((heard,))
    return [n for n, cue in enumerate(episode.transcript.cues) if found.search(cue.text)]


def _words_around(text: str, heard: str) -> str:
    """Some words before and after what was heard."""
    text = " ".join(text.split())
    at = max(0, text.find(heard))
    start, end = max(0, at - _AROUND), at + len(heard) + _AROUND
    before = text[start:at].partition(" ")[2] if start else text[:at]
    after = text[at + len(heard) : end]
    after = after.rpartition(" ")[0] if end < len(text) else after
    return f"{before}{text[at : at + len(heard)]}{after}"


def _text(value: str) -> str:
    """A text as YAML takes it."""
    if _SIMPLE.fullmatch(value) and value.lower() not in _NO_TEXT:
        return value
    return json.dumps(value, ensure_ascii=False)
