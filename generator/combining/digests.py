"""Digests: what a month, a year or a show came to, and who said it.

A digest is not a list of its episodes. It leads with the best of different episodes, then goes by
theme: what was claimed, by whom, one line each. It says who answers whom, what was not spoken of
before, what terms mean, what was measured, and which chapters are worth an hour. A month, a year
and a show are condensed further and further: a year tells its course, a show what it is about, who
is heard in it, and its best moments over time.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain, groupby, islice, zip_longest
from operator import attrgetter

from ..language.languages import Language
from ..model import (
    Definition,
    Digest,
    EpisodeId,
    Exchange,
    Figure,
    Mention,
    Period,
    Quotation,
    Reading,
    Show,
    Stance,
    Theme,
    Topic,
)
from .claims import Claim, pick
from .definitions import definitions_in
from .exchanges import answers_across, answers_within
from .people import Cast
from .recall import Recalled
from .telling import OPENS
from .topics import Survey, roots_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Size:
    """How much of what a digest holds at the most."""

    lead: int
    themes: int
    voices: int
    """Claims of each theme."""
    exchanges: int
    terms: int
    numbers: int
    chapters: int
    moments: int = 0
    each: int = 1
    """Moments of each stretch of its time, or episode."""
    people: int = 0


_SHORT = _Size(
    lead=5, themes=5, voices=4, exchanges=4, terms=3, numbers=4, chapters=3, moments=8, each=2
)
_LONG = _Size(lead=5, themes=6, voices=3, exchanges=4, terms=6, numbers=6, chapters=6, moments=12)
_SHOW = _Size(
    lead=0, themes=6, voices=3, exchanges=0, terms=6, numbers=0, chapters=6, moments=8, people=24
)
_ONLY = replace(_SHORT, people=24)
"""A show without dates has no other digest."""
SIZES = {
    Period.WEEK: _SHORT,
    Period.MONTH: _SHORT,
    Period.QUARTER: _SHORT,
    Period.YEAR: _LONG,
    Period.SHOW: _SHOW,
}
NAMES = 10
"""How many names a digest lists."""
FRESH = 8
"""How many subjects that are new in it."""
THEME_PER_EPISODE = 2
"""Claims of one episode that a theme quotes at the most."""
FEWEST_VOICES = 2
"""Claims that make a theme, and episodes that hold them where there are so many."""
WORTH = 3600.0
"""Seconds of the chapters that it recommends together."""
SHORTEST_CHAPTER, LONGEST_CHAPTER = 60.0, 1200.0
"""Seconds; another is no recommendation."""
_COMFORTABLE = 180.0
"""Seconds from which on a chapter is long enough to be followed alone."""
_FEWEST_MENTIONS = 2
"""A topic named once in a whole period did not come up."""
_FEWEST_FRESH = 3
"""Mentions of a topic that make it one that was first spoken of then."""
_POOL = 12
"""The best claims of an episode on a subject or on all of them, among which is chosen."""
_LEFT_FOR_THEMES = 4
"""Claims for each one that leads, where there are few."""
_FEWEST_LEADING = 3
"""Claims that lead where so many stand alone: of few episodes, several of each."""
_LEADS_FROM = -0.5
"""Log-odds under which a claim leads nothing where another does."""
_ON_THEME = 0.3
"""Log-odds that a claim of the lead gains by being on a theme."""
_FAR_WORSE = 1.2
"""Log-odds that a further claim of an episode may stand behind the best of a theme."""
_WORTH_OF_FEW, _WORTH_OF_REST, _WORTH_OF_MANY, _MANY = 0.7, 1.0, 1.5, 6
"""Log-odds under which a claim is not worth a line of a theme or a moment, of what another digest
of the same episodes left as well, and more episodes than how many have so many claims that they
must be better."""
_LEAST = -2.5
"""Log-odds under which a claim is not worth a line even where none is worth more."""
_HALF = 0.5
"""Share of a theme's claims that speak of another topic too, to name both."""


