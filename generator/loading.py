"""content/ into episodes: find the files, read them, merge the metadata that stands beside them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from slugify import slugify

from generator.config import ShowSettings, Sidecar, SiteSettings, read_settings
from generator.decoding import decode, is_binary
from generator.errors import ConfigError, InputError
from generator.language.choosing import language_of, split_name
from generator.model import (
    Document,
    Episode,
    FreePage,
    ListedChapter,
    Recording,
    Show,
    Transcript,
)
from generator.parsers import parse
from generator.parsers.chapter_lists import parse_chapter_file

TRANSCRIPT_SUFFIXES = frozenset({".vtt", ".srt"})
"""Files that claim to be transcripts: one that is not is an error, not a file to leave alone."""
READABLE_SUFFIXES = frozenset({".vtt", ".srt", ".json", ".txt", ".md", ".markdown", ".text", ""})
"""Files worth opening at all; the content then decides."""
OWN_FOLDERS = frozenset({"summaries", "pages", "templates", "static"})
"""Folders at the top of content/ that hold no transcripts."""
LONGEST_SLUG = 80
"""Characters; well under every file system's limit, and still readable in an address."""
_RESERVED_SLUGS = frozenset(
    {"digests", "search", "static", "pagefind", "shows", "404", "con", "prn", "aux", "nul"}
)
_WORD = re.compile(r"[^\W_]+")
_TRUSTED_SPELLING = 3
"""How often a word must be spelled one way before a title follows it."""
_LEADING_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})[-_ ]+(?=\w)")

ParseText = Callable[[str], Document | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """All that content/ holds."""

    episodes: tuple[Episode, ...]
    shows: tuple[Show, ...]
    pages: tuple[FreePage, ...]
    problems: tuple[InputError, ...]
    """The files that could not be used, each with its reason."""
    left_alone: int
    """How many files are no transcripts."""


def load(content: Path, settings: SiteSettings, parse_text: ParseText = parse) -> Loaded:
    """Read every transcript under `content`, in the order of their paths.

    `parse_text` may answer from a store of finished work. Raises `ConfigError` where a show.yaml
    is wrong; a broken transcript or sidecar becomes one of `problems`.
    """
    episodes: list[Episode] = []
    shows: dict[str, Show] = {}
    problems: list[InputError] = []
    left_alone = 0
    for path in transcript_candidates(content):
        try:
            found = list(_load_file(path, content, settings, parse_text))
        except InputError as error:
            problems.append(_named(error, path, content))
            continue
        if not found:
            left_alone += 1
        for episode in found:
            shows.setdefault(episode.show.slug, episode.show)
            episodes.append(episode)
    pages: list[FreePage] = []
    for path in sorted((content / "pages").glob("*.md")):
        try:
            pages.append(_load_page(path))
        except InputError as error:
            problems.append(_named(error, path, content))
    return Loaded(
        episodes=_unique_slugs(episodes),
        shows=tuple(sorted(shows.values(), key=lambda show: show.title.casefold())),
        pages=tuple(pages),
        problems=tuple(problems),
        left_alone=left_alone,
    )


def content_of(path: Path) -> Path:
    """The content folder that a transcript lies in, as a build would be given it.

    It holds a site.yaml or the folder `shows`; else it is the folder of the file itself.
    """
    own = path.absolute()
    for folder in own.parents:
        if (folder / "site.yaml").is_file() or own.relative_to(folder).parts[0] == "shows":
            return folder
    return own.parent


def load_one(path: Path, settings: SiteSettings) -> tuple[Episode, ...]:
    """The episodes of one transcript file, with the sidecar beside it.

    Raises `InputError` where it cannot be read or is not a transcript.
    """
    if not path.is_file():
        raise InputError("no such file", path=str(path), remedy="give the path of a transcript")
    content = content_of(path)
    try:
        episodes = list(_load_file(path.absolute(), content, settings, parse))
    except InputError as error:
        raise _named(error, path.absolute(), content) from None
    if not episodes:
        raise InputError("is not a transcript in any known format", path=path.name)
    return _unique_slugs(episodes)


def transcript_candidates(content: Path) -> Iterator[Path]:
    """Every file under `content` that may be a transcript, by path.

    Hidden files, sidecars, chapter files and links that lead out of `content` are passed over.
    """
    root = content.resolve()
    for path in sorted(content.rglob("*")):
        relative = path.relative_to(content)
        if any(part.startswith(".") for part in relative.parts):
            continue
        if len(relative.parts) > 1 and relative.parts[0] in OWN_FOLDERS:
            continue
        if path.suffix.lower() in {".yaml", ".yml"} or ".chapters." in path.name:
            continue
        if path.is_file() and path.resolve().is_relative_to(root):
            yield path


def _load_file(
    path: Path, content: Path, settings: SiteSettings, parse_text: ParseText
) -> Iterator[Episode]:
    """The episodes in one file; none where it is no transcript."""
    if path.suffix.lower() not in READABLE_SUFFIXES:
        return
    data = _read(path)
    if is_binary(data) and path.suffix.lower() not in TRANSCRIPT_SUFFIXES:
        return
    text = decode(data)
    document = parse_text(text)
    if document is None:
        if not text.strip():
            raise InputError("is empty", remedy="add the transcript or delete the file")
        if path.suffix.lower() in TRANSCRIPT_SUFFIXES:
            raise InputError(
                f"is not a {path.suffix} transcript", remedy="export it again, or rename it"
            )
        return
    show = _show_of(path, content, document)
    sidecar = _sidecar_of(path)
    source = str(path.relative_to(content))
    if sidecar.draft:
        return
    if len(document.recordings) == 1:
        yield _episode(document.recordings[0], sidecar, show, path.stem, source, settings)
    else:  # a listing: one file cannot speak for many episodes, so its sidecar adds nothing
        for recording in document.recordings:
            name = recording.title or path.stem
            yield _episode(recording, Sidecar(), show, name, source, settings)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}") from None


