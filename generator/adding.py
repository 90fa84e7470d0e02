"""Transcripts put in their place under content/, each with a sidecar that says what was found.

Adding the same twice changes nothing, and what a person has changed is never written over: a file
that is written here says in its first line what it was, and whoever changes it makes it theirs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import yaml

from .addresses import make_slug
from .checking import LABEL
from .config import SiteSettings
from .decoding import decode
from .errors import ChapterwiseError, InputError
from .files import exists, read_regular, relative_name, walk, write_whole
from .loading import Loaded, companions_of, load, load_one, may_be_transcript
from .model import UNTITLED_SHOW, Episode
from .places import COMMAND
from .syndication import Entry, Feed, is_feed, read_feed, web
from .timestamps import format_length

_HEADER = (
    "# Written by `add` ({hash}). Change what you like: it is yours from then on, and stays.\n"
)
_HEADED = re.compile(r"# Written by `add` \(([0-9a-f]{12})\)[^\n]*\n")
_ADDED = re.compile(r"# of the file ([0-9a-f]{12})\n")
_ADDRESS = re.compile(r"https?://\S+")
_RECORDINGS = frozenset(
    {".aac", ".aif", ".aiff", ".avi", ".flac", ".m4a", ".m4b", ".m4v", ".mkv", ".mov", ".mp2"}
    | {".mp3", ".mp4", ".mpeg", ".mpg", ".oga", ".ogg", ".opus", ".wav", ".weba", ".webm", ".wma"}
    | {".wmv"}
)
_NOTES = 4000
"""Most characters of a feed's notes that are taken over."""
_SHOWN = 10
"""How many addresses are listed that a feed names."""


@dataclass(slots=True)
class Added:
    """What came of it, line by line."""

    lines: list[str] = field(default_factory=list)
    failed: bool = False
    """Whether something could not be added."""

    def say(self, line: str) -> None:
        """Tell something."""
        self.lines.append(line)

    def refuse(self, line: str) -> None:
        """Tell what could not be added, and why."""
        self.lines.append(line)
        self.failed = True


def add(sources: Iterable[str], content: Path, show: str = "") -> Added:
    """Put files, folders and saved feeds in their place under `content`.

    `show` is the title of the show that they belong to, where they do not say it themselves.
    """
    added = Added()
    adder = _Adder(content, show, added)
    for source in sources:
        try:
            adder.add(source)
        except ChapterwiseError as error:
            added.refuse(str(error))
        except OSError as error:
            added.refuse(f"{source}: {error.strerror or error}")
    return added


