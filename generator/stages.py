"""What each stage of a build does, in the order in which `generator.pipeline` lists them."""

from __future__ import annotations

import difflib
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from . import combining, correcting, loading, manifest, search, taking_down
from .addresses import Addresses
from .cache import PHRASES, TEMPLATES, Cache, key_of
from .combining import (
    Lexer,
    Memory,
    Recalled,
    Scope,
    Spoken,
    Telling,
    spoken_in,
    telling_of,
)
from .config import SiteSettings, given_names, site_settings
from .correcting import Judged, Spellings
from .correcting.given import check_shows, read_given
from .editing import Edited, edit_all
from .errors import ChapterwiseError, ConfigError, PublishError
from .fingerprints import fingerprint
from .job import ADDRESSES, SUMMARIES, Job, Progress
from .keeping import Kept
from .language.languages import Language
from .loading import Loaded
from .manifest import NOTHING, Inputs, retake
from .model import Episode, Library, Outline, Reading, ShowNotes, Summary, Verb
from .previewing import Preview
from .publishing import Written, copy_files, publishing, replace_files, write_pieces
from .reading import read as read_alone
from .record import notes_of_changes
from .rendering import RESERVED, Piece, Site, files_of, pieces_of, pieces_of_episodes, recordings_of
from .rendering.findables import groups as findable_groups
from .rendering.quotes import Asked, Placed, place_now
from .rendering.words import DefaultTitles, Words
from .search import INDEX_FOLDER
from .shelf import Shelf
from .summarizing import BACKENDS, Backend
from .summarizing.rightly import written_rightly
from .workers import ALONE, Workers, on_this_machine

_SPOKEN = TypeAdapter(Spoken)
_RECALLED = TypeAdapter(Recalled)
_TELLING = TypeAdapter(Telling)
_PLACED = TypeAdapter(Placed)
_SPELLINGS = TypeAdapter(Spellings)
_JUDGED = TypeAdapter(Judged)
MOST_BESIDE = 200
"""Files of an archive that are read to know the names in one of them."""
_NAMED = 5
"""How many recordings a refusal names."""
_WORTH_WORKERS = 4
"""Fewer episodes than this are read sooner than processes are started."""
_WORTH_RENDERING = 48
"""The same of pages."""
_PIECES_TOGETHER = 4
"""Pages that a worker gets at once."""


def settle(job: Job) -> SiteSettings:
    """The site's settings, where the command line's choices win. Raises `ConfigError`."""
    return site_settings(job.content, backend=job.backend, base_url=job.base_url)


def read_addresses(job: Job) -> Addresses:
    """Where things stand already. The site's own pages keep their names from all others."""
    return Addresses.read(job.content, (*RESERVED, INDEX_FOLDER), saves=not job.looks_only)


def open_workers(job: Job, settings: SiteSettings, progress: Progress, held: ExitStack) -> Workers:
    """Those of a cluster, or what the job allows; they start when there is enough for them to do.

    Raises `ConfigError` then, where the cluster is of no use.
    """
    if settings.executor == "dask":
        from .cluster import on_cluster

        return held.enter_context(on_cluster(settings.scheduler, progress.helped))
    return held.enter_context(on_this_machine(job.processes, progress.helped))


def load(
    job: Job,
    inputs: Inputs,
    settings: SiteSettings,
    addresses: Addresses,
    workers: Workers,
    previewed: Preview,
) -> Loaded:
    """All that content/ holds, save for what is taken down; each file is read and parsed once."""
    cache = Cache(job.cache)
    hashes = inputs.hashes("content")
    shelf = Shelf(cache, hashes, previewed.shelved)
    shelf.fill(job.content, filter(loading.is_looked_into, hashes), workers)
    loaded = loading.load(job.content, settings, addresses, shelf.open, cache)
    previewed.shelved = shelf.found
    if job.no_fewer:
        _refuse_fewer(job, loaded, addresses)
    addresses.save()  # what a model writes is kept by them
    if not job.looks_only:
        _move_answers(job.content / SUMMARIES, addresses)
    return without_taken_down(job, settings, loaded, cache.stored)


