"""What stands where: every page's address, planned in one place before anything is written.

A name becomes a part of an address. Where two names would stand at one address, or a name where the
site keeps a page of its own, all but one get a suffix: `harbour`, `harbour-2`. Names that differ
only in case or in how Unicode writes them clash as well, since sites are copied to disks that tell
neither apart.

What was published stays. `content/addresses.json` remembers the address of every show, recording
and free page, and of those topics and people that clashed: a recording keeps its address whatever
is added before it, and nobody gets the address of one that is gone. A recording that was renamed is
known again by its words, by the name of its file or by its date in a listing: where its new name
asks for another address, a page at the old one leads there.

Where nothing is remembered, dates tell names apart: the first keeps the bare name, the others get
their date, so that neither an older nor a newer recording renumbers any.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TypeVar

from slugify import slugify

from .dates import is_period
from .errors import ConfigError
from .files import write_whole
from .job import ADDRESSES
from .model import Episode, FreePage, Show
from .transcripts import hash_of_words, words_said

LONGEST_SLUG = 80
"""Characters; well under every file system's limit, and still readable in an address."""
LONGEST_HELD = 120
"""Characters of one part of an address that a person wrote."""
SECTIONS = ("shows", "episodes", "pages", "topics", "people")
"""What has addresses, as the file calls it."""
_PUBLISHED = frozenset({"shows", "episodes", "pages"})
"""What is always remembered; topics and people come and go with what is said."""
_GONE, _MOVED, _WORDS = "gone", "moved", "recordings"
"""What else the file holds: recordings that a build did without, by key; where old addresses lead;
and by what a recording is known again, by address."""
_SUFFIX = r"(?:-\d{4}-\d\d-\d\d)?(?:-\d+)?"
"""What may tell an address from others of its name."""
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
"""Names that are no folders on Windows, wherever they stand."""
_WHOLE_FOLDERS = frozenset({"captions", "index", "subtitles", "transcript", "transcription"})
"""Names of files that say nothing of a recording, which its folder then names."""
_PART = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REMEDY = "mend it, or restore it from version control; without it, addresses may move"

_T = TypeVar("_T")
Held = dict[str, dict[str, str]]
"""Addresses, without the slash at the end, by section and by what stands there."""


def make_slug(name: str, otherwise: str, longest: int = LONGEST_SLUG) -> str:
    """`name` as a part of an address: lower-case ASCII, digits and hyphens, never empty."""
    return slugify(name, max_length=longest, word_boundary=True) or otherwise


@lru_cache(maxsize=1 << 16)  # a file is asked about again and again
def show_folder(source: str) -> str:
    """The folder of the show that a file belongs to; "" for a file at the top, which has none.

    Paths are relative to content/. A folder that is only a time, such as `2026`, `2026-03` or
    `March`, is one within a show.
    """
    folder = PurePosixPath(named_by(source)).parent
    while is_period(folder.name):
        folder = folder.parent
    return "" if str(folder) in (".", "shows") else str(folder)