class _Adder:
    """One call of the command."""

    def __init__(self, content: Path, show: str, added: Added) -> None:
        self._content = content
        self._show = show
        self._added = added

    def add(self, source: str) -> None:
        """One thing that was named. Raises `InputError` where it cannot be used."""
        if _ADDRESS.fullmatch(source):
            name = PurePosixPath(urlsplit(source).path).name or "page.html"
            raise InputError(
                "is an address, and nothing is fetched from the network",
                path=source,
                remedy=f"save it first, `curl -L -o {name} {source}`, then add {name}",
            )
        path = Path(source)
        if not exists(path):
            raise InputError("no such file or folder", path=source)
        if path.is_dir():
            self._add_folder(path)
        elif path.suffix.lower() in _RECORDINGS:
            self._tell_of_recording(path)
        elif (text := _feed_in(path)) is not None:
            self._add_feed(path, _named_feed(text, path))
        else:
            self._add_file(path)

    def _tell_of_recording(self, path: Path) -> None:
        beside = [
            each
            for each in sorted(path.parent.glob(f"{_escaped(path.stem)}.*"))
            if may_be_transcript(each) and each.is_file()
        ]
        if beside:
            raise InputError(
                f"is a recording; {beside[0].name} beside it is its transcript",
                path=str(path),
                remedy=f"add {beside[0]}",
            )
        self._added.refuse(
            f"{path}: is a recording, and a transcript is needed. Make one, for example on this "
            "machine:\n"
            f"  uvx --from openai-whisper whisper {path.name} --model turbo --output_format vtt\n"
            "or take the VTT, SRT or JSON that a service, a video site or a meeting's host gives "
            "you. Then:\n"
            f"  {COMMAND} add {path.with_suffix('.vtt')}"
        )

    def _add_file(self, path: Path) -> None:
        loaded = load_one(path, SiteSettings())
        own = loaded.episodes[0].show
        show = self._show or ("" if own.title == UNTITLED_SHOW else own.title)
        self._place(path, loaded.episodes, self._folder_of(show), loaded)

    def _add_folder(self, folder: Path) -> None:
        loaded = load(folder, SiteSettings())
        by_file = _by_source(loaded)
        if not by_file:
            self._tell_rest(folder, loaded)
            self._added.refuse(f"{folder}: holds no transcript that is read")
            return
        for source, episodes in by_file.items():
            inner = PurePosixPath(source)
            parts = inner.parts[1:] if inner.parts[0] == "shows" else inner.parts
            if len(parts) == 1:  # beside no other folder, the folder itself is the show
                named = episodes[0].show.title
                title = self._show or (folder.resolve().name if named == UNTITLED_SHOW else named)
                place = self._folder_of(title, like=folder.resolve().name)
            elif self._show:
                place = self._folder_of(self._show).joinpath(*parts[1:-1])
            else:
                place = (self._content / "shows").joinpath(*parts[:-1])
                self._copy_show(folder.joinpath(*inner.parent.parts), place)
            self._place(folder / source, episodes, place, loaded)
        self._tell_rest(folder, loaded)

    def _copy_show(self, origin: Path, place: Path) -> None:
        """Take what is known of a show along."""
        settings = origin / "show.yaml"
        if settings.is_file() and not exists(place / "show.yaml"):
            place.mkdir(parents=True, exist_ok=True)
            write_whole(place / "show.yaml", read_regular(settings, origin))

    def _tell_rest(self, folder: Path, loaded: Loaded) -> None:
        for name, reason in loaded.left_alone:
            self._added.say(f"{folder / name}: left alone: {reason}")
        for problem in loaded.problems:
            self._added.refuse(f"{folder / (problem.path or '')}: {problem.reason}")

    def _folder_of(self, show: str, like: str = "") -> Path:
        """Where the transcripts of a show lie; `like` is the name of the folder they come from."""
        if not show:
            return self._content
        folder = self._content / "shows" / make_slug(like or show, "recordings")
        titled = make_slug(folder.name.replace("-", " "), "") == make_slug(show, "")
        if not titled and not exists(folder / "show.yaml"):
            _write_own(folder / "show.yaml", {"title": show})
        return folder

    def _place(
        self, path: Path, episodes: Sequence[Episode], folder: Path, loaded: Loaded
    ) -> Path | None:
        """Put one transcript and what stands beside it into a folder; None where it cannot be."""
        if path.resolve().is_relative_to(self._content.resolve()):
            folder = path.parent  # it has its place
        target = folder / path.name
        data = read_regular(path, path.parent)
        sidecar = target.with_suffix(".yaml")
        name = relative_name(target, self._content.parent)
        if exists(target):
            here = read_regular(target, self._content)
            if here != data and _mark(here) != _added_as(sidecar):
                self._added.refuse(
                    f"{name}: is there already and says something else (if it is the same "
                    f"recording, delete it and add {path} again; else give the file another name)"
                )
                return None
            verb = "is there already" if here == data else "takes the place of what was added"
        else:
            verb = "added"
        folder.mkdir(parents=True, exist_ok=True)
        if verb != "is there already":
            write_whole(target, data)
        for companion in companions_of(path):
            beside = folder / companion.name
            if not exists(beside):
                write_whole(beside, read_regular(companion, path.parent))
        written = ""
        spoken_for = {each.suffix for each in companions_of(target) if each != sidecar}
        if len(episodes) == 1 and not spoken_for & {".yaml", ".yml"}:
            mark = f"# of the file {_mark(data)}"
            if not exists(sidecar):
                _write_own(sidecar, _facts(episodes[0]), (mark, *_unknown(episodes[0])))
                written = f"; {sidecar.name} says what was found"
            elif _is_own(sidecar) and (before := _added_as(sidecar)):
                text = sidecar.read_text(encoding="utf-8")  # a feed may have told more
                body = _HEADED.sub("", text, count=1).replace(f"# of the file {before}", mark)
                _write_body(sidecar, body)
        self._added.say(f"{name}: {verb}{_told(episodes, loaded)}{written}")
        return target

    def _add_feed(self, path: Path, feed: Feed) -> None:
        """Tell what a feed knows of the transcripts that lie beside it, or are here already."""
        folder = self._folder_of(self._show or feed.title or path.stem)
        known = {
            "title": self._show or feed.title,
            "description": feed.description[:_NOTES],
            "hosts": list(feed.hosts),
            "link": feed.link,
            "artwork": feed.artwork,
        }
        if feed.title and _write_own(folder / "show.yaml", known):
            self._added.say(
                f"{relative_name(folder / 'show.yaml', self._content.parent)}: says what the feed "
                "tells of the show"
            )
        here = _Candidates(self._content, path)
        missing: list[Entry] = []
        for entry in feed.entries:
            found = here.of(entry)
            if found is None:
                missing.append(entry)
                continue
            file, episode = found
            target: Path | None = file
            if not file.is_relative_to(self._content):
                target = self._place(file, (episode,), folder, Loaded(episodes=(episode,)))
            if target:
                self._describe(target, entry)
                self._tell_of_place(target, folder)
        self._tell_missing(feed, missing)

    def _describe(self, target: Path, entry: Entry) -> None:
        """Write what a feed says of a recording beside its transcript."""
        sidecar = target.with_suffix(".yaml")
        facts = {
            "title": entry.title,
            "date": entry.date,
            "speakers": list(entry.people),
            "link": web(entry.link),
            "media": web(entry.media),
            "notes": entry.notes[:_NOTES],
        }
        mark = f"# of the file {_mark(read_regular(target, target.parent))}"
        name = relative_name(sidecar, self._content.parent)
        if _write_own(sidecar, facts, (mark,)):
            self._added.say(f"{name}: says what the feed tells of {entry.title}")
        elif not _is_own(sidecar):
            self._added.say(f"{name}: stays as it is: a person wrote it")

    def _tell_of_place(self, target: Path, folder: Path) -> None:
        if target.parent.resolve() == self._content.resolve() and folder != self._content:
            name = relative_name(target, self._content.parent)
            into = relative_name(folder, self._content.parent)
            self._added.say(
                f"{name}: belongs to no show (move it and {target.stem}.yaml to {into})"
            )

    def _tell_missing(self, feed: Feed, missing: Sequence[Entry]) -> None:
        if not missing:
            return
        self._added.say(f"{len(missing)} of {len(feed.entries)} entries have no transcript here.")
        named = [
            (entry, addresses)
            for entry in missing
            if (addresses := [*filter(None, map(web, entry.transcripts))])
        ]
        if named:
            self._added.say("Save these beside the feed, and add it again:")
            for entry, addresses in named[:_SHOWN]:
                address = _best(addresses)
                self._added.say(f"  curl -L -o '{_file_name(entry, address)}' '{address}'")
            if len(named) > _SHOWN:
                self._added.say(f"  ... and {len(named) - _SHOWN} more")
        if len(named) < len(missing):
            count = len(missing) - len(named)
            self._added.say(
                f"{count} name{'s' if count == 1 else ''} no transcript: make one of the recording "
                f"(`{COMMAND} add talk.mp3` tells how), and give it the name of the recording's "
                "file."
            )


