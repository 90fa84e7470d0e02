"""Sentences lifted out of their episodes, each with its place in the page that holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ..model import EpisodeId, Mention, Quotation, Reading, Sentence, Topic
from .cards import lead, make_card
from .concordance import Line, lines_naming, spellings
from .places import Places
from .prose import shorten
from .quotation import enclose
from .views import Card, Issue, Point, Quote

_Key = tuple[EpisodeId, str, int]
_Named = tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]]
"""Where an episode names a topic, by cue; how it is spelled; what is quoted of it in full."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What other pages show of an episode, as its own page has it."""

    points: tuple[Point, ...]
    lines: tuple[tuple[Line, ...], ...]
    """Of each topic the places that name it."""


Asked = tuple[object, Callable[[], Placed]]
"""All that sentences of an episode depend on in their places, and what places them."""
Recall = Callable[[Iterable[Asked]], Iterable[Placed]]
"""Has what was placed at another time, or places it, in order."""


def place_all(asked: Iterable[Asked]) -> Iterator[Placed]:
    """All of it placed now."""
    return (place() for _, place in asked)


def place_now(place: Callable[[], Placed]) -> Placed:
    """What comes of placing; a function of its own, which other processes can be told to do."""
    return place()


class Quotes:
    """Every quotation of pages about more than one episode, placed episode by episode.

    To place one takes an episode's paragraphs: they are dropped before the next episode's are made,
    and not made at all where the same sentences of the same episode were placed before.
    """

    def __init__(
        self,
        quotations: Iterable[Quotation],
        names: Mapping[EpisodeId, Mapping[str, str]] | None = None,
        topics: Sequence[Topic] = (),
        recall: Recall = place_all,
    ) -> None:
        """`names` are who the speakers of each episode are, by its own spelling.

        Of `topics` every mention is placed as well.
        """
        wanted: dict[EpisodeId, dict[_Key, Quotation]] = {}
        for quotation in quotations:
            for each in (quotation, *quotation.others):
                wanted.setdefault(each.reading.id, {})[_key(each)] = each
        # What is asked of an episode is the same in whatever order the archive comes to ask it.
        wanted = {id_: dict(sorted(asked.items())) for id_, asked in wanted.items()}
        named: dict[EpisodeId, dict[str, tuple[Topic, Mention]]] = {}
        in_full: dict[tuple[str, EpisodeId], list[str]] = {}
        for topic in topics:
            for each in topic.quotations:
                in_full.setdefault((topic.slug, each.reading.id), []).append(each.sentence.text)
            for mention in topic.mentions:
                named.setdefault(mention.reading.id, {})[topic.slug] = topic, mention
        named = {id_: dict(sorted(held.items())) for id_, held in named.items()}
        spelled = {topic.slug: spellings(topic.spellings or topic.names) for topic in topics}
        self._quotes: dict[_Key, Quote] = {}
        self._lines: dict[tuple[str, EpisodeId], tuple[Line, ...]] = {}
        readings: list[Reading] = []

        def asked() -> Iterator[Asked]:
            for id_ in ids:
                group, mentions = wanted.get(id_, {}), named.get(id_, {})
                held: list[Quotation | Mention] = [
                    *group.values(),
                    *(m for _, m in mentions.values()),
                ]
                reading = held[0].reading
                own = (names or {}).get(reading.id)
                sentences = tuple(each.sentence for each in group.values())
                lines = tuple(
                    (
                        tuple(m.cues),
                        spelled[slug],
                        tuple(in_full.get((slug, id_), ())),
                    )
                    for slug, (_, m) in mentions.items()
                )
                readings.append(reading)
                made_of = reading, own or {}, sentences, lines
                yield made_of, partial(_place, reading, own, sentences, lines)

        ids = dict.fromkeys((*wanted, *named))
        for number, (id_, placed) in enumerate(zip(ids, recall(asked()), strict=True)):
            card = make_card(readings[number])
            for key, point in zip(wanted.get(id_, {}), placed.points, strict=True):
                self._quotes[key] = Quote(point=point, card=card)
            for slug, found in zip(named.get(id_, {}), placed.lines, strict=True):
                self._lines[slug, id_] = found

    def card(self, reading: Reading) -> Card:
        """An episode with its introduction, else with the one sentence that stands for it."""
        leading = lead(reading)
        if leading is None or reading.episode.introduction:
            return make_card(reading)
        [quote] = self.of((leading,))
        return replace(quote.card, point=quote.point)

    def of(self, quotations: Iterable[Quotation]) -> tuple[Quote, ...]:
        """The quotations with their places."""
        return tuple(
            replace(self._quotes[_key(each)], others=self.of(each.others))
            if each.others
            else self._quotes[_key(each)]
            for each in quotations
        )

    def lines(self, topic: Topic, mention: Mention) -> tuple[Line, ...]:
        """Where one episode names a topic, besides what the topic quotes of it."""
        return self._lines.get((topic.slug, mention.reading.id), ())

    def by_episode(
        self, quotations: Iterable[Quotation], counts: Mapping[str, int]
    ) -> tuple[Issue, ...]:
        """Quotations gathered under their episodes, in order; `counts` are by episode's path."""
        cards: dict[str, Card] = {}
        points: dict[str, list[Quote]] = {}
        for quote in self.of(quotations):
            cards[quote.card.path] = quote.card
            points.setdefault(quote.card.path, []).append(quote)
        return tuple(
            Issue(
                card=cards[path],
                points=tuple(quote.point for quote in quotes),
                count=counts.get(path, 0),
            )
            for path, quotes in points.items()
        )


def _place(
    reading: Reading,
    names: Mapping[str, str] | None,
    asked: Iterable[Sentence],
    named: Iterable[_Named],
) -> Placed:
    """Sentences of an episode, and topics that it names."""
    places = Places(reading, names)
    return Placed(
        points=places.points(asked),
        lines=tuple(tuple(lines_naming(places, *each)) for each in named),
    )


def describe(point: Point, language: str) -> str:
    """What search engines and previews say of a page by one sentence: its words, and whose."""
    text = enclose(shorten(point.text), language) if point.quoted else shorten(point.text)
    return f"{text} — {point.speaker}" if point.speaker else text


def _key(each: Quotation) -> _Key:
    source = each.sentence.sources[0]
    return each.reading.id, f"{each.sentence.speaker}: {each.sentence.text}", source.first_cue
