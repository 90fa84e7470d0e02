"""What the search can find, from the library: each chapter, each episode's notes, other pages.

Library --find--> Findables, oldest episode first, so that a new one changes the names of none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from ..compounds import apart_in
from ..corrections import Corrections, pieces
from ..findable import Findable, Place, Sort
from ..initials import phrases_in, spelled_out
from ..language.languages import Language
from ..model import EpisodeId, FreePage, Library, Note, Reading, Sentence
from ..unspaced import count_words
from .ids import EXTRAS, extra_id
from .paragraphs import Paragraph
from .paths import digest_path, episode_path, person_path, show_path, topic_path
from .places import Places, is_quoted
from .prose import all_plain_text
from .site import Site
from .summaries import pad_parts

DWELT_ON = 2
"""How often a chapter names a topic that it dwells on."""
FEWEST_WORDS = 10
"""Who says less in a chapter is not among those who speak in it."""


_About = tuple[Reading, Mapping[str, str]]
_Topics = Sequence[tuple[str, tuple[int, ...]]]
"""What an episode names of the topics of the archive, with the cues that do."""


class Group(NamedTuple):
    """Findables that belong together: those of an episode, or of all other pages."""

    name: str
    """The folder of the episode's page; "" for the others."""
    made_of: object
    """All that they depend on."""
    find: Callable[[], tuple[Findable, ...]]
    topics: tuple[tuple[str, ...], ...]
    """Of each of them, which stand apart: they change with the archive, and it does not."""


def groups(library: Library, site: Site) -> Iterator[Group]:
    """All that the search can find."""
    topics = _topics_by_episode(library)
    for reading in reversed(library.readings):
        about = reading, library.names.get(reading.id, {})
        found = partial(_found_in, about)
        own = tuple(_topics_of(reading, topics[reading.id]))
        yield Group(episode_path(reading.episode), about, found, own)
    others = tuple(_of_pages(library, site.pages))
    yield Group("", others, partial(tuple, others), ((),) * len(others))


def _found_in(about: _About) -> tuple[Findable, ...]:
    return tuple(_of_episode(*about))


def _topics_by_episode(library: Library) -> Mapping[EpisodeId, _Topics]:
    """The topics of each episode, with the cues that name them."""
    found: defaultdict[EpisodeId, list[tuple[str, tuple[int, ...]]]] = defaultdict(list)
    for topic in library.topics:
        for mention in topic.mentions:
            found[mention.reading.id].append((topic.title, mention.cues))
    return found


def _of_episode(reading: Reading, names: Mapping[str, str]) -> Iterator[Findable]:
    """What people wrote of an episode, and each of its chapters."""
    episode = reading.episode
    date = episode.date.isoformat() if episode.date else ""
    facts = {"show": episode.show.title, "date": date, "language": episode.language}
    shared = {"show": (episode.show.title,), "year": (date[:4],) if date else ()}
    everybody = dict.fromkeys(names.get(name, name) for name in episode.speakers)
    empty = Language.of(episode.language).function
    written = tuple(_written(reading))
    said = " ".join(cue.text for cue in episode.transcript.cues)
    yield Findable(
        sort=Sort.EPISODE,
        page=episode_path(episode),
        title="",
        whole=episode.title,
        places=written,
        facts=facts,
        choices={**shared, "person": tuple(everybody)},
        apart=apart_in([episode.title, *(place.text for place in written), said], empty),
    )
    places = Places(reading)
    corrections = Corrections(episode.corrections)
    chapters = reading.outline.chapters
    summaries = pad_parts(reading.summary, len(chapters))
    for index, (chapter, summary) in enumerate(zip(chapters, summaries, strict=True)):
        id = places.section_ids[index]
        lines = list(chain.from_iterable(places.paragraphs[index]))
        spoken = [_place(line, names, corrections) for line in lines]
        prose = _prose(reading, summary.sentences)
        yield Findable(
            sort=Sort.EPISODE,
            page=episode_path(episode),
            title=chapter.title,
            id=id,
            whole=episode.title,
            places=(*([Place(text=prose, id=id)] if prose else []), *spoken),
            facts=facts,
            choices={**shared, "person": tuple(_speakers(spoken))},
            phrases=phrases_in((line.text for line in lines), empty),
            acronyms=spelled_out((line.text for line in lines), empty),
        )


def _written(reading: Reading) -> Iterator[Place]:
    """What was written of an episode rather than said in it, each with its place on the page."""
    episode, notes = reading.episode, reading.notes
    introduction = episode.introduction.text if episode.introduction else ""
    noted = all_plain_text(episode.notes)
    if introduction in noted:  # it was found there
        noted = noted.replace(introduction, "", 1)
    yield Place(text=" ".join(filter(None, [introduction, _prose(reading, notes.lead)])))
    for kind in EXTRAS:
        remarks: Sequence[Note | Sentence] = getattr(notes, kind)
        texts = [
            f"{each.name}: {each.sentence.text}" if isinstance(each, Note) else each.text
            for each in remarks
            if not is_quoted(each.sentence if isinstance(each, Note) else each, reading)
        ]
        if texts:
            yield Place(text=" ".join(texts), id=extra_id(kind))
    if noted:
        yield Place(text=noted, id="notes")


def _prose(reading: Reading, sentences: Iterable[Sentence]) -> str:
    """What is written in a summary: a quotation stands among what was said already."""
    return " ".join(each.text for each in sentences if not is_quoted(each, reading))


def _place(line: Paragraph, names: Mapping[str, str], corrections: Corrections) -> Place:
    """A paragraph as it was said; behind a name misheard stands the right one."""
    wrong = corrections.within(line.first_cue, line.last_cue)
    text = "".join(
        f"{piece.text} [{piece.meant}]" if piece.meant else piece.text
        for piece in pieces(line.text, wrong)
    )
    return Place(
        text=text, id=line.id, speaker=names.get(line.speaker, line.speaker) if line.speaker else ""
    )


def _speakers(said: Sequence[Place]) -> Iterator[str]:
    """Those who speak in a chapter."""
    words: Counter[str] = Counter()
    for place in said:
        if place.speaker:
            words[place.speaker] += count_words(place.text)
    yield from (name for name, count in words.items() if count >= FEWEST_WORDS)


def _topics_of(reading: Reading, topics: _Topics) -> Iterator[tuple[str, ...]]:
    """The topics of each findable of an episode: of the whole, then those each chapter dwells on.

    They stand apart from it: as an archive grows its topics change, and what was said does not.
    """
    yield tuple(title for title, cues in topics if len(cues) >= DWELT_ON)
    for chapter in reading.outline.chapters:
        segments = chapter.segments
        cues = range(segments[0].first_cue, segments[-1].last_cue + 1) if segments else range(0)
        yield tuple(t for t, named in topics if sum(cue in cues for cue in named) >= DWELT_ON)


def _of_pages(library: Library, pages: Iterable[FreePage]) -> Iterator[Findable]:
    """Pages that are found by their names, and what people wrote on pages of their own."""
    for show in library.shows:
        yield _page(show_path(show), show.title, all_plain_text(show.description))
    for topic in library.topics:
        yield _page(topic_path(topic), topic.title, " ".join(topic.names))
    for person in library.people:
        yield _page(person_path(person), person.name, " ".join((*person.names, person.role)))
    for digest in library.digests:
        yield _page(digest_path(digest), digest.title, digest.title)
    for page in pages:
        yield _page(f"{page.slug}/", page.title, all_plain_text(page.markdown))


def _page(path: str, title: str, text: str) -> Findable:
    return Findable(sort=Sort.PAGE, page=path, title=title, places=(Place(text=text),))
