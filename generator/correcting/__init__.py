"""Names heard right: what a recognizer misheard, found in an archive and noted in its episodes.

What people say (`content/corrections.yaml`) wins. Beyond that, only what is sure is noted, and in
English alone: of other languages the sounds are not known well enough. All else is suggested.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from ..corrections import mend, pattern_of
from ..model import Correction, Episode
from .dictionary import dictionary
from .given import Given
from .mishearing import Finding, Names
from .spellings import Listener, Recall, Spellings

__all__ = ["Judged", "Spellings", "correct", "find"]

_WORD = re.compile(r"\w+")
LANGUAGE = "en"
"""In which something is corrected without a person's word."""


Judged = tuple[tuple[Finding, ...], ...]
"""What may be misheard in each of some recordings."""
Judge = Callable[[object, Callable[[], Judged]], Judged]
"""Has that from before, by all that it depends on, or finds it."""


def correct(
    episodes: Sequence[Episode],
    given: Given,
    recall: Recall = lambda _, find: find(),
    judged: Judge = lambda _, find: find(),
) -> tuple[Episode, ...]:
    """The episodes, each with what its transcript has wrong.

    `recall` may know what names a transcript holds from another time, `judged` what an archive
    makes of them.
    """
    return tuple(
        replace(episode, corrections=found)
        if (found := tuple(_corrections(episode, given.of(episode.show), findings)))
        else episode
        for episode, findings in zip(episodes, find(episodes, recall, judged), strict=True)
    )


def find(
    episodes: Sequence[Episode],
    recall: Recall = lambda _, find: find(),
    judged: Judge = lambda _, find: find(),
) -> list[tuple[Finding, ...]]:
    """What may have been misheard in each episode; nothing in those of other languages."""
    own = [
        index
        for index, episode in enumerate(episodes)
        if episode.language.partition("-")[0] == LANGUAGE and episode.transcript.count
    ]
    found: list[tuple[Finding, ...]] = [()] * len(episodes)
    if not own:
        return found
    spellings = Listener(dictionary()).gather([episodes[index] for index in own], recall)

    def judge() -> Judged:
        names = Names(spellings, dictionary())
        return tuple(tuple(names.judge(each)) for each in spellings)

    # Where a spelling stands moves with every word before it, and tells nothing of what it is.
    told = tuple(
        (each.listed, each.said, {heard: len(cues) for heard, cues in each.suspects.items()})
        for each in spellings
    )
    for index, each, findings in zip(own, spellings, judged(told, judge), strict=True):
        found[index] = tuple(replace(one, cues=each.suspects[one.heard]) for one in findings)
    return found


def _corrections(
    episode: Episode, given: Mapping[str, str | None], findings: Sequence[Finding]
) -> Iterator[Correction]:
    """What is wrong in one episode, by cue: what is given, then what is sure."""
    wrong = {heard: meant for heard, meant in given.items() if meant is not None}
    found = [
        *_given_places(episode, wrong),
        *(
            Correction(finding.heard, finding.meant, cue)
            for finding in apart(findings)
            if not is_given(finding.heard, given)
            for cue in finding.cues
        ),
    ]
    yield from sorted(found, key=lambda each: (each.cue, each.heard))


def is_given(heard: str, given: Mapping[str, str | None]) -> bool:
    """Whether people have said something of a spelling, alone or with what stands around it."""
    return heard in given or any(
        heard in each and pattern_of((heard,)).search(each) for each in given
    )


def apart(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The sure ones, without those of several words that others of fewer words set right."""
    sure = {finding.heard: finding.meant for finding in findings if finding.sure}
    for finding in findings:
        if not finding.sure:
            continue
        whole = finding.heard.casefold()
        parts = {heard: sure[heard] for heard in sure if heard.casefold() in whole}
        del parts[finding.heard]
        if mend(finding.heard, parts) != finding.meant:
            yield finding


def _given_places(episode: Episode, wrong: Mapping[str, str]) -> Iterator[Correction]:
    """Where an episode has what people say is wrong, by the cue in which it begins."""
    if not wrong:
        return
    texts = [cue.text for cue in episode.transcript.cues]
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    said = frozenset(_WORD.findall("\n".join(texts)))
    heard_here = [each for each in sorted(wrong) if said.issuperset(_WORD.findall(each))]
    if not heard_here:
        return
    for match in pattern_of(tuple(heard_here)).finditer("\n".join(texts)):
        heard = " ".join(match[0].split())
        yield Correction(heard, wrong[heard], bisect_right(starts, match.start()) - 1)
