"""What is worth lifting out of an episode: its published sentences with what they are about."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..model import Quotation, Reading, all_sentences
from .people import Cast
from .quoting import quotation, signed
from .telling import alike, stands
from .topics import Survey


@dataclass(frozen=True, eq=False)
class Claim:
    """A published sentence."""

    quotation: Quotation
    """Under its speaker's full name."""
    stems: frozenset[str]
    """Its content words."""
    opening: frozenset[str]
    """Those among its first words."""
    foremost: frozenset[str]
    """Those before its end."""
    topics: frozenset[int]
    """Of what it speaks, by the ranks of topics."""
    weight: float
    """In log-odds, 0 for the average claim of an archive: how much it bears out of what its
    episode comes to, and how well it reads."""
    alone: bool
    """Whether it can be read without what was said around it."""
    place: int
    """Its rank among those of its episode, where nobody judged what they are worth."""
    whole: bool = True
    """Whether at least it holds all that it speaks of; it may be long or tell what somebody did."""
    personal: bool = False
    """Whether somebody speaks of themselves in it."""
    figure: str = ""
    """What it measures; "" for nothing."""
    defines: str = ""
    """The term that it defines; "" for none."""

    @property
    def reading(self) -> Reading:
        """Its episode."""
        return self.quotation.reading

    @cached_property
    def standing(self) -> float:
        """What it loses among lines of other episodes: see `telling.stands`."""
        return stands(whole=self.whole, personal=self.personal)

    @cached_property
    def order(self) -> tuple[float, int, str, int]:
        """The best first, whatever order they come in."""
        sentence = self.quotation.sentence
        return (-self.weight, self.place, str(self.reading.id), sentence.sources[0].first_cue)


def gather_claims(found: Survey, cast: Cast) -> tuple[tuple[Claim, ...], ...]:
    """The claims of each reading, the most telling first."""
    about: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for rank, keys in enumerate(found.groups):
        for key in keys:
            for index, sentences in found.told.get(key, {}).items():
                for sentence in sentences:
                    about[index, sentence.place].add(rank)
    claims = [_claims_of(index, found, names, about) for index, names in enumerate(cast.names)]
    weights = [claim.weight for each in claims for claim in each]
    average = sum(weights) / max(1, len(weights))
    return tuple(
        tuple(replace(claim, weight=round(claim.weight - average, 4)) for claim in each)
        for each in claims
    )


def _claims_of(
    index: int,
    found: Survey,
    names: Mapping[str, str],
    about: Mapping[tuple[int, int], set[int]],
) -> tuple[Claim, ...]:
    """The claims of one reading, the most telling first."""
    reading = found.readings[index]
    all_of_it = tuple(all_sentences(reading.summary))
    claims = []
    for rank, each in enumerate(found.tellings[index].sentences):
        sentence = all_of_it[each.place]
        claims.append(
            Claim(
                quotation=signed(quotation(reading, sentence), names.get(sentence.speaker or "")),
                stems=frozenset(each.stems),
                opening=frozenset(each.opening),
                foremost=frozenset(each.foremost),
                topics=frozenset(about.get((index, each.place), ())),
                weight=each.weight,
                alone=each.alone,
                place=rank,
                whole=each.whole,
                personal=each.personal,
                figure=each.figure,
                defines=each.defines,
            )
        )
    return tuple(sorted(claims, key=lambda claim: claim.order))


def pick(
    claims: Iterable[Claim],
    count: int,
    *,
    each: int,
    taken: Sequence[Claim] = (),
    gain: Callable[[Claim], float] = lambda claim: 0.0,
) -> list[Claim]:
    """The best `count` claims, at most `each` of an episode, none that says what another does.

    `taken` are those that stand elsewhere already; `gain` is what a claim is worth beyond itself.
    """
    chosen: list[Claim] = []
    held: Counter[str] = Counter()
    for claim in sorted(claims, key=lambda one: (-one.weight - gain(one), *one.order)):
        if len(chosen) >= count:
            break
        where = str(claim.reading.id)
        if held[where] < each and not any(repeats(claim, other) for other in (*taken, *chosen)):
            held[where] += 1
            chosen.append(claim)
    return chosen


def repeats(one: Claim, other: Claim) -> bool:
    """Whether two claims are one, or say the same."""
    if one is other or one.quotation.sentence.text == other.quotation.sentence.text:
        return True
    return one.reading.id == other.reading.id and alike(one.stems, other.stems)


def rarity(claims: Sequence[Claim]) -> Mapping[str, float]:
    """How rare each content word is among claims."""
    held = Counter(stem for claim in claims for stem in claim.stems)
    return {stem: math.log(1 + len(claims) / count) for stem, count in held.items()}