def make_digests(
    shows: Sequence[Show],
    found: Survey,
    topics: Sequence[Topic],
    cast: Cast,
    claims: Sequence[Sequence[Claim]],
    periods: Iterable[Period],
    *,
    by_show: bool,
) -> Iterator[Digest]:
    """The digests of each kind in `periods`, newest first within each.

    `by_show`: those of weeks, months, quarters and years are made for each show on its own.
    """
    newest_first = found.readings
    mentions: defaultdict[EpisodeId, list[tuple[int, Mention]]] = defaultdict(list)
    for rank, topic in enumerate(topics):
        for mention in topic.mentions:
            mentions[mention.reading.id].append((rank, mention))
    facts = {
        reading.id: _Facts(
            reading=reading,
            names=names,
            recalled=found.memory.of(reading),
            claims=own,
            mentions=mentions[reading.id],
        )
        for reading, names, own in zip(newest_first, cast.names, claims, strict=True)
    }
    of_show: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in newest_first:
        of_show[reading.episode.show.slug].append(reading)
    roots = [roots_of(topic.names, _languages_of(topic)) for topic in topics]
    often = [sum(len(mention.cues) for mention in topic.mentions) for topic in topics]
    years: list[Digest] = []
    for period in periods:
        if period is Period.SHOW:
            for show in shows:
                members = of_show[show.slug]
                if sum(bool(reading.episode.transcript.count) for reading in members) > 1:
                    start = min((r.episode.date for r in members if r.episode.date), default=None)
                    span = _Span(f"shows/{show.slug}", show.title, start or dt.date.min, period)
                    told = _holding(members, years)
                    editor = _Editor(span, members, (), topics, roots, often, facts, told)
                    yield editor.digest(None)
            continue
        groups = (
            [(f"{show.slug}/", f"{show.title}: ", of_show[show.slug]) for show in shows]
            if by_show
            else [("", "", list(newest_first))]
        )
        for prefix, heading, readings in groups:
            for digest in _series(period, prefix, heading, readings, topics, roots, often, facts):
                if period is Period.YEAR:
                    years.append(digest)
                yield digest


def _languages_of(topic: Topic) -> Iterator[Language]:
    """The languages in which a topic is spoken of."""
    tags = {mention.reading.episode.language for mention in topic.mentions}
    return map(Language.of, sorted(tags))


def _holding(members: Sequence[Reading], years: Iterable[Digest]) -> Digest | None:
    """The digest of a year that is of all these episodes.

    It may be of other shows' as well, where enough is left that it does not tell.
    """
    own = _all_of(members)
    found = (digest for digest in years if own <= _all_of(digest.readings))
    return next((d for d in found if len(members) > _MANY or len(d.readings) == len(members)), None)


def _all_of(readings: Iterable[Reading]) -> frozenset[EpisodeId]:
    return frozenset(reading.id for reading in readings)