def _refuse_fewer(job: Job, loaded: Loaded, addresses: Addresses) -> None:
    """Raise `PublishError` where a recording is missing that was published before."""
    why = dict(loaded.left_alone) | {f"{each.path}": each.reason for each in loaded.problems}
    missing = [
        f"{key.partition('#')[0]} ({why.get(key.partition('#')[0], 'is not there')})"
        for key, _ in addresses.missing
    ]
    if not missing and (loaded.episodes or not why):
        return
    missing = missing or [f"{name} ({reason})" for name, reason in why.items()]
    named = list(dict.fromkeys(missing))
    more = f", and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    raise PublishError(
        f"nothing is published: {len(missing)} recording{'s' if len(missing) > 1 else ''} would be "
        f"missing: {', '.join(named[:_NAMED])}{more}",
        remedy="bring them back, or build once without --no-fewer if they shall go",
    )


def _move_answers(summaries: Path, addresses: Addresses) -> None:
    """Let what a model wrote of a recording follow it to its new address."""
    for old, new in addresses.just_moved:
        before, after = summaries / f"{old}.json", summaries / f"{new}.json"
        if before.is_file() and not after.exists():
            with suppress(OSError):  # it is asked for again
                after.parent.mkdir(parents=True, exist_ok=True)
                before.rename(after)
                before.parent.rmdir()


def without_taken_down(
    job: Job, settings: SiteSettings, loaded: Loaded, fresh: Collection[str] = ()
) -> Loaded:
    """What was loaded without the lines that shall stand nowhere; finished work forgets them.

    `fresh` are the keys of what was stored while it was loaded.
    """
    if all(rule.verb is not Verb.TAKE_DOWN for rule in loaded.rules):
        return loaded
    mark = Words.read(job.themes, settings.language).say("taken_down")
    loaded, gone = taking_down.take_down(loaded, mark)
    taking_down.forget(job.cache, gone, fresh)
    if not job.looks_only:
        taking_down.forget_answers(job.content / SUMMARIES, gone)
    return loaded


def correct(job: Job, loaded: Loaded) -> Loaded:
    """What was loaded, each episode with the names that were misheard in it.

    Raises `ConfigError` where corrections.yaml is wrong.
    """
    given = read_given(job.content)
    if loaded.shows:  # one file alone does not tell which there are
        check_shows(given, loaded.shows)
    cache = Cache(job.cache / PHRASES)
    recall, judged = partial(_spelled_once, cache), partial(_judged_once, cache)
    return replace(loaded, episodes=correcting.correct(loaded.episodes, given, recall, judged))


def correct_among(job: Job, settings: SiteSettings, own: Loaded) -> Loaded:
    """The episodes of one file as `correct` has them among all that its folder holds.

    An archive of more than `MOST_BESIDE` files is not read for the sake of one.
    """
    if not loading.has_others(job.content, own.episodes, MOST_BESIDE):
        return correct(job, own)
    everything = correct(job, load(job, NOTHING, settings, read_addresses(job), ALONE, Preview()))
    known = {episode.id: episode.corrections for episode in everything.episodes}
    return replace(
        own,
        episodes=tuple(
            replace(episode, corrections=known.get(episode.id, ())) for episode in own.episodes
        ),
    )


def count_episodes(loaded: Loaded) -> int:
    """How many episodes there are to summarize."""
    return len(loaded.episodes)


def summarize(
    job: Job,
    settings: SiteSettings,
    progress: Progress,
    workers: Workers,
    previewed: Preview,
    loaded: Loaded,
    advance: Callable[[], None],
) -> tuple[Reading, ...]:
    """A quoted reading of each episode, in order."""
    titles = DefaultTitles(job.themes, settings.language)
    readings: list[Reading] = []
    made: dict[str, Reading] = {}
    held = previewed.readings
    for key, reading, seconds in _read_all(loaded.episodes, settings, job, workers, held):
        made[key] = reading
        progress.took(reading.episode.source, seconds)
        readings.append(titles.reading(reading))
        advance()
    previewed.readings = made
    return tuple(readings)


def scope_of(job: Job, settings: SiteSettings) -> Scope:
    """What to look for across episodes, as the settings and the lists of names say.

    Raises `ConfigError` where a list is wrong.
    """
    people = given_names(job.content, "people.yaml")
    return Scope(
        digests=settings.digests,
        by_show=settings.digest_scope == "show",
        most_topics=settings.topics,
        topics=given_names(job.content, "topics.yaml"),
        people={name: others or () for name, others in people.items()},
    )


def open_backend(
    job: Job,
    settings: SiteSettings,
    readings: tuple[Reading, ...],
    progress: Progress,
    held: ExitStack,
) -> Backend:
    """What writes the summaries, as the settings name it.

    Raises `ConfigError` where an episode to refresh is not there.
    """
    return held.enter_context(
        BACKENDS[settings.backend](
            settings,
            job.content,
            job.prompts or job.templates / "prompts",
            tell=progress.tell if job.wait else None,
            only_plans=job.plans_only,
            shown=job.shown,
            refresh=_named(job.refresh, readings),
        )
    )