@lru_cache(maxsize=1 << 16)
def named_by(source: str) -> str:
    """The path that names a recording: its file's, or its folder's.

    Below a show, a file called `transcript` or `index` lies in a folder of its own.
    """
    path = PurePosixPath(source)
    own = path.stem.lower() in _WHOLE_FOLDERS and path.parent.parent.name not in ("", "shows")
    return str(path.parent) + path.suffix if own else source


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something that needs an address of its own."""

    section: str
    key: str
    """What it is remembered by in its section: its folder, its file, its title."""
    folder: str
    """Where it stands, from the root of the site: "" or ending in a slash."""
    slug: str
    """The part of the address that it gets where nobody else has it."""
    exact: bool = True
    """Whether its name already is that part: `harbour` comes before `Harbour!`."""
    date: str = ""
    """ISO 8601; tells it from others of its name, the first of which keeps the name alone."""
    words: str = ""
    """What it is known by again where its key is another."""

    @property
    def bare(self) -> str:
        """The address without a suffix."""
        return self.folder + self.slug


class Addresses:
    """Hands out addresses, each once, and remembers those that clashed."""

    def __init__(
        self, reserved: Iterable[str] = (), held: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        self._reserved = frozenset(name.casefold() for name in reserved)
        self._held: Held = {name: dict((held or {}).get(name, {})) for name in SECTIONS}
        known = held or {}
        self._gone = set(known.get(_GONE, ()))
        self._held["episodes"] |= known.get(_GONE, {})
        self._moved = dict(known.get(_MOVED, {}))
        self._words = dict(known.get(_WORDS, {}))
        self._present: set[str] | None = None
        self._standing: set[str] = set()
        self._left: dict[str, str] = {}
        self._written = self._record()
        self._taken: set[str] = set()
        self._suffixes: Counter[str] = Counter()
        self._path: Path | None = None
        self._notes: list[str] = []

    @classmethod
    def read(cls, content: Path, reserved: Iterable[str] = (), *, saves: bool = True) -> Addresses:
        """The addresses that `content` remembers; `reserved` are names at the root of the site.

        Without `saves` the file stays as it is. Raises `ConfigError` where it cannot be read or is
        damaged.
        """
        path = content / ADDRESSES
        try:
            addresses = cls(reserved, _parse(path.read_bytes()) if path.is_file() else None)
        except OSError as error:
            raise _damaged(f"cannot be read: {error.strerror}") from None
        addresses._path = path if saves else None
        return addresses

    @property
    def held(self) -> Held:
        """What is remembered."""
        return {name: dict(entries) for name, entries in self._held.items()}

    @property
    def moved(self) -> tuple[tuple[str, str], ...]:
        """Addresses that lead elsewhere now, each with the one that stands."""
        return tuple(pair for pair in sorted(self._moved.items()) if pair[1] in self._standing)

    @property
    def just_moved(self) -> tuple[tuple[str, str], ...]:
        """The recordings that have another address than before, by the old one."""
        return tuple(
            (old, new)
            for old, key in sorted(self._left.items())
            if (new := self._held["episodes"][key]) != old
        )

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """The recordings that were there before and are not now: key and address."""
        present = self._present or set()
        return tuple(
            (key, address)
            for key, address in sorted(self._held["episodes"].items())
            if key not in present and key not in self._gone
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What people should know of."""
        return tuple(dict.fromkeys(self._notes))

    def assign(self, claims: Sequence[Claim]) -> tuple[str, ...]:
        """The last part of each claim's address, in their order.

        All that stands in one folder is claimed at once. What is remembered comes first, then a
        bare name goes to the first that claims it, those whose own name it is before the others;
        the rest get suffixes.
        """
        given = self._keep(claims)
        open_claims = [place for place in range(len(claims)) if place not in given]

        def first(place: int) -> tuple[bool, bool, str]:
            return not claims[place].exact, not claims[place].date, claims[place].date

        for place in sorted(open_claims, key=first):
            if self._is_free(claims[place].bare):
                given[place] = self._take(claims[place].bare)
        for place in open_claims:
            if place not in given:
                given[place] = self._take(self._with_suffix(claims[place]))
        self._remember(claims, given)
        return tuple(given[place].rpartition("/")[2] for place in range(len(claims)))

    def assign_titles(self, section: str, titles: Sequence[str], otherwise: str) -> tuple[str, ...]:
        """The last part of the address of each of a section's titles, in their order."""
        return self.assign(
            [
                Claim(
                    section=section,
                    key=key,
                    folder=f"{section}/",
                    slug=make_slug(title, otherwise, longest=60),
                )
                for title, key in zip(titles, _told_apart(map(str.casefold, titles)), strict=True)
            ]
        )

    def save(self) -> None:
        """Write the file if there is anything new to remember. Where it cannot be, note that."""
        record = self._record()
        if self._path is None or record == self._written:
            return
        data = _format(record)
        try:
            write_whole(self._path, data)
        except OSError as error:
            self._notes.append(
                f"{ADDRESSES} cannot be written: {error.strerror}. Where names clash, which "
                "of them has a suffix may change when files are added."
            )
        self._written = record

    def _keep(self, claims: Sequence[Claim]) -> dict[int, str]:
        """What is remembered of the claims; what is gone keeps its address from all others."""
        given: dict[int, str] = {}
        for place in sorted(range(len(claims)), key=lambda n: (claims[n].section, claims[n].key)):
            claim = claims[place]
            held = self._held[claim.section].get(claim.key)
            if held is None:
                continue
            address = claim.folder + held.rpartition("/")[2]
            if self._is_free(address):
                given[place] = self._take(address)
        present = {(claim.section, claim.key) for claim in claims}
        folders = {claim.folder.rstrip("/") for claim in claims}
        for section, entries in self._held.items():
            for key, address in list(entries.items()):
                if (section, key) in present or address.rpartition("/")[0] not in folders:
                    continue
                if address in self._taken:  # a person gave it to another
                    del entries[key]
                else:
                    self._take(address)
        for address in self._moved.keys() | self._left.keys():
            if address.rpartition("/")[0] in folders:
                self._take(address)
        return given

    def _remember(self, claims: Sequence[Claim], given: Mapping[int, str]) -> None:
        """Remember what is published, and of the rest every member of each clash."""
        wanted = Counter(claim.bare for claim in claims)
        contested = {
            claim.bare
            for place, claim in enumerate(claims)
            if wanted[claim.bare] > 1 or given[place] != claim.bare
        }
        for place, claim in enumerate(claims):
            held = self._held[claim.section].get(claim.key)
            if held and held.rpartition("/")[2] != given[place].rpartition("/")[2]:
                self._notes.append(
                    f"{ADDRESSES}: {claim.key} stands at {given[place]}, since {held} is taken"
                )
            clashed = contested & {claim.bare, given[place]}
            if held or clashed or claim.section in _PUBLISHED:
                self._held[claim.section][claim.key] = given[place]

    def _is_free(self, address: str) -> bool:
        return not (
            address in self._taken
            or address in self._reserved
            or address.rpartition("/")[2] in _DEVICES
        )

    def _take(self, address: str) -> str:
        self._taken.add(address)
        return address

    def _with_suffix(self, claim: Claim) -> str:
        bare = claim.bare
        if claim.date and self._is_free(f"{bare}-{claim.date}"):
            return f"{bare}-{claim.date}"
        number = max(2, self._suffixes[bare])
        while not self._is_free(f"{bare}-{number}"):
            number += 1
        self._suffixes[bare] = number  # none before it becomes free again
        return f"{bare}-{number}"

    def join(self, folders: Mapping[str, str]) -> None:
        """Let a new folder have the address of the show that only files at the top named so far.

        `folders` are keys, by the slugs that they ask for.
        """
        shows = self._held["shows"]
        for slug, folder in folders.items():
            if folder not in shows and shows.get(slug) == slug:
                shows[folder] = shows.pop(slug)

    def follow(self, claims: Sequence[Claim]) -> None:
        """Know recordings again whose keys are new, before they are assigned.

        `claims` are those of all recordings there are. One whose name asks for the same address
        keeps it; else its old one leads to the new one from now on.
        """
        held = self._held["episodes"]
        self._present = {claim.key for claim in claims}
        gone = [key for key in held if key not in self._present]
        new = [claim for claim in claims if claim.key not in held]
        for of_key, of_claim in (
            (_file_of, lambda claim: _file_of(claim.key)),
            (lambda key: self._words.get(held[key], ""), _said),
            (_entry_of, lambda claim: _entry_of(claim.key)),
        ):
            before, now = _only(gone, of_key), _only(new, of_claim)
            for mark in before.keys() & now.keys():
                self._succeed(before[mark], now[mark])
            gone = [key for key in gone if key in held and key not in self._present]
            new = [claim for claim in new if claim.key not in self._left.values()]
        by_words = _only(claims, _said)
        for address, words in self._words.items():  # a person may have written another line
            claim = by_words.get(words)
            if claim and claim.key in held and address not in held.values():
                self._left.setdefault(address, claim.key)

    def _succeed(self, old_key: str, claim: Claim) -> None:
        """Let a recording be what was known by another key."""
        held = self._held["episodes"]
        old = held.pop(old_key)
        self._gone.discard(old_key)
        self._left[old] = claim.key
        if re.fullmatch(re.escape(claim.slug) + _SUFFIX, old.rpartition("/")[2]):
            held[claim.key] = old
        elif self._moved.get(claim.bare) == old:  # it has its former name again
            held[claim.key] = claim.bare

    def lead_on(self, claims: Sequence[Claim]) -> None:
        """Remember, once all are assigned, where old addresses lead and who is known by what."""
        held = self._held["episodes"]
        here = {held[claim.key] for claim in claims}
        shows = {address.partition("/")[0] for address in here}
        self._standing = here | shows | set(self._held["pages"].values())
        moved = self._moved | {old: held[key] for old, key in self._left.items()}
        targets: dict[str, set[str]] = {}
        for old, new in moved.items():
            if "/" in old and new in here:
                targets.setdefault(old.partition("/")[0], set()).add(new.partition("/")[0])
        moved |= {old: min(new) for old, new in targets.items() if len(new) == 1}
        self._moved = {old: self._end_of(old, moved) for old in moved if old not in self._standing}
        kept = {
            address: words for address, words in self._words.items() if address in held.values()
        }
        self._words = kept | {held[claim.key]: claim.words for claim in claims if claim.words}

    def _end_of(self, old: str, moved: Mapping[str, str]) -> str:
        """Where an address leads in the end, though it was left several times."""
        passed = {old}
        new = moved[old]
        while new not in self._standing and new in moved and new not in passed:
            passed.add(new)
            new = moved[new]
        return new

    def _record(self) -> Held:
        """All that the file holds."""
        absent = self._gone
        if self._present is not None:
            absent = self._held["episodes"].keys() - self._present
        episodes = self._held["episodes"]
        return self.held | {
            "episodes": {key: each for key, each in episodes.items() if key not in absent},
            _GONE: {key: each for key, each in episodes.items() if key in absent},
            _MOVED: dict(self._moved),
            _WORDS: dict(self._words),
        }


