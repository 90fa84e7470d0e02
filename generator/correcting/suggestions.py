"""What may have been misheard, as lines that a person can put into `corrections.yaml`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from generator.correcting import apart, find, is_given
from generator.correcting.given import Given
from generator.correcting.mishearing import Finding
from generator.model import Episode
from generator.timestamps import format_clock

_AROUND = 30
"""Characters shown of what stands before and after."""
_SIMPLE = re.compile(r"[^\W\d_][\w.&+'-]*(?: [\w.&+'-]+)*")
"""What YAML takes for text as it stands."""
_NO_TEXT = frozenset({"y", "n", "yes", "no", "true", "false", "on", "off", "null"})


@dataclass(slots=True)
class _Line:
    """One suggestion, with all episodes that hold it."""

    heard: str
    meant: str
    places: list[tuple[Episode, Finding]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(finding.cues) for _, finding in self.places)


def suggest(episodes: Sequence[Episode], given: Given, *, applied: bool) -> Iterator[str]:
    """Lines for `corrections.yaml`, the most frequent first, each with its evidence.

    With `applied` those of what is corrected already without being asked for, to refuse some.
    """
    lines: dict[tuple[str, str], _Line] = {}
    for episode, findings in zip(episodes, find(episodes), strict=True):
        known = given.of(episode.show)
        for finding in apart(findings) if applied else _unsure(findings):
            if not is_given(finding.heard, known):
                key = finding.heard, finding.meant
                line = lines.setdefault(key, _Line(*key))
                line.places.append((episode, finding))
    for line in sorted(lines.values(), key=lambda line: (-line.count, line.heard, line.meant)):
        yield f"{_text(line.heard)}: {_text(line.meant)}  # {_evidence(line)}"


def _unsure(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if not finding.sure)


def _evidence(line: _Line) -> str:
    """Where it was heard, in which words, and what speaks for the name."""
    episode, finding = line.places[0]
    cue = episode.transcript.cues[finding.cues[0]]
    when = f" at {format_clock(cue.start)}" if cue.start is not None else ""
    times = f"{line.count} times, first in" if line.count > 1 else "in"
    reasons = []
    if any(each.listed for _, each in line.places):
        reasons.append("in the notes")
    if said := sum(each.said for _, each in line.places):
        reasons.append(f"said {said} times there" if said > 1 else "said once there")
    elif finding.sayers:
        reasons.append(f"said in {finding.sayers} episodes")
    why = f"; {line.meant} is {' and '.join(reasons)}" if reasons else ""
    return f'{times} {episode.id}{when}: "{_words_around(cue.text, finding.heard)}"{why}'


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