def _named(names: Sequence[str], readings: Sequence[Reading]) -> frozenset[str]:
    """The addresses of the episodes that somebody named by address or slug."""
    known = {str(reading.id): reading.episode.slug for reading in readings}
    found: set[str] = set()
    for name in (each.strip("/") for each in names):
        these = {address for address, slug in known.items() if name in (address, slug)}
        if not these:
            near = difflib.get_close_matches(name, [*known, *known.values()], n=1)
            hint = f"did you mean {near[0]!r}?" if near else "take the address of its page"
            raise ConfigError(f"there is no episode {name!r} to refresh", remedy=hint)
        found |= these
    return frozenset(found)


def write(
    backend: Backend, readings: tuple[Reading, ...], advance: Callable[[], None]
) -> tuple[Reading, ...]:
    """The readings as the backend writes them."""
    return tuple(map(written_rightly, backend.summarize(readings, advance)))


def edit(loaded: Loaded, readings: tuple[Reading, ...]) -> Edited:
    """The readings as people edited them in sidecars."""
    return edit_all(readings, loaded.rules)


def preview(
    job: Job, settings: SiteSettings, loaded: Loaded, edited: Edited, previewed: Preview
) -> None:
    """Publish changed episodes among what the build before found, and say so.

    Nothing of it is kept as finished work: it may quote what was taken down just now.
    """
    found = previewed.library(edited.readings)
    if found is None:
        return
    library, changed = found
    site, compiled = Site.of(settings, loaded.pages, loaded.moved), Cache(job.cache / TEMPLATES)
    with suppress(ChapterwiseError):  # which the build itself will meet
        pieces = pieces_of_episodes(changed, library, site, job.themes, compiled)
        made = {piece.key: files_of(piece) for piece in pieces}
        replaced = replace_files(job.output, chain.from_iterable(made.values()))
        if replaced:
            previewed.show()
            previewed.shown = True
            paths = {key: tuple(file.path for file in files) for key, files in made.items()}
            manifest.replaced(job, replaced, paths)


def combine(
    job: Job,
    settings: SiteSettings,
    scope: Scope,
    addresses: Addresses,
    loaded: Loaded,
    edited: Edited,
) -> Library:
    """What runs through all episodes."""
    titles = DefaultTitles(job.themes, settings.language)
    cache = Cache(job.cache / PHRASES)
    memory = Memory(partial(_recall, cache))
    library = combining.combine(
        map(titles.show, loaded.shows),
        edited.readings,
        scope,
        addresses,
        partial(_spoken_once, cache),
        memory,
        partial(_told_once, cache),
    )
    for reading, recalled in memory.learned():
        with suppress(PydanticSerializationError):
            cache.store(_key_of_recalled(reading), _RECALLED.dump_json(recalled))
    return library


def condense(job: Job, backend: Backend, library: Library) -> Library:
    """The library with its digests as the backend writes them."""
    library = backend.condense(library)
    if not (backend.asks or job.looks_only):
        _forget_answers(job, library)
    return library


def _forget_answers(job: Job, library: Library) -> None:
    """Have answers that a model once gave forget what was taken down; one that asks does itself."""
    taken = [reading for reading in library.readings if reading.episode.taken_down]
    summaries = job.content / SUMMARIES
    if not taken or not summaries.is_dir():
        return
    from .summarizing.openai import forgetting
    from .summarizing.openai.store import Store

    for reading in taken:
        if (path := summaries / f"{reading.id}.json").is_file():
            forgetting.forget_answers(Store(path), reading)
    for digest in library.digests:
        if (path := summaries / "digests" / f"{digest.slug}.json").is_file():
            forgetting.forget_digest(Store(path), digest)


def keep(
    job: Job, inputs: Inputs, backend: Backend, addresses: Addresses, library: Library
) -> Inputs:
    """Save the addresses of all that is in the library.

    What the build itself wrote under content/ is no change to its inputs.
    """
    addresses.save()
    answered = (job.content / SUMMARIES).is_dir()
    for written in (ADDRESSES, SUMMARIES) if answered else (ADDRESSES,):
        inputs = retake(inputs, job, written)
    return inputs


def look_back(job: Job) -> Kept:
    """What may stay of the site that stands."""
    return manifest.kept(job)


def find_changes(job: Job, kept: Kept) -> tuple[str, ...]:
    """What to say of files of the old site that somebody changed."""
    return notes_of_changes(job.output, kept.hashes)


