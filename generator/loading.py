"""content/ into episodes: find the files, read them, merge the metadata that stands beside them.

Every file is read behind one barrier: whatever goes wrong with it is that file's problem.
"""

from __future__ import annotations

import datetime as dt
import difflib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar
from urllib.parse import urlsplit

from . import companions
from .addresses import Addresses, make_slug, named_by, settle, show_folder
from .cache import Cache
from .config import (
    EpisodeSettings,
    ShowSettings,
    Sidecar,
    SiteSettings,
    given_episodes,
    read_settings,
    rules_of,
)
from .decoding import decode, decode_with_doubt, is_binary, load_yaml
from .errors import ConfigError, InputError, unexpected
from .file_names import day_in_path, number_in_title, read_name
from .files import (
    LINKED_FOLDER,
    Entry,
    exists,
    fault_of,
    locked,
    name_of,
    printable,
    read_regular,
    relative_name,
    remedy_for,
    walk,
)
from .job import ADDRESSES
from .language.choosing import as_usual, first_stated, split_name
from .model import (
    UNTITLED_SHOW,
    Document,
    Episode,
    FreePage,
    ListedChapter,
    Picture,
    Recording,
    Rule,
    Show,
    Transcript,
)
from .opening import HEAD, Open, claims_transcript, open_file
from .parsers import foreign, front_matter
from .parsers.chapter_lists import clashes_in, parse_chapter_file
from .parsers.habits.labels import read_people
from .parsers.introductions import find_introduction
from .series import name_series, rename
from .syndication import Feed, is_feed, read_feed, web
from .timestamps import format_clock
from .transcripts import language_heard, spellings_in
from .variants import same_recordings

READABLE_SUFFIXES = frozenset(
    [
        *("", ".vtt", ".srt", ".txt", ".md", ".markdown", ".mdx", ".text", ".log"),
        *(".json", ".jsonl", ".ndjson", ".json3", ".srv1", ".srv2", ".srv3"),
        *(".xml", ".ttml", ".dfxp", ".itt", ".trs", ".eaf", ".exb"),
        *(".csv", ".tsv", ".ctm", ".stm", ".ass", ".ssa", ".sbv", ".sub", ".smi", ".sami", ".lrc"),
        *(".textgrid", ".docx", ".odt", ".xlsx", ".rtf", ".html", ".htm", ".xhtml"),
        *(".webvtt", ".scc", ".stl", ".usf", ".mpl", ".sjson", ".otr", ".rt", ".jss", ".flk"),
        *(".rst", ".adoc", ".org", ".transcript", ".cha"),
    ]
)
"""Files worth opening at all; the content then decides."""
_STRESSED = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]+)(?<=[^\s*])\1(?![\w*])")
MEDIA_SUFFIXES = frozenset(
    {".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".flac", ".wav", ".weba"}
    | {".mp4", ".m4v", ".webm", ".mov", ".ogv"}
)
"""Recordings that browsers play."""
OWN_FOLDERS = frozenset({"summaries", "pages", "templates", "static"})
"""Folders at the top of content/ that hold no transcripts."""
_OWN_FILES = frozenset(
    {"site.yaml", "episodes.yaml", "people.yaml", "topics.yaml", "corrections.yaml", ADDRESSES}
)
"""Files at the top of content/ that are settings, or that the program keeps there."""
_SIDECAR_SUFFIXES = frozenset({".yaml", ".yml"})
_LEADING_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})[-_ ]+(?=\w)")
_SUFFIX = re.compile(r"(?:-\d+)+$")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """All that content/ holds."""

    episodes: tuple[Episode, ...]
    shows: tuple[Show, ...] = ()
    pages: tuple[FreePage, ...] = ()
    problems: tuple[InputError, ...] = ()
    """The files that could not be used, each with its reason."""
    left_alone: tuple[tuple[str, str], ...] = ()
    """The files that are nothing to publish, by path, each with the reason."""
    notes: tuple[str, ...] = ()
    """What to look at in files that were used."""
    rules: tuple[Rule, ...] = ()
    """What people decided of single lines, as far as it is not done yet."""
    formats: Mapping[str, str] = field(default_factory=dict)
    """What each file was read as, by its path."""
    moved: tuple[tuple[str, str], ...] = ()
    """Addresses that lead elsewhere now, each with the one that stands."""


def load(
    content: Path,
    settings: SiteSettings,
    addresses: Addresses | None = None,
    open_: Open = open_file,
    cache: Cache | None = None,
) -> Loaded:
    """Read every transcript under `content`, in the order of their paths.

    `addresses` know where things stand already, and learn where all that is loaded stands; `open_`
    may know what files held before, and `cache` what shows were called. Raises `ConfigError`
    where a show.yaml is wrong; a broken transcript or sidecar becomes one of `problems`.
    """
    reader = _Reader(content, settings, open_)
    reader.read(tuple(walk(content, content)))
    addresses = addresses or Addresses()
    episodes, pages = settle(reader.named(cache), reader.pages, addresses)
    shows: dict[str, Show] = {}
    for episode in episodes:
        shows.setdefault(episode.show.slug, episode.show)
    return Loaded(
        episodes=episodes,
        shows=tuple(sorted(shows.values(), key=lambda show: show.title.casefold())),
        pages=pages,
        problems=tuple(reader.problems),
        left_alone=tuple(sorted(each for each in reader.left_alone if each[0] not in reader.used)),
        notes=(*reader.notes, *_undated(episodes)),
        rules=(*rules_of(settings, content / "site.yaml", content), *reader.rules),
        formats=reader.formats,
        moved=addresses.moved,
    )


