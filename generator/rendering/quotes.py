"""Sentences lifted out of their episodes, each with its place in the page that holds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..model import EpisodeId, Mention, Quotation, Reading, Topic
from .cards import lead, make_card
from .concordance import Line, lines_naming
from .paths import episode_path
from .places import Places
from .prose import shorten
from .quotation import enclose
from .views import Card, Issue, Link, Point, Quote

_Key = tuple[EpisodeId, str, int]


class Quotes:
    """Every quotation of pages about more than one episode, placed episode by episode.

    To place one takes an episode's paragraphs, and they are dropped before the next episode's are
    made.
    """

    def __init__(
        self,
        quotations: Iterable[Quotation],
        names: Mapping[EpisodeId, Mapping[str, str]] | None = None,
        topics: Iterable[Topic] = (),
    ) -> None:
        """`names` are who the speakers of each episode are, by its own spelling.

        Of `topics` every mention is placed as well.
        """
        wanted: dict[EpisodeId, dict[_Key, Quotation]] = {}
        for quotation in quotations:
            for each in (quotation, *quotation.others):
                wanted.setdefault(each.reading.id, {})[_key(each)] = each
        named: dict[EpisodeId, list[tuple[Topic, Mention]]] = {}
        in_full: dict[tuple[str, EpisodeId], list[str]] = {}
        for topic in topics:
            for each in topic.quotations:
                in_full.setdefault((topic.slug, each.reading.id), []).append(each.sentence.text)
            for mention in topic.mentions:
                named.setdefault(mention.reading.id, []).append((topic, mention))
        self._quotes: dict[_Key, Quote] = {}
        self._lines: dict[tuple[str, EpisodeId], tuple[Line, ...]] = {}
        for id_ in dict.fromkeys((*wanted, *named)):
            group, mentions = wanted.get(id_, {}), named.get(id_, ())
            placed: list[Quotation | Mention] = [*group.values(), *(each for _, each in mentions)]
            reading = placed[0].reading
            places = Places(reading, (names or {}).get(reading.id))
            card = make_card(reading)
            for key, each in group.items():
                chapter = chapter_link(reading, each.chapter, places.section_ids)
                point = places.point(each.sentence)
                self._quotes[key] = Quote(point=point, card=card, chapter=chapter)
            for topic, mention in mentions:
                names_of_it = topic.spellings or topic.names
                quoted = in_full.get((topic.slug, id_), ())
                lines = lines_naming(places, mention.cues, names_of_it, quoted)
                self._lines[topic.slug, id_] = tuple(lines)

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


def describe(point: Point, language: str) -> str:
    """What search engines and previews say of a page by one sentence: its words, and whose."""
    text = enclose(shorten(point.text), language) if point.quoted else shorten(point.text)
    return f"{text} — {point.speaker}" if point.speaker else text


def _key(each: Quotation) -> _Key:
    source = each.sentence.sources[0]
    return each.reading.id, f"{each.sentence.speaker}: {each.sentence.text}", source.first_cue


def chapter_link(reading: Reading, index: int, ids: Sequence[str]) -> Link:
    """A chapter's title and place; `ids` are those of all its chapters."""
    path = episode_path(reading.episode)
    return Link(title=reading.outline.chapters[index].title, path=f"{path}#{ids[index]}")
