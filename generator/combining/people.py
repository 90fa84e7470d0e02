"""Who speaks: names as transcripts spell them, joined where they safely mean one person.

"Swyx" and "swyx" are one. "Alessio" is "Alessio Fanelli" where the episode names one person of
that first name, or else where its whole show does. Two people who share a first name are never
joined by it, and a label such as "Speaker 2" is nobody.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..language.sentences import any_language
from ..model import Episode, Reading

_NAME = re.compile(r"[^\W\d_][^\W_]*(?:[-’'][^\W_]+)*(?:\s+(?:[a-z]{2,3}\s+)?[A-ZÀ-Þ][\w’'-]*)+")
"""A first name and what follows it, as titles write them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who is who in an archive."""

    names: tuple[Mapping[str, str], ...]
    """For each reading: the name that a spelling stands for; labels such as "Host" are left out."""
    spellings: Mapping[str, tuple[str, ...]]
    """All that stand for a name, in any episode, itself first."""


def identify(readings: Sequence[Reading], aliases: Mapping[str, Sequence[str]]) -> Cast:
    """Join the names of all speakers. `aliases`, by name, are a person's word and win."""
    given = {fold(alias): name for name, each in aliases.items() for alias in (name, *each)}
    within = [_names_within(reading.episode, given) for reading in readings]
    by_show: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for reading, names in zip(readings, within, strict=True):
        show = reading.episode.show
        by_show[show.slug].update(names.values())
        by_show[show.slug].update({given.get(fold(host), host): 0 for host in show.hosts})
    whole = Counter(name for names in within for name in names.values())
    full = {slug: _by_first_name(names) for slug, names in by_show.items()}
    joined = [
        {spelled: _in_full(name, full[r.episode.show.slug]) for spelled, name in names.items()}
        for r, names in zip(readings, within, strict=True)
    ]
    for names in joined:
        whole.update(names.values())
    best = _best_spelling(whole, given)
    settled = [{spelled: best[fold(name)] for spelled, name in each.items()} for each in joined]
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for names in settled:
        for spelled, name in names.items():
            spellings[name][spelled] += 1
    return Cast(
        names=tuple(settled),
        spellings={
            name: tuple(dict.fromkeys((name, *sorted(each)))) for name, each in spellings.items()
        },
    )


@cache
def _label() -> re.Pattern[str]:
    """What stands for a name in any language: "Speaker 2", "Sprecherin 1", "SPEAKER_00", "S1"."""
    role = r"(?:{})(?:\s+(?:speaker|member|voice))?(?:[\s_-]*#?\d+|[\s_-]+[a-z])?\Z"
    frame = rf"(?:{role}|(?:c|ch|channel|s|spk|spkr)[\s_-]*\d+\Z)"
    return any_language().pattern("roles", frame)


def _names_within(episode: Episode, given: Mapping[str, str]) -> dict[str, str]:
    """Each spelling of a speaker with the fullest name that the episode itself gives them."""
    spelled = [name for name in episode.speakers if not _label().match(name.strip())]
    titled = [match.group() for match in _names_in(episode.title)]
    full = _by_first_name((*spelled, *titled, *episode.show.hosts))
    named: dict[str, str] = {}
    for name in spelled:
        known = given.get(fold(name))
        named[name] = known or _in_full(name, full)
        named[name] = given.get(fold(named[name]), named[name])
    return named


def _names_in(title: str) -> Iterator[re.Match[str]]:
    """What may be full names in a title: "with Ines Falk of the Harbour" gives "Ines Falk"."""
    for piece in re.split(r"[^\w\s’'-]+|\b(?:with|of|and|from|by|on|at|ft|feat|for)\b", title):
        match = _NAME.fullmatch(piece.strip())
        if match and len(piece.split()) < 4:
            yield match


def _by_first_name(names: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """The full names among `names`, folded, by the first name, folded, that each begins with."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name in names:
        folded = fold(name)
        first, more, _ = folded.partition(" ")
        if more:
            found[first][folded] = name
    return found


def _in_full(name: str, full: Mapping[str, Mapping[str, str]]) -> str:
    """The one full name that begins with a first name; the name itself otherwise."""
    matches = full.get(fold(name), {})
    return next(iter(matches.values())) if len(matches) == 1 else name


def _best_spelling(counts: Mapping[str, int], given: Mapping[str, str]) -> dict[str, str]:
    """For each name, folded: the spelling used most; of equals the one with a capital."""
    best: dict[str, str] = {}
    for name in sorted(counts, key=lambda each: (-counts[each], each)):
        best.setdefault(fold(name), name)
    return best | {fold(name): name for name in given.values()}


def fold(name: str) -> str:
    """A name without what differs between spellings of it."""
    return " ".join(name.casefold().split())