def content_of(path: Path) -> Path:
    """The content folder that a transcript lies in, as a build would be given it.

    It holds a site.yaml, addresses.json or the folder `shows`; else it is the folder of the file
    itself.
    """
    own = path.absolute()
    for folder in own.parents:
        if _is_marked(folder) or own.relative_to(folder).parts[0] == "shows":
            return folder
    return own.parent


def companions_of(path: Path) -> tuple[Path, ...]:
    """What stands beside a transcript and speaks of it: its sidecar, its chapter list."""
    nearby = walk(path.parent, path.parent, deep=False)
    return tuple(
        entry.path
        for entry in nearby
        if _is_companion(entry.path) and not entry.fault and entry.path != path
        if _episode_key(entry.path) in _keys_of(path)
    )


def may_be_transcript(path: Path) -> bool:
    """Whether a file's name is that of a transcript, and of nothing that stands beside one."""
    suffix = path.suffix.lower()
    return (
        bool(suffix)
        and suffix in READABLE_SUFFIXES - companions.FEED_SUFFIXES
        and not _is_companion(path)
    )


def is_looked_into(name: str) -> bool:
    """Whether a file under content/ is opened to see whether it is a transcript, by its name."""
    own = OWN_FOLDERS if "/" in name else _OWN_FILES
    return name.partition("/")[0] not in own and may_be_transcript(Path(name))


def has_others(content: Path, episodes: Sequence[Episode], most: int) -> bool:
    """Whether a file's episodes stand among others in `content`, which has not too many files."""
    if not any("/" in each.source for each in episodes) and not _is_marked(content):
        return False  # anything may lie beside it
    return 1 < sum(1 for _ in walk(content, content)) <= most


def _is_marked(folder: Path) -> bool:
    return any(exists(folder / name) for name in ("site.yaml", ADDRESSES))


def load_one(path: Path, settings: SiteSettings, addresses: Addresses | None = None) -> Loaded:
    """The episodes of one transcript file, with the sidecar beside it, as the site has them.

    Raises `InputError` where it cannot be read or is not a transcript.
    """
    name = printable(str(path))
    if not exists(path):
        raise InputError("no such file", path=name, remedy="give the path of a transcript")
    content = content_of(path)
    reader = _Reader(content, settings, open_file)
    reader.read_one(path.absolute())
    if reader.problems and not reader.episodes:  # what is wrong beside it costs it nothing
        raise reader.problems[0]
    if not reader.episodes:
        reason = next((why for _, why in reader.left_alone), "holds no speech")
        raise InputError(f"is no transcript: it {reason}", path=name)
    own = reader.episodes[0].source
    others = _Reader(content, settings, open_file)
    others.read_namesakes(reader.episodes)
    everything = sorted((*reader.named(), *others.episodes), key=_by_source)
    settled, _ = settle(everything, others.pages, addresses or Addresses(), whole=False)
    return Loaded(
        episodes=tuple(episode for episode in settled if episode.source == own),
        rules=(*rules_of(settings, content / "site.yaml", content), *reader.rules),
        formats=reader.formats,
    )


def _bare(name: str, otherwise: str = "") -> str:
    """The address that a name asks for, without a number at its end."""
    return _SUFFIX.sub("", make_slug(name, otherwise))


def _undated(episodes: Sequence[Episode]) -> Iterator[str]:
    """Say once how to give dates, where several recordings have none."""
    without = [episode for episode in episodes if episode.date is None]
    if len(without) < _SEVERAL:
        return
    yield (
        f"{len(without)} of {len(episodes)} recordings have no date, such as {without[0].source}, "
        "and stand in the order of their numbers and files (give dates in the names of files, as "
        "in 2026-03-14-tides.vtt, or in <episode>.yaml, as in `date: 2026-03-14`)"
    )


def _by_source(episode: Episode) -> list[str]:
    """Files in the order in which a build reads them."""
    return episode.source.split("/")


