"""Digests: what was said across the episodes of a month, a year, a show, and who said it.

A digest is not a list of its episodes. It names the topics that came up, quotes several people
on each, says which of them the digest before did not have, and finds the numbers that more than
one episode gives, the sentences in which somebody disagrees, and the chapters worth an hour.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby, islice

from generator.combining.people import Cast
from generator.combining.quoting import (
    FEWEST_WORDS,
    MOST_WORDS,
    chapter_of,
    published,
    quotation,
    sentence_at,
    signed,
)
from generator.language.languages import Language
from generator.language.words import word_count
from generator.model import (
    Digest,
    EpisodeId,
    Mention,
    Period,
    Quotation,
    Reading,
    Recurrence,
    Sentence,
    Show,
    Theme,
    Topic,
)

HIGHLIGHTS = 9
"""How many sentences a digest quotes, as long as that is at least one for each episode."""
HIGHLIGHTS_PER_EPISODE = 3
"""How many sentences of one episode a digest quotes at the most."""
NAMES = 10
"""How many names it lists."""
THEMES = 6
"""How many topics a digest speaks of."""
VOICES = 4
"""How many sentences it quotes on each."""
NUMBERS = 6
"""How many recurring numbers it gives."""
DISPUTES = 4
"""How many disagreements it quotes."""
WORTH = 3600.0
"""Seconds of the chapters that it recommends together."""
CHAPTERS_PER_EPISODE = 2
SHORTEST_CHAPTER = 60.0
"""Seconds; a shorter one is no recommendation."""
_FEWEST_MENTIONS = 2
"""A topic named once in a whole period did not come up."""
_MOST_PLACES = 3
"""Cues of an episode that are tried for a sentence around a number."""

_FEWEST_WORDS_TO_DIFFER = 10


def make_digests(
    shows: Sequence[Show],
    newest_first: Sequence[Reading],
    topics: Sequence[Topic],
    cast: Cast,
    periods: Iterable[Period],
    *,
    by_show: bool,
) -> Iterator[Digest]:
    """The digests of each kind in `periods`, newest first within each.

    `by_show`: those of weeks, months, quarters and years are made for each show on its own.
    """
    mentions: defaultdict[EpisodeId, list[tuple[int, Mention]]] = defaultdict(list)
    quoted: defaultdict[EpisodeId, list[tuple[int, Quotation]]] = defaultdict(list)
    for rank, topic in enumerate(topics):
        for mention in topic.mentions:
            mentions[mention.reading.id].append((rank, mention))
        for each in topic.quotations:
            quoted[each.reading.id].append((rank, each))
    facts = {
        reading.id: _Facts.of(reading, names, mentions[reading.id], quoted[reading.id])
        for reading, names in zip(newest_first, cast.names, strict=True)
    }
    of_show: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in newest_first:
        of_show[reading.episode.show.slug].append(reading)
    for period in periods:
        if period is Period.SHOW:
            for show in shows:
                members = of_show[show.slug]
                if sum(bool(reading.episode.transcript.cues) for reading in members) > 1:
                    start = min((r.episode.date for r in members if r.episode.date), default=None)
                    span = _Span(f"shows/{show.slug}", show.title, start or dt.date.min, period)
                    yield _digest(span, members, None, topics, facts)
            continue
        groups = (
            [(f"{show.slug}/", f"{show.title}: ", of_show[show.slug]) for show in shows]
            if by_show
            else [("", "", list(newest_first))]
        )
        for prefix, heading, readings in groups:
            yield from _series(period, prefix, heading, readings, topics, facts)


@dataclass(frozen=True, slots=True)
class _Span:
    """What a digest is of."""

    slug: str
    title: str
    start: dt.date
    period: Period


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is found once in an episode and used by all its digests."""

    numbers: Mapping[str, tuple[int, ...]]
    """By number, written one way: the cues that name it."""
    disputes: tuple[int, ...]
    """Cues in which somebody disagrees."""
    names: Mapping[str, str]
    """Whom each spelling of a speaker's name stands for."""
    mentions: Sequence[tuple[int, Mention]]
    """What it says of topics, each by its rank among all, so that no digest looks for its own
    episodes in all that was ever said of a topic."""
    quoted: Sequence[tuple[int, Quotation]]
    """The sentences in which it does, by the rank of the topic."""

    @classmethod
    def of(
        cls,
        reading: Reading,
        names: Mapping[str, str],
        mentions: Sequence[tuple[int, Mention]],
        quoted: Sequence[tuple[int, Quotation]],
    ) -> _Facts:
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        disputes: list[int] = []
        language = Language.of(reading.episode.language)
        dissent, numbers_in = language.pattern("dissent"), _numbers_in(language)
        for index, cue in enumerate(reading.episode.transcript.cues):
            if any(map(str.isdigit, cue.text)):
                for match in numbers_in.findall(cue.text):
                    number = _same_number(match, language)
                    if not number.endswith(("0%", "5%")):  # figures of speech
                        numbers[number].append(index)
            if dissent.search(cue.text):
                disputes.append(index)
        places = {number: tuple(cues) for number, cues in numbers.items()}
        return cls(places, tuple(disputes), names, mentions, quoted)

    def quote(self, reading: Reading, sentence: Sentence) -> Quotation:
        """A sentence of the episode, under its speaker's full name."""
        return signed(quotation(reading, sentence), self.names.get(sentence.speaker or ""))