def open_folder(job: Job, kept: Kept, held: ExitStack) -> Path:
    """The folder that becomes the site when `held` is closed."""
    return held.enter_context(publishing(job.output, kept))


def render(
    job: Job,
    settings: SiteSettings,
    kept: Kept,
    folder: Path,
    workers: Workers,
    loaded: Loaded,
    library: Library,
) -> Written:
    """Every file of the site, put into `folder`; those that nothing changed in are not made."""
    recall = partial(_place_all, Cache(job.cache / PHRASES), workers)
    site, compiled = Site.of(settings, loaded.pages, loaded.moved), Cache(job.cache / TEMPLATES)
    pieces = pieces_of(library, site, job.themes, compiled, recall, job.content, lent=workers.near)
    written = _write(folder, pieces, kept, workers)
    _copy_recordings(job, folder, library)
    return written


def _write(folder: Path, pieces: Iterable[Piece], kept: Kept, workers: Workers) -> Written:
    make = partial(workers.map, files_of, worth=_WORTH_RENDERING, together=_PIECES_TOGETHER)
    return write_pieces(folder, ((piece.key, piece) for piece in pieces), kept, make)


def _copy_recordings(job: Job, folder: Path, library: Library) -> None:
    copy_files(folder, ((name, job.content / place) for name, place in recordings_of(library)))


def index(
    job: Job,
    settings: SiteSettings,
    kept: Kept,
    folder: Path,
    workers: Workers,
    loaded: Loaded,
    library: Library,
    written: Written,
) -> Written:
    """The search index of all that is in the library, with what was written before.

    Words lose the endings of its commonest language. Where all that can be found is as it was, so
    is the index of the site that stands.
    """
    said: Counter[str] = Counter()
    for reading in library.readings:
        said[reading.episode.language] += reading.episode.transcript.count + 1
    language = max(sorted(said), key=lambda tag: said[tag], default=settings.language)
    site = Site.of(settings, loaded.pages)
    finder = key_of(by="rendering.findables")
    groups = [
        search.Group(each.name, f"{finder} {fingerprint(each.made_of)}", each.find, each.topics)
        for each in findable_groups(library, site)
        if each.made_of
    ]
    phrases = Cache(job.cache / PHRASES)
    indexer = search.Indexer(folder, language, phrases, kept, workers)
    old = _index_of(kept)
    if not (job.index_later and old and indexer.key_of(groups) not in old):
        indexer.index(groups)
    elif not all(map(indexer.takes, old)):
        kept.leave(folder, INDEX_FOLDER)
        indexer = search.Indexer(folder, language, phrases, workers=workers)
        indexer.index(groups)
    return Written(written.pages, {**written.pieces, **indexer.pieces})


def _index_of(kept: Kept) -> list[str]:
    """The keys of what the search index of the site that stands is made of."""
    inside = f"{INDEX_FOLDER}/"
    return [key for key, paths in kept.pieces.items() if paths[0].startswith(inside)]


def read(episode: Episode, settings: SiteSettings, *, ignore_listed: bool = False) -> Reading:
    """One episode from transcript to quoted summaries, which a backend may better."""
    return read_alone(episode, settings.chapter_minutes, ignore_listed=ignore_listed)


def _read_all(
    episodes: Sequence[Episode],
    settings: SiteSettings,
    job: Job,
    workers: Workers,
    held: Mapping[str, Reading],
) -> Iterator[tuple[str, Reading, float]]:
    """Each reading with its key, and how many seconds of a processor it took.

    One that is held is the very same value: what was worked out of it once is known.
    """
    cache, phrases = Cache(job.cache), Cache(job.cache / PHRASES)
    choices = settings.model_dump_json(include={"chapter_minutes"}), str(job.ignore_chapters)
    keys = [key_of("read", *choices, fingerprint(each), by="reading") for each in episodes]
    new = [
        each
        for each, key in zip(episodes, keys, strict=True)
        if key not in held and not cache.has(key)
    ]
    work = partial(
        _read_and_time,
        settings=settings,
        ignore_listed=job.ignore_chapters,
        with_phrases=workers.several and len(new) >= _WORTH_WORKERS,
    )
    made = workers.map(work, new, worth=_WORTH_WORKERS)
    others = {id(each) for each in new}
    for episode, key in zip(episodes, keys, strict=True):
        if key in held:
            yield key, held[key], 0.0
            continue
        if id(episode) in others:
            written, spoken, seconds = next(made)
            with suppress(PydanticSerializationError):
                cache.store(key, _WRITTEN.dump_json(written))
            if spoken:
                phrases.store(_key_of_spoken(episode, Language.of(episode.language)), spoken)
        elif (stored := cache.find(_WRITTEN, key)) is not None:
            written, seconds = stored, 0.0
        else:  # it was damaged, or another program deleted it
            written, _, seconds = work(episode)
        yield key, written.of(episode), seconds