def _only(things: Iterable[_T], trait: Callable[[_T], str]) -> dict[str, _T]:
    """What is known by a trait that nothing else has; an empty one is none."""
    found: dict[str, list[_T]] = {}
    for thing in things:
        found.setdefault(trait(thing), []).append(thing)
    return {mark: those[0] for mark, those in found.items() if mark and len(those) == 1}


def _said(claim: Claim) -> str:
    return claim.words


def _file_of(key: str) -> str:
    """A file's path without what tells its format; a listing's entries have none."""
    return "" if "#" in key else str(PurePosixPath(key).with_suffix(""))


def _entry_of(key: str) -> str:
    """The file and the date of a listing's entry, where it has one."""
    match = re.match(r"(.*#\d{4}-\d\d-\d\d) ", key)
    return match[1] if match else ""


def settle(
    episodes: Sequence[Episode],
    pages: Sequence[FreePage],
    addresses: Addresses,
    *,
    whole: bool = True,
) -> tuple[tuple[Episode, ...], tuple[FreePage, ...]]:
    """Episodes and free pages with their final addresses; theirs so far are only what they ask for.

    Unless these are a `whole` archive nobody is taken for gone, or renamed.

    A folder is a show. Files at the top belong to the show that they name, which is a folder's
    where one is called the same, and otherwise their own.
    """
    folders = {folder: each.show for each in episodes if (folder := show_folder(each.source))}
    named = {each.show.slug: each.show for each in episodes if not show_folder(each.source)}
    addresses.join({show.slug: f"{folder}/" for folder, show in sorted(folders.items())})
    known = addresses.held["shows"]
    called = {show.slug for show in folders.values()}
    alone = {slug: show for slug, show in named.items() if slug in known or slug not in called}
    shows = {f"{folder}/": show for folder, show in sorted(folders.items())} | alone
    claims = [_claim_show(key, show) for key, show in shows.items()]
    own = [_claim_page(page) for page in pages]
    slugs = addresses.assign([*claims, *own])
    of_show = dict(zip(shows, slugs, strict=False))
    for slug in named.keys() - alone.keys():
        namesakes = [of_show[f"{folder}/"] for folder in folders if folders[folder].slug == slug]
        of_show[slug] = min(namesakes, key=lambda each: (len(each), each))
    standing = [of_show[_show_key(each)] for each in episodes]
    wanted = _claim_episodes(episodes, standing)
    if whole:
        addresses.follow(wanted)
    names = addresses.assign(wanted)
    if whole:
        addresses.lead_on(wanted)
    return (
        tuple(
            replace(each, show=replace(each.show, slug=show), slug=name)
            for each, show, name in zip(episodes, standing, names, strict=True)
        ),
        tuple(
            replace(page, slug=slug) for page, slug in zip(pages, slugs[len(claims) :], strict=True)
        ),
    )