def _series(
    period: Period,
    prefix: str,
    heading: str,
    readings: Sequence[Reading],
    topics: Sequence[Topic],
    facts: Mapping[EpisodeId, _Facts],
) -> Iterator[Digest]:
    """A digest for every span of a period that has an episode, newest first."""
    dated = [reading for reading in readings if reading.episode.date]
    spans = [(start, list(members)) for start, members in groupby(dated, key=_STARTS[period])]
    for index, (start, members) in enumerate(spans):
        slug, title = _names_of_span(period, start)
        before = spans[index + 1][1] if index + 1 < len(spans) else None
        span = _Span(prefix + slug, heading + title, start, period)
        yield _digest(span, members, before, topics, facts)


def _digest(
    span: _Span,
    readings: Sequence[Reading],
    before: Sequence[Reading] | None,
    topics: Sequence[Topic],
    facts: Mapping[EpisodeId, _Facts],
) -> Digest:
    themes = tuple(_themes(readings, before, topics, facts))
    return Digest(
        slug=span.slug,
        title=span.title,
        start=span.start,
        period=span.period,
        readings=tuple(readings),
        highlights=tuple(_highlights(readings, themes, facts)),
        themes=themes,
        names=tuple(_names_said(readings, topics, facts)),
        numbers=tuple(_numbers(readings, facts)),
        disputes=tuple(_disputes(readings, facts)),
        chapters=tuple(_worth_an_hour(readings, facts)),
    )


def _themes(
    readings: Sequence[Reading],
    before: Sequence[Reading] | None,
    topics: Sequence[Topic],
    facts: Mapping[EpisodeId, _Facts],
) -> Iterator[Theme]:
    """What came up: the topics whose mentions the period holds more of than its share."""
    earlier = {rank for reading in before or () for rank, _ in facts[reading.id].mentions}
    counted: defaultdict[int, list[int]] = defaultdict(list)
    said: defaultdict[int, list[Quotation]] = defaultdict(list)
    for reading in readings:
        for rank, mention in facts[reading.id].mentions:
            counted[rank].append(len(mention.cues))
        for rank, each in facts[reading.id].quoted:
            said[rank].append(each)
    rated: list[tuple[float, int, Theme]] = []
    for rank, counts in counted.items():
        topic = topics[rank]
        if topic.proper or sum(counts) < _FEWEST_MENTIONS:
            continue
        quotations = _by_different_voices(said[rank])
        if not quotations:
            continue
        share = sum(counts) / sum(len(m.cues) for m in topic.mentions)
        voices = len({each.sentence.speaker for each in quotations})
        rate = sum(map(math.sqrt, counts)) * (0.5 + share) * math.sqrt(voices + len(counts))
        new = before is not None and rank not in earlier
        theme = Theme(topic=topic, count=sum(counts), new=new, quotations=quotations)
        rated.append((-rate, rank, theme))
    used: set[str] = set()
    yielded = 0
    for _, _, theme in sorted(rated, key=lambda each: each[:2]):
        fresh = tuple(each for each in theme.quotations if each.sentence.text not in used)
        if not fresh:  # all that was said of it stands under another topic
            continue
        used.update(each.sentence.text for each in fresh)
        yield Theme(topic=theme.topic, count=theme.count, new=theme.new, quotations=fresh)
        yielded += 1
        if yielded == THEMES:
            return