class _Candidates:
    """The transcripts that a feed's entries may be about: under content/, and beside the feed."""

    def __init__(self, content: Path, feed: Path) -> None:
        self._by_name: dict[str, tuple[Path, Episode]] = {}
        looked = [(content, True)]
        if feed.parent.resolve() != content.resolve():
            looked.insert(0, (feed.parent, False))
        for folder, deep in looked:
            found = _load_flat(folder) if not deep else load(folder, SiteSettings())
            for source, episodes in _by_source(found).items():
                if len(episodes) == 1:
                    file = folder / source
                    for name in (episodes[0].slug, _slug(file.stem), _slug(episodes[0].title)):
                        self._by_name[name] = (file, episodes[0])

    def of(self, entry: Entry) -> tuple[Path, Episode] | None:
        """The transcript of an entry, by the names of its files, its page and its title."""
        addresses = (*entry.transcripts, entry.media, entry.link)
        names = [_stem(address) for address in addresses if address]
        for name in (*map(_slug, names), _slug(_dated(entry)), _slug(entry.title)):
            if name and name in self._by_name:
                return self._by_name[name]
        return None


def _load_flat(folder: Path) -> Loaded:
    """The transcripts in a folder itself."""
    episodes: list[Episode] = []
    for entry in walk(folder, folder, deep=False):
        if not entry.fault and not entry.folder and may_be_transcript(entry.path):
            try:
                found = load_one(entry.path, SiteSettings()).episodes
            except ChapterwiseError:
                continue
            episodes.extend(found)
    return Loaded(episodes=tuple(episodes))


def _by_source(loaded: Loaded) -> dict[str, list[Episode]]:
    found: dict[str, list[Episode]] = {}
    for episode in loaded.episodes:
        found.setdefault(episode.source, []).append(episode)
    return found


