"""What is worth lifting out of an episode: its published sentences with what they are about."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..language.languages import Language
from ..language.words import word_count
from ..model import Quotation, Reading, Sentence, Token
from .people import Cast
from .quoting import quotation, signed
from .standing import is_whole, leans, stands_alone
from .topics import Survey

SAME = 0.5
"""Share of the content words of the shorter of two sentences that make them say the same."""


# What a claim weighs beside the log-odds that a reader would print it, in the same measure; signs
# and proportions as fitted to whether careful readers found that a sentence bears out what its
# recording comes to.
HIGHEST = 0.37
"""For standing among the key points of its episode."""
PICKED = 1.0
"""For being quoted in the notes by those who made the recording."""
CONTRAST = 0.32
"""For saying that something is not so: it answers something."""
AT_AN_EDGE, EDGE = -0.5, 0.08
"""In the first and last share of a recording."""
PERSONAL, MOST_PERSONAL = -0.3, 3
"""For each time that somebody speaks of themselves."""
# And what no line among others may be, by reading:
LEANING = -0.5
"""For opening with what leans on the sentence before, or being no more than a noun that something
is told of: "A language which ..."."""
ALONE = 0.6
"""For being a claim that can be read without what was said around it."""
PADDED = -0.08
"""For each word that only fills it."""
LENGTHY, COMFORTABLE = -0.02, 26
"""For each word beyond those that are read in one go."""


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A published sentence."""

    quotation: Quotation
    """Under its speaker's full name."""
    tokens: Sequence[Token]
    stems: frozenset[str]
    """Its content words."""
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

    @property
    def reading(self) -> Reading:
        """Its episode."""
        return self.quotation.reading

    @property
    def order(self) -> tuple[float, int, str, int]:
        """The best first, whatever order they come in."""
        sentence = self.quotation.sentence
        return (-self.weight, self.place, str(self.reading.id), sentence.sources[0].first_cue)


def gather_claims(found: Survey, cast: Cast) -> tuple[tuple[Claim, ...], ...]:
    """The claims of each reading, the most telling first."""
    about: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for rank, keys in enumerate(found.groups):
        for key in keys:
            for index, sentences in found.told.get(key, {}).items():
                for sentence in sentences:
                    about[index, sentence.text].add(rank)
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
    about: Mapping[tuple[int, str], set[int]],
) -> tuple[Claim, ...]:
    """The claims of one reading, the most telling first."""
    reading = found.readings[index]
    language = Language.of(reading.episode.language)
    sentences, rows = found.published[index]
    stems = [frozenset(token.root for token in tokens if token.root) for tokens in rows]
    highest = {sentence.text for sentence in reading.summary.sentences}
    claims = []
    for place, (sentence, tokens, own) in enumerate(zip(sentences, rows, stems, strict=True)):
        alone = stands_alone(sentence.text, tokens, language)
        weight = _weigh(sentence, reading) + HIGHEST * (sentence.text in highest) + ALONE * alone
        claims.append(
            Claim(
                quotation=signed(quotation(reading, sentence), names.get(sentence.speaker or "")),
                tokens=tokens,
                stems=own,
                topics=frozenset(about.get((index, sentence.text), ())),
                weight=round(weight, 4),
                alone=alone,
                place=place,
                whole=alone or is_whole(sentence.text, tokens, language),
                personal=bool(language.pattern("personal").search(sentence.text)),
            )
        )
    return tuple(sorted(claims, key=lambda claim: claim.order))


def _weigh(sentence: Sentence, reading: Reading) -> float:
    """What tells of a sentence in itself."""
    language, text = Language.of(reading.episode.language), sentence.text
    personal = len(language.pattern("personal").findall(text))
    cues = reading.episode.transcript.count
    share = sentence.sources[0].first_cue / max(1, cues)
    return (
        sentence.worth
        + PICKED * sentence.picked
        + CONTRAST * bool(language.pattern("negation").search(text))
        + AT_AN_EDGE * (cues > 1 / EDGE and not EDGE <= share <= 1 - EDGE)
        + PERSONAL * min(personal, MOST_PERSONAL)
        + LEANING * leans(text, language)
        + PADDED * len(language.pattern("padding").findall(text))
        + LENGTHY * max(0, word_count(text) - COMFORTABLE)
    )


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
    fewest = max(2, min(len(one.stems), len(other.stems)))
    return len(one.stems & other.stems) >= SAME * fewest and one.reading.id == other.reading.id


def rarity(claims: Sequence[Claim]) -> Mapping[str, float]:
    """How rare each content word is among claims."""
    held = Counter(stem for claim in claims for stem in claim.stems)
    return {stem: math.log(1 + len(claims) / count) for stem, count in held.items()}