def _named(error: InputError, path: Path, content: Path) -> InputError:
    """The same error, naming the file it is about."""
    name = error.path or str(path.relative_to(content))
    return InputError(error.reason, path=name, line=error.line, remedy=error.remedy)


def _sidecar_of(path: Path) -> Sidecar:
    """What stands beside a transcript: `<episode>.yaml` and `<episode>.chapters.*`."""
    sidecar = Sidecar()
    for suffix in (".yaml", ".yml"):
        beside = path.with_suffix(suffix)
        try:
            sidecar = read_settings(Sidecar, beside, beside.name) if beside.is_file() else sidecar
        except ConfigError as error:  # a wrong sidecar costs its own page, not the build
            raise InputError(
                error.reason, path=error.path, line=error.line, remedy=error.remedy
            ) from None
    for beside in sorted(path.parent.glob(f"{_glob_escape(path.stem)}.chapters.*")):
        chapters = parse_chapter_file(decode(_read(beside)))
        sidecar = sidecar if sidecar.chapters else sidecar.model_copy(update={"chapters": chapters})
    return sidecar


def _glob_escape(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)


def _show_of(path: Path, content: Path, document: Document) -> Show:
    """The show a file belongs to: its folder's, else the one it names, else none in particular."""
    folder = path.parent
    while folder != content and folder.name.isdecimal():  # a year within a show
        folder = folder.parent
    at_top = folder in (content, content / "shows")
    settings = ShowSettings()
    if not at_top:
        settings = read_settings(
            ShowSettings, folder / "show.yaml", str(folder.relative_to(content) / "show.yaml")
        )
    title = settings.title or document.show or ("" if at_top else _title_of(folder.name))
    return Show(
        slug=make_slug(title if at_top else folder.name, "recordings"),
        title=title or "Recordings",
        description=settings.description or document.description,
        hosts=settings.hosts or document.hosts,
        link=settings.link,
        artwork=settings.artwork,
        licence=settings.licence,
        language=settings.language,
    )