def _feed_in(path: Path) -> str | None:
    """The text of a feed; None where the file is none."""
    if path.suffix.lower() not in {".xml", ".rss", ".atom", ""}:
        return None
    data = read_regular(path, path.parent)
    try:
        text = decode(data)
    except InputError:
        return None
    return text if is_feed(text) else None


def _named_feed(text: str, path: Path) -> Feed:
    try:
        return read_feed(text)
    except InputError as error:
        raise InputError(
            error.reason, path=str(path), line=error.line, remedy=error.remedy
        ) from None


def _facts(episode: Episode) -> dict[str, object]:
    """What a transcript says of itself, as a sidecar has it."""
    named = [name for name in episode.speakers if not LABEL.fullmatch(name)]
    return {
        "title": "" if _is_named_after_file(episode) else episode.title,
        "date": episode.date,
        "speakers": named,
        "link": episode.link or "",
        "media": episode.media or "",
        "video": episode.video or "",
    }


def _unknown(episode: Episode) -> Iterator[str]:
    """What it does not say, as lines that only need to be completed."""
    if _is_named_after_file(episode):
        yield f"# title: {episode.title}"
    if not episode.date:
        yield "# date: 2026-03-14"
    labels = [name for name in episode.speakers if LABEL.fullmatch(name)]
    if labels:
        named = ", ".join(f"{label}: a name" for label in labels)
        yield f"# speakers: {{{named}}}"
    elif not episode.speakers:
        yield "# speakers: [a name, another]"
    if not (episode.media or episode.video):
        yield "# media: https://example.org/the-recording.mp3"


def _is_named_after_file(episode: Episode) -> bool:
    """Whether nothing but the name of its file gives a recording its title."""
    return make_slug(episode.title, "") == _slug(PurePosixPath(episode.source).stem)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as people do."""


def _as_block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _as_block)


def _write_own(path: Path, facts: Mapping[str, object], comments: Iterable[str] = ()) -> bool:
    """Write facts as YAML, unless a person has written or changed the file; whether it was."""
    held = {key: value for key, value in facts.items() if value}
    body = "".join(f"{line}\n" for line in comments)
    if held:
        body += yaml.dump(held, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=96)
    return not (exists(path) and not _is_own(path)) and _write_body(path, body)


def _write_body(path: Path, body: str) -> bool:
    """Write a file of our own, under its first line; whether it is another one now."""
    data = (_HEADER.format(hash=_mark(body.encode())) + body).encode()
    if exists(path) and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
    return True


def _is_own(path: Path) -> bool:
    """Whether a file is just as it was written here."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    match = _HEADED.match(text)
    return bool(match and match[1] == _mark(text[match.end() :].encode()))


def _added_as(sidecar: Path) -> str:
    """What a transcript was when it was added, by its sidecar; nothing where nobody knows."""
    try:
        match = _ADDED.search(sidecar.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""
    return match[1] if match else ""


def _mark(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]


def _told(episodes: Sequence[Episode], loaded: Loaded) -> str:
    """What a transcript is, after the verb."""
    form = loaded.formats.get(episodes[0].source, "")
    length = sum(each.duration or 0.0 for each in episodes)
    known = (
        f"as {form}" if form else "",
        f"{len(episodes)} episodes" if len(episodes) > 1 else "",
        format_length(length) if length else "no times",
    )
    return f" {', '.join(filter(None, known))}"


def _slug(name: str) -> str:
    return make_slug(re.sub(r"^\d{4}-\d{2}-\d{2}[-_ ]+", "", name), "")


def _stem(address: str) -> str:
    name = PurePosixPath(unquote(urlsplit(address).path)).name
    return name.partition(".")[0]


def _dated(entry: Entry) -> str:
    return f"{entry.date}-{entry.title}" if entry.date else entry.title


def _best(addresses: Sequence[str]) -> str:
    """The address of the format that says most: who speaks, and when."""
    order = ("vtt", "json", "srt")

    def rank(address: str) -> int:
        suffix = PurePosixPath(urlsplit(address).path).suffix.lstrip(".").lower()
        return order.index(suffix) if suffix in order else len(order)

    return min(addresses, key=rank)


def _file_name(entry: Entry, address: str) -> str:
    """A name under which the entry is known again."""
    suffix = PurePosixPath(urlsplit(address).path).suffix
    when = f"{entry.date}-" if entry.date else ""
    return f"{when}{make_slug(entry.title, 'episode')}{suffix or '.txt'}"


def _escaped(name: str) -> str:
    return re.sub(r"([\[*?])", r"[\1]", name)