def _read_and_time(
    episode: Episode, *, settings: SiteSettings, ignore_listed: bool, with_phrases: bool
) -> tuple[_Written, bytes, float]:
    """What is worked out of an episode alone, and how many seconds of a processor it took.

    Of its phrases, which `combine` asks for, what is to be stored, if so.
    """
    began = time.process_time()
    made = read(episode, settings, ignore_listed=ignore_listed)
    spoken = b""
    with suppress(PydanticSerializationError):
        if with_phrases:
            spoken = _SPOKEN.dump_json(spoken_in(made, Language.of(episode.language)))
    return _Written.about(made), spoken, time.process_time() - began


@dataclass(frozen=True, slots=True)
class _Written:
    """What is kept of a reading: all but its episode, which is at hand."""

    outline: Outline
    summary: Summary
    backend: str
    coverage: float
    notes: ShowNotes

    @classmethod
    def about(cls, reading: Reading) -> _Written:
        """What is kept of this one."""
        return cls(
            reading.outline, reading.summary, reading.backend, reading.coverage, reading.notes
        )

    def of(self, episode: Episode) -> Reading:
        """The reading of its episode."""
        return Reading(
            episode=episode,
            outline=self.outline,
            summary=self.summary,
            backend=self.backend,
            coverage=self.coverage,
            notes=self.notes,
        )


_WRITTEN = TypeAdapter(_Written)


def _spoken_once(
    cache: Cache, reading: Reading, language: Language, lexer: Lexer | None = None
) -> Spoken:
    """The phrases of a transcript, or their stored result."""
    make = partial(spoken_in, reading, language, lexer)
    if language is not Language.of(language.tag):
        return make()  # what is known of it, other recordings told
    return cache.get(_SPOKEN, _key_of_spoken(reading.episode, language), make)


def _told_once(cache: Cache, reading: Reading, language: Language, lexer: Lexer) -> Telling:
    """What is published of an episode, or its stored result."""
    make = partial(telling_of, reading, language, lexer)
    if language is not Language.of(language.tag):
        return make()  # what is known of it, other recordings told
    key = key_of("telling", fingerprint(reading), by="combining")
    return cache.get(_TELLING, key, make)


def _key_of_spoken(episode: Episode, language: Language) -> str:
    said = fingerprint(episode.transcript, episode.corrections)
    return key_of("spoken", language.tag, said, by="combining")


def _spelled_once(cache: Cache, made_of: object, find: Callable[[], Spellings]) -> Spellings:
    """The names that a transcript holds, or their stored result."""
    return cache.get(_SPELLINGS, key_of("spelled", fingerprint(made_of), by="correcting"), find)


def _judged_once(cache: Cache, made_of: object, find: Callable[[], Judged]) -> Judged:
    """What may be misheard in each recording, or its stored result."""
    return cache.get(_JUDGED, key_of("judged", fingerprint(made_of), by="correcting"), find)


def _place_all(cache: Cache, workers: Workers, asked: Iterable[Asked]) -> Iterator[Placed]:
    """Sentences of episodes as their pages have them, or their stored results."""
    keys, places = [], []
    for made_of, place in asked:
        keys.append(key_of("placed", fingerprint(made_of), by="rendering.quotes"))
        places.append(place)
    known = [cache.find(_PLACED, key) for key in keys]
    new = (place for place, found in zip(places, known, strict=True) if found is None)
    made = workers.map(place_now, new, worth=_WORTH_RENDERING, together=_PIECES_TOGETHER)
    for key, found in zip(keys, known, strict=True):
        placed = found or next(made)
        if found is None:
            with suppress(PydanticSerializationError):
                cache.store(key, _PLACED.dump_json(placed))
        yield placed


def _recall(cache: Cache, reading: Reading) -> Recalled:
    """What earlier builds found in a transcript; nothing where none did."""
    return cache.find(_RECALLED, _key_of_recalled(reading)) or Recalled()


def _key_of_recalled(reading: Reading) -> str:
    """Of all that is asked in its transcript: unlike other finished work, that may grow."""
    episode = reading.episode
    return key_of("recalled", fingerprint(episode.transcript, episode.language), by="combining")