@dataclass(frozen=True, slots=True)
class _Reader:
    """One reading of a content folder, and what came of it so far."""

    content: Path
    settings: SiteSettings
    open_: Open
    episodes: list[Episode] = field(default_factory=list)
    pages: list[FreePage] = field(default_factory=list)
    problems: list[InputError] = field(default_factory=list)
    left_alone: list[tuple[str, str]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    pictures: dict[Path, Picture | None] = field(default_factory=dict)
    """What was found of each picture that is named."""
    """Files that others name, by path: recordings."""
    notes: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    feeds: dict[Path, list[companions.Said]] = field(default_factory=dict)
    """What feeds say, by the folder that they lie in."""
    channels: dict[Path, Feed] = field(default_factory=dict)
    """The feed that says what a folder's recordings are, where there is but one."""
    stems: dict[str, list[str]] = field(default_factory=dict)
    """The names of the files of each show, by its folder."""
    unnamed: set[str] = field(default_factory=set)
    """The slugs of shows that nothing but their folder names."""
    people: dict[Path, dict[str, str]] = field(default_factory=dict)
    """Whole names by abbreviation, as files list them, by the folder that they lie in."""
    called: dict[str, dict[str, str]] = field(default_factory=dict)
    """By a show's slug, the whole names that stand for abbreviations in some of its files."""
    given: dict[str, EpisodeSettings] = field(default_factory=dict)
    """What episodes.yaml says, by what it names an episode."""
    given_by: dict[str, str] = field(default_factory=dict)
    """Its keys, by how they are spelled in small letters."""
    met: set[str] = field(default_factory=set)
    """Those of its keys that named one."""
    formats: dict[str, str] = field(default_factory=dict)
    shows: dict[Path, ShowSettings] = field(default_factory=dict)
    """What `show.yaml` says, by the folder that it lies in; nothing where it is wrong."""

    def named(self, cache: Cache | None = None) -> tuple[Episode, ...]:
        """The episodes, with what those of one show tell of each other."""
        return name_series(self.episodes, self.unnamed, self.called, cache)

    def read(self, entries: tuple[Entry, ...]) -> None:
        """Read all that lies in the folder."""
        transcripts, companions, pages = self._sort_out(entries)
        self._note_stems(transcripts)
        self._read_given()
        beside = _by_episode(companions)
        transcripts = self._take_feeds(transcripts)
        met = {
            key
            for entry in transcripts
            if self._read(entry, beside)
            for key in _keys_of(entry.path)
        }
        self._keep_richest()
        for key, those in beside.items():
            if key not in met:
                for entry in those:
                    self._leave(entry.path, _why_alone(entry.path, met))
        for named in sorted(self.given.keys() - self.met):
            self.notes.append(
                f"episodes.yaml: nothing is called {named!r} (name an episode by its file, its "
                "title or the last part of its address)"
            )
        self._read_pages(pages)

    def _read_given(self) -> None:
        try:
            self.given.update(given_episodes(self.content))
            self.given_by.update(_folded(self.given))
        except ConfigError as error:
            self.problems.append(
                InputError(error.reason, path=error.path, line=error.line, remedy=error.remedy)
            )

    def _note_stems(self, transcripts: Iterable[Entry]) -> None:
        for entry in transcripts:
            path = entry.path
            if path.suffix.lower() in READABLE_SUFFIXES:
                folder = show_folder(path.relative_to(self.content).as_posix())
                stem = Path(named_by(path.relative_to(self.content).as_posix())).stem
                self.stems.setdefault(folder, []).append(split_name(name_of(stem))[0])

    def _read_pages(self, pages: Iterable[Entry]) -> None:
        for entry in pages:
            with self._barrier(entry.path):
                self.pages.append(self._page(entry))

    def read_one(self, path: Path) -> None:
        """Read one transcript with what stands beside it."""
        nearby = tuple(walk(path.parent, self.content, deep=False))
        beside = [entry for entry in nearby if _is_companion(entry.path)]
        others = [entry for entry in nearby if not _is_companion(entry.path)]
        self._note_stems(others)
        self._take_feeds(others)
        self._read_given()
        self._read(Entry(path), _by_episode(beside))

    def read_namesakes(self, episodes: Sequence[Episode]) -> None:
        """Read what may want the addresses of one file's episodes, or that of their show."""
        own = episodes[0].source
        folder = show_folder(own)
        shows = {_bare(episode.show.slug) for episode in episodes}
        names = {_bare(episode.slug) for episode in episodes}
        met = {folder, ""}
        whole = "/" in own or _is_marked(self.content)  # else anything may lie below
        entries = tuple(walk(self.content, self.content, deep=whole))
        transcripts, companions, pages = self._sort_out(entries)
        beside = _by_episode(companions)
        for entry in transcripts:
            source = relative_name(entry.path, self.content)
            other = show_folder(source)
            if source == own or not (
                other in (folder, "") or _bare(Path(other).name, "recordings") in shows
            ):
                continue
            name = _split_date(split_name(entry.path.stem)[0])[1]
            if other not in met or _bare(name, "episode") in names:
                with suppress(ConfigError):  # what is wrong there costs nothing here
                    before = len(self.episodes)
                    self._read(entry, beside)
                    met |= {other} if len(self.episodes) > before else set()
        self._read_pages(pages)

    def _sort_out(self, entries: tuple[Entry, ...]) -> tuple[list[Entry], list[Entry], list[Entry]]:
        """Possible transcripts, files beside them, and free pages; the others are named."""
        transcripts: list[Entry] = []
        companions: list[Entry] = []
        pages: list[Entry] = []
        for entry in entries:
            parts = entry.path.relative_to(self.content).parts
            own = parts[0] in OWN_FOLDERS and (len(parts) > 1 or entry.folder)
            if entry.folder:
                self._name_folder(entry, own=own)
            elif own and parts[0] == "pages":
                if len(parts) == 2 and entry.path.suffix == ".md":
                    pages.append(entry)
                else:
                    self._leave(entry.path, "is no page: pages are pages/*.md")
            elif own:
                if fault := entry.fault or locked(entry.path):
                    self._fail(entry.path, fault)
            elif self._is_setting(entry.path):
                pass
            elif _is_companion(entry.path):
                companions.append(entry)
            else:
                transcripts.append(entry)
        if (self.content / "pages").is_symlink():
            linked = walk(self.content / "pages", self.content, deep=False)
            pages.extend(entry for entry in linked if entry.path.suffix == ".md")
        return transcripts, companions, pages

    def _name_folder(self, entry: Entry, *, own: bool) -> None:
        """Say why a folder is not looked into, unless it is one of our own and merely linked."""
        if entry.fault != LINKED_FOLDER:
            self._fail(entry.path, entry.fault)
        elif not own:
            self._leave(entry.path, entry.fault)

    def _is_setting(self, path: Path) -> bool:
        """Whether a file is read by its name, and not for a transcript beside it."""
        if path.parent == self.content:
            return path.name in _OWN_FILES
        return path.name == "show.yaml" and path.parent != self.content / "shows"

    def _read(self, entry: Entry, beside: Mapping[_Key, list[Entry]]) -> bool:
        """Read a file that may be a transcript; whether it is one, be it broken."""
        path = entry.path
        claims = path.suffix.lower() in READABLE_SUFFIXES
        found: tuple[Episode, ...] | str | None = None
        if entry.fault and not claims:
            self._leave(path, entry.fault)
            return False
        with self._barrier(path):
            found = self._episodes(path, claims, _those_beside(path, beside))
        if isinstance(found, str):
            self._leave(path, found)
            return found == _DRAFT
        self.episodes.extend(found or ())
        return True

    def _episodes(self, path: Path, claims: bool, beside: list[Entry]) -> tuple[Episode, ...] | str:
        """The episodes in one file, or why it is left alone."""
        if not claims:
            return self._look_at(path)
        document, guess, kind, empty = self.open_(path, self.content)
        if document is None:
            if empty:
                raise InputError("is empty", remedy="add the transcript or delete the file")
            if claims_transcript(path):
                known = f": it {kind}" if "looks like" in kind else ""
                raise InputError(
                    f"is not a {path.suffix} transcript{known}",
                    remedy="export it again, or rename it",
                )
            return kind
        if not document.recordings:
            return "holds no speech"
        name = relative_name(path, self.content)
        self.formats[name] = document.format
        sidecar = self._sidecar(path, beside)
        if sidecar.draft:
            return _DRAFT
        show, speakers = self._show_of(path, document)
        stems = self.stems.get(show_folder(name), [])
        self._doubt(path, guess)
        stem, language = split_name(
            name_of(Path(named_by(path.relative_to(self.content).as_posix())).stem)
        )
        rules = self._rules(sidecar, beside, name)
        self.rules.extend(rules)
        if len(document.recordings) == 1:
            [recording] = document.recordings
            for entry in beside:
                if companions.is_turns(entry.path.name):
                    turns = self._read_companion(entry.path, companions.read_turns)
                    recording = companions.with_speakers(recording, turns)
            called = self.called.setdefault(show.slug, self._called_above(path))
            called.update(recording.called)
            about: EpisodeSettings = sidecar
            episode = _episode(recording, about, show, stem, name, self.settings, language, stems)
            if self.given:
                bare = _episode(
                    recording, Sidecar(), show, stem, name, self.settings, language, stems
                )
                about = _with(self._given(bare), sidecar)
                episode = _episode(
                    recording, about, show, stem, name, self.settings, language, stems
                )
            if about.draft:
                return _DRAFT
            self._doubt_chapters(episode, about, beside)
            episode = self._with_media(episode, about.media or "", path)
            picture = self._artwork(about.artwork, path.parent, episode.source)
            episode = replace(episode, artwork=picture)
            return (rename(episode, {**speakers, **about.called}),)
        for entry in beside:  # what it says of the file itself cannot hold for many episodes
            said = entry.path.name in {Path(rule.path).name for rule in rules}
            if not said and (not sidecar.episodes or not _is_settings(entry.path)):
                reason = (
                    "stands beside a file of several episodes, so it adds nothing; say things of "
                    "one as in `episodes: {Its title: {date: 2026-03-14}}`"
                )
                self._leave(entry.path, reason)
        return tuple(self._entries(document.recordings, sidecar, show, stem, name, dict(speakers)))

    def _entries(
        self,
        recordings: Iterable[Recording],
        sidecar: Sidecar,
        show: Show,
        stem: str,
        name: str,
        speakers: Mapping[str, str],
    ) -> Iterator[Episode]:
        """The episodes of a file with several, each with what is said of it."""
        met: set[str] = set()
        named = _folded(sidecar.episodes)
        for recording in recordings:
            title = recording.title or stem
            episode = _episode(recording, Sidecar(), show, title, name, self.settings)
            own = _key_of(episode, named)
            met |= {own} - {""}
            about = _with(self._given(episode), sidecar.episodes.get(own, EpisodeSettings()))
            if about != EpisodeSettings():
                episode = _episode(recording, about, show, title, name, self.settings)
            if not about.draft:
                yield rename(episode, {**speakers, **about.called})
        for key in sorted(sidecar.episodes.keys() - met):
            self.notes.append(f"{name}: no episode of it is called {key!r}, as its sidecar says")

    def _given(self, episode: Episode) -> EpisodeSettings:
        """What episodes.yaml says of an episode."""
        key = _key_of(episode, self.given_by)
        self.met.add(key)
        return self.given.get(key, EpisodeSettings())

    def _doubt_chapters(
        self, episode: Episode, about: EpisodeSettings, beside: Iterable[Entry]
    ) -> None:
        """Name chapters that people gave and that cannot all be meant."""
        if not about.chapters:
            return
        path = next((relative_name(each.path, self.content) for each in beside), "episodes.yaml")
        end = episode.transcript.end
        if episode.transcript.count and end is None:
            self.notes.append(
                f"{path}: chapters have times, and the transcript has none (give it times, or "
                "write headings into it)"
            )
        for chapter in about.chapters if end is not None else ():
            if chapter.start is not None and end is not None and chapter.start > end + _AFTER:
                self.notes.append(
                    f"{path}: the chapter {chapter.title!r} begins at "
                    f"{format_clock(chapter.start)}, after the end of the transcript at "
                    f"{format_clock(end)}"
                )
        for entry in beside:
            if not (_is_settings(entry.path) or companions.is_chapters(entry.path.name)):
                continue
            with suppress(InputError):
                text = decode(read_regular(entry.path, self.content))
                value = _chapters_in(text) if _is_settings(entry.path) else text
                for clash in clashes_in(value):
                    self.notes.append(
                        f"{relative_name(entry.path, self.content)}: another chapter begins at "
                        f"the moment of {clash!r}, which is left out"
                    )

    def _show_of(self, path: Path, document: Document) -> tuple[Show, Mapping[str, str]]:
        """The show a file belongs to: its folder's, else the one it names, else none in particular.

        With it, whom its settings call how. Wrong settings are named, and cost nothing else.
        """
        own = show_folder(path.relative_to(self.content).as_posix())
        at_top, folder = not own, self.content / own
        settings = ShowSettings() if at_top else self._settings_in(folder)
        name = name_of(folder.name)
        channel = Feed(title="") if at_top else self.channels.get(folder, Feed(title=""))
        given = settings.title or channel.title or document.show
        given = given or ("" if at_top else self._title_in(folder))
        show = Show(
            slug=make_slug(given if at_top else name, "recordings"),
            title=given or ("" if at_top else _title_of(name)) or UNTITLED_SHOW,
            description=settings.description or document.description or channel.description,
            hosts=settings.hosts or document.hosts or channel.hosts,
            link=settings.link or (web(channel.link) or None),
            artwork=self._artwork(settings.artwork or "", folder, f"{own}/show.yaml"),
            licence=settings.licence,
            language=settings.language,
        )
        if not given and not at_top:
            self.unnamed.add(show.slug)
        return show, dict(settings.speakers)

    def _settings_in(self, folder: Path) -> ShowSettings:
        """What `show.yaml` says in a folder, which is read once."""
        if folder not in self.shows:
            self.shows[folder] = ShowSettings()
            try:
                self.shows[folder] = read_settings(ShowSettings, folder / "show.yaml", self.content)
            except ConfigError as error:
                self.problems.append(
                    InputError(error.reason, path=error.path, line=error.line, remedy=error.remedy)
                )
        return self.shows[folder]

    def _title_in(self, folder: Path) -> str:
        """The title that the front matter of a folder's own page gives, as Hugo's sites have it."""
        page = folder / "_index.md"
        if not exists(page):
            return ""
        try:
            parted = front_matter.part(decode(read_regular(page, self.content)))
            title = front_matter.describe(front_matter.values_of(parted)).title or ""
            self.used.update([relative_name(page, self.content)] if title else [])
            return title
        except InputError:
            return ""

    def _with_media(self, episode: Episode, name: str, path: Path) -> Episode:
        """The episode with its recording, where that lies beside the transcript.

        One that cannot be had costs the page its player, and nothing else.
        """
        if not name or ":" in name:
            return episode
        file = Path(os.path.normpath(path.parent / name))
        fault = "lies outside of the content"
        if file.is_relative_to(self.content):
            fault = fault_of(file, self.content) or locked(file)
        if not fault and file.suffix.lower() not in MEDIA_SUFFIXES:
            fault = "is no audio or video file"
        if fault:
            self.notes.append(
                f"{episode.source}: its media {printable(name)} {fault}, so its page has no player "
                "(put the file there, or give its address)"
            )
            return episode
        self.used.add(relative_name(file, self.content))
        return replace(
            episode,
            media_file=file.relative_to(self.content).as_posix(),
            media_bytes=file.stat().st_size,
        )

    def _artwork(self, name: str, folder: Path, of: str) -> Picture | None:
        """A picture that lies in `folder` or by its path in the content.

        An address stands for the file of its name. One that cannot be shown costs nothing else.
        """
        elsewhere = "://" in name
        if elsewhere:
            name = PurePosixPath(urlsplit(name).path).name
        if not name:
            return None
        places = [Path(os.path.normpath(each / name)) for each in (folder, self.content)]
        inside = [each for each in places if each.is_relative_to(self.content)]
        found = [each for each in inside if exists(each)]
        if elsewhere and not found:
            return None
        file = next(iter((*found, *inside, *places)))
        if file not in self.pictures:
            from .artwork import look_at  # which takes long to load

            self.pictures[file] = None
            try:
                if not inside:
                    raise InputError("lies outside of the content")
                if fault := fault_of(file, self.content) or locked(file):
                    raise InputError(fault)
                self.pictures[file] = look_at(file, self.content)
                self.used.add(relative_name(file, self.content))
            except InputError as error:
                remedy = error.remedy or "put the picture beside it"
                self.notes.append(
                    f"{of}: its artwork {printable(name)} {error.reason}, so it is not shown "
                    f"({remedy})"
                )
        return self.pictures[file]

    def _look_at(self, path: Path) -> str:
        """What a file is that is not read."""
        try:
            with path.open("rb") as handle:
                head = handle.read(HEAD)
        except OSError as error:
            return f"cannot be read: {(error.strerror or str(error)).lower()}"
        try:
            text = None if is_binary(head) else decode(head)
        except InputError:
            text = None
        return foreign.describe(path.name, head, text)

    def _sidecar(self, path: Path, beside: list[Entry]) -> Sidecar:
        """What stands beside a transcript: `<episode>.yaml` and `<episode>.chapters.*`."""
        sidecar = Sidecar()
        for entry in beside:
            if _is_settings(entry.path):
                try:
                    sidecar = read_settings(Sidecar, entry.path, self.content)
                except ConfigError as error:  # a wrong sidecar costs its own page, not the build
                    raise InputError(
                        error.reason, path=error.path, line=error.line, remedy=error.remedy
                    ) from None
        for entry in beside:
            if companions.is_chapters(entry.path.name):
                chapters = self._chapters(entry.path)
                if not sidecar.chapters:
                    sidecar = sidecar.model_copy(update={"chapters": chapters})
        said = [
            self._read_companion(entry.path, companions.read_info)
            for entry in beside
            if companions.is_info(entry.path.name)
        ]
        return companions.completed(sidecar, (*said, *self._said_in_feeds(path)))

    def _said_in_feeds(self, path: Path) -> Iterator[companions.Said]:
        """What feeds in the folder of a transcript, or above it, say of it."""
        for folder, items in self.feeds.items():
            if path.is_relative_to(folder):
                for said in items:
                    if companions.names(said, path.name):
                        yield self._with_chapters(said, folder)

    def _with_chapters(self, said: companions.Said, folder: Path) -> companions.Said:
        """An item of a feed with the chapters of a file that it names, where that lies here."""
        for name in said.chapter_files:
            if exists(folder / name) and not said.values.get("chapters"):
                values = {**said.values, "chapters": self._chapters(folder / name)}
                return replace(said, values=values)
        return said

    def _take_feeds(self, transcripts: list[Entry]) -> list[Entry]:
        """The files that are neither feeds nor lists of people; what those say is kept."""
        others: list[Entry] = []
        listed: set[str] = set()
        for entry in transcripts:
            feed = whole = None
            if entry.path.suffix.lower() in companions.FEED_SUFFIXES and not entry.fault:
                with self._barrier(entry.path):
                    text = decode(read_regular(entry.path, self.content))
                    whole = read_feed(text) if is_feed(text) else None
                    feed = companions.of_feed(whole) if whole else None
            if feed is None or whole is None:
                if not self._take_people(entry):
                    others.append(entry)
                continue
            several = entry.path.parent in self.feeds
            self.channels[entry.path.parent] = Feed(title="") if several else whole
            self.feeds.setdefault(entry.path.parent, []).extend(feed)
            listed.update(name for said in feed for name in said.chapter_files)
            if not any(
                companions.names(said, each.path.name) for said in feed for each in transcripts
            ):
                self._leave(entry.path, "is a feed that names no file here")
        return [entry for entry in others if entry.path.name not in listed]

    def _take_people(self, entry: Entry) -> bool:
        """Keep whom a file lists with initials; whether it is such a list."""
        if entry.fault or not companions.is_people(entry.path.name):
            return False
        people: dict[str, str] = {}
        with suppress(InputError):  # what is wrong is said where it is read as a transcript
            people = read_people(decode(read_regular(entry.path, self.content)))
        if people:
            self.people.setdefault(entry.path.parent, {}).update(people)
        return bool(people)

    def _called_above(self, path: Path) -> dict[str, str]:
        """Whole names by abbreviation, as lists beside a file or above it give them."""
        above = sorted(self.people.items(), key=lambda each: len(each[0].parts))
        found: dict[str, str] = {}
        for folder, people in above:
            if path.is_relative_to(folder):
                found.update(people)
        return found

    def _read_companion(self, path: Path, read: Callable[[str], _T]) -> _T:
        """What a file beside a transcript says. Raises `InputError` that names it."""
        try:
            return read(decode(read_regular(path, self.content)))
        except InputError as error:
            raise _named(error, path, self.content) from None
        except Exception as error:
            raise _named(InputError(unexpected(error)), path, self.content) from None

    def _keep_richest(self) -> None:
        """Leave alone what only says again what another file of the same recording says."""
        poorer = same_recordings(self.episodes)
        self.episodes[:] = [each for each in self.episodes if each.source not in poorer]
        self.rules[:] = [rule for rule in self.rules if rule.source not in poorer]
        for source, richer in poorer.items():
            self.left_alone.append((source, f"is the same recording as {Path(richer).name}"))

    def _rules(self, sidecar: Sidecar, beside: list[Entry], source: str) -> tuple[Rule, ...]:
        """What a sidecar says of single lines of the transcript that it stands beside."""
        path = next((each.path for each in beside if _is_settings(each.path)), None)
        return rules_of(sidecar, path, self.content, source) if path else ()

    def _chapters(self, path: Path) -> tuple[ListedChapter, ...]:
        """The chapters in a file beside a transcript."""
        return self._read_companion(path, parse_chapter_file)

    def _page(self, entry: Entry) -> FreePage:
        """The free page in one Markdown file."""
        text, guess = decode_with_doubt(read_regular(entry.path, self.content))
        text = text.strip()
        self._doubt(entry.path, guess)
        heading = re.match(r"#\s+(.+)\n*", text)
        name = name_of(entry.path.stem)
        return FreePage(
            slug=make_slug(name, "page"),
            title=heading[1].strip() if heading else _title_of(name),
            markdown=text[heading.end() :] if heading else text,
            source=relative_name(entry.path, self.content),
        )

    @contextmanager
    def _barrier(self, path: Path) -> Iterator[None]:
        """Keep what goes wrong with one file to that file. What is wrong in settings passes."""
        try:
            yield
        except ConfigError:
            raise
        except InputError as error:
            self.problems.append(_named(error, path, self.content))
        except Exception as error:
            remedy = "export it again; if that does not help, leave it out"
            self._fail(path, unexpected(error), remedy)

    def _fail(self, path: Path, reason: str, remedy: str = "") -> None:
        remedy = remedy or remedy_for(reason)
        self.problems.append(_named(InputError(reason, remedy=remedy), path, self.content))

    def _doubt(self, path: Path, guess: str) -> None:
        """Say that a file's encoding is uncertain, where it is."""
        if guess:
            self.notes.append(
                f"{relative_name(path, self.content)}: its old encoding was guessed to be {guess} "
                "(look whether the page is spelled right; save it as UTF-8)"
            )

    def _leave(self, path: Path, reason: str) -> None:
        self.left_alone.append((relative_name(path, self.content), reason))


_Key = tuple[Path, str]
"""A folder, and the name that an episode's files in it share."""
_DRAFT = "is a draft"
_ALONE = "stands beside no transcript"
_COMPARED = 200
"""Names with which that of a file is compared that stands beside none of them."""
_AFTER = 1.0
"""Seconds after the end of a transcript at which a chapter may begin."""
_SEVERAL = 3
"""Recordings without a date of which something is said."""


def _is_companion(path: Path) -> bool:
    return _is_settings(path) or companions.stem_of(path.name) is not None


def _is_settings(path: Path) -> bool:
    """Whether a file is what a person says of an episode."""
    return path.suffix.lower() in _SIDECAR_SUFFIXES


def _episode_key(path: Path) -> _Key:
    """What a companion shares with the files of the same episode."""
    stem = None if _is_settings(path) else companions.stem_of(path.name)
    return path.parent, path.stem if stem is None else stem


def _keys_of(path: Path) -> tuple[_Key, ...]:
    """The names by which files may stand beside a transcript: with its language or without."""
    stems = (path.stem, split_name(path.stem)[0])
    return tuple((path.parent, stem) for stem in dict.fromkeys(stems))


def _those_beside(path: Path, beside: Mapping[_Key, list[Entry]]) -> list[Entry]:
    return [entry for key in _keys_of(path) for entry in beside.get(key, [])]


def _why_alone(path: Path, met: Iterable[_Key]) -> str:
    """Why a file that should stand beside a transcript is not used."""
    if path.name in {"site.yml", "people.yml", "topics.yml", "show.yml"}:
        return f"is not read under this name; call it {path.stem}.yaml"
    if path.name == "show.yaml":
        return "stands in no show's folder"
    folder, stem = _episode_key(path)
    names = sorted(name for where, name in met if where == folder)[:_COMPARED]
    near = difflib.get_close_matches(stem, names, n=1)
    meant = f"; did you mean {near[0]}{path.name.removeprefix(stem)}?" if near else ""
    return f"{_ALONE}{meant}"


def _chapters_in(text: str) -> object:
    """What a sidecar gives as chapters."""
    settings = load_yaml(text)
    return settings.get("chapters") if isinstance(settings, dict) else None


def _unstressed(title: str) -> str:
    """A title without the asterisks by which a feed stresses a word: "*truly* open"."""
    return _STRESSED.sub(r"\2", title)


def _folded(keys: Iterable[str]) -> dict[str, str]:
    """Keys by how they are spelled in small letters."""
    return {_unstressed(key).casefold(): key for key in keys}


def _key_of(episode: Episode, given: Mapping[str, str]) -> str:
    """The key under which something is said of an episode; empty where there is none."""
    if not given:
        return ""
    names = (
        f"{episode.source}#{episode.title}",
        episode.source,
        episode.title,
        f"{episode.show.slug}/{episode.slug}",
        episode.slug,
        str(episode.date) if episode.date else "",
    )
    return next((given[name.casefold()] for name in names if name.casefold() in given), "")


def _with(one: EpisodeSettings, other: EpisodeSettings) -> EpisodeSettings:
    """`one`, where `other` says nothing else."""
    fields = EpisodeSettings.model_fields
    said = {name: getattr(other, name) for name in other.model_fields_set if name in fields}
    merged = one.model_copy(update=said)
    merged._called = {**one.called, **other.called}
    return merged


def _by_episode(companions: Iterable[Entry]) -> dict[_Key, list[Entry]]:
    """Files beside transcripts, by the transcript they stand beside."""
    found: dict[_Key, list[Entry]] = {}
    for entry in companions:
        found.setdefault(_episode_key(entry.path), []).append(entry)
    return found


def _named(error: InputError, path: Path, content: Path) -> InputError:
    """The same error, naming the file it is about."""
    name = error.path or relative_name(path, content)
    return InputError(error.reason, path=name, line=error.line, remedy=error.remedy)


def _episode(
    recording: Recording,
    sidecar: EpisodeSettings,
    show: Show,
    name: str,
    source: str,
    settings: SiteSettings,
    language_in_name: str | None = None,
    stems: Sequence[str] = (),
) -> Episode:
    """One recording with all that is known of it; the sidecar wins over the transcript.

    `name` gives the address, and the title where nothing else does; `stems` are the names of the
    files of the show.
    """
    named = read_name(name, stems)
    transcript = recording.transcript
    date = (
        sidecar.date or recording.date or named.date or day_in_path(Path(source).parent.parts, name)
    )
    title = sidecar.title or recording.title
    if not title:
        title = _title_of(named.words, transcript) if named.words else ""
    if not title:
        title = f"{show.title} {date}" if show.title != UNTITLED_SHOW else str(date)
    title = _unstressed(title)
    chapters = tuple(
        replace(chapter, title=_unstressed(chapter.title))
        for chapter in sidecar.chapters or recording.chapters
    )
    notes = sidecar.notes or recording.notes
    stated = sidecar.language, transcript.language, language_in_name, show.language
    language = first_stated(stated) or as_usual(language_heard(transcript), settings.language)
    return Episode(
        show=show,
        slug=make_slug(_split_date(name)[1], "episode"),
        title=title,
        transcript=transcript,
        source=source,
        language=language,
        date=date,
        number=number_in_title(title) or named.number,
        duration=_duration(sidecar.duration or recording.duration, transcript, chapters),
        speakers=_speakers((*sidecar.speakers, *recording.speakers), transcript),
        notes=notes,
        introduction=find_introduction(
            sidecar.introduction or recording.introduction,
            sidecar.description or recording.description,
            notes,
            language,
        ),
        chapters=chapters,
        media=sidecar.media if sidecar.media and ":" in sidecar.media else recording.media,
        video=sidecar.video or recording.video,
        link=sidecar.link or recording.link,
        tags=sidecar.tags or recording.tags,
    )


def _duration(
    stated: float | None, transcript: Transcript, chapters: tuple[ListedChapter, ...]
) -> float | None:
    """Seconds: as stated, but never shorter than what is known to be said.

    Feeds state the length of another cut now and then.
    """
    starts = [chapter.start for chapter in chapters if chapter.start is not None]
    return max((*starts, transcript.end or 0.0, stated or 0.0)) or None


def _speakers(listed: Iterable[str], transcript: Transcript) -> tuple[str, ...]:
    """Each name once: those listed, then those heard."""
    return tuple(dict.fromkeys((*listed, *transcript.voices)))


def _split_date(stem: str) -> tuple[dt.date | None, str]:
    """The date that a file name begins with, and the rest: `2024-03-14-tides`."""
    match = _LEADING_DATE.match(stem)
    if not match:
        return None, stem
    try:
        return dt.date.fromisoformat(match[1]), stem[match.end() :]
    except ValueError:
        return None, stem


def _title_of(name: str, transcript: Transcript | None = None) -> str:
    """A file or folder name as a title, its words spelled as the transcript and its voices are.

    `llm-tooling-talk` becomes `LLM tooling talk` where the speakers say "LLM".
    """
    text = " ".join(re.split(r"[-_\s]+", name)).strip()
    if text != text.lower():
        return text[0].upper() + text[1:] if text.split()[0].islower() else text
    voices = " ".join(transcript.voices) if transcript else ""
    named = {word.lower(): word for word in voices.split() if word.istitle()}
    spellings = {**spellings_in(transcript), **named} if transcript else {}
    titled = " ".join(_respell(word, spellings) for word in text.split())
    return titled[:1].upper() + titled[1:]


def _respell(word: str, spellings: Mapping[str, str]) -> str:
    """A lower-case word as the speakers spell it; letters that no one can pronounce stand alone."""
    spelling = spellings.get(word, word)
    unpronounceable = re.fullmatch(r"[^\W\daeiouy]{2,5}", spelling)
    return spelling.upper() if unpronounceable and spelling.islower() else spelling
