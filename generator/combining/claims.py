"""What is worth lifting out of an episode: its published sentences with what they are about."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.combining.people import Cast
from generator.combining.quoting import quotation, signed
from generator.combining.topics import Survey
from generator.language.languages import Language
from generator.language.words import word_count
from generator.model import Quotation, Reading, Token

SAME = 0.5
"""Share of the content words of the shorter of two sentences that make them say the same."""


PERSONAL = 0.3
"""Log-odds that a claim loses for each time that somebody speaks of themselves, twice at the most;
this and the next as fitted to whether readers found a sentence to bear out what a recording comes
to."""
AT_AN_EDGE, EDGE = 0.45, 0.08
"""Log-odds that it loses in the first and last share of a recording."""
PADDED = 0.12
"""Log-odds that it loses for each word that only fills it."""
LENGTHY, COMFORTABLE = 0.03, 26
"""Log-odds that it loses for each word beyond those that are read in one go."""


@dataclass(frozen=True, eq=False)
class Claim:
    """A published sentence."""

    quotation: Quotation
    """Under its speaker's full name."""
    tokens: Sequence[Token]
    stems: frozenset[str]
    """Its content words."""
    topics: frozenset[int]
    """Of what it speaks, by the ranks of topics."""
    place: int
    """Its rank among those of its episode, where nobody judged what they are worth."""

    @property
    def reading(self) -> Reading:
        """Its episode."""
        return self.quotation.reading

    @cached_property
    def worth(self) -> float:
        """Log-odds that a reader would print it, less for what no line among others may be.

        That is: long or padded, about whoever says it, of the beginning or the end of a recording.
        """
        sentence = self.quotation.sentence
        language = Language.of(self.reading.episode.language)
        personal = len(language.pattern("personal").findall(sentence.text))
        cues = len(self.reading.episode.transcript.cues)
        share = sentence.sources[0].first_cue / max(1, cues)
        return (
            sentence.worth
            - PERSONAL * min(personal, 2)
            - PADDED * len(language.pattern("padding").findall(sentence.text))
            - LENGTHY * max(0, word_count(sentence.text) - COMFORTABLE)
            - AT_AN_EDGE * (cues > 1 / EDGE and not EDGE <= share <= 1 - EDGE)
        )

    @property
    def order(self) -> tuple[float, int, str, int]:
        """The best first, whatever order they come in."""
        sentence = self.quotation.sentence
        return (-self.worth, self.place, str(self.reading.id), sentence.sources[0].first_cue)


def gather_claims(found: Survey, cast: Cast) -> tuple[tuple[Claim, ...], ...]:
    """The claims of each reading, the most telling first."""
    about: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for rank, keys in enumerate(found.groups):
        for key in keys:
            for index, sentences in found.told.get(key, {}).items():
                for sentence in sentences:
                    about[index, sentence.text].add(rank)
    made = (
        [
            Claim(
                quotation=signed(quotation(reading, sentence), names.get(sentence.speaker or "")),
                tokens=tokens,
                stems=frozenset(token.root for token in tokens if token.root),
                topics=frozenset(about[index, sentence.text]),
                place=place,
            )
            for place, (sentence, tokens) in enumerate(zip(sentences, rows, strict=True))
        ]
        for index, (reading, (sentences, rows), names) in enumerate(
            zip(found.readings, found.published, cast.names, strict=True)
        )
    )
    return tuple(tuple(sorted(claims, key=lambda claim: claim.order)) for claims in made)


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
    for claim in sorted(claims, key=lambda one: (-one.worth - gain(one), *one.order)):
        if len(chosen) == count:
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
    fewest = max(2, min(len(one.stems), len(other.stems)))
    return len(one.stems & other.stems) >= SAME * fewest and one.reading.id == other.reading.id


def rarity(claims: Sequence[Claim]) -> Mapping[str, float]:
    """How rare each content word is among claims."""
    held = Counter(stem for claim in claims for stem in claim.stems)
    return {stem: math.log(1 + len(claims) / count) for stem, count in held.items()}
