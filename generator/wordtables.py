"""Where words stand, page by page: tables that Pagefind made, cut apart, joined and packed.

A table has for each stem the pages that hold it and the positions in each, as CBOR that is not
taken apart again: to join tables only the first page of each part is numbered anew. `search.js`
reads what is packed here.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import cbor2

from .errors import PublishError

FIELDS = ("title", "who", "whole")
"""What a page has besides its text; words of it are known by the place of its name here."""
_ENTRY = "pagefind-entry.json"
_MARK = b"pagefind_dcd"
"""What stands before all that Pagefind compresses."""
_TARGET = 1 << 14
"""Bytes of a chunk, before they are compressed, from which on another begins. A search loads one of
each shard for a word: of 2,084 real episodes that is 10 KB, with four times as much 34 KB, while
what names all chunks grows by 25 KB in all."""
_EFFORT = 6
"""Of nine: more takes twice the time for a hundredth of the size."""
_ARRAY, _TEXT = 0x80, 0x60


class Pages(NamedTuple):
    """Some pages, one after another, with what stands in each."""

    many: int
    first: int
    """The number of the first page."""
    last: int
    body: bytes
    """All of it in CBOR, save for how far the first page is from the one before."""


class Row(NamedTuple):
    """A stem with the pages that hold it, and those that hold forms of it with accents."""

    stem: str
    pages: Pages
    forms: tuple[tuple[str, Pages], ...]


Table = Sequence[Row]
"""In the order of the stems."""


class Chunk(NamedTuple):
    """A part of a table, packed."""

    first: str
    """Its first stem."""
    last: str
    packed: bytes


class Indexed(NamedTuple):
    """What Pagefind made of some pages."""

    hashes: Sequence[str]
    """Of each page; see `fragments`."""
    fragments: Sequence[bytes]
    """What is kept of each page, packed."""
    table: Table


def taken_apart(files: Mapping[str, bytes], counts: Sequence[int]) -> Iterator[Indexed]:
    """The files of an index as one for each run of pages; `counts` are how many each has.

    Raises `PublishError` where Pagefind indexed fewer or more.
    """
    entry = json.loads(files[_ENTRY])
    [about] = entry["languages"].values()
    _, pages, _, _, _, fields = unpack(files[f"pagefind.{about['hash']}.pf_meta"])
    if len(pages) != sum(counts):
        raise PublishError(
            f"Pagefind indexed {len(pages)} of {sum(counts)} pages",
            remedy="build again, or with --no-search",
        )
    renumbered = {-place: -1 - FIELDS.index(name) for place, name in enumerate(fields, 1)}
    starts = [sum(counts[:place]) for place in range(len(counts))]
    tables: list[list[Row]] = [[] for _ in counts]
    words = [
        word
        for name in sorted(files)
        if name.startswith("index/")
        for word in unpack(files[name])[0]
    ]
    for stem, held, forms in sorted(words, key=lambda word: str(word[0]).encode()):
        plain = _by_run(held, starts, renumbered)
        accented = [(form, _by_run(there, starts, renumbered)) for form, there in forms]
        for run in sorted({*plain, *(run for _, each in accented for run in each)}):
            own = tuple((form, each[run]) for form, each in accented if run in each)
            tables[run].append(Row(stem, plain.get(run, _NONE), own))
    for start, count, table in zip(starts, counts, tables, strict=True):
        hashes = [hashed for hashed, _ in pages[start : start + count]]
        yield Indexed(hashes, [files[f"fragment/{each}.pf_fragment"] for each in hashes], table)


_NONE = Pages(0, 0, 0, b"")


def _by_run(
    held: Iterable[Sequence[Any]], starts: Sequence[int], fields: Mapping[int, int]
) -> dict[int, Pages]:
    """Pages by the run that they are of, numbered from its start."""
    found: defaultdict[int, list[tuple[int, bytes]]] = defaultdict(list)
    number = 0
    for step, places, named in held:
        number += step
        run = bisect_right(starts, number) - 1
        meta = [fields.get(each, each) if each < 0 else each for each in named]
        found[run].append((number - starts[run], cbor2.dumps(places) + cbor2.dumps(meta)))
    return {run: _pages(those) for run, those in found.items()}


def _pages(those: Sequence[tuple[int, bytes]]) -> Pages:
    (first, body), *others = those
    parts, before = [body], first
    for number, each in others:
        parts += [b"\x83", _number(number - before), each]
        before = number
    return Pages(len(those), first, before, b"".join(parts))


def merged(tables: Iterable[tuple[int, Table]]) -> Table:
    """Several tables as one; each comes with the number it begins at."""
    rows: defaultdict[str, list[tuple[int, Pages]]] = defaultdict(list)
    forms: defaultdict[str, defaultdict[str, list[tuple[int, Pages]]]]
    forms = defaultdict(lambda: defaultdict(list))
    for start, table in tables:
        for stem, pages, accented in table:
            rows[stem].append((start, pages))
            for form, there in accented:
                forms[stem][form].append((start, there))
    table = []
    for stem in sorted(rows, key=str.encode):
        own: Mapping[str, Sequence[tuple[int, Pages]]] = forms.get(stem, {})
        accented = tuple((form, _one(own[form])) for form in sorted(own, key=str.encode))
        table.append(Row(stem, _one(rows[stem]), accented))
    return table


def _one(parts: Sequence[tuple[int, Pages]]) -> Pages:
    """Runs of pages as one."""
    made: list[bytes] = []
    total = first = before = 0
    for start, (count, begins, ends, body) in parts:
        if count and total:
            made += [b"\x83", _number(start + begins - before), body]
        elif count:
            first, made = start + begins, [body]
        if count:
            before = start + ends
            total += count
    return Pages(total, first, before, b"".join(made))


def encoded(table: Table) -> Iterator[tuple[str, bytes]]:
    """Each stem of a table with its row in CBOR."""
    for stem, pages, forms in table:
        made = [b"\x83", _text(stem), _listed(pages), _head(_ARRAY, len(forms))]
        for form, there in forms:
            made += [b"\x82", _text(form), _listed(there)]
        yield stem, b"".join(made)


def _listed(pages: Pages) -> bytes:
    """A run of pages as a list of them."""
    many, first, _, body = pages
    return b"".join([_head(_ARRAY, many), b"\x83", _number(first), body] if many else [b"\x80"])


def chunks(rows: Iterable[tuple[str, bytes]]) -> Iterator[Chunk]:
    """Rows packed, so many together as a search may load for one word."""
    held: list[tuple[str, bytes]] = []
    size = 0
    for row in rows:
        held.append(row)
        size += len(row[1])
        if size >= _TARGET:
            yield _chunk(held)
            held, size = [], 0
    if held:
        yield _chunk(held)


def _chunk(rows: Sequence[tuple[str, bytes]]) -> Chunk:
    body = b"".join([b"\x81", _head(_ARRAY, len(rows)), *(row for _, row in rows)])
    return Chunk(rows[0][0], rows[-1][0], _packed(body))


def _text(text: str) -> bytes:
    data = text.encode()
    return _head(_TEXT, len(data)) + data


@lru_cache(maxsize=1 << 14)
def _number(number: int) -> bytes:
    return bytes([number]) if number < 24 else cbor2.dumps(number)


@lru_cache(maxsize=1 << 12)
def _head(kind: int, count: int) -> bytes:
    """What opens a text or list of so many (RFC 8949)."""
    number = _number(count)
    return bytes([number[0] | kind, *number[1:]])


def unpack(packed: bytes) -> Any:  # noqa: ANN401  # as with JSON
    """What Pagefind packed as CBOR."""
    return cbor2.loads(gzip.decompress(packed).removeprefix(_MARK))


def pack(value: object) -> bytes:
    """`value` as Pagefind packs."""
    return _packed(cbor2.dumps(value))


def _packed(body: bytes) -> bytes:
    return gzip.compress(_MARK + body, compresslevel=_EFFORT, mtime=0)
