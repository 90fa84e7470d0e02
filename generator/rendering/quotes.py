"""Sentences lifted out of their episodes, each with its place in the page that holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.model import Library, Quotation, Reading
from generator.rendering.cards import make_card
from generator.rendering.episodes import Reader, episode_path
from generator.rendering.views import Card, Issue, Link, Quote

_Key = tuple[int, str, int]


class Quotes:
    """Every quotation of a library's digests, topics and people, placed episode by episode.

    To place one takes an episode's paragraphs, and they are dropped before the next episode's are
    made.
    """

    def __init__(self, library: Library) -> None:
        wanted: dict[int, dict[_Key, Quotation]] = {}
        for each in _quotations(library):
            wanted.setdefault(id(each.reading), {})[_key(each)] = each
        self._quotes: dict[_Key, Quote] = {}
        self._sections: dict[int, tuple[str, ...]] = {}
        in_digests = {id(reading) for digest in library.digests for reading in digest.readings}
        for reading in library.readings:
            if id(reading) not in wanted and id(reading) not in in_digests:
                continue
            reader = Reader(reading)
            self._sections[id(reading)] = reader.section_ids
            card = make_card(reading)
            for key, each in wanted.get(id(reading), {}).items():
                self._quotes[key] = Quote(
                    point=reader.point(each.sentence),
                    card=card,
                    chapter=_chapter(reading, each.chapter, reader.section_ids),
                )

    def of(self, quotations: Iterable[Quotation]) -> tuple[Quote, ...]:
        """The quotations with their places."""
        return tuple(self._quotes[_key(each)] for each in quotations)

    def chapter(self, reading: Reading, index: int) -> Link:
        """A chapter's title and place."""
        return _chapter(reading, index, self._sections[id(reading)])

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


def _quotations(library: Library) -> Iterator[Quotation]:
    for digest in library.digests:
        yield from digest.highlights
        yield from digest.disputes
        for theme in digest.themes:
            yield from theme.quotations
        for number in digest.numbers:
            yield from number.quotations
        for reading in digest.readings:
            for sentence in reading.summary.sentences:
                yield Quotation(sentence=sentence, reading=reading, chapter=0)
    for topic in library.topics:
        yield from topic.quotations
        if topic.definition:
            yield topic.definition
    for person in library.people:
        yield from person.quotations


def _key(each: Quotation) -> _Key:
    source = each.sentence.sources[0]
    return id(each.reading), f"{each.sentence.speaker}: {each.sentence.text}", source.first_cue


def _chapter(reading: Reading, index: int, ids: tuple[str, ...]) -> Link:
    path = episode_path(reading.episode)
    return Link(title=reading.outline.chapters[index].title, path=f"{path}#{ids[index]}")