def _episode(
    recording: Recording,
    sidecar: Sidecar,
    show: Show,
    name: str,
    source: str,
    settings: SiteSettings,
) -> Episode:
    """One recording with all that is known of it; the sidecar wins over the transcript.

    `name` gives the address, and the title where nothing else does.
    """
    name, language_in_name = split_name(name)
    date_in_name, name = _split_date(name)
    transcript = recording.transcript
    chapters = sidecar.chapters or recording.chapters
    return Episode(
        show=show,
        slug=make_slug(name, "episode"),
        title=sidecar.title or recording.title or _title_of(name, transcript),
        transcript=transcript,
        source=source,
        language=language_of(
            (sidecar.language, transcript.language, language_in_name, show.language),
            transcript.cues,
            settings.language,
        ),
        date=sidecar.date or recording.date or date_in_name,
        duration=_duration(sidecar.duration or recording.duration, transcript, chapters),
        speakers=_speakers((*sidecar.speakers, *recording.speakers), transcript),
        notes=sidecar.notes or recording.notes,
        chapters=chapters,
        media=sidecar.media or recording.media,
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
    ends = [cue.end for cue in transcript.cues if cue.end is not None]
    starts = [chapter.start for chapter in chapters if chapter.start is not None]
    return max((*ends, *starts, stated or 0.0), default=0.0) or None


def _speakers(listed: Iterable[str], transcript: Transcript) -> tuple[str, ...]:
    """Each name once: those listed, then those heard."""
    heard = (cue.speaker for cue in transcript.cues if cue.speaker)
    return tuple(dict.fromkeys((*listed, *heard)))


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
    """A file or folder name as a title, its words spelled as the transcript spells them.

    `llm-tooling-talk` becomes `LLM tooling talk` where the speakers say "LLM".
    """
    text = " ".join(re.split(r"[-_\s]+", name)).strip()
    if text != text.lower():
        return text
    spoken = Counter(
        word for cue in (transcript.cues if transcript else ()) for word in _WORD.findall(cue.text)
    )
    spellings: dict[str, str] = {}
    for word, count in spoken.most_common():
        if count >= _TRUSTED_SPELLING:
            spellings.setdefault(word.lower(), word)
    titled = " ".join(_respell(word, spellings) for word in text.split())
    return titled[:1].upper() + titled[1:]


def _respell(word: str, spellings: dict[str, str]) -> str:
    """A lower-case word as the speakers spell it; letters that no one can pronounce stand alone."""
    spelling = spellings.get(word, word)
    unpronounceable = re.fullmatch(r"[^\W\daeiouy]{2,5}", spelling)
    return spelling.upper() if unpronounceable and spelling.islower() else spelling


def make_slug(name: str, otherwise: str) -> str:
    """`name` as a part of an address: lower-case ASCII, digits and hyphens, never empty."""
    slug = slugify(name, max_length=LONGEST_SLUG, word_boundary=True) or otherwise
    return f"{slug}-1" if slug in _RESERVED_SLUGS else slug


def _unique_slugs(episodes: Iterable[Episode]) -> tuple[Episode, ...]:
    """The same episodes; one whose address is taken gets `-2`, `-3`, ... in their order."""
    taken: set[tuple[str, str]] = set()
    unique: list[Episode] = []
    for episode in episodes:
        slug, count = episode.slug, 1
        while (episode.show.slug, slug) in taken:
            count += 1
            slug = f"{episode.slug}-{count}"
        taken.add((episode.show.slug, slug))
        unique.append(replace(episode, slug=slug))
    return tuple(unique)


def _load_page(path: Path) -> FreePage:
    """The free page in one Markdown file."""
    text = decode(_read(path)).strip()
    heading = re.match(r"#\s+(.+)\n*", text)
    return FreePage(
        slug=make_slug(path.stem, "page"),
        title=heading[1].strip() if heading else _title_of(path.stem),
        markdown=text[heading.end() :] if heading else text,
    )
