"""A library into pages: every view that the templates get, made in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.model import Digest, Library, Period, Reading, Show
from generator.rendering.across import (
    digest_path,
    digest_title,
    person_chip,
    person_path,
    present_across,
    topic_chip,
    topic_path,
    with_neighbours,
)
from generator.rendering.cards import by_year, make_card, make_cards, total_seconds
from generator.rendering.episodes import (
    Surroundings,
    episode_path,
    present_episode,
    shorten,
    show_path,
)
from generator.rendering.prose import plain_text
from generator.rendering.quotes import Quotes
from generator.rendering.site import Site, safe_url
from generator.rendering.views import (
    EpisodePage,
    HomePage,
    Link,
    NotFoundPage,
    Page,
    Relation,
    SearchPage,
    Shelf,
    ShowPage,
    WrittenPage,
)
from generator.rendering.words import Words

HOME_EPISODES = 24
"""The most episodes of one show that the home page lists; the show's page has them all."""
LATEST_EPISODES = 3
"""How many episodes the home page puts first."""
HOME_DIGESTS = 6
HOME_TOPICS = 24
HOME_PEOPLE = 12
"""How many of each the home page names."""
EPISODE_TOPICS = 8
"""How many topics an episode's page names."""


def present(library: Library, site: Site, words: Words) -> Iterator[Page]:
    """Every page of the site but those of episodes, in the order of the site's map."""
    yield _present_home(library, site, words)
    own = {digest.slug: digest for digest in library.digests if digest.period is Period.SHOW}
    of_show = _by_show(library)
    for show in library.shows:
        digest = own.get(f"shows/{show.slug}")
        yield _present_show(show, of_show[show.slug], digest, words)
    yield from present_across(library, words, Quotes(library))
    for page in site.pages:
        yield WrittenPage(path=f"{page.slug}/", title=page.title, markdown=page.markdown)
    yield SearchPage(path="search/", title=words.say("search"))
    yield NotFoundPage(path="", title=words.say("not_found"), base_path=site.base_path)


def present_episodes(library: Library) -> Iterator[tuple[Reading, EpisodePage]]:
    """Every episode's page, show by show, newest first. Made when asked for, and not kept."""
    topics: defaultdict[str, list[tuple[int, Link]]] = defaultdict(list)
    for topic in library.topics:
        link = Link(title=topic.title, path=topic_path(topic))
        for mention in topic.mentions:
            topics[episode_path(mention.reading.episode)].append((-len(mention.cues), link))
    people = {person.name: person_path(person) for person in library.people}
    of_show = _by_show(library)
    for show in library.shows:
        for reading, newer, older in with_neighbours(of_show[show.slug]):
            episode = reading.episode
            path = episode_path(episode)
            named = sorted(topics[path], key=lambda each: each[0])[:EPISODE_TOPICS]
            names = library.names.get((episode.show.slug, episode.slug), {})
            relatives = library.relatives.get((episode.show.slug, episode.slug), ())
            around = Surroundings(
                newer=_episode_link(newer) if newer else None,
                older=_episode_link(older) if older else None,
                people={
                    spelled: Link(title=name, path=people.get(name, ""))
                    for spelled, name in names.items()
                },
                topics=tuple(link for _, link in named),
                related=tuple(
                    Relation(card=make_card(each.reading), terms=each.terms) for each in relatives
                ),
            )
            yield reading, present_episode(reading, around)


def _present_home(library: Library, site: Site, words: Words) -> HomePage:
    several = len(library.shows) > 1
    of_show = _by_show(library)
    shelves = [_shelve(show, of_show[show.slug]) for show in library.shows]
    busiest = sorted(library.people, key=lambda person: -len(person.appearances))
    return HomePage(
        path="",
        title=site.title,
        description=site.description
        or shorten(" · ".join(topic.title for topic in library.topics[:HOME_TOPICS]) or site.title),
        count=len(library.readings),
        seconds=total_seconds(library.readings),
        latest=make_cards(library.readings[:LATEST_EPISODES]) if several else (),
        shelves=tuple(shelf for shelf in shelves if shelf.count),
        digests=tuple(_digest_link(each, words) for each in library.digests[:HOME_DIGESTS]),
        topics=tuple(map(topic_chip, library.topics[:HOME_TOPICS])),
        people=tuple(map(person_chip, busiest[:HOME_PEOPLE])),
    )


def _shelve(show: Show, readings: Sequence[Reading]) -> Shelf:
    return Shelf(
        show=Link(title=show.title, path=show_path(show)),
        count=len(readings),
        seconds=total_seconds(readings),
        years=by_year(readings[:HOME_EPISODES]),
        more=len(readings) > HOME_EPISODES,
    )


def _present_show(
    show: Show, readings: Sequence[Reading], digest: Digest | None, words: Words
) -> ShowPage:
    return ShowPage(
        path=show_path(show),
        title=show.title,
        description=shorten(plain_text(show.description)),
        count=len(readings),
        seconds=total_seconds(readings),
        markdown=show.description,
        hosts=show.hosts,
        link=safe_url(show.link),
        licence=show.licence,
        years=by_year(readings),
        digest=_digest_link(digest, words) if digest else None,
    )


def _episode_link(reading: Reading) -> Link:
    return Link(title=reading.episode.title, path=episode_path(reading.episode))


def _digest_link(digest: Digest, words: Words) -> Link:
    return Link(title=digest_title(digest, words), path=digest_path(digest))


def _by_show(library: Library) -> Mapping[str, Sequence[Reading]]:
    """The readings of each show, by its slug, in the library's order."""
    found: dict[str, list[Reading]] = {show.slug: [] for show in library.shows}
    for reading in library.readings:
        found.setdefault(reading.episode.show.slug, []).append(reading)
    return found