def _show_key(episode: Episode) -> str:
    folder = show_folder(episode.source)
    return f"{folder}/" if folder else episode.show.slug


def _claim_show(key: str, show: Show) -> Claim:
    exact = PurePosixPath(key).name == show.slug
    return Claim(section="shows", key=key, folder="", slug=show.slug, exact=exact)


def _claim_page(page: FreePage) -> Claim:
    exact = PurePosixPath(page.source).stem == page.slug
    return Claim(section="pages", key=page.source, folder="", slug=page.slug, exact=exact)


def _claim_episodes(episodes: Sequence[Episode], shows: Sequence[str]) -> list[Claim]:
    """A recording is known by its file; an entry of a listing also by its date and its title."""
    entries = Counter(each.source for each in episodes)
    keys, names = [], []
    for each in episodes:
        if entries[each.source] > 1:
            when = f"{each.date} " if each.date else ""
            keys.append(f"{each.source}#{when}{each.slug}")
            names.append(each.title)
        else:
            keys.append(each.source)
            names.append(PurePosixPath(each.source).stem)
    return [
        Claim(
            section="episodes",
            key=key,
            folder=f"{show}/",
            slug=each.slug,
            exact=name.endswith(each.slug),  # it may begin with the date
            date=str(each.date or ""),
            words=_words_of(each),
        )
        for each, show, key, name in zip(episodes, shows, _told_apart(keys), names, strict=True)
    ]


