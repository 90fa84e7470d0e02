"""build(): every stage in order, on one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from generator import manifest
from generator.cache import Cache, key_of
from generator.combining import Scope, combine
from generator.config import SiteSettings, given_names, site_settings
from generator.job import SUMMARIES, Job, Outcome, Progress
from generator.language.hearing import hear
from generator.loading import load
from generator.model import Document, Episode, Library, Reading, Show
from generator.parsers import parse
from generator.publishing import publishing, write_files
from generator.record import changed_since
from generator.rendering import Site, render_site
from generator.search import index
from generator.segmentation import outline
from generator.summarizing import BACKENDS, WRITERS, Report, Writer

if TYPE_CHECKING:
    from generator.summarizing.openai.asking import Account


def build(job: Job, inputs: manifest.Inputs, progress: Progress) -> Outcome:
    """Build the site of `job` and say what was done.

    Raises `ConfigError` where nothing can be built and `PublishError` where the site cannot be
    written, and then the old site stands. Broken inputs are among the outcome's problems.
    """
    settings = site_settings(job.content, backend=job.backend, base_url=job.base_url)
    scope = _scope(settings, job.content)
    with progress.stage("load"):
        loaded = load(job.content, settings, partial(_parse_once, Cache(job.cache)))

    with progress.stage("summarize", len(loaded.episodes)) as advance:
        readings = tuple(_read_all(loaded.episodes, settings, job, advance))
    library, report = _combine(loaded.shows, readings, scope, settings, job, progress)
    if report:
        inputs = manifest.retake(inputs, job, SUMMARIES)  # so that our own writing is no change

    rewritten = tuple(_rewritten(job.output))
    with publishing(job.output) as folder:
        with progress.stage("render"):
            site = Site.of(settings, loaded.pages)
            own = job.content / "templates"
            themes = (own, job.templates) if _is_themed(job.content) else (job.templates,)
            pages = write_files(folder, render_site(library, site, *themes))
        if job.search:
            with progress.stage("index"):
                index(folder)
    outcome = Outcome(
        episodes=len(readings),
        speech=sum(r.episode.duration or 0.0 for r in readings if r.episode.transcript.cues),
        pages=pages,
        left_alone=loaded.left_alone,
        problems=tuple(str(problem) for problem in loaded.problems),
        notes=(*(report.notes if report else ()), *rewritten),
        unanswered=report.problems if report else (),
        pending=report.pending if report else (),
    )
    manifest.write(job, inputs, outcome)
    return outcome


def _rewritten(output: Path) -> Iterator[str]:
    """What to say of published pages that somebody changed, and that are written anew."""
    changed = changed_since(output)
    if changed:
        named = ", ".join(changed[:_NAMED]) + (", ..." if len(changed) > _NAMED else "")
        yield (
            f"Written anew, as somebody had changed {len(changed)} of the site's own files: {named}"
            " (what shall last goes into content/, such as content/templates/)"
        )


def read_file(
    episodes: tuple[Episode, ...],
    settings: SiteSettings,
    content: Path,
    templates: Path,
    ignore_listed: bool,
) -> Iterator[Reading]:
    """The episodes of one file, read by the backend that the settings name."""
    readings = (read(episode, settings, ignore_listed=ignore_listed) for episode in episodes)
    if settings.backend not in WRITERS:
        yield from readings
        return
    with open_writer(settings, content, templates) as writer:
        yield from writer.rewrite(tuple(readings), lambda: None)


def read(episode: Episode, settings: SiteSettings, *, ignore_listed: bool = False) -> Reading:
    """One episode from transcript to quoted summaries, which a writer may better."""
    utterances = hear(episode.transcript, episode.language)
    chapters = outline(
        episode,
        utterances,
        ignore_listed=ignore_listed,
        target_length=settings.chapter_minutes * 60,
    )
    return BACKENDS["extractive"]().summarize(episode, utterances, chapters)


def _combine(
    shows: tuple[Show, ...],
    readings: tuple[Reading, ...],
    scope: Scope,
    settings: SiteSettings,
    job: Job,
    progress: Progress,
) -> tuple[Library, Report | None]:
    """The library, in a model's words where the settings name a backend that has one."""
    if settings.backend not in WRITERS:
        with progress.stage("combine"):
            return combine(shows, readings, scope), None
    tell = progress.tell if job.wait else None
    with open_writer(settings, job.content, job.templates, tell) as writer:
        with progress.stage("write", len(readings)) as advance:
            readings = tuple(writer.rewrite(readings, advance))
        with progress.stage("combine"):
            library = combine(shows, readings, scope)
        with progress.stage("digest"):
            library = writer.condense(library)
        return library, writer.report()