def _names_said(
    readings: Sequence[Reading], topics: Sequence[Topic], facts: Mapping[EpisodeId, _Facts]
) -> Iterator[tuple[Topic, int]]:
    """The names that most episodes of the period mention, with how many do."""
    held = Counter(rank for reading in readings for rank, _ in facts[reading.id].mentions)
    counts = [(topics[rank], count) for rank, count in sorted(held.items()) if topics[rank].proper]
    counts.sort(key=lambda each: -each[1])
    fewest = min(2, len(readings))
    yield from [each for each in counts if each[1] >= fewest][:NAMES]


def _by_different_voices(said: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """One sentence of each speaker in each episode, oldest first, from as many as there are."""
    first: dict[tuple[EpisodeId, str | None], Quotation] = {}
    for each in said:
        first.setdefault((each.reading.id, each.sentence.speaker), each)
    rounds: defaultdict[int, list[Quotation]] = defaultdict(list)
    seen: Counter[EpisodeId] = Counter()
    for each in first.values():
        rounds[seen[each.reading.id]].append(each)  # every episode has its say first
        seen[each.reading.id] += 1
    chosen: list[Quotation] = []
    for number in sorted(rounds):
        chosen += _spread_out(rounds[number], VOICES - len(chosen))
    return tuple(sorted(chosen, key=_when))


def _spread_out(items: Sequence[Quotation], count: int) -> list[Quotation]:
    """At most `count` of `items`, evenly from the first to the last."""
    if count < 1 or len(items) <= count:
        return list(items[: max(0, count)])
    return [items[index * (len(items) - 1) // max(1, count - 1)] for index in range(count)]


def _highlights(
    readings: Sequence[Reading], themes: Sequence[Theme], facts: Mapping[EpisodeId, _Facts]
) -> Iterator[Quotation]:
    """The first key points of each episode that no topic quotes already, oldest episode first."""
    quoted = {each.sentence.text for theme in themes for each in theme.quotations}
    spoken = [reading for reading in reversed(readings) if reading.summary.sentences]
    share = min(HIGHLIGHTS_PER_EPISODE, max(1, HIGHLIGHTS // max(1, len(spoken))))
    if len(spoken) > 2 * HIGHLIGHTS:  # a year: what stands out, not a line for each episode
        step = len(spoken) / HIGHLIGHTS
        spoken = [spoken[int(index * step)] for index in range(HIGHLIGHTS)]
    for reading in spoken:
        fresh = [each for each in reading.summary.sentences if each.text not in quoted]
        for sentence in fresh[:share]:
            yield facts[reading.id].quote(reading, sentence)


def _numbers(
    readings: Sequence[Reading], facts: Mapping[EpisodeId, _Facts]
) -> Iterator[Recurrence]:
    """Numbers that more than one episode names, those of most episodes first."""
    places: defaultdict[str, list[tuple[Reading, tuple[int, ...]]]] = defaultdict(list)
    for reading in reversed(readings):
        for number, cues in facts[reading.id].numbers.items():
            places[number].append((reading, cues))
    several = [(number, each) for number, each in places.items() if len(each) > 1]
    several.sort(key=lambda each: (-len(each[1]), -sum(len(c) for _, c in each[1]), each[0]))
    yielded = 0
    for number, episodes in several:
        found = (_around(reading, facts[reading.id], cues, number) for reading, cues in episodes)
        quotations = tuple(islice(filter(None, found), VOICES))
        if len(quotations) > 1:
            yield Recurrence(text=number, quotations=quotations)
            yielded += 1
            if yielded == NUMBERS:
                return


def _around(reading: Reading, facts: _Facts, cues: Sequence[int], number: str) -> Quotation | None:
    """A sentence of an episode that names a number."""
    language = Language.of(reading.episode.language)
    pattern = _numbers_in(language)

    def says(text: str) -> bool:
        return any(_same_number(each, language) == number for each in pattern.findall(text))

    for cue in dict.fromkeys(cues[:_MOST_PLACES]):
        sentence = sentence_at(reading, cue, says)
        if sentence:
            return facts.quote(reading, sentence)
    return None


def _disputes(
    readings: Sequence[Reading], facts: Mapping[EpisodeId, _Facts]
) -> Iterator[Quotation]:
    """Sentences in which somebody says that they see it otherwise, oldest first."""
    yielded = 0
    for reading in reversed(readings):
        for cue in facts[reading.id].disputes[:1]:
            language = Language.of(reading.episode.language)
            sentence = sentence_at(reading, cue, partial(_says_otherwise, language=language))
            if sentence:
                yield facts[reading.id].quote(reading, sentence)
                yielded += 1
                if yielded == DISPUTES:
                    return


def _says_otherwise(text: str, language: Language) -> bool:
    """Whether somebody disagrees and says with what."""
    long_enough = word_count(text) > _FEWEST_WORDS_TO_DIFFER
    return long_enough and language.pattern("dissent").search(text) is not None


def _worth_an_hour(
    readings: Sequence[Reading], facts: Mapping[EpisodeId, _Facts]
) -> Iterator[tuple[Reading, int]]:
    """Chapters that say most in their time: topics named and sentences quoted, by the minute."""
    rates: dict[tuple[EpisodeId, int], float] = defaultdict(float)
    by_id = {reading.id: reading for reading in readings}
    for reading in readings:
        for _, mention in facts[reading.id].mentions:
            held = Counter(chapter_of(reading, cue) for cue in mention.cues)
            for index, count in held.items():
                rates[reading.id, index] += math.sqrt(count)
        for level, sentence in published(reading):
            if level == 0 and FEWEST_WORDS <= word_count(sentence.text) <= MOST_WORDS:
                rates[reading.id, chapter_of(reading, sentence.sources[0].first_cue)] += 2.0
    choices: list[tuple[float, int, int, float]] = []
    order = {reading.id: place for place, reading in enumerate(reversed(readings))}
    for (key, index), weight in rates.items():
        chapter = by_id[key].outline.chapters[index]
        if chapter.start is None or chapter.end is None:
            continue
        length = chapter.end - chapter.start
        # The beginning of an episode introduces its people; the end thanks them.
        inside = 0 < index < len(by_id[key].outline.chapters) - 1
        if SHORTEST_CHAPTER <= length <= WORTH / 3 and inside:
            choices.append((-weight / math.sqrt(length), order[key], index, length))
    total = 0.0
    taken: Counter[int] = Counter()
    chosen: list[tuple[int, int]] = []
    for _, place, index, length in sorted(choices):
        if total + length <= WORTH and taken[place] < CHAPTERS_PER_EPISODE:
            total += length
            taken[place] += 1
            chosen.append((place, index))
    oldest_first = list(reversed(readings))
    for place, index in sorted(chosen):
        yield oldest_first[place], index


@cache
def _numbers_in(language: Language) -> re.Pattern[str]:
    """Numbers that mean something by themselves: money, shares, multiples, and large ones."""
    scale, percent = language.rows_of("scale"), language.rows_of("percent")
    unit = language.rows_of("unit")
    return re.compile(
        rf"(?<![\w.,$-])(?:[$€£]\d[\d,.]*\d?(?:\s?(?:{scale}|[kKMB])\b)?"
        rf"|\d[\d,.]*\s?(?:{scale}|{percent}|%|[MBK]\b|x\b)(?:\s(?:{unit}))?)(?![\w-])"
    )


def _same_number(text: str, language: Language) -> str:
    """A number written one way: "20%" and "20 percent" are one."""
    text = re.sub(rf"\s?(?:{language.rows_of('percent')})\b", "%", text, flags=re.I).strip(" .,")
    text = re.sub(r"(?<=\d)\s?[bB]\b", " billion", text)
    text = re.sub(r"(?<=\d)\s?M\b", " million", text)
    return re.sub(r"(?<=\d)\s+%", "%", re.sub(r"s$", "", text))


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
