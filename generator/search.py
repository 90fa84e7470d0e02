"""The index of all that can be found, which the reader's browser searches.

Each findable is a page of its own to Pagefind, one that is never published: its text with an
anchor where each place begins, so that a word's position tells the place. What Pagefind cannot
know is written beside its files, and `search.js` reads it there: `choices.json` says what belongs
to which show, person, topic and year, `words.txt` which words there are, for those who misspell,
`initials.json` what acronyms stand for, and which words fall apart into two.

Pagefind indexes all or nothing. So it is given groups of findables, each an episode with its
chapters; what it makes of each is kept, and joined here: one changed episode costs one episode, in
time and in memory. Groups stand in shards, one in a small archive, and a shard in which nothing
changed is taken over as it is. Where a shard ends is told by the names of the groups, so that an
episode more or less moves no border but those beside it.

Pagefind names its pages by hash, which no packing makes smaller: a third of a first query. Here
each is named by what all of a page of the site share, and its number there: "e3f2a91c04/k" is the
21st findable of an episode. So the browser knows without a further request what belongs together
and need only be told how many findables each page has, and a new episode leaves the names of all
others as they are.

`search.js` reads these files itself. Pagefind's reader compares each page that holds a word with
all that hold it, which took 80 seconds for a common word in 32,000 chapters, and its program and
WebAssembly are 100 KB more to load.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from itertools import chain, groupby
from pathlib import Path
from typing import NamedTuple

import cbor2
from pydantic import TypeAdapter

from .cache import Cache, key_of
from .compounds import Compounds
from .findable import Findable, Place
from .initials import Initials
from .keeping import Kept
from .pagefind import Pagefind
from .publishing import write_files
from .unspaced import set_apart
from .vocabulary import Vocabulary
from .wordtables import FIELDS, Table, chunks, encoded, merged, pack, taken_apart
from .workers import ALONE, Workers

INDEX_FOLDER = "pagefind"
_ENTRY = "pagefind-entry.json"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_TOGETHER = 16
"""Groups that are given to Pagefind at once: more take memory, fewer take its start more often."""
FEWEST_GROUPS, MOST_GROUPS = 256, 1024
"""Of a shard: each shard costs a search a request for each word."""
_BLOCK = 16
"""About how many groups of a shard are joined by themselves: where one of them changes, the other
blocks are as they were."""
_NO_WORD = "ـ"
"""A letter that nobody searches for: it stands where there is no word at all."""


class Group(NamedTuple):
    """Findables that are indexed together."""

    name: str
    """What tells it from other groups, whatever changes in it."""
    key: str
    """Of all that they are made of."""
    find: Callable[[], Sequence[Findable]]
    topics: Sequence[Sequence[str]] = ()
    """Those that each is about, if any is."""


@dataclass(frozen=True, slots=True)
class _About:
    """What is known of findables, in their order, besides where words stand in them."""

    pages: list[tuple[str, int]] = field(default_factory=list)
    """What their pages are called, and how many of them each has."""
    choices: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    """By facet and value: the numbers of what has it."""
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    initials: Initials = field(default_factory=Initials)
    compounds: Compounds = field(default_factory=Compounds)
    chunks: list[tuple[str, str, str, int]] = field(default_factory=list)
    """Of each chunk of a shard the first and the last stem, its name, and where it counts from."""

    @classmethod
    def of(cls, found: Sequence[Findable], names: Sequence[tuple[str, int]]) -> _About:
        """What is known of these, on pages of these names."""
        about = cls(pages=[*names])
        for number, each in enumerate(found):
            about.vocabulary.add(each)
            about.initials.add(each)
            about.compounds.add(each.apart)
            for facet, values in each.choices.items():
                for value in dict.fromkeys(values):
                    about.choices.setdefault(facet, {}).setdefault(value, []).append(number)
        return about

    @property
    def count(self) -> int:
        """How many findables there are."""
        return sum(count for _, count in self.pages)

    def append(self, other: _About) -> None:
        """Let the findables of another stand behind these."""
        start = self.count
        self.pages.extend(other.pages)
        for facet, values in other.choices.items():
            for value, numbers in values.items():
                held = self.choices.setdefault(facet, {}).setdefault(value, [])
                held += [start + number for number in numbers]
        self.vocabulary.join(other.vocabulary)
        self.initials.join(other.initials)
        self.compounds.join(other.compounds)
        for first, last, name, base in other.chunks:
            self.chunks.append((first, last, name, start + base))


_ABOUT = TypeAdapter(_About)
_Part = tuple[_About, Table]
"""All that is known of a group or of several, and where their words stand."""
_Fragments = Sequence[tuple[str, bytes]]
"""The name of each findable, and what is kept of it."""


class Indexer:
    """Puts an index together from what is there already and what Pagefind makes of the rest."""

    def __init__(
        self,
        folder: Path,
        language: str,
        store: Cache,
        old: Kept | None = None,
        workers: Workers = ALONE,
    ) -> None:
        """The index goes into `folder/pagefind/`; `old` has the files of the one that stands.

        `language` is the one whose endings are taken off words, a BCP 47 tag; `store` keeps what
        groups and shards came to.
        """
        self._workers = workers
        self._folder = folder
        self._language = language
        self._store = store
        self._old = old or Kept()
        self.pieces: dict[str, Sequence[str]] = {}
        """The paths of its files by the key of what they are made of."""

    def key_of(self, groups: Iterable[Group]) -> str:
        """The key of an index of these."""
        groups = list(groups)
        topics = json.dumps([each.topics for each in groups])
        return self._key("whole", topics, *(group.key for group in groups))

    def index(self, groups: Sequence[Group]) -> None:
        """Index what can be found: the same bytes for the same groups.

        Raises `PublishError` where Pagefind fails, and `OSError` where the index cannot be
        written.
        """
        stands = self.takes(self.key_of(groups))
        everything = _About()
        shards = [*_shards(groups)]
        for members in shards:
            about = self._shard(members, asked=not stands)
            if about:
                everything.append(about)
        if not stands:
            everything.choices.update(_topics(groups))
            self._write(self.key_of(groups), _files(everything, self._language))
            self._forget_all_but(shards)

    def takes(self, key: str) -> bool:
        """Take over the files of a key from the index that stands; whether that could be done."""
        paths = self._old.take_over(key, self._folder)
        if paths:
            self.pieces[key] = paths
        return bool(paths)

    def _shard(self, members: Sequence[Group], *, asked: bool) -> _About | None:
        """Index a shard; what is known of it, if that is asked for."""
        key = self._key("shard", *(group.key for group in members))
        known = self._store.find(_ABOUT, key) if asked else None
        joins = (asked and known is None) or not self.takes(key)
        bare = {group.key for group in members if not self.takes(self._key("names", group.key))}
        blocks = {self._name_of(block): block for block in _blocks(members)} if joins else {}
        joined = {name: part for name in blocks if (part := self._known(name))}
        new = [name for name in blocks if name not in joined]
        wanted = {group.key for name in new for group in blocks[name]}
        parts: dict[str, _Part] = {}
        missing = []
        for group in members:
            part = self._known(group.key) if group.key in wanted else None
            fragments = self._fragments(group) if group.key in bare else None
            if part:
                parts[group.key] = part
            if fragments:
                self._write(self._key("names", group.key), fragments)
            if (group.key in wanted and not part) or (group.key in bare and not fragments):
                missing.append(group)
        for group, part, fragments in self._made(missing):
            parts[group.key] = part
            if group.key in bare and self._key("names", group.key) not in self.pieces:
                self._write(self._key("names", group.key), fragments)
        for name in new:
            joined[name] = _merged([parts[group.key] for group in blocks[name]])
            if len(blocks[name]) > 1:
                self._keep(name, joined[name])
        if joins:
            several = [name for name, block in blocks.items() if len(block) > 1]
            self._store.store(self._key("joined", key), cbor2.dumps(several))
        return self._join(key, [joined[name] for name in blocks]) if joins else known

    def _name_of(self, block: Sequence[Group]) -> str:
        """Under what a block is kept; one of a single group is that group."""
        return block[0].key if len(block) == 1 else self._key("block", *(g.key for g in block))

    def _known(self, name: str) -> _Part | None:
        """What a group or a block came to before."""
        about = self._store.find(_ABOUT, self._key("about", name))
        table = self._store.load(self._key("table", name)) if about else None
        return (about, cbor2.loads(table)) if about and table else None

    def _keep(self, name: str, part: _Part) -> None:
        about, table = part
        self._store.store(self._key("about", name), _ABOUT.dump_json(about))
        self._store.store(self._key("table", name), cbor2.dumps(table))

    def _forget_all_but(self, shards: Iterable[Sequence[Group]]) -> None:
        """Delete what the shards of the index that stands were joined of, if these are not.

        That is as long as all that it was joined of, which is kept too, and joins it again.
        """
        needed = {self._name_of(block) for members in shards for block in _blocks(members)}
        for key in self._old.pieces.keys() - self.pieces.keys():
            joined = self._store.load(self._key("joined", key))
            for name in cbor2.loads(joined) if joined else ():
                if name not in needed:
                    for kind in ("about", "table"):
                        self._store.drop(self._key(kind, name))
            if joined:
                self._store.drop(self._key("joined", key))
                self._store.drop(key)

    def _fragments(self, group: Group) -> _Fragments | None:
        """What was kept of each findable of a group before."""
        stored = self._store.load(self._key("fragments", group.key))
        return cbor2.loads(stored) if stored else None

    def _made(self, groups: Sequence[Group]) -> Iterator[tuple[Group, _Part, _Fragments]]:
        """What Pagefind makes of groups; it is kept."""
        finds = [group.find for group in groups]
        batches = (finds[at : at + _TOGETHER] for at in range(0, len(finds), _TOGETHER))
        made = self._workers.map(partial(_index, self._language), batches, worth=2)
        for group, (about, table, fragments) in zip(groups, chain.from_iterable(made), strict=True):
            self._keep(group.key, (about, table))
            self._store.store(self._key("fragments", group.key), cbor2.dumps(fragments))
            yield group, (about, table), fragments

    def _join(self, key: str, parts: Sequence[_Part]) -> _About:
        """Write where words stand in a shard; what is known of it, which is kept."""
        about, table = _merged(parts)
        files = []
        for chunk in chunks(encoded(table)):
            named = hashlib.sha256(key.encode() + chunk.packed).hexdigest()[:10]
            about.chunks.append((chunk.first, chunk.last, named, 0))
            files.append((f"{INDEX_FOLDER}/index/{named}.pf_index", chunk.packed))
        self._write(key, files)
        self._store.store(key, _ABOUT.dump_json(about))
        return about

    def _write(self, key: str, files: Iterable[tuple[str, bytes]]) -> None:
        if paths := write_files(self._folder, files):
            self.pieces[key] = paths

    def _key(self, *parts: str) -> str:
        return key_of("index", self._language, *parts, by="search")


def _topics(groups: Iterable[Group]) -> dict[str, dict[str, list[int]]]:
    """Which findables are about which topic: the numbers of all groups go on."""
    held: dict[str, list[int]] = {}
    for number, titles in enumerate(chain.from_iterable(group.topics for group in groups)):
        for title in dict.fromkeys(titles):
            held.setdefault(title, []).append(number)
    return {"topic": held} if held else {}


def _index(
    language: str, finds: Iterable[Callable[[], Sequence[Findable]]]
) -> list[tuple[_About, Table, _Fragments]]:
    """What Pagefind makes of groups of findables."""
    batch = [tuple(find()) for find in finds]
    pages = (
        (f"{each.page}#{each.id}" if each.id else each.page, _page(each))
        for found in batch
        for each in found
    )
    with Pagefind(language) as pagefind:
        files = pagefind.files(pages)
    indexed: list[tuple[_About, Table, _Fragments]] = []
    for found, made in zip(batch, taken_apart(files, [*map(len, batch)]), strict=True):
        named, names = _names(found, made.hashes)
        fragments = [
            (f"{INDEX_FOLDER}/fragment/{name}.pf_fragment", body)
            for name, body in zip(names, made.fragments, strict=True)
        ]
        indexed.append((_About.of(found, named), made.table, fragments))
    return indexed


def _merged(parts: Sequence[_Part]) -> _Part:
    """Several groups or blocks as one."""
    about = _About()
    tables = []
    for each, table in parts:
        tables.append((about.count, table))
        about.append(each)
    return about, merged(tables)


def _blocks(members: Sequence[Group]) -> Iterator[Sequence[Group]]:
    """The groups of a shard in short runs."""
    return _in_runs(members, byte=1, usual=_BLOCK, fewest=1, most=4 * _BLOCK)


def _shards(groups: Sequence[Group]) -> Iterator[Sequence[Group]]:
    """Groups that are indexed together: as many as fit."""
    return _in_runs(groups, byte=0, usual=256, fewest=FEWEST_GROUPS, most=MOST_GROUPS)


def _in_runs(
    groups: Sequence[Group], *, byte: int, usual: int, fewest: int, most: int
) -> Iterator[Sequence[Group]]:
    """Groups in runs of about `usual`, each up to one whose name ends a run.

    So one that is new or gone moves the ends of no others. A byte of the hash of its name tells.
    """
    run: list[Group] = []
    for group in groups:
        run.append(group)
        ends = hashlib.sha256(group.name.encode()).digest()[byte] % usual == 0
        if (ends and len(run) >= fewest) or len(run) >= most:
            yield run
            run = []
    if run:
        yield run


def _page(found: Findable) -> str:
    """A findable as a page of its own: what is no text stands in attributes.

    Who speaks stands in the id of a place, by number: names beside each paragraph would be words
    of the text. Facts are kept as filters, whose values are no words either.
    """
    has_words = any(_has_words(each.text) for each in found.places)
    said = found.places if has_words else (_titled(found),)
    speakers = list(dict.fromkeys(place.speaker for place in found.places if place.speaker))
    facts = {**found.facts, "speakers": "|".join(name.replace("|", "/") for name in speakers)}
    meta = {"title": found.title, "whole": found.whole, "who": " ".join(speakers)}
    return "".join(
        [
            "<html><body>",
            *(_attribute("filter", key, value) for key, value in facts.items() if value),
            *(_attribute("meta", key, set_apart(value)) for key, value in meta.items() if value),
            *(
                f'<a id="{escape(place.id)}@{_numbered(place, speakers)}"></a>'
                f"{escape(set_apart(place.text), quote=False)} "
                for place in said
            ),
            "</body></html>",
        ]
    )


def _titled(found: Findable) -> Place:
    """What stands for a findable without words, which Pagefind would leave out: "?"."""
    return Place(text=next(filter(_has_words, (found.title, found.whole)), _NO_WORD), id=found.id)


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _numbered(place: Place, speakers: Sequence[str]) -> str:
    return str(speakers.index(place.speaker)) if place.speaker else ""


def _attribute(use: str, key: str, value: str) -> str:
    return f'<i data-pagefind-{use}="{key}[title]" title="{escape(value)}"></i>'


def _names(
    found: Sequence[Findable], hashes: Sequence[str]
) -> tuple[list[tuple[str, int]], list[str]]:
    """What pages are called, each with how many of `found` it has; and each of these."""
    pages, names = [], []
    paired = zip(found, hashes, strict=True)
    for page, those in groupby(paired, key=lambda pair: f"{pair[0].sort}{pair[0].page}"):
        held = [hashed for _, hashed in those]
        content = hashlib.sha256("\n".join([page, *held]).encode()).hexdigest()
        pages.append((f"{page[0]}{content[:10]}", len(held)))
        names += [f"{pages[-1][0]}/{_base36(number)}" for number in range(len(held))]
    return pages, names


def _files(about: _About, language: str) -> Iterator[tuple[str, bytes]]:
    """What a search loads first."""
    packed = pack(["", about.pages, about.chunks, [], [], FIELDS])
    tag = language.lower().split("-")[0]
    named = f"{tag}_{hashlib.sha256(packed).hexdigest()[:10]}"
    entry = {"languages": {tag: {"hash": named, "page_count": about.count}}}
    words = {
        **about.initials.known(about.vocabulary.common()),
        "apart": about.compounds.commonest(),
    }
    files = {
        f"pagefind.{named}.pf_meta": packed,
        _ENTRY: json.dumps(entry, ensure_ascii=False, sort_keys=True).encode(),
        "choices.json": _choices(about.choices),
        "words.txt": about.vocabulary.text().encode(),
        "initials.json": json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode(),
    }
    for name, content in files.items():
        yield f"{INDEX_FOLDER}/{name}", content


def _choices(found: Mapping[str, Mapping[str, Sequence[int]]]) -> bytes:
    """What a search can be narrowed to: of each value the numbers of what has it.

    Numbers that follow each other are a run: "3 5" are 3 and 8, "3+4" those from 3 to 7, each
    counted from the one before, in base 36.
    """
    packed = {
        facet: {value: _runs(numbers) for value, numbers in sorted(values.items())}
        for facet, values in sorted(found.items())
    }
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode()


def _runs(numbers: Sequence[int]) -> str:
    runs, end = [], 0
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        first, *others = (number for _, number in run)
        more = f"+{_base36(len(others))}" if others else ""
        runs.append(f"{_base36(first - end)}{more}")
        end = first + len(others)
    return " ".join(runs)


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
