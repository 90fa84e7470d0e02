"""What each stage of a build does, in the order in which `generator.pipeline` lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter

from generator import combining, loading, search
from generator.addresses import Addresses
from generator.cache import Cache, key_of
from generator.combining import Scope
from generator.config import SiteSettings, given_names
from generator.job import Job
from generator.language.hearing import hear
from generator.loading import Loaded
from generator.model import Document, Episode, Library, Reading
from generator.parsers import parse
from generator.publishing import write_files
from generator.rendering import Site, render_site
from generator.rendering.words import DefaultTitles
from generator.segmentation import outline
from generator.summarizing import Backend
from generator.summarizing.extractive import Extractive

_DOCUMENT = TypeAdapter(Document)
_READING = TypeAdapter(Reading)
_WORTH_A_POOL = 4
"""Fewer episodes than this are read sooner than processes are started."""


def load(job: Job, settings: SiteSettings, addresses: Addresses) -> Loaded:
    """All that content/ holds; each text is parsed once."""
    return loading.load(job.content, settings, partial(_parse_once, Cache(job.cache)), addresses)


def count_episodes(loaded: Loaded) -> int:
    """How many episodes there are to summarize."""
    return len(loaded.episodes)


def summarize(
    job: Job, settings: SiteSettings, loaded: Loaded, advance: Callable[[], None]
) -> tuple[Reading, ...]:
    """A quoted reading of each episode, in order, by as many processes as the job allows."""
    titles = DefaultTitles(_themes(job), settings.language)
    readings: list[Reading] = []
    for reading in _read_all(loaded.episodes, settings, job):
        readings.append(titles.reading(reading))
        advance()
    return tuple(readings)


def scope_of(settings: SiteSettings, content: Path) -> Scope:
    """What to look for across episodes, as the settings and the lists of names say.

    Raises `ConfigError` where a list is wrong.
    """
    people = given_names(content, "people.yaml")
    return Scope(
        digests=settings.digests,
        by_show=settings.digest_scope == "show",
        most_topics=settings.topics,
        topics=given_names(content, "topics.yaml"),
        people={name: others or () for name, others in people.items()},
    )


def write(
    backend: Backend, readings: tuple[Reading, ...], advance: Callable[[], None]
) -> tuple[Reading, ...]:
    """The readings as the backend writes them."""
    return backend.summarize(readings, advance)


def combine(
    job: Job,
    settings: SiteSettings,
    scope: Scope,
    addresses: Addresses,
    loaded: Loaded,
    readings: tuple[Reading, ...],
) -> Library:
    """What runs through all episodes."""
    titles = DefaultTitles(_themes(job), settings.language)
    return combining.combine(map(titles.show, loaded.shows), readings, scope, addresses)


def condense(backend: Backend, library: Library) -> Library:
    """The library with its digests as the backend writes them."""
    return backend.condense(library)


def render(job: Job, settings: SiteSettings, folder: Path, loaded: Loaded, library: Library) -> int:
    """Every file of the site, written to `folder`; how many are HTML pages."""
    site = Site.of(settings, loaded.pages)
    return write_files(folder, render_site(library, site, *_themes(job)))


def index(folder: Path, pages: int) -> None:
    """The search index of all pages in `folder`."""
    search.index(folder)


def read(episode: Episode, settings: SiteSettings, *, ignore_listed: bool = False) -> Reading:
    """One episode from transcript to quoted summaries, which a backend may better."""
    utterances = hear(episode.transcript, episode.language)
    chapters = outline(
        episode,
        utterances,
        ignore_listed=ignore_listed,
        target_length=settings.chapter_minutes * 60,
    )
    return Extractive().summarize(episode, utterances, chapters)


def _read_all(episodes: Sequence[Episode], settings: SiteSettings, job: Job) -> Iterator[Reading]:
    work = partial(_read_once, settings=settings, job=job)
    if job.processes == 1 or len(episodes) < _WORTH_A_POOL:
        yield from map(work, episodes)
        return
    with ProcessPoolExecutor(job.processes) as pool:
        yield from pool.map(work, episodes)


def _read_once(episode: Episode, settings: SiteSettings, job: Job) -> Reading:
    """`read`, or its stored result."""
    choices = settings.model_dump_json(include={"chapter_minutes"})
    key = key_of("read", choices, str(job.ignore_chapters), repr(episode))
    make = partial(read, episode, settings, ignore_listed=job.ignore_chapters)
    return Cache(job.cache).get(_READING, key, make)


def _parse_once(cache: Cache, text: str) -> Document | None:
    """`parse`, or its stored result."""
    return cache.get(_DOCUMENT, key_of("parse", text), partial(parse, text))


def _themes(job: Job) -> tuple[Path, ...]:
    """The folders of templates; where a site has templates or static files, its own comes first."""
    if any((job.content / name).is_dir() for name in ("templates", "static")):
        return job.content / "templates", job.templates
    return (job.templates,)