@dataclass(frozen=True, slots=True)
class _Span:
    """What a digest is of."""

    slug: str
    title: str
    start: dt.date
    period: Period


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """What is found once in an episode and used by all its digests."""

    reading: Reading
    names: Mapping[str, str]
    """Whom each spelling of a speaker's name stands for."""
    recalled: Recalled
    """What was found in it before."""
    claims: Sequence[Claim]
    """The most telling first."""
    mentions: Sequence[tuple[int, Mention]]
    """What it says of topics, each by its rank among all, so that no digest looks for its own
    episodes in all that was ever said of a topic."""

    @cached_property
    def on_topic(self) -> Mapping[int, Sequence[Claim]]:
        """Its claims by the rank of the topic that they speak of, the most telling first."""
        found: defaultdict[int, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            for rank in sorted(claim.topics):
                if len(found[rank]) < _POOL:
                    found[rank].append(claim)
        return found

    @cached_property
    def answers(self) -> Sequence[Exchange]:
        """Where somebody answers another."""
        return tuple(answers_within(self.reading, self.names, self.recalled))

    @cached_property
    def terms(self) -> Sequence[Definition]:
        """What is explained in it, the most telling first."""
        published = ((claim.quotation, claim.defines) for claim in self.claims)
        return tuple(definitions_in(self.reading, published, self.names, self.recalled))

    @cached_property
    def figures(self) -> Sequence[tuple[str, Claim]]:
        """What it measures, the most telling first."""
        return tuple((claim.figure, claim) for claim in self.claims if claim.figure)


def _series(
    period: Period,
    prefix: str,
    heading: str,
    readings: Sequence[Reading],
    topics: Sequence[Topic],
    roots: Sequence[frozenset[str]],
    often: Sequence[int],
    facts: Mapping[EpisodeId, _Facts],
) -> Iterator[Digest]:
    """A digest for every span of a period that has an episode, newest first."""
    dated = [reading for reading in readings if reading.episode.date]
    spans = [(start, list(members)) for start, members in groupby(dated, key=_STARTS[period])]
    ranks_first: dict[int, int] = {}
    for index in range(len(spans) - 1, -1, -1):  # when each topic was first spoken of
        for reading in spans[index][1]:
            for rank, _ in facts[reading.id].mentions:
                ranks_first.setdefault(rank, index)
    for index, (start, members) in enumerate(spans):
        slug, title = _names_of_span(period, start)
        before = spans[index + 1][1] if index + 1 < len(spans) else None
        first = [rank for rank, at in ranks_first.items() if at == index and before is not None]
        span = _Span(prefix + slug, heading + title, start, period)
        yield _Editor(span, members, first, topics, roots, often, facts).digest(before)


@dataclass(frozen=True)
class _Editor:
    """Makes one digest."""

    span: _Span
    readings: Sequence[Reading]
    """Newest first."""
    first: Sequence[int]
    """Ranks of the topics that nobody spoke of before."""
    topics: Sequence[Topic]
    roots: Sequence[frozenset[str]]
    """The stems of the names of each topic."""
    often: Sequence[int]
    """How often the whole archive names each topic."""
    facts: Mapping[EpisodeId, _Facts]
    told: Digest | None = None
    """The digest of a year that is of these episodes: this one tells what that one does not."""
    taken: list[Claim] = field(default_factory=list)
    """Claims that stand somewhere in it, or in that."""

    @cached_property
    def size(self) -> _Size:
        """How much it may hold."""
        if self.span.period is Period.SHOW and not any(r.episode.date for r in self.readings):
            return _ONLY
        return SIZES[self.span.period]

    @property
    def choosy(self) -> bool:
        """Whether there is enough to choose from that every line can stand alone.

        So too where the digest of their year tells the rest.
        """
        return bool(self.told) or len(self.readings) > _MANY

    @cached_property
    def least(self) -> float:
        """Log-odds under which a claim is not worth a line: low where none is worth more."""
        best = max((c.weight + c.standing for c in self._claims()), default=0.0)
        many = len(self.readings) > _MANY
        # The digest of their year has the best of them.
        least = _WORTH_OF_REST if self.told else _WORTH_OF_MANY if many else _WORTH_OF_FEW
        return least if best >= least else _LEAST

    def digest(self, before: Sequence[Reading] | None) -> Digest:
        """The digest; `before` is what the one before was of."""
        if self.told:
            said = set(map(_words_of, self.told.quoted()))
            self.taken.extend(c for c in self._claims() if _words_of(c.quotation) in said)
        counts = self._counts()
        ranked = self._subjects(counts)
        lead = self._lead(ranked)
        exchanges = self._exchanges()  # rarer than what makes a theme
        themes = self._themes(ranked, counts, before)
        terms = self._terms()
        numbers = self._numbers()
        moments = self._moments()
        names = self._names()
        fresh = self._fresh(counts)
        quoted = [*lead, *(q for theme in themes for q in theme.quotations), *moments]
        return Digest(
            slug=self.span.slug,
            title=self.span.title,
            start=self.span.start,
            period=self.span.period,
            readings=tuple(self.readings),
            highlights=tuple(sorted(lead, key=_when)),
            themes=themes,
            fresh=fresh,
            exchanges=exchanges,
            terms=terms,
            numbers=numbers,
            names=names,
            moments=tuple(sorted(moments, key=_when)),
            people=self._people(),
            chapters=tuple(self._worth_an_hour(quoted)),
        )

    def _claims(self) -> list[Claim]:
        """All claims, episode by episode."""
        return [claim for each in self.readings for claim in self.facts[each.id].claims]

    def _counts(self) -> Mapping[int, Sequence[int]]:
        """How often each episode that names a topic does so, by the rank of the topic."""
        counted: defaultdict[int, list[int]] = defaultdict(list)
        for reading in self.readings:
            for rank, mention in self.facts[reading.id].mentions:
                counted[rank].append(len(mention.cues))
        return counted

    def _subjects(self, counts: Mapping[int, Sequence[int]]) -> list[int]:
        """Ranks of what came up: the topics of which the period holds more than its share.

        Of a show, those that come up again and again.
        """
        rated: list[tuple[float, int]] = []
        same = self.told and len(self.told.readings) == len(self.readings)
        told = {theme.topic.slug for theme in self.told.themes} if self.told and same else set()
        for rank, each in counts.items():
            topic = self.topics[rank]
            if topic.proper or topic.slug in told or sum(each) < _FEWEST_MENTIONS:
                continue
            share = sum(each) / self.often[rank]
            telling = math.log(1 + len(self.facts) / len(topic.mentions))
            if self.span.period is Period.SHOW:
                rate = len(each) * math.sqrt(telling)
            else:
                rate = sum(map(math.sqrt, each)) * (0.2 + share) * math.sqrt(len(each)) * telling
            gain = partial(_fits, self.roots[rank])
            best = pick(self._on(rank), self.size.voices, each=THEME_PER_EPISODE, gain=gain)
            if best:
                mean = sum(claim.weight + gain(claim) for claim in best) / len(best)
                rated.append((-rate * math.exp(mean), rank))
        return [rank for _, rank in sorted(rated)]

    def _on(self, rank: int) -> list[Claim]:
        """Claims on a topic, which they name before they end: others only mention it.

        Where there are many they must stand alone.
        """
        pool = chain.from_iterable(
            self.facts[each.id].on_topic.get(rank, ()) for each in self.readings
        )
        about = (claim for claim in pool if not self.roots[rank].isdisjoint(claim.foremost))
        return [claim for claim in about if claim.alone or not self.choosy]

    def _lead(self, ranked: Sequence[int]) -> list[Quotation]:
        """The strongest claim of each of the best episodes, rather on what came up."""
        themes = set(ranked[: self.size.themes])

        def gain(claim: Claim) -> float:
            return _ON_THEME * bool(claim.topics & themes)

        pool = self._claims()
        most = min(self.size.lead, max(1, len(pool) // _LEFT_FOR_THEMES))
        alone = [claim for claim in pool if claim.alone]
        strong = [claim for claim in alone if claim.weight >= _LEADS_FROM] or alone or pool
        chosen = pick(strong, most, each=1, gain=gain)
        more = min(most, _FEWEST_LEADING) - len(chosen)
        chosen += pick(strong, more, each=1, taken=chosen, gain=gain)
        self.taken.extend(chosen)
        return [claim.quotation for claim in chosen]

    def _themes(
        self,
        ranked: Sequence[int],
        counts: Mapping[int, Sequence[int]],
        before: Sequence[Reading] | None,
    ) -> tuple[Theme, ...]:
        """What was claimed on the subjects that came up, by different voices."""
        earlier = {rank for each in before or () for rank, _ in self.facts[each.id].mentions}
        spoken = sum(bool(self.facts[each.id].claims) for each in self.readings)
        themes: list[Theme] = []
        named: set[int] = set()
        for rank in ranked:
            if len(themes) == self.size.themes:
                break
            gain = partial(_fits, self.roots[rank])
            chosen = pick(
                self._on(rank),
                self.size.voices,
                each=THEME_PER_EPISODE,
                taken=self.taken,
                gain=gain,
            )
            chosen = _worth_a_line(chosen, gain, self.least)
            episodes = {claim.reading.id for claim in chosen}
            if rank in named or len(episodes) < min(FEWEST_VOICES, spoken):
                continue
            if not chosen or (spoken > 1 and len(chosen) < FEWEST_VOICES):
                continue
            self.taken.extend(chosen)
            beside = self._beside(rank, chosen)
            named.update({rank} if beside is None else {rank, beside})
            themes.append(
                Theme(
                    topic=self.topics[rank],
                    beside=None if beside is None else self.topics[beside],
                    count=sum(counts[rank]),
                    new=before is not None and rank not in earlier,
                    quotations=tuple(sorted((claim.quotation for claim in chosen), key=_when)),
                )
            )
        return tuple(themes)

    def _beside(self, rank: int, chosen: Sequence[Claim]) -> int | None:
        """Another subject that most of these claims speak of."""
        held = Counter(other for claim in chosen for other in claim.topics if other != rank)
        also = [
            other
            for other, count in sorted(held.items(), key=lambda each: (-each[1], each[0]))
            if count >= max(2, _HALF * len(chosen)) and not self.topics[other].proper
        ]
        return also[0] if also else None

    def _fresh(self, counts: Mapping[int, Sequence[int]]) -> tuple[tuple[Topic, int], ...]:
        """What was first spoken of in it, most first."""
        found = [(self.topics[rank], sum(counts[rank])) for rank in sorted(self.first)]
        often = [each for each in found if each[1] >= _FEWEST_FRESH]
        return tuple(sorted(often, key=lambda each: -each[1])[:FRESH])

    def _exchanges(self) -> tuple[Exchange, ...]:
        """Who answers whom: disagreement first, from as many episodes as there are."""
        most = self.size.exchanges
        if not most:
            return ()
        within = [
            exchange
            for reading in reversed(self.readings)
            for exchange in self.facts[reading.id].answers
        ]
        within.sort(key=lambda each: each.stance is not Stance.AGAINST)
        found = within[: most - most // 2]
        pool = [
            claim
            for reading in self.readings
            for claims in self.facts[reading.id].on_topic.values()
            for claim in claims
        ]
        unique = list(dict.fromkeys(claim for claim in pool if claim not in self.taken))
        used: set[EpisodeId] = set()
        for one, other in answers_across(unique):
            if len(found) == most:
                break
            if used & {one.reading.id, other.reading.id}:
                continue
            first, second = sorted((one, other), key=lambda claim: _when(claim.quotation))
            used |= {one.reading.id, other.reading.id}
            self.taken.extend((first, second))
            found.append(
                Exchange(stance=Stance.BESIDE, statement=first.quotation, answer=second.quotation)
            )
        found += within[most - most // 2 :][: most - len(found)]
        return tuple(found)

    def _terms(self) -> tuple[Definition, ...]:
        """What is explained, each term once, from as many episodes as there are."""
        best: dict[str, Definition] = {}
        claims = {_words_of(claim.quotation): claim for claim in self._claims()}
        found = [self.facts[each.id].terms for each in reversed(self.readings)]
        told = {each.term.casefold() for each in self.told.terms} if self.told else set()
        for each in chain.from_iterable(filter(None, row) for row in zip_longest(*found)):
            term = each.term.casefold()
            if term not in told and claims.get(_words_of(each.quotation)) not in self.taken:
                best.setdefault(term, each)
        chosen = tuple(islice(best.values(), self.size.terms))
        quoted = (claims.get(_words_of(each.quotation)) for each in chosen)
        self.taken.extend(filter(None, quoted))
        return chosen

    def _numbers(self) -> tuple[Figure, ...]:
        """What was measured: the most telling of each episode, then more."""
        found = [
            (place, figure, claim)
            for reading in self.readings
            for place, (figure, claim) in enumerate(self.facts[reading.id].figures)
            if claim not in self.taken and claim.whole
        ]
        found.sort(key=lambda each: (each[0], each[2].order))
        chosen = found[: self.size.numbers]
        self.taken.extend(claim for _, _, claim in chosen)
        return tuple(Figure(text=figure, quotation=claim.quotation) for _, figure, claim in chosen)

    def _names(self) -> tuple[tuple[Topic, int], ...]:
        """The names that most episodes mention, with how many do."""
        held = Counter(rank for each in self.readings for rank, _ in self.facts[each.id].mentions)
        counts = [
            (self.topics[rank], count)
            for rank, count in sorted(held.items())
            if self.topics[rank].proper
        ]
        fewest = min(2, len(self.readings))
        counts = [each for each in counts if each[1] >= fewest]
        return tuple(sorted(counts, key=lambda each: -each[1])[:NAMES])

    def _moments(self) -> list[Quotation]:
        """The best claim of each month of a longer time, or year of a very long one."""
        most = self.size.moments
        dated = [each for each in reversed(self.readings) if each.episode.date]
        if not most:
            return []
        stretches: Mapping[object, list[Reading]]
        for start in (_STARTS[Period.MONTH], _STARTS[Period.QUARTER], _STARTS[Period.YEAR]):
            stretches = {at: list(group) for at, group in groupby(dated, key=start)}
            if len(stretches) <= most:
                break
        if len(stretches) < FEWEST_VOICES:
            stretches = {each.id: [each] for each in self.readings[:most]}
        each = max(1, min(self.size.each, most // max(1, len(stretches))))
        chosen: list[Claim] = []
        for members in list(stretches.values())[-most:]:
            found = chain.from_iterable(self.facts[one.id].claims[:_POOL] for one in members)
            pool = [claim for claim in found if claim.alone or not self.choosy]
            taken = [*self.taken, *chosen]
            chosen += pick(pool, each, each=each, taken=taken, gain=attrgetter("standing"))
        chosen = [claim for claim in chosen if claim.weight + claim.standing >= self.least]
        self.taken.extend(chosen)
        return [claim.quotation for claim in chosen]

    def _people(self) -> tuple[tuple[str, int], ...]:
        """Who is heard, and in how many episodes: hosts first, then most first."""
        if not self.size.people:
            return ()
        held: Counter[str] = Counter()
        hosts: set[str] = set()
        for reading in self.readings:
            names = self.facts[reading.id].names
            held.update(set(names.values()))
            hosts.update(reading.episode.show.hosts)
        ranked = sorted(held.items(), key=lambda each: (each[0] not in hosts, -each[1], each[0]))
        return tuple(ranked[: self.size.people])

    def _worth_an_hour(self, quoted: Sequence[Quotation]) -> Iterator[tuple[Reading, int]]:
        """Chapters that hold most of what is worth saying, by the time they take.

        One of an episode, as long as there are others.
        """
        rates: defaultdict[tuple[EpisodeId, int], float] = defaultdict(float)
        for reading in self.readings:
            for claim in self.facts[reading.id].claims[:_POOL]:
                rates[reading.id, claim.quotation.chapter] += 1.0
            for _, mention in self.facts[reading.id].mentions:
                held = Counter(reading.outline.chapters_at(mention.cues))
                for index, count in held.items():
                    rates[reading.id, index] += 0.2 * math.sqrt(count)
        for each in quoted:
            rates[each.reading.id, each.chapter] += 1.0
        oldest_first = list(reversed(self.readings))
        order = {reading.id: place for place, reading in enumerate(oldest_first)}
        choices: list[tuple[float, int, int, float]] = []
        for (key, index), weight in rates.items():
            chapters = oldest_first[order[key]].outline.chapters
            start, end = chapters[index].start, chapters[index].end
            if start is None or end is None:
                continue
            length = end - start
            # The beginning of an episode introduces its people; the end thanks them.
            inside = 0 < index < len(chapters) - 1
            if SHORTEST_CHAPTER <= length <= LONGEST_CHAPTER and inside:
                rate = weight / math.sqrt(max(length, _COMFORTABLE))
                choices.append((-rate, order[key], index, length))
        total = 0.0
        chosen: list[tuple[int, int]] = []
        told = {(r.id, index) for r, index in self.told.chapters} if self.told else set()
        for _, place, index, length in sorted(choices):
            if (oldest_first[place].id, index) in told:
                continue
            fits = total + length <= WORTH and len(chosen) < self.size.chapters
            if fits and all(place != other for other, _ in chosen):
                total += length
                chosen.append((place, index))
        for place, index in sorted(chosen):
            yield oldest_first[place], index


def _worth_a_line(
    chosen: Sequence[Claim], gain: Callable[[Claim], float], least: float
) -> list[Claim]:
    """Those that stand not far behind the best, and the best of each further episode."""
    kept: list[Claim] = []
    for claim in chosen:
        worth = claim.weight + gain(claim)
        near = worth > chosen[0].weight + gain(chosen[0]) - _FAR_WORSE
        other = all(claim.reading.id != one.reading.id for one in kept)
        if worth >= least and (near or other):
            kept.append(claim)
    return kept


def _fits(roots: frozenset[str], claim: Claim) -> float:
    """What a claim gains on a theme of these stems: it is about it from its first words on."""
    return OPENS * (not roots.isdisjoint(claim.opening)) + claim.standing


def _words_of(quotation: Quotation) -> tuple[EpisodeId, str]:
    """What tells a quotation from every other."""
    return quotation.reading.id, quotation.sentence.text


def _when(item: Quotation) -> tuple[dt.date, str, int]:
    episode = item.reading.episode
    return (episode.date or dt.date.min, episode.slug, item.sentence.sources[0].first_cue)


def _date(reading: Reading) -> dt.date:
    return reading.episode.date or dt.date.min


_STARTS: Mapping[Period, Callable[[Reading], dt.date]] = {
    Period.WEEK: lambda reading: _date(reading) - dt.timedelta(days=_date(reading).weekday()),
    Period.MONTH: lambda reading: _date(reading).replace(day=1),
    Period.QUARTER: lambda reading: _date(reading).replace(
        month=3 * ((_date(reading).month - 1) // 3) + 1, day=1
    ),
    Period.YEAR: lambda reading: _date(reading).replace(month=1, day=1),
}
"""The first day of the span that an episode falls into."""


def _names_of_span(period: Period, start: dt.date) -> tuple[str, str]:
    """The address and the title of a span; a page in another language words months itself."""
    if period is Period.WEEK:
        year, week, _ = start.isocalendar()
        return f"{year}-w{week:02}", f"{year}, week {week}"
    if period is Period.MONTH:
        return f"{start:%Y-%m}", f"{_MONTHS[start.month - 1]} {start.year}"
    if period is Period.QUARTER:
        quarter = (start.month - 1) // 3 + 1
        return f"{start.year}-q{quarter}", f"{start.year}, quarter {quarter}"
    return str(start.year), str(start.year)


_MONTHS = (  # spelled out, because `strftime` follows the machine's locale
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
