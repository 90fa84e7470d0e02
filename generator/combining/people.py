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

from slugify import slugify

from generator.combining.quoting import most_telling, quotation, signed
from generator.language.sentences import any_language
from generator.language.words import word_count
from generator.model import Appearance, Episode, Person, Quotation, Reading, Sentence, Topic

MOST_QUOTED = 3
"""Sentences of each episode that a person's page quotes."""
MOST_TOPICS = 12

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
    given = {_fold(alias): name for name, each in aliases.items() for alias in (name, *each)}
    within = [_names_within(reading.episode, given) for reading in readings]
    by_show: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for reading, names in zip(readings, within, strict=True):
        show = reading.episode.show
        by_show[show.slug].update(names.values())
        by_show[show.slug].update({given.get(_fold(host), host): 0 for host in show.hosts})
    whole = Counter(name for names in within for name in names.values())
    joined = [
        {spelled: _fuller(name, by_show[r.episode.show.slug]) for spelled, name in names.items()}
        for r, names in zip(readings, within, strict=True)
    ]
    for names in joined:
        whole.update(names.values())
    best = _best_spelling(whole, given)
    settled = [{spelled: best[_fold(name)] for spelled, name in each.items()} for each in joined]
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


def gather_people(
    readings: Sequence[Reading], cast: Cast, topics: Iterable[Topic]
) -> tuple[Person, ...]:
    """Everyone in more than one episode, by name."""
    seen: defaultdict[str, list[Appearance]] = defaultdict(list)
    quoted: defaultdict[str, list[Quotation]] = defaultdict(list)
    for reading, names in zip(readings, cast.names, strict=True):
        words = Counter(_spoken(reading.episode))
        for name in dict.fromkeys(names.values()):
            own = tuple(spelled for spelled, other in names.items() if other == name)
            seen[name].append(
                Appearance(reading=reading, names=own, words=sum(words[each] for each in own))
            )
        said: defaultdict[str, list[Sentence]] = defaultdict(list)
        for sentence in most_telling(reading):
            speaker = names.get(sentence.speaker or "")
            if speaker:
                said[speaker].append(sentence)
        for speaker, sentences in said.items():
            chosen = sorted(sentences[:MOST_QUOTED], key=lambda each: each.sources[0].first_cue)
            quoted[speaker] += [signed(quotation(reading, each), speaker) for each in chosen]
    spoken_of: defaultdict[str, list[tuple[Topic, int]]] = defaultdict(list)
    for topic in topics:
        for name, count in topic.people:
            spoken_of[name].append((topic, count))
    slugs = Slugs("person")
    return tuple(
        Person(
            slug=slugs.name(name),
            name=name,
            names=cast.spellings[name],
            appearances=tuple(seen[name]),
            quotations=tuple(quoted[name]),
            topics=tuple(sorted(spoken_of[name], key=lambda each: -each[1])[:MOST_TOPICS]),
        )
        for name in sorted(seen, key=str.casefold)
        if len(seen[name]) > 1
    )


class Slugs:
    """Hands out parts of addresses, each once."""

    def __init__(self, otherwise: str) -> None:
        self._otherwise = otherwise
        self._taken: set[str] = set()

    def name(self, title: str) -> str:
        """A slug made from `title`."""
        base = slugify(title, max_length=60, word_boundary=True) or self._otherwise
        slug, number = base, 1
        while slug in self._taken:
            number += 1
            slug = f"{base}-{number}"
        self._taken.add(slug)
        return slug


def _spoken(episode: Episode) -> dict[str, int]:
    words: Counter[str] = Counter()
    for cue in episode.transcript.cues:
        if cue.speaker:
            words[cue.speaker] += word_count(cue.text)
    return dict(words)


@cache
def _label() -> re.Pattern[str]:
    """What stands for a name in any language: "Speaker 2", "Sprecherin 1"."""
    frame = r"(?:{})(?:\s+(?:speaker|member|voice))?(?:\s*#?\d+|\s+[a-z])?\Z"
    return any_language().pattern("roles", frame)


def _names_within(episode: Episode, given: Mapping[str, str]) -> dict[str, str]:
    """Each spelling of a speaker with the fullest name that the episode itself gives them."""
    spelled = [name for name in episode.speakers if not _label().match(name.strip())]
    titled = [match.group() for match in _names_in(episode.title)]
    full = list(dict.fromkeys(n for n in (*spelled, *titled, *episode.show.hosts) if " " in n))
    named: dict[str, str] = {}
    for name in spelled:
        known = given.get(_fold(name))
        matches = {_fold(each): each for each in full if _begins(each, name)}
        named[name] = known or (next(iter(matches.values())) if len(matches) == 1 else name)
        named[name] = given.get(_fold(named[name]), named[name])
    return named


def _names_in(title: str) -> Iterator[re.Match[str]]:
    """What may be full names in a title: "with Ines Falk of the Harbour" gives "Ines Falk"."""
    for piece in re.split(r"[^\w\s’'-]+|\b(?:with|of|and|from|by|on|at|ft|feat|for)\b", title):
        match = _NAME.fullmatch(piece.strip())
        if match and len(piece.split()) < 4:
            yield match


def _fuller(name: str, others: Mapping[str, int]) -> str:
    """The one full name in a show that begins with a first name; the name itself otherwise."""
    if " " in name:
        return name
    matches = {_fold(other): other for other in others if _begins(other, name)}
    return next(iter(matches.values())) if len(matches) == 1 else name


def _begins(full: str, first: str) -> bool:
    return " " not in first and _fold(full).startswith(_fold(first) + " ")


def _best_spelling(counts: Mapping[str, int], given: Mapping[str, str]) -> dict[str, str]:
    """For each name, folded: the spelling used most; of equals the one with a capital."""
    best: dict[str, str] = {}
    for name in sorted(counts, key=lambda each: (-counts[each], each)):
        best.setdefault(_fold(name), name)
    return best | {_fold(name): name for name in given.values()}


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