def plan_writing(job: Job) -> Account:
    """What a build by a model would ask, what it would cost, and what is stored already.

    Raises `ConfigError` where site.yaml names no model.
    """
    from generator.summarizing.openai.writer import open_planner

    settings = site_settings(job.content, backend="openai")
    shows, readings = _quote_all(job, settings)
    with open_planner(settings.openai, job.content, job.templates / "prompts") as writer:
        scope = _scope(settings, job.content)
        writer.condense(combine(shows, writer.rewrite(readings, lambda: None), scope))
        return writer.account


def write_by(job: Job, name: str) -> tuple[Library, Report]:
    """The library by `extractive`, a model, or a model and a folder of prompts: MODEL@FOLDER."""
    if name == "extractive":
        shows, readings = _quote_all(job, site_settings(job.content, backend=name))
        return combine(shows, readings), Report(notes=(), problems=())
    model, _, prompts = name.partition("@")
    settings = site_settings(job.content, backend="openai", model=model)
    shows, readings = _quote_all(job, settings)
    folder = Path(prompts) if prompts else job.templates / "prompts"
    with WRITERS[settings.backend](settings, job.content, folder, None) as writer:
        library = combine(shows, writer.rewrite(readings, lambda: None))
        return library, writer.report()


def _quote_all(job: Job, settings: SiteSettings) -> tuple[tuple[Show, ...], tuple[Reading, ...]]:
    """All shows, and a quoted reading of every episode."""
    loaded = load(job.content, settings, partial(_parse_once, Cache(job.cache)))
    return loaded.shows, tuple(_read_all(loaded.episodes, settings, job, lambda: None))


def open_writer(
    settings: SiteSettings,
    content: Path,
    templates: Path,
    tell: Callable[[str], None] | None = None,
) -> AbstractContextManager[Writer]:
    """The writer that the settings name; see `WRITERS`."""
    return WRITERS[settings.backend](settings, content, templates / "prompts", tell)


def _scope(settings: SiteSettings, content: Path) -> Scope:
    """What to look for across episodes, as the settings and the lists of names say."""
    people = given_names(content / "people.yaml", "people.yaml")
    return Scope(
        digests=settings.digests,
        by_show=settings.digest_scope == "show",
        most_topics=settings.topics,
        topics=given_names(content / "topics.yaml", "topics.yaml"),
        people={name: others or () for name, others in people.items()},
    )


def _is_themed(content: Path) -> bool:
    """Whether a site has templates or static files of its own."""
    return any((content / name).is_dir() for name in ("templates", "static"))


_DOCUMENT = TypeAdapter(Document)
_READING = TypeAdapter(Reading)
_NAMED = 3
"""How many files a note names."""
_WORTH_A_POOL = 4
"""Fewer episodes than this are read sooner than processes are started."""


def _parse_once(cache: Cache, text: str) -> Document | None:
    """`parse`, or its stored result."""
    return cache.get(_DOCUMENT, key_of("parse", text), partial(parse, text))


def _read_all(
    episodes: tuple[Episode, ...], settings: SiteSettings, job: Job, advance: Callable[[], None]
) -> Iterator[Reading]:
    """A reading of each episode, in order, by as many processes as the job allows."""
    work = partial(_read_once, settings=settings, cache=job.cache)
    if job.processes == 1 or len(episodes) < _WORTH_A_POOL:
        results: Iterator[Reading] = map(work, episodes)
        for reading in results:
            advance()
            yield reading
        return
    with ProcessPoolExecutor(job.processes) as pool:
        for reading in pool.map(work, episodes):
            advance()
            yield reading


def _read_once(episode: Episode, settings: SiteSettings, cache: Path) -> Reading:
    """`read`, or its stored result."""
    choices = settings.model_dump_json(include={"chapter_minutes"})
    key = key_of("read", choices, repr(episode))
    return Cache(cache).get(_READING, key, partial(read, episode, settings))