def _words_of(episode: Episode) -> str:
    """What a recording is known by again: a hash of what is said in it, else of what is noted."""
    if episode.transcript.count:
        return words_said(episode.transcript)
    return hash_of_words([episode.notes, *(chapter.title for chapter in episode.chapters)])


def _told_apart(keys: Iterable[str]) -> Iterator[str]:
    """Each key; one that was there before is counted."""
    seen: Counter[str] = Counter()
    for key in keys:
        seen[key] += 1
        yield f"{key} ({seen[key]})" if seen[key] > 1 else key


def _format(held: Held) -> bytes:
    """One line an entry, sorted, as people read it and version control compares it."""
    known = {section: entries for section, entries in held.items() if entries}
    text = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode()


def _parse(data: bytes) -> Held:
    """What the file holds. Raises `ConfigError` where it is damaged."""
    try:
        text = data.decode("utf-8-sig")
        record = json.loads(text, object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        raise _damaged(f"is damaged: {error.msg}", error.lineno) from None
    except _RepeatedError as error:
        raise _damaged(f"names {error.args[0]} twice", _line_of(text, error.args[0])) from None
    except (ValueError, RecursionError) as error:
        raise _damaged(f"is damaged: {error}".splitlines()[0]) from None
    if not isinstance(record, dict):
        raise _damaged("is not an object with addresses by section", 1)
    for section, entries in record.items():
        if section not in (*SECTIONS, _GONE, _MOVED, _WORDS) or not isinstance(entries, dict):
            raise _damaged(
                f"has {section!r}, where there may be {', '.join(SECTIONS)}, each an object",
                _line_of(text, section),
            )
        for key, address in entries.items():
            if not _is_address(address):
                raise _damaged(
                    f"gives {key} the address {address!r}, which is not made of small letters, "
                    "digits and single hyphens",
                    _line_of(text, key),
                )
    return {section: dict(entries) for section, entries in record.items()}


def _is_address(value: object) -> bool:
    return isinstance(value, str) and all(
        _PART.fullmatch(part) and len(part) <= LONGEST_HELD for part in value.split("/")
    )


class _RepeatedError(Exception):
    """A name stands twice in one object."""


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = Counter(name for name, _ in pairs)
    for name, count in names.items():
        if count > 1:
            raise _RepeatedError(name)
    return dict(pairs)


def _line_of(text: str, name: str) -> int | None:
    """The last line that names something, counted from 1."""
    written = json.dumps(name, ensure_ascii=False)
    lines = [n for n, line in enumerate(text.splitlines(), 1) if written in line]
    return lines[-1] if lines else None


def _damaged(reason: str, line: int | None = None) -> ConfigError:
    return ConfigError(reason, path=ADDRESSES, line=line, remedy=_REMEDY)
